# SPDX-License-Identifier: Apache-2.0
"""What a checklist has for a calendar, by names that last.

There are two feeds: the events of the release calendar, each with the steps
due with it, and the steps by themselves. An entry's name is made of what it
is about and never of dates or positions, so a date that moves moves the entry
instead of adding another; what the schedule no longer has is cancelled.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watcher_liaison_guide.calendar.model import OF_OTHERS, Basis, Days
from watcher_liaison_guide.checklist.deadlines import has_deadline
from watcher_liaison_guide.checklist.model import (
    NO,
    Checklist,
    EventChange,
    EventDates,
    Item,
)
from watcher_liaison_guide.checklist.week import is_open
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.item_words import tasks_of
from watcher_liaison_guide.export.markup import item_ids
from watcher_liaison_guide.export.wording import day

#: The first day and the last.
_Span = tuple[datetime.date, datetime.date]

_BASIS = {
    Basis.STATED: "The schedule states this day.",
    Basis.THURSDAY_RULE: "The schedule names the week. By convention, its "
    "Thursday is the deadline.",
    Basis.WEEK: "The schedule names the week. Its Thursday is the last day "
    "to act.",
    Basis.FALLS_BACK: "It has no date of its own, so another event's "
    "date applies.",
    Basis.TEAM: "The team has set this day.",
}


@dataclass(frozen=True)
class Entry:
    """One event of the file, on one span of days or on several days.

    ``is_deadline``: something is still to be done by its last day.
    """

    name: str
    title: str
    days: tuple[_Span, ...]
    items: tuple[Item, ...] = ()
    about: tuple[str, ...] = ()
    anchor: str | None = None
    key: str | None = None
    sequence: int = 0
    cancelled: bool = False
    is_deadline: bool = False
    is_step: bool = False


def deadlines(checklist: Checklist) -> list[Entry]:
    """Return an entry for each event that concerns the team, by their days."""
    return _by_day(_of_events(checklist))


def steps(checklist: Checklist) -> list[Entry]:
    """Return an entry for each step with a deadline, in order of their days.

    Recurring and as-needed steps have no deadline.
    """
    ids = item_ids(checklist)
    found = (
        Entry(
            f"step-{item.id}",
            display.one_line(item.short),
            tuple((due, due) for due in days),
            (item,),
            anchor=ids[item.id],
            sequence=len(checklist.own_changes),
            is_deadline=is_open(item) and _is_to_come(days[-1], checklist),
            is_step=True,
        )
        for outer in checklist.items
        for item in tasks_of(outer)
        if has_deadline(item) and (days := _last_days(item))
    )
    return _by_day(found)


def _by_day(found: Iterable[Entry]) -> list[Entry]:
    return sorted(found, key=lambda entry: (entry.days, entry.name))


def _last_days(item: Item) -> list[datetime.date]:
    """Return the days on which an item, or a group's open members, are due."""
    every = [item]
    if item.has_members:
        inner = [one for one in item.walk() if one is not item]
        applying = [one for one in inner if one.applies != NO]
        every = list(filter(is_open, applying)) or applying
    return sorted({one.due for one in every if one.due is not None})


def _of_events(checklist: Checklist) -> Iterator[Entry]:
    events = {event.id: event for event in checklist.own_events}
    changes_of: dict[str, list[EventChange]] = {name: [] for name in events}
    for change in checklist.own_changes:
        name = change.event.rpartition("/")[2]
        changes_of.setdefault(name, []).append(change)
    ids = item_ids(checklist)
    foreign = OF_OTHERS - {item.event for item in checklist.walk()}
    for name, changes in changes_of.items():
        event = events.get(name)
        title = event.title if event else changes[0].title
        if name in foreign and not (event and event.basis is Basis.TEAM):
            continue
        days = _days(event.occurrences) if event else ()
        if not days:  # cancelled, on the days that it was on last
            event = None
            days = next(filter(None, map(_days_before, changes)), ())
        if not days:
            continue
        items = _due_with(checklist, event) if event else ()
        tasks = tuple(item for item in items if item.is_task)
        yield Entry(
            f"event-{name}",
            display.one_line(title),
            days,
            tasks,
            _about(event),
            anchor=ids[items[0].id] if items else None,
            key=event.key if event else None,
            sequence=len(changes),
            cancelled=event is None,
            is_deadline=event is not None
            and event.due is not None
            and _is_to_come(days[-1][1], checklist)
            and (not tasks or any(map(is_open, tasks))),
        )


def _due_with(checklist: Checklist, event: EventDates) -> tuple[Item, ...]:
    """Return the items that are due with an event, and because of it."""
    return tuple(
        item
        for item in checklist.items
        if item.event == event.id
        and item.due == event.due is not None
        and item.applies != NO
        and has_deadline(item)
    )


def last_known_day(checklist: Checklist) -> datetime.date | None:
    """Return the latest day that is known to have come, whatever the clock."""
    cycle, source = checklist.cycle, checklist.source
    days = [one.date for one in checklist.changes]
    days += [one.record.on for one in checklist.walk() if one.record]
    days.append(source.date if source is not None else None)
    if cycle.status not in (None, "future", "development", "unknown"):
        days.append(cycle.release_date)
    return max(filter(None, days), default=None)


def _is_to_come(day: datetime.date, checklist: Checklist) -> bool:
    """Whether a day is not known to be over."""
    now = checklist.as_of or last_known_day(checklist)
    return now is None or day >= now


def _days_before(change: EventChange) -> tuple[_Span, ...]:
    if change.before:
        return _days(change.before)
    return ((change.was, change.was),) if change.was is not None else ()


def _days(occurrences: Days) -> tuple[_Span, ...]:
    """Return the days to show: each deadline, or a span as a whole.

    An event of a calendar repeats with one length only, so spans of several
    lengths are shown day by day.
    """
    found = [(due or start, due or end) for start, end, due in occurrences]
    if len({end - start for start, end in found}) > 1:
        found = [
            (datetime.date.fromordinal(number),) * 2
            for start, end in found
            for number in range(start.toordinal(), end.toordinal() + 1)
        ]
    return tuple(sorted(found))


def _about(event: EventDates | None) -> tuple[str, ...]:
    if event is None:
        return ("No longer in the schedule.",)
    about = [_BASIS.get(event.basis, ""), display.one_line(event.why or "")]
    if event.was is not None and event.was != event.due:
        about.append(f"It was {day(event.was)}.")
    return tuple(filter(None, about))
