# SPDX-License-Identifier: Apache-2.0
"""Date expressions such as ``milestone-1 - 4w mon``, and windows of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from watcher_liaison_guide.calendar.model import Basis, Event
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    problem,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
#: Farther than this from its event no date of a cycle lies.
MAXIMUM_OFFSET_DAYS = 7 * 104
_LONGEST = 200

_EXPRESSION = re.compile(
    r"(?P<event>[a-z0-9]+(?:-[a-z0-9]+)*)"
    r"(?:\s+(?P<sign>[+-])\s*(?P<count>[0-9]{1,4})(?P<unit>[dw]))?"
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

    @property
    def bare(self) -> bool:
        """Whether it is an event and nothing else."""
        return not self.days and self.weekday is None

    def __str__(self) -> str:
        return self.source


@dataclass(frozen=True)
class Window:
    """When something is to be done: a week, or from and to, or one day."""

    week: Expression | None = None
    start: Expression | None = None
    end: Expression | None = None
    not_before: Expression | None = None
    not_after: Expression | None = None
    due: Expression | None = None
    position: Position = NOWHERE

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every expression in it."""
        every = (
            self.week,
            self.start,
            self.end,
            self.not_before,
            self.not_after,
            self.due,
        )
        return tuple(one for one in every if one is not None)


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
    """Read a date expression, or tell what is wrong with it."""
    words = " ".join(text[:_LONGEST].split())
    match = _EXPRESSION.fullmatch(words)
    if match is None or len(text) > _LONGEST:
        return problem(
            Code.BAD_DATE_EXPRESSION,
            position,
            f'"{text[:_LONGEST]}" is not a date expression.',
            _advice(words),
        )
    days = 0
    if match["count"]:
        days = int(match["count"]) * (7 if match["unit"] == "w" else 1)
        if match["sign"] == "-":
            days = -days
    if abs(days) > MAXIMUM_OFFSET_DAYS:
        return problem(
            Code.BAD_DATE_EXPRESSION,
            position,
            f'"{text}" is more than two years away from its event.',
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
    """Say what a near miss should have been."""
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
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday"):
        long = re.sub(rf"(?i)\b{day}\b", day[:3], long)
    if long != words and _EXPRESSION.fullmatch(long):
        return f'Write "{long}".'
    if words != words.lower() and _EXPRESSION.fullmatch(words.lower()):
        return f'Write "{words.lower()}".'
    return _FORM


def resolve(
    expression: Expression, events: Events, *, last: bool = False
) -> datetime.date | Problem | None:
    """Give the day of an expression; None if its event has no date.

    *last* asks for the last day of a span (for ``to``, ``not-after`` and
    ``closes``) where its first is the rule. An event on several separate
    days is a problem.
    """
    event = events(expression.event)
    if not event.scheduled:
        return None
    if len(event.occurrences) > 1:
        return problem(
            Code.EVENT_NOT_A_BASE,
            expression.position,
            f'"{expression.event}" falls on several separate days in this '
            "cycle, so no date can be counted from it.",
        )
    only = event.occurrences[0]
    base = only.due
    if base is None:
        base = only.end if last else only.start
    day = base + datetime.timedelta(days=expression.days)
    if expression.weekday is not None:
        day += datetime.timedelta(days=expression.weekday - day.weekday())
    return day


def resolve_window(
    window: Window, events: Events
) -> tuple[Dates, list[Problem]]:
    """Give a window's dates, with notes on limits that were left out.

    A base that is not scheduled leaves the window without dates; a limit
    that is not scheduled is left out. Where a limit leaves nothing of the
    window, its last day remains.
    """
    problems: list[Problem] = []

    def day(
        expression: Expression | None, last: bool = False
    ) -> datetime.date | None:
        if expression is None:
            return None
        found = resolve(expression, events, last=last)
        if isinstance(found, Problem):
            problems.append(found)
            return None
        return found

    due = day(window.due, last=True)
    origin = window.due
    if window.due is not None and due is None:
        return Dates(), problems
    if window.week is not None:
        reached = day(window.week)
        if reached is None:
            return Dates(), problems
        start = reached - datetime.timedelta(days=reached.weekday())
        end = start + datetime.timedelta(days=4)
        if due is None:
            origin = window.week
            if window.week.bare:
                due = events(window.week.event).due
    elif window.start is not None or window.end is not None:
        first, final = day(window.start), day(window.end, last=True)
        if first is None or final is None:
            return Dates(), problems
        start, end = first, final
        origin = origin or window.end
    elif due is not None:
        start = end = due
    else:
        return Dates(), problems
    if due is not None:  # a team's date may be at a weekend
        start, end = min(start, due), max(end, due)
    for limit, last in ((window.not_before, False), (window.not_after, True)):
        if limit is None:
            continue
        told = len(problems)
        bound = day(limit, last=last)
        if bound is None and len(problems) == told:
            problems.append(
                problem(
                    Code.CLAMP_DROPPED,
                    limit.position,
                    f'"{limit.event}" is not scheduled, so the limit '
                    f'"{limit}" is left out.',
                )
            )
        elif bound is not None and last:
            end = min(end, bound)
        elif bound is not None:
            start = max(start, bound)
    start = min(start, end)
    due = end if due is None else max(start, min(due, end))
    basis = events(origin.event).basis if origin else Basis.NOT_SCHEDULED
    return (
        Dates(start, end, due, basis, origin.event if origin else None),
        problems,
    )
