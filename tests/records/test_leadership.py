# SPDX-License-Identifier: Apache-2.0
"""A cycle's leadership is what governance's history says first within it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.records.checkouts import checkout, embedded, git
from watcher_liaison_guide.fields import read_yaml
from watcher_liaison_guide.problems import Code, Problem, Severity
from watcher_liaison_guide.records import Records
from watcher_liaison_guide.records.importing import import_records
from watcher_liaison_guide.records.loading import RECORDS, to_yaml
from watcher_liaison_guide.sources import GOVERNANCE, FolderSource

PATH = "reference/projects.yaml"
VACANT = "  leadership_type: ptl\n  ptl: {name: APPOINTMENT NEEDED, irc: ''}\n"
SEAN = "{name: Sean Mooney, irc: sean-k-mooney}"
DISTRIBUTED = (
    f"  leadership_type: distributed\n  liaisons: {{release: [{SEAN}]}}\n"
)
DOUGLAS = "  ptl: {name: Douglas Viroel, irc: dviroel}\n"
RELEASE = "  liaisons: {release: [{irc: chandankumar}, {irc: jgilaber}]}\n"
#: Watcher's own, with the states of other teams between.
WATCHER = {
    "2021-05-01": "  ptl: {name: Ada, irc: ada}\n",
    "2024-03-01": VACANT,
    "2024-11-01": DISTRIBUTED,
    "2025-01-28": VACANT,
    "2025-02-01": DISTRIBUTED,
    "2026-01-27": VACANT,
    "2026-03-20": DOUGLAS,
    "2026-05-26": DOUGLAS + RELEASE,
}


def made(folder: Path, texts: dict[str, str]) -> FolderSource:
    head = "nova:\n  ptl: {name: Sylvain, irc: bauzas}\nwatcher:\n  url: x\n"
    texts = {
        day: f"{head}{text}zun:\n  ptl: {{irc: {day}}}\n"
        for day, text in texts.items()
    }
    folder = checkout(folder / "governance", PATH, texts)
    return FolderSource(folder, GOVERNANCE)


@pytest.fixture(scope="module")
def watcher(tmp_path_factory: pytest.TempPathFactory) -> FolderSource:
    """Governance with Watcher's real history."""
    return made(tmp_path_factory.mktemp("watcher"), WATCHER)


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
OF_DOUGLAS = "ptl; ptl dviroel; release chandankumar,jgilaber"


@pytest.mark.parametrize(
    ("cycle", "as_of", "expected", "changed"),
    [
        ("2025.1", None, OF_SEAN, ["2025-01-28", "2025-02-01"]),
        ("2025.2", None, OF_SEAN, []),
        ("2026.1", None, OF_SEAN, ["2026-01-27", "2026-03-20"]),
        ("2026.2", None, OF_DOUGLAS, []),
        # It has not begun: the newest state counts.
        ("2027.1", None, OF_DOUGLAS, []),
        # Another day can be named.
        ("2026.1", "2025-10-01", OF_SEAN, ["2026-01-27", "2026-03-20"]),
        ("2026.1", "2026-02-01", "ptl; ptl dviroel", []),
        ("2026.1", "2026-03-25", "ptl; ptl dviroel", []),
    ],
)
def test_watchers_history_gives_each_cycle_its_own_leadership(
    watcher: FolderSource,
    cycle: str,
    as_of: str | None,
    expected: str,
    changed: list[str],
) -> None:
    records, problems = imported(watcher, cycle, as_of)
    assert lead(records) == expected
    assert not records.undated
    assert {one.severity for one in problems} <= {Severity.NOTE}
    days = [one.message.split(",")[0] for one in problems]
    assert days == [f"Changed on {day}" for day in changed]
    if cycle == "2026.2":
        assert "of 2026-03-20" in str(records.leadership)


@pytest.mark.parametrize("last", ["2024-05-01", "2026-02-12", "2026-03-20"])
@pytest.mark.parametrize("cycle", ["2025.1", "2026.1"])
def test_a_state_of_another_day_replaces_nothing_silently(
    tmp_path: Path, cycle: str, last: str
) -> None:
    texts = {day: text for day, text in WATCHER.items() if day <= last}
    records, problems = imported(made(tmp_path, texts), cycle)
    assert lead(records).startswith("distributed")
    assert Code.RECORDS_OTHER_DAY in {one.code for one in problems}


@pytest.mark.parametrize("cycle", ["2025.1", "2026.2", "2027.1"])
def test_a_state_of_long_before_a_cycle_is_not_taken_for_it(
    tmp_path: Path, cycle: str
) -> None:
    source = made(tmp_path, {"2021-05-01": "  ptl: {name: Eve, irc: eve}\n"})
    records, [found] = imported(source, cycle)
    assert records.leadership == embedded(cycle).leadership
    assert records.liaisons is None
    assert found.code is Code.RECORDS_OTHER_DAY
    assert "The history ends on 2021-05-01" in found.message


BOTH = DISTRIBUTED.replace("{release", "{security: [{irc: s}], release")
OTHER = DISTRIBUTED.replace("{release", "{events: [{irc: e}], release")


@pytest.mark.parametrize(
    ("cycle", "texts", "expected", "notes"),
    [
        # Roles are filled until the next reset, and no longer.
        (
            "2026.1",
            {
                "2025-09-01": DISTRIBUTED,
                "2025-10-15": DISTRIBUTED,
                "2025-11-01": BOTH,
                "2026-01-01": VACANT,
                "2026-02-01": OTHER,
            },
            f"{OF_SEAN}; security s",
            ["2026-01-01", "2026-02-01"],
        ),
        # A corrected name is no election; an elected PTL is the next cycle's.
        (
            "2026.1",
            {
                "2025-09-01": "  ptl: {name: A Letter, irc: a}\n",
                "2025-11-01": "  ptl: {name: Ann Letter, irc: a}\n",
                "2025-12-01": "  ptl: {name: Ann Letter, irc: a}\n" + RELEASE,
                "2026-03-01": "  ptl: {name: B, irc: b}\n" + RELEASE,
            },
            "ptl; ptl a; release chandankumar,jgilaber",
            ["2025-11-01", "2026-03-01"],
        ),
        # Nothing but vacancies leave what is on record.
        (
            "2026.1",
            {"2025-09-01": VACANT, "2025-12-01": VACANT},
            "distributed",
            [],
        ),
        # The day of the release is the last one.
        (
            "2026.1",
            {
                "2025-09-01": DISTRIBUTED,
                "2026-04-01": BOTH,
                "2026-04-02": OTHER,
            },
            f"{OF_SEAN}; security s",
            [],
        ),
        # A history may end on the first day.
        (
            "2026.1",
            {"2025-10-01": BOTH},
            "distributed; security s; release sean-k-mooney",
            [],
        ),
        # A vacancy of a cycle to come is unknown.
        ("2027.1", {**WATCHER, "2026-08-08": VACANT}, "unknown", []),
    ],
)
def test_a_cycle_has_what_is_said_first_in_it(
    tmp_path: Path,
    cycle: str,
    texts: dict[str, str],
    expected: str,
    notes: list[str],
) -> None:
    records, problems = imported(made(tmp_path, texts), cycle)
    assert lead(records) == expected
    assert [one.message.split()[2].strip(",") for one in problems] == notes


def test_a_checkout_without_its_whole_history_is_undated(
    watcher: FolderSource, tmp_path: Path
) -> None:
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


@pytest.mark.parametrize(
    "text",
    [
        "  liaisons: [nick, nick]\n  tc_members: [nick, nick]\n",
        "  liaisons: {tc_members: [nick, nick], release: nick}\n",
        "  liaisons: {release: [~, {name: [a]}]}\n  deliverables: [a]\n",
        "zaqar:\n  ptl: {irc: a}\n  ptl: {irc: a}\n",
    ],
)
def test_what_is_not_needed_is_a_note_at_most(
    tmp_path: Path, text: str
) -> None:
    source = made(tmp_path, {"2026-03-20": DOUGLAS + text})
    records, problems = imported(source, "2026.2")
    assert {one.severity for one in problems} <= {Severity.NOTE}
    assert lead(records).startswith("ptl; ptl dviroel")
    assert read_yaml(RECORDS, to_yaml(records).encode(), "x") == (records, [])
