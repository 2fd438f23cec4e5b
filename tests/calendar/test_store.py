# SPDX-License-Identifier: Apache-2.0
"""Calendar files say all that a calendar has, and nothing else is read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from watcher_liaison_guide.calendar import library, store

GOOD = """\
cycle: {series: indri, release: "2027.1", status: future, slurp: true,
        release-date: 2027-03-24}
source: {repository: openstack/releases, commit: null, date: null}
weeks: []
events:
  milestone-1:
    key: i-1
    basis: stated
    occurrences:
      - {from: 2026-11-16, to: 2026-11-20, due: 2026-11-19, week: R-18}
teams: {}
changes: []
"""


@pytest.mark.parametrize("release", library.Shelf().files())
def test_an_embedded_calendar_is_written_as_it_was_read(release: str) -> None:
    path = library.Shelf().files()[release]
    text = path.read_text("utf-8")
    calendar, problems = store.load(path)
    assert not problems
    assert calendar is not None
    assert store.to_yaml(calendar) == text
    # A release's id is text to other readers, too.
    assert yaml.safe_load(text)["cycle"]["release"] == release


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "code"),
    [
        ("basis: stated", "basis: sated", 8, 12, "bad-value"),
        ("2026-11-19", "2026-11-31", 10, 49, "bad-date"),
        ("to: 2026-11-20", "to: 2026-11-15", 10, 9, "bad-value"),
        ("    key: i-1", "    kye: i-1", 7, 5, "unknown-key"),
        ("slurp: true", "slurp: maybe", 1, 66, "wrong-type"),
        ("teams: {}", "weeks: []", 11, 1, "duplicate-key"),
        ("events:", "evnts:", 5, 1, "unknown-key"),
    ],
)
def test_a_fault_in_a_calendar_has_its_place(
    old: str, new: str, line: int, column: int, code: str
) -> None:
    assert GOOD.count(old) == 1
    _, problems = store.from_yaml(GOOD.replace(old, new).encode(), "x")
    found = [(*one.position[1:], str(one.code)) for one in problems]
    assert found == [(line, column, code)]


def test_a_folder_laid_over_replaces_a_cycle(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "2027.1.yaml").write_text(GOOD)
    calendar, _ = library.Shelf([tmp_path]).load_one("indri")
    assert calendar is not None
    assert list(calendar.events) == ["milestone-1"]
