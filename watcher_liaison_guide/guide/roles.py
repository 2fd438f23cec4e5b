# SPDX-License-Identifier: Apache-2.0
"""Who acts: roles, and precedences of roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from watcher_liaison_guide.fields import (
    Boolean,
    Choice,
    Field,
    ListOf,
    MapOf,
    Record,
    Text,
    identifier,
    key,
)
from watcher_liaison_guide.guide.conditions import LEADERSHIPS
from watcher_liaison_guide.guide.shapes import (
    ID,
    PROSE,
    ROLE,
    TITLE,
    Note,
    anchors_key,
    notes_key,
)
from watcher_liaison_guide.problems import NOWHERE, Position
from watcher_liaison_guide.prose import Prose

BY_LEADERSHIP = Record(
    "the roles by leadership",
    tuple(Field(word, ROLE, True) for word in LEADERSHIPS),
    dict,
    with_position=False,
)


@dataclass(frozen=True)
class Role:
    """Who acts.

    ``stands_for`` (``is`` in YAML) makes a role a name for another one
    under each leadership.
    """

    title: str | None = key(TITLE, None)
    text: Prose | None = key(PROSE, None)
    on_record: str | None = key(
        Text("a key of the records", r"[a-z_-]+"),
        None,
        help="The governance key of its holders.",
    )
    kind: str = key(
        Choice(("person", "group", "outside")),
        "person",
        help="A group has no holder; outside is not in the team.",
    )
    stands_for: Mapping[str, str] = key(
        BY_LEADERSHIP,
        {},
        name="is",
        help="Which role it is under each leadership.",
    )
    responsibilities: tuple[Prose, ...] = key(
        ListOf(PROSE), (), help="What the role is responsible for."
    )
    id: str = ""
    position: Position = NOWHERE


ROLES = MapOf(
    identifier("a role id"),
    Record.of(
        Role,
        "a role",
        help='A role needs a title, or "is": the roles by leadership.',
    ),
    pass_key=True,
)


@dataclass(frozen=True)
class Duty:
    """One duty of a precedence, as one tier describes it."""

    role: str | None = key(
        ROLE, None, help="Which of the tier's roles has it."
    )
    text: Prose | None = key(PROSE, None)
    position: Position = NOWHERE


@dataclass(frozen=True)
class Tier:
    """One step of a precedence; without duties it takes those left."""

    roles: tuple[str, ...] = key(
        ListOf(ROLE, filled=True), help="The roles of the tier."
    )
    if_appointed: bool = key(
        Boolean(),
        False,
        help="Skip the tier if nobody is appointed; default: false.",
    )
    duties: Mapping[str, Duty] = key(
        MapOf(ID, Record.of(Duty, "a duty")),
        {},
        help="A tier without duties takes the rest.",
    )
    text: Prose | None = key(PROSE, None)
    position: Position = NOWHERE


TIER = Record.of(Tier, "a tier")


@dataclass(frozen=True, kw_only=True)
class Precedence:
    """An ordered chain of roles for one responsibility."""

    title: str = key(TITLE)
    text: Prose | None = key(PROSE, None)
    notes: tuple[Note, ...] = notes_key()
    tiers: tuple[Tier, ...] = key(
        ListOf(TIER, filled=True),
        help="Each duty goes to the first tier with an appointed holder.",
    )
    opt_out: Prose | None = key(PROSE, None, help="How the team may opt out.")
    anchors: tuple[str, ...] = anchors_key()
    id: str = ""
    position: Position = NOWHERE

    @property
    def duties(self) -> dict[str, Duty]:
        """Every duty, as the first tier that names it describes it."""
        found: dict[str, Duty] = {}
        for tier in self.tiers:
            for name, duty in tier.duties.items():
                found.setdefault(name, duty)
        return found


PRECEDENCE = MapOf(ID, Record.of(Precedence, "a precedence"), pass_key=True)
