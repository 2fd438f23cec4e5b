# SPDX-License-Identifier: Apache-2.0
"""A step is proven by what is on record of its cycle, and by nothing else."""

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.calendar.model import Basis, Event, Occurrence
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.records.loading import load_records
from watcher_liaison_guide.records.model import (
    Branch,
    CycleName,
    DeliverableFacts,
    Person,
    Proven,
    Records,
    Release,
)
from watcher_liaison_guide.records.proof import Window, prove

DATA = Path(__file__).parent / "data"
START = datetime.date(2026, 11, 16)
END = datetime.date(2026, 11, 20)


# -- gazpacho, by hand


def _golden() -> dict[str, dict[str, Any]]:
    text = (DATA / "gazpacho-proof.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return found


def _gazpacho(tmp_path: Path) -> dict[str, Proven]:
    # No cycle files: the team's word is no record.
    checklist, problems = Library(cycles=tmp_path).checklist("2026.1")
    assert checklist is not None
    assert problems == []
    return {
        item.id: item.proof
        for item in checklist.walk()
        if item.proof is not None
    }


def test_what_the_records_prove_of_gazpacho_is_what_was_found_by_hand(
    tmp_path: Path,
) -> None:
    found = {
        name: {
            key: value
            for key, value in (
                ("status", proof.status),
                ("evidence", proof.evidence),
                ("file", proof.file),
            )
            if value is not None
        }
        for name, proof in _gazpacho(tmp_path).items()
    }
    assert found == _golden()


def test_evidence_of_a_file_has_the_commit_that_was_read(
    tmp_path: Path,
) -> None:
    records, _ = load_records(EMBEDDED / "records" / "2026.1.yaml")
    assert records is not None
    assert records.source is not None
    for proof in _gazpacho(tmp_path).values():
        commit = records.source.commit if proof.file else None
        assert proof.commit == commit


def test_what_is_not_done_says_why(tmp_path: Path) -> None:
    for proof in _gazpacho(tmp_path).values():
        assert (proof.why is None) is (proof.status == "done")


# -- the rules


def _prove(
    rule: str,
    facts: DeliverableFacts | None = None,
    window: Window = (None, None),
    records: dict[str, Any] | None = None,
    **options: str,
) -> tuple[str, str | None]:
    known = Records(
        CycleName("indri", "2027.1"),
        deliverables={"it": facts} if facts else {},
    )
    known = dataclasses.replace(known, **(records or {}))
    proof = prove(
        rule,
        {key.replace("_", "-"): value for key, value in options.items()},
        known,
        "it",
        None,
        window,
    )
    return proof.status, proof.evidence


def _released(*versions: str | tuple[str, str], **more: Any) -> Any:
    releases = tuple(
        Release(one)
        if isinstance(one, str)
        else Release(one[0], datetime.date.fromisoformat(one[1]))
        for one in versions
    )
    return DeliverableFacts("it", releases=releases, **more)


@pytest.mark.parametrize(
    ("versions", "kind", "answer"),
    [
        (["17.0.0.0rc1"], "rc", ("done", "17.0.0.0rc1")),
        (["17.0.0.0rc1", "17.0.0.0rc2"], "rc", ("done", "17.0.0.0rc1")),
        (["17.0.0"], "rc", ("open", None)),
        (["17.0.0.0rc1"], "final", ("open", None)),
        (["17.0.0.0rc1", "17.0.0"], "final", ("done", "17.0.0")),
        (["17.0.0.0b1"], "final", ("open", None)),
        (["17.0.0.0b1"], "any", ("done", "17.0.0.0b1")),
        (["4.10.0"], "any", ("done", "4.10.0")),
        ([], "any", ("open", None)),
        # Tags that end a branch release nothing.
        (["2024.1-eom", "2024.1-eol", "2024.1-last"], "any", ("open", None)),
        (["2024.1-eom"], "final", ("open", None)),
    ],
)
def test_a_release_proves_its_own_kind(
    versions: list[str], kind: str, answer: tuple[str, str | None]
) -> None:
    assert _prove("released", _released(*versions), kind=kind) == answer


@pytest.mark.parametrize(
    ("versions", "answer"),
    [
        ([("4.10.0", "2026-11-16")], ("done", "4.10.0 (2026-11-16)")),
        # Merged in the week after.
        ([("4.10.0", "2026-11-27")], ("done", "4.10.0 (2026-11-27)")),
        ([("4.10.0", "2026-11-28")], ("open", None)),
        ([("4.10.0", "2026-11-15")], ("open", None)),
        (
            [("4.10.0", "2026-10-20"), ("4.11.0", "2026-11-20")],
            ("done", "4.11.0 (2026-11-20)"),
        ),
        # On an unknown day: perhaps then, perhaps not.
        (["4.10.0"], ("cannot-tell", None)),
        ([("4.10.0", "2026-10-20"), "4.11.0"], ("cannot-tell", None)),
        ([], ("open", None)),
    ],
)
def test_a_release_of_any_kind_proves_the_step_in_whose_time_it_came_out(
    versions: list[str | tuple[str, str]], answer: tuple[str, str | None]
) -> None:
    found = _prove("released", _released(*versions), (START, END), kind="any")
    assert found == answer


def test_a_candidate_is_proof_though_its_day_is_unknown() -> None:
    facts = _released("17.0.0.0rc1")
    found = _prove("released", facts, (START, END), kind="rc")
    assert found == ("done", "17.0.0.0rc1")


def test_a_model_without_candidates_has_none_to_show() -> None:
    facts = _released("4.10.0", release_model="cycle-with-intermediary")
    assert _prove("released", facts, kind="rc")[0] == "cannot-tell"
    assert _prove("released", facts, kind="final")[0] == "done"


def test_an_independent_release_is_of_no_cycle() -> None:
    facts = _released("1.0.0", release_model="independent")
    assert _prove("released", facts, kind="any")[0] == "cannot-tell"


@pytest.mark.parametrize(
    "rule",
    ["released", "branch-exists", "highlights-present", "release-notes-link"],
)
def test_facts_carried_over_prove_nothing(rule: str) -> None:
    facts = _released(
        "17.0.0",
        branches=(Branch("2027.1", "stable/2027.1"),),
        highlights=3,
        release_notes="https://example.org/",
    )
    assert _prove(rule, facts, kind="any")[0] == "done"
    carried = {"carried_from": "2026.2"}
    assert _prove(rule, facts, records=carried)[0] == "cannot-tell"


@pytest.mark.parametrize(
    "rule",
    ["released", "branch-exists", "highlights-present", "release-notes-link"],
)
def test_a_deliverable_on_no_record_proves_nothing(rule: str) -> None:
    assert _prove(rule) == ("cannot-tell", None)


def test_without_records_nothing_can_be_told() -> None:
    proof = prove("released", {}, None, "watcher", None)
    assert proof.status == "cannot-tell"


def test_only_the_cycle_s_own_branch_is_proof() -> None:
    own = DeliverableFacts("it", branches=(Branch("2027.1", "stable/2027.1"),))
    other = DeliverableFacts(
        "it", branches=(Branch("2026.2", "stable/2026.2"),)
    )
    assert _prove("branch-exists", own) == ("done", "stable/2027.1")
    assert _prove("branch-exists", other) == ("open", None)


def test_a_deliverable_without_stable_branches_needs_none() -> None:
    facts = DeliverableFacts("it", stable_branches=False)
    assert _prove("branch-exists", facts)[0] == "cannot-tell"


def test_highlights_are_counted() -> None:
    one = DeliverableFacts("it", highlights=1)
    none = DeliverableFacts("it")
    assert _prove("highlights-present", one) == ("done", "1 highlight")
    assert _prove("highlights-present", none) == ("open", None)


def test_a_link_to_release_notes_is_its_own_evidence() -> None:
    there = DeliverableFacts("it", release_notes="https://example.org/")
    none = DeliverableFacts("it")
    assert _prove("release-notes-link", there) == (
        "done",
        "https://example.org/",
    )
    assert _prove("release-notes-link", none) == ("open", None)


@pytest.mark.parametrize(
    ("liaisons", "answer"),
    [
        ({"release": (Person("Ada", "ada"),)}, ("done", "Ada (ada)")),
        ({"security": (Person("Ada", "ada"),)}, ("open", None)),
        ({}, ("open", None)),
        (None, ("cannot-tell", None)),
    ],
)
def test_a_liaison_is_proven_by_those_on_record(
    liaisons: Any, answer: tuple[str, str | None]
) -> None:
    found = _prove(
        "liaison-on-record",
        records={"liaisons": liaisons},
        on_record="release",
    )
    assert found == answer


def test_a_role_that_governance_has_no_key_for_cannot_be_told() -> None:
    found = _prove("liaison-on-record", records={"liaisons": {}}, on_record="")
    assert found[0] == "cannot-tell"


@pytest.mark.parametrize(
    ("basis", "status"),
    [
        (Basis.STATED, "done"),
        (Basis.THURSDAY_RULE, "done"),
        (Basis.SPAN, "done"),
        # The team's own date is on no schedule.
        (Basis.TEAM, "open"),
        (Basis.FALLS_BACK, "open"),
    ],
)
def test_only_the_schedule_itself_proves_an_event(
    basis: Basis, status: str
) -> None:
    day = Occurrence(START, END, END)
    event = Event("spec-freeze", "i-freeze", basis=basis, occurrences=(day,))
    options = {"event": "spec-freeze"}
    found = prove("event-scheduled", options, None, None, lambda _: event)
    assert found.status == status


def test_an_event_that_is_not_scheduled_is_open() -> None:
    options = {"event": "summit"}
    assert (
        prove("event-scheduled", options, None, None, Event).status == "open"
    )


def test_without_a_calendar_no_event_can_be_told() -> None:
    options = {"event": "summit"}
    found = prove("event-scheduled", options, None, None, None)
    assert found.status == "cannot-tell"
