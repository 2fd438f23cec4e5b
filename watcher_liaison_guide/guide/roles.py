# SPDX-License-Identifier: Apache-2.0
"""Who acts and decides: roles, precedences of roles, exception policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from watcher_liaison_guide.calendar.expressions import EXPRESSION, Expression
from watcher_liaison_guide.fields import (
    Boolean,
    Choice,
    Field,
    ListOf,
    MapOf,
    Record,
    identifier,
    key,
)
from watcher_liaison_guide.guide.shapes import (
    ID,
    LEADERSHIPS,
    LIAISON_WORDS,
    PROSE,
    ROLE,
    TITLE,
    Note,
    Placed,
    Thing,
    anchors_key,
    notes_key,
    things,
)
from watcher_liaison_guide.prose import Prose

BY_LEADERSHIP = Record(
    "the roles by leadership",
    tuple(Field(word, ROLE, True) for word in LEADERSHIPS),
    dict,
    with_position=False,
)


@dataclass(frozen=True)
class Role(Thing):
    """Who acts.

    ``stands_for`` (``is`` in YAML) makes a role a name for another one
    under each leadership.
    """

    title: str | None = key(TITLE, None)
    text: Prose | None = key(PROSE, None)
    on_record: str | None = key(
        Choice(("ptl", *LIAISON_WORDS), "a key of governance"),
        None,
        "The governance key of its holders.",
    )
    kind: str = key(
        Choice(("person", "group", "outside")),
        "person",
        "A group has no holder; outside is not in the team.",
    )
    stands_for: Mapping[str, str] = key(
        BY_LEADERSHIP,
        {},
        "Which role it is under each leadership.",
        name="is",
    )
    responsibilities: tuple[Prose, ...] = key(
        ListOf(PROSE), (), "What the role is responsible for."
    )


ROLES = things(
    Role,
    "a role",
    identifier("a role id"),
    'A role needs a title, or "is": the roles by leadership.',
)


@dataclass(frozen=True)
class Duty(Placed):
    """One duty of a precedence, as one tier describes it."""

    role: str | None = key(ROLE, None, "Which of the tier's roles has it.")
    text: Prose | None = key(PROSE, None)


@dataclass(frozen=True)
class Tier(Placed):
    """One step of a precedence; without duties it takes those left."""

    roles: tuple[str, ...] = key(
        ListOf(ROLE, filled=True), help="The roles of the tier."
    )
    if_appointed: bool = key(
        Boolean(),
        False,
        "Skip the tier if nobody is appointed; default: false.",
    )
    duties: Mapping[str, Duty] = key(
        MapOf(ID, Record.of(Duty, "a duty")),
        {},
        "A tier without duties takes the rest.",
    )
    text: Prose | None = key(PROSE, None)


TIER = Record.of(Tier, "a tier")


@dataclass(frozen=True, kw_only=True)
class Precedence(Thing):
    """An ordered chain of roles for one responsibility."""

    title: str = key(TITLE)
    text: Prose | None = key(PROSE, None)
    notes: tuple[Note, ...] = notes_key()
    tiers: tuple[Tier, ...] = key(
        ListOf(TIER, filled=True),
        help="Each duty goes to the first tier with an appointed holder.",
    )
    opt_out: Prose | None = key(PROSE, None, "How the team may opt out.")
    anchors: tuple[str, ...] = anchors_key()

    @property
    def duties(self) -> dict[str, Duty]:
        """Every duty, as the first tier that names it describes it."""
        found: dict[str, Duty] = {}
        for tier in self.tiers:
            for name, duty in tier.duties.items():
                found.setdefault(name, duty)
        return found


PRECEDENCE = things(Precedence, "a precedence")


@dataclass(frozen=True)
class Request(Placed):
    """How an exception is requested."""

    place: str | None = key(identifier(names="link"), None, "A named link.")
    first: str | None = key(
        identifier(names="channel"), None, "The channel in which to ask first."
    )
    requester_present: bool = key(
        Boolean(), False, "Default: false. The requester must attend."
    )
    text: Prose | None = key(PROSE, None)


@dataclass(frozen=True, kw_only=True)
class Policy(Thing):
    """An exception policy: from when to when, who decides, and how."""

    title: str = key(TITLE)
    text: Prose | None = key(PROSE, None)
    opens: Expression = key(EXPRESSION, help="The first day.")
    closes: Expression = key(EXPRESSION, help="A hard stop.")
    decides: str = key(ROLE, help="Who has the last word.")
    default: str = key(
        Choice(("refuse", "accept")),
        help="The decision without a reason for the other.",
    )
    announce: str | None = key(
        identifier(names="step"), None, "The step that announces it."
    )
    request: Request | None = key(
        Record.of(Request, "a request"), None, "How to ask."
    )
    accept_when: tuple[Prose, ...] = key(
        ListOf(PROSE), (), "Reasons to accept."
    )
    refused: Prose | None = key(
        PROSE, None, "What happens to a refused request."
    )
    notes: tuple[Note, ...] = notes_key()
    anchors: tuple[str, ...] = anchors_key()


POLICIES = things(Policy, "a policy")
