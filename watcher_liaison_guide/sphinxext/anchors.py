# SPDX-License-Identifier: Apache-2.0
"""Targets in the list items of formats that give a list item no id."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class Anchors(SphinxPostTransform):
    """Put an item's ids into a target at its beginning.

    Not earlier: docutils hands the ids of a target that it reads on to what
    follows it, where HTML would have them a second time and all but the
    first would be lost to the others.
    """

    default_priority = 1
    formats = ("latex", "texinfo")

    def run(self, **kwargs: Any) -> None:
        for item in self.document.findall(nodes.list_item):
            if item["ids"]:
                item.insert(0, nodes.target(ids=list(item["ids"])))


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(Anchors)
