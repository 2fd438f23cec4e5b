# SPDX-License-Identifier: Apache-2.0
"""One disagreement between the words of a guide and the records."""

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
    it is about; ``remark`` is for a reader of the guide. ``position`` is
    the guide's place, ``record`` the records' one, and ``file`` the
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
        """Return a note that names both places."""
        message = str(self.remark)
        if self.record != NOWHERE:
            message += f" It is on record in {self.record}."
        return problem(self.code, self.position, message, self.advice)


def place_of(value: str, otherwise: Position) -> Position:
    """Return where a value is in its file."""
    return getattr(value, "position", None) or otherwise
