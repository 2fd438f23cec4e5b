# SPDX-License-Identifier: Apache-2.0
"""Calendars from wherever a user points: files, folders, sources, cycles."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from watcher_liaison_guide.calendar import library, status, store, upstream
from watcher_liaison_guide.calendar.model import Calendar, SourceNote
from watcher_liaison_guide.problems import Code, Position, Problem, report
from watcher_liaison_guide.sources import RELEASES, FolderSource, Source
from watcher_liaison_guide.yamlreader import read_file

Found = tuple[dict[str, Calendar], list[Problem]]


def is_schedule(path: Path) -> bool:
    """Whether a directory has one series' schedule."""
    # Not Path.is_file, which raises for a name that is too long.
    return os.path.isfile(path / "schedule.yaml")


def from_source(source: Source) -> Found:
    """Read all calendars that a source offers, by series."""
    cycles, problems = status.read(source)
    calendars = {}
    for name in upstream.series_of(source, cycles):
        calendar, found = upstream.read(source, name, cycles)
        problems += found
        if calendar is not None:
            calendars[name] = calendar
    return calendars, problems


def from_schedule(folder: Path) -> Found:
    """Read the calendar of a directory with one series' schedule."""
    paths = str(folder / "schedule.yaml"), str(folder / "schedule.rst")
    content, page = map(read_file, paths)
    if isinstance(content, Problem):
        return {}, [content]
    calendar, problems = upstream.build(
        content, page, paths, SourceNote(RELEASES)
    )
    return library.by_series([calendar] if calendar else []), problems


def from_path(path: Path) -> Found:
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
    files = [path] if path.is_file() else sorted(folder.glob("[!.]*.yaml"))
    calendars: list[Calendar] = []
    problems: list[Problem] = []
    for file in files:
        calendar, found = store.load(file)
        problems += found
        if calendar is not None:
            calendars.append(calendar)
    if not files:
        report(
            problems,
            Code.FILE_UNREADABLE,
            Position(str(path)),
            "There are no calendars and no schedules here.",
            "Give a calendar's file, a data folder or a checkout of "
            "openstack/releases.",
        )
    return library.by_series(calendars), problems


def from_word(word: str, folders: Sequence[Path]) -> Found:
    """Read what *word* names: a path, else a cycle with a calendar."""
    # os.path.exists, as a word may be too long for the name of a file.
    if os.path.exists(word):
        return from_path(Path(word))
    calendar, problems = library.Shelf(folders).load_one(word)
    return library.by_series([calendar] if calendar else []), problems
