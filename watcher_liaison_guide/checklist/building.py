# SPDX-License-Identifier: Apache-2.0
"""The join of guide, calendar, records and cycle file into a checklist."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from watcher_liaison_guide.calendar.expressions import Expression, resolve
from watcher_liaison_guide.calendar.model import Calendar, Cycle
from watcher_liaison_guide.checklist.deadlines import settles
from watcher_liaison_guide.checklist.event_dates import (
    date_order,
    event_changes,
    event_dates,
)
from watcher_liaison_guide.checklist.events import team_events
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.items import Items
from watcher_liaison_guide.checklist.links import named_link
from watcher_liaison_guide.checklist.model import (
    OPEN,
    SKIPPED,
    Checklist,
    CycleFile,
    ExceptionItem,
    Item,
    Owner,
    PhaseDates,
    PolicyWindow,
)
from watcher_liaison_guide.checklist.recorded import (
    impossible_days,
    unknown_items,
)
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import Problem, in_order
from watcher_liaison_guide.records.model import Records


def build_checklist(
    guide: Guide,
    calendar: Calendar | None,
    records: Records | None,
    cycle_file: CycleFile | None,
    next_calendar: Calendar | None = None,
    cycle: Cycle | None = None,
    today: datetime.date | None = None,
) -> Checklist:
    """Join what to do with when, for whom and what is done.

    Without a calendar nothing has a date; *cycle* then names the cycle
    (default: what the cycle file or the records call it). With *today* the
    cycle's status is that of the day, and days that the team recorded must
    not be later. The same inputs always give the same checklist: no clock,
    network or file is read.
    """
    facts = Facts(
        guide,
        cycle or _cycle(calendar, records, cycle_file),
        team_events(guide, calendar, cycle_file),
        records,
        cycle_file,
        next_calendar,
        calendar.weeks[0].start if calendar and calendar.weeks else None,
    )
    making = Items(facts)
    items = tuple(
        sorted(
            map(_settled, making.of_phases()),
            key=lambda one: (date_order(one.due), date_order(one.start)),
        )
    )
    every = {inner.id: inner for item in items for inner in item.walk()}
    problems = [*making.windows.problems]
    if cycle_file is not None:
        problems += unknown_items(cycle_file, every)
        problems += impossible_days(facts, calendar, every.values(), today)
    previous = facts.previous_cycle
    leadership = records.leadership if records else None
    status = facts.status_on(today) if today else facts.cycle.status
    return Checklist(
        cycle=replace(facts.cycle, slurp=facts.slurp, status=status),
        leadership=facts.leadership,
        leadership_source=leadership.source if leadership else None,
        source=calendar.source if calendar else None,
        project_title=guide.project.title,
        guide_title=guide.title,
        team=guide.project.team,
        phases=_phases(making),
        events=event_dates(facts, calendar),
        items=items,
        exceptions=tuple(_exceptions(facts)),
        policies=tuple(_policies(facts)),
        roles=tuple(_roles(facts)),
        links=tuple(
            named_link(name, place, "", facts, making.filling())
            for name, place in guide.project.links.items()
        ),
        carried_from=records.carried_from if records else None,
        next_cycle=facts.next_cycle,
        previous_release=previous.release if previous else None,
        changes=event_changes(calendar, facts),
        notes=cycle_file.notes if cycle_file else None,
        problems=tuple(in_order(problems)),
        stages=facts.stages,
        as_of=today,
    )


def _cycle(
    calendar: Calendar | None,
    records: Records | None,
    cycle_file: CycleFile | None,
) -> Cycle:
    if calendar is not None:
        return calendar.cycle
    if records is not None:
        return Cycle(records.series_name, records.release)
    name = cycle_file.cycle if cycle_file else ""
    return Cycle(name, name)


def _settled(item: Item) -> Item:
    """Return an item with its state passed on to the items in it.

    A skipped item takes all in it along, unless they have a word of their
    own; of a done one see :func:`~.deadlines.settles`.
    """

    def inherits(inner: Item) -> bool:
        return (
            item.state != OPEN
            and inner.record is None
            and (item.state == SKIPPED or settles(item, inner))
        )

    inner = tuple(
        _settled(replace(one, state=item.state) if inherits(one) else one)
        for one in item.items
    )
    return replace(item, items=inner) if inner else item


def _phases(making: Items) -> tuple[PhaseDates, ...]:
    phases = []
    for section in making.facts.guide.sections.values():
        if section.is_phase:
            dates, _ = making.windows.dates(section.window)
            phases.append(
                PhaseDates(
                    section.id,
                    section.title,
                    dates.start,
                    dates.end,
                    dates.due,
                    dates.basis,
                    making.windows.counted_from(dates),
                )
            )
    return tuple(sorted(phases, key=lambda one: date_order(one.start)))


def _exceptions(facts: Facts) -> Iterator[ExceptionItem]:
    file = facts.cycle_file
    for name, one in file.exceptions.items() if file else ():
        policy = facts.guide.policies.get(one.policy)
        yield ExceptionItem(
            name,
            one.policy,
            policy.title if policy else one.policy,
            one.title,
            one.decision,
            one.by,
            one.url,
            one.why,
            _day(policy.closes, facts, last=True) if policy else None,
        )


def _policies(facts: Facts) -> Iterator[PolicyWindow]:
    for name, policy in facts.guide.policies.items():
        yield PolicyWindow(
            name,
            policy.title,
            _day(policy.opens, facts),
            _day(policy.closes, facts, last=True),
            facts.owner(policy.decides),
        )


def _day(
    expression: Expression, facts: Facts, last: bool = False
) -> datetime.date | None:
    found = resolve(expression, facts.events, last=last)
    return None if isinstance(found, Problem) else found


def _roles(facts: Facts) -> Iterator[Owner]:
    """Yield every role that someone is known to have in this cycle."""
    for name, role in facts.guide.roles.items():
        owner = facts.owner(name)
        if not role.stands_for and owner.people:
            yield owner
