# SPDX-License-Identifier: Apache-2.0
"""Records files: reading them, and what surrounds their keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from watcher_liaison_guide.fields import Record, json_schema
from watcher_liaison_guide.problems import Position, Problem
from watcher_liaison_guide.records.model import Records
from watcher_liaison_guide.yamlreader import parse, read_file

HEADER = (
    '# Written by "watcher-liaison-guide records import"; edits are lost.\n'
)

RECORDS = Record.of(
    Records,
    "a records file",
    help='Written by "watcher-liaison-guide records import".',
)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a records file."""
    return json_schema(RECORDS, "Records of one cycle")


def load_records(path: Path | str) -> tuple[Records | None, list[Problem]]:
    """Read the records file at *path*; None where it cannot be used."""
    content = read_file(path)
    if isinstance(content, Problem):
        return None, [content]
    return read_records(content, str(path))


def read_records(
    content: bytes, path: str
) -> tuple[Records | None, list[Problem]]:
    """Read what a records file contains; None where it cannot be used."""
    value, problems = parse(content, path)
    if value is None:
        return None, problems
    found = RECORDS.read(value, Position(path, 1, 1), problems)
    return (found if isinstance(found, Records) else None), problems
