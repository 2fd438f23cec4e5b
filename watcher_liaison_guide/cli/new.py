# SPDX-License-Identifier: Apache-2.0
"""The commands ``new-cycle`` and ``new-guide``: something to begin with."""

from __future__ import annotations

import argparse
import datetime
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from watcher_liaison_guide import files
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.checklist.cycle_file import SUFFIX
from watcher_liaison_guide.cli.options import add_today, today
from watcher_liaison_guide.cli.options import library as library_of
from watcher_liaison_guide.cli.problem_printing import status, tell
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.library import DEFAULT_CYCLES, Library
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    problem,
)

_TEMPLATE = Path(__file__).parents[1] / "data" / "new-guide"
_RELEASE = re.compile(r"20[0-9]{2}\.[1-9][0-9]?")


def add_parser(subparsers: Any, name: str, **options: Any) -> None:
    """Add ``new-cycle`` or ``new-guide`` to the command line."""
    if name == "new-cycle":
        parser = subparsers.add_parser(
            name,
            help="begin a cycle file",
            description="Write a cycle file with what the team has to agree "
            "on at the PTG.",
            **options,
        )
        parser.add_argument(
            "cycle",
            metavar="CYCLE",
            help="a release (2027.1), or, where there is a calendar, its "
            'name (indri) or "current"',
        )
        parser.add_argument(
            "--into",
            metavar="DIR",
            type=Path,
            help="where to write it (default: the folder of cycle files)",
        )
        add_today(parser)
        parser.set_defaults(run=run_cycle)
        return
    parser = subparsers.add_parser(
        name,
        help="begin a guide",
        description="Write a small guide with comments, which builds.",
        **options,
    )
    parser.add_argument(
        "folder", metavar="DIR", type=Path, help="a new or empty folder"
    )
    parser.set_defaults(run=run_guide)


def run_cycle(arguments: argparse.Namespace) -> int:
    """Write a cycle file, unless there is one."""
    library = library_of(arguments)
    guide, problems = library.guide()
    cycle = _cycle(arguments.cycle, library, today(arguments))
    if guide is None or isinstance(cycle, Problem):
        told = [cycle] if isinstance(cycle, Problem) else problems
        tell(told, sys.stderr)
        return 1
    folder = arguments.into or arguments.cycles or DEFAULT_CYCLES
    path: Path = folder / f"{cycle.release}{SUFFIX}"
    if path.exists():
        tell([_exists(path)], sys.stderr)
        return 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files.write(path, cycle_text(guide, cycle).encode())
    except OSError as error:
        tell([_unwritable(path, error)], sys.stderr)
        return 1
    sys.stdout.write(f"{path}\n")
    return status(problems)


def _cycle(name: str, library: Library, day: datetime.date) -> Cycle | Problem:
    """Give the cycle of that name; a release id needs no calendar."""
    calendar, told = library.calendar(name, day)
    if calendar is not None:
        return calendar.cycle
    if _RELEASE.fullmatch(name):
        return Cycle(name, name)
    return next(
        (one for one in told if one.code is Code.UNKNOWN_CYCLE),
        problem(
            Code.UNKNOWN_CYCLE,
            Position(name),
            f'No cycle is called "{name}".',
            "Give a release such as 2027.1.",
        ),
    )


def cycle_text(guide: Guide, cycle: Cycle) -> str:
    """Give the text of a new cycle file: questions, and where to answer."""
    title = f"{guide.project.team.capitalize()} in {cycle.release}"
    if cycle.series != cycle.release:
        title += f" ({cycle.series.capitalize()})"
    lines = [
        f"# {title}: the team's own record of the cycle.",
        "# Answer at the PTG; take the # away from a line to use it. Text",
        "# here is plain text, and days are YYYY-MM-DD.",
        f'cycle: "{cycle.release}"',
        "",
        "# Whom did the team appoint? Whoever is not named here is not",
        "# appointed; release, security and other liaisons that governance",
        "# records need not be repeated.",
        "roles:",
    ]
    own = [
        (str(name), str(role.title))
        for name, role in guide.roles.items()
        if role.kind == "person" and not role.stands_for
    ]
    for name, role_title in own:
        lines.append(f"  # {name}: {{name: ..., irc: ...}}  # {role_title}")
    lines += [
        "",
        "# Which dates did the team set itself? An event that the team does",
        "# not take part in is none.",
        "events:",
    ]
    for name, event in guide.events.items():
        falls = f", else {event.falls_back}" if event.falls_back else ""
        lines.append(
            f"  # {name}: {{date: YYYY-MM-DD, why: agreed at the PTG}}"
            f"  # {event.title or name}{falls}"
        )
    lines += ["  # summit: none", "", "# Where does the team work?", "links:"]
    for name, place in guide.project.links.items():
        if place.url is None:
            lines.append(f"  # {name}: https://...  # {place.title or name}")
    lines += [
        "",
        "# What is done or skipped, by the id that the checklist shows.",
        "items:",
        "  # ITEM-ID: {done: YYYY-MM-DD, by: nick, proof: https://...}",
        "  # ITEM-ID: {skipped: why}",
        "",
        "# Which exceptions were asked for?",
        "exceptions:",
    ]
    for name, policy in guide.policies.items():
        lines.append(
            f"  # feature-name: {{policy: {name}, title: ..., by: nick, "
            f"decision: open}}  # {policy.title}"
        )
    return "\n".join(lines) + "\n"


def run_guide(arguments: argparse.Namespace) -> int:
    """Write a small guide into an empty folder, whole or not at all."""
    folder: Path = arguments.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        tell([_exists(folder)], sys.stderr)
        return 1
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=".new-guide-", dir=folder.parent
        ) as temporary:
            made = Path(temporary) / "guide"
            shutil.copytree(_TEMPLATE, made)
            _write_schemas(made / "schema")
            if folder.exists():
                folder.rmdir()
            made.rename(folder)
    except OSError as error:
        tell([_unwritable(folder, error)], sys.stderr)
        return 1
    sys.stdout.write(f"{folder}\n")
    return 0


def _write_schemas(folder: Path) -> None:
    from watcher_liaison_guide.schemas import FOLDER

    folder.mkdir()
    for path in sorted(FOLDER.glob("*.schema.json")):
        shutil.copy(path, folder / path.name)


def _exists(path: Path) -> Problem:
    return problem(
        Code.FILE_UNREADABLE,
        Position(str(path)),
        "It is there already, and nothing was changed.",
        "Remove it first, or choose another place.",
    )


def _unwritable(path: Path, error: OSError) -> Problem:
    return problem(
        Code.FILE_UNWRITABLE,
        Position(str(path)),
        f"It cannot be written: {error.strerror or error}.",
    )
