# SPDX-License-Identifier: Apache-2.0
"""The command ``guide``: the whole guide as plain text."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from watcher_liaison_guide.cli import options
from watcher_liaison_guide.cli.problem_printing import reported
from watcher_liaison_guide.export.guide_rst import (
    guide_to_markdown,
    guide_to_rst,
)

FORMATS = {"rst": guide_to_rst, "markdown": guide_to_markdown}


def add_parser(commands: Any) -> None:
    """Add ``guide`` to the command line."""
    parser = options.add_command(
        commands,
        "guide",
        run,
        help="print the whole guide as plain text",
        description="Print the guide as text that does not need this Sphinx "
        "extension: to commit it as a page without the dependency, or to "
        "compare it before and after a change.",
        example="--format markdown",
        inputs=["--guide NAME|DIR"],
    )
    options.add_format(parser, *FORMATS)


def run(arguments: argparse.Namespace) -> int:
    """Print the guide; return 1 where it has errors."""
    guide, problems = options.library(arguments).guide()
    failed = reported(problems)
    if guide is not None:
        sys.stdout.write(FORMATS[arguments.format](guide))
    return failed
