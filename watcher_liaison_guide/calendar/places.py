# SPDX-License-Identifier: Apache-2.0
"""Calendars from any place that a user names.

Only commands about calendars import this, and with it all that reads the
schedules of openstack/releases.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from watcher_liaison_guide.calendar import series_status, store, upstream
from watcher_liaison_guide.calendar.library import (
    FOLDER,
    Found,
    Shelf,
    read_all,
)
from watcher_liaison_guide.calendar.model import SourceNote
from watcher_liaison_guide.files import listed, read_file
from watcher_liaison_guide.problems import Code, Position, Problem
from watcher_liaison_guide.sources import RELEASES, FolderSource, Source


def is_schedule(path: Path) -> bool:
    """Whether a directory has one series' schedule."""
    # Not Path.is_file, which raises for a name that is too long.
    return os.path.isfile(path / "schedule.yaml")


def from_source(source: Source) -> Found:
    """Read all calendars that a source offers, by series."""
    cycles, problems = series_status.read(source)
    calendars, found = read_all(
        upstream.read(source, name, cycles)
        for name in upstream.series_of(source, cycles)
    )
    return calendars, problems + found


def from_schedule(folder: Path) -> Found:
    """Read the calendar of a directory with one series' schedule."""
    paths = str(folder / "schedule.yaml"), str(folder / "schedule.rst")
    content, page = map(read_file, paths)
    if isinstance(content, Problem):
        return {}, [content]
    note = SourceNote(RELEASES)
    return read_all([upstream.build(content, page, paths, note)])


def from_path(path: Path) -> Found:
    """Read the calendars at *path*: a calendar's file, a data directory
    or a directory of calendars, one series' schedule, or a checkout of
    openstack/releases.
    """
    if is_schedule(path):
        return from_schedule(path)
    if (path / "doc" / "source").is_dir():
        return from_source(FolderSource(path))
    folder = path / FOLDER
    if not folder.is_dir():
        folder = path
    files = [path] if path.is_file() else listed(folder, ".yaml")
    if files:
        return read_all(map(store.load, files))
    nothing = Code.FILE_UNREADABLE.at(
        Position(str(path)),
        "There are no calendars and no schedules here.",
        "Name a calendar's file, a data directory or a checkout of "
        "openstack/releases.",
    )
    return {}, [nothing]


def from_word(word: str, folders: Sequence[Path]) -> Found:
    """Read what *word* names: a path, else a cycle with a calendar."""
    # os.path.exists, as a word may be too long for the name of a file.
    if os.path.exists(word):
        return from_path(Path(word))
    return read_all([Shelf(folders).load_one(word)])
