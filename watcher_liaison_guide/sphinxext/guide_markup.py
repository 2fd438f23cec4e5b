# SPDX-License-Identifier: Apache-2.0
"""The guide as reST with our roles, and what Sphinx makes of it.

Words keep their placeholders (``{release}``, ``{{``) so that a message is
the same for every cycle; ``transforms.FillPlaceholders`` fills them when a
page is written, after translation.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from docutils import nodes
from docutils.languages import get_language
from docutils.parsers.rst.states import (
    Inliner,
    NestedStateMachine,
    state_classes,
)
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.config import Config
from sphinx.util.docutils import switch_source_input

from watcher_liaison_guide.export.guide_markup import (
    Line,
    Lines,
    Rst,
    blocks,
    indented,
    template_text,
)
from watcher_liaison_guide.export.guide_titles import title_in_guide
from watcher_liaison_guide.guide.model import Guide, Term
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.prose import (
    Block,
    Paragraph,
    Part,
    Prose,
    Reference,
)
from watcher_liaison_guide.sphinxext.domain import FIRST_ITEM
from watcher_liaison_guide.sphinxext.nodes import PROSE, liaison_time, place
from watcher_liaison_guide.sphinxext.roles import WORDS
from watcher_liaison_guide.sphinxext.words import say, shown_day
from watcher_liaison_guide.yamlreader import position_of


@dataclasses.dataclass(frozen=True)
class Message:
    """Words that are one message to translators, and their place."""

    text: str
    position: Position
    paragraph: Paragraph | None = None

    @classmethod
    def of(cls, paragraph: Paragraph) -> Message:
        return cls(paragraph.source, paragraph.position, paragraph)


class SphinxRst(Rst):
    """reStructuredText with the roles of this extension."""

    parted = True

    def __init__(self, guide: Guide, config: Config) -> None:
        super().__init__(guide)
        self.config = config
        #: Words inside of lines, by the number that their role has.
        self.messages: list[Message] = []
        #: Paragraphs of the guide, by what docutils knows of them.
        self.paragraphs: dict[tuple[str, int, str], Paragraph] = {}

    # -- pieces of a line

    def translated(self, text: str) -> str:
        return say(text)

    def text(self, text: str) -> str:
        return super().text(text.replace("{", "{{").replace("}", "}}"))

    def name(self, text: str) -> str:
        return self._message(
            self.text(text), Message(str(text), position_of(text))
        )

    def words(self, parts: Iterable[Part], position: Position) -> str:
        text = template_text(parts)
        return self._message(super().text(text), Message(text, position))

    def _message(self, markup: str, message: Message) -> str:
        self.messages.append(message)
        return _role("words", markup, str(len(self.messages) - 1))

    def first_paragraph(self, paragraph: Paragraph) -> str:
        text = paragraph.source.replace("\n", " ")
        return self._message(text, Message.of(paragraph))

    def literal(self, parts: Iterable[Part]) -> str:
        return self.form.literal(template_text(parts))

    def strong(self, text: str) -> str:
        return _role("strong", text, "")

    def span(self, classes: str, text: str) -> str:
        return _role("span", text, classes)

    def link(self, words: str, parts: Iterable[Part]) -> str:
        return _role("link", words, template_text(parts))

    def address(self, parts: Iterable[Part]) -> str:
        text = template_text(parts)
        return _role("link", super().text(text), text)

    def reference(self, kind: str, name: str, title: str) -> str:
        return f":liaison:{kind}:`{name}`"

    def term_reference(self, name: str) -> str:
        return f":term:`{_nested(name)}`"

    def document(self, name: str, words: str) -> str:
        return _role("to", words, f"std doc {name}")

    def in_checklist(self, item: str, words: str, more: bool) -> str:
        link = _role("to", words, f"liaison {FIRST_ITEM} {item}")
        if not more:
            return self.span("liaison-badge liaison-badge-see", link)
        # What parts it from other facts goes with it where it goes.
        return " " + self.span("liaison-badge liaison-badge-see", f"· {link}")

    def term(self, names: list[str], term: Term) -> str:
        return self.text(names[0] if names else term.shown)

    def day(self, date: datetime.date) -> str:
        shown = self.text(shown_day(date, self.config))
        return _role("day", shown, date.isoformat())

    def phase(
        self, name: str, start: datetime.date | None, end: datetime.date | None
    ) -> str:
        """Return a phase's name, by which a browser knows its dates."""
        return _role("phase", name, f"{start or ''} {end or ''}")

    def mark(self, kind: str, name: str) -> str:
        words = f"{kind} {name}".rstrip()
        return f":liaison-mark:`{words}`\\ "

    # -- lines

    def paragraph(
        self, text: str, position: Position, classes: str = "", mark: str = ""
    ) -> Lines:
        own = self.mark("own", classes)
        return [Line(f"{own}{mark}{text}", position)] if text else []

    def prose(self, text: Prose, before: str = "") -> Lines:
        found = [self._block(block) for block in text.blocks]
        if before and not isinstance(text.blocks[0], Paragraph):
            found.insert(0, [Line(before, position_of(text))])
        elif before:
            found[0] = indented(found[0], before, "")
        return blocks(*found)

    def _block(self, block: Block) -> Lines:
        if not isinstance(block, Paragraph):
            return self.bullets(
                blocks(*map(self._block, item)) for item in block.items
            )
        where = block.position
        key = where.path, where.line, block.source
        self.paragraphs[key] = block
        return _lines(block.source, where)

    def note(
        self, lines: Lines, position: Position, classes: str = "liaison-note"
    ) -> Lines:
        return self._directive("compound", "", classes, lines, position)

    def code(self, parts: Iterable[Part], position: Position) -> Lines:
        lines = _lines(template_text(parts).rstrip("\n"), position)
        return self._directive(
            "code-block", "bash", "liaison-command", lines, position
        )

    @staticmethod
    def _directive(
        name: str, argument: str, classes: str, lines: Lines, where: Position
    ) -> Lines:
        head = (f".. {name}:: {argument}", f"   :class: {classes}", "")
        return [
            *(Line(line, where) for line in head),
            *indented(lines, "   ", "   "),
        ]


def _nested(markup: str) -> str:
    """Return markup as it is written inside of a role."""
    return re.sub(r"[\\`<]", r"\\\g<0>", markup)


def _role(name: str, words: str, target: str) -> str:
    title = _nested(words)
    target = _nested(target)
    return f":liaison-{name}:`{title} <{target}>`"


def _lines(text: str, position: Position) -> Lines:
    """Return lines of a text, which follow each other in the YAML."""
    return [
        Line(line, position._replace(line=position.line + number))
        for number, line in enumerate(text.split("\n"))
    ]


# -- what becomes of the lines


def parse(state: Any, lines: Lines, parent: nodes.Element) -> None:
    """Parse lines as reST, whatever the page itself is written in."""
    document = state.document
    source = StringList(
        [line.text for line in lines],
        items=[
            (line.position.path, (line.position.line or 1) - 1)
            for line in lines
        ],
    )
    inliner = state.memo.inliner
    if not isinstance(inliner, Inliner):  # the page is not written in reST
        inliner = Inliner()
        inliner.init_customizations(document.settings)
    memo = SimpleNamespace(
        document=document,
        reporter=document.reporter,
        language=get_language(
            document.settings.language_code, document.reporter
        ),
        title_styles=[],
        section_level=0,
        section_bubble_up_kludge=False,
        inliner=inliner,
    )
    machine: Any = NestedStateMachine(
        state_classes=state_classes, initial_state="Body"
    )
    with switch_source_input(state, source):
        machine.run(source, 0, memo, parent, match_titles=False)
        machine.unlink()


def settle(root: nodes.Element, markup: SphinxRst) -> None:
    """Put in place what the words of the guide refer to."""
    for node in root.findall(nodes.TextElement):
        if not isinstance(node.parent, nodes.Inline | nodes.TextElement):
            node[PROSE] = True
        if WORDS in node:
            message = markup.messages[node.attributes.pop(WORDS)]
            node.rawsource = message.text
            place(node, message.position)
            _settle_references(node, message.paragraph)
        elif isinstance(node, nodes.paragraph):
            key = node.source or "", node.line or 0, node.rawsource
            _settle_references(node, markup.paragraphs.get(key))
        elif isinstance(node, nodes.term):
            # Where a title is escaped, translators see it as it is.
            node.rawsource = node.astext()
    for found in root.findall(addnodes.pending_xref):
        kind, target = found["reftype"], found["reftarget"]
        is_ours = found["refdomain"] == "liaison"
        if (is_ours and kind not in ("item", FIRST_ITEM)) or kind == "term":
            # It was checked with the guide.
            found["liaison_checked"], found["refwarn"] = True, False
        title = title_in_guide(markup.guide, kind, target) if is_ours else None
        if title and not found["refexplicit"]:
            words = found[0]
            words.children = []
            words += nodes.Text(title)  # type: ignore[operator]
    for day in root.findall(liaison_time):
        day["liaison_checked"] = True


def _settle_references(
    node: nodes.TextElement, paragraph: Paragraph | None
) -> None:
    """Set the place of each reference in a paragraph."""
    if paragraph is None:
        return
    references = (
        one for one in paragraph.children if isinstance(one, Reference)
    )
    found = (
        one
        for one in node.findall(nodes.Element)
        if isinstance(one, addnodes.pending_xref | liaison_time)
    )
    for one, reference in zip(found, references, strict=False):
        place(one, reference.position)
        for inner in one.findall(nodes.Element):
            place(inner, reference.position)
