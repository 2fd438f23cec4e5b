# SPDX-License-Identifier: Apache-2.0
"""A cycle's events for display: dates, reasons, and what has changed."""

from __future__ import annotations

import datetime
from dataclasses import replace

from watcher_liaison_guide.calendar.model import (
    Calendar,
    Change,
    Event,
    SourceNote,
)
from watcher_liaison_guide.checklist.conditions import event_title
from watcher_liaison_guide.checklist.events import TeamEvents
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import EventChange, EventDates


def date_order(day: datetime.date | None) -> datetime.date:
    """Give what sorts a day; none comes last."""
    return day or datetime.date.max


def event_dates(
    facts: Facts, calendar: Calendar | None
) -> tuple[EventDates, ...]:
    """Give the cycle's events in date order, other teams' own included."""
    events = facts.events
    own = facts.cycle_file.events if facts.cycle_file else {}
    found = []
    for name, event in events.now.items():
        team_word = own.get(name)
        found.append(
            _event_dates(
                event,
                event_title(facts, name),
                _earlier_due(events, name),
                team_word.why if team_word else None,
            )
        )
    team = facts.guide.project.team.lower()
    for name, others in (calendar.teams if calendar else {}).items():
        for event in others.values():
            shown = events.now.get(event.id)
            if name.lower() == team and shown and shown.team == name:
                continue  # it stands above, under the team's own id
            found.append(
                _event_dates(
                    replace(event, team=name),
                    event_title(facts, event.id),
                    None,
                    None,
                )
            )
    return tuple(
        sorted(
            found, key=lambda one: (date_order(one.start), date_order(one.due))
        )
    )


def _earlier_due(events: TeamEvents, name: str) -> datetime.date | None:
    before = events.before.get(name)
    if before is None:
        return None
    earlier = before.due or before.start
    now = events(name)
    return earlier if earlier != (now.due or now.start) else None


def _event_dates(
    event: Event, title: str, was: datetime.date | None, why: str | None
) -> EventDates:
    return EventDates(
        event.id,
        title,
        event.team,
        event.key,
        event.start,
        event.end,
        event.due,
        event.basis,
        was,
        tuple((one.start, one.end, one.due) for one in event.occurrences),
        why,
    )


def event_changes(
    calendar: Calendar | None, facts: Facts
) -> tuple[EventChange, ...]:
    """Give what each import changed, newest first.

    A calendar keeps what it said before, with the commit of that; the
    change itself came with the state after it, whose day is told here.
    """
    if calendar is None:
        return ()
    found: list[EventChange] = []
    after: dict[str, Event] = dict(calendar.events)
    came: SourceNote | Change | None = calendar.source
    for change in reversed(calendar.changes):
        for name, before in change.events.items():
            now = after.get(name)
            found.append(
                EventChange(
                    name,
                    event_title(facts, name),
                    (before.due or before.start) if before else None,
                    (now.due or now.start) if now else None,
                    came.date if came else None,
                    came.commit if came else None,
                    tuple(
                        (one.start, one.end, one.due)
                        for one in (before.occurrences if before else ())
                    ),
                )
            )
        for name, before in change.events.items():
            if before is None:
                after.pop(name, None)
            else:
                after[name] = before
        came = change
    return tuple(found)
