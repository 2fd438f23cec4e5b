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
    (source,) = embedded("2026.1").sources
    found = {}
    for name, proof in proofs.items():
        keys = ("status", "evidence", "file")
        every = {key: getattr(proof, key) for key in keys}
        found[name] = {key: value for key, value in every.items() if value}
        # Evidence of a file has its commit; what is not done says why.
        assert proof.commit == (source.commit if proof.file else None)
        assert (proof.why is None) is (proof.status == "done")
    assert found == yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))


INTERMEDIARY = "cycle-with-intermediary"


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


#: The last column is the answer where the time of the step counts. What else
#: proves what is in tests/checklist/data/rules/cycle-files.yaml.
@pytest.mark.parametrize(
    ("kind", "model", "versions", "answer", "in_window"),
    [
        # A candidate is proof though its day is unknown.
        ("rc", "cycle-with-rc", "17.0.0.0rc1", "done 17.0.0.0rc1", None),
        ("rc", None, "17.0.0.0rc1, 17.0.0.0rc2", "done 17.0.0.0rc1", None),
        ("rc", INTERMEDIARY, "4.10.0", "cannot-tell", None),
        ("final", None, "17.0.0.0b1", "open", None),
        ("final", INTERMEDIARY, "4.10.0", "done 4.10.0", None),
        # Tags that end a branch release nothing.
        ("any", None, "2024.1-eom, 2024.1-eol, 2024.1-last", "open", None),
        ("any", None, "", "open", None),
        ("any", "independent", "1.0.0", "cannot-tell", None),
        # On an unknown day: perhaps in the step's time, perhaps not.
        ("any", None, "17.0.0.0b1", "done 17.0.0.0b1", "cannot-tell"),
        ("any", None, "4.1.0 10-20, 4.2.0", "done 4.1.0 10-20", "cannot-tell"),
        ("any", None, "4.1.0 11-16", "done 4.1.0 11-16", None),
        # Merged in the week after.
        ("any", None, "4.1.0 11-27", "done 4.1.0 11-27", None),
        ("any", None, "4.1.0 11-28", "done 4.1.0 11-28", "open"),
        ("any", None, "4.1.0 11-15", "done 4.1.0 11-15", "open"),
        (
            *("any", None, "4.1.0 10-20, 4.2.0 11-20"),
            *("done 4.1.0 10-20", "done 4.2.0 11-20"),
        ),
    ],
)
@pytest.mark.parametrize("window", [(None, None), (START, END)])
def test_a_release_proves_its_own_kind_in_the_time_of_the_step(
    kind: str,
    model: str | None,
    versions: str,
    answer: str,
    in_window: str | None,
    window: Span,
) -> None:
    releases = []
    for version in filter(None, versions.split(", ")):
        number, _, day = version.partition(" ")
        date = datetime.date.fromisoformat(f"2026-{day}") if day else None
        releases.append(Release(number, date))
    facts = DeliverableFacts(
        "it", releases=tuple(releases), release_model=model
    )
    found = proven("released", facts, window, {"kind": kind})
    found = found.replace("(2026-", "").replace(")", "")
    assert found == ((window[0] and in_window) or answer)


def test_what_else_the_evidence_may_be() -> None:
    """tests/checklist/data/rules/cycle-files.yaml has the answers."""
    url, ada = "https://example.org/", (Person("Ada", "ada"),)
    for rule, known, answer in (
        ("branch-exists", {"stable_branches": False}, "cannot-tell"),
        ("highlights-present", {"highlights": 1}, "done 1 highlight"),
        ("release-notes-link", {"release_notes": url}, f"done {url}"),
    ):
        assert proven(rule, DeliverableFacts("it", **known)) == answer
    nothing = Records(CycleName("indri", "2027.1"))
    for deliverable, records in ("it", None), (None, nothing):
        found = prove("released", {}, records, deliverable, None)
        assert found.status == "cannot-tell"
    rule = "liaison-on-record"
    for key, answer in ("release", "done Ada (ada)"), ("", "cannot-tell"):
        liaisons, options = {"release": ada}, {"on-record": key}
        assert proven(rule, options=options, liaisons=liaisons) == answer


@pytest.mark.parametrize("basis", Basis)
def test_only_the_schedule_itself_proves_an_event(basis: Basis) -> None:
    spots = (Occurrence(START, END, END),)
    event = Event("spec-freeze", "i-x", basis=basis, occurrences=spots)
    options = {"event": "spec-freeze"}
    if basis is Basis.NOT_SCHEDULED:
        event = Event("spec-freeze")
    found = prove("event-scheduled", options, None, None, lambda _: event)
    # The team's own date is on no schedule.
    other = (Basis.TEAM, Basis.FALLS_BACK, Basis.NOT_SCHEDULED)
    assert found.status == ("open" if basis in other else "done")
    unknown = prove("event-scheduled", options, None, None, None)
    assert unknown.status == "cannot-tell"
