# SPDX-License-Identifier: Apache-2.0
"""A schedule without a fault gives its dates back, and no problem."""

from __future__ import annotations

import pytest

from tests.calendar.schedules import make
from watcher_liaison_guide.calendar import upstream
from watcher_liaison_guide.calendar.model import SourceNote


@pytest.mark.parametrize("block", range(0, 400, 50))
def test_a_faultless_schedule_gives_back_its_dates_and_no_problem(
    block: int,
) -> None:
    for seed in range(block, block + 50):
        made = make(seed)
        calendar, problems = upstream.build(
            made.yaml.encode(),
            made.page.encode(),
            ("schedule.yaml", "schedule.rst"),
            SourceNote("openstack/releases"),
        )
        assert [str(found) for found in problems] == [], seed
        assert calendar is not None
        assert calendar.cycle.series == made.series
        found = {
            event.name: (event.basis, event.occurrences)
            for event in calendar.every_event()
        }
        assert found == made.expected, seed
