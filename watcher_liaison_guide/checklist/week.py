# SPDX-License-Identifier: Apache-2.0
"""What of a checklist matters in the week of a day: the one definition.

A row is what one line of an agenda is about. Its days say on which days it
is to come, due, late and without record, so whoever knows them and today
(an agenda here, the page's script in a browser) gets the same week.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from watcher_liaison_guide.checklist.model import (
    NO,
    SKIPPED,
    Checklist,
    EventChange,
    EventDates,
    ExceptionItem,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.checklist.selecting import concerns
from watcher_liaison_guide.checklist.states import (
    has_deadline,
    inside_members,
    is_never_late,
    is_open,
    settles,
)

_DAY = datetime.timedelta(days=1)
_WEEK = datetime.timedelta(days=7)
#: How long a step is late before it is only without record.
_LATE = datetime.timedelta(days=14)


class State(enum.Enum):
    """What a row is on a day that matters for it."""

    UNDER_WAY = "under-way"
    NEXT_WEEK = "next-week"
    THIS_WEEK = "this-week"
    LATE = "late"
    WITHOUT_RECORD = "without-record"
    RECURRING = "recurring"


@dataclass(frozen=True)
class RowDays:
    """The days on which the state of a row changes.

    ``late_until`` is the last day on which the row is late, at least ``due``;
    after it the row is only without record. If it is None, the row is never
    either. If it ``is_recurring``, ``due`` is no deadline, only the last day
    of the row.
    """

    start: datetime.date | None
    due: datetime.date
    late_until: datetime.date | None
    is_recurring: bool

    @property
    def this_week(self) -> datetime.date:
        """The Monday of the week in which the row is due."""
        return self.due - self.due.weekday() * _DAY

    @property
    def next_week(self) -> datetime.date:
        """The Monday of the week before that in which the row is due."""
        return self.this_week - _WEEK

    def state(self, day: datetime.date, weeks: int = 1) -> State | None:
        """Return the state on *day*, *weeks* weeks being the next ones.

        It has none while it is to come, nor once it is over.
        """
        if day > self.due:
            if self.late_until is None:
                return None
            is_late = day <= self.late_until
            return State.LATE if is_late else State.WITHOUT_RECORD
        if self.is_recurring:
            begun = self.start is None or self.start <= day
            return State.RECURRING if begun else None
        if day >= self.this_week:
            return State.THIS_WEEK
        if day >= self.this_week - weeks * _WEEK:
            return State.NEXT_WEEK
        begun = self.start is not None and self.start <= day
        return State.UNDER_WAY if begun else None


@dataclass(frozen=True)
class Row:
    """An open step, or the open members of a group due on one day."""

    items: tuple[Item, ...]
    days: RowDays
    group: Item | None

    @property
    def first(self) -> Item:
        return self.items[0]

    @property
    def item(self) -> Item:
        """What the row is about: its group if that has several members."""
        if self.group is not None and len(self.group.items) > 1:
            return self.group
        return self.first

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids to record: the group's if nothing else of it is open."""
        ids, group = tuple(item.id for item in self.items), self.group
        if group is None or self.item is not group:
            return ids
        is_whole = sum(map(is_open, group.items)) == len(ids)
        is_item = ids[0].startswith(f"{group.id}/")
        return (group.id,) if is_whole and is_item else ids


@dataclass(frozen=True)
class Week:
    """What to talk about in the week of ``today``, Monday to Sunday.

    ``weeks`` is the number of weeks after it. Only rows due after ``since``
    count. ``previous`` is the week of the cycle before, since its release.
    """

    checklist: Checklist
    today: datetime.date
    weeks: int
    previous: Week | None = None
    since: datetime.date = datetime.date.min

    @property
    def monday(self) -> datetime.date:
        return self.today - self.today.weekday() * _DAY

    @property
    def sunday(self) -> datetime.date:
        return self.monday + 6 * _DAY

    @property
    def last_day(self) -> datetime.date:
        """The last day of the weeks to come that are looked at."""
        return self.sunday + self.weeks * _WEEK

    @cached_property
    def _by_state(self) -> dict[State, tuple[Row, ...]]:
        found: dict[State, list[Row]] = {}
        for row in rows(self.checklist):
            state = row.days.state(self.today, self.weeks)
            if state is not None and row.days.due > self.since:
                found.setdefault(state, []).append(row)
        return {state: tuple(rows) for state, rows in found.items()}

    def having(self, *states: State) -> tuple[Row, ...]:
        """Return the rows with one of some states, by these and by day."""
        return tuple(
            row for state in states for row in self._by_state.get(state, ())
        )

    @property
    def phases(self) -> tuple[PhaseDates, ...]:
        """The phases that the day is in."""
        return tuple(
            one
            for one in self.checklist.phases
            if one.start and one.end and one.start <= self.today <= one.end
        )

    @property
    def events(self) -> tuple[EventDates, ...]:
        """The events until the last day, on their next days to come."""
        coming = (
            one.on(self.today)
            for one in self.checklist.own_events
            if one.id != "release"
        )
        return tuple(
            one
            for one in coming
            if (first := one.due or one.start)
            and (last := one.due or one.end)
            and first <= self.last_day
            and self.today <= last
        )

    @property
    def changed(self) -> tuple[EventChange, ...]:
        """The events that a recent import moved, added or removed."""
        return tuple(
            change
            for change, first, last in recent_changes(self.checklist)
            if first <= self.today <= last
        )

    @property
    def exceptions(self) -> tuple[ExceptionItem, ...]:
        return tuple(
            one
            for one in self.checklist.exceptions
            if one.decision != "refused" and self.today <= last_day_of(one)
        )


def week(
    checklist: Checklist,
    today: datetime.date,
    weeks: int = 1,
    previous: Checklist | None = None,
) -> Week:
    """Return the week of a day (in UTC), looking *weeks* further weeks on.

    *previous* is the checklist of the cycle before, whose last steps are
    due after its release, in the next cycle's first days.
    """
    before = None
    if previous is not None:
        released = previous.cycle.release_date or datetime.date.max
        before = Week(previous, today, weeks, since=released)
    return Week(checklist, today, weeks, before)


# -- rows


def rows(checklist: Checklist) -> tuple[Row, ...]:
    """Return what is to be done in a cycle by the days on which it is due."""
    ends = {phase.id: phase.end for phase in checklist.phases}
    released = checklist.cycle.release_date or datetime.date.max
    found: dict[tuple[str, RowDays], tuple[Item | None, list[Item]]] = {}
    for item, group, never_late in _open_items(checklist.items):
        is_recurring = not has_deadline(item)
        due = item.end if is_recurring else item.due
        if due is None or not concerns(item, checklist.role):
            continue
        late_until = None
        if not never_late:
            # A window of its own is over before that of its phase.
            of_phase = item.end if item.end == ends.get(item.phase) else None
            late = max(due + _LATE, of_phase or due)
            late_until = min(late, max(released, due))
        days = RowDays(item.start, due, late_until, is_recurring)
        key = (group or item).id, days
        found.setdefault(key, (group, []))[1].append(item)
    made = [
        Row(tuple(items), days, group)
        for (_, days), (group, items) in found.items()
    ]
    return tuple(sorted(made, key=lambda row: row.days.due))


def _open_items(
    items: Iterable[Item],
    outer: Item | None = None,
    group: Item | None = None,
    never_late: bool = False,
) -> Iterator[tuple[Item, Item | None, bool]]:
    """Yield open items, and those in them of another day or another role.

    With each are the group whose member it is, and whether it, or an item
    around it, is never late. Items in one that is done are among them unless
    that one settles them.
    """
    for item in items:
        if item.applies == NO or item.state == SKIPPED:
            continue
        if item.has_members:
            inner = {one.step: one for one in inside_members(item)}
            found = _open_items(item.items, outer, item, never_late)
            for one, of, exempt in found:
                yield one, of or inner.get(one.step), exempt
            continue
        own = never_late or is_never_late(item)
        is_part = (
            outer is not None
            and settles(outer, item)
            and (item.due == outer.due or not is_open(outer))
        )
        if is_open(item) and not is_part:
            yield item, group, own
        yield from _open_items(item.items, item, None, own)


# -- events


def recent_changes(
    checklist: Checklist,
) -> Iterator[tuple[EventChange, datetime.date, datetime.date]]:
    """Yield changes with the first and last day on which they are recent.

    That is seven days. Of imports whose day is not known, only the newest
    counts: it may have been this week.
    """
    newest = checklist.changes[0].commit if checklist.changes else None
    for change in checklist.own_changes:
        if change.was == change.now:
            continue
        if change.date is not None:
            yield change, change.date, change.date + _WEEK
        elif change.commit == newest:
            yield change, datetime.date.min, datetime.date.max


def last_day_of(exception: ExceptionItem) -> datetime.date:
    """Return the last day on which an exception matters.

    One that is granted ends with its policy; an open one waits.
    """
    if exception.decision == "granted" and exception.closes is not None:
        return exception.closes
    return datetime.date.max
