# SPDX-License-Identifier: Apache-2.0
"""The phases of Watcher's guide fall where a liaison expects them.

The days are those of the schedules of openstack/releases, read by hand.
"""

from __future__ import annotations

import pytest

from tests.checklist.cycles import LIBRARY, checklist_of
from watcher_liaison_guide.calendar.expressions import Window, resolve_window
from watcher_liaison_guide.calendar.model import BRANCH_PHASE

#: Each phase's first and last day and the one on which it is due, by cycle.
PHASES = {
    "2026.2": {
        "cycle-start": "2026-03-30 2026-04-17 2026-04-17",
        "ptg": "2026-04-20 2026-04-24 2026-04-24",
        "after-ptg": "2026-04-27 2026-05-08 2026-05-08",
        "before-milestone-1": "2026-04-27 2026-05-08 2026-05-08",
        "milestone-1": "2026-05-11 2026-05-15 2026-05-14",
        "before-milestone-2": "2026-06-01 2026-06-26 2026-06-26",
        "milestone-2": "2026-06-29 2026-07-03 2026-07-02",
        "after-spec-freeze": "2026-07-03 2026-07-16 2026-07-16",
        "before-freezes": "2026-07-27 2026-08-21 2026-08-21",
        "milestone-3": "2026-08-24 2026-08-28 2026-08-27",
        "week-after-milestone-3": "2026-08-31 2026-09-04 2026-09-04",
        "before-rc": "2026-08-27 2026-09-04 2026-09-04",
        "rc": "2026-09-07 2026-09-24 2026-09-10",
        "after-rc": "2026-09-11 2026-09-18 2026-09-18",
        "final-weeks": "2026-09-14 2026-09-25 2026-09-25",
        "release-week": "2026-09-28 2026-10-02 2026-09-30",
        "summit": "None None None",
    },
    "2027.1": {
        "cycle-start": "2026-10-05 2026-10-23 2026-10-23",
        "ptg": "2026-10-12 2026-10-16 2026-10-16",
        "after-ptg": "2026-10-19 2026-10-30 2026-10-30",
        "before-milestone-1": "2026-10-19 2026-11-13 2026-11-13",
        "milestone-1": "2026-11-16 2026-11-20 2026-11-19",
        "before-milestone-2": "2026-12-14 2027-01-08 2027-01-08",
        "milestone-2": "2027-01-11 2027-01-15 2027-01-14",
        "after-spec-freeze": "2027-01-15 2027-01-28 2027-01-28",
        "before-freezes": "2027-01-18 2027-02-12 2027-02-12",
        "milestone-3": "2027-02-15 2027-02-19 2027-02-18",
        "week-after-milestone-3": "2027-02-22 2027-02-26 2027-02-26",
        "before-rc": "2027-02-18 2027-02-26 2027-02-26",
        "rc": "2027-03-01 2027-03-18 2027-03-04",
        "after-rc": "2027-03-05 2027-03-12 2027-03-12",
        "final-weeks": "2027-03-08 2027-03-19 2027-03-19",
        "release-week": "2027-03-22 2027-03-26 2027-03-24",
        "summit": "None None None",
    },
}
#: Steps of 2026.2 with a day of their own.
STEPS = {
    "rc1-answer": "2026-09-10",
    "rc-push-highlights": "2026-09-03",
    "rc-reno-prelude": "2026-09-04",
    "fw-final-rc": "2026-09-24",
    "lp-last-series-stable": "2026-10-02",
    "election-readopt-dpl": "2026-07-31",
    # Nominations: 3 to 21 August.
    "election-nominations": "2026-08-17",
    "rw-approve-final": "2026-09-29",
}


@pytest.mark.parametrize("release", PHASES)
def test_each_phase_falls_where_it_belongs(release: str) -> None:
    found = {
        phase.id: f"{phase.start} {phase.end} {phase.due}"
        for phase in checklist_of(release).phases
    }
    assert {name: found[name] for name in PHASES[release]} == PHASES[release]


def test_a_step_with_a_day_of_its_own_is_due_then() -> None:
    found = {
        item.step: str(item.due) for item in checklist_of("2026.2").walk()
    }
    assert {name: found[name] for name in STEPS} == STEPS


def test_the_exceptions_end_with_rc1() -> None:
    (policy,) = checklist_of("2026.2").policies
    days = (str(policy.opens), str(policy.closes))
    assert days == ("2026-08-28", "2026-09-10")


@pytest.mark.parametrize("release", PHASES)
def test_no_window_ends_before_it_begins(release: str) -> None:
    """Not even for a day: that would be two rules against each other."""
    guide, _ = LIBRARY.guide()
    calendar, _ = LIBRARY.calendar(release)
    assert guide is not None and calendar is not None
    for step in guide.steps.values():
        window = step.window
        if (
            window is None
            or window.start is None
            or BRANCH_PHASE in str(window)
        ):
            continue
        # A window from its beginning on, and one up to its end: the one
        # begins, and the other ends, where this one does.
        first = Window(start=window.start, end=window.start)
        last = Window(start=window.end, end=window.end)
        start = resolve_window(first, calendar.event)[0].start
        end = resolve_window(last, calendar.event)[0].end
        assert start is None or end is None or start <= end, step.id
