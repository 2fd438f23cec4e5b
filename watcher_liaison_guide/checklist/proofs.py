# SPDX-License-Identifier: Apache-2.0
"""What proves a step done, and what was released in the cycle before."""

from __future__ import annotations

from watcher_liaison_guide.calendar.expressions import Dates
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.guide.model import Step
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.records.governance import REQUIRED_ON_RECORD
from watcher_liaison_guide.records.model import DONE, Proven
from watcher_liaison_guide.records.proof import prove, releases_of


def proof(
    step: Step, facts: Facts, deliverable: str | None, dates: Dates
) -> Proven | None:
    """Return what the records, or the team's file, prove about a step."""
    if step.proof is None:
        return None
    rule, options = step.proof.rule, dict(step.proof.options)
    if rule == "liaison-on-record":
        name = facts.role(options["role"])
        people = facts.team_record.roles.get(name)
        if people:
            names = ", ".join(map(str, people))
            return Proven(rule, DONE, names, file=facts.team_record.path)
        role = facts.guide.roles.get(name)
        options["on-record"] = (role and role.on_record) or ""
        required = options["on-record"] in REQUIRED_ON_RECORD
        if not required and not facts.people(name):
            return None  # the team may appoint someone without a record
    return prove(
        rule,
        options,
        facts.records,
        options.get("deliverable") or deliverable,
        facts.events if facts.calendar else None,
        (dates.start, dates.end),
    )


def released_before(
    step: Step, facts: Facts, deliverable: str | None
) -> Message | None:
    """Return what a deliverable released in the cycle before.

    Only for a step about a release.
    """
    before = facts.previous
    if step.proof is None or step.proof.rule != "released":
        return None
    if before is None or before.carried_from is not None:
        return None
    options = step.proof.options
    known = before.deliverables.get(
        options.get("deliverable") or deliverable or ""
    )
    found = releases_of(options["kind"], known) if known else ()
    if not found:
        return None
    return Message(
        "Released in {cycle}: {versions}.",
        cycle=before.release,
        versions=", ".join(map(str, found)),
    )
