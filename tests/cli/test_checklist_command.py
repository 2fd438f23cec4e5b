# SPDX-License-Identifier: Apache-2.0
"""The commands ``checklist`` and ``agenda`` as a user runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from watcher_liaison_guide.cli.checklist import FORMATS
from watcher_liaison_guide.cli.main import main

BEGINNINGS = {
    "html": "<!DOCTYPE html>",
    "markdown": "# 2027.1 Indri",
    "etherpad": "2027.1 INDRI",
    "rst": "2027.1 Indri",
    "ics": "BEGIN:VCALENDAR",
    "json": "{",
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_printed_or_written(
    name: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    words = ["checklist", "Indri", "--format", name]
    assert main(words) == 0
    printed = capfdbinary.readouterr().out
    assert printed.decode().startswith(BEGINNINGS[name])
    path = tmp_path / "file"
    assert main([*words, "--output", str(path)]) == 0
    assert path.read_bytes() == printed
    assert capfdbinary.readouterr().out == b""


def test_markdown_fits_into_an_issue(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    for cycle in ("2025.2", "2026.2", "2027.1"):
        assert main(["checklist", cycle]) == 0
        text = capfdbinary.readouterr().out.decode()
        # What GitHub takes as an issue's text.
        assert len(text) < 65_536


def test_a_role_narrows_and_stands_for_another_under_the_leadership(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    words = ["checklist", "2027.1", "--format", "json", "--role"]
    found = {}
    for role in ("ptl", "PTL", "Release-Authority"):
        assert main([*words, role]) == 0
        found[role] = json.loads(capfdbinary.readouterr().out)
    assert found["ptl"] == found["PTL"] == found["Release-Authority"]
    for item in found["ptl"]["items"]:
        assert "ptl" in json.dumps(item["owner"]) or item["items"]


def test_an_unknown_role_is_wrong_use_and_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in ("checklist", "agenda"):
        assert main([command, "2027.1", "--role", "PT"]) == 2
        assert capsys.readouterr() == (
            "",
            '--role: error: unknown-role: The guide has no role "PT". Did you '
            'mean "ptl"?\n',
        )


@pytest.mark.parametrize("name", ["2027.3", "2027", "2019.1"])
def test_a_number_that_is_no_release_is_told_to_be_none(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not promised a schedule, as a release to come is."""
    assert main(["checklist", name]) == 1
    told = capsys.readouterr().err
    assert f'No release of OpenStack is called "{name}".' in told
    assert "schedule" not in told
    assert main(["checklist", "2031.1"]) == 1
    assert "once openstack/releases has its schedule" in (
        capsys.readouterr().err
    )


def test_an_unknown_cycle_is_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in ("checklist", "agenda"):
        assert main([command, "2099.1"]) == 1
        assert "unknown-cycle" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["checklist", "2027.1", "--output", str(tmp_path)]
    assert main(words) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path}: error: file-unwritable: It cannot be written: Is a "
        "directory.\n"
    )


def test_no_folder_is_made_for_a_file_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "nodir" / "sub"
    link = tmp_path / "link"
    link.symlink_to(folder / "x.md")
    for path in (folder / "x.md", link):
        words = ["checklist", "2027.1", "--output", str(path)]
        assert main(words) == 1
        assert capsys.readouterr() == (
            "",
            f"{path}: error: file-unwritable: There is no directory "
            f'"{folder}". Make it first, or name a file in a directory that '
            "exists.\n",
        )
    assert list(tmp_path.iterdir()) == [link]


def test_the_agenda_is_that_of_the_given_day_and_its_cycle(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main(["agenda", "--today", "2026-11-17"]) == 0
    text = capfdbinary.readouterr().out.decode()
    assert text.startswith(
        "2027.1 INDRI: AGENDA OF WATCHER FOR TUE 17 NOV 2026\n"
    )
    assert "DUE THIS WEEK, UNTIL SUN 22 NOV" in text
    assert "[m1-client/python-watcherclient]" in text
    words = ["agenda", "2027.1", "--handoff", "--format", "markdown"]
    assert main(words) == 0
    text = capfdbinary.readouterr().out.decode()
    assert text.startswith("# 2027.1 Indri: hand-off of Watcher\n")
    assert "`liaison-handoff`" in text


def test_the_agenda_tells_what_of_the_next_cycle_has_begun(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Preparing the PTG of 2027.1 begins on 31 August, in 2026.2."""
    heading = "IN THE NEXT CYCLE, 2027.1 INDRI"
    found = {}
    for day in ("2026-08-14", "2026-09-16"):
        assert main(["agenda", "2026.2", "--today", day]) == 0
        text = capfdbinary.readouterr().out.decode()
        _, _, rest = text.partition(heading)
        found[day] = rest.partition("UNDER WAY")[0]
    assert found["2026-08-14"] == ""
    assert "[ptg-create-etherpads]" in found["2026-09-16"]
    assert "[m1-client/" not in found["2026-09-16"]


@pytest.mark.parametrize("weeks", ["-1", "x", "54"])
def test_weeks_are_a_small_number(weeks: str) -> None:
    assert main(["agenda", "2027.1", f"--weeks={weeks}"]) == 2


def test_markdown_needs_neither_templates_nor_sphinx_nor_calendars() -> None:
    code = (
        "import sys; from watcher_liaison_guide.cli.main import main; "
        "main(['checklist', '2027.1']); "
        "print([name for name in ('jinja2', 'icalendar', 'sphinx', "
        "'docutils', 'requests', 'jsonschema') if name in sys.modules], "
        "file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True
    )
    assert done.stderr.splitlines()[-1] == "[]"
