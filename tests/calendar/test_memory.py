# SPDX-License-Identifier: Apache-2.0
"""An import remembers what the calendar said before it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from watcher_liaison_guide.calendar import store
from watcher_liaison_guide.calendar.changes import Kind, earlier, history
from watcher_liaison_guide.calendar.importing import import_calendars
from watcher_liaison_guide.calendar.listing import document, was
from watcher_liaison_guide.calendar.model import Calendar
from watcher_liaison_guide.sources import FolderSource

STATES = (
    ("hibiscus-2026-02-02", "aaaaaaa1"),
    ("hibiscus-2026-03-26", "bbbbbbb2"),
    ("hibiscus-2026-04-24", "ccccccc3"),
)


@pytest.fixture
def upstream(shared_data: Path, tmp_path: Path) -> Path:
    """Give a folder laid out like openstack/releases, with one series."""
    root = tmp_path / "releases"
    (root / "data").mkdir(parents=True)
    (root / "doc" / "source").mkdir(parents=True)
    real = shared_data / "data" / "openstack-releases"
    shutil.copy(real / "data" / "series_status.yaml", root / "data")
    return root


def state(root: Path, shared: Path, name: str, commit: str) -> None:
    """Put a state of the schedule into the folder."""
    target = root / "doc" / "source" / "hibiscus"
    shutil.rmtree(target, ignore_errors=True)
    history = shared / "data" / "openstack-releases-history" / name
    if name == "today":
        history = shared / "data/openstack-releases/doc/source/hibiscus"
    target.mkdir()
    for kind in ("yaml", "rst"):
        content = (history / f"schedule.{kind}").read_bytes()
        (target / f"schedule.{kind}").write_bytes(content)
    (root / "COMMIT").write_text(f"{commit}\n")


def imported(root: Path, into: Path) -> Calendar:
    outcomes, _, complete = import_calendars(FolderSource(root), into)
    assert complete
    (outcome,) = outcomes
    calendar, problems = store.load(outcome.path)
    assert not problems
    assert calendar == outcome.calendar
    return calendar


def test_each_import_adds_what_it_changed(
    upstream: Path, shared_data: Path, tmp_path: Path
) -> None:
    for name, commit in STATES:
        state(upstream, shared_data, name, commit)
        calendar = imported(upstream, tmp_path / "data")
    assert [
        (change.commit, list(change.events)) for change in calendar.changes
    ] == [
        ("aaaaaaa1", ["ptg"]),
        (
            "bbbbbbb2",
            [
                "nova/spec-review-day",
                "nova/spec-soft-freeze",
                "nova/spec-freeze",
                "nova/review-day",
            ],
        ),
    ]
    assert all(
        event is None
        for change in calendar.changes
        for event in change.events.values()
    )


def test_importing_twice_is_the_same_as_once(
    upstream: Path, shared_data: Path, tmp_path: Path
) -> None:
    for name, commit in STATES[:2]:
        state(upstream, shared_data, name, commit)
        imported(upstream, tmp_path / "data")
    path = tmp_path / "data" / "calendars" / "2026.2.yaml"
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    imported(upstream, tmp_path / "data")
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == stamp


def test_a_new_commit_without_a_change_is_noted_and_nothing_appended(
    upstream: Path, shared_data: Path, tmp_path: Path
) -> None:
    state(upstream, shared_data, STATES[0][0], "aaaaaaa1")
    imported(upstream, tmp_path / "data")
    state(upstream, shared_data, STATES[0][0], "ddddddd4")
    calendar = imported(upstream, tmp_path / "data")
    assert calendar.source is not None
    assert calendar.source.commit == "ddddddd4"
    assert calendar.changes == ()


def test_a_text_that_only_moves_down_the_page_changes_nothing(
    upstream: Path, shared_data: Path, tmp_path: Path
) -> None:
    state(upstream, shared_data, "today", "aaaaaaa1")
    imported(upstream, tmp_path / "data")
    page = upstream / "doc/source/hibiscus/schedule.rst"
    page.write_text(
        page.read_text().replace(".. _h-1:", ".. A remark.\n\n.. _h-1:")
    )
    calendar = imported(upstream, tmp_path / "data")
    assert calendar.events["milestone-1"].stated_at == 43
    assert calendar.changes == ()


def test_a_date_that_moves_can_be_asked_for_what_it_was(
    upstream: Path, shared_data: Path, tmp_path: Path
) -> None:
    state(upstream, shared_data, "today", "aaaaaaa1")
    imported(upstream, tmp_path / "data")
    page = upstream / "doc/source/hibiscus/schedule.rst"
    page.write_text(page.read_text().replace("May 14, 2026", "May 13, 2026"))
    calendar = imported(upstream, tmp_path / "data")
    event = calendar.events["milestone-1"]
    before = earlier(calendar)["milestone-1"]
    assert (str(before.due), str(event.due)) == ("2026-05-14", "2026-05-13")
    assert str(was(calendar)["milestone-1"]) == "2026-05-14"
    shown = {one["id"]: one for one in document(calendar, None)["events"]}
    assert str(shown["milestone-1"]["was"]) == "2026-05-14"
    assert shown["milestone-2"]["was"] is None


def test_an_event_that_goes_is_remembered_whole(
    upstream: Path, shared_data: Path, tmp_path: Path
) -> None:
    state(upstream, shared_data, "today", "aaaaaaa1")
    imported(upstream, tmp_path / "data")
    schedule = upstream / "doc/source/hibiscus/schedule.yaml"
    schedule.write_text(
        schedule.read_text().replace("      - h-nova-spec-freeze\n", "")
    )
    calendar = imported(upstream, tmp_path / "data")
    assert "spec-freeze" not in calendar.teams["nova"]
    ((gone,),) = history(calendar)
    assert (gone.kind, gone.new) == (Kind.WENT, None)
    assert (gone.event.name, str(gone.event.due)) == (
        "nova/spec-freeze",
        "2026-06-11",
    )
    assert earlier(calendar) == {}


def test_a_calendar_that_cannot_be_read_is_left_alone(
    upstream: Path, shared_data: Path, tmp_path: Path
) -> None:
    state(upstream, shared_data, "today", "aaaaaaa1")
    path = tmp_path / "data" / "calendars" / "2026.2.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("cycle: [\n")
    outcomes, problems, complete = import_calendars(
        FolderSource(upstream), tmp_path / "data"
    )
    assert (outcomes, complete) == ([], False)
    assert path.read_text() == "cycle: [\n"
    assert [
        one.position.path for one in problems if one.severity == "error"
    ] == [str(path)]


def test_one_broken_schedule_does_not_stop_the_others(
    upstream: Path, shared_data: Path, tmp_path: Path
) -> None:
    state(upstream, shared_data, "today", "aaaaaaa1")
    broken = upstream / "doc/source/indri"
    broken.mkdir()
    (broken / "schedule.yaml").write_text("cycle:\n\t- start\n")
    outcomes, problems, complete = import_calendars(
        FolderSource(upstream), tmp_path / "data"
    )
    assert [one.path.name for one in outcomes] == ["2026.2.yaml"]
    assert not complete
    (error,) = (one for one in problems if one.severity == "error")
    assert str(error.code) == "yaml-syntax"
    assert (error.position.line, error.position.column) == (2, 1)


def test_a_series_without_a_schedule_says_so(
    upstream: Path, shared_data: Path, tmp_path: Path
) -> None:
    state(upstream, shared_data, "today", "aaaaaaa1")
    outcomes, problems, complete = import_calendars(
        FolderSource(upstream), tmp_path / "data", ["2026.2", "newton"]
    )
    assert [one.path.name for one in outcomes] == ["2026.2.yaml"]
    assert not complete
    (error,) = (one for one in problems if one.severity == "error")
    assert str(error.code) == "schedule-missing"
    assert "was a page only" in error.message


def test_a_cycle_that_upstream_does_not_know_is_told(
    upstream: Path, shared_data: Path, tmp_path: Path
) -> None:
    state(upstream, shared_data, "today", "aaaaaaa1")
    outcomes, problems, complete = import_calendars(
        FolderSource(upstream), tmp_path / "data", ["hibiskus"]
    )
    assert (outcomes, complete) == ([], False)
    assert str(problems[-1].code) == "unknown-cycle"
    assert problems[-1].advice == 'Did you mean "hibiscus"?'


def test_a_name_cannot_lead_out_of_the_folder(
    upstream: Path, shared_data: Path, tmp_path: Path
) -> None:
    state(upstream, shared_data, "today", "aaaaaaa1")
    status = upstream / "data" / "series_status.yaml"
    status.write_text(
        "- {name: hibiscus, release-id: ../../2026.2}\n"
        "- {name: ../indri, release-id: 2027.1}\n"
    )
    outcomes, problems, _ = import_calendars(
        FolderSource(upstream), tmp_path / "data"
    )
    assert [one.path.name for one in outcomes] == ["2026.2.yaml"]
    assert outcomes[0].path.parent == tmp_path / "data" / "calendars"
    errors = [one for one in problems if one.severity == "error"]
    assert [one.position.line for one in errors] == [1, 2]
