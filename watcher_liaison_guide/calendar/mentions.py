# SPDX-License-Identifier: Apache-2.0
"""The days that an event's text mentions, and what contradicts them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar import phrases
from watcher_liaison_guide.calendar.model import (
    EVENT_TITLES,
    WEEKDAY_NAMES,
    Week,
)
from watcher_liaison_guide.calendar.phrases import Day, Kind, Phrase
from watcher_liaison_guide.calendar.sections import Section
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    problem,
)

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
    position: Position

    @property
    def due(self) -> datetime.date | None:
        """The last day on which to act: midnight ends the day before."""
        if self.first is None:
            return None
        return self.first - _DAY * self.phrase.midnight


def read(
    section: Section | None,
    path: str,
    event: str | None,
    weeks: Sequence[Week],
    others: Mapping[str, Sequence[Week]],
    problems: list[Problem],
) -> list[Mention]:
    """Return the days that the text of an event mentions as its own.

    *weeks* are those that list the *event*, *others* those of all canonical
    events.
    """
    if section is None:
        return []
    named = _named_in(section.text, event, others)
    found = [
        _with_year_of_week(mention, weeks, problems)
        for mention in _mentions(section, weeks[0].start, path)
        if not _is_of_another(mention, weeks, named)
    ]
    _check_weekdays(found, weeks, problems)
    return found


def _mentions(
    section: Section, near: datetime.date, path: str
) -> list[Mention]:
    return [
        Mention(
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
    mention: Mention, weeks: Sequence[Week], named: Sequence[Week]
) -> bool:
    """Whether a day is that of another event that the text names.

    It may be in the week before, too, as in "before 10 February".
    """
    date = mention.first
    if date is None or week_of(date, weeks) is not None:
        return False
    return any(week.start - 7 * _DAY <= date <= week.end for week in named)


def _with_year_of_week(
    mention: Mention, weeks: Sequence[Week], problems: list[Problem]
) -> Mention:
    """Correct the year of a day whose weekday confirms a listed week."""
    phrase = mention.phrase
    year = _year_meant(phrase.first, weeks)
    if year is None or phrase.kind is not Kind.DAY:
        return mention
    date = phrase.first.in_year(year)
    if (
        date is None
        or date.weekday() != phrase.weekday
        or week_of(mention.first, weeks) is not None
    ):
        return mention
    problems.append(_wrong_year(mention, year, weeks))
    return replace(mention, first=date, last=date)


def _check_weekdays(
    mentions: list[Mention],
    weeks: Sequence[Week],
    problems: list[Problem],
) -> None:
    for mention in mentions:
        weekday, date = mention.phrase.weekday, mention.first
        if weekday is None or date is None or date.weekday() == weekday:
            continue
        if week_of(date, weeks) is None:
            continue  # the day itself is wrong, and is reported
        problems.append(
            problem(
                Code.SCHEDULE_WEEKDAY,
                mention.position,
                f'"{mention.phrase.text}" is a '
                f"{WEEKDAY_NAMES[date.weekday()]}, not a "
                f"{WEEKDAY_NAMES[weekday]}.",
            )
        )


def check_inside(
    mentions: list[Mention],
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


def _wrong_year(mention: Mention, year: int, weeks: Sequence[Week]) -> Problem:
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


def week_of(date: datetime.date | None, weeks: Sequence[Week]) -> Week | None:
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
