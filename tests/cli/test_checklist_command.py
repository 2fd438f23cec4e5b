# SPDX-License-Identifier: Apache-2.0
"""The commands ``checklist`` and ``agenda`` as a user runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from watcher_liaison_guide.cli.main import main


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("html", "<!DOCTYPE html>"),
        ("markdown", "# 2027.1 Indri"),
        ("etherpad", "2027.1 INDRI"),
        ("rst", "2027.1 Indri"),
        ("ics", "BEGIN:VCALENDAR"),
        ("json", "{"),
    ],
)
def test_each_format_is_printed_or_written(
    name: str,
    beginning: str,
    here: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    words = ["checklist", "Indri", "--format", name]
    assert main(words) == 0
    printed = capfdbinary.readouterr().out
    assert printed.decode().startswith(beginning)
    assert main([*words, "--output", "file"]) == 0
    assert (here / "file").read_bytes() == printed
    assert capfdbinary.readouterr().out == b""


def test_a_role_narrows_and_stands_for_another_under_the_leadership(
    run: Run,
) -> None:
    found = [
        json.loads(run(f"checklist 2027.1 --format json --role {role}")[0])
        for role in ("ptl", "PTL", "Release-Authority")
    ]
    assert found[0] == found[1] == found[2]
    for item in found[0]["items"]:
        assert "ptl" in json.dumps(item["owner"]) or item["items"]
    assert "`ffe-announce`" not in run("checklist indri --role ptl --brief")[0]


def test_the_agenda_is_that_of_the_given_day_and_its_cycle(run: Run) -> None:
    text, _ = run("agenda --today 2026-11-17")
    title = "2027.1 INDRI: AGENDA OF WATCHER FOR TUE 17 NOV 2026\n"
    assert text.startswith(title)
    assert "[m1-client/python-watcherclient]" in text
    found = json.loads(run("agenda --format json --today 2026-11-17")[0])
    assert found["cycle"]["release"] == "2027.1"
    assert "m1-stable" in [row["id"] for row in found["this_week"]]
    assert found["without_record"] and found["recurring"]
    text, _ = run("agenda 2027.1 --handoff --format markdown")
    assert text.startswith("# 2027.1 Indri: hand-off of Watcher\n")
    assert "`liaison-handoff`" in text
    assert run("agenda yoga --handoff")[0].startswith("YOGA: HAND-OFF")


def test_the_agenda_has_what_of_the_next_cycle_has_begun(run: Run) -> None:
    """Preparing the PTG of 2027.1 begins on 31 August, in 2026.2."""
    heading = "IN THE NEXT CYCLE, 2027.1 INDRI"
    assert heading not in run("agenda 2026.2 --today 2026-08-14")[0]
    text, _ = run("agenda 2026.2 --today 2026-09-22")
    found = text.partition(heading)[2].partition("UNDER WAY")[0]
    assert "[ptg-tell-organizers]" in found and "[m1-client/" not in found


def test_markdown_needs_neither_templates_nor_sphinx() -> None:
    words = ["-X", "importtime", "-m", "watcher_liaison_guide", "checklist"]
    done = subprocess.run(
        [sys.executable, *words, "2027.1"], capture_output=True, text=True
    )
    imported = {line.split()[-1] for line in done.stderr.splitlines()}
    assert "yaml" in imported and not imported & {
        *("jinja2", "sphinx", "docutils", "requests", "jsonschema"),
    }


def test_a_result_that_is_too_long_or_empty_is_reported(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "--brief" not in run("checklist 2027.1")[1]
    monkeypatch.setattr("watcher_liaison_guide.cli.checklist._ISSUE", 9_999)
    text, told = run("checklist 2027.1")
    assert f"and this is {len(text):,}: use --phase PHASE or --brief." in told
    assert "--brief" not in run("checklist 2027.1 --phase Milestone-1")[1]
    run("new-cycle 2031.2 --into .")
    assert "no event." in run("checklist 2031.2 --format ics --cycles .")[1]
    assert "no event" not in run("checklist 2027.1 --format ics")[1]
