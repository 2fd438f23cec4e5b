# SPDX-License-Identifier: Apache-2.0
"""What the command's help lists, and its colours."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from watcher_liaison_guide.cli.main import build_parser
from watcher_liaison_guide.cli.problem_printing import report
from watcher_liaison_guide.problems import Code, Position

SHARED = {"--data", "--cycles", "--guide"}


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("checklist", SHARED),
        ("agenda", SHARED),
        ("check", SHARED),
        ("record", SHARED),
        ("refresh", SHARED),
        ("new-cycle", SHARED),
        ("calendar list", {"--data"}),
        ("calendar show", {"--data", "--guide"}),
        ("calendar import", set()),
        ("calendar lint", set()),
        ("calendar diff", {"--data"}),
        ("records show", {"--data", "--guide"}),
        ("records import", {"--data", "--guide"}),
        ("guide", {"--guide"}),
        ("new-guide", {"--data"}),
        ("schema", {"--guide"}),
    ],
)
def test_help_lists_options_with_a_meaning_and_an_example_to_run(
    words: str, options: set[str], run: Run
) -> None:
    printed, _ = run(words, "--help")
    assert {one for one in SHARED if f"{one} " in printed} == options
    name, *example = printed.partition("\nExample: ")[2].split()
    assert name == "watcher-liaison-guide"
    assert " ".join(example).startswith(f"{words} ")
    assert build_parser().parse_args(example).run is not None


def test_the_bare_command_shows_the_commands(run: Run) -> None:
    _, printed = run(status=2)
    for name in ("checklist", "agenda", "check", "new-guide", "schema"):
        assert re.search(rf"^ +{name}\b", printed, re.MULTILINE)
    assert run("--version")[0].startswith("watcher-liaison-guide ")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_only_a_terminal_gets_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Code.BAD_DATE.at(Position(str(tmp_path)), "No day.")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal, file, quiet = Terminal(), io.StringIO(), Terminal()
    report([found], terminal)
    report([found], file)
    monkeypatch.setenv("NO_COLOR", "1")
    report([found], quiet)
    assert "\x1b[1;31merror\x1b[0m" in terminal.getvalue()
    assert "\x1b" not in file.getvalue() + quiet.getvalue()
