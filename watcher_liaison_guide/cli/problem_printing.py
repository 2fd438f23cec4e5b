# SPDX-License-Identifier: Apache-2.0
"""Problems as people, editors and code review see them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from watcher_liaison_guide.problems import Problem, Severity
from watcher_liaison_guide.sources import masked
from watcher_liaison_guide.yamlreader import lines_of, read_file

FORMATS = ("text", "json", "github")


def shown(text: str) -> str:
    """Return *text* as one line that neither steers a terminal nor shows a
    password.
    """
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode()
        for c in masked(text)
    )


def as_text(problems: Iterable[Problem]) -> str:
    """Return a line for each problem, its source line and a caret below."""
    files: dict[str, list[str]] = {}
    lines = []
    for found in problems:
        lines.append(shown(str(found)))
        place = found.position
        if not place.line:
            continue
        if place.path not in files:
            files[place.path] = _lines(place.path)
        content = files[place.path]
        if place.line <= len(content):
            # What is not text could steer the terminal.
            source = "".join(
                c if c.isprintable() or c == "\t" else "\ufffd"
                for c in content[place.line - 1].rstrip()
            )
            lines.append(f"    {source}")
            if place.column:
                # Tabs stay tabs, so that the caret keeps its column.
                before = source[: place.column - 1]
                space = "".join("\t" if c == "\t" else " " for c in before)
                lines.append(f"    {space:{place.column - 1}}^")
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
                "severity": str(found.severity),
                "code": str(found.code),
                "message": masked(found.message),
                "advice": found.advice and masked(found.advice),
            }
            for found in problems
        ],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Return the workflow commands that annotate lines in a review."""
    lines = []
    for found in problems:
        place = found.position
        kind = "notice" if found.severity is Severity.NOTE else found.severity
        where = [f"file={_property(place.path)}"]
        if place.line:
            where.append(f"line={place.line}")
        if place.column:
            where.append(f"col={place.column}")
        where.append(f"title={_property(str(found.code))}")
        text = found.message
        if found.advice:
            text += f" {found.advice}"
        lines.append(f"::{kind} {','.join(where)}::{_escaped(text)}\n")
    return "".join(lines)


def _escaped(text: str) -> str:
    return shown(text).replace("%", "%25")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def rendered(problems: Iterable[Problem], form: str) -> str:
    """Return problems in one of ``FORMATS``."""
    return {"text": as_text, "json": as_json, "github": as_github}[form](
        problems
    )


def report(problems: Iterable[Problem], stream: TextIO) -> None:
    """Write problems to *stream* as text."""
    stream.write(as_text(problems))


def status(problems: Iterable[Problem], warnings: bool = False) -> int:
    """Return the exit status: 1 for errors, with *warnings* also for those."""
    bad = {Severity.ERROR, Severity.WARNING} if warnings else {Severity.ERROR}
    return int(any(found.severity in bad for found in problems))
