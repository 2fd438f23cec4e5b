# SPDX-License-Identifier: Apache-2.0
"""Records as files: ``records/RELEASE.yaml``, written and read."""

from __future__ import annotations

from pathlib import Path

from watcher_liaison_guide import yamlwriter
from watcher_liaison_guide.fields import Record, read_yaml
from watcher_liaison_guide.files import read_file
from watcher_liaison_guide.problems import Problem
from watcher_liaison_guide.records.model import Records

_HEADER = (
    '# Written by "watcher-liaison-guide records import"; edits are lost.\n'
)
RECORDS = Record.of(
    Records,
    "a records file",
    help='Written by "watcher-liaison-guide records import".',
)


def to_yaml(records: Records) -> str:
    """Return the text of a records file."""
    return yamlwriter.dump(records, _HEADER)


def save_records(records: Records, path: Path) -> bool | Problem:
    """Write a records file; return whether that was necessary."""
    return yamlwriter.save(path, to_yaml(records), RECORDS)


def load_records(path: Path | str) -> tuple[Records | None, list[Problem]]:
    """Read the records file at *path*; None where it cannot be used."""
    content = read_file(path)
    if isinstance(content, Problem):
        return None, [content]
    return read_yaml(RECORDS, content, str(path))
