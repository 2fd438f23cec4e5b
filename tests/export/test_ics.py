# SPDX-License-Identifier: Apache-2.0
"""The iCalendar file: what moves, what stays, what another program sees."""

from __future__ import annotations

import dataclasses
import datetime
import itertools

import icalendar
import pytest

from tests.export.samples import EVENTS, event, sample
from watcher_liaison_guide.calendar.model import Basis
from watcher_liaison_guide.checklist.model import (
    Checklist,
    EventChange,
    PhaseDates,
)
from watcher_liaison_guide.export.ics import checklist_to_ics

D = datetime.date
Occurrence = tuple[datetime.date, datetime.date, datetime.date | None]


def events(
    checklist: Checklist, url: str | None = None
) -> dict[str, icalendar.Event]:
    """Return the events of the file by the name in their uid."""
    calendar = icalendar.Calendar.from_ical(checklist_to_ics(checklist, url))
    found = calendar.walk("VEVENT")
    by_name = {
        str(one["UID"]).removesuffix("@2027.1.watcher.liaison-guide"): one
        for one in found
    }
    assert len(by_name) == len(found)
    return by_name


def days(one: icalendar.Event) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of an event."""
    start, end = one["DTSTART"].dt, one["DTEND"].dt
    assert type(start) is type(end) is datetime.date
    return start, end - datetime.timedelta(days=1)


def spans(*days: datetime.date) -> tuple[Occurrence, ...]:
    return tuple((day, day, day) for day in days)


def test_there_is_an_event_for_each_deadline_and_each_window() -> None:
    assert {name: days(one) for name, one in events(sample()).items()} == {
        "event-ptg": (D(2026, 10, 12), D(2026, 10, 16)),
        "phase-ptg": (D(2026, 10, 12), D(2026, 10, 16)),
        "event-review-days-2026-W43": (D(2026, 10, 20), D(2026, 10, 20)),
        "event-review-days-2026-W45": (D(2026, 11, 3), D(2026, 11, 3)),
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
    assert "Find the stable branch." not in text
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
    was, now = D(2027, 3, 24), D(2027, 3, 31)
    moved = dataclasses.replace(
        EVENTS[-1], due=now, was=was, occurrences=spans(now)
    )
    change = EventChange("release", "Release", was, now, D(2027, 1, 5), "cccc")
    after = dataclasses.replace(
        before, events=(*EVENTS[:-1], moved), changes=(change,)
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
    back = event("bug-day", "Bug day", due=day, occurrences=spans(day))
    change = EventChange("bug-day", "Bug day", None, day, day, "dddd")
    again = dataclasses.replace(
        sample(),
        events=(*EVENTS, back),
        changes=(change, *sample().changes),
    )
    one = events(again)["event-bug-day"]
    assert one["STATUS"] == "CONFIRMED"
    assert int(one["SEQUENCE"]) == 2


def test_two_teams_or_cycles_share_no_uid_and_no_title() -> None:
    first = sample()
    others = (
        dataclasses.replace(first, team="Puppet OpenStack"),
        dataclasses.replace(first, team="nova"),
        dataclasses.replace(
            first,
            cycle=dataclasses.replace(first.cycle, release="2027.2"),
        ),
    )
    uids = [set(events(one)) for one in (first, *others)]
    for number, some in enumerate(uids):
        assert some
        assert all(some.isdisjoint(more) for more in uids[number + 1 :])
    nova = icalendar.Calendar.from_ical(checklist_to_ics(others[1]))
    assert nova["X-WR-CALNAME"] == "2027.1 Indri: release checklist of Nova"
    for one in nova.walk("VEVENT"):
        assert str(one["SUMMARY"]).startswith("Nova 2027.1: ")
        assert "watcher" not in str(one["UID"])


def review_days(
    *states: tuple[datetime.date, ...], team: str | None = "Watcher"
) -> Checklist:
    """Return the sample, its review days having been these, oldest first."""
    bare = f"{team}/review-days" if team else "review-days"
    changes = [
        EventChange(
            bare,
            "Review days",
            before[0] if before else None,
            after[0] if after else None,
            D(2026, 9, 1),
            "aaaa",
            spans(*before),
            team,
        )
        for before, after in itertools.pairwise(states)
    ]
    now = event(
        "review-days",
        "Review days",
        team=team,
        basis=Basis.STATED,
        occurrences=spans(*states[-1]),
    )
    return dataclasses.replace(
        sample(),
        events=(now,) if states[-1] else (),
        changes=tuple(reversed(changes)),
        phases=(),
        items=(),
    )


A, B, C = D(2026, 10, 20), D(2026, 11, 3), D(2026, 11, 17)
#: The states of an event's days, and what stands at the end by its name.
STATES: tuple[
    tuple[list[tuple[datetime.date, ...]], dict[str, datetime.date]], ...
] = (
    ([(A,)], {"": A}),
    ([(A,), (B,)], {"": B}),
    ([(A, B)], {"-2026-W43": A, "-2026-W45": B}),
    # A day that comes or goes renames no other.
    ([(A, B), (B,)], {"-2026-W45": B, "-2026-W43 cancelled": A}),
    ([(B, C), (A, B, C)], {"-2026-W43": A, "-2026-W45": B, "-2026-W47": C}),
    ([(A,), (A, B)], {"": A, "-2026-W45": B}),
    ([(B,), (A, B)], {"-2026-W43": A, "": B}),
    ([(A,), (A, B), (B,)], {"-2026-W45": B, " cancelled": A}),
    # What is alone in having moved keeps its name.
    ([(A, B), (A, C)], {"-2026-W43": A, "-2026-W45": C}),
    ([(A, B), (A, C), (A, B, C)], {
        "-2026-W43": A, "-2026-W45": C, "-2026-W45-more": B,
    }),
    ([(), (A,)], {"": A}),
    ([(A,), ()], {" cancelled": A}),
    ([(A,), (), (B,)], {"": B}),
)  # fmt: skip


@pytest.mark.parametrize("team", ["Watcher", None])
@pytest.mark.parametrize(("states", "named"), STATES)
def test_a_uid_does_not_come_from_a_position(
    states: list[tuple[datetime.date, ...]],
    named: dict[str, datetime.date],
    team: str | None,
) -> None:
    found = events(review_days(*states, team=team))
    name = "event-review-days"
    assert {
        key.removeprefix(name)
        + (" cancelled" if one["STATUS"] == "CANCELLED" else ""): days(one)[0]
        for key, one in found.items()
    } == named
    for one in found.values():
        assert int(one["SEQUENCE"]) == len(states) - 1


def test_another_teams_event_that_went_is_not_cancelled_here() -> None:
    assert not events(review_days((A,), (), team="manila"))


def test_members_of_a_step_that_are_due_on_other_days_are_known_by_id() -> (
    None
):
    first = sample().items[0]
    names = ("watcher/2026.1", "watcher/2025.2")
    for dues, uids in (
        ((A, A), {"step-x"}),
        ((A, B), {"step-x/watcher/2026.1", "step-x/watcher/2025.2"}),
        ((B, A), {"step-x/watcher/2026.1", "step-x/watcher/2025.2"}),
    ):
        items = tuple(
            dataclasses.replace(
                first, id=f"x/{name}", step="x", due=due, event=None
            )
            for name, due in zip(names, dues, strict=True)
        )
        found = events(
            dataclasses.replace(
                sample(), items=items, phases=(), events=(), changes=()
            )
        )
        assert set(found) == uids


@pytest.mark.parametrize(
    ("length", "starts", "listed"),
    [(5, 0, True), (7, 0, True), (8, 0, False), (14, 0, False), (14, 1, True)],
)
def test_the_work_of_weeks_is_not_listed_with_their_last_day(
    length: int, starts: int, listed: bool
) -> None:
    first, last = D(2027, 3, 24) - datetime.timedelta(length), D(2027, 3, 24)
    around = PhaseDates("rw", "Release", first, last, last, Basis.STATED)
    work = dataclasses.replace(
        sample().items[0],
        phase="rw",
        start=first + datetime.timedelta(starts),
        end=last,
        due=last,
        event="release",
    )
    found = events(
        dataclasses.replace(sample(), items=(work,), phases=(around,))
    )
    told = "Look back" in str(found["event-release"]["DESCRIPTION"])
    assert told is listed
    assert "Look back" in str(found["phase-rw"]["DESCRIPTION"])
