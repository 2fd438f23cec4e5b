# SPDX-License-Identifier: Apache-2.0
"""What a cycle file says of items that its checklist does not have."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from watcher_liaison_guide.checklist.model import CycleFile
from watcher_liaison_guide.problems import (
    Code,
    Problem,
    did_you_mean,
    problem,
)

#: How many ids a piece of advice lists.
_TOLD = 4


def unknown_items(file: CycleFile, ids: Collection[str]) -> Iterator[Problem]:
    """Tell each item of the cycle file that is not among *ids*.

    What begins with no step of them is told by the cycle file's reader.
    """
    steps = {name.split("/")[0] for name in ids}
    for name, record in file.items.items():
        if name not in ids and name.split("/")[0] in steps:
            yield problem(
                Code.UNKNOWN_ITEM,
                # The id is what is wrong, not what stands under it.
                getattr(name, "position", record.position),
                f'The checklist has no item "{name}".',
                _known(name, ids),
            )


def _known(name: str, ids: Collection[str]) -> str:
    """Give the items that the id of an unknown one may stand for.

    They are of the same step: its repetitions are told in the second part
    of an id, and steps elsewhere that are called alike are others.
    """
    first = name.split("/")[0]
    same = [one for one in ids if one.split("/")[0] == first]
    inside = [one for one in same if one.startswith(name + "/")]
    near = None if inside else did_you_mean(name, same)
    if near is not None:
        return near
    # Those inside others add nothing but length.
    found = inside or same
    level = min(one.count("/") for one in found)
    outer = sorted(one for one in found if one.count("/") == level)
    told = ", ".join(f'"{one}"' for one in outer[:_TOLD])
    more = len(outer) - _TOLD
    return f"There are {told}" + (f" and {more} more." if more > 0 else ".")
