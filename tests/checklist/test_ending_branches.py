# SPDX-License-Identifier: Apache-2.0
"""The last release of a branch, in the cycle in which it is due."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.checklist.model import Checklist, Item
from watcher_liaison_guide.library import Library

STEP = "any-branch-phase"
DELIVERABLES = ("watcher", "watcher-dashboard", "python-watcherclient")


def checklist_of(cycle: str) -> Checklist:
    found, _ = Library().checklist(cycle)
    assert found is not None
    return found


def items(cycle: str) -> list[Item]:
    return [one for one in checklist_of(cycle).walk() if one.step == STEP]


def test_a_branch_that_ends_just_after_a_cycle_is_work_of_that_cycle() -> None:
    """series_status.yaml: epoxy is unmaintained from Friday 2026-10-02.

    2026.2 is released on Wednesday 2026-09-30; nothing else is released in
    that week, so that the week before is the last one.
    """
    found = [one for one in items("2026.2") if one.id.endswith("/2025.1")]
    assert [one.id for one in found] == [
        f"{STEP}/{name}/2025.1" for name in DELIVERABLES
    ]
    for one in found:
        assert one.applies == "yes"
        assert one.branch == "stable/2025.1"
        assert one.start == datetime.date(2026, 8, 24)
        assert one.due == datetime.date(2026, 9, 25)
        assert one.counted_from == "End of the branch's maintenance"
        assert [note.plain for note in one.notes] == [
            "It stops being maintained on 2026-10-02."
        ]


def test_a_branch_that_has_ended_since_stays_work_of_its_cycle() -> None:
    """series_status.yaml: dalmatian reached its end of life on 2026-04-29.

    Its ``next-phase``, which had that day before, is gone since.
    """
    found = [one for one in items("2026.2") if one.id.endswith("/2024.2")]
    assert [one.id for one in found] == [
        f"{STEP}/{name}/2024.2" for name in DELIVERABLES
    ]
    for one in found:
        assert (one.applies, one.branch) == ("yes", "stable/2024.2")
        assert one.due == datetime.date(2026, 4, 24)


def test_a_cycle_to_come_in_which_no_branch_ends_has_nothing_to_do() -> None:
    """flamingo goes on to 2027-04-28, past the release of 2027-03-24."""
    (one,) = items("2027.1")
    assert (one.id, one.applies) == (STEP, "no")
    assert one.why == "No branch stops being maintained in this cycle."


@pytest.mark.parametrize("cycle", ["2025.1", "2026.1"])
def test_of_a_cycle_that_is_over_nobody_can_tell(cycle: str) -> None:
    """The records do not say when what has ended did so."""
    (one,) = items(cycle)
    assert (one.id, one.applies) == (STEP, "judge")


def test_what_was_recorded_for_a_branch_stays_without_its_day(
    tmp_path: Path,
) -> None:
    """Records first read after the end have no day for it any more."""
    before = (
        "status: maintained, slurp: true, release-date: 2025-04-02, "
        "next-phase: {status: unmaintained, date: 2026-10-02}"
    )
    after = (
        "status: unmaintained, slurp: true, release-date: 2025-04-02, "
        "next-phase: {status: end of life, date: null}"
    )
    text = (EMBEDDED / "records" / "2026.2.yaml").read_text("utf-8")
    assert before in text
    (tmp_path / "records").mkdir()
    path = tmp_path / "records" / "2026.2.yaml"
    path.write_text(text.replace(before, after), "utf-8")
    done = f"{STEP}/watcher/2025.1"
    file = tmp_path / "2026.2.cycle.yaml"
    file.write_text(
        'cycle: "2026.2"\n'
        f"items:\n  {done}: {{done: 2026-09-20}}\n"
        f"  {STEP}/watcher/2042.1: {{done: 2026-09-20}}\n"
    )
    checklist, problems = Library((tmp_path,), tmp_path).checklist("2026.2")
    assert checklist is not None
    states = {one.id: one.state for one in checklist.walk()}
    assert states[done] == "done"
    assert f"{STEP}/watcher-dashboard/2025.1" not in states
    unknown = [one for one in problems if str(one.code) == "unknown-item"]
    assert [one.message for one in unknown] == [
        f'The checklist has no item "{STEP}/watcher/2042.1".'
    ]
