# SPDX-License-Identifier: Apache-2.0
"""Shapes of lists and mappings, made of other shapes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
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
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    report,
)
from watcher_liaison_guide.yamlreader import (
    Entry,
    PositionedText,
    Sequence,
    Value,
)
from watcher_liaison_guide.yamlreader import Mapping as YamlMapping

#: How many keys an example has at most.
_SHOWN = 3


@dataclass(frozen=True)
class ListOf:
    """A list of values of one shape, as a tuple; one value may stand alone.

    Values that cannot be read are left out, once reported.
    """

    shape: Shape
    alone: bool = False
    filled: bool = False

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if isinstance(value, Sequence):
            if self.filled and not value.values:
                report(
                    problems,
                    Code.BAD_VALUE,
                    value.position,
                    "The list is empty.",
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
        if not isinstance(value, YamlMapping):
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
    """A value of a shape, made into something else with its position."""

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
    """A value, or null (an empty place in YAML), read as None."""

    shape: Shape

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if is_null(value):
            return None
        return self.shape.read(value, place, problems)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.shape.schema(), {"type": "null"}]}


@dataclass(frozen=True)
class Field:
    """A key of a mapping: its shape, whether it must be there, its help.

    ``attribute`` is the name under which ``build`` takes it; ``default``
    is what an absent key gives.
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
    *,
    name: str = "",
    help: str = "",
) -> Any:
    """Return a dataclass field that is also a key of a YAML mapping.

    *shape* reads the value. A key without *default* is required. *name* is
    the key's name where it differs from the attribute's (``_`` is ``-``).
    """
    metadata = {"shape": shape, "name": name, "help": help}
    if isinstance(default, dict):
        return dataclasses.field(
            default_factory=default.copy, metadata=metadata
        )
    return dataclasses.field(default=default, metadata=metadata)


def declared_fields(cls: type) -> tuple[Field, ...]:
    """Return the keys that *cls* declares with :func:`key`."""
    found = []
    for one in dataclasses.fields(cls):
        if "shape" not in one.metadata:
            continue
        default = one.default
        if one.default_factory is not dataclasses.MISSING:
            default = one.default_factory()
        required = default is dataclasses.MISSING
        found.append(
            Field(
                key=one.metadata["name"] or one.name.replace("_", "-"),
                shape=one.metadata["shape"],
                required=required,
                default=None if required else default,
                help=one.metadata["help"],
                attribute=one.name,
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Record:
    """A mapping with declared keys.

    ``build`` takes each field by its attribute's name, and ``position``.
    Of each group in ``one_of`` exactly one key must be there. ``check``
    reports what is wrong with the finished thing.
    """

    wanted: str
    fields: tuple[Field, ...]
    build: Callable[..., Any]
    one_of: tuple[tuple[str, ...], ...] = ()
    help: str = ""
    check: Callable[[Any, list[Problem]], None] | None = None
    with_position: bool = True

    @classmethod
    def of(
        cls,
        built: type,
        wanted: str,
        *,
        one_of: tuple[tuple[str, ...], ...] = (),
        help: str = "",
        check: Callable[[Any, list[Problem]], None] | None = None,
    ) -> Record:
        """Return the record whose keys the dataclass *built* declares.

        A field of *built* named ``position`` is filled in, too.
        """
        names = {one.name for one in dataclasses.fields(built)}
        return cls(
            wanted,
            declared_fields(built),
            built,
            one_of,
            help,
            check,
            with_position="position" in names,
        )

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, YamlMapping):
            return wrong_type(
                value, self.wanted, place, problems, self.example
            )
        known = {field.key for field in self.fields}
        present: dict[str, Entry] = {
            entry.key: entry for entry in value if entry.key in known
        }
        unknown = [entry.key for entry in value if entry.key not in known]
        for key in unknown:
            report(
                problems,
                Code.UNKNOWN_KEY,
                key.position,
                f'{_capital(self.wanted)} has no key "{key}".',
                did_you_mean(key, known - present.keys()),
            )
        usable = self._has_required(place, present, unknown, problems)
        arguments: dict[str, Any] = {}
        if self.with_position:
            arguments["position"] = value.position
        for field in self.fields:
            found = field.default
            if field.key in present:
                entry = present[field.key]
                found = field.shape.read(
                    entry.value, entry.key.position, problems
                )
            if found is INVALID:
                usable = usable and not field.required
                found = field.default
            arguments[field.argument] = found
        if not usable:
            return INVALID
        built = self.build(**arguments)
        if self.check is not None:
            self.check(built, problems)
        return built

    def _has_required(
        self,
        place: Position,
        present: Mapping[str, Entry],
        unknown: Iterable[str],
        problems: list[Problem],
    ) -> bool:
        """Report each missing key, unless a misspelt one was reported."""
        lacking: list[tuple[str, ...]] = [
            (field.key,)
            for field in self.fields
            if field.required and field.key not in present
        ]
        several = []
        for group in self.one_of:
            there = [key for key in group if key in present]
            if not there:
                lacking.append(group)
            elif len(there) > 1:
                several.append((group, present[there[1]].key.position))
        for keys in lacking:
            if any(did_you_mean(word, keys) for word in unknown):
                continue
            report(
                problems,
                Code.MISSING_KEY,
                place,
                f"{_capital(self.wanted)} lacks the key {_choice(keys)}.",
            )
        for keys, position in several:
            report(
                problems,
                Code.BAD_VALUE,
                position,
                f"{_capital(self.wanted)} takes only one of {_choice(keys)}.",
            )
        return not lacking and not several

    @property
    def example(self) -> str | None:
        """The shortest form with what is required, else all of a short one.

        None where it would be too long to be of help.
        """
        needed = {group[0] for group in self.one_of}
        fields = [
            field
            for field in self.fields
            if field.required or field.key in needed
        ] or self.fields
        if len(fields) > _SHOWN:
            return None
        return "{" + ", ".join(field.example for field in fields) + "}"

    def likeness(self, value: YamlMapping) -> int:
        """Return how much the keys of *value* look like this record's.

        A key counts two, one that may be misspelt counts one.
        """
        known = {field.key for field in self.fields}
        return sum(
            2
            if entry.key in known
            else did_you_mean(entry.key, known) is not None
            for entry in value
        )

    def schema(self) -> dict[str, Any]:
        properties = {}
        for field in self.fields:
            described = field.shape.schema()
            if field.help:
                described = dict(described, description=field.help)
            properties[field.key] = described
        schema: dict[str, Any] = {
            "type": "object",
            "additionalProperties": False,
            "properties": properties,
        }
        if self.help:
            schema["description"] = self.help
        required = [field.key for field in self.fields if field.required]
        if required:
            schema["required"] = required
        if self.one_of:
            schema["allOf"] = [
                {"oneOf": [{"required": [key]} for key in group]}
                for group in self.one_of
            ]
        return schema


@dataclass(frozen=True)
class ByKind:
    """One shape for a single value, another for a mapping or a list."""

    wanted: str
    scalar: Shape | None = None
    mapping: Shape | None = None
    sequence: Shape | None = None
    example: str | None = None

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if isinstance(value, YamlMapping):
            shape = self.mapping
        elif isinstance(value, Sequence):
            shape = self.sequence
        else:
            shape = None if value.is_null else self.scalar
        if shape is None:
            return wrong_type(
                value, self.wanted, place, problems, self.example
            )
        return shape.read(value, place, problems)

    def schema(self) -> dict[str, Any]:
        shapes = (self.scalar, self.mapping, self.sequence)
        return {"anyOf": [shape.schema() for shape in shapes if shape]}


@dataclass(frozen=True)
class ByKey:
    """Several records, told apart by a key that only one of them has.

    The first pair whose key is present decides. Without any of the keys it
    is the record that has most of the keys there are, ``otherwise`` first.
    """

    choices: tuple[tuple[str, Record], ...]
    otherwise: Record

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, YamlMapping):
            return wrong_type(
                value, self.otherwise.wanted, place, problems, self.example
            )
        return self._record(value).read(value, place, problems)

    @property
    def example(self) -> str:
        """The form of each record."""
        records = (self.otherwise, *(record for _, record in self.choices))
        forms = dict.fromkeys(one.example for one in records if one.example)
        return " or ".join(forms)

    def _record(self, value: YamlMapping) -> Record:
        for key, record in self.choices:
            if value.get(key) is not None:
                return record
        every = (self.otherwise, *(record for _, record in self.choices))
        return max(every, key=lambda record: record.likeness(value))

    def schema(self) -> dict[str, Any]:
        records = (*(record for _, record in self.choices), self.otherwise)
        schemas: list[dict[str, Any]] = []
        for record in records:
            if record.schema() not in schemas:  # found by several keys
                schemas.append(record.schema())
        return {"anyOf": schemas}


@dataclass(frozen=True)
class Named:
    """A shape by name, for those that hold themselves."""

    name: str
    find: Callable[[], Shape]

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        return self.find().read(value, place, problems)

    def schema(self) -> dict[str, Any]:
        return {"$ref": f"#/$defs/{self.name}"}


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


def _choice(keys: Iterable[str]) -> str:
    return " or ".join(f'"{key}"' for key in keys)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
