# SPDX-License-Identifier: Apache-2.0
"""What a deliverable released in the cycle before is with its release."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checklist.cycles import checklist_of
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.checklist import Checklist
from watcher_liaison_guide.library import Library


def notes_of(checklist: Checklist, name: str) -> list[str]:
    (item,) = (one for one in checklist.walk() if one.id == name)
    return [note.plain for note in item.notes if "Released in" in note.plain]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("rc1-answer/watcher", ["Released in 2026.1: 16.0.0.0rc1."]),
        # Of the final releases the first: those after it are of the branch.
        ("rw-check-release/watcher", ["Released in 2026.1: 16.0.0."]),
        ("m1-client/python-watcherclient", ["Released in 2026.1: 4.10.0."]),
        ("cs-deliverable-files/watcher", []),
    ],
)
def test_a_step_about_a_release_says_what_was_released_before(
    name: str, said: list[str]
) -> None:
    assert notes_of(checklist_of("2026.2"), name) == said


def test_the_day_is_said_where_it_is_on_record(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    text = (EMBEDDED / "records" / "2026.1.yaml").read_text(encoding="utf-8")
    (folder / "2026.1.yaml").write_text(
        text.replace(
            '"16.0.0.0rc1", date: null', '"16.0.0.0rc1", date: 2026-03-05'
        ),
        encoding="utf-8",
    )
    checklist, _ = Library((tmp_path,)).checklist("2026.2")
    assert checklist is not None
    assert notes_of(checklist, "rc1-answer/watcher") == [
        "Released in 2026.1: 16.0.0.0rc1 (2026-03-05)."
    ]
