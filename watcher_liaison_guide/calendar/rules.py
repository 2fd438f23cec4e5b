# SPDX-License-Identifier: Apache-2.0
"""The rule that turns the weeks and the text of an event into dates.

Only weeks are data in openstack/releases; days are a rule ("deadlines are
generally the Thursday of the week", note at the top of schedule.rst) with
exceptions that the events' texts state.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watcher_liaison_guide.calendar import mentions, phrases
from watcher_liaison_guide.calendar.mentions import Mention, week_of
from watcher_liaison_guide.calendar.model import Basis, Occurrence, Week
from watcher_liaison_guide.calendar.phrases import Kind
from watcher_liaison_guide.calendar.sections import Section
from watcher_liaison_guide.problems import (
    Code,
    Problem,
    problem,
)

_DAY = datetime.timedelta(days=1)
_THURSDAY, _FRIDAY = 3, 4
#: Gatherings last; nothing is due on any one day of them.
_LASTING = frozenset(
    {
        "ptg",
        "summit",
        "election-nominations",
        "election-campaigning",
        "election-voting",
    }
)
#: The week itself is what counts, whatever its text says.
_WEEKS = frozenset({"rc1", "final-rc"})
#: The text is right even where the list of weeks has another week.
_TEXT_FIRST = frozenset({"election-email-deadline"})


@dataclass(frozen=True)
class Dates:
    """What the rule gives for one event."""

    basis: Basis
    occurrences: tuple[Occurrence, ...]
    stated_at: int | None = None


def dates(
    event: str | None,
    weeks: Sequence[Week],
    section: Section | None,
    path: str,
    others: Mapping[str, Sequence[Week]],
) -> tuple[Dates, list[Problem]]:
    """Return an event's dates, and what contradicts them.

    *event* is its canonical name if it has one, *weeks* the weeks that
    list it (at least one, in order), *section* its text in *path*;
    *others* has the weeks of all canonical events.
    """
    problems: list[Problem] = []
    text = section.text if section else ""
    found = mentions.read(section, path, event, weeks, others, problems)
    if event in _LASTING:
        mentions.check_inside(found[:1], weeks, problems)
        return Dates(Basis.SPAN, _spans(weeks)), problems
    days = [m for m in found if m.phrase.kind is Kind.DAY]
    stated = _stated(event, days, weeks, problems)
    if stated is not None:
        return stated, problems
    windows = [m for m in found if m.phrase.kind is not Kind.DAY]
    if not days:
        mentions.check_inside(windows[:1], weeks, problems)
    ending = phrases.says_end_of_week(text)
    if ending is not None and section is not None and not days:
        problems.append(
            problem(
                Code.SCHEDULE_AMBIGUOUS,
                section.position(path, ending),
                "The deadline is the end of the week; it is read as Friday.",
            )
        )
        return Dates(Basis.WEEK, _each(weeks, _FRIDAY)), problems
    if event in _WEEKS or (windows and len(weeks) == 1):
        return Dates(Basis.WEEK, _each(weeks, _THURSDAY)), problems
    if len(_runs(weeks)) < len(weeks) or event == "election-close":
        return Dates(Basis.SPAN, _spans(weeks)), problems
    return Dates(Basis.THURSDAY_RULE, _each(weeks, _THURSDAY)), problems


def _stated(
    event: str | None,
    days: list[Mention],
    weeks: Sequence[Week],
    problems: list[Problem],
) -> Dates | None:
    """Return the dates that the text states, None where the rule decides."""
    if not days:
        return None
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
    if first in outside or several:
        mentions.check_inside(outside if several else [first], weeks, problems)
    if event in _TEXT_FIRST and first.first is not None:
        spot = week_of(first.first, weeks) or _calendar_week(first.first)
        return Dates(
            Basis.STATED,
            (_occurrence([spot], first.due),),
            first.position.line,
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
    return Dates(
        Basis.STATED,
        tuple(occurrences),
        min(mention.position.line for mention in by_week.values()),
    )


def _calendar_week(date: datetime.date) -> Week:
    monday = date - _DAY * date.weekday()
    return Week(None, monday, monday + _DAY * 4)


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


def _each(weeks: Sequence[Week], weekday: int) -> tuple[Occurrence, ...]:
    return tuple(
        _occurrence([week], _weekday(week, weekday)) for week in weeks
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


def _spans(weeks: Sequence[Week]) -> tuple[Occurrence, ...]:
    return tuple(_occurrence(run, None) for run in _runs(weeks))
