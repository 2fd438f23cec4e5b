# SPDX-License-Identifier: Apache-2.0
"""The command line: which command, with which options."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

#: A command's module, and what the overview says of it.
_COMMANDS = {
    "checklist": ("checklist", "the checklist of a cycle"),
    "agenda": ("agenda", "what to bring to this week's meeting"),
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
    )
    parser.add_argument(
        "--version", action=_Version, help="show the version and exit"
    )
    subparsers = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True
    )
    asked = next((word for word in words if not word.startswith("-")), None)
    for name, (module, text) in _COMMANDS.items():
        if name != asked:
            subparsers.add_parser(name, help=text)
            continue
        # Only now, so that a command waits for nobody else's imports.
        from watcher_liaison_guide.cli.options import common

        found = importlib.import_module(f"watcher_liaison_guide.cli.{module}")
        if module == "new":
            found.add_parser(subparsers, name, parents=[common()])
        else:
            found.add_parser(subparsers, parents=[common()])
    return parser


class _Version(argparse.Action):
    """Look the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str):
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from watcher_liaison_guide import __version__

        sys.stdout.write(f"watcher-liaison-guide {__version__}\n")
        parser.exit()
