# SPDX-License-Identifier: Apache-2.0
"""The command ``check``: everything that is wrong, all at once."""

from __future__ import annotations

import argparse
import datetime
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

from watcher_liaison_guide.calendar.library import load_calendar
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.checklist.cycle_file import load_cycle_file
from watcher_liaison_guide.cli import options, reporting
from watcher_liaison_guide.files import CYCLE_SUFFIX, listed
from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.library import DEFAULT_CYCLES, Library
from watcher_liaison_guide.problems import Code, Problem, Severity, in_order
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.records.drift import find_drift, undated

#: The directories of a data directory, and what is in each.
_KINDS = {"calendars": "calendar", "records": "records file"}
_YAML = (".yaml", ".yml")


@options.command(
    "check",
    "report problems in guides, cycle files and data",
    (
        "PATH",
        "a guide's directory, a cycle file, a calendar, a records file, or a "
        "directory of these (default: the guide, the cycle files and --data)",
        {"nargs": "*", "type": Path},
    ),
    options.formats(*reporting.FORMATS),
    example="doc/guide doc/cycles --format github",
    description="Check a guide, cycle files, calendars and records. Report "
    "every problem, and every point on which the guide and the records "
    "disagree.",
)
def run(arguments: argparse.Namespace) -> int:
    """Print all problems; return 1 where one is an error or a warning."""
    reading = Reading(options.library(arguments), arguments.today)
    problems: list[Problem] = arguments.problems
    if not reporting.status(problems):
        for path in arguments.path:
            problems += reading.path(path)
        if not arguments.path:
            problems += reading.everything()
    problems = in_order(problems)
    reporting.report(problems, sys.stdout, arguments.format)
    if arguments.format == "text" and not problems:
        reporting.hint(f"No problems found: {reading.summary()}.")
    elif reading.without_cycles is not None:
        reporting.hint(f"Checked {reading.summary()}.")
    return reporting.status(problems, warnings=True)


class Reading:
    """Reads files, returns their problems, and sums up what it has read."""

    def __init__(self, library: Library, today: datetime.date) -> None:
        self.library = library
        self.today = today
        self.guides: list[str] = []
        self.files: dict[str, set[Path]] = {}
        #: The directory that should have cycle files, if it has none.
        self.without_cycles: Path | None = None

    def summary(self) -> str:
        """Return what was read, such as "guide NAME, 2 cycle files"."""
        parts = [f"guide {name}" for name in dict.fromkeys(self.guides)]
        for kind, paths in self.files.items():
            plural = "" if len(paths) == 1 else "s"
            parts.append(f"{len(paths)} {kind}{plural}")
        if self.without_cycles is not None:
            parts.append(
                f"no cycle file in {self.without_cycles} (--cycles DIR names "
                "another directory)"
            )
        return ", ".join(parts) or "nothing was read"

    def everything(self) -> list[Problem]:
        """Check the guide, every cycle file, and the data of ``--data``."""
        self.guides.append(self.library.guide_name)
        problems = [*self.library.guide()[1]]
        data = [top / kind for top in self.library.data for kind in _KINDS]
        folder = self.library.cycles or DEFAULT_CYCLES
        cycles = listed(folder, CYCLE_SUFFIX)
        if not cycles:
            self.without_cycles = folder
        return problems + self._files(data, cycles) + _misnamed(folder)

    def path(self, path: Path) -> list[Problem]:
        """Check whatever *path* is."""
        if path.is_dir():
            return self._folder(path)
        if path.name.endswith(CYCLE_SUFFIX):
            return self._cycle_file(path)
        # In the current directory a path has no name of its folder.
        if path.absolute().parent.name in _KINDS:
            return self._data_file(path)
        above = Path(os.path.normpath(path.parent / ".."))
        for folder in (path.parent, above):
            if (folder / "guide.yaml").exists():
                return self._folder(folder)
        if path.is_file() and path.suffix in _YAML and _release_in_name(path):
            return [_misnamed_file(path)]
        return [_unknown(path)]

    def _folder(self, path: Path) -> list[Problem]:
        if (path / "guide.yaml").exists():
            self.guides.append(str(path))
            return load_guide(path)[1]
        is_kind = path.absolute().name in _KINDS
        inside = [path] if is_kind else map(path.joinpath, _KINDS)
        data = [folder for folder in inside if folder.is_dir()]
        cycles = listed(path, CYCLE_SUFFIX)
        problems = _misnamed(path) if cycles or not data else []
        if not (data or cycles or reporting.status(problems, warnings=True)):
            return [_unknown(path)]
        return problems + self._files(data, cycles)

    def _files(self, data: list[Path], cycles: list[Path]) -> list[Problem]:
        """Check what is in directories of data, and cycle files."""
        files = [path for folder in data for path in listed(folder, ".yaml")]
        return [one for path in files + cycles for one in self.path(path)]

    def _data_file(self, path: Path) -> list[Problem]:
        folder = path.absolute().parent.name
        self.files.setdefault(_KINDS[folder], set()).add(path)
        if folder == "records":
            records, problems = load_records(path)
            return [*problems, *(undated(records) if records else ())]
        return load_calendar(path)[1]

    def _cycle_file(self, path: Path) -> list[Problem]:
        """Check a cycle file, its checklist, and the guide against records."""
        self.files.setdefault("cycle file", set()).add(path)
        guide = self.library.guide()[0]
        file, problems = load_cycle_file(path)
        if file is None or guide is None:
            return problems
        library = replace(self.library, cycles=path.parent)
        checklist, found = library.checklist(file.cycle, self.today, file)
        problems += [one for one in found if one.position.path == str(path)]
        if checklist is None:
            return problems
        problems += _unread(path, library, checklist.cycle)
        records, found = library.records(checklist.cycle)
        problems += found
        if records is not None:
            # Notes on the guide in this cycle, such as a limit on an event
            # that the schedule lacks.
            problems += [*find_drift(guide, records), *checklist.problems]
        return problems


def _release_in_name(path: Path) -> str | None:
    """Return the release that a file is named after, if any."""
    match = re.match(r"20[0-9]{2}\.[1-9][0-9]?(?![0-9])", path.name)
    return match[0] if match else None


def _misnamed(folder: Path) -> list[Problem]:
    """Return a problem for each file that is not named like a cycle file."""
    return [
        _misnamed_file(path)
        for path in sorted(folder.glob("[!.]*"))
        if path.suffix in _YAML and not path.name.endswith(CYCLE_SUFFIX)
    ]


def _misnamed_file(path: Path) -> Problem:
    """Return the problem that nothing reads a file that may be a cycle file.

    It is a warning for a file named after a release, unless that release's
    own file is there.
    """
    release = _release_in_name(path)
    name = (release or path.stem.removesuffix(".cycle")) + CYCLE_SUFFIX
    severity = Severity.NOTE
    if path.with_name(name).exists():
        advice = f'"{name}" beside it is read.'
    elif release:
        advice = f'Name it "{name}".'
        severity = Severity.WARNING
    else:
        advice = f'If it is the record of a cycle, name it "{name}".'
    return Code.UNREAD_FILE.at(
        path,
        f"Its name does not end in {CYCLE_SUFFIX}, so it is not read as a "
        "cycle file.",
        advice,
        severity,
    )


def _unread(path: Path, library: Library, cycle: Cycle) -> list[Problem]:
    """Return the problem that commands do not find the file of a cycle."""
    used = library.cycle_file(cycle)
    if used == path:
        return []
    advice = f'Name it "{cycle.release}{CYCLE_SUFFIX}".'
    if used is not None:
        advice = f'"{used.name}" beside it is read. Keep one of them.'
    message = f"It is not read as the cycle file of {cycle.release}."
    return [Code.UNREAD_FILE.at(path, message, advice)]


def _unknown(path: Path) -> Problem:
    message, advice = "It does not exist.", None
    if path.exists():
        message = "This is not a guide, a cycle file, a calendar or records."
        advice = (
            "Name a directory with guide.yaml, calendars/ or records/, or a "
            f"*{CYCLE_SUFFIX} file."
        )
    return Code.FILE_UNREADABLE.at(path, message, advice)
