# SPDX-License-Identifier: Apache-2.0
"""Shapes of single values: text, words to choose from, numbers, days."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from watcher_liaison_guide import prose
from watcher_liaison_guide.fields.shapes import (
    INVALID,
    anchored,
    is_null,
    text_of,
    to_json,
    wrong_type,
)
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.yamlreader import PositionedText, Scalar, Value

#: Ids of the guide: lower-case letters, digits and single hyphens.
IDENTIFIER = r"[a-z0-9]+(-[a-z0-9]+)*"
#: Names from outside, such as deliverables and upstream keys.
NAME = r"[A-Za-z0-9][A-Za-z0-9._+-]*"
_URL = r'https?://[^\s<>"`\\]+'
#: Days of cycles; others would lead out of what a date can be.
_DATE = r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"
_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_MAXIMUM = 999_999_999


@dataclass(frozen=True)
class Text:
    """One line of text as written, numbers included, of a given form.

    With a ``pattern``, numbers must be quoted. ``lines`` allows several.
    ``names`` is the kind of thing that the text refers to.
    """

    wanted: str = "text"
    pattern: str | None = None
    code: Code = Code.BAD_VALUE
    advice: str | None = None
    lines: bool = False
    names: str = ""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return wrong_type(value, self.wanted, place, problems)
        text = value.text
        if not text.strip():
            problems.append(
                problem(Code.BAD_VALUE, value.position, "The text is empty.")
            )
            return INVALID
        if self.lines:
            return PositionedText(text.rstrip("\n"), value.position)
        if "\n" in text:
            problems.append(
                problem(
                    Code.BAD_VALUE,
                    value.position,
                    f"This is {self.wanted}, which takes one line.",
                )
            )
            return INVALID
        if self.pattern and not self._fits(value, place, problems):
            return INVALID
        return PositionedText(text, value.position, self.names)

    def _fits(
        self, value: Scalar, place: Position, problems: list[Problem]
    ) -> bool:
        text = text_of(value, self.wanted, place, problems)
        if text is None:
            return False
        if re.fullmatch(self.pattern or "", text):
            return True
        problems.append(self.mismatch(PositionedText(text, value.position)))
        return False

    def mismatch(self, text: PositionedText) -> Problem:
        """Give the problem of a text that is not of the form."""
        return problem(
            self.code,
            text.position,
            f'"{text}" is not {self.wanted}.',
            self.advice,
        )

    def schema(self) -> dict[str, Any]:
        if self.pattern:
            return {"type": "string", "pattern": anchored(self.pattern)}
        if self.lines:
            return dict(_SCALAR, pattern=r"\S")
        return dict(_SCALAR, pattern=anchored(r"[^\n]*\S[^\n]*"))


def identifier(wanted: str = "an id", names: str = "") -> Text:
    """Return the shape of an id in the guide's own vocabulary."""
    return Text(
        wanted,
        IDENTIFIER,
        Code.BAD_IDENTIFIER,
        "Use lower-case letters, digits and hyphens.",
        names=names,
    )


def name(wanted: str = "a name", names: str = "") -> Text:
    """Return the shape of a name that comes from outside the guide."""
    return Text(wanted, NAME, Code.BAD_IDENTIFIER, names=names)


def url() -> Text:
    """Give the shape of an address without placeholders."""
    return Text("an http:// or https:// address", _URL, Code.BAD_URL)


@dataclass(frozen=True)
class Choice:
    """One word out of a few; ``advice`` stands for telling them all."""

    words: tuple[str, ...]
    wanted: str = "a word that is known here"
    advice: str | None = None

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return wrong_type(value, self.wanted, place, problems)
        if value.text not in self.words:
            problems.append(
                problem(
                    Code.BAD_VALUE,
                    value.position,
                    f'"{value.text}" is not {self.wanted}.',
                    did_you_mean(value.text, self.words)
                    or self.advice
                    or "It takes " + ", ".join(self.words) + ".",
                )
            )
            return INVALID
        return PositionedText(value.text, value.position)

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Boolean:
    """``true`` or ``false``."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return wrong_type(value, "true or false", place, problems)
        truth = to_json(value)
        if not isinstance(truth, bool):
            problems.append(
                problem(
                    Code.WRONG_TYPE,
                    value.position,
                    f'"{value.text}" is not true or false.',
                    "Write true or false, without quotes.",
                )
            )
            return INVALID
        return truth

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Integer:
    """A whole number, not below zero."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return wrong_type(value, "a whole number", place, problems)
        number = to_json(value)
        if (
            isinstance(number, bool | str)
            or not 0 <= number <= _MAXIMUM
            or number != int(number)
        ):
            problems.append(
                problem(
                    Code.WRONG_TYPE,
                    value.position,
                    f'"{value.text}" is not a whole number.',
                )
            )
            return INVALID
        return int(number)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 0, "maximum": _MAXIMUM}


@dataclass(frozen=True)
class Date:
    """A day, written as YYYY-MM-DD."""

    @property
    def example(self) -> str:
        return "YYYY-MM-DD"

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return wrong_type(value, "a date", place, problems)
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
        return {"type": "string", "format": "date", "pattern": anchored(_DATE)}


@dataclass(frozen=True)
class ProseText:
    """A text in the closed subset; several lines as a literal block."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return wrong_type(value, "text", place, problems)
        if not value.text.strip():
            problems.append(
                problem(Code.BAD_VALUE, value.position, "The text is empty.")
            )
            return INVALID
        several = value.multiline or "\n" in value.text.strip("\n")
        if several and value.style != "|":
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


@dataclass(frozen=True)
class TemplateText:
    """A command, or (``address``) a web address, with placeholders."""

    address: bool = False

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if is_null(value) or not isinstance(value, Scalar):
            wanted = "an address" if self.address else "a command"
            return wrong_type(value, wanted, place, problems)
        if self.address and not re.fullmatch(_URL, value.text):
            problems.append(
                problem(
                    Code.BAD_URL,
                    value.position,
                    f'"{value.text}" is not an http:// or https:// address.',
                )
            )
            return INVALID
        text = value.text.rstrip("\n")
        if not text.strip():
            problems.append(
                problem(Code.BAD_VALUE, value.position, "It is empty.")
            )
            return INVALID
        found, wrong = prose.parse_template(text, _origin(value))
        problems.extend(wrong)
        return INVALID if wrong else found

    def schema(self) -> dict[str, Any]:
        if self.address:
            return {"type": "string", "pattern": anchored(_URL)}
        return dict(_SCALAR, pattern=r"\S")


def _origin(value: Scalar) -> prose.Origin:
    """Give where a scalar's text begins in its file."""
    path = value.position.path
    if value.style == "|":
        return prose.Origin(path, value.first_line, value.indent + 1)
    quoted = 1 if value.style in ('"', "'") else 0
    return prose.Origin(
        path,
        value.position.line,
        value.position.column + quoted,
        folded=value.style == ">" or value.escaped,
    )
