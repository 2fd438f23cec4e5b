# SPDX-License-Identifier: Apache-2.0
"""The command ``schema``: a JSON Schema on standard output."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from watcher_liaison_guide.cli import options
from watcher_liaison_guide.schemas import SCHEMAS, to_text


def add_parser(commands: Any) -> None:
    """Add ``schema`` to the command line."""
    parser = options.add_command(
        commands,
        "schema",
        run,
        help="print a JSON Schema, for editors",
        description="Print the JSON Schema of a kind of file.",
        example="cycle",
        inputs=[],
    )
    parser.add_argument(
        "name",
        metavar="NAME",
        choices=sorted(SCHEMAS),
        help="one of: " + ", ".join(sorted(SCHEMAS)),
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the schema that was asked for."""
    sys.stdout.write(to_text(SCHEMAS[arguments.name]()))
    return 0
