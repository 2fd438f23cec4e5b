# SPDX-License-Identifier: Apache-2.0
"""The JSON Schemas: shipped, named in files, and of one mind with the reader.

Each field of the samples is tried with what fits and with what does not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.mutations import fields_of
from tests.test_mutations import KINDS
from watcher_liaison_guide import schemas
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.fields import to_json
from watcher_liaison_guide.guide.model import FILES as SHAPES
from watcher_liaison_guide.problems import Code, Position
from watcher_liaison_guide.yamlreader import (
    Entry,
    Mapping,
    PositionedText,
    Sequence,
    Value,
    parse,
)

DATA = Path(schemas.__file__).parent / "data"
FILES = sorted(
    path
    for folder in ("guides", "calendars", "records")
    for path in (DATA / folder).rglob("*.yaml")
    # Files of a guide that extends another one are parts of its base's.
    if "watcher" not in path.parts or path.name == "project.yaml"
)


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_the_schema_of_a_table_is_printed_and_shipped(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a change: ``python -m watcher_liaison_guide.schemas``."""
    assert main(["schema", name]) == 0
    printed = capsys.readouterr().out
    jsonschema.Draft202012Validator.check_schema(json.loads(printed))
    shipped = schemas.FOLDER / f"{name}.schema.json"
    assert printed == shipped.read_text(encoding="utf-8")
    if name in schemas.GENERATED:
        schemas.write(tmp_path)
        made = tmp_path / shipped.name
        assert printed == made.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: str(path.relative_to(DATA))
)
def test_a_file_of_the_package_keeps_to_its_schema(path: Path) -> None:
    folders = {
        "sections": "section",
        "calendars": "calendar",
        "records": "records",
    }
    kind = folders.get(path.parent.name, path.stem)
    value, problems = parse(path.read_bytes(), str(path))
    assert value is not None and not problems
    jsonschema.validate(
        to_json(value),
        schemas.SCHEMAS[kind](),
        format_checker=jsonschema.FormatChecker(),
    )
    if "guides" in path.parts:
        named = os.path.relpath(schemas.FOLDER, path.parent)
        first = f"# yaml-language-server: $schema={named}/{kind}.schema.json\n"
        assert path.read_text(encoding="utf-8").startswith(first)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("items: {ptg-group-photo: {skipped: virtual}}", ""),
        ("items: {m1-stable/watcher/2019.1: {done: 2026-11-02}}", ""),
        ("items: {m1-stbale: {done: 2026-11-02}}", "m1-stbale"),
        ("items: {m1-client: {done: 2. November}}", "2. November"),
        ("roles: {event-liason: {name: A}}", "event-liason"),
        ("events: {spec-freez: none}", "spec-freez"),
        ("links: {ffe-etherpda: https://example.org}", "ffe-etherpda"),
        ("exceptions: {a: {policy: fef, title: A}}", "fef"),
    ],
)
def test_the_schema_of_a_cycle_file_knows_the_guide(
    text: str, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", "cycle", "--guide", "watcher"]) == 0
    schema = json.loads(capsys.readouterr().out)
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    value, _ = parse(f'cycle: "2027.1"\n{text}\n'.encode(), "x")
    assert value is not None
    errors = [
        str(inner.instance)
        for error in validator.iter_errors(to_json(value))
        for inner in (error, *error.context)
    ]
    assert bool(errors) == bool(wrong)
    assert wrong in "".join(errors)


# -- reader and schema

WHOLE = Path(__file__).parent / "guide" / "data" / "whole"
PLACE = Position("made-up.yaml", 1, 1)
#: A shape of each kind of file, and samples that have every field.
SAMPLES: dict[str, tuple[Any, list[bytes]]] = {
    kind: (shape, [text]) for kind, (text, shape, _) in KINDS.items()
}
for kind, shape in SHAPES.items():
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
#: What a schema cannot tell: it knows neither prose nor what days follow.
UNTOLD = {Code.PROSE_MARKUP, Code.FOLDED_PROSE, Code.UNKNOWN_PLACEHOLDER}


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


@pytest.mark.parametrize("kind", schemas.GENERATED)
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
                if found.code not in UNTOLD
                and "before it begins" not in found.message
            ]
            document = to_json(one)
            assert validator.is_valid(document) == (not wrong), document
            taken, refused = taken + (not wrong), refused + bool(wrong)
    assert taken > 10 and refused > taken
