# SPDX-License-Identifier: Apache-2.0
"""What is done to a page's nodes after parsing and before writing.

Days and placeholders are filled in once the words are translated.
"""

from __future__ import annotations

import datetime
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS
from watcher_liaison_guide.export.guide_titles import show_unfilled
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.problems import Code, Position, did_you_mean
from watcher_liaison_guide.sphinxext.config import all_settings, settings_of
from watcher_liaison_guide.sphinxext.domain import domain_of, term_name
from watcher_liaison_guide.sphinxext.nodes import (
    PROSE,
    liaison_permalink,
    liaison_time,
    time_node,
)
from watcher_liaison_guide.sphinxext.page import Page
from watcher_liaison_guide.sphinxext.reporting import report
from watcher_liaison_guide.sphinxext.words import event_days

#: The attribute of a step or item: the id that its permalink leads to.
PERMALINK = "liaison_permalink"
#: The builder that runs: transforms have no public way to it.
_BUILDERS: WeakKeyDictionary[Config, Builder] = WeakKeyDictionary()


def note_builder(app: Sphinx) -> None:
    _BUILDERS[app.config] = app.builder


def builder_of(config: Config) -> Builder:
    return _BUILDERS[config]


def writes_html(builder: Builder) -> bool:
    """Whether a builder's pages are written by Sphinx's HTML writer."""
    try:
        writer = builder.get_translator_class()
    except AttributeError:  # it writes no pages
        return False
    return issubclass(writer, HTML5Translator)


class FillInDays(SphinxTransform):
    """Put an event's days in the place of its role, behind words if any."""

    # Behind the translation, which may name days of its own.
    default_priority = 22

    def apply(self, **kwargs: Any) -> None:
        found = [
            node
            for node in self.document.findall(liaison_time)
            if "event" in node
        ]
        if not found:
            return
        page = Page(self.env)
        facts = page.dates(page.cycle())
        for node in found:
            name = node["event"]
            known = facts.events.now if facts else {}
            if facts and name not in known and "liaison_checked" not in node:
                wrong = Code.UNKNOWN_EVENT.at(
                    Position(node.source or "", node.line or 0),
                    f'There is no event "{name}".',
                    did_you_mean(name, {*CANONICAL_EVENTS, *known}),
                )
                report(wrong, node)
            days: list[nodes.Node] = [
                time_node(piece, self.config)
                if isinstance(piece, datetime.date)
                else nodes.Text(piece)
                for piece in event_days(facts.events(name) if facts else None)
            ]
            if node.children:
                days = [*node.children, nodes.Text(" ("), *days]
                days.append(nodes.Text(")"))
            assert node.parent is not None
            node.parent.replace(node, days)


class PostTransform(SphinxPostTransform):
    """A post-transform of pages, left out where nothing is of ours.

    To look through every node of a page costs time, most where each page is
    written by itself; other builders may make one document of several.
    """

    def is_supported(self) -> bool:
        ours = domain_of(self.env).is_ours(self.env.docname)
        apart = builder_of(self.config).name in ("html", "dirhtml")
        return super().is_supported() and (ours or not apart)


class TermsOfFolder(SphinxPostTransform):
    """Have terms of a folder's pages mean those of the folder's guide.

    Where the folder is named, it is not shown.
    """

    # Before Sphinx resolves references.
    default_priority = 9

    def run(self, **kwargs: Any) -> None:
        folder = settings_of(self.config, self.env.docname).folder
        folders = all_settings(self.config)
        if len(folders) == 1:
            return
        every = self.env.get_domain("std").get_objects()
        known = {name.lower() for name, _, kind, *_ in every if kind == "term"}
        for node in self.document.findall(addnodes.pending_xref):
            if node["reftype"] != "term":
                continue
            name = term_name(node["reftarget"], folder)
            named, colon, rest = node.astext().partition(":")
            if folder and name.lower() in known:
                node["reftarget"] = name
            elif colon and named in folders and not node["refexplicit"]:
                classes = ["xref", "std", "std-term"]
                node.replace(node[0], nodes.inline("", rest, classes=classes))


class FillPlaceholders(PostTransform):
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
        for node in self.document.findall(nodes.Element):
            if node.attributes.pop(PROSE, False):
                self.fill(node)

    def add_permalink(self, node: nodes.Element, target: str) -> None:
        """Put a link behind a step's words, where headings have theirs.

        Earlier, a translation would replace it with the words.
        """
        for words in node.findall(nodes.paragraph):
            if words.get("liaison_title"):
                words += liaison_permalink(target=target)
                return

    def fill(self, node: nodes.Element) -> None:
        for text in list(node.findall(nodes.Text)):
            filled = show_unfilled(str(text))
            if filled != str(text) and text.parent is not None:
                text.parent.replace(text, nodes.Text(filled))
        if isinstance(node, nodes.literal_block):
            # Sphinx highlights only what equals its source.
            node.rawsource = node.astext()
        for link in list(node.findall(nodes.reference)):
            self.fill_address(link)

    def fill_address(self, link: nodes.reference) -> None:
        """Fill the address of a link; what remains open is no link."""
        address = link.get("refuri")
        if not isinstance(address, str) or "{" not in address:
            return
        filled = show_unfilled(address)
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


class AddItemTargets(PostTransform):
    """Put the ids of list items where formats without them find them.

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


class MakeStandardNodes(PostTransform):
    """Make nodes standard ones, without attributes of our own.

    Sphinx's own writers treat a derived node as its base and pass over what
    they do not know; others do neither. Links that lead nowhere go.
    """

    default_priority = 999

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
        if writes_html(builder_of(self.config)):
            return
        for node in self.document.findall(nodes.Element):
            for name in [*node.attributes]:
                if name.startswith("liaison_"):
                    del node[name]
            if type(node).__module__.startswith(__package__):
                standard = next(
                    one
                    for one in type(node).__mro__
                    if not one.__module__.startswith(__package__)
                )
                node.__class__ = standard
                node.tagname = standard.__name__


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", note_builder)
    app.add_transform(FillInDays)
    app.add_post_transform(TermsOfFolder)
    app.add_post_transform(FillPlaceholders)
    app.add_post_transform(AddItemTargets)
    app.add_post_transform(MakeStandardNodes)
