# SPDX-License-Identifier: Apache-2.0
"""The command line: which command, with which options."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import watcher_liaison_guide
from watcher_liaison_guide.cli import options, reporting
from watcher_liaison_guide.files import unreadable, unwritable

#: The commands, in the order of the help.
_COMMANDS = """
checklist agenda record guide check calendar records refresh new-cycle
new-guide schema
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 1 for errors found, 2 for wrong use."""
    _prepare_streams()
    try:
        result = _run(argv)
        sys.stdout.flush()
        return result
    except SystemExit as wanted:
        return wanted.code if isinstance(wanted.code, int) else 2
    except BrokenPipeError:
        # The reader of our output has closed it, as "head" does.
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        if error.filename:  # such as a name that is too long
            found = unreadable(str(error.filename), error)
        else:  # such as a full disk behind our output
            found = unwritable(Path("standard output"), error)
        reporting.report([found])
        return 1
    except KeyboardInterrupt:
        return 130


def _run(argv: Sequence[str] | None) -> int:
    words = sys.argv[1:] if argv is None else argv
    parser = build_parser(words[0] if words else None)
    arguments = parser.parse_args(words)
    if arguments.version:
        version = watcher_liaison_guide.__version__
        sys.stdout.write(f"watcher-liaison-guide {version}\n")
        return 0
    if arguments.command is None:
        parser.print_help(sys.stderr)
        return 2
    arguments.problems = options.configure(arguments)
    # "check" reports them with the rest.
    if arguments.command != "check" and reporting.report(arguments.problems):
        return 1
    result: int = arguments.run(arguments)
    return result


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        super().error(reporting.shown(message))


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of a command, or of all if there is no such one."""
    parser = _Parser(
        prog="watcher-liaison-guide",
        description="Print a release liaison's guide, dates and checklists.",
        epilog="CYCLE is a release (2027.1), its name (indri) or "
        '"current". Exit status: 0 success, 1 problems found, 2 usage error. '
        "Example: %(prog)s agenda",
    )
    parser.add_argument(
        "--version", action="store_true", help="show the version and exit"
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    names = _COMMANDS.split()
    # Importing the modules of all takes a tenth of a checklist.
    for name in [command] if command in names else names:
        import_module(f"{__package__}.{name.partition('-')[0]}")
        options.COMMANDS[name](subparsers)
    return parser


def _prepare_streams() -> None:
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller
            # It stays open until the program ends, as the usual streams do.
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:  # not where a test replaces the stream
            reconfigure(
                encoding="utf-8", errors="backslashreplace", newline="\n"
            )


def _drop_output() -> None:
    """Discard the output that is still to be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
