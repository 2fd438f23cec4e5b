# SPDX-License-Identifier: Apache-2.0
"""The JSON Schemas that are shipped, and the files that name them."""

from __future__ import annotations

import json
import re
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path

import jsonschema
import pytest

from watcher_liaison_guide import schemas
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.fields import to_json
from watcher_liaison_guide.yamlreader import parse

DATA = Path(schemas.__file__).parent / "data"
MODELINE = re.compile(r"# yaml-language-server: \$schema=(?P<path>\S+)")
GUIDE_FILES = sorted(
    path
    for path in (DATA / "guides").rglob("*.yaml")
    # Files of a guide that extends another one are parts of its base's.
    if "watcher" not in path.parts or path.name == "project.yaml"
)


@pytest.mark.parametrize("name", schemas.GENERATED)
def test_a_shipped_schema_is_the_one_that_its_table_makes(name: str) -> None:
    """After a change: ``python -m watcher_liaison_guide.schemas``."""
    path = schemas.FOLDER / f"{name}.schema.json"
    made = schemas.to_text(schemas.SCHEMAS[name]())
    assert path.read_text(encoding="utf-8") == made


def test_writing_the_schemas_writes_those_that_are_made(
    tmp_path: Path,
) -> None:
    schemas.write(tmp_path / "new")
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        f"{name}.schema.json" for name in schemas.GENERATED
    }


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_schema_prints_it(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", name]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == schemas.SCHEMAS[name]()
    jsonschema.Draft202012Validator.check_schema(printed)


@pytest.mark.parametrize(
    "path", GUIDE_FILES, ids=lambda path: str(path.relative_to(DATA))
)
def test_a_file_of_a_guide_names_its_schema_and_keeps_to_it(
    path: Path,
) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    match = MODELINE.fullmatch(first)
    assert match is not None
    named = path.parent / match["path"]
    kind = "section" if path.parent.name == "sections" else path.stem
    assert named.resolve() == schemas.FOLDER / f"{kind}.schema.json"
    check(path, kind)


@pytest.mark.parametrize("kind", ["calendar", "records"])
def test_embedded_data_keeps_to_its_schema(kind: str) -> None:
    folder = DATA / ("calendars" if kind == "calendar" else kind)
    for path in folder.glob("*.yaml"):
        check(path, kind)


def check(path: Path, kind: str) -> None:
    value, problems = parse(path.read_bytes(), str(path))
    assert value is not None and not problems
    jsonschema.validate(
        to_json(value),
        schemas.SCHEMAS[kind](),
        format_checker=jsonschema.FormatChecker(),
    )


@cache
def cycle_validator() -> jsonschema.Draft202012Validator:
    """Return the validator of what ``schema cycle --guide watcher`` prints."""
    output = StringIO()
    with redirect_stdout(output):
        assert main(["schema", "cycle", "--guide", "watcher"]) == 0
    schema = json.loads(output.getvalue())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


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
    text: str, wrong: str
) -> None:
    value, _ = parse(f'cycle: "2027.1"\n{text}\n'.encode(), "x")
    assert value is not None
    errors = [
        str(inner.instance)
        for error in cycle_validator().iter_errors(to_json(value))
        for inner in (error, *error.context)
    ]
    assert bool(errors) == bool(wrong)
    assert wrong in "".join(errors)
