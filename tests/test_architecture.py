# SPDX-License-Identifier: Apache-2.0
"""Imports go one way, and modules stay small and plain."""

from __future__ import annotations

import ast
import functools
import graphlib
import re
import runpy
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
    {"yamlwriter"},
    {"sources", "fetch"},
    {"guide", "calendar", "records"},
    {"checklist"},
    {"export", "library", "schemas"},
    {"cli", "sphinxext"},
    {"__main__", "__init__"},
)
HEIGHT = {name: level for level, names in enumerate(LAYERS) for name in names}
#: Layers that may import others of the same level.
KNOW_THEIR_NEIGHBOURS = ("guide", "records", "prose", "fetch")
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
    "yaml": {"yamlsyntax", "yamlreader", "yamlwriter"},
}
EVERYWHERE = {*sys.stdlib_module_names, NAME, "babel"}
#: The most lines that a module may have, and those of a table of facts.
LONGEST, LONGEST_TABLE = 350, 450
TABLES = {"problems.py"}
#: Names of Sphinx's objects that are its own.
PRIVATE = re.compile(r"\b(?:env|app|builder|config|domain)\._[a-z]\w*")
#: All code of the package, which is to come down to 17,000 lines, and that of
#: its Sphinx extension.
MOST_CODE, MOST_SPHINX_CODE, MOST_SPHINX_MODULES = 19_565, 3_300, 25


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def layer_name(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


NAMES = {module_name(path) for path in MODULES}


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Yield every module that a file imports, and the place.

    Imports inside functions and under ``TYPE_CHECKING`` count, too.
    """
    for node in ast.walk(parsed(path)):
        place = f"{path}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, place
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None and node.level == 0, place
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                yield submodule if submodule in NAMES else node.module, place


each_module = pytest.mark.parametrize("path", MODULES, ids=module_name)


@each_module
def test_a_module_imports_only_what_it_may(path: Path) -> None:
    mine = layer_name(path)
    for module, place in imports(path):
        library, _, inner = module.partition(".")
        layer = inner.partition(".")[0]
        if library in ONLY or library not in EVERYWHERE:
            assert mine in ONLY[library], place
            assert "._" not in module, place
        assert module not in ("pickle", "marshal"), place
        if library == NAME and inner and mine not in (layer, "__init__"):
            neighbours = mine in KNOW_THEIR_NEIGHBOURS
            assert HEIGHT[layer] < HEIGHT[mine] + neighbours, place


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
def test_nothing_is_executed_or_private(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("exec", "eval"), node.lineno
    if layer_name(path) == "sphinxext":
        assert not PRIVATE.findall(path.read_text("utf-8"))


@each_module
def test_a_module_reads_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= (LONGEST_TABLE if path.name in TABLES else LONGEST)


def test_the_package_stays_within_its_size() -> None:
    place = ROOT / "benchmark" / "size.py"
    lines_of_code = runpy.run_path(str(place))["lines_of_code"]
    code = {path: lines_of_code(path.read_text("utf-8")) for path in MODULES}
    sphinx = [path for path in MODULES if layer_name(path) == "sphinxext"]
    assert sum(code.values()) <= MOST_CODE
    assert sum(code[path] for path in sphinx) <= MOST_SPHINX_CODE
    assert len(sphinx) <= MOST_SPHINX_MODULES
