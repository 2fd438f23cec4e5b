# SPDX-License-Identifier: Apache-2.0
"""Calendars, and what is different between them, as text and as JSON."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from watcher_liaison_guide.calendar.changes import (
    Difference,
    Kind,
    compare,
    days_before,
)
from watcher_liaison_guide.calendar.model import (
    CANONICAL_EVENTS,
    WEEKDAY_NAMES,
    Calendar,
    Event,
)

WHOLE = {
    Kind.CAME: "The cycle has a calendar now.",
    Kind.WENT: "The cycle has no calendar any more.",
}


def listed_events(calendar: Calendar) -> Iterator[Event]:
    """Yield every event, with the canonical ones that are not scheduled."""
    for name in CANONICAL_EVENTS:
        yield calendar.event(name)
    for event in calendar.every_event():
        if event.team or event.id not in CANONICAL_EVENTS:
            yield event


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
    before = days_before(calendar)
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
    source, before = calendar.source, days_before(calendar)
    facts = status or "status unknown"
    if calendar.cycle.slurp:
        facts += ", SLURP"
    lines = [f"{calendar.cycle.title} ({facts})"]
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


def overview(statuses: Iterable[tuple[Calendar, str | None]]) -> str:
    """Return a line for each calendar, with its cycle's status."""
    rows = []
    for calendar, status in statuses:
        cycle, release = calendar.cycle, calendar.event("release")
        day = release.due or cycle.release_date
        rows.append(
            (
                cycle.release,
                cycle.series,
                status or "",
                "SLURP" if cycle.slurp else "",
                day.isoformat() if day else "",
                str(sum(one.scheduled for one in listed_events(calendar))),
            )
        )
    columns = ("cycle", "series", "status", "slurp", "release", "events")
    return "\n".join(_table(columns, rows)) + "\n"


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


# -- differences


@dataclass(frozen=True)
class CycleDifferences:
    """All differences of one cycle by date; the calendar is the newer.

    ``whole`` is set where the cycle is only in one of the two states.
    """

    calendar: Calendar
    differences: tuple[Difference, ...]
    whole: Kind | None = None


def compare_all(
    old: Mapping[str, Calendar], new: Mapping[str, Calendar]
) -> list[CycleDifferences]:
    """Compare calendars by series, in the order of *new*.

    Where one side is a single calendar, only its series is looked at.
    """
    names = list({**new, **old})
    for side in (old, new):
        if len(side) == 1:
            names = [name for name in names if name in side]
    found = []
    for name in names:
        if name not in old:
            found.append(CycleDifferences(new[name], (), Kind.CAME))
        elif name not in new:
            found.append(CycleDifferences(old[name], (), Kind.WENT))
        else:
            changed = compare(old[name].by_name, new[name].by_name)
            if changed:
                found.append(CycleDifferences(new[name], changed))
    return found


def days_left(event: Event, today: datetime.date) -> int:
    """Return the days from *today* to an event, below zero for past ones.

    Of an event on several days the next one counts, or else the last, and of
    a span the day that is nearest.
    """
    one = next(
        (one for one in event.occurrences if (one.due or one.end) >= today),
        event.occurrences[-1],
    )
    nearest = min(max(one.start, today), one.end)
    return ((one.due or nearest) - today).days


def notice(event: Event, today: datetime.date) -> str:
    """Return how far an event is from *today*: "in 2 days"."""
    left = days_left(event, today)
    if left == 0:
        return "today" if event.due is not None else "under way"
    days = "1 day" if abs(left) == 1 else f"{abs(left)} days"
    return f"in {days}" if left > 0 else f"{days} ago"


def sentence(difference: Difference, today: datetime.date) -> str:
    """Return in words what happened, without the event's name."""
    old, new = difference.old, difference.new
    if new is None:
        assert old is not None
        return f"removed; it was {_when(old)}"
    now = f"{_when(new)} ({notice(new, today)})"
    if old is None:
        return f"added, {now}"
    if difference.kind is Kind.RENAMED:
        named = f"{old.title} ({old.key})" if old.id != new.id else old.key
        return f"renamed, before {named}, now {new.key}; still {now}"
    key = f"; its key was {old.key}" if new.key != old.key else ""
    return f"moved{_shift(old, new)} to {now}; it was {_when(old)}{key}"


def differences_text(
    found: Iterable[CycleDifferences],
    today: datetime.date,
    *,
    markdown: bool = False,
) -> str:
    """Return the differences as text, a block for each cycle."""
    blocks = []
    for one in found:
        name = one.calendar.cycle.title
        lines = [f"## {name}\n" if markdown else name]
        if one.whole:
            lines.append(f"{'' if markdown else '  '}{WHOLE[one.whole]}")
        for item in one.differences:
            title, text = item.event.title, sentence(item, today)
            lines.append(
                f"- **{_escaped(title)}**: {_escaped(text)}"
                if markdown
                else f"  {title}: {text}"
            )
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks) or "Nothing is different.\n"


def differences_json(
    found: Iterable[CycleDifferences], today: datetime.date
) -> dict[str, Any]:
    """Return the differences as a JSON document."""
    return {
        "version": 1,
        "today": today,
        "cycles": [
            {
                "series": one.calendar.cycle.series,
                "release": one.calendar.cycle.release,
                "whole": one.whole,
                "differences": [
                    {
                        "kind": item.kind,
                        "title": item.event.title,
                        "text": sentence(item, today),
                        "notice": item.new and days_left(item.new, today),
                        "old": item.old and event_json(item.old),
                        "new": item.new and event_json(item.new),
                    }
                    for item in one.differences
                ],
            }
            for one in found
        ],
    }


def _shift(old: Event, new: Event) -> str:
    if len(old.occurrences) > 1 or len(new.occurrences) > 1:
        return ""
    if old.day is None or new.day is None or old.day == new.day:
        return ""
    apart = (new.day - old.day).days
    direction = "later" if apart > 0 else "earlier"
    count, unit = abs(apart), "day"
    if count % 7 == 0:
        count, unit = count // 7, "week"
    return f" {count} {unit}{'' if count == 1 else 's'} {direction}"


def _when(event: Event) -> str:
    return " and ".join(
        day_text(one.due)
        if one.due is not None
        else f"{day_text(one.start)} to {day_text(one.end)}"
        for one in event.occurrences
    )


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)
