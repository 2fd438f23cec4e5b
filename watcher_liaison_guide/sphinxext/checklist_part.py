# SPDX-License-Identifier: Apache-2.0
"""A part of a checklist as one node.

Sphinx passes over the nodes of a page some fifty times, so that their
number is what a page costs, and a checklist has thousands. A part is
therefore one node that names what it shows. HTML is written right from
the checklist (:mod:`.page_html`); for every other format the part gives way
to the usual nodes (:mod:`.checklist_nodes`) when a page is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from watcher_liaison_guide.sphinxext.builder import builder_of
from watcher_liaison_guide.sphinxext.nodes import place

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from watcher_liaison_guide.checklist.model import Checklist
    from watcher_liaison_guide.problems import Position

FACTS, TIMELINE, PHASE, EXCEPTIONS = (
    *("facts", "timeline"),
    *("phase", "exceptions"),
)
#: The parts in which items are.
WITH_ITEMS = PHASE


class Showing(NamedTuple):
    """Which checklist is shown, where and how.

    ``own`` tells whether it is on its cycle's own page, whose items have
    short ids too; ``anchors`` whether its items have ids at all, which a
    second time on a page they have not; ``indexed`` whether this is the
    place of its items.
    """

    release: str
    docname: str
    own: bool = False
    anchors: bool = True
    indexed: bool = True


class liaison_part(nodes.General, nodes.Element):  # noqa: N801
    """A part of a checklist; ``phase`` is which one, where it is one."""


def make(
    part: str, showing: Showing, position: Position, phase: str = ""
) -> liaison_part:
    """Give the node of a part."""
    made = liaison_part(part=part, showing=showing, phase=phase)
    place(made, position)
    return made


def checklist_of(env: BuildEnvironment, node: nodes.Element) -> Checklist:
    """Give the checklist of a part, as the running build has it."""
    from watcher_liaison_guide.sphinxext.inputs import inputs_of

    checklist, _ = inputs_of(env).checklist(node["showing"].release)
    # Without it no part was made, and what has changed since is read again.
    assert checklist is not None
    return checklist


# -- when a page is written


class ForHtml(SphinxPostTransform):
    """Give a checklist its cross-references, for Sphinx to resolve them.

    Each is there once, under the first part of its checklist; beside them
    stand the words for the search.
    """

    default_priority = 5
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        seen: set[Showing] = set()
        for part in list(self.document.findall(liaison_part)):
            showing = part["showing"]
            if part["part"] == WITH_ITEMS and showing not in seen:
                seen.add(showing)
                self.add_references(part, showing)

    def add_references(self, part: liaison_part, showing: Showing) -> None:
        from watcher_liaison_guide.sphinxext.checklist_index import (
            search_words,
        )
        from watcher_liaison_guide.sphinxext.inputs import inputs_of
        from watcher_liaison_guide.sphinxext.page_html import reference_nodes
        from watcher_liaison_guide.sphinxext.page_wording import wording_of

        checklist = checklist_of(self.env, part)
        wording = wording_of(self.env, showing.docname)
        part += reference_nodes(self.env, checklist, wording, showing)
        guide = inputs_of(self.env).guide
        steps = guide.steps if guide else {}
        part += nodes.Text(search_words(checklist, steps, wording))


class Expand(SphinxPostTransform):
    """Give other formats than HTML the nodes that they know."""

    default_priority = 0

    def run(self, **kwargs: Any) -> None:
        kind = builder_of(self.config)
        if kind.format == "html":
            return
        from watcher_liaison_guide.sphinxext import checklist_nodes

        make = (
            checklist_nodes.messages
            if kind.name == "gettext"
            else checklist_nodes.nodes_of
        )
        for part in list(self.document.findall(liaison_part)):
            assert part.parent is not None
            part.parent.replace(part, make(self.env, part))


def visit_html(self: HTML5Translator, node: liaison_part) -> None:
    """Write a part."""
    from watcher_liaison_guide.sphinxext.page_html import write

    self.body.append(write(self, node))
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the node and what becomes of it."""
    app.add_node(liaison_part, html=(visit_html, None))
    app.add_post_transform(ForHtml)
    app.add_post_transform(Expand)
