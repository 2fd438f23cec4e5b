# SPDX-License-Identifier: Apache-2.0
"""Filled prose, and any other text, as Markdown (CommonMark and GitHub's)."""

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

# An invisible space, for what backslashes cannot keep from being a mention.
_BREAK = "\u200b"
#: Without any of these a text means nothing but itself.
_MARKS = re.compile(r"[\\`*\[\]|~$_&<@#]")
#: Marks that a backslash makes letters of, wherever they stand.
_BACKSLASHED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*[]|~$"})
#: What begins a list, a heading, a quotation or the like.
_BLOCKS = ("-", "+", "#", ">", "=", ":")


def to_markdown(prose: Prose) -> list[str]:
    """Give *prose* as lines of Markdown that begin at the left."""
    return block_lines(prose.blocks, _row)


def escape(text: str) -> str:
    """Give text, on one line, that Markdown shows letter by letter."""
    text = one_line(text)
    # Most texts hold few of these marks, or none: looking for one is far
    # quicker than compiling and running the patterns that replace them.
    if not _MARKS.search(text):
        return text
    text = text.translate(_BACKSLASHED)
    if "_" in text:
        # Inside words an underscore means nothing; elsewhere it may.
        text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    if "&" in text:
        text = re.sub(r"&(?=[A-Za-z0-9#]+;)", "&amp;", text)
    text = text.replace("<", "&lt;")
    if "@" in text or "#" in text:
        text = re.sub(r"(?<!\w)([@#])(?=\w)", _unmention, text)
    return text


def _unmention(match: re.Match[str]) -> str:
    mark = match[1]
    rest = match.string[match.end() :]
    # "#1" is another issue to GitHub, "@nick" somebody to be told.
    return mark + _BREAK if mark == "@" or rest[:1].isdigit() else mark


def first(text: str) -> str:
    """Escape what at the beginning of a line would begin a block."""
    if text[:1].isdecimal():
        return re.sub(r"^(\d+)([.)])", r"\1\\\2", text)
    return f"\\{text}" if text.startswith(_BLOCKS) else text


def line(text: str) -> str:
    """Give text, escaped, that may stand where a block begins."""
    return first(escape(text))


def code(text: str) -> str:
    """Give text as a code span, whatever backquotes it holds."""
    text = one_line(text)
    if not text:
        return ""
    if "`" not in text:
        return f"`{text}`"
    runs = [len(run) for run in re.findall("`+", text)]
    fence = "`" * (max(runs) + 1)
    room = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{room}{text}{room}{fence}"


def code_block(text: str) -> list[str]:
    """Give lines as a fenced block that nothing in them can end."""
    lines = text.rstrip("\n").splitlines()
    runs = [len(run) for part in lines for run in re.findall("`+", part)]
    fence = "`" * max(3, max(runs, default=0) + 1)
    return [f"{fence}sh", *lines, fence]


def link(words: str, url: str | None) -> str:
    """Give a link, or its words alone where the address is no address."""
    words = escape(words)
    safe = safe_url(url)
    return f"[{words}](<{safe}>)" if safe else words


def _row(children: tuple[Inline, ...]) -> str:
    return first("".join(map(_inline, children)).strip())


def _inline(node: Inline) -> str:
    words = plain_inline(node)
    if isinstance(node, Literal):
        return code(words)
    if isinstance(node, Emphasis):
        return f"*{escape(words)}*" if words.strip() else ""
    if isinstance(node, Link):
        return link(words, plain_parts(node.url))
    # Spaces at the ends keep words apart from the markup beside them.
    return _outer(words, escape(words))


def _outer(words: str, escaped: str) -> str:
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and words.strip() else ""
    return f"{before}{escaped}{after}"
