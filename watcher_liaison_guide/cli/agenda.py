# SPDX-License-Identifier: Apache-2.0
"""The command ``agenda``: what to bring to this week's meeting."""

from __future__ import annotations

import argparse
import datetime
import sys
from typing import Any

from watcher_liaison_guide.checklist.agenda import Agenda, agenda, handoff
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.cli.checklist import add_role, narrow
from watcher_liaison_guide.cli.options import (
    add_cycle,
    add_format,
    add_today,
    library,
    today,
    without_cycle_file,
)
from watcher_liaison_guide.cli.problem_printing import report, status
from watcher_liaison_guide.export.agenda import write_agenda, write_handoff
from watcher_liaison_guide.export.markdown import Markdown
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import Problem


def add_parser(subparsers: Any, **options: Any) -> None:
    """Add ``agenda`` to the command line."""
    parser = subparsers.add_parser(
        "agenda",
        help="what to bring to this week's meeting",
        description="Print what is late, due and changed this week, or, "
        "with --handoff, what the next liaison must know.",
        **options,
    )
    add_cycle(parser, nargs="?", default="current")
    add_today(parser)
    parser.add_argument(
        "--weeks",
        metavar="N",
        type=_weeks,
        default=1,
        help="how many weeks after this one to look ahead (default: 1)",
    )
    parser.add_argument(
        "--handoff",
        action="store_true",
        help="what is left of the cycle, for the next liaison",
    )
    add_format(parser, "text", "markdown")
    add_role(parser)
    parser.set_defaults(run=run)


def _weeks(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 53:
        raise argparse.ArgumentTypeError(
            f'"{text}" is not a number of weeks from 0 to 53'
        )
    return number


def run(arguments: argparse.Namespace) -> int:
    """Write the agenda; 1 where an input has errors, 2 for a wrong role."""
    day = today(arguments)
    inputs = library(arguments)
    checklist, problems = inputs.checklist(arguments.cycle, day)
    report(problems, sys.stderr)
    if checklist is None:
        return 1
    narrowed = narrow(checklist, inputs, arguments.role)
    if isinstance(narrowed, Problem):
        report([narrowed], sys.stderr)
        return 2
    sys.stderr.write(without_cycle_file(inputs, checklist.cycle))
    form = Markdown() if arguments.format == "markdown" else PLAIN
    if arguments.handoff:
        text = write_handoff(form, handoff(narrowed))
    else:
        previous = inputs.previous_checklist(checklist, day)
        before = narrow(previous, inputs, arguments.role) if previous else None
        if isinstance(before, Problem):
            before = None
        found = agenda(narrowed, day, arguments.weeks, before)
        following = _following(narrowed, inputs, arguments, day)
        text = write_agenda(form, found, following)
    sys.stdout.write(text)
    return status(problems)


def _following(
    checklist: Checklist,
    inputs: Library,
    arguments: argparse.Namespace,
    day: datetime.date,
) -> Agenda | None:
    """Return the next cycle's agenda, where that has a calendar.

    Its problems are reported when it is asked for.
    """
    if checklist.next_cycle is None:
        return None
    upcoming, _ = inputs.checklist(checklist.next_cycle.release, day)
    if upcoming is None or upcoming.source is None:
        return None
    narrowed = narrow(upcoming, inputs, arguments.role)
    if isinstance(narrowed, Problem):
        return None
    return agenda(narrowed, day, arguments.weeks)
