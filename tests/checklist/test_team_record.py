# SPDX-License-Identifier: Apache-2.0
"""What a team's record of a cycle settles, and what in it cannot be right."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
from pathlib import Path

import pytest

from tests.checklist.cycles import (
    LIBRARY,
    item_of,
    recorded,
    write_cycle_file,
)
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.checklist import (
    build_checklist,
    load_cycle_file,
)
from watcher_liaison_guide.checklist.handoff import handoff
from watcher_liaison_guide.checklist.week import State, week
from watcher_liaison_guide.guide import find_guide
from watcher_liaison_guide.library import Library

D = datetime.date
TODAY = D(2026, 12, 1)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "events: {spec-freeze: {date: 2026-01-07}}",
            '"spec-freeze" on 2026-01-07 is before 2027.1 begins on '
            "2026-09-28.",
        ),
        (
            "events: {milestone-1: {date: 2027-11-18}}",
            '"milestone-1" on 2027-11-18 is after 2027.1 ends on 2027-03-26.',
        ),
        (
            "events: {milestone-2: {date: 2026-11-12}}",
            '"milestone-2" on 2026-11-12 is before "Milestone 1" on '
            "2026-11-19.",
        ),
        (
            "events: {spec-freeze: {date: 2027-03-01}}",
            '"spec-freeze" on 2027-03-01 is after "Milestone 3" on '
            "2027-02-18.",
        ),
        (
            "items: {ptg-group-photo: {done: 2062-02-20}}",
            '"ptg-group-photo" is recorded on 2062-02-20, which is to come.',
        ),
        (
            "items: {ptg-group-photo: {done: 2025-10-15}}",
            '"ptg-group-photo" is recorded on 2025-10-15, before the cycle '
            "begins on 2026-09-28.",
        ),
        (
            "recorded-from: 2062-01-01",
            '"recorded-from" on 2062-01-01 is after 2027.1 ends on '
            "2027-03-26.",
        ),
    ],
)
def test_a_day_that_cannot_be_right_is_a_warning_in_its_place(
    tmp_path: Path, line: str, said: str
) -> None:
    _, problems = recorded(tmp_path, line)
    found = [one for one in problems if str(one.code) == "doubtful-date"]
    assert said in [one.message for one in found]
    for one in found:
        assert str(one.severity) == "warning"
        assert one.position.path.endswith("2027.1.cycle.yaml")
        assert (one.position.line, one.position.column > 0) == (2, True)


def test_without_a_schedule_a_year_still_has_to_fit(tmp_path: Path) -> None:
    _, problems = recorded(
        tmp_path, "events: {spec-freeze: {date: 2030-01-07}}", "2031.2"
    )
    assert "doubtful-date" in [str(one.code) for one in problems]


@pytest.mark.parametrize(
    ("line", "today"),
    [
        ("events: {spec-freeze: {date: 2027-01-07, why: agreed}}", TODAY),
        ("events: {feature-freeze: {date: 2027-02-11}}", TODAY),
        ("items: {ptg-group-photo: {done: 2026-10-15}}", TODAY),
        # Begun before the cycle, as its window is.
        ("items: {cs-liaisons: {done: 2026-09-30}}", TODAY),
        # Without today, no day is to come.
        ("items: {ptg-group-photo: {done: 2027-02-20}}", None),
    ],
)
def test_a_day_that_can_be_right_is_none(
    tmp_path: Path, line: str, today: datetime.date | None
) -> None:
    assert recorded(tmp_path, line, today=today)[1] == []


@pytest.mark.parametrize("name", ["2027.3", "2027.1"])
def test_a_release_that_cannot_be_is_no_cycle(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"{name}.cycle.yaml"
    path.write_text('cycle: "2027.3"\n', encoding="utf-8")
    found, problems = load_cycle_file(path)
    assert found is None
    assert [str(one) for one in problems] == [
        f"{path}:1:8: error: bad-value: There is no OpenStack release "
        '"2027.3". The releases of a year are YEAR.1 and YEAR.2.'
    ]


PICK = "ptg-pick-event-liaison"


def test_done_settles_what_the_same_role_does_by_then(tmp_path: Path) -> None:
    checklist, _ = recorded(
        tmp_path, f"items: {{{PICK}: {{done: 2026-10-01}}}}"
    )
    item = item_of(checklist, PICK)
    assert item.state == "done"
    # The duties of the one who was found are another role's.
    assert {one.state for one in item.items} == {"open"}
    day = D(2026, 11, 1)
    late = week(checklist, day).having(State.LATE)
    for found in (late, handoff(checklist, day).left):
        ids = [one.id for row in found for one in row.items]
        assert f"{PICK}/event-liaison-document" in ids


def test_skipped_settles_everything_inside(tmp_path: Path) -> None:
    checklist, _ = recorded(
        tmp_path, f"items: {{{PICK}: {{skipped: no PTG}}}}"
    )
    item = item_of(checklist, PICK)
    assert {one.state for one in item.items} == {"skipped"}


def test_a_role_in_the_cycle_file_proves_that_it_was_found(
    tmp_path: Path,
) -> None:
    checklist, _ = recorded(
        tmp_path, "roles: {event-liaison: {name: Ada, irc: ada}}"
    )
    item = item_of(checklist, PICK)
    assert item.proof is not None
    assert (item.proof.status, item.proof.evidence) == ("done", "Ada (ada)")
    found = week(checklist, D(2026, 11, 1)).having(State.LATE)
    late = [one.id for row in found for one in row.items]
    assert PICK not in late
    # Her duties are not done with it.
    assert f"{PICK}/event-liaison-document" in late
    without, _ = recorded(tmp_path, "")
    proof = item_of(without, PICK).proof
    assert proof is None or proof.status != "done"


def test_what_was_due_before_the_team_began_is_settled(
    tmp_path: Path,
) -> None:
    checklist, problems = recorded(
        tmp_path, "recorded-from: 2026-11-16\nitems: {}"
    )
    assert problems == []
    for item in checklist.walk():
        early = item.due is not None and item.due < D(2026, 11, 16)
        assert item.before_recording == early
    day = D(2026, 11, 16)
    found = week(checklist, day)
    assert found.having(State.LATE, State.WITHOUT_RECORD) == ()
    left = [one for row in handoff(checklist, day).left for one in row.items]
    assert left and not any(one.before_recording for one in left)


# -- ids are permanent


def test_what_was_recorded_stays_where_conditions_change(
    tmp_path: Path,
) -> None:
    """Leadership, models and trackers come from records, which change."""
    path = write_cycle_file(
        tmp_path,
        "items:\n"
        "  m1-client/python-watcherclient: {done: 2026-11-18}\n"
        "  m1-stable/watcher/2026.1: {done: 2026-11-18}\n"
        "  m1-stable/watcher/2025.2: {done: 2026-11-18}\n"
        "  ptg-pick-event-liaison/event-liaison-agenda: {done: 2026-10-02}",
        "2027.1",
    )
    guide, _ = LIBRARY.guide()
    calendar, _ = LIBRARY.calendar("2027.1")
    assert guide is not None and calendar is not None
    records, _ = LIBRARY.records(calendar.cycle)
    file, _ = load_cycle_file(path, guide)
    assert records is not None and file is not None
    changed = {
        name: dataclasses.replace(one, type="other", release_model="abandoned")
        for name, one in records.deliverables.items()
    }
    others = (
        None,
        dataclasses.replace(records, deliverables={}),
        dataclasses.replace(records, deliverables=changed),
    )
    for other in (records, *others):
        found = build_checklist(guide, calendar.cycle, calendar, other, file)
        assert found.problems == tuple(
            one for one in found.problems if str(one.code) == "clamp-dropped"
        )
        for name in file.items:
            assert item_of(found, name).state == "done"


# -- another team's records


@pytest.mark.parametrize(
    ("team", "imported", "severity", "advice"),
    [
        ("watchr", False, "warning", 'Did you mean "watcher"?'),
        ("nova", True, "warning", 'Run "watcher-liaison-guide records '),
        # It has not imported its records yet.
        ("nova", False, "note", 'Run "watcher-liaison-guide records '),
    ],
)
def test_records_of_another_team_are_reported(
    tmp_path: Path, team: str, imported: bool, severity: str, advice: str
) -> None:
    original = find_guide("watcher")
    assert isinstance(original, Path)
    folder = tmp_path / "guide"
    shutil.copytree(original, folder)
    project = folder / "project.yaml"
    text = project.read_text(encoding="utf-8")
    assert "team: watcher" in text
    project.write_text(
        text.replace("team: watcher", f"team: {team}"), encoding="utf-8"
    )
    data = tmp_path / "data"
    if imported:
        shutil.copytree(EMBEDDED / "records", data / "records")
    _, problems = Library((data,), tmp_path, str(folder)).checklist("2026.2")
    (found,) = (one for one in problems if str(one.code) == "other-team")
    assert str(found.severity) == severity
    assert found.position.path == str(project)
    assert found.position.line > 0
    assert found.advice is not None and found.advice.startswith(advice)
