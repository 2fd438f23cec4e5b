# SPDX-License-Identifier: Apache-2.0
"""What changed between states of a calendar, and what it said before."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar.model import (
    Calendar,
    Change,
    Event,
    SourceNote,
)


class Kind(str, enum.Enum):
    """What happened to an event."""

    CAME = "came"
    MOVED = "moved"
    RENAMED = "renamed"
    WENT = "went"

    def __str__(self) -> str:
        return self.value


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


@dataclass(frozen=True)
class Import:
    """What one import changed, with the state that it read."""

    commit: str | None
    date: datetime.date | None
    differences: tuple[Difference, ...]


def remember(old: Calendar | None, new: Calendar) -> Calendar:
    """Return *new* with the changes of *old*, and what changed since.

    Nothing is added when no event changed, so importing the same state
    again gives the same calendar.
    """
    if old is None:
        return new
    before = {event.name: event for event in old.every_event()}
    after = {event.name: event for event in new.every_event()}
    changed = {
        name: before.get(name)
        for name in [*after, *(name for name in before if name not in after)]
        if _said(before.get(name)) != _said(after.get(name))
    }
    if not changed:
        return replace(new, changes=old.changes)
    change = Change(
        old.source.commit if old.source else None,
        old.source.date if old.source else None,
        {
            name: event and replace(event, stated_at=None)
            for name, event in changed.items()
        },
        new.source.commit if new.source else None,
        new.source.date if new.source else None,
    )
    return replace(new, changes=(*old.changes, change))


def _said(event: Event | None) -> object:
    """Return what counts as a change.

    The line that states a date moves with every text that is added above.
    """
    return event and (event.key, event.basis, event.occurrences)


def history(calendar: Calendar) -> Iterator[Import]:
    """Yield what each import changed, the newest first.

    Where a change does not name its commit, it is that of the state after.
    """
    came: SourceNote | Change | None = calendar.source
    after = {event.name: event for event in calendar.every_event()}
    for change in reversed(calendar.changes):
        before = dict(after)
        for name, event in change.events.items():
            if event is None:
                before.pop(name, None)
            else:
                before[name] = event
        yield Import(
            change.changed_by or (came.commit if came else None),
            change.changed_on or (came.date if came else None),
            _compare(before.values(), after.values()),
        )
        after, came = before, change


def earlier(calendar: Calendar) -> dict[str, Event]:
    """Return events as they were before they last moved.

    The keys are the names that the events have now. Events that have not
    moved since they came are left out.
    """
    found: dict[str, Event] = {}
    names = {event.name: event.name for event in calendar.every_event()}
    for one in history(calendar):
        before = {}
        for difference in one.differences:
            old, new = difference.old, difference.new
            name = names.pop(new.name, None) if new else None
            if name is None or old is None:
                continue
            before[old.name] = name
            if difference.kind is Kind.MOVED:
                found.setdefault(name, old)
        names |= before
    return found


def compare(old: Calendar, new: Calendar) -> tuple[Difference, ...]:
    """Return the differences between two states of a calendar, by date."""
    return _compare(old.every_event(), new.every_event())


def _compare(
    old: Iterable[Event], new: Iterable[Event]
) -> tuple[Difference, ...]:
    """Return what moved, came, went and was renamed, by date.

    The same key is the same event, whatever it is named here: the next
    cycle's elections may take the names of this one's. Without it the name
    counts, and then, where that is certain, the dates of a team's events.
    """
    went = {event.name: event for event in old if event.scheduled}
    came = {event.name: event for event in new if event.scheduled}
    pairs: list[tuple[Event, Event]] = []
    by_key = {(one.team, one.key): one for one in came.values()}
    for one in list(went.values()):
        other = by_key.get((one.team, one.key))
        if one.key and other is not None and other.name in came:
            pairs.append((went.pop(one.name), came.pop(other.name)))
    for name, one in list(went.items()):
        if name in came and _same_cycle(one, came[name]):
            pairs.append((went.pop(name), came.pop(name)))
    for one in list(went.values()):
        same = [other for other in came.values() if _same_days(one, other)]
        rivals = [other for other in went.values() if _same_days(one, other)]
        if len(same) == 1 and len(rivals) == 1:
            pairs.append((went.pop(one.name), came.pop(same[0].name)))
    found = [Difference(Kind.WENT, one, None) for one in went.values()]
    found += [Difference(Kind.CAME, None, one) for one in came.values()]
    for one, other in pairs:
        if one.days != other.days:
            found.append(Difference(Kind.MOVED, one, other))
        elif one.key != other.key:
            found.append(Difference(Kind.RENAMED, one, other))
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


def _same_cycle(one: Event, other: Event) -> bool:
    """Whether the keys of two events do not have initials of two series."""
    initials = {
        event.key[0]
        for event in (one, other)
        if event.key and event.key[1:2] in ("-", "_")
    }
    return len(initials) < 2


def _same_days(one: Event, other: Event) -> bool:
    return one.team == other.team and one.days == other.days
