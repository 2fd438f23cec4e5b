# SPDX-License-Identifier: Apache-2.0
"""The iCalendar file: what moves, what stays, what another program sees."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from typing import Any

import icalendar
import pytest

from tests.export.samples import EVENTS, event, on, sample
from watcher_liaison_guide.calendar.model import Basis
from watcher_liaison_guide.checklist.model import (
    DONE,
    OPEN,
    SKIPPED,
    Checklist,
    EventChange,
)
from watcher_liaison_guide.export.ics import checklist_to_ics

D = datetime.date
Occurrence = tuple[datetime.date, datetime.date, datetime.date | None]


def events(
    checklist: Checklist, url: str | None = None, by_step: bool = False
) -> dict[str, icalendar.Event]:
    """Return the events of the file by the name in their uid."""
    content = checklist_to_ics(checklist, url, by_step=by_step)
    calendar = icalendar.Calendar.from_ical(content)
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


def test_an_event_has_steps_categories_and_a_link() -> None:
    page = "https://example.org/2027.1.html"
    one = events(sample(), page)["event-milestone-1"]
    assert str(one["URL"]).startswith(f"{page}#m1-client")
    assert one["CATEGORIES"].to_ical() == b"Release liaison"
    text = str(one["DESCRIPTION"])
    assert "Steps:\n- " in text
    # How a procedure is done is on the page.
    assert "Propose it, with the stable branch first." not in text
    assert text.endswith(str(one["URL"]))
    # Without a page the schedule is linked.
    one = events(sample())["event-milestone-1"]
    assert str(one["URL"]) == (
        "https://releases.openstack.org/indri/schedule.html#i-1"
    )


@pytest.mark.parametrize(
    ("changes", "warns"),
    [
        ({}, True),
        ({"state": DONE}, False),
        ({"state": SKIPPED}, False),
        ({"before_recording": True}, False),
    ],
)
@pytest.mark.parametrize("by_step", [False, True])
def test_only_what_is_open_has_an_alarm(
    changes: dict[str, Any], warns: bool, by_step: bool
) -> None:
    first = sample().items[0]
    day = D(2026, 11, 19)
    step = dataclasses.replace(
        first,
        **{"due": day, "end": day, "event": "milestone-1", "state": OPEN}
        | changes,
    )
    checklist = dataclasses.replace(sample(), items=(step,))
    name = f"step-{first.id}" if by_step else "event-milestone-1"
    for today, passed in (
        (None, False),
        (day, False),
        (D(2026, 11, 20), True),
    ):
        seen = dataclasses.replace(checklist, as_of=today)
        alarms = events(seen, by_step=by_step)[name].walk("VALARM")
        assert len(alarms) == int(warns and not passed)
        for alarm in alarms:
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
    assert nova["X-WR-CALNAME"] == "2027.1 Indri: release deadlines of Nova"
    for one in nova.walk("VEVENT"):
        assert str(one["SUMMARY"]).startswith("Nova 2027.1: ")
        assert "watcher" not in str(one["UID"])


def spans(*days: datetime.date) -> tuple[Occurrence, ...]:
    return tuple((day, day, day) for day in days)


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


@pytest.mark.parametrize("team", ["Watcher", None])
@pytest.mark.parametrize(
    "states",
    [
        [(A,), (B,)],
        [(A, B), (B,)],
        [(B,), (A, B)],
        [(A, B), (A, C), (A, B, C)],
        [(), (A,)],
        [(A,), (), (B,)],
    ],
)
def test_an_event_on_several_days_is_one_whatever_its_days(
    states: list[tuple[datetime.date, ...]], team: str | None
) -> None:
    for memory in (True, False):
        shown = review_days(*states, team=team)
        if not memory:
            shown = dataclasses.replace(shown, changes=())
        ((name, one),) = events(shown).items()
        assert name == "event-review-days"
        first, *others = states[-1]
        assert days(one) == (first, first)
        found = [day.dt for day in one["RDATE"].dts] if others else []
        assert found == others
        assert one["STATUS"] == "CONFIRMED"
        assert int(one["SEQUENCE"]) == (len(states) - 1 if memory else 0)


def test_what_was_taken_out_is_cancelled_on_its_last_days() -> None:
    ((name, one),) = events(review_days((A,), (B, C), ())).items()
    assert (name, one["STATUS"]) == ("event-review-days", "CANCELLED")
    assert days(one) == (B, B)
    assert [day.dt for day in one["RDATE"].dts] == [C]
    assert not events(review_days((A,), (), team="manila"))


def test_spans_of_several_lengths_are_shown_day_by_day() -> None:
    one = event(
        "vote",
        "Vote",
        basis=Basis.SPAN,
        occurrences=((A, A, None), (B, B + datetime.timedelta(2), None)),
    )
    checklist = dataclasses.replace(
        sample(), events=(one,), items=(), changes=()
    )
    (found,) = events(checklist).values()
    assert days(found) == (A, A)
    assert [day.dt for day in found["RDATE"].dts] == [
        B + datetime.timedelta(number) for number in range(3)
    ]


@pytest.mark.parametrize(
    ("dues", "done", "shown"),
    [
        ((A, A), False, [A]),
        ((A, B), False, [A, B]),
        ((B, A), False, [A, B]),
        # What is done is nothing to be reminded of.
        ((A, B), True, [B]),
    ],
)
def test_a_group_is_one_entry_on_all_days_of_its_open_members(
    dues: tuple[datetime.date, ...], done: bool, shown: list[datetime.date]
) -> None:
    first = dataclasses.replace(
        sample().items[0], kind="step", event=None, state=OPEN, record=None
    )
    members = tuple(
        dataclasses.replace(
            first,
            id=f"x/{number}",
            step="x",
            due=due,
            state=DONE if done and not number else OPEN,
        )
        for number, due in enumerate(dues)
    )
    group = dataclasses.replace(
        first, id="x", step="x", kind="group", due=A, items=members
    )
    checklist = dataclasses.replace(sample(), items=(group,))
    ((name, one),) = events(checklist, by_step=True).items()
    assert name == "step-x"
    others = [day.dt for day in one["RDATE"].dts] if "RDATE" in one else []
    assert [days(one)[0], *others] == shown


@pytest.mark.parametrize("one", ["x", "é", "…", "😀", "\\", "a,b;", "1\r2\n"])
def test_lines_are_folded_within_their_characters(one: str) -> None:
    notes = "".join(f"{'.' * number} {one * 40}\n" for number in range(4))
    content = checklist_to_ics(dataclasses.replace(sample(), notes=notes))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert not re.search(rb"[\r\n]", content.replace(b"\r\n", b""))
    # icalendar below 7.0 does not read backslashes in a row.
    text = content.replace(b"\r\n ", b"").decode()
    found = re.search(r"^DESCRIPTION:(.*)\r$", text, re.M)
    assert found
    read = re.sub(r"\\(.)", lambda c: "\n" if c[1] == "n" else c[1], found[1])
    assert read == "\n".join(notes.strip().splitlines())


@pytest.mark.parametrize(
    ("basis", "has_step", "is_shown"),
    [
        (Basis.STATED, False, False),
        (Basis.STATED, True, True),
        (Basis.TEAM, False, True),
    ],
)
def test_days_of_others_are_deadlines_only_where_they_concern_the_team(
    basis: Basis, has_step: bool, is_shown: bool
) -> None:
    voting = event("election-voting", "Voting", basis=basis, **on((A, A, A)))
    first = dataclasses.replace(sample().items[0], event=voting.id, due=A)
    checklist = dataclasses.replace(
        sample(), events=(voting,), items=(first,) if has_step else ()
    )
    assert ("event-election-voting" in events(checklist)) == is_shown
