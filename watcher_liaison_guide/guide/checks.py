# SPDX-License-Identifier: Apache-2.0
"""Whether what a guide's parts say of each other holds."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from watcher_liaison_guide import prose
from watcher_liaison_guide.calendar.expressions import Expression
from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS
from watcher_liaison_guide.guide.model import (
    Condition,
    DutyOf,
    Guide,
    Note,
    Section,
    Step,
)
from watcher_liaison_guide.problems import (
    Code,
    Problem,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.yamlreader import Mapping as YamlMapping
from watcher_liaison_guide.yamlreader import (
    PositionedText,
    Scalar,
    Sequence,
    Value,
)

#: Acronyms that no reader of a guide needs explained.
COMMON_ACRONYMS = frozenset(
    {"API", "CD", "CI", "CLI", "CPU", "GPL", "HTML", "HTTP", "HTTPS", "ID"}
    | {"IRC", "IT", "JSON", "OK", "PDF", "PEP", "PR", "RPC", "SQL", "SVG"}
    | {"TODO", "UI", "URL", "UTC", "VM", "XML", "YAML"}
)
_ACRONYM = re.compile(r"(?<![\w-])([A-Z][A-Z0-9]*[A-Z])s?(?![\w-])")


@dataclasses.dataclass(frozen=True)
class Known:
    """Every id that stands in the files, of things read well or not.

    A broken entry is told where it stands; what refers to it is not wrong.
    """

    roles: frozenset[str]
    precedence: frozenset[str]
    policies: frozenset[str]
    terms: frozenset[str]
    events: frozenset[str]
    sections: frozenset[str]
    steps: frozenset[str]
    deliverables: frozenset[str]
    trackers: frozenset[str]
    channels: frozenset[str]
    links: frozenset[str]

    @classmethod
    def of(cls, values: Mapping[str, Value], sections: Iterable[str]) -> Known:
        """Collect the ids from the raw values of a guide's files."""

        def keys(value: Value | None) -> frozenset[str]:
            if isinstance(value, YamlMapping):
                return frozenset(str(entry.key) for entry in value)
            return frozenset()

        project = values.get("project.yaml")

        def of_project(kind: str) -> frozenset[str]:
            if isinstance(project, YamlMapping):
                return keys(project.get(kind))
            return frozenset()

        files = [name for name in values if name.startswith("sections/")]
        return cls(
            roles=keys(values.get("roles.yaml")),
            precedence=keys(values.get("precedence.yaml")),
            policies=keys(values.get("policies.yaml")),
            terms=keys(values.get("terms.yaml")),
            events=keys(values.get("events.yaml"))
            | frozenset(CANONICAL_EVENTS),
            sections=frozenset(map(str, sections))
            | {name[len("sections/") : -len(".yaml")] for name in files},
            steps=frozenset(
                step_id for name in files for step_id in _ids(values[name])
            ),
            deliverables=of_project("deliverables"),
            trackers=of_project("trackers"),
            channels=of_project("channels"),
            links=of_project("links"),
        )


def _ids(value: Value) -> Iterator[str]:
    """Give the id of every step below a raw section, part or step."""
    if isinstance(value, YamlMapping):
        for entry in value:
            if entry.key in ("steps", "parts"):
                yield from _ids(entry.value)
            if entry.key == "steps" and isinstance(entry.value, Sequence):
                for child in entry.value:
                    if isinstance(child, YamlMapping):
                        name = child.get("id")
                        if isinstance(name, Scalar):
                            yield name.text
    elif isinstance(value, Sequence):
        for child in value:
            yield from _ids(child)


def texts(thing: Any) -> Iterator[prose.Prose]:
    """Give every text in a guide or a part of one, in its order."""
    if isinstance(thing, prose.Prose):
        yield thing
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from texts(value)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from texts(value)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from texts(getattr(thing, field.name))


def check_guide(guide: Guide, known: Known) -> list[Problem]:
    """Give everything that the parts of *guide* say wrongly of each other."""
    check = _Check(guide, known)
    check.unique()
    check.roles()
    check.precedence()
    check.policies()
    check.terms()
    check.events()
    check.project()
    for section in guide.sections.values():
        check.section(section)
    check.procedures_in_circles()
    for text in texts(guide):
        check.text(text)
    check.unused()
    check.acronyms()
    return check.problems


class _Check:
    def __init__(self, guide: Guide, known: Known) -> None:
        self.guide = guide
        self.known = known
        self.problems: list[Problem] = []
        self.used_roles: set[str] = set()
        self.used_procedures = {
            str(step.use)
            for section in guide.sections.values()
            for step in section.walk()
            if step.use
        }

    def complain(
        self,
        code: Code,
        at: PositionedText | Any,
        message: str,
        advice: str | None = None,
    ) -> None:
        self.problems.append(problem(code, at.position, message, advice))

    def refers(
        self,
        word: PositionedText | None,
        known: Iterable[str],
        code: Code,
        what: str,
    ) -> None:
        """Complain unless *word* is among *known*."""
        if word is not None and word not in (known := frozenset(known)):
            self.complain(
                code,
                word,
                f'There is no {what} "{word}".',
                did_you_mean(word, known),
            )

    def role(self, word: PositionedText | None) -> None:
        if word is not None:
            self.used_roles.add(str(word))
        self.refers(word, self.known.roles, Code.UNKNOWN_ROLE, "role")

    def expression(self, expression: Expression | None) -> None:
        if expression is not None:
            word = PositionedText(expression.event, expression.position)
            self.refers(word, self.known.events, Code.UNKNOWN_EVENT, "event")

    # -- each kind of thing

    def unique(self) -> None:
        seen: dict[str, PositionedText] = {}

        def once(name: PositionedText) -> None:
            if name in seen:
                self.complain(
                    Code.DUPLICATE_IDENTIFIER,
                    name,
                    f'The id "{name}" is taken by '
                    f"{seen[name].position.path}:{seen[name].position.line}.",
                    "Ids of steps, parts and sections are unique in a guide.",
                )
            seen.setdefault(str(name), name)

        for section in self.guide.sections.values():
            once(section.id)
            for part in section.parts:
                once(part.id)
        seen.clear()
        for section in self.guide.sections.values():
            for step in section.walk():
                once(step.id)
        names: dict[str, PositionedText] = {}
        for key, term in self.guide.terms.items():
            for name in term.names or (str(key),):
                lowered = name.lower()
                if lowered in names:
                    self.complain(
                        Code.DUPLICATE_IDENTIFIER,
                        key,
                        f'"{name}" is a name of the term '
                        f'"{names[lowered]}" already.',
                    )
                names.setdefault(lowered, key)

    def roles(self) -> None:
        for name, role in self.guide.roles.items():
            if role.title is None and not role.stands_for:
                self.complain(
                    Code.MISSING_KEY,
                    name,
                    f'The role "{name}" lacks "title" (or "is").',
                )
            for word in role.stands_for.values():
                self.role(word)
                target = self.guide.roles.get(word)
                if target is not None and target.stands_for:
                    self.complain(
                        Code.CIRCULAR_REFERENCE,
                        word,
                        f'"{word}" stands for other roles itself.',
                        "Name a role that people can hold.",
                    )

    def precedence(self) -> None:
        for precedence in self.guide.precedence.values():
            for tier in precedence.tiers:
                for word in tier.roles:
                    self.role(word)
                for duty in tier.duties.values():
                    self.role(duty.role)

    def policies(self) -> None:
        for policy in self.guide.policies.values():
            self.role(policy.decides)
            self.expression(policy.opens)
            self.expression(policy.closes)
            self.refers(
                policy.announce, self.known.steps, Code.UNKNOWN_STEP, "step"
            )
            if policy.request is not None:
                self.refers(
                    policy.request.place,
                    self.known.links,
                    Code.UNKNOWN_LINK,
                    "named link",
                )
                self.refers(
                    policy.request.first,
                    self.known.channels,
                    Code.UNKNOWN_CHANNEL,
                    "channel",
                )

    def terms(self) -> None:
        for name, term in self.guide.terms.items():
            if not (term.abbr or term.title):
                self.complain(
                    Code.MISSING_KEY,
                    name,
                    f'The term "{name}" lacks "abbr" or "title".',
                )
            for word in term.see:
                self.refers(word, self.known.terms, Code.UNKNOWN_TERM, "term")

    def events(self) -> None:
        for name, event in self.guide.events.items():
            self.refers(
                event.falls_back,
                self.known.events,
                Code.UNKNOWN_EVENT,
                "event",
            )
            seen = {str(name)}
            after = event.falls_back
            while after is not None:
                if after in seen:
                    self.complain(
                        Code.CIRCULAR_REFERENCE,
                        event.falls_back,
                        f'"{name}" falls back to itself in the end.',
                    )
                    break
                seen.add(str(after))
                following = self.guide.events.get(after)
                after = following.falls_back if following else None

    def project(self) -> None:
        expects = self.guide.project.expects
        for word in expects.release_model:
            self.refers(
                word,
                self.known.deliverables,
                Code.UNKNOWN_DELIVERABLE,
                "deliverable",
            )
        for word, tracker in expects.tracker.items():
            self.refers(
                word,
                self.known.deliverables,
                Code.UNKNOWN_DELIVERABLE,
                "deliverable",
            )
            self.refers(
                tracker, self.known.trackers, Code.UNKNOWN_TRACKER, "tracker"
            )
        for note in self.guide.project.notes:
            self.note(note)
        held: tuple[Any, ...] = (
            *self.guide.precedence.values(),
            *self.guide.policies.values(),
        )
        for note in (note for holder in held for note in holder.notes):
            self.note(note)

    def section(self, section: Section) -> None:
        windows = [section.window] + [part.window for part in section.parts]
        for window in windows:
            for expression in window.expressions if window else ():
                self.expression(expression)
        owned = not section.is_phase and section.id in self.used_procedures
        for step in section.top_steps:
            self.step(step, owned, each=not section.is_phase)
        for note in section.notes:
            self.note(note)
        for part in section.parts:
            for note in part.notes:
                self.note(note)

    def step(self, step: Step, owned: bool, each: bool) -> None:
        owner = step.owner
        if isinstance(owner, DutyOf):
            self.duty(owner)
        else:
            self.role(owner)
        owned = owned or owner is not None
        if not owned and step.kind != "event":
            self.complain(
                Code.STEP_WITHOUT_OWNER,
                step.id,
                f'Nobody owns the step "{step.id}".',
                'Give it an "owner".',
            )
        each = each or step.each is not None
        if step.where and not each:
            self.complain(
                Code.BAD_VALUE,
                step,
                f'The step "{step.id}" has "where" without "each".',
                'Say of what it chooses with "each".',
            )
        for word in (*step.participants, step.starts):
            self.role(word)
        self.conditions(step.when)
        self.where(step.where)
        for expression in step.window.expressions if step.window else ():
            self.expression(expression)
        if step.use is not None:
            self.refers(
                step.use,
                self.known.sections,
                Code.UNKNOWN_SECTION,
                "procedure",
            )
            used = self.guide.sections.get(str(step.use))
            if used is not None and used.is_phase:
                self.complain(
                    Code.UNKNOWN_SECTION,
                    step.use,
                    f'"{step.use}" has a window, so it is a phase.',
                    "Only a section without a window can be used.",
                )
        for link in step.links:
            self.refers(
                link.link, self.known.links, Code.UNKNOWN_LINK, "named link"
            )
        for note in step.notes:
            self.note(note)
        if step.proof is not None:
            options = step.proof.options
            self.refers(
                options.get("deliverable"),
                self.known.deliverables,
                Code.UNKNOWN_DELIVERABLE,
                "deliverable",
            )
            self.role(options.get("role"))
            self.refers(
                options.get("event"),
                self.known.events,
                Code.UNKNOWN_EVENT,
                "event",
            )
        for child in step.steps:
            self.step(child, owned, each)

    def duty(self, owner: DutyOf) -> None:
        self.refers(
            owner.precedence,
            self.known.precedence,
            Code.UNKNOWN_PRECEDENCE,
            "precedence",
        )
        precedence = self.guide.precedence.get(owner.precedence)
        if precedence is not None:
            self.refers(
                owner.duty,
                precedence.duties,
                Code.UNKNOWN_PRECEDENCE,
                f'duty of "{owner.precedence}" called',
            )

    def note(self, note: Note) -> None:
        self.conditions(note.when)
        self.where(note.where)

    def conditions(self, conditions: tuple[Condition, ...]) -> None:
        for condition in conditions:
            if condition.fact == "role":
                self.role(condition.subject)
            elif condition.fact == "event":
                self.refers(
                    condition.subject,
                    self.known.events,
                    Code.UNKNOWN_EVENT,
                    "event",
                )

    def where(self, where: Mapping[PositionedText, Any]) -> None:
        for key, words in where.items():
            if key == "deliverable":
                for word in words:
                    self.refers(
                        word,
                        self.known.deliverables,
                        Code.UNKNOWN_DELIVERABLE,
                        "deliverable",
                    )

    def procedures_in_circles(self) -> None:
        uses = {
            name: [step.use for step in section.walk() if step.use]
            for name, section in self.guide.sections.items()
        }

        def visit(name: str, above: tuple[str, ...]) -> None:
            for use in uses.get(name, ()):
                if use in (*above, name):
                    self.complain(
                        Code.CIRCULAR_REFERENCE,
                        use,
                        f'The procedure "{use}" uses itself in the end.',
                    )
                else:
                    visit(str(use), (*above, name))

        for name in uses:
            visit(name, ())

    # -- texts

    def text(self, text: prose.Prose) -> None:
        for node in prose.walk(text.blocks):
            if not isinstance(node, prose.Reference):
                continue
            if node.role == "term":
                if self.guide.term_named(node.target) is None:
                    names = {
                        name
                        for term in self.guide.terms.values()
                        for name in term.names
                    } | self.known.terms
                    if node.target.lower() not in self.known.terms:
                        self.complain(
                            Code.UNKNOWN_TERM,
                            node,
                            f'The glossary has no "{node.target}".',
                            did_you_mean(node.target, names),
                        )
            elif node.role.startswith("liaison:"):
                self.reference(node, node.role[len("liaison:") :])

    def reference(self, node: prose.Reference, kind: str) -> None:
        target = PositionedText(node.target, node.position)
        parts = {
            str(part.id)
            for section in self.guide.sections.values()
            for part in section.parts
        }
        known, code, what = {
            "section": (
                self.known.sections | parts,
                Code.UNKNOWN_SECTION,
                "section",
            ),
            "step": (self.known.steps, Code.UNKNOWN_STEP, "step"),
            "role": (self.known.roles, Code.UNKNOWN_ROLE, "role"),
            "precedence": (
                self.known.precedence,
                Code.UNKNOWN_PRECEDENCE,
                "precedence",
            ),
            "policy": (self.known.policies, Code.UNKNOWN_POLICY, "policy"),
            "date": (self.known.events, Code.UNKNOWN_EVENT, "event"),
        }.get(kind, (frozenset({node.target}), Code.UNKNOWN_ITEM, "item"))
        if kind == "role":
            self.used_roles.add(node.target)
        self.refers(target, known, code, what)

    def unused(self) -> None:
        for name in self.guide.roles:
            if str(name) not in self.used_roles:
                self.complain(
                    Code.UNUSED_ROLE,
                    name,
                    f'Nothing names the role "{name}".',
                    "Use it or remove it.",
                )
        referred: set[str] = set()
        words: list[str] = []
        for text in texts(self.guide):
            for node in prose.walk(text.blocks):
                if isinstance(node, prose.Reference) and node.role == "term":
                    term = self.guide.term_named(node.target)
                    if term is not None:
                        referred.add(str(term.id))
                words.append(prose.plain_inline(node))
        words.extend(_titles(self.guide))
        every = " ".join(" ".join(words).split()).lower()
        for term in self.guide.terms.values():
            referred.update(map(str, term.see))
        for name, term in self.guide.terms.items():
            if str(name) in referred:
                continue
            pattern = "|".join(re.escape(word.lower()) for word in term.names)
            if not re.search(rf"(?<!\w)(?:{pattern})s?(?!\w)", every):
                self.complain(
                    Code.UNUSED_TERM,
                    name,
                    f'No text uses the term "{term.shown}".',
                    "Use it or remove it.",
                )

    def acronyms(self) -> None:
        known = {
            name.upper()
            for term in self.guide.terms.values()
            for name in (*term.names, str(term.id))
        } | COMMON_ACRONYMS
        told: set[str] = set()
        for text in texts(self.guide):
            for node in prose.walk(text.blocks):
                if isinstance(node, prose.Literal | prose.Placeholder):
                    continue
                if isinstance(node, prose.Reference) and not node.title:
                    continue
                for match in _ACRONYM.finditer(prose.plain_inline(node)):
                    if match[1] in known or match[1] in told:
                        continue
                    told.add(match[1])
                    self.complain(
                        Code.UNDEFINED_ACRONYM,
                        node,
                        f'The glossary does not explain "{match[1]}".',
                        "Add it to terms.yaml, or write it out.",
                    )


def _titles(guide: Guide) -> Iterator[str]:
    for section in guide.sections.values():
        yield str(section.title)
        for part in section.parts:
            yield str(part.title)
    for group in (guide.policies, guide.precedence, guide.roles):
        for thing in group.values():
            yield str(thing.title or "")
