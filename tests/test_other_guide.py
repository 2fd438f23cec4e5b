# SPDX-License-Identifier: Apache-2.0
"""Nothing in the code knows Watcher: another team's guide does as well."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import watcher_liaison_guide
from watcher_liaison_guide.cli.checklist import FORMATS
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.library import Library

PACKAGE = Path(watcher_liaison_guide.__file__).parent
WHOLE = Path(__file__).parent / "guide" / "data" / "whole"
CYCLE = """\
cycle: "2027.1"
roles: {talk-liaison: {name: Ada, irc: ada}}
events: {spec-freeze: {date: 2027-01-07, why: agreed}}
links: {exceptions-etherpad: https://etherpad.example.org/aurora}
items:
  first-roles: {done: 2026-10-15, by: ada}
  freeze-announce: {skipped: nobody asked}
exceptions: {dawn: {policy: ffe, title: Dawn, by: ada}}
"""
RECORDS = """\
cycle: {series: indri, release: "2027.1"}
leadership: {model: distributed, source: made up}
series:
  - {series: indri, release: "2027.1", status: development, slurp: true}
  - {series: gazpacho, release: "2026.1", status: maintained, slurp: true}
deliverables:
  aurora:
    type: service
    release-model: cycle-with-rc
    tracker: aurora
    stable-branches: true
    branches: [{release: "2026.1", name: stable/2026.1}]
"""


def without_own_name(text: str) -> str:
    """Take the package's and the command's name out of a text."""
    return re.sub(r"watcher[_-]liaison[_-]guide", "", text.lower())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        *(
            (
                f"checklist 2027.1 --today=2026-11-17 --format={name}",
                "" if name == "ics" else "Thank everybody.",
            )
            for name in FORMATS
        ),
        ("agenda 2027.1 --today=2027-01-11 --format=text", "Dawn"),
        ("agenda 2027.1 --today=2027-01-11 --handoff", "Ada"),
        ("new-cycle 2026.2", "2026.2.cycle.yaml"),
        ("check", ""),
    ],
)
def test_another_guide_goes_through_every_output(
    words: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2027.1.cycle.yaml").write_text(CYCLE)
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "2027.1.yaml").write_text(RECORDS)
    options = (
        f"--guide={WHOLE}",
        f"--cycles={tmp_path}",
        f"--data={tmp_path}",
    )
    status = main([*words.split(), *options])
    printed = capsys.readouterr()
    assert status == 0, printed.err
    assert says in printed.out
    assert "watcher" not in without_own_name(printed.out)
    path = tmp_path / "2026.2.cycle.yaml"
    if path.exists():
        text = path.read_text()
        assert "talk-liaison" in text
        assert "watcher" not in without_own_name(text)


@pytest.mark.parametrize(
    ("team", "imported", "severity", "advice"),
    [
        ("watchr", False, "warning", 'Did you mean "watcher"?'),
        ("nova", True, "warning", 'Run "watcher-liaison-guide records '),
        # It has not imported its records yet.
        ("nova", False, "note", 'Run "watcher-liaison-guide records '),
    ],
)
def test_records_of_another_team_are_reported(
    team: str, imported: bool, severity: str, advice: str, tmp_path: Path
) -> None:
    (tmp_path / "guide.yaml").write_text("title: A\nsections: []\n")
    (tmp_path / "project.yaml").write_text(f"team: {team}\ntitle: A\n")
    if imported:
        records = PACKAGE / "data" / "records"
        shutil.copytree(records, tmp_path / "records")
    library = Library((tmp_path,), tmp_path, str(tmp_path))
    (found,) = library.checklist("2026.2")[1]
    place = f"{tmp_path / 'project.yaml'}:1:7: {severity}: other-team: "
    assert str(found).startswith(place)
    assert advice in str(found)


def test_code_says_watcher_only_in_its_own_name() -> None:
    said = {
        line.strip()
        for path in PACKAGE.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "watcher" in without_own_name(line)
    }
    # The guide that comes with the package is the default.
    assert said == {'guide_name: str = "watcher"'}
