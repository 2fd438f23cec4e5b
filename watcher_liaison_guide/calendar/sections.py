# SPDX-License-Identifier: Apache-2.0
"""The labelled sections of a schedule's page, with their texts in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar.keys import Key
from watcher_liaison_guide.calendar.keys import read as read_key
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.yamlreader import PositionedText

_LABEL = re.compile(r"\.\. _`?([^`:]+)`?:\s*$")
_DIRECTIVE = re.compile(r"\.\. [\w:.+-]+::(\s|$)")
_UNDERLINE = re.compile(r"([=\-~^\"'`+*#:._])\1{2,}\s*$")
_TITLE = re.compile(r"(?<!\S)(?:(\d{4}\.\d) )?(\w+) Release Schedule\Z")
_NAME = re.compile(r"\s+:name:\s*(\w+)\s*$")


@dataclass(frozen=True)
class Section:
    """A heading with the text below it, up to the next one.

    ``labels`` are the targets before the heading. ``text`` keeps its
    lines; comments, link targets and the headings of subsections without
    a label are empty lines in it.
    """

    labels: tuple[PositionedText, ...]
    title: PositionedText
    text: str

    def keys(self, initial: str) -> list[Key]:
        """Return its labels as keys of the schedule of *initial*."""
        return [read_key(label, initial) for label in self.labels]

    def position(self, offset: int) -> Position:
        """Return the place of a character of the text."""
        before = self.text[:offset]
        path, line, _ = self.title.position
        return Position(
            path,
            line + 2 + before.count("\n"),
            offset - (before.rfind("\n") + 1) + 1,
        )


@dataclass(frozen=True)
class Page:
    """A schedule's page: the part before the first section, and these.

    ``series`` and ``release`` are the names that the page itself gives.
    """

    sections: tuple[Section, ...]
    opening: Section | None = None
    series: str | None = None
    release: str | None = None


#: The underline's character, and whether there is a line above, too.
_Style = tuple[str, bool]


def read(text: str, path: str) -> Page:
    """Take the reStructuredText of a schedule's page apart.

    Only what schedules use is understood: headings with an underline,
    labels on lines of their own, comments, directives.
    """
    lines = text.splitlines()
    headings = list(_headings(lines, path))
    bodies = _without_comments(lines)
    for one, _ in headings:
        bodies[one.title.position.line - 1] = ""
        bodies[one.title.position.line] = ""
    starts = _starts(headings)
    ends = [
        (*one.labels, one.title)[0].position.line - 1 for one in starts[1:]
    ]
    sections = [
        replace(one, text="\n".join(bodies[one.title.position.line + 1 : end]))
        for one, end in zip(starts, [*ends, len(lines)], strict=False)
    ]
    opening = None
    if starts and starts[0].title.position.line <= 3 and not starts[0].labels:
        opening = sections.pop(0)
    title = headings[0][0].title if headings else ""
    return Page(tuple(sections), opening, *_names(title, lines))


def _headings(
    lines: Sequence[str], path: str
) -> Iterator[tuple[Section, _Style]]:
    """Yield a section without its text for each heading."""
    labels: list[PositionedText] = []
    above = before = ""
    for number, line in enumerate(lines, 1):
        below = lines[number] if number < len(lines) else ""
        label = _LABEL.match(line)
        place = Position(path, number, 1)
        # A line that underlines another title is none above this one.
        overlined = _UNDERLINE.match(above) and not before.strip()
        if label:
            labels.append(PositionedText(label[1].strip(), place))
        elif _is_title(above, line, below):
            title = PositionedText(line.strip(), place)
            yield (
                Section(tuple(labels), title, ""),
                (below[0], bool(overlined)),
            )
            labels = []
        elif line.strip() and not (_UNDERLINE.match(line) and below.strip()):
            labels = []
        before, above = above, line


def _is_title(above: str, line: str, below: str) -> bool:
    return bool(
        line.strip()
        and _UNDERLINE.match(below)
        and not _UNDERLINE.match(line)
        and not line.startswith(("..", "   "))
        and (
            not above.strip() or _UNDERLINE.match(above) or _LABEL.match(above)
        )
    )


def _starts(headings: Sequence[tuple[Section, _Style]]) -> list[Section]:
    """Leave out headings that only divide the section of a label."""
    levels = list(dict.fromkeys(style for _, style in headings))
    starts = []
    owner: int | None = None
    for section, style in headings:
        level = levels.index(style)
        if owner is None or section.labels or level <= owner:
            owner = level if section.labels else None
            starts.append(section)
    return starts


def _without_comments(lines: Sequence[str]) -> list[str]:
    """Return the lines, those of comments, targets and labels made empty."""
    kept = []
    in_comment = False
    for line in lines:
        if line.startswith(".."):
            in_comment = not _DIRECTIVE.match(line)
        elif line.strip() and line[0] != " ":
            in_comment = False
        kept.append("" if in_comment else line)
    return kept


def _names(title: str, lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the series and the release that a page names as its own.

    They are in its title, or else the series is the name of its table.
    """
    titled = _TITLE.search(title)
    if titled:
        return titled[2].lower(), titled[1]
    named = next(filter(None, map(_NAME.match, lines)), None)
    return named and named[1].lower(), None
