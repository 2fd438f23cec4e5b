# SPDX-License-Identifier: Apache-2.0
"""Exception policies, such as the feature freeze exception."""

from __future__ import annotations

from dataclasses import dataclass

from watcher_liaison_guide.calendar.expressions import EXPRESSION, Expression
from watcher_liaison_guide.fields import (
    Boolean,
    Choice,
    ListOf,
    MapOf,
    Record,
    identifier,
    key,
)
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


@dataclass(frozen=True)
class Request:
    """How an exception is requested."""

    place: str | None = key(
        identifier(names="link"), None, help="A named link."
    )
    first: str | None = key(
        identifier(names="channel"),
        None,
        help="The channel in which to ask first.",
    )
    requester_present: bool = key(
        Boolean(), False, help="Default: false. The requester must attend."
    )
    text: Prose | None = key(PROSE, None)
    position: Position = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Policy:
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
        identifier(names="step"), None, help="The step that announces it."
    )
    request: Request | None = key(
        Record.of(Request, "a request"), None, help="How to ask."
    )
    accept_when: tuple[Prose, ...] = key(
        ListOf(PROSE), (), help="Reasons to accept."
    )
    refused: Prose | None = key(
        PROSE, None, help="What happens to a refused request."
    )
    notes: tuple[Note, ...] = notes_key()
    anchors: tuple[str, ...] = anchors_key()
    id: str = ""
    position: Position = NOWHERE


POLICIES = MapOf(ID, Record.of(Policy, "a policy"), pass_key=True)
