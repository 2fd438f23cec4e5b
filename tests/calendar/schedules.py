# SPDX-License-Identifier: Apache-2.0
"""Schedules without a fault, made up from a seed, with their dates."""

from __future__ import annotations

import dataclasses
import datetime
import random
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from watcher_liaison_guide.calendar import upstream
from watcher_liaison_guide.calendar.model import (
    Basis,
    Calendar,
    Cycle,
    Occurrence,
    SourceNote,
)
from watcher_liaison_guide.problems import Problem

DAY = datetime.timedelta(days=1)
#: How schedules have named a day: {A} is its weekday, {B} its month.
SENTENCES = (
    "{B} {d}, {Y} is the day.",
    "Be ready by {d:02} {B} {Y}.",
    "It will happen on {A}, {B} {d}, {Y}.",
    "Merged before {d} {B}.",
    "Everything closes at {iso} 23:45 UTC and is counted.",
)
#: The events of a cycle: key, id, the weeks that list it (R-N), and how its
#: text dates it. The last ones are the next cycle's, or of teams.
EVENTS = (
    ("ptg", "ptg", [20], "span"),
    ("1", "milestone-1", [17], "thursday"),
    ("cycle-trail", "cycle-trailing", [13], "stated"),
    ("2", "milestone-2", [12], "thursday"),
    ("mf", "membership-freeze", [12], "rule"),
    ("extra-atc-freeze", "extra-acs", [7], "stated"),
    ("final-lib", "final-library-release", [6], "rule"),
    ("3", "milestone-3", [5], "thursday"),
    ("ff", "feature-freeze", [5], "rule"),
    ("final-clientlib", "final-client-library-release", [5], "rule"),
    ("rf", "requirements-freeze", [5], "rule"),
    ("soft-sf", "soft-string-freeze", [5], "rule"),
    ("cycle-highlights", "cycle-highlights", [4], "rule"),
    ("rc1", "rc1", [3], "week"),
    ("hard-sf", "hard-string-freeze", [3], "rule"),
    ("finalrc", "final-rc", [1], "week"),
    ("final", "release", [0], "stated"),
)
ELECTIONS = (
    ("election-email-deadline", "election-email-deadline", [6], "midnight"),
    ("election-nominations", "election-nominations", [8, 7, 6], "span"),
    ("election-campaigning", "election-campaigning", [5], "span"),
    ("election-voting", "election-voting", [4, 3], "span"),
)
TEAM_EVENTS = (
    ("nova-spec-freeze", "nova/spec-freeze", [11], "stated"),
    ("nova-review-day", "nova/review-day", [10, 8], "stated"),
    ("cinder-ci-checkpoint", "cinder/ci-checkpoint", [5], "rule"),
    ("manila-mid-cycle", "manila/mid-cycle", [7], "week"),
)
#: Of the ways to date an event those that do not state the day.
BASES = {"rule": Basis.THURSDAY_RULE, "week": Basis.WEEK, "span": Basis.SPAN}


def shown(date: datetime.date, form: str = "{B} {d}, {Y}") -> str:
    """Return a day as a sentence with a *form* names it."""
    names = {one: date.strftime(f"%{one}") for one in "ABY"}
    return form.format(d=date.day, iso=date, **names)


def built(
    listed: str, page: str, cycle: Cycle | str | None = None
) -> tuple[Calendar | None, list[Problem]]:
    """Return what is read of the two files."""
    paths = ("schedule.yaml", "schedule.rst")
    note = SourceNote("openstack/releases")
    return upstream.build(listed.encode(), page.encode(), paths, note, cycle)


def schedule(weeks: dict[str, str]) -> str:
    """Return a small schedule.yaml: Mondays with the keys they list."""
    text = "cycle:\n"
    for start, listed in weeks.items():
        end = datetime.date.fromisoformat(start) + DAY * 4
        text += f"- {{start: {start}, end: {end}, x-project: [{listed}]}}\n"
    return text


def section(key: str, text: str) -> str:
    return f".. _{key}:\n\nAn event\n--------\n\n{text}\n\n"


def lay_out(
    root: Path, made: Made, release: str | None = None, commit: str = "a" * 7
) -> None:
    """Lay a state of a schedule out like openstack/releases."""
    folder = root / "doc" / "source" / made.series
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "schedule.yaml").write_text(made.yaml, encoding="utf-8")
    (folder / "schedule.rst").write_text(made.page, encoding="utf-8")
    (root / "data").mkdir(exist_ok=True)
    more = f", release-id: {release}" if release else ""
    if "release" in made.expected:
        day = made.expected["release"][1][0].due
        more += f", initial-release: {day}"
    (root / "data" / "series_status.yaml").write_text(
        f"- {{name: {made.series}, status: development{more}}}\n"
    )
    (root / "COMMIT").write_text(f"{commit}\n")


@dataclasses.dataclass
class Event:
    """An event of a made-up schedule, and what is to be read from it."""

    key: str
    id: str
    weeks: list[int]
    text: str
    basis: Basis
    spots: tuple[Occurrence, ...]


class Made(NamedTuple):
    """The two files and what they mean: event -> basis, occurrences."""

    yaml: str
    page: str
    series: str
    expected: Mapping[str, tuple[Basis, tuple[Occurrence, ...]]] = {}


class Maker:
    """Makes one schedule; the same seed gives the same one."""

    count = 24

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        letters = "abcdefghijklmnopqrstuvwxyz"
        place = self.random.randrange(26)
        self.before, self.initial, self.next = (
            letters[(place + step) % 26] for step in (-1, 0, 1)
        )
        self.series = self.initial + "elonia"
        first = datetime.date(
            self.random.randint(2016, 2040), self.random.randint(1, 12), 1
        )
        self.monday = first + DAY * ((7 - first.weekday()) % 7)
        self.names = {n: f"R-{n}" for n in range(self.count)}
        self.names[0] = self.random.choice(("R+0", "R-0"))

    def week(self, number: int) -> datetime.date:
        """Return the Monday of a week; 0 is the last one, R+0."""
        return self.monday + DAY * 7 * (self.count - 1 - number)

    def spot(self, weeks: list[int], due: datetime.date | None) -> Occurrence:
        """Return what is to be read of an event in these weeks."""
        end = self.week(weeks[-1]) + DAY * 4
        return Occurrence(self.week(weeks[0]), end, due, self.names[weeks[0]])

    def event(self, key: str, name: str, weeks: list[int], kind: str) -> Event:
        """Return an event whose text dates it in its way."""
        initial = self.next if key.startswith("election") else self.initial
        first = self.week(weeks[0])
        days = [self.week(week) + DAY * 3 for week in weeks]
        if kind == "stated" and len(weeks) == 1:
            days = [first + DAY * self.random.randint(0, 4)]
        last = shown(days[-1] + DAY)
        texts = {
            "rule": "It marks the freeze of RC1.",
            "week": f"The week of {shown(first)} is the last one.",
            "span": f"It is held {shown(first)} - {last} by all.",
            "midnight": f"Confirm addresses by {days[0] + DAY} 00:00 UTC.",
        }
        text = texts.get(kind) or " and ".join(map(shown, days))
        if kind in ("stated", "thursday") and len(weeks) == 1:
            text = shown(days[0], self.random.choice(SENTENCES))
        each = zip(weeks, days, strict=True)
        spots = tuple(self.spot([week], day) for week, day in each)
        if kind == "span":
            spots = (self.spot(weeks, None),)
        basis = BASES.get(kind, Basis.STATED)
        return Event(f"{initial}-{key}", name, weeks, text, basis, spots)

    def events(self) -> list[Event]:
        found = [self.event(*one) for one in EVENTS]
        if self.random.random() < 0.5:
            found += [self.event(*one) for one in ELECTIONS]
        if self.random.random() < 0.7:
            found += self.team_events()
        return found

    def team_events(self) -> list[Event]:
        return [self.event(*one) for one in TEAM_EVENTS]

    def make(self, events: list[Event] | None = None) -> Made:
        events = events or self.events()
        expected = {one.id: (one.basis, one.spots) for one in events}
        files = self.yaml(events), self.page(events)
        return Made(*files, self.series, expected)

    def yaml(self, events: list[Event]) -> str:
        weeks: list[dict[str, Any]] = []
        # Events of the cycles before and after are theirs.
        others = {self.count: f"{self.before}-final", 0: f"{self.next}-ptg"}
        for number in range(self.count, -1, -1):
            start = self.week(number)
            week = {"start": str(start), "end": str(start + DAY * 4)}
            keys: dict[str, list[str]] = {}
            if number in others:
                keys["x-project"] = [others[number]]
            for one in events:
                if number in one.weeks:
                    title = (
                        "project-specific" if "/" in one.id else "x-project"
                    )
                    keys.setdefault(title, []).append(one.key)
            name = {"name": self.names[number]} if number in self.names else {}
            weeks.append(week | name | keys)
        ends = {"start-week": self.week(self.count - 1)}
        ends["release-week"] = self.week(0)
        return yaml.safe_dump({**ends, "cycle": weeks}, sort_keys=False)

    def page(self, events: list[Event]) -> str:
        ends = [
            shown(date, "{d} {B}, {Y}")
            for date in (self.week(self.count - 1), self.week(0) + DAY)
        ]
        title = f"2026.2 {self.series.capitalize()} Release Schedule"
        text = f"{title}\n{'=' * len(title)}\n\n"
        text += f"{ends[0]} - {ends[1]} ({self.count} weeks)\n\n"
        for event in self.random.sample(events, len(events)):
            words, width = event.text, self.random.choice((30, 79))
            wrapped = words if "\n" in words else textwrap.fill(words, width)
            text += section(event.key, wrapped)
        return text
