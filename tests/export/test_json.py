# SPDX-License-Identifier: Apache-2.0
"""The JSON, and the schema that is published for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from tests.export.samples import HOSTILE_TEXT, sample
from watcher_liaison_guide.export.json import checklist_to_text
from watcher_liaison_guide.schemas import SCHEMAS


def objects_of(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the schemas of all objects in a schema."""
    if isinstance(value, dict):
        if "properties" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from objects_of(inner)


@pytest.mark.parametrize("text", [None, HOSTILE_TEXT])
def test_the_json_is_as_its_schema_says(text: str | None) -> None:
    schema = SCHEMAS["checklist"]()
    for one in objects_of(schema):
        # No key may be missing, nor be one that the schema does not name.
        assert one["required"] == list(one["properties"])
        one["additionalProperties"] = False
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(json.loads(checklist_to_text(sample(text))))
