# SPDX-License-Identifier: Apache-2.0
"""The phases of all series and of their branches, the newest first."""

from __future__ import annotations

from watcher_liaison_guide.calendar import status
from watcher_liaison_guide.problems import Code, Problem, problem
from watcher_liaison_guide.records import upstream
from watcher_liaison_guide.records.loading import STATUSES
from watcher_liaison_guide.records.model import Series
from watcher_liaison_guide.sources import Source
from watcher_liaison_guide.yamlreader import Sequence, Value


def read(source: Source) -> tuple[tuple[Series, ...], list[Problem]]:
    """Give the series of data/series_status.yaml in the file's order.

    A series whose status is not one that is known here is left out, with
    a problem: nothing could be told of its branches.
    """
    cycles, problems = status.read(source)
    root, _ = upstream.read_yaml(source, status.PATH)
    found = []
    for value in root if isinstance(root, Sequence) else ():
        name = upstream.text(value, "name", [])
        cycle = cycles.get(name or "")
        if cycle is None:
            continue
        word = _status(value, "status", problems)
        if word is None:
            continue
        following = upstream.child(value, "next-phase")
        phase = None
        if following is not None:
            phase = _status(following, "status", problems)
        found.append(
            Series(
                cycle.series,
                cycle.release,
                word,
                bool(cycle.slurp),
                cycle.release_date,
                phase,
                upstream.day(following, "date", problems) if phase else None,
                upstream.day(value, "eol-date", problems),
            )
        )
    return tuple(found), problems


def _status(value: Value, key: str, problems: list[Problem]) -> str | None:
    found = upstream.text(value, key, problems)
    if found is not None and found not in STATUSES:
        place = upstream.child(value, key)
        assert place is not None
        problems.append(
            problem(
                Code.BAD_VALUE,
                place.position,
                f'"{found}" is no status of a series that is known here.',
                "It takes " + ", ".join(STATUSES) + ".",
            )
        )
        return None
    return found
