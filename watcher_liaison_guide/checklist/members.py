# SPDX-License-Identifier: Apache-2.0
"""The deliverables, branches or trackers that a step is repeated for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from watcher_liaison_guide.calendar.library import is_release
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.guide.model import Where
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.records.status import is_over, maintained_until

Doubts = tuple[Message, ...]


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
    doubts: Doubts = ()
    note: Message | None = None

    @property
    def suffix(self) -> tuple[str, ...]:
        """What the member adds to an item's id."""
        parts = (self.deliverable or self.tracker, self.branch_release)
        return tuple(part for part in parts if part)


@dataclass(frozen=True)
class Members:
    """The members of repeated steps that a ``where`` chooses in one cycle."""

    where: Where
    facts: Facts

    def chosen(self, each: str, day: datetime.date | None) -> Iterator[Member]:
        """Yield members in the guide's order; branches newest first.

        *day* is when the item is due, on which a branch's status depends.
        Without one they are the branches of the cycle's first day, less
        those that are past the status by then.
        """
        if each == "tracker":
            yield from self._trackers()
            return
        for name, doubts in self._deliverables(each):
            if each == "deliverable":
                # Of master, that is; a release is a branch's.
                is_independent = self.facts.deliverable(name).is_independent
                series = self.facts.cycle.series
                yield Member(
                    name,
                    branch_series="independent" if is_independent else series,
                    doubts=doubts,
                )
            elif name not in self.facts.on_record.deliverables:
                unknown = Message(
                    "The branches of {deliverable} are not on record.",
                    deliverable=name,
                )
                yield Member(name, doubts=(*doubts, unknown))
            else:
                yield from self._branches(name, doubts, day)

    def _branches(
        self, name: str, doubts: Doubts, day: datetime.date | None
    ) -> Iterator[Member]:
        statuses = self.where.get("status", ())
        for one in self.facts.branches(
            name, day or self.facts.previous_release_day
        ):
            is_known = one.status is not None and (
                day is not None or is_over(one.status, statuses)
            )
            found = doubts
            if statuses and not is_known:
                found = (*doubts, _unknown_status(one.name, day))
            if not statuses or not is_known or one.status in statuses:
                yield self._branch(name, one.release, one.name, doubts=found)

    def _branch(
        self, deliverable: str, release: str, name: str = "", **more: Any
    ) -> Member:
        found = self.facts.on_record.series_of(release)
        series = found.series if found else None
        name = name or f"stable/{release}"
        return Member(deliverable, name, release, series, **more)

    def ending(self) -> Iterator[tuple[Member, datetime.date]]:
        """Yield the branches whose end of maintenance is on record, and it.

        They are in the order of the guide's deliverables, newest first.
        """
        for name, _ in self._deliverables("branch"):
            known = self.facts.deliverable(name)
            branches = {one.release for one in known.branches}
            for series in self.facts.on_record.series:
                day = maintained_until(series)
                if day is not None and series.release in branches:
                    note = Message(
                        "It stops being maintained on {day}.",
                        day=day.isoformat(),
                    )
                    yield self._branch(name, series.release, note=note), day

    def recorded(self, each: str, names: Iterable[str]) -> list[Member]:
        """Return the members that a cycle file names.

        *names* are the ends of item ids, after the step's. What the team
        recorded stays when the records change, for example because a branch
        ended or a deliverable has another release model.
        """
        note = Message("The team recorded it; it is not in the records now.")
        project = self.facts.guide.project
        trackers = {*project.trackers, *project.expects.tracker.values()}
        found = set()
        for name in names:
            first, *rest = name.split("/")
            if each == "tracker":
                found |= {
                    Member(tracker=one, note=note)
                    for one in trackers
                    if f"{name}/".startswith(f"{one}/")
                }
            elif first not in project.deliverables:
                continue
            elif each == "deliverable":
                found.add(Member(first, note=note))
            elif rest and self._had_branch(first, rest[0]):
                found.add(self._branch(first, rest[0], note=note))
        return sorted(found, key=lambda one: one.suffix)

    def _had_branch(self, deliverable: str, release: str) -> bool:
        """Whether a deliverable may have had a branch of a release."""
        branches = self.facts.deliverable(deliverable).branches
        if branches:
            return any(one.release == release for one in branches)
        return is_release(release)

    def why_none(self, each: str) -> Message:
        """Return why there are no members, as exactly as possible."""
        if each == "branch":
            return Message("No stable branch has this status on that day.")
        if each == "tracker":
            return Message("No tracker matches.")
        types = " / ".join(self.where.get("type", ()))
        models = self.where.get("release-model", ())
        wanted = " / ".join(models)
        for name in self.where.get("deliverable", ()):
            found = self.facts.deliverable(name).release_model
            if models and found and found not in models:
                return Message(
                    "The release model of {deliverable} is {found}, not "
                    "{wanted}.",
                    deliverable=name,
                    found=found,
                    wanted=wanted,
                )
        if types and models:
            return Message(
                "No deliverable of this cycle is of the type {types} and "
                "follows {models}.",
                types=types,
                models=wanted,
            )
        return Message("No deliverable of this cycle matches.")

    def fits(self, member: Member, day: datetime.date | None) -> bool:
        """Whether a member is chosen; what is not on record passes."""
        name = member.deliverable
        if not self.where or name is None:
            return True
        if name not in dict(self._deliverables("deliverable")):
            return False
        statuses = self.where.get("status")
        return not statuses or all(
            one.status in (None, *statuses)
            for one in self.facts.branches(name, day)
            if one.release == member.branch_release
        )

    def _deliverables(self, each: str) -> Iterator[tuple[str, Doubts]]:
        """Yield the deliverables, with what is not on record of them."""
        named = self.where.get("deliverable", ())
        for name, deliverable in self.facts.guide.project.deliverables.items():
            if named and name not in named:
                continue
            if not deliverable.released and (
                not named or each != "deliverable"
            ):
                continue
            known = self.facts.deliverable(name)
            doubts: list[Message] = []
            for key, value in (
                ("type", known.type),
                ("release-model", known.release_model),
            ):
                wanted = self.where.get(key)
                if wanted and value is None:
                    doubts.append(
                        Message(
                            "The {fact} of {deliverable} is not on record.",
                            fact=key.replace("-", " "),
                            deliverable=name,
                        )
                    )
                elif wanted and value not in wanted:
                    break
            else:
                yield name, tuple(doubts)

    def _trackers(self) -> Iterable[Member]:
        """Return the distinct trackers of deliverables, in their order.

        Where no record names a deliverable's tracker, it is the one that
        the guide expects, in doubt. Projects in StoryBoard, whose names have
        a slash, are left out: StoryBoard has no series and milestones.
        """
        expected = self.facts.guide.project.expects.tracker
        found: dict[str, Member] = {}
        for name, doubts in self._deliverables("tracker"):
            tracker = self.facts.deliverable(name).tracker
            if not tracker:
                tracker = expected.get(name)
                unknown = Message(
                    "The tracker of {deliverable} is not on record.",
                    deliverable=name,
                )
                doubts = (*doubts, unknown)
            if not tracker or "/" in tracker:
                continue
            if tracker not in found or (found[tracker].doubts and not doubts):
                found[tracker] = Member(tracker=tracker, doubts=doubts)
        return found.values()


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
