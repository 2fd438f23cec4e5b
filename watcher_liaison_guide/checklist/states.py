# SPDX-License-Identifier: Apache-2.0
"""Whether items are open, settled or late, and what follows for others."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from watcher_liaison_guide.checklist.model import (
    DONE,
    GROUP,
    JUDGE,
    NO,
    OPEN,
    SKIPPED,
    YES,
    Item,
)

#: What may come up over a longer time than this has no deadline.
_LONG = datetime.timedelta(days=21)


def is_on_record(item: Item) -> bool:
    """Whether the official files show that an item is done."""
    return item.proof is not None and item.proof.status == "done"


def is_open(item: Item) -> bool:
    """Whether an item, or a member of a group, is still to be done."""
    if item.has_members:
        return item.applies != NO and any(map(is_open, item.items))
    return (
        item.is_counted
        and item.state == OPEN
        and not is_on_record(item)
        and not item.before_recording
    )


def is_never_late(item: Item) -> bool:
    """Whether an item is never late.

    Notes, conditional, optional and recurring items are not, nor is what
    was due before the team's record begins.
    """
    return (
        item.applies != YES
        or item.kind == "note"
        or item.optional is not None
        or item.repeat is not None
        or item.before_recording
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


def tasks_of(item: Item) -> Iterator[Item]:
    """Yield what of an item gets a line.

    A group's line stands for its members, with what they settle in them by
    the same day.
    """
    if not item.is_counted:
        return
    yield item
    for inner in item.items:
        for one in tasks_of(inner):
            is_part = one.due == inner.due and settles(inner, one)
            if not (item.has_members and is_part):
                yield one


def has_deadline(item: Item) -> bool:
    """Whether the last day of an item is a deadline.

    A recurring item has no deadline, nor has a conditional or optional one
    that may come up at any time of many weeks, those of each member.
    """
    if item.repeat is not None:
        return False
    inside = item.items if item.has_members else (item,)
    return not (
        (item.applies == JUDGE or item.optional is not None)
        and all(
            one.start and one.end and one.end - one.start > _LONG
            for one in inside
        )
    )


def settled(item: Item) -> Item:
    """Return an item with its state passed on to the items in it.

    What is in a skipped item is skipped too, unless it has a record of its
    own; for a done one see :func:`settles`. The state and days
    of a group are then those of its members.
    """

    def inherits(inner: Item) -> bool:
        return (
            item.state != OPEN
            and inner.record is None
            and (item.state == SKIPPED or settles(item, inner))
        )

    if not item.items:
        return item
    inner = tuple(
        settled(replace(one, state=item.state) if inherits(one) else one)
        for one in item.items
    )
    found = replace(item, items=inner)
    return _like_members(found) if found.has_members else found


def _like_members(group: Item) -> Item:
    """Return a group with the state and days of its members.

    It is due when the next open member is. If nothing is open, it is due
    when the first was.
    """
    members = group.items
    still_open = [one for one in members if one.state == OPEN]
    if still_open:
        state = OPEN
    else:
        is_skipped = all(one.state == SKIPPED for one in members)
        state = SKIPPED if is_skipped else DONE
    first = min(
        still_open or members, key=lambda one: one.due or datetime.date.max
    )
    starts = [one.start for one in members if one.start]
    ends = [one.end for one in members if one.end]
    return replace(
        group,
        state=state,
        start=min(starts, default=None),
        end=max(ends, default=None),
        due=first.due,
        was=first.was,
        basis=first.basis,
        event=first.event,
        counted_from=first.counted_from,
        before_recording=all(one.before_recording for one in members),
    )


def inside_members(group: Item) -> list[Item]:
    """Return the steps inside the members of a group.

    A step that is in several members is a group, too, although it is no
    item of the checklist.
    """
    found: dict[str, list[Item]] = {}
    for member in group.items:
        for item in member.items:
            found.setdefault(item.step, []).append(item)
    return [
        many[0]
        if len(many) == 1
        else replace(
            many[0], id=f"{group.id}/{step}", kind=GROUP, items=tuple(many)
        )
        for step, many in found.items()
    ]
