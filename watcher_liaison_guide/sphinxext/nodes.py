# SPDX-License-Identifier: Apache-2.0
"""Our nodes: standard ones that HTML shows with attributes of our own.

Only visitors for HTML are registered. Every other writer finds none for
our classes and goes on along their bases, so it shows the standard node.
Attributes that begin with ``data-`` go into the HTML as they are. Those that
begin with ``liaison_`` are notes of ours; writers that would show them do not
get them:

``liaison_checked``
    A reference whose target was looked for when the guide was loaded.
``liaison_optional``, ``liaison_gone``
    A link to leave out where it leads nowhere, and one that does.
``liaison_title``
    The words of a step by which references name it.
``liaison_object``, ``liaison_permalink``, ``liaison_term``
    What a node is the place of.
``liaison_prose``, ``liaison_words``
    Words with placeholders, and words that are one message.
"""

from __future__ import annotations

import datetime
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.writers.html5 import HTML5Translator

from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.sphinxext.words import say, shown_day

#: The attribute of a node whose words have placeholders.
PROSE = "liaison_prose"


def place(node: nodes.Element, position: Position) -> None:
    """Set the place of a node in the YAML."""
    node.source = position.path or None
    node.line = position.line or None


class liaison_section(nodes.section):  # noqa: N801
    """A section with data for the browser; to Sphinx a section."""

    tagname = "section"


class liaison_block(nodes.compound):  # noqa: N801
    """A group of blocks."""


class liaison_span(nodes.inline):  # noqa: N801
    """Words with data for the browser."""


class liaison_time(nodes.inline):  # noqa: N801
    """A day; ``datetime`` is its form for machines."""

    # Contents have copies of headings, which no post-transform changes.
    tagname = "inline"


class liaison_permalink(nodes.inline):  # noqa: N801
    """A link to the item around it; nothing where there are no links."""


def time_node(day: datetime.date, config: Config) -> liaison_time:
    """Return a day as the documentation shows days."""
    text = shown_day(day, config)
    return liaison_time(text, text, datetime=day.isoformat())


def data_of(node: nodes.Element) -> dict[str, str]:
    """Return the attributes of a node that are meant for the browser."""
    return {
        key: str(value)
        for key, value in sorted(node.attributes.items())
        if key.startswith("data-")
    }


def open_tag(
    self: HTML5Translator, node: nodes.Element, tag: str, suffix: str = "\n"
) -> None:
    """Begin an element with a node's ids, classes and data."""
    # A node's classes of docutils' own ("compound") mean nothing here.
    self.body.append(
        self.starttag(node, tag, suffix, **cast("Any", data_of(node)))
    )


def _visit_section(self: HTML5Translator, node: nodes.Element) -> None:
    self.section_level += 1
    open_tag(self, node, "section")


def _visit_block(self: HTML5Translator, node: nodes.Element) -> None:
    open_tag(self, node, "div")


def _visit_permalink(self: HTML5Translator, node: nodes.Element) -> None:
    target = node["target"]
    if self.config.html_permalinks and self.builder.add_permalinks:
        icon = self.config.html_permalinks_icon
        title = self.attval(say("Link to this step"))
        self.body.append(
            f'<a class="headerlink liaison-permalink" href="#{target}" '
            f'title="{title}">{icon}</a>'
        )
    raise nodes.SkipNode


def _visit_span(self: HTML5Translator, node: nodes.Element) -> None:
    open_tag(self, node, "span", "")


def _depart_span(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</span>")


def _visit_time(self: HTML5Translator, node: nodes.Element) -> None:
    tag = self.starttag(node, "time", "", datetime=node["datetime"])
    self.body.append(tag)


def _depart_time(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</time>")


def setup(app: Sphinx) -> None:
    """Register the visitors."""
    for node, visit, depart in (
        (liaison_section, _visit_section, HTML5Translator.depart_section),
        (liaison_block, _visit_block, HTML5Translator.depart_compound),
        (liaison_permalink, _visit_permalink, None),
        (liaison_span, _visit_span, _depart_span),
        (liaison_time, _visit_time, _depart_time),
    ):
        app.add_node(node, html=(visit, depart))
