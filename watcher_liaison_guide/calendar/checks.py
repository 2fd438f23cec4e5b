# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a schedule's structure and days, and where."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from watcher_liaison_guide.calendar.library import is_release, neighbours
from watcher_liaison_guide.calendar.model import (
    EVENT_TITLES,
    SERIES,
    WEEKDAY_NAMES,
    Cycle,
    Event,
)
from watcher_liaison_guide.calendar.page import Kind, Page, find
from watcher_liaison_guide.calendar.rules import LASTING
from watcher_liaison_guide.calendar.schedule import (
    HIGHLIGHTS_SINCE,
    REQUIRED,
    UPSTREAM_KEYS,
    Key,
    ListedWeek,
    Schedule,
)
from watcher_liaison_guide.problems import Code, Position, Problem
from watcher_liaison_guide.yamlreader import position_of

_WEEK = datetime.timedelta(days=7)
_THURSDAY = 3
_RELEASE_WEEK = re.compile(r"R[+-]0")
_CYCLE_WEEK = re.compile(r"R(-[1-9]\d*|[+-]0)")
_LENGTH = re.compile(r"\((\d{1,3}) weeks\)")

#: What a text links to may be about any series.
_LINK = re.compile(r"`[^`]*`_+|https?://\S+")
_GATHERINGS = ("ptg", "summit")


def structure(
    found: Schedule, keys: Sequence[Key], page: Page | None, initial: str
) -> Iterator[Problem]:
    """Yield what is wrong with weeks, headers, keys and sections.

    Without the page nothing is said about sections.
    """
    yield from _weeks(found.weeks)
    yield from _headers(found)
    listed = _by_event(keys)
    labels: dict[str, Key] = {}
    if page is not None:
        every = [key for one in page.sections for key in one.keys(initial)]
        labels = _by_event(every)
        texts = {key.text for key in every}
        for key in keys:
            if key.text not in texts and not key.foreign:
                yield Code.SCHEDULE_KEY_WITHOUT_SECTION.at(
                    key.text.position,
                    f'"{key.text}" is listed, but no section describes it.',
                    _other_name(key, labels),
                )
        yield from _unlisted(found, page, listed, initial)
        yield from _headline(found, page)
    for key in keys:
        several = len(key.weeks) > 1 and not key.foreign
        if several and key.event not in (None, *LASTING):
            starts = " and ".join(str(week.start) for week in key.weeks)
            message = (
                f'The weeks from {starts} list the deadline "{key.text}".'
            )
            yield Code.SCHEDULE_SEVERAL_WEEKS.at(key.text.position, message)
    # An event that only a section knows is reported with that section.
    start = min(week.week.start for week in found.weeks)
    for event in REQUIRED:
        if event in listed or event in labels:
            continue
        if event == "cycle-highlights" and start <= HIGHLIGHTS_SINCE:
            continue
        names = [f'"{initial}-{name}"' for name in UPSTREAM_KEYS[event]]
        yield Code.SCHEDULE_EVENT_MISSING.at(
            found.position,
            f"The schedule has no {EVENT_TITLES[event]}: no week lists "
            f"{' or '.join(names)}.",
        )


def _by_event(every: Iterable[Key]) -> dict[str, Key]:
    """Return for each canonical event a key or label that means it."""
    return {
        key.event: key
        for key in sorted(every, key=lambda key: key.text, reverse=True)
        if key.event and not key.foreign
    }


def _weeks(weeks: Sequence[ListedWeek]) -> Iterator[Problem]:
    for number, listed in enumerate(weeks):
        week, earlier = listed.week, weeks[:number]
        start, end = (
            WEEKDAY_NAMES[day.weekday()] for day in (week.start, week.end)
        )
        days = (week.end - week.start).days + 1
        if (start, days) != ("Monday", 5):
            yield Code.SCHEDULE_WEEK.at(
                (listed.end if start == "Monday" else listed.start).position,
                f"The week {week.start} to {week.end} is not Monday to "
                f"Friday but {start} to {end}, {days} days.",
            )
        twins = [one for one in earlier if one.start.date == week.start]
        named = [one for one in earlier if one.name == listed.name]
        if twins:
            twin = twins[0].start
            yield Code.SCHEDULE_DUPLICATE_WEEK.at(
                listed.start.position,
                f"The week from {week.start} has days of the week from "
                f"{twin.date}, which is on line {twin.position.line}.",
            )
        elif named and listed.name:
            yield Code.SCHEDULE_DUPLICATE_WEEK.at(
                listed.name.position,
                f"The name {week.name} is that of the week from "
                f"{named[0].start.date} already.",
            )
        elif earlier and week.start < earlier[-1].start.date:
            yield Code.SCHEDULE_WEEK_ORDER.at(
                listed.start.position,
                f"The week from {week.start} is listed after the week from "
                f"{earlier[-1].start.date}.",
                "Put the weeks in order.",
            )


def _headers(found: Schedule) -> Iterator[Problem]:
    """Compare ``start-week`` and ``release-week`` with the weeks."""
    named = [one.week for one in found.weeks if one.name]
    ends = [one for one in named if _RELEASE_WEEK.fullmatch(one.name or "")]
    starts = sorted(named, key=lambda week: week.start)
    for name, header, meant in (
        ("start-week", found.start_week, starts),
        ("release-week", found.release_week, ends),
    ):
        if header and meant and header.date != meant[0].start:
            yield Code.SCHEDULE_HEADER.at(
                header.position,
                f"The {name} is {header.date}, while week {meant[0].name} "
                f"starts on {meant[0].start}.",
                f"Write {meant[0].start}.",
            )


def _headline(found: Schedule, page: Page) -> Iterator[Problem]:
    """Compare the line under the title with the weeks.

    It gives the cycle's first and last day, and how many weeks have a
    name up to the release.
    """
    match = _LENGTH.search(page.opening.text) if page.opening else None
    starts = {
        one.week.start
        for one in found.weeks
        if _CYCLE_WEEK.fullmatch(one.week.name or "")
    }
    if page.opening is None or match is None or not starts:
        return
    line = page.opening.position(match.start()).line
    start, end = min(starts), max(starts)
    for phrase in find(page.opening, start + (end - start) / 2):
        if phrase.kind is not Kind.RANGE or phrase.position.line != line:
            continue
        first, last = phrase.first, phrase.last
        # Cycles begin with the release of the one before, in the week before.
        if not first or not start - _WEEK <= first < start + _WEEK:
            wrong = (
                f'"{phrase.text}" does not begin with the cycle, whose first '
                f"week starts on {start}."
            )
        elif not last or not end <= last < end + _WEEK:
            wrong = (
                f'"{phrase.text}" does not end with the cycle, whose last '
                f"week starts on {end}."
            )
        elif int(match[1]) != len(starts):
            wrong = f"The cycle has {len(starts)} weeks, not {match[1]}."
        else:
            return
        yield Code.SCHEDULE_HEADER.at(phrase.position, wrong)
        return


def _unlisted(
    found: Schedule, page: Page, listed: Mapping[str, Key], initial: str
) -> Iterator[Problem]:
    for section in page.sections:
        own = [key for key in section.keys(initial) if key.own]
        if own and not any(key.text in found.listed for key in own):
            yield Code.SCHEDULE_UNLISTED_SECTION.at(
                own[0].text.position,
                f'No week lists "{own[0].text}" ({section.title}).',
                _other_name(own[0], listed)
                or "List it in its week, or remove the section.",
            )
        elif not section.labels and find(section, found.weeks[0].start.date):
            yield Code.SCHEDULE_UNLISTED_SECTION.at(
                section.title.position,
                f'"{section.title}" has no label, so no week can list it.',
                "Give it a label and list that in its week.",
            )


def _other_name(key: Key, others: Mapping[str, Key]) -> str | None:
    """Return which other key means the same, if there is one."""
    other = others.get(key.event or "")
    return f'"{other.text}" may be meant.' if other else None


def milestones(
    events: Mapping[str, Event], path: str, planned: datetime.date | None
) -> Iterator[Problem]:
    """Check the days of milestones and of the release, and the week of the
    final libraries.

    *path* is the page's; *planned* is the release's day in
    series_status.yaml.
    """
    release = events.get("release", Event())
    if planned and release.due not in (None, planned):
        line = release.stated_at
        yield Code.SCHEDULE_HEADER.at(
            Position(path, line, 1) if line else position_of(release.key),
            f"The release is on {release.due} here and on {planned} in "
            "series_status.yaml.",
        )
    for name in ("milestone-1", "milestone-2", "milestone-3"):
        event = events.get(name, Event())
        if event.stated_at and event.due and event.due.weekday() != _THURSDAY:
            yield Code.SCHEDULE_MILESTONE.at(
                Position(path, event.stated_at, 1),
                f"{EVENT_TITLES[name]} is on {event.due}, which is a "
                f"{WEEKDAY_NAMES[event.due.weekday()]}. Milestones are on "
                "Thursdays.",
            )
    libraries = events.get("final-library-release", Event())
    milestone = events.get("milestone-3", Event())
    if libraries.start is None or milestone.start is None:
        return
    if not 0 < (milestone.start - libraries.start).days <= 7:
        yield Code.SCHEDULE_LIBRARY_WEEK.at(
            position_of(libraries.key),
            f'"{libraries.key}" is listed in the week from '
            f"{libraries.start}. It belongs in the week before milestone 3, "
            f"which is in the week from {milestone.start}.",
        )


def other_series(
    page: Page, cycle: Cycle, cycles: Iterable[str]
) -> Iterator[Problem]:
    """Report the texts of events that name only other series than theirs.

    Theirs is the cycle's own. A cycle-trailing release may be of the one
    before, elections are for the next one, and texts about the PTG and the
    summit speak of all three.
    """
    order = list(dict.fromkeys((*SERIES, *cycles, cycle.series)))
    place = order.index(cycle.series)
    before = {name.capitalize() for name in order[:place][-1:]}
    after = {name.capitalize() for name in order[place + 1 :][:1]}
    if is_release(cycle.release):
        earlier, later = neighbours(cycle.release)
        before.add(earlier)
        after.add(later)
    names = "|".join(re.escape(name.capitalize()) for name in order)
    pattern = re.compile(rf"\b(?:{names}|20\d\d\.[12])\b")
    for section in page.sections:
        keys = section.keys(cycle.series[0])
        key = next((key for key in keys if key.own), None)
        if key is None:
            continue
        expected = {cycle.series.capitalize(), cycle.release}
        if "trail" in key.name or key.event in _GATHERINGS:
            expected |= before
        if key.election or key.event in _GATHERINGS:
            expected |= after
        text = _LINK.sub(lambda link: " " * len(link[0]), section.text)
        named = list(pattern.finditer(text))
        if named and not any(match[0] in expected for match in named):
            yield Code.SCHEDULE_OTHER_SERIES.at(
                section.position(named[0].start()),
                f'The text names "{named[0][0]}" in the schedule of '
                f"{cycle.series.capitalize()}.",
                "Check whether it was copied from another schedule.",
            )
