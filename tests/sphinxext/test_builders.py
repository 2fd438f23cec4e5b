# SPDX-License-Identifier: Apache-2.0
"""Every builder shows the pages, without a warning."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sphinxext import tiny

Build = Callable[..., Any]

BUILDERS = (
    *("html", "dirhtml", "singlehtml", "epub", "latex", "text", "man"),
    *("texinfo", "xml", "pseudoxml", "gettext", "json", "dummy"),
)


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_has_nothing_to_complain_of(
    build: Build, builder: str
) -> None:
    settings = {
        "man_pages": [("index", "tiny", "Tiny", "", 7)],
        "version": "1",
        "copyright": "nobody",
    }
    assert build(builder=builder, settings=settings).warnings == []


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


def test_text_has_the_words_of_the_rest_export(build: Build) -> None:
    built = build(builder="text")
    text = (Path(built.app.outdir) / "2030.1.txt").read_text("utf-8")
    assert "* [x] Write the plan for tiny. (Done Tue 13 Nov 2029" in text
    assert "Milestone 1" in text
    assert "Calendar file" not in text


def test_no_note_of_ours_is_left_in_xml(build: Build) -> None:
    built = build(builder="xml")
    for name in ("guide", "2030.1"):
        text = (Path(built.app.outdir) / f"{name}.xml").read_text("utf-8")
        for note in ("liaison_values", "liaison_prose", "liaison_object"):
            assert f"{note}=" not in text


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
    assert "section" in names
    assert "list_item" in names
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
    settings = {"version": "1", "copyright": "nobody"}
    built = build(
        builder="epub",
        settings=settings,
        **{"conf.py": tiny.CONF + FOR_EPUB},
    )
    assert built.warnings == []
    page = built.page("2030.1", ".xhtml")
    assert 'data-liaison-item="plan/tiny"' in page


def test_one_page_for_all_has_each_id_once(build: Build) -> None:
    files = {
        "data/calendars/2029.2.yaml": (
            tiny.CALENDAR.replace("zzyzx", "yyy")
            .replace("2030.1", "2029.2")
            .replace("2030-", "2029-")
        ),
        "2029.2.cycle.yaml": 'cycle: "2029.2"\n',
        "other.rst": (
            "Other\n=====\n\n.. cycle-checklist:: 2030.1\n   :no-index:\n"
        ),
        "index.rst": "Top\n===\n\n.. toctree::\n   :glob:\n\n   *\n",
    }
    page = build(builder="singlehtml", **files).page("index")
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert "2029-2-phase-planning" in ids
    assert "2030-1-phase-planning" in ids
    assert sorted(ids) == sorted(set(ids))
    # Some versions of Sphinx put two of "#" into references of their own.
    targets = set(re.findall('href="#([^"#]+)"', page))
    assert targets - set(ids) == set()
