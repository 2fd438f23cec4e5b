# SPDX-License-Identifier: Apache-2.0
"""Calendars as files, and those at hand: found by name, day and series."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from watcher_liaison_guide import yamlwriter
from watcher_liaison_guide.calendar.model import (
    PROSE_ONLY,
    Calendar,
    Change,
    Event,
)
from watcher_liaison_guide.embedded import PACKAGE_DATA, data_files
from watcher_liaison_guide.fields import Record, read_yaml
from watcher_liaison_guide.files import read_file
from watcher_liaison_guide.problems import Code, Problem, did_you_mean

#: The package's own data folder.
EMBEDDED = PACKAGE_DATA
FOLDER = "calendars"
_FOLDERS = (FOLDER, "records")
#: OpenStack's releases since Antelope, two in each year.
_RELEASE = re.compile(r"20(2[3-9]|[3-9][0-9])\.[12]")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?")
#: What was read of one file, and what of several.
Reading = tuple[Calendar | None, list[Problem]]
Found = tuple[dict[str, Calendar], list[Problem]]


def to_yaml(calendar: Calendar) -> str:
    """Return the text of a calendar's file."""
    return yamlwriter.imported(calendar, "calendar import")


def save(calendar: Calendar, path: Path) -> bool | Problem:
    """Write a calendar's file; return whether that was necessary."""
    return yamlwriter.save(path, to_yaml(calendar), CALENDAR)


def read_named(shape: Record, path: Path) -> tuple[Any, list[Problem]]:
    """Return what *shape* reads from a release's file, and all problems.

    It is None where the file cannot be used. In a data directory only those
    are used that have their releases' names: a copy would count as another.
    """
    content = read_file(path)
    if isinstance(content, Problem):
        return None, [content]
    found, problems = read_yaml(shape, content, str(path))
    release = found and found.cycle.release
    if release in (None, path.stem) or path.parent.name not in _FOLDERS:
        return found, problems
    wrong = Code.BAD_VALUE.at(
        release.position,
        f'The file "{path.name}" is about "{release}".',
        f'Name it "{release}.yaml", or move it out of the data.',
    )
    return None, [*problems, wrong]


def load_calendar(path: Path) -> Reading:
    """Read a calendar's file."""
    return read_named(CALENDAR, path)


def _calendar(
    events: Mapping[str, Event],
    teams: Mapping[str, Mapping[str, Event]],
    changes: Iterable[Change],
    **others: Any,
) -> Calendar:
    """Return a calendar, whose events know their full names."""
    return Calendar(
        events=_named(events),
        teams={
            team: _named(theirs, f"{team}/") for team, theirs in teams.items()
        },
        changes=tuple(
            replace(change, events=_named(change.events)) for change in changes
        ),
        **others,
    )


def _named(events: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return events that know their full names, their keys with *prefix*."""
    found = {}
    for key, event in events.items():
        team, _, name = f"{prefix}{key}".rpartition("/")
        found[key] = event and replace(event, id=name, team=team or None)
    return found


CALENDAR = replace(
    Record.of(
        Calendar,
        "a calendar",
        one_of=(("events",),),
        help="The dates of one OpenStack release cycle.",
    ),
    build=_calendar,
)


class Shelf:
    """The calendars in data folders, each found and read once."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        #: Returns the calendars' files by release, without reading them.
        self.files = cache(partial(data_files, folders, FOLDER))
        self._load = cache(load_calendar)

    def read(self, path: Path) -> Reading:
        """Return the calendar in a file, and its problems."""
        calendar, problems = self._load(path)
        return calendar, [*problems]

    def load(self) -> Found:
        """Return all calendars by release, the oldest first, and problems."""
        found, problems = read_all(map(self.read, self.files().values()))
        return {one.cycle.release: one for one in found.values()}, problems

    def load_one(
        self, name: str, today: datetime.date | None = None
    ) -> Reading:
        """Return the calendar that *name* asks for.

        *name* is a release id, a series or ``current`` (with *today*), in
        any case. A release id reads no other file.
        """
        path = self.files().get(name)
        if path is not None and is_release(name):
            return self.read(path)
        calendars, problems = self.load()
        by_name = {
            word: one
            for one in calendars.values()
            for word in (one.cycle.series, one.cycle.release)
        }
        found = by_name.get(name.lower())
        if name.lower() == "current" and today is not None:
            found = at(today, calendars.values())
        if found is None:
            problems.append(_unknown(name, by_name, [*calendars], today))
        return found, problems


def _unknown(
    name: str,
    known: Iterable[str],
    releases: Sequence[str],
    today: datetime.date | None,
) -> Problem:
    """Return the problem of a *name* for which there is no calendar."""
    wanted = name.lower()
    if wanted in PROSE_ONLY:
        return Code.SCHEDULE_MISSING.at(
            name,
            f"The schedule of {wanted} was a page only: no dates can be read.",
        )
    message = f'There is no calendar of a cycle "{name}".'
    if wanted == "current" and today is not None:
        message = f"No known cycle includes {today}."
        advice = "Name a cycle, or import newer calendars."
    elif is_no_release(wanted):
        message = f'There is no OpenStack release "{name}".'
        advice = (
            "Those of a year are YEAR.1 and YEAR.2: give one such as "
            f"{following(releases)}."
        )
    elif is_release(wanted):
        # Most likely it is new, and no misspelling of an older one.
        advice = (
            '"calendar import" reads it, once openstack/releases has its '
            "schedule."
        )
    else:
        advice = (
            did_you_mean(wanted, known) or f"There are {', '.join(releases)}."
        )
    return Code.UNKNOWN_CYCLE.at(name, message, advice)


def is_release(name: str) -> bool:
    """Whether a release may have this name, now or later."""
    return _RELEASE.fullmatch(name) is not None


def is_no_release(name: str) -> bool:
    """Whether *name* is a number that no release can have."""
    return _NUMBER.fullmatch(name) is not None and not is_release(name)


def following(releases: Iterable[str]) -> str:
    """Return the release after the newest of *releases*, as an example.

    Where there is none among them, it is the first that had a number.
    """
    return neighbours(max(filter(is_release, releases), default="2022.2"))[1]


def neighbours(release: str) -> tuple[str, str]:
    """Return the ids of the releases before and after one that has an id."""
    year, number = map(int, release.split("."))
    other = 3 - number
    return f"{year + number - 2}.{other}", f"{year + number - 1}.{other}"


def at(today: datetime.date, calendars: Iterable[Calendar]) -> Calendar | None:
    """Return the cycle that *today* falls into.

    A cycle runs from the day after the release before it to its own
    release, the newest one to the end of its last week. None where no
    calendar is known for that time.
    """
    every = sorted(calendars, key=age)
    for calendar in every:
        if today <= age(calendar)[0] or calendar is every[-1]:
            weeks = calendar.weeks
            runs = not weeks or weeks[0].start <= today <= weeks[-1].end
            return calendar if runs else None
    return None


def cycle_status(
    calendar: Calendar, day: datetime.date, others: Iterable[Calendar] = ()
) -> str | None:
    """Return a cycle's status on *day*: what was recorded may be old.

    A cycle is in development from its first week until its release, but
    not before the release of the previous cycle among *others*.
    """
    recorded, release = calendar.cycle.status, calendar.release_day
    if release is None or not calendar.weeks:
        return recorded
    if day >= release:
        early = recorded in (None, "future", "development")
        return "maintained" if early else recorded
    start = calendar.weeks[0].start
    for other in others:
        previous = other.release_day
        if previous is not None and start <= previous < release:
            start = previous + datetime.timedelta(days=1)
    return "development" if day >= start else "future"


def age(calendar: Calendar) -> tuple[datetime.date, str]:
    """Return what sorts calendars by age: their releases' days."""
    day = calendar.release_day or datetime.date.max
    return day, calendar.cycle.release


def by_series(calendars: Iterable[Calendar]) -> dict[str, Calendar]:
    """Return the calendar of each series, the oldest series first.

    A series that has got its release id may be there by its name, too.
    """
    found: dict[str, Calendar] = {}
    for one in sorted(calendars, key=age):
        known = found.get(one.cycle.series)
        if known is None or one.cycle.release != one.cycle.series:
            found[one.cycle.series] = one
    return found


def read_all(readings: Iterable[Reading]) -> Found:
    """Return the calendars that were read by series, and all problems."""
    calendars, problems = [], []
    for calendar, found in readings:
        problems += found
        calendars += [calendar] if calendar is not None else []
    return by_series(calendars), problems
