# SPDX-License-Identifier: Apache-2.0
"""The rule that turns the weeks and the text of an event into dates.

Only weeks are data in openstack/releases; days are a rule ("deadlines are
generally the Thursday of the week", note at the top of schedule.rst) with
exceptions that the events' texts state.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar import page
from watcher_liaison_guide.calendar.model import (
    EVENT_TITLES,
    WEEKDAY_NAMES,
    Basis,
    Event,
    Occurrence,
    Week,
)
from watcher_liaison_guide.calendar.page import Kind, Phrase, Section
from watcher_liaison_guide.problems import Code, Problem

_DAY = datetime.timedelta(days=1)
_THURSDAY, _FRIDAY = 3, 4
#: Gatherings last; nothing is due on any one day of them.
LASTING = (
    "ptg",
    "summit",
    "election-nominations",
    "election-campaigning",
    "election-voting",
)
#: The week itself is what counts, whatever its text says.
_WEEKS = ("rc1", "final-rc")
#: It has no deadline although it is in one week.
_NO_DEADLINE = "election-close"
#: The text is right even where the list of weeks has another week.
_TEXT_FIRST = "election-email-deadline"

#: How texts name the events whose days they mention.
_NAMES_IN_TEXTS = {
    event: title.lower()
    for event, title in EVENT_TITLES.items()
    if event != "release"
} | {"final-client-library-release": "client libraries"}


@dataclass
class Dating:
    """Dates one event, and reports what contradicts its dates.

    ``event`` is its canonical name if it has one, ``weeks`` are the weeks
    that list it (at least one, in order); ``others`` has the weeks of all
    canonical events.
    """

    event: str | None
    weeks: Sequence[Week]
    others: Mapping[str, Sequence[Week]]
    problems: list[Problem]

    def dated(self, section: Section | None) -> Event:
        """Return the event with the dates that its weeks and text give."""
        found = self._mentions(section) if section else []
        if self.event in LASTING:
            self._check_inside(found[:1])
            return self._span()
        days = [one for one in found if one.kind is Kind.DAY]
        windows = [one for one in found if one.kind is not Kind.DAY]
        stated = self._stated(days) if days else None
        if stated is not None:
            return stated
        if section is not None and not days:
            self._check_inside(windows[:1])
            ending = page.END_OF_WEEK.search(section.text)
            if ending:
                self.problems.append(
                    Code.SCHEDULE_AMBIGUOUS.at(
                        section.position(ending.start()),
                        "The deadline is the end of the week; it is read as "
                        "Friday.",
                    )
                )
                return self._each(Basis.WEEK, _FRIDAY)
        if self.event in _WEEKS or (windows and len(self.weeks) == 1):
            return self._each(Basis.WEEK)
        # A deadline that several weeks list has several days, and so none
        # that others are counted from.
        lasts = not self.event and len(self._runs()) < len(self.weeks)
        if lasts or self.event == _NO_DEADLINE:
            return self._span()
        return self._each(Basis.THURSDAY_RULE)

    def _mentions(self, section: Section) -> list[Phrase]:
        """Return the days that the text mentions as the event's own.

        A day in the weeks of another event that the text names is that
        one's; it may be in the week before, too, as in "before 10 February".
        """
        words = " ".join(section.text.split()).lower()
        named = [
            week
            for other, listed in self.others.items()
            if other != self.event
            and _NAMES_IN_TEXTS.get(other, "\0") in words
            for week in listed
        ]
        found = []
        for phrase in page.find(section, self.weeks[0].start):
            first, weekday = phrase.first, phrase.weekday
            meant = self._meant(phrase) if phrase.kind is Kind.DAY else None
            if self._week(first) is None:
                if first and any(
                    week.start - 7 * _DAY <= first <= week.end
                    for week in named
                ):
                    continue
                # The weekday confirms the year in which a week lists it.
                if meant and meant.weekday() == weekday:
                    self._report_outside(phrase)
                    phrase = replace(phrase, first=meant, last=meant)
            elif first and weekday not in (None, first.weekday()):
                self.problems.append(
                    Code.SCHEDULE_WEEKDAY.at(
                        phrase.position,
                        f'"{phrase.text}" is a '
                        f"{WEEKDAY_NAMES[first.weekday()]}, not a "
                        f"{WEEKDAY_NAMES[weekday]}.",
                    )
                )
            found.append(phrase)
        return found

    def _stated(self, days: list[Phrase]) -> Event | None:
        """Return the event as its text dates it, None if the rule decides."""
        by_week: dict[Week, Phrase] = {}
        outside = []
        for phrase in days:
            week = self._week(phrase.first)
            if week is None:
                outside.append(phrase)
            else:
                by_week.setdefault(week, phrase)
        first = days[0]
        several = len(by_week) > 1
        self._check_inside(outside if several else [first])
        if self.event == _TEXT_FIRST and first.first is not None:
            monday = first.first - _DAY * first.first.weekday()
            week = Week(None, monday, monday + _DAY * 4)
            by_week = {self._week(first.first) or week: first}
            runs = [list(by_week)]
        elif not by_week or (first in outside and not several):
            return None
        else:
            runs = [[one] for one in self.weeks] if several else self._runs()
        occurrences = []
        for run in runs:
            stated = next(
                (by_week[one] for one in run if one in by_week), None
            )
            if stated:
                occurrences.append(_occurrence(run, stated.due))
            elif several or not self.event:  # a deadline has only one day
                occurrences += [
                    _occurrence([one], _weekday(one, _THURSDAY)) for one in run
                ]
        line = min(one.position.line for one in by_week.values())
        return Event(
            basis=Basis.STATED, stated_at=line, occurrences=tuple(occurrences)
        )

    def _each(self, basis: Basis, weekday: int = _THURSDAY) -> Event:
        """Return an event on a weekday of each of its weeks."""
        every = (
            _occurrence([week], _weekday(week, weekday)) for week in self.weeks
        )
        return Event(basis=basis, occurrences=tuple(every))

    def _span(self) -> Event:
        """Return an event that lasts as long as its weeks in a row."""
        every = (_occurrence(run, None) for run in self._runs())
        return Event(basis=Basis.SPAN, occurrences=tuple(every))

    def _runs(self) -> list[list[Week]]:
        """Return the weeks, those that follow each other together."""
        runs: list[list[Week]] = []
        for week in self.weeks:
            if runs and (week.start - runs[-1][-1].start).days <= 7:
                runs[-1].append(week)
            else:
                runs.append([week])
        return runs

    def _week(self, day: datetime.date | None) -> Week | None:
        """Return the week of the event that has *day*."""
        return next((week for week in self.weeks if week.has(day)), None)

    def _meant(self, phrase: Phrase) -> datetime.date | None:
        """Return the day if in another year it were in one of the weeks."""
        day = phrase.written
        for week in self.weeks if day.year else ():
            for year in {week.start.year, week.end.year} - {day.year}:
                meant = day.in_year(year)
                if week.has(meant):
                    return meant
        return None

    def _check_inside(self, found: Iterable[Phrase]) -> None:
        """Report the phrases whose days lie outside the listed weeks.

        A range may reach over a weekend of the weeks it spans.
        """
        spans = [(run[0].start, run[-1].end) for run in self._runs()]
        for phrase in found:
            days = filter(None, (phrase.first, phrase.last))
            if sum(a <= day <= b for day in days for a, b in spans) < 2:
                self._report_outside(phrase)

    def _report_outside(self, phrase: Phrase) -> None:
        names = " and ".join(
            f"week {week.name} ({week.start} to {week.end})"
            if week.name
            else f"the week {week.start} to {week.end}"
            for week in self.weeks
        )
        meant = self._meant(phrase)
        code = Code.SCHEDULE_DATE_OUTSIDE_WEEK
        wrong = f"is outside {names}."
        advice: str | None = "Correct the date or list the event in its week."
        if meant is not None:
            code = Code.SCHEDULE_YEAR
            wrong = f"would be in {names} if its year were {meant.year}."
            advice = f"Write {meant.year}."
        elif phrase.first is None or phrase.last is None:
            wrong, advice = "is not a real day.", None
        self.problems.append(
            code.at(phrase.position, f'"{phrase.text}" {wrong}', advice)
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
