# SPDX-License-Identifier: Apache-2.0
"""Records files are read whole, checked, and written the same again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.records.checkouts import FILES, embedded
from watcher_liaison_guide.fields import read_yaml
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.records.loading import RECORDS, to_yaml


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_embedded_file_is_one_teams_without_people(path: Path) -> None:
    records = embedded(path.stem)
    assert to_yaml(records) == path.read_text(encoding="utf-8")
    assert (records.team, records.liaisons) == ("watcher", None)
    assert "@" not in path.read_text(encoding="utf-8")


def test_leadership_is_embedded_where_a_source_has_it() -> None:
    found = {path.stem: embedded(path.stem).leadership for path in FILES}
    known = {cycle: one for cycle, one in found.items() if one}
    assert all("2026-01-27" in str(one.source) for one in known.values())
    assert {cycle: one.model for cycle, one in known.items()} == {
        "2025.1": "distributed",
        "2025.2": "distributed",
        "2026.1": "distributed",
        "2026.2": "ptl",
        "2027.1": "ptl",
    }


HEAD = 'cycle: {series: indri, release: "2027.1"}\n'


@pytest.mark.parametrize(
    ("text", "liaisons"), [("", None), ("liaisons: {}\n", {})]
)
def test_absent_liaisons_are_unknown_and_none_are_none(
    text: str, liaisons: object
) -> None:
    records, _ = read_yaml(RECORDS, (HEAD + text).encode(), "x")
    assert records.liaisons == liaisons


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    records, (found,) = load_records(tmp_path / "nothing.yaml")
    assert records is None
    assert str(found.code) == "file-unreadable"
