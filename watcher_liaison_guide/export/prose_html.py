# SPDX-License-Identifier: Apache-2.0
"""Prose as HTML, filled while it is written."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.prose import (
    Block,
    Emphasis,
    Filling,
    Inline,
    Link,
    Literal,
    Paragraph,
    Placeholder,
    Prose,
    Reference,
    Text,
)


class ProseHtml:
    """Writes prose; a page that can do more overrides how.

    Every text is escaped.
    """

    # -- what a page may do in its own way

    def literal(self, text: str) -> str:
        """Return something to type."""
        return f"<code>{escape(text)}</code>"

    def address(self, url: str, words: str) -> str:
        """Return a link with an address that is safe; *words* are HTML."""
        return f'<a href="{escape(url)}">{words}</a>'

    def reference(self, found: Reference, words: str) -> str:
        """Return a cross-reference, which leads nowhere by itself."""
        return escape(words)

    # -- prose

    def prose(self, text: Prose, filling: Filling) -> str:
        """Return a text as elements, its placeholders filled."""
        return self._blocks(text.blocks, filling)

    def _blocks(self, blocks: Iterable[Block], filling: Filling) -> str:
        return "".join(
            f"<p>{self._row(block.children, filling)}</p>"
            if isinstance(block, Paragraph)
            else "<ul>"
            + "".join(
                f"<li>{self._entry(item, filling)}</li>"
                for item in block.items
            )
            + "</ul>"
            for block in blocks
        )

    def _entry(self, blocks: tuple[Block, ...], filling: Filling) -> str:
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self._row(blocks[0].children, filling)
        return self._blocks(blocks, filling)

    def _row(self, children: Iterable[Inline], filling: Filling) -> str:
        return "".join([self._inline(child, filling) for child in children])

    def _inline(self, node: Inline, filling: Filling) -> str:
        if isinstance(node, Text | Placeholder):
            return escape(filling.text_of(node))
        if isinstance(node, Reference):
            key = node.role, node.target
            return self.reference(
                node, node.title or filling.titles.get(key, node.target)
            )
        words = filling.join(node.parts)
        if isinstance(node, Literal):
            return self.literal(words)
        if isinstance(node, Emphasis):
            return f"<em>{escape(words)}</em>"
        assert isinstance(node, Link)
        return self.link(filling.join(node.url), escape(words))

    def link(self, url: str | None, words: str) -> str:
        """Return words as a link where the address is one and whole."""
        safe = safe_url(url)
        if safe is None or url is None:
            return words
        if "<" in url:  # a reader must fill in the rest
            return f"{words} ({self.literal(url)})"
        return self.address(safe, words)
