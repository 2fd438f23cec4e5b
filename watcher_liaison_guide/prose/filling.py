# SPDX-License-Identifier: Apache-2.0
"""Texts put to use: placeholders filled, references titled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from watcher_liaison_guide.prose.nodes import (
    Block,
    Bullets,
    Emphasis,
    Inline,
    Link,
    Literal,
    Paragraph,
    Part,
    Placeholder,
    Prose,
    Reference,
    Template,
    Text,
)


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
    if isinstance(node, Template):
        parts = list(node.parts)
    else:
        parts = []
        for inline in walk(node.blocks):
            if isinstance(inline, Placeholder):
                parts.append(inline)
            for group in ("parts", "url"):
                parts += getattr(inline, group, ())
    return frozenset(
        part.name for part in parts if isinstance(part, Placeholder)
    )


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


def fill(prose: Prose, filling: Filling) -> Prose:
    """Return the text with placeholders filled and references titled."""

    def filled(block: Paragraph) -> Paragraph:
        children = [_fill_inline(one, filling) for one in block.children]
        return replace(block, children=tuple(children))

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


def _fill_inline(node: Inline, filling: Filling) -> Inline:
    def filled(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return (Text(filling.join(parts), parts[0].position),)

    if isinstance(node, Placeholder):
        return Text(filling.text_of(node), node.position)
    if isinstance(node, Literal | Emphasis):
        return replace(node, parts=filled(node.parts))
    if isinstance(node, Link):
        return replace(node, parts=filled(node.parts), url=filled(node.url))
    if isinstance(node, Reference) and node.title is None:
        title = filling.titles.get((node.role, node.target), node.target)
        return replace(node, title=title)
    return node
