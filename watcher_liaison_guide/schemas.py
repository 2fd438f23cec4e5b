# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema of every kind of file, by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from watcher_liaison_guide.calendar import library as calendars
from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS
from watcher_liaison_guide.checklist.cycle_file import CYCLE_FILE
from watcher_liaison_guide.fields import json_schema
from watcher_liaison_guide.guide import model
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.records.model import RECORDS

FOLDER = Path(__file__).parent / "data" / "schema"


#: What makes each schema. No reader's table makes the checklist's.
SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    **{kind: partial(model.schema, kind) for kind in model.FILES},
    "cycle": lambda: json_schema(CYCLE_FILE, "A cycle file"),
    "calendar": lambda: json_schema(calendars.CALENDAR, "A cycle's calendar"),
    "records": lambda: json_schema(RECORDS, "What is on record for a cycle"),
    "checklist": lambda: json.loads(
        (FOLDER / "checklist.schema.json").read_text(encoding="utf-8")
    ),
}
#: Those that are made from the table of a reader.
GENERATED = tuple(name for name in SCHEMAS if name != "checklist")


def cycle_schema(guide: Guide, items: Iterable[str]) -> dict[str, Any]:
    """Return the schema of a cycle file with the ids that *guide* has.

    Editors offer *items*, those of one cycle; others of the guide's steps
    are right in other cycles.
    """
    schema = SCHEMAS["cycle"]()
    schema["title"] = f"A cycle file of {guide.project.team}"
    steps = "|".join(
        step.id
        for section in guide.sections.values()
        if section.is_phase
        for step in section.top_steps
    )
    ids: dict[str, Iterable[str]] = {
        "roles": guide.roles,
        "events": {*CANONICAL_EVENTS, *guide.events},
        "links": guide.project.links,
        "items": items,
    }
    for key, known in ids.items():
        names: dict[str, Any] = {
            "enum": sorted(known),
            "errorMessage": f"The guide has nothing of this name for {key}.",
        }
        if key == "items":
            longer = {"pattern": f"^(?:{steps})(?:/|$)"}
            names = {"anyOf": [{"enum": names.pop("enum")}, longer], **names}
        schema["properties"][key]["anyOf"][0]["propertyNames"] = names
    exceptions = schema["properties"]["exceptions"]["anyOf"][0]
    one = exceptions["additionalProperties"]["properties"]
    one["policy"] = {"enum": sorted(guide.policies)}
    return schema


def to_text(schema: dict[str, Any]) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write(folder: Path = FOLDER) -> None:
    """Write the schemas that are made from tables into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in GENERATED:
        path = folder / f"{name}.schema.json"
        path.write_text(to_text(SCHEMAS[name]()), encoding="utf-8")


if __name__ == "__main__":
    write()
