# SPDX-License-Identifier: Apache-2.0
"""What the command's help lists, and its colours."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.cli.problem_printing import report
from watcher_liaison_guide.problems import Code, Position

SHARED = {"--data", "--cycles", "--guide"}


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (["checklist"], SHARED),
        (["check"], SHARED),
        (["new-cycle"], SHARED),
        (["calendar", "list"], {"--data"}),
        (["records", "show"], {"--data", "--guide"}),
        (["calendar", "lint"], set()),
        (["guide"], {"--guide"}),
        (["new-guide"], {"--data"}),
        (["schema"], {"--guide"}),
        (["calendar"], set()),
        (["records"], set()),
        ([], set()),
    ],
)
def test_help_lists_only_options_with_a_meaning(
    words: list[str], options: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--help"]) == 0
    printed = capsys.readouterr().out
    assert {one for one in SHARED if f"{one} " in printed} == options
    assert "Example: " in printed


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
