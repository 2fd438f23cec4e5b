# SPDX-License-Identifier: Apache-2.0
"""What the command's help lists, and its colours."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from watcher_liaison_guide.cli.main import build_parser
from watcher_liaison_guide.cli.reporting import report
from watcher_liaison_guide.problems import Code, Position

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
