# SPDX-License-Identifier: Apache-2.0
"""The days on the page give the same week as the agenda."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest

from watcher_liaison_guide.checklist.selecting import for_role
from watcher_liaison_guide.checklist.week import RowDays, State, rows, week
from watcher_liaison_guide.export.html import checklist_to_html
from watcher_liaison_guide.export.json import week_to_text
from watcher_liaison_guide.library import Library

_LISTS = [one for one in State if one not in (State.AHEAD, State.OVER)]


def day_of(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize("role", [None, "release-liaison", "ptl"])
@pytest.mark.parametrize("release", ["2025.2", "2026.2", "2027.1"])
def test_the_rows_by_the_days_on_the_page_are_those_of_the_agenda(
    release: str, role: str | None, tmp_path: Path
) -> None:
    checklist, _ = Library(cycles=tmp_path).checklist(release)
    assert checklist is not None and checklist.cycle.release_date is not None
    page = []
    for tag in re.findall(
        r"<li class=\"liaison-item\"[^>]*>", (checklist_to_html(checklist))
    ):
        data = dict(re.findall(r'data-liaison-(\w+)="([^"]*)"', tag))
        if "row" in data:
            due = day_of(data["due"])
            assert due is not None
            days = RowDays(
                day_of(data.get("from")),
                due,
                day_of(data.get("late")),
                "recurs" in data,
            )
            assert str(days.this_week) == data["this"]
            assert str(days.next_week) == data["next"]
            if role is None or role in data["roles"].split():
                page.append((int(data["row"]), days))
    page.sort(key=lambda one: one[0])
    every = rows(checklist)
    assert role or len(page) == len(every)
    narrowed = for_role(checklist, role) if role else checklist
    for number in range(-230, 60):
        day = checklist.cycle.release_date + datetime.timedelta(days=number)
        found = json.loads(week_to_text(week(narrowed, day), None, role))
        for state in _LISTS:
            wanted = [
                row["items"] for row in found[state.value.replace("-", "_")]
            ]
            shown = [
                [item.id for item in every[place].items]
                for place, days in page
                if days.state(day) is state
            ]
            assert shown == wanted, (day, state)
