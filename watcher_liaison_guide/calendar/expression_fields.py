# SPDX-License-Identifier: Apache-2.0
"""Date expressions and windows as shapes of YAML values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from watcher_liaison_guide.calendar.expressions import (
    Window,
    parse_expression,
)
from watcher_liaison_guide.fields import (
    IDENTIFIER,
    INVALID,
    ByKey,
    Field,
    Record,
    Single,
    anchored,
    unquoted,
)
from watcher_liaison_guide.problems import Code, Position, Problem, problem
from watcher_liaison_guide.yamlreader import Mapping, Scalar, Value


class ExpressionText(Single):
    """A date expression: EVENT, an offset, a weekday."""

    wanted = 'a date expression such as "rc1 - 1w fri"'

    def meaning(self, value: Scalar, problems: list[Problem]) -> Any:
        return unquoted(value, self.wanted) or parse_expression(
            value.text, value.position
        )

    def schema(self) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": anchored(
                rf"\s*{IDENTIFIER}(\s+[+-]\s*[0-9]{{1,4}}[dw])?"
                r"(\s+(mon|tue|wed|thu|fri))?\s*"
            ),
        }


EXPRESSION = ExpressionText()

_DUE = Field("due", EXPRESSION, help="The day by which to act.")
_LIMITS = (
    Field("not-before", EXPRESSION, help="The window begins no earlier."),
    Field("not-after", EXPRESSION, help="The window ends no later."),
)
_WEEK = Record(
    "a window",
    (
        Field(
            "week",
            EXPRESSION,
            required=True,
            help="Monday to Friday of the week of this day.",
        ),
        *_LIMITS,
        _DUE,
    ),
    Window,
)
_FROM_TO = Record(
    "a window",
    (
        Field("from", EXPRESSION, True, attribute="start"),
        Field("to", EXPRESSION, True, attribute="end"),
        *_LIMITS,
        _DUE,
    ),
    Window,
)
_DAY = Record(
    "a window",
    (
        Field(
            "due",
            EXPRESSION,
            required=True,
            help="The day by which to act; alone, the whole window.",
        ),
    ),
    Window,
)


@dataclass(frozen=True)
class WindowShape(ByKey):
    """A week, or from and to, or a day alone; told if it is a mixture."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if isinstance(value, Mapping):
            keys = {str(entry.key): entry.key for entry in value}
            mixed = keys.keys() & {"from", "to"}
            if "week" in keys and mixed:
                problems.append(
                    problem(
                        Code.BAD_WINDOW,
                        keys[min(mixed)].position,
                        'A window has either "week", or "from" and "to".',
                    )
                )
                return INVALID
        return super().read(value, place, problems)


WINDOW = WindowShape(
    (("week", _WEEK), ("from", _FROM_TO), ("to", _FROM_TO)), otherwise=_DAY
)
