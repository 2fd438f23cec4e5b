# SPDX-License-Identifier: Apache-2.0
"""A guide as data: what to do, who does it, when relative to an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from watcher_liaison_guide.calendar.expressions import Expression, Window
from watcher_liaison_guide.problems import NOWHERE, Position
from watcher_liaison_guide.prose import Prose, Template
from watcher_liaison_guide.yamlreader import PositionedText as Name

LEADERSHIPS = ("ptl", "distributed")
RELEASE_MODELS = (
    "cycle-with-rc",
    "cycle-with-intermediary",
    "cycle-automatic",
    "cycle-trailing",
    "independent",
    "untagged",
    "abandoned",
)
BRANCH_STATUSES = (
    "future",
    "development",
    "maintained",
    "unmaintained",
    "end of life",
)


@dataclass(frozen=True)
class Deliverable:
    """A repository that the team looks after."""

    title: Name
    url: Name
    text: Prose | None = None
    released: bool = True
    id: Name | None = None
    position: Position = NOWHERE


@dataclass(frozen=True)
class Place:
    """A tracker, a channel or a named link; ``url`` may be given later."""

    title: Name | None = None
    text: Prose | None = None
    url: Template | None = None
    id: Name | None = None
    position: Position = NOWHERE


@dataclass(frozen=True)
class Expectations:
    """What the guide takes to be on record."""

    leadership: Name | None = None
    release_model: Mapping[Name, Name] = field(default_factory=dict)
    tracker: Mapping[Name, Name] = field(default_factory=dict)
    position: Position = NOWHERE


@dataclass(frozen=True)
class Project:
    """The team, its repositories, trackers, channels and links."""

    team: Name
    title: Name
    text: Prose | None = None
    notes: tuple[Note, ...] = ()
    anchors: tuple[Name, ...] = ()
    deliverables: Mapping[Name, Deliverable] = field(default_factory=dict)
    trackers: Mapping[Name, Place] = field(default_factory=dict)
    channels: Mapping[Name, Place] = field(default_factory=dict)
    links: Mapping[Name, Place] = field(default_factory=dict)
    expects: Expectations = field(default_factory=Expectations)
    position: Position = NOWHERE


@dataclass(frozen=True)
class Role:
    """Who acts.

    ``whole`` is false where one of its keys could not be read.
    ``stands_for`` (``is`` in YAML) makes a role a name for another one
    under each leadership; ``on_record`` is the governance key under which
    its holders are recorded.
    """

    title: Name | None = None
    text: Prose | None = None
    on_record: Name | None = None
    kind: str = "person"
    stands_for: Mapping[Name, Name] = field(default_factory=dict)
    responsibilities: tuple[Prose, ...] = ()
    id: Name | None = None
    position: Position = NOWHERE
    whole: bool = True


@dataclass(frozen=True)
class Duty:
    """One duty of a precedence, as one tier describes it."""

    text: Prose | None = None
    role: Name | None = None
    position: Position = NOWHERE


@dataclass(frozen=True)
class Tier:
    """One step of a precedence; without duties it takes those left."""

    roles: tuple[Name, ...]
    if_appointed: bool = False
    duties: Mapping[Name, Duty] = field(default_factory=dict)
    text: Prose | None = None
    position: Position = NOWHERE


@dataclass(frozen=True)
class Precedence:
    """An ordered chain of roles for one responsibility."""

    title: Name
    tiers: tuple[Tier, ...]
    text: Prose | None = None
    notes: tuple[Note, ...] = ()
    opt_out: Prose | None = None
    anchors: tuple[Name, ...] = ()
    id: Name | None = None
    position: Position = NOWHERE

    @property
    def duties(self) -> dict[str, Duty]:
        """Every duty, as the first tier that names it describes it."""
        found: dict[str, Duty] = {}
        for tier in self.tiers:
            for name, duty in tier.duties.items():
                found.setdefault(name, duty)
        return found


@dataclass(frozen=True)
class Request:
    """How an exception is asked for."""

    place: Name | None = None
    first: Name | None = None
    requester_present: bool = False
    text: Prose | None = None
    position: Position = NOWHERE


@dataclass(frozen=True)
class Policy:
    """An exception policy, such as the feature freeze exception."""

    title: Name
    opens: Expression
    closes: Expression
    decides: Name
    default: Name
    text: Prose | None = None
    announce: Name | None = None
    request: Request | None = None
    accept_when: tuple[Prose, ...] = ()
    refused: Prose | None = None
    notes: tuple[Note, ...] = ()
    anchors: tuple[Name, ...] = ()
    id: Name | None = None
    position: Position = NOWHERE


@dataclass(frozen=True)
class Term:
    """A glossary entry, shown under its abbreviation or title.

    ``whole`` is false where one of its keys could not be read.
    """

    text: Prose
    abbr: Name | None = None
    expands: Name | None = None
    title: Name | None = None
    url: Name | None = None
    see: tuple[Name, ...] = ()
    aliases: tuple[Name, ...] = ()
    id: Name | None = None
    position: Position = NOWHERE
    whole: bool = True

    @property
    def shown(self) -> str:
        return str(self.abbr or self.title or self.id)

    @property
    def names(self) -> tuple[str, ...]:
        """All names a text may use for it, the shown one first."""
        every = (self.abbr, self.title, self.expands, *self.aliases)
        return tuple(dict.fromkeys(str(name) for name in every if name))


@dataclass(frozen=True)
class GuideEvent:
    """An event beyond the common ones, or what the guide adds to one."""

    title: Name | None = None
    text: Prose | None = None
    keys: tuple[Name, ...] = ()
    falls_back: Name | None = None
    id: Name | None = None
    position: Position = NOWHERE


@dataclass(frozen=True)
class Condition:
    """One condition of a ``when``.

    ``fact`` is leadership, slurp, next.slurp, role, event or judgement;
    ``subject`` the role or event; ``wanted`` the value it must have, or
    the words of a judgement.
    """

    fact: str
    wanted: str
    position: Position
    subject: Name | None = None


Where = Mapping[Name, tuple[Name, ...]]


@dataclass(frozen=True)
class Note:
    """A remark, perhaps only under a condition."""

    text: Prose
    when: tuple[Condition, ...] = ()
    where: Where = field(default_factory=dict)
    position: Position = NOWHERE


@dataclass(frozen=True)
class Command:
    """What to type; ``repository`` says in which repository."""

    run: Template
    repository: Template | None = None
    position: Position = NOWHERE


@dataclass(frozen=True)
class StepLink:
    """Where a step leads: an address, a document, or a named link."""

    text: Template | None = None
    url: Template | None = None
    doc: Name | None = None
    link: Name | None = None
    position: Position = NOWHERE


@dataclass(frozen=True)
class DutyOf:
    """The holder of a precedence's duty, as an owner."""

    precedence: Name
    duty: Name | None = None
    position: Position = NOWHERE


@dataclass(frozen=True)
class Proof:
    """How a record can prove a step done: a rule and its options."""

    rule: Name
    options: Mapping[str, Name] = field(default_factory=dict)
    position: Position = NOWHERE


@dataclass(frozen=True)
class Step:
    """An action, which may hold steps; or the use of a procedure.

    ``whole`` is false where one of its keys could not be read.
    """

    id: Name
    text: Prose | None = None
    use: Name | None = None
    owner: Name | DutyOf | None = None
    participants: tuple[Name, ...] = ()
    starts: Name | None = None
    if_silent: Prose | None = None
    optional: Name | None = None
    when: tuple[Condition, ...] = ()
    each: str | None = None
    where: Where = field(default_factory=dict)
    window: Window | None = None
    commands: tuple[Command, ...] = ()
    links: tuple[StepLink, ...] = ()
    notes: tuple[Note, ...] = ()
    steps: tuple[Step, ...] = ()
    repeat: Prose | None = None
    about: str | None = None
    kind: str = "step"
    proof: Proof | None = None
    source: Name | None = None
    position: Position = NOWHERE
    whole: bool = True

    def walk(self) -> Iterator[Step]:
        """Give the step and every step in it."""
        yield self
        for step in self.steps:
            yield from step.walk()


@dataclass(frozen=True)
class Part:
    """A titled group inside a section."""

    id: Name
    title: Name
    text: Prose | None = None
    window: Window | None = None
    steps: tuple[Step, ...] = ()
    notes: tuple[Note, ...] = ()
    anchors: tuple[Name, ...] = ()
    position: Position = NOWHERE


@dataclass(frozen=True)
class Section:
    """A phase when it has a window, a procedure when it has none."""

    id: Name
    title: Name
    text: Prose | None = None
    window: Window | None = None
    steps: tuple[Step, ...] = ()
    parts: tuple[Part, ...] = ()
    notes: tuple[Note, ...] = ()
    anchors: tuple[Name, ...] = ()
    position: Position = NOWHERE

    @property
    def is_phase(self) -> bool:
        return self.window is not None

    @property
    def top_steps(self) -> tuple[Step, ...]:
        """The section's own steps and those of its parts, in order."""
        return self.steps + tuple(
            step for part in self.parts for step in part.steps
        )

    def walk(self) -> Iterator[Step]:
        """Give every step of the section, nested ones included."""
        for step in self.top_steps:
            yield from step.walk()


@dataclass(frozen=True)
class Guide:
    """A whole guide; ``sections`` in the order of the document.

    ``files`` maps each file of the guide, as problems name it, to its
    SHA-256 digest. ``unread`` has the kind and name of whatever stands in
    the files but is broken, and ``*`` for the name where it is the file.
    """

    name: str
    title: Name
    project: Project
    text: Prose | None = None
    sections: Mapping[str, Section] = field(default_factory=dict)
    roles: Mapping[Name, Role] = field(default_factory=dict)
    precedence: Mapping[Name, Precedence] = field(default_factory=dict)
    policies: Mapping[Name, Policy] = field(default_factory=dict)
    terms: Mapping[Name, Term] = field(default_factory=dict)
    events: Mapping[Name, GuideEvent] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[tuple[str, str]] = frozenset()

    def is_broken(self, kind: str, name: str) -> bool:
        """Tell whether a thing is lacking because its YAML is wrong.

        That was told where it stands, so what refers to it is not wrong.
        """
        return not {(kind, name), (kind, "*")}.isdisjoint(self.unread)

    @property
    def steps(self) -> dict[str, Step]:
        """Every step by its id."""
        return {
            str(step.id): step
            for section in self.sections.values()
            for step in section.walk()
        }

    def role_under(self, role: str, leadership: str | None) -> str | None:
        """Give the role that *role* is under a leadership, None if unknown.

        A role that stands for no other is itself under any leadership.
        """
        roles = cast("Mapping[str, Role]", self.roles)
        found = roles.get(role)
        if found is None or not found.stands_for:
            return role
        if leadership is None:
            same = set(map(str, found.stands_for.values()))
            return same.pop() if len(same) == 1 else None
        names = {str(key): str(name) for key, name in found.stands_for.items()}
        return names.get(leadership)

    def term_named(self, name: str) -> Term | None:
        """Give the term that a text calls *name*, whatever the case."""
        wanted = " ".join(name.lower().split())
        for term in self.terms.values():
            every = (str(term.id), *term.names)
            if wanted in (" ".join(one.lower().split()) for one in every):
                return term
        return None
