# SPDX-License-Identifier: Apache-2.0
"""What translation does not know of the words of the guide.

Sphinx reads a translation as a text of the page. The words get their place
in the guide back, what is wrong with them is told there, and the days that
they name are filled in.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from watcher_liaison_guide.problems import (
    Code,
    Position,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.sphinxext.config import settings_of
from watcher_liaison_guide.sphinxext.guide_titles import is_known
from watcher_liaison_guide.sphinxext.nodes import (
    COLUMN,
    liaison_time,
    place,
)
from watcher_liaison_guide.sphinxext.placeholders import CYCLE, fill_in_day
from watcher_liaison_guide.sphinxext.telling import tell_later

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from watcher_liaison_guide.guide.model import Guide

#: The attribute of words whose translation has been told to be wrong.
_TOLD = "liaison_told"


class AfterTranslation(SphinxTransform):
    """Put right what translation does not know of our words."""

    default_priority = 22

    def apply(self, **kwargs: Any) -> None:
        for node in self.document.findall(nodes.TextElement):
            if COLUMN in node:
                self.check_prose(node)
            if node.get("translated") and self.is_of_guide(node):
                self.put_in_place(node)
        for found in list(self.document.findall(liaison_time)):
            if "datetime" not in found:
                self.fill_in_day(found)

    def is_of_guide(self, node: nodes.Element) -> bool:
        """Tell whether words are the guide's, by where they stand."""
        folder = settings_of(self.config).guide
        return folder is not None and Path(node.source or "").is_relative_to(
            folder
        )

    def check_prose(self, node: nodes.Element) -> None:
        """Tell what is wrong with a translation at the original's place.

        Sphinx reads a translation as a text of the page, names that in its
        messages, and passes over what is no paragraph.
        """
        from watcher_liaison_guide.sphinxext.page_wording import wording_of

        position = Position(
            node.source or "", node.line or 0, node.attributes.pop(COLUMN)
        )
        wording = wording_of(self.env, self.env.docname)
        found = wording.problem_on_page(node.rawsource, position)
        if found is not None:
            node[_TOLD] = True
            tell_later(self.env, found)

    def put_in_place(self, node: nodes.TextElement) -> None:
        """Give translated words the place of the original."""
        position = Position(node.source or "", node.line or 0)
        from watcher_liaison_guide.sphinxext.inputs import inputs_of
        from watcher_liaison_guide.sphinxext.page_wording import unreadable

        guide = inputs_of(self.env).guide
        for child in node.findall(nodes.Element):
            if child is not node:
                place(child, position)
            if isinstance(child, addnodes.pending_xref) and self.known(
                child, guide
            ):
                child["liaison_checked"] = True
        told = node.attributes.pop(_TOLD, False)
        if told or isinstance(node, nodes.literal_block):
            return
        if any(True for _ in node.findall(nodes.problematic)):
            tell_later(self.env, unreadable(position))

    def known(self, node: addnodes.pending_xref, guide: Guide | None) -> bool:
        """Tell whether the guide has what a reference names."""
        kind = node.get("reftype", "")
        return (
            node.get("refdomain") == "liaison" or kind == "term"
        ) and is_known(guide, kind, node.get("reftarget", ""))

    def fill_in_day(self, node: liaison_time) -> None:
        """Give a day to ``:liaison:date:``, in the cycle around it."""
        from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS
        from watcher_liaison_guide.sphinxext.page import Page

        page = Page(self.env)
        around: nodes.Element | None = node
        while around is not None and CYCLE not in around:
            around = around.parent
        cycle = around[CYCLE] if around is not None else page.cycle()
        name = node["event"]
        facts = page.dates(cycle)
        if (
            facts is not None
            and name not in facts.events.now
            and "liaison_checked" not in node
        ):
            tell_later(
                self.env,
                problem(
                    Code.UNKNOWN_EVENT,
                    Position(node.source or "", node.line or 0),
                    f'There is no event "{name}".',
                    did_you_mean(name, {*CANONICAL_EVENTS, *facts.events.now}),
                ),
                node,
            )
        fill_in_day(node, facts, self.config)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(AfterTranslation)
