# SPDX-License-Identifier: Apache-2.0
"""A guide as data: what to do, who does it, when relative to an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from watcher_liaison_guide.fields import (
    ListOf,
    MapOf,
    Record,
    Shape,
    Text,
    json_schema,
    key,
)
from watcher_liaison_guide.guide.conditions import (
    BRANCH_STATUSES,
    LEADERSHIPS,
    RELEASE_MODELS,
    Condition,
    Where,
)
from watcher_liaison_guide.guide.glossary import (
    EVENTS,
    TERMS,
    GuideEvent,
    Term,
    folded,
)
from watcher_liaison_guide.guide.policies import POLICIES, Policy, Request
from watcher_liaison_guide.guide.project import (
    PROJECT,
    Deliverable,
    Expectations,
    Place,
    Project,
)
from watcher_liaison_guide.guide.roles import (
    PRECEDENCE,
    ROLES,
    Duty,
    Precedence,
    Role,
    Tier,
)
from watcher_liaison_guide.guide.shapes import ID, PROSE, TITLE, Note
from watcher_liaison_guide.guide.steps import (
    SECTION,
    STEP_NAMED,
    Command,
    DutyOf,
    Inherited,
    Part,
    Proof,
    Section,
    Step,
    StepLink,
)
from watcher_liaison_guide.guide.unread import Unread
from watcher_liaison_guide.problems import NOWHERE, Position
from watcher_liaison_guide.prose import Prose


@dataclass(frozen=True)
class Omissions:
    """What a guide leaves out of the one that it extends."""

    sections: tuple[str, ...] = key(ListOf(ID), ())
    steps: tuple[str, ...] = key(ListOf(ID), ())
    terms: tuple[str, ...] = key(ListOf(ID), ())
    roles: tuple[str, ...] = key(ListOf(ID), ())
    policies: tuple[str, ...] = key(ListOf(ID), ())


@dataclass(frozen=True, kw_only=True)
class Head:
    """The file ``guide.yaml``."""

    title: str = key(TITLE)
    text: Prose | None = key(PROSE, None)
    extends: str | None = key(
        Text("a guide"), None, help="The guide that it is based on."
    )
    defaults: Inherited | None = key(
        Record.of(Inherited, "the defaults"),
        None,
        help="The owner and conditions of sections without any.",
    )
    sections: tuple[str, ...] = key(
        ListOf(ID),
        help="In document order; {add: ID, after: ID} adds one to the "
        "order of the extended guide.",
    )
    omit: Omissions | None = key(
        Record.of(Omissions, "the omissions"),
        None,
        help="Parts of the extended guide to leave out.",
    )
    renamed: Mapping[str, str] = key(
        MapOf(ID, Text("a step or a sentence")),
        {},
        help="Removed steps, with what replaces them.",
    )
    position: Position = NOWHERE


@dataclass(frozen=True)
class Guide:
    """A whole guide; ``sections`` in the order of the document.

    ``files`` maps each file of the guide, as problems name it, to its
    SHA-256 digest; ``unread`` is what is in those with errors.
    """

    name: str
    title: str
    project: Project
    text: Prose | None = None
    sections: Mapping[str, Section] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    precedence: Mapping[str, Precedence] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    events: Mapping[str, GuideEvent] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    unread: Unread = field(default_factory=Unread)
    renamed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Every step by its id."""
        return {
            step.id: step
            for section in self.sections.values()
            for step in section.walk()
        }

    def role_under(self, role: str, leadership: str | None) -> str | None:
        """Return the role that *role* is under a leadership, None if unknown.

        A role without ``is`` is the same under any leadership.
        """
        found = self.roles.get(role)
        if found is None or not found.stands_for:
            return role
        if leadership is None:
            same = set(found.stands_for.values())
            return same.pop() if len(same) == 1 else None
        return found.stands_for.get(leadership)

    @cached_property
    def _terms_by_name(self) -> Mapping[str, Term]:
        found: dict[str, Term] = {}
        for term in self.terms.values():
            for name in (term.id, *term.names):
                found.setdefault(folded(name), term)
        return found

    def term_named(self, name: str) -> Term | None:
        """Return the term that a text calls *name*, whatever the case."""
        return self._terms_by_name.get(folded(name))


#: The shape of each kind of file, by name.
FILES: dict[str, Shape] = {
    "guide": Record.of(Head, "the guide"),
    "project": PROJECT,
    "roles": ROLES,
    "precedence": PRECEDENCE,
    "policies": POLICIES,
    "terms": TERMS,
    "events": EVENTS,
    "section": SECTION,
}


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file named in ``FILES``."""
    named = (STEP_NAMED,) if kind == "section" else ()
    return json_schema(FILES[kind], f"{kind}.yaml of a guide", named)
