# SPDX-License-Identifier: Apache-2.0
"""The rule that turns the weeks and the text of an event into dates.

Only weeks are data in openstack/releases; days are a rule ("deadlines are
generally the Thursday of the week", note at the top of schedule.rst) with
exceptions that the events' texts state.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from watcher_liaison_guide.calendar import mentions, phrases
from watcher_liaison_guide.calendar.mentions import Mention, week_of
from watcher_liaison_guide.calendar.model import (
    Basis,
    Event,
    Occurrence,
    Week,
)
from watcher_liaison_guide.calendar.phrases import Kind
from watcher_liaison_guide.calendar.sections import Section
from watcher_liaison_guide.problems import Code, Problem, problem

_DAY = datetime.timedelta(days=1)
_THURSDAY, _FRIDAY = 3, 4
#: Gatherings last; nothing is due on any one day of them.
_LASTING = (
    "ptg",
    "summit",
    "election-nominations",
    "election-campaigning",
    "election-voting",
)
#: The week itself is what counts, whatever its text says.
_WEEKS = ("rc1", "final-rc")
#: The text is right even where the list of weeks has another week.
_TEXT_FIRST = "election-email-deadline"


def dated(
    event: str | None,
    weeks: Sequence[Week],
    section: Section | None,
    others: Mapping[str, Sequence[Week]],
    problems: list[Problem],
) -> Event:
    """Return an event with its dates, and report what contradicts them.

    *event* is its canonical name if it has one, *weeks* the weeks that
    list it (at least one, in order), *section* its text; *others* has the
    weeks of all canonical events.
    """
    found = (
        mentions.read(section, event, weeks, others, problems)
        if section
        else []
    )
    if event in _LASTING:
        mentions.check_inside(found[:1], weeks, problems)
        return _span(weeks)
    days = [one for one in found if one.phrase.kind is Kind.DAY]
    if days:
        stated = _stated(event, days, weeks, problems)
        if stated is not None:
            return stated
    windows = [one for one in found if one.phrase.kind is not Kind.DAY]
    if section is not None and not days:
        mentions.check_inside(windows[:1], weeks, problems)
        ending = phrases.END_OF_WEEK.search(section.text)
        if ending:
            problems.append(
                problem(
                    Code.SCHEDULE_AMBIGUOUS,
                    section.position(ending.start()),
                    "The deadline is the end of the week; it is read as "
                    "Friday.",
                )
            )
            return _each(weeks, Basis.WEEK, _FRIDAY)
    if event in _WEEKS or (windows and len(weeks) == 1):
        return _each(weeks, Basis.WEEK, _THURSDAY)
    if len(_runs(weeks)) < len(weeks) or event == "election-close":
        return _span(weeks)
    return _each(weeks, Basis.THURSDAY_RULE, _THURSDAY)


def _stated(
    event: str | None,
    days: list[Mention],
    weeks: Sequence[Week],
    problems: list[Problem],
) -> Event | None:
    """Return the event as the text dates it, None where the rule decides."""
    by_week: dict[Week, Mention] = {}
    outside = []
    for mention in days:
        week = week_of(mention.first, weeks)
        if week is None:
            outside.append(mention)
        else:
            by_week.setdefault(week, mention)
    first = days[0]
    several = len(by_week) > 1
    mentions.check_inside(outside if several else [first], weeks, problems)
    if event == _TEXT_FIRST and first.first is not None:
        monday = first.first - _DAY * first.first.weekday()
        week = week_of(first.first, weeks)
        week = week or Week(None, monday, monday + _DAY * 4)
        return Event(
            basis=Basis.STATED,
            stated_at=first.phrase.position.line,
            occurrences=(_occurrence([week], first.due),),
        )
    if not by_week or (first in outside and not several):
        return None
    occurrences = []
    for run in _runs(weeks):
        if not several and any(week in by_week for week in run):
            occurrences.append(_occurrence(run, first.due))
            continue
        for week in run:
            stated = by_week.get(week)
            due = stated.due if stated else _weekday(week, _THURSDAY)
            occurrences.append(_occurrence([week], due))
    return Event(
        basis=Basis.STATED,
        stated_at=min(one.phrase.position.line for one in by_week.values()),
        occurrences=tuple(occurrences),
    )


def _weekday(week: Week, weekday: int) -> datetime.date:
    return week.start + _DAY * (weekday - week.start.weekday())


def _occurrence(
    weeks: Sequence[Week], due: datetime.date | None
) -> Occurrence:
    """Return the occurrence of adjacent weeks, with *due* inside it.

    A deadline may be on a weekend, and a week may be listed too short.
    """
    start, end = weeks[0].start, max(week.end for week in weeks)
    if due is not None:
        start, end = min(start, due), max(end, due)
    return Occurrence(start, end, due, weeks[0].name)


def _each(weeks: Sequence[Week], basis: Basis, weekday: int) -> Event:
    """Return an event on a weekday of each of its weeks."""
    return Event(
        basis=basis,
        occurrences=tuple(
            _occurrence([week], _weekday(week, weekday)) for week in weeks
        ),
    )


def _span(weeks: Sequence[Week]) -> Event:
    """Return an event that lasts as long as its weeks in a row."""
    return Event(
        basis=Basis.SPAN,
        occurrences=tuple(_occurrence(run, None) for run in _runs(weeks)),
    )


def _runs(weeks: Sequence[Week]) -> list[list[Week]]:
    """Put weeks that follow each other together."""
    runs: list[list[Week]] = []
    for week in weeks:
        if runs and (week.start - runs[-1][-1].start).days <= 7:
            runs[-1].append(week)
        else:
            runs.append([week])
    return runs
