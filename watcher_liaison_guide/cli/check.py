# SPDX-License-Identifier: Apache-2.0
"""The command ``check``: everything that is wrong, all at once."""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from pathlib import Path
from typing import Any

from watcher_liaison_guide.calendar import store
from watcher_liaison_guide.checklist.cycle_file import (
    SUFFIX,
    load_cycle_file,
)
from watcher_liaison_guide.cli.options import (
    add_format,
    library,
    missing_folders,
    today,
)
from watcher_liaison_guide.cli.problem_printing import (
    FORMATS,
    rendered,
    status,
)
from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.library import DEFAULT_CYCLES, Library
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    in_order,
    problem,
)
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.records.drift import find_drift

#: The directories of a data directory, and what is in each.
_KINDS = {"calendars": "calendar", "records": "records file"}
_YAML = (".yaml", ".yml")


def add_parser(subparsers: Any, **options: Any) -> None:
    """Add ``check`` to the command line."""
    parser = subparsers.add_parser(
        "check",
        help="everything wrong with guide, cycles and records",
        description="Check a guide, cycle files, calendars and records, and "
        "report every problem and where the guide and the records disagree.",
        **options,
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        help="a guide's directory, a cycle file, a calendar, a records file, "
        "or a directory of these (default: the guide, the cycle files and "
        "--data)",
    )
    add_format(parser, *FORMATS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print all problems; 1 where one is an error or a warning."""
    reading = _Reading(library(arguments), today(arguments))
    problems = missing_folders(arguments)
    if arguments.paths:
        for path in arguments.paths:
            problems += reading.path(path)
    else:
        problems += reading.everything()
    problems = in_order(problems)
    sys.stdout.write(rendered(problems, arguments.format))
    if arguments.format == "text" and not problems:
        sys.stderr.write(f"No problems found: {reading.summary()}.\n")
    elif reading.without is not None:
        sys.stderr.write(f"Checked {reading.summary()}.\n")
    return status(problems, warnings=True)


class _Reading:
    """Reads files, finds problems, and can report what it has read."""

    def __init__(self, library: Library, today: datetime.date) -> None:
        self.library = library
        self.today = today
        self.guides: list[str] = []
        self.files: dict[str, set[Path]] = {}
        self.without: Path | None = None

    def summary(self) -> str:
        """Return what was read, such as "guide NAME, 2 cycle files"."""
        parts = [f"guide {name}" for name in dict.fromkeys(self.guides)]
        for kind, paths in self.files.items():
            one = len(paths) == 1
            parts.append(f"{len(paths)} {kind if one else kind + 's'}")
        if self.without is not None:
            parts.append(
                f"no cycle file in {self.without} (--cycles DIR names "
                "another directory)"
            )
        return ", ".join(parts) or "nothing was read"

    def everything(self) -> list[Problem]:
        """Check the guide, every cycle file, and the data of ``--data``."""
        guide, problems = self.library.guide()
        self.guides.append(self.library.guide_name)
        problems = list(problems)
        for folder in self.library.data:
            problems += self._data_files(*(folder / kind for kind in _KINDS))
        cycles = self.library.cycles or DEFAULT_CYCLES
        problems += _misnamed(cycles)
        files = self.library.cycle_files()
        if not files:
            self.without = cycles
        if guide is not None:
            for path in files.values():
                problems += self._cycle_file(path, guide)
        return problems

    def path(self, path: Path) -> list[Problem]:
        """Check whatever *path* is."""
        if path.is_dir():
            return self._folder(path)
        if path.name.endswith(SUFFIX):
            return self._cycle_file(path, self.library.guide()[0])
        if path.parent.name in _KINDS:
            return self._data_file(path)
        for folder in (path.parent, path.parent.parent):
            if (folder / "guide.yaml").exists():
                return self._guide(folder)
        if path.is_file() and path.suffix in _YAML and _release(path):
            return [_misnamed_file(path)]
        return [_unknown(path)]

    def _folder(self, path: Path) -> list[Problem]:
        if (path / "guide.yaml").exists():
            return self._guide(path)
        folders = (
            [path] if path.name in _KINDS else [path / kind for kind in _KINDS]
        )
        found = self._data_files(*folders)
        data = any(folder.is_dir() for folder in folders)
        cycles = sorted(path.glob(f"[!.]*{SUFFIX}"))
        for file in cycles:
            found += self._cycle_file(file, self.library.guide()[0])
        if data and not cycles:
            return found
        others = _misnamed(path)
        if cycles or any(one.severity is Severity.WARNING for one in others):
            return found + others
        return [_unknown(path)]

    def _guide(self, folder: Path) -> list[Problem]:
        self.guides.append(str(folder))
        return load_guide(folder)[1]

    def _count(self, kind: str, path: Path) -> None:
        self.files.setdefault(kind, set()).add(path)

    def _data_files(self, *folders: Path) -> list[Problem]:
        return [
            found
            for folder in folders
            for path in sorted(folder.glob("[!.]*.yaml"))
            for found in self._data_file(path)
        ]

    def _data_file(self, path: Path) -> list[Problem]:
        self._count(_KINDS[path.parent.name], path)
        if path.parent.name == "records":
            return load_records(path)[1]
        return store.load(path)[1]

    def _cycle_file(self, path: Path, guide: Guide | None) -> list[Problem]:
        """Check a cycle file, its checklist, and the guide against records."""
        self._count("cycle file", path)
        file, problems = load_cycle_file(path, guide)
        if file is None or guide is None:
            return problems
        library = self.library
        library = Library(library.data, path.parent, library.guide_name)
        checklist, found = library.checklist(file.cycle, self.today)
        problems += [one for one in found if one.position.path == str(path)]
        if checklist is not None:
            records, found = library.records(checklist.cycle)
            problems += found
            if records is not None:
                problems += find_drift(guide, records)
                # Notes on the guide in this cycle, such as a limit on an
                # event that the schedule lacks.
                problems += checklist.problems
        return problems


def _release(path: Path) -> str | None:
    """Return the release that a file is named after, if any."""
    match = re.match(r"20[0-9]{2}\.[1-9][0-9]?(?![0-9])", path.name)
    return match[0] if match else None


def _misnamed(folder: Path) -> list[Problem]:
    """Report the files among cycle files that are not named like one."""
    return [
        _misnamed_file(path)
        for path in sorted(folder.glob("[!.]*"))
        if path.suffix in _YAML and not path.name.endswith(SUFFIX)
    ]


def _misnamed_file(path: Path) -> Problem:
    """Report that a file may be a cycle file, but that nothing reads it.

    That is a warning for one that is named after a release, unless that
    release's own file is there.
    """
    release = _release(path)
    name = (release or path.stem.removesuffix(".cycle")) + SUFFIX
    if path.with_name(name).exists():
        advice = f'"{name}" beside it is read.'
    elif release:
        advice = f'Name it "{name}".'
    else:
        advice = f'If it is the record of a cycle, name it "{name}".'
    return problem(
        Code.UNREAD_FILE,
        Position(str(path)),
        f"Its name does not end in {SUFFIX}, so it is not read as a cycle "
        "file.",
        advice,
        Severity.WARNING if advice.startswith("Name") else Severity.NOTE,
    )


def _unknown(path: Path) -> Problem:
    if not path.exists():
        return problem(
            Code.FILE_UNREADABLE, Position(str(path)), "It does not exist."
        )
    return problem(
        Code.FILE_UNREADABLE,
        Position(str(path)),
        "This is not a guide, a cycle file, a calendar or records.",
        "Name a directory with guide.yaml, calendars/ or records/, or a "
        f"*{SUFFIX} file.",
    )
