# SPDX-License-Identifier: Apache-2.0
"""How binding the last day of an item is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from watcher_liaison_guide.checklist.model import (
    GROUP,
    JUDGE,
    YES,
    Item,
)

#: Longer than any deadline is waited for.
_LONG = datetime.timedelta(days=21)


def is_on_record(item: Item) -> bool:
    """Whether the official files show that an item is done."""
    return item.proof is not None and item.proof.status == "done"


def lapses(item: Item) -> bool:
    """Whether an item is never late.

    So are notes, what is only done if wanted, or in case of something, or
    every now and then, what the official files show as done, and what was
    due before the team began to record.
    """
    return (
        item.applies != YES
        or item.kind == "note"
        or item.optional is not None
        or item.repeat is not None
        or item.before_recording
        or is_on_record(item)
    )


def settles(outer: Item, inner: Item) -> bool:
    """Whether an item that is done settles one in it.

    Only what the same role does by the same day is done with it. Of a
    group's members these are the ones due by the day of the record, or, if
    none was due yet, those due first.
    """
    if outer.kind == GROUP:
        on = outer.record.on if outer.record else None
        if on is None or inner.due is None:
            return True
        return inner.due <= max(on, min(_due_days(outer.items)))
    same_owner = (
        outer.owner is None
        or inner.owner is None
        or outer.owner.role == inner.owner.role
    )
    later = inner.due != outer.due and (
        inner.due is None or outer.due is None or inner.due > outer.due
    )
    return same_owner and not later


def _due_days(items: Iterable[Item]) -> list[datetime.date]:
    return [item.due for item in items if item.due is not None]


def stands(item: Item) -> bool:
    """Whether the last day of an item is no deadline.

    So is what comes back, and what may come at any time of many weeks.
    """
    if item.repeat is not None:
        return True
    return (
        (item.applies == JUDGE or item.optional is not None)
        and item.start is not None
        and item.end is not None
        and item.end - item.start > _LONG
    )
