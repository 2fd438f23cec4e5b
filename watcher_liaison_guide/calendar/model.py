# SPDX-License-Identifier: Apache-2.0
"""One cycle's events with their dates, and where each date comes from."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from watcher_liaison_guide import fields
from watcher_liaison_guide.problems import NOWHERE, Code, Position, Problem
from watcher_liaison_guide.sources import Source


class Basis(enum.StrEnum):
    """Where a date comes from."""

    STATED = "stated"
    THURSDAY_RULE = "thursday-rule"
    WEEK = "week"
    SPAN = "span"
    FALLS_BACK = "falls-back"
    TEAM = "team"
    NOT_SCHEDULED = "not-scheduled"


WEEKDAY_NAMES = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


#: Not an event of a calendar but of a branch: the day on which it stops
#: being maintained (openstack/releases, data/series_status.yaml). A step for
#: each branch may count from it.
BRANCH_PHASE = "branch-phase"
#: The events that a cycle is known by, in the order of a cycle, and their
#: names for people.
EVENT_TITLES = {
    "ptg": "Project Team Gathering",
    "summit": "Summit",
    "milestone-1": "Milestone 1",
    "milestone-2": "Milestone 2",
    "membership-freeze": "Membership freeze",
    "spec-freeze": "Spec freeze",
    "extra-acs": "Extra-ACs deadline",
    "final-library-release": "Final release of libraries",
    "milestone-3": "Milestone 3",
    "feature-freeze": "Feature freeze",
    "final-client-library-release": "Final release of client libraries",
    "requirements-freeze": "Requirements freeze",
    "soft-string-freeze": "Soft string freeze",
    "cycle-highlights": "Cycle highlights",
    "rc1": "RC1",
    "hard-string-freeze": "Hard string freeze",
    "final-rc": "Final RC",
    "release": "Release",
    "cycle-trailing": "Cycle-trailing release",
    "election-email-deadline": "Election email deadline",
    "election-nominations": "Election nominations",
    "election-campaigning": "Election campaigning",
    "election-voting": "Election voting",
    "election-close": "Election close",
    BRANCH_PHASE: "End of the branch's maintenance",
}
#: Those that are a team's only if a step is about them, or it set the day.
OF_OTHERS = {
    "cycle-trailing",
    *(name for name in EVENT_TITLES if name.startswith("election-")),
}
CANONICAL_EVENTS = tuple(name for name in EVENT_TITLES if name != BRANCH_PHASE)

#: The series in order. Those up to newton had a page for a schedule, from
#: which no dates can be read.
_NAMES = """
austin bexar cactus diablo essex folsom grizzly havana icehouse juno kilo
liberty mitaka newton ocata pike queens rocky stein train ussuri victoria
wallaby xena yoga zed antelope bobcat caracal dalmatian epoxy flamingo
gazpacho hibiscus indri
"""
SERIES = tuple(_NAMES.split())
PROSE_ONLY = frozenset(SERIES[: SERIES.index("ocata")])

RELEASE = fields.name("a cycle")
COMMIT = fields.Text("a commit", r"[0-9a-f]{7,64}")
_TEXT = fields.Nullable(fields.Text())
_DAY = fields.Nullable(fields.Date())


@dataclass(frozen=True)
class CycleName:
    """A cycle's code name and its release id.

    Before there were ids (``2027.1``) the series' name stood for it.
    """

    series: str = fields.key(fields.name("a series"))
    release: str = fields.key(RELEASE)

    @property
    def title(self) -> str:
        """Both names for people, or the one: ``2027.1 Indri``."""
        name = self.series.capitalize()
        only = self.release == self.series
        return name if only else f"{self.release} {name}"


@dataclass(frozen=True)
class Cycle(CycleName):
    """A release cycle's names and status.

    ``status`` is that of series_status.yaml on the day of the import.
    """

    status: str | None = fields.key(_TEXT, None)
    slurp: bool | None = fields.key(fields.Nullable(fields.Boolean()), None)
    release_date: datetime.date | None = fields.key(_DAY, None)


@dataclass(frozen=True)
class SourceNote:
    """Which state of which repository something was read from."""

    repository: str = fields.key(fields.Text("a repository"))
    commit: str | None = fields.key(fields.Nullable(COMMIT), None)
    date: datetime.date | None = fields.key(
        _DAY, None, "The commit's day, where known."
    )

    @classmethod
    def of(cls, source: Source) -> SourceNote:
        return cls(source.repository, source.commit, source.date)

    def __str__(self) -> str:
        commit = f" at {self.commit[:12]}" if self.commit else ""
        return f"{self.repository}{commit}" + (
            f" of {self.date}" if self.date else ""
        )


@dataclass(frozen=True)
class Week:
    """A week of the schedule; ``name`` is R-24 … R+0, or None."""

    name: str | None = fields.key(_TEXT)
    start: datetime.date = fields.key(fields.Date())
    end: datetime.date = fields.key(fields.Date())

    def has(self, day: datetime.date | None) -> bool:
        return day is not None and self.start <= day <= self.end


@dataclass(frozen=True)
class Occurrence:
    """One week or several in a row in which an event happens.

    ``due`` is the day by which to act; None for a span such as the PTG.
    ``week`` is the schedule's label of the (first) week.
    """

    start: datetime.date = fields.key(fields.Date(), name="from")
    end: datetime.date = fields.key(fields.Date(), name="to")
    due: datetime.date | None = fields.key(
        _DAY, None, "The day by which to act."
    )
    week: str | None = fields.key(_TEXT, None, "The schedule's own label.")
    position: Position = field(default=NOWHERE, compare=False, repr=False)


def _check_order(one: Occurrence, problems: list[Problem]) -> None:
    if one.end < one.start:
        problems.append(
            Code.BAD_VALUE.at(
                one.position,
                f"It ends on {one.end}, before it begins on {one.start}.",
            )
        )


#: The days of each occurrence of an event: first, last, and by which to act.
Days = tuple[tuple[datetime.date, datetime.date, datetime.date | None], ...]


@dataclass(frozen=True)
class Event:
    """A named point of a cycle.

    ``key`` is the name in openstack/releases, ``team`` the governance team
    of a project-specific event, ``stated_at`` the line of schedule.rst
    that states the date. No occurrences: not scheduled. Several: the
    event falls on several separate days.
    """

    id: str = ""
    key: str | None = fields.key(_TEXT, None, "Its key in openstack/releases.")
    team: str | None = None
    basis: Basis = fields.key(
        fields.Made(
            fields.Choice(tuple(map(str, Basis)), "a basis"),
            lambda name, position: Basis(name),
        ),
        Basis.NOT_SCHEDULED,
        help="Where the date comes from.",
    )
    stated_at: int | None = fields.key(
        fields.Integer(),
        None,
        "The line of schedule.rst that states the date.",
    )
    occurrences: tuple[Occurrence, ...] = fields.key(
        fields.ListOf(
            fields.Record.of(Occurrence, "an occurrence", check=_check_order)
        ),
        (),
    )

    @property
    def name(self) -> str:
        """The id, after the team's name where the event is a team's own."""
        return f"{self.team}/{self.id}" if self.team else self.id

    @property
    def title(self) -> str:
        """The name for people, with the team where there is one."""
        words = self.id.replace("-", " ")
        if self.team:
            return f"{self.team.capitalize()} {words}"
        return EVENT_TITLES.get(self.id) or words[:1].upper() + words[1:]

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

    @property
    def day(self) -> datetime.date | None:
        """The day by which to act, or a span's first day."""
        return self.due or self.start

    @property
    def days(self) -> Days:
        return tuple((one.start, one.end, one.due) for one in self.occurrences)


# Upstream's keys are kept whatever they look like.
_EVENT_NAME = fields.Text("an event's name")
_EVENT = fields.Record.of(Event, "an event", one_of=(("basis",),))
_EVENTS = fields.MapOf(_EVENT_NAME, _EVENT)


@dataclass(frozen=True)
class Change:
    """What a calendar said before an import, by the events' full names.

    None is for an event that it did not have. ``commit`` and ``date`` are
    those of the state before, the others those of the state that changed
    it. Use :mod:`.changes`, which compares the states.
    """

    commit: str | None = fields.key(_TEXT)
    date: datetime.date | None = fields.key(_DAY)
    events: Mapping[str, Event | None] = fields.key(
        fields.MapOf(_EVENT_NAME, fields.Nullable(_EVENT)),
        help="What was said before, null for nothing; TEAM/EVENT names a "
        "team's own.",
    )
    changed_by: str | None = fields.key(
        fields.Text(), None, "The commit whose import changed it."
    )
    changed_on: datetime.date | None = fields.key(
        fields.Date(), None, "The day of that commit."
    )


@dataclass(frozen=True)
class Calendar:
    """One cycle's calendar.

    ``events`` has the cross-project events by id; ``teams`` each team's
    own by team and id; ``changes`` is oldest first.
    """

    cycle: Cycle = fields.key(fields.Record.of(Cycle, "a cycle"))
    source: SourceNote | None = fields.key(
        fields.Nullable(fields.Record.of(SourceNote, "a source")), None
    )
    weeks: tuple[Week, ...] = fields.key(
        fields.ListOf(fields.Record.of(Week, "a week")), ()
    )
    events: Mapping[str, Event] = fields.key(_EVENTS, {})
    teams: Mapping[str, Mapping[str, Event]] = fields.key(
        fields.MapOf(fields.Text("a team"), _EVENTS),
        {},
        help="Each team's own events, without the team in their names.",
    )
    changes: tuple[Change, ...] = fields.key(
        fields.ListOf(fields.Record.of(Change, "a change")),
        (),
        help="What the calendar said before each import that changed it, the "
        "oldest first.",
    )

    def event(self, name: str) -> Event:
        """Return an event, as one that is not scheduled where unknown."""
        return self.events.get(name) or Event(name)

    def every_event(self) -> Iterator[Event]:
        """Yield the cross-project events, then each team's own."""
        yield from self.events.values()
        for events in self.teams.values():
            yield from events.values()

    @property
    def by_name(self) -> dict[str, Event]:
        """Every event by its full name."""
        return {event.name: event for event in self.every_event()}

    @property
    def release_day(self) -> datetime.date | None:
        """The day of the release, as exactly as it is known."""
        release = self.event("release")
        return (
            release.due
            or release.end
            or self.cycle.release_date
            or (self.weeks[-1].end if self.weeks else None)
        )
