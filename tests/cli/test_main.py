# SPDX-License-Identifier: Apache-2.0
"""The command line whatever becomes of its streams and files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.cli.problem_printing import as_text
from watcher_liaison_guide.problems import Code, Position, problem

RUN = f"{sys.executable} -m watcher_liaison_guide"


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        (">&-", 0),
        ("2>&- >/dev/null", 0),
        (">&- 2>&-", 0),
        ("<&- >/dev/null", 0),
        (">/dev/full", 1),
    ],
)
def test_streams_that_are_closed_or_full_give_no_traceback(
    ending: str, status: int
) -> None:
    if "full" in ending and not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    done = subprocess.run(
        f"{RUN} checklist 2027.1 {ending}",
        shell=True,
        capture_output=True,
        text=True,
    )
    assert done.returncode == status
    assert done.stdout == ""
    told = "error: No space left on device\n" if status else ""
    assert done.stderr == told


def test_a_reader_who_has_enough_ends_the_command_quietly() -> None:
    done = subprocess.run(
        f"{RUN} checklist 2027.1 | head -1",
        shell=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "# 2027.1 Indri: release checklist of Watcher\n"
    assert done.stderr == ""


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    os.mkfifo(path)
    assert main(["check", str(path)]) == 1
    assert f"{path}:1:1: error: " in capsys.readouterr().out


def test_a_line_is_shown_without_what_would_steer_a_terminal(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: \x1b[31mred\nb: 1\n")
    found = problem(Code.BAD_VALUE, Position(str(path), 1, 4), "No.")
    assert as_text([found]).splitlines()[1:] == [
        "    a: \ufffd[31mred",
        "       ^",
    ]


def test_a_folder_that_is_not_there_is_told_and_fails_a_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "nowhere"
    told = f"{folder}: warning: file-unreadable: There is no folder of this"
    assert main(["calendar", "list", "--data", str(folder)]) == 0
    assert told in capsys.readouterr().err
    assert main(["check", "--cycles", str(folder)]) == 1
    assert told in capsys.readouterr().out


def test_a_cycle_file_is_that_of_the_cycle_in_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    path.write_text(
        'cycle: "2026.2"\nitems: {ptg-group-photo: {skipped: x}}\n'
    )
    words = ["checklist", "2027.1", "--cycles", str(tmp_path)]
    assert main([*words, "--format", "json"]) == 1
    printed = capsys.readouterr()
    assert '"state": "skipped"' not in printed.out
    assert f"{path}:1:8: error: bad-value: " in printed.err


def test_hidden_files_of_editors_are_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2027.1.cycle.yaml").write_text('cycle: "2027.1"\n')
    (tmp_path / ".#2027.1.cycle.yaml").symlink_to("nick@host.1:2")
    assert main(["check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""
