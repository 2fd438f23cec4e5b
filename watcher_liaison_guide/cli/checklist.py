# SPDX-License-Identifier: Apache-2.0
"""The command ``checklist``: a cycle's checklist in a format of choice."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from watcher_liaison_guide import files
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.cli.options import (
    add_cycle,
    add_today,
    library,
    today,
)
from watcher_liaison_guide.cli.problem_printing import status, tell
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    problem,
)

#: Each format's module and function.
FORMATS = {
    "html": ("html", "checklist_to_html"),
    "markdown": ("markdown", "checklist_to_markdown"),
    "etherpad": ("etherpad", "checklist_to_etherpad"),
    "rst": ("rst", "checklist_to_rst"),
    "ics": ("ics", "checklist_to_ics"),
    "json": ("json", "checklist_to_text"),
}


def add_parser(subparsers: Any, **options: Any) -> None:
    """Add ``checklist`` to the command line."""
    parser = subparsers.add_parser(
        "checklist",
        help="the checklist of a cycle",
        description="Print the checklist of a cycle: what applies, when, to "
        "whom, and what is done.",
        **options,
    )
    add_cycle(parser)
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        default="markdown",
        help="default: markdown",
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        type=Path,
        help="write here instead of to standard output",
    )
    add_role(parser)
    add_today(parser)
    parser.set_defaults(run=run)


def add_role(parser: argparse.ArgumentParser) -> None:
    """Add ``--role``."""
    parser.add_argument(
        "--role",
        metavar="ROLE",
        help="only what this role acts on, such as release-liaison",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the checklist; 1 where an input has errors, 2 for a wrong role."""
    checklist, problems = library(arguments).checklist(
        arguments.cycle, today(arguments)
    )
    tell(problems, sys.stderr)
    if checklist is None:
        return 1
    narrowed = narrow(checklist, arguments)
    if isinstance(narrowed, Problem):
        tell([narrowed], sys.stderr)
        return 2
    module, function = FORMATS[arguments.format]
    write: Callable[[Checklist], str | bytes] = getattr(
        importlib.import_module(f"watcher_liaison_guide.export.{module}"),
        function,
    )
    return put(write(narrowed), arguments.output) or status(problems)


def narrow(
    checklist: Checklist, arguments: argparse.Namespace
) -> Checklist | Problem:
    """Give the checklist of ``--role``; all of it where none is named.

    A role that stands for another one is that one under the cycle's
    leadership.
    """
    role = arguments.role
    if role is None:
        return checklist
    # Imported here, as most checklists are whole.
    from watcher_liaison_guide.checklist.selecting import for_role

    guide = library(arguments).guide()[0]
    known = {str(name) for name in guide.roles} if guide is not None else set()
    role = role.lower()  # as ids are, and cycles are taken in any case
    if known and role not in known:
        return problem(
            Code.UNKNOWN_ROLE,
            Position("--role"),
            f'The guide has no role "{arguments.role}".',
            did_you_mean(role, known)
            or "It has " + ", ".join(sorted(known)) + ".",
        )
    meant = None
    if guide is not None:
        meant = guide.role_under(role, checklist.leadership)
    return for_role(checklist, meant or role)


def put(content: str | bytes, output: Path | None) -> int:
    """Write to a file, whole or not at all, or to standard output."""
    raw = content.encode() if isinstance(content, str) else content
    if output is None:
        sys.stdout.flush()
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is not None:
            buffer.write(raw)
        else:
            sys.stdout.write(raw.decode())
        return 0
    try:
        if not output.exists():
            folder = Path(os.path.realpath(output)).parent
            if not folder.is_dir():  # most likely it is a misspelling
                shown = folder if output.is_symlink() else output.parent
                tell([_no_folder(output, shown)], sys.stderr)
                return 1
        files.write(output, raw)
    except OSError as error:
        told = problem(
            Code.FILE_UNWRITABLE,
            Position(str(output)),
            f"It cannot be written: {error.strerror or error}.",
        )
        tell([told], sys.stderr)
        return 1
    return 0


def _no_folder(output: Path, folder: Path) -> Problem:
    return problem(
        Code.FILE_UNWRITABLE,
        Position(str(output)),
        f'There is no folder "{folder}".',
        "Make it first, or name a file in a folder that is there.",
    )
