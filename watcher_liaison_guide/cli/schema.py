# SPDX-License-Identifier: Apache-2.0
"""The command ``schema``: a JSON Schema on standard output."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from watcher_liaison_guide.schemas import SCHEMAS


def add_parser(subparsers: Any, **options: Any) -> None:
    """Add ``schema`` to the command line."""
    parser = subparsers.add_parser(
        "schema",
        help="a JSON Schema, for editors",
        description="Print the JSON Schema of a kind of file.",
        **options,
    )
    parser.add_argument(
        "name",
        metavar="NAME",
        choices=sorted(SCHEMAS),
        help="one of: " + ", ".join(sorted(SCHEMAS)),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the schema that was asked for."""
    schema = SCHEMAS[arguments.name]()
    json.dump(schema, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0
