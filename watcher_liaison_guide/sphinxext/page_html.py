# SPDX-License-Identifier: Apache-2.0
"""Writes the parts of a checklist into a page that Sphinx makes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes

from watcher_liaison_guide.checklist.model import Checklist, Item, ItemLink
from watcher_liaison_guide.export.checklist_html import ChecklistHtml
from watcher_liaison_guide.problems import NOWHERE
from watcher_liaison_guide.prose import Reference
from watcher_liaison_guide.sphinxext import checklist_index
from watcher_liaison_guide.sphinxext.checklist_part import (
    EXCEPTIONS,
    FACTS,
    TIMELINE,
    Showing,
    checklist_of,
    liaison_part,
)
from watcher_liaison_guide.sphinxext.page import Page
from watcher_liaison_guide.sphinxext.page_wording import (
    PageWording,
    wording_of,
)
from watcher_liaison_guide.sphinxext.prose_nodes import (
    cross_reference,
    reference,
)
from watcher_liaison_guide.sphinxext.words import say

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment
    from sphinx.highlighting import PygmentsBridge
    from sphinx.writers.html5 import HTML5Translator

#: The attribute around a resolved reference: what it is in the checklist.
KEY = "liaison_key"
#: What highlighting made of each command: hundreds of items have the same.
_COMMANDS: WeakKeyDictionary[PygmentsBridge, dict[str, str]] = (
    WeakKeyDictionary()
)


def reference_nodes(
    env: BuildEnvironment,
    checklist: Checklist,
    wording: PageWording,
    showing: Showing,
) -> list[nodes.Element]:
    """Give all cross-references of a checklist, for Sphinx to resolve."""
    page = Page(env, showing.docname)
    made: list[nodes.Element] = []
    for key, found in checklist_index.references(checklist, wording).items():
        if found.role != "liaison:date":
            node = reference(found, page)
            made.append(nodes.inline("", "", node, **{KEY: key}))
    for item in checklist.walk():
        for link in item.links:
            if link.doc and page.has_document(link.doc):
                node = cross_reference(
                    *("std", "doc"), link.doc, link.text, page, NOWHERE
                )
                made.append(
                    nodes.inline("", "", node, **{KEY: ("doc", link.doc)})
                )
    return made


def write(self: HTML5Translator, node: liaison_part) -> str:
    """Give a part as HTML."""
    made = _html_of(self, node)
    made.resolve(node)
    part = node["part"]
    if part == FACTS:
        return made.facts()
    if part == TIMELINE:
        return made.timeline()
    if part == EXCEPTIONS:
        return made.exceptions()
    (phase,) = (
        one for one in made.checklist.phases if one.id == node["phase"]
    )
    return made.phase_when(phase) + made.phase_items(phase)


def _html_of(self: HTML5Translator, node: liaison_part) -> PageHtml:
    """Give what writes a checklist, the same for all parts on a page."""
    known: dict[Showing, PageHtml] = vars(self).setdefault("liaison_html", {})
    showing = node["showing"]
    if showing not in known:
        env = self.builder.env
        known[showing] = PageHtml(
            self,
            checklist_of(env, node),
            wording_of(env, showing.docname),
            showing,
        )
    return known[showing]


class PageHtml(ChecklistHtml):
    """A checklist on a page with links, highlighting and other things."""

    wording: PageWording

    def __init__(
        self,
        translator: HTML5Translator,
        checklist: Checklist,
        wording: PageWording,
        showing: Showing,
    ) -> None:
        super().__init__(checklist, wording)
        self.translator = translator
        self.showing = showing
        self.builder: Any = translator.builder
        self.env: BuildEnvironment = self.builder.env
        self.page = Page(self.env, showing.docname)
        guide = self.page.guide
        self.steps = guide.steps if guide else {}
        #: What references became, by what they are in the checklist.
        self.resolved: dict[tuple[str | None, ...], str] = {}
        self.dates = self.page.inputs.facts(checklist.cycle.release)

    def resolve(self, node: liaison_part) -> None:
        """Take what Sphinx made of the references under a part."""
        translator = self.translator
        for child in node.children:
            if isinstance(child, nodes.Element):
                body, translator.body = translator.body, []
                for one in child.children:
                    one.walkabout(translator)
                self.resolved[child[KEY]] = "".join(translator.body)
                translator.body = body

    # -- places

    def ids(self, item: Item) -> tuple[str, str]:
        showing = self.showing
        if not showing.anchors:
            return "", ""
        taken = self.translator.document.ids
        short, full = super().ids(item)
        # On one page for all, two cycles would have the same short ids.
        if not showing.own or self.builder.name == "singlehtml":
            short = ""
        return (
            "" if short in taken else short,
            "" if full in taken else full,
        )

    def permalink(self, anchor: str) -> str:
        config = self.builder.config
        if not (config.html_permalinks and self.builder.add_permalinks):
            return ""
        title = escape(say("Link to this step"))
        return (
            f'<a class="headerlink liaison-permalink" href="#{anchor}" '
            f'title="{title}">{config.html_permalinks_icon}</a>'
        )

    def identity(self, item: Item, anchor: str) -> str:
        made = self.sentence(
            "In the cycle file: {id}", id=self.literal(item.id)
        )
        address = self.address_of("step", item.step)
        if address is not None:
            words = escape(say("the step in the guide"))
            made += (
                ' <span class="liaison-badge liaison-badge-see">'
                f'<a class="reference internal" href="{address}">{words}</a>'
                "</span>"
            )
        return made

    def address_of(self, kind: str, name: str) -> str | None:
        """Give where a page shows something, None where none does."""
        found = self.page.domain.find(kind, name)
        if found is None:
            return None
        docname, entry = found
        here = self.showing.docname
        address = ""
        if docname != here:
            address = self.builder.get_relative_uri(here, docname)
            if "#" in address:  # all documents are on one page
                address = ""
        return escape(f"{address}#{entry.anchor}")

    # -- words

    def literal(self, text: str) -> str:
        return (
            '<code class="docutils literal notranslate">'
            f'<span class="pre">{escape(text)}</span></code>'
        )

    def address(self, url: str, words: str) -> str:
        return (
            f'<a class="reference external" href="{escape(url)}">{words}</a>'
        )

    def reference(self, found: Reference, words: str) -> str:
        if found.role == "liaison:date":
            return self.date(found, words)
        key = found.role, found.target, found.title
        return self.resolved.get(key) or escape(words)

    def date(self, found: Reference, words: str) -> str:
        """Give an event's day, or words for it."""
        event = self.dates.events(found.target) if self.dates else None
        day = (event.due or event.start) if event else None
        if day is None:
            return escape(found.title or say("not scheduled"))
        shown = escape(found.title or self.wording.day(day))
        return f'<time datetime="{day}">{shown}</time>'

    def link_words(self, item: Item, number: int, link: ItemLink) -> str:
        step = self.steps.get(item.step)
        return checklist_index.link_words(item, number, step, self.wording)

    def item_link(self, link: ItemLink, words: str) -> str:
        found = self.resolved.get(("doc", link.doc)) if link.doc else None
        if not found or not found.startswith("<a "):
            return super().item_link(link, words)
        # Sphinx has resolved the address; the words are the item's.
        start, _, _ = found.partition(">")
        return f"{start}>{words}</a>"

    def command(self, text: str) -> str:
        highlighter = self.builder.highlighter
        known = _COMMANDS.setdefault(highlighter, {})
        if text not in known:
            shown = highlighter.highlight_block(text, "bash")
            known[text] = (
                '<div class="liaison-command highlight-bash notranslate">'
                f"{shown}</div>\n"
            )
        return known[text]
