# SPDX-License-Identifier: Apache-2.0
"""Filled prose, and any other text, as plain reStructuredText."""

from __future__ import annotations

import re

from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.prose_text import block_lines
from watcher_liaison_guide.prose import (
    Emphasis,
    Inline,
    Link,
    Literal,
    Prose,
    plain_inline,
    plain_parts,
)

#: Stands in an empty line of a literal block, which is to stay.
KEPT = "\0"


def to_rst(prose: Prose) -> list[str]:
    """Give *prose* as lines that need no extension and begin at the left."""
    return block_lines(prose.blocks, _row)


def escape(text: str) -> str:
    """Give text, on one line, that reST shows letter by letter.

    Besides inline markup, the colon and the at-sign that would make an
    address of a text are escaped.
    """
    text = one_line(text)
    text = re.sub(r"([\\`*_|])", r"\\\1", text)
    text = re.sub(r"(?<=\w):(?=\S)", r"\\:", text)
    text = re.sub(r"::$", r":\\:", text)
    return text.replace("@", r"\@")


def first(text: str) -> str:
    """Escape what at the beginning of a line would begin a block.

    In *text*, escaped, a bare asterisk or backquote is our own markup.
    """
    if re.match(r"[^\w\s\\`*]", text):
        return f"\\{text}"
    return re.sub(r"^(\w+)([.)])(?=\s|$)", r"\1\\\2", text)


def line(text: str) -> str:
    """Give text, escaped, that may stand where a block begins."""
    return first(escape(text))


def literal(text: str) -> str:
    """Give text as a literal, or escaped where a literal cannot hold it."""
    text = one_line(text)
    if not text or "`" in text or text.endswith("\\"):
        return escape(text)
    return f"``{text}``"


def literal_block(text: str) -> list[str]:
    """Give lines as a literal block."""
    lines = text.rstrip("\n").expandtabs().splitlines()
    return [
        ".. code-block:: text",
        "",
        *(f"   {part}" if part.strip() else KEPT for part in lines),
    ]


def link(words: str, url: str | None) -> str:
    """Give a link, or its words alone where the address is no address."""
    words = escape(words)
    safe = safe_url(url)
    if not safe or not words:
        return words
    words = words.replace("<", r"\<")
    # An underscore at the end of an address would make it a name.
    safe = re.sub(r"_$", r"\\_", safe)
    return f"`{words} <{safe}>`__"


def _row(children: tuple[Inline, ...]) -> str:
    text = ""
    marked_before = False
    for child in children:
        piece = _inline(child)
        if not piece:
            continue
        marked = isinstance(child, Literal | Emphasis | Link)
        apart = not text or text[-1].isspace() or piece[0].isspace()
        if (marked or marked_before) and not apart:
            text += "\\ "
        text += piece
        marked_before = marked
    return first(text.strip())


def _inline(node: Inline) -> str:
    words = plain_inline(node)
    if isinstance(node, Literal):
        return literal(words)
    if isinstance(node, Emphasis):
        return f"*{escape(words)}*" if words.strip() else ""
    if isinstance(node, Link):
        return link(words, plain_parts(node.url))
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and words.strip() else ""
    return f"{before}{escape(words)}{after}"
