# SPDX-License-Identifier: Apache-2.0
"""No two rules of the guide's windows contradict each other.

The days of its phases are in the golden files of real cycles.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checklist.cycles import LIBRARY
from watcher_liaison_guide.calendar.expressions import Window, resolve_window
from watcher_liaison_guide.calendar.model import BRANCH_PHASE, Event
from watcher_liaison_guide.checklist import build_checklist


@pytest.mark.parametrize("release", ["2026.2", "2027.1"])
def test_no_window_ends_before_it_begins(release: str) -> None:
    """Not even for a day: that would be two rules against each other."""
    guide, _ = LIBRARY.guide()
    calendar, _ = LIBRARY.calendar(release)
    assert guide is not None and calendar is not None
    for step in guide.steps.values():
        window = step.window
        if not window or not window.start or BRANCH_PHASE in str(window):
            continue
        # A window from its beginning on, and one up to its end: the one
        # begins, and the other ends, where this one does.
        first = Window(start=window.start, end=window.start)
        last = Window(start=window.end, end=window.end)
        start = resolve_window(first, calendar.event)[0].start
        end = resolve_window(last, calendar.event)[0].end
        assert start is None or end is None or start <= end, step.id


def test_a_limit_without_a_day_is_a_problem_of_the_checklist() -> None:
    guide, _ = LIBRARY.guide()
    calendar, _ = LIBRARY.calendar("2027.1")
    assert guide is not None and calendar is not None
    events = {**calendar.events, "ptg": Event("ptg")}
    without = replace(calendar, events=events)
    found = build_checklist(guide, calendar.cycle, without, None, None)
    assert {str(one.code) for one in found.problems} == {"clamp-dropped"}
