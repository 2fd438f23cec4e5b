# SPDX-License-Identifier: Apache-2.0
"""Nothing in the code knows Watcher: another team's guide does as well."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import watcher_liaison_guide
from watcher_liaison_guide.cli.checklist import FORMATS
from watcher_liaison_guide.cli.main import main

PACKAGE = Path(watcher_liaison_guide.__file__).parent
WHOLE = Path(__file__).parent / "guide" / "data" / "whole"
CYCLE = """\
cycle: "2027.1"
roles:
  talk-liaison: {name: Ada, irc: ada}
events:
  spec-freeze: {date: 2027-01-07, why: agreed}
links:
  exceptions-etherpad: https://etherpad.example.org/aurora
items:
  first-roles: {done: 2026-10-15, by: ada}
  freeze-announce: {skipped: nobody asked}
exceptions:
  dawn: {policy: ffe, title: Dawn, by: ada}
"""
RECORDS = """\
cycle: {series: indri, release: "2027.1"}
sources: []
leadership: {model: distributed, source: made up}
carried-from: null
series:
  - {series: indri, release: "2027.1", status: development, slurp: true}
  - {series: gazpacho, release: "2026.1", status: maintained, slurp: true}
deliverables:
  aurora:
    file: deliverables/indri/aurora.yaml
    type: service
    release-model: cycle-with-rc
    tracker: aurora
    stable-branches: true
    releases: []
    branches:
      - {release: "2026.1", name: stable/2026.1, file: null}
    highlights: 0
    release-notes: null
  python-auroraclient:
    file: deliverables/indri/python-auroraclient.yaml
    type: client-library
    release-model: cycle-with-intermediary
    tracker: aurora
    stable-branches: true
    releases: [{version: 5.0.0, date: null}]
    branches: []
    highlights: 0
    release-notes: null
"""

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command with Aurora's files."""
    (tmp_path / "cycles").mkdir()
    (tmp_path / "cycles" / "2027.1.cycle.yaml").write_text(CYCLE)
    (tmp_path / "data" / "records").mkdir(parents=True)
    (tmp_path / "data" / "records" / "2027.1.yaml").write_text(RECORDS)

    def command(*words: str) -> str:
        status = main(
            [
                *words,
                f"--guide={WHOLE}",
                f"--cycles={tmp_path / 'cycles'}",
                f"--data={tmp_path / 'data'}",
            ]
        )
        told = capsys.readouterr()
        assert status == 0, told.err
        return told.out

    return command


@pytest.mark.parametrize(
    "words",
    [
        *(
            f"checklist 2027.1 --today=2026-11-17 --format={x}"
            for x in FORMATS
        ),
        "agenda 2027.1 --today=2027-01-11 --format=text",
        "agenda 2027.1 --today=2027-01-11 --format=markdown --handoff",
    ],
)
def test_another_guide_goes_through_every_format(words: str, run: Run) -> None:
    page = run(*words.split())
    has_steps = not words.startswith("agenda") and not words.endswith("ics")
    assert ("Thank everybody." in page) == has_steps
    assert "watcher" not in _without_own_name(page)


def test_another_guide_has_its_own_items(run: Run) -> None:
    page = json.loads(run("checklist", "2027.1", "--format", "json"))
    items = {
        one["id"]: one
        for item in page["items"]
        for one in (item, *item["items"])
    }
    assert items["first-roles"]["state"] == "done"
    assert items["freeze-announce"]["state"] == "skipped"
    assert items["milestone-2-specs"]["due"] == "2027-01-07"
    assert items["milestone-2-client/python-auroraclient"]["applies"] == "yes"
    assert items["release-last/aurora"]["owner"]["role"] == "release-liaison"
    assert "freeze-branches/aurora/2026.1" in items
    assert [one["id"] for one in page["exceptions"]] == ["dawn"]


def test_another_guide_begins_a_cycle(run: Run, tmp_path: Path) -> None:
    assert run("check") == ""
    run("new-cycle", "2026.2", "--into", str(tmp_path / "new"))
    text = (tmp_path / "new" / "2026.2.cycle.yaml").read_text()
    assert "talk-liaison" in text
    assert "watcher" not in _without_own_name(text)


# -- the word


def _without_own_name(text: str) -> str:
    """Take the package's and the command's name out of a text."""
    return re.sub(r"watcher[_-]liaison[_-]guide", "", text.lower())


def test_code_says_watcher_only_in_its_own_name() -> None:
    said = {
        line.strip()
        for path in PACKAGE.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "watcher" in _without_own_name(line)
    }
    # The guide that comes with the package is the default.
    assert said == {'guide_name: str = "watcher"'}
