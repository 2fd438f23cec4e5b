# SPDX-License-Identifier: Apache-2.0
"""The commands show and list cycles, and lint the real schedules."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from watcher_liaison_guide.calendar import places
from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.problems import in_order

Capture = pytest.CaptureFixture[str]
LINT = Path(__file__).parent / "data" / "lint.txt"


def test_every_event_is_in_the_json(capsys: Capture) -> None:
    assert main(["calendar", "show", "2026.2", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert list(document) == ["version", "cycle", "events"]
    names = [one["id"] for one in document["events"] if not one["team"]]
    assert names[: len(CANONICAL_EVENTS)] == list(CANONICAL_EVENTS)
    keys = {" ".join(event) for event in document["events"]}
    assert keys == {"id team key from to due basis was occurrences"}
    events = {(one["team"], one["id"]): one for one in document["events"]}
    days = events["nova", "spec-review-day"]["occurrences"]
    assert [one["due"] for one in days] == ["2026-05-21", "2026-06-04"]


@pytest.mark.parametrize(
    ("name", "today", "title"),
    [
        ("INDRI", "2026-08-21", "2027.1 Indri"),
        # The cycle that today falls into.
        ("current", "2026-09-30", "2026.2 Hibiscus"),
        ("current", "2026-10-01", "2027.1 Indri"),
    ],
)
def test_a_cycle_is_found_by_each_of_its_names(
    capsys: Capture, name: str, today: str, title: str
) -> None:
    assert main(["calendar", "show", name, "--today", today]) == 0
    output = capsys.readouterr().out
    assert output.startswith(f"{title} (")
    if "Indri" in title:  # the line that states a date
        [line] = re.findall("^milestone-1.*", output, re.MULTILINE)
        assert "Thu 2026-11-19" in line
        assert "stated (line 39)" in line


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Newton", "was a page only"),
        ("indrie", 'Did you mean "indri"?'),
        ("2029.1", "There is no calendar of a cycle"),
        ("2027.3", "give one such as 2027.2"),
        ("unicorn", "There are pike, rocky"),
        ("current", "includes 2040-01-01"),
    ],
)
def test_a_cycle_without_a_calendar_says_so(
    capsys: Capture, name: str, message: str
) -> None:
    assert main(["calendar", "show", name, "--today", "2040-01-01"]) == 1
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("today", "hibiscus", "indri"),
    [
        ("2026-03-01", "future", "future"),
        ("2026-09-29", "development", "future"),
        ("2026-09-30", "maintained", "future"),
        ("2026-10-01", "maintained", "development"),
        ("2027-03-24", "maintained", "maintained"),
    ],
)
def test_the_list_has_all_cycles_with_their_status_of_the_day(
    today: str, hibiscus: str, indri: str, capsys: Capture
) -> None:
    assert main(["calendar", "list", "--today", today]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert " ".join(row[0] for row in rows) == (
        "pike rocky ussuri victoria wallaby yoga zed 2023.1 2023.2 2024.1 "
        "2024.2 2025.1 2025.2 2026.1 2026.2 2027.1"
    )
    assert [row[2] for row in rows[-2:]] == [hibiscus, indri]


def test_the_problems_of_all_schedules_are_those_that_were_verified(
    shared_data: Path,
) -> None:
    root = shared_data / "data" / "openstack-releases"
    _, problems = places.from_path(root)
    found = "".join(
        str(one).removeprefix(f"{root}/doc/source/") + "\n"
        for one in in_order(problems)
    )
    text = LINT.read_text("utf-8")
    assert found == text[text.index("\nantelope") + 1 :]


def test_lint_exits_with_1_for_warnings_and_0_for_notes(
    shared_data: Path, capsys: Capture
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
