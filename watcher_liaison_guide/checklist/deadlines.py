# SPDX-License-Identifier: Apache-2.0
"""How binding the last day of an item is."""

from __future__ import annotations

import datetime

from watcher_liaison_guide.checklist.model import JUDGE, YES, Item

#: Longer than any deadline is waited for.
_LONG = datetime.timedelta(days=21)


def is_on_record(item: Item) -> bool:
    """Tell whether the official files show that an item is done."""
    return item.proof is not None and item.proof.status == "done"


def lapses(item: Item) -> bool:
    """Tell whether an item, and all in it, is never late.

    So is what is only done if wanted, or in case of something, or every
    now and then, and what is done by the official files.
    """
    return (
        item.applies != YES
        or item.optional is not None
        or item.repeat is not None
        or is_on_record(item)
    )


def stands(item: Item) -> bool:
    """Tell whether the last day of an item is no deadline.

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
