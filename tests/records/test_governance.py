# SPDX-License-Identifier: Apache-2.0
"""Both shapes of projects.yaml give leadership and people, and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from watcher_liaison_guide.problems import Problem
from watcher_liaison_guide.records.governance import Team, read_team


def shared(shared_data: Path, day: str, team: str) -> Team:
    folder = shared_data / "data" / "openstack-governance" / day
    path = folder / "reference" / "projects.yaml"
    found, problems = read_team(path.read_bytes(), str(path), team)
    assert found is not None
    assert problems == []
    return found


def read(text: str) -> tuple[Team | None, list[Problem]]:
    return read_team(text.encode(), "projects.yaml", "watcher")


def people(team: Team) -> dict[str, str]:
    return {
        key: ", ".join(map(str, many)) for key, many in team.liaisons.items()
    }


LIAISONS = (
    "Chandan Kumar (chandankumar), Joan Francesc Gilabert Navarro (jgilaber)"
)


def test_watcher_was_distributed_and_is_led_by_a_ptl(
    shared_data: Path,
) -> None:
    old = shared(shared_data, "2026-01-27", "watcher")
    new = shared(shared_data, "2026-08-08", "watcher")
    assert (old.leadership, new.leadership) == ("distributed", "ptl")
    assert people(old) == {
        "release": LIAISONS,
        "tact-sig": "Douglas Viroel (dviroel), Chandan Kumar (chandankumar)",
        "security": "Dan Smith (dansmith), Sean Mooney (sean-k-mooney)",
        "tc-liaison": "Goutham Pacha Ravi (gouthamr)",
    }
    assert people(new) == {
        "ptl": "Douglas Viroel (dviroel)",
        "release": LIAISONS,
        "security": "Douglas Viroel (dviroel)",
    }
    # Specifications are never released.
    assert new.deliverables == (
        "watcher",
        "watcher-tempest-plugin",
        "python-watcherclient",
        "watcher-dashboard",
    )


@pytest.mark.parametrize("day", ["2026-01-27", "2026-08-08"])
def test_every_team_has_a_leadership_and_no_mail_address(
    shared_data: Path, day: str
) -> None:
    folder = shared_data / "data" / "openstack-governance" / day
    text = (folder / "reference" / "projects.yaml").read_text("utf-8")
    for team in re.findall(r"^(\w\S*):$", text, re.MULTILINE):
        found = shared(shared_data, day, team)
        assert found.leadership in ("ptl", "distributed")
        assert "@" not in str(people(found))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ada Example <ada@example.org>", {"ptl": "Ada Example"}),
        ("APPOINTMENT NEEDED", {}),
        ("TBD", {}),
        ("none", {}),
        ("Vacant", {}),
        ("''", {}),
        ("~", {}),
    ],
)
def test_addresses_and_stand_ins_for_nobody_are_left_out(
    name: str, found: dict[str, str]
) -> None:
    team, problems = read(
        f"watcher:\n  ptl: {{name: {name}, irc: No nick supplied, email: a@b}}"
    )
    assert problems == []
    assert team is not None
    assert people(team) == found
    assert team.vacant is not bool(found)


def test_liaisons_have_had_other_names() -> None:
    team, problems = read(HEAD + "  liaisons: {events-liaison: [{irc: b}]}\n")
    assert problems == []
    assert team is not None
    # Without a leadership_type, a PTL says it.
    assert (team.leadership, people(team)) == (
        "ptl",
        {"ptl": "A", "events": "b"},
    )


HEAD = "watcher:\n  ptl: {name: A}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "watcher:\n  leadership_type: triumvirate\n  ptl: {name: A}\n",
            '2:20: warning: unknown-leadership: "triumvirate" is not',
        ),
        (
            "watcher:\n  leadership_type: ''\n",
            "2:3: warning: unknown-leadership: The team has neither",
        ),
        (
            "watcher:\n  irc-channel: openstack-watcher\n",
            "2:3: warning: unknown-leadership: The team has neither",
        ),
        (
            "watcher:\n  leadership_type: [ptl]\n",
            '2:20: error: wrong-type: Under "leadership_type"',
        ),
        (
            "watcher:\n  ptl: Ada\n",
            '2:8: note: wrong-type: Under "ptl" a person needs',
        ),
        (
            HEAD + "  liaisons: [release]\n",
            "3:13: note: wrong-type: Liaisons are read only by role",
        ),
        (
            HEAD + "  liaisons: {cheese: [{name: B}]}\n",
            '3:14: note: unknown-key: "cheese" is not a known liaison',
        ),
        (
            "watchers:\n  ptl: {name: A}\n",
            '1:1: error: unknown-team: There is no team "watcher". '
            'Did you mean "watchers"?',
        ),
        ("- watcher\n", "1:1: error: wrong-type: Expected a mapping of teams"),
        ("watcher: {\n", "2:1: error: yaml-syntax:"),
    ],
)
def test_what_cannot_be_understood_is_a_problem_and_unknown(
    text: str, told: str
) -> None:
    found, problems = read(text)
    assert str(problems[0]).startswith(f"projects.yaml:{told}")
    assert found is None or "release" not in found.liaisons
    if "leadership" in told:
        assert found is not None
        assert found.leadership is None
