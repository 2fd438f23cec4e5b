# SPDX-License-Identifier: Apache-2.0
"""Imports go one way, and each outside library has one place."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "watcher_liaison_guide"
NAME = "watcher_liaison_guide"

#: Each layer may import those before it, and itself.
LAYERS = (
    {"repositories"},
    {"problems", "messages"},
    {"yamlreader", "prose", "files", "embedded"},
    {"fields"},
    {"sources", "yamlwriter"},
    {"fetch"},
    {"guide", "calendar", "records"},
    {"checklist"},
    {"export", "library", "schemas"},
    {"cli", "sphinxext"},
    {"__main__", "__init__"},
)
#: Who may import a library from outside, at whatever place in a module.
ONLY = {
    "sphinx": {"sphinxext", "__init__"},
    "docutils": {"sphinxext"},
    "requests": {"fetch"},
    "urllib3": {"fetch"},
    "http": {"fetch"},
    "socket": {"fetch"},
    "icalendar": {"export"},
    "jinja2": {"export"},
    "markupsafe": {"export"},
    "yaml": {"yamlreader", "yamlwriter"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def layer_name(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first[:-3] if first.endswith(".py") else first


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Give every module that a file imports, wherever it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            assert node.module is not None
            if node.module == NAME:
                for alias in node.names:
                    yield f"{NAME}.{alias.name}", node.lineno
            else:
                yield node.module, node.lineno


@pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    height = {name: level for level, names in enumerate(LAYERS)
              for name in names}  # fmt: skip
    mine = layer_name(path)
    for module, line in imports(path):
        parts = module.split(".")
        if parts[0] != NAME or len(parts) < 2:
            continue
        theirs = parts[1]
        if theirs.startswith("__") or mine == "__init__":
            continue
        allowed = height[theirs] < height[mine] or theirs == mine
        same_floor = height[theirs] == height[mine] and mine in (
            "guide",
            "records",
            "prose",
            "fetch",
        )
        assert allowed or same_floor, f"{path}:{line} imports {module}"


@pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_an_outside_library_is_imported_in_its_place_only(path: Path) -> None:
    for module, line in imports(path):
        owner = ONLY.get(module.split(".")[0])
        if owner is not None:
            assert layer_name(path) in owner, f"{path}:{line}: {module}"


def test_calendars_know_neither_guides_nor_records() -> None:
    for path in sorted((PACKAGE / "calendar").rglob("*.py")):
        for module, line in imports(path):
            assert not module.startswith(
                (f"{NAME}.guide", f"{NAME}.records")
            ), f"{path}:{line} imports {module}"


def test_only_known_libraries_are_imported() -> None:
    known = set(sys.stdlib_module_names) | set(ONLY) | {NAME, "babel"}
    for path in MODULES:
        for module, line in imports(path):
            assert module.split(".")[0] in known, f"{path}:{line}: {module}"
