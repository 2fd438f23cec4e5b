# SPDX-License-Identifier: Apache-2.0
"""The names of events in sentences and lists."""

from __future__ import annotations

from watcher_liaison_guide.calendar.model import EVENT_TITLES as EVENT_TITLES
from watcher_liaison_guide.calendar.model import Event


def title(event: Event) -> str:
    """Return an event's name for people, with its team where it has one."""
    if event.team:
        return f"{event.team.capitalize()} {event.id.replace('-', ' ')}"
    known = EVENT_TITLES.get(event.id)
    if known:
        return known
    words = event.id.replace("-", " ")
    return words[:1].upper() + words[1:]
