# SPDX-License-Identifier: Apache-2.0
"""The command ``checklist``: a cycle's checklist in a format of choice."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, NoReturn

from watcher_liaison_guide import files
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.checklist.selecting import for_phase, for_role
from watcher_liaison_guide.cli import options
from watcher_liaison_guide.cli.problem_printing import (
    fail,
    hint,
    report,
    status,
    writing,
)
from watcher_liaison_guide.export.formats import Etherpad, Markdown, Rst
from watcher_liaison_guide.export.ics import checklist_to_ics
from watcher_liaison_guide.export.json import checklist_to_text
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
)


def _html(checklist: Checklist) -> str:
    # Jinja2 takes longer to import than a checklist to read.
    from watcher_liaison_guide.export.html import checklist_to_html

    return checklist_to_html(checklist)


#: The formats in which a checklist can have one line for each item.
_BRIEF: dict[str, Callable[[Checklist], str | bytes]] = {
    "markdown": Markdown().brief,
    "etherpad": Etherpad().brief,
    "rst": Rst().brief,
}
#: The most characters that the text of an issue may have.
_ISSUE = 65_536

FORMATS: dict[str, Callable[[Checklist], str | bytes]] = {
    "markdown": Markdown().document,
    "html": _html,
    "etherpad": Etherpad().document,
    "rst": Rst().document,
    "ics": checklist_to_ics,
    "json": checklist_to_text,
}


def add_parser(commands: Any) -> None:
    """Add ``checklist`` to the command line."""
    parser = options.add_command(
        commands,
        "checklist",
        run,
        help="print the checklist of a cycle",
        description="Print the checklist of a cycle: the steps that apply, "
        "with owners, dates and states.",
        example="2027.1 --format html",
    )
    options.arguments(parser, "CYCLE")
    options.add_format(parser, *FORMATS)
    options.arguments(parser, "--output FILE", "--role ROLE")
    text = "show only this phase, such as milestone-1"
    options.argument(parser, "--phase PHASE", text)
    parser.add_argument(
        "--brief",
        action="store_true",
        help="print one line for each item that applies, without details",
    )
    parser.add_argument(
        "--steps",
        action="store_true",
        help="with --format ics: export the steps instead of the deadlines",
    )
    options.arguments(parser, "--today DATE")


def run(arguments: argparse.Namespace) -> int:
    """Write the checklist; return 1 for errors in an input."""
    if arguments.steps and arguments.format != "ics":
        _misused("--steps", "Only --format ics has a feed of steps.")
    if arguments.brief and arguments.format not in _BRIEF:
        _misused("--brief", f"It is for {', '.join(_BRIEF)}.")
    checklist, problems = read_checklist(
        arguments, options.library(arguments), arguments.today
    )
    if arguments.phase is not None:
        phase = arguments.phase.lower()
        known = [one.id for one in checklist.phases]
        if phase not in known:
            _missing(Code.UNKNOWN_SECTION, "phase", arguments.phase, known)
        checklist = for_phase(checklist, phase)
    content: str | bytes
    if arguments.steps:
        content = checklist_to_ics(checklist, by_step=True)
    else:
        formats = _BRIEF if arguments.brief else FORMATS
        content = formats[arguments.format](checklist)
    if arguments.format == "markdown" and len(content) > _ISSUE:
        sys.stderr.write(
            f"warning: An issue takes {_ISSUE:,} characters, and this is "
            f"{len(content):,}: use --phase PHASE or --brief.\n"
        )
    if isinstance(content, bytes) and b"BEGIN:VEVENT" not in content:
        sys.stderr.write("warning: Nothing has a date: no event is in it.\n")
    write_output(arguments.output, content)
    return status(problems)


def _misused(option: str, message: str) -> NoReturn:
    fail(Code.BAD_VALUE.at(Position(option), message), 2)


def _missing(
    code: Code, what: str, name: str, known: Collection[str]
) -> NoReturn:
    message = f'The guide has no {what} "{name}".'
    advice = did_you_mean(name.lower(), known)
    advice = advice or "It has " + ", ".join(known) + "."
    fail(code.at(Position(f"--{what}"), message, advice), 2)


def read_checklist(
    arguments: argparse.Namespace, inputs: Library, day: datetime.date
) -> tuple[Checklist, list[Problem]]:
    """Report problems; return the wanted role's checklist, and the problems.

    Without a checklist the command ends.
    """
    checklist, problems = inputs.checklist(arguments.cycle, day)
    report(problems)
    if checklist is None:
        raise SystemExit(1)
    narrowed = narrow(checklist, inputs, arguments.role)
    hint(*options.without_cycle_file(inputs, checklist.cycle))
    return narrowed, problems


def narrow(
    checklist: Checklist, inputs: Library, role: str | None
) -> Checklist:
    """Return the checklist of *role*, all of it where that is None.

    If *role* stands for others, the cycle's leadership decides for which.
    """
    guide = inputs.guide()[0]
    if role is None or guide is None:
        return checklist
    name = role.lower()  # as ids are, and cycles are taken in any case
    if name not in guide.roles:
        _missing(Code.UNKNOWN_ROLE, "role", role, sorted(guide.roles))
    meant = guide.role_under(name, checklist.leadership)
    return for_role(checklist, meant or name)


def write_output(output: Path | None, content: str | bytes) -> None:
    """Write to *output*, whole or not at all, or else to standard output."""
    text = content.decode() if isinstance(content, bytes) else content
    if output is None:
        sys.stdout.write(text)
        return
    # A missing directory is most likely misspelled, so it is not created.
    folder = os.path.dirname(os.path.realpath(output))
    if not os.path.isdir(folder):
        missing = f'There is no directory "{folder}".'
        advice = "Make it first, or name a file in a directory that exists."
        fail(Code.FILE_UNWRITABLE.at(Position(str(output)), missing, advice))
    with writing(output):
        files.write(output, text.encode())
