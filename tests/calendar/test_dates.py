# SPDX-License-Identifier: Apache-2.0
"""Calendars shown and compared, their dates held to a table of a person's."""

from __future__ import annotations

import configparser
import datetime
import json
import re
from pathlib import Path

import pytest

from watcher_liaison_guide.calendar import library, upstream
from watcher_liaison_guide.calendar.changes import compare
from watcher_liaison_guide.calendar.listing import (
    compare_all,
    differences_text,
    sentence,
)
from watcher_liaison_guide.calendar.model import (
    CANONICAL_EVENTS,
    Basis,
    Calendar,
    Cycle,
    Event,
    Occurrence,
)
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.fields import read_yaml
from watcher_liaison_guide.sources import FolderSource

Capture = pytest.CaptureFixture[str]
DATA = Path(__file__).parent / "data"
SHELF = library.Shelf()
#: "SERIES RELEASE" -> event -> the other cells of its row.
TABLE = configparser.ConfigParser(delimiters=" ", interpolation=None)
TABLE.read(DATA / "dates.txt", "utf-8")


def cells(calendar: Calendar, name: str) -> list[str]:
    """Return an event as the cells of its row."""
    event = calendar.event(name)
    assert len(event.occurrences) <= 1
    days = (event.start, event.end, event.due)
    values = [event.key, event.basis, event.stated_at, *days]
    return ["-" if value is None else str(value) for value in values]


@pytest.mark.parametrize("cycle", TABLE.sections())
def test_an_embedded_calendar_has_the_dates_that_a_person_reads(
    cycle: str,
) -> None:
    series, release = cycle.split()
    calendar, problems = SHELF.load_one(release)
    assert calendar is not None
    assert not problems
    expected = {name: row.split() for name, row in TABLE[cycle].items()}
    assert (calendar.cycle.series, calendar.cycle.release) == (series, release)
    assert list(expected) == list(CANONICAL_EVENTS)
    assert {name: cells(calendar, name) for name in expected} == expected
    text = SHELF.files()[release].read_text("utf-8")
    assert library.to_yaml(calendar) == text


def test_an_event_does_not_end_before_it_begins() -> None:
    """tests/test_mutations.py has the mistakes in single values."""
    text = SHELF.files()["2027.1"].read_text("utf-8")
    before, after = text.split("to: 2026-11-20")
    text = f"{before}to: 2026-11-15{after}"
    _, (found,) = read_yaml(library.CALENDAR, text.encode(), "x")
    line = before.count("\n") + 1
    assert (str(found.code), found.position) == ("bad-value", ("x", line, 9))


def test_the_embedded_calendars_are_what_the_importer_makes(
    shared_data: Path,
) -> None:
    source = FolderSource(shared_data / "data" / "openstack-releases")
    imported, _ = upstream.from_source(source)
    assert {
        f"{series} {one.cycle.release}" for series, one in imported.items()
    } == set(TABLE.sections())
    for calendar in imported.values():
        text = SHELF.files()[calendar.cycle.release].read_text("utf-8")
        assert library.to_yaml(calendar) == text


# -- shown by the command


def test_every_event_is_in_the_json(capsys: Capture) -> None:
    assert main(["calendar", "show", "2026.2", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert list(document) == ["version", "cycle", "events"]
    names = [one["id"] for one in document["events"] if not one["team"]]
    assert names[: len(CANONICAL_EVENTS)] == list(CANONICAL_EVENTS)
    keys = {" ".join(event) for event in document["events"]}
    assert keys == {"id team key from to due basis was occurrences"}
    events = {(one["team"], one["id"]): one for one in document["events"]}
    days = events["nova", "spec-review-day"]["occurrences"]
    assert [one["due"] for one in days] == ["2026-05-21", "2026-06-04"]


@pytest.mark.parametrize(
    ("name", "today", "told"),
    [
        ("2026.2", "2026-09-29", "2026.2 Hibiscus (development)"),
        ("INDRI", "2026-09-30", "2027.1 Indri (future, SLURP)"),
        # The cycle that today falls into.
        ("current", "2026-09-30", "2026.2 Hibiscus (maintained)"),
        ("current", "2026-10-01", "2027.1 Indri (development, SLURP)"),
        ("current", "2010-01-01", "No known cycle includes 2010-01-01."),
        ("current", "2027-03-26", "2027.1 Indri (maintained, SLURP)"),
        ("current", "2027-03-27", "No known cycle includes 2027-03-27."),
        ("unicorn", "2026-08-21", "There are pike, rocky"),
    ],
)
def test_a_cycle_is_found_by_each_of_its_names_or_said_to_be_none(
    capsys: Capture, name: str, today: str, told: str
) -> None:
    status = main(["calendar", "show", name, "--today", today])
    output = capsys.readouterr()
    assert told in (output.err if status else output.out)
    if "2027.1 Indri" in output.out:  # the line that states a date
        [line] = re.findall("^milestone-1.*", output.out, re.MULTILINE)
        assert "Thu 2026-11-19" in line
        assert "stated (line 39)" in line


def test_the_list_has_all_cycles_with_their_status_of_the_day(
    capsys: Capture,
) -> None:
    assert main(["calendar", "list", "--today", "2026-10-02"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert [f"{row[1]} {row[0]}" for row in rows] == TABLE.sections()
    assert (rows[-5][2], rows[-1][2]) == ("unmaintained", "development")


# -- compared

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
    shared_data: Path, capsys: Capture, form: str
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
    shared_data: Path, capsys: Capture
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
    capsys: Capture,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["calendar", "diff", old, "2026.2"]) == 1
    error = capsys.readouterr().err
    assert error.count("error: ") == 1
    assert told in error
