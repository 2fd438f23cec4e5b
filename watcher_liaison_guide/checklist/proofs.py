# SPDX-License-Identifier: Apache-2.0
"""What proves that a step is done: the records, or the team's own file."""

from __future__ import annotations

from watcher_liaison_guide.calendar.expressions import Dates
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.guide.model import Step
from watcher_liaison_guide.records.governance import REQUIRED_ON_RECORD
from watcher_liaison_guide.records.model import DONE, Proven
from watcher_liaison_guide.records.proof import prove

_APPOINTED = "liaison-on-record"


def step_proof(
    step: Step, facts: Facts, deliverable: str | None, dates: Dates
) -> Proven | None:
    """Return what the records, or the cycle file's roles, say of a step."""
    if step.proof is None:
        return None
    options = dict(step.proof.options)
    if "role" in options:
        name = options["role"]
        name = facts.guide.role_under(name, facts.leadership) or name
        role = facts.guide.roles.get(name)
        options["on-record"] = (role and role.on_record) or ""
        if step.proof.rule == _APPOINTED:
            people, source = facts.people(name)
            if facts.cycle_file and source == facts.cycle_file.path:
                names = ", ".join(map(str, people))
                return Proven(_APPOINTED, DONE, names, file=source)
            if not people and options["on-record"] not in REQUIRED_ON_RECORD:
                return None  # the team may appoint someone without a record
    return prove(
        step.proof.rule,
        options,
        facts.records,
        options.get("deliverable") or deliverable,
        facts.events,
        (dates.start, dates.end),
    )
