# SPDX-License-Identifier: Apache-2.0
"""When steps are due in one cycle, and for which members."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar.expressions import (
    Dates,
    Window,
    resolve_window,
)
from watcher_liaison_guide.calendar.model import (
    BRANCH_PHASE,
    Basis,
    Event,
    Occurrence,
)
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.members import Member, Members
from watcher_liaison_guide.checklist.model import NO
from watcher_liaison_guide.checklist.verdicts import Verdict
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import Problem


@dataclass(frozen=True)
class Dated:
    """A member of a step with its dates, and its due before a change."""

    member: Member
    dates: Dates
    was: datetime.date | None = None


class Windows:
    """The dates of windows in one cycle, and the problems of these."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.problems: list[Problem] = []

    def dates(self, window: Window) -> Dates:
        """Return the dates of a window; its problems go to ``problems``."""
        dates, problems = resolve_window(window, self.facts.events)
        self.problems += problems
        return dates

    def dated(self, member: Member, window: Window) -> Dated:
        """Return a member with a window's dates."""
        dates = self.dates(window)
        before = resolve_window(window, self.facts.events.earlier)[0].due
        return Dated(member, dates, before if before != dates.due else None)

    def counted_from(self, dates: Dates) -> str | None:
        """Return the title of the event that a due date is counted from.

        None where the event itself is due on that day.
        """
        if dates.event is None:
            return None
        event = self.facts.events(dates.event)
        if dates.due == (event.due or event.end):
            return None
        return self.facts.event_title(dates.event)

    def dropped_limits(self, window: Window) -> Iterator[Message]:
        """Yield a message for each limit of a window that has no date."""
        if not self.dates(window).start:
            return
        for limit in (window.not_before, window.not_after):
            if limit and not self.facts.events(limit.event).scheduled:
                yield Message(
                    "{event} is not scheduled, so it does not limit these "
                    "dates.",
                    event=self.facts.event_title(limit.event),
                )

    def members(
        self, each: str, members: Members, window: Window
    ) -> list[Dated]:
        """Return the members of a step, each with its dates."""
        if counts_from_branch(window):
            return list(self._ending_branches(members, window))
        dated = self.dated(Member(), window)
        found = members.chosen(each, dated.dates.due)
        return [replace(dated, member=member) for member in found]

    def _ending_branches(
        self, members: Members, window: Window
    ) -> Iterator[Dated]:
        """Yield the branches that end, each with its own dates.

        An end belongs to the cycle in which its work is due; a cycle begins
        after the release before it and ends with its own.
        """
        facts = self.facts
        first, last = facts.previous_release_day, facts.cycle.release_date
        if first is None or last is None:
            return
        for member, day in members.ending():
            end = Event(
                BRANCH_PHASE,
                basis=Basis.STATED,
                occurrences=(Occurrence(day, day, day),),
            )
            now = {**facts.events.now, BRANCH_PHASE: end}
            dates, _ = resolve_window(window, replace(facts.events, now=now))
            if dates.due and first < dates.due <= last:
                yield Dated(member, dates)

    def none_found(
        self, reason: Message, window: Window, judged: Verdict
    ) -> Verdict:
        """Return the verdict on a step without members, for *reason*."""
        facts = self.facts
        if not counts_from_branch(window):
            return Verdict(NO, (reason,))
        ahead = facts.cycle.status in ("future", "development")
        if ahead and facts.previous_release_day and facts.cycle.release_date:
            reason = Message("No branch stops being maintained in this cycle.")
            return Verdict(NO, (reason,))
        reason = Message(
            "Which branches stop being maintained in this cycle is not on "
            "record."
        )
        return judged.doubting((reason,))


def counts_from_branch(window: Window) -> bool:
    """Whether a window depends on the day on which a branch ends."""
    return any(one.event == BRANCH_PHASE for one in window.expressions)
