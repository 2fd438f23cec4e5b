# SPDX-License-Identifier: Apache-2.0
"""What is known of one cycle: roles, neighbouring cycles, deliverables."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from watcher_liaison_guide.calendar.model import Calendar, Cycle
from watcher_liaison_guide.checklist.events import TeamEvents
from watcher_liaison_guide.checklist.model import CycleFile, Owner, Stage
from watcher_liaison_guide.guide.model import (
    BRANCH_STATUSES,
    DutyOf,
    Guide,
    Tier,
)
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.records.governance import (
    ON_RECORD,
    REQUIRED_ON_RECORD,
)
from watcher_liaison_guide.records.model import (
    DeliverableFacts,
    Person,
    Records,
)
from watcher_liaison_guide.records.status import status_on

#: A cycle begins at most so long after the release before it.
_BETWEEN = datetime.timedelta(days=28)


@dataclass(frozen=True)
class Facts:
    """The guide with everything that one cycle's checklist rests on."""

    guide: Guide
    cycle: Cycle
    events: TeamEvents
    records: Records | None
    cycle_file: CycleFile | None
    next_calendar: Calendar | None = None
    first_week: datetime.date | None = None

    # -- leadership and roles

    @property
    def leadership(self) -> str | None:
        """``ptl``, ``distributed``, or None where it is not on record."""
        if self.records is None or self.records.leadership is None:
            return None
        return self.records.leadership.model

    def title(self, name: str) -> str:
        """Return a role's title; for a name of several roles, all of them."""
        role = self.guide.roles.get(name)
        if role is None:
            return name
        if role.stands_for:
            titles = (self.title(one) for one in role.stands_for.values())
            return " / ".join(dict.fromkeys(titles))
        return role.title or name

    def people(self, name: str) -> tuple[tuple[Person, ...], str | None]:
        """Return who has a role, and the source of it."""
        if self.cycle_file is not None and self.cycle_file.roles.get(name):
            return self.cycle_file.roles[name], self.cycle_file.path
        role = self.guide.roles.get(name)
        if (
            role is not None
            and role.on_record is not None
            and self.records is not None
            and self.records.liaisons
        ):
            holders = self.records.liaisons.get(role.on_record, ())
            if holders:
                return tuple(holders), "openstack/governance"
        return (), None

    def appointed(self, name: str) -> bool | None:
        """Whether anyone holds a role, None if nobody can tell.

        Nobody does where neither the team's cycle file nor the records
        name anyone. Only for a role that has to be on record under the
        cycle's leadership, and so is left out of cycle files, must the
        records have been looked at too.
        """
        name = self.guide.role_under(name, self.leadership) or name
        if self.people(name)[0]:
            return True
        role = self.guide.roles.get(name)
        if self.cycle_file is None:
            return None
        key = role.on_record if role else None
        there = ON_RECORD.get(self.leadership or "")
        recorded = key in REQUIRED_ON_RECORD and (
            there is None or key in there
        )
        if recorded and (
            self.records is None or self.records.liaisons is None
        ):
            return None
        return False

    def owner(self, name: str, why: Message | None = None) -> Owner:
        """Return the role that *name* is in this cycle, with its holders."""
        real = self.guide.role_under(name, self.leadership)
        if real is None:
            why = why or Message(
                "The leadership of this cycle is not on record, so it is "
                "open which of these roles acts."
            )
            return Owner(name, self.title(name), (), why)
        people, source = self.people(real)
        return Owner(real, self.title(real), people, why, source)

    def holder(self, duty: DutyOf) -> tuple[Owner | None, Message | None]:
        """Return who has a precedence's duty, and a remark if that is open.

        Each duty goes to the first tier that has its holder. Where nobody
        can tell whether a role is appointed, the duty stays with it.
        """
        precedence = self.guide.precedence.get(duty.precedence)
        if precedence is None:
            return None, None
        passed: list[str] = []
        for tier in precedence.tiers:
            for name in _holders(tier, duty.duty):
                if not tier.if_appointed:
                    return self.owner(name, self._why(passed, name)), None
                appointed = self.appointed(name)
                if appointed:
                    return self.owner(name, self._why(passed, name)), None
                if appointed is None:
                    owner = self.owner(name, self._why(passed, name))
                    return owner, Message(
                        "It is not on record whether anybody is appointed: "
                        "{role}. If nobody is, the next in line takes this "
                        "over.",
                        role=owner.title,
                    )
                passed.append(self.title(name))
        return None, None

    def _why(self, passed: list[str], name: str) -> Message | None:
        if not passed:
            return None
        real = self.guide.role_under(name, self.leadership) or name
        return Message(
            "{passed}: nobody appointed, so it falls to: {role}",
            passed=", ".join(passed),
            role=self.title(real),
        )

    # -- cycles

    def _neighbour(self, step: int) -> Cycle | None:
        """Return the cycle before (1) or after (-1) this one, if recorded."""
        if self.records is None:
            return None
        names = [one.release for one in self.records.series]
        if self.cycle.release not in names:
            return None
        place = names.index(self.cycle.release) + step
        if not 0 <= place < len(names):
            return None
        found = self.records.series[place]
        return Cycle(
            found.series,
            found.release,
            found.status,
            found.slurp,
            found.release_date,
        )

    @property
    def next_cycle(self) -> Cycle | None:
        """The cycle after this one, from its calendar or the records."""
        if self.next_calendar is not None:
            return self.next_calendar.cycle
        return self._neighbour(-1)

    @property
    def previous_cycle(self) -> Cycle | None:
        """The cycle before this one, from the records."""
        return self._neighbour(1)

    @property
    def first_day(self) -> datetime.date | None:
        """The day of the release before this cycle, if on record.

        Nothing of the cycle is due earlier.
        """
        if self.records is None:
            return None
        found = {
            one.release: one.release_date
            for one in self.records.series
            if one.release[:1].isdigit() and one.release < self.cycle.release
        }
        day = found[max(found)] if found else None
        if day and self.first_week and self.first_week - day > _BETWEEN:
            return None  # of another cycle: that before is not on record
        return day

    def status_on(self, day: datetime.date) -> str | None:
        """Return the cycle's status on *day*, None where nobody can tell."""
        cycle, begins = self.cycle, self.first_day
        if cycle.release_date is None:
            return cycle.status
        if day < cycle.release_date:
            if begins is None:
                ahead = cycle.status in ("future", "development")
                return cycle.status if ahead else None
            return "development" if day > begins else "future"
        known = self.records and self.records.series_of(cycle.release)
        return status_on(known, day) if known else "maintained"

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The cycle's statuses, from that of the records on."""
        known = self.records and self.records.series_of(self.cycle.release)
        days = {
            "development": self.first_day
            and self.first_day + datetime.timedelta(days=1),
            "maintained": self.cycle.release_date,
        }
        if known and known.next_phase_status:
            days[known.next_phase_status] = known.next_phase_date
        if known and known.eol_date:
            days["end of life"] = known.eol_date
        if self.cycle.status not in BRANCH_STATUSES:
            return ()
        later = BRANCH_STATUSES[BRANCH_STATUSES.index(self.cycle.status) :]
        return (
            Stage(self.cycle.status, None),
            *(Stage(one, day) for one in later[1:] if (day := days.get(one))),
        )

    @property
    def slurp(self) -> bool | None:
        """Whether this cycle's release is a SLURP, None if unknown."""
        if self.cycle.slurp is not None:
            return self.cycle.slurp
        found = self.records and self.records.series_of(self.cycle.release)
        return found.slurp if found else None

    # -- deliverables

    def deliverable(self, name: str) -> DeliverableFacts | None:
        return self.records.deliverables.get(name) if self.records else None

    def values(self) -> Mapping[str, str]:
        """Return what the cycle's own placeholders stand for."""
        following, previous = self.next_cycle, self.previous_cycle
        # Without a calendar or records a cycle has no code name yet, and its
        # release id stands for both; before release ids the name did.
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
    if duty is not None and tier.duties:
        entry = tier.duties.get(duty)
        if entry is None:
            return ()
        if entry.role is not None:
            return (entry.role,)
    return tier.roles
