# SPDX-License-Identifier: Apache-2.0
"""The commands ``calendar list``, ``show``, ``import``, ``lint``, ``diff``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from watcher_liaison_guide.calendar import listing, upstream
from watcher_liaison_guide.calendar.importing import import_calendars
from watcher_liaison_guide.calendar.model import Calendar
from watcher_liaison_guide.cli import options, reporting
from watcher_liaison_guide.problems import Code, Severity, in_order
from watcher_liaison_guide.sources import RELEASES_URL

#: A side of a comparison, in the help.
_SIDE = (
    "a cycle, a calendar's file, a data directory, a schedule's directory, a "
    "checkout of openstack/releases, or a URL"
)

options.group(
    "calendar",
    "show, import and check the dates of release cycles",
    example="show 2027.1",
)


def _source(more: str = "") -> options.Argument:
    text = (
        f"a checkout of openstack/releases, a directory laid out like it, "
        f"{more}or a URL (default: upstream's)"
    )
    return ("SOURCE", text, {"nargs": "?", "default": RELEASES_URL})


@options.command(
    "calendar list",
    "list the cycles that have a calendar",
    options.formats("text", "json"),
    options.TODAY,
    example="--format json",
    inputs=[options.DATA],
)
def run_list(arguments: argparse.Namespace) -> int:
    """Print a line for each calendar."""
    inputs, day = options.library(arguments), arguments.today
    calendars, problems = inputs.calendars.load()
    failed = reporting.report(problems)
    statuses = [(one, inputs.status(one, day)) for one in calendars.values()]
    if arguments.format == "text":
        text = listing.overview(statuses)
    else:
        cycles = [listing.cycle_json(*one) for one in statuses]
        text = reporting.in_json({"version": 1, "cycles": cycles})
    sys.stdout.write(text)
    return failed


@options.command(
    "calendar show",
    "show the events of a cycle with their dates",
    options.CYCLE,
    options.formats("text", "json"),
    options.TODAY,
    example="2027.1",
    inputs=[options.DATA, options.GUIDE],
)
def run_show(arguments: argparse.Namespace) -> int:
    """Print the events of a cycle."""
    inputs, day = options.library(arguments), arguments.today
    calendar, failed = reporting.needed(inputs.calendar(arguments.cycle, day))
    word = inputs.status(calendar, day)
    if arguments.format == "json":
        records, found = inputs.records(calendar.cycle)
        reporting.report(found)
        known = records.leadership if records is not None else None
        leadership = known.model if known else None
        text = reporting.in_json(listing.document(calendar, word, leadership))
    else:
        text = listing.text(calendar, word)
    sys.stdout.write(text)
    return failed


@options.command(
    "calendar import",
    "import calendars from openstack/releases",
    _source(),
    options.into("calendars/"),
    options.cycles_wanted("import"),
    example="../releases --into data",
    inputs=[],
)
def run_import(arguments: argparse.Namespace) -> int:
    """Write a source's calendars; return 1 where any could not be written."""
    into = options.data_directory(arguments)
    outcomes, problems, complete = import_calendars(
        options.open_source(arguments.source), into, arguments.cycle
    )
    reporting.report(problems)
    sys.stdout.write("".join(map(str, outcomes)))
    return 0 if complete else 1


@options.command(
    "calendar lint",
    "report mistakes in release schedules",
    _source("a directory with one schedule.yaml, "),
    options.formats(*reporting.FORMATS),
    example="../releases/doc/source/indri",
    inputs=[],
)
def run_lint(arguments: argparse.Namespace) -> int:
    """Print what is wrong with the schedules of a source."""
    folder = Path(arguments.source)
    if upstream.is_schedule(folder):
        _, problems = upstream.from_schedule(folder)
    else:
        _, problems = upstream.from_source(
            options.open_source(arguments.source)
        )
    reporting.report(in_order(problems), sys.stdout, arguments.format)
    return reporting.status(problems, warnings=True)


@options.command(
    "calendar diff",
    "show which events were moved, added, removed or renamed",
    ("OLD", _SIDE),
    ("NEW", _SIDE),
    options.formats("text", "markdown", "json"),
    options.TODAY,
    example="2027.1 ../releases",
    inputs=[options.DATA],
)
def run_diff(arguments: argparse.Namespace) -> int:
    """Print the differences between two states of calendars."""
    sides: list[dict[str, Calendar]] = []
    failed = 0
    for word in (arguments.old, arguments.new):
        if "://" in word:
            calendars, problems = upstream.from_source(
                options.open_source(word)
            )
        else:
            calendars, problems = upstream.from_word(word, arguments.data)
        # "calendar lint" reports the rest.
        errors = [one for one in problems if one.severity is Severity.ERROR]
        failed |= reporting.report(in_order(errors))
        if not calendars:
            return 1
        sides.append(calendars)
    if not sides[0].keys() & sides[1].keys():
        apart = Code.UNKNOWN_CYCLE.at(
            arguments.new,
            f"It has no cycle that {arguments.old} has: nothing can be "
            "compared.",
        )
        reporting.fail(apart)
    for word, side in zip((arguments.old, arguments.new), sides, strict=True):
        if "://" in word:  # where cycles that have ended are not read
            sides = [{n: one[n] for n in one if n in side} for one in sides]
    found = listing.compare_all(*sides)
    day, form = arguments.today, arguments.format
    if form == "json":
        text = reporting.in_json(listing.differences_json(found, day))
    else:
        text = listing.differences_text(
            found, day, markdown=form == "markdown"
        )
    sys.stdout.write(text)
    return failed
