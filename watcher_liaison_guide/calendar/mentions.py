# SPDX-License-Identifier: Apache-2.0
"""The days that an event's text mentions, and what contradicts them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watcher_liaison_guide.calendar import phrases
from watcher_liaison_guide.calendar.model import (
    EVENT_TITLES,
    WEEKDAY_NAMES,
    Week,
)
from watcher_liaison_guide.calendar.phrases import Day, Kind, Phrase
from watcher_liaison_guide.calendar.sections import Section
from watcher_liaison_guide.problems import Code, Problem, problem

_DAY = datetime.timedelta(days=1)
#: How texts name the events whose days they mention.
_NAMES_IN_TEXTS = {
    event: title.lower()
    for event, title in EVENT_TITLES.items()
    if event != "release"
} | {"final-client-library-release": "client libraries"}


@dataclass(frozen=True)
class Mention:
    """A phrase with its dates; ``first`` is None for no real day."""

    phrase: Phrase
    first: datetime.date | None
    last: datetime.date | None

    @property
    def due(self) -> datetime.date | None:
        """The last day on which to act: midnight ends the day before."""
        return self.first and self.first - _DAY * self.phrase.midnight


def read(
    section: Section,
    event: str | None,
    weeks: Sequence[Week],
    others: Mapping[str, Sequence[Week]],
    problems: list[Problem],
) -> list[Mention]:
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
    near = weeks[0].start
    found = []
    for phrase in phrases.find(section):
        first, last = phrase.first.near(near), phrase.last.near(near)
        if week_of(first, weeks) is None:
            if first and any(
                week.start - 7 * _DAY <= first <= week.end for week in named
            ):
                continue
            year = _year_meant(phrase.first, weeks)
            meant = phrase.first.in_year(year) if year else None
            # The weekday confirms the year in which a week lists the event.
            if (
                phrase.kind is Kind.DAY
                and meant
                and meant.weekday() == phrase.weekday
            ):
                problems.append(_outside(phrase, weeks))
                first = last = meant
        elif first and phrase.weekday not in (None, first.weekday()):
            problems.append(
                problem(
                    Code.SCHEDULE_WEEKDAY,
                    phrase.position,
                    f'"{phrase.text}" is a {WEEKDAY_NAMES[first.weekday()]}, '
                    f"not a {WEEKDAY_NAMES[phrase.weekday]}.",
                )
            )
        found.append(Mention(phrase, first, last))
    return found


def check_inside(
    mentions: list[Mention],
    weeks: Sequence[Week],
    problems: list[Problem],
) -> None:
    """Report the mentions whose days lie outside the listed weeks.

    A range may reach over a weekend of the weeks it spans.
    """
    start, end = weeks[0].start, weeks[-1].end
    for mention in mentions:
        phrase = mention.phrase
        if mention.first is None or mention.last is None:
            problems.append(
                problem(
                    Code.SCHEDULE_DATE_OUTSIDE_WEEK,
                    phrase.position,
                    f'"{phrase.text}" is not a real day.',
                )
            )
        elif not (
            start <= mention.first <= end and start <= mention.last <= end
        ):
            problems.append(_outside(phrase, weeks))


def _outside(phrase: Phrase, weeks: Sequence[Week]) -> Problem:
    names = " and ".join(
        f"week {week.name} ({week.start} to {week.end})"
        if week.name
        else f"the week {week.start} to {week.end}"
        for week in weeks
    )
    year = _year_meant(phrase.first, weeks)
    if year is not None:
        return problem(
            Code.SCHEDULE_YEAR,
            phrase.position,
            f'"{phrase.text}" would lie in {names} if its year were {year}.',
            f"Write {year}.",
        )
    return problem(
        Code.SCHEDULE_DATE_OUTSIDE_WEEK,
        phrase.position,
        f'"{phrase.text}" lies outside {names}.',
        "Correct the date or list the event in its week.",
    )


def _year_meant(day: Day, weeks: Sequence[Week]) -> int | None:
    """Return the year in which *day* would lie in one of the weeks."""
    if day.year is None:
        return None
    for week in weeks:
        for year in {week.start.year, week.end.year} - {day.year}:
            if week_of(day.in_year(year), [week]):
                return year
    return None


def week_of(date: datetime.date | None, weeks: Sequence[Week]) -> Week | None:
    for week in weeks:
        if date and week.start <= date <= week.end:
            return week
    return None
