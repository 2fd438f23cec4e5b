# SPDX-License-Identifier: Apache-2.0
"""What the checklists of real cycles say of branches, roles and dates."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.checklist.cycles import checklist_of, recorded
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.checklist.model import Item
from watcher_liaison_guide.library import Library

D = datetime.date


# -- the last release of a branch, in the cycle in which it is due

STEP = "any-branch-phase"
DELIVERABLES = ("watcher", "watcher-dashboard", "python-watcherclient")


def endings(cycle: str, branch: str = "") -> list[Item]:
    return [
        one
        for one in checklist_of(cycle).walk()
        if one.step == STEP and one.id.endswith(branch)
    ]


def test_a_branch_that_ends_just_after_a_cycle_is_work_of_that_cycle() -> None:
    """series_status.yaml: epoxy is unmaintained from Friday 2026-10-02.

    2026.2 is released on Wednesday 2026-09-30; nothing else is released in
    that week, so that the week before is the last one.
    """
    found = endings("2026.2", "/2025.1")
    assert [one.id for one in found] == [
        f"{STEP}/{name}/2025.1" for name in DELIVERABLES
    ]
    for one in found:
        assert (one.applies, one.branch) == ("yes", "stable/2025.1")
        assert (one.start, one.due) == (D(2026, 8, 24), D(2026, 9, 25))
        assert one.counted_from == "End of the branch's maintenance"
        assert [note.plain for note in one.notes] == [
            "It stops being maintained on 2026-10-02."
        ]


@pytest.mark.parametrize(
    ("cycle", "applies", "why"),
    [
        # flamingo goes on to 2027-04-28, past the release of 2027-03-24.
        ("2027.1", "no", "No branch stops being maintained in this cycle."),
        # The records do not say when what has ended did so.
        ("2026.1", "judge", None),
        ("2025.1", "judge", None),
    ],
)
def test_a_cycle_without_a_known_end_has_one_item(
    cycle: str, applies: str, why: str | None
) -> None:
    (one,) = endings(cycle)
    assert (one.id, one.applies) == (STEP, applies)
    assert why in (None, one.why)


def test_what_was_recorded_for_a_branch_stays_without_its_day(
    tmp_path: Path,
) -> None:
    """Records first read after the end have no day for it any more."""
    before = (
        "status: maintained, slurp: true, release-date: 2025-04-02, "
        "next-phase: {status: unmaintained, date: 2026-10-02}"
    )
    after = (
        "status: unmaintained, slurp: true, release-date: 2025-04-02, "
        "next-phase: {status: end of life, date: null}"
    )
    text = (EMBEDDED / "records" / "2026.2.yaml").read_text("utf-8")
    assert before in text
    (tmp_path / "records").mkdir()
    path = tmp_path / "records" / "2026.2.yaml"
    path.write_text(text.replace(before, after), "utf-8")
    done = f"{STEP}/watcher/2025.1"
    file = tmp_path / "2026.2.cycle.yaml"
    file.write_text(
        'cycle: "2026.2"\n'
        f"items:\n  {done}: {{done: 2026-09-20}}\n"
        f"  {STEP}/watcher/2042.1: {{done: 2026-09-20}}\n"
    )
    checklist, problems = Library((tmp_path,), tmp_path).checklist("2026.2")
    assert checklist is not None
    states = {one.id: one.state for one in checklist.walk()}
    assert states[done] == "done"
    assert f"{STEP}/watcher-dashboard/2025.1" not in states
    unknown = [one for one in problems if str(one.code) == "unknown-item"]
    assert [one.message for one in unknown] == [
        f'The checklist has no item "{STEP}/watcher/2042.1".'
    ]


# -- before a cycle has a code name


def test_nothing_has_the_release_where_a_code_name_belongs(
    tmp_path: Path,
) -> None:
    items = list(recorded(tmp_path, release="2031.2")[0].walk())
    links = [link for item in items for link in item.links]
    assert not [
        link.url
        for link in links
        if link.url and link.url.startswith("https://releases.openstack.org/2")
    ]
    (schedule,) = {
        link.url for link in links if link.text == "Releases of the series"
    }
    assert schedule is None
    runs = [command.run for item in items for command in item.commands]
    assert any("new-release <series>" in run for run in runs)
    assert not [run for run in runs if "new-release 2" in run]


def test_what_only_a_schedule_or_the_leadership_decides_is_open(
    tmp_path: Path,
) -> None:
    checklist = recorded(tmp_path, release="2031.2")[0]
    items = {item.id: item for item in checklist.items}
    assert items["summit-opt-out"].applies == "judge"
    # Notes of opposite cases say which is which.
    first, second = (note.plain for note in items["ptg-discuss-slurp"].notes)
    assert first.startswith("In a SLURP cycle: ")
    assert second.startswith("In a non-SLURP cycle: ")
    (policy,) = checklist.policies
    assert policy.decides.title == "Project team lead / Release liaison"


def test_branches_are_those_of_the_day_on_which_the_cycle_begins(
    tmp_path: Path,
) -> None:
    """2027.2 begins on 2027-03-24, with the release of 2027.1.

    series_status.yaml: epoxy (2025.1) is maintained to 2026-10-02, flamingo
    (2025.2) to 2027-04-28. Which of these a milestone meets depends on its
    day.
    """
    found = [
        (item.branch, item.applies)
        for item in recorded(tmp_path, release="2027.2")[0].walk()
        if item.step == "m1-stable" and item.deliverable == "watcher"
    ]
    assert found == [
        (f"stable/{release}", "judge")
        for release in ("2027.1", "2026.2", "2026.1", "2025.2")
    ]
