# SPDX-License-Identifier: Apache-2.0
"""What is different between two states of a cycle's calendar."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from watcher_liaison_guide.calendar.listing import event_json, heading
from watcher_liaison_guide.calendar.memory import by_name
from watcher_liaison_guide.calendar.model import Calendar, Event
from watcher_liaison_guide.calendar.titles import title

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Kind(str, enum.Enum):
    """What happened to an event."""

    CAME = "came"
    MOVED = "moved"
    RENAMED = "renamed"
    WENT = "went"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Difference:
    """One event that is not what it was; one of the two may be None."""

    kind: Kind
    old: Event | None
    new: Event | None

    @property
    def event(self) -> Event:
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def day(self) -> datetime.date | None:
        """The day that counts now, or did for what is gone."""
        return _day(self.event)


@dataclass(frozen=True)
class CycleDifferences:
    """All differences of one cycle by date; the calendar is the newer.

    ``whole`` is set where the cycle is only in one of the two states.
    """

    calendar: Calendar
    differences: tuple[Difference, ...]
    whole: Kind | None = None


def compare(old: Calendar, new: Calendar) -> tuple[Difference, ...]:
    """Give what moved, came, went and was renamed, by date.

    An event is renamed when its key differs and its dates do not, or when
    one of a team went, another came, and both have the same dates.
    """
    before, after = by_name(old), by_name(new)
    found: list[Difference] = []
    came: list[Event] = []
    went: list[Event] = []
    for name in {**before, **after}:
        one, other = _scheduled(before, name), _scheduled(after, name)
        if one is None and other is not None:
            came.append(other)
        elif one is not None and other is None:
            went.append(one)
        elif one is not None and other is not None:
            if _dates(one) != _dates(other):
                found.append(Difference(Kind.MOVED, one, other))
            elif one.key != other.key:
                found.append(Difference(Kind.RENAMED, one, other))
    for one, other in _pairs(went, came):
        found.append(Difference(Kind.RENAMED, one, other))
        went.remove(one)
        came.remove(other)
    found += [Difference(Kind.WENT, one, None) for one in went]
    found += [Difference(Kind.CAME, None, one) for one in came]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.day or datetime.date.max,
                one.event.team or "",
                one.event.id,
            ),
        )
    )


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
        one, other = old.get(name), new.get(name)
        if one is not None and other is not None:
            differences = compare(one, other)
            if differences:
                found.append(CycleDifferences(other, differences))
        elif other is not None:
            found.append(CycleDifferences(other, (), Kind.CAME))
        elif one is not None:
            found.append(CycleDifferences(one, (), Kind.WENT))
    return found


def days_left(event: Event, today: datetime.date) -> int | None:
    """Give the days from *today* to an event, below zero for past ones.

    Of an event on several days the next one counts, or else the last.
    """
    if not event.occurrences:
        return None
    ahead = (one for one in event.occurrences if (one.due or one.end) >= today)
    one = next(ahead, event.occurrences[-1])
    if one.due is None and one.start <= today <= one.end:
        return 0
    return ((one.due or one.start) - today).days


def notice(event: Event, today: datetime.date) -> str:
    """Say how far an event is from *today*: "in 2 days"."""
    left = days_left(event, today)
    if left is None:
        return "without a date"
    if left == 0:
        return "today" if event.due is not None else "under way"
    days = "1 day" if abs(left) == 1 else f"{abs(left)} days"
    return f"in {days}" if left > 0 else f"{days} ago"


def sentence(difference: Difference, today: datetime.date) -> str:
    """Say in words what happened, without the event's name."""
    old, new = difference.old, difference.new
    if new is None:
        assert old is not None
        return f"removed; it was {_when(old)}"
    now = f"{_when(new)} ({notice(new, today)})"
    if old is None:
        return f"added, {now}"
    if difference.kind is Kind.RENAMED:
        named = f"{title(old)} ({old.key})" if old.id != new.id else old.key
        return f"renamed, before {named}, now {new.key}; still {now}"
    key = f"; its key was {old.key}" if new.key != old.key else ""
    return f"moved{_shift(old, new)} to {now}; it was {_when(old)}{key}"


def as_text(found: Iterable[CycleDifferences], today: datetime.date) -> str:
    """Give the differences as text, a block for each cycle."""
    blocks = []
    for one in found:
        lines = [heading(one.calendar)]
        if one.whole is not None:
            lines.append(f"  {_whole(one.whole)}")
        lines += [
            f"  {title(item.event)}: {sentence(item, today)}"
            for item in one.differences
        ]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks) or "Nothing is different.\n"


def as_markdown(
    found: Iterable[CycleDifferences], today: datetime.date
) -> str:
    """Give the differences as Markdown, a section for each cycle."""
    blocks = []
    for one in found:
        lines = [f"## {heading(one.calendar)}", ""]
        if one.whole is not None:
            lines.append(_whole(one.whole))
        lines += [
            f"- **{_escaped(title(item.event))}**: "
            f"{_escaped(sentence(item, today))}"
            for item in one.differences
        ]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks) or "Nothing is different.\n"


def document(
    found: Iterable[CycleDifferences], today: datetime.date
) -> dict[str, Any]:
    """Give the differences as a JSON document."""
    return {
        "version": 1,
        "today": today.isoformat(),
        "cycles": [
            {
                "series": one.calendar.cycle.series,
                "release": one.calendar.cycle.release,
                "whole": str(one.whole) if one.whole else None,
                "differences": [
                    {
                        "kind": str(item.kind),
                        "title": title(item.event),
                        "text": sentence(item, today),
                        "notice": days_left(item.new, today)
                        if item.new
                        else None,
                        "old": event_json(item.old) if item.old else None,
                        "new": event_json(item.new) if item.new else None,
                    }
                    for item in one.differences
                ],
            }
            for one in found
        ],
    }


def _whole(kind: Kind) -> str:
    if kind is Kind.CAME:
        return "The cycle has a calendar now."
    return "The cycle has no calendar any more."


def _scheduled(events: Mapping[str, Event], name: str) -> Event | None:
    event = events.get(name)
    return event if event is not None and event.scheduled else None


def _pairs(
    went: Iterable[Event], came: Iterable[Event]
) -> list[tuple[Event, Event]]:
    """Give what is one event under two names, where that is certain."""
    pairs = []
    for one in went:
        same = [
            other
            for other in came
            if other.team == one.team and _dates(other) == _dates(one)
        ]
        rivals = [
            other
            for other in went
            if other.team == one.team and _dates(other) == _dates(one)
        ]
        if len(same) == 1 and len(rivals) == 1:
            pairs.append((one, same[0]))
    return pairs


def _dates(event: Event) -> tuple[object, ...]:
    return tuple((one.start, one.end, one.due) for one in event.occurrences)


def _day(event: Event) -> datetime.date | None:
    return event.due or event.start


def _shift(old: Event, new: Event) -> str:
    before, now = _day(old), _day(new)
    if (
        before is None
        or now is None
        or len(old.occurrences) > 1
        or len(new.occurrences) > 1
        or before == now
    ):
        return ""
    apart = (now - before).days
    direction = "later" if apart > 0 else "earlier"
    count, unit = abs(apart), "day"
    if count % 7 == 0:
        count, unit = count // 7, "week"
    return f" {count} {unit}{'' if count == 1 else 's'} {direction}"


def _when(event: Event) -> str:
    parts = []
    for one in event.occurrences:
        if one.due is not None:
            parts.append(_date(one.due))
        else:
            parts.append(f"{_date(one.start)} to {_date(one.end)}")
    return " and ".join(parts)


def _date(day: datetime.date) -> str:
    return f"{_DAYS[day.weekday()]} {day.isoformat()}"


def _escaped(text: str) -> str:
    for char in "\\`*_[]<>#|":
        text = text.replace(char, f"\\{char}")
    return text
