# SPDX-License-Identifier: Apache-2.0
"""Schedules that were made up: sound ones, and damaged ones."""

from __future__ import annotations

import random

import pytest

from tests.calendar.schedules import Maker, built
from tests.fuzz.mutating import lines as damaged
from watcher_liaison_guide.calendar import store
from watcher_liaison_guide.problems import Severity
from watcher_liaison_guide.yamlreader import lines_of


def test_a_faultless_schedule_gives_back_its_dates_and_no_problem() -> None:
    for seed in range(100):
        made = Maker(seed).make()
        calendar, problems = built(made.yaml, made.page)
        assert [str(found) for found in problems] == [], seed
        assert calendar is not None
        assert calendar.cycle.series == made.series
        found = {
            event.name: (event.basis, event.occurrences)
            for event in calendar.every_event()
        }
        assert found == made.expected, seed


def test_a_damaged_schedule_is_read_or_reported() -> None:
    for seed in range(100):
        chance, made = random.Random(seed), Maker(seed).make()
        yaml, page = (
            damaged(text.encode(), chance).decode(errors="replace")
            for text in (made.yaml, made.page)
        )
        calendar, problems = built(yaml, page)
        assert calendar is not None or problems, seed
        sizes = {
            "schedule.yaml": len(lines_of(yaml)) + 1,
            "schedule.rst": len(lines_of(page)) + 1,
        }
        for found in problems:
            assert 0 < found.position.line <= sizes[found.position.path], seed
            assert found.position.column > 0
        if calendar is not None:
            text = store.to_yaml(calendar).encode()
            assert store.from_yaml(text, "x") == (calendar, []), seed
            for event in calendar.every_event():
                for one in event.occurrences:
                    assert one.start <= (one.due or one.end) <= one.end, seed


@pytest.mark.parametrize(
    ("yaml", "place"),
    [
        ("", None),
        ("\0", None),
        ("[]", None),
        ("- a", None),
        ("cycle: []\n", (1, 1)),
        ("start-week: 2026-10-05\ncycle: []\n", (2, 1)),
        ("cycle: 5\n", (1, 8)),
        ("cycle:\n  - {start: x, end: 2026-10-09}\n", (2, 13)),
    ],
)
def test_a_schedule_without_a_week_is_reported_once(
    yaml: str, place: tuple[int, int] | None
) -> None:
    for page in ("", "====\n====\n", "a\n=\n"):
        calendar, (problem,) = built(yaml, page, "indri")
        assert calendar is None
        assert problem.severity is Severity.ERROR
        assert place is None or problem.position[1:] == place
