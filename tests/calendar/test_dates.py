# SPDX-License-Identifier: Apache-2.0
"""The embedded calendars: every date against a table that a person wrote."""

from __future__ import annotations

import configparser
import json
import re
from pathlib import Path

import pytest
import yaml

from watcher_liaison_guide.calendar import library, upstream
from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS, Calendar
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.sources import FolderSource

Capture = pytest.CaptureFixture[str]
SHELF = library.Shelf()
#: "SERIES RELEASE" -> event -> the other cells of its row.
TABLE = configparser.ConfigParser(delimiters=" ", interpolation=None)
TABLE.read(Path(__file__).parent / "data" / "dates.txt", "utf-8")


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
    # A release's id is text to other readers, too.
    assert yaml.safe_load(text)["cycle"]["release"] == release


def test_an_event_does_not_end_before_it_begins() -> None:
    """tests/test_data_mutations.py has the mistakes in single values."""
    text = SHELF.files()["2027.1"].read_text("utf-8")
    before, after = text.split("to: 2026-11-20")
    text = f"{before}to: 2026-11-15{after}"
    _, (found,) = library.from_yaml(text.encode(), "x")
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
        ("INDRI", "2026-08-21", "2027.1 Indri (future, SLURP)"),
        # The cycle that today falls into.
        ("current", "2026-09-30", "2026.2 Hibiscus (maintained)"),
        ("current", "2026-10-01", "2027.1 Indri (development, SLURP)"),
        ("current", "2010-01-01", "No known cycle includes 2010-01-01."),
        ("current", "2040-01-01", "No known cycle includes 2040-01-01."),
        ("Newton", "2026-08-21", "The schedule of newton was a page only"),
        ("indrie", "2026-08-21", 'Did you mean "indri"?'),
        ("2029.1", "2026-08-21", '"calendar import" reads it, once'),
        ("2027.3", "2026-08-21", "give one such as 2027.2"),
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


@pytest.mark.parametrize(
    ("today", "hibiscus", "indri"),
    [
        ("2026-03-01", "future", "future"),
        ("2026-09-29", "development", "future"),
        ("2026-09-30", "maintained", "future"),
        ("2026-10-01", "maintained", "development"),
        ("2027-03-24", "maintained", "maintained"),
    ],
)
def test_the_list_has_all_cycles_with_their_status_of_the_day(
    today: str, hibiscus: str, indri: str, capsys: Capture
) -> None:
    assert main(["calendar", "list", "--today", today]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert " ".join(row[0] for row in rows) == (
        "pike rocky ussuri victoria wallaby yoga zed 2023.1 2023.2 2024.1 "
        "2024.2 2025.1 2025.2 2026.1 2026.2 2027.1"
    )
    assert [row[2] for row in rows[-2:]] == [hibiscus, indri]
