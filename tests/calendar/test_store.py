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


def test_an_event_does_not_end_before_it_begins() -> None:
    """tests/test_data_mutations.py has the mistakes in single values."""
    text = GOOD.replace("to: 2026-11-20", "to: 2026-11-15")
    _, (found,) = store.from_yaml(text.encode(), "x")
    assert (str(found.code), found.position) == ("bad-value", ("x", 10, 9))


def test_a_folder_laid_over_replaces_a_cycle(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "2027.1.yaml").write_text(GOOD)
    calendar, _ = library.Shelf([tmp_path]).load_one("indri")
    assert calendar is not None
    assert list(calendar.events) == ["milestone-1"]
