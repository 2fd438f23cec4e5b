# SPDX-License-Identifier: Apache-2.0
"""Both shapes of projects.yaml give leadership and people, and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from watcher_liaison_guide.problems import Problem
from watcher_liaison_guide.records.governance import Team, read_team


def people(team: Team) -> dict[str, str]:
    return {
        key: ", ".join(map(str, many)) for key, many in team.liaisons.items()
    }


@pytest.mark.parametrize(
    ("day", "leadership", "security"),
    [
        ("2026-01-27", "distributed", "Dan Smith (dansmith), Sean Mooney"),
        ("2026-08-08", "ptl", "Douglas Viroel (dviroel)"),
    ],
)
def test_every_team_is_read_and_watcher_was_distributed_before_its_ptl(
    shared_data: Path, day: str, leadership: str, security: str
) -> None:
    folder = shared_data / "data" / "openstack-governance" / day
    content = (folder / "reference" / "projects.yaml").read_bytes()
    teams = re.findall(r"^(\w\S*):$", content.decode(), re.MULTILINE)
    for name in teams:
        team, problems = read_team(content, "projects.yaml", name)
        assert team is not None
        assert problems == []
        assert team.leadership in ("ptl", "distributed")
        assert "@" not in str(people(team))
        if name == "watcher":
            assert team.leadership == leadership
            assert people(team)["security"].startswith(security)
            # Specifications are never released.
            assert " ".join(team.deliverables) == (
                "watcher watcher-tempest-plugin python-watcherclient "
                "watcher-dashboard"
            )


def read(text: str) -> tuple[Team | None, list[Problem]]:
    """Read a file, or what is indented as the team's entry in one."""
    text = f"watcher:\n{text}" if text[0] == " " else text
    return read_team(text.encode(), "projects.yaml", "watcher")


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
    nobody = "irc: No nick supplied, email: a@b"
    team, problems = read(f"  ptl: {{name: {name}, {nobody}}}")
    assert problems == []
    assert team is not None
    assert people(team) == found
    assert team.vacant is not bool(found)


PTL = "  ptl: {name: A}\n"
NEITHER = "2:3: warning: unknown-leadership: The team has neither"


def test_liaisons_have_had_other_names() -> None:
    team, problems = read(
        f"{PTL}  liaisons: {{events-liaison: [{{irc: b}}]}}\n"
    )
    assert problems == []
    assert team is not None
    # Without a leadership_type, a PTL says it.
    assert team.leadership == "ptl"
    assert people(team) == {"ptl": "A", "events": "b"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"  leadership_type: triumvirate\n{PTL}",
            '2:20: warning: unknown-leadership: "triumvirate" is not',
        ),
        ("  leadership_type: ''\n", NEITHER),
        ("  irc-channel: openstack-watcher\n", NEITHER),
        (
            "  leadership_type: [ptl]\n",
            '2:20: error: wrong-type: Under "leadership_type"',
        ),
        ("  ptl: A\n", '2:8: note: wrong-type: Under "ptl" a person needs'),
        (
            f"{PTL}  liaisons: [release]\n",
            "3:13: note: wrong-type: Liaisons are read only by role",
        ),
        (
            f"{PTL}  liaisons: {{cheese: [{{name: B}}]}}\n",
            '3:14: note: unknown-key: "cheese" is not a known liaison',
        ),
        (
            f"watchers:\n{PTL}",
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
