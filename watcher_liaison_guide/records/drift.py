# SPDX-License-Identifier: Apache-2.0
"""Where a guide's words and the records of a cycle disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    Severity,
    in_order,
    problem,
)
from watcher_liaison_guide.records.assumptions import assumptions
from watcher_liaison_guide.records.drift_note import Drift, place_of
from watcher_liaison_guide.records.model import (
    LEADERSHIP_WORDS,
    DeliverableFacts,
    Records,
)

_DELIVERABLE_WORDS = {
    "not on record": (
        "The guide has {name}, of which nothing is on record in {cycle}."
    ),
    "released": (
        "The guide says that {name} is not released; in {cycle} it is{source}."
    ),
    "unknown": (
        "The guide does not have {name}, which the team releases in "
        "{cycle}{source}."
    ),
}
_FACT_WORDS = {
    "release_model": (
        "The guide takes {name} for {expected}; in {cycle} it is "
        "{found}{source}."
    ),
    "tracker": (
        "The guide has the tracker {expected} for {name}; in {cycle} it is "
        "{found}{source}."
    ),
}

__all__ = ["Drift", "drifts", "find_drift", "undated"]


def find_drift(guide: Guide, records: Records) -> list[Problem]:
    """Return a problem for each disagreement, in the order of the guide."""
    return in_order(
        [
            *undated(records),
            *(one.problem() for one in drifts(guide, records)),
        ]
    )


def undated(records: Records) -> Iterator[Problem]:
    """Yield a note on leadership that may be of another day."""
    if records.undated:
        yield problem(
            Code.RECORDS_UNDATED,
            records.position,
            f"Leadership and liaisons of {records.release} were read from a "
            "state of governance without history, so they may be those of "
            "another day.",
            "Import them from a checkout of openstack/governance.",
            Severity.NOTE,
        )


def drifts(guide: Guide, records: Records) -> tuple[Drift, ...]:
    """Return every disagreement between *guide* and *records*.

    What is not on record disagrees with nothing.
    """
    expects = guide.project.expects
    return (
        *_leadership(guide, records),
        *_deliverables(guide, records),
        *_facts(
            records,
            Code.DRIFT_RELEASE_MODEL,
            expects.release_model,
            "release_model",
            "Look through its steps that depend on the release model; then "
            'change "expects" in project.yaml.',
        ),
        *_facts(
            records,
            Code.DRIFT_TRACKER,
            expects.tracker,
            "tracker",
            'Change "expects" in project.yaml, or the deliverable\'s file.',
        ),
        *assumptions(guide, records),
    )


def _leadership(guide: Guide, records: Records) -> Iterator[Drift]:
    expected = guide.project.expects.leadership
    found = records.leadership
    if expected is None or found is None or expected == found.model:
        return
    yield Drift(
        Code.DRIFT_LEADERSHIP,
        guide.project.team,
        expected,
        found.model,
        Message(
            "The guide expects {expected}; in {cycle} the team "
            "{team} has {found}.",
            expected=LEADERSHIP_WORDS[expected],
            cycle=records.release,
            team=guide.project.team,
            found=LEADERSHIP_WORDS[found.model],
        ),
        "Look through what it says of who decides; then change "
        '"expects" in project.yaml.',
        place_of(expected, NOWHERE),
        place_of(found.model, found.position),
    )


def _deliverables(guide: Guide, records: Records) -> Iterator[Drift]:
    if not records.deliverables:
        return

    def drift(
        name: str,
        expected: str | None,
        facts: DeliverableFacts | None,
        kind: str,
        advice: str,
        position: Position,
    ) -> Drift:
        return Drift(
            Code.DRIFT_DELIVERABLE,
            name,
            expected,
            "released" if facts else None,
            Message(
                _DELIVERABLE_WORDS[kind],
                name=name,
                cycle=records.release,
                source=_source(facts, records) if facts else "",
            ),
            advice,
            position,
            facts.position if facts else _file(records),
            facts.file if facts else None,
        )

    known = guide.project.deliverables
    for name, deliverable in known.items():
        facts = records.deliverables.get(name)
        if facts is None and deliverable.released:
            yield drift(
                name,
                "released",
                None,
                "not on record",
                'Write "released: false" if it never is.',
                deliverable.position,
            )
        elif facts is not None and not deliverable.released:
            yield drift(
                name,
                "not released",
                facts,
                "released",
                'Remove "released: false".',
                deliverable.position,
            )
    for name, facts in records.deliverables.items():
        if name not in known:
            yield drift(
                name,
                None,
                facts,
                "unknown",
                'Add it to "deliverables" in project.yaml.',
                guide.project.position,
            )


def _facts(
    records: Records,
    code: Code,
    expectations: Mapping[str, str],
    attribute: str,
    advice: str,
) -> Iterator[Drift]:
    """Yield where deliverables differ from what is expected of them."""
    for name, expected in expectations.items():
        facts = records.deliverables.get(name)
        found = getattr(facts, attribute, None)
        if facts is None or found is None or found == expected:
            continue
        yield Drift(
            code,
            name,
            expected,
            found,
            Message(
                _FACT_WORDS[attribute],
                name=name,
                expected=expected,
                cycle=records.release,
                found=found,
                source=_source(facts, records),
            ),
            advice,
            place_of(expected, NOWHERE),
            place_of(found, facts.position),
            facts.file,
        )


def _file(records: Records) -> Position:
    path = records.position.path
    return Position(path) if path else NOWHERE


def _source(facts: DeliverableFacts, records: Records) -> str:
    """Return which upstream file says so, as the end of a sentence."""
    text = f", says {facts.file}" if facts.file else ""
    if records.carried_from is not None:
        text += (
            f" ({records.release} has no files yet and follows "
            f"{records.carried_from})"
        )
    return text
