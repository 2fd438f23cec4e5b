# SPDX-License-Identifier: Apache-2.0
"""The join of guide, calendar, records and cycle file into a checklist."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from watcher_liaison_guide.calendar.expressions import Window, resolve
from watcher_liaison_guide.calendar.model import (
    Calendar,
    Change,
    Cycle,
    Event,
    SourceNote,
)
from watcher_liaison_guide.checklist.events import own_id
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.items import Items
from watcher_liaison_guide.checklist.links import named_link
from watcher_liaison_guide.checklist.model import (
    Checklist,
    CycleFile,
    EventChange,
    EventDates,
    ExceptionItem,
    Owner,
    PhaseDates,
    PolicyWindow,
)
from watcher_liaison_guide.checklist.record_checks import (
    impossible_days,
    unknown_ids,
)
from watcher_liaison_guide.checklist.states import settled
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import in_order
from watcher_liaison_guide.records.model import Records

#: Whatever has no day comes last.
_LAST = datetime.date.max


def build_checklist(
    guide: Guide,
    cycle: Cycle,
    calendar: Calendar | None,
    records: Records | None,
    cycle_file: CycleFile | None,
    next_calendar: Calendar | None = None,
    today: datetime.date | None = None,
    previous: Records | None = None,
) -> Checklist:
    """Return the checklist of a cycle, made from what is known of it.

    Without a calendar nothing has a date. *previous* are the records of the
    cycle before. With *today* the cycle's status is that of the day, and a
    later day in the team's record is a problem. The same inputs always
    result in the same checklist: no clock, network or file is read.
    """
    facts = Facts(
        guide, cycle, calendar, records, cycle_file, next_calendar, previous
    )
    maker = Items(facts)
    items = tuple(
        sorted(
            map(settled, maker.of_phases()),
            key=lambda one: (one.due or _LAST, one.start or _LAST),
        )
    )
    phases = tuple(sorted(_phases(maker), key=lambda one: one.start or _LAST))
    events = sorted(
        _events(facts), key=lambda one: (one.start or _LAST, one.due or _LAST)
    )
    every = {inner.id: inner for item in items for inner in item.walk()}
    for policy in guide.policies.values():  # it may close before it opens
        maker.dated(Window(start=policy.opens, end=policy.closes))
    problems = maker.problems
    if cycle_file is not None:
        problems += unknown_ids(cycle_file, guide, every)
        problems += impossible_days(cycle_file, facts, every.values(), today)
    leadership = facts.on_record.leadership
    status = facts.status_on(today) if today else cycle.status
    filling = maker.filling(maker.values)
    return Checklist(
        cycle=replace(cycle, slurp=facts.slurp, status=status),
        leadership=facts.leadership,
        leadership_source=leadership.source if leadership else None,
        source=facts.schedule.source,
        project_title=guide.project.title,
        guide_title=guide.title,
        team=guide.project.team,
        phases=phases,
        events=tuple(events),
        items=items,
        exceptions=tuple(_exceptions(facts)),
        policies=tuple(_policies(facts)),
        roles=tuple(_roles(facts)),
        links=tuple(
            named_link(place, facts, filling)
            for place in guide.project.links.values()
        ),
        carried_from=facts.on_record.carried_from,
        next_cycle=facts.next_cycle,
        changes=tuple(_changes(facts)),
        notes=facts.team_record.notes,
        problems=tuple(in_order(problems)),
        as_of=today,
        statuses=facts.statuses,
    )


def _phases(maker: Items) -> Iterator[PhaseDates]:
    for section in maker.facts.guide.sections.values():
        if section.window is not None:
            dated = maker.dated(section.window)
            yield PhaseDates(**vars(dated), id=section.id, title=section.title)


def _events(facts: Facts) -> Iterator[EventDates]:
    """Yield the cycle's events, other teams' included."""
    own, own_team = facts.team_record.events, facts.guide.project.team
    others = [
        event
        for event in facts.schedule.every_event()
        if own_id(facts.guide, event) is None
    ]
    for event in (*facts.events.now.values(), *others):
        name = own_id(facts.guide, event) or ""
        was = facts.events.earlier(name).day
        yield EventDates(
            event.id,
            facts.events.title(event.id),
            own_team if name and event.team else event.team,
            event.key,
            event.start,
            event.end,
            event.due,
            event.basis,
            was if was != event.day else None,
            event.days,
            own[name].why if name in own else None,
        )


def _changes(facts: Facts) -> Iterator[EventChange]:
    """Yield what each import changed, newest first.

    Where a change does not name its commit, it is that of the state after.
    An event with another name is another event here.
    """
    newer: SourceNote | Change | None = facts.schedule.source
    after: dict[str, Event | None] = {**facts.schedule.by_name}
    for change in reversed(facts.schedule.changes):
        for name, old in change.events.items():
            new = after.get(name)
            event = new or old or Event(name)
            own = own_id(facts.guide, event)
            yield EventChange(
                own or event.name,
                facts.events.title(own) if own else event.title,
                *_moved(old or Event(), new or Event()),
                change.changed_on or (newer.date if newer else None),
                change.changed_by or (newer.commit if newer else None),
                old.days if old else (),
                None if own else event.team,
            )
        after.update(change.events)
        newer = change


def _moved(
    old: Event, new: Event
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first day that only one event has, and the other's.

    If all their days are the same, it is the first for both.
    """
    before, after = (
        [due or start for start, _, due in event.days] for event in (old, new)
    )
    gone = [day for day in before if day not in after]
    came = [day for day in after if day not in before]
    if not gone and not came:
        return old.day, new.day
    return next(iter(gone), None), next(iter(came), None)


def _exceptions(facts: Facts) -> Iterator[ExceptionItem]:
    for name, one in facts.team_record.exceptions.items():
        policy = facts.guide.policies.get(one.policy)
        expression = policy.closes if policy else None
        closes = resolve(expression, facts.events, [], last=True)
        yield ExceptionItem(**vars(one), id=name, closes=closes)


def _policies(facts: Facts) -> Iterator[PolicyWindow]:
    for policy in facts.guide.policies.values():
        yield PolicyWindow(
            policy.title,
            resolve(policy.opens, facts.events, []),
            resolve(policy.closes, facts.events, [], last=True),
            facts.owner(policy.decides),
        )


def _roles(facts: Facts) -> Iterator[Owner]:
    """Yield every role that someone is known to have in this cycle."""
    for name, role in facts.guide.roles.items():
        owner = facts.owner(name)
        if not role.stands_for and owner.people:
            yield owner
