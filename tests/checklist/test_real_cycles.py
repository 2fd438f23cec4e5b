# SPDX-License-Identifier: Apache-2.0
"""What the checklists of real cycles say of branches, roles and dates."""

from __future__ import annotations

import datetime
from pathlib import Path

from tests.checklist.cycles import (
    checklist_of,
    item_of,
    recorded,
    write_cycle_file,
)
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.checklist.model import Item
from watcher_liaison_guide.library import Library

D = datetime.date
#: The last release of a branch, in the cycle in which it is due.
STEP = "any-branch-phase"


def endings(cycle: str) -> list[Item]:
    return [one for one in checklist_of(cycle).walk() if one.step == STEP]


def with_records(folder: Path, release: str, old: str, new: str) -> Library:
    """Return a library with embedded records in which a text is another."""
    text = (EMBEDDED / "records" / f"{release}.yaml").read_text("utf-8")
    assert old in text
    (folder / "records").mkdir()
    path = folder / "records" / f"{release}.yaml"
    path.write_text(text.replace(old, new), "utf-8")
    return Library((folder,), folder)


def test_a_branch_that_ends_just_after_a_cycle_is_work_of_that_cycle() -> None:
    """series_status.yaml: epoxy is unmaintained from Friday 2026-10-02.

    2026.2 is released on Wednesday 2026-09-30; nothing else is released in
    that week, so that the week before is the last one.
    """
    every = endings("2026.2")
    found = [one for one in every if one.id.endswith("/2025.1")]
    assert [one.id for one in found] == [
        f"{STEP}/{name}/2025.1"
        for name in ("watcher", "watcher-dashboard", "python-watcherclient")
    ]
    for one in found:
        assert (one.applies, one.branch) == ("yes", "stable/2025.1")
        assert (one.start, one.due) == (D(2026, 8, 24), D(2026, 9, 25))
        assert one.counted_from == "End of the branch's maintenance"
        assert [note.plain for note in one.notes] == [
            "It stops being maintained on 2026-10-02."
        ]


def test_a_cycle_without_a_known_end_has_one_item() -> None:
    found = [
        (one.id, one.applies)
        for cycle in ("2025.1", "2026.1", "2027.1")
        for one in endings(cycle)
    ]
    # The records do not say when what has ended did so; flamingo goes on to
    # 2027-04-28, past the release of 2027-03-24.
    assert found == [(STEP, "judge"), (STEP, "judge"), (STEP, "no")]


def test_what_was_recorded_for_a_branch_stays_without_its_day(
    tmp_path: Path,
) -> None:
    """Records first read after the end have no day for it any more."""
    library = with_records(
        *(tmp_path, "2026.2"),
        "status: maintained, slurp: true, release-date: 2025-04-02, "
        "next-phase: {status: unmaintained, date: 2026-10-02}",
        "status: unmaintained, slurp: true, release-date: 2025-04-02, "
        "next-phase: {status: end of life, date: null}",
    )
    done = f"{STEP}/watcher/2025.1"
    unknown = f"{STEP}/watcher/2042.1"
    items = "".join(
        f"\n  {one}: {{done: 2026-09-20}}" for one in (done, unknown)
    )
    write_cycle_file(tmp_path, f"items:{items}", "2026.2")
    checklist, problems = library.checklist("2026.2")
    assert checklist is not None
    states = {one.id: one.state for one in checklist.walk()}
    assert states[done] == "done"
    assert f"{STEP}/watcher-dashboard/2025.1" not in states
    assert [one.message for one in problems if "item" in str(one.code)] == [
        f'The checklist has no item "{unknown}".'
    ]


def test_the_day_of_a_release_is_said_where_it_is_on_record(
    tmp_path: Path,
) -> None:
    candidate = '"16.0.0.0rc1", date: '
    library = with_records(
        *(tmp_path, "2026.1", f"{candidate}null", f"{candidate}2026-03-05")
    )
    checklist, _ = library.checklist("2026.2")
    assert checklist is not None
    notes = item_of(checklist, "rc1-answer/watcher").notes
    said = "Released in 2026.1: 16.0.0.0rc1 (2026-03-05)."
    assert said in [one.plain for one in notes]


def test_before_a_cycle_has_a_code_name_or_schedule_what_needs_it_is_open(
    tmp_path: Path,
) -> None:
    checklist = recorded(tmp_path, release="2031.2")[0]
    items = list(checklist.walk())
    links = {(one.text, one.url) for item in items for one in item.links}
    # Nothing has the release where a code name belongs.
    schedules = {
        url for text, url in links if text == "Releases of the series"
    }
    assert schedules == {None}
    assert not any("openstack.org/2" in (url or "") for _, url in links)
    runs = [command.run for item in items for command in item.commands]
    assert any("new-release <series>" in run for run in runs)
    assert not any("new-release 2" in run for run in runs)
    assert item_of(checklist, "summit-opt-out").applies == "judge"
