# SPDX-License-Identifier: Apache-2.0
"""The command ``agenda``: what to bring to this week's meeting."""

from __future__ import annotations

import argparse
import re
import sys

from watcher_liaison_guide.checklist.handoff import handoff
from watcher_liaison_guide.checklist.week import week
from watcher_liaison_guide.cli import options
from watcher_liaison_guide.cli.checklist import misused, narrow, read_checklist
from watcher_liaison_guide.export.agenda import write_agenda
from watcher_liaison_guide.export.formats import Markdown
from watcher_liaison_guide.export.handoff import write_handoff
from watcher_liaison_guide.export.json import week_to_text
from watcher_liaison_guide.export.text import PLAIN


def _weeks(text: str) -> int:
    if not re.fullmatch("[0-9]|[1-4][0-9]|5[0-3]", text):
        raise argparse.ArgumentTypeError(
            f'"{text}" is not a number of weeks from 0 to 53'
        )
    return int(text)


@options.command(
    "agenda",
    "print the agenda of this week's meeting",
    (
        "CYCLE",
        'a release (2027.1), its name (indri) or "current" (default: '
        "%(default)s)",
        {"nargs": "?", "default": "current"},
    ),
    options.TODAY,
    (
        "--weeks N",
        "include N weeks after this one (default: 1)",
        {"type": _weeks, "default": 1},
    ),
    ("--handoff", "summarize the rest of the cycle for the next liaison"),
    options.formats("text", "markdown", "json"),
    options.ROLE,
    example="current --weeks 2",
    description="Print what is late, due and changed this week or, with "
    "--handoff, a summary for the next liaison.",
)
def run(arguments: argparse.Namespace) -> int:
    """Write the agenda; return 1 for errors in an input."""
    if arguments.handoff and arguments.format == "json":
        misused("--handoff", "It is for text, markdown.")
    day, weeks, role = arguments.today, arguments.weeks, arguments.role
    inputs = options.library(arguments)
    checklist, failed = read_checklist(arguments, inputs)
    form = Markdown() if arguments.format == "markdown" else PLAIN
    upcoming = None
    if checklist.next_cycle is not None:
        # Its own checklist reports its problems.
        upcoming, _ = inputs.checklist(checklist.next_cycle.release, day)
    upcoming = upcoming and narrow(upcoming, inputs, role)
    if arguments.handoff:
        text = write_handoff(form, handoff(checklist, day), upcoming)
        sys.stdout.write(text)
        return failed
    before = inputs.previous_checklist(checklist, day)
    before = before and narrow(before, inputs, role)
    found = week(checklist, day, weeks, before)
    following = week(upcoming, day, weeks) if upcoming else None
    if arguments.format == "json":
        text = week_to_text(found, following)
    else:
        text = write_agenda(form, found, following)
    sys.stdout.write(text)
    return failed
