# SPDX-License-Identifier: Apache-2.0
"""Single values out of upstream's files, which have no shape of ours."""

from __future__ import annotations

from typing import Any

from watcher_liaison_guide import yamlreader
from watcher_liaison_guide.fields.shapes import Shape, is_null
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.yamlreader import (
    PositionedText,
    Scalar,
    Sequence,
    Value,
)


def child(value: Value | None, key: str) -> Value | None:
    """Return the value of *key*, None if there is none or it is empty."""
    found = yamlreader.child(value, key)
    return None if found is None or is_null(found) else found


def text(
    value: Value | None, key: str, problems: list[Problem]
) -> PositionedText | None:
    """Return the text of *key* on one line."""
    found = child(value, key)
    if isinstance(found, Scalar):
        words = " ".join(found.text.split())
        return PositionedText(words, found.position) if words else None
    _report_wrong_type(found, key, "one line of text", problems)
    return None


def read(
    shape: Shape, value: Value | None, key: str, problems: list[Problem]
) -> Any:
    """Return what *shape* reads of *key*, None if nothing can be used."""
    found = child(value, key)
    if found is None:
        return None
    return shape.read(found, found.position, problems) or None


def items(
    value: Value | None, key: str, problems: list[Problem]
) -> tuple[Value, ...]:
    """Return the values of the list of *key*."""
    found = child(value, key)
    if isinstance(found, Sequence):
        return found.values
    _report_wrong_type(found, key, "a list", problems)
    return ()


def _report_wrong_type(
    found: Value | None, key: str, wanted: str, problems: list[Problem]
) -> None:
    """Report a value of the wrong kind, unless there is none."""
    if found is not None:
        problems.append(
            Code.WRONG_TYPE.at(
                found.position,
                f'Under "{key}", expected {wanted}; the value is ignored.',
            )
        )
