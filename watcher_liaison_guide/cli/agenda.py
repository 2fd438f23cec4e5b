# SPDX-License-Identifier: Apache-2.0
"""The command ``agenda``: what to bring to this week's meeting."""

from __future__ import annotations

import argparse
import datetime
import sys
from typing import Any

from watcher_liaison_guide.checklist.agenda import Agenda, agenda, handoff
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.cli.checklist import add_role, narrow, put
from watcher_liaison_guide.cli.options import (
    add_cycle,
    add_today,
    library,
    today,
)
from watcher_liaison_guide.cli.problem_printing import status, tell
from watcher_liaison_guide.export import agenda as export
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
        help="what is left of the cycle, for whoever comes next",
    )
    parser.add_argument(
        "--format",
        choices=("text", "markdown"),
        default="text",
        help="default: text",
    )
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


def _following(
    checklist: Checklist,
    arguments: argparse.Namespace,
    day: datetime.date,
) -> Agenda | None:
    """Give the next cycle's agenda, where that has a calendar.

    Its problems are told when it is asked for.
    """
    if checklist.next_cycle is None:
        return None
    asked = {**vars(arguments), "cycle": checklist.next_cycle.release}
    upcoming, _ = library(argparse.Namespace(**asked)).checklist(
        asked["cycle"], day
    )
    if upcoming is None or upcoming.source is None:
        return None
    narrowed = narrow(upcoming, arguments)
    if isinstance(narrowed, Problem):
        return None
    return agenda(narrowed, day, arguments.weeks)


def run(arguments: argparse.Namespace) -> int:
    """Write the agenda; 1 where an input has errors, 2 for a wrong role."""
    day = today(arguments)
    checklist, problems = library(arguments).checklist(arguments.cycle, day)
    tell(problems, sys.stderr)
    if checklist is None:
        return 1
    narrowed = narrow(checklist, arguments)
    if isinstance(narrowed, Problem):
        tell([narrowed], sys.stderr)
        return 2
    markdown = arguments.format == "markdown"
    if arguments.handoff:
        left = handoff(narrowed)
        text = (
            export.handoff_to_markdown(left)
            if markdown
            else export.handoff_to_text(left)
        )
    else:
        found = agenda(narrowed, day, arguments.weeks)
        following = _following(narrowed, arguments, day)
        text = (
            export.agenda_to_markdown(found, following)
            if markdown
            else export.agenda_to_text(found, following)
        )
    return put(text, None) or status(problems)
