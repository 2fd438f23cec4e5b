# SPDX-License-Identifier: Apache-2.0
"""A series' schedule.yaml: its weeks, and the keys of events they list.

A key is the initial of a series, a hyphen and a name that drifts from
cycle to cycle (openstack/releases, doc/source/*/schedule.yaml).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from watcher_liaison_guide import fields
from watcher_liaison_guide.calendar.model import Week
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    Severity,
)
from watcher_liaison_guide.yamlreader import (
    Entry,
    Mapping,
    PositionedText,
    Sequence,
    Value,
    parse,
)

#: A schedule has some 30 weeks and 60 keys, the longest of 40 characters.
MOST_WEEKS = 150
MOST_KEYS = 1000
LONGEST_KEY = 100

#: Each canonical event with the keys it has had, the preferred one first.
_KEYS = {
    "ptg": "ptg vptg ptg0 opendev design-summit",
    "summit": "summit",
    "milestone-1": "1",
    "milestone-2": "2",
    "milestone-3": "3",
    "membership-freeze": "mf",
    "spec-freeze": "spec-freeze",
    "extra-acs": "extra-acs extra-ac-freeze extra-atc-freeze extra-atcs",
    "final-library-release": "final-lib",
    "feature-freeze": "ff",
    "final-client-library-release": "final-clientlib",
    "requirements-freeze": "rf",
    "soft-string-freeze": "soft-sf",
    "hard-string-freeze": "hard-sf",
    "cycle-highlights": "cycle-highlights",
    "rc1": "rc1",
    "final-rc": "finalrc",
    "release": "final release",
    "cycle-trailing": "cycle-trail trailing-release trailing",
    "election-email-deadline": "election-email-deadline "
    "ptl-email-deadline email-deadline tc-email-deadline",
    "election-nominations": "election-nominations election-nomination "
    "ptl-nominations ptl-nomination tc-nominations",
    "election-campaigning": "election-campaigning ptl-campaigning "
    "tc-campaigning",
    "election-voting": "election-voting election-polling ptl-polling "
    "ptl-voting ptl-election tc-polling tc-voting tc-election",
    "election-close": "election-close ptl-close tc-close",
}
UPSTREAM_KEYS = {event: words.split() for event, words in _KEYS.items()}

#: What every cycle has had since there are machine-readable schedules; the
#: highlights only since stein, whose cycle began after this day.
HIGHLIGHTS_SINCE = datetime.date(2018, 8, 1)
REQUIRED = tuple(
    event
    for event in UPSTREAM_KEYS
    if event not in ("summit", "spec-freeze", "extra-acs", "cycle-trailing")
    and not event.startswith("election-")
)

_MEANINGS = {
    key: (event, rank)
    for event, keys in UPSTREAM_KEYS.items()
    for rank, key in enumerate(keys)
}
_ELECTION = re.compile(r"(election|ptl|tc)-|email-deadline$")
_KEY = re.compile(r"([a-z])[-_](.+)")
_TEAM = "team"


@dataclass(frozen=True)
class Key:
    """A key taken apart, and the weeks that list it, in order.

    ``event`` is the canonical event it means, None where it has no name
    of its own here; the lowest ``rank`` wins where two mean the same.
    ``following``: it has the initial of the next series, as elections do.
    ``foreign``: an event of another cycle, of which that one's own schedule
    is the source. ``own``: it has an initial, and is of this schedule.
    """

    text: PositionedText
    weeks: tuple[Week, ...]
    name: str
    event: str | None
    rank: int
    following: bool
    foreign: bool
    own: bool
    election: bool

    @property
    def team_and_name(self) -> tuple[str, str]:
        """The team whose event it is, "" for all teams', and the rest."""
        if self.text.names == _TEAM and not self.election and not self.event:
            team, _, name = self.name.partition("-")
            if name:
                return team, name
        return "", self.name


def read_key(
    text: PositionedText, initial: str, weeks: Iterable[Week] = ()
) -> Key:
    """Take the key *text* apart, met in the schedule of *initial*."""
    match = _KEY.fullmatch(text)
    prefix, name = match.groups() if match else (initial, text)
    election = bool(_ELECTION.match(name))
    following = prefix == ("a" if initial == "z" else chr(ord(initial) + 1))
    event, rank = _MEANINGS.get(name, (None, 0))
    if election and not following:
        # Elections are for the next cycle; rank distinguishes a TC's own.
        rank += 100
    foreign = prefix != initial and not (election and following)
    own = match is not None and not foreign
    listed = by_date(weeks)
    return Key(
        text, listed, name, event, rank, following, foreign, own, election
    )


class PlacedDay(NamedTuple):
    """A day of the file, with its place."""

    date: datetime.date
    position: Position


_DAY = fields.Made(fields.Date(), PlacedDay)


def _keys(names: str = "") -> fields.Nullable:
    # A slash would make one team's event look like another's.
    word = rf"[^\s/]{{1,{LONGEST_KEY}}}"
    key = fields.Text("an event key", word, Code.WRONG_TYPE, names=names)
    return fields.Nullable(fields.ListOf(key), ())


@dataclass(frozen=True)
class ListedWeek:
    """A week of the schedule with the keys it lists."""

    start: PlacedDay = fields.key(_DAY)
    end: PlacedDay = fields.key(_DAY)
    name: PositionedText | None = fields.key(
        fields.Text("a name", r"\S{1,100}", Code.WRONG_TYPE), None
    )
    x_project: tuple[PositionedText, ...] = fields.key(_keys(), ())
    project_specific: tuple[PositionedText, ...] = fields.key(_keys(_TEAM), ())

    @property
    def week(self) -> Week:
        return Week(self.name, self.start.date, self.end.date)

    @property
    def keys(self) -> tuple[PositionedText, ...]:
        return (*self.x_project, *self.project_specific)


def _check_order(one: ListedWeek, problems: list[Problem]) -> None:
    if one.end.date < one.start.date:
        problems.append(
            Code.SCHEDULE_WEEK.at(
                one.end.position,
                f"The week ends on {one.end.date}, before it starts on "
                f"{one.start.date}.",
            )
        )


@dataclass(frozen=True)
class Schedule:
    """All weeks in the file's order; ``position`` is that of ``cycle``."""

    weeks: tuple[ListedWeek, ...] = fields.key(
        fields.ListOf(
            fields.Record.of(ListedWeek, "a week", check=_check_order)
        ),
        name="cycle",
    )
    start_week: PlacedDay | None = fields.key(_DAY, None)
    release_week: PlacedDay | None = fields.key(_DAY, None)
    position: Position = NOWHERE

    @property
    def listed(self) -> list[PositionedText]:
        """Every key, as often as a week lists it."""
        return [key for week in self.weeks for key in week.keys]

    def keys(self, initial: str) -> list[Key]:
        """Return the keys of the schedule of *initial* as they appear."""
        return [
            read_key(
                key,
                initial,
                (one.week for one in self.weeks if key in one.keys),
            )
            for key in dict.fromkeys(self.listed)
        ]


_SCHEDULE = fields.Record.of(Schedule, "a schedule")


def by_date(weeks: Iterable[Week]) -> tuple[Week, ...]:
    """Return weeks in order, each once."""
    return tuple(sorted(dict.fromkeys(weeks), key=lambda week: week.start))


def read(content: bytes, path: str) -> tuple[Schedule | None, list[Problem]]:
    """Read the bytes of a schedule.yaml; *path* is named in problems.

    None is returned only where no week can be read.
    """
    root, problems = parse(content, path, keep_repeated=True)
    if root is None:
        return None, problems
    found = _SCHEDULE.read(_merged(root), root.position, problems)
    # A key that is new upstream does no harm, a misspelt one does.
    problems = [
        replace(one, severity=Severity.WARNING)
        if one.code is Code.UNKNOWN_KEY and not one.advice
        else one
        for one in problems
    ]
    if not found or not isinstance(root, Mapping):
        return None, problems
    cycle_at = next(
        entry.key.position for entry in root if entry.key == "cycle"
    )
    weeks = tuple(one for one in found.weeks if one.start.date <= one.end.date)
    found = replace(found, weeks=weeks, position=cycle_at)
    if len(weeks) > MOST_WEEKS or len(found.listed) > MOST_KEYS:
        problems.append(
            Code.YAML_TOO_BIG.at(
                cycle_at,
                f"The schedule has {len(weeks)} weeks with "
                f"{len(found.listed)} keys. At most {MOST_WEEKS} and "
                f"{MOST_KEYS} are read.",
            )
        )
    # A calendar without weeks would take every date away.
    elif not weeks and not any(
        one.severity is Severity.ERROR for one in problems
    ):
        problems.append(
            Code.MISSING_KEY.at(cycle_at, "The schedule lists no week.")
        )
    elif weeks:
        return found, problems
    return None, problems


def _merged(value: Value) -> Value:
    """Put the lists of a repeated key together, which YAML would hide."""
    if isinstance(value, Sequence):
        return replace(value, values=tuple(map(_merged, value)))
    if not isinstance(value, Mapping):
        return value
    found: dict[str, Entry] = {}
    for key, child in value:
        more = _merged(child)
        first = found.get(key)
        if first is None or fields.is_null(first.value):
            found[key] = Entry(key, more)
        elif isinstance(first.value, Sequence) and isinstance(more, Sequence):
            values = (*first.value, *more)
            found[key] = Entry(first.key, replace(first.value, values=values))
    return replace(value, entries=tuple(found.values()))
