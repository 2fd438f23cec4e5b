# SPDX-License-Identifier: Apache-2.0
"""Single values out of upstream's files, which have no schema of ours."""

from __future__ import annotations

import datetime

from watcher_liaison_guide.problems import Code, Problem, problem
from watcher_liaison_guide.yamlreader import (
    Entry,
    Mapping,
    PositionedText,
    Scalar,
    Sequence,
    Value,
)


def child(value: Value | None, key: str) -> Value | None:
    """Return the value of *key*, None if there is none or it is empty."""
    found = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(found, Scalar) and found.is_null:
        return None
    return found


def mapping(value: Value | None, key: str) -> tuple[Entry, ...]:
    found = child(value, key)
    return found.entries if isinstance(found, Mapping) else ()


def text(
    value: Value | None, key: str, problems: list[Problem]
) -> PositionedText | None:
    """Return the text of *key* on one line."""
    found = child(value, key)
    if found is None:
        return None
    if not isinstance(found, Scalar):
        problems.append(_wrong(found, key, "one line of text"))
        return None
    words = " ".join(found.text.split())
    return PositionedText(words, found.position) if words else None


def day(
    value: Value | None, key: str, problems: list[Problem]
) -> datetime.date | None:
    found = text(value, key, problems)
    if found is None:
        return None
    try:
        return datetime.datetime.strptime(found, "%Y-%m-%d").date()
    except ValueError:
        problems.append(
            problem(Code.BAD_DATE, found.position, f'"{found}" is not a date.')
        )
        return None


def entries(
    value: Value | None, key: str, problems: list[Problem]
) -> tuple[Value, ...]:
    """Return the values of the list of *key*."""
    found = child(value, key)
    if isinstance(found, Sequence):
        return found.values
    if found is not None:
        problems.append(_wrong(found, key, "a list"))
    return ()


def _wrong(found: Value, key: str, wanted: str) -> Problem:
    return problem(
        Code.WRONG_TYPE,
        found.position,
        f'Under "{key}", expected {wanted}; the value is ignored.',
    )
