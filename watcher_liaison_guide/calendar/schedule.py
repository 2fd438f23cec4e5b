# SPDX-License-Identifier: Apache-2.0
"""A series' schedule.yaml as weeks with keys, each with its position."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TypeGuard

from watcher_liaison_guide.calendar.model import Week
from watcher_liaison_guide.fields import INVALID, Date
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
    Scalar,
    Sequence,
    Value,
    parse,
)

_TOP_KEYS = ("cycle", "start-week", "release-week")
_WEEK_KEYS = ("start", "end", "name", "x-project", "project-specific")
#: A schedule has some 30 weeks and 60 keys, the longest of 40 characters.
_MOST_WEEKS = 150
_MOST_KEYS = 1000
_LONGEST_WORD = 100


@dataclass(frozen=True)
class ListedKey:
    """A key in a week's list; ``team``: in the list of the teams."""

    text: str
    position: Position
    team: bool


@dataclass(frozen=True)
class ListedWeek:
    """A week of the schedule with the keys it lists."""

    week: Week
    start_at: Position
    end_at: Position
    name_at: Position | None
    keys: tuple[ListedKey, ...]


@dataclass(frozen=True)
class Header:
    """A week that is named above the list: ``start-week`` and such."""

    key: str
    day: datetime.date
    position: Position


@dataclass(frozen=True)
class Schedule:
    """All weeks in the file's order; ``position`` is that of ``cycle``."""

    weeks: tuple[ListedWeek, ...]
    headers: tuple[Header, ...]
    position: Position

    @property
    def keys(self) -> list[ListedKey]:
        return [key for week in self.weeks for key in week.keys]


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
    headers: list[Header] = []
    cycle_at: Position | None = None
    for entry in root:
        if entry.key == "cycle":
            cycle_at = cycle_at or entry.key.position
            if isinstance(entry.value, Sequence):
                for value in entry.value:
                    week = _week(value, problems)
                    if week is not None:
                        weeks.append(week)
            else:
                problems.append(_wrong(entry.value, "a list of weeks"))
        elif entry.key in _TOP_KEYS:
            day = Date().read(entry.value, entry.key.position, problems)
            if day is not INVALID:
                headers.append(Header(entry.key, day, entry.value.position))
        else:
            problems.append(_unknown(entry, "A schedule", _TOP_KEYS))
    if cycle_at is None:
        problems.append(
            problem(
                Code.MISSING_KEY,
                root.position,
                'The schedule lacks the key "cycle".',
            )
        )
        return None, problems
    found = Schedule(tuple(weeks), tuple(headers), cycle_at)
    if not weeks:
        # A calendar without weeks would take every date away.
        if not any(one.severity is Severity.ERROR for one in problems):
            problems.append(
                problem(
                    Code.MISSING_KEY, cycle_at, "The schedule lists no week."
                )
            )
        return None, problems
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
    return found, problems


def _week(value: Value, problems: list[Problem]) -> ListedWeek | None:
    if not isinstance(value, Mapping):
        problems.append(_wrong(value, "a week"))
        return None
    days: dict[str, tuple[datetime.date, Position]] = {}
    name: str | None = None
    name_at: Position | None = None
    keys: list[ListedKey] = []
    present = {entry.key for entry in value}
    for entry in value:
        if entry.key in ("start", "end"):
            day = Date().read(entry.value, entry.key.position, problems)
            if day is not INVALID:
                days.setdefault(entry.key, (day, entry.value.position))
        elif entry.key == "name":
            if _is_word(entry.value):
                name = name or entry.value.text
                name_at = name_at or entry.value.position
            else:
                problems.append(_wrong(entry.value, "a name"))
        elif entry.key in _WEEK_KEYS:
            team = entry.key == "project-specific"
            keys.extend(_keys(entry.value, team, problems))
        else:
            problems.append(_unknown(entry, "A week", _WEEK_KEYS))
    if len(days) < 2:
        problems.extend(
            problem(
                Code.MISSING_KEY,
                value.position,
                f'The week lacks the key "{key}".',
            )
            for key in ("start", "end")
            if key not in present
        )
        return None
    (start, start_at), (end, end_at) = days["start"], days["end"]
    if end < start:
        problems.append(
            problem(
                Code.SCHEDULE_WEEK,
                end_at,
                f"The week ends on {end}, before it starts on {start}.",
            )
        )
        return None
    week = Week(name, start, end)
    return ListedWeek(week, start_at, end_at, name_at, tuple(keys))


def _keys(
    value: Value, team: bool, problems: list[Problem]
) -> list[ListedKey]:
    if isinstance(value, Scalar) and value.is_null:
        return []
    if not isinstance(value, Sequence):
        problems.append(_wrong(value, "a list of event keys"))
        return []
    keys = []
    for child in value:
        # A slash would make one team's event look like another's.
        if _is_word(child) and "/" not in child.text:
            keys.append(ListedKey(child.text, child.position, team))
        else:
            problems.append(_wrong(child, "an event key"))
    return keys


def _is_word(value: Value) -> TypeGuard[Scalar]:
    """Whether a value is one short word, as names and keys are."""
    return (
        isinstance(value, Scalar)
        and not value.is_null
        and len(value.text) <= _LONGEST_WORD
        and value.text.split() == [value.text]
    )


def _wrong(value: Value, wanted: str) -> Problem:
    return problem(Code.WRONG_TYPE, value.position, f"Here belongs {wanted}.")


def _unknown(entry: Entry, where: str, known: tuple[str, ...]) -> Problem:
    return problem(
        Code.UNKNOWN_KEY,
        entry.key.position,
        f'{where} has no key "{entry.key}", so nothing reads it.',
        did_you_mean(entry.key, known),
        Severity.WARNING,
    )
