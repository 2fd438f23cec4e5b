# SPDX-License-Identifier: Apache-2.0
"""Imports go one way, and modules stay small and plain."""

from __future__ import annotations

import ast
import functools
import graphlib
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAME = "watcher_liaison_guide"
PACKAGE = ROOT / NAME
MODULES = sorted(PACKAGE.rglob("*.py"))

#: Each layer may import those before it, and itself.
LAYERS = (
    {"problems", "messages"},
    {"yamlsyntax", "files"},
    {"yamlreader", "prose", "embedded"},
    {"fields", "configuration"},
    {"yamlwriter", "yamlediting"},
    {"sources", "fetch"},
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
    "jinja2": {"export"},
    "markupsafe": {"export"},
    "yaml": {"yamlsyntax", "yamlreader", "yamlwriter", "yamlediting"},
}
#: The most lines that a module may have, and those of a table of facts.
LONGEST, LONGEST_TABLE = 350, 450
TABLES = {"problems.py"}
#: Modules that are still too long, and may only become shorter.
STILL_TOO_LONG = {}
#: All code of the package, which is to come down to 17,000 lines, and that of
#: its Sphinx extension.
MOST_CODE, MOST_SPHINX_CODE, MOST_SPHINX_MODULES = 20_630, 3_300, 25


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(path) for path in MODULES}


def layer_name(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first[:-3] if first.endswith(".py") else first


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every module that a file imports, and the line.

    Imports inside functions and under ``TYPE_CHECKING`` count, too.
    """
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            assert node.module is not None
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                yield (
                    (submodule if submodule in NAMES else node.module),
                    node.lineno,
                )


each_module = pytest.mark.parametrize("path", MODULES, ids=module_name)


@each_module
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    height = {
        name: level for level, names in enumerate(LAYERS) for name in names
    }
    mine = layer_name(path)
    for module, line in imports(path):
        parts = module.split(".")
        if parts[0] != NAME or len(parts) < 2 or mine == "__init__":
            continue
        theirs = parts[1]
        allowed = height[theirs] < height[mine] or theirs == mine
        same_floor = height[theirs] == height[mine] and mine in (
            "guide",
            "records",
            "prose",
            "fetch",
        )
        assert allowed or same_floor, f"{path}:{line} imports {module}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {
        module_name(path): {
            module for module, _ in imports(path) if module in NAMES
        }
        for path in MODULES
        # Sphinx asks the whole package for ``setup``.
        if path.parent != PACKAGE or path.name != "__init__.py"
    }
    graphlib.TopologicalSorter(graph).prepare()


@each_module
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


@each_module
def test_nothing_is_executed_pickled_or_private(path: Path) -> None:
    for module, line in imports(path):
        assert module not in ("pickle", "marshal"), f"{path}:{line}"
        if module.startswith(("sphinx", "docutils")):
            assert "._" not in module, f"{path}:{line}: {module}"
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("exec", "eval"), (
                f"{path}:{node.lineno}"
            )


@each_module
def test_a_module_reads_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    longest = LONGEST_TABLE if path.name in TABLES else LONGEST
    name = path.relative_to(PACKAGE).as_posix()
    assert lines <= STILL_TOO_LONG.get(name, longest)


def test_the_package_stays_within_its_size() -> None:
    place = ROOT / "benchmark" / "size.py"
    spec = importlib.util.spec_from_file_location("size", place)
    assert spec is not None and spec.loader is not None
    size = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(size)
    code = {
        path: size.lines_of_code(path.read_text(encoding="utf-8"))
        for path in MODULES
    }
    sphinx = [path for path in MODULES if layer_name(path) == "sphinxext"]
    assert sum(code.values()) <= MOST_CODE
    assert sum(code[path] for path in sphinx) <= MOST_SPHINX_CODE
    assert len(sphinx) <= MOST_SPHINX_MODULES


def test_underscored_names_of_sphinx_are_not_used() -> None:
    private = re.compile(
        r"\b(?:env|app|builder|config|domain|self\.env)\._[a-z]"
    )
    for path in sorted((PACKAGE / "sphinxext").rglob("*.py")):
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            assert not private.search(line), f"{path}:{number + 1}: {line}"
