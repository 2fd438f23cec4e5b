# SPDX-License-Identifier: Apache-2.0
"""A checklist as sections, lists and tables, for other formats than HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from watcher_liaison_guide.checklist.model import (
    NO,
    Checklist,
    ExceptionItem,
    Item,
    ItemLink,
    PhaseDates,
)
from watcher_liaison_guide.export import display, markup, outline, timeline
from watcher_liaison_guide.export.badges import Badge, badges
from watcher_liaison_guide.export.checklist_html import ChecklistHtml
from watcher_liaison_guide.export.display import Piece
from watcher_liaison_guide.export.timeline import Row
from watcher_liaison_guide.export.wording import Wording
from watcher_liaison_guide.guide.model import Step
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.prose import Prose, Template
from watcher_liaison_guide.sphinxext import dates
from watcher_liaison_guide.sphinxext.builder import builder_of
from watcher_liaison_guide.sphinxext.checklist_index import link_words
from watcher_liaison_guide.sphinxext.checklist_part import (
    EXCEPTIONS,
    FACTS,
    TIMELINE,
    Showing,
    checklist_of,
    liaison_part,
)
from watcher_liaison_guide.sphinxext.compose import (
    Nodes,
    definition_list,
    facts_in_a_row,
    line,
    list_item,
    sentence,
)
from watcher_liaison_guide.sphinxext.ids import item_id
from watcher_liaison_guide.sphinxext.nodes import (
    PROSE,
    liaison_block,
    liaison_list,
    liaison_time,
)
from watcher_liaison_guide.sphinxext.page import Page
from watcher_liaison_guide.sphinxext.page_wording import (
    messages as messages_of,
)
from watcher_liaison_guide.sphinxext.page_wording import wording_of
from watcher_liaison_guide.sphinxext.placeholders import (
    VALUES,
    fill_in_day,
)
from watcher_liaison_guide.sphinxext.plain_formats import UNFOLDED
from watcher_liaison_guide.sphinxext.prose_nodes import (
    blocks,
    cross_reference,
    place,
    template_text,
    words,
)
from watcher_liaison_guide.sphinxext.words import say

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def nodes_of(env: BuildEnvironment, part: liaison_part) -> list[nodes.Node]:
    """Give the nodes that a part stands for."""
    checklist = checklist_of(env, part)
    made = _Expanded(env, checklist, part)
    name = part["part"]
    found: list[nodes.Node]
    if name == FACTS:
        found = [made.facts()]
    elif name == TIMELINE:
        found = [made.timeline()]
    elif name == EXCEPTIONS:
        found = made.exceptions()
    else:
        (phase,) = (one for one in checklist.phases if one.id == part["phase"])
        found = made.phase(phase)
    facts = made.page.inputs.facts(checklist.cycle.release)
    for node in found:
        for one in list(node.findall(liaison_time)):
            if "datetime" not in one:
                fill_in_day(one, facts, env.config)
    return found


class _Expanded:
    """Makes the nodes of the parts of a checklist."""

    def __init__(
        self, env: BuildEnvironment, checklist: Checklist, part: liaison_part
    ) -> None:
        showing: Showing = part["showing"]
        self.checklist = checklist
        self.showing = showing
        self.page = Page(env, showing.docname)
        self.wording = wording_of(env, showing.docname)
        self.position = Position(part.source or "", part.line or 0)
        self.short_ids = markup.item_ids(checklist)
        guide = self.page.guide
        self.steps = guide.steps if guide else {}
        self.on_paper = builder_of(env.config).format in UNFOLDED
        self.spelled_out: set[str] = set()

    # -- words

    def pieces(self, pieces: Iterable[Piece]) -> Nodes:
        """Give words and days as nodes."""
        return [
            nodes.Text(piece)
            if isinstance(piece, str)
            else dates.day(piece, self.page)
            for piece in pieces
        ]

    def line(self, found: Iterable[nodes.Node]) -> nodes.TextElement:
        return line(found, self.position)

    def prose(self, text: Prose) -> list[nodes.Element]:
        return blocks(self.wording.prose(text), self.page)

    # -- the head

    def facts(self) -> nodes.Element:
        entries = []
        for name, pieces in display.facts(self.checklist, self.wording):
            term = nodes.term("", name, translatable=False)
            place(term, self.position)
            entries.append((term, [self.line(self.pieces(pieces))]))
        return definition_list(entries, self.position, ["liaison-facts"])

    def timeline(self) -> nodes.Element:
        made = liaison_block(classes=["liaison-timeline"])
        made["data-liaison-cycle"] = self.checklist.cycle.release
        place(made, self.position)
        if timeline.layout(self.checklist) is not None:
            # Where a format can draw it, its picture is put in here.
            made += liaison_block(classes=["liaison-picture"])
        rows = timeline.timeline_rows(self.checklist, self.wording)
        if rows:
            made += self.table_of_dates(rows)
        else:
            made += self.line([nodes.Text(say("No dates yet"))])
        return made

    def table_of_dates(self, rows: Iterable[Row]) -> nodes.Element:
        table = nodes.table(classes=["liaison-table"])
        place(table, self.position)
        group = nodes.tgroup(cols=3)
        for width in (40, 35, 25):
            group += nodes.colspec(colwidth=width)
        head = nodes.thead()
        head += self.row(
            (say("Event"),),
            (say("When"),),
            (say("Where the date comes from"),),
        )
        group += head
        body = nodes.tbody()
        for row in rows:
            when = row.when
            if row.was:
                when = (*when, f" ({say('was')} ", row.was, ")")
            body += self.row((row.title,), when, (row.basis,))
        group += body
        table += group
        return table

    def row(self, *cells: tuple[Piece, ...]) -> nodes.Element:
        row = nodes.row()
        for cell in cells:
            row += nodes.entry("", self.line(self.pieces(cell)))
        return row

    # -- phases

    def phase(self, phase: PhaseDates) -> list[nodes.Node]:
        when = self.pieces(
            display.phase_pieces(self.checklist, phase, self.wording)
        )
        if phase.start is not None:
            basis = display.basis_text(phase, self.wording)
            when.append(nodes.Text(f" ({basis})"))
        items = [
            item for item in self.checklist.items if item.phase == phase.id
        ]
        return [self.line(when), *self.many(items, phase)]

    def many(
        self, items: Sequence[Item], outer: Item | PhaseDates
    ) -> list[nodes.Element]:
        here = [item for item in items if item.applies != NO]
        others = [item for item in items if item.applies == NO]
        made: list[nodes.Element] = []
        if here:
            made.append(self.item_list(here, outer))
        if others:
            text = display.not_applying_text(len(others), self.wording)
            made.append(self.line([nodes.Text(text)]))
            made.append(self.item_list(others, outer))
        return made

    def item_list(
        self, items: Sequence[Item], outer: Item | PhaseDates
    ) -> nodes.Element:
        made = liaison_list(bullet="-", classes=["liaison-items"])
        for item in items:
            made += self.item(item, outer)
        return made

    # -- items

    def item(self, item: Item, outer: Item | PhaseDates) -> nodes.Element:
        step = self.steps.get(item.step)
        position = step.position if step else self.position
        made = list_item(position, self.ids(item), ["liaison-item"])
        made[VALUES] = item.filling.values
        made += self.prose(item.text)
        facts = [
            self.badge(badge) for badge in badges(item, outer, self.wording)
        ]
        if facts:
            made += line(facts_in_a_row(facts), position, ["liaison-meta"])
        made += self.more(item, step, position)
        if item.items and self.is_said(item):
            made += self.line(
                [nodes.Text(say("The steps are the same as above."))]
            )
        elif item.items:
            made += self.many(item.items, item)
        return made

    def is_said(self, item: Item) -> bool:
        """Tell whether a procedure needs no second spelling out.

        On paper nothing folds away, and no command is copied: that of
        another branch can be told from the first one's.
        """
        if item.procedure is None or not self.on_paper:
            return False
        known = item.procedure in self.spelled_out
        self.spelled_out.add(item.procedure)
        return known

    def ids(self, item: Item) -> list[str]:
        showing = self.showing
        if not showing.anchors:
            return []
        short = self.short_ids[item.id]
        full = item_id(showing.release, short)
        return [short, full] if showing.own else [full]

    def badge(self, badge: Badge) -> Nodes:
        """Give a short fact."""
        found = self.pieces(badge.pieces)
        url = markup.safe_url(badge.url)
        if url:
            proof = nodes.reference("", say("proof"), refuri=url)
            found += [nodes.Text(" ("), proof, nodes.Text(")")]
        classes = ["liaison-badge", f"liaison-badge-{badge.kind}"]
        return [nodes.inline("", "", *found, classes=classes)]

    def more(
        self, item: Item, step: Step | None, position: Position
    ) -> list[nodes.Element]:
        """Give how to do an item: remarks, commands, links."""
        made: list[nodes.Element] = []
        made += self.remark("If nobody acts: {text}", item.if_silent)
        made += self.remark("Again: {text}", item.repeat)
        if item.owner is not None and item.owner.why:
            why = display.one_line(self.wording.message(item.owner.why))
            made += self.remark("Who: {text}", why)
        for note in item.notes:
            made.append(self.note(self.prose(note)))
        if item.source:
            made += self.remark("Source: {text}", item.source)
        made += self.commands(item)
        made += self.links(item, step, position)
        identity = sentence(
            say("In the cycle file: {id}"), id=nodes.literal("", item.id)
        )
        made.append(line(identity, position, ["liaison-id"]))
        return made

    def remark(
        self, template: str, text: Prose | str | None
    ) -> list[nodes.Element]:
        """Give a remark behind what it is."""
        if text is None:
            return []
        rest: list[nodes.Element] = []
        said: Nodes = []
        if isinstance(text, str):
            url = markup.safe_url(text.strip())
            shown = display.one_line(text)
            said = [
                nodes.reference("", shown, refuri=url)
                if url
                else nodes.Text(shown)
            ]
        else:
            rest = self.prose(text)
            if isinstance(rest[0], nodes.paragraph):
                first, *rest = rest
                said = [nodes.inline("", "", *first.children, **{PROSE: True})]
        lead = self.line(sentence(say(template), text=said))
        return [self.note([lead, *rest])]

    def note(self, found: Sequence[nodes.Element]) -> nodes.Element:
        block = liaison_block(classes=["liaison-note"])
        block += list(found)
        return block

    def commands(self, item: Item) -> list[nodes.Element]:
        """Give what to type, and where."""
        made: list[nodes.Element] = []
        before = None
        for repository, lines in outline.commands(item):
            if repository is not None and repository != before:
                where = sentence(
                    say("In {repository}:"),
                    repository=nodes.literal("", repository),
                )
                made.append(line(where, self.position, ["liaison-in"]))
            before = repository
            text = "\n".join(lines)
            block = nodes.literal_block(text, text, language="bash")
            place(block, self.position)
            made.append(block)
        return made

    def links(
        self, item: Item, step: Step | None, position: Position
    ) -> list[nodes.Element]:
        if not item.links:
            return []
        made = nodes.bullet_list(bullet="-", classes=["liaison-links"])
        place(made, position)
        for number, link in enumerate(item.links):
            words = link_words(item, number, step, self.wording)
            made += nodes.list_item("", self.link(link, words, position))
        return [made]

    def link(
        self, link: ItemLink, words: str, position: Position
    ) -> nodes.Element:
        text = nodes.Text(words)
        url = markup.safe_url(link.url)
        if link.doc and self.page.has_document(link.doc):
            reference = cross_reference(
                "std", "doc", link.doc, link.text, self.page, position
            )
            inner = reference[0]
            assert isinstance(inner, nodes.Element)
            inner.children = []
            inner += text
            return line([reference], position)
        if url and "<" not in (link.url or ""):
            return line([nodes.reference("", "", text, refuri=url)], position)
        return line(
            sentence(say("{link} (address not known yet)"), link=text),
            position,
        )

    # -- exceptions

    def exceptions(self) -> list[nodes.Node]:
        checklist = self.checklist
        made: list[nodes.Node] = []
        if not checklist.exceptions:
            none = say(
                "No exception is on record for this cycle. "
                "When one may be granted:"
            )
            made.append(self.line([nodes.Text(none)]))
        for policy in checklist.policies:
            title = display.one_line(self.wording.title(policy.title))
            role = display.owner_text(policy.decides)
            made.append(
                self.line(
                    sentence(
                        say("{policy}: {dates}; decided by: {role}"),
                        policy=nodes.Text(title),
                        dates=dates.span(
                            policy.opens, policy.closes, self.page
                        ),
                        role=nodes.Text(role),
                    )
                )
            )
        if checklist.exceptions:
            asked = nodes.bullet_list(bullet="-")
            place(asked, self.position)
            for one in checklist.exceptions:
                asked += nodes.list_item("", self.exception(one))
            made.append(asked)
        return made

    def exception(self, one: ExceptionItem) -> nodes.Element:
        text = f"{display.one_line(one.title)}: {say(one.decision)}"
        found: Nodes = [nodes.Text(text)]
        if one.by:
            found += sentence(
                say(", asked for by {who}"),
                who=nodes.Text(display.one_line(one.by)),
            )
        if one.why:
            found.append(nodes.Text(f" ({display.one_line(one.why)})"))
        if one.closes is not None and one.decision != "refused":
            found += sentence(
                say(", ends {day}"), day=dates.day(one.closes, self.page)
            )
        url = markup.safe_url(one.url)
        if url:
            found += [
                nodes.Text(" ("),
                nodes.reference("", say("request"), refuri=url),
                nodes.Text(")"),
            ]
        return self.line(found)


# -- a catalogue of messages


def messages(env: BuildEnvironment, part: liaison_part) -> list[nodes.Node]:
    """Give each message of a part by itself, at its place in the guide.

    What a page shows in the guide's words is what it asks a wording for.
    """
    checklist = checklist_of(env, part)
    heard = _Listening(wording_of(env, part["showing"].docname).places.guide)
    made = _Asking(checklist, heard, Page(env, part["showing"].docname))
    name = part["part"]
    if name == FACTS:
        made.facts()
    elif name == TIMELINE:
        made.timeline()
    elif name == EXCEPTIONS:
        made.exceptions()
    for phase in checklist.phases:
        if phase.id == part["phase"]:
            made.phase_items(phase)
    found: list[nodes.Node] = []
    for text, position in heard.heard.items():
        node = words(text, position)
        # Without the mark of a node that was read, which Sphinx sets and no
        # type knows, it would take the words for a copy.
        node[0].uid = ""  # type: ignore[attr-defined]
        found.append(node)
    return found


class _Listening(Wording):
    """Notes what is asked for; gives it back as it is."""

    def __init__(self, places: Mapping[str, Position]) -> None:
        self.places = places
        self.heard: dict[str, Position] = {}

    def title(self, text: str) -> str:
        for one in (text, *text.split(" / ")):
            if one in self.places:
                self.heard.setdefault(one, self.places[one])
        return text

    def prose(self, text: Prose) -> Prose:
        for message, position in messages_of(text):
            self.heard.setdefault(message, position)
        return text

    def template(self, text: Template) -> None:
        message = template_text(text.parts)
        self.heard.setdefault(message, text.position)


class _Asking(ChecklistHtml):
    """Asks for all words of a checklist's page."""

    def __init__(
        self, checklist: Checklist, heard: _Listening, page: Page
    ) -> None:
        super().__init__(checklist, heard)
        guide = page.guide
        self.heard = heard
        self.steps = guide.steps if guide else {}

    def link_words(self, item: Item, number: int, link: ItemLink) -> str:
        step = self.steps.get(item.step)
        for known in step.links if step is not None else ():
            if known.text is not None:
                self.heard.template(known.text)
        return self.heard.title(link.text)
