# SPDX-License-Identifier: Apache-2.0
"""From openstack/releases into a data folder, calendar by calendar."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from watcher_liaison_guide import files
from watcher_liaison_guide.calendar import library, status, store, upstream
from watcher_liaison_guide.calendar.memory import remember
from watcher_liaison_guide.calendar.model import Calendar, Cycle
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.sources import Source

_WRITERS = 4


@dataclass(frozen=True)
class Outcome:
    """What an import did with one cycle; ``written``: the file changed."""

    calendar: Calendar
    path: Path
    written: bool
    new: bool


def import_calendars(
    source: Source,
    into: Path,
    wanted: Collection[str] = (),
) -> tuple[list[Outcome], list[Problem], bool]:
    """Import calendars of *source* into the data folder *into*.

    *wanted* are series or release ids; without any, all that the source
    offers. A calendar that cannot be read or written leaves its file as
    it was, and the others are imported nevertheless. The last value tells
    whether every one wanted was written.
    """
    cycles, problems = status.read(source)
    series, unknown = _selected(source, cycles, wanted)
    problems += unknown
    complete = bool(series) and not unknown
    # Waiting until a disk has a file is most of an import, so that is done
    # aside: each file still gets there whole or not at all.
    with ThreadPoolExecutor(_WRITERS) as writers:
        waiting = []
        for name in series:
            calendar, told = upstream.read(source, name, cycles.get(name))
            if calendar is None:
                problems += _kept(told, into, cycles.get(name))
                complete = False
                continue
            problems += told
            waiting.append(writers.submit(_store, calendar, into))
    outcomes = []
    for done in waiting:
        outcome = done.result()
        if isinstance(outcome, Problem):
            problems.append(outcome)
            complete = False
        else:
            outcomes.append(outcome)
    return outcomes, problems, complete


def _selected(
    source: Source,
    cycles: dict[str, Cycle],
    wanted: Collection[str],
) -> tuple[tuple[str, ...], list[Problem]]:
    offered = upstream.series_of(source, cycles)
    if not wanted:
        return offered, []
    # Empty where the file of the series could not be read, as is told.
    by_name = {name: name for name in [*cycles, *offered]}
    by_name.update({one.release: name for name, one in cycles.items()})
    chosen, problems = [], []
    for word in wanted:
        found = by_name.get(word.lower())
        if found is None and by_name:
            problems.append(
                problem(
                    Code.UNKNOWN_CYCLE,
                    Position(word),
                    f'{source.repository} knows no cycle "{word}".',
                    did_you_mean(word.lower(), by_name),
                )
            )
        elif found is not None and found not in chosen:
            chosen.append(found)
    return tuple(chosen), problems


def _kept(
    told: list[Problem], into: Path, cycle: Cycle | None
) -> list[Problem]:
    """Give *told* with, in the first error, what stays and how old it is."""
    path = into / library.FOLDER / store.file_name(cycle) if cycle else None
    if path is None or not path.exists():
        return told
    old, _ = store.load(path)
    note = old.source if old else None
    if note and note.date:
        age = f"as of {note.date}"
    elif note and note.commit:
        age = f"as of commit {note.commit[:12]}"
    else:
        written = datetime.date.fromtimestamp(path.stat().st_mtime)
        age = f"as written on {written}"
    for number, one in enumerate(told):
        if one.severity is Severity.ERROR:
            message = f"{one.message} {path} stays {age}."
            said = replace(one, message=message)
            return [*told[:number], said, *told[number + 1 :]]
    return told


def _store(calendar: Calendar, into: Path) -> Outcome | Problem:
    path = into / library.FOLDER / store.file_name(calendar.cycle)
    old = None
    new = not path.exists()
    if not new:
        old, told = store.load(path)
        if old is None:
            # Its memory would be lost: somebody has to look at it.
            return told[0]
    remembered = remember(old, calendar)
    try:
        written = files.write(path, store.to_yaml(remembered).encode())
    except OSError as error:
        return problem(
            Code.FILE_UNWRITABLE,
            Position(str(path)),
            f"The file cannot be written: {error.strerror or error}.",
        )
    return Outcome(remembered, path, written, new)
