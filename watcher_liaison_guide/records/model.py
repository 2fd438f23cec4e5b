# SPDX-License-Identifier: Apache-2.0
"""What official records say of one cycle: leadership, people, releases."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from watcher_liaison_guide.calendar.model import SourceNote
from watcher_liaison_guide.problems import NOWHERE, Position
from watcher_liaison_guide.repositories import RELEASES

DONE, OPEN, CANNOT_TELL = ("done", "open", "cannot-tell")

#: What a leadership is called in a sentence.
LEADERSHIP_WORDS = {"ptl": "a PTL", "distributed": "distributed leadership"}


@dataclass(frozen=True)
class Person:
    """Somebody by name and nick; either may be unknown, never both."""

    name: str | None = None
    irc: str | None = None

    def __str__(self) -> str:
        if self.name and self.irc:
            return f"{self.name} ({self.irc})"
        return self.name or self.irc or ""


@dataclass(frozen=True)
class Leadership:
    """A team's leadership, ``ptl`` or ``distributed``, and who says so."""

    model: str
    source: str | None = None
    position: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Series:
    """The standing of a series and of its stable branches.

    ``status`` is what series_status.yaml says on the day it was read;
    ``next_phase_date`` is when ``next_phase_status`` begins.
    """

    series: str
    release: str
    status: str
    slurp: bool = False
    release_date: datetime.date | None = None
    next_phase_status: str | None = None
    next_phase_date: datetime.date | None = None
    eol_date: datetime.date | None = None


@dataclass(frozen=True)
class Release:
    """A version of a deliverable; ``date`` only where history tells it.

    ``commit`` is the released state of the deliverable's own repository.
    """

    version: str
    date: datetime.date | None = None
    commit: str | None = None


@dataclass(frozen=True)
class Branch:
    """A stable branch of a deliverable, and the file that records it.

    ``ended``: the file has the tag with which a branch reaches its end of
    life, perhaps long before its series does.
    """

    release: str
    name: str
    file: str | None = None
    ended: bool = False


@dataclass(frozen=True)
class BranchOnDay:
    """A stable branch as it stands on some day; no status: not on record."""

    release: str
    name: str
    series: str
    status: str | None


@dataclass(frozen=True)
class DeliverableFacts:
    """What is on record for one deliverable in one cycle."""

    id: str
    file: str | None = None
    type: str | None = None
    release_model: str | None = None
    tracker: str | None = None
    stable_branches: bool = True
    releases: tuple[Release, ...] = ()
    branches: tuple[Branch, ...] = ()
    highlights: int = 0
    release_notes: str | None = None
    position: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Records:
    """All that is on record for one cycle.

    ``leadership`` None is unknown; ``liaisons`` None is unknown, else it
    has the holders under each governance key (``release``, ``ptl`` …).
    ``carried_from`` names the earlier cycle whose deliverable facts these
    are. ``series`` is newest first. ``team`` is governance's name of the
    team that all of it but ``series`` is about; None is not told.
    """

    series_name: str
    release: str
    sources: tuple[SourceNote, ...] = ()
    leadership: Leadership | None = None
    liaisons: Mapping[str, tuple[Person, ...]] | None = None
    carried_from: str | None = None
    series: tuple[Series, ...] = ()
    deliverables: Mapping[str, DeliverableFacts] = field(default_factory=dict)
    path: str = ""
    team: str | None = None

    def of_team(self, team: str) -> Records:
        """Give what of it holds for *team*: of another team's, the series."""
        if self.team is None or self.team.lower() == team.lower():
            return self
        return replace(
            self,
            leadership=None,
            liaisons=None,
            carried_from=None,
            deliverables={},
            team=None,
        )

    @property
    def source(self) -> SourceNote | None:
        """The state of openstack/releases that the facts were read from."""
        for note in self.sources:
            if note.repository == RELEASES:
                return note
        return None

    def series_of(self, release: str) -> Series | None:
        """Give the series of a release id or series name."""
        for one in self.series:
            if release in (one.release, one.series):
                return one
        return None


@dataclass(frozen=True)
class Proven:
    """What the records say of a step: done, open or cannot-tell.

    ``evidence`` is what shows it (a version, a branch, names), ``file``
    the file of which repository it stands in at ``commit``; ``why`` tells
    why a step is open or nothing can be told.
    """

    rule: str
    status: str
    evidence: str | None = None
    repository: str | None = None
    file: str | None = None
    commit: str | None = None
    why: str | None = None
