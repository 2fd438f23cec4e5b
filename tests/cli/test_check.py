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
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with two cycle files, and a data folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "cycles").mkdir()
    for name in ("2026.2", "2027.1"):
        path = tmp_path / "cycles" / f"{name}.cycle.yaml"
        path.write_text(f'cycle: "{name}"\n', encoding="utf-8")
    calendars = tmp_path / "data" / "calendars"
    calendars.mkdir(parents=True)
    shutil.copy(EMBEDDED / "calendars" / "2027.1.yaml", calendars)
    (tmp_path / "data" / "records").mkdir()
    for name in ("2026.2.yaml", "2027.1.yaml"):
        shutil.copy(EMBEDDED / "records" / name, tmp_path / "data" / "records")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "told"),
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
        ("--cycles cycles", "guide watcher, 2 cycle files"),
        (
            "--cycles cycles --data data",
            "guide watcher, 1 calendar, 2 records files, 2 cycle files",
        ),
        ("cycles", "2 cycle files"),
        ("cycles/2027.1.cycle.yaml cycles", "2 cycle files"),
        (
            "data/calendars data/records/2027.1.yaml",
            "1 calendar, 1 records file",
        ),
    ],
)
def test_a_check_without_problems_says_what_was_read(
    place: Path, run: Run, words: str, told: str
) -> None:
    assert run("check", words) == ("", f"No problems found: {told}.\n")


@pytest.mark.parametrize("words", ["other", "--cycles other"])
def test_a_file_called_after_a_release_is_to_be_called_a_cycle_file(
    place: Path, run: Run, words: str
) -> None:
    other = place / "other"
    other.mkdir()
    for name in ("2027.1.yaml", "2026.2_cycle.yml"):
        (other / name).write_text("cycle: x\n", encoding="utf-8")
    mine = (
        f'other/2027.1.yaml: warning: {UNREAD} Name it "2027.1.cycle.yaml".\n'
    )
    assert run("check", words, status=1)[0] == (
        f"other/2026.2_cycle.yml: warning: {UNREAD} Name it "
        f'"2026.2.cycle.yaml".\n{mine}'
    )
    assert run("check other/2027.1.yaml", status=1)[0] == mine


def test_other_files_beside_cycle_files_are_only_noted(
    place: Path, run: Run
) -> None:
    for name in ("2027.1.yaml", "indri.cycle.yml", "index.rst", ".x.yaml"):
        (place / "cycles" / name).write_text("", encoding="utf-8")
    assert run("check cycles")[0] == (
        f'cycles/2027.1.yaml: note: {UNREAD} "2027.1.cycle.yaml" beside it '
        "is read.\n"
        f"cycles/indri.cycle.yml: note: {UNREAD} If it is the record of a "
        'cycle, name it "indri.cycle.yaml".\n'
    )


def test_a_directory_of_nothing_that_is_known_is_an_error(
    place: Path, run: Run
) -> None:
    (place / "new" / "calendars").mkdir(parents=True)
    assert run("check new")[1] == "No problems found: nothing was read.\n"
    (place / "empty" / "notes.yaml").write_text("", encoding="utf-8")
    assert run("check empty", status=1)[0].startswith(
        "empty: error: file-unreadable: This is not a guide, "
    )
