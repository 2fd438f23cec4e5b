# SPDX-License-Identifier: Apache-2.0
"""A checklist as Markdown (CommonMark and GitHub's): a task list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.outline import MarkedOutline
from watcher_liaison_guide.prose import Prose

#: An invisible space, where no backslash keeps a text from being a mention.
_BREAK = "\u200b"
#: Marks that a backslash makes letters of, wherever they are.
_BACKSLASHED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*[]|~$"})
#: What begins a list, a heading, a quotation or the like.
_BLOCKS = ("-", "+", "#", ">", "=", ":")


def checklist_to_markdown(checklist: Checklist) -> str:
    """Return the checklist as GitHub's Markdown, ending in a newline."""
    return Markdown().document(checklist)


class Markdown(MarkedOutline):
    def headline(self, text: str, level: int) -> list[str]:
        return [f"{'#' * (level + 1)} {self.escape(text)}"]

    def escape(self, text: str) -> str:
        text = one_line(text).translate(_BACKSLASHED)
        # Inside words an underscore means nothing; elsewhere it may.
        text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
        text = re.sub(r"&(?=[A-Za-z0-9#]+;)", "&amp;", text)
        text = text.replace("<", "&lt;")
        # "#1" is another issue to GitHub, "@nick" someone to be notified.
        return re.sub(r"(?<!\w)(@(?=\w)|#(?=\d))", rf"\1{_BREAK}", text)

    def first(self, text: str) -> str:
        text = re.sub(r"^(\d+)([.)])", r"\1\\\2", text)
        return f"\\{text}" if text.startswith(_BLOCKS) else text

    def literal(self, text: str) -> str:
        """Return text as a code span, whatever backquotes it contains."""
        text = one_line(text)
        if not text:
            return ""
        fence = "`" * (_longest_run(text) + 1)
        room = " " if text[0] == "`" or text[-1] == "`" else ""
        return f"{fence}{room}{text}{room}{fence}"

    def linked(self, words: str, url: str) -> str:
        return f"[{words}](<{url}>)"

    def address(self, words: str, url: str | None) -> str:
        return self.link(words, url) if url else super().address(words, url)

    def facts_behind(self, text: str) -> str:
        return f" *{text}*"

    def block(self, text: str) -> list[str]:
        """Return lines as a fenced block that nothing in them can end."""
        fence = "`" * max(3, _longest_run(text) + 1)
        return [f"{fence}sh", *text.rstrip("\n").splitlines(), fence]

    def remark(self, lead: str, text: Prose | str) -> Iterable[str]:
        # An issue takes so many letters, and sources matter least.
        return () if lead == "Source: " else super().remark(lead, text)


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
