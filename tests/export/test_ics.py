# SPDX-License-Identifier: Apache-2.0
"""The iCalendar file: what moves, what stays, what another program sees."""

from __future__ import annotations

import dataclasses
import datetime

import icalendar

from tests.export.samples import EVENTS, event, sample
from watcher_liaison_guide.calendar.model import Basis
from watcher_liaison_guide.checklist.model import Checklist, EventChange
from watcher_liaison_guide.export.ics import checklist_to_ics

D = datetime.date


def events(
    checklist: Checklist, url: str | None = None
) -> dict[str, icalendar.Event]:
    """Give the events of the file by the name in their uid."""
    calendar = icalendar.Calendar.from_ical(checklist_to_ics(checklist, url))
    found = calendar.walk("VEVENT")
    by_name = {
        str(one["UID"]).removeprefix("2027.1-").split("@")[0]: one
        for one in found
    }
    assert len(by_name) == len(found)
    return by_name


def days(one: icalendar.Event) -> tuple[datetime.date, datetime.date]:
    """Give the first and the last day of an event."""
    start, end = one["DTSTART"].dt, one["DTEND"].dt
    assert type(start) is type(end) is datetime.date
    return start, end - datetime.timedelta(days=1)


def test_there_is_an_event_for_each_deadline_and_each_window() -> None:
    assert {name: days(one) for name, one in events(sample()).items()} == {
        "event-ptg": (D(2026, 10, 12), D(2026, 10, 16)),
        "phase-ptg": (D(2026, 10, 12), D(2026, 10, 16)),
        "event-Watcher-review-days": (D(2026, 10, 20), D(2026, 10, 20)),
        "event-Watcher-review-days-2": (D(2026, 11, 3), D(2026, 11, 3)),
        "event-milestone-1": (D(2026, 11, 19), D(2026, 11, 19)),
        "phase-milestone-1": (D(2026, 11, 16), D(2026, 11, 20)),
        "event-bug-day": (D(2026, 12, 1), D(2026, 12, 1)),
        "event-spec-freeze": (D(2027, 1, 14), D(2027, 1, 14)),
        "phase-milestone-2": (D(2027, 1, 11), D(2027, 1, 15)),
        "event-release": (D(2027, 3, 24), D(2027, 3, 24)),
        "phase-hostile": (D(2027, 3, 22), D(2027, 3, 24)),
    }


def test_a_step_with_a_day_of_its_own_has_an_event() -> None:
    first, *rest = sample().items
    moved = dataclasses.replace(
        first, due=D(2026, 10, 14), end=D(2026, 10, 14), event=None
    )
    found = events(dataclasses.replace(sample(), items=(moved, *rest)))
    assert days(found["step-ptg-retrospective"]) == (
        D(2026, 10, 14),
        D(2026, 10, 14),
    )


def test_an_event_tells_steps_categories_and_a_link() -> None:
    found = events(sample(), "https://example.org/2027.1.html")
    one = found["event-milestone-1"]
    assert str(one["URL"]) == (
        "https://example.org/2027.1.html#m1-client-python-watcherclient"
    )
    assert one["CATEGORIES"].to_ical() == b"Project team lead,Release liaison"
    text = str(one["DESCRIPTION"])
    assert "- Answer the request for python-watcherclient" in text
    # How a procedure goes is told on the page.
    assert "Propose it, with the stable branch first." not in text
    assert "Ask the liaisons" not in text
    assert text.endswith(str(one["URL"]))
    assert str(found["phase-ptg"]["URL"]).endswith("#phase-ptg")


def test_each_event_that_happens_warns_three_days_ahead() -> None:
    for one in events(sample()).values():
        alarms = one.walk("VALARM")
        if one["STATUS"] == "CANCELLED":
            assert not alarms
        else:
            (alarm,) = alarms
            assert alarm["TRIGGER"].dt == datetime.timedelta(days=-3)
            assert alarm["ACTION"] == "DISPLAY"


def test_a_moved_event_keeps_its_uid_and_counts_its_changes() -> None:
    before = dataclasses.replace(sample(), changes=())
    moved = tuple(
        dataclasses.replace(
            one,
            start=D(2027, 3, 29),
            end=D(2027, 4, 2),
            due=D(2027, 3, 31),
            was=D(2027, 3, 24),
            occurrences=((D(2027, 3, 29), D(2027, 4, 2), D(2027, 3, 31)),),
        )
        if one.id == "release"
        else one
        for one in EVENTS
    )
    after = dataclasses.replace(
        before,
        events=moved,
        changes=(
            EventChange(
                "release",
                "Release",
                D(2027, 3, 24),
                D(2027, 3, 31),
                D(2027, 1, 5),
                "cccc",
            ),
        ),
    )
    old, new = events(before), events(after)
    assert old.keys() == new.keys()
    changed = {name for name in old if days(old[name]) != days(new[name])}
    assert changed == {"event-release"}
    assert int(old["event-release"]["SEQUENCE"]) == 0
    assert int(new["event-release"]["SEQUENCE"]) == 1
    assert int(new["event-ptg"]["SEQUENCE"]) == 0
    assert "It was Wed 24 Mar 2027." in str(
        new["event-release"]["DESCRIPTION"]
    )
    for name in old:
        assert int(old[name]["SEQUENCE"]) <= int(new[name]["SEQUENCE"])


def test_an_event_that_was_taken_out_is_cancelled_until_it_is_back() -> None:
    one = events(sample())["event-bug-day"]
    assert one["STATUS"] == "CANCELLED"
    assert int(one["SEQUENCE"]) == 1
    day = D(2026, 12, 2)
    back = event(
        "bug-day",
        "Bug day",
        start=day,
        end=day,
        due=day,
        basis=Basis.STATED,
        occurrences=((day, day, day),),
    )
    again = dataclasses.replace(
        sample(),
        events=(*EVENTS, back),
        changes=(
            EventChange("bug-day", "Bug day", None, day, day, "dddd"),
            *sample().changes,
        ),
    )
    one = events(again)["event-bug-day"]
    assert one["STATUS"] == "CONFIRMED"
    assert int(one["SEQUENCE"]) == 2
