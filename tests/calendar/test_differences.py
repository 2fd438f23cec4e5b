# SPDX-License-Identifier: Apache-2.0
"""What changed between two states of a calendar, in a liaison's words."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from watcher_liaison_guide.calendar.changes import Kind, compare
from watcher_liaison_guide.calendar.listing import (
    compare_all,
    differences_text,
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
TODAY = MONDAY + DAY


def event(
    name: str, key: str = "", team: str | None = None, due: int | None = 3
) -> Event:
    """Return an event; *due* counts days from MONDAY, None is a span."""
    day = None if due is None else MONDAY + DAY * due
    start = MONDAY + DAY * 7 * ((due or 0) // 7)
    spot = Occurrence(start, start + DAY * 4, day, "R-13")
    key = key or f"h-{name}"
    return Event(name, key, team, Basis.THURSDAY_RULE, None, (spot,))


ONE, TWO, THREE = (event(name, team="nova") for name in ("a", "b", "c"))
VOTING = event("election-voting", "h-tc-voting")
BESIDE = event("h-tc-voting", "h-tc-voting")
NEXT_VOTING = event("election-voting", "i-tc-voting", due=10)
WAS = "it was Thu 2026-07-02"
CAME = "added, Thu 2026-07-02 (in 2 days)"
CAME_LATER = "added, Thu 2026-07-09 (in 9 days)"
OTHER_NAME = "renamed, before Manila ff (h-manila-ff), now h-manila-f; still"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (ONE, [ONE], []),
        (
            event("release", "h-final"),
            [event("release", "h-final", due=2)],
            [f"moved 1 day earlier to Wed 2026-07-01 (in 1 day); {WAS}"],
        ),
        (
            event("rc1"),
            [event("rc1", due=1)],
            [f"moved 2 days earlier to Tue 2026-06-30 (today); {WAS}"],
        ),
        (
            event("ptg", "h-vptg", due=None),
            [event("ptg", "h-ptg", due=None)],
            [
                "renamed, before h-vptg, now h-ptg; still Mon 2026-06-29 to "
                "Fri 2026-07-03 (under way)"
            ],
        ),
        (
            event("ff", "h-manila-ff", "manila"),
            [event("f", "h-manila-f", "manila")],
            [f"{OTHER_NAME} Thu 2026-07-02 (in 2 days)"],
        ),
        # The next cycle's elections are others, whatever their name.
        (VOTING, [NEXT_VOTING], [f"removed; {WAS}", CAME_LATER]),
        (VOTING, [BESIDE, NEXT_VOTING], [CAME_LATER]),
        # Two that come for one have not another name.
        (ONE, [TWO, THREE], [f"removed; {WAS}", CAME, CAME]),
    ],
)
def test_differences_are_said(
    old: Event, new: list[Event], told: list[str]
) -> None:
    found = compare({old.name: old}, {one.name: one for one in new})
    assert [sentence(one, TODAY) for one in found] == told


def test_a_cycle_that_only_one_side_has_is_reported_as_a_whole() -> None:
    names = {"hibiscus": "2026.2", "indri": "2027.1", "gazpacho": "2026.1"}
    calendars = {
        name: Calendar(Cycle(name, release)) for name, release in names.items()
    }
    old = {name: calendars[name] for name in ("hibiscus", "gazpacho")}
    new = {name: calendars[name] for name in ("hibiscus", "indri")}
    found = compare_all(old, new)
    assert [one.whole for one in found] == [Kind.CAME, Kind.WENT]
    assert differences_text(found, MONDAY) == (
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
def test_the_history_of_two_schedules_is_reported_truly(
    shared_data: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    data = shared_data / "data"
    history = data / "openstack-releases-history"
    places = {"today": str(data / "openstack-releases"), "caracal": "caracal"}
    told = []
    for old, new, today in HISTORY:
        words = [str(history / old), places.get(new, str(history / new))]
        more = ["--format", form, "--today", today]
        status = main(["calendar", "diff", *words, *more])
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
    assert (first["kind"], first["notice"]) == ("came", 25)
    assert (first["old"], first["new"]["id"]) == (None, "ptg")


@pytest.mark.parametrize(
    ("old", "told"),
    [
        ("2026.1", "nothing can be compared"),
        (".", "There are no calendars and no schedules here."),
        ("x" * 5000, "There is no calendar of a cycle"),
    ],
)
def test_what_cannot_be_compared_is_one_problem(
    old: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["calendar", "diff", old, "2026.2"]) == 1
    error = capsys.readouterr().err
    assert error.count("error: ") == 1
    assert told in error
