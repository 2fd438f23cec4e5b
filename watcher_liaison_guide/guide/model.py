# SPDX-License-Identifier: Apache-2.0
"""A guide as data: what to do, who does it, when relative to an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from watcher_liaison_guide.guide.project import (
    EVENTS,
    PROJECT,
    TERMS,
    Deliverable,
    GuideEvent,
    Place,
    Project,
    Term,
    folded,
)
from watcher_liaison_guide.guide.roles import (
    POLICIES,
    PRECEDENCE,
    ROLES,
    Duty,
    Policy,
    Precedence,
    Request,
    Role,
    Tier,
)
from watcher_liaison_guide.guide.shapes import (
    ID,
    PROSE,
    TITLE,
    Condition,
    Note,
    Placed,
    Where,
)
from watcher_liaison_guide.guide.steps import (
    SECTION,
    STEP_NAMED,
    Command,
    DutyOf,
    Inherited,
    Part,
    Section,
    Step,
    StepLink,
)
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.prose import Prose
from watcher_liaison_guide.yamlreader import Mapping as YamlMapping
from watcher_liaison_guide.yamlreader import Scalar, Value

#: Errors by which a name may be lost; an empty text may be one, too.
_LOSING = {Code.BAD_IDENTIFIER, Code.MISSING_KEY, Code.WRONG_TYPE}
#: The file of each kind of thing, or what its name begins with.
_FILES = {
    "role": "roles.yaml",
    "precedence": "precedence.yaml",
    "duty": "precedence.yaml",
    "policy": "policies.yaml",
    "term": "terms.yaml",
    "term name": "terms.yaml",
    "event": "events.yaml",
    "deliverable": "project.yaml",
    "tracker": "project.yaml",
    "channel": "project.yaml",
    "link": "project.yaml",
    "section": "sections/",
    "step": "sections/",
}


class Unread(dict[str, "frozenset[str] | None"]):
    """The words in each file with errors, None where names may be lost."""

    def add(
        self, file: str, value: Value | None, errors: Iterable[Problem]
    ) -> None:
        words = frozenset(_words(value or ()))
        lost = any(error.code in _LOSING for error in errors) or "" in words
        whole = isinstance(value, YamlMapping) and not lost
        self[file] = words if whole else None

    def may_have(self, kind: str, name: str) -> bool:
        """Whether a thing may be lacking because it was not read."""
        if kind == "procedure":  # it has the name of its file
            return f"sections/{name}.yaml" in self
        return any(
            words is None or folded(name) in words
            for file, words in self.items()
            if file.startswith(_FILES[kind])
        )


def _words(value: Iterable[Any]) -> Iterator[str]:
    """Yield every key and value of a file."""
    if isinstance(value, Scalar):
        yield folded(value.text)
    elif isinstance(value, str):
        yield folded(value)
    else:
        for one in value:
            yield from _words(one)


@dataclass(frozen=True)
class Omissions:
    """What a guide leaves out of the one that it extends."""

    sections: tuple[str, ...] = key(ListOf(ID), ())
    steps: tuple[str, ...] = key(ListOf(ID), ())
    terms: tuple[str, ...] = key(ListOf(ID), ())
    roles: tuple[str, ...] = key(ListOf(ID), ())
    policies: tuple[str, ...] = key(ListOf(ID), ())


@dataclass(frozen=True, kw_only=True)
class Head(Placed):
    """The file ``guide.yaml``."""

    title: str = key(TITLE)
    text: Prose | None = key(PROSE, None)
    extends: str | None = key(
        Text("a guide"), None, "The guide that it is based on."
    )
    defaults: Inherited | None = key(
        Record.of(Inherited, "the defaults"),
        None,
        "The owner and conditions of sections without any.",
    )
    sections: tuple[str, ...] = key(
        ListOf(ID),
        help="In document order; {add: ID, after: ID} adds one to the "
        "order of the extended guide.",
    )
    omit: Omissions | None = key(
        Record.of(Omissions, "the omissions"),
        None,
        "Parts of the extended guide to leave out.",
    )
    renamed: Mapping[str, str] = key(
        MapOf(ID, Text("a step or a sentence")),
        {},
        "Removed steps, with what replaces them.",
    )


@dataclass(frozen=True)
class Guide:
    """A whole guide; ``sections`` in the order of the document.

    ``files`` are the paths of its files, as problems name them; ``unread`` is
    what is in those with errors.
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
    files: tuple[str, ...] = ()
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
