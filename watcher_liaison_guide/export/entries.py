# SPDX-License-Identifier: Apache-2.0
"""What a checklist has for a calendar, by names that last.

There is an entry for each event of the release calendar, for each phase's
window, and for each step with dates of its own. An entry's name is made of
what it is about and never of dates or positions, so a date that moves moves
the entry instead of adding another; what the schedule no longer has is
cancelled.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watcher_liaison_guide.checklist.deadlines import stands
from watcher_liaison_guide.checklist.model import (
    NO,
    Checklist,
    EventChange,
    EventDates,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.badges import other_members
from watcher_liaison_guide.export.markup import item_ids, phase_id
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.export.wording import day
from watcher_liaison_guide.prose import fill

_WEEK = datetime.timedelta(weeks=1)

#: The first day and the last.
Days = tuple[datetime.date, datetime.date]
#: An item and what is around it.
_Placed = tuple[Item, Item | PhaseDates | None]


@dataclass(frozen=True)
class Entry:
    """One event of the file; ``end`` is its last day."""

    name: str
    title: str
    start: datetime.date
    end: datetime.date
    items: tuple[Item, ...] = ()
    about: tuple[str, ...] = ()
    anchor: str | None = None
    sequence: int = 0
    cancelled: bool = False
    due: datetime.date | None = None


def entries(checklist: Checklist) -> list[Entry]:
    """Return all entries in the order of their days."""
    made = _Entries(checklist)
    found = [*made.of_events(), *made.of_phases(), *made.of_steps()]
    return sorted(found, key=lambda entry: (entry.start, entry.name))


def _placed(item: Item, outer: Item | PhaseDates | None) -> Iterator[_Placed]:
    """Yield an item and those in it; the members of a group for the group."""
    if item.has_members:
        for member in item.items:
            yield from _placed(member, outer)
        return
    yield item, outer
    for inner in item.items:
        yield from _placed(inner, item)


class _Entries:
    """Makes the entries of one checklist."""

    def __init__(self, checklist: Checklist) -> None:
        phases = {phase.id: phase for phase in checklist.phases}
        self.checklist = checklist
        self.placed = [
            one
            for item in checklist.items
            for one in _placed(item, phases.get(item.phase))
        ]
        self.ids = item_ids(checklist)
        self.changes = checklist.own_changes

    def of_events(self) -> Iterator[Entry]:
        events = {event.id: event for event in self.checklist.own_events}
        titles = {name: event.title for name, event in events.items()}
        states: dict[str, list[list[Days]]] = {}
        for change in reversed(self.changes):
            name = change.event.rpartition("/")[2]
            titles.setdefault(name, change.title)
            states.setdefault(name, []).append(_days_before(change))
        for name, title in titles.items():
            event = events.get(name)
            before = states.get(name, [])
            days = _shown_days(event.occurrences) if event else []
            items = self.items_of(event) if event else ()
            lasting, gone = named_days([*before, days])
            for suffix, (start, end) in (lasting | gone).items():
                cancelled = suffix in gone
                yield Entry(
                    f"event-{name}{suffix}",
                    display.one_line(title),
                    start,
                    end,
                    items=() if cancelled else items,
                    about=_about(None if cancelled else event),
                    anchor=self.ids[items[0].id]
                    if items and not cancelled
                    else None,
                    sequence=len(before),
                    cancelled=cancelled,
                )

    def items_of(self, event: EventDates) -> tuple[Item, ...]:
        """Return the items that are due with an event, the outermost only."""
        return tuple(
            item
            for item, outer in self.placed
            if _falls_on(item, event)
            and not _lasts_as_long(item, outer)
            and not (isinstance(outer, Item) and _falls_on(outer, event))
        )

    def of_phases(self) -> Iterator[Entry]:
        for phase in self.checklist.phases:
            items = display.items_of(self.checklist, phase)
            if phase.start is None or phase.end is None:
                continue
            if all(map(stands, items)):
                continue  # nothing in it has a last day to be reminded of
            yield Entry(
                f"phase-{phase.id}",
                f"{display.one_line(phase.title)} (steps)",
                phase.start,
                phase.end,
                items,
                anchor=phase_id(phase.id),
                sequence=len(self.changes),
                due=phase.due,
            )

    def of_steps(self) -> Iterator[Entry]:
        """Yield steps due on a day that no phase and no event has."""
        days = {event.id: event.due for event in self.checklist.own_events}
        by_day: dict[tuple[str, datetime.date], list[Item]] = {}
        for item, outer in self.placed:
            if item.due is None or item.applies == NO:
                continue
            if outer is not None and item.due == (outer.due or outer.end):
                continue
            if item.due == days.get(item.event or ""):
                continue
            outermost = item.id.partition("/")[0]
            name = "/".join(dict.fromkeys((outermost, item.step)))
            by_day.setdefault((name, item.due), []).append(item)
        counts = Counter(name for name, _ in by_day)
        for (name, due), items in by_day.items():
            first = items[0]
            if counts[name] > 1:  # members with days of their own
                name = min(one.id for one in items)
            also = other_members(items)
            text = PLAIN.prose_line(fill(first.text, first.filling))
            if len(text) > 80:
                text = text[:80].rsplit(" ", 1)[0].rstrip(" .,;:") + " …"
            yield Entry(
                f"step-{name}",
                f"{text} (also {also})" if also else text,
                due,
                due,
                tuple(items),
                anchor=self.ids[first.id],
                sequence=len(self.changes),
            )


def _days_before(change: EventChange) -> list[Days]:
    if change.before:
        return _shown_days(change.before)
    return [(change.was, change.was)] if change.was is not None else []


def _shown_days(
    occurrences: Iterable[
        tuple[datetime.date, datetime.date, datetime.date | None]
    ],
) -> list[Days]:
    """Return the days to show: each deadline, or a span as a whole."""
    return [(due or start, due or end) for start, end, due in occurrences]


def named_days(
    states: Iterable[list[Days]],
) -> tuple[dict[str, Days], dict[str, Days]]:
    """Return an event's days, and those that are gone, by a lasting name.

    *states* are the days in each state of the schedule, oldest first. An
    event on one day needs no name, and keeps none wherever it moves. One
    on several days has nothing but the week to tell them apart: the name is
    the ISO week in which a day first was, so that a day that comes or goes
    renames no other. A day that alone has moved keeps its name.
    """
    named: dict[str, Days] = {}
    gone: dict[str, Days] = {}
    for days in states:
        before, named, fresh = named, {}, list(days)
        for name, old in before.items():
            for one in days:
                if one in fresh and _week(one) == _week(old):
                    named[name] = one
                    fresh.remove(one)
        lost = {name: before[name] for name in before if name not in named}
        if len(lost) == len(fresh) == 1:
            named[lost.popitem()[0]] = fresh.pop()
        gone.update(lost)
        for one in fresh:
            name = "" if len(days) == 1 else f"-{_week(one)}"
            while name in named:
                name += "-more"
            named[name] = one
        gone = {name: old for name, old in gone.items() if name not in named}
    return named, gone


def _week(days: Days) -> str:
    return days[0].strftime("%G-W%V")


def _falls_on(item: Item, event: EventDates) -> bool:
    """Whether an item is due with an event, and because of it."""
    return (
        item.event == event.id
        and item.due is not None
        and item.due == event.due
        and item.applies != NO
    )


def _lasts_as_long(item: Item, outer: Item | PhaseDates | None) -> bool:
    """Whether an item is the work of weeks, not of their last day."""
    return (
        isinstance(outer, PhaseDates)
        and outer.start is not None
        and outer.end is not None
        and outer.end - outer.start > _WEEK
        and (item.start, item.due) == (outer.start, outer.end)
    )


def _about(event: EventDates | None) -> tuple[str, ...]:
    if event is None:
        return ("No longer in the schedule.",)
    about = [f"Date: {display.BASIS_MEANINGS[event.basis]}."]
    if event.why:
        about.append(display.one_line(event.why))
    if event.was is not None and event.was != event.due:
        about.append(f"It was {day(event.was)}.")
    return tuple(about)
