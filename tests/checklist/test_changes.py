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
from watcher_liaison_guide.checklist.agenda import agenda
from watcher_liaison_guide.library import Library

OCTOBER = datetime.date(2026, 10, 1)
NOVEMBER = datetime.date(2026, 11, 20)
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
    checklist = build_checklist(guide, calendar(), None, None)
    (change,) = checklist.changes
    assert (change.was, change.now) == (MOVED, datetime.date(2027, 1, 14))
    assert (change.date, change.commit) == (NOVEMBER, "b" * 40)


def test_the_agenda_tells_a_change_in_the_week_after_it_came() -> None:
    guide, _ = Library().guide()
    assert guide is not None
    checklist = build_checklist(guide, calendar(), None, None)
    changed = {
        day: [one.event for one in agenda(checklist, day).changed]
        for day in (
            datetime.date(2026, 10, 5),
            datetime.date(2026, 11, 23),
            datetime.date(2026, 11, 30),
        )
    }
    assert list(changed.values()) == [[], ["milestone-2"], []]
