# SPDX-License-Identifier: Apache-2.0
"""``project-context``: the team's repositories, trackers, channels, roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docutils import nodes

from watcher_liaison_guide.guide.model import Guide, Role
from watcher_liaison_guide.problems import Code, Position
from watcher_liaison_guide.sphinxext import facts
from watcher_liaison_guide.sphinxext.compose import (
    definition_list,
    line,
    sentence,
    titled,
)
from watcher_liaison_guide.sphinxext.directives.base import (
    LiaisonDirective,
    at,
)
from watcher_liaison_guide.sphinxext.domain import OBJECT
from watcher_liaison_guide.sphinxext.ids import object_id
from watcher_liaison_guide.sphinxext.prose_nodes import (
    PROSE,
    blocks,
    place,
    template_text,
    words,
)
from watcher_liaison_guide.sphinxext.steps import note_block
from watcher_liaison_guide.sphinxext.words import say


class ProjectContext(LiaisonDirective):
    """What the project consists of; its argument is the team."""

    required_arguments = 0
    optional_arguments = 1
    subject = "team"

    def show(self, guide: Guide) -> list[nodes.Node]:
        project = guide.project
        team = str(project.team)
        if self.arguments and self.arguments[0] != team:
            self.unknown(self.arguments[0], [team], Code.BAD_DIRECTIVE)
            return []
        page = self.page
        page.depend_on_place(project.position)
        made = self.section(
            "project",
            team,
            str(project.title),
            project.position,
            at(project.title, project.position),
            [str(anchor) for anchor in project.anchors],
        )
        made.attributes.pop(OBJECT, None)
        made["classes"].append("liaison-guide")
        if project.text:
            made += blocks(project.text, page)
        for note in project.notes:
            made += note_block(note, page)
        for kind, title, things in (
            ("deliverables", say("Deliverables"), project.deliverables),
            ("trackers", say("Trackers"), project.trackers),
            ("channels", say("Channels"), project.channels),
        ):
            if things:
                made += self.group(kind, title, things)
        page.depend_on_guide("roles.yaml")
        if guide.roles:
            made += self.roles(guide)
        self.note_terms(made)
        self.add_content(made)
        return [made]

    def part(self, kind: str, title: str) -> nodes.Element:
        """Give a section under a title of ours."""
        position = Position("")
        assert self.page.guide is not None
        position = self.page.guide.project.position
        heading = nodes.title("", title, translatable=False)
        place(heading, position)
        made = titled(heading, position, [])
        anchor = object_id("project", kind)
        if self.indexed and anchor not in self.state.document.ids:
            made["ids"] = [anchor]
            self.state.document.ids[anchor] = made
        else:
            self.set_id(made)
        return made

    def group(
        self, kind: str, title: str, things: Mapping[Any, Any]
    ) -> nodes.Element:
        made = self.part(kind, title)
        made += definition_list(
            (self.entry(str(name), thing) for name, thing in things.items()),
            Position(""),
            around=["liaison-things"],
        )
        return made

    def entry(
        self, name: str, thing: Any
    ) -> tuple[nodes.term, list[nodes.Node]]:
        """Give a repository, tracker or channel with its address."""
        term = nodes.term()
        title = thing.title or name
        words(str(title), at(title, thing.position), term)
        said: list[nodes.Node] = []
        if thing.text:
            said += blocks(thing.text, self.page)
        url = thing.url
        if url is not None:
            address = str(url) if isinstance(url, str) else (
                template_text(url.parts)
            )  # fmt: skip
            reference = nodes.reference("", address, refuri=address)
            if not isinstance(url, str):
                reference[PROSE] = True
            said.append(line([reference], thing.position))
        if getattr(thing, "released", True) is False:
            said.append(
                line([nodes.Text(say("Never released."))], thing.position)
            )
        return term, said

    def roles(self, guide: Guide) -> nodes.Element:
        """Give every role with what it is for."""
        made = self.part("roles", say("Roles"))
        made += definition_list(
            (self.role(str(name), role) for name, role in guide.roles.items()),
            Position(""),
            around=["liaison-things"],
        )
        return made

    def role(
        self, name: str, role: Role
    ) -> tuple[nodes.term, list[nodes.Node]]:
        page = self.page
        page.depend_on_place(role.position)
        term = nodes.term()
        if role.title is not None:
            words(str(role.title), at(role.title, role.position), term)
        else:
            term += facts.role(name, page)
            term["translatable"] = False
            place(term, role.position)
        if self.indexed:
            anchor = object_id("role", name)
            term["ids"] = [anchor]
            term[OBJECT] = ("role", name, anchor)
        said: list[nodes.Node] = []
        if role.text:
            said += blocks(role.text, page)
        if role.stands_for:
            said.append(
                line(
                    sentence(
                        say("This is: {roles}"),
                        roles=facts.owner_variants(name, page),
                    ),
                    role.position,
                )
            )
        if role.responsibilities:
            duties = nodes.bullet_list(bullet="-")
            place(duties, role.position)
            for duty in role.responsibilities:
                duties += nodes.list_item("", *blocks(duty, page))
            said.append(duties)
        return term, said

    def note_terms(self, root: nodes.Element) -> None:
        taken = self.state.document.ids
        for term in root.findall(nodes.term):
            for one in list(term["ids"]):
                if one in taken and taken[one] is not term:
                    term["ids"].remove(one)
                    term.attributes.pop(OBJECT, None)
                else:
                    taken[one] = term
