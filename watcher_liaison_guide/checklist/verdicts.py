# SPDX-License-Identifier: Apache-2.0
"""Whether a step's conditions are met in one cycle, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from watcher_liaison_guide import prose
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import JUDGE, NO, YES
from watcher_liaison_guide.guide.model import Condition, Note
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.records.model import LEADERSHIP_WORDS

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
    """``yes``, ``no`` or ``judge``, with the reasons for the latter two."""

    applies: str = YES
    reasons: tuple[Message, ...] = ()

    @property
    def why(self) -> Message | None:
        return Message.all_of(self.reasons)

    def doubting(self, reasons: tuple[Message, ...]) -> Verdict:
        """Return the verdict ``judge`` with *reasons* added, if any."""
        if not reasons:
            return self
        return Verdict(JUDGE, (*self.reasons, *reasons))


def verdict(conditions: tuple[Condition, ...], facts: Facts) -> Verdict:
    """Return the verdict: no if one fails, judge if one is unknown."""
    failed: list[Message] = []
    unknown: list[Message] = []
    for condition in conditions:
        found, reason = _finding(condition, facts)
        if found is None:
            unknown.append(reason)
        elif found != condition.wanted:
            failed.append(reason)
    if failed:
        return Verdict(NO, tuple(failed))
    return Verdict(JUDGE if unknown else YES, tuple(unknown))


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
        values["event"] = facts.event_title(name)
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
