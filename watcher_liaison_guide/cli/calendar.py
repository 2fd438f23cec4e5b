# SPDX-License-Identifier: Apache-2.0
"""The commands ``calendar list``, ``show``, ``import``, ``lint``, ``diff``."""

from __future__ import annotations

import argparse
import functools
import sys
from pathlib import Path
from typing import Any

from watcher_liaison_guide.calendar import listing
from watcher_liaison_guide.calendar.importing import import_calendars
from watcher_liaison_guide.calendar.library import Shelf, cycle_status
from watcher_liaison_guide.calendar.model import Calendar
from watcher_liaison_guide.calendar.upstream import (
    from_schedule,
    from_source,
    from_word,
    is_schedule,
)
from watcher_liaison_guide.cli import options
from watcher_liaison_guide.cli.problem_printing import (
    FORMATS,
    fail,
    report,
    reported,
    status,
)
from watcher_liaison_guide.problems import Code, Position, Severity, in_order
from watcher_liaison_guide.sources import RELEASES_URL


def add_parser(subparsers: Any) -> None:
    """Add ``calendar`` and its commands to the command line."""
    parser = subparsers.add_parser(
        "calendar",
        help="show, import and check the dates of release cycles",
        description="Show, import and check the dates of release cycles.",
        epilog="Example: %(prog)s show 2027.1",
    )
    commands = parser.add_subparsers(
        dest="calendar_command", metavar="COMMAND", required=True
    )

    command = functools.partial(options.add_command, commands)

    made = command(
        "list",
        run_list,
        help="list the cycles that have a calendar",
        example="--format json",
        inputs=["--data DIR"],
    )
    options.add_format(made, "text", "json")
    options.arguments(made, "--today DATE")

    made = command(
        "show",
        run_show,
        help="show the events of a cycle with their dates",
        example="2027.1",
        inputs=["--data DIR", "--guide NAME|DIR"],
    )
    options.arguments(made, "CYCLE")
    options.add_format(made, "text", "json")
    options.arguments(made, "--today DATE")

    made = command(
        "import",
        run_import,
        help="import calendars from openstack/releases",
        example="../releases --into data",
        inputs=[],
    )
    source = (
        "a checkout of openstack/releases, a directory laid out like it, %sor "
        "a URL (default: upstream's)"
    )
    upstream = {"nargs": "?", "default": RELEASES_URL}
    options.argument(made, "SOURCE", source % "", **upstream)
    options.add_into(made, "calendars/")
    options.add_cycles_wanted(made, "import")

    made = command(
        "lint",
        run_lint,
        help="report mistakes in release schedules",
        example="../releases/doc/source/indri",
        inputs=[],
    )
    more = "a directory with one schedule.yaml, "
    options.argument(made, "SOURCE", source % more, **upstream)
    options.add_format(made, *FORMATS)

    made = command(
        "diff",
        run_diff,
        help="show which events were moved, added, removed or renamed",
        example="2027.1 ../releases",
        inputs=["--data DIR"],
    )
    side = (
        "a cycle, a calendar's file, a data directory, a schedule's "
        "directory, a checkout of openstack/releases, or a URL"
    )
    options.argument(made, "OLD", side)
    options.argument(made, "NEW", side)
    options.add_format(made, "text", "markdown", "json")
    options.arguments(made, "--today DATE")


def run_list(arguments: argparse.Namespace) -> int:
    """Print a line for each calendar."""
    calendars, problems = Shelf(arguments.data).load()
    day = arguments.today
    failed = reported(problems)
    every = calendars.values()
    cycles = [
        listing.cycle_json(one, cycle_status(one, day, every)) for one in every
    ]
    found = {"version": 1, "cycles": cycles}
    options.output(arguments.format, found, listing.overview(calendars, day))
    return failed


def run_show(arguments: argparse.Namespace) -> int:
    """Print the events of a cycle."""
    inputs, day = options.library(arguments), arguments.today
    calendar, problems = inputs.calendar(arguments.cycle, day)
    failed = reported(problems)
    if calendar is None:
        return 1
    others, _ = inputs.calendars.load()
    word = cycle_status(calendar, day, others.values())
    if arguments.format == "json":
        records, found = inputs.records(calendar.cycle)
        report(found)
        known = records.leadership if records is not None else None
        leadership = known.model if known else None
        document = listing.document(calendar, word, leadership)
        options.output("json", document, "")
    else:
        sys.stdout.write(listing.text(calendar, word))
    return failed


def run_import(arguments: argparse.Namespace) -> int:
    """Write a source's calendars; return 1 where any could not be written."""
    into = options.data_directory(arguments)
    outcomes, problems, complete = import_calendars(
        options.open_source(arguments.source), into, arguments.cycle
    )
    report(problems)
    sys.stdout.write("".join(map(str, outcomes)))
    return 0 if complete else 1


def run_lint(arguments: argparse.Namespace) -> int:
    """Print what is wrong with the schedules of a source."""
    folder = Path(arguments.source)
    if is_schedule(folder):
        _, problems = from_schedule(folder)
    else:
        _, problems = from_source(options.open_source(arguments.source))
    report(in_order(problems), sys.stdout, arguments.format)
    return status(problems, warnings=True)


def run_diff(arguments: argparse.Namespace) -> int:
    """Print the differences between two states of calendars."""
    sides: list[dict[str, Calendar]] = []
    failed = 0
    for word in (arguments.old, arguments.new):
        if "://" in word:
            calendars, problems = from_source(options.open_source(word))
        else:
            calendars, problems = from_word(word, arguments.data)
        # "calendar lint" reports the rest.
        errors = [one for one in problems if one.severity is Severity.ERROR]
        failed |= reported(in_order(errors))
        if not calendars:
            return 1
        sides.append(calendars)
    if not sides[0].keys() & sides[1].keys():
        apart = Code.UNKNOWN_CYCLE.at(
            Position(arguments.new),
            f"It has no cycle that {arguments.old} has: nothing can be "
            "compared.",
        )
        fail(apart)
    found, day = listing.compare_all(*sides), arguments.today
    form = arguments.format
    text = listing.differences_text(found, day, markdown=form == "markdown")
    options.output(form, listing.differences_json(found, day), text)
    return failed
