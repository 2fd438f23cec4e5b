# SPDX-License-Identifier: Apache-2.0
"""Every builder shows the pages, without a warning."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build

BUILDERS = (
    *("html", "dirhtml", "singlehtml", "epub", "latex", "text", "man"),
    *("texinfo", "xml", "pseudoxml", "gettext", "json", "dummy"),
)


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_has_nothing_to_complain_of(
    unchanged: Build, builder: str
) -> None:
    assert unchanged(builder).warnings == []


def test_the_link_checker_asks_for_whole_addresses(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sphinx.builders import linkcheck

    asked: list[str] = []

    def check(self: Any, hyperlinks: dict[str, Any]) -> list[Any]:
        asked.extend(hyperlinks)
        return []

    monkeypatch.setattr(linkcheck.HyperlinkAvailabilityChecker, "check", check)
    built = build(builder="linkcheck")
    assert built.warnings == []
    assert "https://example.org/2030.1" in asked
    assert not [one for one in asked if "{" in one or "<" in one]


def test_text_has_the_words_of_the_rest_export(unchanged: Build) -> None:
    text = unchanged("text").page("2030.1", ".txt")
    assert "* [x] tiny (Done Tue 13 Nov 2029" in text
    assert "Milestone 1" in text
    assert "Calendar of deadlines" not in text


@pytest.mark.parametrize("name", ["guide", "2030.1"])
def test_no_note_of_ours_is_left_in_xml(unchanged: Build, name: str) -> None:
    text = unchanged("xml").page(name, ".xml")
    assert re.findall(r"liaison_\w+=", text) == []


#: A builder whose writer knows only the exact classes of docutils and Sphinx.
EXACT = """
from docutils import nodes
from sphinx.builders.text import TextBuilder

class Writer(nodes.NodeVisitor):
    body = ""
    def __init__(self, document, builder):
        super().__init__(document)
        self.names = builder.app.exact = getattr(builder.app, "exact", [])
    def unknown_visit(self, node):
        self.names.append(type(node).__name__)
    def unknown_departure(self, node):
        pass

class ExactBuilder(TextBuilder):
    name = format = "exact"
    default_translator_class = Writer

def setup(app):
    app.add_builder(ExactBuilder)
"""


def test_a_writer_of_exact_classes_meets_only_standard_ones(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = tiny.CONF + 'extensions.append("exact_builder")\n'
    monkeypatch.syspath_prepend(tmp_path / "project")
    built = build(
        builder="exact", **{"conf.py": conf, "exact_builder.py": EXACT}
    )
    assert built.warnings == []
    names = set(built.app.exact)
    assert {"section", "list_item"} <= names
    assert [name for name in names if name.startswith("liaison")] == []


#: An extension that has a node of its own for EPUB, and for nothing else.
FOR_EPUB = """
from docutils import nodes

class other(nodes.Element):
    pass

def visit(self, node):
    pass

def setup(app):
    app.add_node(other, epub=(visit, visit))
"""


def test_visitors_of_another_extension_take_nothing_away(
    build: Build,
) -> None:
    built = build(
        builder="epub",
        settings={"version": "1", "copyright": "nobody"},
        **{"conf.py": tiny.CONF + FOR_EPUB},
    )
    assert built.warnings == []
    page = built.page("2030.1", ".xhtml")
    assert 'id="plan-tiny"' in page
