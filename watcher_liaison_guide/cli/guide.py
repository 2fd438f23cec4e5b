# SPDX-License-Identifier: Apache-2.0
"""The command ``guide``: the whole guide as plain text."""

from __future__ import annotations

import argparse
import sys

from watcher_liaison_guide.cli import options, reporting
from watcher_liaison_guide.export.guide_rst import (
    guide_to_markdown,
    guide_to_rst,
)

FORMATS = {"rst": guide_to_rst, "markdown": guide_to_markdown}


@options.command(
    "guide",
    "print the whole guide as plain text",
    options.formats(*FORMATS),
    example="--format markdown",
    description="Print the guide as text that does not need this Sphinx "
    "extension: to commit it as a page without the dependency, or to "
    "compare it before and after a change.",
    inputs=[options.GUIDE],
)
def run(arguments: argparse.Namespace) -> int:
    """Print the guide; return 1 where it has errors."""
    guide, failed = reporting.needed(options.library(arguments).guide())
    sys.stdout.write(FORMATS[arguments.format](guide))
    return failed
