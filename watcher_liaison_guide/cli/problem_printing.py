# SPDX-License-Identifier: Apache-2.0
"""Problems as people, editors and code review see them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from watcher_liaison_guide.problems import Problem, Severity

FORMATS = ("text", "json", "github")


def as_text(problems: Iterable[Problem]) -> str:
    """Give one line for each problem, its source line and a caret under."""
    files: dict[str, list[str]] = {}
    lines = []
    for found in problems:
        lines.append(str(found))
        place = found.position
        if not place.line:
            continue
        if place.path not in files:
            files[place.path] = _lines(place.path)
        content = files[place.path]
        if place.line <= len(content):
            # What is not text could steer the terminal.
            shown = "".join(
                c if c.isprintable() or c == "\t" else "\ufffd"
                for c in content[place.line - 1].rstrip()
            )
            lines.append(f"    {shown}")
            if place.column:
                # Tabs stay tabs, so that the caret keeps its column.
                before = shown[: place.column - 1]
                space = "".join("\t" if c == "\t" else " " for c in before)
                lines.append(f"    {space:{place.column - 1}}^")
    return "".join(line + "\n" for line in lines)


def as_json(problems: Iterable[Problem]) -> str:
    """Give all problems as one JSON document."""
    import json

    return (
        json.dumps(
            {
                "version": 1,
                "problems": [
                    {
                        "path": found.position.path,
                        "line": found.position.line or None,
                        "column": found.position.column or None,
                        "severity": str(found.severity),
                        "code": str(found.code),
                        "message": found.message,
                        "advice": found.advice,
                    }
                    for found in problems
                ],
            },
            indent=1,
            ensure_ascii=False,
        )
        + "\n"
    )


def as_github(problems: Iterable[Problem]) -> str:
    """Give the workflow commands that annotate lines in a review."""
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
        lines.append(f"::{kind} {','.join(where)}::{_message(text)}\n")
    return "".join(lines)


def rendered(problems: Iterable[Problem], form: str) -> str:
    """Give problems in one of ``FORMATS``."""
    return {"text": as_text, "json": as_json, "github": as_github}[form](
        problems
    )


def tell(problems: Iterable[Problem], stream: TextIO) -> None:
    """Write problems to *stream* as text."""
    stream.write(as_text(problems))


def status(problems: Iterable[Problem], warnings: bool = False) -> int:
    """Give the exit status: 1 for errors, with *warnings* for those too."""
    bad = {Severity.ERROR, Severity.WARNING} if warnings else {Severity.ERROR}
    return int(any(found.severity in bad for found in problems))


def _lines(path: str) -> list[str]:
    # Imported here: most commands have no problem to tell.
    from watcher_liaison_guide.yamlreader import lines_of, read_file

    content = read_file(path)
    if isinstance(content, Problem):
        return []
    return lines_of(content.decode("utf-8-sig", "replace"))


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
