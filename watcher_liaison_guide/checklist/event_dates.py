# SPDX-License-Identifier: Apache-2.0
"""A cycle's events for display: dates, reasons, and what has changed."""

from __future__ import annotations

import datetime
from dataclasses import replace

from watcher_liaison_guide.calendar import titles
from watcher_liaison_guide.calendar.model import (
    Calendar,
    Change,
    Event,
    SourceNote,
)
from watcher_liaison_guide.checklist.conditions import event_title
from watcher_liaison_guide.checklist.events import changed_id, own_id
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import (
    Days,
    EventChange,
    EventDates,
)


def date_order(day: datetime.date | None) -> datetime.date:
    """Return what sorts a day; none comes last."""
    return day or datetime.date.max


def event_dates(
    facts: Facts, calendar: Calendar | None
) -> tuple[EventDates, ...]:
    """Return the cycle's events in date order, other teams' included."""
    own = facts.cycle_file.events if facts.cycle_file else {}
    found = [
        _event_dates(
            facts,
            event,
            was=_earlier_due(facts, name),
            why=own[name].why if name in own else None,
        )
        for name, event in facts.events.now.items()
    ]
    found += [
        _event_dates(facts, replace(event, team=team))
        for team, events in (calendar.teams if calendar else {}).items()
        for event in events.values()
        if own_id(facts.guide, team, event) is None
    ]
    return tuple(
        sorted(
            found, key=lambda one: (date_order(one.start), date_order(one.due))
        )
    )


def _earlier_due(facts: Facts, name: str) -> datetime.date | None:
    before = facts.events.before.get(name)
    earlier = _day(before)
    return earlier if earlier != _day(facts.events(name)) else None


def _day(event: Event | None) -> datetime.date | None:
    return (event.due or event.start) if event else None


def _occurrences(event: Event | None) -> Days:
    found = event.occurrences if event else ()
    return tuple((one.start, one.end, one.due) for one in found)


def _event_dates(
    facts: Facts,
    event: Event,
    was: datetime.date | None = None,
    why: str | None = None,
) -> EventDates:
    return EventDates(
        event.id,
        event_title(facts, event.id),
        event.team,
        event.key,
        event.start,
        event.end,
        event.due,
        event.basis,
        was,
        _occurrences(event),
        why,
    )


def event_changes(
    calendar: Calendar | None, facts: Facts
) -> tuple[EventChange, ...]:
    """Return what each import changed, newest first.

    A calendar keeps what it said before, with the commit of that; the
    change itself came with the state after it, whose day is shown here.
    """
    if calendar is None:
        return ()
    found: list[EventChange] = []
    after: dict[str, Event | None] = {**calendar.events}
    for team, events in calendar.teams.items():
        after |= {f"{team}/{name}": event for name, event in events.items()}
    came: SourceNote | Change | None = calendar.source
    for change in reversed(calendar.changes):
        for name, before in change.events.items():
            now = after.get(name)
            found.append(_change(facts, name, before, now, came))
        after.update(change.events)
        came = change
    return tuple(found)


def _change(
    facts: Facts,
    name: str,
    before: Event | None,
    now: Event | None,
    came: SourceNote | Change | None,
) -> EventChange:
    own = changed_id(facts.guide, name, now or before)
    team, slash, _ = name.partition("/")
    other = slash and own is None
    event = now or before or Event(name)
    return EventChange(
        own or name,
        titles.title(replace(event, team=team))
        if other
        else event_title(facts, own or name),
        _day(before),
        _day(now),
        came.date if came else None,
        came.commit if came else None,
        _occurrences(before),
        team if other else None,
    )
