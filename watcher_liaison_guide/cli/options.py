# SPDX-License-Identifier: Apache-2.0
"""How commands are declared, and the inputs that their options describe."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import glob
from argparse import SUPPRESS
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.cli import reporting
from watcher_liaison_guide.configuration import find_configuration
from watcher_liaison_guide.embedded import embedded_guides, find_guide
from watcher_liaison_guide.files import CYCLE_SUFFIX
from watcher_liaison_guide.library import DEFAULT_CYCLES, Library
from watcher_liaison_guide.problems import Code, Position, Problem, Severity
from watcher_liaison_guide.sources import RELEASES, FolderSource, Source

#: An argument by its name in the help, ``CYCLE``, ``--by NICK`` or
#: ``--brief``; then its help, and what else argparse has to know.
Argument = tuple[str, str] | tuple[str, str, dict[str, Any]]
#: What runs a command and returns the exit status.
Run = Callable[[argparse.Namespace], int]

#: What adds each command to a parser's commands, by the command's words.
COMMANDS: dict[str, Callable[[Any], None]] = {}


def day(text: str) -> datetime.date:
    """Return the day that an option names.

    Other centuries are refused: a day counted from year 9999 may overflow.
    """
    if text.startswith("20"):
        with contextlib.suppress(ValueError):
            return datetime.datetime.strptime(text, "%Y-%m-%d").date()
    raise argparse.ArgumentTypeError(
        f'"{text}" is not a day of this century written as YYYY-MM-DD'
    )


CYCLE = ("CYCLE", 'a release (2027.1), its name (indri) or "current"')
SOURCES = (
    "SOURCE",
    "checkouts of openstack/releases and openstack/governance, directories "
    "laid out like them, or URLs (default: both upstream repositories)",
    {"nargs": "*"},
)
TODAY = (
    "--today DATE",
    "use this day as today (YYYY-MM-DD; default: the current day in UTC)",
    {"type": day},
)
ROLE = ("--role ROLE", "show only steps of this role, such as release-liaison")
OUTPUT = (
    "--output FILE",
    "write to FILE instead of standard output",
    {"type": Path},
)
DATA = (
    "--data DIR",
    "a directory with calendars/ and records/, which take precedence over "
    "the built-in data (can be repeated)",
    {"type": Path, "action": "append", "default": []},
)
CYCLES = (
    "--cycles DIR",
    "the directory of the team's *.cycle.yaml files (default: "
    f"{DEFAULT_CYCLES}, if it exists)",
    {"type": Path},
)
GUIDE = (
    "--guide NAME|DIR",
    f"a built-in guide, or a directory (default: {Library.guide_name})",
)
_INPUTS: tuple[Argument, ...] = (DATA, CYCLES, GUIDE)


def formats(*forms: str) -> Argument:
    """Return ``--format``; the first of *forms* is the default."""
    values = {"action": "store", "choices": forms, "default": forms[0]}
    return "--format", "default: %(default)s", values


def into(what: str) -> Argument:
    """Return ``--into`` of an import."""
    text = (
        f"the data directory to write to, in {what} (default: the last "
        "--data, or that of the project's configuration)"
    )
    return "--into DIR", text, {"type": Path}


def cycles_wanted(verb: str) -> Argument:
    """Return ``--cycle``, which chooses among those of a source."""
    text = f"{verb} only this cycle (can be repeated)"
    return "--cycle CYCLE", text, {"action": "append", "default": []}


def command(
    words: str,
    help: str,
    *arguments: Argument | list[Argument],
    example: str,
    description: str = "",
    inputs: Collection[Argument] = _INPUTS,
) -> Callable[[Run], Run]:
    """Return what declares a function as the command of some words.

    Arguments in a list exclude each other. Every command has all options of
    ``_INPUTS``; its help shows only those of its *inputs*.
    """

    def declare(run: Run) -> Run:
        def add_to(commands: Any) -> None:
            parser = _add_parser(commands, words, help, example, description)
            now = datetime.datetime.now(datetime.UTC)
            parser.set_defaults(run=run, today=now.date())
            group = parser.add_argument_group("inputs")
            for name, text, *more in _INPUTS:
                is_shown = (name, text, *more) in inputs
                _add(group, name, text if is_shown else SUPPRESS, *more)
            for one in arguments:
                if isinstance(one, tuple):
                    _add(parser, *one)
                    continue
                either = parser.add_mutually_exclusive_group()
                for each in one:
                    _add(either, *each)

        COMMANDS[words] = add_to
        return run

    return declare


def group(name: str, help: str, example: str, description: str = "") -> None:
    """Declare a command whose words are followed by those of another."""

    def add_to(commands: Any) -> None:
        parser = _add_parser(commands, name, help, example, description)
        below = parser.add_subparsers(
            dest="subcommand", metavar="COMMAND", required=True
        )
        for words, add in COMMANDS.items():
            if words.startswith(f"{name} "):
                add(below)

    COMMANDS[name] = add_to


def _add_parser(
    commands: Any, words: str, help: str, example: str, description: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        words.split()[-1],
        help=help,
        description=description or f"{help.capitalize()}.",
        epilog=f"Example: %(prog)s {example}",
    )
    return parser


def _add(parser: Any, name: str, help: str, more: Any = None) -> None:
    option, _, metavar = name.rpartition(" ")
    values = {"metavar": metavar}
    if metavar.startswith("-"):  # there is none
        values = {"action": "store_true"}
    values |= {"help": help, **(more or {})}
    parser.add_argument(option or metavar.lower(), **values)


def library(arguments: argparse.Namespace) -> Library:
    """Return the library that the shared options describe."""
    return Library(tuple(arguments.data), arguments.cycles, arguments.guide)


def find_source(word: str, repository: str) -> Source | Problem:
    """Return the source that *word* names, a directory or a URL.

    It is read as *repository*, of which it may be a checkout.
    """
    if "://" not in word:
        if Path(word).is_dir():
            return FolderSource(Path(word), repository)
        return Code.FILE_UNREADABLE.at(
            word,
            "There is no such directory.",
            f"Name a checkout of {repository}, a directory laid out like it, "
            "or a URL.",
        )
    # requests takes longer to import than most commands take to run.
    from watcher_liaison_guide import fetch

    return fetch.wrong_url(word) or fetch.UrlSource(word, repository)


def open_source(word: str) -> Source:
    """Return the source of schedules that *word* names, or fail."""
    found = find_source(word, RELEASES)
    return reporting.fail(found) if isinstance(found, Problem) else found


def data_directory(arguments: argparse.Namespace) -> Path:
    """Return the directory of --into or the last --data, or fail."""
    into: Path | None = arguments.into or (arguments.data or [None])[-1]
    if into is None:
        missing = "Name the data directory that is written with --into DIR."
        reporting.fail(Code.BAD_VALUE.at(arguments.command, missing), 2)
    return into


def own_folder(guide: Path) -> str:
    """Return a guide's directory, unlike the name of a built-in guide."""
    return f"./{guide}" if str(guide) in embedded_guides() else str(guide)


def without_cycle_file(library: Library, cycle: Cycle) -> list[str]:
    """Return a line that says that *cycle* has no cycle file, if it has none.

    A checklist without it lacks what the team recorded.
    """
    if library.cycle_file(cycle) is not None:
        return []
    found = f"**/{glob.escape(cycle.release)}{CYCLE_SUFFIX}"
    elsewhere = [*Path("doc").glob(found), *Path("docs").glob(found)]
    advice = "Name the directory of the team's cycle files with --cycles DIR"
    if elsewhere:
        advice = f"{min(elsewhere)} is one. {advice}"
    return [
        f"No cycle file is used: {library.cycles or DEFAULT_CYCLES} has none "
        f'of {cycle.release}. {advice}, or as "cycles" in setup.cfg or '
        "pyproject.toml."
    ]


def configure(arguments: argparse.Namespace) -> list[Problem]:
    """Set options that were not given from the project's configuration.

    Return the problems of the configuration and of all directories.
    """
    found = find_configuration(Path())
    problems, values = found.problems, found.values
    places: dict[Path, Position] = {}
    for name in ("data", "cycles"):
        if name in values and not getattr(arguments, name):
            folder = found.folder / values[name]
            places[folder] = values[name].position
            setattr(arguments, name, [folder] if name == "data" else folder)
    folders = [*arguments.data, arguments.cycles]
    if arguments.command == "new-cycle":  # which makes the last one
        folders.pop()
    for folder in filter(None, folders):
        # Imports make the data directory of the project.
        will_be_made = hasattr(arguments, "into") and folder in places
        if not folder.is_dir() and not will_be_made:
            is_cycles = folder == arguments.cycles
            missing = Code.FILE_UNREADABLE.at(
                places.get(folder, folder),
                f'There is no directory "{folder}".',
                '"new-cycle" makes it.' if is_cycles else None,
                Severity.WARNING,
            )
            problems.append(missing)
    arguments.guide_is_chosen = arguments.guide or "guide" in values
    if arguments.guide is None:
        arguments.guide = Library.guide_name
        # new-guide is the command that makes it.
        if "guide" in values and arguments.command != "new-guide":
            guide = find_guide(values["guide"], found.folder)
            if isinstance(guide, Problem):
                place = values["guide"].position
                problems.append(replace(guide, position=place))
            elif guide == found.folder / values["guide"]:
                arguments.guide = own_folder(guide)
            else:
                arguments.guide = str(values["guide"])
    return problems
