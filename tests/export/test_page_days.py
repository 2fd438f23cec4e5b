# SPDX-License-Identifier: Apache-2.0
"""Each day of real cycles: the page's rows are the agenda's, and few late."""

from __future__ import annotations

import datetime
import json
import re

import pytest

from tests.checklist.cycles import LIBRARY, checklist_of
from watcher_liaison_guide.checklist.handoff import handoff
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.checklist.selecting import for_role
from watcher_liaison_guide.checklist.week import RowDays, State, rows, week
from watcher_liaison_guide.export.agenda import write_agenda
from watcher_liaison_guide.export.handoff import write_handoff
from watcher_liaison_guide.export.html import checklist_to_html
from watcher_liaison_guide.export.json import week_to_text
from watcher_liaison_guide.export.text import PLAIN

#: Cycles, and those before them.
RELEASES = {"2025.2": "2025.1", "2026.2": "2026.1", "2027.1": "2026.2"}


def day_of(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def days_around(checklist: Checklist) -> list[datetime.date]:
    released = checklist.cycle.release_date
    assert released is not None
    return [released + datetime.timedelta(day) for day in range(-230, 60)]


@pytest.mark.parametrize("role", [None, "release-liaison", "ptl"])
@pytest.mark.parametrize("release", RELEASES)
def test_the_rows_by_the_days_on_the_page_are_those_of_the_agenda(
    release: str, role: str | None
) -> None:
    checklist = checklist_of(release)
    every = rows(checklist)
    page: dict[int, RowDays] = {}
    for tag in re.findall(
        r"<li class=\"liaison-item\"[^>]*>", checklist_to_html(checklist)
    ):
        data = dict(re.findall(r'data-liaison-(\w+)="([^"]*)"', tag))
        due = day_of(data.get("due"))
        if "row" in data and (not role or role in data["roles"].split()):
            assert due is not None
            first, late = (day_of(data.get(one)) for one in ("from", "late"))
            days = RowDays(first, due, late, "recurs" in data)
            assert str(days.this_week) == data["this"]
            assert str(days.next_week) == data["next"]
            page[int(data["row"])] = days
    assert role or len(page) == len(every)
    narrowed = for_role(checklist, role) if role else checklist
    for day in days_around(checklist):
        found = json.loads(week_to_text(week(narrowed, day), None, role))
        for state in set(State) - {State.AHEAD, State.OVER}:
            listed = found[state.value.replace("-", "_")]
            shown = [
                [item.id for item in every[place].items]
                for place, days in sorted(page.items())
                if days.state(day) is state
            ]
            assert shown == [row["items"] for row in listed], (day, state)


@pytest.mark.parametrize("release", RELEASES)
def test_with_nothing_recorded_little_is_late_and_texts_stay_short(
    release: str,
) -> None:
    checklist, before = map(checklist_of, (release, RELEASES[release]))
    following = checklist.next_cycle
    upcoming, _ = LIBRARY.checklist(following.release if following else "")
    for day in days_around(checklist):
        found = week(checklist, day, 1, before)
        late = found.having(State.LATE)
        assert len(late) <= 10, day
        assert not late or day <= checklist.cycle.release_date
        after = week(upcoming, day) if upcoming else None
        assert write_agenda(PLAIN, found, after).count("\n") <= 60, day
        text = write_handoff(PLAIN, handoff(checklist, day), upcoming)
        assert text.count("\n") <= 40, day
