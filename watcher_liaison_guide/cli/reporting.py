# SPDX-License-Identifier: Apache-2.0
"""Problems as people, editors and code review see them."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn, TextIO, TypeVar

from watcher_liaison_guide.files import read_file, unwritable
from watcher_liaison_guide.problems import Problem, Severity, printable
from watcher_liaison_guide.sources import masked
from watcher_liaison_guide.yamlreader import lines_of

_Input = TypeVar("_Input")
#: The severity in a line, in red, yellow and cyan.
_COLOURED = {
    severity: f": \x1b[1;{colour}m{severity}\x1b[0m: "
    for severity, colour in zip(Severity, (31, 33, 36), strict=True)
}


def shown(text: str) -> str:
    """Return *text* as one line that neither steers a terminal nor shows a
    password.
    """
    return printable(masked(text))


def as_text(problems: Iterable[Problem], is_coloured: bool = False) -> str:
    """Return a line for each problem, its source line and a caret below."""
    read = functools.cache(_lines)
    lines = []
    for found in problems:
        text = shown(str(found))
        if is_coloured:
            word = f": {found.severity}: "
            text = text.replace(word, _COLOURED[found.severity], 1)
        lines.append(text)
        path, line, column = found.position
        content = read(path) if line else []
        if line <= len(content) and content:
            # What is not text could steer the terminal.
            source = "".join(
                c if c.isprintable() or c == "\t" else "\ufffd"
                for c in content[line - 1].rstrip()
            )
            lines.append(f"    {source}")
            if column:
                # Tabs stay tabs, so that the caret keeps its column.
                space = re.sub(r"[^\t]", " ", source[: column - 1])
                lines.append(f"    {space:{column - 1}}^")
    return "".join(line + "\n" for line in lines)


def _lines(path: str) -> list[str]:
    content = read_file(path)
    if isinstance(content, Problem):
        return []
    return lines_of(content.decode("utf-8-sig", "replace"))


def as_json(problems: Iterable[Problem]) -> str:
    """Return all problems as one JSON document."""
    document = {
        "version": 1,
        "problems": [
            {
                "path": masked(found.position.path),
                "line": found.position.line or None,
                "column": found.position.column or None,
                "severity": found.severity,
                "code": found.code,
                "message": masked(found.message),
                "advice": found.advice and masked(found.advice),
            }
            for found in problems
        ],
    }
    return in_json(document)


def in_json(document: object) -> str:
    """Return a document as JSON text, with days and codes as texts."""
    text = json.dumps(document, indent=1, ensure_ascii=False, default=str)
    return f"{text}\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Return the workflow commands that annotate lines in a review."""
    lines = ""
    for found in problems:
        path, line, column = found.position
        kind = "notice" if found.severity is Severity.NOTE else found.severity
        values = {"file": path, "line": line, "col": column}
        where = ",".join(
            f"{name}={_escaped(str(value), ':,')}"
            for name, value in {**values, "title": found.code}.items()
            if value
        )
        text = f"{found.message} {found.advice or ''}".strip()
        lines += f"::{kind} {where}::{_escaped(text)}\n"
    return lines


def _escaped(text: str, special: str = "") -> str:
    return re.sub(f"[%{special}]", lambda c: f"%{ord(c[0]):X}", shown(text))


#: What writes problems in each format.
FORMATS = {"text": as_text, "json": as_json, "github": as_github}


def report(
    problems: Iterable[Problem], stream: TextIO | None = None, form: str = ""
) -> int:
    """Write problems to *stream* or standard error; return the exit status.

    They are text in no other format, in colour on a terminal.
    """
    stream = stream or sys.stderr
    if form in ("json", "github"):
        text = FORMATS[form](problems)
    else:
        set_to = os.environ.get
        is_plain = set_to("NO_COLOR") or set_to("TERM") == "dumb"
        text = as_text(problems, stream.isatty() and not is_plain)
    stream.write(text)
    return status(problems)


def needed(found: tuple[_Input | None, list[Problem]]) -> tuple[_Input, int]:
    """Report the problems of an input; return it and the exit status.

    The command ends where there is no such input.
    """
    thing, problems = found
    failed = report(problems)
    if thing is None:
        raise SystemExit(1)
    return thing, failed


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """End the command where the file system refuses what is written."""
    try:
        yield
    except OSError as error:
        fail(unwritable(path, error))


def hint(*lines: str) -> None:
    """Write each of some lines to standard error as one line."""
    sys.stderr.writelines(f"{shown(line)}\n" for line in lines)


def fail(found: Problem, status: int = 1) -> NoReturn:
    """Report a problem and end the command with an exit status."""
    report([found])
    raise SystemExit(status)


def status(problems: Iterable[Problem], warnings: bool = False) -> int:
    """Return the exit status: 1 for errors, with *warnings* also for those."""
    bad = {Severity.ERROR, Severity.WARNING} if warnings else {Severity.ERROR}
    return int(any(found.severity in bad for found in problems))
