# SPDX-License-Identifier: Apache-2.0
"""A checklist as Markdown, as text for a pad, and as reStructuredText.

Each class writes the whole list (``document``) or a line for each item
(``brief``).
"""

from __future__ import annotations

import dataclasses
import re
import textwrap
import unicodedata
from collections.abc import Iterable

from watcher_liaison_guide.checklist.model import (
    Checklist,
    ExceptionItem,
    Item,
)
from watcher_liaison_guide.export import display, timeline
from watcher_liaison_guide.export.badges import commands
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.outline import (
    MarkedOutline,
    Outline,
    said_once,
)
from watcher_liaison_guide.export.wording import day
from watcher_liaison_guide.prose import Emphasis, Inline, Link, Literal

#: Keeps a line from being broken, or an empty one from being left out.
_KEPT = "\0"
#: The columns of a pad.
_WIDTH = 100
#: An invisible space, where no backslash keeps a text from being a mention.
_BREAK = "\u200b"
#: Marks that a backslash makes letters of, wherever they are.
_BACKSLASHED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*[]|~$"})
#: What begins a list, a heading, a quotation or the like.
_BLOCKS = ("-", "+", "#", ">", "=", ":")


class Markdown(MarkedOutline):
    """Writes a task list in CommonMark and GitHub's Markdown."""

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

    def remark(self, lead: str, lines: list[str]) -> Iterable[str]:
        # An issue takes so many letters, and sources matter least.
        return () if lead == "Source: " else super().remark(lead, lines)


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


class Etherpad(Outline):
    """Writes plain text that survives being pasted into a pad.

    Lines have at most 100 columns, if no address or command is longer.
    """

    indent = "    "
    parts_items = True
    before_list = ()
    before_fact = ""

    def title(self, text: str) -> list[str]:
        return self.headline(text, 0)

    def heading(self, text: str) -> list[str]:
        return ["", "", *self.headline(text, 1)]

    def finish(self, lines: Iterable[str]) -> Iterable[str]:
        """Break lines, but none that is to be copied as it is."""
        for line in lines:
            text = line.expandtabs()
            if _KEPT in text or not text.strip():
                yield text.replace(_KEPT, "")
                continue
            margin = " " * (len(text) - len(text.lstrip()))
            lead = re.match(r"(- |\[[ x]\] )?", text[len(margin) :])
            hang = " " * len(lead[0]) if lead else ""
            yield from textwrap.wrap(
                text,
                _WIDTH,
                subsequent_indent=margin + hang,
                break_long_words=False,
                break_on_hyphens=False,
            )

    def brief_heading(self, text: str) -> list[str]:
        return self.headline(text, 1)

    def brief_link(self, words: str, url: str) -> str:
        return safe_url(url) or ""

    def request(self, one: ExceptionItem) -> str:
        url = safe_url(one.url) or ""
        return f"- {display.exception_text(one)} {url}".rstrip()

    def bullet(self, box: str) -> str:
        return box or "-"

    def strong(self, text: str) -> str:
        return text

    def nested(self, lines: list[str]) -> Iterable[str]:
        return super().nested(list(filter(None, lines)))

    def remark(self, lead: str, lines: list[str]) -> Iterable[str]:
        yield f"{lead or 'Note: '}{lines[0]}".rstrip()
        yield from lines[1:]

    def commands(self, item: Item) -> Iterable[str]:
        """Yield what to type, so that a line can be copied as it is."""
        for repository, runs in commands(item):
            if repository:
                yield f"In {one_line(repository)}:"
            for run in runs:
                for number, part in enumerate(run.splitlines()):
                    prompt = " " if number else "$"
                    yield f"{_KEPT}{prompt} {part}".rstrip()

    def links(self, item: Item) -> Iterable[str]:
        return (
            self.address(one.text, safe_url(one.url)) for one in item.links
        )


class Rst(MarkedOutline):
    """Writes reStructuredText that builds with nothing but Sphinx."""

    parts_items = True
    around_nested = ("",)

    # -- markup

    def headline(self, text: str, level: int) -> list[str]:
        text = self.line(text)
        wide = sum(unicodedata.east_asian_width(one) in "FW" for one in text)
        return [text, "=-~"[level] * max(len(text) + wide, 3)]

    def escape(self, text: str) -> str:
        """Return text, on one line, that reST shows letter by letter.

        Besides inline markup, the colon and the at-sign that would make an
        address of a text are escaped.
        """
        text = re.sub(r"([\\`*_|])", r"\\\1", one_line(text))
        text = re.sub(r"(?<=\w):(?=\S)", r"\\:", text)
        text = re.sub(r"::$", r":\\:", text)
        return text.replace("@", r"\@")

    def first(self, text: str) -> str:
        # An asterisk or backquote that is not escaped is our own markup.
        if re.match(r"[^\w\s\\`*]", text):
            return f"\\{text}"
        return re.sub(r"^(\w+)([.)])(?=\s|$)", r"\1\\\2", text)

    def literal(self, text: str) -> str:
        text = one_line(text)
        if not text or "`" in text or text.endswith("\\"):
            return self.escape(text)
        return f"``{text}``"

    def linked(self, words: str, url: str) -> str:
        words = words.replace("<", r"\<")
        # An underscore at the end of an address would make it a name.
        url = re.sub(r"_$", r"\\_", url)
        return f"`{words} <{url}>`__"

    def row(self, children: tuple[Inline, ...]) -> str:
        text = ""
        marked_before = False
        for child in children:
            piece = self.inline(child)
            if not piece:
                continue
            marked = isinstance(child, Literal | Emphasis | Link)
            apart = not text or text[-1].isspace() or piece[0].isspace()
            if (marked or marked_before) and not apart:
                text += "\\ "
            text += piece
            marked_before = marked
        return self.first(text.strip())

    def block(self, text: str) -> list[str]:
        lines = text.rstrip("\n").expandtabs().splitlines()
        return [
            ".. code-block:: text",
            "",
            *(f"   {part}" if part.strip() else _KEPT for part in lines),
        ]

    def fact(self, name: str, text: str) -> str:
        name = re.sub(r"(?<!\\):", r"\\:", self.line(name))
        return f":{name}: {self.line(text)}"

    def finish(self, lines: Iterable[str]) -> Iterable[str]:
        """Leave one empty line of several; those of commands are not empty."""
        before = ""
        for line in lines:
            if line or before:
                yield line.replace(_KEPT, "").rstrip()
            before = line

    # -- parts of a page

    def definitions(self, checklist: Checklist) -> Iterable[str]:
        facts = display.facts(checklist)
        found = [(name, display.text_of(pieces)) for name, pieces in facts]
        found += display.people(checklist).items()
        found.append(("Notes", " ".join((checklist.notes or "").split())))
        for name, text in found:
            if text:
                yield from (self.line(name), f"   {self.line(text)}", "")

    def dates(self, checklist: Checklist) -> Iterable[str]:
        rows = timeline.timeline_rows(checklist)
        if not rows:
            yield "No dates yet"
            return
        yield from (".. list-table::", "   :header-rows: 1")
        yield from ("   :widths: 40 35 25", "")
        yield from self.table_row("Event", "When", "Where the date comes from")
        for row in rows:
            when = display.text_of(row.when)
            if row.was:
                when += f" (was {day(row.was)})"
            yield from self.table_row(row.title, when, row.basis)

    def table_row(self, *cells: str) -> Iterable[str]:
        for number, cell in enumerate(cells):
            yield f"   {' ' if number else '*'} - {self.line(cell)}"

    def exceptions(self, checklist: Checklist) -> Iterable[str]:
        if not checklist.exceptions:
            yield (
                "No exception is on record for this cycle. "
                "When one may be granted:"
            )
            yield ""
        for policy in checklist.policies:
            who = display.owner_text(policy.decides)
            yield self.line(display.policy_text(policy, who))
            yield ""
        yield from map(self.request, checklist.exceptions)


def part_to_rst(
    checklist: Checklist, part: str, phase_id: str | None = None
) -> list[str]:
    """Return the lines of one part of a checklist's page, without a heading.

    *part* is "facts", "timeline", "phase" (which one is *phase_id*) or
    "exceptions". No extension is needed to parse the lines.
    """
    rst = Rst()
    if part == "facts":
        lines = rst.definitions(checklist)
    elif part == "timeline":
        lines = rst.dates(checklist)
    elif part == "exceptions":
        lines = rst.exceptions(checklist)
    else:
        (phase,) = (one for one in checklist.phases if one.id == phase_id)
        items = tuple(
            item for item in checklist.items if item.phase == phase_id
        )
        shown = dataclasses.replace(checklist, items=items)
        lines = rst.phase(said_once(shown), phase)
    return rst.joined(lines).strip("\n").split("\n")
