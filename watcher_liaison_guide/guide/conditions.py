# SPDX-License-Identifier: Apache-2.0
"""The ``when`` and ``where`` of steps and notes as shapes of YAML values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from watcher_liaison_guide.fields import (
    IDENTIFIER,
    INVALID,
    NAME,
    Boolean,
    Choice,
    Field,
    ListOf,
    Record,
    Shape,
    Text,
    anchored,
    name,
)
from watcher_liaison_guide.guide.model import (
    BRANCH_STATUSES,
    LEADERSHIPS,
    RELEASE_MODELS,
    Condition,
)
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.yamlreader import (
    Mapping,
    PositionedText,
    Scalar,
    Value,
)


@dataclass(frozen=True)
class _TruthWord(Boolean):
    """``true`` or ``false``, kept as the word."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        truth = super().read(value, place, problems)
        return INVALID if truth is INVALID else str(truth).lower()


_PLAIN: dict[str, Shape] = {
    "leadership": Choice(LEADERSHIPS, "a leadership"),
    "slurp": _TruthWord(),
    "next.slurp": _TruthWord(),
    "judgement": Text("the question to judge"),
}
_SUBJECT: dict[str, Shape] = {
    "role": Choice(("appointed", "none"), "appointed or none"),
    "event": Choice(("scheduled", "none"), "scheduled or none"),
}
_FACTS = (*_PLAIN, "role.ID", "event.ID")


@dataclass(frozen=True)
class WhenShape:
    """All conditions must hold; read as a tuple of conditions."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Mapping):
            problems.append(
                problem(
                    Code.WRONG_TYPE,
                    place
                    if isinstance(value, Scalar) and value.is_null
                    else value.position,
                    'Here belong conditions, such as "leadership: ptl".',
                )
            )
            return INVALID
        found: list[Condition] = []
        for entry in value:
            fact, _, rest = str(entry.key).partition(".")
            subject: PositionedText | None = None
            if entry.key in _PLAIN:
                fact, shape = str(entry.key), _PLAIN[entry.key]
            elif fact in _SUBJECT and re.fullmatch(IDENTIFIER, rest):
                shape = _SUBJECT[fact]
                subject = PositionedText(rest, entry.key.position)
            else:
                problems.append(
                    problem(
                        Code.UNKNOWN_KEY,
                        entry.key.position,
                        f'There is no condition "{entry.key}".',
                        did_you_mean(entry.key, _PLAIN)
                        or "It takes " + ", ".join(_FACTS) + ".",
                    )
                )
                continue
            wanted = shape.read(entry.value, entry.key.position, problems)
            if wanted is not INVALID:
                found.append(
                    Condition(fact, wanted, entry.key.position, subject)
                )
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


def _where(**values: Any) -> dict[PositionedText, tuple[str, ...]]:
    position = values.pop("position")
    return {
        PositionedText(key.replace("_", "-"), position): words
        for key, words in values.items()
        if words
    }


WHEN = WhenShape()
WHERE = Record(
    "a choice of members",
    tuple(
        Field(
            key, ListOf(shape, alone=True, filled=True), default=(), help=text
        )
        for key, shape, text in (
            ("deliverable", name("a deliverable"), "Only these repositories."),
            (
                "type",
                Text("a deliverable type", NAME),
                "The type in the deliverable file, such as service.",
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
