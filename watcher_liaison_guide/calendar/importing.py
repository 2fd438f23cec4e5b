# SPDX-License-Identifier: Apache-2.0
"""From openstack/releases into a data folder, calendar by calendar."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from watcher_liaison_guide.calendar import library, series_status, upstream
from watcher_liaison_guide.calendar.changes import remember
from watcher_liaison_guide.calendar.model import Calendar, Cycle
from watcher_liaison_guide.files import listed, unwritable
from watcher_liaison_guide.problems import (
    Code,
    Problem,
    Severity,
    did_you_mean,
)
from watcher_liaison_guide.sources import Source

#: What the files of a data directory have, or what is wrong with them.
Present = dict[Path, library.Reading]


@dataclass(frozen=True)
class Outcome:
    """What an import did with one cycle; ``written``: the file changed.

    ``replaced`` are files of the same series under an older name, which
    were removed.
    """

    calendar: Calendar
    path: Path
    written: bool
    new: bool
    replaced: tuple[Path, ...] = ()

    def __str__(self) -> str:
        done = "written" if self.new else "updated"
        return f"{self.path}: {done if self.written else 'unchanged'}\n" + (
            "".join(f"{path}: removed\n" for path in self.replaced)
        )


def import_calendars(
    source: Source, into: Path, wanted: Collection[str] = ()
) -> tuple[list[Outcome], list[Problem], bool]:
    """Import calendars of *source* into the data directory *into*.

    *wanted* are series or release ids; without any, all that the source
    offers. A calendar that cannot be read or written leaves its file as
    it was, and the others are imported nevertheless. The last value is
    whether every one wanted was written.
    """
    cycles, problems = series_status.read(source)
    series, unknown = _selected(source, cycles, wanted)
    problems += unknown
    folder = into / library.FOLDER
    present: Present = {
        path: library.load_calendar(path) for path in listed(folder, ".yaml")
    }
    outcomes = []
    for name in series:
        calendar, found = upstream.read(source, name, cycles)
        if calendar is None and name in cycles:
            path = folder / f"{cycles[name].release}.yaml"
            if path in present:
                found = _with_kept(found, path, present[path][0])
        problems += found
        if calendar is None:
            continue
        outcome = _store(calendar, folder, present)
        if isinstance(outcome, Problem):
            problems.append(outcome)
        else:
            outcomes.append(outcome)
    complete = not unknown and 0 < len(outcomes) == len(series)
    return outcomes, problems, complete


def _selected(
    source: Source, cycles: dict[str, Cycle], wanted: Collection[str]
) -> tuple[tuple[str, ...], list[Problem]]:
    offered = upstream.series_of(source, cycles)
    if not wanted:
        return offered, []
    by_name = {name: name for name in [*cycles, *offered]}
    by_name |= {one.release: name for name, one in cycles.items()}
    chosen: list[str] = []
    problems: list[Problem] = []
    for word in wanted:
        found = by_name.get(word.lower())
        if found is not None:
            chosen.append(found)
        elif by_name:  # else the file of the series was reported
            problems.append(
                Code.UNKNOWN_CYCLE.at(
                    word,
                    f'{source.repository} has no cycle "{word}".',
                    did_you_mean(word.lower(), by_name),
                )
            )
    return tuple(dict.fromkeys(chosen)), problems


def _with_kept(
    problems: list[Problem], path: Path, old: Calendar | None
) -> list[Problem]:
    """Return *problems*, the first error with the file that stays."""
    state = f", from {old.source}" if old and old.source else ""
    error = next(one for one in problems if one.severity is Severity.ERROR)
    message = f"{error.message} {path} stays as it was{state}."
    kept = replace(error, message=message)
    return [kept if one is error else one for one in problems]


def _store(
    calendar: Calendar, folder: Path, present: Present
) -> Outcome | Problem:
    """Write a calendar, with the memory of the one that was there."""
    path = folder / f"{calendar.cycle.release}.yaml"
    old, found = present.get(path, (None, []))
    if path in present and old is None:
        # Its memory would be lost: someone has to look at it.
        return found[0]
    # A series may have got its release id, and so another file.
    others = {
        other: known
        for other, (known, _) in present.items()
        if other != path
        and known is not None
        and known.cycle.series == calendar.cycle.series
    }
    remembered = remember(old or next(iter(others.values()), None), calendar)
    written = library.save(remembered, path)
    if isinstance(written, Problem):
        return written
    try:
        for other in others:
            other.unlink()
    except OSError as error:
        return unwritable(other, error)
    return Outcome(
        remembered, path, written, path not in present, tuple(others)
    )
