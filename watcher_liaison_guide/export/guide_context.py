# SPDX-License-Identifier: Apache-2.0
"""What a guide explains beside its steps: the project, roles and terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import starmap

from watcher_liaison_guide.export.guide_facts import FactsWriter
from watcher_liaison_guide.export.guide_markup import Lines, blocks
from watcher_liaison_guide.guide.model import (
    Deliverable,
    Place,
    Project,
    Role,
    Term,
)
from watcher_liaison_guide.problems import NOWHERE
from watcher_liaison_guide.prose import Prose, Template, Text
from watcher_liaison_guide.yamlreader import position_of


class ContextWriter(FactsWriter):
    """Writes texts, addresses, and what the project consists of."""

    def text(self, text: Prose | None) -> Lines:
        return self.markup.prose(text) if text else []

    def address(self, url: str | Template | None) -> str:
        """Return an address that leads to itself, or "" for none."""
        if url is None:
            return ""
        if isinstance(url, str):
            return self.markup.address((Text(url, NOWHERE),))
        return self.markup.address(url.parts)

    def place(self, places: Mapping[str, Place], name: str) -> str:
        """Return a channel or link by its title, linked where possible."""
        self.files.add("project.yaml")
        found = places.get(name)
        title = found.title if found is not None else None
        words = self.markup.name(title) if title else self.markup.text(name)
        if found is None or found.url is None:
            return words
        return self.markup.link(words, found.url.parts)

    # -- the project

    def project(self, project: Project) -> Lines:
        return blocks(self.text(project.text), self.notes(project.notes))

    def groups(self) -> Iterator[tuple[str, str, Lines]]:
        """Yield the kind, title and lines of what the project consists of."""
        project = self.guide.project
        for kind, title, things in (
            ("deliverables", self.say("Deliverables"), project.deliverables),
            ("trackers", self.say("Trackers"), project.trackers),
            ("channels", self.say("Channels"), project.channels),
        ):
            if things:
                yield kind, title, blocks(*starmap(self.thing, things.items()))
        self.files.add("roles.yaml")
        roles = starmap(self.role_entry, self.guide.roles.items())
        yield "roles", self.say("Roles"), blocks(*roles)

    def thing(self, name: str, thing: Deliverable | Place) -> Lines:
        """Return a repository, tracker or channel with its address."""
        where, title = thing.position, thing.title or name
        never = isinstance(thing, Deliverable) and not thing.released
        lines = blocks(
            self.text(thing.text),
            self.line(self.address(thing.url), where),
            self.line(self.say("Never released.") if never else "", where),
        )
        return self.markup.definition(
            self.markup.text(title), lines, position_of(title, where)
        )

    def role_entry(self, name: str, role: Role) -> Lines:
        """Return a role with what it is for."""
        who = ""
        if role.stands_for:
            who = self.say("Held by: {roles}", roles=self.owner(name))
        lines = blocks(
            self.text(role.text),
            self.line(who, role.position),
            self.markup.bullets(map(self.text, role.responsibilities)),
        )
        mark = self.markup.mark("role", name)
        if role.title is None:
            mark += self.markup.mark("own", "")
            words = self.role(name)
        else:
            words = self.markup.text(role.title)
        where = position_of(role.title, role.position)
        return self.markup.definition(words, lines, where, mark)

    # -- terms

    def terms(self, terms: Iterable[Term]) -> Lines:
        return blocks(*map(self.term, terms))

    def term(self, term: Term) -> Lines:
        names = [
            name
            for name in (term.abbr or term.title, term.expands)
            if name is not None
        ]
        return self.markup.definition(
            self.markup.term(names, term),
            blocks(self.text(term.text), self.further(term)),
            term.position,
            self.markup.mark("term", term.id),
        )

    def further(self, term: Term) -> Lines:
        """Return where to read on, and related terms."""
        phrases = []
        if term.url is not None:
            address = self.address(term.url)
            phrases.append(self.say("More: {address}", address=address))
        related = ", ".join(
            self.markup.term_reference(self.guide.terms[name].shown)
            for name in term.see
            if name in self.guide.terms
        )
        if related:
            phrases.append(self.say("See also: {terms}", terms=related))
        return self.line(" · ".join(phrases), term.position, "liaison-further")
