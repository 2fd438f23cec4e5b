# SPDX-License-Identifier: Apache-2.0
"""A calendar as text to read, and as the parts of JSON documents."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from watcher_liaison_guide.calendar.changes import earlier
from watcher_liaison_guide.calendar.library import cycle_status
from watcher_liaison_guide.calendar.model import (
    CANONICAL_EVENTS,
    WEEKDAY_NAMES,
    Calendar,
    CycleName,
    Event,
)


def listed_events(calendar: Calendar) -> Iterator[Event]:
    """Yield every event, with the canonical ones that are not scheduled."""
    for name in CANONICAL_EVENTS:
        yield calendar.event(name)
    for event in calendar.every_event():
        if event.team or event.id not in CANONICAL_EVENTS:
            yield event


def was(calendar: Calendar) -> dict[str, datetime.date]:
    """Return the days that events were on before they last moved."""
    now = calendar.by_name
    return {
        name: event.day
        for name, event in earlier(calendar).items()
        if event.day is not None and event.day != now[name].day
    }


def cycle_json(
    calendar: Calendar, status: str | None, leadership: str | None = None
) -> dict[str, Any]:
    """Return the ``cycle`` part of a JSON document."""
    cycle, source = calendar.cycle, calendar.source
    return {
        "series": cycle.series,
        "release": cycle.release,
        "slurp": cycle.slurp,
        "status": status,
        "leadership": leadership,
        "source": source and vars(source),
    }


def event_json(
    event: Event, before: datetime.date | None = None
) -> dict[str, Any]:
    """Return one entry of the ``events`` part of a JSON document.

    An event on several days has its first one as ``due``; each is in
    ``occurrences``.
    """
    return {
        "id": event.id,
        "team": event.team,
        "key": event.key,
        "from": event.start,
        "to": event.end,
        "due": event.due,
        "basis": event.basis,
        "was": before,
        "occurrences": [
            {"from": one.start, "to": one.end, "due": one.due}
            for one in event.occurrences
        ],
    }


def document(
    calendar: Calendar, status: str | None, leadership: str | None = None
) -> dict[str, Any]:
    """Return the JSON document of ``calendar show``."""
    before = was(calendar)
    return {
        "version": 1,
        "cycle": cycle_json(calendar, status, leadership),
        "events": [
            event_json(event, before.get(event.name))
            for event in listed_events(calendar)
        ],
    }


def text(calendar: Calendar, status: str | None) -> str:
    """Return a calendar as a table, dates with their weekdays."""
    source, before = calendar.source, was(calendar)
    facts = status or "status unknown"
    if calendar.cycle.slurp:
        facts += ", SLURP"
    lines = [f"{heading(calendar.cycle)} ({facts})"]
    if source:
        lines.append(f"From {source}")
    rows = []
    for event in listed_events(calendar):
        name = f"{event.team}: {event.id}" if event.team else event.id
        moved = before.get(event.name)
        basis = str(event.basis)
        if event.stated_at:
            basis += f" (line {event.stated_at})"
        if moved:
            basis += f", was {moved}"
        first, *others = [
            (
                day_text(one.start),
                day_text(one.end),
                day_text(one.due) if one.due else "",
            )
            for one in event.occurrences
        ] or [("", "", "")]
        rows.append((name, *first, basis, event.key or ""))
        rows += [("", *days, "", "") for days in others]
    lines += [
        "",
        *_table(("event", "from", "to", "due", "basis", "key"), rows),
    ]
    return "\n".join(lines) + "\n"


def overview(calendars: Mapping[str, Calendar], today: datetime.date) -> str:
    """Return a line for each calendar, its status that of *today*."""
    rows = []
    for calendar in calendars.values():
        cycle, release = calendar.cycle, calendar.event("release")
        day = release.due or cycle.release_date
        rows.append(
            (
                cycle.release,
                cycle.series,
                cycle_status(calendar, today, calendars.values()) or "",
                "SLURP" if cycle.slurp else "",
                day.isoformat() if day else "",
                str(sum(one.scheduled for one in listed_events(calendar))),
            )
        )
    columns = ("cycle", "series", "status", "slurp", "release", "events")
    return "\n".join(_table(columns, rows)) + "\n"


def heading(cycle: CycleName) -> str:
    """Return a cycle's two names, or its one."""
    name = cycle.series.capitalize()
    return name if cycle.release == cycle.series else f"{cycle.release} {name}"


def _table(
    columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> list[str]:
    widths = [
        max(map(len, column)) for column in zip(columns, *rows, strict=True)
    ]
    return [
        "  ".join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in [columns, *rows]
    ]


def day_text(day: datetime.date) -> str:
    # strftime would follow the locale.
    return f"{WEEKDAY_NAMES[day.weekday()][:3]} {day.isoformat()}"
