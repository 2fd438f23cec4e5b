# SPDX-License-Identifier: Apache-2.0
"""What follows for an item from the items in it, and the reverse."""

from __future__ import annotations

import datetime
from dataclasses import replace

from watcher_liaison_guide.checklist.deadlines import settles
from watcher_liaison_guide.checklist.model import (
    DONE,
    GROUP,
    OPEN,
    SKIPPED,
    Item,
)


def settled(item: Item) -> Item:
    """Return an item with its state passed on to the items in it.

    What is in a skipped item is skipped too, unless it has a record of its
    own; for a done one see :func:`~.deadlines.settles`. The state and days
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
            many[0],
            id=f"{group.id}/{step}",
            kind=GROUP,
            items=tuple(many),
        )
        for step, many in found.items()
    ]
