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
from watcher_liaison_guide.checklist.states import is_open, tasks_of
from watcher_liaison_guide.checklist.week import Row, State, rows


@dataclass(frozen=True)
class Handoff:
    """What is left of a cycle.

    ``ahead`` are the open items that prepare the next cycle, ``left`` the
    other steps still to be done; those overdue for too long are only counted,
    in ``without_record``. ``done`` and ``total`` count the tasks that apply;
    one is done when nothing in it is open.
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
    tasks = [item for item in checklist.items if item.is_counted]
    every = (one for item in tasks for one in tasks_of(item))
    by_state = [(row, row.days.state(today)) for row in rows(checklist)]
    return Handoff(
        checklist,
        today,
        tuple(one for one in every if one.about == "next" and is_open(one)),
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
        sum(not any(map(is_open, tasks_of(item))) for item in tasks),
        len(tasks),
    )


def _skipped(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the outermost items that are skipped."""
    for item in items:
        if item.state == SKIPPED:
            yield item
        else:
            yield from _skipped(item.items)
