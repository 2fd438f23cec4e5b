# SPDX-License-Identifier: Apache-2.0
"""The rule that turns the weeks and the text of an event into dates.

Only weeks are data in openstack/releases; days are a rule ("deadlines are
generally the Thursday of the week", note at the top of schedule.rst) with
exceptions that the events' texts state.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar import phrases
from watcher_liaison_guide.calendar.model import Basis, Occurrence, Week
from watcher_liaison_guide.calendar.phrases import Day, Kind, Phrase
from watcher_liaison_guide.calendar.sections import Section
from watcher_liaison_guide.calendar.titles import EVENT_TITLES
from watcher_liaison_guide.problems import (
    Code,
    Position,
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
#: How texts name the events whose days they mention.
_NAMES_IN_TEXTS = {
    event: title.lower()
    for event, title in EVENT_TITLES.items()
    if event != "release"
} | {"final-client-library-release": "client libraries"}


@dataclass(frozen=True)
class Dates:
    """What the rule gives for one event."""

    basis: Basis
    occurrences: tuple[Occurrence, ...]
    stated_at: int | None = None


@dataclass(frozen=True)
class _Mention:
    """A phrase with its dates; ``first`` is None for no real day."""

    phrase: Phrase
    first: datetime.date | None
    last: datetime.date | None
    position: Position


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
    named = _named_in(text, event, others)
    mentions = [
        _with_year_of_week(mention, weeks, problems)
        for mention in _mentions(section, weeks[0].start, path)
        if not _is_of_another(mention, weeks, named)
    ]
    _check_weekdays(mentions, weeks, problems)
    if event in _LASTING:
        _check_inside(mentions[:1], weeks, problems)
        return Dates(Basis.SPAN, _spans(weeks)), problems
    days = [m for m in mentions if m.phrase.kind is Kind.DAY]
    stated = _stated(event, days, weeks, problems)
    if stated is not None:
        return stated, problems
    windows = [m for m in mentions if m.phrase.kind is not Kind.DAY]
    if not days:
        _check_inside(windows[:1], weeks, problems)
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
    days: list[_Mention],
    weeks: Sequence[Week],
    problems: list[Problem],
) -> Dates | None:
    """Return the dates that the text states, None where the rule decides."""
    if not days:
        return None
    by_week: dict[Week, _Mention] = {}
    outside = []
    for mention in days:
        week = _week_of(mention.first, weeks)
        if week is None:
            outside.append(mention)
        else:
            by_week.setdefault(week, mention)
    first = days[0]
    several = len(by_week) > 1
    if first in outside or several:
        _check_inside(outside if several else [first], weeks, problems)
    if event in _TEXT_FIRST and first.first is not None:
        spot = _week_of(first.first, weeks) or _calendar_week(first.first)
        return Dates(
            Basis.STATED,
            (_occurrence([spot], _due(first)),),
            first.position.line,
        )
    if not by_week or (first in outside and not several):
        return None
    occurrences = []
    for run in _runs(weeks):
        if not several and any(week in by_week for week in run):
            occurrences.append(_occurrence(run, _due(first)))
            continue
        for week in run:
            stated = by_week.get(week)
            due = _due(stated) if stated else _weekday(week, _THURSDAY)
            occurrences.append(_occurrence([week], due))
    return Dates(
        Basis.STATED,
        tuple(occurrences),
        min(mention.position.line for mention in by_week.values()),
    )


def _mentions(
    section: Section | None, near: datetime.date, path: str
) -> list[_Mention]:
    if section is None:
        return []
    return [
        _Mention(
            phrase,
            phrase.first.near(near),
            phrase.last.near(near),
            section.position(path, phrase.offset),
        )
        for phrase in phrases.find(section.text)
    ]


def _named_in(
    text: str, event: str | None, others: Mapping[str, Sequence[Week]]
) -> list[Week]:
    """Return the weeks of the other events that a text names."""
    words = " ".join(text.split()).lower()
    return [
        week
        for other, listed in others.items()
        if other != event and _NAMES_IN_TEXTS.get(other, "\0") in words
        for week in listed
    ]


def _is_of_another(
    mention: _Mention, weeks: Sequence[Week], named: Sequence[Week]
) -> bool:
    """Whether a day is that of another event that the text names.

    It may be in the week before, too, as in "before 10 February".
    """
    date = mention.first
    if date is None or _week_of(date, weeks) is not None:
        return False
    return any(week.start - 7 * _DAY <= date <= week.end for week in named)


def _with_year_of_week(
    mention: _Mention, weeks: Sequence[Week], problems: list[Problem]
) -> _Mention:
    """Correct the year of a day whose weekday confirms a listed week."""
    phrase = mention.phrase
    year = _year_meant(phrase.first, weeks)
    if year is None or phrase.kind is not Kind.DAY:
        return mention
    date = phrase.first.in_year(year)
    if (
        date is None
        or date.weekday() != phrase.weekday
        or _week_of(mention.first, weeks) is not None
    ):
        return mention
    problems.append(_wrong_year(mention, year, weeks))
    return replace(mention, first=date, last=date)


def _check_weekdays(
    mentions: list[_Mention],
    weeks: Sequence[Week],
    problems: list[Problem],
) -> None:
    for mention in mentions:
        weekday, date = mention.phrase.weekday, mention.first
        if weekday is None or date is None or date.weekday() == weekday:
            continue
        if _week_of(date, weeks) is None:
            continue  # the day itself is wrong, and is reported
        problems.append(
            problem(
                Code.SCHEDULE_WEEKDAY,
                mention.position,
                f'"{mention.phrase.text}" is a '
                f"{phrases.WEEKDAY_NAMES[date.weekday()]}, not a "
                f"{phrases.WEEKDAY_NAMES[weekday]}.",
            )
        )


def _check_inside(
    mentions: list[_Mention],
    weeks: Sequence[Week],
    problems: list[Problem],
) -> None:
    """Report the mentions whose days lie outside the listed weeks."""
    for mention in mentions:
        text = mention.phrase.text
        if mention.first is None or mention.last is None:
            problems.append(
                problem(
                    Code.SCHEDULE_DATE_OUTSIDE_WEEK,
                    mention.position,
                    f'"{text}" is not a real day.',
                )
            )
            continue
        if _inside(mention.first, weeks) and _inside(mention.last, weeks):
            continue
        meant = _year_meant(mention.phrase.first, weeks)
        if meant is not None:
            problems.append(_wrong_year(mention, meant, weeks))
            continue
        problems.append(
            problem(
                Code.SCHEDULE_DATE_OUTSIDE_WEEK,
                mention.position,
                f'"{text}" lies outside {_names(weeks)}.',
                "Correct the date or list the event in its week.",
            )
        )


def _wrong_year(
    mention: _Mention, year: int, weeks: Sequence[Week]
) -> Problem:
    return problem(
        Code.SCHEDULE_YEAR,
        mention.position,
        f'"{mention.phrase.text}" would lie in {_names(weeks)} if its year '
        f"were {year}.",
        f"Write {year}.",
    )


def _year_meant(day: Day, weeks: Sequence[Week]) -> int | None:
    """Return the year in which *day* would lie in one of the weeks."""
    if day.year is None:
        return None
    for week in weeks:
        for year in {week.start.year, week.end.year} - {day.year}:
            date = day.in_year(year)
            if date is not None and week.start <= date <= week.end:
                return year
    return None


def _due(mention: _Mention) -> datetime.date | None:
    """Return the last day on which to act: midnight ends the day before."""
    if mention.first is None:
        return None
    return mention.first - _DAY * mention.phrase.midnight


def _week_of(date: datetime.date | None, weeks: Sequence[Week]) -> Week | None:
    if date is None:
        return None
    for week in weeks:
        if week.start <= date <= week.end:
            return week
    return None


def _inside(date: datetime.date, weeks: Sequence[Week]) -> bool:
    """Whether a day lies between the first and the last listed day.

    A range may reach over a weekend of the weeks it spans.
    """
    return weeks[0].start <= date <= weeks[-1].end


def _names(weeks: Sequence[Week]) -> str:
    names = []
    for week in weeks:
        days = f"{week.start} to {week.end}"
        names.append(
            f"week {week.name} ({days})" if week.name else f"the week {days}"
        )
    return " and ".join(names)


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
