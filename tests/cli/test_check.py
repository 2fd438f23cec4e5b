# SPDX-License-Identifier: Apache-2.0
"""What ``check`` says it has read, and which files it misses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from watcher_liaison_guide.calendar.library import EMBEDDED

UNREAD = (
    "unread-file: Its name does not end in .cycle.yaml, so it is not read as "
    "a cycle file."
)


@pytest.fixture
def place(here: Path) -> Path:
    """Go to a directory with two cycle files, and a data directory."""
    for folder in ("empty", "cycles", "data/calendars", "data/records"):
        (here / folder).mkdir(parents=True)
    for name in ("2026.2", "2027.1"):
        path = here / "cycles" / f"{name}.cycle.yaml"
        path.write_text(f'cycle: "{name}"\n', encoding="utf-8")
        path = EMBEDDED / "records" / f"{name}.yaml"
        shutil.copy(path, here / "data" / "records")
    path = EMBEDDED / "calendars" / "2027.1.yaml"
    shutil.copy(path, here / "data" / "calendars")
    return here


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "",
            "guide watcher, no cycle file in doc/source/contributor/cycles "
            "(--cycles DIR names another directory)",
        ),
        (
            "--cycles empty",
            "guide watcher, no cycle file in empty (--cycles DIR names "
            "another directory)",
        ),
        (
            "--cycles cycles --data data",
            "guide watcher, 1 calendar, 2 records files, 2 cycle files",
        ),
        ("cycles/2027.1.cycle.yaml cycles", "2 cycle files"),
        (
            "data/calendars data/records/2027.1.yaml",
            "1 calendar, 1 records file",
        ),
        ("data/calendars/../../new", "nothing was read"),
    ],
)
def test_a_check_without_problems_says_what_was_read(
    place: Path, run: Run, words: str, read: str
) -> None:
    (place / "new" / "records").mkdir(parents=True)
    assert run("check", words) == ("", f"No problems found: {read}.\n")


@pytest.mark.parametrize(
    ("words", "status", "lines"),
    [
        (
            "other",
            1,
            f'other/2026.2_cycle.yml: warning: {UNREAD} Name it "2026.2.cycle.'
            f'yaml".\nother/2027.1.yaml: warning: {UNREAD} Name it "2027.1.'
            'cycle.yaml".\n',
        ),
        (
            "other/2027.1.yaml",
            1,
            f'other/2027.1.yaml: warning: {UNREAD} Name it "2027.1.cycle.'
            'yaml".\n',
        ),
        (
            "cycles",
            0,
            f'cycles/2027.1.yaml: note: {UNREAD} "2027.1.cycle.yaml" beside '
            f"it is read.\ncycles/indri.cycle.yml: note: {UNREAD} If it is "
            'the record of a cycle, name it "indri.cycle.yaml".\n',
        ),
        (
            "empty",
            1,
            "empty: error: file-unreadable: This is not a guide, a cycle "
            "file, a calendar or records. Name a directory with guide.yaml, "
            "calendars/ or records/, or a *.cycle.yaml file.\n",
        ),
    ],
)
def test_a_file_that_may_be_a_cycle_file_is_to_be_named_like_one(
    place: Path, run: Run, words: str, status: int, lines: str
) -> None:
    (place / "other").mkdir()
    for name in (
        *("other/2027.1.yaml", "other/2026.2_cycle.yml", "empty/notes.yaml"),
        *("cycles/2027.1.yaml", "cycles/indri.cycle.yml"),
        *("cycles/index.rst", "cycles/.x.yaml"),
    ):
        (place / name).write_text("", encoding="utf-8")
    assert run("check", words, status=status)[0] == lines
    if words == "other":
        assert run("check --cycles other", status=1)[0] == lines
