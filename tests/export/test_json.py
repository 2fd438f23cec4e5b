# SPDX-License-Identifier: Apache-2.0
"""The JSON, and the schema that is published for it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from tests.export.samples import HOSTILE_TEXT, sample
from watcher_liaison_guide.export.json import (
    checklist_to_json,
    checklist_to_text,
)
from watcher_liaison_guide.schemas import SCHEMAS

#: The keys of the contract, in its order.
ITEM_KEYS = (
    *("id", "step", "phase", "kind", "text", "owner", "with", "starts"),
    *("if_silent", "optional", "applies", "why", "state", "from", "to"),
    *("due", "basis", "was", "deliverable", "branch", "tracker", "repeat"),
    *("notes", "commands", "links", "proof", "record", "items"),
)
CONTRACT = {
    "cycle": ("series", "release", "slurp", "status", "leadership", "source"),
    "phases": ("id", "title", "from", "to"),
    "events": (
        *("id", "team", "key", "from", "to", "due", "basis", "was"),
        "occurrences",
    ),
    "items": ITEM_KEYS,
    "exceptions": ("id", "policy", "title", "decision", "closes"),
}


def test_every_key_of_the_contract_is_always_there_and_first() -> None:
    found = checklist_to_json(sample())
    assert list(found)[:6] == ["version", *CONTRACT]
    assert found["version"] == 1
    for name, keys in CONTRACT.items():
        many = found[name] if isinstance(found[name], list) else [found[name]]
        for one in many:
            assert tuple(one)[: len(keys)] == keys


@pytest.mark.parametrize("text", [None, HOSTILE_TEXT])
def test_the_json_is_as_its_schema_says(text: str | None) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMAS["checklist"]())
    validator.check_schema(validator.schema)
    validator.validate(json.loads(checklist_to_text(sample(text))))


def _objects(value: Any, path: tuple[Any, ...] = ()) -> Any:
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from _objects(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _objects(inner, (*path, number))


def test_the_schema_misses_no_key_that_is_taken_away() -> None:
    validator = jsonschema.Draft202012Validator(SCHEMAS["checklist"]())
    document = json.loads(checklist_to_text(sample()))
    seen: set[tuple[Any, ...]] = set()
    for path, found in list(_objects(document)):
        # One of all that are in the same place.
        place = tuple(step for step in path if isinstance(step, str))
        for key in [key for key in found if (*place, key) not in seen]:
            seen.add((*place, key))
            value = found.pop(key)
            assert not validator.is_valid(document), (path, key)
            found[key] = value
