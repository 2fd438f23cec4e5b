# SPDX-License-Identifier: Apache-2.0
"""One disagreement between words and records, as a reader is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    problem,
)


@dataclass(frozen=True)
class Drift:
    """One disagreement.

    ``subject`` is the team, deliverable, policy, precedence, role or step
    it is about; ``remark`` says it to a reader of the guide. ``position``
    is the guide's place, ``record`` the records' one, and ``file`` the
    upstream file that this was read from.
    """

    code: Code
    subject: str
    expected: str | None
    found: str | None
    remark: Message
    advice: str
    position: Position
    record: Position = NOWHERE
    file: str | None = None

    def problem(self) -> Problem:
        """Give it as a note that names both places."""
        where = str(self.record)
        message = str(self.remark)
        if where:
            message += f" It is on record in {where}."
        return problem(self.code, self.position, message, self.advice)


def place_of(value: str, otherwise: Position) -> Position:
    """Give where a value of a records file stands."""
    return getattr(value, "position", None) or otherwise
