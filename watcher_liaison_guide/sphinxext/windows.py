# SPDX-License-Identifier: Apache-2.0
"""The dates of the guide's windows in one cycle."""

from __future__ import annotations

import datetime

from docutils import nodes

from watcher_liaison_guide.calendar.expressions import (
    Dates,
    Expression,
    Window,
    resolve,
    resolve_window,
)
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.sphinxext import dates
from watcher_liaison_guide.sphinxext.compose import line, sentence
from watcher_liaison_guide.sphinxext.page import Page
from watcher_liaison_guide.sphinxext.words import say


def window_dates(window: Window | None, page: Page, cycle: str) -> Dates:
    """Give a window's dates in a cycle; none are empty dates."""
    facts = page.dates(cycle) if window is not None else None
    if window is None or facts is None:
        return Dates()
    return resolve_window(window, facts.events)[0]


def policy_dates(
    opens: Expression, closes: Expression, page: Page, cycle: str
) -> tuple[datetime.date | None, datetime.date | None]:
    """Give the first and last day on which a policy grants exceptions."""
    facts = page.dates(cycle)
    if facts is None:
        return None, None
    first = resolve(opens, facts.events)
    last = resolve(closes, facts.events, last=True)
    return (
        first if isinstance(first, datetime.date) else None,
        last if isinstance(last, datetime.date) else None,
    )


def browser_dates(when: Dates) -> dict[str, str]:
    """Give dates as attributes, by which a browser knows where today is."""
    if when.start is None or when.end is None:
        return {}
    return {
        "data-liaison-from": when.start.isoformat(),
        "data-liaison-to": when.end.isoformat(),
    }


def window_line(
    when: Dates, position: Position, page: Page, cycle: str
) -> nodes.Element:
    """Give the sentence that tells a phase's dates in a cycle."""
    name = nodes.inline(cycle, cycle, classes=["liaison-cycle-name"])
    if when.start is None or when.end is None:
        found = sentence(say("In {cycle}: not scheduled"), cycle=name)
    elif when.due is not None and when.due != when.end:
        found = sentence(
            say("In {cycle}: {dates}, due {due}"),
            cycle=name,
            dates=dates.span(when.start, when.end, page),
            due=dates.day(when.due, page),
        )
    else:
        found = sentence(
            say("In {cycle}: {dates}"),
            cycle=name,
            dates=dates.span(when.start, when.end, page),
        )
    return line(found, position, ["liaison-when"])
