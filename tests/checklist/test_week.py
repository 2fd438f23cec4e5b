# SPDX-License-Identifier: Apache-2.0
"""What matters on a day, and at the end of a cycle."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.export.samples import PTL, event, item, sample
from watcher_liaison_guide.checklist.handoff import handoff
from watcher_liaison_guide.checklist.model import (
    Checklist,
    EventChange,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.checklist.week import Row, State, Week, rows, week
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
    return item(name, "p", start=day, end=day, due=day, **more)


def of(*items: Item, **more: Any) -> Checklist:
    """Return the sample with these items instead."""
    return dataclasses.replace(sample(), items=items, **more)


MOVED, NOW = D(2026, 8, 3), D(2026, 11, 18)
THURSDAY, LATER = D(2026, 11, 19), D(2026, 11, 26)
OPTIONAL: dict[str, Any] = {"optional": "if needed"}
#: There is no row at all.
NEVER = "-" * 12
INNER, DONE = due("x/a", THURSDAY), due("x/b", THURSDAY, state="done")


@pytest.mark.parametrize(
    ("fields", "states"),
    [
        # It is late for two weeks, or as long as the phase whose last day is
        # its own, but no longer than to the release.
        ({}, "-uunnttl lwww"),
        ({"end": D(2026, 12, 11)}, "-uunnttl lllw"),
        ({"end": D(2026, 12, 10)}, "-uunnttl lwww"),
        ({"release": D(2026, 12, 2)}, "-uunnttl wwww"),
        ({"release": None}, "-uunnttl lwww"),
        (
            {"release": D(2026, 12, 2), "end": D(2026, 12, 11)},
            "-uunnttl wwww",
        ),
        ({"applies": "judge"}, "-uunntt- ----"),
        (OPTIONAL, "-uunntt- ----"),
        # Without a first day it is only to come.
        ({"start": None}, "---nnttl lwww"),
        # What comes back, or may come in many weeks, has no deadline.
        ({"repeat": sample().items[0].text, "due": None}, "-rrrrrr- ----"),
        ({**OPTIONAL, "end": D(2026, 12, 3)}, "-rrrrrrr r---"),
        ({"applies": "judge", "end": D(2026, 12, 3)}, "-rrrrrrr r---"),
        # What is settled, does not apply or is no step is not to do.
        ({"applies": "no"}, NEVER),
        ({"state": "done"}, NEVER),
        ({"state": "skipped"}, NEVER),
        ({"kind": "event"}, NEVER),
        ({"kind": "note"}, NEVER),
        ({"proof": Proven("released", "done", "1.0")}, NEVER),
        ({"before_recording": True}, NEVER),
        ({"due": None}, NEVER),
        ({"kind": "group", "items": (DONE, INNER)}, "---nnttl lwww"),
        ({"kind": "group", "items": (DONE,)}, NEVER),
        ({"kind": "group", "items": (INNER,), "applies": "no"}, NEVER),
    ],
)
def test_a_step_is_in_a_state_on_each_day(
    fields: dict[str, Any], states: str
) -> None:
    """A state is named by its first letter, none by a dash.

    It is due on 19 November.
    """
    november = [D(2026, 11, day) for day in (1, 2, 8, 9, 15, 16, 19, 20)]
    december = [D(2026, 12, day) for day in (3, 4, 11, 12)]
    begun, released = november[1], fields.pop("release", D(2027, 3, 24))
    days = {"start": begun, "end": THURSDAY, "due": THURSDAY}
    phase = PhaseDates(begun, december[2], id="p", title="P")
    checklist = dataclasses.replace(
        of(item("x", "p", **{**days, **fields}), phases=(phase,)),
        cycle=dataclasses.replace(sample().cycle, release_date=released),
    )
    found = ""
    for day in (*november, *december):
        of_day = week(checklist, day)
        shown = [one.value[0] for one in State if of_day.having(one)]
        found += "".join(shown) or "-"
    assert found == states.replace(" ", "")
    made = rows(checklist)
    assert bool(made) == (states != NEVER)
    for row in made:
        assert row.days.next_week == D(2026, 11, 9) or row.days.is_recurring


WEEK = (
    due("before", D(2026, 11, 15)),
    due("monday", D(2026, 11, 16)),
    due("today", NOW),
    due("sunday", D(2026, 11, 22)),
    due("next", D(2026, 11, 23)),
    due("next-sunday", D(2026, 11, 29)),
    due("after", D(2026, 11, 30)),
)
THIS_WEEK = "late: before monday; this-week: today sunday"
LAPSES = due("outer", D(2026, 11, 17), **OPTIONAL, items=(due("inner", NOW),))
PARENT = due(
    *("outer", THURSDAY),
    items=(
        due("same", THURSDAY),
        due("other", THURSDAY, owner=PTL),
        due("own", LATER),
    ),
)


@pytest.mark.parametrize(
    ("items", "day", "weeks", "wanted"),
    [
        (WEEK, NOW, 0, THIS_WEEK),
        (WEEK, NOW, 1, f"{THIS_WEEK}; next-week: next next-sunday"),
        (WEEK, NOW, 2, f"{THIS_WEEK}; next-week: next next-sunday after"),
        # On a Sunday only that day is left of the week.
        (
            *(WEEK, D(2026, 11, 22), 0),
            "late: before monday today; this-week: sunday",
        ),
        # What is in an item that lapses is not late either.
        ((LAPSES,), NOW, 1, "this-week: inner"),
        ((LAPSES,), THURSDAY, 1, ""),
        # An inner item is listed where it is due on another day or is
        # another role's, also if the outer one is done.
        ((PARENT,), NOW, 1, "this-week: outer other; next-week: own"),
        (
            *((dataclasses.replace(PARENT, state="done"),), NOW, 1),
            "this-week: other; next-week: own",
        ),
        ((dataclasses.replace(PARENT, state="skipped"),), NOW, 1, ""),
    ],
)
def test_a_week_has_what_matters(
    items: tuple[Item, ...], day: datetime.date, weeks: int, wanted: str
) -> None:
    found = week(of(*items), day, weeks)
    listed = [
        f"{state.value}: {' '.join(ids(found, state))}"
        for state in (State.LATE, State.THIS_WEEK, State.NEXT_WEEK)
        if found.having(state)
    ]
    assert "; ".join(listed) == wanted


def test_open_members_of_a_group_make_a_row_for_each_day() -> None:
    x, y, z = due("a/x", THURSDAY), due("a/y", LATER), due("a/z", THURSDAY)
    done = dataclasses.replace(x, id="a/done", state="done")
    group = due("a", THURSDAY, kind="group", items=(x, y, done, z))
    found = rows(of(group, due("b", THURSDAY)))
    assert [ids((row,)) for row in found] == [["a/x", "a/z"], ["b"], ["a/y"]]
    assert [row.first.id for row in found] == ["a/x", "b", "a/y"]
    # A row is about a group of several, and else about its member.
    assert [row.item.id for row in found] == ["a", "b", "a"]
    # The group stands for them where nothing else of it is open.
    assert [row.ids for row in found] == [("a/x", "a/z"), ("b",), ("a/y",)]
    for members, name in (((y, done), "a"), ((y,), "a/y")):
        (row,) = rows(of(dataclasses.replace(group, items=members)))
        assert (row.ids, row.item.id) == ((name,), name)
    # What is in its members is no item that can be recorded.
    inner = tuple(
        dataclasses.replace(done, items=(due(f"{one}/s", LATER, step="s"),))
        for one in ("a/x", "a/y")
    )
    (row,) = rows(of(dataclasses.replace(group, items=inner)))
    assert (row.ids, row.item.id) == (("a/x/s", "a/y/s"), "a/s")


@pytest.mark.parametrize(
    ("day", "what", "wanted"),
    [
        (D(2026, 11, 15), "phases", ""),
        (D(2026, 11, 16), "phases", "milestone-1"),
        (D(2026, 11, 20), "phases", "milestone-1"),
        (D(2026, 11, 21), "phases", ""),
        # What lasts long is listed for its deadline.
        (D(2026, 11, 15), "events", "milestone-1"),
        (NOW, "events", "milestone-1 x"),
        (D(2026, 11, 20), "events", "x"),
        # A span counts from its first day to its last.
        (D(2026, 10, 16), "events", "ptg review-days"),
        # The release has a line of its own.
        (D(2027, 3, 24), "events", ""),
        # What changed in the last seven days.
        (D(2026, 11, 11), "changed", ""),
        (D(2026, 11, 12), "changed", "spec-freeze bug-day"),
        (D(2026, 11, 19), "changed", "spec-freeze bug-day"),
        (D(2026, 11, 20), "changed", ""),
        (D(2026, 10, 2), "changed", "spec-freeze"),
        # One that nobody decided on has to be.
        (D(2027, 3, 4), "exceptions", "live-migration cold-migration endless"),
        (D(2027, 3, 5), "exceptions", "live-migration endless"),
    ],
)
def test_what_else_is_in_a_week(
    day: datetime.date, what: str, wanted: str
) -> None:
    base, long = sample(), {"start": D(2026, 11, 2), "due": D(2026, 11, 29)}
    _, granted, _ = base.exceptions
    endless = dataclasses.replace(granted, id="endless", closes=None)
    checklist = dataclasses.replace(
        base,
        events=(*base.events, event("x", "X", **long)),
        exceptions=(*base.exceptions, endless),
    )
    found = getattr(week(checklist, day), what)
    names = [getattr(one, "event", None) or one.id for one in found]
    assert names == wanted.split()


def test_of_changes_without_a_day_only_the_newest_import_is_told() -> None:
    changes = (
        EventChange("b", "B", D(2026, 11, 1), D(2026, 11, 1), None, "new"),
        EventChange("c", "C", D(2026, 11, 1), D(2026, 11, 2), None, "old"),
        EventChange("a", "A", D(2026, 11, 1), D(2026, 11, 2), None, "new"),
    )
    found = week(of(changes=changes), D(2026, 11, 18))
    assert [change.event for change in found.changed] == ["a"]
    assert week(of(changes=()), D(2026, 11, 18)).changed == ()


def test_what_is_late_for_long_is_only_counted_at_a_hand_off() -> None:
    found = handoff(sample(), D(2026, 12, 4))
    assert (ids(found.left), found.without_record) == (["hostile/<b>x"], 2)
    assert (
        handoff(of(due("x", NOW, kind="group", items=(INNER,))), NOW).done == 0
    )
    done = due("x", NOW, about="next", state="done", items=(INNER,))
    a, b = (handoff(of(done, role=one), NOW) for one in (None, "ptl"))
    assert (a.ahead, a.done, a.total, b.total) == ((), 1, 2, 0)


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        (D(2026, 10, 20), [(D(2026, 10, 20), MOVED)]),
        (D(2026, 10, 21), [(D(2026, 11, 3), None)]),
        (D(2026, 11, 3), [(D(2026, 11, 3), None)]),
        (D(2026, 11, 4), []),
    ],
)
def test_an_event_on_several_days_is_on_the_next_to_come(
    today: datetime.date, wanted: list[object]
) -> None:
    (event,) = (one for one in sample().events if one.id == "review-days")
    moved = dataclasses.replace(event, team=None, was=MOVED)
    found = week(of(events=(moved,)), today, 2).events
    assert [(one.due, one.was) for one in found] == wanted


@pytest.mark.parametrize(
    ("day", "status", "has_previous"),
    [
        (D(2026, 9, 30), "future", False),
        (D(2026, 10, 1), "development", True),
        (D(2026, 12, 1), "development", False),
        (D(2027, 3, 23), "development", False),
        (D(2027, 3, 24), "maintained", False),
    ],
)
def test_the_status_is_that_of_the_day_and_the_last_cycle_is_told_first(
    day: datetime.date, status: str, has_previous: bool, tmp_path: Path
) -> None:
    """2026.2 is released on Wednesday 2026-09-30; its week ends on Friday."""
    library = Library(cycles=tmp_path)
    checklist, _ = library.checklist("2027.1", day)
    assert checklist is not None
    assert (checklist.cycle.status, checklist.as_of) == (status, day)
    previous = library.previous_checklist(checklist, day)
    found = week(checklist, day, 1, previous).previous
    assert (found is not None) == has_previous
    if found is not None:
        assert "rw-check-release/watcher" in ids(found, State.THIS_WEEK)


def test_of_the_last_cycle_only_what_comes_after_its_release_counts() -> None:
    new = due("new", D(2027, 3, 25))
    last = of(due("old", D(2027, 3, 24), items=(new,)))
    assert ids(week(of(), D(2027, 3, 23), 1, last).previous, *State) == ["new"]
