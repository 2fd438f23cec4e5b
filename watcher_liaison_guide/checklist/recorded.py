# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a team's record: unknown items, impossible days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping

from watcher_liaison_guide.calendar.model import Calendar
from watcher_liaison_guide.checklist.conditions import event_title
from watcher_liaison_guide.checklist.cycle_file import CycleFile
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import Item
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    problem,
)

#: How many ids a piece of advice lists.
_LISTED = 4

#: The events between which a cycle's others are, in every cycle so far. A
#: team may freeze earlier than the others, so freezes have more room.
_NEIGHBOURS: Mapping[str, tuple[str | None, str | None]] = {
    "ptg": (None, "milestone-1"),
    "milestone-1": ("ptg", "milestone-2"),
    "milestone-2": ("milestone-1", "milestone-3"),
    "membership-freeze": ("milestone-1", "milestone-3"),
    "spec-freeze": ("milestone-1", "milestone-3"),
    "extra-acs": ("milestone-2", "release"),
    "final-library-release": ("milestone-2", "rc1"),
    "milestone-3": ("milestone-2", "rc1"),
    "feature-freeze": ("milestone-2", "rc1"),
    "final-client-library-release": ("milestone-2", "rc1"),
    "requirements-freeze": ("milestone-2", "rc1"),
    "soft-string-freeze": ("milestone-2", "rc1"),
    "cycle-highlights": ("milestone-3", "release"),
    "rc1": ("milestone-3", "final-rc"),
    "hard-string-freeze": ("milestone-3", "release"),
    "final-rc": ("rc1", "release"),
    "release": ("final-rc", None),
}
#: What belongs to a cycle but comes months after its release.
_AFTER_RELEASE = ("cycle-trailing",)


# -- unknown items


def unknown_items(file: CycleFile, ids: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each item of the cycle file that is not in *ids*.

    The cycle file's reader reports those whose step does not exist.
    """
    steps = {name.split("/")[0] for name in ids}
    for name in file.items:
        if name not in ids and name.split("/")[0] in steps:
            yield problem(
                Code.UNKNOWN_ITEM,
                file.place("items", name),
                f'The checklist has no item "{name}".',
                _advice(name, ids),
            )


def _advice(name: str, ids: Collection[str]) -> str:
    """Return the items of the same step that an unknown id may mean.

    An id that differs in the release is no misspelling: recording it would
    tick another branch.
    """
    first = name.split("/")[0]
    same = [one for one in ids if one.split("/")[0] == first]
    inside = [one for one in same if one.startswith(name + "/")]
    if not inside:
        alike = [one for one in same if _releases(one) == _releases(name)]
        near = did_you_mean(name, alike)
        if near is not None:
            return near
    parent = name.rpartition("/")[0] + "/"
    beside = [one for one in same if one.startswith(parent)]
    # Those inside others add nothing but length.
    found = inside or beside or same
    level = min(one.count("/") for one in found)
    outer = sorted(one for one in found if one.count("/") == level)
    listed = ", ".join(f'"{one}"' for one in outer[:_LISTED])
    more = len(outer) - _LISTED
    return f"There are {listed}" + (f" and {more} more." if more > 0 else ".")


def _releases(name: str) -> list[str]:
    return [part for part in name.split("/") if re.fullmatch(r"[0-9.]+", part)]


# -- days that cannot be right


def impossible_days(
    facts: Facts,
    calendar: Calendar | None,
    items: Collection[Item],
    today: datetime.date | None,
) -> Iterator[Problem]:
    """Yield a warning for each day of the cycle file that cannot be right.

    *items* are all items of the checklist. Without *today* no day is too
    late to be true.
    """
    file = facts.cycle_file
    if file is None:
        return
    first, last = _bounds(facts, calendar)
    for name, event in file.events.items():
        if event.date is None:
            continue
        place = file.place("events", name)
        after = last if name not in _AFTER_RELEASE else None
        yield from _outside(name, event.date, place, first, after, facts)
        yield from _out_of_order(name, event.date, place, facts)
    if file.recorded_from is not None:
        yield from _outside(
            "recorded-from",
            file.recorded_from,
            file.place("recorded-from"),
            None,
            last,
            facts,
        )
    starts = {item.id: item.start for item in items}
    for name, record in file.items.items():
        if record.on is None:
            continue
        earliest = min(filter(None, (first, starts.get(name))), default=None)
        if today is not None and record.on > today:
            message = f'"{name}" is recorded on {record.on}, which is to come.'
        elif earliest is not None and record.on < earliest:
            message = (
                f'"{name}" is recorded on {record.on}, before the cycle '
                f"begins on {first}."
            )
        else:
            continue
        place = file.place("items", name)
        yield problem(Code.DOUBTFUL_DATE, place, message, "Is the year right?")


def _outside(
    name: str,
    day: datetime.date,
    place: Position,
    first: datetime.date | None,
    last: datetime.date | None,
    facts: Facts,
) -> Iterator[Problem]:
    cycle = facts.cycle.release
    if first is not None and day < first:
        message = f'"{name}" on {day} is before {cycle} begins on {first}.'
    elif last is not None and day > last:
        message = f'"{name}" on {day} is after {cycle} ends on {last}.'
    else:
        return
    yield problem(Code.DOUBTFUL_DATE, place, message, "Is the year right?")


def _out_of_order(
    name: str, day: datetime.date, place: Position, facts: Facts
) -> Iterator[Problem]:
    before, after = _NEIGHBOURS.get(name, (None, None))
    for neighbour, word in ((before, "before"), (after, "after")):
        if neighbour is None:
            continue
        event = facts.events(neighbour)
        other = event.due or (event.start if word == "before" else event.end)
        if other is None:
            continue
        if day < other if word == "before" else day > other:
            yield problem(
                Code.DOUBTFUL_DATE,
                place,
                f'"{name}" on {day} is {word} '
                f'"{event_title(facts, neighbour)}" on {other}.',
                "Check both dates.",
            )


def _bounds(
    facts: Facts, calendar: Calendar | None
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and last day of a cycle.

    Without a schedule they are taken from the release id: the release of
    YEAR.1 is in spring, that of YEAR.2 in autumn.
    """
    first, last = facts.first_day, facts.cycle.release_date
    if calendar is not None and calendar.weeks:
        start, end = calendar.weeks[0].start, calendar.weeks[-1].end
        first = min(first, start) if first else start
        last = max(last, end) if last else end
    match = re.fullmatch(r"(20[0-9]{2})\.([12])", facts.cycle.release)
    if match is None:
        return first, last
    year, autumn = int(match[1]), match[2] == "2"
    if calendar is None:
        month = (year, 2) if autumn else (year - 1, 8)
        earliest = datetime.date(*month, 1)
        first = max(first, earliest) if first else earliest
    if last is None:
        last = datetime.date(year, 12 if autumn else 6, 1)
    return first, last
