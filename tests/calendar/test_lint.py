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


def test_the_problems_of_all_schedules_are_those_that_were_verified(
    shared_data: Path,
) -> None:
    root = shared_data / "data" / "openstack-releases"
    _, problems = places.from_path(root)
    found = "".join(
        str(one).removeprefix(f"{root}/doc/source/") + "\n"
        for one in in_order(problems)
    )
    text = GOLDEN.read_text("utf-8")
    assert found == text[text.index("\nantelope") + 1 :]


def test_lint_exits_with_1_for_warnings_and_0_for_notes(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared_data / "data/openstack-releases/doc/source"
    assert main(["calendar", "lint", str(folder / "hibiscus")]) == 0
    path = folder / "flamingo" / "schedule.rst"
    told = {}
    for form in ("text", "json", "github"):
        capsys.readouterr()
        words = ["calendar", "lint", str(path.parent), "--format", form]
        assert main(words) == 1
        told[form] = capsys.readouterr().out
    start = f"{path}:11:1: warning: header-mismatch: "
    assert told["text"].startswith(start)
    assert "\n    ^\n" in told["text"]
    first = json.loads(told["json"])["problems"][0]
    values = [first[key] for key in ("line", "column", "severity", "code")]
    assert values == [11, 1, "warning", "header-mismatch"]
    start = f"::warning file={path},line=11,"
    assert told["github"].startswith(start)
