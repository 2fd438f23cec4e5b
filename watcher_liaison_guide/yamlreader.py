# SPDX-License-Identifier: Apache-2.0
"""Bytes of YAML into values that know where they stand, within limits."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import yaml

from watcher_liaison_guide.problems import Code, Position, Problem, problem

#: No file of a guide, schedule or record comes near these.
MAXIMUM_BYTES = 4 * 1024 * 1024
_USUAL_BYTES = 64 * 1024
MAXIMUM_DEPTH = 32
MAXIMUM_VALUES = 200_000

# Values stay text, so no loader need guess what they stand for.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TAGS = {"tag:yaml.org,2002:" + name for name in ("null", "str")}


class PositionedText(str):
    """Text that knows where it stands."""

    __slots__ = ("position",)
    position: Position

    def __new__(cls, text: str, position: Position) -> PositionedText:
        made = super().__new__(cls, text)
        made.position = position
        return made

    def __getnewargs__(self) -> tuple[str, Position]:  # type: ignore[override]
        return (str(self), self.position)


@dataclasses.dataclass(frozen=True)
class Scalar:
    """One plain value, always text as written; ``plain`` if unquoted.

    For a block (``|``, ``>``), ``first_line`` is the line of the file at
    which the text begins and ``indent`` what its lines are indented by.
    ``multiline`` tells whether it stands on several lines of the file.
    """

    text: str
    position: Position
    plain: bool
    style: str | None
    multiline: bool
    first_line: int
    indent: int

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclasses.dataclass(frozen=True)
class Sequence:
    """A list of values."""

    values: tuple[Value, ...]
    position: Position

    def __iter__(self) -> Iterator[Value]:
        return iter(self.values)


@dataclasses.dataclass(frozen=True)
class Entry:
    """A key of a mapping with its value."""

    key: PositionedText
    value: Value


@dataclasses.dataclass(frozen=True)
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
        with open(path, "rb") as stream:
            # Room for the maximum would be costly to make for every file.
            content = stream.read(_USUAL_BYTES)
            if len(content) == _USUAL_BYTES:
                content += stream.read(MAXIMUM_BYTES + 1 - _USUAL_BYTES)
    except OSError as error:
        return problem(
            Code.FILE_UNREADABLE,
            Position(shown),
            f"The file cannot be read: {error.strerror or error}.",
        )
    if len(content) > MAXIMUM_BYTES:
        return problem(
            Code.FILE_TOO_LARGE,
            Position(shown),
            f"The file is larger than {MAXIMUM_BYTES // 2**20} MiB.",
        )
    return content


def parse(
    content: bytes, path: str, keep_repeated: bool = False
) -> tuple[Value | None, list[Problem]]:
    """Give the one document in *content* as values, and all problems.

    The value is None where nothing can be read, which is always told by
    a problem. A repeated key is a problem; its first value counts. With
    *keep_repeated* the mapping has the later entries too.
    """
    if len(content) > MAXIMUM_BYTES:
        return None, [
            problem(
                Code.FILE_TOO_LARGE,
                Position(path),
                f"The file is larger than {MAXIMUM_BYTES // 2**20} MiB.",
            )
        ]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        return None, [
            problem(
                Code.NOT_UTF8,
                Position(path, line, column),
                f"The byte 0x{content[error.start]:02x} is not UTF-8.",
                "Save the file as UTF-8.",
            )
        ]
    unreadable = _scan(text, path)
    if unreadable is not None:
        return None, [unreadable]
    problems: list[Problem] = []
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:  # pragma: no cover - the scan saw it
        return None, [_syntax_problem(error, text, path)]
    if root is None:
        return (
            Scalar("", Position(path, 1, 1), True, None, False, 1, 0),
            [],
        )
    lines = text.split("\n")
    return _convert(root, path, lines, problems, keep_repeated), problems


def _scan(text: str, path: str) -> Problem | None:
    """Look through the events first: composing is not safe on its own.

    CSafeLoader's composer recurses in C and kills the interpreter on deep
    nesting; aliases would let a few lines stand for billions of values.
    """
    depth = count = documents = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            count += 1
            if (
                isinstance(event, yaml.ScalarEvent)
                and event.anchor is None
                and event.tag is None
                and count <= MAXIMUM_VALUES
            ):
                continue  # most events: nothing can be wrong with them
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
                continue
            start = event.start_mark
            assert start is not None  # libyaml always marks
            here = Position(path, start.line + 1, start.column + 1)
            if count > MAXIMUM_VALUES:
                return problem(
                    Code.YAML_TOO_BIG,
                    here,
                    f"The file holds more than {MAXIMUM_VALUES} values.",
                )
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    return problem(
                        Code.YAML_SYNTAX,
                        here,
                        "A second document begins here.",
                        "Keep one document in a file.",
                    )
            elif isinstance(event, yaml.AliasEvent):
                return problem(
                    Code.YAML_ALIAS,
                    here,
                    f'The alias "*{event.anchor}" is not read.',
                    "Write the value out.",
                )
            elif isinstance(event, yaml.NodeEvent):
                if event.anchor is not None:
                    return problem(
                        Code.YAML_ALIAS,
                        here,
                        f'The anchor "&{event.anchor}" is not read.',
                        "Remove it and write values out.",
                    )
                tag = getattr(event, "tag", None)
                if tag is not None and not (
                    isinstance(event, yaml.ScalarEvent) and tag == "!"
                ):
                    return problem(
                        Code.YAML_TAG,
                        here,
                        f'The tag "{tag}" is not read.',
                        "Remove it; quote the value if it must be text.",
                    )
                if isinstance(event, yaml.CollectionStartEvent):
                    depth += 1
                    if depth > MAXIMUM_DEPTH:
                        return problem(
                            Code.YAML_TOO_DEEP,
                            here,
                            f"Nesting is deeper than {MAXIMUM_DEPTH}.",
                        )
    except yaml.YAMLError as error:
        return _syntax_problem(error, text, path)
    return None


def _syntax_problem(error: yaml.YAMLError, text: str, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        here = Position(path, mark.line + 1, mark.column + 1)
        said = getattr(error, "problem", None) or "The YAML is broken"
        context = getattr(error, "context", None)
        message = f"{said} ({context})" if context else str(said)
    else:  # ReaderError has no mark, but a position in the text
        offset = getattr(error, "position", None)
        if offset is None:
            here, message = Position(path), str(error)
        else:
            before = text[:offset]
            here = Position(
                path,
                before.count("\n") + 1,
                offset - (before.rfind("\n") + 1) + 1,
            )
            message = "A control character that YAML does not allow"
    advice = None
    line = _line(text.split("\n"), here.line)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        advice = "Indent with spaces; YAML allows no tabs there."
    return problem(
        Code.YAML_SYNTAX, here, message[:1].upper() + message[1:] + ".", advice
    )


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _convert(
    node: yaml.Node,
    path: str,
    lines: list[str],
    problems: list[Problem],
    keep_repeated: bool,
) -> Value:
    start = node.start_mark
    here = Position(path, start.line + 1, start.column + 1)
    if isinstance(node, yaml.ScalarNode):
        first_line, indent = start.line + 1, start.column
        if node.style in ("|", ">"):
            first_line, indent = _block_start(lines, start.line)
        return Scalar(
            node.value,
            here,
            not node.style,
            node.style or None,
            "\n" in node.value.strip("\n")
            if node.style == "|"
            else node.end_mark.line > start.line,
            first_line,
            indent,
        )
    if isinstance(node, yaml.SequenceNode):
        return Sequence(
            tuple(
                _convert(child, path, lines, problems, keep_repeated)
                for child in node.value
            ),
            here,
        )
    seen: dict[str, Position] = {}
    entries = []
    for key_node, value_node in node.value:
        mark = key_node.start_mark
        place = Position(path, mark.line + 1, mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(
                problem(Code.WRONG_TYPE, place, "A key must be a plain word.")
            )
            continue
        key = PositionedText(key_node.value, place)
        if key == "<<" and key_node.style is None:
            problems.append(
                problem(
                    Code.YAML_ALIAS,
                    place,
                    "Merge keys are not read.",
                    "Write the values out.",
                )
            )
            continue
        value = _convert(value_node, path, lines, problems, keep_repeated)
        if key in seen:
            problems.append(
                problem(
                    Code.DUPLICATE_KEY,
                    place,
                    f'The key "{key}" stands here already on line '
                    f"{seen[key].line}.",
                    "Keep one of the two.",
                )
            )
            if not keep_repeated:
                continue
        seen.setdefault(key, place)
        entries.append(Entry(key, value))
    return Mapping(tuple(entries), here)


def _block_start(lines: list[str], header: int) -> tuple[int, int]:
    """Give the first line (from 1) and indentation of a block scalar."""
    for number in range(header + 1, len(lines)):
        line = lines[number]
        if line.strip():
            return header + 2, len(line) - len(line.lstrip(" "))
    return header + 2, 0
