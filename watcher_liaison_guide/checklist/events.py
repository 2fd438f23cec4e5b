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
from watcher_liaison_guide.checklist.model import CycleFile
from watcher_liaison_guide.guide.model import Guide


@dataclass(frozen=True)
class TeamEvents:
    """Events by id, now and as they stood before they last changed.

    ``before`` has only events whose date was another one. Without a
    calendar only the events of ``settled``, on which the team has decided,
    are known to be scheduled or not.
    """

    now: Mapping[str, Event]
    before: Mapping[str, Event]
    has_calendar: bool = True
    settled: frozenset[str] = frozenset()

    def __call__(self, name: str) -> Event:
        return self.now.get(name) or Event(name)

    def scheduled(self, name: str) -> bool | None:
        """Tell whether an event is scheduled, None if nobody can tell."""
        if self(name).scheduled:
            return True
        known = self.has_calendar or name in self.settled
        return False if known else None

    def earlier(self, name: str) -> Event:
        """Give the event as it stood before, or as it is."""
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
    for event in _of_team(guide, calendar):
        official[event.id] = event
    changed: dict[str, Event] = {}
    for change in calendar.changes if calendar else ():
        for name, event_before in change.events.items():
            if event_before is not None:
                changed[name] = event_before
    now = _with_team(guide, official, cycle_file)
    past = _with_team(guide, {**official, **changed}, cycle_file)
    before = {
        name: event
        for name, event in past.items()
        if event.scheduled and _days(event) != _days(now[name])
    }
    own = cycle_file.events if cycle_file else {}
    settled = frozenset(map(str, own))
    return TeamEvents(now, before, calendar is not None, settled)


def _days(event: Event) -> list[object]:
    return [(one.start, one.end, one.due) for one in event.occurrences]


def _of_team(guide: Guide, calendar: Calendar | None) -> list[Event]:
    """Give the schedule's events of the guide's own team, by guide id."""
    if calendar is None:
        return []
    team = guide.project.team.lower()
    keys = {
        str(key): str(name)
        for name, event in guide.events.items()
        for key in event.keys
    }
    found = []
    for name, events in calendar.teams.items():
        for event in events.values():
            bare = (event.key or event.id).split("-", 1)[-1]
            guide_id = keys.get(bare) or keys.get(event.key or "")
            if guide_id:
                found.append(replace(event, id=guide_id))
            elif name.lower() == team:
                found.append(event)
    return found


def _with_team(
    guide: Guide,
    official: Mapping[str, Event],
    cycle_file: CycleFile | None,
) -> dict[str, Event]:
    own = cycle_file.events if cycle_file else {}
    names = dict.fromkeys([*CANONICAL_EVENTS, *guide.events, *official, *own])
    events: dict[str, Event] = {}
    for name in map(str, names):
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
        follow, seen = name, {name}
        while not events[follow].scheduled and follow not in own:
            guide_event = next(
                (one for key, one in guide.events.items() if key == follow),
                None,
            )
            after = guide_event and guide_event.falls_back
            if not after or after in seen or after not in events:
                break
            follow = str(after)
            seen.add(follow)
        if follow != name and events[follow].scheduled:
            events[name] = replace(
                events[name],
                basis=Basis.FALLS_BACK,
                occurrences=events[follow].occurrences,
            )
    return events
