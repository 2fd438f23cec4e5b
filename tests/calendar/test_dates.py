# SPDX-License-Identifier: Apache-2.0
"""Every schedule's dates against a table that a person wrote."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from watcher_liaison_guide.calendar import library, places, store
from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS, Calendar
from watcher_liaison_guide.sources import FolderSource

DATA = Path(__file__).parent / "data"


def table() -> dict[tuple[str, str], dict[str, list[str]]]:
    """Read dates.txt: (series, release) -> event -> the row's cells."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    rows: dict[str, list[str]] = {}
    for line in (DATA / "dates.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            series, release = line.strip("[]").split()
            rows = found.setdefault((series, release), {})
        elif line and not line.startswith("#"):
            cells = line.split()
            rows[cells[0]] = cells
    return found


TABLE = table()


@functools.cache
def imported(shared: Path) -> dict[str, Calendar]:
    source = FolderSource(shared / "data" / "openstack-releases")
    return places.from_source(source)[0]


def cells(calendar: Calendar, name: str) -> list[str]:
    """Return an event as a row of the table."""
    event = calendar.event(name)
    assert len(event.occurrences) <= 1
    days = (event.start, event.end, event.due)
    values = [name, event.key, event.basis, event.stated_at, *days]
    return ["-" if value is None else str(value) for value in values]


def test_the_table_has_every_schedule(shared_data: Path) -> None:
    assert set(imported(shared_data)) == {series for series, _ in TABLE}


@pytest.mark.parametrize(("series", "release"), TABLE)
def test_an_embedded_calendar_has_the_dates_that_a_person_reads(
    series: str, release: str
) -> None:
    calendar, problems = library.Shelf().load_one(release)
    assert calendar is not None
    assert not problems
    cycle, expected = calendar.cycle, TABLE[series, release]
    assert (cycle.series, cycle.release) == (series, release)
    assert list(expected) == list(CANONICAL_EVENTS)
    found = {name: cells(calendar, name) for name in expected}
    assert found == expected


@pytest.mark.parametrize(("series", "release"), TABLE)
def test_an_embedded_calendar_is_what_the_importer_makes(
    shared_data: Path, series: str, release: str
) -> None:
    path = library.Shelf().files()[release]
    text = store.to_yaml(imported(shared_data)[series])
    assert path.read_text("utf-8") == text
