# SPDX-License-Identifier: Apache-2.0
"""The commands ``records import`` and ``records show``."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.cli import options, reporting
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import Code, Problem, Severity
from watcher_liaison_guide.records import listing
from watcher_liaison_guide.records.importing import import_records
from watcher_liaison_guide.records.model import Records, save_records
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


options.group(
    "records",
    "show and import leadership, liaisons and releases",
    example="show 2027.1",
    description="Show and import what governance and openstack/releases have "
    "on record.",
)


@options.command(
    "records show",
    "show the records of a cycle",
    options.CYCLE,
    options.formats("text", "json"),
    options.TODAY,
    example="2027.1",
    description="Show the records of a cycle: leadership, people, and the "
    "release model, releases and branches of each deliverable.",
    inputs=[options.DATA, options.GUIDE],
)
def run_show(arguments: argparse.Namespace) -> int:
    """Print what is on record of a cycle."""
    library, name = options.library(arguments), arguments.cycle
    on, cycle = arguments.today, library.recorded_cycle(name)
    if cycle is None:
        cycle = reporting.needed(library.calendar(name, on))[0].cycle
    found, problems = library.records(cycle)
    if found is None and not problems:
        missing = Code.CYCLE_WITHOUT_RECORDS.at(
            name,
            "Nothing is on record for this cycle.",
            f"There are records of {', '.join(library.records_files())}.",
            Severity.ERROR,
        )
        problems = [missing]
    records, failed = reporting.needed((found, problems))
    if arguments.format == "json":
        text = reporting.in_json(listing.document(records, on))
    else:
        text = listing.text(records, on)
    sys.stdout.write(text)
    return failed


@options.command(
    "records import",
    "import the records of a cycle",
    options.SOURCES,
    (
        "--cycle CYCLE",
        "the cycle: a release (2027.1) or its name (indri)",
        {"required": True},
    ),
    options.into("records/"),
    ("--team TEAM", "the team's name in governance (default: the guide's)"),
    (
        "--as-of DATE",
        "use the leadership and liaisons of this day in governance's history "
        "(YYYY-MM-DD; default: the first day of the cycle)",
        {"type": options.day},
    ),
    example="--cycle 2027.1 --into data",
    description="Import the records of a cycle from openstack/releases and "
    "openstack/governance. Facts that are in no source are kept.",
    inputs=[options.DATA, options.GUIDE],
)
def run_import(arguments: argparse.Namespace) -> int:
    """Write the records of a cycle into a data directory."""
    into = options.data_directory(arguments)
    library = options.library(arguments)
    sources, problems = open_sources(arguments.source)
    team = arguments.team
    if team is None:
        guide, found = library.guide()
        team = guide.project.team if guide is not None else None
        problems += found if guide is None else ()
    if not problems:
        name, day = arguments.cycle, arguments.as_of
        done, problems = import_cycle(library, sources, name, team, into, day)
        sys.stdout.write(done.line if done else "")
    return reporting.report(problems)


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
    sources: Mapping[str, Source],
    name: str,
    team: str,
    into: Path,
    as_of: datetime.date | None = None,
) -> tuple[Imported | None, list[Problem]]:
    """Import the records of a cycle into a data directory.

    None where nothing could be written, which is always an error.
    """
    # Those in the directory count, or else others.
    library = replace(library, data=(*library.data, into))
    cycle = library.recorded_cycle(name)
    releases = sources.get(RELEASES)
    for one in read_series(releases, []) if releases else ():
        if one.is_called(name):
            cycle = Cycle(one.series, one.release)
    before, problems = library.records(cycle, team) if cycle else (None, [])
    if reporting.status(problems):
        return None, problems
    every = list(sources.values())
    records, found = import_records(every, name, team, before, as_of)
    problems = [*problems, *found]
    if records is None:
        return None, problems
    if into.resolve() == EMBEDDED:
        # People change too often, and are not ours to publish.
        records = replace(records, liaisons=None)
    path = into / "records" / f"{records.release}.yaml"
    done = "updated" if path.exists() else "written"
    written = save_records(records, path)
    if isinstance(written, Problem):
        return None, [*problems, written]
    line = f"{path}: {done if written else 'unchanged'}\n"
    return Imported(before, records, line, written), problems


def open_sources(words: list[str]) -> tuple[dict[str, Source], list[Problem]]:
    """Return the sources that *words* name, else upstream's, and problems.

    There is one of each repository at most.
    """
    found: dict[str, Source] = {}
    problems: list[Problem] = []
    for word in words or [RELEASES_URL, GOVERNANCE_URL]:
        source = _open(word)
        if isinstance(source, Problem):
            problems.append(source)
        elif source.repository in found:
            second = f"It is a second source of {source.repository}."
            advice = "Name one of each repository."
            problems.append(Code.UNKNOWN_SOURCE.at(word, second, advice))
        else:
            found[source.repository] = source
    return found, problems


def _open(word: str) -> Source | Problem:
    # That which the word seems to name is tried first.
    for repository in sorted(_MARKS, reverse="governance" not in word):
        source = options.find_source(word, repository)
        if isinstance(source, Problem):
            return source
        content = source.read(_MARKS[repository])
        if not isinstance(content, Problem):
            return source
        if content.code is not Code.FILE_UNREADABLE:
            return content
    return Code.UNKNOWN_SOURCE.at(
        word,
        f"It has neither {' nor '.join(_MARKS.values())}.",
        f"Name a checkout of {RELEASES} or of {GOVERNANCE}.",
    )
