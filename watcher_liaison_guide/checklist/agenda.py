# SPDX-License-Identifier: Apache-2.0
"""What of a checklist matters on one day, or when a cycle is handed over."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watcher_liaison_guide.checklist.deadlines import (
    is_on_record,
    lapses,
    stands,
)
from watcher_liaison_guide.checklist.model import (
    NO,
    OPEN,
    SKIPPED,
    Checklist,
    EventChange,
    EventDates,
    ExceptionItem,
    Item,
    PhaseDates,
)

_DAY = datetime.timedelta(days=1)
_WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Entry:
    """Items of one step that are due on one day: one line to talk about."""

    due: datetime.date | None
    items: tuple[Item, ...]

    @property
    def first(self) -> Item:
        return self.items[0]


@dataclass(frozen=True)
class Agenda:
    """What to talk about in the week of ``today``.

    A week is Monday to Sunday. ``this_week`` begins with today, ``late``
    is what was due before and had to be done, ``following`` what is due
    from ``next_from`` to ``next_to``, and ``under_way`` what has begun and
    is due later. ``standing`` is what is done again and again, or in case
    of something, at present: its last day is no deadline. ``changed`` are
    the events that an import of the last seven days moved, added or removed.
    """

    checklist: Checklist
    today: datetime.date
    this_to: datetime.date
    next_from: datetime.date
    next_to: datetime.date
    phases: tuple[PhaseDates, ...]
    events: tuple[EventDates, ...]
    late: tuple[Entry, ...]
    this_week: tuple[Entry, ...]
    following: tuple[Entry, ...]
    under_way: tuple[Entry, ...]
    standing: tuple[Entry, ...]
    changed: tuple[EventChange, ...]
    exceptions: tuple[ExceptionItem, ...]


@dataclass(frozen=True)
class Handoff:
    """What the liaison of the next cycle must know of this one.

    ``ahead`` are the steps that prepare the next cycle, whatever their
    state; ``left`` is what else is open.
    """

    checklist: Checklist
    ahead: tuple[Entry, ...]
    left: tuple[Entry, ...]
    skipped: tuple[Entry, ...]
    exceptions: tuple[ExceptionItem, ...]
    done: int
    total: int


def agenda(
    checklist: Checklist, today: datetime.date, weeks: int = 1
) -> Agenda:
    """Give the agenda of a day (in UTC), looking *weeks* further weeks on."""
    this_to = today + (6 - today.weekday()) * _DAY
    next_to = this_to + weeks * _WEEK
    dated = [
        (item, lapsing)
        for item, lapsing in _with_dates_of_their_own(checklist.items)
        if item.due is not None and _to_do(item) and not is_on_record(item)
    ]
    due = [(item, lapsing) for item, lapsing in dated if not stands(item)]

    def entries(
        first: datetime.date, last: datetime.date
    ) -> tuple[Entry, ...]:
        return _entries(
            item for item, _ in due if item.due and first <= item.due <= last
        )

    return Agenda(
        checklist,
        today,
        this_to,
        this_to + _DAY,
        next_to,
        tuple(
            phase
            for phase in checklist.phases
            if phase.start is not None
            and phase.end is not None
            and phase.start <= today <= phase.end
        ),
        tuple(
            event
            for event in checklist.own_events
            if event.id != "release"
            and any(
                (due or start) <= next_to and today <= (due or end)
                for start, end, due in event.occurrences
            )
        ),
        _entries(
            item
            for item, lapsing in due
            if item.due and item.due < today and not lapsing
        ),
        entries(today, this_to),
        entries(this_to + _DAY, next_to),
        _entries(
            item
            for item, _ in due
            if item.start
            and item.due
            and item.start <= today
            and item.due > next_to
        ),
        _entries(
            item
            for item, _ in dated
            if stands(item)
            and item.start
            and item.end
            and item.start <= today <= item.end
        ),
        tuple(_changed(checklist, today)),
        tuple(
            one
            for one in checklist.exceptions
            if one.decision == "open"
            or (
                one.decision == "granted"
                and (one.closes is None or today <= one.closes)
            )
        ),
    )


def handoff(checklist: Checklist) -> Handoff:
    """Give what is left of a cycle for whoever comes next."""
    items = [item for item in checklist.items if item.applies != NO]
    tasks = [item for item in items if item.kind != "event"]
    ahead = [item for item in checklist.walk() if item.about == "next"]
    return Handoff(
        checklist,
        _entries(item for item in ahead if item.applies != NO),
        _entries(
            item
            for item in tasks
            if _to_do(item) and not is_on_record(item) and item.about != "next"
        ),
        _entries(item for item in _outermost_skipped(checklist.items)),
        tuple(
            one for one in checklist.exceptions if one.decision != "refused"
        ),
        sum(1 for item in tasks if item.state != OPEN or is_on_record(item)),
        len(tasks),
    )


def _to_do(item: Item) -> bool:
    return item.kind != "event" and item.applies != NO and item.state == OPEN


def _with_dates_of_their_own(
    items: Iterable[Item], lapsing: bool = False
) -> Iterator[tuple[Item, bool]]:
    """Give items, and those in them that are due on another day.

    With each stands whether it, or what is around it, lapses.
    """
    for item in items:
        own = lapsing or lapses(item)
        yield item, own
        if item.state == OPEN and item.applies != NO:
            for inner, told in _with_dates_of_their_own(item.items, own):
                if inner.due != item.due:
                    yield inner, told


def _outermost_skipped(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if item.state == SKIPPED:
            yield item
        else:
            yield from _outermost_skipped(item.items)


def _entries(items: Iterable[Item]) -> tuple[Entry, ...]:
    """Gather items of one step and day, in the order of their days."""
    latest = datetime.date.max
    found: dict[tuple[datetime.date, str, str], list[Item]] = {}
    for item in items:
        why = (item.record.why or "") if item.record else ""
        key = (item.due or latest, item.step, why)
        found.setdefault(key, []).append(item)
    return tuple(
        Entry(many[0].due, tuple(many))
        for key, many in sorted(found.items(), key=lambda pair: pair[0][0])
    )


def _changed(
    checklist: Checklist, today: datetime.date
) -> Iterator[EventChange]:
    """Give the changes of the last seven days.

    Of an import whose day is not known, only the newest is given: it may
    have been this week.
    """
    newest = checklist.changes[0].commit if checklist.changes else None
    for change in checklist.changes:
        if change.was == change.now:
            continue
        if change.date is not None:
            if today - _WEEK <= change.date <= today:
                yield change
        elif change.commit == newest:
            yield change
