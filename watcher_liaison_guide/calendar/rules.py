# SPDX-License-Identifier: Apache-2.0
"""The rule that turns the weeks and the text of an event into dates.

Only weeks are data in openstack/releases; days are a rule ("deadlines are
generally the Thursday of the week", note at the top of schedule.rst) with
exceptions that the events' texts state.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from watcher_liaison_guide.calendar import phrases
from watcher_liaison_guide.calendar.model import (
    EVENT_TITLES,
    WEEKDAY_NAMES,
    Basis,
    Event,
    Occurrence,
    Week,
)
from watcher_liaison_guide.calendar.phrases import Day, Kind, Phrase
from watcher_liaison_guide.calendar.sections import Section
from watcher_liaison_guide.problems import Code, Problem

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

#: How texts name the events whose days they mention.
_NAMES_IN_TEXTS = {
    event: title.lower()
    for event, title in EVENT_TITLES.items()
    if event != "release"
} | {"final-client-library-release": "client libraries"}


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
        _mentions(section, event, weeks, others, problems) if section else []
    )
    if event in _LASTING:
        _check_inside(found[:1], weeks, problems)
        return _span(weeks)
    days = [one for one in found if one.kind is Kind.DAY]
    if days:
        stated = _stated(event, days, weeks, problems)
        if stated is not None:
            return stated
    windows = [one for one in found if one.kind is not Kind.DAY]
    if section is not None and not days:
        _check_inside(windows[:1], weeks, problems)
        ending = phrases.END_OF_WEEK.search(section.text)
        if ending:
            problems.append(
                Code.SCHEDULE_AMBIGUOUS.at(
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
    days: list[Phrase],
    weeks: Sequence[Week],
    problems: list[Problem],
) -> Event | None:
    """Return the event as the text dates it, None where the rule decides."""
    by_week: dict[Week, Phrase] = {}
    outside = []
    for phrase in days:
        week = _week_of(phrase.first, weeks)
        if week is None:
            outside.append(phrase)
        else:
            by_week.setdefault(week, phrase)
    first = days[0]
    several = len(by_week) > 1
    _check_inside(outside if several else [first], weeks, problems)
    if event == _TEXT_FIRST and first.first is not None:
        monday = first.first - _DAY * first.first.weekday()
        week = _week_of(first.first, weeks)
        week = week or Week(None, monday, monday + _DAY * 4)
        return Event(
            basis=Basis.STATED,
            stated_at=first.position.line,
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
        stated_at=min(one.position.line for one in by_week.values()),
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


def _mentions(
    section: Section,
    event: str | None,
    weeks: Sequence[Week],
    others: Mapping[str, Sequence[Week]],
    problems: list[Problem],
) -> list[Phrase]:
    """Return the days that the text of an event mentions as its own.

    *weeks* are those that list the *event*, *others* those of all canonical
    events. A day in the weeks of another event that the text names is that
    one's; it may be in the week before, too, as in "before 10 February".
    """
    words = " ".join(section.text.split()).lower()
    named = [
        week
        for other, listed in others.items()
        if other != event and _NAMES_IN_TEXTS.get(other, "\0") in words
        for week in listed
    ]
    found = []
    for phrase in phrases.find(section, weeks[0].start):
        first = phrase.first
        if _week_of(first, weeks) is None:
            if first and any(
                week.start - 7 * _DAY <= first <= week.end for week in named
            ):
                continue
            year = _year_meant(phrase.written, weeks)
            meant = phrase.written.in_year(year) if year else None
            # The weekday confirms the year in which a week lists the event.
            if (
                phrase.kind is Kind.DAY
                and meant
                and meant.weekday() == phrase.weekday
            ):
                problems.append(_outside(phrase, weeks))
                phrase = replace(phrase, first=meant, last=meant)
        elif first and phrase.weekday not in (None, first.weekday()):
            problems.append(
                Code.SCHEDULE_WEEKDAY.at(
                    phrase.position,
                    f'"{phrase.text}" is a {WEEKDAY_NAMES[first.weekday()]}, '
                    f"not a {WEEKDAY_NAMES[phrase.weekday]}.",
                )
            )
        found.append(phrase)
    return found


def _check_inside(
    found: list[Phrase],
    weeks: Sequence[Week],
    problems: list[Problem],
) -> None:
    """Report the phrases whose days lie outside the listed weeks.

    A range may reach over a weekend of the weeks it spans.
    """
    listed = Week(None, weeks[0].start, weeks[-1].end)
    for phrase in found:
        if phrase.first is None or phrase.last is None:
            problems.append(
                Code.SCHEDULE_DATE_OUTSIDE_WEEK.at(
                    phrase.position, f'"{phrase.text}" is not a real day.'
                )
            )
        elif not all(
            _week_of(day, [listed]) for day in (phrase.first, phrase.last)
        ):
            problems.append(_outside(phrase, weeks))


def _outside(phrase: Phrase, weeks: Sequence[Week]) -> Problem:
    names = " and ".join(
        f"week {week.name} ({week.start} to {week.end})"
        if week.name
        else f"the week {week.start} to {week.end}"
        for week in weeks
    )
    year = _year_meant(phrase.written, weeks)
    if year is not None:
        return Code.SCHEDULE_YEAR.at(
            phrase.position,
            f'"{phrase.text}" would be in {names} if its year were {year}.',
            f"Write {year}.",
        )
    return Code.SCHEDULE_DATE_OUTSIDE_WEEK.at(
        phrase.position,
        f'"{phrase.text}" is outside {names}.',
        "Correct the date or list the event in its week.",
    )


def _year_meant(day: Day, weeks: Sequence[Week]) -> int | None:
    """Return the year in which *day* would lie in one of the weeks."""
    if day.year is None:
        return None
    for week in weeks:
        for year in {week.start.year, week.end.year} - {day.year}:
            if _week_of(day.in_year(year), [week]):
                return year
    return None


def _week_of(date: datetime.date | None, weeks: Sequence[Week]) -> Week | None:
    for week in weeks:
        if date and week.start <= date <= week.end:
            return week
    return None
