# SPDX-License-Identifier: Apache-2.0
"""Whether a step applies in one cycle, why, and what proves it done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from watcher_liaison_guide import prose
from watcher_liaison_guide.calendar.expressions import Dates
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import JUDGE, NO, YES
from watcher_liaison_guide.guide.model import Condition, Note, Step
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.records.governance import REQUIRED_ON_RECORD
from watcher_liaison_guide.records.model import (
    DONE,
    LEADERSHIP_WORDS,
    Proven,
)
from watcher_liaison_guide.records.proof import prove, releases_of

#: What introduces a note on one case, while it is not on record which case
#: the cycle is. The guide may have a note on the opposite case, too.
CASE_WORDS = {
    ("leadership", "ptl"): "Under a PTL",
    ("leadership", "distributed"): "Under distributed leadership",
    ("slurp", "true"): "In a SLURP cycle",
    ("slurp", "false"): "In a non-SLURP cycle",
    ("next.slurp", "true"): "Before a SLURP cycle",
    ("next.slurp", "false"): "Before a non-SLURP cycle",
}
#: The sentence about a fact's value; None is for one that is not on record.
_FACT_WORDS = {
    ("leadership", None): "The leadership of this cycle is not on record.",
    ("leadership", "ptl"): "This cycle has {leadership}.",
    ("leadership", "distributed"): "This cycle has {leadership}.",
    ("slurp", None): "Whether {release} is a SLURP release is not on record.",
    ("slurp", "true"): "{release} is a SLURP release.",
    ("slurp", "false"): "{release} is not a SLURP release.",
    ("next.slurp", None): "Whether the next release is a SLURP is not on "
    "record.",
    ("role", None): "It is not on record whether anyone is appointed: {role}.",
    ("role", "appointed"): "Somebody is appointed: {role}.",
    ("role", "none"): "Nobody is appointed: {role}.",
    ("exception", "open"): "An exception request is open.",
    ("exception", "none"): "No exception request is open.",
    ("event", None): "Whether this event is scheduled is not known yet: "
    "{event}.",
    ("event", "scheduled"): "{event} is scheduled.",
    ("event", "none"): "{event} is not scheduled.",
}


@dataclass(frozen=True)
class Verdict:
    """Why a step does not apply and, if it does, why perhaps it does not."""

    failed: tuple[Message, ...] = ()
    doubts: tuple[Message, ...] = ()

    @property
    def applies(self) -> str:
        """``no``, ``judge`` or ``yes``."""
        if self.failed:
            return NO
        return JUDGE if self.doubts else YES

    @property
    def why(self) -> Message | None:
        return Message.all_of(self.failed or self.doubts)

    def within(self, outer: Verdict) -> Verdict:
        """Return the verdict on what has this one inside of *outer*."""
        return Verdict(outer.failed or self.failed, outer.doubts + self.doubts)


def verdict(conditions: Iterable[Condition], facts: Facts) -> Verdict:
    """Return the verdict: no if one fails, judge if one is unknown."""
    failed: list[Message] = []
    unknown: list[Message] = []
    for condition in conditions:
        found, reason = _finding(condition, facts)
        if found is None:
            unknown.append(reason)
        elif found != condition.wanted:
            failed.append(reason)
    return Verdict(tuple(failed), tuple(unknown))


def _finding(condition: Condition, facts: Facts) -> tuple[str | None, Message]:
    """Return the value of a condition's fact, and a sentence about it.

    The value is one that the guide may ask for, None if not on record.
    """
    fact, name = condition.fact, condition.subject or ""
    following = facts.next_cycle
    found: str | None = None
    values: dict[str, str] = {}
    if fact == "judgement":
        # The guide's own words; braces in them are not placeholders.
        return None, Message("{text}", text=condition.wanted)
    if fact == "leadership":
        found = facts.leadership
        if found is not None:
            values["leadership"] = LEADERSHIP_WORDS[found]
    elif fact == "slurp":
        found = _chosen(facts.slurp, "true", "false")
        values["release"] = facts.cycle.release
    elif fact == "next.slurp" and following is not None:
        fact = "slurp"
        found = _chosen(following.slurp, "true", "false")
        values["release"] = following.release
    elif fact == "role":
        found = _chosen(facts.appointed(name), "appointed", "none")
        values["role"] = facts.role_title(facts.role(name))
    elif fact == "exception":
        found = _chosen(facts.has_open_exception(name), "open", "none")
    elif fact == "event":
        found = _chosen(facts.events.scheduled(name), "scheduled", "none")
        values["event"] = facts.events.title(name)
    return found, Message(_FACT_WORDS[fact, found], **values)


def _chosen(truth: bool | None, if_true: str, if_false: str) -> str | None:
    if truth is None:
        return None
    return if_true if truth else if_false


def note_text(note: Note, facts: Facts) -> prose.Prose:
    """Return a note, after its case if it is not on record which applies.

    Two notes on opposite cases must not look as if both applied.
    """
    cases = [
        Message(CASE_WORDS[one.fact, one.wanted])
        for one in note.when
        if (one.fact, one.wanted) in CASE_WORDS and not _finding(one, facts)[0]
    ]
    if not cases:
        return note.text
    first, *rest = note.text.blocks
    if not isinstance(first, prose.Paragraph):
        return note.text
    words = prose.Text(cases[0], first.position)
    between = prose.Text(": ", first.position)
    first = replace(first, children=(words, between, *first.children))
    return replace(note.text, blocks=(first, *rest))


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
