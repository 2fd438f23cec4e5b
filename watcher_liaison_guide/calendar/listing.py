# SPDX-License-Identifier: Apache-2.0
"""A calendar as text to read, and as the parts of JSON documents."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from watcher_liaison_guide.calendar.memory import earlier
from watcher_liaison_guide.calendar.model import (
    CANONICAL_EVENTS,
    Calendar,
    Event,
)


def all_events(calendar: Calendar) -> Iterator[Event]:
    """Give every event: the canonical ones whether scheduled or not, the
    schedule's other ones, then the teams' own.
    """
    for name in CANONICAL_EVENTS:
        yield calendar.event(name)
    for name, event in calendar.events.items():
        if name not in CANONICAL_EVENTS:
            yield event
    for events in calendar.teams.values():
        yield from events.values()


def was(calendar: Calendar, event: Event) -> datetime.date | None:
    """Give the day an event was on before the last import that moved it.

    None where it did not move, or was not scheduled before.
    """
    name = f"{event.team}/{event.id}" if event.team else event.id
    before = earlier(calendar, name)
    if before is None:
        return None
    old, new = before.due or before.start, event.due or event.start
    return old if old != new else None


def cycle_json(
    calendar: Calendar, leadership: str | None = None
) -> dict[str, Any]:
    """Give the ``cycle`` part of a JSON document."""
    cycle, source = calendar.cycle, calendar.source
    return {
        "series": cycle.series,
        "release": cycle.release,
        "slurp": cycle.slurp,
        "status": cycle.status,
        "leadership": leadership,
        "source": {
            "repository": source.repository,
            "commit": source.commit,
            "date": _iso(source.date),
        }
        if source
        else None,
    }


def event_json(
    event: Event, before: datetime.date | None = None
) -> dict[str, Any]:
    """Give one entry of the ``events`` part of a JSON document.

    An event on several days has its first one as ``due``; each is in
    ``occurrences``.
    """
    return {
        "id": event.id,
        "team": event.team,
        "key": event.key,
        "from": _iso(event.start),
        "to": _iso(event.end),
        "due": _iso(event.due),
        "basis": str(event.basis),
        "was": _iso(before),
        "occurrences": [
            {
                "from": _iso(one.start),
                "to": _iso(one.end),
                "due": _iso(one.due),
            }
            for one in event.occurrences
        ],
    }


def document(
    calendar: Calendar, leadership: str | None = None
) -> dict[str, Any]:
    """Give the JSON document of ``calendar show``."""
    return {
        "version": 1,
        "cycle": cycle_json(calendar, leadership),
        "events": [
            event_json(event, was(calendar, event))
            for event in all_events(calendar)
        ],
    }


def text(calendar: Calendar) -> str:
    """Give a calendar as a table, dates with their weekdays."""
    cycle, source = calendar.cycle, calendar.source
    title = heading(calendar)
    facts = [cycle.status or "status unknown"]
    if cycle.slurp:
        facts.append("SLURP")
    lines = [f"{title} ({', '.join(facts)})"]
    if source:
        state = f"From {source.repository}"
        if source.commit:
            state += f" at {source.commit[:12]}"
        if source.date:
            state += f" of {source.date}"
        lines.append(state)
    rows = []
    for event in all_events(calendar):
        name = f"{event.team}: {event.id}" if event.team else event.id
        moved = was(calendar, event)
        basis = str(event.basis)
        if event.stated_at:
            basis += f" (line {event.stated_at})"
        if moved:
            basis += f", was {moved}"
        if not event.occurrences:
            rows.append((name, "", "", "", basis, event.key or ""))
        for number, one in enumerate(event.occurrences):
            rows.append(
                (
                    "" if number else name,
                    _day(one.start),
                    _day(one.end),
                    _day(one.due) if one.due else "",
                    "" if number else basis,
                    "" if number else event.key or "",
                )
            )
    lines += [
        "",
        *_table(("event", "from", "to", "due", "basis", "key"), rows),
    ]
    return "\n".join(lines) + "\n"


def overview(calendars: Iterable[Calendar]) -> str:
    """Give a line for each calendar."""
    rows = []
    for calendar in calendars:
        cycle, release = calendar.cycle, calendar.event("release")
        day = release.due or cycle.release_date
        rows.append(
            (
                cycle.release,
                cycle.series,
                cycle.status or "",
                "SLURP" if cycle.slurp else "",
                day.isoformat() if day else "",
                str(sum(one.scheduled for one in all_events(calendar))),
            )
        )
    columns = ("cycle", "series", "status", "slurp", "release", "events")
    return "\n".join(_table(columns, rows)) + "\n"


def heading(calendar: Calendar) -> str:
    """Give a cycle's two names, or its one."""
    cycle = calendar.cycle
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


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(day: datetime.date) -> str:
    # strftime would follow the locale.
    name = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]
    return f"{name} {day.isoformat()}"
