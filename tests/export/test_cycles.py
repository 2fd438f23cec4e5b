# SPDX-License-Identifier: Apache-2.0
"""Real cycles: the rows of each day, and lists to paste."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import replace

import pytest

from tests.checklist.cycles import LIBRARY, checklist_of
from watcher_liaison_guide.checklist.handoff import handoff
from watcher_liaison_guide.checklist.model import (
    DONE,
    OPEN,
    SKIPPED,
    Checklist,
    Item,
    ItemRecord,
    Owner,
)
from watcher_liaison_guide.checklist.selecting import for_role
from watcher_liaison_guide.checklist.week import RowDays, State, rows, week
from watcher_liaison_guide.export.agenda import write_agenda
from watcher_liaison_guide.export.formats import Etherpad, Markdown, Rst
from watcher_liaison_guide.export.handoff import write_handoff
from watcher_liaison_guide.export.html import checklist_to_html
from watcher_liaison_guide.export.json import week_to_text
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.records.model import Person

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
    every, brief = rows(checklist), Markdown().brief(checklist)
    for row in every:
        assert (row.group or row.first).id in brief or row.first.id in brief
    page: dict[int, RowDays] = {}
    for tag in re.findall(
        r"<li class=\"liaison-item\"[^>]*>", checklist_to_html(checklist)
    ):
        data = dict(re.findall(r'data-liaison-(\w+)="([^"]*)"', tag))
        due = day_of(data.get("due"))
        if "row" in data and role in (None, data["role"]):
            assert due is not None
            first, late = (day_of(data.get(one)) for one in ("from", "late"))
            days = RowDays(first, due, late, "recurs" in data)
            assert str(days.this_week) == data["this"]
            assert str(days.next_week) == data["next"]
            page[int(data["row"])] = days
    assert role or len(page) == len(every)
    narrowed = for_role(checklist, role) if role else checklist
    for day in days_around(checklist):
        found = json.loads(week_to_text(week(narrowed, day)))
        for state in State:
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
        assert len(late) <= 12, day
        assert not late or day <= checklist.cycle.release_date
        after = week(upcoming, day) if upcoming else None
        assert write_agenda(PLAIN, found, after).count("\n") <= 60, day
        text = write_handoff(PLAIN, handoff(checklist, day), upcoming)
        assert text.count("\n") <= 40, day


# -- what people paste

CYCLES = [name for name in LIBRARY.calendars.files() if name[:1].isdigit()]
PROOF = "https://review.opendev.org/c/openstack/watcher/+/123456"
RECORDS = {
    DONE: ItemRecord(DONE, datetime.date(2026, 10, 15), "ada", PROOF, "twice"),
    SKIPPED: ItemRecord(
        *(SKIPPED, datetime.date(2026, 10, 16), "ben", PROOF, "nobody asked")
    ),
}
PEOPLE = (Person("Ada Example", "ada"), Person("Ben Example", "ben"))


def of_team(item: Item, states: list[str]) -> Item:
    """Return an item with people, and a record for two of three items."""

    def holder(owner: Owner | None) -> Owner | None:
        return owner and replace(owner, people=PEOPLE)

    states.append(states.pop(0))
    state = OPEN if item.has_members else states[0]
    return replace(
        item,
        state=state,
        record=RECORDS.get(state),
        owner=holder(item.owner),
        starts=holder(item.starts),
        participants=tuple(filter(None, map(holder, item.participants))),
        items=tuple(of_team(one, states) for one in item.items),
    )


@pytest.fixture(scope="module", params=CYCLES)
def full(request: pytest.FixtureRequest) -> Checklist:
    """Return a checklist of the package with people and records in it."""
    checklist = checklist_of(request.param)
    states = [DONE, SKIPPED, OPEN]
    items = tuple(of_team(item, states) for item in checklist.items)
    return replace(checklist, items=items, notes="Ask Cho.")


@pytest.mark.parametrize("form", [Markdown, Etherpad, Rst])
def test_lists_are_short_and_say_once_who_holds_a_role(
    full: Checklist, form: type[Markdown]
) -> None:
    outline = form()
    brief, document = outline.brief(full), outline.document(full)
    assert len(brief.splitlines()) < 200
    assert "applies" not in brief and "apply" not in brief
    # It has a line for each item that applies.
    for item in full.items:
        shown = f"{item.id}]" in brief or f"{item.id}`" in brief
        assert shown == (item.is_task and item.applies != "no")
    if form is Markdown:  # of an issue
        assert len(document) <= 65_536
    names = "Ada Example (ada), Ben Example (ben)"
    for text in (document, brief):
        lines = text.splitlines()
        places = [at for at, line in enumerate(lines) if names in line]
        assert len(places) == len({lines[at] for at in places}) > 3
        assert places == [*range(places[0], places[-1] + 1)]


def test_a_pad_has_lines_that_fit_and_end_in_ids(full: Checklist) -> None:
    lines = Etherpad().document(full).splitlines()
    for number, line in enumerate(lines):
        assert len(line) <= 100 or line.strip().startswith("http")
        if line.strip().startswith(("[ ] ", "[x] ")):
            margin = len(line) - len(line.lstrip())
            while not lines[number].endswith("]"):
                number += 1
                # A line that was broken keeps its indentation.
                found = len(lines[number]) - len(lines[number].lstrip())
                assert found == margin + len("[ ] ")
