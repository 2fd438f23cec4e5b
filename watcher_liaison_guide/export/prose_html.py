# SPDX-License-Identifier: Apache-2.0
"""Filled prose as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.prose import (
    Block,
    Emphasis,
    Inline,
    Link,
    Literal,
    Paragraph,
    Prose,
    plain_inline,
    plain_parts,
)


def to_html(prose: Prose) -> str:
    """Give the blocks of *prose* as elements; every text is escaped."""
    return _blocks(prose.blocks)


def _blocks(blocks: Iterable[Block]) -> str:
    return "".join(
        f"<p>{_row(block.children)}</p>"
        if isinstance(block, Paragraph)
        else "<ul>"
        + "".join(f"<li>{_item(item)}</li>" for item in block.items)
        + "</ul>"
        for block in blocks
    )


def _item(blocks: tuple[Block, ...]) -> str:
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return _row(blocks[0].children)
    return _blocks(blocks)


def _row(children: Iterable[Inline]) -> str:
    return "".join(map(_inline, children))


def _inline(node: Inline) -> str:
    words = escape(plain_inline(node))
    if isinstance(node, Literal):
        return f"<code>{words}</code>"
    if isinstance(node, Emphasis):
        return f"<em>{words}</em>"
    if isinstance(node, Link):
        url = safe_url(plain_parts(node.url))
        return f'<a href="{escape(url)}">{words}</a>' if url else words
    return words
