# SPDX-License-Identifier: Apache-2.0
"""A guide as text: its sections, policies, precedences, roles and terms.

The lines are plain reStructuredText or Markdown, or, with the markup of the
Sphinx extension, what its directives let Sphinx parse.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from watcher_liaison_guide.export.display import visible
from watcher_liaison_guide.export.guide_facts import FactsWriter
from watcher_liaison_guide.export.guide_markup import (
    END_OF_LIST,
    Lines,
    Markdown,
    Rst,
    blocks,
)
from watcher_liaison_guide.export.guide_words import View
from watcher_liaison_guide.guide.model import (
    Command,
    Duty,
    DutyOf,
    Guide,
    Part,
    Policy,
    Precedence,
    Request,
    Section,
    Step,
    StepLink,
    Tier,
)
from watcher_liaison_guide.problems import NOWHERE


class GuideWriter(FactsWriter):
    """Writes the parts of a guide, each without its heading."""

    # -- sections

    def section(self, thing: Section | Part) -> Lines:
        """Return a section or part with all but its parts."""
        owner = usual_owner(thing.steps)
        named = ""
        if owner is not None:
            named = self.say("Owner: {owner}", owner=self.owner(owner))
        return blocks(
            self.window(thing.window) if thing.window else [],
            self.text(thing.text),
            self.line(named, thing.position, "liaison-meta"),
            self.notes(thing.notes),
            self.steps(thing.steps, owner),
            self.sources(thing.steps),
        )

    def steps(
        self, steps: Iterable[Step], owner: str | DutyOf | None
    ) -> Lines:
        """Return steps, each naming its owner where it is another one."""
        return self.markup.bullets(self.step(step, owner) for step in steps)

    def step(self, step: Step, owner: str | DutyOf | None) -> Lines:
        """Return one step with everything that belongs to it."""
        facts, words = self.facts(step, owner), self.say("Checklist")
        if self.view.has_checklist():
            item = f"{self.view.cycle()}/{step.id}"
            facts += self.markup.in_checklist(item, words, bool(facts))
        return blocks(
            self.step_text(step),
            self.line(facts, step.position, "liaison-meta"),
            self.said("If nobody acts: {text}", step.if_silent),
            self.said("How often: {text}", step.repeat),
            *self.commands(step.commands),
            self.markup.bullets(map(self.link, step.links)),
            self.notes(step.notes),
            self.steps(step.steps, step.owner or owner),
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
            short = step.short
            if short is not None:
                own = self.markup.words(short.parts, short.position)
                words = self.say(
                    "{step}; see {section}.", step=own, section=words
                )
        return self.line(words, step.position, "", mark)

    def sources(self, steps: Iterable[Step]) -> Lines:
        """Return where steps that the guide has added come from, each once."""
        found: dict[str, Step] = {}
        for step in (one for outer in steps for one in outer.walk()):
            if step.source is not None:
                found.setdefault(step.source.strip(), step)
        if not found:
            return []
        words = ", ".join(map(self.source, found))
        where = next(iter(found.values())).position
        words = self.say("Sources: {sources}", sources=words)
        return self.line(words, where, "liaison-source")

    def source(self, text: str) -> str:
        if re.fullmatch(r"https?://[^ ]*", text):
            return self.address(text)
        return self.markup.text(text)

    def commands(self, commands: Sequence[Command]) -> Iterator[Lines]:
        """Yield commands to copy, and where to type them."""
        before = ""
        for command in commands:
            where = ""
            if command.repository is not None:
                where = self.markup.literal(command.repository.parts)
            if where and where != before:
                words = self.say("In {repository}:", repository=where)
                yield self.line(words, command.position, "liaison-in")
            before = where
            yield self.markup.code(command.run.parts, command.run.position)

    def link(self, link: StepLink) -> Lines:
        mark = self.markup.mark("list", "liaison-links")
        return self.line(self.link_text(link), link.position, "", mark)

    def link_text(self, link: StepLink) -> str:
        named = None
        if link.link is not None:
            self.files.add("project.yaml")
            named = self.guide.project.links.get(link.link)
        if link.text is not None:
            words = self.markup.words(link.text.parts, link.text.position)
        elif named is not None and named.title is not None:
            words = self.markup.name(named.title)
        else:
            words = self.markup.text(link.link or link.doc or "")
        if link.doc is not None and self.view.has_document(link.doc):
            return self.markup.document(link.doc, words)
        url = link.url or (named.url if named is not None else None)
        if url is not None:
            return self.markup.link(words, url.parts)
        if link.link is not None:
            return self.say("{link} (in the cycle's checklist)", link=words)
        return words

    # -- precedences

    def precedence(self, precedence: Precedence) -> Lines:
        return blocks(
            self.text(precedence.text),
            self.markup.numbers(map(self.tier, precedence.tiers)),
            self.text(precedence.opt_out),
            self.notes(precedence.notes),
        )

    def tier(self, tier: Tier) -> Lines:
        roles = ", ".join(map(self.owner, tier.roles))
        if tier.if_appointed:
            roles = self.say("{roles}, if appointed", roles=roles)
        roles = self.markup.strong(roles)
        return blocks(
            self.line(roles, tier.position, "liaison-roles"),
            self.text(tier.text),
            self.markup.bullets(
                self.duty(duty)
                for duty in tier.duties.values()
                if duty.text is not None or duty.role is not None
            ),
        )

    def duty(self, duty: Duty) -> Lines:
        if duty.role is None:
            return self.text(duty.text)
        role = self.role(duty.role)
        if duty.text is None:
            words = self.say("{role}: {duty}", role=role, duty="").rstrip()
            return self.line(words, duty.position)
        return self.said(
            "{role}: {duty}", duty.text, "", place="duty", role=role
        )

    # -- policies

    def policy(self, policy: Policy) -> Lines:
        """Return a policy as a list of its rules."""
        mark = self.markup.mark("own", "")
        rules = (
            self.markup.definition(label, lines, policy.position, mark)
            for label, lines in self.rules(policy)
            if lines
        )
        return blocks(self.text(policy.text), *rules, self.notes(policy.notes))

    def rules(self, policy: Policy) -> Iterator[tuple[str, Lines]]:
        """Yield what each rule is called, and what it says."""
        where = policy.position
        yield self.say("When"), self.line(self.policy_window(policy), where)
        owner = self.owner(policy.decides)
        yield self.say("Who decides"), self.line(owner, where)
        answer = self.say(
            "Refuse, unless there is a reason to grant it."
            if policy.default == "refuse"
            else "Grant, unless there is a reason to refuse it."
        )
        yield self.say("Default"), self.line(answer, where)
        reasons = self.markup.bullets(map(self.text, policy.accept_when))
        yield self.say("Reasons to grant it"), reasons
        if policy.request is not None:
            how = self.request(policy.request, policy)
            yield self.say("How to request it"), how
        if policy.announce is not None:
            words = self.reference("step", policy.announce)
            yield self.say("Announced in step"), self.line(words, where)
        yield self.say("If refused"), self.text(policy.refused)

    def policy_window(self, policy: Policy) -> str:
        cycle = self.view.cycle()
        if not cycle:
            return (
                f"From {self.literal(policy.opens.source)} to "
                f"{self.literal(policy.closes.source)}. "
                "The last day is a hard stop."
            )
        when = self.view.policy_dates(policy.opens, policy.closes)
        if when.start is None:
            return self.say("In {cycle}: not scheduled", cycle=self.cycle())
        return self.say(
            "In {cycle}: {dates}. The last day is a hard stop.",
            cycle=self.cycle(),
            dates=self.span(when),
        )

    def request(self, request: Request, policy: Policy) -> Lines:
        """Return how an exception is requested."""
        project, steps = self.guide.project, []
        if request.first is not None:
            channel = self.place(project.channels, request.first)
            steps.append(
                self.say("First, discuss it in: {channel}", channel=channel)
            )
        if request.place is not None:
            place = self.place(project.links, request.place)
            steps.append(self.say("Then add it to: {place}", place=place))
        if request.requester_present:
            steps.append(self.say("The requester attends the meeting."))
        lines = (self.line(one, policy.position) for one in steps)
        return blocks(self.markup.bullets(lines), self.text(request.text))

    # -- the whole guide

    def whole(self) -> str:
        """Return the guide as one document, ending in a newline."""
        guide, headed = self.guide, self.headed
        found = headed(guide.title, 0, self.text(guide.text))
        for one in guide.sections.values():
            found += headed(one.title, 1, self.section(one), one.anchors)
            for sub in one.parts:
                found += headed(sub.title, 2, self.section(sub), sub.anchors)
        for chain in guide.precedence.values():
            found += headed(chain.title, 1, self.precedence(chain))
        for policy in guide.policies.values():
            found += headed(policy.title, 1, self.policy(policy))
        team = guide.project
        found += headed(team.title, 1, self.project(team), team.anchors)
        for _, title, lines in self.groups():
            found += headed(title, 2, lines)
        terms = sorted(guide.terms.values(), key=lambda one: one.shown.lower())
        if terms:
            found += headed("Terms", 1, self.terms(terms))
        text = "\n".join(line.text.rstrip() for line in blocks(*found))
        ends = rf"(?m)^( *){re.escape(END_OF_LIST)}$"
        text = re.sub(ends, rf"\1{self.markup.end_of_list}", text)
        return visible(text) + "\n"

    def headed(
        self, title: str, level: int, lines: Lines, labels: Iterable[str] = ()
    ) -> list[Lines]:
        """Return lines behind their labels and heading, as three blocks."""
        heading = self.markup.heading(title, level)
        return [self.markup.labels(labels), heading, lines]


def usual_owner(steps: Iterable[Step]) -> str | None:
    """Return the role that owns most steps."""
    owners = Counter(
        step.owner
        for step in steps
        if step.kind != "event" and isinstance(step.owner, str)
    )
    return next((owner for owner, _ in owners.most_common(1)), None)


def guide_to_rst(guide: Guide) -> str:
    """Return the whole guide as reStructuredText that needs no extension."""
    return GuideWriter(guide, Rst(guide), View()).whole()


def guide_to_markdown(guide: Guide) -> str:
    """Return the whole guide as Markdown."""
    return GuideWriter(guide, Markdown(guide), View()).whole()
