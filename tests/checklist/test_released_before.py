# SPDX-License-Identifier: Apache-2.0
"""What a deliverable released in the cycle before is with its release."""

from __future__ import annotations

from pathlib import Path

from tests.checklist.cycles import item_of
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.library import Library


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
    notes = [
        one.plain for one in item_of(checklist, "rc1-answer/watcher").notes
    ]
    assert "Released in 2026.1: 16.0.0.0rc1 (2026-03-05)." in notes
