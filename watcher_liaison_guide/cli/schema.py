# SPDX-License-Identifier: Apache-2.0
"""The command ``schema``: a JSON Schema on standard output."""

from __future__ import annotations

import argparse
import sys

from watcher_liaison_guide.cli import options, reporting
from watcher_liaison_guide.schemas import SCHEMAS, cycle_schema, to_text


@options.command(
    "schema",
    "print a JSON Schema, for editors",
    (
        "NAME",
        f"one of: {', '.join(sorted(SCHEMAS))}",
        {"choices": sorted(SCHEMAS)},
    ),
    example="cycle",
    description="Print the JSON Schema for a kind of file. With a guide, the "
    "schema for cycle files includes the ids of its roles, events, links and "
    "items.",
    inputs=[options.GUIDE],
)
def run(arguments: argparse.Namespace) -> int:
    """Print a schema; that of cycle files has the ids of a chosen guide."""
    if arguments.name != "cycle" or not arguments.guide_is_chosen:
        sys.stdout.write(to_text(SCHEMAS[arguments.name]()))
        return 0
    library = options.library(arguments)
    guide, failed = reporting.needed(library.guide())
    checklist, _ = library.checklist("current", arguments.today)
    items = checklist.walk() if checklist else ()
    schema = cycle_schema(guide, [item.id for item in items])
    sys.stdout.write(to_text(schema))
    return failed
