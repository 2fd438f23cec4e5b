# SPDX-License-Identifier: Apache-2.0
"""Exactly what shows a changed input is read again, and all comes out new.

Each row of the tables is one kind of input. After each kind of change, the
pages that are read are those that show it, and each file of the output is
the one of a fresh build, to the byte.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.sphinxext import tiny
from tests.sphinxext.rebuilt import (
    DOCUMENTS,
    LOCALE,
    RECORDS,
    Bench,
    Project,
    catalogue,
    differences,
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("freshness"))


@pytest.fixture
def project(bench: Bench) -> Project:
    return bench.project()


class Input(NamedTuple):
    """An input: its file, an edit of it, and the pages that show it.

    Old and new words are equally long, so that the size tells nothing.
    """

    name: str
    old: str
    new: str
    pages: set[str]


CHECKLISTS = {"2030.1", "old"}
INPUTS = {
    "the guide's head": Input(
        "guide/guide.yaml",
        "first.",
        "again.",
        {*CHECKLISTS, "guide"},
    ),
    "the project": Input(
        "guide/project.yaml",
        "It does little.",
        "It does  a lot.",
        {*CHECKLISTS, "guide", "project"},
    ),
    "the roles": Input(
        "guide/roles.yaml",
        "Tiny helper",
        "Tiny fellow",
        {*CHECKLISTS, "guide", "procedure", "project"},
    ),
    "a precedence": Input(
        "guide/precedence.yaml",
        "Talks.",
        "Sings.",
        {*CHECKLISTS, "guide"},
    ),
    "a policy": Input(
        "guide/policies.yaml",
        "Late work",
        "Slow work",
        {*CHECKLISTS, "guide"},
    ),
    "the terms": Input(
        "guide/terms.yaml",
        "Nothing moves.",
        "Nothing stirs.",
        {*CHECKLISTS, "words"},
    ),
    "the events": Input(
        "guide/events.yaml",
        "title: Party",
        "title: Dance",
        {*CHECKLISTS, "day", "guide"},
    ),
    "a phase": Input(
        "guide/sections/freezing.yaml",
        "title: Freezing",
        "title: Coldness",
        {*CHECKLISTS, "guide"},
    ),
    "a procedure": Input(
        "guide/sections/releasing.yaml",
        "Cut the release.",
        "Cut the branches",
        # The first page has its words in a reference: written again, not
        # read.
        {*CHECKLISTS, "guide", "procedure"},
    ),
    "the calendar of the current cycle": Input(
        "data/calendars/2030.1.yaml",
        "2030-02-28",
        "2030-02-27",
        # It is the one that comes after the old one.
        {*CHECKLISTS, "day", "guide"},
    ),
    "the calendar of another cycle": Input(
        "data/calendars/2029.2.yaml",
        "2029-02-28",
        "2029-02-27",
        {"old"},
    ),
    "the records": Input(
        "data/records/2030.1.yaml",
        "{model: ptl, source: governance}",
        "{model: distributed, source: x }",
        {"2030.1", "guide", "project"},
    ),
    "the cycle file": Input(
        "2030.1.cycle.yaml", "by: ada", "by: bob", {"2030.1"}
    ),
    "the team's notes in the cycle file": Input(
        "2030.1.cycle.yaml", "Keep calm.", "Hurry  up.", {"2030.1"}
    ),
    "a page with directives": Input(
        "procedure.rst", "Procedure\n", "Processes\n", {"procedure"}
    ),
    "a page with a date": Input("day.rst", "On", "At", {"day"}),
    "the translation of a page": Input(
        f"{LOCALE}/guide.po", 'msgstr "x"', 'msgstr "y"', {"guide"}
    ),
    "the translation of a cycle's page": Input(
        f"{LOCALE}/2030.1.po", '"Rede"', '"Sing"', {"2030.1"}
    ),
    "the translation of our own words": Input(
        f"{LOCALE}/watcher_liaison_guide.po",
        '"Wer?"',
        '"Wen?"',
        {
            *CHECKLISTS,
            *("day", "guide", "procedure", "project", "words"),
        },
    ),
}


def edit(project: Project, row: Input) -> Path:
    path = project.source / row.name
    text = path.read_text(encoding="utf-8")
    assert row.old in text
    assert len(row.old) == len(row.new)
    path.write_text(text.replace(row.old, row.new), encoding="utf-8")
    return path


def assert_like_fresh(project: Project) -> None:
    fresh = project.fresh_output()
    assert differences(project.output(), fresh) == []


def test_nothing_is_read_where_nothing_changed(project: Project) -> None:
    before = project.output()
    assert project.build()[0] == set()
    assert differences(project.output(), before) == []
    assert_like_fresh(project)


@pytest.mark.parametrize("what", INPUTS)
def test_a_touched_input_changes_nothing(project: Project, what: str) -> None:
    row = INPUTS[what]
    os.utime(project.source / row.name)
    # Sphinx goes by time; never is more read than shows it.
    assert project.build()[0] <= row.pages
    assert_like_fresh(project)
    assert project.build()[0] == set()


@pytest.mark.parametrize("what", INPUTS)
def test_an_edited_input_is_read_where_it_is_shown(
    project: Project, what: str
) -> None:
    row = INPUTS[what]
    os.utime(edit(project, row))
    assert project.build()[0] == row.pages
    assert_like_fresh(project)


@pytest.mark.parametrize("what", INPUTS)
def test_an_edit_is_seen_though_the_file_is_older(
    project: Project, what: str
) -> None:
    row = INPUTS[what]
    os.utime(edit(project, row), (1_000_000, 1_000_000))
    assert project.build()[0] == row.pages
    assert_like_fresh(project)


@pytest.mark.parametrize("what", INPUTS)
def test_an_edit_is_seen_though_size_and_time_are_the_same(
    project: Project, what: str
) -> None:
    row = INPUTS[what]
    state = (project.source / row.name).stat()
    path = edit(project, row)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert path.stat().st_size == state.st_size
    assert project.build()[0] == row.pages
    assert_like_fresh(project)


#: What is read where a file is gone, and when it is there again, if it is not
#: just what shows it: the first page lists all pages, and is read whenever
#: there is another one.
_STEPS = {"index", "guide", "procedure"}
_OURS = DOCUMENTS - {"index", "plain"}
GONE: dict[str, tuple[set[str], set[str]]] = {
    # Without these two there is no guide at all.
    "the guide's head": ({*_OURS}, {*_OURS}),
    "the project": ({*_OURS}, {*_OURS}),
    # The overview tells by the names of the files what there is.
    "the terms": (
        {*CHECKLISTS, "guide", "words"},
        {*CHECKLISTS, "guide", "words"},
    ),
    # Each step has a link into the checklist.
    "the cycle file": (_STEPS, {*_STEPS, "2030.1"}),
    "a page with directives": ({"index"}, {"index", "procedure"}),
    "a page with a date": ({"index"}, {"index", "day"}),
}


def files_of(project: Project, name: str) -> list[Path]:
    """Give a file and what Sphinx makes of it beside it."""
    path = project.source / name
    made = path.with_suffix(".mo")
    return [path, made] if path.suffix == ".po" else [path]


@pytest.mark.parametrize(
    "what", [one for one in INPUTS if "notes in" not in one]
)
def test_a_file_that_goes_and_comes_back_is_read_where_it_is_shown(
    project: Project, what: str
) -> None:
    row = INPUTS[what]
    gone, back = GONE.get(what, (row.pages, row.pages))
    before = project.output()
    apart = project.source.parent / "apart"
    apart.mkdir()
    files = files_of(project, row.name)
    for path in files:
        path.rename(apart / path.name)
    assert project.build()[0] == gone
    assert_like_fresh(project)
    assert project.build()[0] == set()
    for path in files:
        (apart / path.name).rename(path)
    assert project.build()[0] == back
    assert differences(project.output(), before) == []


class Change(NamedTuple):
    """A file that gets another name, and what is read then."""

    name: str
    other: str
    pages: set[str]


RENAMED = {
    "a page": Change("procedure.rst", "process.rst", {"index", "process"}),
    "a cycle file": Change(
        "2030.1.cycle.yaml", "zzyzx.cycle.yaml", {"index", "zzyzx"}
    ),
    "a section": Change(
        "guide/sections/releasing.yaml",
        "guide/sections/cutting.yaml",
        {*CHECKLISTS, "guide", "procedure"},
    ),
    "a file of the guide": Change(
        "guide/terms.yaml",
        "guide/terns.yaml",
        {*CHECKLISTS, "guide", "words"},
    ),
    "a calendar": Change(
        "data/calendars/2029.2.yaml", "data/calendars/2028.2.yaml", {"old"}
    ),
    "records": Change(
        "data/records/2030.1.yaml",
        "data/records/2029.2.yaml",
        {*CHECKLISTS, "guide", "project"},
    ),
    "translations": Change(
        f"{LOCALE}/guide.po", f"{LOCALE}/words.po", {"guide", "words"}
    ),
}


@pytest.mark.parametrize("what", RENAMED)
def test_a_renamed_file_is_read_where_it_was_and_is_shown(
    project: Project, what: str
) -> None:
    row = RENAMED[what]
    for old, new in zip(
        files_of(project, row.name),
        files_of(project, row.other),
        strict=True,
    ):
        old.rename(new)
    assert project.build()[0] == row.pages
    assert_like_fresh(project)
    assert project.build()[0] == set()


NEXT = (
    tiny.CALENDAR.replace("zzyzx", "aaa")
    .replace("2030.1", "2030.2")
    .replace("2030-", "2031-")
)
#: New files, and what is read then.
ADDED: dict[str, tuple[dict[str, str], set[str]]] = {
    "the calendar of the next cycle": (
        {"data/calendars/2030.2.yaml": NEXT},
        {"2030.1"},
    ),
    "a cycle file of an older cycle": (
        {"2029.2.cycle.yaml": 'cycle: "2029.2"\n'},
        {"index", "2029.2", "old"},
    ),
    "a cycle file of a newer cycle": (
        {
            "data/calendars/2030.2.yaml": NEXT,
            "2030.2.cycle.yaml": 'cycle: "2030.2"\n',
        },
        {
            *("index", "2030.1", "2030.2"),
            *("day", "guide", "procedure", "project"),
        },
    ),
    "records of another cycle": (
        {"data/records/2029.2.yaml": RECORDS.replace("2030.1", "2029.2")},
        {"old"},
    ),
    "a section": (
        {"guide/sections/more.yaml": ("id: more\ntitle: More\nsteps: []\n")},
        {*CHECKLISTS, "guide"},
    ),
    "a page with directives": (
        {
            "more.rst": "More\n====\n\n.. procedure:: releasing\n"
            "   :no-index:\n"
        },
        {"index", "more"},
    ),
    "translations": (
        {f"{LOCALE}/words.po": catalogue({"freeze": "Frost"})},
        {"words"},
    ),
}


@pytest.mark.parametrize("what", ADDED)
def test_a_new_file_is_read_where_it_is_shown(
    project: Project, what: str
) -> None:
    files, pages = ADDED[what]
    for name, text in files.items():
        (project.source / name).write_text(text, encoding="utf-8")
        # Older than what was built: it is new all the same.
        os.utime(project.source / name, (1_000_000, 1_000_000))
    assert project.build()[0] == pages
    assert_like_fresh(project)
    assert project.build()[0] == set()


#: Settings of ours, and what is read where they change.
SETTINGS: dict[str, tuple[str, set[str]]] = {
    "how days are shown": (
        'liaison_date_format = "%Y-%m-%d"',
        {*CHECKLISTS, "day", "guide"},
    ),
    "the current cycle": (
        'liaison_current_cycle = "2029.2"',
        {"day", "guide", "procedure", "project"},
    ),
    "the current cycle, as it was": (
        'liaison_current_cycle = "zzyzx"',
        set(),
    ),
    "another guide": ('liaison_guide = "guide2"', {*_OURS}),
    "the same data elsewhere": ('liaison_data = "data2"', set()),
    "other data": ('liaison_data = "data3"', {"old"}),
    "no data": (
        "liaison_data = None",
        {*CHECKLISTS, "day", "guide", "project"},
    ),
    "a wrong value": ('liaison_date_format = "day"', set()),
}


@pytest.mark.parametrize("what", SETTINGS)
def test_a_changed_setting_is_read_where_its_outcome_is_shown(
    project: Project, what: str
) -> None:
    line, pages = SETTINGS[what]
    source = project.source
    shutil.copytree(source / "guide", source / "guide2")
    shutil.copytree(source / "data", source / "data2")
    shutil.copytree(source / "data", source / "data3")
    other = source / "data3" / "calendars" / "2029.2.yaml"
    other.write_text(other.read_text().replace("2029-02-28", "2029-02-27"))
    with (source / "conf.py").open("a") as conf:
        conf.write(f"{line}\n")
    assert project.build()[0] == pages
    assert_like_fresh(project)
    assert project.build()[0] == set()


# -- other outputs


#: Builders and themes, which have each other's titles on every page.
BUILDS: dict[str, tuple[str, dict[str, Any]]] = {
    "dirhtml": ("dirhtml", {}),
    "singlehtml": ("singlehtml", {}),
    "sphinx_rtd_theme": (
        "html",
        {
            "html_theme": "sphinx_rtd_theme",
            "html_theme_options": {"collapse_navigation": False},
        },
    ),
    "basic": ("html", {"html_theme": "basic"}),
}


@pytest.fixture(scope="module", params=BUILDS)
def other_bench(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Bench:
    builder, settings = BUILDS[request.param]
    theme = settings.get("html_theme", "basic")
    if theme != "basic":
        # One of the documentation, which the plain tests do without.
        pytest.importorskip(theme)
    folder = tmp_path_factory.mktemp(request.param)
    return Bench(folder, builder, settings)


@pytest.mark.parametrize("what", ["a phase", "the records", "the terms"])
def test_an_edit_comes_out_new_in_other_outputs(
    other_bench: Bench, what: str
) -> None:
    project, row = other_bench.project(), INPUTS[what]
    os.utime(edit(project, row))
    assert project.build()[0] == row.pages
    assert_like_fresh(project)


def test_a_renamed_page_comes_out_new_in_other_outputs(
    other_bench: Bench,
) -> None:
    project = other_bench.project()
    for name in ("procedure.rst", "2030.1.cycle.yaml"):
        (project.source / name).rename(project.source / f"new-{name}")
    assert project.build()[0] == {"index", "new-2030.1", "new-procedure"}
    assert_like_fresh(project)


def test_what_another_builder_has_read_is_written_too(
    project: Project,
) -> None:
    project.build("dirhtml")
    row = INPUTS["a procedure"]
    os.utime(edit(project, row))
    assert project.build("dirhtml")[0] == row.pages
    assert project.build("html")[0] == set()
    assert_like_fresh(project)
    fresh = project.fresh_output("dirhtml")
    assert differences(project.output("dirhtml"), fresh) == []


def test_a_page_without_anything_of_ours_is_left_to_sphinx(
    project: Project,
) -> None:
    (project.source / "plain.rst").unlink()
    assert project.build()[0] == {"index"}
    assert "plain.html" in project.output()


# -- problems


def test_problems_are_told_in_a_build_that_reads_nothing(
    project: Project,
) -> None:
    path = project.source / "guide/terms.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: freeze", "titel: freeze"))
    first = [one for one in project.build()[1] if "titel" in one]
    read, warnings = project.build()
    assert read == set()
    assert [one for one in warnings if "titel" in one] == first
    assert len(first) == 1
