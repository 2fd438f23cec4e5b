# SPDX-License-Identifier: Apache-2.0
"""A reader's table and the JSON Schema that it makes say the same.

Each field of the samples is tried with what fits and with what does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.mutations import fields_of
from tests.test_data_mutations import KINDS
from watcher_liaison_guide import schemas
from watcher_liaison_guide.fields import to_json
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.problems import Code, Position
from watcher_liaison_guide.yamlreader import (
    Entry,
    Mapping,
    PositionedText,
    Sequence,
    Value,
    parse,
)

WHOLE = Path(__file__).parent / "guide" / "data" / "whole"
PLACE = Position("made-up.yaml", 1, 1)
#: A shape of each kind of file, and samples that have every field.
SAMPLES: dict[str, tuple[Any, list[bytes]]] = {
    kind: (shape, [text]) for kind, (text, shape, _) in KINDS.items()
}
for kind, shape in FILES.items():
    files = "sections/*.yaml" if kind == "section" else f"{kind}.yaml"
    SAMPLES[kind] = (shape, [path.read_bytes() for path in WHOLE.glob(files)])
#: What fits many shapes and what fits none, as YAML has it.
STRANGE = (
    *("", "~", "null", "true", "False", "TRUE", "yes", "0", "5", "007"),
    *("-1", "+5", "1.5", "5.0", ".5", "5.", "1e3", "1e-3", "0x1f", "0o17"),
    *(".inf", "-.INF", ".nan", "1" * 30, "999999999", "1000000000", "1e400"),
    *('""', '" "', r'"a\n"', r'"\n"', r'"a\nb"', '"5"', '"true"', '"null"'),
    *("2027-01-14", "2027-02-30", "2027-1-1", r'"2027-01-14\n"', "20270114"),
    *("rc1 - 1w fri", "rc1 -1w", "rc1-1w", "rc1 + 3d sat", '" rc1"', "RC1"),
    *("http://", "https://x y", r'"https://example.org\n"', "ftp://x.org"),
    *("https://example.org/a", "0a1b2c3d", "2027.1", "stable/2027.1", "m1/a"),
    *(r'"a\x1b"', r'"a\u2028b"'),
    *("A-b", "a--b", "-a", "a_b", "a b", "a.b", "é", "none", "ptl", "any"),
    *("[]", "{}", "[x]", "[[x]]", "{x: y}", "{id: x}", "{text: y}"),
    *("{role.x: none}", "{role.: none}", "{event.rc1: scheduled, slurp: no}"),
)
STRANGE_KEYS = ("", " ", "x", "A", "a b", "id", "text", "role.x", "role.", "5")
#: What a schema can tell; it knows neither prose nor what days follow.
STRUCTURE = {
    Code.BAD_DATE,
    Code.BAD_DATE_EXPRESSION,
    Code.BAD_IDENTIFIER,
    Code.BAD_URL,
    Code.BAD_VALUE,
    Code.BAD_WINDOW,
    Code.MISSING_KEY,
    Code.UNKNOWN_KEY,
    Code.WRONG_TYPE,
}


def read(text: str | bytes) -> Value:
    content = text if isinstance(text, bytes) else text.encode()
    value, problems = parse(content, PLACE.path)
    assert value is not None and not problems
    return value


def fields(kind: str) -> Iterator[tuple[Any, Value]]:
    """Yield each kind of field with a value, with each set of keys once."""
    shape, samples = SAMPLES[kind]
    seen = set()
    for root in map(read, samples):
        places = [((), shape, root, None), *fields_of(shape, root)]
        for path, inner, value, record in places:
            keys = value.entries if isinstance(value, Mapping) else ()
            what = (
                id(record) if record else id(inner),
                path[-1:] if record else (),
                *(str(entry.key) for entry in keys),
            )
            if what not in seen:
                seen.add(what)
                yield inner, value


def entry(key: str) -> Entry:
    return Entry(PositionedText(key, PLACE), read("a"))


def changed(value: Value) -> Iterator[Value]:
    """Yield a value, others in its place, and it with other keys."""
    yield from (value, *map(read, STRANGE), Sequence((value,), PLACE))
    if not isinstance(value, Mapping):
        return
    for one in value:
        others = tuple(other for other in value if other is not one)
        yield Mapping(others, PLACE)
        yield Mapping((*others, entry(f"{one.key}x")), PLACE)
    for key in STRANGE_KEYS:
        if value.get(key) is None:
            yield Mapping((*value.entries, entry(key)), PLACE)


@pytest.mark.parametrize("kind", SAMPLES)
def test_reader_and_schema_take_and_refuse_the_same(kind: str) -> None:
    definitions = schemas.SCHEMAS[kind]().get("$defs", {})
    taken = refused = 0
    for shape, value in fields(kind):
        validator = jsonschema.Draft202012Validator(
            {**shape.schema(), "$defs": definitions},
            format_checker=jsonschema.FormatChecker(),
        )
        for one in changed(value):
            problems: list[Any] = []
            shape.read(one, PLACE, problems)
            wrong = [
                found
                for found in problems
                if found.code in STRUCTURE
                and "before it begins" not in found.message
            ]
            document = to_json(one)
            assert validator.is_valid(document) == (not wrong), document
            taken, refused = taken + (not wrong), refused + bool(wrong)
    assert taken > 10 and refused > taken


def test_every_schema_that_is_made_is_tried() -> None:
    assert set(SAMPLES) == set(schemas.GENERATED)
