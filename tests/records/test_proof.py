# SPDX-License-Identifier: Apache-2.0
"""A step is proven by what is on record of its cycle, and by nothing else."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.records.checkouts import embedded
from watcher_liaison_guide.calendar.model import (
    Basis,
    CycleName,
    Event,
    Occurrence,
)
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.records.model import (
    Branch,
    DeliverableFacts,
    Person,
    Records,
    Release,
)
from watcher_liaison_guide.records.proof import Span, prove

GOLDEN = Path(__file__).parent / "data" / "gazpacho-proof.yaml"
START = datetime.date(2026, 11, 16)
END = datetime.date(2026, 11, 20)


def test_what_the_records_prove_of_gazpacho_is_what_was_found_by_hand(
    tmp_path: Path,
) -> None:
    # No cycle files: the team's word is no record.
    checklist, problems = Library(cycles=tmp_path).checklist("2026.1")
    assert checklist is not None
    assert problems == []
    proofs = {one.id: one.proof for one in checklist.walk() if one.proof}
    source = embedded("2026.1").source
    assert source is not None
    found = {}
    for name, proof in proofs.items():
        keys = ("status", "evidence", "file")
        every = {key: getattr(proof, key) for key in keys}
        found[name] = {key: value for key, value in every.items() if value}
        # Evidence of a file has its commit; what is not done says why.
        assert proof.commit == (source.commit if proof.file else None)
        assert (proof.why is None) is (proof.status == "done")
    assert found == yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))


# -- the rules


def proven(
    rule: str,
    facts: DeliverableFacts | None = None,
    window: Span = (None, None),
    options: dict[str, str] | None = None,
    **more: Any,
) -> str:
    """Return the status of a proof, and the evidence."""
    name = CycleName("indri", "2027.1")
    known = {"it": facts} if facts else {}
    records = Records(name, deliverables=known, **more)
    proof = prove(rule, options or {}, records, "it", None, window)
    return " ".join(filter(None, (proof.status, proof.evidence)))


def released(
    kind: str, versions: str, window: Span = (None, None), **more: Any
) -> str:
    """Return what versions, each with a day or none, prove."""
    releases = []
    for version in filter(None, versions.split(", ")):
        number, _, day = version.partition(" ")
        date = datetime.date.fromisoformat(day) if day else None
        releases.append(Release(number, date))
    facts = DeliverableFacts("it", releases=tuple(releases), **more)
    return proven("released", facts, window, {"kind": kind})


@pytest.mark.parametrize(
    ("versions", "kind", "answer"),
    [
        ("17.0.0.0rc1", "rc", "done 17.0.0.0rc1"),
        ("17.0.0.0rc1, 17.0.0.0rc2", "rc", "done 17.0.0.0rc1"),
        ("17.0.0", "rc", "open"),
        ("17.0.0.0rc1", "final", "open"),
        ("17.0.0.0rc1, 17.0.0", "final", "done 17.0.0"),
        ("17.0.0.0b1", "final", "open"),
        ("17.0.0.0b1", "any", "done 17.0.0.0b1"),
        ("4.10.0", "any", "done 4.10.0"),
        ("", "any", "open"),
        # Tags that end a branch release nothing.
        ("2024.1-eom, 2024.1-eol, 2024.1-last", "any", "open"),
        ("2024.1-eom", "final", "open"),
    ],
)
def test_a_release_proves_its_own_kind(
    versions: str, kind: str, answer: str
) -> None:
    assert released(kind, versions) == answer


@pytest.mark.parametrize(
    ("versions", "answer"),
    [
        ("4.10.0 2026-11-16", "done 4.10.0 (2026-11-16)"),
        # Merged in the week after.
        ("4.10.0 2026-11-27", "done 4.10.0 (2026-11-27)"),
        ("4.10.0 2026-11-28", "open"),
        ("4.10.0 2026-11-15", "open"),
        ("4.10.0 2026-10-20, 4.11.0 2026-11-20", "done 4.11.0 (2026-11-20)"),
        # On an unknown day: perhaps then, perhaps not.
        ("4.10.0", "cannot-tell"),
        ("4.10.0 2026-10-20, 4.11.0", "cannot-tell"),
        ("", "open"),
    ],
)
def test_a_release_of_any_kind_proves_the_step_in_whose_time_it_came_out(
    versions: str, answer: str
) -> None:
    assert released("any", versions, (START, END)) == answer


@pytest.mark.parametrize(
    ("kind", "version", "model", "answer"),
    [
        # A candidate is proof though its day is unknown.
        ("rc", "17.0.0.0rc1", "cycle-with-rc", "done 17.0.0.0rc1"),
        ("rc", "4.10.0", "cycle-with-intermediary", "cannot-tell"),
        ("final", "4.10.0", "cycle-with-intermediary", "done 4.10.0"),
        ("any", "1.0.0", "independent", "cannot-tell"),
    ],
)
def test_a_release_model_decides_what_a_release_can_prove(
    kind: str, version: str, model: str, answer: str
) -> None:
    found = released(kind, version, (START, END), release_model=model)
    assert found == answer


OWN = Branch("2027.1", "stable/2027.1")
RULES = {
    "released": {"releases": (Release("17.0.0"),)},
    "branch-exists": {"branches": (OWN,)},
    "highlights-present": {"highlights": 1},
    "release-notes-link": {"release_notes": "https://example.org/"},
}
EVIDENCE = ("17.0.0", OWN.name, "1 highlight", "https://example.org/")


@pytest.mark.parametrize(
    ("rule", "evidence"), [*zip(RULES, EVIDENCE, strict=True)]
)
def test_a_fact_proves_a_step_of_its_own_cycle(
    rule: str, evidence: str
) -> None:
    facts, kind = DeliverableFacts("it", **RULES[rule]), {"kind": "any"}
    assert proven(rule, facts, options=kind) == f"done {evidence}"
    assert proven(rule, DeliverableFacts("it"), options=kind) == "open"
    assert proven(rule, None) == "cannot-tell"
    assert proven(rule, facts, carried_from="2026.2") == "cannot-tell"


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"branches": (Branch("2026.2", "stable/2026.2"),)}, "open"),
        ({"stable_branches": False}, "cannot-tell"),
    ],
)
def test_only_the_cycles_own_branch_is_proof(
    facts: dict[str, Any], answer: str
) -> None:
    assert proven("branch-exists", DeliverableFacts("it", **facts)) == answer


ADA = (Person("Ada", "ada"),)


@pytest.mark.parametrize(
    ("key", "liaisons", "answer"),
    [
        ("release", {"release": ADA}, "done Ada (ada)"),
        ("release", {"security": ADA}, "open"),
        ("release", {}, "open"),
        ("release", None, "cannot-tell"),
        ("", {}, "cannot-tell"),  # governance has no key for it
    ],
)
def test_a_liaison_is_proven_by_those_on_record(
    key: str, liaisons: Any, answer: str
) -> None:
    options = {"on-record": key}
    found = proven("liaison-on-record", options=options, liaisons=liaisons)
    assert found == answer


@pytest.mark.parametrize(
    ("basis", "status"),
    [
        (Basis.STATED, "done"),
        (Basis.THURSDAY_RULE, "done"),
        (Basis.SPAN, "done"),
        # The team's own date is on no schedule.
        (Basis.TEAM, "open"),
        (Basis.FALLS_BACK, "open"),
        (None, "open"),  # not scheduled
    ],
)
def test_only_the_schedule_itself_proves_an_event(
    basis: Basis | None, status: str
) -> None:
    event = Event("spec-freeze")
    if basis is not None:
        day = Occurrence(START, END, END)
        event = Event("spec-freeze", "i-x", basis=basis, occurrences=(day,))
    options = {"event": "spec-freeze"}
    found = prove("event-scheduled", options, None, None, lambda _: event)
    assert found.status == status


def test_without_records_or_calendar_nothing_is_known() -> None:
    for rule in ("released", "event-scheduled"):
        found = prove(rule, {"event": "rc1"}, None, "watcher", None)
        assert found.status == "cannot-tell"
