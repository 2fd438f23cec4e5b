# SPDX-License-Identifier: Apache-2.0
"""Makes one mistake in a YAML file, for each field of the table it is read by.

A file is written anew from its values, so that the line of each key is
known; a change is made on the way.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from watcher_liaison_guide.calendar.expressions import ExpressionText
from watcher_liaison_guide.fields import (
    ByKey,
    ByKind,
    Choice,
    Date,
    ListOf,
    Made,
    MapOf,
    Named,
    Nullable,
    ProseText,
    Record,
    TemplateText,
    Text,
)
from watcher_liaison_guide.guide.conditions import WhenShape
from watcher_liaison_guide.problems import NOWHERE, Code
from watcher_liaison_guide.yamlreader import Mapping, Scalar, Sequence, Value

Path = tuple[str | int, ...]
EMPTY = Scalar("", NOWHERE, "|", NOWHERE, False, False)


@dataclasses.dataclass(frozen=True)
class Mutation:
    """A change of what stands at a path, and what is to be told of it.

    ``text`` takes the value's place as it is; without it the key is left
    out, or ``key`` put in its place, or the whole said ``twice``. ``below``
    is how far under the key the problem stands.
    """

    what: str
    path: Path
    code: Code
    text: str | None = None
    key: str | None = None
    twice: bool = False
    below: int = 0

    @property
    def leaves_out(self) -> bool:
        return self.text is None and self.key is None and not self.twice


# -- writing


def written(value: Value, change: Mutation | None = None) -> tuple[str, int]:
    """Return a file's text with a change, and the line of its mistake."""
    writer = _Writer(change)
    writer.write(value, (), 0)
    text = "".join(line + "\n" for line in writer.lines)
    return text, writer.found + (change.below if change else 0)


class _Writer:
    def __init__(self, change: Mutation | None) -> None:
        self.change = change
        self.lines: list[str] = []
        self.found = 1

    def at(self, path: Path) -> Mutation | None:
        change = self.change
        return change if change is not None and change.path == path else None

    def write(self, value: Value, path: Path, indent: int) -> None:
        if isinstance(value, Mapping):
            for entry in value:
                inner = (*path, str(entry.key))
                self.entry(str(entry.key), entry.value, inner, indent)
            return
        assert isinstance(value, Sequence)
        for number, child in enumerate(value):
            inner = (*path, number)
            if (change := self.at(inner)) is not None:
                self.found = len(self.lines) + 1
                self.lines.append(" " * indent + f"- {change.text}")
                continue
            if self.change and self.change.path[:-1] == inner:
                self.found = len(self.lines) + 1
            first = len(self.lines)
            if isinstance(child, Scalar):
                self.value("-", child, inner, indent)
            elif _is_empty(child, self.change, inner):
                self.lines.append(" " * indent + "- {}")
            else:
                self.write(child, inner, indent + 2)
                line = self.lines[first]
                self.lines[first] = " " * indent + "- " + line[indent + 2 :]

    def entry(self, key: str, value: Value, path: Path, indent: int) -> None:
        change = self.at(path)
        if change is None:
            if self.change and self.change.path[:-1] == path:
                self.found = len(self.lines) + 1
            self.value(f"{key}:", value, path, indent)
        elif change.text is not None:
            self.found = len(self.lines) + 1
            text = f"{' ' * indent}{key}: {change.text}"
            self.lines += text.rstrip(" ").split("\n")
        elif change.key is not None:
            self.found = len(self.lines) + 1
            self.value(f"{change.key}:", value, path, indent)
        elif change.twice:
            self.value(f"{key}:", value, path, indent)
            self.found = len(self.lines) + 1
            self.value(f"{key}:", value, path, indent)
        elif len(path) == 1:
            self.found = 1

    def value(self, head: str, value: Value, path: Path, indent: int) -> None:
        space = " " * indent
        if isinstance(value, Scalar):
            if value.style == "|":
                self.lines.append(f"{space}{head} |")
                self.lines += [
                    f"{space}  {line}" if line else ""
                    for line in value.text.rstrip("\n").split("\n")
                ]
                return
            text = value.text
            shown = text if value.plain else json.dumps(text)
            self.lines.append(f"{space}{head} {shown}".rstrip())
        elif _is_empty(value, self.change, path):
            empty = "{}" if isinstance(value, Mapping) else "[]"
            self.lines.append(f"{space}{head} {empty}")
        else:
            self.lines.append(f"{space}{head}")
            self.write(value, path, indent + 2)


def _is_empty(value: Value, change: Mutation | None, path: Path) -> bool:
    """Whether nothing of a value is left."""
    if isinstance(value, Sequence):
        return not value.values
    assert isinstance(value, Mapping)
    keys = [str(entry.key) for entry in value]
    if change is not None and change.leaves_out and change.path[:-1] == path:
        keys.remove(str(change.path[-1]))
    return not keys


# -- changes


def fields_of(
    shape: Any, value: Value, path: Path = ()
) -> Iterator[tuple[Path, Any, Value, Record | None]]:
    """Yield each place in a value: its path, shape, value, and record."""
    shape = _resolved(shape, value)
    if isinstance(shape, Record) and isinstance(value, Mapping):
        known = {field.key: field for field in shape.fields}
        for entry in value:
            inner = (*path, str(entry.key))
            yield inner, known[entry.key].shape, entry.value, shape
            yield from fields_of(known[entry.key].shape, entry.value, inner)
    elif isinstance(shape, MapOf) and isinstance(value, Mapping):
        for entry in value:
            inner = (*path, str(entry.key))
            yield inner, shape.shape, entry.value, None
            yield from fields_of(shape.shape, entry.value, inner)
    elif isinstance(shape, ListOf) and isinstance(value, Sequence):
        for number, child in enumerate(value):
            yield from fields_of(shape.shape, child, (*path, number))


def _resolved(shape: Any, value: Value) -> Any:
    while True:
        if isinstance(shape, Named):
            shape = shape.find()
        elif isinstance(shape, Made | Nullable):
            shape = shape.shape
        elif isinstance(shape, ByKind):
            shape = {
                Mapping: shape.mapping,
                Scalar: shape.scalar,
            }[type(value)]
        elif isinstance(shape, ByKey) and isinstance(value, Mapping):
            shape = shape._record(value)
        elif isinstance(shape, ListOf) and not isinstance(value, Sequence):
            shape = shape.shape
        else:
            return shape


def mutations(shape: Any, value: Value) -> Iterator[Mutation]:
    """Yield every mistake that can be made in a file, but in its bytes."""
    yield from _in_entries(shape, value)
    for path, outer, inner, record in fields_of(shape, value):
        found = _resolved(outer, inner)
        if isinstance(record, Record):
            yield from _in_keys(record, path)
        yield Mutation("wrong type", path, Code.WRONG_TYPE, "[[x]]")
        if not isinstance(outer, Nullable):
            yield Mutation("nothing", path, Code.WRONG_TYPE, "")
        code = _code_of_an_empty_text(outer)
        yield Mutation("empty block", path, code, "|\n")
        if isinstance(found, WhenShape) and isinstance(inner, Mapping):
            for entry in inner:
                key = str(entry.key)
                yield Mutation(
                    "unknown condition",
                    (*path, key),
                    Code.UNKNOWN_KEY,
                    key="x" + key,
                )
        if isinstance(inner, Scalar):
            yield from _in_scalar(found, inner, path)


def _code_of_an_empty_text(shape: Any) -> Code:
    if isinstance(shape, ListOf) and not shape.alone:
        return Code.WRONG_TYPE
    shape = _resolved(shape, EMPTY)
    if isinstance(shape, Date):
        return Code.BAD_DATE
    if isinstance(shape, ExpressionText):
        return Code.BAD_DATE_EXPRESSION
    if isinstance(shape, TemplateText) and shape.address:
        return Code.BAD_URL
    if isinstance(shape, Text | Choice | ProseText | TemplateText):
        return Code.BAD_VALUE
    return Code.WRONG_TYPE


def _in_keys(record: Record, path: Path) -> Iterator[Mutation]:
    key = str(path[-1])
    field = next(one for one in record.fields if one.key == key)
    if field.required or any(key in group for group in record.one_of):
        yield Mutation("missing key", path, Code.MISSING_KEY)
    yield Mutation(
        "misspelt key", path, Code.UNKNOWN_KEY, key=key[:-1] + key[-1] * 2
    )
    yield Mutation("repeated key", path, Code.DUPLICATE_KEY, twice=True)


def _in_entries(shape: Any, value: Value) -> Iterator[Mutation]:
    if isinstance(shape, MapOf) and isinstance(value, Mapping):
        key = str(value.entries[0].key)
        yield Mutation("repeated id", (key,), Code.DUPLICATE_KEY, twice=True)
        if shape.key.code is Code.BAD_IDENTIFIER:
            yield Mutation("bad id", (key,), Code.BAD_IDENTIFIER, key="Bad_id")


def _in_scalar(shape: Any, value: Scalar, path: Path) -> Iterator[Mutation]:
    def mistake(what: str, code: Code, text: str, below: int = 0) -> Mutation:
        return Mutation(what, path, code, text, below=below)

    if isinstance(shape, ExpressionText):
        code = Code.BAD_DATE_EXPRESSION
        yield mistake("bad expression", code, "rc1 - 2x")
    elif isinstance(shape, Date):
        yield mistake("bad date", Code.BAD_DATE, "2027-02-30")
    elif isinstance(shape, Choice):
        yield mistake("no such word", Code.BAD_VALUE, "nonsense")
    elif isinstance(shape, Text) and shape.code is not Code.BAD_VALUE:
        yield mistake("bad form", shape.code, "Bad form!")
    elif isinstance(shape, ProseText):
        lines = value.text.rstrip("\n").split("\n")
        block = [f"{'  ' * len(path)}{line}" for line in lines]
        for what, words, told in (
            ("bad placeholder", "{nonsense}", Code.UNKNOWN_PLACEHOLDER),
            ("bad markup", "**x**", Code.PROSE_MARKUP),
            ("no such term", ":term:`nonsense`", Code.UNKNOWN_TERM),
        ):
            text = "\n".join(["|", *block]) + f" {words}"
            yield mistake(what, told, text, len(lines))
    elif isinstance(shape, TemplateText):
        first = value.text.split("\n")[0]
        yield mistake(
            "bad placeholder",
            Code.UNKNOWN_PLACEHOLDER,
            json.dumps(first + "{nonsense}"),
        )
        if shape.address:
            yield mistake("bad address", Code.BAD_URL, "ftp://example.org")


#: What no file may hold, in any value's place.
IN_THE_BYTES: tuple[tuple[str, Code, str, int], ...] = (
    ("a tab", Code.YAML_SYNTAX, "\n\tx: y", 1),
    ("bytes that are not UTF-8", Code.NOT_UTF8, "\udcff", 0),
    ("a control character", Code.YAML_SYNTAX, "a\x00b", 0),
    ("deep nesting", Code.YAML_TOO_DEEP, "[" * 10_000, 0),
    ("an alias", Code.YAML_ALIAS, "*somewhere", 0),
    ("an anchor", Code.YAML_ALIAS, "&here x", 0),
    ("a tag", Code.YAML_TAG, "!!str x", 0),
)


def in_the_bytes(path: Path) -> Iterator[Mutation]:
    for what, code, text, below in IN_THE_BYTES:
        yield Mutation(what, path, code, text, below=below)
