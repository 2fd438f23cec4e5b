# SPDX-License-Identifier: Apache-2.0
"""Days and placeholders in words, filled in once these are translated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform

from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.export.guide_titles import fill_text
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.sphinxext.builder import builder_of
from watcher_liaison_guide.sphinxext.dates import event_days
from watcher_liaison_guide.sphinxext.nodes import (
    COLUMN,
    PROSE,
    liaison_permalink,
    liaison_time,
)

#: The attribute of a node around words: what placeholders stand for.
VALUES = "liaison_values"
#: The attribute of a step or item: the id that its permalink leads to.
PERMALINK = "liaison_permalink"
#: The attribute of a node around words: the cycle whose days they name.
CYCLE = "liaison_cycle"


def fill_in_day(
    node: liaison_time, facts: Facts | None, config: Config
) -> None:
    """Put an event's days in the place of a node, behind its words if any."""
    event = facts.events(node["event"]) if facts else None
    days = event_days(event, config)
    if node.children:
        days = [*node.children, nodes.Text(" ("), *days, nodes.Text(")")]
    assert node.parent is not None
    node.parent.replace(node, days)


class Fill(SphinxPostTransform):
    """Fill placeholders when a page is written.

    A message catalogue is made from the words as they are.
    """

    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        if builder_of(self.config).name == "gettext":
            return
        for item in self.document.findall(nodes.list_item):
            target = item.attributes.pop(PERMALINK, None)
            if target is not None:
                self.add_permalink(item, target)
        for root in self.document.children:
            if isinstance(root, nodes.Element):
                self.walk(root, {})

    def walk(self, node: nodes.Element, values: Mapping[str, str]) -> None:
        values = node.attributes.pop(VALUES, values)
        node.attributes.pop(CYCLE, None)
        if node.attributes.pop(PROSE, False):
            self.fill(node, values)
            return
        for child in list(node.children):
            if isinstance(child, nodes.Element):
                self.walk(child, values)

    def add_permalink(self, node: nodes.Element, target: str) -> None:
        """Put a link behind a step's words, where headings have theirs.

        Earlier, a translation would replace it with the words.
        """
        for words in node.findall(nodes.paragraph):
            if words.get("liaison_title"):
                words += liaison_permalink(target=target)
                return

    def fill(self, node: nodes.Element, values: Mapping[str, str]) -> None:
        for text in list(node.findall(nodes.Text)):
            filled = fill_text(str(text), values)
            if filled != str(text) and text.parent is not None:
                text.parent.replace(text, nodes.Text(filled))
        if isinstance(node, nodes.literal_block):
            # Sphinx highlights only what equals its source.
            node.rawsource = node.astext()
        for link in list(node.findall(nodes.reference)):
            self.fill_address(link, values)

    def fill_address(
        self, link: nodes.reference, values: Mapping[str, str]
    ) -> None:
        """Fill the address of a link; what remains open is no link."""
        address = link.get("refuri")
        if not isinstance(address, str) or "{" not in address:
            return
        filled = fill_text(address, values)
        if "<" not in filled:
            link["refuri"] = safe_url(filled) or filled
            return
        parent = link.parent
        assert parent is not None
        shown: list[nodes.Node] = [
            *link.children,
            nodes.Text(" ("),
            nodes.literal("", filled),
            nodes.Text(")"),
        ]
        parent.replace(link, shown)


class Forget(SphinxPostTransform):
    """Take our notes off the nodes, which some writers would show."""

    default_priority = 990
    NOTES: ClassVar[tuple[str, ...]] = (
        "liaison_object",
        "liaison_place",
        "liaison_step",
        "liaison_title",
        COLUMN,
        PROSE,
    )

    def run(self, **kwargs: Any) -> None:
        for gone in [
            node
            for node in self.document.findall(nodes.inline)
            if node.get("liaison_gone")
        ]:
            # With it go the words that only lead up to it.
            around = gone.parent
            assert around is not None and around.parent is not None
            line = around.parent
            line.remove(around)
            if not line.children and line.parent is not None:
                line.parent.remove(line)
        for node in self.document.findall(nodes.Element):
            for note in self.NOTES:
                node.attributes.pop(note, None)


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_post_transform(Fill)
    app.add_post_transform(Forget)
