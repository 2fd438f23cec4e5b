# SPDX-License-Identifier: Apache-2.0
"""What governance says of a team, and what its history says of a cycle."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.records.checkouts import checkout, embedded, git
from watcher_liaison_guide.problems import Code, Problem, Severity
from watcher_liaison_guide.records import Records
from watcher_liaison_guide.records.governance import Team, read_team
from watcher_liaison_guide.records.importing import import_records
from watcher_liaison_guide.sources import GOVERNANCE, FolderSource

# -- one state


def people(team: Team) -> dict[str, str]:
    return {
        key: ", ".join(map(str, many)) for key, many in team.liaisons.items()
    }


def read(text: str) -> tuple[Team | None, list[Problem]]:
    """Read a file, or what is indented as the team's entry in one."""
    text = f"watcher:\n{text}" if text[0] == " " else text
    return read_team(text.encode(), "projects.yaml", "watcher")


PTL = "  ptl: {name: A}\n"
LIAISONS = f"{PTL}  liaisons: "


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("  ptl: {name: Ada B <ada@example.org>}\n", {"ptl": "Ada B"}),
        # Without a leadership_type, a PTL says it; liaisons had other names.
        (
            f"{LIAISONS}{{events-liaison: [{{irc: b}}]}}\n",
            {"ptl": "A", "events": "b"},
        ),
        *(
            (f"  ptl: {{name: {name}, irc: No nick supplied, email: a@b}}", {})
            for name in ("APPOINTMENT NEEDED", "TBD", "none", "Vacant", "''")
        ),
    ],
)
def test_people_are_known_by_name_and_nick_and_nobody_by_a_stand_in(
    text: str, found: dict[str, str]
) -> None:
    team, problems = read(text)
    assert problems == []
    assert team is not None
    assert (team.leadership, people(team)) == ("ptl", found)
    assert team.vacant is not bool(found)


UNKNOWN = "warning: unknown-leadership:"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("  leadership_type: odd\n", f'2:20: {UNKNOWN} "odd" is not'),
        ("  irc-channel: x\n", f"2:3: {UNKNOWN} The team has neither"),
        ("  leadership_type: [ptl]\n", "2:20: error: wrong-type: Under"),
        ("  ptl: A\n", '2:8: note: wrong-type: Under "ptl" a person needs'),
        (f"{LIAISONS}[x]\n", "3:13: note: wrong-type: Liaisons are read only"),
        (f"{LIAISONS}{{x: [{{irc: a}}]}}\n", "3:14: note: unknown-key: "),
        ("watchers: {}\n", "1:1: error: unknown-team: There is no team"),
        ("watcher: [x]\n", '1:10: error: wrong-type: Under "watcher", exp'),
        ("- watcher\n", "1:1: error: wrong-type: Expected a mapping of teams"),
        ("watcher: {\n", "2:1: error: yaml-syntax:"),
    ],
)
def test_what_cannot_be_understood_is_a_problem_and_unknown(
    text: str, told: str
) -> None:
    found, problems = read(text)
    assert str(problems[0]).startswith(f"projects.yaml:{told}")
    if "leadership" in text:
        assert found is not None
        assert found.leadership is None


@pytest.mark.parametrize(
    "text",
    [
        f"{LIAISONS}{{tc_members: [nick, nick], release: nick}}\n",
        f"{LIAISONS}{{release: [~, {{name: [a]}}]}}\n  deliverables: [a]\n",
        f"{PTL}zaqar:\n  ptl: {{irc: a}}\n  ptl: {{irc: a}}\n",
        f"nova:\n  ptl: {{irc: a}}\n  ptl: {{irc: a}}\nwatcher:\n{PTL}",
    ],
)
def test_what_is_not_needed_is_a_note_at_most(text: str) -> None:
    team, problems = read(text)
    assert {one.severity for one in problems} <= {Severity.NOTE}
    assert team is not None
    assert people(team) == {"ptl": "A"}


# -- a history

PATH = "reference/projects.yaml"
SEAN = "{name: Sean Mooney, irc: sean-k-mooney}"
SEANS = f"  leadership_type: distributed\n  liaisons: {{release: [{SEAN}]}}\n"
DOUGLAS = "  ptl: {name: Douglas Viroel, irc: dviroel}\n"
RELEASE = "  liaisons: {release: [{irc: chandankumar}, {irc: jgilaber}]}\n"
#: States of Watcher's entry, by the words of the histories below.
STATES = {
    "ada": "  ptl: {name: Ada, irc: ada}\n",
    "ada+": "  ptl: {irc: ada}\n  liaisons: {events: [{irc: e}]}\n",
    "vacant": "  leadership_type: ptl\n  ptl: {name: APPOINTMENT NEEDED}\n",
    "left": "  liaisons: {release: [{irc: old}]}\n  ptl: {name: TBD}\n",
    "sean": SEANS,
    "both": SEANS.replace("{release", "{security: [{irc: s}], release"),
    "other": SEANS.replace("{release", "{events: [{irc: e}], release"),
    "many": SEANS.replace(
        "]}",
        "], events: [{irc: e}], security: [{irc: s}], "
        "tc-liaison: [{irc: t}], bug_deputy: [{irc: b}]}",
    ),
    "douglas": DOUGLAS,
    "douglas+": DOUGLAS + RELEASE,
    "a": "  ptl: {name: A Letter, irc: a}\n",
    "ann": "  ptl: {name: Ann Letter, irc: a}\n",
    "ann+": "  ptl: {name: Ann Letter, irc: a}\n" + RELEASE,
    "ben+": "  ptl: {name: B, irc: b}\n" + RELEASE,
}
#: Its real history; between the states are other teams' ones.
WATCHER = (
    "2021-05-01 ada, 2024-03-01 vacant, 2024-11-01 sean, 2025-01-28 vacant, "
    "2025-02-01 sean, 2026-01-27 vacant, 2026-03-20 douglas, "
    "2026-05-26 douglas+"
)


History = Callable[[str], FolderSource]


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Return a function that makes governance with a history."""
    head = "nova:\n  ptl: {name: Sylvain, irc: bauzas}\nwatcher:\n  url: x\n"

    @functools.cache
    def made(states: str) -> FolderSource:
        days = dict(one.split() for one in states.split(", "))
        texts = {
            day: f"{head}{STATES[word]}zun:\n  ptl: {{irc: {day}}}\n"
            for day, word in days.items()
        }
        folder = tmp_path_factory.mktemp("history") / "governance"
        return FolderSource(checkout(folder, PATH, texts), GOVERNANCE)

    return made


def imported(
    source: FolderSource,
    cycle: str,
    as_of: str | None = None,
    before: Records | None = None,
) -> tuple[Records, list[Problem]]:
    day = datetime.date.fromisoformat(as_of) if as_of else None
    before = before or embedded(cycle)
    found, problems = import_records([source], cycle, "watcher", before, day)
    assert found is not None
    return found, problems


def lead(records: Records) -> str:
    """Return the leadership and each role with its holders."""
    model = records.leadership.model if records.leadership else "unknown"
    liaisons = [
        f"{key} {','.join(one.irc or '' for one in people)}"
        for key, people in (records.liaisons or {}).items()
    ]
    return "; ".join([model, *liaisons])


OF_SEAN = "distributed; release sean-k-mooney"
OF_BOTH = "distributed; security s; release sean-k-mooney"
OF_MANY = f"{OF_SEAN}; events e; security s; tc-liaison t; bug_deputy b"
OF_DOUGLAS = "ptl; ptl dviroel; release chandankumar,jgilaber"
OF_A = "ptl; ptl a; release chandankumar,jgilaber"
#: Roles are filled until the next reset, and no longer.
FILLED = (
    "2025-09-01 sean, 2025-10-15 sean, 2025-11-01 both, 2026-01-01 vacant, "
    "2026-02-01 other"
)
#: A corrected name is no election; an elected PTL is the next cycle's.
ELECTED = "2025-09-01 a, 2025-11-01 ann, 2025-12-01 ann+, 2026-03-01 ben+"
#: The day of the release is the last one.
LAST_DAY = "2025-09-01 sean, 2026-04-01 both, 2026-04-02 other"
VACANT = "2025-09-01 vacant, 2025-12-01 vacant"
HELD = "2025-09-01 left, 2025-11-01 douglas+"


@pytest.mark.parametrize(
    ("cycle", "states", "expected", "notes"),
    [
        ("2025.1", WATCHER, OF_SEAN, "2025-01-28, 2025-02-01,"),
        ("2025.2", WATCHER, OF_SEAN, ""),
        ("2026.1", WATCHER, OF_SEAN, "2026-01-27, 2026-03-20,"),
        ("2026.2", WATCHER, OF_DOUGLAS, ""),
        # It has not begun: the newest state counts.
        ("2027.1", WATCHER, OF_DOUGLAS, ""),
        # A state of long before a cycle is not taken for it.
        ("2025.1", "2021-05-01 ada", "distributed", "ends"),
        ("2026.2", "2021-05-01 ada", "ptl", "ends"),
        ("2027.1", "2021-05-01 ada", "ptl", "ends"),
        # Nor one from before a cycle that has begun and is led otherwise.
        ("2026.2", "2026-03-20 sean", "ptl", "ends"),
        (
            "2026.1",
            FILLED,
            f"{OF_SEAN}; security s",
            "2026-01-01, 2026-02-01,",
        ),
        ("2026.1", ELECTED, OF_A, "2025-11-01, 2026-03-01,"),
        # Roles are in governance's order, though filled on one day.
        ("2026.1", "2025-09-01 sean, 2025-11-01 many", OF_MANY, ""),
        # A role that is held beside a vacancy stays; its change is noted.
        ("2026.1", HELD, "ptl; release old; ptl dviroel", "2025-11-01,"),
        # Nothing but vacancies leave what is on record.
        ("2026.1", VACANT, "distributed", ""),
        ("2026.1", LAST_DAY, f"{OF_SEAN}; security s", ""),
        # A history may end on the first day.
        ("2026.1", "2025-10-01 both", OF_BOTH, ""),
        # What is no role under a PTL is not taken.
        ("2026.2", "2026-04-01 ada+", "ptl; ptl ada", ""),
        # A vacancy of a cycle to come is unknown.
        ("2027.1", f"{WATCHER}, 2026-08-08 vacant", "unknown", ""),
    ],
)
def test_a_cycle_has_what_is_said_first_in_it(
    history: History, cycle: str, states: str, expected: str, notes: str
) -> None:
    records, problems = imported(history(states), cycle)
    assert lead(records) == expected
    assert not records.undated
    assert " ".join(one.message.split()[2] for one in problems) == notes
    severity = Severity.WARNING if notes == "ends" else Severity.NOTE
    assert {(one.code, one.severity) for one in problems} <= {
        (Code.RECORDS_OTHER_DAY, severity)
    }
    if (cycle, states) == ("2026.2", WATCHER):
        assert "of 2026-03-20" in str(records.leadership)


@pytest.mark.parametrize(
    ("day", "expected", "changes"),
    [
        ("2025-10-01", OF_SEAN, 2),
        ("2026-02-01", "ptl; ptl dviroel", 0),
        ("2026-03-25", "ptl; ptl dviroel", 0),
    ],
)
def test_another_day_can_be_named(
    history: History, day: str, expected: str, changes: int
) -> None:
    records, problems = imported(history(WATCHER), "2026.1", day)
    assert (lead(records), len(problems)) == (expected, changes)
    assert all(": the team has " in one.message for one in problems)


def test_a_checkout_without_its_whole_history_is_undated(
    history: History, tmp_path: Path
) -> None:
    watcher = history(WATCHER)
    git(tmp_path, "clone", "-q", "--depth=1", watcher.root.as_uri(), "one")
    shallow = FolderSource(tmp_path / "one", GOVERNANCE)
    records, problems = imported(shallow, "2026.2")
    assert records.undated
    assert [one.code for one in problems] == [Code.RECORDS_UNDATED]
    # A dated import takes the mark away, and another that adds nothing does
    # not bring it back.
    records, _ = imported(watcher, "2026.2", before=records)
    assert not records.undated
    again, problems = imported(shallow, "2026.2", before=records)
    assert again == records
    assert [one.code for one in problems] == [Code.RECORDS_UNDATED]
