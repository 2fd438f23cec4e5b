# SPDX-License-Identifier: Apache-2.0
"""The command line whatever becomes of its streams and files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.cli.problem_printing import as_text
from watcher_liaison_guide.problems import Code, Position

RUN = f"{sys.executable} -m watcher_liaison_guide"


@pytest.mark.parametrize(
    "ending", [">&-", "2>&- >/dev/null", ">&- 2>&-", "<&- >/dev/null"]
)
def test_streams_that_are_closed_give_no_traceback(ending: str) -> None:
    done = subprocess.run(
        f"{RUN} checklist 2027.1 {ending}",
        shell=True,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr == ""


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
    tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    os.mkfifo(path)
    assert f"{path}:1:1: error: " in run("check", path, status=1)[0]


def test_a_line_is_shown_without_what_would_steer_a_terminal(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: \x1b[31mred\nb: 1\n")
    found = Code.BAD_VALUE.at(Position(str(path), 1, 4), "No.")
    assert as_text([found]).splitlines()[1:] == [
        "    a: \ufffd[31mred",
        "       ^",
    ]


def test_a_directory_that_is_not_there_fails_a_check(
    tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "nowhere"
    said = f"{folder}: warning: file-unreadable: There is no directory "
    assert said in run("calendar list --data", folder)[1]
    assert said in run("check --cycles", folder, status=1)[0]


def test_a_cycle_file_is_that_of_the_cycle_in_its_name(
    tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    path.write_text(
        'cycle: "2026.2"\nitems: {ptg-group-photo: {skipped: x}}\n'
    )
    words = ("checklist 2027.1 --format json --cycles", tmp_path)
    output, errors = run(*words, status=1)
    assert '"state": "skipped"' not in output
    assert f"{path}:1:8: error: bad-value: " in errors


def test_hidden_files_of_editors_are_not_read(
    tmp_path: Path, run: Run
) -> None:
    (tmp_path / "2027.1.cycle.yaml").write_text('cycle: "2027.1"\n')
    (tmp_path / ".#2027.1.cycle.yaml").symlink_to("nick@host.1:2")
    assert run("check", tmp_path)[0] == ""


SECRET = "https://me:se/cr@et@example.org/a"


@pytest.mark.parametrize(
    "words",
    [
        "calendar import URL --into .",
        "calendar import https:/me:se/cr@et@example.org/a --into .",
        "calendar lint URL",
        "calendar diff 2026.2 URL",
        "calendar show URL",
        "calendar show 2027.1 --format URL",
        "calendar list --data URL",
        "calendar URL",
        "records import URL --cycle 2027.1 --into .",
        "records show URL",
        "checklist URL",
        "checklist 2027.1 URL",
        "checklist 2027.1 --guide URL",
        "checklist 2027.1 --role URL",
        "checklist 2027.1 --output URL",
        "agenda --today URL",
        "agenda --weeks URL",
        "check URL",
        "check URL --format json",
        "check URL --format github",
        "new-cycle URL",
        "schema URL",
        "URL",
    ],
)
def test_a_password_in_a_url_is_masked_wherever_it_is_given(
    words: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    main(words.replace("URL", SECRET).split())
    printed = "".join(capsys.readouterr())
    assert "***@example.org" in printed.replace("%2A", "*")
    for part in ("se/cr", "cr@et", "me:se"):
        assert part not in printed


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_problem_of_a_key_with_a_line_break_is_one_line(
    form: str, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    path.write_text('cycle: "2027.1"\n"a\\nb\\e[31m\\Lc": 1\n')
    printed, _ = run("check", path, f"--format {form}", status=1)
    lines = printed.splitlines()
    assert len([line for line in lines if not line.startswith(" ")]) == 1
    assert "a\\nb\\x1b[31m" in lines[0]
    assert "".join(lines).isprintable()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("new-cycle", 1),
        ("checklist", 1),
        ("checklist 2027.1 --role", 2),
        ("checklist 2027.1 --format", 2),
        ("agenda --weeks", 2),
        ("agenda --today", 2),
        ("calendar lint", 1),
        ("calendar diff 2027.1", 1),
        ("schema", 2),
        ("schema guide", 2),
        ("", 2),
    ],
)
def test_a_line_break_in_an_argument_breaks_no_message(
    words: str, status: int, run: Run
) -> None:
    lines = run(words, ["line\nbreak"], status=status)[1].splitlines()
    assert "line\\nbreak" in lines[-1]
    assert not any(line.startswith("break") for line in lines)


@pytest.mark.parametrize(
    "words",
    [["check"], ["agenda", "--cycles"], ["calendar", "lint"], ["new-guide"]],
    ids=" ".join,
)
def test_a_name_that_is_too_long_is_a_problem(words: list[str]) -> None:
    done = subprocess.run(
        [*RUN.split(), *words, "a" * 5000], capture_output=True, text=True
    )
    said = done.stdout + done.stderr
    # Since Python 3.14 it is the name of a file that does not exist.
    assert done.returncode == 1 or sys.version_info >= (3, 14)
    assert re.search("(error|warning): file-un(read|writ)able: ", said)
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "words",
    [
        "checklist 2027.1",
        "agenda --today 2026-12-01",
        "agenda --handoff --today 2026-12-01",
        "check",
    ],
)
def test_a_missing_cycle_file_is_reported_with_what_to_do(
    words: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cycles").mkdir()
    for option, folder in (
        ("", "doc/source/contributor/cycles"),
        ("--cycles cycles", "cycles"),
    ):
        _, printed = run(words, option)
        assert folder in printed
        assert "--cycles DIR" in printed
    (tmp_path / "cycles" / "2027.1.cycle.yaml").write_text('cycle: "2027.1"')
    assert "--cycles DIR" not in run(words, "--cycles cycles")[1]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2027-02-30"])
def test_a_day_that_no_cycle_has_is_wrong_use(day: str, run: Run) -> None:
    for words in ("agenda 2027.1", "checklist current"):
        _, printed = run(words, f"--today {day}", status=2)
        assert f'"{day}" is not a day' in printed
