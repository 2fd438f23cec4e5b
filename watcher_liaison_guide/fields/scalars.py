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
    Problems,
    anchored,
    to_json,
    wrong_type,
)
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
)
from watcher_liaison_guide.yamlreader import PositionedText, Scalar, Value

#: Ids of the guide: lower-case letters, digits and single hyphens.
IDENTIFIER = r"[a-z0-9]+(-[a-z0-9]+)*"
#: Names from outside, such as deliverables and upstream keys.
NAME = r"[A-Za-z0-9][A-Za-z0-9._+-]*"
_URL = r'https?://[^\s<>"`\\]+'
#: Counting weeks from a day far from any cycle could leave the calendar.
_DATE = r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"
#: Neither line breaks nor control characters.
_ONE_LINE = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]*"
_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
MAXIMUM_NUMBER = 999_999_999


class Single:
    """What the shapes of single values share; messages call one ``wanted``."""

    wanted: str

    def read(self, value: Value, place: Position, problems: Problems) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            return wrong_type(value, self.wanted, place, problems)
        found = self.meaning(value, problems)
        if isinstance(found, Problem):
            problems.append(found)
            return INVALID
        return found

    def meaning(self, value: Scalar, problems: Problems) -> Any:
        """Return what *value* means, or the problem why it cannot be used.

        Any other problem is added to *problems*.
        """
        raise NotImplementedError  # each shape has its own

    def mistaken(
        self, value: Scalar, code: Code, advice: str | None = None
    ) -> Problem:
        """Return the problem of a value that is not what is wanted."""
        message = f'"{value.text}" is not {self.wanted}.'
        return code.at(value.position, message, advice)


def unquoted(value: Scalar, wanted: str) -> Problem | None:
    """Return the problem of an unquoted number or truth value, None of text.

    Other readers of the file, such as an editor with the JSON Schema, would
    read it as a number or truth value.
    """
    if isinstance(to_json(value), str):
        return None
    return Code.WRONG_TYPE.at(
        value.position,
        f"YAML takes {value.text} for a number or truth value, where "
        f"{wanted} belongs.",
        f'Quote it: "{value.text}".',
    )


def _empty(value: Scalar) -> Problem:
    return Code.BAD_VALUE.at(value.position, "The text is empty.")


@dataclass(frozen=True)
class Text(Single):
    """One line of text as written, numbers included, of a given form.

    With a ``pattern``, numbers must be quoted. ``lines`` allows several.
    ``names`` is the kind of thing that the text refers to, or is the id of.
    """

    wanted: str = "text"
    pattern: str | None = None
    code: Code = Code.BAD_VALUE
    advice: str | None = None
    lines: bool = False
    names: str = ""

    def meaning(self, value: Scalar, problems: Problems) -> Any:
        text = value.text
        if not text.strip():
            return _empty(value)
        if self.lines:
            return PositionedText(text.rstrip("\n"), value.position)
        if not re.fullmatch(_ONE_LINE, text):
            return Code.BAD_VALUE.at(
                value.position, f"This is {self.wanted}, which takes one line."
            )
        word = PositionedText(text, value.position, self.names)
        if not self.pattern:
            return word
        return unquoted(value, self.wanted) or self.mismatch(word) or word

    def mismatch(self, text: PositionedText) -> Problem | None:
        """Return the problem of a text that is not of the form."""
        if re.fullmatch(self.pattern or r".*\S.*", text):
            return None
        return self.code.at(
            text.position, f'"{text}" is not {self.wanted}.', self.advice
        )

    def schema(self) -> dict[str, Any]:
        if self.pattern:
            return {"type": "string", "pattern": anchored(self.pattern)}
        if self.lines:
            return dict(_SCALAR, pattern=r"\S")
        return dict(_SCALAR, pattern=anchored(rf"(?=.*\S){_ONE_LINE}"))


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
    """Return the shape of an address without placeholders."""
    return Text("an http:// or https:// address", _URL, Code.BAD_URL)


@dataclass(frozen=True)
class Choice(Single):
    """One word out of a few; ``advice`` replaces the list of all."""

    words: tuple[str, ...]
    wanted: str = "a word that is known here"
    advice: str | None = None

    def meaning(self, value: Scalar, problems: Problems) -> Any:
        if value.text in self.words:
            return PositionedText(value.text, value.position)
        every = "It takes " + ", ".join(self.words) + "."
        near = did_you_mean(value.text, self.words)
        advice = near or self.advice or every
        return self.mistaken(value, Code.BAD_VALUE, advice)

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Boolean(Single):
    """``true`` or ``false``."""

    wanted = "true or false"

    def meaning(self, value: Scalar, problems: Problems) -> Any:
        truth = to_json(value)
        if isinstance(truth, bool):
            return truth
        advice = "Write true or false, without quotes."
        return self.mistaken(value, Code.WRONG_TYPE, advice)

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Integer(Single):
    """A whole number, not below zero."""

    wanted = "a whole number"

    def meaning(self, value: Scalar, problems: Problems) -> Any:
        number = to_json(value)
        if (
            isinstance(number, bool | str)
            or not 0 <= number <= MAXIMUM_NUMBER
            or number != int(number)
        ):
            return self.mistaken(value, Code.WRONG_TYPE)
        return int(number)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 0, "maximum": MAXIMUM_NUMBER}


@dataclass(frozen=True)
class Date(Single):
    """A day, written as YYYY-MM-DD."""

    wanted = "a date"
    example = "YYYY-MM-DD"

    def meaning(self, value: Scalar, problems: Problems) -> Any:
        advice = "Write a real day as YYYY-MM-DD."
        if re.fullmatch(_DATE, value.text):
            try:
                return datetime.date.fromisoformat(value.text)
            except ValueError:
                pass
        elif re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}", value.text):
            advice = "Write a day from 1900-01-01 to 2199-12-31."
        return self.mistaken(value, Code.BAD_DATE, advice)

    def schema(self) -> dict[str, Any]:
        return {
            "type": "string",
            "format": "date",
            "pattern": anchored(_DATE),
            # Editors show it in place of the pattern.
            "patternErrorMessage": "Write a real day as YYYY-MM-DD.",
        }


@dataclass(frozen=True)
class ProseText(Single):
    """A text in the closed subset; several lines as a literal block."""

    wanted = "text"

    def meaning(self, value: Scalar, problems: Problems) -> Any:
        if not value.text.strip():
            return _empty(value)
        several = value.multiline or "\n" in value.text.strip("\n")
        if several and value.style != "|":
            problems.append(
                Code.FOLDED_PROSE.at(
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
class TemplateText(Single):
    """A command, or (``address``) a web address, with placeholders."""

    address: bool = False

    # A property where the other shapes have an attribute: it is only read.
    @property
    def wanted(self) -> str:  # type: ignore[override]
        return "an address" if self.address else "a command"

    def meaning(self, value: Scalar, problems: Problems) -> Any:
        if self.address and not re.fullmatch(_URL, value.text):
            return Code.BAD_URL.at(
                value.position,
                f'"{value.text}" is not an http:// or https:// address.',
            )
        text = value.text.rstrip("\n")
        if not text.strip():
            return _empty(value)
        found, wrong = prose.parse_template(text, _origin(value))
        problems.extend(wrong)
        return INVALID if wrong else found

    def schema(self) -> dict[str, Any]:
        if self.address:
            return {"type": "string", "pattern": anchored(_URL)}
        return dict(_SCALAR, pattern=r"\S")


def _origin(value: Scalar) -> prose.Origin:
    """Return where a scalar's text begins in its file."""
    return prose.Origin(*value.begin, displaced=value.displaced)
