# SPDX-License-Identifier: Apache-2.0
"""Date expressions and windows as shapes of YAML values."""

from __future__ import annotations

import dataclasses
from typing import Any

from watcher_liaison_guide.calendar.expressions import (
    Window,
    parse_expression,
)
from watcher_liaison_guide.fields import INVALID, ByKey, Field, Record
from watcher_liaison_guide.problems import Code, Position, Problem, problem
from watcher_liaison_guide.yamlreader import Scalar, Value


@dataclasses.dataclass(frozen=True)
class ExpressionText:
    """A date expression: EVENT, an offset, a weekday."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if not isinstance(value, Scalar) or value.is_null:
            problems.append(
                problem(
                    Code.WRONG_TYPE,
                    value.position if not isinstance(value, Scalar) else place,
                    'Here belongs a date expression, such as "rc1 - 1w fri".',
                )
            )
            return INVALID
        found = parse_expression(value.text, value.position)
        if isinstance(found, Problem):
            problems.append(found)
            return INVALID
        return found

    def schema(self) -> dict[str, Any]:
        return {
            "type": ["string", "number", "boolean"],
            "pattern": r"^\s*[a-z0-9]+(-[a-z0-9]+)*"
            r"(\s+[+-]\s*[0-9]{1,4}[dw])?"
            r"(\s+(mon|tue|wed|thu|fri))?\s*$",
        }


EXPRESSION = ExpressionText()

_DUE = Field("due", EXPRESSION, help="The day by which to act.")
_LIMITS = (
    Field("not-before", EXPRESSION, help="The window begins no earlier."),
    Field("not-after", EXPRESSION, help="The window ends no later."),
)
WINDOW = ByKey(
    choices=(
        (
            "week",
            Record(
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
            ),
        ),
        (
            "from",
            Record(
                "a window",
                (
                    Field("from", EXPRESSION, True, attribute="start"),
                    Field("to", EXPRESSION, True, attribute="end"),
                    *_LIMITS,
                    _DUE,
                ),
                Window,
            ),
        ),
        (
            "to",
            Record(
                "a window",
                (
                    Field("from", EXPRESSION, True, attribute="start"),
                    Field("to", EXPRESSION, True, attribute="end"),
                    *_LIMITS,
                    _DUE,
                ),
                Window,
            ),
        ),
    ),
    otherwise=Record(
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
    ),
)
