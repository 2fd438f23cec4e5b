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

from tests.export.samples import event, item, on, sample
from watcher_liaison_guide.calendar.model import Basis, SourceNote
from watcher_liaison_guide.checklist.model import (
    DONE,
    OPEN,
    SKIPPED,
    Checklist,
    EventChange,
)
from watcher_liaison_guide.export.ics import checklist_to_ics

D = datetime.date
A, B, C = D(2026, 10, 20), D(2026, 11, 3), D(2026, 11, 17)
Days = tuple[datetime.date, ...]
RELEASED = dataclasses.replace(sample().cycle, status="maintained")


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


def days(one: icalendar.Event) -> list[datetime.date]:
    """Return the days of an event, each of which is whole."""
    start, end = one["DTSTART"].dt, one["DTEND"].dt
    assert type(start) is datetime.date
    assert end - start == datetime.timedelta(days=1)
    others = one["RDATE"].dts if "RDATE" in one else []
    return [start, *(day.dt for day in others)]


def test_an_event_links_its_step_on_a_page() -> None:
    page = "https://example.org/2027.1.html"
    one = events(sample(), page)["event-milestone-1"]
    assert str(one["URL"]).startswith(f"{page}#m1-client")
    assert str(one["DESCRIPTION"]).endswith(str(one["URL"]))
    unknown = dataclasses.replace(sample(), source=None)
    assert not any(one.get("URL") for one in events(unknown).values())


@pytest.mark.parametrize(
    ("changes", "today", "warns"),
    [
        ({}, None, True),
        ({}, C, True),
        ({}, C + datetime.timedelta(days=1), False),
        ({"state": DONE}, None, False),
        ({"state": SKIPPED}, None, False),
        ({"before_recording": True}, None, False),
    ],
)
def test_only_what_is_open_and_to_come_has_an_alarm(
    changes: dict[str, Any], today: datetime.date | None, warns: bool
) -> None:
    step = item("x", "ptg", due=C, end=C, event="vote", **changes)
    vote = event("vote", "Vote", **on((C, C, C)))
    checklist = dataclasses.replace(
        sample(), items=(step,), events=(vote,), as_of=today
    )
    for name in ("event-vote", "step-x"):
        found = events(checklist, by_step=name == "step-x")[name]
        alarms = found.walk("VALARM")
        assert [one["TRIGGER"].dt.days for one in alarms] == [-3] * warns
        assert all(one["ACTION"] == "DISPLAY" for one in alarms)


def test_two_teams_or_cycles_share_no_uid_and_no_title() -> None:
    first = sample()
    later = dataclasses.replace(first.cycle, release="2027.2")
    nova = dataclasses.replace(first, team="nova")
    others = (
        dataclasses.replace(first, team="Puppet OpenStack"),
        dataclasses.replace(first, cycle=later),
    )
    uids = [set(events(one)) for one in (first, nova, *others)]
    assert all(uids)
    assert len(set().union(*uids)) == sum(map(len, uids))
    for uid, one in events(nova).items():
        assert str(one["SUMMARY"]).startswith("Nova 2027.1: ")
        assert "watcher" not in uid


def review_days(*states: Days, team: str | None = None) -> Checklist:
    """Return the sample, its review days having been these, oldest first."""
    occurrences = [tuple((day, day, day) for day in state) for state in states]
    changes = [
        EventChange(
            f"{team}/review-days" if team else "review-days",
            "Review days",
            before[0] if before else None,
            after[0] if after else None,
            D(2026, 9, 1),
            "aaaa",
            tuple((day, day, day) for day in before),
            team,
        )
        for before, after in itertools.pairwise(states)
    ]
    now = event(
        "review-days", "Review days", team=team, occurrences=occurrences[-1]
    )
    return dataclasses.replace(
        sample(),
        events=(now,) if states[-1] else (),
        changes=tuple(reversed(changes)),
        phases=(),
        items=(),
    )


@pytest.mark.parametrize(
    ("states", "shown", "status"),
    [
        ([(A,), (B,)], (B,), "CONFIRMED"),
        ([(A, B), (B,)], (B,), "CONFIRMED"),
        ([(A, B), (A, C), (A, B, C)], (A, B, C), "CONFIRMED"),
        # What was taken out is cancelled on its last days, until it is back.
        ([(A,), (B, C), ()], (B, C), "CANCELLED"),
        ([(A,), (), (B,)], (B,), "CONFIRMED"),
    ],
)
def test_an_event_keeps_its_uid_and_counts_its_changes(
    states: list[Days], shown: Days, status: str
) -> None:
    checklist = review_days(*states)
    ((name, one),) = events(checklist).items()
    assert (name, one["STATUS"]) == ("event-review-days", status)
    assert days(one) == [*shown]
    assert one["SEQUENCE"] == len(states) - 1
    if status == "CONFIRMED":
        forgotten = dataclasses.replace(checklist, changes=())
        ((name, one),) = events(forgotten).items()
        assert (name, one["SEQUENCE"]) == ("event-review-days", 0)


def test_what_another_team_took_out_is_not_cancelled() -> None:
    assert not events(review_days((A,), (), team="manila"))


def test_spans_of_several_lengths_are_shown_day_by_day() -> None:
    longer = [B + datetime.timedelta(number) for number in range(3)]
    spans = ((A, A, None), (B, longer[-1], None))
    one = event("vote", "Vote", basis=Basis.SPAN, occurrences=spans)
    found = events(dataclasses.replace(sample(), events=(one,), changes=()))
    assert days(found["event-vote"]) == [A, *longer]


@pytest.mark.parametrize(
    ("dues", "done", "shown"),
    [
        ((A, A), 0, [A]),
        ((B, A), 0, [A, B]),
        # What is done is nothing to be reminded of.
        ((A, B), 1, [B]),
    ],
)
def test_a_group_is_one_entry_on_all_days_of_its_open_members(
    dues: Days, done: int, shown: list[datetime.date]
) -> None:
    members = tuple(
        item(f"x/{n}", "ptg", due=due, state=DONE if done > n else OPEN)
        for n, due in enumerate(dues)
    )
    group = item("x", "ptg", kind="group", due=A, items=members)
    checklist = dataclasses.replace(sample(), items=(group,))
    ((name, one),) = events(checklist, by_step=True).items()
    assert (name, days(one)) == ("step-x", shown)


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
    steps = (item("x", "ptg", event=voting.id, due=A),) if has_step else ()
    checklist = dataclasses.replace(sample(), events=(voting,), items=steps)
    assert ("event-election-voting" in events(checklist)) == is_shown


@pytest.mark.parametrize(
    ("changes", "stamp"),
    [
        # The sample's last change is of 12 November, and its last record of
        # 15 October.
        ({"source": SourceNote("r", "x", D(2026, 9, 1))}, D(2026, 11, 12)),
        ({"source": SourceNote("r", "x", D(2026, 12, 1))}, D(2026, 12, 1)),
        ({"cycle": RELEASED}, D(2027, 3, 24)),
        ({"changes": ()}, D(2026, 10, 15)),
        ({"changes": (), "items": ()}, D(2000, 1, 1)),
    ],
)
def test_a_stamp_is_the_latest_day_that_has_come_for_sure(
    changes: dict[str, Any], stamp: datetime.date
) -> None:
    checklist = dataclasses.replace(sample(), **changes)
    for one in events(checklist).values():
        assert one["DTSTAMP"].dt.date() == stamp
