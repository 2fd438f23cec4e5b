# SPDX-License-Identifier: Apache-2.0
"""What of a checklist matters on one day, or when a cycle is handed over."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from watcher_liaison_guide.checklist.deadlines import (
    is_on_record,
    lapses,
    settles,
    stands,
)
from watcher_liaison_guide.checklist.model import (
    DONE,
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
    """Items of one step that are due on one day: one line of an agenda."""

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
    of something, at present: its last day is no deadline. ``events`` are
    on their next days to come. ``changed`` are the events that an import of
    the last seven days moved, added or removed. ``previous`` is the agenda
    of the cycle before, with what is due after its release.
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
    previous: Agenda | None = None


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
    checklist: Checklist,
    today: datetime.date,
    weeks: int = 1,
    previous: Checklist | None = None,
) -> Agenda:
    """Return the agenda of a day (in UTC), looking *weeks* further weeks on.

    *previous* is the checklist of the cycle before, whose last steps are
    due after its release, in the next cycle's first days.
    """
    this_to = today + (6 - today.weekday()) * _DAY
    next_to = this_to + weeks * _WEEK
    open_items = list(_open_items(checklist.items))
    dated = [
        (item, item.due, lapsing)
        for item, lapsing in open_items
        if item.due is not None and not stands(item)
    ]

    def due(first: datetime.date, last: datetime.date) -> tuple[Entry, ...]:
        return _entries(item for item, day, _ in dated if first <= day <= last)

    return Agenda(
        checklist,
        today,
        this_to,
        this_to + _DAY,
        next_to,
        phases=tuple(one for one in checklist.phases if _is_on(one, today)),
        events=tuple(_events(checklist, today, next_to)),
        late=_entries(
            item for item, day, lapsing in dated if day < today and not lapsing
        ),
        this_week=due(today, this_to),
        following=due(this_to + _DAY, next_to),
        under_way=_entries(
            item
            for item, day, _ in dated
            if item.start and item.start <= today and day > next_to
        ),
        standing=_entries(
            item
            for item, _ in open_items
            if stands(item) and _is_on(item, today)
        ),
        changed=tuple(_changed(checklist, today)),
        exceptions=tuple(
            one
            for one in checklist.exceptions
            if one.decision == "open"
            or (one.decision == "granted" and today <= (one.closes or today))
        ),
        previous=agenda(_after_release(previous), today, weeks)
        if previous
        else None,
    )


def _is_on(one: Item | PhaseDates, day: datetime.date) -> bool:
    return bool(one.start and one.end and one.start <= day <= one.end)


def handoff(checklist: Checklist) -> Handoff:
    """Return what is left of a cycle for whoever comes next."""
    items = [item for item in checklist.items if item.applies != NO]
    tasks = [item for item in items if item.is_task]
    ahead = [
        item
        for item in checklist.walk()
        if item.about == "next" and not item.has_members
    ]
    return Handoff(
        checklist,
        _entries(item for item in ahead if item.applies != NO),
        _entries(
            item for item in _outermost_open(tasks) if item.about != "next"
        ),
        _entries(_outermost_skipped(checklist.items)),
        tuple(
            one for one in checklist.exceptions if one.decision != "refused"
        ),
        sum(1 for item in tasks if not _is_open(item)),
        len(tasks),
    )


def _is_open(item: Item) -> bool:
    """Whether an item is still to be done; a group, while a member is."""
    if item.has_members:
        return any(map(_is_open, item.items))
    return (
        item.is_task
        and item.applies != NO
        and item.state == OPEN
        and not is_on_record(item)
        and not item.before_recording
    )


def _open_items(
    items: Iterable[Item], outer: Item | None = None, lapsing: bool = False
) -> Iterator[tuple[Item, bool]]:
    """Yield open items, and those in them that are due on another day.

    With each is whether it, or what is around it, lapses. What is in an
    item that is done is there unless that settles it.
    """
    for item in items:
        if item.applies == NO or item.state == SKIPPED:
            continue
        own = lapsing or (lapses(item) and not is_on_record(item))
        if item.has_members:
            yield from _open_items(item.items, outer, own)
            continue
        settled = outer is not None and not _is_open(outer)
        if _is_open(item) and not (
            outer is not None
            and (settles(outer, item) if settled else item.due == outer.due)
        ):
            yield item, own
        yield from _open_items(item.items, item, own)


def _outermost_open(items: Iterable[Item]) -> Iterator[Item]:
    """Yield items that are open, or else those in them that still are."""
    for item in items:
        if item.has_members:
            yield from _outermost_open(item.items)
        elif _is_open(item):
            yield item
        elif item.state == DONE or is_on_record(item):
            yield from _outermost_open(
                inner for inner in item.items if not settles(item, inner)
            )


def _outermost_skipped(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if item.state == SKIPPED and not item.has_members:
            yield item
        else:
            yield from _outermost_skipped(item.items)


def _events(
    checklist: Checklist, today: datetime.date, last: datetime.date
) -> Iterator[EventDates]:
    """Yield the events of some days, on their next days to come."""
    for event in checklist.own_events:
        coming = event.on(today)
        first, end = coming.due or coming.start, coming.due or coming.end
        is_near = first and end and first <= last and today <= end
        if is_near and event.id != "release":
            yield coming


def _after_release(checklist: Checklist) -> Checklist:
    """Return what of a checklist is due after the cycle's release."""
    released = checklist.cycle.release_date or datetime.date.max

    def is_after(day: datetime.date | None) -> bool:
        return day is not None and day > released

    return replace(
        checklist,
        items=tuple(one for one in checklist.items if is_after(one.due)),
        events=tuple(
            one for one in checklist.events if is_after(one.due or one.end)
        ),
        phases=tuple(one for one in checklist.phases if is_after(one.end)),
    )


def _entries(items: Iterable[Item]) -> tuple[Entry, ...]:
    """Return items of one step and day together, in the order of days."""
    found: dict[tuple[datetime.date, str, str], list[Item]] = {}
    for item in items:
        why = (item.record.why or "") if item.record else ""
        key = (item.due or datetime.date.max, item.step, why)
        found.setdefault(key, []).append(item)
    entries = [Entry(many[0].due, tuple(many)) for many in found.values()]
    return tuple(sorted(entries, key=lambda one: one.due or datetime.date.max))


def _changed(
    checklist: Checklist, today: datetime.date
) -> Iterator[EventChange]:
    """Yield the changes of the last seven days.

    Of imports whose day is not known, only the newest counts: it may have
    been this week.
    """
    newest = checklist.changes[0].commit if checklist.changes else None
    for change in checklist.own_changes:
        if change.date is None:
            is_recent = change.commit == newest
        else:
            is_recent = today - _WEEK <= change.date <= today
        if is_recent and change.was != change.now:
            yield change
