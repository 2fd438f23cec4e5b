# SPDX-License-Identifier: Apache-2.0
"""The command ``checklist``: a cycle's checklist in a format of choice."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from watcher_liaison_guide import files
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.checklist.selecting import for_role
from watcher_liaison_guide.cli.options import (
    add_cycle,
    add_format,
    add_today,
    library,
    today,
    without_cycle_file,
)
from watcher_liaison_guide.cli.problem_printing import report, status
from watcher_liaison_guide.export.etherpad import checklist_to_etherpad
from watcher_liaison_guide.export.json import checklist_to_text
from watcher_liaison_guide.export.markdown import checklist_to_markdown
from watcher_liaison_guide.export.rst import checklist_to_rst
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    problem,
)


def _html(checklist: Checklist) -> str:
    # Jinja2 takes longer to import than a checklist to read.
    from watcher_liaison_guide.export.html import checklist_to_html

    return checklist_to_html(checklist)


def _ics(checklist: Checklist) -> bytes:
    # icalendar takes longer to import than a checklist to read.
    from watcher_liaison_guide.export.ics import checklist_to_ics

    return checklist_to_ics(checklist)


FORMATS: dict[str, Callable[[Checklist], str | bytes]] = {
    "html": _html,
    "markdown": checklist_to_markdown,
    "etherpad": checklist_to_etherpad,
    "rst": checklist_to_rst,
    "ics": _ics,
    "json": checklist_to_text,
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
    add_format(parser, *FORMATS, default="markdown")
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
    inputs = library(arguments)
    checklist, problems = inputs.checklist(arguments.cycle, today(arguments))
    report(problems, sys.stderr)
    if checklist is None:
        return 1
    narrowed = narrow(checklist, inputs, arguments.role)
    if isinstance(narrowed, Problem):
        report([narrowed], sys.stderr)
        return 2
    sys.stderr.write(without_cycle_file(inputs, checklist.cycle))
    content = FORMATS[arguments.format](narrowed)
    if arguments.output is None:
        text = content if isinstance(content, str) else content.decode()
        sys.stdout.write(text)
    else:
        unwritten = _write(arguments.output, content)
        if unwritten is not None:
            report([unwritten], sys.stderr)
            return 1
    return status(problems)


def narrow(
    checklist: Checklist, inputs: Library, role: str | None
) -> Checklist | Problem:
    """Return the checklist of *role*, all of it where that is None.

    A role that is another one is so under the cycle's leadership.
    """
    guide = inputs.guide()[0]
    if role is None or guide is None:
        return checklist
    name = role.lower()  # as ids are, and cycles are taken in any case
    if name not in guide.roles:
        return problem(
            Code.UNKNOWN_ROLE,
            Position("--role"),
            f'The guide has no role "{role}".',
            did_you_mean(name, guide.roles)
            or "It has " + ", ".join(sorted(guide.roles)) + ".",
        )
    meant = guide.role_under(name, checklist.leadership)
    return for_role(checklist, meant or name)


def _write(output: Path, content: str | bytes) -> Problem | None:
    """Write a file, whole or not at all, or return why not."""
    # A directory that is not there is most likely misspelled.
    folder = Path(os.path.realpath(output)).parent
    if not output.exists() and not folder.is_dir():
        named = folder if output.is_symlink() else output.parent
        return problem(
            Code.FILE_UNWRITABLE,
            Position(str(output)),
            f'There is no directory "{named}".',
            "Make it first, or name a file in a directory that exists.",
        )
    raw = content.encode() if isinstance(content, str) else content
    try:
        files.write(output, raw)
    except OSError as error:
        return files.unwritable(output, error)
    return None
