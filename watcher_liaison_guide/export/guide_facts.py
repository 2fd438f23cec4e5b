# SPDX-License-Identifier: Apache-2.0
"""Facts of a guide as lines: of steps and phases, the project, and terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import starmap

from watcher_liaison_guide.calendar.expressions import (
    Dates,
    Expression,
    Window,
)
from watcher_liaison_guide.export.guide_markup import Lines, blocks
from watcher_liaison_guide.export.guide_words import WordsWriter
from watcher_liaison_guide.guide.model import (
    Deliverable,
    DutyOf,
    Note,
    Place,
    Project,
    Role,
    Step,
    Term,
)
from watcher_liaison_guide.problems import NOWHERE
from watcher_liaison_guide.prose import Paragraph, Prose, Template, Text
from watcher_liaison_guide.yamlreader import position_of


class FactsWriter(WordsWriter):
    """Writes short facts of the guide as markup."""

    # -- the line of facts

    def facts(self, step: Step, usual: str | DutyOf | None) -> str:
        """Return who acts, with whom, and how binding a step is.

        The *usual* owner of the steps around it is not named again.
        """
        return " · ".join(
            self.markup.span(f"liaison-badge liaison-badge-{kind}", words)
            for kind, words in self.badges(step, usual)
            if words
        )

    def badges(
        self, step: Step, usual: str | DutyOf | None
    ) -> Iterator[tuple[str, str]]:
        """Yield each fact of a step, with its kind."""
        for condition in step.when:
            yield "judge", self.condition(condition)
        owner = step.owner
        if isinstance(owner, DutyOf):
            chain = self.reference("precedence", owner.precedence)
            words = self.say(
                "Owner by precedence: {precedence}", precedence=chain
            )
            yield "owner", words
        elif owner is not None and owner != usual:
            yield "owner", self.owner(owner)
        if step.participants:
            roles = ", ".join(map(self.role, step.participants))
            yield "with", self.say("With: {roles}", roles=roles)
        if step.starts is not None and step.starts != owner:
            role = self.role(step.starts)
            yield "starts", self.say("Started by: {role}", role=role)
        yield "each", self.members(step)
        if step.optional is not None:
            yield "optional", self.markup.name(step.optional)
        if step.about == "next":
            yield "next", self.say("For the next cycle")
        if step.kind == "event":
            yield "event", self.say("No action needed")
        elif step.kind == "decision":
            yield "event", self.say("A decision")
        if step.window is not None:
            yield "window", self.step_window(step.window)

    def step_window(self, window: Window) -> str:
        if not self.view.cycle():
            return self.window_words(window)
        when = self.view.dates(window)
        return "" if when.start is None else self.days(when)

    # -- dates

    def span(self, when: Dates) -> str:
        """Return a day, or two with a dash between, or words."""
        if when.start is None or when.end is None:
            return self.say("not scheduled")
        first, last = self.markup.day(when.start), self.markup.day(when.end)
        return first if when.start == when.end else f"{first} – {last}"

    def days(self, when: Dates) -> str:
        """Return a span, and the day on which its work is due within it."""
        span = self.span(when)
        if when.due in (None, when.end):
            return span
        due = self.markup.day(when.due)
        return self.say("{dates}, due {due}", dates=span, due=due)

    def window_words(self, window: Window) -> str:
        """Return a window as the guide has it, without a cycle's dates."""

        def part(words: str, one: Expression | None) -> str:
            return f"{words} {self.literal(one.source)}" if one else ""

        ends = part("from", window.start), part("to", window.end)
        parts = (
            part("the week of", window.week),
            " ".join(filter(None, ends)),
            part("not before", window.not_before),
            part("not after", window.not_after),
            part("due", window.due),
        )
        return ", ".join(filter(None, parts))

    def window(self, window: Window) -> Lines:
        """Return the sentence with a phase's dates in a cycle."""
        if not self.view.cycle():
            words = self.window_words(window)
            words = words[:1].upper() + words[1:]
            return self.line(words, window.position)
        days = self.days(self.view.dates(window))
        words = self.say("In {cycle}: {dates}", cycle=self.cycle(), dates=days)
        return self.line(words, window.position, "liaison-when")

    def cycle(self) -> str:
        """Return the name of the cycle whose dates are shown."""
        name = self.markup.text(self.view.cycle())
        return self.markup.span("liaison-cycle-name", name)

    # -- texts behind words of ours

    def said(
        self,
        template: str,
        text: Prose | None,
        classes: str = "liaison-said",
        place: str = "text",
        **places: str,
    ) -> Lines:
        """Return a text of the guide in a sentence of ours."""
        if not text:
            return []
        places[place], rest = "", text.blocks
        if isinstance(rest[0], Paragraph):
            places[place] = self.markup.first_paragraph(rest[0])
            rest = rest[1:]
        words = self.say(template, **places).rstrip()
        return blocks(
            self.markup.paragraph(words, text.position, classes),
            self.markup.prose(Prose(rest, text.position)),
        )

    def notes(self, notes: Iterable[Note]) -> Lines:
        return blocks(*map(self.note, notes))

    def note(self, note: Note) -> Lines:
        """Return a note, behind what it depends on."""
        conditions = [self.condition(one) for one in note.when]
        if note.where:
            chosen = self.choice(note.where)
            if next(iter(note.where)) in ("type", "release-model"):
                chosen = self.say("for deliverables {chosen}", chosen=chosen)
            conditions.append(chosen)
        lines = self.text(note.text)
        if conditions:
            words = ", ".join(conditions)
            words = words[:1].upper() + words[1:]
            words = self.markup.span("liaison-condition", words)
            text = note.text
            lines = self.said("{condition}: {text}", text, "", condition=words)
        return self.markup.note(lines, note.position)

    # -- texts and addresses

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
        names = (term.abbr or term.title, term.expands)
        words = [name for name in names if name is not None]
        return self.markup.definition(
            self.markup.term(words, term),
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
