# SPDX-License-Identifier: Apache-2.0
"""How a guide is marked up: as plain reStructuredText, and as Markdown.

A method returns a piece of a line as ``str``, or whole lines as ``Lines``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from watcher_liaison_guide.export import formats
from watcher_liaison_guide.export.guide_titles import title_in_guide
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.outline import MarkedOutline
from watcher_liaison_guide.guide.model import Guide, Term
from watcher_liaison_guide.problems import NOWHERE, Position
from watcher_liaison_guide.prose import (
    Inline,
    Link,
    Literal,
    Paragraph,
    Part,
    Prose,
    Reference,
    Text,
    plain_parts,
    with_paragraphs,
)


class Line(NamedTuple):
    """A line of markup, and the place of the YAML that it comes from."""

    text: str
    position: Position


Lines = list[Line]


_PLACE = re.compile(r"\{([a-z_]+)\}")
#: Ends a list where another one follows it.
END_OF_LIST = ".."


def blocks(*parts: Lines) -> Lines:
    """Return the lines of several blocks, with an empty line between."""
    found: Lines = []
    for lines in parts:
        if not lines:
            continue
        where = lines[0].position
        if found and lines[0].text.startswith("- ") and _ends_in_list(found):
            found += [Line("", where), Line(END_OF_LIST, where)]
        found += [Line("", where)] if found else []
        found += lines
    return found


def _ends_in_list(lines: Lines) -> bool:
    """Whether what begins farthest to the left last is a list's item."""
    for text, _ in reversed(lines):
        if text and not text[0].isspace():
            return text.startswith("- ")
    return False


def items(parts: Iterable[Lines]) -> Lines:
    """Return the lines of a list's items, with an empty line between."""
    found: Lines = []
    for lines in parts:
        if found:
            found.append(Line("", lines[0].position))
        found += lines
    return found


def indented(lines: Lines, first: str, others: str) -> Lines:
    """Return lines behind *first*, all but the first behind *others*."""
    return [
        Line(f"{others if number else first}{text}" if text else "", position)
        for number, (text, position) in enumerate(lines)
    ]


def template_text(parts: Iterable[Part]) -> str:
    """Return words as the YAML has them, with placeholders."""
    return "".join(
        part.text.replace("{", "{{").replace("}", "}}")
        if isinstance(part, Text)
        else f"{{{part.name}}}"
        for part in parts
    )


class Rst:
    """Plain reStructuredText that needs no extension."""

    form: MarkedOutline = formats.Rst()
    #: Whether an escaped space, which is invisible, separates pieces.
    parted = False
    end_of_list = END_OF_LIST

    def __init__(self, guide: Guide) -> None:
        self.guide = guide

    # -- pieces of a line

    def translated(self, text: str) -> str:
        """Return one of our own texts in the reader's language."""
        return text

    def say(self, template: str, **places: str) -> str:
        """Return one of our own sentences, its places filled with markup.

        Templates come from catalogues: a place that is not known is words.
        """
        text = ""
        pieces = _PLACE.split(self.translated(template))
        for number, piece in enumerate(pieces):
            if number % 2:
                found = places.get(piece, self.text(f"{{{piece}}}"))
            else:
                found = self.text(piece)
            if not found:
                continue
            apart = not text or text[-1].isspace() or found[0].isspace()
            text += found if apart or not self.parted else f"\\ {found}"
        return text

    def text(self, text: str) -> str:
        """Return words that mean nothing but themselves."""
        return self.form.spaced(text)

    def name(self, text: str) -> str:
        """Return words of the guide that are one message by themselves."""
        return self.text(text)

    def words(self, parts: Iterable[Part], position: Position) -> str:
        """Return words of the guide that may have placeholders."""
        return self.text(plain_parts(parts))

    def literal(self, parts: Iterable[Part]) -> str:
        return self.form.literal(plain_parts(parts))

    def strong(self, text: str) -> str:
        return f"**{text}**"

    def span(self, classes: str, text: str) -> str:
        """Return words that a style sheet knows by *classes*."""
        return text

    def link(self, words: str, parts: Iterable[Part]) -> str:
        """Return marked-up words with the address that they lead to."""
        parts = tuple(parts)
        address = plain_parts(parts)
        safe = None if "<" in address else safe_url(address)
        if safe is None:  # a reader has something to fill in
            return f"{words} ({self.literal(parts)})"
        return self.form.linked(words, safe)

    def address(self, parts: Iterable[Part]) -> str:
        """Return an address that leads to itself."""
        address = plain_parts(parts)
        return address if safe_url(address) == address else self.text(address)

    def reference(self, kind: str, name: str, title: str) -> str:
        """Return a reference to something of the guide."""
        return self.text(title)

    def document(self, name: str, words: str) -> str:
        """Return a link to another page of the documentation."""
        return words

    def in_checklist(self, item: str, words: str, more: bool) -> str:
        """Return a link to a step's place in a cycle's checklist."""
        return ""

    def term(self, names: list[str], term: Term) -> str:
        """Return what a term is called, and what that is short for."""
        first, *more = names or [term.shown]
        return self.text(f"{first} ({more[0]})" if more else first)

    def term_reference(self, name: str) -> str:
        return self.text(name)

    def day(self, date: datetime.date) -> str:
        return date.isoformat()

    def first_paragraph(self, paragraph: Paragraph) -> str:
        """Return a paragraph of prose for use within a line."""
        return " ".join(self._prose(Prose((paragraph,), paragraph.position)))

    # -- lines

    def paragraph(
        self, text: str, position: Position, classes: str = "", mark: str = ""
    ) -> Lines:
        """Return a paragraph of our own words, nothing for none.

        *mark* is the result of :meth:`mark`, where links lead to it.
        """
        return [Line(self.form.first(text), position)] if text else []

    def prose(self, text: Prose, before: str = "") -> Lines:
        """Return a text of the guide, its first line behind *before*."""
        lines = [Line(line, text.position) for line in self._prose(text)]
        return indented(lines, before, "")

    def _prose(self, text: Prose) -> list[str]:
        return self.form.prose(self.readable(text))

    def readable(self, text: Prose) -> Prose:
        """Return a text as it is read without the guide's pages."""

        def changed(one: Paragraph) -> Paragraph:
            return replace(one, children=tuple(self._readable(one.children)))

        return with_paragraphs(text, changed)

    def _readable(self, children: Iterable[Inline]) -> Iterator[Inline]:
        """Yield words, with what a reader has to fill in as a literal."""
        for child in children:
            if isinstance(child, Reference) and child.title is None:
                kind = child.role.rpartition(":")[2]
                title = title_in_guide(self.guide, kind, child.target)
                yield replace(child, title=title)
            elif isinstance(child, Link) and "<" in plain_parts(child.url):
                yield from child.parts
                yield Text(" (", child.position)
                yield Literal(child.url, child.position)
                yield Text(")", child.position)
            else:
                yield child

    def mark(self, kind: str, name: str) -> str:
        """Return the mark of a line to which references to a thing lead."""
        return ""

    def bullets(self, parts: Iterable[Lines]) -> Lines:
        found = [indented(item, "- ", "  ") for item in parts]
        if all(len(item) == 1 for item in found):
            return [line for item in found for line in item]
        return items(found)

    def numbers(self, parts: Iterable[Lines]) -> Lines:
        return items(
            indented(item, f"{number}. ", "   ")
            for number, item in enumerate(parts, 1)
        )

    def definition(
        self, term: str, lines: Lines, position: Position, mark: str = ""
    ) -> Lines:
        term = term.replace(" : ", r" \: ")
        term = f"{mark}{term}" if mark else self.form.first(term)
        body = lines or [Line(r"\ ", position)]
        return [Line(term, position), *indented(body, "  ", "  ")]

    def note(self, lines: Lines, position: Position) -> Lines:
        return lines

    def code(self, parts: Iterable[Part], position: Position) -> Lines:
        lines = self.form.block(plain_parts(parts))
        return [Line(line, position) for line in lines]

    def heading(self, title: str, level: int) -> Lines:
        lines = self.form.headline(title, level)
        return [Line(line, NOWHERE) for line in lines]

    def labels(self, names: Iterable[str]) -> Lines:
        """Return labels for the heading that follows."""
        return [Line(f".. _{name}:", NOWHERE) for name in names]


class Markdown(Rst):
    """Markdown, as GitHub shows it."""

    end_of_list = "<!-- -->"
    form: MarkedOutline = formats.Markdown()

    def labels(self, names: Iterable[str]) -> Lines:
        return []

    def definition(
        self, term: str, lines: Lines, position: Position, mark: str = ""
    ) -> Lines:
        head = [Line(self.strong(term), position)]
        return indented(blocks(head, lines), "- ", "  ")
