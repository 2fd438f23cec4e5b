# SPDX-License-Identifier: Apache-2.0
"""The command ``check``: everything that is wrong, all at once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from watcher_liaison_guide.calendar import store
from watcher_liaison_guide.checklist.cycle_file import (
    SUFFIX,
    load_cycle_file,
)
from watcher_liaison_guide.cli.options import library as library_of
from watcher_liaison_guide.cli.options import missing_folders
from watcher_liaison_guide.cli.problem_printing import (
    FORMATS,
    rendered,
    status,
)
from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    in_order,
    problem,
)
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.records.drift import find_drift


def add_parser(subparsers: Any, **options: Any) -> None:
    """Add ``check`` to the command line."""
    parser = subparsers.add_parser(
        "check",
        help="everything wrong with guide, cycles and records",
        description="Tell everything that is wrong with a guide, cycle "
        "files, calendars and records, and where words and records disagree.",
        **options,
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        help="a guide's folder, a cycle file, a calendar, a records file, or "
        "a folder of these (default: the guide, the cycle files and --data)",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="default: text"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print all problems; 1 where one is an error or a warning."""
    library = library_of(arguments)
    problems = missing_folders(arguments)
    if arguments.paths:
        for path in arguments.paths:
            problems += check_path(path, library)
    else:
        problems += check_all(library)
    problems = in_order(problems)
    sys.stdout.write(rendered(problems, arguments.format))
    if arguments.format == "text" and not problems:
        sys.stderr.write("No problems found.\n")
    return status(problems, warnings=True)


def check_all(library: Library) -> list[Problem]:
    """Check the guide, every cycle file, and what lies over our data."""
    guide, problems = library.guide()
    problems = list(problems)
    for folder in library.data:
        problems += _data_folder(folder)
    if guide is None:
        return problems
    files = library.cycle_files()
    for path in files.values():
        problems += _cycle_file(path, library, guide)
    return problems


def check_path(path: Path, library: Library) -> list[Problem]:
    """Check whatever *path* is."""
    if path.is_dir():
        if (path / "guide.yaml").exists():
            return load_guide(path)[1]
        found: list[Problem] = []
        known = False
        if (path / "calendars").is_dir() or (path / "records").is_dir():
            known = True
            found += _data_folder(path)
        for file in sorted(path.glob(f"[!.]*{SUFFIX}")):
            known = True
            found += _cycle_file(file, library, library.guide()[0])
        if path.name in ("calendars", "records"):
            known = True
            for file in sorted(path.glob("[!.]*.yaml")):
                found += _data_file(file)
        return found if known else [_unknown(path)]
    if path.name.endswith(SUFFIX):
        return _cycle_file(path, library, library.guide()[0])
    if path.parent.name in ("calendars", "records"):
        return _data_file(path)
    for folder in (path.parent, path.parent.parent):
        if (folder / "guide.yaml").exists():
            return load_guide(folder)[1]
    return [_unknown(path)]


def _unknown(path: Path) -> Problem:
    if not path.exists():
        return problem(
            Code.FILE_UNREADABLE, Position(str(path)), "It does not exist."
        )
    return problem(
        Code.FILE_UNREADABLE,
        Position(str(path)),
        "This is neither a guide, a cycle file, a calendar nor records.",
        "Give a folder with guide.yaml, calendars/ or records/, or a "
        f"*{SUFFIX} file.",
    )


def _data_folder(folder: Path) -> list[Problem]:
    return [
        found
        for kind in ("calendars", "records")
        for path in sorted((folder / kind).glob("[!.]*.yaml"))
        for found in _data_file(path)
    ]


def _data_file(path: Path) -> list[Problem]:
    if path.parent.name == "records":
        return load_records(path)[1]
    return store.load(path)[1]


def _cycle_file(
    path: Path, library: Library, guide: Guide | None
) -> list[Problem]:
    """Check a cycle file, its checklist, and the guide against records."""
    file, problems = load_cycle_file(path, guide)
    if file is None or guide is None:
        return problems
    library = Library(library.data, path.parent, library.guide_name)
    checklist, told = library.checklist(file.cycle)
    problems += [one for one in told if one.position.path == str(path)]
    if checklist is not None:
        records, told = library.records(checklist.cycle)
        problems += told
        if records is not None:
            problems += find_drift(guide, records)
            # What the join notes of the guide in this cycle, such as a
            # limit on an event that the schedule lacks.
            problems += checklist.problems
    return problems
