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
from watcher_liaison_guide.records.model import DONE, LEADERSHIP_WORDS, Proven
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
#: The sentence about a fact by whether it is so; None: it is not on record.
_FACT_WORDS = {
    ("leadership", None): "The leadership of this cycle is not on record.",
    ("leadership", True): "This cycle has {leadership}.",
    ("leadership", False): "This cycle has {leadership}.",
    ("slurp", None): "Whether {release} is a SLURP release is not on record.",
    ("slurp", True): "{release} is a SLURP release.",
    ("slurp", False): "{release} is not a SLURP release.",
    ("next.slurp", None): "Whether the next release is a SLURP is not on "
    "record.",
    ("role", None): "It is not on record whether anyone is appointed: {role}.",
    ("role", True): "Somebody is appointed: {role}.",
    ("role", False): "Nobody is appointed: {role}.",
    ("exception", True): "An exception request is open.",
    ("exception", False): "No exception request is open.",
    ("event", None): "Whether this event is scheduled is not known yet: "
    "{event}.",
    ("event", True): "{event} is scheduled.",
    ("event", False): "{event} is not scheduled.",
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
    found = [_finding(condition, facts) for condition in conditions]
    return Verdict(
        tuple(reason for is_met, reason in found if is_met is False),
        tuple(reason for is_met, reason in found if is_met is None),
    )


def _finding(
    condition: Condition, facts: Facts
) -> tuple[bool | None, Message]:
    """Return whether a condition is met, and a sentence about its fact.

    None is for what is not on record.
    """
    fact, name = condition.fact, condition.subject or ""
    following = facts.next_cycle
    so: bool | None = None
    values: dict[str, str] = {}
    if fact == "judgement":
        # The guide's own words; braces in them are not placeholders.
        return None, Message("{text}", text=condition.wanted)
    if fact == "leadership" and facts.leadership is not None:
        so = facts.leadership == condition.wanted
        values["leadership"] = LEADERSHIP_WORDS[facts.leadership]
    elif fact == "slurp":
        so = facts.slurp
        values["release"] = facts.cycle.release
    elif fact == "next.slurp" and following is not None:
        fact, so = "slurp", following.slurp
        values["release"] = following.release
    elif fact == "role":
        so = facts.appointed(name)
        values["role"] = facts.role_title(facts.role(name))
    elif fact == "exception":
        so = any(
            one.policy == name and one.decision == "open"
            for one in facts.team_record.exceptions.values()
        )
    elif fact == "event":
        so = facts.events.scheduled(name)
        values["event"] = facts.events.title(name)
    reason = Message(_FACT_WORDS[fact, so], **values)
    if so is None:
        return None, reason
    return so == (condition.wanted not in ("false", "none")), reason


def note_text(note: Note, facts: Facts) -> prose.Prose:
    """Return a note, after its case if it is not on record which applies.

    Two notes on opposite cases must not look as if both applied.
    """
    cases = [
        Message(CASE_WORDS[one.fact, one.wanted])
        for one in note.when
        if (one.fact, one.wanted) in CASE_WORDS
        and _finding(one, facts)[0] is None
    ]
    first, *rest = note.text.blocks
    if not cases or not isinstance(first, prose.Paragraph):
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
    name = options.get("deliverable") or deliverable or ""
    known = before.deliverables.get(name)
    found = known and releases_of(options["kind"], known)
    if not found:
        return None
    return Message(
        "Released in {cycle}: {versions}.",
        cycle=before.release,
        versions=", ".join(map(str, found)),
    )
