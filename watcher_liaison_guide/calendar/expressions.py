# SPDX-License-Identifier: Apache-2.0
"""Date expressions such as ``milestone-1 - 4w mon``, and windows of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from watcher_liaison_guide import fields
from watcher_liaison_guide.calendar.model import Basis, Event
from watcher_liaison_guide.problems import NOWHERE, Code, Position, Problem
from watcher_liaison_guide.yamlreader import Mapping, Scalar, Value

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
#: Farther than this from its event no date of a cycle lies.
MAXIMUM_OFFSET_DAYS = 7 * 104
LONGEST_EXPRESSION = 200

_EXPRESSION = re.compile(
    rf"(?P<event>{fields.IDENTIFIER})"
    r"(?:\s+(?P<offset>[+-]\s*[0-9]{1,4})(?P<unit>[dw]))?"
    r"(?:\s+(?P<weekday>mon|tue|wed|thu|fri))?"
)
_FORM = (
    'Write EVENT, then perhaps "+ 2w" or "- 3d", then perhaps mon, tue, '
    'wed, thu or fri: "milestone-1 - 4w mon".'
)

Events = Callable[[str], Event]


@dataclass(frozen=True)
class Expression:
    """A day relative to an event.

    ``days`` is added to the event's day, then ``weekday`` (0 is Monday)
    moves to that day of the ISO week reached.
    """

    source: str
    event: str
    days: int = 0
    weekday: int | None = None
    position: Position = NOWHERE

    def __str__(self) -> str:
        return self.source


class ExpressionText(fields.Single):
    """A date expression: EVENT, an offset, a weekday."""

    wanted = 'a date expression such as "rc1 - 1w fri"'

    def meaning(self, value: Scalar, problems: list[Problem]) -> Any:
        return fields.unquoted(value, self.wanted) or parse_expression(
            value.text, value.position
        )

    def schema(self) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": fields.anchored(
                rf"\s*{fields.IDENTIFIER}(\s+[+-]\s*[0-9]{{1,4}}[dw])?"
                r"(\s+(mon|tue|wed|thu|fri))?\s*"
            ),
        }


EXPRESSION = ExpressionText()


@dataclass(frozen=True)
class Window:
    """When something is to be done: a week, or from and to, or one day."""

    week: Expression | None = fields.key(
        EXPRESSION, None, "Monday to Friday of the week of this day."
    )
    start: Expression | None = fields.key(EXPRESSION, None, name="from")
    end: Expression | None = fields.key(EXPRESSION, None, name="to")
    not_before: Expression | None = fields.key(
        EXPRESSION, None, "The window begins no earlier."
    )
    not_after: Expression | None = fields.key(
        EXPRESSION, None, "The window ends no later."
    )
    due: Expression | None = fields.key(
        EXPRESSION, None, "The day by which to act."
    )
    position: Position = NOWHERE

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every expression in it."""
        return tuple(
            one for one in vars(self).values() if isinstance(one, Expression)
        )


@dataclass(frozen=True)
class WindowShape(fields.ByKey):
    """A week, or from and to, or a day alone; a mixture is a problem."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        if isinstance(value, Mapping) and value.get("week"):
            mixed = [one.key for one in value if one.key in ("from", "to")]
            if mixed:
                message = 'A window has either "week", or "from" and "to".'
                problems.append(
                    Code.BAD_WINDOW.at(min(mixed).position, message)
                )
                return fields.INVALID
        return super().read(value, place, problems)


_WEEK, _FROM, _TO, *_LIMITS, _DUE = fields.declared_fields(Window)


_IN_WEEK = fields.Record(
    "a window", (fields.required(_WEEK), *_LIMITS, _DUE), Window
)
_FROM_TO = fields.Record(
    "a window",
    (fields.required(_FROM), fields.required(_TO), *_LIMITS, _DUE),
    Window,
)
_ALONE = replace(
    _DUE, help="The day by which to act; alone, the whole window."
)
_DAY = fields.Record("a window", (fields.required(_ALONE),), Window)
WINDOW = WindowShape(
    (("week", _IN_WEEK), ("from", _FROM_TO), ("to", _FROM_TO)), _DAY
)


@dataclass(frozen=True)
class Dates:
    """A window's dates in one cycle; all None without a date.

    ``event`` is the event that the due date, and so ``basis``, comes from.
    """

    start: datetime.date | None = None
    end: datetime.date | None = None
    due: datetime.date | None = None
    basis: Basis = Basis.NOT_SCHEDULED
    event: str | None = None


def parse_expression(text: str, position: Position) -> Expression | Problem:
    """Return a date expression, or what is wrong with it."""
    words = " ".join(text[:LONGEST_EXPRESSION].split())
    match = _EXPRESSION.fullmatch(words)
    if match is None or len(text) > LONGEST_EXPRESSION:
        return Code.BAD_DATE_EXPRESSION.at(
            position,
            f'"{text[:LONGEST_EXPRESSION]}" is not a date expression.',
            _advice(words),
        )
    days = int((match["offset"] or "0").replace(" ", ""))
    days *= 7 if match["unit"] == "w" else 1
    if abs(days) > MAXIMUM_OFFSET_DAYS:
        return Code.BAD_DATE_EXPRESSION.at(
            position, f'"{text}" is more than two years away from its event.'
        )
    weekday = match["weekday"]
    return Expression(
        words,
        match["event"],
        days,
        WEEKDAYS.index(weekday) if weekday else None,
        position,
    )


def _advice(words: str) -> str:
    """Return what a near miss should have been."""
    if re.search(r"\b(sat|sun)(urday|day)?\b", words):
        return "Weekdays are mon to fri."
    glued = re.fullmatch(r"(.*[a-z0-9])([+-])\s*([0-9]+[dw])(.*)", words)
    if glued and not re.search(r"\s[+-]", words):
        fixed = f"{glued[1]} {glued[2]} {glued[3]}{glued[4]}"
        if _EXPRESSION.fullmatch(fixed):
            return f'Leave a space before the sign: "{fixed}".'
    long = re.sub(r"\b(weeks?|wk)\b", "w", words)
    long = re.sub(r"\bdays?\b", "d", long)
    long = re.sub(r"([0-9])\s+([dw])\b", r"\1\2", long)
    long = re.sub(
        r"(?i)\b(mon|tue|wed|thu|fri)(s|nes|rs)?day\b",
        lambda day: day[1].lower(),
        long,
    )
    if long != words and _EXPRESSION.fullmatch(long):
        return f'Write "{long}".'
    if words != words.lower() and _EXPRESSION.fullmatch(words.lower()):
        return f'Write "{words.lower()}".'
    return _FORM


def resolve(
    expression: Expression | None,
    events: Events,
    problems: list[Problem],
    *,
    last: bool = False,
) -> datetime.date | None:
    """Return the day of an expression; None if its event has no date.

    *last* asks for the last day of a span (for ``to``, ``not-after`` and
    ``closes``) where its first is the rule. An event on several separate
    days is a problem.
    """
    event = events(expression.event) if expression else Event()
    if expression is None or not event.scheduled:
        return None
    if len(event.occurrences) > 1:
        problems.append(
            Code.EVENT_NOT_A_BASE.at(
                expression.position,
                f'"{expression.event}" falls on several separate days in this '
                "cycle, so no date can be counted from it.",
            )
        )
        return None
    only = event.occurrences[0]
    day = only.due or (only.end if last else only.start)
    day += datetime.timedelta(days=expression.days)
    if expression.weekday is not None:
        day += datetime.timedelta(days=expression.weekday - day.weekday())
    return day


def resolve_window(
    window: Window, events: Events
) -> tuple[Dates, list[Problem]]:
    """Return a window's dates, with notes on limits that were left out.

    A base that is not scheduled leaves the window without dates; a limit
    that is not scheduled is left out. Where a limit leaves nothing of the
    window, its last day remains.
    """
    problems: list[Problem] = []
    due = resolve(window.due, events, problems, last=True)
    start = end = due
    if window.due and due is None:
        return Dates(), problems
    if window.week:
        start = resolve(window.week, events, problems)
        if start is not None:
            start -= datetime.timedelta(days=start.weekday())
        end = start and start + datetime.timedelta(days=4)
        if (
            due is None
            and not window.week.days
            and window.week.weekday is None
        ):
            due = events(window.week.event).due
    elif window.end:
        start = resolve(window.start, events, problems)
        end = resolve(window.end, events, problems, last=True)
        if start and end and end < start:
            days = f'"{window.end}" is before "{window.start}"'
            message = f"{days} in this cycle."
            place = window.end.position
            problems.append(Code.WINDOW_REVERSED.at(place, message))
    origin = window.due or window.week or window.end
    if start is None or end is None or origin is None:
        return Dates(), problems
    if due is not None:  # a team's date may be at a weekend
        start, end = min(start, due), max(end, due)
    for limit in filter(None, (window.not_before, window.not_after)):
        if not events(limit.event).scheduled:
            message = f'"{limit.event}" is not scheduled, so the limit '
            message += f'"{limit}" is left out.'
            problems.append(Code.CLAMP_DROPPED.at(limit.position, message))
    earliest = resolve(window.not_before, events, problems)
    latest = resolve(window.not_after, events, problems, last=True)
    end = min(end, latest or end)
    start = min(max(start, earliest or start), end)
    due = end if due is None else max(start, min(due, end))
    basis = events(origin.event).basis
    return Dates(start, end, due, basis, origin.event), problems
