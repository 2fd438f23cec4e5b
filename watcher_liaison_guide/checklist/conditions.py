# SPDX-License-Identifier: Apache-2.0
"""Whether a step's conditions are met in one cycle, and why."""

from __future__ import annotations

from dataclasses import dataclass

from watcher_liaison_guide.calendar.titles import EVENT_TITLES
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import JUDGE, NO, YES
from watcher_liaison_guide.guide.model import Condition
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.records.model import LEADERSHIP_WORDS


@dataclass(frozen=True)
class Verdict:
    """``yes``, ``no`` or ``judge``, with the reasons for the latter two."""

    applies: str = YES
    reasons: tuple[Message, ...] = ()

    @property
    def why(self) -> Message | None:
        return Message.all_of(self.reasons)


def verdict(conditions: tuple[Condition, ...], facts: Facts) -> Verdict:
    """Return the verdict: no if one fails, judge if one is unknown."""
    failed: list[Message] = []
    unknown: list[Message] = []
    for condition in conditions:
        is_met, reason = _is_met(condition, facts)
        if is_met is False:
            failed.append(reason)
        elif is_met is None:
            unknown.append(reason)
    if failed:
        return Verdict(NO, tuple(failed))
    if unknown:
        return Verdict(JUDGE, tuple(unknown))
    return Verdict()


def _is_met(condition: Condition, facts: Facts) -> tuple[bool | None, Message]:
    """Return whether one condition is met (None: unknown), and the reason."""
    wanted = condition.wanted
    if condition.fact == "judgement":
        # The guide's own words; braces in them are no places to fill.
        return None, Message("{text}", text=wanted)
    if condition.fact == "leadership":
        if facts.leadership is None:
            return None, Message(
                "The leadership of this cycle is not on record."
            )
        return facts.leadership == wanted, Message(
            "This cycle has {leadership}.",
            leadership=LEADERSHIP_WORDS.get(
                facts.leadership, facts.leadership
            ),
        )
    if condition.fact == "slurp":
        return _slurp(facts.slurp, wanted, facts.cycle.release)
    if condition.fact == "next.slurp":
        following = facts.next_cycle
        return _slurp(
            following.slurp if following else None,
            wanted,
            following.release if following else None,
        )
    subject = condition.subject or ""
    if condition.fact == "role":
        return _appointed(subject, wanted, facts)
    title = event_title(facts, subject)
    scheduled = facts.events.scheduled(subject)
    if scheduled is None:
        return None, Message(
            "Whether this event is scheduled is not known yet: {event}.",
            event=title,
        )
    return scheduled == (wanted == "scheduled"), (
        Message("{event} is scheduled.", event=title)
        if scheduled
        else Message("{event} is not scheduled.", event=title)
    )


def _slurp(
    slurp: bool | None, wanted: str, release: str | None
) -> tuple[bool | None, Message]:
    if slurp is None:
        return None, (
            Message(
                "Whether {release} is a SLURP release is not on record.",
                release=release,
            )
            if release
            else Message(
                "Whether the next release is a SLURP is not on record."
            )
        )
    return slurp == (wanted == "true"), (
        Message("{release} is a SLURP release.", release=release or "")
        if slurp
        else Message(
            "{release} is not a SLURP release.", release=release or ""
        )
    )


def _appointed(
    role: str, wanted: str, facts: Facts
) -> tuple[bool | None, Message]:
    title = facts.title(facts.guide.role_under(role, facts.leadership) or role)
    appointed = facts.appointed(role)
    if appointed is None:
        return None, Message(
            "It is not on record whether anybody is appointed: {role}.",
            role=title,
        )
    return appointed == (wanted == "appointed"), (
        Message("Somebody is appointed: {role}.", role=title)
        if appointed
        else Message("Nobody is appointed: {role}.", role=title)
    )


def event_title(facts: Facts, name: str) -> str:
    """Return what an event is called."""
    event = facts.guide.events.get(name)
    if event is not None and event.title is not None:
        return event.title
    return EVENT_TITLES.get(name, name)
