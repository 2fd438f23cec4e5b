# SPDX-License-Identifier: Apache-2.0
"""What a checklist tells of imports that changed its calendar."""

import dataclasses
import datetime

from tests.checklist.cycles import LIBRARY
from watcher_liaison_guide.calendar.library import Shelf
from watcher_liaison_guide.calendar.model import (
    Calendar,
    Change,
    Event,
    SourceNote,
)
from watcher_liaison_guide.checklist import Checklist, build_checklist
from watcher_liaison_guide.checklist.week import week

OCTOBER = datetime.date(2026, 10, 1)
NOVEMBER = datetime.date(2026, 11, 20)
DECEMBER = datetime.date(2026, 12, 4)
MOVED = datetime.date(2027, 1, 7)


def calendar() -> Calendar:
    """Return 2027.1 of November, whose milestone 2 was earlier in October."""
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


def checklist_of(found: Calendar) -> Checklist:
    guide, _ = LIBRARY.guide()
    assert guide is not None
    return build_checklist(guide, found.cycle, found, None, None)


def test_a_change_has_the_day_of_the_schedule_that_brought_it() -> None:
    found = calendar()
    checklist = checklist_of(found)
    (change,) = checklist.changes
    assert (change.was, change.now) == (MOVED, datetime.date(2027, 1, 14))
    assert (change.date, change.commit) == (NOVEMBER, "b" * 40)
    # The agenda lists it in the week after it came.
    days = [datetime.date(2026, 10, 5), datetime.date(2026, 11, 23)]
    days.append(datetime.date(2026, 11, 30))
    changed = [week(checklist, day).changed for day in days]
    assert changed == [(), (change,), ()]


def test_a_later_import_without_changes_leaves_the_day_of_a_change() -> None:
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
    checklist = checklist_of(later)
    (shown,) = checklist.changes
    assert (shown.date, shown.commit) == (NOVEMBER, "b" * 40)


def test_an_event_that_is_gone_keeps_its_name() -> None:
    """An event with another name is another event, too."""
    found = calendar()
    milestone = found.event("milestone-1")
    new = dataclasses.replace(milestone, id="x-new")
    gone: dict[str, Event | None] = {
        name: dataclasses.replace(milestone, id=own, team=team, key=None)
        for name, team, own in (
            ("manila/bugsquash", "manila", "bugsquash"),
            ("watcher/bug-day", "watcher", "bug-day"),
            ("x-old", None, "x-old"),
        )
    }
    checklist = checklist_of(
        dataclasses.replace(
            found,
            events={**found.events, "x-new": new},
            changes=(Change("a" * 40, OCTOBER, {**gone, "x-new": None}),),
        )
    )
    was = milestone.day
    assert [
        (one.event, one.title, one.team, one.was, one.now)
        for one in checklist.changes
    ] == [
        ("manila/bugsquash", "Manila bugsquash", "manila", was, None),
        ("bug-day", "bug-day", None, was, None),
        ("x-old", "x-old", None, was, None),
        ("x-new", "x-new", None, None, was),
    ]
    own = [one.event for one in checklist.own_changes]
    assert own == ["bug-day", "x-old", "x-new"]
