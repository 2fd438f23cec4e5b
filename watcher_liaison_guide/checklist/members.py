# SPDX-License-Identifier: Apache-2.0
"""The deliverables, branches or trackers that a step is repeated for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watcher_liaison_guide.calendar.library import is_release
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.guide.model import Where
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.records.status import (
    branches_on,
    is_over,
    maintained_until,
)

_FACT_WORDS = {"type": "type", "release-model": "release model"}


@dataclass(frozen=True)
class Member:
    """One deliverable, one branch of one, or one tracker.

    ``doubts`` is what is not on record although ``where`` asks for it,
    ``note`` what a reader must know of the member.
    """

    deliverable: str | None = None
    branch: str | None = None
    branch_release: str | None = None
    branch_series: str | None = None
    tracker: str | None = None
    doubts: tuple[Message, ...] = ()
    note: Message | None = None

    @property
    def suffix(self) -> tuple[str, ...]:
        """What the member adds to an item's id."""
        parts = (self.deliverable or self.tracker, self.branch_release)
        return tuple(part for part in parts if part)


def members(
    each: str, where: Where, facts: Facts, day: datetime.date | None
) -> tuple[Member, ...]:
    """Return a step's members in the guide's order; branches newest first.

    *day* is when the item is due, on which a branch's status depends.
    Without one there are the branches of the cycle's first day, less those
    that are past the status by then.
    """
    chosen = _deliverables(where, facts, each)
    if each == "deliverable":
        return tuple(
            Member(deliverable=name, doubts=doubts) for name, doubts in chosen
        )
    if each == "tracker":
        return _trackers(chosen, facts)
    found: list[Member] = []
    statuses = where.get("status", ())
    for name, doubts in chosen:
        if facts.records is None or facts.deliverable(name) is None:
            unknown_branches = Message(
                "The branches of {deliverable} are not on record.",
                deliverable=name,
            )
            found.append(
                Member(deliverable=name, doubts=(*doubts, unknown_branches))
            )
            continue
        for branch in branches_on(facts.records, name, day or facts.first_day):
            unknown: tuple[Message, ...] = ()
            if statuses:
                undated = day is None and not is_over(branch.status, statuses)
                if branch.status is None or undated:
                    unknown = (_unknown_status(branch.name, day),)
                elif branch.status not in statuses:
                    continue
            found.append(
                Member(
                    deliverable=name,
                    branch=branch.name,
                    branch_release=branch.release,
                    branch_series=_series(facts, branch.release),
                    doubts=(*doubts, *unknown),
                )
            )
    return tuple(found)


def ending(
    where: Where, facts: Facts
) -> Iterator[tuple[Member, datetime.date]]:
    """Yield the branches whose end of maintenance is on record, with its day.

    They are in the guide's order, the newest first.
    """
    if facts.records is None:
        return
    for name, _ in _deliverables(where, facts, "branch"):
        known = facts.deliverable(name)
        recorded = {one.release for one in known.branches} if known else set()
        for series in facts.records.series:
            day = maintained_until(series)
            if day is None or series.release not in recorded:
                continue
            yield (
                Member(
                    deliverable=name,
                    branch=f"stable/{series.release}",
                    branch_release=series.release,
                    branch_series=series.series,
                    note=Message(
                        "It stops being maintained on {day}.",
                        day=day.isoformat(),
                    ),
                ),
                day,
            )


def recorded_members(
    each: str, names: Iterable[str], facts: Facts
) -> Iterator[Member]:
    """Yield the members that a cycle file names, whatever the records say.

    *names* are what is left of item ids behind the step's. Records change:
    a branch ends, or a deliverable is released in another way. What the
    team recorded before stays.
    """
    note = Message("The team recorded it; it is not in the records now.")
    found = set()
    for name in names:
        first, *rest = name.split("/")
        if each == "tracker":
            known = {
                *facts.guide.project.trackers,
                *facts.guide.project.expects.tracker.values(),
            }
            found |= {
                Member(tracker=one, note=note)
                for one in known
                if (name + "/").startswith(one + "/")
            }
        elif first not in facts.guide.project.deliverables:
            continue
        elif each == "deliverable":
            found.add(Member(deliverable=first, note=note))
        elif rest and _had_branch(facts, first, rest[0]):
            found.add(
                Member(
                    deliverable=first,
                    branch=f"stable/{rest[0]}",
                    branch_release=rest[0],
                    branch_series=_series(facts, rest[0]),
                    note=note,
                )
            )
    yield from sorted(found, key=lambda one: one.suffix)


def _had_branch(facts: Facts, deliverable: str, release: str) -> bool:
    """Whether a deliverable may have had a branch of a release."""
    known = facts.deliverable(deliverable)
    if known is not None and known.branches:
        return any(one.release == release for one in known.branches)
    return is_release(release)


def why_none(each: str, where: Where, facts: Facts) -> Message:
    """Return why a step has no members, as exactly as *where* allows."""
    if each == "branch":
        return Message("No stable branch is of this kind on that day.")
    if each == "tracker":
        return Message("No tracker is of this kind.")
    models = where.get("release-model", ())
    for name in where.get("deliverable", ()):
        known = facts.deliverable(name)
        if models and known and known.release_model not in (None, *models):
            return Message(
                "The release model of {deliverable} is {found}, not {wanted}.",
                deliverable=name,
                found=known.release_model or "",
                wanted=" / ".join(models),
            )
    types = where.get("type", ())
    if types and models:
        return Message(
            "No deliverable of this cycle is of the type {types} and follows "
            "{models}.",
            types=" / ".join(types),
            models=" / ".join(models),
        )
    return Message("No deliverable of this cycle is of this kind.")


def _series(facts: Facts, release: str) -> str | None:
    found = facts.records.series_of(release) if facts.records else None
    return found.series if found else None


def _unknown_status(name: str, day: datetime.date | None) -> Message:
    if day is None:
        return Message(
            "The status of {branch} depends on the day, and none is "
            "scheduled.",
            branch=name,
        )
    return Message(
        "The status of {branch} on {day} is not on record.",
        branch=name,
        day=day.isoformat(),
    )


def _deliverables(
    where: Where, facts: Facts, each: str
) -> list[tuple[str, tuple[Message, ...]]]:
    """Return the deliverables that *where* chooses, with its doubts."""
    named = where.get("deliverable", ())
    chosen = []
    for name, deliverable in facts.guide.project.deliverables.items():
        if named and name not in named:
            continue
        if not deliverable.released and (not named or each != "deliverable"):
            continue
        doubts: list[Message] = []
        excluded = False
        for fact in ("type", "release-model"):
            wanted = where.get(fact, ())
            if not wanted:
                continue
            known = facts.deliverable(name)
            value = known and (
                known.type if fact == "type" else known.release_model
            )
            if value is None:
                doubts.append(
                    Message(
                        "The {fact} of {deliverable} is not on record.",
                        fact=_FACT_WORDS[fact],
                        deliverable=name,
                    )
                )
            elif value not in wanted:
                excluded = True
        if not excluded:
            chosen.append((name, tuple(doubts)))
    return chosen


def fits(
    where: Where,
    member: Member,
    facts: Facts,
    day: datetime.date | None,
) -> bool:
    """Whether *where* lets a member pass; what is unknown passes."""
    if not where or member.deliverable is None:
        return True
    narrowed = [name for name, _ in _deliverables(where, facts, "deliverable")]
    if member.deliverable not in narrowed:
        return False
    statuses = where.get("status", ())
    if not statuses or facts.records is None:
        return True
    for branch in branches_on(facts.records, member.deliverable, day):
        if branch.release == member.branch_release:
            return branch.status is None or branch.status in statuses
    return True


def _trackers(
    chosen: list[tuple[str, tuple[Message, ...]]], facts: Facts
) -> tuple[Member, ...]:
    """Return the distinct trackers of deliverables, in their order.

    Where no record names a deliverable's tracker, it is the one that the
    guide expects, in doubt.
    """
    expected = facts.guide.project.expects.tracker
    found: dict[str, Member] = {}
    for name, doubts in chosen:
        known = facts.deliverable(name)
        tracker = known.tracker if known else None
        if not tracker:
            tracker = expected.get(name)
            if tracker is None:
                continue
            doubts = (
                *doubts,
                Message(
                    "The tracker of {deliverable} is not on record.",
                    deliverable=name,
                ),
            )
        member = Member(tracker=tracker, doubts=doubts)
        earlier = found.get(tracker)
        if earlier is None or (earlier.doubts and not doubts):
            found[tracker] = member
    return tuple(found.values())
