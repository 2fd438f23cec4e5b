# SPDX-License-Identifier: Apache-2.0
"""The command ``schema``: a JSON Schema on standard output."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from watcher_liaison_guide.cli import options
from watcher_liaison_guide.cli.problem_printing import reported
from watcher_liaison_guide.schemas import SCHEMAS, cycle_schema, to_text


def add_parser(commands: Any) -> None:
    """Add ``schema`` to the command line."""
    parser = options.add_command(
        commands,
        "schema",
        run,
        help="print a JSON Schema, for editors",
        description="Print the JSON Schema for a kind of file. With a guide, "
        "the schema for cycle files includes the ids of its roles, events, "
        "links and items.",
        example="cycle",
        inputs=["--guide NAME|DIR"],
    )
    known = sorted(SCHEMAS)
    text = f"one of: {', '.join(known)}"
    options.argument(parser, "NAME", text, choices=known)


def run(arguments: argparse.Namespace) -> int:
    """Print a schema; that of cycle files has the ids of a chosen guide."""
    if arguments.name != "cycle" or not arguments.guide_is_chosen:
        sys.stdout.write(to_text(SCHEMAS[arguments.name]()))
        return 0
    library = options.library(arguments)
    guide, problems = library.guide()
    failed = reported(problems)
    if guide is None:
        return 1
    checklist, _ = library.checklist("current", arguments.today)
    items = checklist.walk() if checklist else ()
    schema = cycle_schema(guide, [item.id for item in items])
    sys.stdout.write(to_text(schema))
    return failed
