# SPDX-License-Identifier: Apache-2.0
"""Shapes that several files of a guide share, conditions among them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from watcher_liaison_guide.fields import (
    IDENTIFIER,
    INVALID,
    Boolean,
    ByKind,
    Choice,
    Field,
    ListOf,
    Made,
    MapOf,
    ProseText,
    Record,
    Shape,
    Text,
    anchored,
    identifier,
    key,
    name,
    url,
    wrong_type,
)
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    did_you_mean,
)
from watcher_liaison_guide.prose import Prose
from watcher_liaison_guide.yamlreader import Mapping as YamlMapping
from watcher_liaison_guide.yamlreader import PositionedText, Value

LEADERSHIPS = ("ptl", "distributed")
#: The keys under which governance records liaisons (its schema of 2026), and
#: what they mean.
LIAISON_WORDS = {
    "release": "releases",
    "tact-sig": "TaCT SIG",
    "security": "security",
    "tc-liaison": "TC",
    "events": "events",
    "project_update_onboarding": "project update and onboarding",
    "meeting_facilitator": "meetings",
    "bug_deputy": "bugs",
}
RELEASE_MODELS = (
    "cycle-with-rc",
    "cycle-with-intermediary",
    "cycle-automatic",
    "cycle-trailing",
    "independent",
    "untagged",
    "abandoned",
)
DELIVERABLE_TYPES = (
    "service",
    "horizon-plugin",
    "library",
    "client-library",
    "tempest-plugin",
    "other",
    "trailing",
)
BRANCH_STATUSES = (
    "future",
    "development",
    "maintained",
    "unmaintained",
    "end of life",
)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """What knows its place in a file."""

    position: Position = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Thing(Placed):
    """What its file has under an id."""

    id: str = ""


@dataclass(frozen=True)
class Condition:
    """One condition of a ``when``.

    ``fact`` is leadership, slurp, next.slurp, role, event, exception or
    judgement; ``subject`` the role, event or policy; ``wanted`` the value it
    must have, or the words of a judgement.
    """

    fact: str
    wanted: str
    position: Position
    subject: str | None = None


#: The values that each property of a member may have.
Where = Mapping[str, tuple[str, ...]]


def _word(truth: bool, position: Position) -> PositionedText:
    return PositionedText(str(truth).lower(), position)


_TRUTH = Made(Boolean(), _word)
_PLAIN: dict[str, Shape] = {
    "leadership": Choice(LEADERSHIPS, "a leadership"),
    "slurp": _TRUTH,
    "next.slurp": _TRUTH,
    "judgement": Text("the question to judge"),
}
_SUBJECT: dict[str, Shape] = {
    "role": Choice(("appointed", "none"), "appointed or none"),
    "event": Choice(("scheduled", "none"), "scheduled or none"),
    "exception": Choice(("open", "none"), "open or none"),
}
#: What the subject of such a condition is, where it has another name.
_NAMES = {"exception": "policy"}
_FACTS = (*_PLAIN, "role.ID", "event.ID", "exception.ID")


@dataclass(frozen=True)
class WhenShape:
    """All conditions must hold; read as a tuple of conditions."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, YamlMapping):
            example = "{leadership: ptl}"
            return wrong_type(value, "conditions", place, problems, example)
        found: list[Condition] = []
        for entry in value:
            here = entry.key.position
            fact, _, rest = entry.key.partition(".")
            subject: str | None = None
            if entry.key in _PLAIN:
                fact, shape = entry.key, _PLAIN[entry.key]
            elif fact in _SUBJECT and re.fullmatch(IDENTIFIER, rest):
                shape = _SUBJECT[fact]
                subject = PositionedText(
                    rest, here, names=_NAMES.get(fact, fact)
                )
            else:
                problems.append(
                    Code.UNKNOWN_KEY.at(
                        here,
                        f'There is no condition "{entry.key}".',
                        did_you_mean(entry.key, _PLAIN)
                        or "It takes " + ", ".join(_FACTS) + ".",
                    )
                )
                continue
            wanted = shape.read(entry.value, here, problems)
            if wanted is not INVALID:
                found.append(Condition(fact, wanted, here, subject))
        return tuple(found)

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                key: shape.schema() for key, shape in _PLAIN.items()
            },
            "patternProperties": {
                anchored(rf"{fact}\.{IDENTIFIER}"): shape.schema()
                for fact, shape in _SUBJECT.items()
            },
        }


def _where(position: Position, **values: tuple[str, ...]) -> Where:
    return {
        PositionedText(key.replace("_", "-"), position): words
        for key, words in values.items()
        if words
    }


PROSE = ProseText()
TITLE = Text("a title")
URL = url()
#: The id that a thing has, or one of a kind of things that it refers to.
ID = identifier()
ROLE = identifier("a role id", "role")
DELIVERABLE = name("a deliverable", "deliverable")
WHEN = WhenShape()
WHERE = Record(
    "a choice of members",
    tuple(
        Field(
            key, ListOf(shape, alone=True, filled=True), default=(), help=help
        )
        for key, shape, help in (
            ("deliverable", DELIVERABLE, "Only these repositories."),
            (
                "type",
                Choice(DELIVERABLE_TYPES, "a deliverable type"),
                "The type in the deliverable file.",
            ),
            (
                "release-model",
                Choice(RELEASE_MODELS, "a release model"),
                "The release model on record for the cycle.",
            ),
            (
                "status",
                Choice(BRANCH_STATUSES, "a branch status"),
                "The branch's status on the day the item is due.",
            ),
        )
    ),
    _where,
)


@dataclass(frozen=True)
class Note(Placed):
    """A remark, perhaps only under a condition."""

    text: Prose = key(PROSE)
    when: tuple[Condition, ...] = key(WHEN, (), "Shown only then.")
    where: Where = key(WHERE, {}, "Shown only there.")


NOTE = ByKind(
    "a note", scalar=Made(PROSE, Note), mapping=Record.of(Note, "a note")
)


def things(built: type, wanted: str, ids: Text = ID, help: str = "") -> MapOf:
    """Return the shape of things under their ids."""
    return MapOf(ids, Record.of(built, wanted, help=help), pass_key=True)


def notes_key() -> Any:
    """Return the key ``notes`` of a dataclass."""
    return key(ListOf(NOTE), (), "Remarks, shown after the rest.")


def anchors_key() -> Any:
    """Return the key ``anchors`` of a dataclass."""
    return key(
        ListOf(Text("an HTML id", r"[A-Za-z][A-Za-z0-9_.-]*", names="anchor")),
        (),
        "Ids of an earlier published page that must keep working.",
    )
