# SPDX-License-Identifier: Apache-2.0
"""What all directives have in common: ids, places, content, refusals."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import (
    Code,
    Position,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.sphinxext.assets import GUIDE_WORDS, translated
from watcher_liaison_guide.sphinxext.compose import titled
from watcher_liaison_guide.sphinxext.domain import OBJECT
from watcher_liaison_guide.sphinxext.ids import object_id
from watcher_liaison_guide.sphinxext.nodes import liaison_section
from watcher_liaison_guide.sphinxext.page import GUIDE, Page
from watcher_liaison_guide.sphinxext.prose_nodes import words
from watcher_liaison_guide.sphinxext.reporting import report

#: Which part of the guide a code's name should have been found in.
_KINDS = {
    Code.UNKNOWN_SECTION: "sections",
    Code.UNKNOWN_PRECEDENCE: "precedence",
    Code.UNKNOWN_POLICY: "policies",
    Code.UNKNOWN_TERM: "terms",
}


class LiaisonDirective(SphinxDirective):
    """Shows a part of the guide where it stands."""

    has_content = True
    required_arguments = 1
    optional_arguments = 0
    final_argument_whitespace = False
    option_spec: ClassVar[Mapping[str, Any]] = {  # type: ignore[assignment]
        "no-index": directives.flag,
    }
    #: What the argument names, in messages.
    subject = "section"
    makes_sections = True

    def run(self) -> list[nodes.Node]:
        self.page = Page(self.env)
        guide = self.page.guide
        if guide is None:  # told when the build began
            self.page.depend("guide-whole")
            return []
        self.page.shows(self.asset)
        if self.makes_sections and not isinstance(
            self.state_machine.node,
            nodes.document | nodes.section | addnodes.only,
        ):
            self.refuse(
                f'"{self.name}" makes a section, so it can stand only where '
                "a section can: on the page itself, or in a section.",
                "Move it out of the list, table, note or directive.",
            )
            return []
        return self.show(guide)

    def show(self, guide: Guide) -> list[nodes.Node]:
        """Give what the directive shows."""
        raise NotImplementedError

    #: Which style and script the page needs for it.
    asset = GUIDE

    @property
    def indexed(self) -> bool:
        """Whether this is the place of what is shown."""
        return "no-index" not in self.options

    def refuse(
        self,
        message: str,
        advice: str | None = None,
        code: Code = Code.BAD_DIRECTIVE,
    ) -> None:
        """Tell, at the directive, why it shows nothing."""
        report(problem(code, Position(""), message, advice), self.location())

    def location(self) -> str:
        """Give where the directive stands: ``path:line``.

        docutils names an included file relative to where it runs.
        """
        source, line = self.get_source_info()
        return f"{os.path.abspath(source)}:{line}"

    def unknown(self, name: str, known: Iterable[str], code: Code) -> None:
        """Tell that the argument names nothing.

        What is there and broken was told at its place in the YAML.
        """
        guide = self.page.guide
        # Whatever changes in it may bring what is missed.
        self.page.depend("guide-whole")
        if guide is not None and guide.is_broken(_KINDS.get(code, ""), name):
            return
        self.refuse(
            f'The guide has no {self.subject} "{name}".',
            did_you_mean(name, known),
            code,
        )

    def section(
        self,
        kind: str,
        name: str,
        title: str,
        position: Position,
        title_position: Position,
        anchors: Sequence[str] = (),
    ) -> liaison_section:
        """Give a section of the page that is the place of something."""
        heading = nodes.title()
        words(title, title_position, heading)
        anchor = object_id(kind, name)
        if not self.indexed:
            made = titled(heading, position, [])
            self.set_id(made)
            return made
        taken = self.state.document.ids
        made = titled(heading, position, [], [])
        if anchor in taken:  # told when all pages are read
            self.set_id(made)
        else:
            made["ids"] = [anchor]
            made["names"] = [anchor]
            # A label leads to the last id that there is now.
            self.state.document.note_explicit_target(made, made)
            for one in dict.fromkeys(anchors):
                if one not in taken:
                    made["ids"].append(one)
                    taken[one] = made
        shown = translated(GUIDE_WORDS)
        if shown:
            made["data-liaison-words"] = shown
        made[OBJECT] = (kind, name, made["ids"][0])
        made["liaison_place"] = self.location()
        return made

    def set_id(self, section: nodes.Element) -> None:
        """Give a section that is not in the index an id of its own."""
        self.state.document.set_id(section, suggested_prefix="liaison-")

    def note_ids(self, root: nodes.Element) -> None:
        """Tell the document of the ids of steps below *root*."""
        taken = self.state.document.ids
        for node in root.findall(nodes.list_item):
            for one in list(node["ids"]):
                if one in taken and taken[one] is not node:
                    node["ids"].remove(one)
                    node.attributes.pop(OBJECT, None)
                else:
                    taken[one] = node

    def add_content(self, parent: nodes.Element) -> None:
        """Add what is written under the directive, as ordinary reST.

        Its parent is the section made here, so that a directive in it can
        make sections of its own.
        """
        if not self.content:
            return
        if parent.document is None:
            parent.document = self.state.document
        before = len(parent.children)
        self.state.nested_parse(self.content, self.content_offset, parent)
        parent[before:], added = [], parent.children[before:]
        # A section's own words end where its first section begins.
        sections = [
            index
            for index, child in enumerate(parent.children)
            if isinstance(child, nodes.section)
        ]
        own = list(
            itertools.takewhile(
                lambda child: not isinstance(child, nodes.section), added
            )
        )
        place = sections[0] if sections else before
        parent[place:place] = own
        parent.extend(added[len(own) :])


def at(thing: Any, fallback: Position) -> Position:
    """Give the place of a name in the YAML."""
    found = getattr(thing, "position", None)
    return found if isinstance(found, Position) else fallback
