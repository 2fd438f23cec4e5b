# SPDX-License-Identifier: Apache-2.0
"""A series' schedule.yaml as weeks with keys, each with its position."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from watcher_liaison_guide.calendar import keys
from watcher_liaison_guide.calendar.model import Week
from watcher_liaison_guide.fields import Date, is_null
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.yamlreader import (
    Entry,
    Mapping,
    PositionedText,
    Scalar,
    Sequence,
    Value,
    parse,
)

#: The list of a week with the events of teams.
TEAMS = "project-specific"
_TOP_KEYS = ("cycle", "start-week", "release-week")
_WEEK_KEYS = ("start", "end", "name", "x-project", TEAMS)
#: A schedule has some 30 weeks and 60 keys, the longest of 40 characters.
_MOST_WEEKS = 150
_MOST_KEYS = 1000
_LONGEST_WORD = 100


@dataclass(frozen=True)
class ListedWeek:
    """A week of the schedule with the keys it lists.

    ``places`` has those of ``start``, ``end`` and, if there is one,
    ``name``; the ``names`` of a key is the list that it is in.
    """

    week: Week
    places: dict[str, Position]
    keys: tuple[PositionedText, ...]


@dataclass(frozen=True)
class Listing:
    """A key, placed where it is listed first, and the weeks that list it."""

    key: keys.Key
    weeks: tuple[Week, ...]

    @property
    def of_team(self) -> bool:
        return self.key.text.names == TEAMS


@dataclass(frozen=True)
class Schedule:
    """All weeks in the file's order; ``position`` is that of ``cycle``.

    ``headers`` are the weeks above the list: ``start-week`` and such.
    """

    weeks: tuple[ListedWeek, ...]
    headers: tuple[tuple[PositionedText, datetime.date], ...]
    position: Position

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


def by_date(weeks: Iterable[Week]) -> tuple[Week, ...]:
    """Return weeks in order, each once."""
    return tuple(sorted(dict.fromkeys(weeks), key=lambda week: week.start))


def read(content: bytes, path: str) -> tuple[Schedule | None, list[Problem]]:
    """Read the bytes of a schedule.yaml; *path* is named in problems.

    Keys under a repeated key are kept: YAML would hide them silently.
    None is returned only where no week can be read.
    """
    root, problems = parse(content, path, keep_repeated=True)
    if root is None:
        return None, problems
    if not isinstance(root, Mapping):
        problems.append(_wrong(root, "keys and values"))
        return None, problems
    weeks: list[ListedWeek] = []
    headers = []
    cycle_at: Position | None = None
    for entry in root:
        if entry.key == "cycle":
            cycle_at = cycle_at or entry.key.position
            if isinstance(entry.value, Sequence):
                read_weeks = (_week(value, problems) for value in entry.value)
                weeks += [week for week in read_weeks if week]
            else:
                problems.append(_wrong(entry.value, "a list of weeks"))
        elif entry.key in _TOP_KEYS:
            day = Date().read(entry.value, entry.key.position, problems)
            if day:
                name = PositionedText(entry.key, entry.value.position)
                headers.append((name, day))
        else:
            problems.append(_unknown(entry, "A schedule", _TOP_KEYS))
    if cycle_at is None:
        problems.append(_lacks(root, "schedule", "cycle"))
        return None, problems
    found = Schedule(tuple(weeks), tuple(headers), cycle_at)
    if len(weeks) > _MOST_WEEKS or len(found.keys) > _MOST_KEYS:
        problems.append(
            problem(
                Code.YAML_TOO_BIG,
                cycle_at,
                f"The schedule has {len(weeks)} weeks with "
                f"{len(found.keys)} keys. At most {_MOST_WEEKS} and "
                f"{_MOST_KEYS} are read.",
            )
        )
        return None, problems
    if weeks:
        return found, problems
    # A calendar without weeks would take every date away.
    if not any(one.severity is Severity.ERROR for one in problems):
        problems.append(
            problem(Code.MISSING_KEY, cycle_at, "The schedule lists no week.")
        )
    return None, problems


def _week(value: Value, problems: list[Problem]) -> ListedWeek | None:
    if not isinstance(value, Mapping):
        problems.append(_wrong(value, "a week"))
        return None
    found: dict[str, Any] = {"name": None}
    places: dict[str, Position] = {}
    listed: list[PositionedText] = []
    for entry in value:
        one: Any = None
        if entry.key in ("start", "end"):
            one = Date().read(entry.value, entry.key.position, problems)
        elif entry.key == "name":
            one = _word(entry.value, "a name", problems)
        elif entry.key in _WEEK_KEYS:
            listed += _keys(entry, problems)
        else:
            problems.append(_unknown(entry, "A week", _WEEK_KEYS))
        if one and entry.key not in places:
            found[entry.key] = one
            places[entry.key] = entry.value.position
    lacking = {"start", "end"} - found.keys()
    if lacking:
        problems += [
            _lacks(value, "week", key)
            for key in sorted(lacking, reverse=True)
            if value.get(key) is None
        ]
        return None
    week = Week(**found)
    if week.end < week.start:
        problems.append(
            problem(
                Code.SCHEDULE_WEEK,
                places["end"],
                f"The week ends on {week.end}, before it starts on "
                f"{week.start}.",
            )
        )
        return None
    return ListedWeek(week, places, tuple(listed))


def _keys(entry: Entry, problems: list[Problem]) -> Iterator[PositionedText]:
    if isinstance(entry.value, Sequence):
        for child in entry.value:
            # A slash would make one team's event look like another's.
            key = _word(child, "an event key", problems, without="/")
            if key:
                yield PositionedText(key, child.position, entry.key)
    elif not is_null(entry.value):
        problems.append(_wrong(entry.value, "a list of event keys"))


def _word(
    value: Value, wanted: str, problems: list[Problem], without: str = " "
) -> str | None:
    """Return one short word, as names and keys are."""
    if (
        isinstance(value, Scalar)
        and not value.is_null
        and len(value.text) <= _LONGEST_WORD
        and value.text.split() == [value.text]
        and without not in value.text
    ):
        return value.text
    problems.append(_wrong(value, wanted))
    return None


def _wrong(value: Value, wanted: str) -> Problem:
    return problem(Code.WRONG_TYPE, value.position, f"Here belongs {wanted}.")


def _lacks(value: Value, where: str, key: str) -> Problem:
    return problem(
        Code.MISSING_KEY,
        value.position,
        f'The {where} lacks the key "{key}".',
    )


def _unknown(entry: Entry, where: str, known: tuple[str, ...]) -> Problem:
    return problem(
        Code.UNKNOWN_KEY,
        entry.key.position,
        f'{where} has no key "{entry.key}", so nothing reads it.',
        did_you_mean(entry.key, known),
        Severity.WARNING,
    )
