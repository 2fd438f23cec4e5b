# SPDX-License-Identifier: Apache-2.0
"""The commands ``records import`` and ``records show``."""

from __future__ import annotations

import argparse
import datetime
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.cli import options
from watcher_liaison_guide.cli.problem_printing import report, status
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
)
from watcher_liaison_guide.records import listing
from watcher_liaison_guide.records.importing import import_records
from watcher_liaison_guide.records.loading import save_records
from watcher_liaison_guide.records.model import Records
from watcher_liaison_guide.records.status import read_series
from watcher_liaison_guide.sources import (
    GOVERNANCE,
    GOVERNANCE_URL,
    RELEASES,
    RELEASES_URL,
    Source,
)

#: A file that only one of the two repositories has.
_MARKS = {
    RELEASES: "data/series_status.yaml",
    GOVERNANCE: "reference/projects.yaml",
}


def add_parser(subparsers: Any) -> None:
    """Add ``records`` and its commands to the command line."""
    parser = subparsers.add_parser(
        "records",
        help="show and import leadership, liaisons and releases",
        description="Show and import what governance and openstack/releases "
        "have on record.",
        epilog="Example: %(prog)s show 2027.1",
    )
    commands = parser.add_subparsers(
        dest="records_command", metavar="COMMAND", required=True
    )

    made = options.add_command(
        commands,
        "show",
        run_show,
        help="show the records of a cycle",
        description="Show the records of a cycle: leadership, people, and "
        "the release model, releases and branches of each deliverable.",
        example="2027.1",
        inputs=["--data", "--guide"],
    )
    options.add_cycle(made)
    options.add_format(made, "text", "json")
    options.add_today(made)

    made = options.add_command(
        commands,
        "import",
        run_import,
        help="import the records of a cycle",
        description="Import the records of a cycle from openstack/releases "
        "and openstack/governance. Facts that are in no source are kept.",
        example="--cycle 2027.1 --into data",
        inputs=["--data", "--guide"],
    )
    options.add_sources(made)
    made.add_argument(
        "--cycle",
        metavar="CYCLE",
        required=True,
        help="the cycle: a release (2027.1) or its name (indri)",
    )
    options.add_into(made, "records/")
    made.add_argument(
        "--team",
        metavar="TEAM",
        help="the team's name in governance (default: the guide's)",
    )
    made.add_argument(
        "--as-of",
        metavar="DATE",
        type=options.day,
        help="use the leadership and liaisons of this day in governance's "
        "history (YYYY-MM-DD; default: the first day of the cycle)",
    )


def run_show(arguments: argparse.Namespace) -> int:
    """Print what is on record of a cycle."""
    library = options.library(arguments)
    on = arguments.today
    cycle = library.recorded_cycle(arguments.cycle)
    records: Records | None = None
    problems: list[Problem] = []
    if cycle is None and arguments.cycle.lower() == "current":
        calendar, problems = library.calendar(arguments.cycle, on)
        cycle = calendar.cycle if calendar is not None else None
    if cycle is not None:
        records, problems = library.records(cycle)
    if records is None and not problems:
        problems = [_nothing(library, arguments.cycle)]
    report(problems, sys.stderr)
    if records is None:
        return 1
    if arguments.format == "json":
        options.print_json(listing.document(records, on))
    else:
        sys.stdout.write(listing.text(records, on))
    return status(problems)


def run_import(arguments: argparse.Namespace) -> int:
    """Write the records of a cycle into a data directory."""
    into = options.data_directory(arguments)
    library = options.library(arguments)
    sources, problems = open_sources(arguments.sources)
    team = arguments.team
    if team is None:
        guide, found = library.guide()
        team = guide.project.team if guide is not None else None
        problems += found if guide is None else ()
    if not problems:
        done, problems = import_cycle(
            library,
            sources,
            arguments.cycle,
            team,
            into,
            arguments.as_of,
        )
        sys.stdout.write(done.line if done else "")
    report(problems, sys.stderr)
    return status(problems)


@dataclass(frozen=True)
class Imported:
    """The records of a cycle before and after an import.

    ``line`` reports the file, ``written`` whether it changed.
    """

    before: Records | None
    records: Records
    line: str
    written: bool


def import_cycle(
    library: Library,
    sources: list[Source],
    cycle: str,
    team: str,
    into: Path,
    as_of: datetime.date | None = None,
) -> tuple[Imported | None, list[Problem]]:
    """Import the records of a cycle into a data directory.

    None where nothing could be written, which is always an error.
    """
    before, problems = _before(library, cycle, sources, team, into)
    if status(problems):
        return None, problems
    records, found = import_records(sources, cycle, team, before, as_of)
    problems = [*problems, *found]
    if records is None:
        return None, problems
    if into.resolve() == EMBEDDED:
        # People change too often, and are not ours to publish.
        records = replace(records, liaisons=None)
    path = into / "records" / f"{records.release}.yaml"
    new = not path.exists()
    written = save_records(records, path)
    if isinstance(written, Problem):
        return None, [*problems, written]
    done = ("written" if new else "updated") if written else "unchanged"
    line = f"{path}: {done}\n"
    return Imported(before, records, line, written), problems


def _before(
    library: Library,
    name: str,
    sources: list[Source],
    team: str,
    into: Path,
) -> tuple[Records | None, list[Problem]]:
    """Return the records before an import: those in *into*, or else others."""
    library = replace(library, data=(*library.data, into))
    cycle = library.recorded_cycle(name)
    for source in sources:
        if source.repository == RELEASES:
            for one in read_series(source, []):
                if one.is_called(name):
                    cycle = Cycle(one.series, one.release)
    return library.records(cycle, team) if cycle is not None else (None, [])


def _nothing(library: Library, name: str) -> Problem:
    paths = library.records_files()
    return Code.CYCLE_WITHOUT_RECORDS.at(
        Position(name),
        "Nothing is on record for this cycle.",
        did_you_mean(name, paths)
        or "There are records of " + ", ".join(paths) + ".",
        Severity.ERROR,
    )


def open_sources(words: list[str]) -> tuple[list[Source], list[Problem]]:
    """Return the sources that *words* name, or upstream's, and problems."""
    found: dict[str, Source] = {}
    problems: list[Problem] = []
    for word in words or [RELEASES_URL, GOVERNANCE_URL]:
        source = _open(word)
        if isinstance(source, Problem):
            problems.append(source)
        elif source.repository in found:
            problems.append(
                Code.UNKNOWN_SOURCE.at(
                    Position(word),
                    f"It is a second source of {source.repository}.",
                    "Name one of each repository.",
                )
            )
        else:
            found[source.repository] = source
    return list(found.values()), problems


def _open(word: str) -> Source | Problem:
    repositories = [RELEASES, GOVERNANCE]
    if "governance" in word:
        repositories.reverse()
    for repository in repositories:
        source = options.find_source(word, repository)
        if isinstance(source, Problem):
            return source
        content = source.read(_MARKS[repository])
        if not isinstance(content, Problem):
            return source
        if content.code is not Code.FILE_UNREADABLE:
            return content
    return Code.UNKNOWN_SOURCE.at(
        Position(word),
        f"It has neither {' nor '.join(_MARKS.values())}.",
        f"Name a checkout of {RELEASES} or of {GOVERNANCE}.",
    )
