# SPDX-License-Identifier: Apache-2.0
"""A date on an event's own day, and one that is counted from an event."""

from __future__ import annotations

import pytest

from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.export import display
from watcher_liaison_guide.library import Library

#: By the windows of the domain's table of phases; None: the event's own day.
PHASES = {
    "cycle-start": "Milestone 1",
    "ptg": None,
    "after-ptg": "Project Team Gathering",
    "before-milestone-1": "Milestone 1",
    "milestone-1": None,
    "before-milestone-2": "Milestone 2",
    "milestone-2": None,
    "after-spec-freeze": "Spec freeze",
    "milestone-3": None,
    "week-after-milestone-3": "Milestone 3",
    "before-rc": "RC1",
    "rc": None,
    "after-rc": "RC1",
    "release-week": None,
    "summit": None,
}


@pytest.fixture(scope="module", params=["2026.2", "2027.1"])
def checklist(request: pytest.FixtureRequest) -> Checklist:
    found, _ = Library().checklist(request.param)
    assert found is not None
    return found


def test_a_phase_tells_what_it_is_counted_from(checklist: Checklist) -> None:
    found = {phase.id: phase.counted_from for phase in checklist.phases}
    assert {name: found[name] for name in PHASES} == PHASES


def test_only_an_events_own_day_has_its_basis(checklist: Checklist) -> None:
    shown = {phase.id: display.basis_text(phase) for phase in checklist.phases}
    assert shown["milestone-1"] == "stated"
    assert shown["before-milestone-1"] == "counted from: Milestone 1"
    # A span ends where it ends.
    assert shown["ptg"] == "whole span"


def test_an_item_on_the_day_of_an_event_is_not_counted_from_it(
    checklist: Checklist,
) -> None:
    found = {item.id: item.counted_from for item in checklist.walk()}
    assert found["rc-push-highlights"] is None
    assert found["rc-reno-prelude"] == "RC1"
    assert found["rw-approve-final"] == "Release"
