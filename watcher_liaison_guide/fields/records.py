# SPDX-License-Identifier: Apache-2.0
"""Shapes of mappings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from watcher_liaison_guide.fields.scalars import Text
from watcher_liaison_guide.fields.shapes import (
    INVALID,
    Field,
    Problems,
    Shape,
    anchored,
    declared_fields,
    wrong_type,
)
from watcher_liaison_guide.problems import Code, Position, did_you_mean
from watcher_liaison_guide.yamlreader import (
    Entry,
    Mapping,
    PositionedText,
    Value,
)

#: How many keys an example has at most.
_SHOWN = 3


@dataclass(frozen=True)
class MapOf:
    """Values of one shape under keys of another, as a dict in file order.

    With ``pass_key`` the value's dataclass takes the key as its ``id``.
    """

    key: Text
    shape: Shape
    pass_key: bool = False

    def read(self, value: Value, place: Position, problems: Problems) -> Any:
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
class Record:
    """A mapping with declared keys; ``wanted`` is what messages call it.

    ``build`` takes each field by its attribute's name, and ``position``.
    Of each group in ``one_of`` exactly one key must be there. ``check``
    reports what is wrong with the finished thing.
    """

    wanted: str
    fields: tuple[Field, ...]
    build: Callable[..., Any]
    one_of: tuple[tuple[str, ...], ...] = ()
    help: str = ""
    check: Callable[[Any, Problems], None] | None = None
    with_position: bool = True

    @classmethod
    def of(
        cls,
        built: type,
        wanted: str,
        *,
        one_of: tuple[tuple[str, ...], ...] = (),
        help: str = "",
        check: Callable[[Any, Problems], None] | None = None,
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

    def read(self, value: Value, place: Position, problems: Problems) -> Any:
        if not isinstance(value, Mapping):
            return wrong_type(
                value, self.wanted, place, problems, self.example
            )
        known = {field.key for field in self.fields}
        present: dict[str, Entry] = {
            entry.key: entry for entry in value if entry.key in known
        }
        unknown = [entry.key for entry in value if entry.key not in known]
        for word in unknown:
            problems.append(
                Code.UNKNOWN_KEY.at(
                    word.position,
                    f'{_capital(self.wanted)} has no key "{word}".',
                    did_you_mean(word, known - present.keys()),
                )
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
        present: dict[str, Entry],
        unknown: Iterable[str],
        problems: Problems,
    ) -> bool:
        """Whether the required keys are there; report those that are not.

        A missing key is not reported again as one that was misspelt.
        """
        needed = [(field.key,) for field in self.fields if field.required]
        usable = True
        for keys in (*needed, *self.one_of):
            there = [key for key in keys if key in present]
            usable = usable and len(there) == 1
            if len(there) > 1:
                problems.append(
                    Code.BAD_VALUE.at(
                        present[there[1]].key.position,
                        f"{_capital(self.wanted)} takes only one of "
                        f"{_choice(keys)}.",
                    )
                )
            elif not there and not any(
                did_you_mean(word, keys) for word in unknown
            ):
                problems.append(
                    Code.MISSING_KEY.at(
                        place,
                        f"{_capital(self.wanted)} lacks the key "
                        f"{_choice(keys)}.",
                    )
                )
        return usable

    @property
    def example(self) -> str | None:
        """The form with the required keys, or with all if none is required.

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

    def likeness(self, value: Mapping) -> int:
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
        needed = [field.key for field in self.fields if field.required]
        if needed:
            schema["required"] = needed
        if self.one_of:
            schema["allOf"] = [
                {"oneOf": [{"required": [key]} for key in group]}
                for group in self.one_of
            ]
        return schema


@dataclass(frozen=True)
class ByKey:
    """Several records, distinguished by a key that only one of them has.

    The first pair whose key is present decides. Without any of these keys it
    is the record whose keys are most like those present, else ``otherwise``.
    """

    choices: tuple[tuple[str, Record], ...]
    otherwise: Record

    def read(self, value: Value, place: Position, problems: Problems) -> Any:
        if not isinstance(value, Mapping):
            return wrong_type(
                value, self.otherwise.wanted, place, problems, self.example
            )
        return self._record(value).read(value, place, problems)

    @property
    def _records(self) -> tuple[Record, ...]:
        return (self.otherwise, *(record for _, record in self.choices))

    @property
    def example(self) -> str:
        """The form of each record."""
        forms = dict.fromkeys(
            one.example for one in self._records if one.example
        )
        return " or ".join(forms)

    def _record(self, value: Mapping) -> Record:
        for key, record in self.choices:
            if value.get(key) is not None:
                return record
        return max(self._records, key=lambda record: record.likeness(value))

    def schema(self) -> dict[str, Any]:
        records = (*(record for _, record in self.choices), self.otherwise)
        schemas: list[dict[str, Any]] = []
        for record in records:
            if record.schema() not in schemas:  # found by several keys
                schemas.append(record.schema())
        return {"anyOf": schemas}


def _choice(keys: Iterable[str]) -> str:
    return " or ".join(f'"{key}"' for key in keys)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
