# SPDX-License-Identifier: Apache-2.0
"""Where a guide's words and the records of a cycle disagree."""

from __future__ import annotations

from collections.abc import Iterator

from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    in_order,
)
from watcher_liaison_guide.records.assumptions import assumptions
from watcher_liaison_guide.records.drift_note import Drift, place_of
from watcher_liaison_guide.records.model import (
    LEADERSHIP_WORDS,
    DeliverableFacts,
    Records,
)

__all__ = ["Drift", "drifts", "find_drift"]


def find_drift(guide: Guide, records: Records) -> list[Problem]:
    """Give a note for each disagreement, in the order of the guide."""
    return in_order(one.problem() for one in drifts(guide, records))


def drifts(guide: Guide, records: Records) -> tuple[Drift, ...]:
    """Give every disagreement between *guide* and *records*.

    What is not on record disagrees with nothing.
    """
    return (
        *_leadership(guide, records),
        *_deliverables(guide, records),
        *_release_models(guide, records),
        *_trackers(guide, records),
        *assumptions(guide, records),
    )


# -- what project.yaml expects


def _leadership(guide: Guide, records: Records) -> Iterator[Drift]:
    expected = guide.project.expects.leadership
    found = records.leadership
    if expected is None or found is None or expected == found.model:
        return
    yield Drift(
        Code.DRIFT_LEADERSHIP,
        str(guide.project.team),
        str(expected),
        str(found.model),
        Message(
            "The guide expects {expected}; in {cycle} the team "
            "{team} has {found}.",
            expected=LEADERSHIP_WORDS.get(expected, expected),
            cycle=str(records.release),
            team=str(guide.project.team),
            found=LEADERSHIP_WORDS.get(found.model, found.model),
        ),
        "Look through what it says of who decides; then change "
        '"expects" in project.yaml.',
        place_of(expected, NOWHERE),
        place_of(found.model, found.position),
    )


def _deliverables(guide: Guide, records: Records) -> Iterator[Drift]:
    if not records.deliverables:
        return
    known = {
        str(name): one for name, one in guide.project.deliverables.items()
    }
    for name, deliverable in known.items():
        facts = records.deliverables.get(name)
        if facts is None and deliverable.released:
            yield Drift(
                Code.DRIFT_DELIVERABLE,
                name,
                "released",
                None,
                Message(
                    "The guide has {name}, of which nothing is on record in "
                    "{cycle}.",
                    name=name,
                    cycle=str(records.release),
                ),
                'Write "released: false" if it never is.',
                deliverable.position,
                Position(records.path) if records.path else NOWHERE,
            )
        elif facts is not None and not deliverable.released:
            yield Drift(
                Code.DRIFT_DELIVERABLE,
                name,
                "not released",
                "released",
                Message(
                    "The guide says that {name} is not released; in {cycle} "
                    "it is{source}.",
                    name=name,
                    cycle=str(records.release),
                    source=_source(facts, records),
                ),
                'Take "released: false" away.',
                deliverable.position,
                facts.position,
                facts.file,
            )
    for name, facts in records.deliverables.items():
        if str(name) not in known:
            yield Drift(
                Code.DRIFT_DELIVERABLE,
                str(name),
                None,
                "released",
                Message(
                    "The guide does not have {name}, which the team "
                    "releases in {cycle}{source}.",
                    name=str(name),
                    cycle=str(records.release),
                    source=_source(facts, records),
                ),
                'Add it to "deliverables" in project.yaml.',
                guide.project.position,
                facts.position,
                facts.file,
            )


def _release_models(guide: Guide, records: Records) -> Iterator[Drift]:
    for name, expected in guide.project.expects.release_model.items():
        facts = records.deliverables.get(str(name))
        found = facts.release_model if facts is not None else None
        if facts is None or found is None or found == expected:
            continue
        yield Drift(
            Code.DRIFT_RELEASE_MODEL,
            str(name),
            str(expected),
            str(found),
            Message(
                "The guide takes {name} for {expected}; in {cycle} it is "
                "{found}{source}.",
                name=str(name),
                expected=str(expected),
                cycle=str(records.release),
                found=str(found),
                source=_source(facts, records),
            ),
            "Look through its steps that depend on the release model; then "
            'change "expects" in project.yaml.',
            place_of(expected, NOWHERE),
            place_of(found, facts.position),
            facts.file and str(facts.file),
        )


def _trackers(guide: Guide, records: Records) -> Iterator[Drift]:
    for name, expected in guide.project.expects.tracker.items():
        facts = records.deliverables.get(str(name))
        found = facts.tracker if facts is not None else None
        if facts is None or found is None or found == expected:
            continue
        yield Drift(
            Code.DRIFT_TRACKER,
            str(name),
            str(expected),
            str(found),
            Message(
                "The guide has the tracker {expected} for {name}; in "
                "{cycle} it is {found}{source}.",
                name=str(name),
                expected=str(expected),
                cycle=str(records.release),
                found=str(found),
                source=_source(facts, records),
            ),
            'Change "expects" in project.yaml, or the deliverable\'s file.',
            place_of(expected, NOWHERE),
            place_of(found, facts.position),
            facts.file and str(facts.file),
        )


def _source(facts: DeliverableFacts, records: Records) -> str:
    """Give which upstream file says so, as the end of a sentence."""
    text = f", says {facts.file}" if facts.file else ""
    if records.carried_from is not None:
        text += (
            f" ({records.release} has no files yet and follows "
            f"{records.carried_from})"
        )
    return text
