# SPDX-License-Identifier: Apache-2.0
"""Release calendars: read, checked, compared, kept and counted from."""

from __future__ import annotations

from pathlib import Path

from watcher_liaison_guide.calendar.model import Calendar
from watcher_liaison_guide.problems import Problem

__all__ = ["Calendar", "load_calendar"]


def load_calendar(path: Path) -> tuple[Calendar | None, list[Problem]]:
    """Read a calendar's file."""
    # Imported here: who has a calendar need not wait for its reader.
    from watcher_liaison_guide.calendar.store import load

    return load(path)
