# SPDX-License-Identifier: Apache-2.0
"""Exactly the pages that show a changed input are read again.

A story is a number of changes, one build after each. It says which pages are
read by which build; after the last, all pages are like those of a fresh build.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Built, build_project
from watcher_liaison_guide.sphinxext import freshness

#: A catalogue of one translation.
PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "{}"
msgstr "{}"
"""
AWAY = "../away"
LOCALE = "locale/de/LC_MESSAGES"
#: Several pages, each showing something else of the guide, in German.
FILES = {
    "index.rst": (
        "Top\n===\n\n.. toctree::\n   :glob:\n\n   guide\n   *\n\n"
        "See :liaison:step:`cut`.\n\n.. index:: Beginning\n"
    ),
    "guide.rst": (
        "Guide\n=====\n\n.. guide-overview::\n\n.. milestone:: planning\n\n"
        ".. milestone:: freezing\n\n.. liaison-precedence:: helping\n\n"
        ".. ffe-policy:: late\n"
    ),
    "procedure.rst": "Procedure\n=========\n\n.. procedure:: releasing\n",
    "words.rst": "Words\n=====\n\n.. glossary-term::\n",
    "project.rst": "Project\n=======\n\n.. project-context::\n",
    "day.rst": "Day\n===\n\nOn :liaison:date:`feature-freeze`.\n",
    "old.rst": "Old\n===\n\n.. cycle-checklist:: 2029.2\n   :no-index:\n",
    # It shows nothing of ours, and is not to be read for it.
    "plain.rst": "Plain\n=====\n\nWords.\n",
    "all.rst": "All\n===\n\n.. cycle-index::\n",
    "other.rst": None,
    "2030.1.cycle.yaml": tiny.CYCLE + "notes: Keep calm.\n"
    "events: {party: {date: 2030-03-12, why: agreed}}\n",
    "guide/events.yaml": "party: {title: Party, falls-back: rc1}\n",
    "guide/sections/releasing.yaml": tiny.GUIDE["sections/releasing.yaml"]
    + "    notes: ['Then comes {next-series}.']\n"
    "    links: [{text: How, doc: h, url: 'https://x.y'}]\n",
    "data/records/2030.1.yaml": tiny.RECORDS,
    "data/calendars/2029.2.yaml": tiny.CALENDAR_BEFORE,
    f"{LOCALE}/guide.po": PO.format("Ask the lead.", "x"),
    f"{LOCALE}/watcher_liaison_guide.po": PO.format("Who decides", "Wer?"),
    "conf.py": tiny.CONF + 'language = "de"\nlocale_dirs = ["locale"]\n',
}
DOCUMENTS = {"2030.1", *(name[:-4] for name in FILES if ".rst" in name)}
DOCUMENTS -= {"other"}


def build(source: Path, builder: str = "html", folder: str = "out") -> Built:
    return build_project(source, builder, source.parent / folder)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return the source of a project that was built once."""
    source = tiny.write(tmp_path / "source", **FILES)
    assert build(source).read == DOCUMENTS
    return source


# -- changes of the folder of a project


def edit(
    source: Path, name: str, old: str, new: str, hidden: bool = True
) -> None:
    """Replace words by as many; a hidden edit keeps the time of the file."""
    path = source / name
    state, text = path.stat(), path.read_text(encoding="utf-8")
    assert old in text and len(old) == len(new)
    path.write_text(text.replace(old, new), encoding="utf-8")
    if hidden:
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def move(source: Path, name: str, other: str) -> None:
    (source / name).rename(source / other)


def link(source: Path, name: str, other: str) -> None:
    """Have a link to something that cannot be read in the place of a file."""
    move(source, name, AWAY)
    (source / name).symlink_to(other)


def add(source: Path, name: str, text: str) -> None:
    """Write a file that is older than what was built."""
    (source / name).write_text(text, encoding="utf-8")
    os.utime(source / name, (1_000_000, 1_000_000))


def touch(source: Path) -> None:
    for path in source.rglob("*"):
        os.utime(path)


def copy(source: Path, name: str, other: str) -> None:
    shutil.copytree(source / name, source / other)


def setting(source: Path, line: str) -> None:
    with (source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"{line}\n")


#: What shows the checklist of the current cycle, and what any.
NEW = {"2030.1", "all"}
CHECKLISTS = {*NEW, "old"}
LISTS = {"2030.1", "old"}
RENAMED = {"zzyzx", "all", "old"}
#: Pages that show something of the current cycle, and those that show steps.
CURRENT = {"day", "guide", "procedure", "project"}
STEPS = {"guide", "procedure"}
OURS = {*DOCUMENTS} - {"index", "plain"}
ITS_GUIDE = {*CHECKLISTS, "guide"}
DATES = {*ITS_GUIDE, "day"}
OF_CYCLE = {*CHECKLISTS, *CURRENT}
#: Steps have a link into a cycle's page, and the old checklist has one to it.
TO_CYCLE = {*STEPS, "all", "day", "index", "old"}
HEAD, TERMS = "guide/guide.yaml", "guide/terms.yaml"
PARTY, PROJECT = "guide/events.yaml", "guide/project.yaml"
PHASE = "guide/sections/freezing.yaml"
PROCEDURE = "guide/sections/releasing.yaml"
MORE = "guide/sections/more.yaml"
CYCLE, RECORD = "2030.1.cycle.yaml", "data/records/2030.1.yaml"
OLD_CYCLE, OLD_RECORD = "2029.2.cycle.yaml", "data/records/2029.2.yaml"
CALENDAR = "data/calendars/2030.1.yaml"
OLD_CALENDAR = "data/calendars/2029.2.yaml"
OURS_PO, GUIDE_PO = f"{LOCALE}/watcher_liaison_guide.po", f"{LOCALE}/guide.po"
NEXT_CALENDAR = (
    tiny.CALENDAR.replace("zzyzx", "aaa")
    .replace("2030.1", "2030.2")
    .replace("2030-", "2031-")
)
OLD_FACTS = tiny.RECORDS.replace("2030.1", "2029.2")
PTL = "{model: ptl, source: governance}"
DPL = "{model: distributed, source: x }"
LATER = ("2029-02-28", "2029-02-27")
#: Each change with what it takes, and the pages that are read.
STORIES: dict[str, list[tuple[Any, ...]]] = {
    "the guide is edited": [
        (edit, HEAD, "first.", "again.", ITS_GUIDE),
        (edit, PROJECT, "little.", "a  lot.", {*ITS_GUIDE, "project"}),
        (
            edit,
            "guide/roles.yaml",
            "Tiny helper",
            "Tiny fellow",
            {*CHECKLISTS, *STEPS, "project"},
        ),
        (edit, "guide/precedence.yaml", "Talks.", "Sings.", ITS_GUIDE),
        (edit, "guide/policies.yaml", "Late work", "Slow work", ITS_GUIDE),
        (edit, TERMS, "Nothing m", "Little  m", {*CHECKLISTS, "words"}),
        (edit, PARTY, "Party", "Dance", DATES),
        (edit, PHASE, ": Freezing", ": Coldness", ITS_GUIDE),
        (edit, PROCEDURE, "release.", "branches", {*ITS_GUIDE, *STEPS}),
        # It is the one that comes after the old one.
        (edit, CALENDAR, "2030-02-28", "2030-02-27", DATES),
        (edit, OLD_CALENDAR, *LATER, {"old"}),
        (edit, RECORD, PTL, DPL, {*NEW, "guide", "project"}),
        (edit, CYCLE, "by: ada", "by: bob", NEW),
        (edit, CYCLE, "Keep calm.", "Hurry  up.", NEW),
        (edit, CYCLE, "2030-03-12", "2030-03-13", {*NEW, "day", "guide"}),
    ],
    "pages and their translations are edited": [
        (edit, "procedure.rst", "Proc", "proc", False, {"procedure"}),
        (edit, "day.rst", "On", "At", False, {"day"}),
        (edit, GUIDE_PO, 'msgstr "x"', 'msgstr "y"', False, {"guide"}),
        (edit, OURS_PO, '"Wer?"', '"Wen?"', False, {*OF_CYCLE, "words"}),
        (add, f"{LOCALE}/words.po", PO.format("freeze", "Frost"), {"words"}),
        # Sphinx goes by time.
        (touch, DOCUMENTS),
    ],
    "files are missing or cannot be read": [
        # Without it there is no guide at all.
        (move, HEAD, AWAY, OURS),
        (move, AWAY, HEAD, OURS),
        # Without it the cycle is not the current one any more.
        (move, CALENDAR, AWAY, OF_CYCLE),
        (move, AWAY, CALENDAR, OF_CYCLE),
        # The first page lists all pages.
        (move, CYCLE, AWAY, TO_CYCLE),
        (move, AWAY, CYCLE, {*TO_CYCLE, "2030.1"}),
        (link, HEAD, "guide.yaml", OURS),
        (move, AWAY, HEAD, OURS),
        # It is there all the same, so its cycle is the current one.
        (link, CALENDAR, ".", DATES),
        (move, AWAY, CALENDAR, DATES),
        (link, CYCLE, "nowhere", TO_CYCLE),
        (move, AWAY, CYCLE, {*TO_CYCLE, "2030.1"}),
        # The overview knows by the names of the files what there is.
        (move, TERMS, AWAY, {*ITS_GUIDE, "words"}),
        (move, PHASE, AWAY, ITS_GUIDE),
        (edit, CYCLE, "items:", "items]", {*STEPS, *CHECKLISTS, "day"}),
    ],
    "files are renamed": [
        (move, CYCLE, "zzyzx.cycle.yaml", {*RENAMED, *STEPS, "index"}),
        (move, PROCEDURE, "guide/sections/cut.yaml", {*RENAMED, *STEPS}),
        (move, RECORD, OLD_RECORD, {*RENAMED, "guide", "project"}),
    ],
    "files are new": [
        (add, "h.rst", "H\n=\n", {"h", "index", "procedure", *CHECKLISTS}),
        (add, OLD_RECORD, OLD_FACTS, CHECKLISTS),
        (add, OLD_CYCLE, 'cycle: "2029.2"', {"index", "2029.2", "all", "old"}),
        (add, MORE, "{id: more, title: M, steps: []}", {*ITS_GUIDE, "2029.2"}),
        (add, "data/calendars/2030.2.yaml", NEXT_CALENDAR, NEW),
        # It is that of the current cycle.
        (
            add,
            "2030.2.cycle.yaml",
            'cycle: "2030.2"',
            {"index", "2029.2", "2030.2", *OF_CYCLE},
        ),
    ],
    "settings change": [
        (setting, 'liaison_current_cycle = "zzyzx"', set()),
        (setting, 'liaison_date_format = "day"', set()),
        (copy, "data", "data2", set()),
        (setting, 'liaison_data = "data2"', set()),
        (edit, "data2/calendars/2029.2.yaml", *LATER, {"old"}),
        (setting, 'liaison_data = "data"', {"old"}),
        (copy, "guide", "guide2", set()),
        (setting, 'liaison_guide = "guide2"', OURS),
        (setting, 'liaison_date_format = "%Y-%m-%d"', DATES),
        # A checklist links to that of the current cycle.
        (setting, 'liaison_current_cycle = "2029.2"', {*CURRENT, *LISTS}),
        (setting, 'liaison_latest_url = "https://x.y"', LISTS),
        (setting, "liaison_data = None", OF_CYCLE),
    ],
}


@pytest.mark.parametrize("story", STORIES)
def test_what_shows_a_change_is_read(source: Path, story: str) -> None:
    for number, (change, *words, pages) in enumerate(STORIES[story], start=1):
        change(source, *words)
        assert build(source).read == pages, f"change {number}"
    # Nothing is left to read, nor to complain of.
    built, fresh = build(source), build(source, folder="fresh").pages()
    assert built.read == set()
    assert not [one for one in built.warnings if "file-unreadable" in one]
    shown = built.pages()
    for name in fresh:
        assert name.startswith("index") or shown[name] == fresh[name], name
    # A page that is there has no files that it would not have.
    left = {name.rpartition(".")[0] for name in shown.keys() - fresh.keys()}
    assert left & built.app.env.all_docs.keys() == set()


def test_each_builder_writes_what_it_does_alone(source: Path) -> None:
    for builder in ("latex", "dirhtml"):
        after = build(source, builder)
        assert after.read == set()
        assert after.pages() == build(source, builder, "fresh").pages()


def test_problems_are_reported_in_a_build_that_reads_nothing(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What another version has read is read again.
    monkeypatch.setattr(freshness, "__version__", "99")
    assert build(source).read == OURS
    edit(source, TERMS, "title: freeze", "titel: freeze")
    (first,) = (one for one in build(source).warnings if "titel" in one)
    built = build(source)
    assert built.read == set()
    assert [one for one in built.warnings if "titel" in one] == [first]
