# SPDX-License-Identifier: Apache-2.0
"""What is known of one cycle: roles, neighbouring cycles, deliverables."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from watcher_liaison_guide.calendar.model import Calendar, Cycle
from watcher_liaison_guide.checklist.cycle_file import CycleFile
from watcher_liaison_guide.checklist.events import TeamEvents, team_events
from watcher_liaison_guide.checklist.model import Owner
from watcher_liaison_guide.guide.model import DutyOf, Guide, Tier
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.records.governance import (
    ON_RECORD,
    REQUIRED_ON_RECORD,
)
from watcher_liaison_guide.records.model import (
    DeliverableFacts,
    Person,
    Records,
    Series,
)
from watcher_liaison_guide.records.status import days_of_change, status_on

#: The longest time between a release and the beginning of the next cycle.
_BETWEEN = datetime.timedelta(days=28)


@dataclass(frozen=True)
class Facts:
    """The guide and everything else that one cycle's checklist is made of."""

    guide: Guide
    cycle: Cycle
    calendar: Calendar | None
    records: Records | None
    cycle_file: CycleFile | None
    next_calendar: Calendar | None = None
    previous: Records | None = None

    @cached_property
    def schedule(self) -> Calendar:
        """The calendar, an empty one where there is none."""
        return self.calendar or Calendar(self.cycle)

    @cached_property
    def on_record(self) -> Records:
        """The records, empty ones where there are none."""
        return self.records or Records(self.cycle)

    @cached_property
    def team_record(self) -> CycleFile:
        """The team's cycle file, an empty one where there is none."""
        return self.cycle_file or CycleFile(self.cycle.release)

    @cached_property
    def events(self) -> TeamEvents:
        return team_events(self.guide, self.calendar, self.cycle_file)

    # -- leadership and roles

    @property
    def leadership(self) -> str | None:
        """``ptl``, ``distributed``, or None where it is not on record."""
        found = self.on_record.leadership
        return found.model if found else None

    def role(self, name: str) -> str:
        """Return the role that *name* is in this cycle, or *name* itself."""
        return self.guide.role_under(name, self.leadership) or name

    def role_title(self, name: str) -> str:
        """Return a role's title; for a name of several roles, all of them."""
        role = self.guide.roles.get(name)
        if role is None:
            return name
        if role.stands_for:
            titles = (self.role_title(one) for one in role.stands_for.values())
            return " / ".join(dict.fromkeys(titles))
        return role.title or name

    def people(self, name: str) -> tuple[Person, ...]:
        """Return who has a role: what the team says comes first."""
        role = self.guide.roles.get(name)
        key = (role and role.on_record) or ""
        liaisons = self.on_record.liaisons or {}
        return self.team_record.roles.get(name) or liaisons.get(key, ())

    def appointed(self, name: str) -> bool | None:
        """Whether anyone has a role, None if it is not on record.

        No one has it where neither the team's cycle file nor the records
        name anyone. Only for a role that has to be on record under the
        cycle's leadership, and so is left out of cycle files, are the
        records required too.
        """
        name = self.role(name)
        if self.people(name):
            return True
        if self.cycle_file is None:
            return None
        role = self.guide.roles.get(name)
        required = REQUIRED_ON_RECORD & ON_RECORD.get(
            self.leadership or "", REQUIRED_ON_RECORD
        )
        if role is not None and role.on_record in required:
            return None if self.on_record.liaisons is None else False
        return False

    def owner(self, name: str, why: Message | None = None) -> Owner:
        """Return the role that *name* is in this cycle, with its people."""
        real = self.guide.role_under(name, self.leadership)
        if real is None:
            why = why or Message(
                "The leadership of this cycle is not on record, so it is "
                "open which of these roles acts."
            )
            return Owner(name, self.role_title(name), (), why)
        return Owner(real, self.role_title(real), self.people(real), why)

    def holder(self, duty: DutyOf) -> tuple[Owner | None, Message | None]:
        """Return who has a precedence's duty, and a remark if that is open.

        Each duty goes to the first tier that has its holder. Where it is
        not on record whether a role is appointed, the duty stays with it.
        """
        precedence = self.guide.precedence.get(duty.precedence)
        passed: list[str] = []
        for tier in precedence.tiers if precedence else ():
            for name in _holders(tier, duty.duty):
                appointed = not tier.if_appointed or self.appointed(name)
                if appointed is False:
                    passed.append(self.role_title(name))
                    continue
                why = passed and Message(
                    "{passed}: nobody appointed, so it falls to: {role}",
                    passed=", ".join(passed),
                    role=self.role_title(self.role(name)),
                )
                owner = self.owner(name, why or None)
                if appointed:
                    return owner, None
                return owner, Message(
                    "Not on record: {role}. Without one, the next in line "
                    "takes this over.",
                    role=owner.title,
                )
        return None, None

    # -- cycles

    def _neighbour(self, offset: int) -> Series | None:
        """Return the series before (1) or after (-1) this one, if on record.

        The records have the newest series first.
        """
        series = self.on_record.series
        releases = [one.release for one in series]
        if self.cycle.release not in releases:
            return None
        place = releases.index(self.cycle.release) + offset
        return series[place] if 0 <= place < len(series) else None

    @property
    def next_cycle(self) -> Cycle | None:
        """The cycle after this one, from its calendar or the records."""
        if self.next_calendar is not None:
            return self.next_calendar.cycle
        return self._neighbour(-1)

    @property
    def previous_release_day(self) -> datetime.date | None:
        """The day of the release before this cycle's, if on record.

        The cycle begins on the day after it.
        """
        release = self.cycle.release
        earlier = (
            one
            for one in self.on_record.series
            if release[:1].isdigit() and one.release < release
        )
        found = self._neighbour(1) or next(earlier, None)
        day = found.release_date if found else None
        weeks = self.schedule.weeks
        if day and weeks and weeks[0].start - day > _BETWEEN:
            return None  # the cycle just before this one is not on record
        return day

    @property
    def _series(self) -> Series | None:
        return self.on_record.series_of(self.cycle.release)

    def status_on(self, day: datetime.date) -> str | None:
        """Return the cycle's status on *day*, None where it is unknown."""
        cycle, begins = self.cycle, self.previous_release_day
        if cycle.release_date is None:
            return cycle.status
        if day >= cycle.release_date:
            known = self._series
            return status_on(known, day) if known else "maintained"
        if begins is not None:
            return "development" if day > begins else "future"
        ahead = cycle.status in ("future", "development")
        return cycle.status if ahead else None

    @property
    def statuses(self) -> tuple[tuple[datetime.date, str], ...]:
        """The days on which the status changes, each with the new one."""
        begins, released = self.previous_release_day, self.cycle.release_date
        days = {datetime.date.min, released or datetime.date.min}
        if begins is not None:
            days.add(begins + datetime.timedelta(days=1))
        if released is not None and self._series is not None:
            later = days_of_change(self._series)
            days |= {day for day in later if day > released}
        found: list[tuple[datetime.date, str]] = []
        for day in sorted(days):
            status = self.status_on(day) or "unknown"
            if not found or found[-1][1] != status:
                found.append((day, status))
        return tuple(found)

    @property
    def slurp(self) -> bool | None:
        """Whether this cycle's release is a SLURP, None if unknown."""
        if self.cycle.slurp is not None:
            return self.cycle.slurp
        return self._series.slurp if self._series else None

    # -- deliverables

    def deliverable(self, name: str) -> DeliverableFacts:
        """Return what is on record for a deliverable, perhaps nothing."""
        return self.on_record.deliverables.get(name) or DeliverableFacts(name)

    def values(self) -> Mapping[str, str]:
        """Return the values of the cycle's own placeholders."""
        following, previous = self.next_cycle, self._neighbour(1)
        # Without a calendar or records a cycle has no code name yet, and its
        # release id is used for both; before release ids, the name.
        names = {self.cycle.series, self.cycle.release}
        named = len(names) > 1 or not self.cycle.release[:1].isdigit()
        found = {
            "series": self.cycle.series if named else None,
            "release": self.cycle.release,
            "next-series": following and following.series,
            "next-release": following and following.release,
            "previous-release": previous and previous.release,
        }
        return {key: value for key, value in found.items() if value}


def _holders(tier: Tier, duty: str | None) -> tuple[str, ...]:
    """Return the roles of a tier that may have a duty."""
    if duty is None or not tier.duties:
        return tier.roles
    entry = tier.duties.get(duty)
    if entry is None:
        return ()
    return (entry.role,) if entry.role is not None else tier.roles
