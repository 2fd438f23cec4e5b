# SPDX-License-Identifier: Apache-2.0
"""What changed between two states of a calendar, in a liaison's words."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path

import pytest

from watcher_liaison_guide.calendar.changes import Kind, compare
from watcher_liaison_guide.calendar.differences import (
    as_text,
    compare_all,
    notice,
    sentence,
)
from watcher_liaison_guide.calendar.model import (
    Basis,
    Calendar,
    Cycle,
    Event,
    Occurrence,
)
from watcher_liaison_guide.cli.main import main

DATA = Path(__file__).parent / "data"
DAY = datetime.timedelta(days=1)
MONDAY = datetime.date(2026, 6, 29)


def event(
    name: str,
    due: datetime.date | None = MONDAY + DAY * 3,
    key: str | None = None,
    team: str | None = None,
) -> Event:
    start = (due or MONDAY) - DAY * (due or MONDAY).weekday()
    spot = Occurrence(start, start + DAY * 4, due, "R-13")
    return Event(
        name,
        key or f"h-{name}",
        team,
        Basis.THURSDAY_RULE,
        occurrences=(spot,),
    )


def calendar(*events: Event) -> Calendar:
    teams: dict[str, dict[str, Event]] = {}
    for one in events:
        if one.team:
            teams.setdefault(one.team, {})[one.id] = one
    return Calendar(
        Cycle("hibiscus", "2026.2"),
        events={one.id: one for one in events if not one.team},
        teams=teams,
    )


def said(old: Calendar, new: Calendar) -> list[str]:
    today = datetime.date(2026, 6, 30)
    return [
        f"{one.kind}: {sentence(one, today)}"
        for one in compare(old.by_name, new.by_name)
    ]


def test_nothing_is_said_of_what_stays() -> None:
    assert said(calendar(event("rf")), calendar(event("rf"))) == []


def test_an_event_that_moves_says_how_far_and_how_soon() -> None:
    old = calendar(event("milestone-2", key="h-2"))
    new = calendar(event("milestone-2", MONDAY + DAY * 10, key="h-2"))
    assert said(old, new) == [
        "moved: moved 1 week later to Thu 2026-07-09 (in 9 days); it was "
        "Thu 2026-07-02"
    ]


def test_a_move_within_a_week_counts_days() -> None:
    old = calendar(event("release", key="h-final"))
    new = calendar(event("release", MONDAY + DAY * 2, key="h-final"))
    assert said(old, new) == [
        "moved: moved 1 day earlier to Wed 2026-07-01 (in 1 day); it was "
        "Thu 2026-07-02"
    ]


def test_a_key_that_drifts_is_a_new_name() -> None:
    old = calendar(event("ptg", None, "h-vptg"))
    new = calendar(event("ptg", None, "h-ptg"))
    assert said(old, new) == [
        "renamed: renamed, before h-vptg, now h-ptg; still Mon 2026-06-29 "
        "to Fri 2026-07-03 (under way)"
    ]


def test_a_teams_event_under_another_name_is_the_same_event() -> None:
    old = calendar(event("fpfreeze", key="h-manila-fpfreeze", team="manila"))
    new = calendar(event("fp-freeze", key="h-manila-fp", team="manila"))
    assert said(old, new) == [
        "renamed: renamed, before Manila fpfreeze (h-manila-fpfreeze), now "
        "h-manila-fp; still Thu 2026-07-02 (in 2 days)"
    ]


def test_two_events_that_come_for_one_are_not_a_new_name() -> None:
    old = calendar(event("one", team="nova"))
    new = calendar(event("two", team="nova"), event("three", team="nova"))
    assert [one.kind for one in compare(old.by_name, new.by_name)] == [
        Kind.WENT,
        Kind.CAME,
        Kind.CAME,
    ]


def test_an_event_that_goes_says_when_it_was() -> None:
    assert said(calendar(event("summit")), calendar()) == [
        "went: removed; it was Thu 2026-07-02"
    ]


@pytest.mark.parametrize(
    "today, words",
    [
        (-5, "in 5 days"),
        (-1, "in 1 day"),
        (0, "today"),
        (1, "1 day ago"),
        (9, "9 days ago"),
    ],
)
def test_the_notice_counts_days(today: int, words: str) -> None:
    due = MONDAY + DAY * 3
    assert notice(event("rf", due), due + DAY * today) == words


def test_the_notice_of_several_days_is_that_of_the_next() -> None:
    one = event("review-day")
    both = dataclasses.replace(
        one,
        occurrences=(
            *one.occurrences,
            Occurrence(
                MONDAY + DAY * 14, MONDAY + DAY * 18, MONDAY + DAY * 15
            ),
        ),
    )
    assert notice(both, MONDAY + DAY * 5) == "in 10 days"
    assert notice(both, MONDAY + DAY * 20) == "5 days ago"


def test_a_cycle_that_only_one_side_has_is_told_as_a_whole() -> None:
    old = {"hibiscus": calendar()}
    indri = Calendar(Cycle("indri", "2027.1"))
    gazpacho = Calendar(Cycle("gazpacho", "2026.1"))
    new = {**old, "indri": indri}
    found = compare_all({**old, "gazpacho": gazpacho}, new)
    assert as_text(found, MONDAY) == (
        "2027.1 Indri\n  The cycle has a calendar now.\n\n"
        "2026.1 Gazpacho\n  The cycle has no calendar any more.\n"
    )


HISTORY = (
    ("hibiscus-2026-02-02", "hibiscus-2026-03-26", "2026-03-26"),
    ("hibiscus-2026-03-26", "hibiscus-2026-04-24", "2026-04-24"),
    ("hibiscus-2026-04-24", "today", "2026-08-21"),
    ("hibiscus-2026-02-02", "today", "2026-08-21"),
    ("caracal-2023-12-14", "caracal", "2023-12-20"),
)


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_history_of_two_schedules_is_told_truly(
    shared_data: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    data = shared_data / "data"
    told = []
    for old, new, today in HISTORY:
        path = {
            "today": data / "openstack-releases",
            "caracal": "caracal",
        }.get(new, data / "openstack-releases-history" / new)
        status = main(
            [
                "calendar",
                "diff",
                str(data / "openstack-releases-history" / old),
                str(path),
                "--format",
                form,
                "--today",
                today,
            ]
        )
        assert status == (1 if "caracal" in old else 0)  # it has an error
        told.append(f"==== {old}, {new} ({today})\n{capsys.readouterr().out}")
    golden = DATA / f"differences.{form}"
    assert "\n".join(told) == golden.read_text("utf-8")


def test_the_difference_as_json_has_both_states(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = shared_data / "data" / "openstack-releases-history"
    words = ["calendar", "diff", str(history / "hibiscus-2026-02-02")]
    words += ["hibiscus", "--format", "json", "--today", "2026-03-26"]
    assert main(words) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["version"], document["today"]) == (1, "2026-03-26")
    (cycle,) = document["cycles"]
    assert (cycle["release"], cycle["whole"]) == ("2026.2", None)
    first = cycle["differences"][0]
    assert (first["kind"], first["notice"], first["old"]) == (
        "came",
        25,
        None,
    )
    assert first["new"]["id"] == "ptg"
    assert first["new"]["from"] == "2026-04-20"


def test_calendars_of_different_cycles_are_not_compared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["calendar", "diff", "2026.1", "2026.2"]) == 1
    assert "nothing can be compared" in capsys.readouterr().err


def test_a_place_without_calendars_is_one_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calendar", "diff", str(tmp_path), "2026.2"]) == 1
    error = capsys.readouterr().err
    assert error.count("error: ") == 1
    assert "There are no calendars and no schedules here." in error
