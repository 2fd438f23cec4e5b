# SPDX-License-Identifier: Apache-2.0
"""A cycle's checklist as sections, lists and tables that Sphinx knows.

The markup is that of :mod:`watcher_liaison_guide.export.markup`, so that
one style and one script serve both kinds of pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from watcher_liaison_guide.checklist.model import (
    NO,
    Checklist,
    ExceptionItem,
    Item,
    ItemLink,
    Owner,
    PhaseDates,
)
from watcher_liaison_guide.export import display, markup, timeline
from watcher_liaison_guide.export.display import Badge, Piece
from watcher_liaison_guide.export.timeline import Row
from watcher_liaison_guide.guide.model import Step, StepLink
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.prose import Prose
from watcher_liaison_guide.sphinxext import compact, dates
from watcher_liaison_guide.sphinxext.compact import (
    Pieces,
    liaison_line,
    liaison_more,
    liaison_task,
)
from watcher_liaison_guide.sphinxext.compose import (
    Nodes,
    definition_list,
    line,
    sentence,
    titled,
)
from watcher_liaison_guide.sphinxext.domain import OBJECT
from watcher_liaison_guide.sphinxext.guide_words import GuideWords
from watcher_liaison_guide.sphinxext.ids import item_id
from watcher_liaison_guide.sphinxext.nodes import (
    liaison_block,
    liaison_list,
    liaison_note,
    liaison_section,
    liaison_summary,
)
from watcher_liaison_guide.sphinxext.page import CHECKLIST, Page
from watcher_liaison_guide.sphinxext.placeholders import (
    CYCLE,
    PERMALINK,
    VALUES,
)
from watcher_liaison_guide.sphinxext.prose_nodes import (
    blocks,
    cross_reference,
    one_line,
    place,
    template_words,
)
from watcher_liaison_guide.sphinxext.script_words import (
    CHECKLIST_WORDS,
    translated,
)
from watcher_liaison_guide.sphinxext.steps import (
    command_blocks,
    has_document,
)
from watcher_liaison_guide.sphinxext.words import say


class ChecklistNodes:
    """Makes the nodes of one checklist on one page.

    ``own`` tells whether this is the cycle's own page, whose items have
    short ids too; ``indexed`` whether it is the place of the items.
    """

    def __init__(
        self,
        checklist: Checklist,
        page: Page,
        position: Position,
        own: bool,
        indexed: bool = True,
    ) -> None:
        self.checklist = checklist
        self.page = page
        self.position = position
        self.own = own
        self.indexed = indexed
        self.release = checklist.cycle.release
        self.short_ids = markup.item_ids(checklist)
        self.words = GuideWords(page)
        guide = page.guide
        self.steps: dict[str, Step] = guide.steps if guide else {}
        page.shows(CHECKLIST)

    # -- the whole

    def root(self, title: nodes.title) -> liaison_section:
        """Give the section that is the checklist, with its head."""
        checklist = self.checklist
        root = titled(title, self.position, [])
        root["classes"].append("liaison-checklist")
        self.mark(root)
        root += self.facts()
        root += self.timeline()
        for phase in checklist.phases:
            items = [
                item for item in checklist.items if item.phase == phase.id
            ]
            if items:
                root += self.phase(phase, items)
        if checklist.tells_of_exceptions:
            root += self.exceptions()
        return root

    def mark(self, root: nodes.Element) -> None:
        """Give the outermost node what the browser and we need to know."""
        root.attributes.update(markup.root_attributes(self.checklist))
        shown = translated(CHECKLIST_WORDS)
        if shown:
            root["data-liaison-words"] = shown
        root[CYCLE] = self.release

    def title(self) -> nodes.title:
        """Give the heading; it names the cycle and so has no message."""
        text = say("{cycle}: release checklist").replace(
            "{cycle}", display.cycle_name(self.checklist)
        )
        title = nodes.title("", text, translatable=False)
        place(title, self.position)
        return title

    def timeline_alone(self) -> nodes.Element:
        """Give the timeline without the checklist, for any place."""
        root = liaison_block(classes=["liaison-checklist"])
        place(root, self.position)
        self.mark(root)
        root += self.timeline()
        return root

    # -- the head

    def facts(self) -> nodes.Element:
        entries = []
        for name, pieces in display.facts(self.checklist, say):
            term = nodes.term("", name, translatable=False)
            place(term, self.position)
            entries.append((term, [line(self.pieces(pieces), self.position)]))
        return definition_list(entries, self.position, ["liaison-facts"])

    def pieces(self, pieces: Iterable[Piece]) -> Nodes:
        """Give words and days as nodes."""
        return [
            self.words.text(piece)
            if isinstance(piece, str)
            else dates.day(piece, self.page)
            for piece in pieces
        ]

    def short(self, pieces: Iterable[Piece]) -> Pieces:
        """Give words and days as pieces of a line."""
        found: list[compact.Piece] = []
        for piece in pieces:
            if isinstance(piece, str):
                found += self.words.plain(piece)
            else:
                found.append(dates.piece(piece, self.page))
        return tuple(found)

    def timeline(self) -> nodes.Element:
        made = liaison_block(classes=["liaison-timeline"], tag="figure")
        place(made, self.position)
        svg = timeline.timeline_svg(self.checklist, say)
        if svg:
            picture = liaison_block(classes=["liaison-picture"])
            picture["data-tabindex"] = "0"
            picture += nodes.raw("", svg, format="html")
            made += picture
        rows = timeline.timeline_rows(self.checklist, say)
        if rows:
            folded = liaison_block(
                classes=["liaison-dates"],
                tag="details",
                summary=say("Table of dates"),
            )
            folded += self.table_of_dates(rows)
            made += folded
        else:
            none = say("No dates yet")
            made += line([nodes.Text(none)], self.position)
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
            when = self.short(row.when)
            if row.was:
                was = (say("was") + " ", dates.piece(row.was, self.page))
                when = (*when, " ", self.badge("was", was))
            body += self.row(
                self.words.plain(row.title),
                when,
                self.words.plain(row.basis),
            )
        group += body
        table += group
        return table

    def row(self, *cells: Pieces) -> nodes.Element:
        row = nodes.row()
        for cell in cells:
            row += nodes.entry("", self.line(cell, self.position))
        return row

    # -- phases

    def phase(self, phase: PhaseDates, items: Sequence[Item]) -> nodes.Element:
        title = nodes.title()
        self.words.heading(phase.title, title, self.position)
        ids = [markup.phase_id(phase.id)] if self.own else []
        full = item_id(self.release, markup.phase_id(phase.id))
        section = titled(title, self.position, [*ids, full])
        section["classes"].append("liaison-phase")
        section.attributes.update(markup.phase_attributes(phase))
        when = [*self.short(display.phase_pieces(phase, say))]
        if phase.start is not None:
            basis = f"({say(display.BASIS_WORDS[phase.basis])})"
            when += [" ", compact.span(["liaison-basis"], (basis,))]
        made = liaison_line(line=tuple(when), classes=["liaison-when"])
        place(made, self.position)
        section += made
        section += self.many(items, phase)
        return section

    def many(
        self, items: Sequence[Item], outer: Item | PhaseDates
    ) -> list[nodes.Element]:
        here = [item for item in items if item.applies != NO]
        others = [item for item in items if item.applies == NO]
        made: list[nodes.Element] = []
        if here:
            made.append(self.item_list(here, outer))
        if others:
            folded = liaison_block(
                classes=["liaison-not-applying"], tag="details"
            )
            text = display.not_applying_text(len(others), say)
            folded += line(_text(text), self.position, kind=liaison_summary)
            folded += self.item_list(others, outer)
            made.append(folded)
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
        full = item_id(self.release, item.id)
        ids = [self.short_ids[item.id], full] if self.own else [full]
        if self.page_has(full):
            ids = []
        step = self.steps.get(item.step)
        position = step.position if step else self.position
        made = liaison_task(ids=ids, classes=["liaison-item"])
        place(made, position)
        made.attributes.update(markup.item_attributes(item))
        values = item.filling.values
        if not isinstance(outer, Item) or outer.filling.values != values:
            made[VALUES] = values
        if ids:
            made[PERMALINK] = ids[0]
        if self.indexed and ids:
            made[OBJECT] = ("item", f"{self.release}/{item.id}", ids[-1])
            made["liaison_step"] = item.step
        text = blocks(item.text, self.page)
        for block in text:
            if isinstance(block, nodes.paragraph):
                block["liaison_title"] = True
                break
        made += text
        made += self.more(item, outer, step, position)
        if item.items and item.procedure:
            folded = liaison_block(
                classes=["liaison-steps"],
                tag="details",
                summary=display.steps_text(len(item.items), say),
            )
            folded += self.many(item.items, item)
            made += folded
        elif item.items:
            made += self.many(item.items, item)
        return made

    def page_has(self, anchor: str) -> bool:
        """Tell whether the page has an item already, shown twice."""
        return self.page.has_id(anchor)

    def meta(self, item: Item, outer: Item | PhaseDates) -> Pieces:
        """Give the facts of an item in a row."""
        return compact.separated(
            (self.badge_of(badge, item),)
            for badge in display.badges(item, outer, say)
        )

    def badge_of(self, badge: Badge, item: Item) -> compact.Piece:
        """Give a badge, its words as far as they can be translated."""
        found: Pieces
        if badge.kind == "owner" and item.owner is not None:
            found = self.owner(item.owner)
        elif badge.kind == "with":
            owners = map(self.owner, item.participants)
            found = (say("With") + " ", *compact.separated(owners, ", "))
        elif badge.kind == "starts" and item.starts is not None:
            found = (say("Started by") + " ", *self.owner(item.starts))
        elif badge.kind in ("judge", "reason") and item.why:
            word = (
                say("Your judgement")
                if badge.kind == "judge"
                else say("Does not apply")
            )
            found = (f"{word}: ", *self.reason(item.why))
        elif badge.kind == "proof" and item.proof and item.proof.why:
            word = badge.text.partition(":")[0]
            found = (f"{word}: ", *self.reason(item.proof.why))
        else:
            found = self.short(badge.pieces)
        url = markup.safe_url(badge.url)
        if url:
            found = (*found, " (", compact.link(url, say("proof")), ")")
        return self.badge(badge.kind, found, badge.name)

    def badge(
        self, kind: str, found: Pieces, name: str | None = None
    ) -> compact.Piece:
        return compact.span(
            ["liaison-badge", f"liaison-badge-{kind}"], found, name
        )

    def reason(self, why: str) -> Pieces:
        """Give a generated sentence without the full stop at its end."""
        found = self.words.pieces(why)
        last = found[-1] if found else None
        if isinstance(last, str) and last.endswith("."):
            return (*found[:-1], last[:-1])
        return found

    def owner(self, owner: Owner) -> Pieces:
        """Give a role by its title, and who holds it."""
        title = self.words.plain(display.one_line(owner.title))
        people = display.one_line(", ".join(map(str, owner.people)))
        return (*title, f": {people}") if people else title

    def more(
        self,
        item: Item,
        outer: Item | PhaseDates,
        step: Step | None,
        position: Position,
    ) -> nodes.Element:
        """Give how to do an item: remarks, commands, links."""
        made = liaison_more(
            classes=["liaison-more"], tag="details", summary=say("Details")
        )
        place(made, position)
        meta = self.meta(item, outer)
        if meta:
            made["meta"] = meta
        made["identity"] = self.identity(item)
        made += self.remark(say("If nobody acts: {text}"), item.if_silent)
        made += self.remark(say("Again: {text}"), item.repeat)
        if item.owner is not None and item.owner.why:
            why = compact.sentence(
                say("Who: {text}"), text=self.words.pieces(item.owner.why)
            )
            made += self.note([self.line(why, position)])
        for note in item.notes:
            made += self.note(blocks(note, self.page))
        if item.source:
            made += self.note(
                [
                    line(
                        sentence(
                            say("Source: {source}"),
                            source=self.address(item.source),
                        ),
                        position,
                    )
                ]
            )
        made += command_blocks(step.commands if step else (), self.page)
        made += self.links(item, step, position)
        return made

    def line(self, pieces: Pieces, position: Position) -> liaison_line:
        """Give pieces as a paragraph."""
        made = liaison_line(line=pieces)
        place(made, position)
        return made

    def remark(self, template: str, text: Prose | None) -> list[nodes.Element]:
        if text is None:
            return []
        first, rest = one_line(text, self.page)
        return [
            self.note(
                [line(sentence(template, text=first), text.position), *rest]
            )
        ]

    def note(self, found: Sequence[nodes.Element]) -> nodes.Element:
        if len(found) == 1 and type(found[0]) is nodes.paragraph:
            (only,) = found
            made = liaison_note(only.rawsource, "", *only.children)
            made.attributes.update(only.attributes)
            made.source, made.line = only.source, only.line
            made["classes"].append("liaison-note")
            return made
        block = liaison_block(classes=["liaison-note"])
        block += list(found)
        return block

    def address(self, text: str) -> Nodes:
        url = markup.safe_url(text.strip())
        if url:
            return [nodes.reference("", text.strip(), refuri=url)]
        return [nodes.Text(display.one_line(text))]

    def links(
        self, item: Item, step: Step | None, position: Position
    ) -> list[nodes.Element]:
        if not item.links:
            return []
        made = nodes.bullet_list(bullet="-", classes=["liaison-links"])
        place(made, position)
        known = step.links if step else ()
        for number, link in enumerate(item.links):
            same = known[number] if len(known) == len(item.links) else None
            entry = nodes.list_item("", self.link(link, same, position))
            place(entry, position)
            made += entry
        return [made]

    def link(
        self, link: ItemLink, step_link: StepLink | None, position: Position
    ) -> nodes.Element:
        if step_link is not None and step_link.text is not None:
            text: nodes.Node = template_words(step_link.text)
        else:
            text = self.words.text(display.one_line(link.text))
        url = markup.safe_url(link.url)
        if link.doc and has_document(self.page, link.doc):
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

    def identity(self, item: Item) -> Pieces:
        """Give an item's id, as the cycle file wants it."""
        return (
            *compact.sentence(
                say("In the cycle file: {id}"),
                id=(compact.literal(item.id),),
            ),
            compact.see("step", item.step, say("the step in the guide")),
        )

    # -- exceptions

    def exceptions(self) -> nodes.Element:
        title = nodes.title("", say("Exceptions"), translatable=False)
        place(title, self.position)
        ids = ["exceptions"] if self.own else []
        section = titled(
            title, self.position, [*ids, item_id(self.release, "exceptions")]
        )
        section["classes"].append("liaison-exceptions")
        if not self.checklist.exceptions:
            none = say(
                "No exception is on record for this cycle. "
                "When one may be granted:"
            )
            section += self.line((none,), self.position)
        for policy in self.checklist.policies:
            section += self.line(
                compact.sentence(
                    say("{policy}: {dates}; decided by: {role}"),
                    policy=self.words.plain(policy.title),
                    dates=dates.pieces(policy.opens, policy.closes, self.page),
                    role=self.owner(policy.decides),
                ),
                self.position,
            )
        if self.checklist.exceptions:
            asked = nodes.bullet_list(bullet="-")
            place(asked, self.position)
            for one in self.checklist.exceptions:
                asked += nodes.list_item("", self.exception(one))
            section += asked
        return section

    def exception(self, one: ExceptionItem) -> nodes.Element:
        found: Nodes = _text(f"{display.one_line(one.title)}: ")
        found += _text(say(one.decision))
        if one.by:
            found += sentence(
                say(", asked for by {who}"),
                who=nodes.Text(display.one_line(one.by)),
            )
        if one.why:
            found += _text(f" ({display.one_line(one.why)})")
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
        return line(found, self.position)


def _text(text: str) -> Nodes:
    return [nodes.Text(text)]
