# SPDX-License-Identifier: Apache-2.0
"""Makes one mistake in a YAML file, for each field of the table it is read by.

A file is written anew from its values, with a mark at the change, which tells
its line.
"""

from __future__ import annotations

import dataclasses
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
from watcher_liaison_guide.guide.shapes import WhenShape
from watcher_liaison_guide.problems import NOWHERE, Code
from watcher_liaison_guide.yamlreader import Mapping, Scalar, Sequence, Value

Path = tuple[str | int, ...]
#: Marks a place in a text; no file has it.
_MARK = "MARKEDHERE"


@dataclasses.dataclass(frozen=True)
class Mutation:
    """A change of what stands at a path, and the code that is reported.

    ``text`` takes the value's place as it is, ``add`` goes behind it. Without
    either the key is left out, or ``key`` put in its place, or the whole
    written ``twice``.
    """

    what: str
    path: Path
    code: Code
    text: str | None = None
    key: str | None = None
    twice: bool = False
    add: str = ""


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
    put = change.text or ""
    if change.text is not None:
        holder[last] = Scalar(_MARK, NOWHERE, None, NOWHERE, False, False)
    elif put := change.add:
        text = holder[last].text.rstrip("\n") + _MARK
        holder[last] = holder[last]._replace(text=text)
    elif change.key or change.twice:
        _mark(holder, last, change.key or str(last), change.twice)
    else:
        del holder[last]
        if not above:
            return dumped(data), 1
        if isinstance(around, dict):
            _mark(around, above[-1], str(above[-1]))
        else:
            _mark(holder, first := next(iter(holder)), first)
    text = dumped(data)
    # What begins with a line break has its mistake on the next line.
    line = text[: text.index(_MARK)].count("\n") + 1 + put.startswith("\n")
    return text.replace(_MARK, put), line


def _mark(
    holder: dict[Any, Any], key: Any, new: str, twice: bool = False
) -> None:
    """Mark a key, which may get a new name or be there twice."""
    entries = [*holder.items()]
    at = [*holder].index(key)
    entries[at + twice : at + 1] = [(_MARK + new, holder[key])]
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
    if isinstance(shape, MapOf) and isinstance(value, Mapping):
        path = (str(value.entries[0].key),)
        yield Mutation("repeated id", path, Code.DUPLICATE_KEY, twice=True)
        if (code := shape.key.code) is Code.BAD_IDENTIFIER:
            yield Mutation("bad id", path, code, key="Bad_id")
    for path, outer, inner, record in fields_of(shape, value):
        found = _resolved(outer, inner)
        yield Mutation("wrong type", path, Code.WRONG_TYPE, "[[x]]")
        if not isinstance(outer, Nullable):
            yield Mutation("nothing", path, Code.WRONG_TYPE, "")
        if isinstance(record, Record):
            yield from _in_keys(record, path)
        if isinstance(found, WhenShape) and isinstance(inner, Mapping):
            for one in (str(entry.key) for entry in inner):
                unknown, code = (*path, one), Code.UNKNOWN_KEY
                yield Mutation("condition", unknown, code, key=f"x{one}")
        if isinstance(inner, Scalar):
            for text, code in bad_texts(found).items():
                yield Mutation(repr(text), path, code, text)
            for text, code in bad_ends(found).items():
                yield Mutation(text, path, code, add=text)


def _in_keys(record: Record, path: Path) -> Iterator[Mutation]:
    key = str(path[-1])
    field = next(one for one in record.fields if one.key == key)
    if field.required or any(key in group for group in record.one_of):
        yield Mutation("missing key", path, Code.MISSING_KEY)
    misspelt = key + key[-1]
    yield Mutation("misspelt key", path, Code.UNKNOWN_KEY, key=misspelt)
    yield Mutation("repeated key", path, Code.DUPLICATE_KEY, twice=True)


def bad_texts(shape: Any) -> dict[str, Code]:
    """Return what a shape does not take, an empty block among it."""
    match shape:
        case ExpressionText():
            code = Code.BAD_DATE_EXPRESSION
            return {"rc1 - 2x": code, "|\n": code}
        case Date():
            return {"2027-02-30": Code.BAD_DATE, "|\n": Code.BAD_DATE}
        case Choice():
            return {"nonsense": Code.BAD_VALUE, "|\n": Code.BAD_VALUE}
        case TemplateText(address=True):
            return {"ftp://example.org": Code.BAD_URL, "|\n": Code.BAD_URL}
        case Text() if shape.code is not Code.BAD_VALUE:
            return {"Bad form!": shape.code, "|\n": Code.BAD_VALUE}
        case Text() | ProseText() | TemplateText():
            return {"|\n": Code.BAD_VALUE}
    return {"|\n": Code.WRONG_TYPE}


def bad_ends(shape: Any) -> dict[str, Code]:
    """Return what a text may not go on with."""
    match shape:
        case ProseText():
            return {
                " {nonsense}": Code.UNKNOWN_PLACEHOLDER,
                " **x**": Code.PROSE_MARKUP,
                " :term:`nonsense`": Code.UNKNOWN_TERM,
            }
        case TemplateText():
            return {"{nonsense}": Code.UNKNOWN_PLACEHOLDER}
    return {}


def in_the_bytes(path: Path) -> Iterator[Mutation]:
    """Yield what no file may hold, in the place of a value."""
    for text, code in {
        "\n\tx: y": Code.YAML_SYNTAX,
        "\udcff": Code.NOT_UTF8,
        "a\x00b": Code.YAML_SYNTAX,
        "[" * 10_000: Code.YAML_TOO_DEEP,
        "*somewhere": Code.YAML_ALIAS,
        "&here x": Code.YAML_ALIAS,
        "!!str x": Code.YAML_TAG,
    }.items():
        yield Mutation(repr(text[:10]), path, code, text)
