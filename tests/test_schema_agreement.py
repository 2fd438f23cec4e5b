# SPDX-License-Identifier: Apache-2.0
"""A reader's table and the JSON Schema that it makes say the same."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import jsonschema
import pytest

from tests.shape_samples import PLACE, fitting, spoilt
from watcher_liaison_guide import schemas
from watcher_liaison_guide.calendar.store import CALENDAR
from watcher_liaison_guide.checklist.cycle_file import CYCLE_FILE
from watcher_liaison_guide.fields import to_json
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.records.loading import RECORDS
from watcher_liaison_guide.yamlreader import Value

SHAPES: dict[str, Any] = {
    **FILES,
    "cycle": CYCLE_FILE,
    "calendar": CALENDAR,
    "records": RECORDS,
}
COUNT = 250
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


@cache
def validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        schemas.SCHEMAS[kind](), format_checker=jsonschema.FormatChecker()
    )


def told(kind: str, value: Value) -> list[Problem]:
    problems: list[Problem] = []
    SHAPES[kind].read(value, PLACE, problems)
    return [
        found
        for found in problems
        if found.code in STRUCTURE and "before it begins" not in found.message
    ]


def valid(kind: str, document: Any) -> bool:
    return bool(validator(kind).is_valid(document))


def test_every_schema_that_is_made_has_its_shape_here() -> None:
    assert set(SHAPES) == set(schemas.GENERATED)


@pytest.mark.parametrize("kind", SHAPES)
def test_both_take_what_fits(kind: str) -> None:
    choose = Random(kind)
    for _ in range(COUNT):
        value = fitting(SHAPES[kind], choose)
        document = to_json(value)
        assert told(kind, value) == [], document
        assert valid(kind, document), document


@pytest.mark.parametrize("kind", SHAPES)
def test_both_say_the_same_of_what_is_spoilt(kind: str) -> None:
    choose = Random(f"spoilt {kind}")
    refused = 0
    for _ in range(COUNT):
        value = spoilt(fitting(SHAPES[kind], choose), choose)
        document = to_json(value)
        problems = told(kind, value)
        assert valid(kind, document) == (not problems), (problems, document)
        refused += bool(problems)
    assert COUNT * 0.3 < refused < COUNT
