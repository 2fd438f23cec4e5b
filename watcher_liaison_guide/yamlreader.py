# SPDX-License-Identifier: Apache-2.0
"""Bytes of YAML into values that know where they stand, within limits."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    problem,
)

#: No file of a guide, schedule or record comes near these.
MAXIMUM_BYTES = 4 * 1024 * 1024
_USUAL_BYTES = 64 * 1024
MAXIMUM_DEPTH = 32
MAXIMUM_VALUES = 200_000

# Values stay text, so no loader need guess what they stand for.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
#: Where YAML 1.1 ends a line, and so where the loader counts one.
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
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
    """One plain value, always text as written; ``plain`` if unquoted.

    For a block (``|``, ``>``), ``first_line`` is the line of the file at
    which the text begins and ``indent`` what its lines are indented by.
    ``multiline`` tells whether it stands on several lines of the file,
    ``escaped`` whether it is written with more characters than it has.
    """

    text: str
    position: Position
    plain: bool
    style: str | None
    multiline: bool
    first_line: int
    indent: int
    escaped: bool = False

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


def read_file(path: Path | str, shown: str | None = None) -> bytes | Problem:
    """Give a file's bytes, or the problem that keeps them from us.

    *shown* is the path to name in problems, where it differs.
    """
    shown = shown or str(path)
    try:
        # A pipe that nobody writes to must not make us wait for ever.
        with open(path, "rb", opener=_open_at_once) as stream:
            # Room for the maximum would be costly to make for every file.
            content = stream.read(_USUAL_BYTES)
            if len(content) == _USUAL_BYTES:
                content += stream.read(MAXIMUM_BYTES + 1 - _USUAL_BYTES)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        return problem(
            Code.FILE_UNREADABLE,
            Position(shown),
            f"The file cannot be read: {reason}.",
        )
    return _too_large(shown) if len(content) > MAXIMUM_BYTES else content


def _open_at_once(path: str, flags: int) -> int:
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    os.set_blocking(handle, True)
    return handle


def _too_large(path: str) -> Problem:
    return problem(
        Code.FILE_TOO_LARGE,
        Position(path),
        f"The file is larger than {MAXIMUM_BYTES // 2**20} MiB.",
    )


def lines_of(text: str) -> list[str]:
    """Split a file's text into the lines that positions count."""
    return _LINE_END.split(text)


def _place(path: str, before: str) -> Position:
    """Give the place in a file after the text *before*."""
    lines = lines_of(before)
    return Position(path, len(lines), len(lines[-1]) + 1)


def parse(
    content: bytes, path: str, keep_repeated: bool = False
) -> tuple[Value | None, list[Problem]]:
    """Give the one document in *content* as values, and all problems.

    The value is None where nothing can be read, which is always told by
    a problem. A repeated key is a problem; its first value counts. With
    *keep_repeated* the mapping has the later entries too.
    """
    if len(content) > MAXIMUM_BYTES:
        return None, [_too_large(path)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = content[: error.start].decode("utf-8-sig", "replace")
        return None, [
            problem(
                Code.NOT_UTF8,
                _place(path, read),
                f"The byte 0x{content[error.start]:02x} is not UTF-8.",
                "Save the file as UTF-8.",
            )
        ]
    strange = _NOT_ALLOWED.search(text)
    if strange is not None:
        return None, [
            problem(
                Code.YAML_SYNTAX,
                _place(path, text[: strange.start()]),
                f"YAML does not allow the character U+{ord(strange[0]):04X}.",
                "Remove it.",
            )
        ]
    building = _Building(path, lines_of(text), keep_repeated)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            unreadable = building.take(event)
            if unreadable is not None:
                return None, [unreadable]
    except yaml.YAMLError as error:
        return None, [_syntax_problem(error, text, path)]
    root = building.root
    if root is None:  # nothing but comments
        root = Scalar("", Position(path, 1, 1), True, None, False, 1, 0)
    return root, building.problems


#: Events that can be wrong, or are a value, where they stand.
_WITH_A_PLACE = (yaml.NodeEvent, yaml.DocumentStartEvent)


class _Building:
    """Values in the making, event by event.

    The events are taken as they come, with no composer between: that of
    CSafeLoader recurses in C and kills the interpreter on deep nesting,
    and aliases would let a few lines stand for billions of values.
    """

    def __init__(
        self, path: str, lines: list[str], keep_repeated: bool
    ) -> None:
        self.path = path
        self.lines = lines
        self.keep_repeated = keep_repeated
        self.problems: list[Problem] = []
        self.root: Value | None = None
        self.count = self.documents = 0
        #: What is open: where it began, its values, and for a mapping each
        #: key's style beside it (None for a key that is no scalar).
        self.open: list[tuple[Position, list[tuple[Value, str | None]]]] = []

    def take(self, event: yaml.Event) -> Problem | None:
        """Take an event; give what makes the whole file unreadable."""
        self.count += 1
        if (
            isinstance(event, yaml.ScalarEvent)
            and event.anchor is None
            and event.tag is None
            and self.count <= MAXIMUM_VALUES
        ):
            # Most events: nothing can be wrong with them.
            self._scalar(event)
            return None
        if isinstance(event, yaml.CollectionEndEvent):
            self._close(isinstance(event, yaml.MappingEndEvent))
            return None
        if not isinstance(event, _WITH_A_PLACE):
            return None
        here = self._place(event)
        refused = self._refused(event, here)
        if refused is not None:
            return refused
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.open.append((here, []))
        return None

    def _refused(
        self, event: yaml.NodeEvent | yaml.DocumentStartEvent, here: Position
    ) -> Problem | None:
        """Tell what is not read, whatever it holds."""
        if self.count > MAXIMUM_VALUES:
            return problem(
                Code.YAML_TOO_BIG,
                here,
                f"The file holds more than {MAXIMUM_VALUES} values.",
            )
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 1:
                return None
            return problem(
                Code.YAML_SYNTAX,
                here,
                "A second document begins here.",
                "Keep one document in a file.",
            )
        if isinstance(event, yaml.AliasEvent):
            return problem(
                Code.YAML_ALIAS,
                here,
                f'The alias "*{event.anchor}" is not read.',
                "Write the value out.",
            )
        if event.anchor is not None:
            return problem(
                Code.YAML_ALIAS,
                here,
                f'The anchor "&{event.anchor}" is not read.',
                "Remove it and write values out.",
            )
        scalar = isinstance(event, yaml.ScalarEvent)
        tag = getattr(event, "tag", None)
        if tag is not None and not (scalar and tag == "!"):
            return problem(
                Code.YAML_TAG,
                here,
                f'The tag "{tag}" is not read.',
                "Remove it; quote the value if it must be text.",
            )
        if not scalar and len(self.open) >= MAXIMUM_DEPTH:
            return _too_deep(here)
        return None

    def _place(self, event: yaml.Event) -> Position:
        start = event.start_mark
        assert start is not None  # libyaml always marks
        return Position(self.path, start.line + 1, start.column + 1)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        value = _scalar(event, self._place(event), self.lines)
        self._add(value, event.style or "")

    def _add(self, value: Value, style: str | None) -> None:
        if self.open:
            self.open[-1][1].append((value, style))
        else:
            self.root = value

    def _close(self, mapping: bool) -> None:
        here, children = self.open.pop()
        if mapping:
            self._add(self._mapping(here, children), None)
        else:
            values = tuple(value for value, _ in children)
            self._add(Sequence(values, here), None)

    def _mapping(
        self, here: Position, children: list[tuple[Value, str | None]]
    ) -> Mapping:
        """Pair keys with values, each key once."""
        seen: dict[str, Position] = {}
        entries: list[Entry] = []
        for (word, style), (value, _) in zip(
            children[::2], children[1::2], strict=True
        ):
            if not isinstance(word, Scalar):
                self.problems.append(
                    problem(
                        Code.WRONG_TYPE,
                        word.position,
                        "A key must be a plain word.",
                    )
                )
                continue
            key = PositionedText(word.text, word.position)
            if key == "<<" and not style:
                self.problems.append(
                    problem(
                        Code.YAML_ALIAS,
                        key.position,
                        "Merge keys are not read.",
                        "Write the values out.",
                    )
                )
                continue
            if key in seen:
                self.problems.append(
                    problem(
                        Code.DUPLICATE_KEY,
                        key.position,
                        f'The key "{key}" stands here already on line '
                        f"{seen[key].line}.",
                        "Keep one of the two.",
                    )
                )
                if not self.keep_repeated:
                    continue
            seen.setdefault(key, key.position)
            entries.append(Entry(key, value))
        return Mapping(tuple(entries), here)


def _syntax_problem(error: yaml.YAMLError, text: str, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if mark is None:  # an error of reading characters, told before
        return problem(Code.YAML_SYNTAX, Position(path), f"{error}.")
    said = getattr(error, "problem", None) or "The YAML is broken"
    context = getattr(error, "context", None)
    message = f"{said} ({context})" if context else str(said)
    lines = lines_of(text)
    # The end of the file is told where its last words are.
    number = min(mark.line + 1, len(lines))
    line = lines[number - 1]
    column = mark.column + 1 if mark.line < len(lines) else len(line) + 1
    place = Position(path, number, column)
    if "nesting depth" in str(said):
        # libyaml has a limit of its own, which a scanner that looks ahead
        # can meet before ours is.
        return _too_deep(place)
    advice = None
    if "\t" in line[: len(line) - len(line.lstrip())]:
        advice = "Indent with spaces; YAML allows no tabs there."
    return problem(
        Code.YAML_SYNTAX,
        place,
        message[:1].upper() + message[1:] + ".",
        advice,
    )


def _too_deep(position: Position) -> Problem:
    return problem(
        Code.YAML_TOO_DEEP,
        position,
        f"Nesting is deeper than {MAXIMUM_DEPTH}.",
    )


def _scalar(
    event: yaml.ScalarEvent, here: Position, lines: list[str]
) -> Scalar:
    text, style, end = event.value, event.style or None, event.end_mark
    assert end is not None  # as above
    if style in ("|", ">"):
        return Scalar(
            text,
            here,
            False,
            style,
            style == ">" or "\n" in text.strip("\n"),
            here.line + 1,
            _block_indent(text, lines, here.line),
        )
    written = end.column - here.column + 1 - (2 if style else 0)
    multiline = end.line >= here.line
    return Scalar(
        text,
        here,
        style is None,
        style,
        multiline,
        here.line,
        here.column - 1,
        multiline or written != len(text),
    )


def _block_indent(text: str, lines: list[str], start: int) -> int:
    """Give by how much a block's lines are indented; *start* counts from 0.

    The text itself may begin with spaces, where the block's header says so.
    """
    for line in lines[start:]:
        if line.strip():
            first = next(one for one in text.split("\n") if one.strip())
            return _leading_spaces(line) - _leading_spaces(first)
    return 0


def _leading_spaces(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
