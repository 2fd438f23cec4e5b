# SPDX-License-Identifier: Apache-2.0
"""The command ``checklist``: a cycle's checklist in a format of choice."""

from __future__ import annotations

import argparse
import functools
import os
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NoReturn

from watcher_liaison_guide import files
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.checklist.selecting import for_phase, for_role
from watcher_liaison_guide.cli import options, reporting
from watcher_liaison_guide.export.formats import Etherpad, Markdown, Rst
from watcher_liaison_guide.export.ics import checklist_to_ics
from watcher_liaison_guide.export.json import checklist_to_text
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import Code, did_you_mean


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


@options.command(
    "checklist",
    "print the checklist of a cycle",
    options.CYCLE,
    options.formats(*FORMATS),
    options.OUTPUT,
    options.ROLE,
    ("--phase PHASE", "show only this phase, such as milestone-1"),
    ("--brief", "print one line for each item that applies, without details"),
    (
        "--steps",
        "with --format ics: export the steps instead of the deadlines",
    ),
    options.TODAY,
    example="2027.1 --format html",
    description="Print the checklist of a cycle: the steps that apply, with "
    "owners, dates and states.",
)
def run(arguments: argparse.Namespace) -> int:
    """Write the checklist; return 1 for errors in an input."""
    if arguments.steps and arguments.format != "ics":
        misused("--steps", "Only --format ics has a feed of steps.")
    if arguments.brief and arguments.format not in _BRIEF:
        misused("--brief", f"It is for {', '.join(_BRIEF)}.")
    inputs = options.library(arguments)
    checklist, failed = read_checklist(arguments, inputs)
    if arguments.phase is not None:
        phase = arguments.phase.lower()
        known = [one.id for one in checklist.phases]
        if phase not in known:
            _missing(Code.UNKNOWN_SECTION, "phase", arguments.phase, known)
        checklist = for_phase(checklist, phase)
    written = (_BRIEF if arguments.brief else FORMATS)[arguments.format]
    if arguments.steps:
        written = functools.partial(checklist_to_ics, by_step=True)
    content = written(checklist)
    if arguments.format == "markdown" and len(content) > _ISSUE:
        sys.stderr.write(
            f"warning: An issue takes {_ISSUE:,} characters, and this is "
            f"{len(content):,}: use --phase PHASE or --brief.\n"
        )
    if isinstance(content, bytes) and b"BEGIN:VEVENT" not in content:
        what = "Nothing that was asked for has a date, so it has no event."
        sys.stderr.write(f"warning: {what}\n")
    write_output(arguments.output, content)
    return failed


def misused(option: str, message: str) -> NoReturn:
    """Report an option that does not go with the others, and end."""
    reporting.fail(Code.BAD_VALUE.at(option, message), 2)


def _missing(
    code: Code, what: str, name: str, known: Collection[str]
) -> NoReturn:
    message = f'The guide has no {what} "{name}".'
    advice = did_you_mean(name.lower(), known)
    advice = advice or "It has " + ", ".join(known) + "."
    reporting.fail(code.at(f"--{what}", message, advice), 2)


def read_checklist(
    arguments: argparse.Namespace, inputs: Library
) -> tuple[Checklist, int]:
    """Return the wanted role's checklist and the exit status, or end."""
    checklist, failed = reporting.needed(
        inputs.checklist(arguments.cycle, arguments.today)
    )
    narrowed = narrow(checklist, inputs, arguments.role)
    reporting.hint(*options.without_cycle_file(inputs, checklist.cycle))
    return narrowed, failed


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
        reporting.fail(Code.FILE_UNWRITABLE.at(output, missing, advice))
    with reporting.writing(output):
        files.write(output, text.encode())
