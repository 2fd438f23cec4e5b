# SPDX-License-Identifier: Apache-2.0
"""Days as nodes, in the language of the documentation."""

from __future__ import annotations

import datetime
import functools

from docutils import nodes
from sphinx.config import Config
from sphinx.util.i18n import format_date

from watcher_liaison_guide.calendar.model import Event
from watcher_liaison_guide.sphinxext.config import settings_of
from watcher_liaison_guide.sphinxext.nodes import liaison_time
from watcher_liaison_guide.sphinxext.words import say


def shown_day(day: datetime.date, config: Config) -> str:
    """Return a day as the documentation shows days."""
    return _shown(day, settings_of(config).date_format, config.language)


def shown_month(day: datetime.date, config: Config) -> str:
    """Return the short name of a day's month."""
    return _shown(day, "%b", config.language)


@functools.lru_cache(maxsize=4096)
def _shown(day: datetime.date, date_format: str, language: str) -> str:
    # Sphinx's function takes a moment; noon is that day in every zone.
    moment = datetime.datetime(
        day.year, day.month, day.day, 12, tzinfo=datetime.timezone.utc
    )
    return format_date(date_format, date=moment, language=language)


def time(when: datetime.date, config: Config) -> liaison_time:
    """Return a day as a node."""
    text = shown_day(when, config)
    return liaison_time(text, text, datetime=when.isoformat())


def event_days(event: Event | None, config: Config) -> list[nodes.Node]:
    """Return all days of an event as nodes, or words where it has none."""
    found: list[nodes.Node] = []
    for one in event.occurrences if event is not None else ():
        if found:
            found.append(nodes.Text(", "))
        found.append(time(one.due or one.start, config))
        if one.due is None and one.end != one.start:
            found += [nodes.Text(" – "), time(one.end, config)]
    return found or [nodes.Text(say("not scheduled"))]
