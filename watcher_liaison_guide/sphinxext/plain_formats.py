# SPDX-License-Identifier: Apache-2.0
"""Checklists in formats that cannot fold anything away: said once, shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from watcher_liaison_guide.sphinxext.nodes import liaison_block

if TYPE_CHECKING:
    from sphinx.application import Sphinx


#: The formats that cannot fold anything away.
UNFOLDED = ("latex", "text", "man", "texinfo")


class WithoutFolding(SphinxPostTransform):
    """Leave out what a reader of paper does not need twice.

    A procedure that is spelled out for ten branches has its notes and
    links ten times; within a phase, the first time is enough. An item's id
    is of use where it can be copied.
    """

    default_priority = 700
    formats = UNFOLDED

    def run(self, **kwargs: Any) -> None:
        for line in list(self.document.findall(nodes.paragraph)):
            if "liaison-id" in line["classes"]:
                _remove(line)
        for phase in self.document.findall(nodes.section):
            if "liaison-phase" in phase["classes"]:
                _say_once(phase)
        for block in list(self.document.findall(liaison_block)):
            if not block.children:
                _remove(block)


def _say_once(phase: nodes.section) -> None:
    seen: set[str] = set()
    for node in list(phase.findall(nodes.Element)):
        if not {"liaison-note", "liaison-links"} & set(
            node.get("classes", ())
        ):
            continue
        text = node.astext()
        if text in seen:
            _remove(node)
        seen.add(text)


def _remove(node: nodes.Node) -> None:
    if node.parent is not None:
        node.parent.remove(node)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(WithoutFolding)
