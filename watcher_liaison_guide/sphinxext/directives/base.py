# SPDX-License-Identifier: Apache-2.0
"""What all directives have in common: ids, places, content, refusals."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from watcher_liaison_guide.export.guide_markup import Lines
from watcher_liaison_guide.export.guide_rst import GuideWriter
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import Code, Position, did_you_mean
from watcher_liaison_guide.sphinxext.assets import (
    GUIDE,
    GUIDE_WORDS,
    translated,
)
from watcher_liaison_guide.sphinxext.domain import OBJECT, Entry, object_id
from watcher_liaison_guide.sphinxext.guide_markup import (
    SphinxRst,
    parse,
    settle,
)
from watcher_liaison_guide.sphinxext.nodes import liaison_section, place
from watcher_liaison_guide.sphinxext.page import Page, PageView
from watcher_liaison_guide.sphinxext.reporting import report
from watcher_liaison_guide.sphinxext.roles import liaison_mark
from watcher_liaison_guide.sphinxext.transforms import PERMALINK
from watcher_liaison_guide.yamlreader import position_of

Named = TypeVar("Named")


class LiaisonDirective(SphinxDirective):
    """Shows a part of the guide."""

    has_content = True
    required_arguments = 1
    optional_arguments = 0
    final_argument_whitespace = False
    option_spec: ClassVar[Mapping[str, Any]] = {  # type: ignore[assignment]
        "no-index": directives.flag
    }
    #: What the argument names, in messages, and the code if it is unknown.
    subject = "section"
    code = Code.UNKNOWN_SECTION
    #: Which style and script the page needs for it.
    asset = GUIDE
    makes_sections = True

    def run(self) -> list[nodes.Node]:
        self.page = Page(self.env)
        guide = self.page.guide
        if guide is None:  # reported when the build began
            self.page.depend("guide-whole")
            return []
        self.page.shows(self.asset)
        if self.makes_sections and not isinstance(
            self.state_machine.node,
            nodes.document | nodes.section | addnodes.only,
        ):
            self.refuse(
                f'"{self.name}" makes a section, so it is allowed only '
                "where a section is: on the page itself, or in a section.",
                "Move it out of the list, table, note or directive.",
            )
            return []
        self.guide = guide
        self.markup = SphinxRst(guide, self.config)
        self.writer = GuideWriter(guide, self.markup, PageView(self.page))
        return self.show(guide)

    def show(self, guide: Guide) -> list[nodes.Node]:
        """Return what the directive shows."""
        raise NotImplementedError  # each directive has its own

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
        """Report, at the directive, why it shows nothing."""
        report(code.at(Position(""), message, advice), self.location())

    def location(self) -> str:
        """Return where the directive is: ``path:line``.

        docutils names an included file relative to where it runs.
        """
        source, line = self.get_source_info()
        return f"{os.path.abspath(source)}:{line}"

    def named(self, name: str, known: Mapping[str, Named]) -> Named | None:
        """Return what the argument names, or report that there is nothing.

        What is there and cannot be read is reported at its place in the YAML.
        """
        if name in known:
            return known[name]
        # Whatever changes in it may bring what is missed.
        self.page.depend("guide-whole")
        # A section is called like its file.
        kind = "procedure" if self.subject == "section" else self.subject
        if not self.guide.unread.may_have(kind, name):
            self.refuse(
                f'The guide has no {self.subject} "{name}".',
                did_you_mean(name, known),
                self.code,
            )
        return None

    # -- the guide's own lines

    def parsed(self, lines: Lines) -> nodes.Element:
        """Return an element with what Sphinx makes of lines of the guide."""
        made = nodes.Element()
        made.document = self.state.document
        for name in sorted(self.writer.files):
            self.page.depend_on_guide(name)
        for position in (
            *self.writer.places,
            *(message.position for message in self.markup.messages),
            *(line.position for line in lines),
        ):
            self.page.depend_on_place(position)
        parse(self.state, lines, made)
        for mark in list(made.findall(liaison_mark)):
            self.apply(mark)
        settle(made, self.markup)
        return made

    def apply(self, mark: liaison_mark) -> None:
        """Do to the element around a mark what it says, and take it away."""
        around = mark.parent
        assert around is not None and around.parent is not None
        outer, kind, name = around.parent, mark["kind"], mark["name"]
        around.rawsource = around.rawsource.replace(
            f"{mark.rawsource}\\ ", "", 1
        )
        around.remove(mark)
        if around.children and not around[0].astext():
            around.pop(0)  # what parted the mark from the words
        if kind == "own":
            around["translatable"] = False
            around["classes"] += name.split()
        elif kind == "list":
            assert outer.parent is not None
            if name not in outer.parent["classes"]:
                outer.parent["classes"].append(name)
        elif kind == "step":
            self.apply_step(outer, around, name)
        elif kind == "role" and self.indexed:
            self.claim_id(around, kind, name)
        elif kind == "term":
            around["liaison_term"] = name

    def apply_step(
        self, item: nodes.Element, words: nodes.Element, name: str
    ) -> None:
        """Make a list item the place of a step."""
        item["classes"].append("liaison-step")
        steps = item.parent
        assert steps is not None
        if "liaison-steps" not in steps["classes"]:
            steps["classes"].append("liaison-steps")
        if not words.children:  # its text begins with a list
            item.remove(words)
        else:
            words["liaison_title"] = True
        if self.indexed:
            self.claim_id(item, "step", name)
            item[PERMALINK] = object_id("step", name, self.page.prefix)

    def claim_id(self, node: nodes.Element, kind: str, name: str) -> None:
        """Make an element the place of something, unless there is one."""
        anchor = object_id(kind, name, self.page.prefix)
        if anchor not in self.state.document.ids:
            node["ids"] = [anchor]
            self.state.document.ids[anchor] = node
            node[OBJECT] = Entry(kind, name, anchor)

    def section(
        self,
        title: str,
        position: Position,
        lines: Lines,
        wanted: Sequence[str] = (),
        translatable: bool = True,
    ) -> liaison_section:
        """Return a section with its heading and the lines in it.

        It gets those ids of *wanted* that are free, if the first is.
        """
        position = position_of(title, position)
        heading = nodes.title(title, title, translatable=translatable)
        made = liaison_section("", heading)
        for node in (heading, made):
            place(node, position)
        self.page.depend_on_place(position)
        document = self.state.document
        free = [
            one for one in dict.fromkeys(wanted) if one not in document.ids
        ]
        if free and free[0] == wanted[0]:
            made["ids"] = free
        document.set_id(made)
        made += self.parsed(lines).children
        return made

    def object(self, kind: str, thing: Any, lines: Lines) -> liaison_section:
        """Return a section that is the place of something of the guide."""
        anchor = object_id(kind, thing.id, self.page.prefix)
        wanted = [anchor, *thing.anchors] if self.indexed else []
        is_free = anchor not in self.state.document.ids
        made = self.section(thing.title, thing.position, lines, wanted)
        if self.indexed:
            if is_free:
                self.add_label(made, anchor)
            made[OBJECT] = Entry(
                kind, thing.id, made["ids"][0], location=self.location()
            )
        made["classes"].append("liaison-guide")
        self.for_script(made)
        return made

    def add_label(self, section: nodes.Element, name: str) -> None:
        """Make a section's first id a label."""
        section["names"] = [name]
        ids, section["ids"] = section["ids"], section["ids"][:1]
        # docutils takes the last id for what a label leads to.
        self.state.document.note_explicit_target(section, section)
        section["ids"] = ids

    def for_script(self, node: nodes.Element) -> None:
        """Add to an element the script's words where they are translated."""
        node.attributes.update(translated(GUIDE_WORDS))

    def add_content(self, parent: nodes.Element) -> None:
        """Add what is written under the directive, as ordinary reST.

        It is parsed in an element like *parent*, so that a directive in it
        can make sections where *parent* is one.
        """
        if not self.content:
            return
        added = type(parent)()
        added.document = self.state.document
        self.state.nested_parse(self.content, self.content_offset, added)
        # A section's own words end where its first section begins.
        end = parent.first_child_matching_class(nodes.section)
        own = added.first_child_matching_class(nodes.section)
        place = len(parent) if end is None else end
        parent[place:place] = added.children[:own]
        parent.extend(added.children[own:] if own is not None else [])
