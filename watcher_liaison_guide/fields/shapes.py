# SPDX-License-Identifier: Apache-2.0
"""What a shape is, and what all shapes share."""

from __future__ import annotations

import re
from typing import Any, Final, Protocol

from watcher_liaison_guide.problems import Code, Position, Problem
from watcher_liaison_guide.yamlreader import Mapping, Scalar, Sequence, Value

#: What YAML 1.2 reads as numbers, and as infinite ones or "not a number".
_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|0o[0-7]+|0x[0-9a-fA-F]+"
)
_NO_DIGITS = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class _Invalid:
    def __repr__(self) -> str:
        return "INVALID"

    def __bool__(self) -> bool:
        return False


INVALID: Final = _Invalid()


class Shape(Protocol):
    """What a value must look like."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        """Return what *value* means, INVALID if it was reported as wrong.

        *place* is where a missing key is reported: the value's own key,
        or the value itself in a list.
        """

    def schema(self) -> dict[str, Any]:
        """Return the shape as JSON Schema, draft 2020-12."""


def to_json(value: Value) -> Any:
    """Return the JSON that an editor's YAML 1.2 reading has for a value."""
    if isinstance(value, Mapping):
        return {str(entry.key): to_json(entry.value) for entry in value}
    if isinstance(value, Sequence):
        return [to_json(child) for child in value]
    if not value.plain:
        return value.text
    if value.is_null:
        return None
    if value.text in ("true", "True", "TRUE"):
        return True
    if value.text in ("false", "False", "FALSE"):
        return False
    if _NUMBER.fullmatch(value.text):
        return _number(value.text)
    if _NO_DIGITS.fullmatch(value.text):
        return float(value.text.lower().replace(".", ""))
    return value.text


def _number(text: str) -> int | float:
    try:
        return int(text, 0 if text[:2] in ("0o", "0x") else 10)
    except ValueError:  # not whole, or of more digits than int takes
        return float(text)


def is_null(value: Value) -> bool:
    """Whether a place in the YAML is empty or says null."""
    return isinstance(value, Scalar) and value.is_null


def wrong_type(
    value: Value,
    wanted: str,
    place: Position,
    problems: list[Problem],
    example: str | None = None,
) -> _Invalid:
    """Report a value of the wrong kind; return INVALID.

    *example* is a right value.
    """
    problems.append(
        Code.WRONG_TYPE.at(
            place if is_null(value) else value.position,
            f"Expected {wanted}, found {_kind(value)}.",
            f"Write {example}." if example else None,
        )
    )
    return INVALID


def _kind(value: Value) -> str:
    if isinstance(value, Mapping):
        return "keys and values"
    if isinstance(value, Sequence):
        return "a list"
    return "nothing" if value.is_null else "a single value"


def anchored(pattern: str) -> str:
    """Return the JSON Schema pattern that all of a text must match.

    The end is written so that it is the same to Python and JavaScript.
    """
    return rf"^(?:{pattern})(?![\s\S])"
