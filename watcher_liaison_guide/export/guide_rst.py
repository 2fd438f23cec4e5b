# SPDX-License-Identifier: Apache-2.0
"""A guide as text: its sections, policies, precedences, roles and terms.

The lines are plain reStructuredText or Markdown, or, with the markup of the
Sphinx extension, what its directives let Sphinx parse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from watcher_liaison_guide.export.display import seen
from watcher_liaison_guide.export.guide_facts import FactsWriter, View
from watcher_liaison_guide.export.guide_markup import (
    END_OF_LIST,
    Lines,
    Markdown,
    Rst,
    blocks,
)
from watcher_liaison_guide.export.guide_titles import shorten, show_unfilled
from watcher_liaison_guide.guide.model import (
    Command,
    Deliverable,
    Duty,
    Guide,
    Part,
    Place,
    Policy,
    Precedence,
    Project,
    Request,
    Role,
    Section,
    Step,
    StepLink,
    Term,
    Tier,
)
from watcher_liaison_guide.problems import NOWHERE
from watcher_liaison_guide.prose import Prose, Text
from watcher_liaison_guide.yamlreader import position_of


class GuideWriter(FactsWriter):
    """Writes the parts of a guide, each without its heading."""

    # -- sections

    def section(self, thing: Section | Part) -> Lines:
        """Return a section or part with all but its parts."""
        return blocks(
            (
                self.window(thing.window) if thing.window else [],
                self.text(thing.text),
                self.notes(thing.notes),
                self.steps(thing.steps),
            )
        )

    def text(self, text: Prose | None) -> Lines:
        return self.markup.prose(text) if text else []

    def steps(
        self, steps: Iterable[Step], around: Step | None = None
    ) -> Lines:
        return self.markup.bullets(self.step(step, around) for step in steps)

    def step(self, step: Step, around: Step | None) -> Lines:
        """Return one step with everything that belongs to it."""
        facts = self.facts(step, around)
        if self.view.has_checklist():
            facts += self.markup.in_checklist(
                f"{self.view.cycle()}/{step.id}",
                self.say("{cycle} checklist", cycle=self.view.cycle()),
                bool(facts),
            )
        return blocks(
            (
                self.step_text(step),
                self.markup.paragraph(facts, step.position, "liaison-meta")
                if facts
                else [],
                self.said(
                    "If nobody acts: {text}", step.if_silent, "liaison-said"
                ),
                self.said("How often: {text}", step.repeat, "liaison-said"),
                *self.commands(step.commands),
                self.markup.bullets(map(self.link, step.links)),
                self.notes(step.notes),
                self.source(step),
                self.steps(step.steps, step),
            )
        )

    def step_text(self, step: Step) -> Lines:
        mark = self.markup.mark("step", step.id)
        if step.text is not None:
            return self.markup.prose(step.text, mark)
        if step.use is None:  # its text cannot be read, which is reported
            words = self.literal(step.id)
        else:
            section = self.guide.sections.get(step.use)
            title = section.title if section else step.use
            self.places.append(section.position if section else NOWHERE)
            words = self.markup.reference("section", step.use, title)
        return self.markup.paragraph(words, step.position, "", mark)

    def source(self, step: Step) -> Lines:
        if step.source is None:
            return []
        text = step.source.strip()
        words = self.markup.text(text)
        if text.startswith(("http://", "https://")) and " " not in text:
            words = self.markup.address((Text(text, step.position),))
        return self.markup.paragraph(
            self.say("Source: {source}", source=words),
            step.position,
            "liaison-source",
        )

    def commands(self, commands: Sequence[Command]) -> Iterator[Lines]:
        """Yield commands to copy, and where to type them."""
        before = ""
        for command in commands:
            where = ""
            if command.repository is not None:
                where = self.markup.literal(command.repository.parts)
            if where and where != before:
                yield self.markup.paragraph(
                    self.say("In {repository}:", repository=where),
                    command.position,
                    "liaison-in",
                )
            before = where
            yield self.markup.code(command.run.parts, command.run.position)

    def link(self, link: StepLink) -> Lines:
        mark = self.markup.mark("list", "liaison-links")
        return self.markup.paragraph(
            self.link_text(link), link.position, "", mark
        )

    def link_text(self, link: StepLink) -> str:
        named: Place | None = None
        words = self.markup.text(link.link or link.doc or "")
        if link.link is not None:
            self.files.add("project.yaml")
            named = self.guide.project.links.get(link.link)
        if link.text is not None:
            words = self.markup.words(link.text.parts, link.text.position)
        elif named is not None and named.title is not None:
            words = self.markup.name(named.title)
        if link.doc is not None and self.view.has_document(link.doc):
            return self.markup.document(link.doc, words)
        url = link.url or (named.url if named is not None else None)
        if url is not None:
            return self.markup.link(words, url.parts)
        if link.link is not None:
            return self.say(
                "{link} (see the checklist of the cycle)", link=words
            )
        return words

    # -- precedences

    def precedence(self, precedence: Precedence) -> Lines:
        return blocks(
            (
                self.text(precedence.text),
                self.markup.numbers(map(self.tier, precedence.tiers)),
                self.text(precedence.opt_out),
                self.notes(precedence.notes),
            )
        )

    def tier(self, tier: Tier) -> Lines:
        roles = ", ".join(map(self.owner, tier.roles))
        if tier.if_appointed:
            roles = self.say("{roles}, if appointed", roles=roles)
        duties = (
            self.duty(duty)
            for duty in tier.duties.values()
            if duty.text is not None or duty.role is not None
        )
        return blocks(
            (
                self.markup.paragraph(
                    self.markup.strong(roles), tier.position, "liaison-roles"
                ),
                self.text(tier.text),
                self.markup.bullets(duties),
            )
        )

    def duty(self, duty: Duty) -> Lines:
        role = self.role(duty.role) if duty.role is not None else ""
        if duty.text is None:
            words = self.say("{role}: {duty}", role=role, duty="").rstrip()
            return self.markup.paragraph(words, duty.position)
        return self.said(
            "{role}: {duty}" if role else "",
            duty.text,
            place="duty",
            role=role,
        )

    # -- policies

    def policy(self, policy: Policy) -> Lines:
        """Return a policy as a list of its rules."""
        entries: list[tuple[str, Lines]] = [
            (self.say("When"), self.policy_window(policy)),
            (
                self.say("Who decides"),
                self.own(policy, self.owner(policy.decides)),
            ),
            (
                self.say("The usual answer"),
                self.own(
                    policy,
                    self.say("No, unless there is a reason for yes.")
                    if policy.default == "refuse"
                    else self.say("Yes, unless there is a reason for no."),
                ),
            ),
            (
                self.say("Reasons for yes"),
                self.markup.bullets(map(self.text, policy.accept_when)),
            ),
        ]
        if policy.request is not None:
            entries.append(
                (self.say("How to ask"), self.request(policy.request, policy))
            )
        if policy.announce is not None:
            step = self.guide.steps.get(policy.announce)
            title = policy.announce
            if step is not None and step.text:
                title = show_unfilled(shorten(step.text.plain))
            words = self.markup.reference("step", policy.announce, title)
            entries.append((self.say("Announced by"), self.own(policy, words)))
        entries.append((self.say("If refused"), self.text(policy.refused)))
        rules = blocks(
            self.markup.definition(
                label, lines, policy.position, self.markup.mark("own", "")
            )
            for label, lines in entries
            if lines
        )
        return blocks(
            (self.text(policy.text), rules, self.notes(policy.notes))
        )

    def own(self, policy: Policy, words: str) -> Lines:
        return self.markup.paragraph(words, policy.position)

    def policy_window(self, policy: Policy) -> Lines:
        cycle = self.view.cycle()
        if not cycle:
            words = (
                f"From {self.literal(policy.opens.source)} to "
                f"{self.literal(policy.closes.source)}. "
                "The last day is a hard stop."
            )
            return self.own(policy, words)
        when = self.view.policy_dates(policy.opens, policy.closes)
        cycle = self.markup.text(cycle)
        if when.start is None or when.end is None:
            words = self.say("In {cycle}: not scheduled", cycle=cycle)
        else:
            words = self.say(
                "In {cycle}: {dates}. The last day is a hard stop.",
                cycle=self.markup.span("liaison-cycle-name", cycle),
                dates=self.span(when),
            )
        return self.own(policy, words)

    def request(self, request: Request, policy: Policy) -> Lines:
        """Return how an exception is requested."""
        project, steps = self.guide.project, []
        if request.first is not None:
            channel = self.place(
                project.channels.get(request.first), request.first
            )
            steps.append(self.say("First in: {channel}", channel=channel))
        if request.place is not None:
            place = self.place(project.links.get(request.place), request.place)
            steps.append(self.say("Then in: {place}", place=place))
        if request.requester_present:
            steps.append(self.say("Whoever asks is present."))
        return blocks(
            (
                self.markup.bullets(self.own(policy, one) for one in steps),
                self.text(request.text),
            )
        )

    def place(self, found: Place | None, name: str) -> str:
        """Return a channel or link by its title, linked where possible."""
        self.files.add("project.yaml")
        if found is None:
            return self.markup.text(name)
        title = (
            self.markup.name(found.title)
            if found.title is not None
            else self.markup.text(name)
        )
        if found.url is None:
            return title
        return self.markup.link(title, found.url.parts)

    # -- the project

    def project(self, project: Project) -> Lines:
        return blocks((self.text(project.text), self.notes(project.notes)))

    def things(
        self, things: Mapping[str, Deliverable] | Mapping[str, Place]
    ) -> Lines:
        """Return repositories, trackers or channels with their addresses."""
        return blocks(
            self.thing(name, thing) for name, thing in things.items()
        )

    def thing(self, name: str, thing: Deliverable | Place) -> Lines:
        url, address = thing.url, ""
        if isinstance(url, str):
            address = self.markup.address((Text(url, thing.position),))
        elif url is not None:
            address = self.markup.address(url.parts)
        released = not isinstance(thing, Deliverable) or thing.released
        lines = blocks(
            (
                self.text(thing.text),
                self.markup.paragraph(address, thing.position)
                if address
                else [],
                []
                if released
                else self.markup.paragraph(
                    self.say("Never released."), thing.position
                ),
            )
        )
        title = thing.title or name
        return self.markup.definition(
            self.markup.text(title), lines, position_of(title, thing.position)
        )

    def roles(self) -> Lines:
        """Return every role with what it is for."""
        self.files.add("roles.yaml")
        return blocks(
            self.role_entry(name, role)
            for name, role in self.guide.roles.items()
        )

    def role_entry(self, name: str, role: Role) -> Lines:
        lines = blocks(
            (
                self.text(role.text),
                self.markup.paragraph(
                    self.say("This is: {roles}", roles=self.owner(name)),
                    role.position,
                )
                if role.stands_for
                else [],
                self.markup.bullets(map(self.text, role.responsibilities)),
            )
        )
        mark = self.markup.mark("role", name)
        if role.title is not None:
            return self.markup.definition(
                self.markup.text(role.title),
                lines,
                position_of(role.title, role.position),
                mark,
            )
        return self.markup.definition(
            self.role(name),
            lines,
            role.position,
            self.markup.mark("own", "") + mark,
        )

    # -- terms

    def terms(self, terms: Iterable[Term]) -> Lines:
        return blocks(map(self.term, terms))

    def term(self, term: Term) -> Lines:
        names = [
            name
            for name in (term.abbr or term.title, term.expands)
            if name is not None
        ]
        return self.markup.definition(
            self.markup.term(names, term),
            blocks((self.text(term.text), self.further(term))),
            term.position,
            self.markup.mark("term", term.id),
        )

    def further(self, term: Term) -> Lines:
        """Return where to read on, and related terms."""
        groups = []
        if term.url is not None:
            address = self.markup.address((Text(term.url, term.position),))
            groups.append(self.say("More: {address}", address=address))
        related = ", ".join(
            self.markup.term_reference(self.guide.terms[name].shown)
            for name in term.see
            if name in self.guide.terms
        )
        if related:
            groups.append(self.say("See also: {terms}", terms=related))
        if not groups:
            return []
        return self.markup.paragraph(
            " · ".join(groups), term.position, "liaison-further"
        )

    # -- the whole guide

    def whole(self) -> str:
        """Return the guide as one document, ending in a newline."""
        guide, project = self.guide, self.guide.project
        found = [*self.headed(guide.title, 0, self.text(guide.text))]
        for section in guide.sections.values():
            found += self.headed(section.title, 1, self.section(section))
            for part in section.parts:
                found += self.headed(part.title, 2, self.section(part))
        for precedence in guide.precedence.values():
            lines = self.precedence(precedence)
            found += self.headed(precedence.title, 1, lines)
        for policy in guide.policies.values():
            found += self.headed(policy.title, 1, self.policy(policy))
        found += self.headed(project.title, 1, self.project(project))
        for title, lines in (
            ("Deliverables", self.things(project.deliverables)),
            ("Trackers", self.things(project.trackers)),
            ("Channels", self.things(project.channels)),
            ("Roles", self.roles()),
        ):
            if lines:
                found += self.headed(title, 2, lines)
        terms = sorted(guide.terms.values(), key=lambda one: one.shown.lower())
        if terms:
            found += self.headed("Terms", 1, self.terms(terms))
        text = "\n".join(
            line.text.replace(END_OF_LIST, self.markup.end_of_list)
            if line.text.strip() == END_OF_LIST
            else line.text.rstrip()
            for line in blocks(found)
        )
        return seen(text) + "\n"

    def headed(
        self, title: str, level: int, lines: Lines
    ) -> tuple[Lines, Lines]:
        position = self.guide.project.position
        words = self.markup.text(title)
        return self.markup.heading(words, level, position), lines


def guide_to_rst(guide: Guide) -> str:
    """Return the whole guide as reStructuredText that needs no extension."""
    return GuideWriter(guide, Rst(guide), View()).whole()


def guide_to_markdown(guide: Guide) -> str:
    """Return the whole guide as Markdown."""
    return GuideWriter(guide, Markdown(guide), View()).whole()
