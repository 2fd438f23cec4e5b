# SPDX-License-Identifier: Apache-2.0
"""The command line: streams, arguments, help and colours."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, write
from watcher_liaison_guide.cli.main import build_parser
from watcher_liaison_guide.cli.reporting import as_text, report
from watcher_liaison_guide.problems import Code, Position

RUN = f"{sys.executable} -m watcher_liaison_guide"


@pytest.mark.parametrize(
    ("ending", "printed"),
    [
        (">&-", ""),
        ("2>&- >/dev/null", ""),
        (">&- 2>&-", ""),
        ("<&- >/dev/null", ""),
        # A reader who has enough.
        ("| head -1", "# 2027.1 Indri: release checklist of Watcher\n"),
    ],
)
def test_streams_that_are_closed_give_no_traceback(
    ending: str, printed: str
) -> None:
    words = f"{RUN} checklist 2027.1 {ending}"
    done = subprocess.run(words, shell=True, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, printed, "")


def test_a_line_is_shown_without_what_would_steer_a_terminal(
    here: Path,
) -> None:
    write({"a.yaml": "a: \x1b[31mred\nb: 1\n"})
    found = Code.BAD_VALUE.at(Position("a.yaml", 1, 4), "No.")
    assert as_text([found]).splitlines()[1:] == [
        "    a: \ufffd[31mred",
        "       ^",
    ]


def test_a_directory_that_is_not_there_fails_a_check(
    here: Path, run: Run
) -> None:
    said = "nowhere: warning: file-unreadable: There is no directory "
    assert said in run("calendar list --data nowhere")[1]
    assert said in run("check --cycles nowhere", status=1)[0]


def test_a_cycle_file_is_that_of_the_cycle_in_its_name(
    here: Path, run: Run
) -> None:
    text = 'cycle: "2026.2"\nitems: {ptg-group-photo: {skipped: x}}\n'
    write({"2027.1.cycle.yaml": text})
    # An editor's lock, which is not read.
    (here / ".#2027.1.cycle.yaml").symlink_to("nick@host.1:2")
    output, errors = run("checklist 2027.1 --format json --cycles .", status=1)
    assert '"state": "skipped"' not in output
    assert errors.startswith("2027.1.cycle.yaml:1:8: error: bad-value: ")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("calendar import URL --into .", 1),
        ("calendar import https:/me:se/cr@et@example.org/a --into .", 1),
        ("calendar diff 2026.2 URL", 1),
        ("calendar show 2027.1 --format URL", 2),
        ("calendar list --data URL", 0),
        ("records import URL --cycle 2027.1 --into .", 1),
        ("records show URL", 1),
        ("checklist 2027.1 --guide URL", 1),
        ("checklist 2027.1 --role URL", 2),
        ("checklist 2027.1 --output URL", 1),
        ("agenda --today URL", 2),
        ("check URL", 1),
        ("check URL --format json", 1),
        ("check URL --format github", 1),
        ("agenda --weeks URL", 2),
        ("calendar lint URL", 1),
        ("checklist URL", 1),
        ("schema URL", 2),
        ("URL", 2),
    ],
)
@pytest.mark.parametrize("more", ["", "\nbreak"])
def test_an_argument_shows_no_password_and_breaks_no_line(
    words: str, status: int, more: str, run: Run, here: Path
) -> None:
    secret = f"'https://me:se/cr@et@example.org/a{more}'"
    printed = "".join(run(words.replace("URL", secret), status))
    assert "***@example.org" in printed.replace("%2A", "*")
    assert not re.search("se/cr|cr@et|me:se|\nbreak", printed)


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_problem_of_a_key_with_a_line_break_is_one_line(
    form: str, here: Path, run: Run
) -> None:
    write({"2027.1.cycle.yaml": 'cycle: "2027.1"\n"a\\nb\\e[31m\\Lc": 1\n'})
    printed, _ = run(f"check 2027.1.cycle.yaml --format {form}", status=1)
    lines = printed.splitlines()
    assert len([line for line in lines if not line.startswith(" ")]) == 1
    assert "a\\nb\\x1b[31m" in lines[0]
    assert "".join(lines).isprintable()


@pytest.mark.parametrize(
    "words", ["check", "agenda --cycles", "calendar lint", "new-guide"]
)
def test_a_name_that_is_too_long_is_a_problem(words: str) -> None:
    line = [*RUN.split(), *words.split(), "a" * 5000]
    done = subprocess.run(line, capture_output=True, text=True)
    said = done.stdout + done.stderr
    # Since Python 3.14 it is the name of a file that does not exist.
    assert done.returncode == 1 or sys.version_info >= (3, 14)
    assert re.search("(error|warning): file-un(read|writ)able: ", said)
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "words",
    ["checklist 2027.1", "agenda --handoff --today 2026-12-01", "check"],
)
def test_a_missing_cycle_file_is_reported_with_what_to_do(
    words: str, run: Run, here: Path
) -> None:
    (here / "cycles").mkdir()
    _, printed = run(words)
    assert "doc/source/contributor/cycles" in printed
    assert "--cycles DIR" in printed
    assert "--cycles DIR" in run(f"{words} --cycles cycles")[1]
    write({"cycles/2027.1.cycle.yaml": 'cycle: "2027.1"'})
    assert "--cycles DIR" not in run(f"{words} --cycles cycles")[1]


# -- help, and colours

SHARED = "--data --cycles --guide"
#: The shared options that mean something to each command.
OPTIONS = {
    **dict.fromkeys(("checklist", "agenda", "check", "record"), SHARED),
    **dict.fromkeys(("refresh", "new-cycle"), SHARED),
    **dict.fromkeys(("calendar import", "calendar lint"), ""),
    **dict.fromkeys(("calendar list", "calendar diff", "new-guide"), "--data"),
    **dict.fromkeys(("calendar show", "records show"), "--data --guide"),
    "records import": "--data --guide",
    **dict.fromkeys(("guide", "schema"), "--guide"),
}


@pytest.mark.parametrize("words", OPTIONS)
def test_help_lists_options_with_a_meaning_and_an_example_to_run(
    words: str, run: Run
) -> None:
    printed, _ = run(f"{words} --help")
    found = [one for one in SHARED.split() if f"{one} " in printed]
    assert " ".join(found) == OPTIONS[words]
    name, *example = printed.partition("\nExample: ")[2].split()
    assert name == "watcher-liaison-guide"
    assert " ".join(example).startswith(f"{words} ")
    assert build_parser().parse_args(example).run is not None


def test_the_bare_command_shows_the_commands(run: Run) -> None:
    _, printed = run("", status=2)
    for words in OPTIONS:
        assert re.search(rf"(?m)^ +{words.split()[0]}\b", printed)
    assert run("--version")[0].startswith("watcher-liaison-guide ")


@pytest.mark.parametrize(
    ("is_terminal", "no_color", "is_coloured"),
    [(True, "", True), (True, "1", False), (False, "", False)],
)
def test_only_a_terminal_gets_colours(
    is_terminal: bool,
    no_color: str,
    is_coloured: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", no_color)
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: is_terminal, raising=False)
    report([Code.BAD_DATE.at(Position(str(tmp_path)), "No day.")], stream)
    assert ("\x1b[1;31merror\x1b[0m" in stream.getvalue()) == is_coloured
