# SPDX-License-Identifier: Apache-2.0
"""The checklists of cycles, with and without a team's record."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

from watcher_liaison_guide.checklist import Checklist
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import Problem

#: What all tests read, once; cycle files are each test's own.
LIBRARY = Library(cycles=Path("nowhere"))


@cache
def checklist_of(release: str) -> Checklist:
    """Return the checklist of a cycle that has no cycle file."""
    checklist, _ = LIBRARY.checklist(release)
    assert checklist is not None
    return checklist


def write_cycle_file(folder: Path, text: str, release: str) -> None:
    path = folder / f"{release}.cycle.yaml"
    path.write_text(f'cycle: "{release}"\n{text}\n', encoding="utf-8")


def recorded(
    folder: Path,
    text: str = "",
    release: str = "2027.1",
    today: datetime.date | None = datetime.date(2026, 12, 1),
) -> tuple[Checklist, list[Problem]]:
    """Return a cycle's checklist with a cycle file of these lines."""
    write_cycle_file(folder, text, release)
    found, problems = Library(cycles=folder).checklist(release, today)
    assert found is not None
    return found, problems
