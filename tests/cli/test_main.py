# SPDX-License-Identifier: Apache-2.0
"""The command line whatever becomes of its streams and files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from watcher_liaison_guide.cli.main import build_parser, main
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
    told = f"{folder}: warning: file-unreadable: There is no directory "
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


SECRET = "https://me:se/cr@et@example.org/a"
SHOWN = "https://***@example.org/a"


@pytest.mark.parametrize(
    "words",
    [
        ["calendar", "import", SECRET, "--into", "."],
        ["calendar", "import", SECRET.replace("//", "/"), "--into", "."],
        ["calendar", "lint", SECRET],
        ["calendar", "diff", "2026.2", SECRET],
        ["calendar", "show", SECRET],
        ["calendar", "show", "2027.1", "--format", SECRET],
        ["calendar", "list", "--data", SECRET],
        ["calendar", SECRET],
        ["records", "import", SECRET, "--cycle", "2027.1", "--into", "."],
        ["records", "show", SECRET],
        ["checklist", SECRET],
        ["checklist", "2027.1", SECRET],
        ["checklist", "2027.1", "--guide", SECRET],
        ["checklist", "2027.1", "--role", SECRET],
        ["checklist", "2027.1", "--output", SECRET],
        ["agenda", "--today", SECRET],
        ["agenda", "--weeks", SECRET],
        ["check", SECRET],
        ["check", SECRET, "--format", "json"],
        ["check", SECRET, "--format", "github"],
        ["new-cycle", SECRET],
        ["schema", SECRET],
        [SECRET],
    ],
    ids=lambda words: " ".join(words).replace(SECRET, "URL"),
)
def test_a_password_in_a_url_is_masked_wherever_it_is_given(
    words: list[str],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    main(words)
    printed = "".join(capsys.readouterr())
    assert "***@example.org" in printed.replace("%2A", "*")
    for part in ("se/cr", "cr@et", "me:se"):
        assert part not in printed


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_problem_of_a_key_with_a_line_break_is_one_line(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    path.write_text('cycle: "2027.1"\n"a\\nb\\e[31m\\Lc": 1\n')
    assert main(["check", str(path), "--format", form]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if not line.startswith(" ")]) == 1
    assert "a\\nb\\x1b[31m" in lines[0]
    assert "".join(lines).isprintable()


def test_a_wrong_option_with_a_line_break_is_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["schema", "guide", "a\nb"]) == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith(" a\\nb")


def test_the_bare_command_shows_the_commands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    printed = capsys.readouterr().err
    for name in ("checklist", "agenda", "check", "new-guide", "schema"):
        assert re.search(rf"^ +{name}\b", printed, re.MULTILINE)


@pytest.mark.parametrize(
    "words",
    [["check"], ["agenda", "--cycles"], ["calendar", "lint"], ["new-guide"]],
    ids=" ".join,
)
def test_a_name_that_is_too_long_is_a_problem(words: list[str]) -> None:
    done = subprocess.run(
        [*RUN.split(), *words, "a" * 5000], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert re.search(
        "(error|warning): file-unreadable: [^:]+$",
        done.stderr,
        re.MULTILINE,
    )


@pytest.mark.parametrize(
    "command",
    [
        "checklist",
        "agenda",
        "guide",
        "check",
        "calendar list",
        "calendar show",
        "calendar import",
        "calendar lint",
        "calendar diff",
        "records show",
        "records import",
        "new-cycle",
        "new-guide",
        "schema",
    ],
)
def test_the_help_of_a_command_has_an_example_that_can_be_run(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command.split(), "--help"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    prefix = f"Example: watcher-liaison-guide {command} "
    assert last.startswith(prefix)
    words = last.removeprefix("Example: watcher-liaison-guide ").split()
    assert build_parser().parse_args(words).run is not None


@pytest.mark.parametrize(
    "words",
    [
        ["new-cycle", "line\nbreak"],
        ["checklist", "line\nbreak"],
        ["checklist", "2027.1", "--role", "line\nbreak"],
        ["checklist", "2027.1", "--format", "line\nbreak"],
        ["agenda", "--weeks", "line\nbreak"],
        ["agenda", "--today", "line\nbreak"],
        ["calendar", "lint", "line\nbreak"],
        ["calendar", "diff", "2027.1", "line\nbreak"],
        ["schema", "line\nbreak"],
        ["line\nbreak"],
    ],
    ids=lambda words: " ".join(words[:-1]),
)
def test_a_line_break_in_an_argument_breaks_no_message(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) != 0
    lines = capsys.readouterr().err.splitlines()
    assert "line\\nbreak" in lines[-1]
    assert not any(line.startswith("break") for line in lines)


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("watcher-liaison-guide ")


@pytest.mark.parametrize(
    "words",
    [["checklist", "2027.1"], ["agenda"], ["agenda", "--handoff"], ["check"]],
    ids=" ".join,
)
def test_a_missing_cycle_file_is_reported_with_what_to_do(
    words: list[str],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cycles").mkdir()
    today = ["--today", "2026-12-01"] if words[0] == "agenda" else []
    for named, folder in (
        ([], "doc/source/contributor/cycles"),
        (["--cycles", "cycles"], "cycles"),
    ):
        assert main([*words, *today, *named]) == 0
        printed = capsys.readouterr().err
        assert folder in printed
        assert "--cycles DIR" in printed
    (tmp_path / "cycles" / "2027.1.cycle.yaml").write_text('cycle: "2027.1"')
    assert main([*words, *today, "--cycles", "cycles"]) == 0
    assert "--cycles DIR" not in capsys.readouterr().err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2027-02-30"])
def test_a_day_that_no_cycle_has_is_wrong_use(
    day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["agenda", "2027.1"], ["checklist", "current"]):
        assert main([*words, "--today", day]) == 2
    assert f'"{day}" is not a day' in capsys.readouterr().err
