# SPDX-License-Identifier: Apache-2.0
"""The rule that turns the weeks and the text of an event into dates.

Only weeks are data in openstack/releases; days are a rule ("deadlines are
generally the Thursday of the week", note at the top of schedule.rst) with
exceptions that the events' texts state.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from watcher_liaison_guide.calendar import phrases
from watcher_liaison_guide.calendar.model import Basis, Occurrence, Week
from watcher_liaison_guide.calendar.phrases import Day, Kind, Phrase
from watcher_liaison_guide.calendar.sections import Section
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
) -> tuple[Dates, list[Problem]]:
    """Give an event's dates and what contradicts them.

    *event* is its canonical name if it has one, *weeks* the weeks that
    list it (at least one, in order), *section* its text in *path*.
    """
    problems: list[Problem] = []
    text = section.text if section else ""
    mentions = _mentions(section, weeks[0].start, path)
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
    runs = _runs(weeks)
    if len(runs) < len(weeks) or event == "election-close":
        return Dates(Basis.SPAN, _spans(weeks)), problems
    return Dates(Basis.THURSDAY_RULE, _each(weeks, _THURSDAY)), problems


def _stated(
    event: str | None,
    days: list[_Mention],
    weeks: Sequence[Week],
    problems: list[Problem],
) -> Dates | None:
    """Give the dates that the text states, None where the rule decides."""
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
        week = _week_of(first.first, weeks) or _calendar_week(first.first)
        return Dates(
            Basis.STATED,
            (_occurrence(week, _due(first)),),
            first.position.line,
        )
    if several:
        return Dates(
            Basis.STATED,
            tuple(
                _occurrence(
                    week,
                    _due(by_week[week])
                    if week in by_week
                    else _weekday(week, _THURSDAY),
                )
                for week in weeks
            ),
            min(mention.position.line for mention in by_week.values()),
        )
    if first in outside or not by_week:
        return None
    (spot,) = (
        run for run in _runs(weeks) if any(week in by_week for week in run)
    )
    stated = Occurrence(spot[0].start, spot[-1].end, _due(first), spot[0].name)
    others = [run for run in _runs(weeks) if run != spot]
    return Dates(
        Basis.STATED,
        tuple(
            sorted(
                (
                    stated,
                    *(
                        _occurrence(week, _weekday(week, _THURSDAY))
                        for run in others
                        for week in run
                    ),
                ),
                key=lambda one: one.start,
            )
        ),
        first.position.line,
    )


def _mentions(
    section: Section | None, near: datetime.date, path: str
) -> list[_Mention]:
    if section is None:
        return []
    found = []
    for phrase in phrases.find(section.text):
        first, last = phrase.first.near(near), phrase.last.near(near)
        found.append(
            _Mention(
                phrase, first, last, section.position(path, phrase.offset)
            )
        )
    return found


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
            continue  # then the day is what is wrong, and is told
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
    """Tell the mentions whose days lie outside the listed weeks."""
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
        listed = " and ".join(_week_name(week) for week in weeks)
        meant = _year_meant(mention.phrase.first, weeks)
        if meant is not None:
            problems.append(
                problem(
                    Code.SCHEDULE_YEAR,
                    mention.position,
                    f'"{text}" would lie in {listed} if its year were '
                    f"{meant}.",
                    f"Write {meant}.",
                )
            )
            continue
        problems.append(
            problem(
                Code.SCHEDULE_DATE_OUTSIDE_WEEK,
                mention.position,
                f'"{text}" lies outside {listed}.',
                "Correct the date or list the event in its week.",
            )
        )


def _year_meant(day: Day, weeks: Sequence[Week]) -> int | None:
    """Give the year in which *day* would lie in one of the weeks."""
    if day.year is None:
        return None
    for week in weeks:
        for year in {week.start.year, week.end.year} - {day.year}:
            date = day.in_year(year)
            if date is not None and week.start <= date <= week.end:
                return year
    return None


def _due(mention: _Mention) -> datetime.date | None:
    """Give the last day on which to act: midnight ends the day before."""
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
    """Tell whether a day lies between the first and the last listed day.

    A range may reach over a weekend of the weeks it spans.
    """
    return weeks[0].start <= date <= weeks[-1].end


def _week_name(week: Week) -> str:
    days = f"{week.start} to {week.end}"
    return f"week {week.name} ({days})" if week.name else f"the week {days}"


def _calendar_week(date: datetime.date) -> Week:
    monday = date - _DAY * date.weekday()
    return Week(None, monday, monday + _DAY * 4)


def _weekday(week: Week, weekday: int) -> datetime.date:
    return week.start + _DAY * (weekday - week.start.weekday())


def _occurrence(week: Week, due: datetime.date | None) -> Occurrence:
    return Occurrence(week.start, week.end, due, week.name)


def _each(weeks: Sequence[Week], weekday: int) -> tuple[Occurrence, ...]:
    return tuple(_occurrence(week, _weekday(week, weekday)) for week in weeks)


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
    return tuple(
        Occurrence(run[0].start, run[-1].end, None, run[0].name)
        for run in _runs(weeks)
    )
