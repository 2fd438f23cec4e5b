# SPDX-License-Identifier: Apache-2.0
"""What the records prove about a step, by the step's own rule."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

from watcher_liaison_guide.calendar.model import Basis, Event
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.records.governance import PATH
from watcher_liaison_guide.records.model import (
    CANNOT_TELL,
    DONE,
    OPEN,
    DeliverableFacts,
    Proven,
    Records,
    Release,
)
from watcher_liaison_guide.sources import GOVERNANCE, RELEASES

#: A release requested in a week is merged by the end of the next one.
_LATE = datetime.timedelta(days=7)

#: The versions of each kind, and the message where there is none. Tags such
#: as 2024.1-eom, which mark the end of a branch, are of no kind.
_KINDS = {
    "rc": (
        re.compile(r"[0-9]+(\.[0-9]+)+\.?0?rc[0-9]+"),
        Message("The cycle has no release candidate of it yet."),
    ),
    "final": (
        re.compile(r"[0-9]+(\.[0-9]+)+"),
        Message("The cycle has no final release of it yet."),
    ),
    "any": (
        re.compile(r"[0-9]+(\.[0-9]+)+(\.?0?(a|b|rc)[0-9]+)?"),
        Message("The cycle has no release of it yet."),
    ),
}

#: The first and last day on which a step is due.
Span = tuple[datetime.date | None, datetime.date | None]


class Unanswered(Message):
    """Why the records do not answer a rule."""


#: The evidence that a step is done, or a message why it is open or unknown.
_Answer = str | Message


def prove(
    rule: str,
    options: Mapping[str, str],
    records: Records | None,
    deliverable: str | None,
    event: Callable[[str], Event] | None,
    window: Span = (None, None),
) -> Proven:
    """Return the answer to a step's proof rule: done, open, or unknown.

    *options* are the rule's own; ``on-record`` is the governance key of
    the role of ``liaison-on-record``. *deliverable* is the one that the
    rule is about. *event* returns the cycle's events, and is None without a
    calendar. *window* is when the step is due: several steps of a cycle
    may be about a release of any kind, and a release proves the step in
    whose window, or the week after it, it was made. Without a window any
    release of the cycle counts.
    """
    repository: str | None = None
    file: str | None = None
    answer: _Answer
    if rule == "event-scheduled":
        answer = _event_scheduled(options["event"], event)
    elif records is None:
        answer = Unanswered("Nothing is on record for the cycle.")
    elif rule == "liaison-on-record":
        answer = _liaison(options["on-record"], records)
        repository, file = GOVERNANCE, PATH
    elif not deliverable:
        answer = Unanswered("It is open which deliverable is meant.")
    elif deliverable not in records.deliverables:
        answer = Unanswered("{name} is not on record.", name=deliverable)
    else:
        facts = records.deliverables[deliverable]
        answer = _of_deliverable(rule, options, records, facts, window)
        repository, file = RELEASES, facts.file
    if isinstance(answer, Unanswered):
        return Proven(rule, CANNOT_TELL, why=answer)
    source = records.source_of(repository) if records and repository else None
    commit = source.commit if source else None
    if isinstance(answer, Message):
        return Proven(rule, OPEN, None, repository, file, commit, answer)
    return Proven(rule, DONE, answer, repository, file, commit)


def _of_deliverable(
    rule: str,
    options: Mapping[str, str],
    records: Records,
    facts: DeliverableFacts,
    window: Span,
) -> _Answer:
    if records.carried_from is not None:
        return Unanswered(
            "{cycle} has no deliverable files yet; the records are those of "
            "{earlier}.",
            cycle=records.release,
            earlier=records.carried_from,
        )
    if rule == "released":
        return _released(options["kind"], facts, window)
    if rule == "branch-exists":
        return _branch(records.release, facts)
    if rule == "release-notes-link":
        return facts.release_notes or Message(
            "Its file has no link to release notes yet."
        )
    if not facts.highlights:
        return Message("Its file has no highlights yet.")
    return f"{facts.highlights} highlight{'s' * (facts.highlights > 1)}"


def releases_of(kind: str, facts: DeliverableFacts) -> tuple[Release, ...]:
    """Return a deliverable's releases of a kind; only the first final one.

    Later versions of that form are releases of the stable branch.
    """
    pattern, _ = _KINDS[kind]
    found = tuple(
        one for one in facts.releases if pattern.fullmatch(one.version)
    )
    return found[:1] if kind == "final" else found


def _released(kind: str, facts: DeliverableFacts, window: Span) -> _Answer:
    if facts.release_model == "independent":
        return Unanswered(
            "{name} is released independently of cycles.", name=facts.id
        )
    if kind == "rc" and facts.release_model not in ("cycle-with-rc", None):
        return Unanswered(
            "{name} has no release candidates: its release model is {model}.",
            name=facts.id,
            model=facts.release_model,
        )
    found = releases_of(kind, facts)
    if not found:
        return _KINDS[kind][1]
    start, end = window
    if kind != "any" or start is None or end is None:
        return str(found[0])
    for one in found:
        if one.date is not None and start <= one.date <= end + _LATE:
            return str(one)
    undated = [one.version for one in found if one.date is None]
    if undated:
        return Unanswered(
            "Released in the cycle: {versions}. On which day is not on "
            "record.",
            versions=", ".join(undated),
        )
    return Message(
        "Released at another time of the cycle: {versions}.",
        versions=", ".join(map(str, found)),
    )


def _branch(release: str, facts: DeliverableFacts) -> _Answer:
    for branch in facts.branches:
        if branch.release == release:
            return branch.name
    if not facts.stable_branches:
        return Unanswered("{name} has no stable branches.", name=facts.id)
    return Message("No branch stable/{release} is on record.", release=release)


def _liaison(key: str, records: Records) -> _Answer:
    if not key:
        return Unanswered("Governance records nobody in this role.")
    if records.liaisons is None:
        return Unanswered("The records do not name the liaisons.")
    people = ", ".join(map(str, records.liaisons.get(key, ())))
    return people or Message("Nobody is on record.")


def _event_scheduled(
    name: str, event: Callable[[str], Event] | None
) -> _Answer:
    if event is None:
        return Unanswered("The cycle has no calendar yet.")
    found = event(name)
    if found.scheduled and found.basis not in (Basis.TEAM, Basis.FALLS_BACK):
        return f"{found.key or found.id} ({found.due or found.start})"
    return Message("The official schedule does not have it.")
