# SPDX-License-Identifier: Apache-2.0
"""What the records prove of a step, by the step's own rule."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

from watcher_liaison_guide.calendar.model import Basis, Event, SourceNote
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.records.governance import PATH
from watcher_liaison_guide.records.model import (
    CANNOT_TELL,
    DONE,
    OPEN,
    DeliverableFacts,
    Proven,
    Records,
)
from watcher_liaison_guide.repositories import GOVERNANCE

#: A release asked for in a week is merged by the end of the next one.
_LATE = datetime.timedelta(days=7)

_FINAL = re.compile(r"[0-9]+(\.[0-9]+)+")
_CANDIDATE = re.compile(r"[0-9]+(\.[0-9]+)+\.?0?rc[0-9]+")
#: Tags such as 2024.1-eom mark the end of a branch: they release nothing.
_ANY = re.compile(r"[0-9]+(\.[0-9]+)+(\.?0?(a|b|rc)[0-9]+)?")
_KINDS = {"rc": _CANDIDATE, "final": _FINAL, "any": _ANY}

Window = tuple[datetime.date | None, datetime.date | None]


class CannotTellError(Exception):
    """The records do not have what would answer the rule."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


#: What shows that a step is done, or why it is open.
_Answer = str | Message


def prove(
    rule: str,
    options: Mapping[str, str],
    records: Records | None,
    deliverable: str | None,
    event: Callable[[str], Event] | None,
    window: Window | None = None,
) -> Proven:
    """Answer a step's proof rule: done, open, or cannot tell.

    *options* are the rule's own; ``on-record`` is the governance key of
    the role of ``liaison-on-record``. *deliverable* is the one that the
    rule is about. *event* gives the cycle's events, None where there is no
    calendar. *window* is when the step is due: several steps of a cycle
    may ask for a release of any kind, and one belongs to the step in whose
    window, or the week after it, it came out. Without it any release of
    the cycle will do.
    """
    try:
        if rule == "event-scheduled":
            return _event_scheduled(rule, options.get("event", ""), event)
        if records is None:
            raise CannotTellError(
                Message("Nothing is on record for the cycle.")
            )
        if rule == "liaison-on-record":
            return _liaison(rule, options.get("on-record"), records)
        facts = _facts(rule, records, deliverable)
        answer = _DELIVERABLE_RULES[rule](options, records, facts, window)
    except CannotTellError as error:
        return Proven(rule, CANNOT_TELL, why=error.why)
    source = records.source or SourceNote("")
    return _proven(
        rule, answer, source.repository or None, facts.file, source.commit
    )


def _proven(
    rule: str,
    answer: _Answer,
    repository: str | None = None,
    file: str | None = None,
    commit: str | None = None,
) -> Proven:
    if isinstance(answer, Message):
        return Proven(rule, OPEN, None, repository, file, commit, answer)
    return Proven(rule, DONE, answer, repository, file, commit)


# -- rules about a deliverable


def _facts(
    rule: str, records: Records, deliverable: str | None
) -> DeliverableFacts:
    """Return the facts that a rule about a deliverable is answered by."""
    facts = records.deliverables.get(deliverable or "")
    if facts is None and deliverable:
        raise CannotTellError(
            Message("{name} is not on record.", name=deliverable)
        )
    if facts is None:
        raise CannotTellError(
            Message("It is open which deliverable is meant.")
        )
    if rule not in _DELIVERABLE_RULES:
        raise CannotTellError(Message('There is no rule "{rule}".', rule=rule))
    if records.carried_from is not None:
        raise CannotTellError(
            Message(
                "{cycle} has no deliverable files yet; what is on record is "
                "of {earlier}.",
                cycle=records.release,
                earlier=records.carried_from,
            )
        )
    return facts


def _released(
    options: Mapping[str, str],
    records: Records,
    facts: DeliverableFacts,
    window: Window | None,
) -> _Answer:
    kind = options.get("kind", "any")
    if facts.release_model == "independent":
        raise CannotTellError(
            Message(
                "{name} is released independently of cycles.", name=facts.id
            )
        )
    if kind == "rc" and facts.release_model not in ("cycle-with-rc", None):
        raise CannotTellError(
            Message(
                "{name} has no release candidates: its release model is "
                "{model}.",
                name=facts.id,
                model=facts.release_model,
            )
        )
    pattern = _KINDS.get(kind, _ANY)
    found = [one for one in facts.releases if pattern.fullmatch(one.version)]
    if not found:
        return _NOT_RELEASED[kind]
    if kind != "any" or window is None:
        return str(found[0])
    start, end = window
    if start is None or end is None:
        return str(found[0])
    for one in found:
        if one.date is not None and start <= one.date <= end + _LATE:
            return str(one)
    undated = [one.version for one in found if one.date is None]
    if undated:
        raise CannotTellError(
            Message(
                "Released in the cycle: {versions}. On which day is not on "
                "record.",
                versions=", ".join(undated),
            )
        )
    return Message(
        "Released at another time of the cycle: {versions}.",
        versions=", ".join(map(str, found)),
    )


_NOT_RELEASED = {
    "rc": Message("The cycle has no release candidate of it yet."),
    "final": Message("The cycle has no final release of it yet."),
    "any": Message("The cycle has no release of it yet."),
}


def _branch_exists(
    options: Mapping[str, str],
    records: Records,
    facts: DeliverableFacts,
    window: Window | None,
) -> _Answer:
    for branch in facts.branches:
        if branch.release == records.release:
            return branch.name
    if not facts.stable_branches:
        raise CannotTellError(
            Message("{name} has no stable branches.", name=facts.id)
        )
    return Message(
        "No branch stable/{release} is on record.", release=records.release
    )


def _highlights(
    options: Mapping[str, str],
    records: Records,
    facts: DeliverableFacts,
    window: Window | None,
) -> _Answer:
    if not facts.highlights:
        return Message("Its file has no highlights yet.")
    return f"{facts.highlights} highlight{'s' * (facts.highlights > 1)}"


def _release_notes(
    options: Mapping[str, str],
    records: Records,
    facts: DeliverableFacts,
    window: Window | None,
) -> _Answer:
    return facts.release_notes or Message(
        "Its file has no link to release notes yet."
    )


_DELIVERABLE_RULES = {
    "released": _released,
    "branch-exists": _branch_exists,
    "highlights-present": _highlights,
    "release-notes-link": _release_notes,
}


# -- rules about people and dates


def _liaison(rule: str, key: str | None, records: Records) -> Proven:
    if not key:
        raise CannotTellError(
            Message("Governance records nobody in this role.")
        )
    if records.liaisons is None:
        raise CannotTellError(
            Message("Who the liaisons are is not on record here.")
        )
    people = ", ".join(map(str, records.liaisons.get(key, ())))
    source = records.source_of(GOVERNANCE)
    return _proven(
        rule,
        people or Message("Nobody is on record."),
        GOVERNANCE,
        PATH,
        source.commit if source else None,
    )


def _event_scheduled(
    rule: str, name: str, event: Callable[[str], Event] | None
) -> Proven:
    if event is None:
        raise CannotTellError(Message("The cycle has no calendar yet."))
    found = event(name)
    if found.scheduled and found.basis not in (Basis.TEAM, Basis.FALLS_BACK):
        day = found.due or found.start
        return _proven(rule, f"{found.key or found.id} ({day})")
    return _proven(rule, Message("The official schedule does not have it."))
