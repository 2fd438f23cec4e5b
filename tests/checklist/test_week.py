# SPDX-License-Identifier: Apache-2.0
"""What matters on a day, and at the end of a cycle."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.export.samples import item, sample
from watcher_liaison_guide.calendar.model import Basis
from watcher_liaison_guide.checklist.handoff import handoff
from watcher_liaison_guide.checklist.model import (
    Checklist,
    EventChange,
    EventDates,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.checklist.week import (
    Row,
    RowDays,
    State,
    Week,
    rows,
    week,
)
from watcher_liaison_guide.export.agenda import write_agenda
from watcher_liaison_guide.export.handoff import write_handoff
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.records.model import Proven

D = datetime.date


def ids(found: Week | tuple[Row, ...] | None, *states: State) -> list[str]:
    """Return the ids of all items in rows, or in those of a week."""
    assert found is not None
    if isinstance(found, Week):
        found = found.having(*states)
    return [one.id for row in found for one in row.items]


def due(name: str, day: datetime.date | None, **more: Any) -> Item:
    """Give an item that is due on a day."""
    return item(name, "p", "Do.", start=day, end=day, due=day, **more)


def of(*items: Item, **more: Any) -> Checklist:
    """Give the sample with these items instead."""
    return dataclasses.replace(sample(), items=items, **more)


WEEK = of(
    due("before", D(2026, 11, 15)),
    due("monday", D(2026, 11, 16)),
    due("today", D(2026, 11, 18)),
    due("sunday", D(2026, 11, 22)),
    due("next", D(2026, 11, 23)),
    due("next-sunday", D(2026, 11, 29)),
    due("after", D(2026, 11, 30)),
    due("undated", None),
)


def test_a_week_ends_on_sunday_and_begins_with_today() -> None:
    found = week(WEEK, D(2026, 11, 18))
    assert ids(found, State.LATE) == ["before", "monday"]
    assert ids(found, State.THIS_WEEK) == ["today", "sunday"]
    assert ids(found, State.NEXT_WEEK) == ["next", "next-sunday"]
    assert (found.monday, found.sunday, found.last_day) == (
        D(2026, 11, 16),
        D(2026, 11, 22),
        D(2026, 11, 29),
    )


def test_on_a_sunday_only_that_day_is_left_of_the_week() -> None:
    found = week(WEEK, D(2026, 11, 22))
    assert ids(found, State.THIS_WEEK) == ["sunday"]
    assert ids(found, State.NEXT_WEEK) == ["next", "next-sunday"]


@pytest.mark.parametrize(
    ("weeks", "wanted"),
    [
        (0, []),
        (1, ["next", "next-sunday"]),
        (2, ["next", "next-sunday", "after"]),
    ],
)
def test_more_weeks_look_further(weeks: int, wanted: list[str]) -> None:
    found = week(WEEK, D(2026, 11, 18), weeks)
    assert ids(found, State.NEXT_WEEK) == wanted


def test_what_is_settled_does_not_apply_or_is_an_event_is_not_to_do() -> None:
    day = D(2026, 11, 19)
    found = week(
        of(
            due("open", day),
            due("judge", day, applies="judge"),
            due("done", day, state="done"),
            due("skipped", day, state="skipped"),
            due("not", day, applies="no"),
            due("event", day, kind="event"),
        ),
        D(2026, 11, 18),
    )
    assert ids(found, State.THIS_WEEK) == ["open", "judge"]


def test_only_what_had_to_be_done_is_late() -> None:
    day = D(2026, 11, 17)
    again = sample().items[0].text
    found = week(
        of(
            due("open", day),
            due("judge", day, applies="judge"),
            due("optional", day, optional="if needed"),
            due("repeated", day, repeat=again),
        ),
        D(2026, 11, 18),
    )
    assert ids(found, State.LATE) == ["open"]


def long(name: str, start: datetime.date, **more: Any) -> Item:
    """Give an item that lasts from *start* for three months."""
    end = start + datetime.timedelta(days=90)
    return item(name, "p", "Do.", start=start, end=end, due=end, **more)


def test_what_has_begun_and_is_due_later_is_under_way() -> None:
    found = week(
        of(
            long("begun", D(2026, 11, 1)),
            long("not-yet", D(2026, 11, 19)),
            long("over", D(2026, 6, 1)),
            long("not", D(2026, 11, 1), applies="no"),
            due("soon", D(2026, 11, 20)),
        ),
        D(2026, 11, 18),
    )
    assert ids(found, State.UNDER_WAY) == ["begun"]
    assert ids(found, State.WITHOUT_RECORD) == ["over"]


def test_what_comes_back_or_may_come_has_no_deadline() -> None:
    again = sample().items[0].text
    start = D(2026, 11, 1)
    checklist = of(
        long("repeated", start, repeat=again),
        long("in-case", start, applies="judge"),
        long("optional", start, optional="if needed"),
        due("optional-today", D(2026, 11, 18), optional="if needed"),
        long("later", D(2026, 12, 1), repeat=again),
    )
    found = week(checklist, D(2026, 11, 18))
    assert ids(found, State.RECURRING) == ["repeated", "in-case", "optional"]
    assert ids(found, State.THIS_WEEK) == ["optional-today"]
    assert not found.having(State.UNDER_WAY)
    # Nor on the last day of its window, nor behind it.
    last = start + datetime.timedelta(days=90)
    assert ids(week(checklist, last), State.THIS_WEEK) == []
    assert ids(week(checklist, last), State.RECURRING) == [
        *("repeated", "in-case", "optional", "later")
    ]
    behind = last + datetime.timedelta(days=1)
    assert ids(week(checklist, behind), State.LATE) == []


def test_the_release_is_not_told_twice() -> None:
    released = D(2027, 3, 24)
    assert released in [event.due for event in sample().own_events]
    found = week(sample(), released)
    assert "release" not in [event.id for event in found.events]


def test_what_is_in_an_item_that_lapses_is_not_late_either() -> None:
    inner = due("inner", D(2026, 11, 18))
    outer = due("outer", D(2026, 11, 17), optional="if any", items=(inner,))
    assert not ids(week(of(outer), D(2026, 11, 19)), State.LATE)
    assert ids(week(of(outer), D(2026, 11, 18)), State.THIS_WEEK) == ["inner"]


def test_what_the_records_prove_is_nothing_to_talk_about() -> None:
    day = D(2026, 11, 17)
    proven = due("proven", day, proof=Proven("released", "done", "1.0.0"))
    assert not rows(of(proven))


def test_an_inner_item_is_told_where_it_is_due_on_another_day() -> None:
    outer = due(
        "outer",
        D(2026, 11, 19),
        items=(due("same", D(2026, 11, 19)), due("own", D(2026, 11, 26))),
    )
    found = week(of(outer), D(2026, 11, 18))
    assert ids(found, State.THIS_WEEK) == ["outer"]
    assert ids(found, State.NEXT_WEEK) == ["own"]
    # What is due later is not done with it.
    done = week(of(dataclasses.replace(outer, state="done")), D(2026, 11, 18))
    assert ids(done, State.THIS_WEEK) == []
    assert ids(done, State.NEXT_WEEK) == ["own"]
    skipped = dataclasses.replace(outer, state="skipped")
    assert not rows(of(skipped))


def test_open_members_of_a_group_make_a_row_for_each_day() -> None:
    day, later = D(2026, 11, 19), D(2026, 11, 26)
    group = due(
        "a",
        day,
        kind="group",
        items=(
            due("a/x", day),
            due("a/y", later),
            due("a/done", day, state="done"),
            due("a/z", day),
        ),
    )
    found = rows(of(group, due("b", day)))
    assert [ids((row,)) for row in found] == [["a/x", "a/z"], ["b"], ["a/y"]]
    assert [row.item.id for row in found] == ["a", "b", "a"]
    # The group stands for them where nothing else of it is open.
    assert [row.ids for row in found] == [("a/x", "a/z"), ("b",), ("a/y",)]
    whole = dataclasses.replace(group, items=group.items[2:])
    assert [row.ids for row in rows(of(whole))] == [("a",)]


#: A Thursday; its phase ends on the Friday after the next.
DUE, PHASE_END = D(2026, 11, 19), D(2026, 12, 11)
FIRST = [
    (D(2026, 11, 8), State.UNDER_WAY),
    (D(2026, 11, 9), State.NEXT_WEEK),
    (D(2026, 11, 15), State.NEXT_WEEK),
    (D(2026, 11, 16), State.THIS_WEEK),
    (DUE, State.THIS_WEEK),
]


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (
            RowDays(D(2026, 11, 2), DUE, D(2026, 12, 3)),
            [
                (D(2026, 11, 1), State.AHEAD),
                *FIRST,
                (D(2026, 11, 20), State.LATE),
                (D(2026, 12, 3), State.LATE),
                (D(2026, 12, 4), State.WITHOUT_RECORD),
            ],
        ),
        # It is never late.
        (
            RowDays(D(2026, 11, 2), DUE),
            [*FIRST, (D(2026, 11, 20), State.OVER)],
        ),
        (
            RowDays(D(2026, 11, 2), DUE, is_recurring=True),
            [
                (D(2026, 11, 1), State.AHEAD),
                (D(2026, 11, 2), State.RECURRING),
                (DUE, State.RECURRING),
                (D(2026, 11, 20), State.OVER),
            ],
        ),
        # Without a first day it is only to come.
        (RowDays(None, DUE), [(D(2026, 11, 8), State.AHEAD), *FIRST[1:]]),
    ],
)
def test_the_days_of_a_row_give_its_state(
    days: RowDays, wanted: list[tuple[datetime.date, State]]
) -> None:
    assert [(day, days.state(day)) for day, _ in wanted] == wanted


@pytest.mark.parametrize(
    ("fields", "until"),
    [
        ({}, D(2026, 12, 3)),
        # As long as the phase whose last day is its own.
        ({"end": PHASE_END}, PHASE_END),
        # Nothing is late after the release.
        ({"due": D(2027, 3, 20)}, D(2027, 3, 24)),
        ({"due": D(2027, 3, 26)}, D(2027, 3, 24)),
        ({"optional": "if any"}, None),
        ({"applies": "judge"}, None),
    ],
)
def test_a_step_is_late_for_two_weeks_or_as_long_as_its_phase(
    fields: dict[str, Any], until: datetime.date | None
) -> None:
    one = due("one", DUE)
    one = dataclasses.replace(one, phase="long", **fields)
    phase = PhaseDates(
        "long", "Long", D(2026, 11, 2), PHASE_END, PHASE_END, Basis.SPAN
    )
    (row,) = rows(of(one, phases=(phase,)))
    assert row.days.late_until == until


def test_phases_and_events_of_the_weeks_are_given() -> None:
    found = week(sample(), D(2026, 11, 18))
    assert [phase.id for phase in found.phases] == ["milestone-1"]
    assert [event.id for event in found.events] == ["milestone-1"]
    assert not week(sample(), D(2026, 11, 20)).events
    # A span counts from its first day to its last.
    assert [one.id for one in week(sample(), D(2026, 10, 16)).events] == [
        "ptg",
        "review-days",
    ]


def test_changes_of_the_last_seven_days_are_told() -> None:
    def told(day: datetime.date) -> list[str]:
        return [change.event for change in week(sample(), day).changed]

    assert told(D(2026, 11, 11)) == []
    assert told(D(2026, 11, 12)) == ["spec-freeze", "bug-day"]
    assert told(D(2026, 11, 19)) == ["spec-freeze", "bug-day"]
    assert told(D(2026, 11, 20)) == []
    assert told(D(2026, 10, 2)) == ["spec-freeze"]


def test_of_changes_without_a_day_only_the_newest_import_is_told() -> None:
    changes = (
        EventChange("a", "A", D(2026, 11, 1), D(2026, 11, 2), None, "new"),
        EventChange("b", "B", D(2026, 11, 1), D(2026, 11, 1), None, "new"),
        EventChange("c", "C", D(2026, 11, 1), D(2026, 11, 2), None, "old"),
    )
    found = week(of(changes=changes), D(2026, 11, 18))
    assert [change.event for change in found.changed] == ["a"]


def test_exceptions_are_told_until_they_end() -> None:
    def told(day: datetime.date) -> list[str]:
        return [one.id for one in week(sample(), day).exceptions]

    assert told(D(2027, 3, 4)) == ["live-migration", "cold-migration"]
    # One that nobody decided on has to be.
    assert told(D(2027, 3, 5)) == ["live-migration"]


def test_a_handoff_has_what_is_left_and_what_lies_ahead() -> None:
    found = handoff(sample(), D(2026, 11, 20))
    assert [one.id for one in found.ahead] == ["m2-next"]
    assert ids(found.left) == [
        "m1-client/python-watcherclient",
        # In an item that is done, but of another role.
        "m1-stable/watcher/2026.1/stable-request",
        "hostile/<b>x",
    ]
    assert found.without_record == 0
    assert handoff(sample(), D(2026, 12, 4)).without_record == 2
    assert [one.id for one in found.skipped] == ["ptg-group-photo"]
    assert [one.id for one in found.exceptions] == [
        "live-migration",
        "cold-migration",
    ]
    # What the records prove is settled too.
    assert (found.done, found.total) == (3, 8)


def test_an_event_on_several_days_is_on_the_next_to_come() -> None:
    days = (D(2026, 8, 4), D(2026, 8, 20))
    event = EventDates(
        "review-day",
        "Review day",
        None,
        "h-review-day",
        days[0],
        days[1],
        days[0],
        Basis.STATED,
        D(2026, 8, 3),
        tuple((day, day, day) for day in days),
    )

    def told(today: datetime.date) -> list[tuple[Any, Any]]:
        found = week(of(events=(event,)), today, 2).events
        return [(one.due, one.was) for one in found]

    assert told(D(2026, 8, 4)) == [(days[0], D(2026, 8, 3))]
    assert told(D(2026, 8, 5)) == [(days[1], None)]
    assert told(D(2026, 8, 19)) == [(days[1], None)]
    assert told(D(2026, 8, 21)) == []


def test_after_a_release_the_last_cycle_is_told_too(tmp_path: Path) -> None:
    """2026.2 is released on Wednesday 2026-09-30; its week ends on Friday."""
    library = Library(cycles=tmp_path)

    def previous(day: datetime.date) -> list[str]:
        checklist, _ = library.checklist("2027.1", day)
        assert checklist is not None
        before = library.previous_checklist(checklist, day)
        if before is None:
            return []
        found = week(checklist, day, 1, before).previous
        assert found is not None
        return [*ids(found, State.LATE), *ids(found, State.THIS_WEEK)]

    step = "rw-check-release/watcher"
    assert previous(D(2026, 9, 30)) == []
    assert step in previous(D(2026, 10, 1))
    # What was due before the release is not late in the next cycle.
    assert all(name.startswith("rw-") for name in previous(D(2026, 10, 5)))
    assert previous(D(2026, 12, 1)) == []


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (D(2026, 9, 30), "future"),
        (D(2026, 10, 1), "development"),
        (D(2027, 3, 23), "development"),
        (D(2027, 3, 24), "maintained"),
    ],
)
def test_the_status_is_that_of_the_day(
    day: datetime.date, status: str, tmp_path: Path
) -> None:
    checklist, _ = Library(cycles=tmp_path).checklist("2027.1", day)
    assert checklist is not None
    assert (checklist.cycle.status, checklist.as_of) == (status, day)
    without, _ = Library(cycles=tmp_path).checklist("2027.1")
    assert without is not None
    assert without.as_of is None


@pytest.mark.parametrize(
    ("release", "earlier"),
    [("2025.2", "2025.1"), ("2026.2", "2026.1"), ("2027.1", "2026.2")],
)
def test_with_nothing_recorded_little_is_late_and_texts_stay_short(
    release: str, earlier: str, tmp_path: Path
) -> None:
    library = Library(cycles=tmp_path)
    checklist, _ = library.checklist(release)
    before, _ = library.checklist(earlier)
    assert checklist is not None and checklist.cycle.release_date is not None
    following = checklist.next_cycle.release if checklist.next_cycle else ""
    upcoming, _ = library.checklist(following)
    released = checklist.cycle.release_date
    for number in range(-230, 40):
        day = released + datetime.timedelta(days=number)
        found = week(checklist, day, 1, before)
        late = found.having(State.LATE)
        assert len(late) <= 10, day
        assert not late or day <= released
        after = week(upcoming, day) if upcoming else None
        assert write_agenda(PLAIN, found, after).count("\n") <= 60, day
        text = write_handoff(PLAIN, handoff(checklist, day), upcoming)
        assert text.count("\n") <= 40, day
