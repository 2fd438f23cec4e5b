# SPDX-License-Identifier: Apache-2.0
"""What ``check`` says it has read, and which files it misses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run, write
from watcher_liaison_guide.calendar.library import EMBEDDED


@pytest.fixture
def place(here: Path) -> Path:
    """Go to a directory with two cycle files, and a data directory."""
    files = {
        f"data/{name}": (EMBEDDED / name).read_text("utf-8")
        for name in ("calendars/2027.1.yaml", "records/2027.1.yaml")
    }
    for name in ("2026.2", "2027.1"):
        files[f"cycles/{name}.cycle.yaml"] = f'cycle: "{name}"\n'
    write(files)
    for name in ("empty", "new/records"):
        (here / name).mkdir(parents=True)
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
            "--cycles cycles --data data",
            "guide watcher, 1 calendar, 1 records file, 2 cycle files",
        ),
        ("cycles/2027.1.cycle.yaml cycles", "2 cycle files"),
        ("new", "nothing was read"),
        (". 2027.1.yaml ../records", "1 calendar, 1 records file"),
    ],
)
def test_a_check_without_problems_says_what_was_read(
    place: Path, run: Run, words: str, read: str
) -> None:
    if words.startswith("."):
        os.chdir("data/calendars")
    assert run(f"check {words}") == ("", f"No problems found: {read}.\n")


@pytest.mark.parametrize("kind", ["calendars", "records"])
@pytest.mark.parametrize("release", ['"2026.2"', '["2027.1"'])
def test_data_that_cannot_be_used_are_not_missing(
    place: Path, run: Run, kind: str, release: str
) -> None:
    path = Path("data", kind, "2027.1.yaml")
    write({f"{path}": path.read_text("utf-8").replace('"2027.1"', release, 1)})
    told = run("checklist 2027.1 --cycles cycles --data data", 1)[1]
    assert told.startswith(f"{path}:") and "There is no" not in told


@pytest.mark.parametrize(
    ("words", "status", "problems"),
    [
        (
            "other --cycles other",
            1,
            'other/2026.2_cycle.yml: warning: Name it "2026.2.cycle.yaml".\n'
            'other/2027.1.yaml: warning: Name it "2027.1.cycle.yaml".\n',
        ),
        (
            "cycles",
            1,
            'cycles/2027.1.yaml: note: "2027.1.cycle.yaml" beside it is read.'
            "\ncycles/hibiscus.cycle.yaml: warning: unread-file: It is not "
            'read as the cycle file of 2026.2. "2026.2.cycle.yaml" beside it '
            "is read. Keep one of them.\n"
            "cycles/indri.cycle.yml: note: If it is the record of a cycle, "
            'name it "indri.cycle.yaml".\n',
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
    place: Path, run: Run, words: str, status: int, problems: str
) -> None:
    others = "other/2027.1.yaml other/2026.2_cycle.yml empty/notes.yaml"
    beside = "cycles/2027.1.yaml cycles/indri.cycle.yml cycles/.x.yaml"
    write(dict.fromkeys([*others.split(), *beside.split()], ""))
    write({"cycles/hibiscus.cycle.yaml": 'cycle: "2026.2"\n'})
    unread = (
        "unread-file: Its name does not end in .cycle.yaml, so it is not read "
        "as a cycle file. "
    )
    printed, _ = run(f"check {words}", status)
    assert printed.replace(unread, "") == problems
    assert unread in printed or words == "empty"
