# SPDX-License-Identifier: Apache-2.0
"""One cycle's events with their dates, and where each date comes from."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class Basis(str, enum.Enum):
    """Where a date comes from."""

    STATED = "stated"
    THURSDAY_RULE = "thursday-rule"
    WEEK = "week"
    SPAN = "span"
    FALLS_BACK = "falls-back"
    TEAM = "team"
    NOT_SCHEDULED = "not-scheduled"

    def __str__(self) -> str:
        return self.value


#: The events that a cycle is known by, in the order of a cycle.
CANONICAL_EVENTS = (
    "ptg",
    "summit",
    "milestone-1",
    "milestone-2",
    "membership-freeze",
    "spec-freeze",
    "extra-acs",
    "final-library-release",
    "milestone-3",
    "feature-freeze",
    "final-client-library-release",
    "requirements-freeze",
    "soft-string-freeze",
    "cycle-highlights",
    "rc1",
    "hard-string-freeze",
    "final-rc",
    "release",
    "cycle-trailing",
    "election-email-deadline",
    "election-nominations",
    "election-campaigning",
    "election-voting",
    "election-close",
)


@dataclass(frozen=True)
class Cycle:
    """A release cycle's names and standing.

    ``release`` is the release id (``2027.1``), or the series' name for
    cycles before there were ids; ``status`` is that of series_status.yaml.
    """

    series: str
    release: str
    status: str | None = None
    slurp: bool | None = None
    release_date: datetime.date | None = None


@dataclass(frozen=True)
class SourceNote:
    """Which state of which repository something was read from."""

    repository: str
    commit: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True)
class Week:
    """A week of the schedule; ``name`` is R-24 … R+0, or None."""

    name: str | None
    start: datetime.date
    end: datetime.date


@dataclass(frozen=True)
class Occurrence:
    """One week or stretch in which an event happens.

    ``due`` is the day by which to act; None for a span such as the PTG.
    ``week`` is the schedule's label of the (first) week.
    """

    start: datetime.date
    end: datetime.date
    due: datetime.date | None
    week: str | None = None


@dataclass(frozen=True)
class Event:
    """A named point of a cycle.

    ``key`` is the name in openstack/releases, ``team`` the governance team
    of a project-specific event, ``stated_at`` the line of schedule.rst
    that states the date. No occurrences: not scheduled. Several: the
    event falls on several separate days.
    """

    id: str
    key: str | None = None
    team: str | None = None
    basis: Basis = Basis.NOT_SCHEDULED
    occurrences: tuple[Occurrence, ...] = ()
    stated_at: int | None = None

    @property
    def scheduled(self) -> bool:
        return bool(self.occurrences)

    @property
    def start(self) -> datetime.date | None:
        return self.occurrences[0].start if self.occurrences else None

    @property
    def end(self) -> datetime.date | None:
        return self.occurrences[-1].end if self.occurrences else None

    @property
    def due(self) -> datetime.date | None:
        return self.occurrences[0].due if self.occurrences else None


#: Not an event of a calendar but of a branch: the day on which it stops
#: being maintained (openstack/releases, data/series_status.yaml). A step for
#: each branch may count from it.
BRANCH_PHASE = "branch-phase"


@dataclass(frozen=True)
class Change:
    """What a calendar said before an import: None where it had no event."""

    commit: str | None
    date: datetime.date | None
    events: Mapping[str, Event | None]


@dataclass(frozen=True)
class Calendar:
    """One cycle's calendar.

    ``events`` has the cross-project events by id; ``teams`` each team's
    own by team and id; ``changes`` is oldest first.
    """

    cycle: Cycle
    source: SourceNote | None = None
    weeks: tuple[Week, ...] = ()
    events: Mapping[str, Event] = field(default_factory=dict)
    teams: Mapping[str, Mapping[str, Event]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()

    def event(self, name: str) -> Event:
        """Give an event, as one that is not scheduled where unknown."""
        return self.events.get(name) or Event(name)
