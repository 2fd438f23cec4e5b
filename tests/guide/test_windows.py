# SPDX-License-Identifier: Apache-2.0
"""No two rules of the guide's windows contradict each other.

On which days its phases fall is in the golden files of real cycles.
"""

from __future__ import annotations

import pytest

from tests.checklist.cycles import LIBRARY
from watcher_liaison_guide.calendar.expressions import Window, resolve_window
from watcher_liaison_guide.calendar.model import BRANCH_PHASE


@pytest.mark.parametrize("release", ["2026.2", "2027.1"])
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
