# SPDX-License-Identifier: Apache-2.0
"""Shapes and keys that several files of a guide share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from watcher_liaison_guide.fields import (
    ByKind,
    ListOf,
    Made,
    ProseText,
    Record,
    Text,
    identifier,
    key,
    name,
    url,
)
from watcher_liaison_guide.guide.conditions import (
    WHEN,
    WHERE,
    Condition,
    Where,
)
from watcher_liaison_guide.problems import NOWHERE, Position
from watcher_liaison_guide.prose import Prose

PROSE = ProseText()
TITLE = Text("a title")
URL = url()
#: The id that a thing has, or one of a kind of things that it refers to.
ID = identifier()
ROLE = identifier("a role id", "role")
DELIVERABLE = name("a deliverable", "deliverable")


@dataclass(frozen=True)
class Note:
    """A remark, perhaps only under a condition."""

    text: Prose = key(PROSE)
    when: tuple[Condition, ...] = key(WHEN, (), help="Shown only then.")
    where: Where = key(WHERE, {}, help="Shown only there.")
    position: Position = NOWHERE


NOTE = ByKind(
    "a note", scalar=Made(PROSE, Note), mapping=Record.of(Note, "a note")
)


def notes_key() -> Any:
    """Return the key ``notes`` of a dataclass."""
    return key(ListOf(NOTE), (), help="Remarks, shown after the rest.")


def anchors_key() -> Any:
    """Return the key ``anchors`` of a dataclass."""
    return key(
        ListOf(Text("an HTML id", r"[A-Za-z][A-Za-z0-9_.-]*", names="anchor")),
        (),
        help="Ids of an earlier published page that must keep working.",
    )
