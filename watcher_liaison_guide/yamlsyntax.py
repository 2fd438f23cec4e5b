# SPDX-License-Identifier: Apache-2.0
"""What is wrong with YAML that cannot be read, and what to do about it."""

from __future__ import annotations

import json
import re

import yaml

from watcher_liaison_guide.problems import Code, Position, Problem

MAXIMUM_DEPTH = 32
# Values stay text, so no loader has to guess their types.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

#: A line with a key and a text that may have to be quoted.
_KEY_AND_TEXT = re.compile(r"[\s-]*(?P<key>[\w.-]+:) +(?P<text>\S.*?)\s*")
_LONGEST_ADVICE = 200


def too_deep(position: Position) -> Problem:
    return Code.YAML_TOO_DEEP.at(
        position, f"Nesting is deeper than {MAXIMUM_DEPTH}."
    )


def syntax_problem(
    error: yaml.YAMLError, lines: list[str], path: str
) -> Problem:
    """Return the problem of YAML that the parser does not read."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:  # an error of reading characters, reported before
        return Code.YAML_SYNTAX.at(path, f"{error}.")
    reason = str(getattr(error, "problem", None) or "The YAML is broken")
    context = getattr(error, "context", None)
    # The end of the file is reported where its last words are.
    number = min(mark.line + 1, len(lines))
    line = lines[number - 1]
    column = mark.column + 1 if mark.line < len(lines) else len(line) + 1
    place = Position(path, number, column)
    if "nesting depth" in reason:
        # libyaml has a limit of its own, which a scanner that looks ahead
        # can meet before ours is.
        return too_deep(place)
    # At the end of the line it is rather a bracket or quote left open.
    quoted = _quoted(line) if column <= len(line.rstrip()) else None
    if quoted is not None:
        return Code.YAML_SYNTAX.at(
            place, "This text must be quoted.", f"Write {quoted}."
        )
    advice = None
    if "\t" in line[: len(line) - len(line.lstrip())]:
        advice = "Indent with spaces; YAML allows no tabs there."
    elif reason.startswith("mapping values are not allowed"):
        advice = 'Quote text that contains ": ", and check the indentation.'
    message = f"{reason} ({context})" if context else reason
    return Code.YAML_SYNTAX.at(
        place, message[:1].upper() + message[1:] + ".", advice
    )


def _quoted(line: str) -> str | None:
    """Return a line's key and its text in quotes, None if that is no help."""
    if len(line) > _LONGEST_ADVICE or _is_yaml(line.strip()):
        return None
    match = _KEY_AND_TEXT.fullmatch(line)
    if match is None:
        return None
    fixed = f"{match['key']} {json.dumps(match['text'], ensure_ascii=False)}"
    return fixed if _is_yaml(fixed) else None


def _is_yaml(line: str) -> bool:
    try:
        for _ in yaml.parse(line, Loader=LOADER):
            pass
    except yaml.YAMLError:
        return False
    return True
