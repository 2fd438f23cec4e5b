# SPDX-License-Identifier: Apache-2.0
"""The ticks of a checklist's Markdown, read back by the ids in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from watcher_liaison_guide.checklist.model import DONE, OPEN, Checklist
from watcher_liaison_guide.checklist.states import is_open
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
)

_ITEM = re.compile(r"([\s>]*)(?:[-*+]|\d+[.)])\s+(?:\[([ xX])\])?")
_ID = re.compile(r"`(…?[A-Za-z0-9/][A-Za-z0-9._/-]*)`")
_FENCE = re.compile(r"[\s>]*(```|~~~)")


class Box(NamedTuple):
    """An item of a list: its place, whether its box is ticked, the rest.

    ``is_ticked`` is None where it has no box.
    """

    position: Position
    depth: int
    is_ticked: bool | None
    text: str


def boxes(markdown: str, path: str) -> Iterator[Box]:
    """Yield each item of a list, with a box or without, not those of code."""
    fence = None
    for number, line in enumerate(markdown.splitlines(), 1):
        found = _FENCE.match(line)
        if found and fence in (None, found[1]):
            fence = None if fence else found[1]
        box = _ITEM.match(line)
        if box and not fence:
            place = Position(path, number, box.end(1) + 1)
            text = line[box.end() :].strip()
            is_ticked = box[2] != " " if box[2] else None
            yield Box(place, box.end(1), is_ticked, text)


def read_ticks(
    markdown: str, path: str, checklist: Checklist, exports: tuple[str, ...]
) -> tuple[list[str], list[Problem]]:
    """Return the ids of open items that are ticked, and what is odd.

    *exports* are the Markdown exports of *checklist*. The line of an open
    item that is in none of them was edited, or has changed since; its tick
    counts nevertheless. Of another cycle's list, none does.
    """
    release = checklist.cycle.release
    title = rf"(?im)^# (?!{re.escape(release)}\b).*: release checklist of "
    other = re.search(title, markdown)
    if other:
        place = Position(path, markdown.count("\n", 0, other.start()) + 1, 1)
        message = f"This is not the checklist of {release}."
        return [], [Code.ODD_TICK.at(place, message, None, Severity.ERROR)]
    read = list(boxes(markdown, path))
    if all(box.is_ticked is None for box in read):
        message = 'It has no box of Markdown, "- [x]", and no other is read.'
        return [], [Code.ODD_TICK.at(path, message, None, Severity.ERROR)]
    items = {item.id: item for item in checklist.walk()}
    known = {box.text for text in exports for box in boxes(text, "")}
    ticked: list[str] = []
    problems: list[Problem] = []
    outer: list[tuple[int, str]] = []
    for box in read:
        outer = [one for one in outer if one[0] < box.depth]
        names = _ID.findall(box.text)
        inside = f"{outer[-1][1]}/" if outer else ""
        whole = [name.replace("…/", inside) for name in names]
        name = next((one for one in whole[::-1] if one in items), None)
        if name is not None:
            outer.append((box.depth, name))
        if box.is_ticked is None:
            continue  # what is around items of a role, or a note
        if name is None:
            problems.append(_unnamed(box, whole, list(items)))
            continue
        state = items[name].state
        if state == OPEN and box.text not in known:
            edited = f'The line of "{name}" is not as the checklist has it.'
            advice = "Whatever else was written there is not recorded."
            problems.append(Code.ODD_TICK.at(box.position, edited, advice))
        if box.is_ticked and is_open(items[name]):
            ticked.append(name)
        if not box.is_ticked and state == DONE:
            empty = (
                f'The box of "{name}" is empty, but it is recorded as done, '
                "and stays so."
            )
            note = Code.ODD_TICK.at(box.position, empty, None, Severity.NOTE)
            problems.append(note)
    return ticked, problems


def _unnamed(box: Box, names: list[str], known: list[str]) -> Problem:
    """Return the problem of a box that belongs to no item."""
    if names and box.text.endswith("`"):
        return Code.UNKNOWN_ITEM.at(
            box.position,
            f'The checklist has no item "{names[-1]}".',
            did_you_mean(names[-1], known),
            None if box.is_ticked else Severity.WARNING,
        )
    return Code.ODD_TICK.at(
        box.position,
        "This box has no id of an item, so nothing is recorded for it.",
        severity=None if box.is_ticked else Severity.NOTE,
    )
