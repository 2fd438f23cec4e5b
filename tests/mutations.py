# SPDX-License-Identifier: Apache-2.0
"""Makes one mistake in a YAML file, for each field of the table it is read by.

A file is written anew from its values, with a mark at the change, which tells
its line.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

import yaml

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
#: Marks a place in a text; no file has it.
_MARK = "MARKEDHERE"
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


class _Dumper(yaml.SafeDumper):
    """Writes each scalar as it was, as far as its style goes."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def scalar(self, value: Scalar) -> yaml.Node:
        implicit = (value.plain, not value.plain)
        tag = self.resolve(yaml.ScalarNode, value.text, implicit)
        return self.represent_scalar(tag, value.text, value.style)


_Dumper.add_representer(Scalar, _Dumper.scalar)


def data_of(value: Value) -> Any:
    """Return a value as mappings, lists and scalars that may be changed."""
    if isinstance(value, Mapping):
        return {str(one.key): data_of(one.value) for one in value}
    if isinstance(value, Sequence):
        return [data_of(one) for one in value]
    return value


def dumped(data: object) -> str:
    return yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=float("inf"),
    )


def written(value: Value, change: Mutation | None = None) -> tuple[str, int]:
    """Return a file's text with a change, and the line of its mistake."""
    data = data_of(value)
    if change is None:
        return dumped(data), 1
    *above, last = change.path
    around: Any = None
    holder = data
    for step in above:
        around, holder = holder, holder[step]
    if change.text is not None:
        holder[last] = Scalar(_MARK, NOWHERE, None, NOWHERE, False, False)
    elif not change.leaves_out:
        _mark(holder, last, change.key, change.twice)
    else:
        del holder[last]
        if not above:
            return dumped(data), 1
        if isinstance(around, dict):
            _mark(around, above[-1])
        elif holder:
            _mark(holder, next(iter(holder)))
        else:
            around[above[-1]] = {_MARK: ""}
    text = dumped(data)
    line = text[: text.index(_MARK)].count("\n") + 1
    return text.replace(_MARK, change.text or ""), line + change.below


def _mark(
    holder: dict[str, Any],
    key: Any,
    new: str | None = None,
    twice: bool = False,
) -> None:
    """Mark a key, which may get a new name or be there twice."""
    entries = [*holder.items()]
    at = [*holder].index(key)
    marked = (_MARK + (new or key), holder[key])
    entries[at + twice : at + 1] = [marked]
    holder.clear()
    holder.update(entries)


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
