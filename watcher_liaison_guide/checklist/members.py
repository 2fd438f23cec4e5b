# SPDX-License-Identifier: Apache-2.0
"""The deliverables, branches or trackers that a step is repeated for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from watcher_liaison_guide.calendar.expressions import Window
from watcher_liaison_guide.calendar.library import is_release
from watcher_liaison_guide.calendar.model import BRANCH_PHASE
from watcher_liaison_guide.checklist.conditions import Verdict
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import Dated
from watcher_liaison_guide.guide.model import Where
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.records.status import (
    branches_on,
    is_over,
    maintained_until,
)

Doubts = tuple[Message, ...]


@dataclass(frozen=True)
class Member:
    """One deliverable, one branch of one, or one tracker.

    ``values`` are those of its placeholders, ``doubts`` what is not on
    record although ``where`` asks for it, ``note`` what a reader must know
    of the member. A branch that ends has ``dates`` of its own.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    doubts: Doubts = ()
    note: Message | None = None
    dates: Dated | None = None

    @property
    def suffix(self) -> tuple[str, ...]:
        """What the member adds to an item's id."""
        names = ("deliverable", "tracker", "branch-release")
        return tuple(self.values[one] for one in names if one in self.values)


@dataclass(frozen=True)
class Members:
    """The members of repeated steps that a ``where`` chooses in one cycle."""

    where: Where
    facts: Facts

    def chosen(
        self, each: str, window: Window, day: datetime.date | None
    ) -> Iterator[Member]:
        """Yield members in the guide's order; branches newest first.

        *day* is when the item is due, on which a branch's status depends.
        Without one they are the branches of the cycle's first day, less
        those that are past the status by then.
        """
        if counts_from_branch(window):
            yield from self._ending(window)
        elif each == "tracker":
            yield from self._trackers()
        elif each == "deliverable":
            for name, doubts in self._deliverables(each):
                yield Member(self._of_master(name), doubts)
        else:
            for name, doubts in self._deliverables(each):
                yield from self._branches(name, doubts, day)

    # -- deliverables

    def _values(self, name: str) -> dict[str, str]:
        is_independent = self.facts.deliverable(name).is_independent
        series = {"series": "independent"} if is_independent else {}
        return {"deliverable": name, **series}

    def _of_master(self, name: str) -> dict[str, str]:
        """Return the values of a deliverable; a release is a branch's."""
        values = self._values(name)
        series = values.get("series", self.facts.cycle.series)
        return {**values, "branch-series": series}

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

    def fits(
        self, values: Mapping[str, str], day: datetime.date | None
    ) -> bool:
        """Whether a member is chosen; what is not on record passes."""
        name = values.get("deliverable")
        if not self.where or name is None:
            return True
        if name not in dict(self._deliverables("deliverable")):
            return False
        statuses = self.where.get("status")
        return not statuses or all(
            one.status in (None, *statuses)
            for one in branches_on(self.facts.on_record, name, day)
            if one.release == values.get("branch-release")
        )

    # -- branches

    def _of_branch(
        self, deliverable: str, release: str, name: str = ""
    ) -> dict[str, str]:
        values = self._values(deliverable)
        values["branch"] = name or f"stable/{release}"
        values["branch-release"] = release
        series = self.facts.on_record.series_of(release)
        if series is not None:
            values["branch-series"] = series.series
        return values

    def _branches(
        self, name: str, doubts: Doubts, day: datetime.date | None
    ) -> Iterator[Member]:
        facts, statuses = self.facts, self.where.get("status", ())
        if name not in facts.on_record.deliverables:
            unknown = Message(
                "The branches of {deliverable} are not on record.",
                deliverable=name,
            )
            yield Member(self._values(name), (*doubts, unknown))
        for one in branches_on(
            facts.on_record, name, day or facts.previous_release_day
        ):
            is_known = one.status is not None and (
                day is not None or is_over(one.status, statuses)
            )
            found = doubts
            if statuses and not is_known:
                found = (*doubts, _unknown_status(one.name, day))
            if not statuses or not is_known or one.status in statuses:
                values = self._of_branch(name, one.release, one.name)
                yield Member(values, found)

    def _ending(self, window: Window) -> Iterator[Member]:
        """Yield the branches that end, each with its own dates.

        An end belongs to the cycle in which its work is due; a cycle begins
        after the release before it and ends with its own.
        """
        facts = self.facts
        first, last = facts.previous_release_day, facts.cycle.release_date
        for member in self._ends(window):
            due = member.dates and member.dates.due
            if first and last and due and first < due <= last:
                yield member

    def _ends(self, window: Window) -> Iterator[Member]:
        """Yield the branches whose end of maintenance is on record.

        They are in the order of the guide's deliverables, newest first.
        """
        for name, _ in self._deliverables("branch"):
            known = self.facts.deliverable(name)
            branches = {one.release for one in known.branches}
            for series in self.facts.on_record.series:
                day = maintained_until(series)
                if day is not None and series.release in branches:
                    events = self.facts.events.with_branch_end(day)
                    yield Member(
                        self._of_branch(name, series.release),
                        note=Message(
                            "It stops being maintained on {day}.",
                            day=day.isoformat(),
                        ),
                        dates=events.dated(window)[0],
                    )

    # -- trackers

    def _trackers(self) -> Iterable[Member]:
        """Return the distinct trackers of deliverables, in their order.

        Where no record names a deliverable's tracker, it is the one that
        the guide expects, else unknown: in doubt. Projects in StoryBoard,
        whose names have a slash, are left out: StoryBoard has no series and
        milestones.
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
            values = {"tracker": tracker or ""}
            if not tracker and name not in self.facts.on_record.deliverables:
                tracker, values = name, self._values(name)
            if not tracker or "/" in tracker:
                continue
            if tracker not in found or (found[tracker].doubts and not doubts):
                found[tracker] = Member(values, doubts)
        return found.values()

    # -- what the team recorded

    def recorded(self, each: str, names: Iterable[str]) -> list[Member]:
        """Return the members that a cycle file names.

        *names* are the ends of item ids, after the step's. What the team
        recorded stays when the records change, for example because a branch
        ended or a deliverable has another release model.
        """
        note = Message("The team recorded it; it is not in the records now.")
        every = (self._named(each, name) for name in names)
        found = [Member(values, note=note) for values in every if values]
        unique = {one.suffix: one for one in found}
        return [unique[suffix] for suffix in sorted(unique)]

    def _named(self, each: str, name: str) -> dict[str, str] | None:
        """Return the values of the member that *name* begins with.

        None where there can be no such member.
        """
        project = self.facts.guide.project
        if each == "tracker":
            trackers = (*project.trackers, *project.expects.tracker.values())
            for tracker in trackers:
                if f"{name}/".startswith(f"{tracker}/"):
                    return {"tracker": tracker}
            return None
        first, release, *_ = *name.split("/"), ""
        if first not in project.deliverables:
            return None
        if each == "deliverable":
            return self._of_master(first)
        branches = self.facts.deliverable(first).branches
        if branches:
            may_be = any(one.release == release for one in branches)
        else:
            may_be = is_release(release)
        return self._of_branch(first, release) if may_be else None

    # -- without members

    def none_found(self, each: str, window: Window) -> Verdict:
        """Return the verdict on a step without members."""
        facts = self.facts
        if not counts_from_branch(window):
            return Verdict((self._why_none(each),))
        bases = (window.week, window.start, window.end, window.due)
        names = {one.event for one in bases if one} - {BRANCH_PHASE}
        for name in sorted(names if any(self._ends(window)) else ()):
            if facts.events.scheduled(name) is False:
                title = facts.events.title(name)
                reason = Message("{event} is not scheduled.", event=title)
                return Verdict((reason,))
        on_record = facts.on_record.deliverables
        is_known = all(one in on_record for one, _ in self._deliverables(each))
        ahead = facts.cycle.status in ("future", "development")
        days = (facts.previous_release_day, facts.cycle.release_date)
        if is_known and ahead and all(days):
            reason = Message("It is not due for any branch in this cycle.")
            return Verdict((reason,))
        reason = Message(
            "Which branches stop being maintained in this cycle is not on "
            "record."
        )
        return Verdict(doubts=(reason,))

    def _why_none(self, each: str) -> Message:
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


def counts_from_branch(window: Window) -> bool:
    """Whether a window depends on the day on which a branch ends."""
    return any(one.event == BRANCH_PHASE for one in window.expressions)


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
