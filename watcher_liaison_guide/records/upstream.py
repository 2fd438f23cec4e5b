# SPDX-License-Identifier: Apache-2.0
"""Single values out of upstream's files, which follow no table of ours."""

from __future__ import annotations

import datetime

from watcher_liaison_guide.problems import Code, Problem, problem
from watcher_liaison_guide.sources import Source, shown_path
from watcher_liaison_guide.yamlreader import (
    Mapping,
    Scalar,
    Sequence,
    Value,
    parse,
)


def read_yaml(source: Source, path: str) -> tuple[Value | None, list[Problem]]:
    """Give the YAML of a file of *source*, and what is wrong with it."""
    content = source.read(path)
    if isinstance(content, Problem):
        return None, [content]
    return parse(content, shown_path(source, path))


def child(value: Value | None, key: str) -> Value | None:
    """Give what stands under *key*; None for nothing, in every sense."""
    found = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(found, Scalar) and found.is_null:
        return None
    return found


def text(value: Value | None, key: str, problems: list[Problem]) -> str | None:
    """Give the text under *key* as it is written, on one line."""
    found = child(value, key)
    if found is None:
        return None
    if not isinstance(found, Scalar):
        problems.append(_wrong(found, key, "one word or line"))
        return None
    return " ".join(found.text.split()) or None


def day(
    value: Value | None, key: str, problems: list[Problem]
) -> datetime.date | None:
    """Give the day under *key*."""
    found = text(value, key, problems)
    if found is None:
        return None
    try:
        return datetime.datetime.strptime(found, "%Y-%m-%d").date()
    except ValueError:
        place = child(value, key)
        assert place is not None
        problems.append(
            problem(Code.BAD_DATE, place.position, f'"{found}" is not a date.')
        )
        return None


def entries(
    value: Value | None, key: str, problems: list[Problem]
) -> tuple[Value, ...]:
    """Give the values of the list under *key*."""
    found = child(value, key)
    if found is None:
        return ()
    if not isinstance(found, Sequence):
        problems.append(_wrong(found, key, "a list"))
        return ()
    return found.values


def _wrong(found: Value, key: str, wanted: str) -> Problem:
    return problem(
        Code.WRONG_TYPE,
        found.position,
        f'Under "{key}" {wanted} belongs; it is passed over.',
    )
