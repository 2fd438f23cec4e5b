# SPDX-License-Identifier: Apache-2.0
"""Exactly the pages that show a changed input are read again.

A story is a number of changes, one build after each. It says which pages are
read by which build; after the last, all pages are like those of a fresh build.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

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

#: What changes something in the folder of a project.
Change = Callable[[Path], object]


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


def edit(name: str, old: str, new: str, hidden: bool = True) -> Change:
    """Replace words by as many; a hidden edit keeps the time of the file."""

    def change(source: Path) -> None:
        path = source / name
        state, text = path.stat(), path.read_text(encoding="utf-8")
        assert old in text and len(old) == len(new)
        path.write_text(text.replace(old, new), encoding="utf-8")
        if hidden:
            os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))

    return change


def move(name: str, other: str) -> Change:
    return lambda source: (source / name).rename(source / other)


def gone(name: str) -> Change:
    return move(name, f"../apart-{name.replace('/', '-')}")


def back(name: str) -> Change:
    return move(f"../apart-{name.replace('/', '-')}", name)


def add(name: str, text: str) -> Change:
    """Write a file that is older than what was built."""

    def change(source: Path) -> None:
        (source / name).write_text(text, encoding="utf-8")
        os.utime(source / name, (1_000_000, 1_000_000))

    return change


def copy(name: str, other: str) -> Change:
    return lambda source: shutil.copytree(source / name, source / other)


def setting(line: str) -> Change:
    def change(source: Path) -> None:
        with (source / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write(f"{line}\n")

    return change


#: What shows the checklist of the current cycle, and what any.
NEW = {"2030.1", "all"}
CHECKLISTS = {*NEW, "old"}
#: Pages that show something of the current cycle, and those that show steps.
CURRENT = {"day", "guide", "procedure", "project"}
STEPS = {"guide", "procedure"}
OURS = DOCUMENTS - {"index", "plain"}
HEAD, TERMS = "guide/guide.yaml", "guide/terms.yaml"
PHASE = "guide/sections/freezing.yaml"
PROCEDURE = "guide/sections/releasing.yaml"
CYCLE, RECORD = "2030.1.cycle.yaml", "data/records/2030.1.yaml"
CALENDAR = "data/calendars/2030.1.yaml"
OLD_CALENDAR = "data/calendars/2029.2.yaml"
NEXT_CALENDAR = (
    tiny.CALENDAR.replace("zzyzx", "aaa")
    .replace("2030.1", "2030.2")
    .replace("2030-", "2031-")
)
STORIES: dict[str, list[tuple[Change, set[str]]]] = {
    "the guide is edited": [
        (edit(HEAD, "first.", "again."), {*CHECKLISTS, "guide"}),
        (
            edit("guide/project.yaml", "It does little.", "It does  a lot."),
            {*CHECKLISTS, "guide", "project"},
        ),
        (
            edit("guide/roles.yaml", "Tiny helper", "Tiny fellow"),
            {*CHECKLISTS, *STEPS, "project"},
        ),
        (
            edit("guide/precedence.yaml", "Talks.", "Sings."),
            {*CHECKLISTS, "guide"},
        ),
        (
            edit("guide/policies.yaml", "Late work", "Slow work"),
            {*CHECKLISTS, "guide"},
        ),
        (edit(TERMS, "Nothing m", "Little  m"), {*CHECKLISTS, "words"}),
        (
            edit("guide/events.yaml", "Party", "Dance"),
            {*CHECKLISTS, "day", "guide"},
        ),
        (edit(PHASE, ": Freezing", ": Coldness"), {*CHECKLISTS, "guide"}),
        (
            edit(PROCEDURE, "Cut the release.", "Cut the branches"),
            {*CHECKLISTS, *STEPS},
        ),
    ],
    "dates and records are edited": [
        # It is the one that comes after the old one.
        (
            edit(CALENDAR, "2030-02-28", "2030-02-27"),
            {*CHECKLISTS, "day", "guide"},
        ),
        (edit(OLD_CALENDAR, "2029-02-28", "2029-02-27"), {"old"}),
        (
            edit(
                RECORD,
                "{model: ptl, source: governance}",
                "{model: distributed, source: x }",
            ),
            {*NEW, "guide", "project"},
        ),
        (edit(CYCLE, "by: ada", "by: bob"), NEW),
        (edit(CYCLE, "Keep calm.", "Hurry  up."), NEW),
    ],
    "pages and their translations are edited": [
        (
            edit("procedure.rst", "Procedure\n", "Processes\n", False),
            {"procedure"},
        ),
        (edit("day.rst", "On", "At", False), {"day"}),
        (
            edit(f"{LOCALE}/guide.po", 'msgstr "x"', 'msgstr "y"', False),
            {"guide"},
        ),
        (
            edit(
                f"{LOCALE}/watcher_liaison_guide.po", '"Wer?"', '"Wen?"', False
            ),
            {*CHECKLISTS, *CURRENT, "words"},
        ),
        (
            add(f"{LOCALE}/words.po", catalogue({"freeze": "Frost"})),
            {"words"},
        ),
    ],
    "files are missing": [
        # Without it there is no guide at all.
        (gone(HEAD), {*OURS}),
        (back(HEAD), {*OURS}),
        # Without it the cycle is not the current one any more.
        (gone(CALENDAR), {*CHECKLISTS, *CURRENT}),
        (back(CALENDAR), {*CHECKLISTS, *CURRENT}),
        # Steps have a link into it, and the old checklist has one to it. The
        # first page lists all pages.
        (gone(CYCLE), {*STEPS, "all", "index", "old"}),
        (back(CYCLE), {*STEPS, *CHECKLISTS, "index"}),
        # The overview knows by the names of the files what there is.
        (gone(TERMS), {*CHECKLISTS, "guide", "words"}),
        (gone(PHASE), {*CHECKLISTS, "guide"}),
        (gone(CYCLE), {*STEPS, "all", "index", "old"}),
    ],
    "files are renamed": [
        (
            move(CYCLE, "zzyzx.cycle.yaml"),
            {*STEPS, "all", "index", "old", "zzyzx"},
        ),
        (
            move(PROCEDURE, "guide/sections/cutting.yaml"),
            {"all", "old", "zzyzx", *STEPS},
        ),
        (
            move(RECORD, "data/records/2029.2.yaml"),
            {"all", "old", "zzyzx", "guide", "project"},
        ),
    ],
    "files are new": [
        (
            add(
                "data/records/2029.2.yaml", RECORDS.replace("2030.1", "2029.2")
            ),
            CHECKLISTS,
        ),
        (
            add("2029.2.cycle.yaml", 'cycle: "2029.2"\n'),
            {"index", "2029.2", "all", "old"},
        ),
        (
            add(
                "guide/sections/more.yaml",
                "id: more\ntitle: More\nsteps: []\n",
            ),
            {*CHECKLISTS, "2029.2", "guide"},
        ),
        (add("data/calendars/2030.2.yaml", NEXT_CALENDAR), NEW),
        # It is that of the current cycle.
        (
            add("2030.2.cycle.yaml", 'cycle: "2030.2"\n'),
            {"index", "2029.2", "2030.2", *CHECKLISTS, *CURRENT},
        ),
    ],
    "settings change": [
        (setting('liaison_current_cycle = "zzyzx"'), set()),
        (setting('liaison_date_format = "day"'), set()),
        (copy("data", "data2"), set()),
        (setting('liaison_data = "data2"'), set()),
        (
            edit("data2/calendars/2029.2.yaml", "2029-02-28", "2029-02-27"),
            {"old"},
        ),
        (setting('liaison_data = "data"'), {"old"}),
        (copy("guide", "guide2"), set()),
        (setting('liaison_guide = "guide2"'), {*OURS}),
        (
            setting('liaison_date_format = "%Y-%m-%d"'),
            {*CHECKLISTS, "day", "guide"},
        ),
        # A checklist links to that of the current cycle.
        (
            setting('liaison_current_cycle = "2029.2"'),
            {*CURRENT, "2030.1", "old"},
        ),
        (
            setting('liaison_latest_url = "https://example.org"'),
            {"2030.1", "old"},
        ),
        (setting("liaison_data = None"), {*CHECKLISTS, *CURRENT}),
    ],
}


def assert_like_fresh(project: Project) -> None:
    """Have all pages as in a fresh build, and nothing left to read."""
    assert project.build()[0] == set()
    fresh, shown = project.fresh_pages(), project.pages()
    for name in fresh:
        assert name.startswith("index") or shown[name] == fresh[name], name


@pytest.mark.parametrize("story", STORIES)
def test_what_shows_a_change_is_read(project: Project, story: str) -> None:
    for number, (change, pages) in enumerate(STORIES[story], start=1):
        change(project.source)
        assert project.build()[0] == pages, f"change {number}"
    assert_like_fresh(project)


def test_touched_inputs_change_nothing(project: Project) -> None:
    before = project.pages()
    assert project.build()[0] == set()
    for path in project.source.rglob("*"):
        os.utime(path)
    # Sphinx goes by time.
    assert project.build()[0] == DOCUMENTS
    assert project.pages() == before
    assert project.build()[0] == set()


@pytest.mark.parametrize(
    ("name", "make", "remove"),
    [
        (HEAD, lambda path: path.symlink_to(path), Path.unlink),
        (CALENDAR, Path.mkdir, Path.rmdir),
        (CYCLE, lambda path: path.symlink_to("nowhere"), Path.unlink),
    ],
)
def test_an_input_that_was_unreadable_comes_back(
    project: Project, name: str, make: Change, remove: Change
) -> None:
    gone(name)(project.source)
    make(project.source / name)
    project.build()
    assert project.build()[0] == set()
    remove(project.source / name)
    back(name)(project.source)
    _, warnings = project.build()
    assert [one for one in warnings if Path(name).name in one] == []
    assert_like_fresh(project)


def test_a_guide_that_others_extend_is_read_where_it_is_shown(
    tmp_path: Path,
) -> None:
    base = "base/terms.yaml"
    files = {
        "base/guide.yaml": "title: Base\nsections: []\n",
        "base/project.yaml": "team: base\ndeliverables: {}\n",
        base: "thaw: {title: thaw, text: It moves.}\n",
        HEAD: f"extends: ../base\n{tiny.GUIDE['guide.yaml']}",
    }
    project = Project(tiny.write(tmp_path / "source", **{**FILES, **files}))
    project.build()
    edit(base, "moves", "stays")(project.source)
    assert project.build()[0] == {*CHECKLISTS, "words"}
    gone(base)(project.source)
    assert project.build()[0] == {*CHECKLISTS, "guide", "words"}
    assert_like_fresh(project)


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


def test_problems_are_reported_in_a_build_that_reads_nothing(
    project: Project,
) -> None:
    edit(TERMS, "title: freeze", "titel: freeze")(project.source)
    first = [one for one in project.build()[1] if "titel" in one]
    read, warnings = project.build()
    assert read == set()
    assert [one for one in warnings if "titel" in one] == first
    assert len(first) == 1
