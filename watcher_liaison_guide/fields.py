# SPDX-License-Identifier: Apache-2.0
"""Shapes of YAML values: one table reads a file and makes its JSON Schema.

A shape reads a positioned value into what the model wants, tells every
problem it finds, and describes itself as JSON Schema. A value that cannot
be used is read as ``INVALID``, which the shape around it leaves out.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Protocol

from watcher_liaison_guide import prose
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.yamlreader import (
    Entry,
    PositionedText,
    Scalar,
    Sequence,
    Value,
)
from watcher_liaison_guide.yamlreader import Mapping as YamlMapping


class _Invalid:
    def __repr__(self) -> str:
        return "INVALID"

    def __bool__(self) -> bool:
        return False


INVALID: Final = _Invalid()

#: Ids of the guide: lower-case letters, digits and single hyphens.
IDENTIFIER = r"[a-z0-9]+(-[a-z0-9]+)*"
#: Names from outside, such as deliverables and upstream keys.
NAME = r"[A-Za-z0-9][A-Za-z0-9._+-]*"
_URL = r'https?://[^\s<>"`\\]+'
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}

_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"
    r"|0o[0-7]+$|0x[0-9a-fA-F]+$|[-+]?(\.inf|\.Inf|\.INF)$"
    r"|(\.nan|\.NaN|\.NAN)$"
)


class Shape(Protocol):
    """What a value must look like."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        """Give what *value* stands for, or INVALID after telling why.

        *place* is where to say that a key is missing: the value's own key,
        or the value itself in a list.
        """

    def schema(self) -> dict[str, Any]:
        """Describe the shape as JSON Schema, draft 2020-12."""


def _kind(value: Value) -> str:
    if isinstance(value, YamlMapping):
        return "keys and values"
    if isinstance(value, Sequence):
        return "a list"
    return "nothing" if value.is_null else "a single value"


def _wrong(
    value: Value, wanted: str, problems: list[Problem], place: Position
) -> _Invalid:
    nothing = isinstance(value, Scalar) and value.is_null
    problems.append(
        problem(
            Code.WRONG_TYPE,
            place if nothing else value.position,
            f"Here stands {_kind(value)} where {wanted} belongs.",
        )
    )
    return INVALID


def _origin(value: Scalar) -> prose.Origin:
    """Give where a scalar's text begins in its file."""
    if value.style == "|":
        return prose.Origin(
            value.position.path, value.first_line, value.indent + 1
        )
    quoted = 1 if value.style in ('"', "'") else 0
    return prose.Origin(
        value.position.path,
        value.position.line,
        value.position.column + quoted,
        folded=value.multiline or value.style == ">",
    )


@dataclasses.dataclass(frozen=True)
class Text:
    """One line of text as written, numbers included, of a given form."""

    wanted: str = "text"
    pattern: str | None = None
    code: Code = Code.BAD_VALUE
    advice: str | None = None
    lines: bool = False

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return _wrong(value, self.wanted, problems, place)
        text = value.text.rstrip("\n") if value.style == "|" else value.text
        if not text.strip() or ("\n" in text and not self.lines):
            problems.append(
                problem(
                    Code.BAD_VALUE,
                    value.position,
                    "The text is empty."
                    if not text.strip()
                    else f"This is {self.wanted}, which takes one line.",
                )
            )
            return INVALID
        if self.pattern and not re.fullmatch(self.pattern, text):
            problems.append(
                problem(
                    self.code,
                    value.position,
                    f'"{text}" is not {self.wanted}.',
                    self.advice,
                )
            )
            return INVALID
        return PositionedText(text, value.position)

    def schema(self) -> dict[str, Any]:
        if self.pattern:
            return {
                "type": ["string", "number", "boolean"],
                "pattern": f"^(?:{self.pattern})$",
            }
        if self.lines:
            return dict(_SCALAR, pattern=r"\S")
        return dict(_SCALAR, pattern=r"^[^\n]*\S[^\n]*$")


def identifier(wanted: str = "an id") -> Text:
    """Give the shape of an id in the guide's own vocabulary."""
    return Text(
        wanted,
        IDENTIFIER,
        Code.BAD_IDENTIFIER,
        "Use lower-case letters, digits and hyphens.",
    )


def name(wanted: str = "a name") -> Text:
    """Give the shape of a name that comes from outside the guide."""
    return Text(wanted, NAME, Code.BAD_IDENTIFIER)


def url() -> Text:
    """Give the shape of an address without placeholders."""
    return Text("an http:// or https:// address", _URL, Code.BAD_URL)


@dataclasses.dataclass(frozen=True)
class Choice:
    """One word out of a few."""

    words: tuple[str, ...]
    wanted: str = "a word that is known here"

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return _wrong(value, self.wanted, problems, place)
        if value.text not in self.words:
            problems.append(
                problem(
                    Code.BAD_VALUE,
                    value.position,
                    f'"{value.text}" is not {self.wanted}.',
                    did_you_mean(value.text, self.words)
                    or "It takes " + ", ".join(self.words) + ".",
                )
            )
            return INVALID
        return PositionedText(value.text, value.position)

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclasses.dataclass(frozen=True)
class Boolean:
    """``true`` or ``false``."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return _wrong(value, "true or false", problems, place)
        if not value.plain or value.text not in ("true", "false"):
            problems.append(
                problem(
                    Code.WRONG_TYPE,
                    value.position,
                    f'"{value.text}" is not true or false.',
                    "Write true or false, without quotes.",
                )
            )
            return INVALID
        return value.text == "true"

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclasses.dataclass(frozen=True)
class Integer:
    """A whole number, not below zero."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return _wrong(value, "a whole number", problems, place)
        if not value.plain or not re.fullmatch(
            r"0|[1-9][0-9]{0,8}", value.text
        ):
            problems.append(
                problem(
                    Code.WRONG_TYPE,
                    value.position,
                    f'"{value.text}" is not a whole number.',
                )
            )
            return INVALID
        return int(value.text)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 0, "maximum": 999_999_999}


@dataclasses.dataclass(frozen=True)
class Date:
    """A day, written as YYYY-MM-DD."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return _wrong(value, "a date", problems, place)
        if re.fullmatch(_DATE, value.text):
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
        return INVALID

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": f"^{_DATE}$"}


@dataclasses.dataclass(frozen=True)
class ProseText:
    """A text in the closed subset; several lines as a literal block."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return _wrong(value, "text", problems, place)
        if not value.text.strip():
            problems.append(
                problem(Code.BAD_VALUE, value.position, "The text is empty.")
            )
            return INVALID
        if value.multiline and value.style != "|":
            problems.append(
                problem(
                    Code.FOLDED_PROSE,
                    value.position,
                    "Text over several lines is not a literal block.",
                    'Begin it with "|" and indent it below.',
                )
            )
        found, wrong = prose.parse(value.text, _origin(value))
        problems.extend(wrong)
        return INVALID if wrong else found

    def schema(self) -> dict[str, Any]:
        return dict(_SCALAR, pattern=r"\S")


@dataclasses.dataclass(frozen=True)
class TemplateText:
    """A command, or (``address``) a web address, with placeholders."""

    address: bool = False

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        wanted = "an address" if self.address else "a command"
        if not isinstance(value, Scalar) or value.is_null:
            return _wrong(value, wanted, problems, place)
        text = value.text.rstrip("\n")
        if not text.strip():
            problems.append(
                problem(Code.BAD_VALUE, value.position, "It is empty.")
            )
            return INVALID
        if self.address and not re.fullmatch(_URL, text):
            problems.append(
                problem(
                    Code.BAD_URL,
                    value.position,
                    f'"{text}" is not an http:// or https:// address.',
                )
            )
            return INVALID
        found, wrong = prose.parse_template(text, _origin(value))
        problems.extend(wrong)
        return INVALID if wrong else found

    def schema(self) -> dict[str, Any]:
        if self.address:
            return dict(_SCALAR, pattern=rf"^(?:{_URL})$")
        return dict(_SCALAR, pattern=r"\S")


@dataclasses.dataclass(frozen=True)
class ListOf:
    """A list of values of one shape, as a tuple; one value may stand alone.

    Values that cannot be read are left out, once told.
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
                    problem(
                        Code.BAD_VALUE, value.position, "The list is empty."
                    )
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
        return _wrong(value, "a list", problems, place)

    def schema(self) -> dict[str, Any]:
        many: dict[str, Any] = {"type": "array", "items": self.shape.schema()}
        if self.filled:
            many["minItems"] = 1
        return {"anyOf": [self.shape.schema(), many]} if self.alone else many


@dataclasses.dataclass(frozen=True)
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
            return _wrong(value, "keys and values", problems, place)
        found = {}
        for entry in value:
            if self.key.pattern and not re.fullmatch(
                self.key.pattern, entry.key
            ):
                problems.append(
                    problem(
                        self.key.code,
                        entry.key.position,
                        f'"{entry.key}" is not {self.key.wanted}.',
                        self.key.advice,
                    )
                )
            child = self.shape.read(entry.value, entry.key.position, problems)
            if child is INVALID:
                continue
            if self.pass_key:
                child = dataclasses.replace(child, id=entry.key)
            found[entry.key] = child
        return found

    def schema(self) -> dict[str, Any]:
        described: dict[str, Any] = {
            "type": "object",
            "additionalProperties": self.shape.schema(),
        }
        if self.key.pattern:
            described["propertyNames"] = {
                "pattern": f"^(?:{self.key.pattern})$"
            }
        return described


@dataclasses.dataclass(frozen=True)
class Nullable:
    """A value, or null (an empty place in YAML), read as None."""

    shape: Shape

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if isinstance(value, Scalar) and value.is_null:
            return None
        return self.shape.read(value, place, problems)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.shape.schema(), {"type": "null"}]}


@dataclasses.dataclass(frozen=True)
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


@dataclasses.dataclass(frozen=True)
class Record:
    """A mapping with declared keys.

    ``build`` takes each field by its attribute's name and ``position``.
    Of each group in ``one_of`` exactly one key must be there. ``check``
    may look at the finished thing and tell what is wrong with the whole.
    """

    wanted: str
    fields: tuple[Field, ...]
    build: Callable[..., Any]
    one_of: tuple[tuple[str, ...], ...] = ()
    help: str = ""
    check: Callable[[Any, list[Problem]], None] | None = None

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, YamlMapping):
            return _wrong(value, self.wanted, problems, place)
        known = {field.key: field for field in self.fields}
        present: dict[str, Entry] = {}
        unknown: list[str] = []
        for entry in value:
            if entry.key in known:
                present[entry.key] = entry
                continue
            unknown.append(entry.key)
            problems.append(
                problem(
                    Code.UNKNOWN_KEY,
                    entry.key.position,
                    f'{_capital(self.wanted)} has no key "{entry.key}".',
                    did_you_mean(entry.key, set(known) - present.keys()),
                )
            )
        whole = self._told_missing(value, place, present, unknown, problems)
        arguments: dict[str, Any] = {}
        for field in self.fields:
            if field.key not in present:
                arguments[field.argument] = field.default
                continue
            entry = present[field.key]
            read = field.shape.read(entry.value, entry.key.position, problems)
            if read is INVALID:
                whole = whole and not field.required
                read = field.default
            arguments[field.argument] = read
        if not whole:
            return INVALID
        built = self.build(position=value.position, **arguments)
        if self.check is not None:
            self.check(built, problems)
        return built

    def _told_missing(
        self,
        value: YamlMapping,
        place: Position,
        present: Mapping[str, Entry],
        unknown: Iterable[str],
        problems: list[Problem],
    ) -> bool:
        """Tell each missing key, unless a misspelt one was told instead."""
        whole = True

        def misspelt(key: str) -> bool:
            return any(did_you_mean(word, [key]) for word in unknown)

        for field in self.fields:
            if field.required and field.key not in present:
                whole = False
                if not misspelt(field.key):
                    problems.append(
                        problem(
                            Code.MISSING_KEY,
                            place,
                            f"{_capital(self.wanted)} lacks the key "
                            f'"{field.key}".',
                        )
                    )
        for group in self.one_of:
            there = [key for key in group if key in present]
            if len(there) == 1:
                continue
            whole = False
            choice = " or ".join(f'"{key}"' for key in group)
            if there:
                problems.append(
                    problem(
                        Code.BAD_VALUE,
                        present[there[1]].key.position,
                        f"{_capital(self.wanted)} takes {choice}, not both.",
                    )
                )
            elif not any(map(misspelt, group)):
                problems.append(
                    problem(
                        Code.MISSING_KEY,
                        place,
                        f"{_capital(self.wanted)} lacks {choice}.",
                    )
                )
        return whole

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


@dataclasses.dataclass(frozen=True)
class ByKind:
    """One shape for a single value, another for a mapping or a list."""

    wanted: str
    scalar: Shape | None = None
    mapping: Shape | None = None
    sequence: Shape | None = None

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
            return _wrong(value, self.wanted, problems, place)
        return shape.read(value, place, problems)

    def schema(self) -> dict[str, Any]:
        shapes = (self.scalar, self.mapping, self.sequence)
        return {"anyOf": [shape.schema() for shape in shapes if shape]}


@dataclasses.dataclass(frozen=True)
class ByKey:
    """Several records, told apart by a key that only one of them has.

    The first pair whose key is present decides; ``otherwise`` reads what
    has none of the keys.
    """

    choices: tuple[tuple[str, Record], ...]
    otherwise: Record

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if isinstance(value, YamlMapping):
            for key, record in self.choices:
                if value.get(key) is not None:
                    return record.read(value, place, problems)
        return self.otherwise.read(value, place, problems)

    def schema(self) -> dict[str, Any]:
        records = [record for _, record in self.choices]
        return {
            "anyOf": [record.schema() for record in [*records, self.otherwise]]
        }


@dataclasses.dataclass(frozen=True)
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
    """Give the complete JSON Schema of a file of *shape*."""
    definitions = {one.name: one.find().schema() for one in named}
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **shape.schema(),
    }
    if definitions:
        schema["$defs"] = definitions
    return schema


def to_json(value: Value) -> Any:
    """Give the JSON that an editor's YAML 1.2 reading has for a value."""
    if isinstance(value, YamlMapping):
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
    if _NUMBER.match(value.text):
        try:
            return int(value.text)
        except ValueError:
            try:
                return float(value.text.replace("_", ""))
            except ValueError:
                return value.text
    return value.text


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
