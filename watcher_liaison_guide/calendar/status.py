# SPDX-License-Identifier: Apache-2.0
"""The series of OpenStack as series_status.yaml knows them."""

from __future__ import annotations

import re

from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.fields import Date
from watcher_liaison_guide.problems import Code, Problem, report
from watcher_liaison_guide.sources import Source, shown_path
from watcher_liaison_guide.yamlreader import Mapping, Scalar, Sequence, parse

#: What may be a part of a path.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
PATH = "data/series_status.yaml"


def read(source: Source) -> tuple[dict[str, Cycle], list[Problem]]:
    """Return all series by name, in the file's order: the newest first.

    Release ids are text: read as a number, 2026.10 would be 2026.1.
    A series without ``slurp`` is none; one without an id is known by its
    name. Keys that are not needed here are passed over.
    """
    content = source.read(PATH)
    if isinstance(content, Problem):
        return {}, [content]
    root, problems = parse(content, shown_path(source, PATH))
    if not isinstance(root, Sequence):
        if root is not None:
            report(
                problems,
                Code.WRONG_TYPE,
                root.position,
                "Here belongs a list of series.",
            )
        return {}, problems
    cycles = {}
    for value in root:
        name = _text(value, "name")
        if name is None:
            report(
                problems,
                Code.MISSING_KEY,
                value.position,
                'The series lacks the key "name".',
            )
            continue
        release = _text(value, "release-id") or name
        if not (NAME.fullmatch(name) and NAME.fullmatch(release)):
            report(
                problems,
                Code.BAD_VALUE,
                value.position,
                f'"{name[:80]}" ({release[:80]}) is no name of a series.',
            )
            continue
        found = _scalar(value, "initial-release")
        day = found and Date().read(found, found.position, problems)
        cycles[name] = Cycle(
            name,
            release,
            _text(value, "status"),
            (_text(value, "slurp") or "").lower() in ("yes", "true", "on"),
            day or None,
        )
    return cycles, problems


def _scalar(value: object, key: str) -> Scalar | None:
    found = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(found, Scalar) and not found.is_null:
        return found
    return None


def _text(value: object, key: str) -> str | None:
    found = _scalar(value, key)
    return found.text.strip() or None if found else None
