# SPDX-License-Identifier: Apache-2.0
"""Names in braces: which are declared, and how text is split at them."""

from __future__ import annotations

import re
from collections.abc import Callable

from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
)
from watcher_liaison_guide.prose.nodes import (
    Origin,
    Part,
    Placeholder,
    Template,
    Text,
)

#: Placeholders that a checklist's cycle or item fills.
CYCLE_PLACEHOLDERS = frozenset(
    {
        "series",
        "release",
        "next-series",
        "next-release",
        "previous-release",
        "deliverable",
        "tracker",
        "branch",
        "branch-series",
        "branch-release",
    }
)
#: Placeholders that only the reader can fill.
READER_PLACEHOLDERS = frozenset(
    {"nick", "date", "version", "release-type", "last-tag"}
)
PLACEHOLDERS = CYCLE_PLACEHOLDERS | READER_PLACEHOLDERS

_BRACES = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}\n]*)\}|[{}]")


def split(
    text: str,
    place: Callable[[int], Position],
    problems: list[Problem],
) -> tuple[Part, ...]:
    """Return the words and placeholders of *text*; ``{{`` is a brace.

    *place* returns the position of an offset of the text.
    """
    parts: list[Part] = []
    words = ""
    since = done = 0
    for match in _BRACES.finditer(text):
        words += text[done : match.start()]
        done = match.end()
        name = match["name"]
        if match[0] in ("{{", "}}"):
            words += match[0][0]
        elif name in PLACEHOLDERS:
            if words:
                parts.append(Text(words, place(since)))
            words, since = "", done
            parts.append(Placeholder(name, place(match.start())))
        else:
            problems.append(_undeclared(match[0], name, place(match.start())))
    words += text[done:]
    if words:
        parts.append(Text(words, place(since)))
    return tuple(parts)


def _undeclared(braces: str, name: str | None, position: Position) -> Problem:
    if name is None:
        return Code.UNKNOWN_PLACEHOLDER.at(
            position,
            f'A lone "{braces}".',
            "Double it to write a brace.",
        )
    return Code.UNKNOWN_PLACEHOLDER.at(
        position,
        f'The placeholder "{braces}" is not declared.',
        did_you_mean(name, PLACEHOLDERS)
        or "Double the braces where braces are meant.",
    )


def parse_template(
    text: str, origin: Origin
) -> tuple[Template, list[Problem]]:
    """Return a command or an address, where only braces are markup."""
    problems: list[Problem] = []
    parts = split(text, origin.places(text), problems)
    return Template(parts, origin.at(0, 0)), problems
