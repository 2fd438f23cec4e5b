# SPDX-License-Identifier: Apache-2.0
"""The differences between two states of calendars, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from watcher_liaison_guide.calendar.changes import Difference, Kind, compare
from watcher_liaison_guide.calendar.listing import (
    day_text,
    event_json,
    heading,
)
from watcher_liaison_guide.calendar.model import Calendar, Event

WHOLE = {
    Kind.CAME: "The cycle has a calendar now.",
    Kind.WENT: "The cycle has no calendar any more.",
}


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
        before, after = old.get(name), new.get(name)
        if before and after:
            differences = compare(before.by_name, after.by_name)
            if differences:
                found.append(CycleDifferences(after, differences))
        elif after:
            found.append(CycleDifferences(after, (), Kind.CAME))
        elif before:
            found.append(CycleDifferences(before, (), Kind.WENT))
    return found


def days_left(event: Event, today: datetime.date) -> int:
    """Return the days from *today* to an event, below zero for past ones.

    Of an event on several days the next one counts, or else the last.
    """
    one = next(
        (one for one in event.occurrences if (one.due or one.end) >= today),
        event.occurrences[-1],
    )
    if one.due is None and one.start <= today <= one.end:
        return 0
    return ((one.due or one.start) - today).days


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


def as_text(
    found: Iterable[CycleDifferences],
    today: datetime.date,
    *,
    markdown: bool = False,
) -> str:
    """Return the differences as text, a block for each cycle."""
    blocks = []
    for one in found:
        name = heading(one.calendar.cycle)
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


def document(
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
    for char in "\\`*_[]<>#|":
        text = text.replace(char, f"\\{char}")
    return text
