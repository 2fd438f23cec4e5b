# SPDX-License-Identifier: Apache-2.0
"""Bytes of YAML into values that know their places, within limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from watcher_liaison_guide.files import MAXIMUM_BYTES, too_large
from watcher_liaison_guide.problems import NOWHERE, Code, Position, Problem
from watcher_liaison_guide.yamlsyntax import (
    LOADER,
    MAXIMUM_DEPTH,
    syntax_problem,
    too_deep,
)

#: No file of a guide, schedule or record has nearly as many.
MAXIMUM_VALUES = 200_000

#: Where YAML 1.1 ends a line, and so where the loader counts one.
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
#: Characters that YAML does not allow.
_NOT_ALLOWED = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


class PositionedText(str):
    """Text with its place, and the kind of thing that it names, if any."""

    __slots__ = ("names", "position")
    position: Position
    names: str

    def __new__(
        cls, text: str, position: Position, names: str = ""
    ) -> PositionedText:
        made = super().__new__(cls, text)
        made.position = position
        made.names = names
        return made

    def __getnewargs__(self) -> tuple[str, Position, str]:  # type: ignore[override]
        return (str(self), self.position, self.names)


def position_of(text: object, otherwise: Position = NOWHERE) -> Position:
    """Return the place of a text that was read from YAML."""
    return getattr(text, "position", otherwise)


class Scalar(NamedTuple):
    """One single value, always text as written.

    ``style`` is None, a quote, ``|`` or ``>``. The text begins at ``begin``;
    if it is ``displaced``, by escapes or line breaks, places in it are not
    those of the file. It may be on several lines (``multiline``).
    """

    text: str
    position: Position
    style: str | None
    begin: Position
    displaced: bool
    multiline: bool

    @property
    def plain(self) -> bool:
        return self.style is None

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class Sequence:
    """A list of values."""

    values: tuple[Value, ...]
    position: Position

    def __iter__(self) -> Iterator[Value]:
        return iter(self.values)


class Entry(NamedTuple):
    """A key of a mapping with its value."""

    key: PositionedText
    value: Value


@dataclass(frozen=True)
class Mapping:
    """Keys with values in the order of the file, each key once."""

    entries: tuple[Entry, ...]
    position: Position

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def get(self, key: str) -> Value | None:
        for entry in self.entries:
            if entry.key == key:
                return entry.value
        return None


Value = Scalar | Sequence | Mapping


def child(value: Value | None, key: str) -> Value | None:
    """Return what *value*, if it is a mapping, has under *key*."""
    return value.get(key) if isinstance(value, Mapping) else None


def entries_of(value: Value | None) -> tuple[Entry, ...]:
    """Return the entries of a mapping, none of anything else."""
    return value.entries if isinstance(value, Mapping) else ()


def lines_of(text: str) -> list[str]:
    """Return the lines of a file's text, as positions count them."""
    return LINE_END.split(text)


def _place(path: str, before: str) -> Position:
    """Return the place in a file after the text *before*."""
    lines = lines_of(before)
    return Position(path, len(lines), len(lines[-1]) + 1)


def decode(content: bytes, path: str) -> str | Problem:
    """Return the text of a file that has to be UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = content[: error.start].decode("utf-8-sig", "replace")
        return Code.NOT_UTF8.at(
            _place(path, read),
            f"The byte 0x{content[error.start]:02x} is not UTF-8.",
            "Save the file as UTF-8.",
        )


def parse(
    content: bytes, path: str, keep_repeated: bool = False
) -> tuple[Value | None, list[Problem]]:
    """Return the one document in *content* as values, and all problems.

    The value is None where nothing can be read, which is always a problem.
    A repeated key is a problem; its first value counts. With
    *keep_repeated* the mapping has the later entries too.
    """
    if len(content) > MAXIMUM_BYTES:
        return None, [too_large(path)]
    text = decode(content, path)
    if isinstance(text, Problem):
        return None, [text]
    strange = _NOT_ALLOWED.search(text)
    if strange is not None:
        return None, [
            Code.YAML_SYNTAX.at(
                _place(path, text[: strange.start()]),
                f"YAML does not allow the character U+{ord(strange[0]):04X}.",
                "Remove it.",
            )
        ]
    reader = _Reader(path, text, keep_repeated)
    try:
        return reader.document(), reader.problems
    except _RefusedError as refused:
        return None, [*refused.args]
    except yaml.YAMLError as error:
        return None, [syntax_problem(error, lines_of(text), path)]


class _RefusedError(Exception):
    """Raised with the one problem for which nothing of a file is read."""


class _Reader:
    """Values from the events of a file.

    The events are taken as they come, with no composer between: that of
    CSafeLoader recurses in C and kills the interpreter on deep nesting,
    and aliases would expand a few lines to billions of values.
    """

    def __init__(self, path: str, text: str, keep_repeated: bool) -> None:
        self.path = path
        self.lines = lines_of(text)
        self.keep_repeated = keep_repeated
        self.problems: list[Problem] = []
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=LOADER)
        self.count = self.depth = 0

    def document(self) -> Value:
        """Return the value of the only document, empty if there is none."""
        found: Value | None = None
        for event in self.events:
            if isinstance(event, yaml.NodeEvent):
                found = self._value(event)
            elif isinstance(event, yaml.DocumentStartEvent) and found:
                raise _RefusedError(
                    Code.YAML_SYNTAX.at(
                        self._place(event),
                        "A second document begins here.",
                        "Keep one document in a file.",
                    )
                )
        start = Position(self.path, 1, 1)
        return found or Scalar("", start, None, start, False, False)

    def _value(self, event: yaml.Event) -> Value:
        here = self._place(event)
        refusal = self._refusal(event, here)
        if refusal is not None:
            raise _RefusedError(refusal)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, here)
        self.depth += 1
        children = []
        for child in self.events:
            if isinstance(child, yaml.CollectionEndEvent):
                break
            children.append(self._value(child))
        self.depth -= 1
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(children), here)
        return self._mapping(children, here)

    def _refusal(self, event: yaml.Event, here: Position) -> Problem | None:
        """Return the problem of an event that is refused, None of others."""
        self.count += 1
        if self.count > MAXIMUM_VALUES:
            return Code.YAML_TOO_BIG.at(
                here, f"The file has more than {MAXIMUM_VALUES} values."
            )
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            alias = isinstance(event, yaml.AliasEvent)
            what = f'alias "*{anchor}"' if alias else f'anchor "&{anchor}"'
            return Code.YAML_ALIAS.at(
                here,
                f"The {what} is not read.",
                "Write values out, or quote it if it is text.",
            )
        scalar = isinstance(event, yaml.ScalarEvent)
        tag = getattr(event, "tag", None)
        if tag is not None and not (scalar and tag == "!"):
            return Code.YAML_TAG.at(
                here,
                f'The tag "{tag}" is not read.',
                "Remove it; quote the value if it must be text.",
            )
        if not scalar and self.depth == MAXIMUM_DEPTH:
            return too_deep(here)
        return None

    def _place(self, event: yaml.Event) -> Position:
        start = event.start_mark
        assert start is not None  # libyaml always marks
        return Position(self.path, start.line + 1, start.column + 1)

    def _scalar(self, event: yaml.ScalarEvent, here: Position) -> Scalar:
        text, style, end = event.value, event.style or None, event.end_mark
        assert end is not None  # as above
        if style == "|":
            indent = _block_indent(text, self.lines, here.line)
            begin = Position(self.path, here.line + 1, indent + 1)
            several = "\n" in text.strip("\n")
            return Scalar(text, here, style, begin, False, several)
        if style == ">":
            return Scalar(text, here, style, here, True, True)
        multiline = end.line >= here.line  # the mark counts from 0
        quote = 1 if style else 0
        written = end.column + 1 - here.column - 2 * quote
        begin = Position(self.path, here.line, here.column + quote)
        displaced = multiline or written != len(text)
        return Scalar(text, here, style, begin, displaced, multiline)

    def _mapping(self, children: list[Value], here: Position) -> Mapping:
        """Return a mapping of keys and values that take turns."""
        seen: dict[str, Position] = {}
        entries: list[Entry] = []
        for word, value in zip(children[::2], children[1::2], strict=True):
            wrong = _wrong_key(word, seen)
            repeated = wrong is not None and wrong.code is Code.DUPLICATE_KEY
            if wrong is not None:
                self.problems.append(wrong)
            if isinstance(word, Scalar) and (
                wrong is None or (repeated and self.keep_repeated)
            ):
                key = PositionedText(word.text, word.position)
                entries.append(Entry(key, value))
        return Mapping(tuple(entries), here)


def _wrong_key(word: Value, seen: dict[str, Position]) -> Problem | None:
    """Return what is wrong with a key; add it to those *seen* before it."""
    if not isinstance(word, Scalar):
        return Code.WRONG_TYPE.at(word.position, "A key must be a plain word.")
    if word.text == "<<" and word.plain:
        return Code.YAML_ALIAS.at(
            word.position, "Merge keys are not read.", "Write the values out."
        )
    first = seen.setdefault(word.text, word.position)
    if first is word.position:
        return None
    return Code.DUPLICATE_KEY.at(
        word.position,
        f'The key "{word.text}" is already on line {first.line}.',
        "Keep one of the two.",
    )


def _block_indent(text: str, lines: list[str], start: int) -> int:
    """Return the indentation of a block's lines; *start* counts from 0.

    The text itself may begin with spaces, where the block's header says so.
    A block without text has none.
    """
    for written in text.split("\n"):
        if not written.strip():
            continue
        while not lines[start].strip():
            start += 1
        return _leading_spaces(lines[start]) - _leading_spaces(written)
    return 0


def _leading_spaces(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
