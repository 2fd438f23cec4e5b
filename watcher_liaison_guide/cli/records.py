# SPDX-License-Identifier: Apache-2.0
"""The commands ``records import`` and ``records show``."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.cli.options import (
    add_cycle,
    add_today,
    day,
    today,
)
from watcher_liaison_guide.cli.options import library as common_library
from watcher_liaison_guide.cli.problem_printing import report, status
from watcher_liaison_guide.embedded import find_guide
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.records import listing, series, upstream
from watcher_liaison_guide.records.importing import import_records
from watcher_liaison_guide.records.loading import HEADER, read_records
from watcher_liaison_guide.records.model import Records
from watcher_liaison_guide.sources import (
    GOVERNANCE,
    RELEASES,
    Source,
    open_folder,
)
from watcher_liaison_guide.yamlreader import parse, read_file
from watcher_liaison_guide.yamlwriter import save

#: A file that only one of the two repositories has.
_MARKS = {
    RELEASES: "data/series_status.yaml",
    GOVERNANCE: "reference/projects.yaml",
}


def add_parser(subparsers: Any, **options: Any) -> None:
    """Add ``records`` and its commands to the command line."""
    parser = subparsers.add_parser(
        "records",
        help="leadership, release models and releases",
        description="What governance and openstack/releases have on record.",
    )
    commands = parser.add_subparsers(
        dest="records_command", metavar="COMMAND", required=True
    )

    made = commands.add_parser(
        "show",
        help="what is on record of a cycle",
        description="What is on record of a cycle: leadership, people, and "
        "for each deliverable its release model, releases and branches.",
        **options,
    )
    add_cycle(made)
    made.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="default: text",
    )
    add_today(made)
    made.set_defaults(run=run_show)

    made = commands.add_parser(
        "import",
        help="read a cycle's records from governance and openstack/releases",
        description="Read a cycle's records from openstack/releases and "
        "openstack/governance. What no source tells stays as it was.",
        **options,
    )
    made.add_argument(
        "sources",
        metavar="SOURCE",
        nargs="*",
        help="checkouts of openstack/releases and openstack/governance, "
        "folders laid out like them, or URLs (default: upstream's both)",
    )
    made.add_argument(
        "--cycle",
        metavar="CYCLE",
        required=True,
        help="whose records: a release (2027.1) or its name (indri)",
    )
    made.add_argument(
        "--into",
        metavar="DIR",
        type=Path,
        required=True,
        help="the data folder whose records are written",
    )
    made.add_argument(
        "--team",
        metavar="TEAM",
        help="the team's name in governance (default: the guide's)",
    )
    made.add_argument(
        "--as-of",
        metavar="DATE",
        type=day,
        help="the day of the leadership and liaisons, from governance's "
        "history (YYYY-MM-DD; default: the first of the cycle)",
    )
    made.set_defaults(run=run_import)


def run_show(arguments: argparse.Namespace) -> int:
    """Print what is on record of a cycle."""
    library = common_library(arguments)
    on = today(arguments)
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
        json.dump(
            listing.document(records, on),
            sys.stdout,
            indent=1,
            ensure_ascii=False,
        )
        sys.stdout.write("\n")
    else:
        sys.stdout.write(listing.text(records, on))
    return status(problems)


def run_import(arguments: argparse.Namespace) -> int:
    """Write the records of a cycle into a data folder."""
    library = common_library(arguments)
    sources, problems = _open_sources(arguments.sources)
    team = arguments.team or _team(arguments.guide)
    if team is None:
        guide, told = library.guide()
        problems += told if guide is None else ()
        team = guide.project.team if guide is not None else None
    if problems or team is None:
        report(problems, sys.stderr)
        return 1
    before, problems = _before(library, arguments, sources, team)
    if any(one.severity is Severity.ERROR for one in problems):
        report(problems, sys.stderr)
        return 1
    records, told = import_records(
        sources, arguments.cycle, team, before, arguments.as_of
    )
    problems += told
    if records is not None:
        problems += _write(records, arguments.into)
    report(problems, sys.stderr)
    return 1 if records is None else status(problems)


def _team(guide_name: str) -> str | None:
    """Return the team that a guide names, without reading the whole guide."""
    folder = find_guide(guide_name)
    if isinstance(folder, Problem):
        return None
    content = read_file(folder / "project.yaml")
    if isinstance(content, Problem):
        return None
    return upstream.text(parse(content, "")[0], "team", [])


def _write(records: Records, into: Path) -> list[Problem]:
    """Write a records file, and say so on standard output."""
    if into.resolve() == EMBEDDED:
        # People change too often, and are not ours to publish.
        records = replace(records, liaisons=None)
    path = into / "records" / f"{records.release}.yaml"
    new = not path.exists()
    written = save(path, records, HEADER, read_records)
    if isinstance(written, Problem):
        return [written]
    done = "written" if new else "updated"
    sys.stdout.write(f"{path}: {done if written else 'unchanged'}\n")
    return []


def _before(
    library: Library,
    arguments: argparse.Namespace,
    sources: list[Source],
    team: str,
) -> tuple[Records | None, list[Problem]]:
    """Give what was on record: in the folder to write, else at hand."""
    library = replace(library, data=(*library.data, arguments.into))
    cycle = library.recorded_cycle(arguments.cycle)
    for source in sources:
        if source.repository == RELEASES:
            wanted = arguments.cycle.lower()
            for one in series.read(source)[0]:
                if wanted in (one.release.lower(), one.series.lower()):
                    cycle = Cycle(one.series, one.release)
    return library.records(cycle, team) if cycle is not None else (None, [])


def _nothing(library: Library, name: str) -> Problem:
    paths = library.records_files()
    return problem(
        Code.CYCLE_WITHOUT_RECORDS,
        Position(name),
        "Nothing is on record for this cycle.",
        did_you_mean(name, paths)
        or "There are records of " + ", ".join(paths) + ".",
        Severity.ERROR,
    )


def _open_sources(words: list[str]) -> tuple[list[Source], list[Problem]]:
    """Give what the words name, each with the repository that it is of."""
    found: dict[str, Source] = {}
    problems: list[Problem] = []
    if not words:
        from watcher_liaison_guide import fetch

        words = [fetch.RELEASES_URL, fetch.GOVERNANCE_URL]
    for word in words:
        source = _open_url(word) if "://" in word else _open_folder(word)
        if isinstance(source, Problem):
            problems.append(source)
        elif source.repository in found:
            problems.append(
                problem(
                    Code.UNKNOWN_SOURCE,
                    Position(word),
                    f"It is a second state of {source.repository}.",
                    "Give one of each repository.",
                )
            )
        else:
            found[source.repository] = source
    return list(found.values()), problems


def _open_folder(word: str) -> Source | Problem:
    for repository, mark in _MARKS.items():
        source = open_folder(Path(word), repository)
        if isinstance(source, Problem) or source.has(mark):
            return source
    return _unknown_source(word)


def _open_url(word: str) -> Source | Problem:
    # Only here is there a network, and requests to import.
    from watcher_liaison_guide import fetch

    wrong = fetch.wrong_url(word)
    if wrong is not None:
        return wrong
    repositories = [RELEASES, GOVERNANCE]
    if "governance" in word:
        repositories.reverse()
    for repository in repositories:
        source = fetch.UrlSource(word, repository)
        content = source.read(_MARKS[repository])
        if not isinstance(content, Problem):
            return source
        if content.code is not Code.FILE_UNREADABLE:
            return content
    return _unknown_source(word)


def _unknown_source(word: str) -> Problem:
    marks = " nor ".join(_MARKS.values())
    return problem(
        Code.UNKNOWN_SOURCE,
        Position(word),
        f"It has neither {marks}.",
        f"Give a state of {RELEASES} or of {GOVERNANCE}.",
    )
