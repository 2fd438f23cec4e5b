# SPDX-License-Identifier: Apache-2.0
"""The JSON Schemas that are shipped, and the files that name them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from watcher_liaison_guide import schemas
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.fields import to_json
from watcher_liaison_guide.yamlreader import parse

DATA = Path(schemas.__file__).parent / "data"
MODELINE = re.compile(r"# yaml-language-server: \$schema=(?P<path>\S+)")
FILES = sorted(
    path
    for folder in ("guides", "calendars", "records")
    for path in (DATA / folder).rglob("*.yaml")
    # Files of a guide that extends another one are parts of its base's.
    if "watcher" not in path.parts or path.name == "project.yaml"
)


def test_the_shipped_schemas_are_those_that_the_tables_make(
    tmp_path: Path,
) -> None:
    """After a change: ``python -m watcher_liaison_guide.schemas``."""
    schemas.write(tmp_path / "new")
    made = {path.name: path for path in (tmp_path / "new").iterdir()}
    assert made.keys() == {f"{x}.schema.json" for x in schemas.GENERATED}
    for name, path in made.items():
        assert (schemas.FOLDER / name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_schema_prints_it(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", name]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == schemas.SCHEMAS[name]()
    jsonschema.Draft202012Validator.check_schema(printed)


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
        first = path.read_text(encoding="utf-8").splitlines()[0]
        match = MODELINE.fullmatch(first)
        assert match is not None
        named = (path.parent / match["path"]).resolve()
        assert named == schemas.FOLDER / f"{kind}.schema.json"


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
    jsonschema.Draft202012Validator.check_schema(schema)
    value, _ = parse(f'cycle: "2027.1"\n{text}\n'.encode(), "x")
    assert value is not None
    errors = [
        str(inner.instance)
        for error in jsonschema.Draft202012Validator(schema).iter_errors(
            to_json(value)
        )
        for inner in (error, *error.context)
    ]
    assert bool(errors) == bool(wrong)
    assert wrong in "".join(errors)
