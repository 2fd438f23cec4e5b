# SPDX-License-Identifier: Apache-2.0
"""The events of a cycle as one team follows them, and windows of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar.expressions import Window, resolve_window
from watcher_liaison_guide.calendar.model import (
    BRANCH_PHASE,
    CANONICAL_EVENTS,
    Basis,
    Calendar,
    Event,
    Occurrence,
)
from watcher_liaison_guide.checklist.cycle_file import CycleFile, TeamEvent
from watcher_liaison_guide.checklist.model import Dated
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import Problem


@dataclass(frozen=True)
class TeamEvents:
    """Events by id, now and as they were before they last changed.

    ``before`` has only events whose date was another one, also those that
    are gone. Without a calendar only the events of ``settled``, on which
    the team has decided, are known to be scheduled or not.
    """

    guide: Guide
    now: Mapping[str, Event]
    before: Mapping[str, Event]
    has_calendar: bool
    settled: frozenset[str]

    def __call__(self, name: str) -> Event:
        """Return the event of an id, one without days where there is none."""
        return self.now.get(name) or Event(name)

    def title(self, name: str) -> str:
        """Return what the guide, or else OpenStack, calls an event."""
        event = self.guide.events.get(name)
        if event is not None and event.title is not None:
            return event.title
        return Event(name).title

    def scheduled(self, name: str) -> bool | None:
        """Whether an event is scheduled, None if it is unknown."""
        if self(name).scheduled:
            return True
        known = self.has_calendar or name in self.settled
        return False if known else None

    def earlier(self, name: str) -> Event:
        """Return the event as it was before, or as it is."""
        return self.before.get(name) or self(name)

    def with_branch_end(self, day: datetime.date) -> TeamEvents:
        """Return these events and the end of a branch on *day*."""
        occurrence = Occurrence(day, day, day)
        end = Event(
            BRANCH_PHASE, basis=Basis.STATED, occurrences=(occurrence,)
        )
        return replace(self, now={**self.now, BRANCH_PHASE: end})

    # -- windows

    def dated(self, window: Window) -> tuple[Dated, list[Problem]]:
        """Return the dates of a window, and the problems of these."""
        dates, problems = resolve_window(window, self)
        before = resolve_window(window, self.earlier)[0].due
        counted_from = None
        if dates.event is not None:
            event = self(dates.event)
            # No list of the cycle's events has the end of a branch.
            is_listed = dates.event != BRANCH_PHASE
            if not (is_listed and dates.due == (event.due or event.end)):
                counted_from = self.title(dates.event)
        found = Dated(
            **vars(dates),
            counted_from=counted_from,
            was=before if before != dates.due else None,
        )
        return found, problems

    def dropped_limits(self, window: Window) -> Iterator[Message]:
        """Yield a message for each limit of a window that has no date."""
        if not resolve_window(window, self)[0].start:
            return
        for limit in (window.not_before, window.not_after):
            if limit and not self(limit.event).scheduled:
                yield Message(
                    "{event} is not scheduled, so it does not limit these "
                    "dates.",
                    event=self.title(limit.event),
                )


def team_events(
    guide: Guide, calendar: Calendar | None, cycle_file: CycleFile | None
) -> TeamEvents:
    """Return the calendar's events with the guide's and the team's dates.

    A date in the team's cycle file has precedence over the schedule's event
    of the team, and this over the cross-project one. An event that still
    has no date falls back to the one that the guide names, if any.
    """
    own = cycle_file.events if cycle_file else {}
    official = _by_own_id(guide, calendar.every_event() if calendar else ())
    changed = _by_own_id(
        guide,
        (
            was
            for change in (calendar.changes if calendar else ())
            for was in change.events.values()
            if was is not None
        ),
    )
    now = _with_team(guide, official, own)
    before = {
        name: event
        for name, event in _with_team(guide, official | changed, own).items()
        if event.scheduled and event.days != now.get(name, Event()).days
    }
    return TeamEvents(guide, now, before, calendar is not None, frozenset(own))


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


def _by_own_id(guide: Guide, events: Iterable[Event]) -> dict[str, Event]:
    """Return events by the guide's ids, without those of other teams."""
    found = {}
    for event in events:
        name = own_id(guide, event)
        if name is not None:
            found[name] = replace(event, id=name)
    return found


def _with_team(
    guide: Guide, official: Mapping[str, Event], own: Mapping[str, TeamEvent]
) -> dict[str, Event]:
    """Return *official* events with the team's *own* and fallback dates."""
    events = {
        name: Event(name)
        for name in [*CANONICAL_EVENTS, *guide.events, *official, *own]
    }
    events |= official
    for name, one in own.items():
        day = one.date
        events[name] = replace(
            events[name],
            basis=Basis.TEAM if day else Basis.NOT_SCHEDULED,
            occurrences=(Occurrence(day, day, day),) if day else (),
            stated_at=None,
        )
    dated = {name for name, event in events.items() if event.scheduled}
    for name in events.keys() - dated:
        # What the team decided on does not fall back.
        source, passed = name, {*own}
        while source not in dated and source not in passed:
            passed.add(source)
            following = guide.events.get(source)
            source = (following and following.falls_back) or ""
        if source in dated:
            events[name] = replace(
                events[name],
                basis=Basis.FALLS_BACK,
                occurrences=events[source].occurrences,
            )
    return events
