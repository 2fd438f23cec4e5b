# SPDX-License-Identifier: Apache-2.0
"""A series' schedule.yaml as weeks with keys, each where it stands."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TypeGuard

from watcher_liaison_guide.calendar.model import Week
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

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TOP_KEYS = ("cycle", "start-week", "release-week")
_WEEK_KEYS = ("start", "end", "name", "x-project", "project-specific")


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
    """A week that stands above the list: ``start-week`` and such."""

    key: str
    day: datetime.date
    position: Position


@dataclass(frozen=True)
class Schedule:
    """All weeks in the file's order; ``position`` is that of ``cycle``."""

    weeks: tuple[ListedWeek, ...]
    headers: tuple[Header, ...]
    position: Position


def read(content: bytes, path: str) -> tuple[Schedule | None, list[Problem]]:
    """Read the bytes of a schedule.yaml; *path* is named in problems.

    Keys under a repeated key are kept: YAML would hide them silently.
    None is given only where no week can be read.
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
            day = _date(entry.value, problems)
            if day is not None:
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
    if not weeks:
        # A calendar without weeks would take every date away.
        if not any(one.severity is Severity.ERROR for one in problems):
            problems.append(
                problem(
                    Code.MISSING_KEY, cycle_at, "The schedule lists no week."
                )
            )
        return None, problems
    return Schedule(tuple(weeks), tuple(headers), cycle_at), problems


def _week(value: Value, problems: list[Problem]) -> ListedWeek | None:
    if not isinstance(value, Mapping):
        problems.append(_wrong(value, "a week"))
        return None
    days: dict[str, tuple[datetime.date, Position]] = {}
    name: str | None = None
    name_at: Position | None = None
    keys: list[ListedKey] = []
    present = set()
    for entry in value:
        present.add(str(entry.key))
        if entry.key in ("start", "end"):
            day = _date(entry.value, problems)
            if day is not None:
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
    start, end = days["start"][0], days["end"][0]
    if end < start:
        problems.append(
            problem(
                Code.SCHEDULE_WEEK,
                days["end"][1],
                f"The week ends on {end}, before it starts on {start}.",
            )
        )
        return None
    return ListedWeek(
        Week(name, start, end),
        days["start"][1],
        days["end"][1],
        name_at,
        tuple(keys),
    )


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
        if _is_word(child):
            keys.append(ListedKey(child.text, child.position, team))
        else:
            problems.append(_wrong(child, "an event key"))
    return keys


def _is_word(value: Value) -> TypeGuard[Scalar]:
    """Tell whether a value is one word, as names and keys are."""
    return (
        isinstance(value, Scalar)
        and not value.is_null
        and len(value.text.split()) == 1
        and value.text.strip() == value.text
    )


def _date(value: Value, problems: list[Problem]) -> datetime.date | None:
    """Read a date, quoted or not: both are met."""
    if not isinstance(value, Scalar):
        problems.append(_wrong(value, "a date"))
        return None
    if _ISO_DATE.fullmatch(value.text):
        try:
            return datetime.date.fromisoformat(value.text)
        except ValueError:
            pass
    problems.append(
        problem(
            Code.BAD_DATE,
            value.position,
            f'"{value.text}" is not a date.',
            "Write a real day as YYYY-MM-DD.",
        )
    )
    return None


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
