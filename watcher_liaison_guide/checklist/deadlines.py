# SPDX-License-Identifier: Apache-2.0
"""How binding the last day of an item is."""

from __future__ import annotations

import datetime

from watcher_liaison_guide.checklist.model import GROUP, JUDGE, YES, Item

#: What may come up over a longer time than this has no deadline.
_LONG = datetime.timedelta(days=21)


def is_on_record(item: Item) -> bool:
    """Whether the official files show that an item is done."""
    return item.proof is not None and item.proof.status == "done"


def is_never_late(item: Item) -> bool:
    """Whether an item is never late.

    Notes, conditional, optional and recurring items are not, nor is what
    the official files show as done, or what was due before the team's
    record begins.
    """
    return (
        item.applies != YES
        or item.kind == "note"
        or item.optional is not None
        or item.repeat is not None
        or item.before_recording
        or is_on_record(item)
    )


def is_recorded_with(group: Item, member: Item, day: datetime.date) -> bool:
    """Whether a record of a group on *day* is one of its member.

    So it is for the members due by then or, if none was due yet, for those
    due first.
    """
    first = min((one.due for one in group.items if one.due), default=day)
    return member.due is None or member.due <= max(day, first)


def settles(outer: Item, inner: Item) -> bool:
    """Whether an item that is done settles one in it.

    It settles what the same role does by the same day. A group settles the
    members due by the day of its record or, if none was due yet, those due
    first.
    """
    if outer.kind == GROUP:
        on = outer.record.on if outer.record else None
        return on is None or is_recorded_with(outer, inner, on)
    same_owner = (
        outer.owner is None
        or inner.owner is None
        or outer.owner.role == inner.owner.role
    )
    later = inner.due != outer.due and (
        inner.due is None or outer.due is None or inner.due > outer.due
    )
    return same_owner and not later


def has_deadline(item: Item) -> bool:
    """Whether the last day of an item is a deadline.

    A recurring item has no deadline, nor has a conditional or optional one
    that may come up at any time of many weeks.
    """
    if item.repeat is not None:
        return False
    return not (
        (item.applies == JUDGE or item.optional is not None)
        and item.start is not None
        and item.end is not None
        and item.end - item.start > _LONG
    )
