# SPDX-License-Identifier: Apache-2.0
"""A part of a checklist as one node, and what each builder gets for it.

A page of a checklist has sections and, in each, a node that names the part
to show. When the page is written, the node gives way: to HTML where HTML is
written, elsewhere to the nodes of the reST export. No writer meets a node
that it does not know.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Parser
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import LoggingReporter, sphinx_domains

from watcher_liaison_guide.checklist.model import Checklist, Item
from watcher_liaison_guide.export import markup
from watcher_liaison_guide.export.formats import part_to_rst
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.prose import Prose, Reference, walk
from watcher_liaison_guide.sphinxext.domain import item_id
from watcher_liaison_guide.sphinxext.inputs import inputs_of
from watcher_liaison_guide.sphinxext.nodes import liaison_section, place
from watcher_liaison_guide.sphinxext.page import Page
from watcher_liaison_guide.sphinxext.page_html import PageHtml, Showing
from watcher_liaison_guide.sphinxext.publishing import files_html
from watcher_liaison_guide.sphinxext.transforms import (
    PostTransform,
    builder_of,
    writes_html,
)
from watcher_liaison_guide.sphinxext.words import say

HEAD = "head"
ABOUT = "about"
TIMELINE = "timeline"
PHASE = "phase"
EXCEPTIONS = "exceptions"
FILES = "files"
#: What the reST export has for a part that only a browser shows whole.
_IN_RST = {HEAD: "facts", ABOUT: TIMELINE}


# Names of nodes are lower case in docutils.
class liaison_part(nodes.General, nodes.Element):  # noqa: N801
    """A part of a checklist; below the first are all cross-references."""


def part_node(
    part: str, showing: Showing, position: Position, phase: str = ""
) -> liaison_part:
    made = liaison_part(part=part, showing=showing, phase=phase)
    place(made, position)
    return made


def reference_nodes(
    checklist: Checklist, page: Page, position: Position
) -> Iterator[nodes.inline]:
    """Yield each cross-reference of a checklist once, for Sphinx to resolve.

    The text around each is written by PageHtml, which finds the resolved
    reference by its key.
    """
    seen: set[tuple[str, str, str | None]] = set()
    for item in checklist.walk():
        found = [
            (one.role, one.target, one.title, one.position)
            for shown in (item, *item.walk_instructions())
            for text in texts(shown)
            for one in walk(text.blocks)
            if isinstance(one, Reference)
        ]
        found += [
            ("doc", link.doc, link.text, position)
            for shown in (item, *item.walk_instructions())
            for link in shown.links
            if link.doc and page.has_document(link.doc)
        ]
        for role, target, title, where in found:
            # A document is linked under each item's own words.
            key = (role, target, None if role == "doc" else title)
            if role == "liaison:date" or key in seen:
                continue
            seen.add(key)
            node = pending_reference(role, target, title, page.docname, where)
            yield nodes.inline("", "", node, liaison_key=key)


def texts(item: Item) -> Iterator[Prose]:
    """Yield every text of the guide that is shown with an item."""
    yield item.text
    if item.if_silent is not None:
        yield item.if_silent
    if item.repeat is not None:
        yield item.repeat
    yield from item.notes


def pending_reference(
    role: str, target: str, title: str | None, docname: str, where: Position
) -> addnodes.pending_xref:
    domain, _, kind = role.rpartition(":")
    domain = domain or "std"
    words = nodes.inline(
        "", title or target, classes=["xref", domain, f"{domain}-{kind}"]
    )
    node = addnodes.pending_xref(
        "",
        words,
        refdoc=docname,
        refdomain=domain,
        reftype=kind,
        reftarget=target.lower() if kind == "ref" else target,
        refexplicit=title is not None,
        refwarn=True,
    )
    if kind == "term" or (domain == "liaison" and kind != "item"):
        # Loading the guide has reported what it does not have.
        node["liaison_checked"] = True
        node["refwarn"] = False
    place(node, where)
    place(words, where)
    return node


# -- when a page is written


class WriteParts(PostTransform):
    """Put what a builder can write in the place of each part."""

    # Behind Sphinx's resolving of references, before all else.
    default_priority = 11

    def run(self, **kwargs: Any) -> None:
        parts = list(self.document.findall(liaison_part))
        if not parts:
            return
        builder = builder_of(self.config)
        if builder.name == "singlehtml":
            self.drop_repeated_ids(parts)
        if writes_html(builder):
            self.write_html(parts, builder)
        else:
            for part in parts:
                parent = part.parent
                assert parent is not None
                # The guide's own pages have the guide's messages.
                gettext = builder.name == "gettext"
                parent.replace(part, [] if gettext else self.rst(part))

    def write_html(self, parts: list[liaison_part], builder: Builder) -> None:
        made: dict[Showing, PageHtml] = {}
        timelines = Counter[str]()
        for part in parts:
            showing = part["showing"]
            if showing not in made:
                made[showing] = PageHtml(
                    checklist_of(self.env, showing),
                    builder,
                    self.document.ids,
                    showing,
                )
            html = made[showing]
            html.resolve(part)
            name = part["part"]
            if name == FILES:
                text = files_html(
                    builder, self.env.docname, showing.docname, html.checklist
                )
            else:
                text = html.part(name, part["phase"])
            if name in (TIMELINE, ABOUT):
                # The picture has ids of its own.
                timelines[showing.release] += 1
                number = timelines[showing.release]
                if number > 1:
                    text = text.replace("-timeline-", f"-timeline{number}-")
            assert part.parent is not None
            part.parent.replace(part, nodes.raw("", text, format="html"))

    def rst(self, part: liaison_part) -> list[nodes.Node]:
        """Return the nodes of the reST export of a part."""
        name, phase, showing = part["part"], part["phase"], part["showing"]
        if name == FILES:
            return []
        checklist = checklist_of(self.env, showing)
        lines = part_to_rst(checklist, _IN_RST.get(name, name), phase or None)
        made = parse_rst(
            lines, part.source or "", self.document.settings, self.env
        )
        if name == PHASE and not showing.again:
            ids = item_ids(checklist, showing, phase)
            made.insert(0, nodes.target(ids=list(ids)))
        elif name == ABOUT:
            # It is behind a section, to which it does not belong.
            made.insert(0, nodes.rubric("", say("Table of dates")))
        return made

    def drop_repeated_ids(self, parts: list[liaison_part]) -> None:
        """Leave each id once where all pages are on one."""
        seen: set[str] = set()
        for section in self.document.findall(liaison_section):
            first, *more = section["ids"]
            while first in seen:
                first += "-again"
            others = [one for one in more if one not in seen]
            section["ids"] = [first, *others]
            seen.update(section["ids"])
        shown: dict[tuple[str, str], list[Showing]] = defaultdict(list)
        for part in parts:
            showing = part["showing"]
            before = shown[showing.prefix, showing.release]
            if part["part"] == HEAD:
                before.append(showing)
            if showing in before:
                again = before.index(showing)
                part["showing"] = showing._replace(again=again)


def checklist_of(env: BuildEnvironment, showing: Showing) -> Checklist:
    checklist, _ = inputs_of(env, showing.docname).checklist(showing.release)
    # Without it no part was made, and what has changed since is read again.
    assert checklist is not None
    return checklist


def item_ids(
    checklist: Checklist, showing: Showing, phase: str
) -> Iterator[str]:
    """Yield the ids of the items of a phase, on a page of its own."""
    short = markup.item_ids(checklist)
    for item in checklist.walk():
        if item.phase == phase:
            yield item_id(showing.release, short[item.id], showing.prefix)
            if showing.own:
                yield short[item.id]


def parse_rst(
    lines: list[str], source: str, settings: Any, env: BuildEnvironment
) -> list[nodes.Node]:
    """Return the nodes of reST that is parsed when a page is written."""
    document = nodes.document(settings, LoggingReporter(source), source=source)
    with sphinx_domains(env):
        Parser().parse("\n".join(lines), document)
    # What is worth reporting has been logged.
    for message in list(document.findall(nodes.system_message)):
        if message.parent is not None:
            message.parent.remove(message)
    return list(document.children)


def setup(app: Sphinx) -> None:
    app.add_node(liaison_part)
    app.add_post_transform(WriteParts)
