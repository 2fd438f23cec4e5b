# SPDX-License-Identifier: Apache-2.0
"""What changed between states of a calendar, and what it said before."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar.model import (
    Calendar,
    Change,
    Event,
    SourceNote,
)


class Kind(enum.StrEnum):
    """What happened to an event."""

    CAME = "came"
    MOVED = "moved"
    RENAMED = "renamed"
    WENT = "went"


@dataclass(frozen=True)
class Difference:
    """One event that is not what it was; one of the two may be None."""

    kind: Kind
    old: Event | None
    new: Event | None

    @property
    def event(self) -> Event:
        found = self.new or self.old
        assert found is not None
        return found


def remember(old: Calendar | None, new: Calendar) -> Calendar:
    """Return *new* with the changes of *old*, and what changed since.

    Nothing is added when no event changed, so importing the same state
    again gives the same calendar.
    """
    if old is None:
        return new
    # The line that states a date moves with every text that is added above.
    before, after = (
        {
            name: replace(event, stated_at=None)
            for name, event in one.by_name.items()
        }
        for one in (old, new)
    )
    events = {
        name: before.get(name)
        for name in after | before
        if before.get(name) != after.get(name)
    }
    if not events:
        return replace(new, changes=old.changes)
    was, now = (one.source or SourceNote("") for one in (old, new))
    change = Change(was.commit, was.date, events, now.commit, now.date)
    return replace(new, changes=(*old.changes, change))


def history(calendar: Calendar) -> Iterator[tuple[Difference, ...]]:
    """Yield what each import changed, the newest first."""
    after = calendar.by_name
    for change in reversed(calendar.changes):
        states = {**after, **change.events}
        before = {name: event for name, event in states.items() if event}
        yield compare(before, after)
        after = before


def days_before(calendar: Calendar) -> dict[str, datetime.date | None]:
    """Return the days that events were on before they last moved.

    The keys are the names that the events have now. Events that have not
    moved since they came are left out.
    """
    found: dict[str, Event] = {}
    now = calendar.by_name
    names = {name: name for name in now}
    for differences in history(calendar):
        before = {}
        for one in differences:
            name = names.pop(one.new.name, None) if one.new else None
            if name is None or one.old is None:
                continue
            before[one.old.name] = name
            if one.kind is Kind.MOVED:
                found.setdefault(name, one.old)
        names |= before
    return {
        name: event.day
        for name, event in found.items()
        if event.day != now[name].day
    }


def compare(
    old: Mapping[str, Event], new: Mapping[str, Event]
) -> tuple[Difference, ...]:
    """Return what moved, came, went and was renamed, by date.

    The same key is the same event, whatever it is named here: the next
    cycle's elections may take the names of this one's. Without it the name
    counts, and then, where that is certain, the dates of a team's events.
    """
    went = {name: event for name, event in old.items() if event.scheduled}
    came = {name: event for name, event in new.items() if event.scheduled}
    found = []
    for same in (_same_key, _same_name, _same_days):
        for one in list(went.values()):
            others = [other for other in came.values() if same(one, other)]
            rivals = [other for other in went.values() if same(one, other)]
            if len(others) != 1 or len(rivals) != 1:
                continue
            other = came.pop(others[0].name)
            del went[one.name]
            if _deadlines(one) != _deadlines(other):
                found.append(Difference(Kind.MOVED, one, other))
            elif one.key != other.key:
                found.append(Difference(Kind.RENAMED, one, other))
    found += [Difference(Kind.WENT, one, None) for one in went.values()]
    found += [Difference(Kind.CAME, None, one) for one in came.values()]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.event.day or datetime.date.max,
                one.event.team or "",
                one.event.id,
            ),
        )
    )


def _deadlines(event: Event) -> list[object]:
    """Return by when to act, or the days of what lasts."""
    return [one.due or (one.start, one.end) for one in event.occurrences]


def _same_key(one: Event, other: Event) -> bool:
    return bool(one.key) and (one.team, one.key) == (other.team, other.key)


def _same_name(one: Event, other: Event) -> bool:
    """Whether the names are, with keys that are not of two series."""
    initials = {
        event.key[0]
        for event in (one, other)
        if event.key and event.key[1:2] in ("-", "_")
    }
    return one.name == other.name and len(initials) < 2


def _same_days(one: Event, other: Event) -> bool:
    return (one.team, one.days) == (other.team, other.days)
