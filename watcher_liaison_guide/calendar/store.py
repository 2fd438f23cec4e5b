# SPDX-License-Identifier: Apache-2.0
"""Calendars as files: ``calendars/RELEASE.yaml``, written and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from watcher_liaison_guide import yamlwriter
from watcher_liaison_guide.calendar.model import Calendar, Cycle
from watcher_liaison_guide.fields import Record, read_yaml
from watcher_liaison_guide.files import read_file
from watcher_liaison_guide.problems import Problem

_HEADER = (
    '# Written by "watcher-liaison-guide calendar import"; edits are lost.\n'
)
CALENDAR = Record.of(
    Calendar,
    "a calendar",
    one_of=(("events",),),
    help="The dates of one OpenStack release cycle.",
)


def file_name(cycle: Cycle) -> str:
    return f"{cycle.release}.yaml"


def to_yaml(calendar: Calendar) -> str:
    """Return the text of a calendar's file."""
    return yamlwriter.dump(calendar, _HEADER)


def save(calendar: Calendar, path: Path) -> bool | Problem:
    """Write a calendar's file; return whether that was necessary."""
    return yamlwriter.save(path, to_yaml(calendar), CALENDAR)


def from_yaml(
    content: bytes, path: str
) -> tuple[Calendar | None, list[Problem]]:
    """Read the bytes of a calendar's file; *path* is named in problems."""
    found, problems = read_yaml(CALENDAR, content, path)
    if found is None:
        return None, problems
    calendar: Calendar = replace(
        found,
        events=_named(found.events),
        teams={
            team: _named(events, f"{team}/")
            for team, events in found.teams.items()
        },
        changes=tuple(
            replace(change, events=_named(change.events))
            for change in found.changes
        ),
    )
    return calendar, problems


def load(path: Path) -> tuple[Calendar | None, list[Problem]]:
    """Read a calendar's file."""
    content = read_file(path)
    if isinstance(content, Problem):
        return None, [content]
    return from_yaml(content, str(path))


def _named(events: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return events that know their full names, their keys with *prefix*."""
    found = {}
    for key, event in events.items():
        team, _, name = f"{prefix}{key}".rpartition("/")
        found[key] = event and replace(event, id=name, team=team or None)
    return found
