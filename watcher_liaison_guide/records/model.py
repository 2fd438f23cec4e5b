# SPDX-License-Identifier: Apache-2.0
"""What official records say of one cycle: leadership, people, releases.

Each class declares the keys that a records file, ``records/RELEASE.yaml``,
has for it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from watcher_liaison_guide import yamlwriter
from watcher_liaison_guide.calendar.library import read_named
from watcher_liaison_guide.calendar.model import (
    COMMIT,
    RELEASE,
    Cycle,
    CycleName,
    SourceNote,
)
from watcher_liaison_guide.fields import (
    Boolean,
    Choice,
    Date,
    Integer,
    ListOf,
    MapOf,
    Nullable,
    Record,
    Text,
    key,
    url,
)
from watcher_liaison_guide.guide.shapes import BRANCH_STATUSES, LEADERSHIPS
from watcher_liaison_guide.problems import NOWHERE, Position, Problem

DONE, OPEN, CANNOT_TELL = "done", "open", "cannot-tell"

#: What a leadership is called in a sentence.
LEADERSHIP_WORDS = {"ptl": "a PTL", "distributed": "distributed leadership"}

#: The phases of a series, the last of which is history.
STATUS = Choice(
    (*BRANCH_STATUSES, "extended maintenance"), "a status of a series"
)

#: The folder of the deliverables that follow no cycle.
INDEPENDENT = "_independent"

# What upstream calls things is kept as one line of text, whatever it is;
# names of cycles and branches become parts of paths and commands.
BRANCH = Text("a branch", r"[A-Za-z0-9._/-]+")
ADDRESS = url()
_DAY = Nullable(Date())
_FILE = Nullable(Text("a file of the repository"))


@dataclass(frozen=True)
class Person:
    """Someone by name and nick; either may be unknown, never both."""

    name: str | None = key(Nullable(Text("a name")), None)
    irc: str | None = key(Nullable(Text("a nick")), None)

    def __str__(self) -> str:
        if self.name and self.irc:
            return f"{self.name} ({self.irc})"
        return self.name or self.irc or ""


@dataclass(frozen=True)
class Leadership:
    """A team's leadership, ``ptl`` or ``distributed``, and its source."""

    model: str = key(Choice(LEADERSHIPS, "a leadership"))
    source: str | None = key(Nullable(Text("a source")), None)
    position: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Phase:
    """A status that a series will have, from a day on."""

    status: str = key(STATUS)
    date: datetime.date | None = key(_DAY, None)


@dataclass(frozen=True)
class Series(Cycle):
    """The phase of a series and of its stable branches.

    ``status`` is that of the day on which series_status.yaml was read.
    """

    status: str = key(STATUS)
    slurp: bool = key(Boolean(), False)
    next_phase: Phase | None = key(Nullable(Record.of(Phase, "a phase")), None)
    eol_date: datetime.date | None = key(_DAY, None)
    maintained_until: datetime.date | None = key(
        Date(),
        None,
        "The day on which it stopped being maintained, as on record "
        "before it came. Upstream removes it then.",
    )

    def is_called(self, name: str) -> bool:
        """Whether *name* is the series' name or release id, in any case."""
        return name.lower() in (self.release.lower(), self.series.lower())

    @property
    def to_come(self) -> bool:
        """Whether the series was not released when it was read."""
        return self.status in ("future", "development")


@dataclass(frozen=True)
class Release:
    """A version of a deliverable."""

    version: str = key(Text("a version"))
    date: datetime.date | None = key(
        _DAY, None, "Only where the repository's history has it."
    )
    commit: str | None = key(
        Nullable(COMMIT),
        None,
        "The released commit of the deliverable's own repository.",
    )

    def __str__(self) -> str:
        return f"{self.version} ({self.date})" if self.date else self.version


@dataclass(frozen=True)
class Branch:
    """A stable branch of a deliverable, and the file that records it."""

    release: str = key(RELEASE)
    name: str = key(BRANCH)
    file: str | None = key(_FILE, None)
    ended: bool = key(
        Boolean(),
        False,
        "Its end of life is tagged, perhaps before that of the series.",
    )


@dataclass(frozen=True)
class BranchOnDay:
    """A stable branch on some day; without status if that is unknown."""

    name: str
    release: str
    series: str
    status: str | None


@dataclass(frozen=True)
class DeliverableFacts:
    """What is on record for one deliverable in one cycle."""

    id: str = ""
    file: str | None = key(_FILE, None, "Its file in openstack/releases.")
    type: str | None = key(Nullable(Text("a type")), None)
    release_model: str | None = key(Nullable(Text("a release model")), None)
    tracker: str | None = key(Nullable(Text("a tracker")), None)
    stable_branches: bool = key(
        Boolean(), True, "Whether it has stable branches at all."
    )
    releases: tuple[Release, ...] = key(
        ListOf(Record.of(Release, "a release")), ()
    )
    branches: tuple[Branch, ...] = key(
        ListOf(Record.of(Branch, "a branch")), ()
    )
    highlights: int = key(Integer(), 0)
    release_notes: str | None = key(Nullable(ADDRESS), None)
    position: Position = field(default=NOWHERE, compare=False)

    @property
    def is_independent(self) -> bool:
        """Whether it follows no cycle: its series is ``independent``."""
        return f"/{INDEPENDENT}/" in (self.file or "")


@dataclass(frozen=True)
class Records:
    """All that is on record for one cycle.

    ``team`` is governance's name of the team that all of it but
    ``series`` is about.
    """

    cycle: CycleName = key(Record.of(CycleName, "a cycle"))
    team: str | None = key(
        Text("a team"), None, "Governance's name of the team."
    )
    sources: tuple[SourceNote, ...] = key(
        ListOf(Record.of(SourceNote, "a source")), ()
    )
    undated: bool = key(
        Boolean(),
        False,
        "Leadership or liaisons are from a state of governance without "
        "history, so they may be those of another day.",
    )
    leadership: Leadership | None = key(
        Nullable(Record.of(Leadership, "a leadership")), None, "Null: unknown."
    )
    liaisons: Mapping[str, tuple[Person, ...]] | None = key(
        Nullable(MapOf(Text("a key"), ListOf(Record.of(Person, "a person")))),
        None,
        "The holders of each role, by governance's key. Null: unknown.",
    )
    carried_from: str | None = key(
        Nullable(RELEASE),
        None,
        "The earlier cycle that the deliverables' facts are of.",
    )
    series: tuple[Series, ...] = key(
        ListOf(Record.of(Series, "a series")), (), "Newest first."
    )
    deliverables: Mapping[str, DeliverableFacts] = key(
        MapOf(
            Text("a deliverable"),
            Record.of(DeliverableFacts, "a deliverable"),
            pass_key=True,
        ),
        {},
    )
    position: Position = field(default=NOWHERE, compare=False)

    @property
    def release(self) -> str:
        return self.cycle.release

    def of_team(self, team: str) -> Records:
        """Return what is about *team*: of another team's, the series."""
        if self.team is None or self.team.lower() == team.lower():
            return self
        return Records(
            self.cycle,
            sources=self.sources,
            series=self.series,
            position=self.position,
        )

    def carried_to(self, cycle: CycleName) -> Records:
        """Return the deliverables' facts for a cycle without records."""
        return replace(
            self,
            cycle=cycle,
            undated=False,
            leadership=None,
            liaisons=None,
            carried_from=self.carried_from or self.release,
        )

    def source_of(self, repository: str) -> SourceNote | None:
        """Return the state of *repository* that facts were read from."""
        known = {note.repository: note for note in self.sources}
        return known.get(repository)

    def series_of(self, name: str) -> Series | None:
        """Return the series with a release id or name, in any case."""
        return next((one for one in self.series if one.is_called(name)), None)


RECORDS = Record.of(
    Records,
    "a records file",
    help='Written by "watcher-liaison-guide records import".',
)


def to_yaml(records: Records) -> str:
    """Return the text of a records file."""
    return yamlwriter.imported(records, "records import")


def save_records(records: Records, path: Path) -> bool | Problem:
    """Write a records file; return whether that was necessary."""
    return yamlwriter.save(path, to_yaml(records), RECORDS)


def load_records(path: Path) -> tuple[Records | None, list[Problem]]:
    """Read the records file at *path*; None where it cannot be used."""
    return read_named(RECORDS, path)


@dataclass(frozen=True)
class Proven:
    """The state of a step by the records: done, open or unknown.

    ``evidence`` is what shows it (a version, a branch, names), ``file``
    the file of which repository has it at ``commit``; ``why`` is the
    reason why a step is open or nothing is known.
    """

    rule: str
    status: str
    evidence: str | None = None
    repository: str | None = None
    file: str | None = None
    commit: str | None = None
    why: str | None = None
