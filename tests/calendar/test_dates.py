# SPDX-License-Identifier: Apache-2.0
"""Every schedule's dates against a table that a person wrote."""

from __future__ import annotations

import configparser
from pathlib import Path

import pytest
import yaml

from watcher_liaison_guide.calendar import library, places, store
from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS, Calendar
from watcher_liaison_guide.sources import FolderSource

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
    assert store.to_yaml(calendar) == text
    # A release's id is text to other readers, too.
    assert yaml.safe_load(text)["cycle"]["release"] == release


def test_an_event_does_not_end_before_it_begins() -> None:
    """tests/test_data_mutations.py has the mistakes in single values."""
    text = SHELF.files()["2027.1"].read_text("utf-8")
    before, after = text.split("to: 2026-11-20")
    text = f"{before}to: 2026-11-15{after}"
    _, (found,) = store.from_yaml(text.encode(), "x")
    line = before.count("\n") + 1
    assert (str(found.code), found.position) == ("bad-value", ("x", line, 9))


def test_the_embedded_calendars_are_what_the_importer_makes(
    shared_data: Path,
) -> None:
    source = FolderSource(shared_data / "data" / "openstack-releases")
    imported, _ = places.from_source(source)
    assert {
        f"{series} {one.cycle.release}" for series, one in imported.items()
    } == set(TABLE.sections())
    for calendar in imported.values():
        text = SHELF.files()[calendar.cycle.release].read_text("utf-8")
        assert store.to_yaml(calendar) == text
