# SPDX-License-Identifier: Apache-2.0
"""What a text is made of, and its placeholders and titles filled in."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class Template:
    """One line or more of a command, or an address, with placeholders."""

    parts: tuple[Part, ...]
    position: Position


@dataclass(frozen=True)
class Filling:
    """What replaces placeholders and untitled references at one place.

    ``values`` maps placeholder names to text; a name that is not there is
    shown as ``<name>``. ``titles`` has the words for a reference, by its
    role and target; without them the target itself is shown.
    """

    values: Mapping[str, str]
    titles: Mapping[tuple[str, str], str]

    def text_of(self, part: Part) -> str:
        if isinstance(part, Text):
            return part.text
        return self.values.get(part.name, f"<{part.name}>")

    def join(self, parts: Iterable[Part]) -> str:
        return "".join(map(self.text_of, parts))

    def inline(self, node: Inline) -> Inline:
        """Return one inline node with all filled in."""
        if isinstance(node, Part):
            return Text(self.text_of(node), node.position)
        if isinstance(node, Reference):
            known = self.titles.get((node.role, node.target), node.target)
            title = known if node.title is None else node.title
            return replace(node, title=title)
        node = replace(node, parts=self._whole(node.parts))
        if isinstance(node, Link):
            node = replace(node, url=self._whole(node.url))
        return node

    def _whole(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return (Text(self.join(parts), parts[0].position),)


def fill(prose: Prose, filling: Filling) -> Prose:
    """Return the text with placeholders filled and references titled."""

    def filled(block: Paragraph) -> Paragraph:
        return replace(
            block, children=tuple(map(filling.inline, block.children))
        )

    return with_paragraphs(prose, filled)


def fill_template(template: Template, filling: Filling) -> str:
    """Return a command or address with its placeholders filled."""
    return filling.join(template.parts)


def with_paragraphs(
    prose: Prose, change: Callable[[Paragraph], Paragraph]
) -> Prose:
    """Return the text with each of its paragraphs changed."""

    def changed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(
            replace(block, items=tuple(map(changed, block.items)))
            if isinstance(block, Bullets)
            else change(block)
            for block in blocks
        )

    return replace(prose, blocks=changed(prose.blocks))


def walk(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Yield every inline node, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.children
        else:
            for item in block.items:
                yield from walk(item)


def placeholders(node: Prose | Template) -> frozenset[str]:
    """Return the names of the placeholders in a text or template."""
    inside = walk(node.blocks) if isinstance(node, Prose) else node.parts
    return frozenset(
        part.name
        for one in inside
        for part in (one, *getattr(one, "parts", ()), *getattr(one, "url", ()))
        if isinstance(part, Placeholder)
    )


# -- texts without markup


def plain_parts(parts: Iterable[Part]) -> str:
    """Return words as text; an unfilled placeholder as ``<name>``."""
    return Filling({}, {}).join(parts)


def plain_inline(node: Inline) -> str:
    """Return one inline node as text; a link as its words alone."""
    if isinstance(node, Reference):
        return node.title or node.target
    return plain_parts((node,) if isinstance(node, Part) else node.parts)


def _plain(block: Block) -> str:
    if isinstance(block, Paragraph):
        return " ".join("".join(map(plain_inline, block.children)).split())
    return " ".join("- " + " ".join(map(_plain, item)) for item in block.items)


_LONGEST_CLAUSE = 60


def first_clause(text: str) -> str:
    """Return the first clause of a step's words, as its title."""
    text = " ".join(text.split()).removeprefix("- ")  # of a list
    text = re.split(r"(?<=\S)[.:;](?=\s|$)|\s\(", text, maxsplit=1)[0]
    if len(text) > _LONGEST_CLAUSE:
        text = text[:_LONGEST_CLAUSE].rsplit(" ", 1)[0].rstrip(",") + " …"
    return text


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
        column = self.column and self.column + column
        return Position(self.path, self.line + line, column)

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
