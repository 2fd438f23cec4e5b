# SPDX-License-Identifier: Apache-2.0
"""Filled prose as plain text: for pads, calendars, JSON and terminals."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.prose import (
    Block,
    Inline,
    Link,
    Paragraph,
    Prose,
    plain_inline,
    plain_parts,
)

WriteRow = Callable[[tuple[Inline, ...]], str]


def to_text(prose: Prose) -> str:
    """Give *prose* as text, a line for each paragraph and bullet.

    An empty line stands between blocks; a link's address follows its
    words in round brackets.
    """
    return "\n".join(to_lines(prose))


def to_one_line(prose: Prose) -> str:
    """Give *prose* on one line."""
    return one_line(to_text(prose))


def to_lines(prose: Prose) -> list[str]:
    """Give the lines of :func:`to_text`."""
    return block_lines(prose.blocks, row_text)


def row_text(children: tuple[Inline, ...]) -> str:
    """Give one paragraph as a line of text."""
    return one_line("".join(map(_inline, children)))


def _inline(node: Inline) -> str:
    words = plain_inline(node)
    if isinstance(node, Link):
        url = plain_parts(node.url)
        return words if url == words else f"{words} ({url})"
    return words


def block_lines(
    blocks: Iterable[Block], write: WriteRow, bullet: str = "- "
) -> list[str]:
    """Give blocks as lines, *write* making a line of each paragraph.

    What belongs to a bullet is indented by the bullet's width.
    """
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        if isinstance(block, Paragraph):
            lines.append(write(block.children))
            continue
        for item in block.items:
            inner = block_lines(item, write, bullet)
            if len(item) > 1 and lines and lines[-1]:
                lines.append("")
            for number, line in enumerate(inner):
                indent = bullet if number == 0 else " " * len(bullet)
                lines.append(f"{indent}{line}" if line else "")
    return lines
