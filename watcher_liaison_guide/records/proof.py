# SPDX-License-Identifier: Apache-2.0
"""What the records prove of a step, by the step's own rule."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

from watcher_liaison_guide.calendar.model import Basis, Event, SourceNote
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.records.model import (
    CANNOT_TELL,
    DONE,
    OPEN,
    DeliverableFacts,
    Proven,
    Records,
    Release,
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
    if rule == "event-scheduled":
        return _event_scheduled(rule, options.get("event", ""), event)
    if records is None:
        return _unknown(rule, Message("Nothing is on record for the cycle."))
    if rule == "liaison-on-record":
        return _liaison(rule, options, records)
    facts = records.deliverables.get(deliverable or "")
    if facts is None:
        return _unknown(
            rule,
            Message("{name} is not on record.", name=deliverable)
            if deliverable
            else Message("It is open which deliverable is meant."),
        )
    answer = _DELIVERABLE_RULES.get(rule)
    if answer is None:
        return _unknown(rule, Message('There is no rule "{rule}".', rule=rule))
    if records.carried_from is not None:
        return _unknown(
            rule,
            Message(
                "{cycle} has no deliverable files yet; what is on record is "
                "of {earlier}.",
                cycle=str(records.release),
                earlier=str(records.carried_from),
            ),
        )
    return answer(rule, options, records, facts, window)


def _unknown(rule: str, why: Message, evidence: str | None = None) -> Proven:
    return Proven(rule, CANNOT_TELL, evidence, why=why)


def _told(
    rule: str,
    records: Records,
    facts: DeliverableFacts,
    evidence: str | None = None,
    why: Message | None = None,
) -> Proven:
    """Answer done with *evidence*, or open with the reason why."""
    source = records.source or SourceNote("")
    return Proven(
        rule,
        OPEN if evidence is None else DONE,
        evidence,
        source.repository or None,
        facts.file and str(facts.file),
        source.commit and str(source.commit),
        why,
    )


# -- rules about a deliverable


def _released(
    rule: str,
    options: Mapping[str, str],
    records: Records,
    facts: DeliverableFacts,
    window: Window | None,
) -> Proven:
    kind = options.get("kind", "any")
    if facts.release_model == "independent":
        return _unknown(
            rule,
            Message(
                "{name} is released independently of cycles.",
                name=str(facts.id),
            ),
        )
    if kind == "rc" and facts.release_model not in ("cycle-with-rc", None):
        return _unknown(
            rule,
            Message(
                "{name} has no release candidates: its release model is "
                "{model}.",
                name=str(facts.id),
                model=str(facts.release_model),
            ),
        )
    pattern = _KINDS.get(kind, _ANY)
    found = [one for one in facts.releases if pattern.fullmatch(one.version)]
    if not found:
        return _told(rule, records, facts, why=_NOT_RELEASED[kind])
    if kind != "any" or window is None or None in window:
        return _told(rule, records, facts, _release_text(found[0]))
    return _in_time(rule, records, facts, found, window)


_NOT_RELEASED = {
    "rc": Message("The cycle has no release candidate of it yet."),
    "final": Message("The cycle has no final release of it yet."),
    "any": Message("The cycle has no release of it yet."),
}


def _in_time(
    rule: str,
    records: Records,
    facts: DeliverableFacts,
    found: list[Release],
    window: Window,
) -> Proven:
    start, end = window
    assert start is not None and end is not None  # the caller has looked
    for one in found:
        if one.date is not None and start <= one.date <= end + _LATE:
            return _told(rule, records, facts, _release_text(one))
    undated = [str(one.version) for one in found if one.date is None]
    if undated:
        return _unknown(
            rule,
            Message(
                "Released in the cycle: {versions}. On which day is not on "
                "record.",
                versions=", ".join(undated),
            ),
        )
    return _told(
        rule,
        records,
        facts,
        why=Message(
            "Released at another time of the cycle: {versions}.",
            versions=", ".join(map(_release_text, found)),
        ),
    )


def _release_text(release: Release) -> str:
    if release.date is None:
        return str(release.version)
    return f"{release.version} ({release.date})"


def _branch_exists(
    rule: str,
    options: Mapping[str, str],
    records: Records,
    facts: DeliverableFacts,
    window: Window | None,
) -> Proven:
    for branch in facts.branches:
        if branch.release == records.release:
            return _told(rule, records, facts, str(branch.name))
    if not facts.stable_branches:
        return _unknown(
            rule,
            Message("{name} has no stable branches.", name=str(facts.id)),
        )
    return _told(
        rule,
        records,
        facts,
        why=Message(
            "No branch stable/{release} is on record.",
            release=str(records.release),
        ),
    )


def _highlights(
    rule: str,
    options: Mapping[str, str],
    records: Records,
    facts: DeliverableFacts,
    window: Window | None,
) -> Proven:
    if facts.highlights:
        several = "s" if facts.highlights > 1 else ""
        text = f"{facts.highlights} highlight{several}"
        return _told(rule, records, facts, text)
    return _told(
        rule, records, facts, why=Message("Its file has no highlights yet.")
    )


def _release_notes(
    rule: str,
    options: Mapping[str, str],
    records: Records,
    facts: DeliverableFacts,
    window: Window | None,
) -> Proven:
    if facts.release_notes:
        return _told(rule, records, facts, str(facts.release_notes))
    return _told(
        rule,
        records,
        facts,
        why=Message("Its file has no link to release notes yet."),
    )


_DELIVERABLE_RULES = {
    "released": _released,
    "branch-exists": _branch_exists,
    "highlights-present": _highlights,
    "release-notes-link": _release_notes,
}


# -- rules about people and dates


def _liaison(
    rule: str, options: Mapping[str, str], records: Records
) -> Proven:
    key = options.get("on-record")
    if not key:
        return _unknown(
            rule, Message("Governance records nobody in this role.")
        )
    if records.liaisons is None:
        return _unknown(
            rule, Message("Who the liaisons are is not on record here.")
        )
    source = next(
        (one for one in records.sources if one.repository == GOVERNANCE),
        SourceNote(GOVERNANCE),
    )
    people = records.liaisons.get(key, ())
    return Proven(
        rule,
        DONE if people else OPEN,
        ", ".join(map(str, people)) or None,
        GOVERNANCE,
        "reference/projects.yaml",
        source.commit and str(source.commit),
        None if people else Message("Nobody is on record."),
    )


def _event_scheduled(
    rule: str, name: str, event: Callable[[str], Event] | None
) -> Proven:
    if event is None:
        return _unknown(rule, Message("The cycle has no calendar yet."))
    found = event(name)
    own = (Basis.TEAM, Basis.FALLS_BACK)
    if found.scheduled and found.basis not in own:
        day = found.due or found.start
        text = f"{found.key or found.id} ({day})"
        return Proven(rule, DONE, text)
    return Proven(
        rule, OPEN, why=Message("The official schedule does not have it.")
    )
