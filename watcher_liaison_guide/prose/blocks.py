# SPDX-License-Identifier: Apache-2.0
"""Paragraphs and bullet lists, and what docutils would read otherwise."""

from __future__ import annotations

import re

from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.prose.inline import InlineReader
from watcher_liaison_guide.prose.nodes import (
    Block,
    Bullets,
    Origin,
    Paragraph,
    Prose,
)

_BULLET = re.compile(r"(?P<mark>[-*]) +(?=\S)")
#: How deeply lists may be nested.
MAXIMUM_DEPTH = 10
#: A line that docutils reads as a heading's underline or a rule.
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1* *$")
#: First lines of a block by which docutils would begin something else, and
#: what that is; each takes in a little more than docutils does.
_OTHER_BLOCKS = {
    r"\.\.(?: |$)": "Directives, comments and targets",
    r"__(?: |$)": "Anonymous targets",
    r"\(?(?:[0-9]+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|#)[.)](?: |$)": "Numbered lists",
    r":[^ :](?:[^:]|:(?![ `]|$))*:(?: |$)": "Field lists",
    r"[-+/]{1,2}[a-zA-Z0-9]": "Option lists",
    r">>>(?: |$)": "Interpreter sessions",
    r"\|(?: |$)": "Line blocks",
    r"\+-[-+]+-\+ *$|=+(?: +=+)+ *$": "Tables",
}
_FIRST_LINES = (
    *(
        (
            re.compile(pattern),
            f"{what} are not part of prose.",
            "Rewrite it as paragraphs or bullets.",
        )
        for pattern, what in _OTHER_BLOCKS.items()
    ),
    (
        re.compile("[-*+\u2022\u2023\u2043](?: |$)"),
        "This is not a bullet that prose knows.",
        'Write "- " and the text on the same line.',
    ),
)
#: Whitespace besides "\n", space and no-break space, and control characters.
_STRANGE = re.compile("[^\\S \n\u00a0]|[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def parse(text: str, origin: Origin) -> tuple[Prose, list[Problem]]:
    """Return what can be read of *text*, and every problem in it."""
    reader = _Reader(text, origin)
    return Prose(reader.read(), origin.at(0, 0)), reader.problems


class _Reader:
    """The state of reading one text.

    Lines and columns count from 0, and an end is that of a slice.
    """

    def __init__(self, text: str, origin: Origin) -> None:
        #: Spaces at the ends are removed once the characters are checked.
        self.lines = text.rstrip("\n").split("\n")
        self.origin = origin
        self.problems: list[Problem] = []

    def report(
        self,
        number: int,
        message: str,
        advice: str | None = None,
        column: int | None = None,
    ) -> None:
        """Report what is wrong in a line, where it begins without *column*."""
        line = self.lines[number]
        if column is None:
            column = len(line) - len(line.lstrip())
        place = self.origin.at(number, column)
        self.problems.append(Code.PROSE_MARKUP.at(place, message, advice))

    def read(self) -> tuple[Block, ...]:
        """Return the blocks of the text, none if it has odd characters."""
        for number, line in enumerate(self.lines):
            match = _STRANGE.search(line)
            if match is not None:
                what = (
                    "a tab" if match[0] == "\t" else f"U+{ord(match[0]):04X}"
                )
                message = f"The text contains {what}."
                self.report(number, message, "Use spaces.", match.start())
        if self.problems:
            return ()
        self.lines = [line.rstrip() for line in self.lines]
        return self._blocks(0, len(self.lines), 0, 0)

    def _blocks(
        self, start: int, end: int, indent: int, depth: int
    ) -> tuple[Block, ...]:
        """Return the blocks from line *start* to *end*, indented by *indent*.

        *depth* counts the lists around them.
        """
        found: list[Block] = []
        number = start
        while number < end:
            line = self.lines[number]
            if not line:
                number += 1
            elif line[indent].isspace():
                self.report(
                    number,
                    "The line is indented, which reST reads as a quotation.",
                    "Begin it where the lines around it begin.",
                )
                number = self._paragraph_end(number, end)
            elif _BULLET.match(line, indent) and depth == MAXIMUM_DEPTH:
                message = f"Lists are nested deeper than {MAXIMUM_DEPTH}."
                self.report(number, message, "Write paragraphs.")
                number = end
            elif _BULLET.match(line, indent):
                bullets, number = self._bullets(number, end, indent, depth)
                found.append(bullets)
            else:
                stop = self._paragraph_end(number, end)
                if self._is_paragraph(number, stop, indent):
                    found.append(self._paragraph(number, stop, indent))
                else:
                    stop = self._body_end(stop, end, indent + 1)
                number = stop
        return tuple(found)

    def _paragraph_end(self, number: int, end: int) -> int:
        while number < end and self.lines[number]:
            number += 1
        return number

    def _body_end(self, number: int, end: int, column: int) -> int:
        """Return the next line with text before *column*, else *end*."""
        while number < end and not self.lines[number][:column].strip():
            number += 1
        return number

    # -- bullets

    def _bullets(
        self, number: int, end: int, indent: int, depth: int
    ) -> tuple[Bullets, int]:
        """Return the list that begins at a line, and the line after it."""
        position = self.origin.at(number, indent)
        mark = self.lines[number][indent]
        items: list[tuple[Block, ...]] = []
        while number < end:
            match = _BULLET.match(self.lines[number], indent)
            if match is None:
                break
            if match["mark"] != mark:
                self.report(
                    number,
                    f'A list begun with "{mark}" continues with '
                    f'"{match["mark"]}".',
                    "Use one mark in a list.",
                )
            stop = self._body_end(number + 1, end, match.end())
            last = stop
            while not self.lines[last - 1]:
                last -= 1
            # The item's first line is read as if it were below the mark.
            whole = self.lines[number]
            self.lines[number] = " " * match.end() + whole[match.end() :]
            items.append(self._blocks(number, last, match.end(), depth + 1))
            self.lines[number] = whole
            number = stop
            line = self.lines[number] if number < end else ""
            if line and last == stop and not _BULLET.match(line, indent):
                self.report(
                    number,
                    "A list ends here without an empty line.",
                    "Leave a line empty after the list, or indent the line "
                    "so that it belongs to the item.",
                )
        return Bullets(tuple(items), position), number

    # -- paragraphs

    def _is_paragraph(self, number: int, stop: int, indent: int) -> bool:
        """Whether these lines are a paragraph; report why they are not."""
        first = self.lines[number][indent:]
        for pattern, message, advice in _FIRST_LINES:
            if pattern.match(first):
                self.report(number, message, advice)
                return False
        before = len(self.problems)
        for index in range(number, stop):
            self._check_line(index, indent, first=index == number)
        last = self.lines[stop - 1]
        if len(self.problems) == before and last.endswith("::"):
            self.report(
                stop - 1,
                "A literal block is not part of prose.",
                'Put commands to type under "commands".',
                len(last) - 2,
            )
        return len(self.problems) == before

    def _check_line(self, number: int, indent: int, first: bool) -> None:
        line = self.lines[number]
        if line[indent].isspace():
            self.report(
                number,
                "The line is indented unlike the one above it.",
                "Begin it where the paragraph begins.",
            )
        elif _RULE.match(line, indent):
            self.report(number, "Headings and rules are not part of prose.")
        elif not first and _BULLET.match(line, indent):
            self.report(
                number,
                "A list begins inside a paragraph.",
                "Leave a line empty before the list.",
            )

    def _paragraph(self, number: int, stop: int, indent: int) -> Paragraph:
        source = "\n".join(line[indent:] for line in self.lines[number:stop])
        place = self.origin.places(source, number, indent)
        children = InlineReader(source, place, self.problems).read()
        return Paragraph(children, source, place(0))
