# SPDX-License-Identifier: Apache-2.0
"""A cycle's checklist, from an earlier run where it would be the same."""

from __future__ import annotations

import argparse
import datetime
import os
from typing import TYPE_CHECKING

from watcher_liaison_guide import kept
from watcher_liaison_guide.embedded import (
    DEFAULT_CYCLES,
    PACKAGE_DATA,
    find_guide,
)
from watcher_liaison_guide.files import CYCLE_SUFFIX
from watcher_liaison_guide.problems import Problem, Severity

if TYPE_CHECKING:
    from watcher_liaison_guide.checklist.model import Checklist

    Found = tuple[Checklist | None, list[Problem]]


def kept_checklist(arguments: argparse.Namespace, day: datetime.date) -> Found:
    """Give the checklist that the options ask for, and its problems.

    It is that of an earlier run where nothing that it is made of differs.
    One with errors is not kept: they are about to be mended.
    """
    keeper = kept.keeper()
    inputs = _inputs(arguments, day) if keeper is not None else None
    if keeper is None or inputs is None:
        return _made(arguments, day)
    name = repr((os.getcwd(), _asked(arguments, day)))
    found: Found | None = keeper.load(name, inputs)
    if found is None:
        found = _made(arguments, day)
        checklist, problems = found
        sound = checklist is not None and not any(
            one.severity is Severity.ERROR for one in problems
        )
        # A file that was written meanwhile may have been read or not.
        if sound and _inputs(arguments, day) == inputs:
            keeper.store(name, inputs, found)
    return found


def _made(arguments: argparse.Namespace, day: datetime.date) -> Found:
    # Imported here: it brings along all that reads and joins.
    from watcher_liaison_guide.cli.options import library

    return library(arguments).checklist(arguments.cycle, day)


def _asked(
    arguments: argparse.Namespace, day: datetime.date
) -> tuple[object, ...]:
    """Give what the checklist depends on besides files."""
    return (
        arguments.cycle,
        # The day tells which cycle is the current one, and nothing else.
        day if arguments.cycle.lower() == "current" else None,
        arguments.guide,
        [str(folder) for folder in arguments.data],
        arguments.cycles and str(arguments.cycles),
    )


def _inputs(arguments: argparse.Namespace, day: datetime.date) -> bytes | None:
    """Give all that the checklist is made of, None to keep none."""
    guide = find_guide(arguments.guide)
    if isinstance(guide, Problem):
        return None
    try:
        inputs = kept.Inputs(_asked(arguments, day))
        inputs.add(guide)
        inputs.add(guide / "sections")
        for folder in (PACKAGE_DATA, *arguments.data):
            inputs.add(folder / "calendars")
            inputs.add(folder / "records")
        inputs.add(arguments.cycles or DEFAULT_CYCLES, CYCLE_SUFFIX)
    except OSError:
        return None
    return bytes(inputs)
