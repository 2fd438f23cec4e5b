# SPDX-License-Identifier: Apache-2.0
"""The checklist of one cycle: what every output shows, already decided."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar.expressions import Dates
from watcher_liaison_guide.calendar.model import Basis, Cycle, Days, SourceNote
from watcher_liaison_guide.checklist.cycle_file import DONE as DONE
from watcher_liaison_guide.checklist.cycle_file import OPEN as OPEN
from watcher_liaison_guide.checklist.cycle_file import SKIPPED as SKIPPED
from watcher_liaison_guide.checklist.cycle_file import CycleFile as CycleFile
from watcher_liaison_guide.checklist.cycle_file import ExceptionRecord
from watcher_liaison_guide.checklist.cycle_file import ItemRecord as ItemRecord
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import Problem
from watcher_liaison_guide.prose import Filling, Prose
from watcher_liaison_guide.records.model import Person, Proven

YES, JUDGE, NO = ("yes", "judge", "no")
#: The kind of the item of a repeated step, which contains its members.
GROUP = "group"

#: The length of a phase that takes most of a cycle.
_LONG = datetime.timedelta(days=90)


@dataclass(frozen=True)
class Dated(Dates):
    """The dates of an item or a phase in this cycle.

    ``counted_from`` is the title of the event that the due date is counted
    from; None where it is the event's. ``was`` is the due date that an
    earlier state of the calendar had, where it moved.
    """

    counted_from: str | None = None
    was: datetime.date | None = None


@dataclass(frozen=True)
class Owner:
    """Who acts: the role under this cycle's leadership, and its holders.

    ``why`` is how a precedence came to this role.
    """

    role: str
    title: str
    people: tuple[Person, ...] = ()
    why: Message | None = None


@dataclass(frozen=True)
class ItemCommand:
    """What to type, filled in, and the repository to type it in."""

    run: str
    repository: str | None = None


@dataclass(frozen=True)
class ItemLink:
    """Words and an address, None while the team has not added it.

    ``doc`` is a document to link instead where the documentation has it.
    """

    text: str
    url: str | None = None
    doc: str | None = None


@dataclass(frozen=True, kw_only=True)
class Item(Dated):
    """One line of the checklist.

    An item of kind "group" contains the members of a repeated step. Its
    state and days follow from theirs; fields in which they differ are None.
    ``short`` is the step on one line. ``starts`` is who begins it, ``start``
    the day on which that may be. ``instructions`` are the steps of the
    procedure that an item uses; they have no record, state or date of their
    own. ``text`` and ``notes`` are as the guide has them, ``filling`` is what
    replaces their placeholders and untitled references here: exporters
    call ``prose.fill``.
    ``before_recording``: it was due before the team's record begins, so it
    is settled although it has no record of its own.
    """

    id: str
    step: str
    phase: str
    kind: str
    short: str
    text: Prose
    filling: Filling
    owner: Owner | None
    participants: tuple[Owner, ...] = ()
    starts: Owner | None = None
    if_silent: Prose | None = None
    optional: str | None = None
    about: str | None = None
    applies: str = YES
    why: Message | None = None
    state: str = OPEN
    deliverable: str | None = None
    branch: str | None = None
    tracker: str | None = None
    repeat: Prose | None = None
    notes: tuple[Prose, ...] = ()
    commands: tuple[ItemCommand, ...] = ()
    links: tuple[ItemLink, ...] = ()
    proof: Proven | None = None
    record: ItemRecord | None = None
    source: str | None = None
    procedure: str | None = None
    items: tuple[Item, ...] = ()
    instructions: tuple[Item, ...] = ()
    before_recording: bool = False

    @property
    def is_task(self) -> bool:
        """Whether there is anything to do; an event or a note has nothing."""
        return self.kind not in ("event", "note")

    @property
    def is_counted(self) -> bool:
        """Whether there is anything to do in this cycle, or may be."""
        return self.is_task and self.applies != NO

    @property
    def has_members(self) -> bool:
        """Whether the item is a group of at least one member."""
        return self.kind == GROUP and bool(self.items)

    def walk(self) -> Iterator[Item]:
        """Yield the item and every item in it."""
        yield self
        for item in self.items:
            yield from item.walk()

    def walk_instructions(self) -> Iterator[Item]:
        """Yield the item's instructions and those in them."""
        for item in self.instructions:
            for inner in item.walk():
                yield inner
                yield from inner.walk_instructions()


@dataclass(frozen=True, kw_only=True)
class PhaseDates(Dated):
    """A phase of the guide with its window in this cycle."""

    id: str
    title: str

    @property
    def is_long(self) -> bool:
        """Whether it lasts for most of a cycle: that it runs is no news."""
        return (
            self.start is not None
            and self.end is not None
            and self.end - self.start >= _LONG
        )


@dataclass(frozen=True)
class EventDates:
    """An event of the cycle as the team follows it.

    ``team`` is the team whose event it is, as governance names the guide's.
    ``was`` is the day it had before it last moved.
    ``start``, ``end`` and ``due`` are those of all its ``occurrences``
    together: its first day, its last, and when it is due first.
    """

    id: str
    title: str
    team: str | None
    key: str | None
    start: datetime.date | None
    end: datetime.date | None
    due: datetime.date | None
    basis: Basis
    was: datetime.date | None
    occurrences: Days = ()
    why: str | None = None

    def on(self, day: datetime.date) -> EventDates:
        """Return the event as its next occurrence on *day* or later.

        It is the event itself where none is to come.
        """
        for place, (start, end, due) in enumerate(self.occurrences):
            if day <= (due or end):
                was = None if place else self.was
                return replace(self, start=start, end=end, due=due, was=was)
        return self


@dataclass(frozen=True, kw_only=True)
class ExceptionItem(ExceptionRecord):
    """A requested exception, and the day on which its policy ends."""

    id: str
    closes: datetime.date | None


@dataclass(frozen=True)
class PolicyWindow:
    """When exceptions may be granted in this cycle, and who decides."""

    title: str
    opens: datetime.date | None
    closes: datetime.date | None
    decides: Owner


@dataclass(frozen=True)
class EventChange:
    """An event that an import moved, added or removed, and when.

    ``event`` is the id of the event in the checklist, ``TEAM/EVENT`` for
    one of another team; ``before`` are all its days as they were.
    """

    event: str
    title: str
    was: datetime.date | None
    now: datetime.date | None
    date: datetime.date | None
    commit: str | None
    before: Days = ()
    team: str | None = None


@dataclass(frozen=True)
class Checklist:
    """Everything of one cycle, complete and final.

    ``phases`` and ``items`` are in date order, undated ones last.
    ``project_title`` and ``guide_title`` are for headings; ``notes`` is
    what the team leaves to the next liaison. ``role`` is the only one
    whose items it has. ``as_of`` is the day of the status in ``cycle``, None
    for that of the records; ``statuses`` are the cycle's by the day on which
    each begins.
    """

    cycle: Cycle
    leadership: str | None
    leadership_source: str | None
    source: SourceNote | None
    project_title: str
    guide_title: str
    phases: tuple[PhaseDates, ...]
    events: tuple[EventDates, ...]
    items: tuple[Item, ...]
    exceptions: tuple[ExceptionItem, ...] = ()
    policies: tuple[PolicyWindow, ...] = ()
    roles: tuple[Owner, ...] = ()
    links: tuple[ItemLink, ...] = ()
    carried_from: str | None = None
    next_cycle: Cycle | None = None
    changes: tuple[EventChange, ...] = ()
    notes: str | None = None
    problems: tuple[Problem, ...] = ()
    team: str | None = None
    role: str | None = None
    as_of: datetime.date | None = None
    statuses: tuple[tuple[datetime.date, str], ...] = ()

    @property
    def team_name(self) -> str:
        """The team as governance names it, else the project's title."""
        return self.team or self.project_title

    @property
    def own_events(self) -> tuple[EventDates, ...]:
        """The cross-project events and the team's, without other teams'."""
        own = (None, self.team)
        return tuple(one for one in self.events if one.team in own)

    @property
    def own_changes(self) -> tuple[EventChange, ...]:
        """The changes of events, without those of other teams' own."""
        return tuple(one for one in self.changes if one.team is None)

    @property
    def has_days(self) -> bool:
        """Whether anything in it has a date."""
        return any(phase.start for phase in self.phases) or any(
            event.start for event in self.events
        )

    @property
    def shows_exceptions(self) -> bool:
        """Whether any was requested, or the time for requests is known."""
        return bool(self.exceptions) or any(
            policy.opens is not None and policy.closes is not None
            for policy in self.policies
        )

    def walk(self) -> Iterator[Item]:
        """Yield every item, nested ones behind the one that contains them."""
        for item in self.items:
            yield from item.walk()
