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
    is_open,
    last_day_of,
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


def long(name: str, start: datetime.date, **more: Any) -> Item:
    """Return an item that lasts from *start* for three months."""
    end = start + datetime.timedelta(days=90)
    return item(name, "p", "Do.", start=start, end=end, due=end, **more)


NOW, BEFORE, BEGUN = D(2026, 11, 18), D(2026, 11, 17), D(2026, 11, 1)
AGAIN = {"repeat": sample().items[0].text}
IF_NEEDED = {"optional": "if needed"}
WEEK = (
    due("before", D(2026, 11, 15)),
    due("monday", D(2026, 11, 16)),
    due("today", NOW),
    due("sunday", D(2026, 11, 22)),
    due("next", D(2026, 11, 23)),
    due("next-sunday", D(2026, 11, 29)),
    due("after", D(2026, 11, 30)),
    due("undated", None),
)
INNER = due("inner", NOW)
LAPSES = due("outer", BEFORE, **IF_NEEDED, items=(INNER,))
PARENT = due(
    "outer",
    D(2026, 11, 19),
    items=(due("same", D(2026, 11, 19)), due("own", D(2026, 11, 26))),
)
AT_ANY_TIME = (
    long("repeated", BEGUN, **AGAIN),
    long("in-case", BEGUN, applies="judge"),
    long("optional", BEGUN, **IF_NEEDED),
    due("optional-today", NOW, **IF_NEEDED),
    long("later", D(2026, 12, 1), **AGAIN),
)


@pytest.mark.parametrize(
    ("items", "day", "wanted"),
    [
        (
            WEEK,
            NOW,
            "late: before monday; this-week: today sunday; "
            "next-week: next next-sunday",
        ),
        # On a Sunday only that day is left of the week.
        (
            WEEK,
            D(2026, 11, 22),
            "late: before monday today; this-week: sunday; "
            "next-week: next next-sunday",
        ),
        # What is settled, does not apply or is an event is not to do.
        (
            (
                due("open", NOW),
                due("judge", NOW, applies="judge"),
                due("done", NOW, state="done"),
                due("skipped", NOW, state="skipped"),
                due("not", NOW, applies="no"),
                due("event", NOW, kind="event"),
            ),
            NOW,
            "this-week: open judge",
        ),
        # Only what had to be done is late, and not what the records prove.
        (
            (
                due("open", BEFORE),
                due("judge", BEFORE, applies="judge"),
                due("optional", BEFORE, **IF_NEEDED),
                due("repeated", BEFORE, **AGAIN),
                due("proven", BEFORE, proof=Proven("released", "done", "1.0")),
            ),
            NOW,
            "late: open",
        ),
        # What has begun and is due later is under way.
        (
            (
                long("begun", BEGUN),
                long("not-yet", D(2026, 11, 19)),
                long("over", D(2026, 6, 1)),
                long("not", BEGUN, applies="no"),
            ),
            NOW,
            "under-way: begun; without-record: over",
        ),
        # What comes back or may come has no deadline, also on the last day
        # of its window and behind it.
        (
            AT_ANY_TIME,
            NOW,
            "this-week: optional-today; recurring: repeated in-case optional",
        ),
        (
            AT_ANY_TIME,
            D(2027, 1, 30),
            "recurring: repeated in-case optional later",
        ),
        (AT_ANY_TIME, D(2027, 1, 31), "recurring: later"),
        # What is in an item that lapses is not late either.
        ((LAPSES,), NOW, "this-week: inner"),
        ((LAPSES,), D(2026, 11, 19), ""),
        # An inner item is listed where it is due on another day, also if
        # the outer one is done.
        ((PARENT,), NOW, "this-week: outer; next-week: own"),
        (
            (dataclasses.replace(PARENT, state="done"),),
            NOW,
            "next-week: own",
        ),
        ((dataclasses.replace(PARENT, state="skipped"),), NOW, ""),
    ],
)
def test_a_week_has_what_matters(
    items: tuple[Item, ...], day: datetime.date, wanted: str
) -> None:
    found = week(of(*items), day)
    assert {one for one in wanted.split("; ") if one} == {
        f"{state.value}: {' '.join(ids(found, state))}"
        for state in State
        if state not in (State.AHEAD, State.OVER) and found.having(state)
    }


@pytest.mark.parametrize(
    ("weeks", "last", "wanted"),
    [
        (0, D(2026, 11, 22), []),
        (1, D(2026, 11, 29), ["next", "next-sunday"]),
        (2, D(2026, 12, 6), ["next", "next-sunday", "after"]),
    ],
)
def test_more_weeks_look_further(
    weeks: int, last: datetime.date, wanted: list[str]
) -> None:
    found = week(of(*WEEK), NOW, weeks)
    assert ids(found, State.NEXT_WEEK) == wanted
    assert (found.monday, found.last_day) == (D(2026, 11, 16), last)


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
    assert days.next_week == D(2026, 11, 9)


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


def test_what_recurs_is_there_until_its_last_day() -> None:
    last = D(2026, 12, 18)
    one = item("one", "p", start=DUE, end=last, repeat="every week")
    (row,) = rows(of(one))
    assert row.days == RowDays(DUE, last, None, is_recurring=True)


def test_a_row_is_about_a_group_of_several_and_else_about_its_member() -> None:
    x, y = due("a/x", DUE), due("a/y", DUE)
    for members, names in (((x, y), ("a",)), ((x,), ("a/x",))):
        group = due("a", DUE, kind="group", items=members)
        (row,) = rows(of(group))
        assert row.ids == names
        assert row.first is x
        assert row.item is (group if len(members) > 1 else x)


@pytest.mark.parametrize(
    ("day", "what", "wanted"),
    [
        (NOW, "phases", ["milestone-1"]),
        (NOW, "events", ["milestone-1"]),
        (D(2026, 11, 20), "events", []),
        # A span counts from its first day to its last.
        (D(2026, 10, 16), "events", ["ptg", "review-days"]),
        # The release has a line of its own.
        (D(2027, 3, 24), "events", []),
        # What changed in the last seven days.
        (D(2026, 11, 11), "changed", []),
        (D(2026, 11, 12), "changed", ["spec-freeze", "bug-day"]),
        (D(2026, 11, 19), "changed", ["spec-freeze", "bug-day"]),
        (D(2026, 11, 20), "changed", []),
        (D(2026, 10, 2), "changed", ["spec-freeze"]),
        # One that nobody decided on has to be.
        (D(2027, 3, 4), "exceptions", ["live-migration", "cold-migration"]),
        (D(2027, 3, 5), "exceptions", ["live-migration"]),
    ],
)
def test_what_else_is_in_a_week(
    day: datetime.date, what: str, wanted: list[str]
) -> None:
    found = getattr(week(sample(), day), what)
    names = [getattr(one, "event", None) or one.id for one in found]
    assert names == wanted


def test_of_changes_without_a_day_only_the_newest_import_is_told() -> None:
    changes = (
        EventChange("b", "B", D(2026, 11, 1), D(2026, 11, 1), None, "new"),
        EventChange("a", "A", D(2026, 11, 1), D(2026, 11, 2), None, "new"),
        EventChange("c", "C", D(2026, 11, 1), D(2026, 11, 2), None, "old"),
    )
    found = week(of(changes=changes), D(2026, 11, 18))
    assert [change.event for change in found.changed] == ["a"]
    assert found.weeks == 1
    assert week(of(changes=()), D(2026, 11, 18)).changed == ()


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


GROUP: dict[str, Any] = {"kind": "group", "items": (item("a/x", "p"),)}
DONE = item("a/y", "p", state="done")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, True),
        ({"kind": "note"}, False),
        ({"applies": "judge"}, True),
        ({"applies": "no"}, False),
        ({"state": "done"}, False),
        ({"proof": Proven("released", "done")}, False),
        ({"before_recording": True}, False),
        (GROUP, True),
        ({**GROUP, "items": (*GROUP["items"], DONE)}, True),
        ({**GROUP, "applies": "no"}, False),
        ({**GROUP, "items": (DONE,)}, False),
    ],
)
def test_what_is_still_to_be_done(fields: dict[str, Any], found: bool) -> None:
    assert is_open(item("a", "p", **fields)) is found


def test_an_exception_matters_until_its_policy_ends_or_it_is_decided() -> None:
    waiting, granted, _ = sample().exceptions
    assert last_day_of(waiting) == D.max
    assert last_day_of(granted) == D(2027, 3, 4)
    assert last_day_of(dataclasses.replace(granted, closes=None)) == D.max


def test_of_the_cycle_before_only_what_comes_after_its_release_counts() -> (
    None
):
    before = of(due("old", D(2027, 3, 24)), due("new", D(2027, 3, 25)))
    found = week(of(), D(2027, 3, 23), previous=before).previous
    assert found is not None
    assert ids(found.having(*State)) == ["new"]
