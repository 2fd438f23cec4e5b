# SPDX-License-Identifier: Apache-2.0
"""What a checklist tells of imports that changed its calendar."""

import dataclasses
import datetime

from watcher_liaison_guide.calendar.library import Shelf
from watcher_liaison_guide.calendar.model import (
    Calendar,
    Change,
    Event,
    SourceNote,
)
from watcher_liaison_guide.checklist import build_checklist
from watcher_liaison_guide.checklist.week import week
from watcher_liaison_guide.library import Library

OCTOBER = datetime.date(2026, 10, 1)
NOVEMBER = datetime.date(2026, 11, 20)
DECEMBER = datetime.date(2026, 12, 4)
MOVED = datetime.date(2027, 1, 7)


def calendar() -> Calendar:
    """Gives 2027.1 of November, whose milestone 2 was earlier in October."""
    found, _ = Shelf().load_one("2027.1")
    assert found is not None
    milestone = found.event("milestone-2")
    (once,) = milestone.occurrences
    earlier: Event = dataclasses.replace(
        milestone, occurrences=(dataclasses.replace(once, due=MOVED),)
    )
    return dataclasses.replace(
        found,
        source=SourceNote("openstack/releases", "b" * 40, NOVEMBER),
        changes=(Change("a" * 40, OCTOBER, {"milestone-2": earlier}),),
    )


def test_a_change_has_the_day_of_the_schedule_that_brought_it() -> None:
    guide, _ = Library().guide()
    assert guide is not None
    found = calendar()
    checklist = build_checklist(guide, found.cycle, found, None, None)
    (change,) = checklist.changes
    assert (change.was, change.now) == (MOVED, datetime.date(2027, 1, 14))
    assert (change.date, change.commit) == (NOVEMBER, "b" * 40)
    # The agenda lists it in the week after it came.
    days = [datetime.date(2026, 10, 5), datetime.date(2026, 11, 23)]
    days.append(datetime.date(2026, 11, 30))
    changed = [week(checklist, day).changed for day in days]
    assert changed == [(), (change,), ()]


def test_a_later_import_without_changes_leaves_the_day_of_a_change() -> None:
    guide, _ = Library().guide()
    assert guide is not None
    found = calendar()
    (change,) = found.changes
    later = dataclasses.replace(
        found,
        source=SourceNote("openstack/releases", "c" * 40, DECEMBER),
        changes=(
            dataclasses.replace(
                change, changed_by="b" * 40, changed_on=NOVEMBER
            ),
        ),
    )
    checklist = build_checklist(guide, found.cycle, later, None, None)
    (shown,) = checklist.changes
    assert (shown.date, shown.commit) == (NOVEMBER, "b" * 40)


def test_an_event_with_another_name_is_another_event() -> None:
    guide, _ = Library().guide()
    assert guide is not None
    found = calendar()
    (change,) = found.changes
    old = change.events["milestone-2"]
    assert old is not None
    old = dataclasses.replace(old, id="x-old", key=None)
    new = dataclasses.replace(old, id="x-new")
    renamed = dataclasses.replace(
        found,
        events={**found.events, "x-new": new},
        changes=(Change("a" * 40, OCTOBER, {"x-old": old, "x-new": None}),),
    )
    checklist = build_checklist(guide, found.cycle, renamed, None, None)
    assert [(one.event, one.was, one.now) for one in checklist.changes] == [
        ("x-old", MOVED, None),
        ("x-new", None, MOVED),
    ]
