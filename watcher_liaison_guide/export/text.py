# SPDX-License-Identifier: Apache-2.0
"""Prose as plain text, and what other formats made of lines change in it."""

from __future__ import annotations

from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.prose import (
    Emphasis,
    Filling,
    Inline,
    Link,
    Literal,
    Paragraph,
    Prose,
    fill,
    plain_inline,
    plain_parts,
)


class TextFormat:
    """How a format made of lines writes things: here, as plain text."""

    def headline(self, text: str, level: int) -> list[str]:
        """Return the lines of a heading; level 0 is the document's title."""
        return [one_line(text).upper()]

    def title(self, text: str) -> list[str]:
        return [*self.headline(text, 0), ""]

    def heading(self, text: str) -> list[str]:
        return ["", *self.headline(text, 1), ""]

    def escape(self, text: str) -> str:
        """Return text, on one line, that means nothing but itself."""
        return one_line(text)

    def first(self, text: str) -> str:
        """Return a line in which nothing at its beginning begins a block."""
        return text

    def literal(self, text: str) -> str:
        return one_line(text)

    def emphasis(self, text: str) -> str:
        return one_line(text)

    def link(self, words: str, url: str | None) -> str:
        return words if url == words else f"{words} ({url})"

    def name(self, text: str) -> str:
        """Return an item's id, marked as one."""
        return f"[{one_line(text)}]"

    def address(self, words: str, url: str | None) -> str:
        """Return words and their address; *url* is safe, or None."""
        return f"{self.escape(words)}: {url or 'address not known yet'}"

    # -- what all formats have in common

    def line(self, text: str) -> str:
        """Return text, escaped, that may be where a block begins."""
        return self.first(self.escape(text))

    def spaced(self, text: str) -> str:
        """Return text, escaped, with a space at an end that had any.

        It keeps words apart from the markup beside them.
        """
        before = " " if text[:1].isspace() else ""
        after = " " if text[-1:].isspace() and text.strip() else ""
        return f"{before}{self.escape(text)}{after}"

    def filled(self, text: Prose, filling: Filling) -> list[str]:
        return self.prose(fill(text, filling))

    def filled_line(self, text: Prose, filling: Filling) -> str:
        """Return prose on one line."""
        lines = self.filled(text, filling)
        return " ".join(part.strip() for part in lines if part)

    def prose(self, text: Prose) -> list[str]:
        """Return filled prose as lines, those between blocks empty.

        A bullet's lines are indented by its width.
        """
        lines: list[str] = []
        for block in text.blocks:
            if lines:
                lines.append("")
            if isinstance(block, Paragraph):
                lines.append(self.row(block.children))
                continue
            for item in block.items:
                if len(item) > 1 and lines and lines[-1]:
                    lines.append("")
                inner = self.prose(Prose(item, text.position))
                for number, line in enumerate(inner):
                    indent = "  " if number else "- "
                    lines.append(f"{indent}{line}" if line else "")
        return lines

    def row(self, children: tuple[Inline, ...]) -> str:
        """Return a paragraph as one line."""
        return self.first("".join(map(self.inline, children)).strip())

    def inline(self, node: Inline) -> str:
        words = plain_inline(node)
        if isinstance(node, Literal):
            return self.literal(words)
        if isinstance(node, Emphasis):
            return self.emphasis(words) if words.strip() else ""
        if isinstance(node, Link):
            return self.link(words, plain_parts(node.url))
        return self.spaced(words)


PLAIN = TextFormat()
