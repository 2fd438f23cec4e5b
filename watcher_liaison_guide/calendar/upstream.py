# SPDX-License-Identifier: Apache-2.0
"""Calendars made from schedules of openstack/releases, wherever they lie.

Only commands about calendars import this, and with it all that reads the
schedules.
"""

from __future__ import annotations

import collections
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from watcher_liaison_guide.calendar import (
    checks,
    library,
    schedule,
    series_status,
)
from watcher_liaison_guide.calendar.model import (
    CANONICAL_EVENTS,
    PROSE_ONLY,
    Calendar,
    Cycle,
    Event,
    SourceNote,
)
from watcher_liaison_guide.calendar.page import Page, Section, read_page
from watcher_liaison_guide.calendar.rules import Dating
from watcher_liaison_guide.calendar.schedule import Key
from watcher_liaison_guide.files import listed, read_file
from watcher_liaison_guide.problems import Code, Problem, in_order
from watcher_liaison_guide.sources import RELEASES, FolderSource, Source
from watcher_liaison_guide.yamlreader import decode

#: A schedule's page has some 20 KiB.
MOST_BYTES = 64 * 1024


def series_of(source: Source, cycles: dict[str, Cycle]) -> tuple[str, ...]:
    """Return the series to import, the oldest first.

    Of a directory these are all that have a schedule; of a URL those that
    have not ended, as the schedule of an ended one moves no more.
    """
    if not isinstance(source, FolderSource):
        return tuple(
            name
            for name, cycle in reversed(cycles.items())
            if cycle.status != "end of life" and name not in PROSE_ONLY
        )
    order = {name: place for place, name in enumerate(reversed(cycles))}
    files = sorted(source.root.glob(_path("*", "yaml")))
    names = [path.parent.name for path in files]
    present = filter(series_status.NAME.fullmatch, names)
    # Those that the status does not list come last, by name.
    return tuple(sorted(present, key=lambda name: order.get(name, len(order))))


def read(
    source: Source, series: str, cycles: dict[str, Cycle]
) -> library.Reading:
    """Read the schedule of *series*, whose names and status *cycles* has.

    Returns None where there is no schedule that a machine can read. The
    problems are all that ``calendar lint`` reports about the two files.
    """
    wanted = _path(series, "yaml"), _path(series, "rst")
    paths = source.shown(wanted[0]), source.shown(wanted[1])
    if isinstance(source, FolderSource) and not source.has(wanted[0]):
        reason = f"There is no schedule of {series} here"
        if series in PROSE_ONLY:
            reason = f"The schedule of {series} was a page only"
        return None, [
            Code.SCHEDULE_MISSING.at(
                paths[0], f"{reason}: no dates can be read."
            )
        ]
    content, page = map(source.read, wanted)
    cycle = cycles.get(series) or series
    return build(content, page, paths, SourceNote.of(source), cycle, cycles)


def build(
    content: bytes | Problem,
    page_content: bytes | Problem,
    paths: tuple[str, str],
    note: SourceNote,
    cycle: Cycle | str | None = None,
    cycles: Iterable[str] = (),
) -> library.Reading:
    """Make a calendar of the bytes of schedule.yaml and schedule.rst.

    *paths* are the two files' as problems name them. Of a *cycle* that is
    not known, or only by its series, the names that the page gives are
    taken; *cycles* are all series, the newest first. Without the page there
    is no calendar: the rule's dates would pass for stated ones.
    """
    if isinstance(content, Problem):
        return None, [content]
    found, problems = schedule.read(content, paths[0])
    if found is None:
        return None, in_order(problems)
    page = _page(page_content, paths[1], problems)
    if not isinstance(cycle, Cycle):
        # The initial of most keys replaces an unknown name.
        initials = collections.Counter(key[0] for key in found.listed)
        common = initials.most_common(1)[0][0] if initials else "?"
        series = cycle or (page and page.series) or common
        cycle = Cycle(series, (page and page.release) or series)
    keys = found.keys(cycle.series[0])
    problems += checks.structure(found, keys, page, cycle.series[0])
    if page is None:
        return None, in_order(problems)
    events, teams = _events(keys, page, cycle.series[0], problems)
    problems += checks.milestones(events, paths[1], cycle.release_date)
    problems += checks.other_series(page, cycle, reversed([*cycles]))
    weeks = schedule.by_date(one.week for one in found.weeks)
    order = dict.fromkeys((*CANONICAL_EVENTS, *events))
    events = {name: events[name] for name in order if name in events}
    teams = dict(sorted(teams.items()))
    return Calendar(cycle, note, weeks, events, teams), in_order(problems)


def _events(
    every: Iterable[Key], page: Page, initial: str, problems: list[Problem]
) -> tuple[dict[str, Event], dict[str, dict[str, Event]]]:
    """Return the cross-project events by id, and those of each team."""
    keys = [one for one in every if not one.foreign]
    # Of the keys that mean the same event the best is taken for it.
    chosen: dict[str, Key] = {}
    for key in sorted(keys, key=lambda key: key.rank):
        if key.event:
            chosen.setdefault(key.event, key)
    others = {event: key.weeks for event, key in chosen.items()}
    shared = collections.Counter(key.team_and_name for key in keys)
    by_label: dict[str, Section] = {}
    by_event: dict[str, Section] = {}
    for described in page.sections:
        for label in described.keys(initial):
            by_label[label.text] = described
            if label.event and not label.foreign:
                by_event.setdefault(label.event, described)
    events: dict[str, Event] = {}
    teams: dict[str, dict[str, Event]] = {}
    for key in keys:
        section = by_label.get(key.text) or by_event.get(key.event or "")
        dating = Dating(key.event, key.weeks, others, problems)
        event = dating.dated(section)
        team, name = key.team_and_name
        named = teams.setdefault(team, {}) if team else events
        # An id of this cycle's events is for no other's.
        taken = named if team else {*named, *CANONICAL_EVENTS}
        if key.event and chosen[key.event] is key:
            name, taken = key.event, {}
        elif name in taken or (key.following and shared[team, name] > 1):
            name = key.text
        if name in taken:
            problems.append(
                Code.DUPLICATE_IDENTIFIER.at(
                    key.text.position,
                    f'"{key.text}" is already the name of another event.',
                )
            )
            continue
        named[name] = replace(event, id=name, key=key.text, team=team or None)
    return events, teams


def _path(series: str, kind: str) -> str:
    return f"doc/source/{series}/schedule.{kind}"


def _page(
    content: bytes | Problem, path: str, problems: list[Problem]
) -> Page | None:
    if isinstance(content, bytes) and len(content) > MOST_BYTES:
        content = Code.FILE_TOO_LARGE.at(
            path,
            f"The page has {len(content)} bytes. At most {MOST_BYTES} are "
            "read.",
        )
    text = decode(content, path) if isinstance(content, bytes) else content
    if isinstance(text, Problem):
        problems.append(text)
        return None
    return read_page(text, path)


# -- from any place that a user names


def is_schedule(path: Path) -> bool:
    """Whether a directory has one series' schedule."""
    # Not Path.is_file, which raises for a name that is too long.
    return os.path.isfile(path / "schedule.yaml")


def from_source(source: Source) -> library.Found:
    """Read all calendars that a source offers, by series."""
    cycles, problems = series_status.read(source)
    calendars, found = library.read_all(
        read(source, name, cycles) for name in series_of(source, cycles)
    )
    return calendars, problems + found


def from_schedule(folder: Path) -> library.Found:
    """Read the calendar of a directory with one series' schedule."""
    paths = str(folder / "schedule.yaml"), str(folder / "schedule.rst")
    content, page = map(read_file, paths)
    return library.read_all(
        [build(content, page, paths, SourceNote(RELEASES))]
    )


def from_path(path: Path) -> library.Found:
    """Read the calendars at *path*: a calendar's file, a data directory
    or a directory of calendars, one series' schedule, or a checkout of
    openstack/releases.
    """
    if is_schedule(path):
        return from_schedule(path)
    if (path / "doc" / "source").is_dir():
        return from_source(FolderSource(path))
    folder = path / library.FOLDER
    if not folder.is_dir():
        folder = path
    files = [path] if path.is_file() else listed(folder, ".yaml")
    if files:
        return library.read_all(map(library.load_calendar, files))
    return {}, [
        Code.FILE_UNREADABLE.at(
            path,
            "There are no calendars and no schedules here.",
            "Name a calendar's file, a data directory or a checkout of "
            "openstack/releases.",
        )
    ]


def from_word(word: str, folders: Sequence[Path]) -> library.Found:
    """Read what *word* names: a path, else a cycle with a calendar."""
    # os.path.exists, as a word may be too long for the name of a file.
    if os.path.exists(word):
        return from_path(Path(word))
    return library.read_all([library.Shelf(folders).load_one(word)])
