# SPDX-License-Identifier: Apache-2.0
"""Both shapes of projects.yaml give leadership and people, and no more."""

from pathlib import Path

import pytest

from watcher_liaison_guide.problems import Problem
from watcher_liaison_guide.records.governance import Team, read_team


def _shared(shared_data: Path, day: str, team: str) -> Team:
    folder = shared_data / "data" / "openstack-governance" / day
    path = folder / "reference" / "projects.yaml"
    found, problems = read_team(path.read_bytes(), str(path), team)
    assert found is not None
    assert problems == []
    return found


def _read(text: str) -> tuple[Team | None, list[Problem]]:
    return read_team(text.encode(), "projects.yaml", "watcher")


def _people(team: Team) -> dict[str, list[str]]:
    return {key: list(map(str, many)) for key, many in team.liaisons.items()}


def test_watcher_was_distributed_and_is_led_by_a_ptl(
    shared_data: Path,
) -> None:
    old = _shared(shared_data, "2026-01-27", "watcher")
    new = _shared(shared_data, "2026-08-08", "watcher")
    assert (old.leadership, new.leadership) == ("distributed", "ptl")
    liaisons = [
        "Chandan Kumar (chandankumar)",
        "Joan Francesc Gilabert Navarro (jgilaber)",
    ]
    assert _people(old) == {
        "release": liaisons,
        "tact-sig": [
            "Douglas Viroel (dviroel)",
            "Chandan Kumar (chandankumar)",
        ],
        "security": ["Dan Smith (dansmith)", "Sean Mooney (sean-k-mooney)"],
        "tc-liaison": ["Goutham Pacha Ravi (gouthamr)"],
    }
    assert _people(new) == {
        "ptl": ["Douglas Viroel (dviroel)"],
        "release": liaisons,
        "security": ["Douglas Viroel (dviroel)"],
    }


def test_specifications_are_never_released(shared_data: Path) -> None:
    assert _shared(shared_data, "2026-08-08", "watcher").deliverables == (
        "watcher",
        "watcher-tempest-plugin",
        "python-watcherclient",
        "watcher-dashboard",
    )


def test_without_a_leadership_a_ptl_says_it(shared_data: Path) -> None:
    # The old file has no leadership_type for these teams.
    for team in ("nova", "cyborg", "OpenStackSDK"):
        found = _shared(shared_data, "2026-01-27", team)
        assert found.leadership == "ptl"


def test_a_nick_that_nobody_supplied_is_unknown(shared_data: Path) -> None:
    found = _shared(shared_data, "2026-01-27", "cyborg")
    assert _people(found) == {"ptl": ["Li Liu"]}


def test_names_keep_their_letters(shared_data: Path) -> None:
    found = _shared(shared_data, "2026-08-08", "nova")
    assert _people(found)["ptl"] == ["René Ribaud (Uggla)"]


def test_an_earlier_name_of_a_liaison_is_today_s(shared_data: Path) -> None:
    for day in ("2026-01-27", "2026-08-08"):
        found = _shared(shared_data, day, "ironic")
        assert _people(found)["events"] == [
            "Iury Gregory Melo Ferreira (iurygregory)"
        ]


@pytest.mark.parametrize("day", ["2026-01-27", "2026-08-08"])
def test_no_team_s_people_have_a_mail_address(
    shared_data: Path, day: str
) -> None:
    teams = (
        *("cyborg", "ironic", "manila", "neutron", "nova", "OpenStackSDK"),
        *("oslo", "requirements", "watcher"),
    )
    for team in teams:
        assert "@" not in str(_people(_shared(shared_data, day, team)))


def test_an_address_in_a_name_is_left_out() -> None:
    found, problems = _read(
        "watcher:\n  ptl: {name: Ada Example <ada@example.org>, "
        "irc: n/a, email: ada@example.org}\n",
    )
    assert problems == []
    assert found is not None
    assert _people(found) == {"ptl": ["Ada Example"]}


@pytest.mark.parametrize(
    "stand_in", ["APPOINTMENT NEEDED", "TBD", "none", "Vacant", "''", "~"]
)
def test_a_stand_in_for_nobody_is_nobody(
    tmp_path: Path, stand_in: str
) -> None:
    found, _ = _read(
        f"watcher:\n  leadership_type: ptl\n  ptl: {{name: {stand_in}, "
        "irc: No nick supplied}\n",
    )
    assert found is not None
    assert found.liaisons == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "watcher:\n  leadership_type: triumvirate\n  ptl: {name: A}\n",
            '2:20: warning: unknown-leadership: "triumvirate" is not',
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
            "watcher:\n  ptl: {name: A}\n  liaisons: [release]\n",
            "3:13: note: wrong-type: Liaisons are read only by role",
        ),
        (
            "watcher:\n  ptl: {name: A}\n  liaisons: {cheese: [{name: B}]}\n",
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
    found, problems = _read(text)
    assert str(problems[0]).startswith(f"projects.yaml:{told}")
    assert found is None or "release" not in found.liaisons


@pytest.mark.parametrize("leadership", ["triumvirate", "[ptl]", "''"])
def test_a_leadership_that_cannot_be_understood_is_unknown(
    leadership: str,
) -> None:
    found, problems = _read(f"watcher:\n  leadership_type: {leadership}\n")
    assert found is not None
    assert found.leadership is None
    assert problems
