# SPDX-License-Identifier: Apache-2.0
"""What a shape is, the fields that declare one, and shapes made of others."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from watcher_liaison_guide.problems import Code, Position, Problem
from watcher_liaison_guide.yamlreader import (
    Mapping,
    Scalar,
    Sequence,
    Value,
    parse,
)

#: What a shape adds to while it reads.
Problems = list[Problem]

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

    def read(self, value: Value, place: Position, problems: Problems) -> Any:
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
    problems: Problems,
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


# -- fields


@dataclass(frozen=True)
class Field:
    """A key of a mapping: its shape, whether it must be there, its help.

    ``attribute`` is the name under which ``build`` takes it; ``default``
    is the value of an absent key.
    """

    key: str
    shape: Shape
    required: bool = False
    default: Any = None
    help: str = ""
    attribute: str = ""

    @property
    def argument(self) -> str:
        return self.attribute or self.key.replace("-", "_")

    @property
    def example(self) -> str:
        """How the key is written, ``...`` for what is not known better."""
        return f"{self.key}: {getattr(self.shape, 'example', None) or '...'}"


def key(
    shape: Shape,
    default: Any = dataclasses.MISSING,
    help: str = "",
    *,
    name: str = "",
) -> Any:
    """Return a dataclass field that is also a key of a YAML mapping.

    *shape* reads the value. A key without *default* is required. *name* is
    the key's name where it differs from the attribute's (``_`` is ``-``).
    """
    needed = default is dataclasses.MISSING
    made = Field(name, shape, needed, None if needed else default, help)
    metadata = {"key": made}
    if isinstance(default, dict):
        return dataclasses.field(
            default_factory=default.copy, metadata=metadata
        )
    return dataclasses.field(default=default, metadata=metadata)


def declared_fields(cls: type) -> tuple[Field, ...]:
    """Return the keys that *cls* declares with :func:`key`."""
    return tuple(
        dataclasses.replace(
            one.metadata["key"],
            key=one.metadata["key"].key or one.name.replace("_", "-"),
            attribute=one.name,
        )
        for one in dataclasses.fields(cls)
        if "key" in one.metadata
    )


def required(field: Field) -> Field:
    """Return a key that must be there, where the class can do without it."""
    return dataclasses.replace(field, required=True)


# -- shapes made of others


@dataclass(frozen=True)
class ListOf:
    """A list of values of one shape, as a tuple.

    With ``alone`` a single value may take the place of the list; with
    ``filled`` the list must not be empty. Values that cannot be read are
    reported and left out.
    """

    shape: Shape
    alone: bool = False
    filled: bool = False

    def read(self, value: Value, place: Position, problems: Problems) -> Any:
        if isinstance(value, Sequence):
            if self.filled and not value.values:
                problems.append(
                    Code.BAD_VALUE.at(value.position, "The list is empty.")
                )
                return INVALID
            found = (
                self.shape.read(child, child.position, problems)
                for child in value
            )
            return tuple(one for one in found if one is not INVALID)
        if self.alone:
            one = self.shape.read(value, place, problems)
            return INVALID if one is INVALID else (one,)
        return wrong_type(value, "a list", place, problems)

    def schema(self) -> dict[str, Any]:
        many: dict[str, Any] = {"type": "array", "items": self.shape.schema()}
        if self.filled:
            many["minItems"] = 1
        return {"anyOf": [self.shape.schema(), many]} if self.alone else many


@dataclass(frozen=True)
class Made:
    """A value that ``make`` makes out of that of a shape and its position."""

    shape: Shape
    make: Callable[..., Any]

    def read(self, value: Value, place: Position, problems: Problems) -> Any:
        found = self.shape.read(value, place, problems)
        if found is INVALID:
            return INVALID
        return self.make(found, position=value.position)

    def schema(self) -> dict[str, Any]:
        return self.shape.schema()


@dataclass(frozen=True)
class Nullable:
    """A value, or null (an empty place in YAML), read as ``null``."""

    shape: Shape
    null: Any = None

    def read(self, value: Value, place: Position, problems: Problems) -> Any:
        if is_null(value):
            return self.null
        return self.shape.read(value, place, problems)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.shape.schema(), {"type": "null"}]}


@dataclass(frozen=True)
class ByKind:
    """One shape for a single value, another for a mapping."""

    wanted: str
    scalar: Shape
    mapping: Shape
    example: str | None = None

    def read(self, value: Value, place: Position, problems: Problems) -> Any:
        if isinstance(value, Mapping):
            return self.mapping.read(value, place, problems)
        if isinstance(value, Scalar) and not value.is_null:
            return self.scalar.read(value, place, problems)
        return wrong_type(value, self.wanted, place, problems, self.example)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.scalar.schema(), self.mapping.schema()]}


@dataclass(frozen=True)
class Named:
    """A shape found by its name, so that a shape can contain itself."""

    name: str
    find: Callable[[], Shape]

    def read(self, value: Value, place: Position, problems: Problems) -> Any:
        return self.find().read(value, place, problems)

    def schema(self) -> dict[str, Any]:
        return {"$ref": f"#/$defs/{self.name}"}


def read_yaml(
    shape: Shape, content: bytes, path: str
) -> tuple[Any, list[Problem]]:
    """Return what *shape* reads from a file, and all problems.

    It is None where the file cannot be used.
    """
    root, problems = parse(content, path)
    found = root and shape.read(root, root.position, problems)
    return (None if found is INVALID else found), problems


def json_schema(
    shape: Shape, title: str, named: Iterable[Named] = ()
) -> dict[str, Any]:
    """Return the complete JSON Schema of a file of *shape*."""
    definitions = {one.name: one.find().schema() for one in named}
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **shape.schema(),
    }
    if definitions:
        schema["$defs"] = definitions
    return schema
