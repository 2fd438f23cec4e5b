# SPDX-License-Identifier: Apache-2.0
"""The command line: which command, with which options."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

#: A command's module, and what the overview says of it.
_COMMANDS = {
    "checklist": ("checklist", "the checklist of a cycle"),
    "agenda": ("agenda", "what to bring to this week's meeting"),
    "guide": ("guide", "the whole guide as plain text"),
    "check": ("check", "everything wrong with guide, cycles and records"),
    "calendar": ("calendar", "the dates of release cycles"),
    "records": ("records", "leadership, release models and releases"),
    "new-cycle": ("new", "begin a cycle file"),
    "new-guide": ("new", "begin a guide"),
    "schema": ("schema", "a JSON Schema, for editors"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; give 0, 1 for errors found, 2 for wrong use.

    Only the module of the command that is asked for is imported.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever called
            setattr(sys, name, os.fdopen(_nowhere(), "w"))
    try:
        arguments = _parser(words).parse_args(words)
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding="utf-8", errors="backslashreplace")
        if arguments.command != "check":  # which tells it with the rest
            _tell_missing_folders(arguments)
        status: int = arguments.run(arguments)
        sys.stdout.flush()
        return status
    except SystemExit as wanted:
        return wanted.code if isinstance(wanted.code, int) else 2
    except BrokenPipeError:
        # Whoever read our output has had enough; say nothing more.
        _drop_output()
        return 0
    except OSError as error:  # such as a full disk behind our output
        _drop_output()
        place = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"{place}error: {error.strerror or error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _tell_missing_folders(arguments: argparse.Namespace) -> None:
    from watcher_liaison_guide.cli.options import missing_folders

    for found in missing_folders(arguments):
        sys.stderr.write(f"{found}\n")


def _drop_output() -> None:
    """Send what is still to be written to nowhere."""
    os.dup2(_nowhere(), sys.stdout.fileno())


def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="watcher-liaison-guide",
        description="A release liaison's guide, its dates and checklists.",
        epilog="CYCLE is a release (2027.1), its name (indri) or "
        '"current". Exit status: 0 fine, 1 problems found, 2 wrong use.',
        formatter_class=_Formatter,
    )
    parser.add_argument(
        "--version", action=_Version, help="show the version and exit"
    )
    subparsers = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, prog=parser.prog
    )
    asked = next((word for word in words if not word.startswith("-")), None)
    for name, (module, text) in _COMMANDS.items():
        if name != asked:
            # Where a command comes first, nobody asks for the others' help.
            if words[:1] != [asked] or asked not in _COMMANDS:
                subparsers.add_parser(name, help=text)
            continue
        # Only now, so that a command waits for nobody else's imports.
        from watcher_liaison_guide.cli.options import common

        options = {"parents": [common()], "formatter_class": _Formatter}
        found = importlib.import_module(f"watcher_liaison_guide.cli.{module}")
        if module == "new":
            found.add_parser(subparsers, name, **options)
        else:
            found.add_parser(subparsers, **options)
    return parser


class _Formatter(argparse.HelpFormatter):
    """Help as wide as usual.

    Parsers make a formatter for each option, and this one does not import
    what tells the width elsewhere, among it every kind of compression.
    """

    def __init__(self, prog: str, **options: Any) -> None:
        options.setdefault("width", _columns() - 2)
        super().__init__(prog, **options)


def _columns() -> int:
    """Give the terminal's width, as ``shutil.get_terminal_size`` does."""
    try:
        columns = int(os.environ.get("COLUMNS", ""))
    except ValueError:
        columns = 0
    if columns > 0:
        return columns
    try:
        # Without a standard output it is None, which the AttributeError tells.
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 80


class _Version(argparse.Action):
    """Look the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str):
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from watcher_liaison_guide import __version__

        sys.stdout.write(f"watcher-liaison-guide {__version__}\n")
        parser.exit()
