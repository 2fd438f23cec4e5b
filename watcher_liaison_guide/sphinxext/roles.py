# SPDX-License-Identifier: Apache-2.0
"""The role ``:liaison:date:``, and roles that only the extension writes.

What is in front of ``<`` in a role of the extension is markup itself.
"""

from __future__ import annotations

from collections.abc import Callable
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
    """A mark of what the element around it is, until that is known."""


class DateRole(ReferenceRole):
    """Shows an event's days, perhaps behind words: ``words <event>``."""

    def run(self) -> Result:
        # They are filled in once the page is translated.
        node = liaison_time(event=self.target)
        if self.has_explicit_title:
            node += nodes.Text(self.title)
        self.set_source_info(node)
        return [node], []


class MarkRole(ReferenceRole):
    """Leaves a mark, for :meth:`.LiaisonDirective.apply` to act on."""

    def run(self) -> Result:
        kind, _, name = self.text.partition(" ")
        return [liaison_mark(self.rawtext, kind=kind, name=name)], []


class InlineRole(ReferenceRole):
    """Puts marked-up words into the node that *make* makes of the target."""

    def __init__(self, make: Callable[[str], nodes.Element]) -> None:
        super().__init__()
        self.make = make

    def run(self) -> Result:
        node, messages = self.parsed()
        return [node], messages

    def parsed(self) -> tuple[nodes.Element, list[nodes.system_message]]:
        """Return the node with the words in it."""
        # First, as the same role may be inside of it.
        node = self.make(self.target)
        self.set_source_info(node)
        inliner: Any = self.inliner
        children, messages = inliner.parse(
            self.title, self.lineno, inliner, inliner.parent
        )
        node.extend(children)
        return node, messages


def span(target: str) -> nodes.Element:
    """Return words that a style sheet knows by their classes."""
    return nodes.inline(classes=target.split())


def phase(target: str) -> nodes.Element:
    """Return a phase's name, by which a browser knows where today falls."""
    made = liaison_span(classes=["liaison-phase-name"])
    days = target.split()
    if len(days) > 1:
        made["data-liaison-from"], made["data-liaison-to"] = days[:2]
    return made


def words(target: str) -> nodes.Element:
    """Return words that are one message to translators."""
    number = int(target) if target.isdecimal() else 0
    return nodes.inline("", "", translatable=True, liaison_words=number)


class MessageRole(InlineRole):
    """Marked-up words that translators have by themselves."""

    def run(self) -> Result:
        made, messages = self.parsed()
        # Sphinx puts a translation at the end of what is around it.
        return [nodes.inline("", "", made)], messages


class LinkingRole(InlineRole):
    """Marked-up words that refer to a document or an item."""

    def run(self) -> Result:
        made, messages = self.parsed()
        domain, _, rest = self.target.partition(" ")
        kind, _, name = rest.partition(" ")
        node = addnodes.pending_xref(
            self.rawtext,
            made,
            refdoc=self.env.docname,
            refdomain=domain,
            reftype=kind,
            reftarget=name,
            refexplicit=True,
            refwarn=True,
        )
        made["classes"] += ["xref", domain, f"{domain}-{kind}"]
        self.set_source_info(node)
        if domain == "liaison":
            node["liaison_optional"] = True
        return [node], messages


def setup(app: Sphinx) -> None:
    """Register the roles that the extension writes."""
    for name, role in (
        ("mark", MarkRole()),
        ("span", InlineRole(span)),
        ("phase", InlineRole(phase)),
        ("strong", InlineRole(lambda target: nodes.strong())),
        ("day", InlineRole(lambda target: liaison_time(datetime=target))),
        ("link", InlineRole(lambda target: nodes.reference(refuri=target))),
        ("words", MessageRole(words)),
        ("to", LinkingRole(lambda target: nodes.inline())),
    ):
        app.add_role(f"liaison-{name}", role)
