# SPDX-License-Identifier: Apache-2.0
"""The events of a cycle as one team follows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar.model import (
    CANONICAL_EVENTS,
    Basis,
    Calendar,
    Event,
    Occurrence,
)
from watcher_liaison_guide.checklist.cycle_file import CycleFile
from watcher_liaison_guide.guide.model import Guide


@dataclass(frozen=True)
class TeamEvents:
    """Events by id, now and as they were before they last changed.

    ``before`` has only events whose date was another one, also those that
    are gone. Without a calendar only the events of ``settled``, on which
    the team has decided, are known to be scheduled or not.
    """

    now: Mapping[str, Event]
    before: Mapping[str, Event]
    has_calendar: bool = True
    settled: frozenset[str] = frozenset()

    def __call__(self, name: str) -> Event:
        return self.now.get(name) or Event(name)

    def scheduled(self, name: str) -> bool | None:
        """Whether an event is scheduled, None if nobody can tell."""
        if self(name).scheduled:
            return True
        known = self.has_calendar or name in self.settled
        return False if known else None

    def earlier(self, name: str) -> Event:
        """Return the event as it was before, or as it is."""
        return self.before.get(name) or self(name)


def team_events(
    guide: Guide, calendar: Calendar | None, cycle_file: CycleFile | None
) -> TeamEvents:
    """Join the calendar's events, the guide's, and the team's own dates.

    What the team wrote in its cycle file comes before the schedule's
    event of the team, this before the cross-project one; an event that is
    still without a date falls back where the guide says so.
    """
    official = dict(calendar.events) if calendar else {}
    for team, events in (calendar.teams if calendar else {}).items():
        for event in events.values():
            name = own_id(guide, team, event)
            if name is not None:
                official[name] = replace(event, id=name)
    changed: dict[str, Event] = {}
    for change in calendar.changes if calendar else ():
        for key, was in change.events.items():
            name = changed_id(guide, key, was)
            if was is not None and name is not None:
                changed[name] = was
    now = _with_team(guide, official, cycle_file)
    past = _with_team(guide, {**official, **changed}, cycle_file)
    before = {
        name: event
        for name, event in past.items()
        if event.scheduled and _days(event) != _days(now.get(name))
    }
    own = cycle_file.events if cycle_file else {}
    return TeamEvents(now, before, calendar is not None, frozenset(own))


def own_id(guide: Guide, team: str, event: Event) -> str | None:
    """Return the guide's id of a team's event, None for another team's."""
    key = event.key or event.id
    bare = key.split("-", 1)[-1]
    for name, one in guide.events.items():
        if bare in one.keys or key in one.keys:
            return name
    return event.id if team.lower() == guide.project.team.lower() else None


def changed_id(guide: Guide, name: str, event: Event | None) -> str | None:
    """Return the guide's id of an event of a change, None for others'.

    A calendar's changes name a team's own events ``TEAM/EVENT``.
    """
    team, slash, inner = name.partition("/")
    if not slash:
        return name
    return own_id(guide, team, event or Event(inner))


def _days(event: Event | None) -> list[object]:
    occurrences = event.occurrences if event else ()
    return [(one.start, one.end, one.due) for one in occurrences]


def _with_team(
    guide: Guide,
    official: Mapping[str, Event],
    cycle_file: CycleFile | None,
) -> dict[str, Event]:
    own = cycle_file.events if cycle_file else {}
    events: dict[str, Event] = {}
    for name in [*CANONICAL_EVENTS, *guide.events, *official, *own]:
        event = official.get(name) or Event(name)
        if name in own:
            day = own[name].date
            event = replace(
                event,
                basis=Basis.TEAM if day else Basis.NOT_SCHEDULED,
                occurrences=(Occurrence(day, day, day),) if day else (),
                stated_at=None,
            )
        events[name] = event
    for name in events:
        if events[name].scheduled or name in own:
            continue
        for follow in _fallbacks(guide, name):
            event = events.get(follow, Event(follow))
            if event.scheduled:
                events[name] = replace(
                    events[name],
                    basis=Basis.FALLS_BACK,
                    occurrences=event.occurrences,
                )
            if event.scheduled or follow in own:
                break
    return events


def _fallbacks(guide: Guide, name: str) -> Iterator[str]:
    """Yield the events that one falls back to, one after the other."""
    seen = {name}
    while name in guide.events:
        after = guide.events[name].falls_back
        if after is None or after in seen:
            return
        name = after
        seen.add(name)
        yield name
