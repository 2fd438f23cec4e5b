# SPDX-License-Identifier: Apache-2.0
"""The commands ``calendar list``, ``show``, ``import``, ``lint``, ``diff``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from watcher_liaison_guide.calendar import differences, listing
from watcher_liaison_guide.calendar.importing import import_calendars
from watcher_liaison_guide.calendar.library import (
    Shelf,
    from_schedule,
    from_source,
    from_word,
    is_schedule,
    status_on,
)
from watcher_liaison_guide.calendar.model import Calendar
from watcher_liaison_guide.cli.options import (
    add_cycle,
    add_format,
    add_today,
    library,
    open_source,
    today,
)
from watcher_liaison_guide.cli.problem_printing import (
    FORMATS,
    rendered,
    report,
    status,
)
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    in_order,
    problem,
)
from watcher_liaison_guide.sources import RELEASES, RELEASES_URL


def add_parser(subparsers: Any, **options: Any) -> None:
    """Add ``calendar`` and its commands to the command line."""
    parser = subparsers.add_parser(
        "calendar",
        help="the dates of release cycles",
        description="The dates of release cycles.",
    )
    commands = parser.add_subparsers(
        dest="calendar_command", metavar="COMMAND", required=True
    )

    def command(name: str, text: str, run: Any) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(
            name, help=text, description=text.capitalize() + ".", **options
        )
        made.set_defaults(run=run)
        return made

    made = command("list", "which cycles have a calendar", run_list)
    add_format(made, "text", "json")
    add_today(made)

    made = command("show", "the events of a cycle with their dates", run_show)
    add_cycle(made)
    add_format(made, "text", "json")
    add_today(made)

    made = command(
        "import", "read calendars from openstack/releases", run_import
    )
    _add_source(made)
    made.add_argument(
        "--into",
        metavar="DIR",
        type=Path,
        required=True,
        help="the data directory whose calendars are written",
    )
    made.add_argument(
        "--cycle",
        metavar="CYCLE",
        action="append",
        default=[],
        help="import this cycle only; may be given several times",
    )

    made = command("lint", "what is wrong with release schedules", run_lint)
    _add_source(made, "a directory with one schedule.yaml, ")
    add_format(made, *FORMATS)

    made = command("diff", "what moved, came, went or was renamed", run_diff)
    for name in ("old", "new"):
        made.add_argument(
            name,
            metavar=name.upper(),
            help="a cycle, a calendar's file, a data directory, a "
            "schedule's directory, a checkout of openstack/releases, or a URL",
        )
    add_format(made, "text", "markdown", "json")
    add_today(made)


def _add_source(parser: argparse.ArgumentParser, more: str = "") -> None:
    parser.add_argument(
        "source",
        metavar="SOURCE",
        nargs="?",
        default=RELEASES_URL,
        help="a checkout of openstack/releases, a directory laid out like "
        f"it, {more}or a URL (default: upstream's)",
    )


def run_list(arguments: argparse.Namespace) -> int:
    """Print a line for each calendar."""
    calendars, problems = Shelf(arguments.data).load()
    day = today(arguments)
    report(problems, sys.stderr)
    if arguments.format == "json":
        _print_json(
            {
                "version": 1,
                "cycles": [
                    listing.cycle_json(
                        one, status_on(one, day, calendars.values())
                    )
                    for one in calendars.values()
                ],
            }
        )
    else:
        sys.stdout.write(listing.overview(calendars, day))
    return status(problems)


def run_show(arguments: argparse.Namespace) -> int:
    """Print the events of a cycle."""
    inputs, day = library(arguments), today(arguments)
    calendar, problems = inputs.calendar(arguments.cycle, day)
    report(problems, sys.stderr)
    if calendar is None:
        return 1
    others, _ = inputs.calendars.load()
    word = status_on(calendar, day, others.values())
    if arguments.format == "json":
        records, found = inputs.records(calendar.cycle)
        report(found, sys.stderr)
        known = records.leadership if records is not None else None
        leadership = known.model if known else None
        _print_json(listing.document(calendar, word, leadership))
    else:
        sys.stdout.write(listing.text(calendar, word))
    return status(problems)


def run_import(arguments: argparse.Namespace) -> int:
    """Write the calendars of a source into a data directory."""
    source = open_source(arguments.source, RELEASES)
    if isinstance(source, Problem):
        report([source], sys.stderr)
        return 1
    outcomes, problems, complete = import_calendars(
        source, arguments.into, arguments.cycle
    )
    report(problems, sys.stderr)
    for outcome in outcomes:
        done = "written" if outcome.new else "updated"
        sys.stdout.write(
            f"{outcome.path}: {done if outcome.written else 'unchanged'}\n"
        )
        for path in outcome.replaced:
            sys.stdout.write(f"{path}: removed\n")
    return 0 if complete else 1


def run_lint(arguments: argparse.Namespace) -> int:
    """Print what is wrong with the schedules of a source."""
    folder = Path(arguments.source)
    if is_schedule(folder):
        _, problems = from_schedule(folder)
    else:
        source = open_source(arguments.source, RELEASES)
        if isinstance(source, Problem):
            report([source], sys.stderr)
            return 1
        _, problems = from_source(source)
    sys.stdout.write(rendered(in_order(problems), arguments.format))
    return status(problems, warnings=True)


def run_diff(arguments: argparse.Namespace) -> int:
    """Print what is different between two states of calendars."""
    sides: list[dict[str, Calendar]] = []
    failed = 0
    for word in (arguments.old, arguments.new):
        if "://" in word:
            source = open_source(word, RELEASES)
            if isinstance(source, Problem):
                report([source], sys.stderr)
                return 1
            calendars, problems = from_source(source)
        else:
            calendars, problems = from_word(word, arguments.data)
        # What is wrong with a schedule, "calendar lint" reports.
        errors = [
            found for found in problems if found.severity is Severity.ERROR
        ]
        report(in_order(errors), sys.stderr)
        failed |= status(errors)
        if not calendars:
            return 1
        sides.append(calendars)
    if not sides[0].keys() & sides[1].keys():
        apart = problem(
            Code.UNKNOWN_CYCLE,
            Position(arguments.new),
            f"It has no cycle that {arguments.old} has: nothing can be "
            "compared.",
        )
        report([apart], sys.stderr)
        return 1
    found = differences.compare_all(*sides)
    day = today(arguments)
    if arguments.format == "json":
        _print_json(differences.document(found, day))
    else:
        markdown = arguments.format == "markdown"
        sys.stdout.write(differences.as_text(found, day, markdown=markdown))
    return failed


def _print_json(document: object) -> None:
    # Days are written as text.
    json.dump(document, sys.stdout, indent=1, ensure_ascii=False, default=str)
    sys.stdout.write("\n")
