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
#: the cycle is.
_UNDER = {
    ("leadership", "ptl"): Message("Under a PTL:"),
    ("leadership", "distributed"): Message("Under distributed leadership:"),
    ("slurp", "true"): Message("In a SLURP cycle:"),
    ("slurp", "false"): Message("In a non-SLURP cycle:"),
    ("next.slurp", "true"): Message("Before a SLURP cycle:"),
    ("next.slurp", "false"): Message("Before a non-SLURP cycle:"),
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
    name = condition.subject or ""
    if condition.fact == "judgement":
        # The guide's own words; braces in them are not placeholders.
        return None, Message("{text}", text=condition.wanted)
    if condition.fact == "leadership":
        found = facts.leadership
        if found is None:
            return None, Message(
                "The leadership of this cycle is not on record."
            )
        words = LEADERSHIP_WORDS[found]
        return found, Message("This cycle has {leadership}.", leadership=words)
    if condition.fact == "slurp":
        return _slurp(facts.slurp, facts.cycle.release)
    if condition.fact == "next.slurp":
        following = facts.next_cycle
        if following is not None:
            return _slurp(following.slurp, following.release)
        return None, Message(
            "Whether the next release is a SLURP is not on record."
        )
    if condition.fact == "role":
        title = facts.role_title(facts.role(name))
        appointed = facts.appointed(name)
        if appointed is None:
            return None, Message(
                "It is not on record whether anyone is appointed: {role}.",
                role=title,
            )
        if appointed:
            return "appointed", Message(
                "Somebody is appointed: {role}.", role=title
            )
        return "none", Message("Nobody is appointed: {role}.", role=title)
    if condition.fact == "exception":
        file = facts.cycle_file
        for one in file.exceptions.values() if file else ():
            if one.policy == name and one.decision == "open":
                return "open", Message("An exception request is open.")
        return "none", Message("No exception request is open.")
    # The only fact left is that of an event.
    title, scheduled = facts.event_title(name), facts.events.scheduled(name)
    if scheduled is None:
        return None, Message(
            "Whether this event is scheduled is not known yet: {event}.",
            event=title,
        )
    if scheduled:
        return "scheduled", Message("{event} is scheduled.", event=title)
    return "none", Message("{event} is not scheduled.", event=title)


def _slurp(slurp: bool | None, release: str) -> tuple[str | None, Message]:
    if slurp is None:
        return None, Message(
            "Whether {release} is a SLURP release is not on record.",
            release=release,
        )
    if slurp:
        return "true", Message(
            "{release} is a SLURP release.", release=release
        )
    return "false", Message(
        "{release} is not a SLURP release.", release=release
    )


def note_text(note: Note, facts: Facts) -> prose.Prose:
    """Return a note, after its case if it is not on record which applies.

    Two notes on opposite cases must not look as if both applied.
    """
    cases = [
        _UNDER[one.fact, one.wanted]
        for one in note.when
        if (one.fact, one.wanted) in _UNDER and not _finding(one, facts)[0]
    ]
    if not cases:
        return note.text
    first, *rest = note.text.blocks
    if not isinstance(first, prose.Paragraph):
        return note.text
    words = prose.Text(cases[0], first.position)
    between = prose.Text(" ", first.position)
    first = replace(first, children=(words, between, *first.children))
    return replace(note.text, blocks=(first, *rest))
