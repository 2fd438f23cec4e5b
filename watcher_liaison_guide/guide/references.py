# SPDX-License-Identifier: Apache-2.0
"""What in a guide refers to what, by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watcher_liaison_guide.calendar.expressions import Expression
from watcher_liaison_guide.calendar.model import BRANCH_PHASE
from watcher_liaison_guide.guide.model import (
    Condition,
    DutyOf,
    Guide,
    Note,
    Part,
    Policy,
    Project,
    Section,
    Step,
    Where,
)
from watcher_liaison_guide.guide.texts import texts
from watcher_liaison_guide.prose import Reference, walk
from watcher_liaison_guide.yamlreader import PositionedText

#: A kind of thing, and the word that names one of it.
Referring = tuple[str, PositionedText]


def references(guide: Guide) -> Iterator[Referring]:
    """Give every reference but those to terms and duties."""
    for role in guide.roles.values():
        yield from _all("role", role.stands_for.values())
    for precedence in guide.precedence.values():
        for tier in precedence.tiers:
            yield from _all("role", tier.roles)
            for duty in tier.duties.values():
                yield from _one("role", duty.role)
        yield from _notes(precedence.notes)
    for policy in guide.policies.values():
        yield from _policy(policy)
    for event in guide.events.values():
        yield from _one("event", event.falls_back)
    yield from _project(guide.project)
    for section in guide.sections.values():
        yield from _group(section)
        for part in section.parts:
            yield from _group(part)
        for step in section.walk():
            yield from _step(step)
    for text in texts(guide):
        for node in walk(text.blocks):
            if isinstance(node, Reference) and node.role != "liaison:item":
                scheme, _, kind = node.role.partition(":")
                if scheme == "liaison":
                    yield (
                        "event" if kind == "date" else kind,
                        PositionedText(node.target, node.position),
                    )


def duties(guide: Guide) -> Iterator[DutyOf]:
    """Give every duty that owns a step."""
    for section in guide.sections.values():
        for step in section.walk():
            if isinstance(step.owner, DutyOf):
                yield step.owner


def _one(kind: str, word: PositionedText | None) -> Iterator[Referring]:
    if word is not None:
        yield kind, word


def _all(kind: str, words: Iterable[PositionedText]) -> Iterator[Referring]:
    for word in words:
        yield kind, word


def _events(expressions: Iterable[Expression]) -> Iterator[Referring]:
    for one in expressions:
        yield "event", PositionedText(one.event, one.position)


def _policy(policy: Policy) -> Iterator[Referring]:
    yield "role", policy.decides
    yield from _events((policy.opens, policy.closes))
    yield from _one("step", policy.announce)
    if policy.request is not None:
        yield from _one("link", policy.request.place)
        yield from _one("channel", policy.request.first)
    yield from _notes(policy.notes)


def _project(project: Project) -> Iterator[Referring]:
    yield from _all("deliverable", project.expects.release_model)
    for deliverable, tracker in project.expects.tracker.items():
        yield "deliverable", deliverable
        yield "tracker", tracker
    yield from _notes(project.notes)


def _group(group: Section | Part) -> Iterator[Referring]:
    if group.window is not None:
        yield from _events(group.window.expressions)
    yield from _notes(group.notes)


def _step(step: Step) -> Iterator[Referring]:
    if isinstance(step.owner, DutyOf):
        yield "precedence", step.owner.precedence
    else:
        yield from _one("role", step.owner)
    yield from _all("role", step.participants)
    yield from _one("role", step.starts)
    yield from _one("procedure", step.use)
    yield from _conditions(step.when)
    yield from _where(step.where)
    if step.window is not None:
        yield from _events(
            one
            for one in step.window.expressions
            # Only a branch has one.
            if one.event != BRANCH_PHASE or step.each != "branch"
        )
    for link in step.links:
        yield from _one("link", link.link)
    yield from _notes(step.notes)
    if step.proof is not None:
        for kind in ("deliverable", "role", "event"):
            yield from _one(kind, step.proof.options.get(kind))


def _notes(notes: Iterable[Note]) -> Iterator[Referring]:
    for note in notes:
        yield from _conditions(note.when)
        yield from _where(note.where)


def _conditions(conditions: Iterable[Condition]) -> Iterator[Referring]:
    for condition in conditions:
        yield from _one(condition.fact, condition.subject)


def _where(where: Where) -> Iterator[Referring]:
    for key, words in where.items():
        if key == "deliverable":
            yield from _all("deliverable", words)
