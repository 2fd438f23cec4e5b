# SPDX-License-Identifier: Apache-2.0
"""The labelled sections of a schedule's page, with their texts in place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from watcher_liaison_guide.problems import Position

_LABEL = re.compile(r"\.\. _`?([^`:]+)`?:\s*$")
_TARGET = re.compile(r"\.\. (_[^:]+:|__)\s+\S")
_DIRECTIVE = re.compile(r"\.\. [\w:.+-]+::(\s|$)")
_UNDERLINE = re.compile(r"([=\-~^\"'`+*#:._])\1{2,}\s*$")
_PUNCTUATION = frozenset("=-~^\"'`+*#:._")
_TITLE = re.compile(r"(?:(\d{4}\.\d) +)?(\w+) Release Schedule$")
_NAME = re.compile(r"\s+:name:\s*(\w+)\s*$")


@dataclass(frozen=True)
class Section:
    """A heading with the text below it, up to the next one.

    ``labels`` are the targets before the heading, each with its line;
    ``text`` keeps its lines, the first being ``first_line`` of the file.
    Comments and link targets stand as empty lines in it.
    """

    labels: tuple[tuple[str, int], ...]
    title: str
    title_line: int
    text: str
    first_line: int

    def position(self, path: str, offset: int) -> Position:
        """Give the place of a character of the text in the file *path*."""
        before = self.text[:offset]
        return Position(
            path,
            self.first_line + before.count("\n"),
            offset - (before.rfind("\n") + 1) + 1,
        )


@dataclass(frozen=True)
class Page:
    """A schedule's page: the part before the first section, and these.

    ``series`` and ``release`` are the names that the page itself gives.
    """

    sections: tuple[Section, ...]
    opening: Section
    series: str | None
    release: str | None


def read(text: str) -> Page:
    """Take the reStructuredText of a schedule's page apart.

    Only what schedules use is understood: headings with an underline,
    labels on lines of their own, comments, directives.
    """
    lines = text.splitlines()
    bodies = _without_comments(lines)
    headings = [
        number
        for number in range(len(lines) - 1)
        # Most lines below begin otherwise, which is told cheaply.
        if lines[number + 1][:1] in _PUNCTUATION and _is_heading(lines, number)
    ]
    labels: dict[int, tuple[str, int]] = {}
    for number, line in enumerate(lines):
        match = _LABEL.match(line) if line.startswith(".. _") else None
        if match:
            labels[number] = (match[1].strip(), number + 1)
    sections = []
    following = _labels_before(lines, labels, headings[0]) if headings else []
    for index, heading in enumerate(headings):
        end = headings[index + 1] if index + 1 < len(headings) else len(lines)
        own, following = following, _labels_before(lines, labels, end)
        stop = min(following, default=end)
        sections.append(
            Section(
                tuple(labels[number] for number in own),
                lines[heading].strip(),
                heading + 1,
                "\n".join(bodies[heading + 2 : stop]),
                heading + 3,
            )
        )
    series, release = _names(lines, headings)
    if sections and sections[0].title_line <= 3:
        opening, sections = sections[0], sections[1:]
    else:
        opening = Section((), "", 0, "", 1)
    return Page(tuple(sections), opening, series, release)


def _is_heading(lines: list[str], number: int) -> bool:
    title, below = lines[number], lines[number + 1]
    return bool(
        title.strip()
        and _UNDERLINE.match(below)
        and not _UNDERLINE.match(title)
        and not title.startswith(("..", "   "))
        and (
            number == 0
            or not lines[number - 1].strip()
            or _UNDERLINE.match(lines[number - 1])
            or _LABEL.match(lines[number - 1])
        )
    )


def _labels_before(
    lines: list[str], labels: dict[int, tuple[str, int]], heading: int
) -> list[int]:
    """Give the lines of the labels that lead to *heading*, in order."""
    found: list[int] = []
    if heading >= len(lines):
        return found
    number = heading - 1
    while number >= 0:
        if number in labels:
            found.insert(0, number)
        elif lines[number].strip() and not _UNDERLINE.match(lines[number]):
            break
        elif lines[number].strip() and number and lines[number - 1].strip():
            break  # the underline of the heading before
        number -= 1
    return found


def _without_comments(lines: list[str]) -> list[str]:
    """Give the lines, those of comments, targets and labels made empty."""
    kept = []
    indented_away = False
    for line in lines:
        if line.startswith(".."):
            indented_away = not _DIRECTIVE.match(line)
            kept.append("" if indented_away else line)
        elif indented_away and (not line.strip() or line.startswith(" ")):
            kept.append("")
        else:
            indented_away = False
            kept.append(line)
    return kept


def _names(
    lines: list[str], headings: list[int]
) -> tuple[str | None, str | None]:
    if headings:
        match = _TITLE.search(lines[headings[0]].strip())
        if match:
            return match[2].lower(), match[1]
    for line in lines:
        match = _NAME.match(line)
        if match:
            return match[1].lower(), None
    return None, None
