# SPDX-License-Identifier: Apache-2.0
"""A group has the days and the state of its members."""

import datetime

import pytest

from tests.export.samples import item
from watcher_liaison_guide.checklist.groups import settled
from watcher_liaison_guide.checklist.model import Item, ItemRecord

#: The days on which the members of the group are due, and when it starts.
START = datetime.date(2026, 10, 1)
FIRST, SECOND = datetime.date(2026, 11, 2), datetime.date(2027, 1, 4)


def group(**more: object) -> Item:
    members = tuple(
        item(
            f"step/{name}",
            "phase",
            start=START,
            end=due,
            due=due,
        )
        for name, due in (("a", FIRST), ("b", SECOND), ("c", None))
    )
    return item("step", "phase", kind="group", items=members, **more)


@pytest.mark.parametrize(
    ("on", "states"),
    [
        # Nothing was due yet: what is due first is meant.
        (datetime.date(2026, 10, 20), "done open done"),
        (FIRST, "done open done"),
        (SECOND - datetime.timedelta(days=1), "done open done"),
        (SECOND, "done done done"),
        (None, "done done done"),
    ],
)
def test_a_record_of_a_group_is_one_of_what_was_due(
    on: datetime.date | None, states: str
) -> None:
    found = settled(group(state="done", record=ItemRecord("done", on)))
    assert " ".join(one.state for one in found.items) == states
    assert found.state == ("open" if "open" in states else "done")


def test_a_group_is_due_when_its_next_open_member_is() -> None:
    found = settled(group())
    assert (found.start, found.end, found.due) == (START, SECOND, FIRST)
    done = ItemRecord("done", FIRST)
    assert settled(group(state="done", record=done)).due == SECOND
    all_done = ItemRecord("done", SECOND)
    assert settled(group(state="done", record=all_done)).due == FIRST


def test_a_skipped_group_is_skipped_whole() -> None:
    record = ItemRecord("skipped", why="no")
    found = settled(group(state="skipped", record=record))
    assert {one.state for one in (found, *found.items)} == {"skipped"}
