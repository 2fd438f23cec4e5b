# SPDX-License-Identifier: Apache-2.0
"""A series' schedule.yaml as weeks with keys, each with its position."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from watcher_liaison_guide import fields
from watcher_liaison_guide.calendar import keys
from watcher_liaison_guide.calendar.model import Week
from watcher_liaison_guide.fields import (
    Date,
    ListOf,
    Made,
    Nullable,
    Record,
    Text,
    is_null,
)
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    Severity,
)
from watcher_liaison_guide.yamlreader import (
    Entry,
    Mapping,
    PositionedText,
    Sequence,
    Value,
    parse,
)

#: A schedule has some 30 weeks and 60 keys, the longest of 40 characters.
MOST_WEEKS = 150
MOST_KEYS = 1000
LONGEST_KEY = 100


class PlacedDay(NamedTuple):
    """A day of the file, with its place."""

    date: datetime.date
    position: Position


_DAY = Made(Date(), PlacedDay)
_TEAM = "team"


def _keys(names: str = "") -> Nullable:
    # A slash would make one team's event look like another's.
    word = rf"[^\s/]{{1,{LONGEST_KEY}}}"
    key = Text("an event key", word, Code.WRONG_TYPE, names=names)
    return Nullable(ListOf(key))


@dataclass(frozen=True)
class ListedWeek:
    """A week of the schedule with the keys it lists."""

    start: PlacedDay = fields.key(_DAY)
    end: PlacedDay = fields.key(_DAY)
    name: PositionedText | None = fields.key(
        Text("a name", r"\S{1,100}", Code.WRONG_TYPE), None
    )
    x_project: tuple[PositionedText, ...] | None = fields.key(_keys(), ())
    project_specific: tuple[PositionedText, ...] | None = fields.key(
        _keys(_TEAM), ()
    )

    @property
    def week(self) -> Week:
        return Week(self.name, self.start.date, self.end.date)

    @property
    def keys(self) -> tuple[PositionedText, ...]:
        return (*(self.x_project or ()), *(self.project_specific or ()))


@dataclass(frozen=True)
class Listing:
    """A key, placed where it is listed first, and the weeks that list it."""

    key: keys.Key
    weeks: tuple[Week, ...]

    @property
    def of_team(self) -> bool:
        return self.key.text.names == _TEAM


def _check_order(one: ListedWeek, problems: list[Problem]) -> None:
    if one.end.date < one.start.date:
        problems.append(
            Code.SCHEDULE_WEEK.at(
                one.end.position,
                f"The week ends on {one.end.date}, before it starts on "
                f"{one.start.date}.",
            )
        )


@dataclass(frozen=True)
class Schedule:
    """All weeks in the file's order; ``position`` is that of ``cycle``."""

    weeks: tuple[ListedWeek, ...] = fields.key(
        ListOf(Record.of(ListedWeek, "a week", check=_check_order)),
        name="cycle",
    )
    start_week: PlacedDay | None = fields.key(_DAY, None)
    release_week: PlacedDay | None = fields.key(_DAY, None)
    position: Position = NOWHERE

    @property
    def keys(self) -> list[PositionedText]:
        return [key for week in self.weeks for key in week.keys]

    def listings(self, initial: str) -> list[Listing]:
        """Return the keys of the schedule of *initial* as they appear."""
        return [
            Listing(
                keys.read(key, initial),
                by_date(one.week for one in self.weeks if key in one.keys),
            )
            for key in dict.fromkeys(self.keys)
        ]


_SCHEDULE = Record.of(Schedule, "a schedule")


def by_date(weeks: Iterable[Week]) -> tuple[Week, ...]:
    """Return weeks in order, each once."""
    return tuple(sorted(dict.fromkeys(weeks), key=lambda week: week.start))


def read(content: bytes, path: str) -> tuple[Schedule | None, list[Problem]]:
    """Read the bytes of a schedule.yaml; *path* is named in problems.

    None is returned only where no week can be read.
    """
    root, problems = parse(content, path, keep_repeated=True)
    if root is None:
        return None, problems
    found = _SCHEDULE.read(_merged(root), root.position, problems)
    # A key that is new upstream does no harm, a misspelt one does.
    problems = [
        replace(one, severity=Severity.WARNING)
        if one.code is Code.UNKNOWN_KEY and not one.advice
        else one
        for one in problems
    ]
    if not found or not isinstance(root, Mapping):
        return None, problems
    cycle_at = next(
        entry.key.position for entry in root if entry.key == "cycle"
    )
    weeks = tuple(one for one in found.weeks if one.start.date <= one.end.date)
    found = Schedule(weeks, found.start_week, found.release_week, cycle_at)
    if len(weeks) > MOST_WEEKS or len(found.keys) > MOST_KEYS:
        problems.append(
            Code.YAML_TOO_BIG.at(
                cycle_at,
                f"The schedule has {len(weeks)} weeks with {len(found.keys)} "
                f"keys. At most {MOST_WEEKS} and {MOST_KEYS} are read.",
            )
        )
        return None, problems
    if weeks:
        return found, problems
    # A calendar without weeks would take every date away.
    if not any(one.severity is Severity.ERROR for one in problems):
        problems.append(
            Code.MISSING_KEY.at(cycle_at, "The schedule lists no week.")
        )
    return None, problems


def _merged(value: Value) -> Value:
    """Put the lists of a repeated key together, which YAML would hide."""
    if isinstance(value, Sequence):
        return replace(value, values=tuple(map(_merged, value)))
    if not isinstance(value, Mapping):
        return value
    found: dict[str, Entry] = {}
    for key, child in value:
        more = _merged(child)
        first = found.get(key)
        if first is None or is_null(first.value):
            found[key] = Entry(key, more)
        elif isinstance(first.value, Sequence) and isinstance(more, Sequence):
            values = (*first.value, *more)
            found[key] = Entry(first.key, replace(first.value, values=values))
    return replace(value, entries=tuple(found.values()))
