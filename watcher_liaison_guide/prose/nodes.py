# SPDX-License-Identifier: Apache-2.0
"""What a text is made of: frozen nodes with positions."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from watcher_liaison_guide.problems import Position


@dataclass(frozen=True)
class Text:
    """Words as they are."""

    text: str
    position: Position


@dataclass(frozen=True)
class Placeholder:
    """A name in braces that is filled later."""

    name: str
    position: Position


Part = Text | Placeholder


@dataclass(frozen=True)
class Literal:
    """Something to type or read letter by letter."""

    parts: tuple[Part, ...]
    position: Position


@dataclass(frozen=True)
class Emphasis:
    """Stressed words."""

    parts: tuple[Part, ...]
    position: Position


@dataclass(frozen=True)
class Link:
    """Words that lead to an address; the address may have placeholders."""

    parts: tuple[Part, ...]
    url: tuple[Part, ...]
    position: Position


@dataclass(frozen=True)
class Reference:
    """A cross-reference; ``role`` is written without its outer colons.

    ``title`` is None where the text gives only a target.
    """

    role: str
    target: str
    title: str | None
    position: Position


Inline = Text | Placeholder | Literal | Emphasis | Link | Reference


@dataclass(frozen=True)
class Paragraph:
    """Words in a row; ``source`` is its text in the YAML."""

    children: tuple[Inline, ...]
    source: str
    position: Position


@dataclass(frozen=True)
class Bullets:
    """A bullet list; each item is a row of blocks."""

    items: tuple[tuple[Block, ...], ...]
    position: Position


Block = Paragraph | Bullets


@dataclass(frozen=True)
class Prose:
    """A whole text."""

    blocks: tuple[Block, ...]
    position: Position

    def __bool__(self) -> bool:
        return bool(self.blocks)

    @functools.cached_property
    def plain(self) -> str:
        """The text on one line, without markup, items behind "- "."""
        return " ".join(map(_plain, self.blocks))


def plain_parts(parts: Iterable[Part]) -> str:
    """Return words as text; an unfilled placeholder as ``<name>``."""
    return "".join(
        part.text if isinstance(part, Text) else f"<{part.name}>"
        for part in parts
    )


def plain_inline(node: Inline) -> str:
    """Return one inline node as text; a link as its words alone."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Placeholder):
        return plain_parts((node,))
    if isinstance(node, Reference):
        return node.title or node.target
    return plain_parts(node.parts)


def _plain(block: Block) -> str:
    if isinstance(block, Paragraph):
        return " ".join("".join(map(plain_inline, block.children)).split())
    return " ".join("- " + " ".join(map(_plain, item)) for item in block.items)


_LONGEST_CLAUSE = 60


def first_clause(text: str) -> str:
    """Return the first clause of a step's words, as its title."""
    text = " ".join(text.split())
    text = re.split(r"(?<=\S)[.:;](?=\s|$)|\s\(", text, maxsplit=1)[0]
    if len(text) > _LONGEST_CLAUSE:
        text = text[:_LONGEST_CLAUSE].rsplit(" ", 1)[0].rstrip(",") + " …"
    return text


@dataclass(frozen=True)
class Template:
    """One line or more of a command, or an address, with placeholders."""

    parts: tuple[Part, ...]
    position: Position


@dataclass(frozen=True)
class Origin:
    """Where a text's lines are in their file.

    Where offsets in the text are not those of the file (``displaced``), such
    as after an escape, every place in it is that of its beginning.
    """

    path: str
    line: int
    column: int
    displaced: bool = False

    def at(self, line: int, column: int) -> Position:
        """Return the place of *line* and *column*, both counted from 0."""
        if self.displaced:
            return Position(self.path, self.line, self.column)
        return Position(self.path, self.line + line, self.column + column)

    def places(
        self, text: str, line: int = 0, column: int = 0
    ) -> Callable[[int], Position]:
        """Return the function from an offset in *text* to its place.

        The text's lines begin at *line* and all at *column*.
        """
        starts = [0, *(one.end() for one in re.finditer("\n", text))]

        def place(offset: int) -> Position:
            above = bisect.bisect_right(starts, offset) - 1
            return self.at(line + above, column + offset - starts[above])

        return place
