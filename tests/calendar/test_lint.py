# SPDX-License-Identifier: Apache-2.0
"""What is wrong with the real schedules, each entry looked up in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from watcher_liaison_guide.calendar import places
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.problems import in_order

GOLDEN = Path(__file__).parent / "data" / "lint.txt"


def golden() -> list[str]:
    lines = GOLDEN.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_the_problems_of_all_schedules_are_those_that_were_verified(
    shared_data: Path,
) -> None:
    root = shared_data / "data" / "openstack-releases"
    _, problems = places.from_path(root)
    found = [
        str(one).removeprefix(f"{root}/doc/source/")
        for one in in_order(problems)
    ]
    assert found == golden()


def test_a_key_that_yaml_would_hide_is_reported_and_its_events_are_read(
    shared_data: Path,
) -> None:
    folder = shared_data / "data/openstack-releases-history/caracal-2023-12-14"
    calendars, problems = places.from_path(folder)
    errors = [one for one in problems if str(one.code) == "duplicate-key"]
    assert [one.position.line for one in errors] == [96]
    teams = calendars["caracal"].teams
    assert teams["oslo"]["feature-freeze"].scheduled
    assert teams["cinder"]["mid-cycle-ptg-2"].scheduled


def test_lint_exits_with_1_for_warnings_and_0_for_notes(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared_data / "data/openstack-releases/doc/source"
    assert main(["calendar", "lint", str(folder / "hibiscus")]) == 0
    capsys.readouterr()
    words = ["calendar", "lint", str(folder / "flamingo")]
    path = folder / "flamingo/schedule.rst"
    assert main(words) == 1
    text = capsys.readouterr().out
    assert text.startswith(f"{path}:11:1: warning: header-mismatch: ")
    assert "\n    ^\n" in text
    assert main([*words, "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    first = document["problems"][0]
    assert (document["version"], first["line"], first["column"]) == (1, 11, 1)
    assert (first["severity"], first["code"]) == ("warning", "header-mismatch")
    assert main([*words, "--format", "github"]) == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith(f"::warning file={path},line=11,")
    assert "title=header-mismatch::" in line
