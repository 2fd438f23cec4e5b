# SPDX-License-Identifier: Apache-2.0
"""The series of OpenStack as series_status.yaml knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.fields import Date, values, wrong_type
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.sources import Source
from watcher_liaison_guide.yamlreader import Sequence, Value, parse

#: What may be a part of a path.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_PATH = "data/series_status.yaml"


def read(source: Source) -> tuple[dict[str, Cycle], list[Problem]]:
    """Return all series by name, in the file's order: the newest first."""
    problems: list[Problem] = []
    cycles = [cycle for cycle, _ in entries(source, problems)]
    return {cycle.series: cycle for cycle in cycles}, problems


def entries(
    source: Source, problems: list[Problem]
) -> Iterator[tuple[Cycle, Value]]:
    """Yield each series with its entry in the file.

    Release ids are text: read as a number, 2026.10 would be 2026.1.
    A series without ``slurp`` is none; one without an id is known by its
    name. Keys that are not needed here are passed over.
    """
    content = source.read(_PATH)
    if isinstance(content, Problem):
        problems.append(content)
        return
    root, found = parse(content, source.shown(_PATH))
    problems += found
    if root is not None and not isinstance(root, Sequence):
        wrong_type(root, "a list of series", root.position, problems)
    for value in root if isinstance(root, Sequence) else ():
        name = values.text(value, "name", [])
        if name is None:
            problems.append(
                Code.MISSING_KEY.at(
                    value.position, 'The series lacks the key "name".'
                )
            )
            continue
        release = values.text(value, "release-id", []) or name
        if not (NAME.fullmatch(name) and NAME.fullmatch(release)):
            problems.append(
                Code.BAD_VALUE.at(
                    value.position,
                    f'"{name[:80]}" ({release[:80]}) is not the name of a '
                    "series.",
                )
            )
            continue
        slurp = values.text(value, "slurp", []) or ""
        cycle = Cycle(
            name,
            release,
            values.text(value, "status", []),
            slurp.lower() in ("yes", "true", "on"),
            values.read(Date(), value, "initial-release", problems),
        )
        yield cycle, value
