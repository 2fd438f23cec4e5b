# SPDX-License-Identifier: Apache-2.0
"""Exactly what shows a changed input is read again, and all comes out new."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from tests.sphinxext import tiny

#: Several pages, each showing something else of the guide.
PAGES = {
    "index.rst": (
        "Top\n===\n\n.. toctree::\n   :glob:\n\n   guide\n   *\n\n"
        "See :liaison:step:`cut`.\n"
    ),
    "guide.rst": (
        "Guide\n=====\n\n.. milestone:: planning\n\n"
        ".. milestone:: freezing\n\n.. liaison-precedence:: helping\n\n"
        ".. ffe-policy:: late\n"
    ),
    "procedure.rst": "Procedure\n=========\n\n.. procedure:: releasing\n",
    "words.rst": "Words\n=====\n\n.. glossary-term::\n",
    "project.rst": "Project\n=======\n\n.. project-context::\n",
    "day.rst": "Day\n===\n\nOn :liaison:date:`feature-freeze`.\n",
    "old.rst": "Old\n===\n\n.. cycle-checklist:: 2029.2\n   :no-index:\n",
    "other.rst": None,
    "data/calendars/2029.2.yaml": (
        tiny.CALENDAR.replace("zzyzx", "yyy")
        .replace("2030.1", "2029.2")
        .replace("2030-", "2029-")
    ),
}
ALL = {
    "2030.1",
    "day",
    "guide",
    "index",
    "old",
    "procedure",
    "project",
    "words",
}


_BODY = re.compile(rb'<div class="body".*<div class="clearer">', re.DOTALL)


def _content(path: Path) -> bytes:
    """Give a file's content, without what Sphinx itself leaves stale.

    In an incremental build it does not write a page again for the sake of
    its new neighbours, to which the navigation leads, keeps words in the
    search index that no page has,
    and index entries there only of the pages that it writes.
    """
    content = path.read_bytes()
    if path.suffix == ".html":
        body = _BODY.search(content)
        return body[0] if body else content
    if path.name != "searchindex.js":
        return content
    text = content.decode("utf-8")
    index = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    index.pop("indexentries", None)
    for words in ("terms", "titleterms"):
        index[words] = {
            word: pages for word, pages in index[words].items() if pages != []
        }
    return json.dumps(index, sort_keys=True).encode("utf-8")


@dataclasses.dataclass
class Project:
    """A project that is built again and again."""

    source: Path
    make_app: Callable[..., SphinxTestApp]

    def build(self, fresh: bool = False) -> tuple[set[str], list[str]]:
        """Build; give the documents that were read, and warnings."""
        out = self.source.parent / ("fresh" if fresh else "out")
        if fresh:
            shutil.rmtree(out, ignore_errors=True)
        app = self.make_app(
            "html",
            srcdir=self.source,
            builddir=out,
            freshenv=fresh,
            confoverrides={
                "html_theme": "basic",
                "html_sidebars": {"**": []},
            },
        )
        read: set[str] = set()

        def note(app: Any, docname: str, source: list[str]) -> None:
            read.add(docname)

        app.connect("source-read", note)
        app.build()
        app.cleanup()
        return read, app.warning.getvalue().splitlines()

    def output(self, fresh: bool = False) -> dict[str, bytes]:
        folder = self.source.parent / ("fresh" if fresh else "out") / "html"
        return {
            path.relative_to(folder).as_posix(): _content(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != ".buildinfo"
        }

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.source / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def later(self, name: str) -> None:
        """Give a file the present time, as an editor would."""
        os.utime(self.source / name)


@pytest.fixture
def project(
    tmp_path: Path, make_app: Callable[..., SphinxTestApp]
) -> Iterator[Project]:
    tiny.write(tmp_path / "source", **PAGES)
    made = Project(tmp_path / "source", make_app)
    read, _ = made.build()
    assert read == ALL
    yield made


def test_nothing_is_read_where_nothing_changed(project: Project) -> None:
    assert project.build()[0] == set()


#: What is edited, and which pages show it.
EDITS: dict[str, tuple[str, str, str, set[str]]] = {
    "a step": (
        "guide/sections/releasing.yaml",
        "Cut the release.",
        "Cut it.",
        # The first page has the step's words in a reference: written
        # again, not read.
        {"2030.1", "old", "procedure", "guide"},
    ),
    "a phase": (
        "guide/sections/freezing.yaml",
        "title: Freezing",
        "title: Frost",
        {"2030.1", "old", "guide"},
    ),
    "a term": (
        "guide/terms.yaml",
        "Nothing moves.",
        "All is still.",
        {"2030.1", "old", "words"},
    ),
    "a role": (
        "guide/roles.yaml",
        "Tiny helper",
        "Tiny aide",
        {"2030.1", "old", "guide", "procedure", "project"},
    ),
    "a policy": (
        "guide/policies.yaml",
        "Late work",
        "Work that is late",
        {"2030.1", "old", "guide"},
    ),
    "a precedence": (
        "guide/precedence.yaml",
        "Talks.",
        "Speaks.",
        {"2030.1", "old", "guide"},
    ),
    "a repository": (
        "guide/project.yaml",
        "It does little.",
        "It does much.",
        {"2030.1", "old", "guide", "project"},
    ),
    "the calendar of the current cycle": (
        "data/calendars/2030.1.yaml",
        "2030-02-28",
        "2030-02-27",
        {"2030.1", "day", "guide", "old"},
    ),
    "the calendar of another cycle": (
        "data/calendars/2029.2.yaml",
        "2029-02-28",
        "2029-02-27",
        {"old"},
    ),
    "an item of the cycle file": (
        "2030.1.cycle.yaml",
        "by: ada",
        "by: bob",
        {"2030.1"},
    ),
    "a date of the team's": (
        "2030.1.cycle.yaml",
        "items:",
        "events: {feature-freeze: {date: 2030-02-20}}\nitems:",
        {"2030.1", "day", "guide"},
    ),
    "a page": ("day.rst", "On", "At", {"day"}),
}


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_is_read_where_it_is_shown(
    project: Project, what: str
) -> None:
    name, old, new, pages = EDITS[what]
    project.edit(name, old, new)
    project.later(name)
    read, _ = project.build()
    assert read == pages
    project.build(fresh=True)
    assert project.output() == project.output(fresh=True)


# Of a page itself Sphinx looks only at the time.
@pytest.mark.parametrize("what", [one for one in EDITS if one != "a page"])
def test_an_edit_is_seen_though_the_file_is_older(
    project: Project, what: str
) -> None:
    name, old, new, pages = EDITS[what]
    project.edit(name, old, new)
    os.utime(project.source / name, (1_000_000, 1_000_000))
    assert project.build()[0] == pages


TOUCHES = {
    "guide/sections/releasing.yaml": {"2030.1", "old", "procedure", "guide"},
    "guide/terms.yaml": {"2030.1", "old", "words"},
    "data/calendars/2029.2.yaml": {"old"},
    "2030.1.cycle.yaml": {"2030.1"},
}


@pytest.mark.parametrize("name", TOUCHES)
def test_a_touched_file_is_read_only_where_it_is_shown(
    project: Project, name: str
) -> None:
    project.later(name)
    assert project.build()[0] == TOUCHES[name]
    assert project.build()[0] == set()


def test_records_that_appear_are_read_where_they_count(
    project: Project,
) -> None:
    path = project.source / "data/records/2030.1.yaml"
    path.parent.mkdir()
    path.write_text(
        'cycle: {series: zzyzx, release: "2030.1"}\nsources: []\n'
        "leadership: {model: ptl, source: governance}\nliaisons: {}\n"
        "carried-from: null\nseries: []\ndeliverables: {}\n",
        encoding="utf-8",
    )
    read, _ = project.build()
    assert {"2030.1", "guide", "project"} <= read
    assert not read & {"day", "index", "words"}
    project.build(fresh=True)
    assert project.output() == project.output(fresh=True)
    path.unlink()
    assert project.build()[0] == read


def test_a_new_cycle_file_makes_its_cycle_the_current_one(
    project: Project,
) -> None:
    calendar = tiny.CALENDAR.replace("zzyzx", "aaa").replace(
        "2030.1", "2030.2"
    )
    path = project.source / "data/calendars/2030.2.yaml"
    path.write_text(calendar.replace("2030-", "2031-"), encoding="utf-8")
    (project.source / "2030.2.cycle.yaml").write_text('cycle: "2030.2"\n')
    read, _ = project.build()
    assert {"2030.2", "guide", "day"} <= read
    assert not read & {"words"}
    project.build(fresh=True)
    assert project.output() == project.output(fresh=True)
    (project.source / "2030.2.cycle.yaml").unlink()
    read, _ = project.build()
    assert {"guide", "day"} <= read
    project.build(fresh=True)
    new, old = project.output(fresh=True), project.output()
    assert {name: old[name] for name in new} == new


def test_a_renamed_page_takes_its_references_with_it(
    project: Project,
) -> None:
    (project.source / "procedure.rst").rename(project.source / "process.rst")
    read, _ = project.build()
    assert "process" in read
    project.build(fresh=True)
    new, old = project.output(fresh=True), project.output()
    assert {name: old[name] for name in new} == new


def test_a_removed_section_is_gone_everywhere(project: Project) -> None:
    (project.source / "guide/sections/releasing.yaml").unlink()
    project.build()
    project.build(fresh=True)
    assert project.output() == project.output(fresh=True)


def test_problems_are_told_in_a_build_that_reads_nothing(
    project: Project,
) -> None:
    project.edit("guide/terms.yaml", "title: freeze", "titel: freeze")
    first = [one for one in project.build()[1] if "titel" in one]
    read, warnings = project.build()
    assert read == set()
    assert [one for one in warnings if "titel" in one] == first
    assert len(first) == 1
