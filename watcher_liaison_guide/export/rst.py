# SPDX-License-Identifier: Apache-2.0
"""A checklist as reStructuredText that builds with nothing but Sphinx."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable

from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.export import display, timeline
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.item_words import policy_text, said_once
from watcher_liaison_guide.export.outline import MarkedOutline
from watcher_liaison_guide.export.wording import day
from watcher_liaison_guide.prose import Emphasis, Inline, Link, Literal

#: Keeps an empty line of a literal block.
_KEPT = "\0"


def checklist_to_rst(checklist: Checklist) -> str:
    """Return the checklist as a document of its own, ending in a newline."""
    return Rst().document(checklist)


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


class Rst(MarkedOutline):
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
            yield self.line(policy_text(policy, who))
            yield ""
        yield from map(self.request, checklist.exceptions)
