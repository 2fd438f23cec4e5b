# SPDX-License-Identifier: Apache-2.0
"""Exactly the pages that show a changed input are read again.

Each row of the tables is one kind of input. After each kind of change, the
pages that are read are those that show it, and they are like those of a
fresh build.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.sphinxext import tiny
from tests.sphinxext.rebuilt import (
    DOCUMENTS,
    FILES,
    LOCALE,
    RECORDS,
    Project,
    catalogue,
)
from watcher_liaison_guide.sphinxext import freshness


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a project as it is after its first build."""
    folder = tmp_path_factory.mktemp("freshness")
    project = Project(tiny.write(folder / "work" / "source", **FILES))
    assert project.build()[0] == DOCUMENTS
    return (folder / "work").rename(folder / "kept")


@pytest.fixture
def project(kept: Path) -> Iterator[Project]:
    """Return the project, which each test has as it was built.

    It is always in the same place, since Sphinx reads all of a project that
    was moved.
    """
    work = kept.with_name("work")
    shutil.copytree(kept, work)
    yield Project(work / "source")
    shutil.rmtree(work)


class Input(NamedTuple):
    """An input: its file, an edit of it, and the pages that show it.

    Old and new words are equally long, so that the size tells nothing.
    """

    name: str
    old: str
    new: str
    pages: set[str]


CHECKLISTS = {"2030.1", "old"}
#: Pages that show something of the current cycle, and those that show steps.
CURRENT = {"day", "guide", "procedure", "project"}
STEPS = {"guide", "procedure"}
OURS = DOCUMENTS - {"index", "plain"}
INPUTS = {
    "the guide's head": Input(
        "guide/guide.yaml", "first.", "again.", {*CHECKLISTS, "guide"}
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
        {*CHECKLISTS, *STEPS, "project"},
    ),
    "a precedence": Input(
        "guide/precedence.yaml", "Talks.", "Sings.", {*CHECKLISTS, "guide"}
    ),
    "a policy": Input(
        "guide/policies.yaml", "Late work", "Slow work", {*CHECKLISTS, "guide"}
    ),
    "the terms": Input(
        "guide/terms.yaml", "Nothing m", "Little  m", {*CHECKLISTS, "words"}
    ),
    "the events": Input(
        "guide/events.yaml", "Party", "Dance", {*CHECKLISTS, "day", "guide"}
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
        {*CHECKLISTS, *STEPS},
    ),
    "the calendar of the current cycle": Input(
        "data/calendars/2030.1.yaml",
        "2030-02-28",
        "2030-02-27",
        # It is the one that comes after the old one.
        {*CHECKLISTS, "day", "guide"},
    ),
    "the calendar of another cycle": Input(
        "data/calendars/2029.2.yaml", "2029-02-28", "2029-02-27", {"old"}
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
}
#: Pages and their translations are left to Sphinx, which goes by time.
OF_SPHINX = {
    "a page with directives": Input(
        "procedure.rst", "Procedure\n", "Processes\n", {"procedure"}
    ),
    "a page with a date": Input("day.rst", "On", "At", {"day"}),
    "the translation of a page": Input(
        f"{LOCALE}/guide.po", 'msgstr "x"', 'msgstr "y"', {"guide"}
    ),
    "the translation of our own words": Input(
        f"{LOCALE}/watcher_liaison_guide.po",
        '"Wer?"',
        '"Wen?"',
        {*CHECKLISTS, *CURRENT, "words"},
    ),
}
INPUTS |= OF_SPHINX


def edit(project: Project, row: Input) -> Path:
    path = project.source / row.name
    text = path.read_text(encoding="utf-8")
    assert row.old in text
    assert len(row.old) == len(row.new)
    path.write_text(text.replace(row.old, row.new), encoding="utf-8")
    return path


def assert_like_fresh(project: Project, read: set[str]) -> None:
    fresh, shown = project.fresh_pages(), project.pages()
    for name in fresh:
        if name.rpartition(".")[0] in read:
            assert shown[name] == fresh[name]


def assert_read(project: Project, pages: set[str]) -> None:
    """Build, and have exactly these pages read, as in a fresh build."""
    assert project.build()[0] == pages
    assert_like_fresh(project, pages)
    assert project.build()[0] == set()


def test_nothing_is_read_where_nothing_changed(project: Project) -> None:
    before = project.pages()
    assert project.build()[0] == set()
    assert project.pages() == before


def test_touched_inputs_change_nothing(project: Project) -> None:
    before = project.pages()
    for row in INPUTS.values():
        os.utime(project.source / row.name)
    # Sphinx goes by time; never is more read than shows them.
    assert project.build()[0] <= OURS
    assert project.pages() == before
    assert project.build()[0] == set()


@pytest.mark.parametrize("what", INPUTS)
def test_an_edited_input_is_read_where_it_is_shown(
    project: Project, what: str
) -> None:
    row = INPUTS[what]
    state = (project.source / row.name).stat()
    path = edit(project, row)
    if what not in OF_SPHINX:
        # Neither size nor time tells that it is another file.
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
        assert path.stat().st_size == state.st_size
    assert_read(project, row.pages)


#: What is read where a file is gone, and when it is there again, if it is not
#: just what shows it: the first page lists all pages, and is read whenever
#: there is another one.
GONE: dict[str, tuple[set[str], set[str]]] = {
    # Without it there is no guide at all.
    "the guide's head": ({*OURS}, {*OURS}),
    # The overview knows by the names of the files what there is.
    "the terms": (
        {*CHECKLISTS, "guide", "words"},
        {*CHECKLISTS, "guide", "words"},
    ),
    "a phase": (INPUTS["a phase"].pages, INPUTS["a phase"].pages),
    # Without it the cycle is not the current one any more.
    "the calendar of the current cycle": (
        {*CHECKLISTS, *CURRENT},
        {*CHECKLISTS, *CURRENT},
    ),
    # Each step has a link into the checklist.
    "the cycle file": ({*STEPS, "index"}, {*STEPS, "index", "2030.1"}),
    "a page with directives": ({"index"}, {"index", "procedure"}),
}


@pytest.mark.parametrize("what", GONE)
def test_a_file_that_goes_and_comes_back_is_read_where_it_is_shown(
    project: Project, what: str
) -> None:
    gone, back = GONE[what]
    path = project.source / INPUTS[what].name
    apart = project.source.parent / "apart"
    path.rename(apart)
    assert_read(project, gone)
    apart.rename(path)
    assert_read(project, back)


def _dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def _loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("what", "make"),
    [
        ("the guide's head", _loop),
        ("the calendar of the current cycle", Path.mkdir),
        ("the cycle file", _dangling),
    ],
)
def test_an_input_that_was_unreadable_comes_back(
    project: Project, what: str, make: Callable[[Path], None]
) -> None:
    path = project.source / INPUTS[what].name
    apart = project.source.parent / "apart"
    path.rename(apart)
    make(path)
    project.build()
    project.build()
    if path.is_symlink():
        path.unlink()
    else:
        path.rmdir()
    apart.rename(path)
    _, warnings = project.build()
    assert [one for one in warnings if path.name in one] == []
    assert_like_fresh(project, set(DOCUMENTS - {"index"}))


@pytest.mark.parametrize(
    ("name", "other", "pages"),
    [
        ("2030.1.cycle.yaml", "zzyzx.cycle.yaml", {"index", "zzyzx"}),
        (
            "guide/sections/releasing.yaml",
            "guide/sections/cutting.yaml",
            {*CHECKLISTS, *STEPS},
        ),
        (
            "data/records/2030.1.yaml",
            "data/records/2029.2.yaml",
            {*CHECKLISTS, "guide", "project"},
        ),
    ],
)
def test_a_renamed_file_is_read_where_it_was_and_is_shown(
    project: Project, name: str, other: str, pages: set[str]
) -> None:
    (project.source / name).rename(project.source / other)
    assert_read(project, pages)


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
        {"index", "2030.1", "2030.2", *CURRENT},
    ),
    "records of the cycle before": (
        {"data/records/2029.2.yaml": RECORDS.replace("2030.1", "2029.2")},
        {"2030.1", "old"},
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
    assert_read(project, pages)


#: Settings of ours, and what is read where they change.
SETTINGS: dict[str, tuple[str, set[str]]] = {
    "how days are shown": (
        'liaison_date_format = "%Y-%m-%d"',
        {*CHECKLISTS, "day", "guide"},
    ),
    "the current cycle": (
        'liaison_current_cycle = "2029.2"',
        # A cycle's page links to that of the current one.
        {*CURRENT, "2030.1"},
    ),
    "the current cycle, as it was": (
        'liaison_current_cycle = "zzyzx"',
        set(),
    ),
    "another guide": ('liaison_guide = "guide2"', {*OURS}),
    "the same data elsewhere": ('liaison_data = "data2"', set()),
    "other data": ('liaison_data = "data3"', {"old"}),
    "no data": (
        "liaison_data = None",
        {*CHECKLISTS, *CURRENT},
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
    assert_read(project, pages)


def test_a_guide_that_others_extend_is_read_where_it_is_shown(
    tmp_path: Path,
) -> None:
    files = {
        "base/guide.yaml": "title: Base\nsections: []\n",
        "base/project.yaml": "team: base\ndeliverables: {}\n",
        "base/terms.yaml": "thaw: {title: thaw, text: It moves.}\n",
        "guide/guide.yaml": f"extends: ../base\n{tiny.GUIDE['guide.yaml']}",
    }
    source = tiny.write(tmp_path / "source", **{**FILES, **files})
    project = Project(source)
    project.build()
    path = source / "base/terms.yaml"
    state = path.stat()
    path.write_text(path.read_text().replace("moves", "stays"))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert_read(project, {*CHECKLISTS, "words"})
    path.unlink()
    assert_read(project, {*CHECKLISTS, "guide", "words"})


# -- other outputs


@pytest.mark.parametrize("builder", ["latex", "dirhtml"])
def test_a_builder_after_another_writes_what_it_writes_alone(
    project: Project, builder: str
) -> None:
    assert project.build(builder)[0] == set()
    after = Project(project.source, builder)
    assert after.pages() == after.fresh_pages()


def test_what_another_version_has_read_is_read_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "__version__", "99")
    assert project.build()[0] == OURS
    assert project.build()[0] == set()


# -- problems


def test_problems_are_reported_in_a_build_that_reads_nothing(
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
