# SPDX-License-Identifier: Apache-2.0
"""Writes the parts of a checklist as HTML into a page that Sphinx makes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from html import escape
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.config import Config

from watcher_liaison_guide.checklist.model import Checklist, Item, ItemLink
from watcher_liaison_guide.export import markup
from watcher_liaison_guide.export.html import ChecklistHtml
from watcher_liaison_guide.export.wording import Wording
from watcher_liaison_guide.prose import Reference
from watcher_liaison_guide.sphinxext.config import settings_of
from watcher_liaison_guide.sphinxext.domain import domain_of
from watcher_liaison_guide.sphinxext.inputs import inputs_of
from watcher_liaison_guide.sphinxext.publishing import calendar_address
from watcher_liaison_guide.sphinxext.words import (
    event_days,
    say,
    shown_day,
    shown_month,
)


class PageWording(Wording):
    """Our own words in the language of the documentation."""

    def __init__(self, config: Config) -> None:
        self.config = config

    def say(self, text: str) -> str:
        return say(text)

    def day(self, date: datetime.date) -> str:
        return shown_day(date, self.config)

    def month(self, date: datetime.date) -> str:
        return shown_month(date, self.config)


class Showing(NamedTuple):
    """Which checklist is shown, and on which page.

    ``own`` is whether the page is that of the cycle's file, where items
    have short ids too; ``again`` how many checklists of the cycle the page
    has before this one, whose items then have no ids.
    """

    release: str
    docname: str
    #: What the ids of items begin with.
    prefix: str
    own: bool = False
    again: int = 0


class PageHtml(ChecklistHtml):
    """A checklist on a page with links, highlighting and other things."""

    def __init__(
        self,
        checklist: Checklist,
        builder: Any,
        taken: Collection[str],
        showing: Showing,
    ) -> None:
        super().__init__(checklist, PageWording(builder.config))
        self.builder = builder
        #: The ids that sections of the page have.
        self.taken = taken
        self.showing = showing
        self.domain = domain_of(builder.env)
        self.settings = settings_of(builder.config, showing.docname)
        self.inputs = inputs_of(builder.env, showing.docname)
        self.facts_of_cycle = self.inputs.facts(checklist.cycle.release)
        #: The HTML of each reference, by its key.
        self.resolved: dict[tuple[str, str, str | None], str] = {}

    def resolve(self, part: nodes.Element) -> None:
        """Take what Sphinx made of the references below a part."""
        for child in part.children:
            assert isinstance(child, nodes.Element)
            made = "".join(map(_inline, child.children))
            self.resolved[child["liaison_key"]] = made

    def part(self, name: str, phase_id: str) -> str:
        """Return a part of the page."""
        if name == "phase":
            (phase,) = (
                one for one in self.checklist.phases if one.id == phase_id
            )
            html = self.phase(phase)
        else:
            html = str(getattr(self, name)())
        # Sphinx's search takes the tags away: words must not touch.
        return re.sub(r"(</(?:p|li|d[dt]|t[dh]|text)>)(?=<)", r"\1\n", html)

    # -- places

    def ids(self, item: Item) -> tuple[str, str]:
        if self.showing.again:
            return "", ""
        short, full = super().ids(item)
        full = f"{self.showing.prefix}{full}"
        # On one page for all, two cycles would have the same short ids.
        if not self.showing.own or self.builder.name == "singlehtml":
            short = ""
        return (
            "" if short in self.taken else short,
            "" if full in self.taken else full,
        )

    def page_id(self, name: str) -> str:
        if not self.showing.own or self.builder.name == "singlehtml":
            release = markup.html_id(self.showing.release)
            name = f"{self.showing.prefix}{release}-{name}"
        return name + "-again" * self.showing.again

    def kept_current(self) -> str:
        return self.settings.latest_url or ""

    def latest(self) -> str:
        here = self.showing.docname
        docname = self.inputs.document_of(self.inputs.current_cycle)
        if docname is None or docname == here:
            return self.kept_current()
        return str(self.builder.get_relative_uri(here, docname))

    def calendar(self) -> str:
        if not self.showing.own:
            return ""
        return calendar_address(
            self.builder, self.showing.docname, self.checklist
        )

    def identity(self, item: Item, anchor: str) -> str:
        config = self.builder.config
        if not (config.html_permalinks and self.builder.add_permalinks):
            anchor = ""
        made = super().identity(item, anchor)
        address = self.address_of("step", item.step)
        if address is not None:
            words = escape(say("the step in the guide"))
            made += (
                f' · <a class="reference internal" href="{address}">{words}'
                "</a>"
            )
        return made

    def address_of(self, kind: str, name: str) -> str | None:
        """Return the address of what a page shows, None where none does."""
        found = self.domain.find(kind, name, self.showing.docname)
        if found is None:
            return None
        docname, entry = found
        here = self.showing.docname
        address = ""
        if docname != here and self.builder.name != "singlehtml":
            address = self.builder.get_relative_uri(here, docname)
        return escape(f"{address}#{entry.anchor}")

    # -- words

    def literal(self, text: str) -> str:
        # Sphinx's own has an element more, of which a page would have 200.
        return (
            f'<code class="docutils literal notranslate">{escape(text)}</code>'
        )

    def address(self, url: str, words: str) -> str:
        return (
            f'<a class="reference external" href="{escape(url)}">{words}</a>'
        )

    def reference(self, found: Reference, words: str) -> str:
        if found.role == "liaison:date":
            return self.date(found)
        made = self.resolved.get((found.role, found.target, found.title), "")
        return made if made.startswith("<a ") else escape(words)

    def date(self, found: Reference) -> str:
        """Return all days of an event, behind words if there are any."""
        facts = self.facts_of_cycle
        event = facts.events(found.target) if facts else None
        shown = self.pieces(event_days(event))
        return f"{escape(found.title)} ({shown})" if found.title else shown

    def item_link(self, link: ItemLink, words: str) -> str:
        found = self.resolved.get(("doc", link.doc or "", None), "")
        if not found.startswith("<a "):
            return super().item_link(link, words)
        # Sphinx has resolved the address; the words are the item's.
        start, _, _ = found.partition(">")
        return f"{start}>{words}</a>"

    def command(self, text: str) -> str:
        made = super().command(text)
        return made.replace("liaison-command", "liaison-command notranslate")


def _inline(node: nodes.Node) -> str:
    """Return what Sphinx resolved a reference to, as its own writer does."""
    if not isinstance(node, nodes.Element):
        return escape(node.astext(), quote=False)
    words = "".join(map(_inline, node.children))
    if not isinstance(node, nodes.reference):
        return words
    address = node.get("refuri") or f"#{node['refid']}"
    if address.count("#") > 1:  # all pages are on one
        address = "#" + address.rpartition("#")[2]
    kind = "internal" if node.get("internal") else "external"
    title = node.get("reftitle")
    about = f' title="{escape(title)}"' if title else ""
    return (
        f'<a class="reference {kind}" href="{escape(address)}"{about}>'
        f"{words}</a>"
    )
