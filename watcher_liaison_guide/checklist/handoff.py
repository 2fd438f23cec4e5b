# SPDX-License-Identifier: Apache-2.0
"""What the liaison of the next cycle must know of this one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watcher_liaison_guide.checklist.model import (
    SKIPPED,
    Checklist,
    ExceptionItem,
    Item,
)
from watcher_liaison_guide.checklist.selecting import concerns
from watcher_liaison_guide.checklist.states import is_open, tasks_of
from watcher_liaison_guide.checklist.week import Row, State, rows


@dataclass(frozen=True)
class Handoff:
    """What is left of a cycle.

    ``ahead`` are the open items that prepare the next cycle, ``left`` the
    other steps still to be done; those overdue for too long are only counted,
    in ``without_record``. ``done`` and ``total`` count what gets a line.
    """

    checklist: Checklist
    today: datetime.date
    ahead: tuple[Item, ...]
    left: tuple[Row, ...]
    without_record: int
    skipped: tuple[Item, ...]
    exceptions: tuple[ExceptionItem, ...]
    done: int
    total: int


def handoff(checklist: Checklist, today: datetime.date) -> Handoff:
    """Return what is left on a day, for whoever comes next."""
    every = (one for item in checklist.items for one in tasks_of(item))
    tasks = [one for one in every if concerns(one, checklist.role)]
    by_state = [(row, row.days.state(today)) for row in rows(checklist)]
    return Handoff(
        checklist,
        today,
        tuple(one for one in tasks if one.about == "next" and is_open(one)),
        tuple(
            row
            for row, state in by_state
            if row.days.late_until is not None
            and state is not State.WITHOUT_RECORD
            and row.first.about != "next"
        ),
        sum(1 for _, state in by_state if state is State.WITHOUT_RECORD),
        tuple(_skipped(checklist.items)),
        tuple(
            one for one in checklist.exceptions if one.decision != "refused"
        ),
        sum(not is_open(one) for one in tasks),
        len(tasks),
    )


def _skipped(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the outermost items that are skipped."""
    for item in items:
        if item.state == SKIPPED:
            yield item
        else:
            yield from _skipped(item.items)
