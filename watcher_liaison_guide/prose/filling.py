# SPDX-License-Identifier: Apache-2.0
"""Texts put to use: placeholders filled, references titled, plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

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
    names: set[str] = set()
    inlines: Iterable[Inline] = (
        node.parts if isinstance(node, Template) else walk(node.blocks)
    )
    for inline in inlines:
        if isinstance(inline, Placeholder):
            names.add(inline.name)
        for group in ("parts", "url"):
            for part in getattr(inline, group, ()):
                if isinstance(part, Placeholder):
                    names.add(part.name)
    return frozenset(names)


@dataclass(frozen=True)
class Filling:
    """What placeholders and untitled references stand for at one place.

    ``values`` maps placeholder names to text; a name that is not there is
    shown as ``<name>``. ``titles`` gives the words for a reference, by its
    role and target; without one the target itself is shown.
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
    if prose.is_fixed:
        return prose
    return with_paragraphs(prose, lambda one: _fill(one, filling))


def fill_template(template: Template, filling: Filling) -> str:
    """Return a command or address with its placeholders filled."""
    return filling.join(template.parts)


def with_paragraphs(
    prose: Prose, change: Callable[[Paragraph], Paragraph]
) -> Prose:
    """Return the text with each of its paragraphs changed."""
    return Prose(_changed(prose.blocks, change), prose.position)


def _changed(
    blocks: tuple[Block, ...], change: Callable[[Paragraph], Paragraph]
) -> tuple[Block, ...]:
    return tuple(
        [
            Bullets(
                tuple([_changed(item, change) for item in block.items]),
                block.position,
            )
            if isinstance(block, Bullets)
            else change(block)
            for block in blocks
        ]
    )


def _fill(block: Paragraph, filling: Filling) -> Paragraph:
    children = tuple(
        [
            child if type(child) is Text else _fill_inline(child, filling)
            for child in block.children
        ]
    )
    return Paragraph(children, block.source, block.position)


def _fill_inline(node: Inline, filling: Filling) -> Inline:
    def filled(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        if not parts or (len(parts) == 1 and type(parts[0]) is Text):
            return parts
        return (Text(filling.join(parts), parts[0].position),)

    if isinstance(node, Placeholder):
        return Text(filling.text_of(node), node.position)
    if isinstance(node, Literal | Emphasis):
        parts = filled(node.parts)
        return (
            node if parts is node.parts else type(node)(parts, node.position)
        )
    if isinstance(node, Link):
        return Link(filled(node.parts), filled(node.url), node.position)
    if isinstance(node, Reference) and node.title is None:
        title = filling.titles.get((node.role, node.target), node.target)
        return Reference(node.role, node.target, title, node.position)
    return node
