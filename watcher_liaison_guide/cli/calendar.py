# SPDX-License-Identifier: Apache-2.0
"""The commands ``calendar list``, ``show``, ``import``, ``lint``, ``diff``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from watcher_liaison_guide.calendar import library, listing
from watcher_liaison_guide.calendar.model import Calendar
from watcher_liaison_guide.cli.options import add_cycle, add_today, today
from watcher_liaison_guide.cli.options import library as common_library
from watcher_liaison_guide.cli.problem_printing import (
    FORMATS,
    rendered,
    status,
    tell,
)
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    in_order,
    problem,
)
from watcher_liaison_guide.sources import RELEASES, Source, open_folder


def add_parser(subparsers: Any, **options: Any) -> None:
    """Add ``calendar`` and its commands to the command line.

    *options* are given to every parser, such as ``parents``.
    """
    parser = subparsers.add_parser(
        "calendar",
        help="the dates of release cycles",
        description="The dates of release cycles.",
    )
    commands = parser.add_subparsers(
        dest="calendar_command", metavar="COMMAND", required=True
    )

    def command(name: str, text: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(
            name, help=text, description=text.capitalize() + ".", **options
        )
        return made

    made = command("list", "which cycles have a calendar")
    _add_format(made, ("text", "json"))
    made.set_defaults(run=run_list)

    made = command("show", "the events of a cycle with their dates")
    add_cycle(made)
    _add_format(made, ("text", "json"))
    add_today(made)
    made.set_defaults(run=run_show)

    made = command("import", "read calendars from openstack/releases")
    _add_source(made)
    made.add_argument(
        "--into",
        metavar="DIR",
        type=Path,
        required=True,
        help="the data folder whose calendars are written",
    )
    made.add_argument(
        "--cycle",
        metavar="CYCLE",
        action="append",
        default=[],
        help="import this cycle only; may be given several times",
    )
    made.set_defaults(run=run_import)

    made = command("lint", "what is wrong with release schedules")
    _add_source(made, "a folder with one schedule.yaml, ")
    _add_format(made, FORMATS)
    made.set_defaults(run=run_lint)

    made = command("diff", "what moved, came, went or was renamed")
    for name in ("old", "new"):
        made.add_argument(
            name,
            metavar=name.upper(),
            help="a cycle, a calendar's file, a data folder, a schedule's "
            "folder, a checkout of openstack/releases, or a URL",
        )
    _add_format(made, ("text", "markdown", "json"))
    add_today(made)
    made.set_defaults(run=run_diff)


def run_list(arguments: argparse.Namespace) -> int:
    """Print a line for each calendar."""
    calendars, problems = library.load(arguments.data)
    tell(problems, sys.stderr)
    if arguments.format == "json":
        _print_json(
            {
                "version": 1,
                "cycles": [
                    listing.cycle_json(one) for one in calendars.values()
                ],
            }
        )
    else:
        sys.stdout.write(listing.overview(calendars.values()))
    return status(problems)


def run_show(arguments: argparse.Namespace) -> int:
    """Print the events of a cycle."""
    calendar, problems = library.load_one(
        arguments.cycle, arguments.data, today(arguments)
    )
    tell(problems, sys.stderr)
    if calendar is None:
        return 1
    if arguments.format == "json":
        records, told = common_library(arguments).records(calendar.cycle)
        tell(told, sys.stderr)
        known = records.leadership if records is not None else None
        _print_json(listing.document(calendar, known.model if known else None))
    else:
        sys.stdout.write(listing.text(calendar))
    return status(problems)


def run_import(arguments: argparse.Namespace) -> int:
    """Write the calendars of a source into a data folder."""
    from watcher_liaison_guide.calendar.importing import import_calendars

    source = open_source(arguments.source)
    if isinstance(source, Problem):
        tell([source], sys.stderr)
        return 1
    outcomes, problems, complete = import_calendars(
        source, arguments.into, arguments.cycle
    )
    tell(problems, sys.stderr)
    for outcome in outcomes:
        done = "written" if outcome.new else "updated"
        sys.stdout.write(
            f"{outcome.path}: {done if outcome.written else 'unchanged'}\n"
        )
    return 0 if complete else 1


def run_lint(arguments: argparse.Namespace) -> int:
    """Print what is wrong with the schedules of a source."""
    from watcher_liaison_guide.calendar import places

    word = arguments.source
    if word is not None and places.is_schedule(Path(word)):
        _, problems = places.from_schedule(Path(word))
    else:
        source = open_source(word)
        if isinstance(source, Problem):
            tell([source], sys.stderr)
            return 1
        _, problems = places.from_source(source)
    sys.stdout.write(rendered(in_order(problems), arguments.format))
    return status(problems, warnings=True)


def run_diff(arguments: argparse.Namespace) -> int:
    """Print what is different between two states of calendars."""
    from watcher_liaison_guide.calendar import differences, places

    sides: list[dict[str, Calendar]] = []
    failed = 0
    for word in (arguments.old, arguments.new):
        if "://" in word:
            source = open_source(word)
            if isinstance(source, Problem):
                tell([source], sys.stderr)
                return 1
            calendars, problems = places.from_source(source)
        else:
            calendars, problems = places.from_word(word, arguments.data)
        # What is wrong with a schedule is for "calendar lint" to tell.
        errors = [
            found for found in problems if found.severity is Severity.ERROR
        ]
        tell(in_order(errors), sys.stderr)
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
        tell([apart], sys.stderr)
        return 1
    found = differences.compare_all(*sides)
    day = today(arguments)
    if arguments.format == "json":
        _print_json(differences.document(found, day))
    elif arguments.format == "markdown":
        sys.stdout.write(differences.as_markdown(found, day))
    else:
        sys.stdout.write(differences.as_text(found, day))
    return failed


def open_source(word: str | None) -> Source | Problem:
    """Give what *word* names: a folder, a checkout or, by default, a URL."""
    if word is not None and "://" not in word:
        return open_folder(Path(word))
    # Only here is there a network, and requests to import.
    from watcher_liaison_guide import fetch

    url = word or fetch.RELEASES_URL
    wrong = fetch.wrong_url(url)
    if wrong is not None:
        return wrong
    return fetch.UrlSource(url, RELEASES)


def _add_format(
    parser: argparse.ArgumentParser, forms: tuple[str, ...]
) -> None:
    parser.add_argument(
        "--format", choices=forms, default="text", help="default: text"
    )


def _add_source(parser: argparse.ArgumentParser, more: str = "") -> None:
    parser.add_argument(
        "source",
        metavar="SOURCE",
        nargs="?",
        help="a checkout of openstack/releases, a folder laid out like it, "
        f"{more}or a URL (default: upstream's)",
    )


def _print_json(document: object) -> None:
    json.dump(document, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
