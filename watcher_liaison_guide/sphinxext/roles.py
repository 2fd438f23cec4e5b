# SPDX-License-Identifier: Apache-2.0
"""The role ``:liaison:date:``, and roles that only the extension writes.

What is in front of ``<`` in a role of the extension is markup itself.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import ReferenceRole

from watcher_liaison_guide.sphinxext.nodes import liaison_span, liaison_time

#: The attribute of an inline: the number of the message that it is.
WORDS = "liaison_words"

Result = tuple[list[nodes.Node], list[nodes.system_message]]


class liaison_mark(nodes.inline):  # noqa: N801
    """Says what the element around it is, and is gone then."""


class DateRole(ReferenceRole):
    """Shows an event's days, perhaps behind words: ```words <event>```."""

    def run(self) -> Result:
        # They are filled in once the page is translated.
        node = liaison_time(event=self.target)
        if self.has_explicit_title:
            node += nodes.Text(self.title)
        self.set_source_info(node)
        return [node], []


class MarkRole(ReferenceRole):
    def run(self) -> Result:
        kind, _, name = self.text.partition(" ")
        return [liaison_mark(self.rawtext, kind=kind, name=name)], []


class InlineRole(ReferenceRole):
    """Puts marked-up words into a node."""

    def run(self) -> Result:
        # First, as the same role may be inside of it.
        node = self.node(self.target)
        self.set_source_info(node)
        inliner: Any = self.inliner
        children, messages = inliner.parse(
            self.title, self.lineno, inliner, inliner.parent
        )
        self.fill(node, children)
        return [node], messages

    def fill(self, node: nodes.Element, children: list[nodes.Node]) -> None:
        node.extend(children)

    def node(self, target: str) -> nodes.Element:
        raise NotImplementedError


class Span(InlineRole):
    """Words that a style sheet knows by their classes."""

    def node(self, target: str) -> nodes.TextElement:
        return nodes.inline(classes=target.split())


class Phase(InlineRole):
    """A phase's name, by which a browser knows where today falls."""

    def node(self, target: str) -> nodes.TextElement:
        made = liaison_span(classes=["liaison-phase-name"])
        days = target.split()
        if len(days) > 1:
            made["data-liaison-from"], made["data-liaison-to"] = days[:2]
        return made


class Strong(InlineRole):
    def node(self, target: str) -> nodes.TextElement:
        return nodes.strong()


class Day(InlineRole):
    def node(self, target: str) -> nodes.TextElement:
        return liaison_time(datetime=target)


class Link(InlineRole):
    def node(self, target: str) -> nodes.TextElement:
        return nodes.reference(refuri=target)


class Words(InlineRole):
    """Words that are one message to translators."""

    def run(self) -> Result:
        found, messages = super().run()
        # Sphinx puts a translation at the end of what is around it.
        return [nodes.inline("", "", *found)], messages

    def node(self, target: str) -> nodes.TextElement:
        return nodes.inline(
            "",
            "",
            translatable=True,
            liaison_words=int(target) if target.isdecimal() else 0,
        )


class To(InlineRole):
    """Marked-up words that refer to a document or an item."""

    def node(self, target: str) -> nodes.Element:
        domain, _, rest = target.partition(" ")
        kind, _, name = rest.partition(" ")
        made = addnodes.pending_xref(
            self.rawtext,
            refdoc=self.env.docname,
            refdomain=domain,
            reftype=kind,
            reftarget=name,
            refexplicit=True,
            refwarn=True,
        )
        if domain == "liaison":
            made["liaison_optional"] = True
        return made

    def fill(self, node: nodes.Element, children: list[nodes.Node]) -> None:
        domain = node["refdomain"]
        classes = ["xref", domain, f"{domain}-{node['reftype']}"]
        node += nodes.inline("", "", *children, classes=classes)


def setup(app: Sphinx) -> None:
    """Register the roles that the extension writes."""
    for name, role in (
        ("mark", MarkRole()),
        ("span", Span()),
        ("phase", Phase()),
        ("strong", Strong()),
        ("day", Day()),
        ("link", Link()),
        ("words", Words()),
        ("to", To()),
    ):
        app.add_role(f"liaison-{name}", role)
