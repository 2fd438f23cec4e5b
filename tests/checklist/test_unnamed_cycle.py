# SPDX-License-Identifier: Apache-2.0
"""What a cycle's checklist says before the cycle has a code name."""

from pathlib import Path

from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.library import Library


def checklist_of(release: str, folder: Path) -> Checklist:
    """Gives the checklist of a cycle that only its cycle file knows."""
    path = folder / f"{release}.cycle.yaml"
    path.write_text(f'cycle: "{release}"\n', encoding="utf-8")
    checklist, _ = Library(cycles=folder).checklist(release)
    assert checklist is not None
    return checklist


def test_no_address_is_made_of_a_code_name_that_is_not_known(
    tmp_path: Path,
) -> None:
    checklist = checklist_of("2031.2", tmp_path)
    links = [link for item in checklist.walk() for link in item.links]
    assert not [
        link.url
        for link in links
        if link.url and link.url.startswith("https://releases.openstack.org/2")
    ]
    (schedule,) = {
        link.url for link in links if link.text == "Releases of the series"
    }
    assert schedule is None


def test_no_command_names_the_release_where_a_code_name_belongs(
    tmp_path: Path,
) -> None:
    checklist = checklist_of("2031.2", tmp_path)
    commands = [
        command.run
        for item in checklist.walk()
        for command in item.commands
        if "new-release" in command.run
    ]
    assert any("new-release <series>" in run for run in commands)
    assert not [run for run in commands if "new-release 2" in run]


def test_what_a_schedule_would_tell_is_a_judgement_without_one(
    tmp_path: Path,
) -> None:
    checklist = checklist_of("2031.2", tmp_path)
    (item,) = (one for one in checklist.items if one.id == "summit-opt-out")
    assert item.applies == "judge"


def test_notes_of_opposite_cases_tell_their_case(tmp_path: Path) -> None:
    checklist = checklist_of("2031.2", tmp_path)
    (item,) = (one for one in checklist.items if one.id == "ptg-discuss-slurp")
    first, second = (note.plain for note in item.notes)
    assert first.startswith("In a SLURP cycle: ")
    assert second.startswith("In a non-SLURP cycle: ")


def test_branches_are_those_of_the_day_on_which_the_cycle_begins(
    tmp_path: Path,
) -> None:
    """2027.2 begins on 2027-03-24, with the release of 2027.1.

    series_status.yaml: epoxy (2025.1) is maintained to 2026-10-02, flamingo
    (2025.2) to 2027-04-28. Which of these a milestone meets depends on its
    day.
    """
    checklist = checklist_of("2027.2", tmp_path)
    found = [
        (item.branch, item.applies)
        for item in checklist.walk()
        if item.step == "m1-stable" and item.deliverable == "watcher"
    ]
    assert found == [
        (f"stable/{release}", "judge")
        for release in ("2027.1", "2026.2", "2026.1", "2025.2")
    ]


def test_who_decides_is_told_by_both_roles_where_the_leadership_is_open(
    tmp_path: Path,
) -> None:
    checklist = checklist_of("2031.2", tmp_path)
    (policy,) = checklist.policies
    assert policy.decides.title == "Project team lead / Release liaison"
