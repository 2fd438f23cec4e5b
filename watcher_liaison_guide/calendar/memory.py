# SPDX-License-Identifier: Apache-2.0
"""What a calendar said before: kept whenever an import changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from watcher_liaison_guide.calendar.model import Calendar, Change, Event


def by_name(calendar: Calendar) -> dict[str, Event]:
    """Give all events of a calendar, a team's own as ``TEAM/EVENT``."""
    named = dict(calendar.events)
    for team, events in calendar.teams.items():
        named.update(
            {f"{team}/{name}": event for name, event in events.items()}
        )
    return named


def same_dates(one: Event | None, other: Event | None) -> bool:
    """Tell whether two events say the same of the same key.

    The line that states a date does not count: it moves with every text
    that is added above it.
    """
    if one is None or other is None:
        return one is other
    return (one.key, one.basis, one.occurrences) == (
        other.key,
        other.basis,
        other.occurrences,
    )


def remember(old: Calendar | None, new: Calendar) -> Calendar:
    """Give *new* with the changes of *old*, and what changed since.

    Nothing is added when no event changed, so importing the same state
    again gives the same calendar.
    """
    if old is None:
        return new
    before, after = by_name(old), by_name(new)
    changed = {
        name: before.get(name)
        for name in [*after, *(name for name in before if name not in after)]
        if not same_dates(before.get(name), after.get(name))
    }
    changes = old.changes
    if changed:
        source = old.source
        changes = (
            *changes,
            Change(
                source.commit if source else None,
                source.date if source else None,
                _without_lines(changed),
            ),
        )
    return replace(new, changes=changes)


def earlier(calendar: Calendar, name: str) -> Event | None:
    """Give what was last said of an event before what is said now.

    *name* is ``EVENT`` or ``TEAM/EVENT``. None where the calendar has
    said nothing else, or had no such event.
    """
    for change in reversed(calendar.changes):
        if name in change.events:
            return change.events[name]
    return None


def _without_lines(
    events: Mapping[str, Event | None],
) -> dict[str, Event | None]:
    return {
        name: replace(event, stated_at=None) if event else None
        for name, event in events.items()
    }
