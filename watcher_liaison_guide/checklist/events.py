# SPDX-License-Identifier: Apache-2.0
"""The events of a cycle as one team follows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar.model import (
    CANONICAL_EVENTS,
    Basis,
    Calendar,
    Event,
    Occurrence,
)
from watcher_liaison_guide.checklist.cycle_file import CycleFile, TeamEvent
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
        """Return the event of an id, one without days where there is none."""
        return self.now.get(name) or Event(name)

    def scheduled(self, name: str) -> bool | None:
        """Whether an event is scheduled, None if it is unknown."""
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
    """Return the calendar's events with the guide's and the team's dates.

    A date in the team's cycle file has precedence over the schedule's event
    of the team, and this over the cross-project one. An event that still
    has no date falls back to the one that the guide names, if any.
    """
    official: dict[str, Event] = {}
    for event in calendar.every_event() if calendar else ():
        name = own_id(guide, event)
        if name is not None:
            official[name] = replace(event, id=name)
    changed: dict[str, Event] = {}
    for change in calendar.changes if calendar else ():
        for was in filter(None, change.events.values()):
            name = own_id(guide, was)
            if name is not None:
                changed[name] = was
    own = cycle_file.events if cycle_file else {}
    now = _with_team(guide, official, own)
    before = {
        name: event
        for name, event in _with_team(guide, official | changed, own).items()
        if event.scheduled and event.days != now.get(name, Event()).days
    }
    return TeamEvents(now, before, calendar is not None, frozenset(own))


def own_id(guide: Guide, event: Event) -> str | None:
    """Return the guide's id of an event, None for another team's."""
    if event.team is None:
        return event.id
    key = event.key or event.id
    bare = key.split("-", 1)[-1]
    for name, one in guide.events.items():
        if bare in one.keys or key in one.keys:
            return name
    is_own = event.team.lower() == guide.project.team.lower()
    return event.id if is_own else None


def _with_team(
    guide: Guide,
    official: Mapping[str, Event],
    own: Mapping[str, TeamEvent],
) -> dict[str, Event]:
    """Return *official* events with the team's *own* and fallback dates."""
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
    for name, event in list(events.items()):
        source: str | None = name
        # What the team decided on does not fall back.
        passed = set(own)
        while source and not events.get(source, Event()).scheduled:
            if source in passed:
                break
            passed.add(source)
            following = guide.events.get(source)
            source = following.falls_back if following else None
        found = events.get(source or "", Event())
        if found.scheduled and source != name:
            events[name] = replace(
                event, basis=Basis.FALLS_BACK, occurrences=found.occurrences
            )
    return events
