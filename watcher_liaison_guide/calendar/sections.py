# SPDX-License-Identifier: Apache-2.0
"""The labelled sections of a schedule's page, with their texts in place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watcher_liaison_guide.problems import Position

_LABEL = re.compile(r"\.\. _`?([^`:]+)`?:\s*$")
_DIRECTIVE = re.compile(r"\.\. [\w:.+-]+::(\s|$)")
_UNDERLINE = re.compile(r"([=\-~^\"'`+*#:._])\1{2,}\s*$")
_RELEASE = re.compile(r"\d{4}\.\d")
_NAME = re.compile(r"\s+:name:\s*(\w+)\s*$")


@dataclass(frozen=True)
class Section:
    """A heading with the text below it, up to the next one.

    ``labels`` are the targets before the heading, each with its line;
    ``text`` keeps its lines, the first being ``first_line`` of the file.
    Comments, link targets and the headings of subsections without a label
    are empty lines in it.
    """

    labels: tuple[tuple[str, int], ...]
    title: str
    title_line: int
    text: str
    first_line: int

    def position(self, path: str, offset: int) -> Position:
        """Return the place of a character of the text in the file *path*."""
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
    series: str | None = None
    release: str | None = None


NO_PAGE = Page((), Section((), "", 0, "", 1))


@dataclass
class _Heading:
    line: int
    level: int
    labels: tuple[int, ...]


def read(text: str) -> Page:
    """Take the reStructuredText of a schedule's page apart.

    Only what schedules use is understood: headings with an underline,
    labels on lines of their own, comments, directives.
    """
    lines = text.splitlines()
    labels = {
        number: (match[1].strip(), number + 1)
        for number, line in enumerate(lines)
        if (match := _LABEL.match(line))
    }
    headings = _headings(lines, labels)
    bodies = _without_comments(lines)
    for heading in headings:
        bodies[heading.line : heading.line + 2] = ["", ""]
    starts = _starts(headings)
    ends = [min((*one.labels, one.line)) for one in starts[1:]]
    sections = [
        Section(
            tuple(labels[number] for number in heading.labels),
            lines[heading.line].strip(),
            heading.line + 1,
            "\n".join(bodies[heading.line + 2 : end]),
            heading.line + 3,
        )
        for heading, end in zip(starts, [*ends, len(lines)], strict=False)
    ]
    series, release = _names(lines, headings)
    opening = NO_PAGE.opening
    if sections and sections[0].title_line <= 3 and not sections[0].labels:
        opening = sections.pop(0)
    return Page(tuple(sections), opening, series, release)


def _headings(
    lines: Sequence[str], labels: Mapping[int, object]
) -> list[_Heading]:
    headings = []
    levels: list[tuple[str, bool]] = []
    for number in range(len(lines) - 1):
        if not _is_heading(lines, number):
            continue
        overlined = number > 0 and bool(_UNDERLINE.match(lines[number - 1]))
        style = lines[number + 1][0], overlined and _is_overline(lines, number)
        if style not in levels:
            levels.append(style)
        headings.append(
            _Heading(
                number,
                levels.index(style),
                _labels_before(lines, labels, number),
            )
        )
    return headings


def _is_heading(lines: Sequence[str], number: int) -> bool:
    title, below = lines[number], lines[number + 1]
    if not title.strip() or not _UNDERLINE.match(below):
        return False
    if _UNDERLINE.match(title) or title.startswith(("..", "   ")):
        return False
    above = lines[number - 1] if number else ""
    return bool(
        not above.strip() or _UNDERLINE.match(above) or _LABEL.match(above)
    )


def _is_overline(lines: Sequence[str], number: int) -> bool:
    """Whether the line above a title is no underline of another title."""
    return number < 2 or not lines[number - 2].strip()


def _labels_before(
    lines: Sequence[str], labels: Mapping[int, object], heading: int
) -> tuple[int, ...]:
    """Return the lines of the labels that lead to a heading, in order."""
    found: list[int] = []
    number = heading - 1
    while number >= 0:
        if number in labels:
            found.insert(0, number)
        elif lines[number].strip():
            overline = number == heading - 1 and _UNDERLINE.match(
                lines[number]
            )
            if not overline or not _is_overline(lines, heading):
                break
        number -= 1
    return tuple(found)


def _starts(headings: Sequence[_Heading]) -> list[_Heading]:
    """Leave out headings that only divide the section of a label."""
    starts = []
    owner: _Heading | None = None
    for heading in headings:
        if heading.labels:
            owner = heading
        elif owner is not None and heading.level > owner.level:
            continue
        else:
            owner = None
        starts.append(heading)
    return starts


def _without_comments(lines: Sequence[str]) -> list[str]:
    """Return the lines, those of comments, targets and labels made empty."""
    kept = []
    in_comment = False
    for line in lines:
        if line.startswith(".."):
            in_comment = not _DIRECTIVE.match(line)
        elif not (in_comment and (not line.strip() or line[0] == " ")):
            in_comment = False
        kept.append("" if in_comment else line)
    return kept


def _names(
    lines: Sequence[str], headings: Sequence[_Heading]
) -> tuple[str | None, str | None]:
    if headings:
        words = lines[headings[0].line].split()
        if words[-2:] == ["Release", "Schedule"] and len(words) > 2:
            release = words[-4] if len(words) > 3 else ""
            return (
                words[-3].lower(),
                release if _RELEASE.fullmatch(release) else None,
            )
    for line in lines:
        match = _NAME.match(line)
        if match:
            return match[1].lower(), None
    return None, None
