# SPDX-License-Identifier: Apache-2.0
"""Shapes made of other shapes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from watcher_liaison_guide.fields.scalars import Text
from watcher_liaison_guide.fields.shapes import (
    INVALID,
    Shape,
    anchored,
    is_null,
    wrong_type,
)
from watcher_liaison_guide.problems import Code, Position, Problem
from watcher_liaison_guide.yamlreader import (
    Mapping,
    PositionedText,
    Scalar,
    Sequence,
    Value,
    parse,
)


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

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
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
class MapOf:
    """Values of one shape under keys of another, as a dict in file order.

    With ``pass_key`` the value's dataclass takes the key as its ``id``.
    """

    key: Text
    shape: Shape
    pass_key: bool = False

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Mapping):
            return wrong_type(value, "keys and values", place, problems)
        found: dict[str, Any] = {}
        for entry in value:
            key = PositionedText(entry.key, entry.key.position, self.key.names)
            wrong = self.key.mismatch(key)
            if wrong is not None:
                problems.append(wrong)
            child = self.shape.read(entry.value, entry.key.position, problems)
            if child is INVALID:
                continue
            if self.pass_key:
                child = dataclasses.replace(child, id=key)
            found[key] = child
        return found

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": self.shape.schema(),
            "propertyNames": {
                "pattern": anchored(self.key.pattern or r".*\S.*")
            },
        }


@dataclass(frozen=True)
class Made:
    """A value that ``make`` makes out of that of a shape and its position."""

    shape: Shape
    make: Callable[..., Any]

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
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

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
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

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
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

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
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
