# SPDX-License-Identifier: Apache-2.0
"""What a team's record of a cycle settles, and what in it cannot be right."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from tests.checklist.cycles import recorded
from watcher_liaison_guide.checklist import load_cycle_file
from watcher_liaison_guide.checklist.handoff import handoff
from watcher_liaison_guide.checklist.week import State, week
from watcher_liaison_guide.export.formats import Markdown

D = datetime.date
TODAY = D(2026, 12, 1)
OF_ITS_OWN = ', as the guide has no step "{}" of its own. '
BRANCHES = (
    '. There are "m1-stable/watcher/2025.2", "m1-stable/watcher/2026.1", '
    '"m1-stable/watcher/2026.2".'
)


def told_of(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a cycle file of these lines."""
    _, problems = recorded(folder, text)
    return [
        str(one).replace(f"{folder / '2027.1.cycle.yaml'}:", "")
        for one in problems
    ]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (
            "m1-stable/2026.9",  # a few of the outermost
            '. There are "m1-stable/python-watcherclient/2025.2", '
            '"m1-stable/python-watcherclient/2026.1", '
            '"m1-stable/python-watcherclient/2026.2", '
            '"m1-stable/watcher-dashboard/2025.2" and 5 more.',
        ),
        # Another release is another branch, and no misspelling.
        ("m1-stable/watcher/2026.3", BRANCHES),
        ("m1-stable/watcher", BRANCHES),
        (
            "m1-stable/watcher/2026.2/release-generate",
            '. Did you mean "m1-stable/watcher/2026.2"?',
        ),
        (
            "m3-start-highlights",  # a step of earlier cycles
            f'{OF_ITS_OWN}It is "rc-push-highlights" now.',
        ),
        (
            "election-vote",
            f"{OF_ITS_OWN}The schedule's election events have the date.",
        ),
        (
            "release-generate",
            f"{OF_ITS_OWN}Record the step that uses the procedure it "
            "belongs to.",
        ),
        (
            "event-liaison-agenda",
            f"{OF_ITS_OWN}Steps inside others have longer ids: look in the "
            'checklist for one that ends in "/event-liaison-agenda".',
        ),
    ],
)
def test_an_unknown_item_is_reported_with_one_of_the_same_step(
    tmp_path: Path, item: str, told: str
) -> None:
    found = told_of(tmp_path, f"items:\n  {item}: {{skipped: why}}")
    said = f'The checklist has no item "{item}"{told.format(item)}'
    assert found == [f"3:3: error: unknown-item: {said}"]


BEGINS, ENDS = "2027.1 begins on 2026-09-28.", "2027.1 ends on 2027-03-26."


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        ("spec-freeze", "2026-01-07", f" is before {BEGINS}"),
        ("recorded-from", "2062-01-01", f" is after {ENDS}"),
        (
            "milestone-2",
            "2026-11-12",
            ' is before "Milestone 1" on 2026-11-19.',
        ),
        (
            "spec-freeze",
            "2027-03-01",
            ' is after "Milestone 3" on 2027-02-18.',
        ),
        ("ptg-group-photo", "2062-02-20", ", which is to come."),
        ("ptg-group-photo", "2025-10-15", f", before the cycle {BEGINS[7:]}"),
    ],
)
def test_a_day_that_cannot_be_right_is_a_warning_in_its_place(
    tmp_path: Path, name: str, day: str, said: str
) -> None:
    line = {
        "recorded-from": f"{name}: {day}",
        "ptg-group-photo": f"items: {{{name}: {{done: {day}}}}}",
    }.get(name, f"events: {{{name}: {{date: {day}}}}}")
    place = rf'2:\d+: warning: doubtful-date: "{name}" (on|is recorded on) '
    wanted = place + re.escape(day + said)
    assert any(re.match(wanted, one) for one in told_of(tmp_path, line))


def test_without_a_schedule_a_year_still_has_to_fit(tmp_path: Path) -> None:
    lines = "events: {spec-freeze: {date: 2030-01-07}}\n"
    lines += "items: {ptg-run-sessions: {done: 2031-01-10}}"  # to prepare it
    _, problems = recorded(tmp_path, lines, "2031.2")
    assert "before 2031.2 begins" in str(problems)
    assert "before the cycle" not in str(problems)


@pytest.mark.parametrize(
    ("line", "today"),
    [
        ("events: {spec-freeze: {date: 2027-01-07, why: agreed}}", TODAY),
        ("events: {feature-freeze: {date: 2027-02-11}}", TODAY),
        # On the first and the last day of the cycle.
        ("events: {ptg: {date: 2026-09-28}}", TODAY),
        ("recorded-from: 2027-03-26", TODAY),
        ("items: {ptg-group-photo: {done: 2026-10-15}}", TODAY),
        # Begun before the cycle, as its window is.
        ("items: {cs-liaisons: {done: 2026-09-30}}", TODAY),
        # Without today, no day is to come.
        ("items: {ptg-group-photo: {done: 2027-02-20}}", None),
    ],
)
def test_a_day_that_can_be_right_is_none(
    tmp_path: Path, line: str, today: datetime.date | None
) -> None:
    assert recorded(tmp_path, line, today=today)[1] == []


def test_a_release_that_cannot_be_is_no_cycle(tmp_path: Path) -> None:
    path = tmp_path / "2027.3.cycle.yaml"
    path.write_text('cycle: "2027.3"\n', encoding="utf-8")
    found, problems = load_cycle_file(path)
    assert found is None
    assert [str(one) for one in problems] == [
        f"{path}:1:8: error: bad-value: There is no OpenStack release "
        '"2027.3". The releases of a year are YEAR.1 and YEAR.2.'
    ]


def test_what_was_recorded_for_a_branch_stays_without_its_day(
    tmp_path: Path,
) -> None:
    """No branch is known to end in this cycle."""
    done = "any-branch-phase/watcher/2025.2"
    checklist, problems = recorded(
        tmp_path, f"items: {{{done}: {{done: 2026-11-20}}}}"
    )
    assert problems == []
    assert "Done Fri 20 Nov 2026" in Markdown().document(checklist)


def test_what_was_due_before_the_team_began_is_settled(
    tmp_path: Path,
) -> None:
    checklist, problems = recorded(
        tmp_path, "recorded-from: 2026-11-16\nitems: {}"
    )
    assert problems == []
    day = D(2026, 11, 16)
    for item in checklist.walk():
        early = item.due is not None and item.due < day
        assert item.before_recording == early
    found = week(checklist, day)
    assert found.having(State.LATE, State.WITHOUT_RECORD) == ()
    left = [one for row in handoff(checklist, day).left for one in row.items]
    assert left and not any(one.before_recording for one in left)
