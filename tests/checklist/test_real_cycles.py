# SPDX-License-Identifier: Apache-2.0
"""What is not known of a cycle that is over, or years ahead."""

from __future__ import annotations

from pathlib import Path

from tests.checklist.cycles import checklist_of, recorded


def test_of_a_cycle_that_is_over_it_is_unknown_which_branches_ended() -> None:
    items = checklist_of("2026.1").walk()
    (found,) = (one for one in items if one.step == "any-branch-phase")
    assert found.applies == "judge"


def test_before_a_cycle_has_a_code_name_or_schedule_what_needs_it_is_open(
    tmp_path: Path,
) -> None:
    checklist = recorded(tmp_path, release="2031.2")[0]
    items = list(checklist.walk())
    links = {(one.text, one.url) for item in items for one in item.links}
    # Nothing has the release where a code name belongs.
    name = "Releases of the series"
    assert {url for text, url in links if text == name} == {None}
    assert not any("openstack.org/2" in (url or "") for _, url in links)
    runs = [command.run for item in items for command in item.commands]
    assert any("new-release <series>" in run for run in runs)
    assert not any("new-release 2" in run for run in runs)
    (summit,) = (one for one in items if one.id == "summit-opt-out")
    assert summit.applies == "judge"
