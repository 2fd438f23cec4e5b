# SPDX-License-Identifier: Apache-2.0
"""The options that all commands share, and the library they describe."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watcher_liaison_guide.embedded import DEFAULT_CYCLES
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    problem,
)

if TYPE_CHECKING:
    from watcher_liaison_guide.library import Library


def common() -> argparse.ArgumentParser:
    """Give the parent of every command's parser."""
    parser = argparse.ArgumentParser(add_help=False)
    group = parser.add_argument_group("where things are")
    group.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        action="append",
        default=[],
        help="a folder with calendars/ and records/, laid over the data that "
        "comes with the program; may be given several times",
    )
    group.add_argument(
        "--cycles",
        metavar="DIR",
        type=Path,
        help="the folder of the team's *.cycle.yaml files (default: "
        f"{DEFAULT_CYCLES}, where it exists)",
    )
    group.add_argument(
        "--guide",
        metavar="NAME|DIR",
        default="watcher",
        help="a guide that comes with the program, or a folder "
        "(default: watcher)",
    )
    return parser


def add_cycle(parser: argparse.ArgumentParser, **options: Any) -> None:
    """Add ``CYCLE``; *options* are those of an optional one."""
    known = 'a release (2027.1), its name (indri) or "current"'
    default = options.get("default")
    parser.add_argument(
        "cycle",
        metavar="CYCLE",
        help=f"{known} (default: {default})" if default else known,
        **options,
    )


def day(text: str) -> datetime.date:
    """Read an option that is a day."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'"{text}" is not a day written as YYYY-MM-DD'
        ) from None


def add_today(parser: argparse.ArgumentParser) -> None:
    """Add ``--today``, which makes a result repeatable."""
    parser.add_argument(
        "--today",
        metavar="DATE",
        type=day,
        help="take this day for today (YYYY-MM-DD; default: the clock's, "
        "in UTC)",
    )


def today(arguments: argparse.Namespace) -> datetime.date:
    """Give the day that the command takes for today, in UTC."""
    given: datetime.date | None = getattr(arguments, "today", None)
    return given or datetime.datetime.now(datetime.timezone.utc).date()


def library(arguments: argparse.Namespace) -> Library:
    """Give the library that the shared options describe."""
    from watcher_liaison_guide.library import Library  # only when needed

    return Library(tuple(arguments.data), arguments.cycles, arguments.guide)


def missing_folders(arguments: argparse.Namespace) -> list[Problem]:
    """Give a warning for each folder of the shared options that is none.

    ``new-cycle`` makes the folder of cycle files.
    """
    folders = list(arguments.data)
    if arguments.cycles is not None and arguments.command != "new-cycle":
        folders.append(arguments.cycles)
    return [
        problem(
            Code.FILE_UNREADABLE,
            Position(str(folder)),
            "There is no folder of this name.",
            severity=Severity.WARNING,
        )
        for folder in folders
        if not folder.is_dir()
    ]
