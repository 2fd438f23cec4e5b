# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a schedule's structure and days, and where."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping

from watcher_liaison_guide.calendar import keys, phrases
from watcher_liaison_guide.calendar.model import WEEKDAY_NAMES
from watcher_liaison_guide.calendar.phrases import Kind
from watcher_liaison_guide.calendar.schedule import ListedWeek, Schedule
from watcher_liaison_guide.calendar.sections import Page
from watcher_liaison_guide.calendar.titles import EVENT_TITLES
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    problem,
)

_WEEK = datetime.timedelta(days=7)
_RELEASE_WEEK = re.compile(r"R[+-]0")
_CYCLE_WEEK = re.compile(r"R(-[1-9]\d*|[+-]0)")
_LENGTH = re.compile(r"\((\d{1,3}) weeks\)")


def structure(
    found: Schedule, page: Page | None, paths: tuple[str, str], series: str
) -> list[Problem]:
    """Return what is wrong with weeks, headers, keys and sections.

    *paths* are those of schedule.yaml and schedule.rst. Without the page
    nothing is said about sections.
    """
    initial = series[0]
    listed = _by_event({key.text for key in found.keys}, initial)
    labels = _by_event(
        {
            label
            for section in (page.sections if page else ())
            for label, _ in section.labels
        },
        initial,
    )
    problems = [*_weeks(found), *_headers(found)]
    if page is not None:
        problems += _without_section(found, page, labels, initial)
        problems += _unlisted(found, page, paths[1], listed, initial)
        problems += _headline(found, page, paths[1])
    return problems + _missing(found, {*listed, *labels}, initial)


def _by_event(texts: Collection[str], initial: str) -> dict[str, str]:
    """Return for each canonical event a key or label that means it."""
    found: dict[str, str] = {}
    for text in sorted(texts):
        meaning = keys.read(text, initial)
        if meaning.event and not meaning.foreign:
            found.setdefault(meaning.event, text)
    return found


def _weeks(found: Schedule) -> list[Problem]:
    problems = []
    names: dict[str, ListedWeek] = {}
    odd: set[int] = set()
    latest: datetime.date | None = None
    for number, listed in enumerate(found.weeks):
        week = listed.week
        if (
            week.start.weekday() != 0
            or week.end != week.start + datetime.timedelta(days=4)
        ):
            odd.add(number)
            days = (week.end - week.start).days + 1
            where = listed.end_at
            if week.start.weekday() != 0:
                where = listed.start_at
            problems.append(
                problem(
                    Code.SCHEDULE_WEEK,
                    where,
                    f"The week {week.start} to {week.end} is not Monday to "
                    f"Friday but {_weekday(week.start)} to "
                    f"{_weekday(week.end)}, {days} days.",
                )
            )
        twin = None
        if latest is not None and week.start <= latest:
            twin = _twin(number, found.weeks, odd)
        latest = max(week.end, latest or week.end)
        if twin is not None:
            problems.append(
                problem(
                    Code.SCHEDULE_DUPLICATE_WEEK,
                    listed.start_at,
                    f"The week from {week.start} has days of the week from "
                    f"{twin.week.start}, which is on line "
                    f"{twin.start_at.line}.",
                )
            )
        elif week.name and week.name in names and listed.name_at:
            problems.append(
                problem(
                    Code.SCHEDULE_DUPLICATE_WEEK,
                    listed.name_at,
                    f"The name {week.name} is that of the week from "
                    f"{names[week.name].week.start} already.",
                )
            )
        elif number and week.start < found.weeks[number - 1].week.start:
            problems.append(
                problem(
                    Code.SCHEDULE_WEEK_ORDER,
                    listed.start_at,
                    f"The week from {week.start} is listed after the week "
                    f"from {found.weeks[number - 1].week.start}.",
                    "Put the weeks in order.",
                )
            )
        if week.name:
            names.setdefault(week.name, listed)
    return problems


def _twin(
    number: int, weeks: tuple[ListedWeek, ...], odd: set[int]
) -> ListedWeek | None:
    """Return an earlier week of the list that shares days with this one.

    Where one of the two has an odd length, that was reported instead,
    unless they start on the same day.
    """
    week = weeks[number].week
    for earlier in range(number):
        other = weeks[earlier].week
        if week.start == other.start:
            return weeks[earlier]
        apart = week.end < other.start or other.end < week.start
        if not apart and number not in odd and earlier not in odd:
            return weeks[earlier]
    return None


def _headers(found: Schedule) -> list[Problem]:
    """Compare ``start-week`` and ``release-week`` with the weeks."""
    named = [week for week in found.weeks if week.week.name]
    ends = [w for w in named if _RELEASE_WEEK.fullmatch(w.week.name or "")]
    meant = {}
    if named:
        meant["start-week"] = min(named, key=lambda week: week.week.start)
    if ends:
        meant["release-week"] = ends[0]
    problems = []
    for header in found.headers:
        listed = meant.get(header.key)
        if listed is None or listed.week.start == header.day:
            continue
        problems.append(
            problem(
                Code.SCHEDULE_HEADER,
                header.position,
                f"The {header.key} is {header.day}, while week "
                f"{listed.week.name} starts on {listed.week.start}.",
                f"Write {listed.week.start}.",
            )
        )
    return problems


def _headline(found: Schedule, page: Page, path: str) -> list[Problem]:
    """Compare the line under the title with the weeks.

    It gives the cycle's first and last day, and how many weeks have a
    name up to the release.
    """
    match = _LENGTH.search(page.opening.text)
    if match is None:
        return []
    before = page.opening.text[: match.start()]
    line = before.rfind("\n") + 1
    ranges = [
        phrase
        for phrase in phrases.find(before[line:])
        if phrase.kind is Kind.RANGE
    ]
    cycle = [
        week.week
        for week in found.weeks
        if _CYCLE_WEEK.fullmatch(week.week.name or "")
    ]
    if not ranges or not cycle:
        return []
    start = min(week.start for week in cycle)
    end = max(week.start for week in cycle)
    first = ranges[0].first.near(start)
    last = ranges[0].last.near(end)
    wrong = []
    # Cycles begin with the release of the one before, in the week before.
    if first is None or not start - _WEEK <= first < start + _WEEK:
        wrong.append(
            f'"{ranges[0].text}" does not begin with the cycle, whose first '
            f"week starts on {start}"
        )
    elif last is None or not end <= last < end + _WEEK:
        wrong.append(
            f'"{ranges[0].text}" does not end with the cycle, whose last '
            f"week starts on {end}"
        )
    elif int(match[1]) != len({week.start for week in cycle}):
        wrong.append(
            f"The cycle has {len({week.start for week in cycle})} weeks, "
            f"not {match[1]}"
        )
    return [
        problem(
            Code.SCHEDULE_HEADER,
            page.opening.position(path, line + ranges[0].offset),
            f"{text}.",
        )
        for text in wrong
    ]


def _without_section(
    found: Schedule, page: Page, labels: Mapping[str, str], initial: str
) -> list[Problem]:
    known = {label for one in page.sections for label, _ in one.labels}
    problems = []
    for key in found.keys:
        meaning = keys.read(key.text, initial)
        if key.text in known or meaning.foreign:
            continue
        known.add(key.text)
        problems.append(
            problem(
                Code.SCHEDULE_KEY_WITHOUT_SECTION,
                key.position,
                f'"{key.text}" is listed, and no section describes it.',
                _other_name(meaning, labels),
            )
        )
    return problems


def _unlisted(
    found: Schedule,
    page: Page,
    path: str,
    listed: Mapping[str, str],
    initial: str,
) -> list[Problem]:
    texts = {key.text for key in found.keys}
    problems = []
    for section in page.sections:
        own = [
            (label, line)
            for label, line in section.labels
            if keys.looks_like_key(label, initial)
        ]
        if own and not any(label in texts for label, _ in own):
            label, line = own[0]
            problems.append(
                problem(
                    Code.SCHEDULE_UNLISTED_SECTION,
                    Position(path, line, 1),
                    f'No week lists "{label}" ({section.title}).',
                    _other_name(keys.read(label, initial), listed)
                    or "List it in its week, or remove the section.",
                )
            )
        elif not section.labels and phrases.find(section.text):
            problems.append(
                problem(
                    Code.SCHEDULE_UNLISTED_SECTION,
                    Position(path, section.title_line, 1),
                    f'"{section.title}" has no label, so no week can list it.',
                    "Give it a label and list that in its week.",
                )
            )
    return problems


def _other_name(meaning: keys.Key, others: Mapping[str, str]) -> str | None:
    """Return which other key means the same, if there is one."""
    other = others.get(meaning.event or "")
    return f'"{other}" may be meant.' if other else None


def _missing(
    found: Schedule, known: Collection[str], initial: str
) -> list[Problem]:
    """Report the events that neither a week nor a section knows.

    One that only a section knows is reported with that section.
    """
    start = min(week.week.start for week in found.weeks)
    return [
        problem(
            Code.SCHEDULE_EVENT_MISSING,
            found.position,
            f"The schedule has no {EVENT_TITLES[event]}: no week lists "
            + " or ".join(
                f'"{initial}-{name}"' for name in keys.UPSTREAM_KEYS[event]
            )
            + ".",
        )
        for event in keys.REQUIRED
        if event not in known
        and (event != "cycle-highlights" or start > keys.HIGHLIGHTS_SINCE)
    ]


def _weekday(date: datetime.date) -> str:
    return WEEKDAY_NAMES[date.weekday()]
