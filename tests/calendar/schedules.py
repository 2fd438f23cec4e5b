# SPDX-License-Identifier: Apache-2.0
"""Schedules without a fault, made up from a seed, with their dates."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import random
import textwrap
from pathlib import Path
from typing import Any

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
#: Words that look like dates and are none.
FILLERS = (
    "Exceptions may be granted by the PTL.",
    "See release 2026.2 and R-5 for what 16 teams may 3 times ask.",
    "It drops python 2.7 and starts at 1400 UTC.",
    "In May or in December nothing happens.",
    "`Meetings <https://meetings.example.org/2024-08-14/may-5>`_ help.",
)
#: How schedules have named a day: {o} is 1st, {A} its weekday, {B} its month.
SENTENCES = (
    "{B} {d}, {Y} is the day.",
    "{d} {B}, {Y} is the day.",
    "Be ready by {d:02} {B} {Y}.",
    "Approved by {B} {o}, {Y}.",
    "The deadline is the {o} of {B}, {Y}.",
    "It will happen on {A}, {B} {d}, {Y}.",
    "It will happen on {A}, {d} {B}, {Y}.",
    "Merged by {A} {d} {b} {Y} (23:59 UTC).",
    "Merged before {d} {B}.",
    "Everything closes at {iso} 23:45 UTC and is counted.",
    "We meet on {o} {B} ({A}) for a while.",
    "Proposed by 13:59 UTC on {A} {d} {B} {Y} (before the meeting).",
    "Submit by {b} {d}, {Y} (20:00 UTC).",
)
#: How they have named several days: {0} is the first one, {1} the last.
RANGES = (
    "{0[d]} {0[B]} {0[Y]} - {1[d]} {1[B]} {1[Y]}",
    "from {0[B]} {0[d]} to {1[B]} {1[d]}",
    "between {0[iso]} 23:45 UTC and {1[iso]} 23:45 UTC",
)
RANGES_OF_A_MONTH = (
    "from {0[d]} to {1[d]} {1[B]}, {1[Y]}",
    "{0[d]} - {1[d]} {1[B]}",
    "{0[o]}-{1[o]} {1[B]}, {1[Y]}",
    "{0[B]} {0[d]}-{1[d]}, {1[Y]}",
    "{0[b]} {0[d]}-{1[d]}",
    "{0[B]} {0[d]} to {1[d]}, {1[Y]}",
)
WEEKS = ("{B} {d}, {Y}", "{d} {B}, {Y}", "{d:02} {B}")


def words(date: datetime.date) -> dict[str, Any]:
    """Return the parts of a day's name, as the forms above call them."""
    day = date.day
    end = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return {
        "d": day,
        "o": f"{day}{'th' if day in (11, 12, 13) else end}",
        "iso": date,
        **{form: date.strftime(f"%{form}") for form in "aAbBY"},
    }


def shown(date: datetime.date, form: str = "{B} {d}, {Y}") -> str:
    return form.format(**words(date))


def built(
    yaml: str, page: str, cycle: Cycle | str | None = None
) -> tuple[Calendar | None, list[Problem]]:
    """Return what is read of the two files."""
    paths = ("schedule.yaml", "schedule.rst")
    note = SourceNote("openstack/releases")
    return upstream.build(yaml.encode(), page.encode(), paths, note, cycle)


def schedule(weeks: dict[str, str]) -> str:
    """Return a small schedule.yaml: Mondays with the keys they list."""
    lines = ["cycle:"]
    for start, listed in weeks.items():
        end = datetime.date.fromisoformat(start) + DAY * 4
        lines.append(
            f"- {{start: {start}, end: {end}, x-project: [{listed}]}}"
        )
    return "\n".join(lines) + "\n"


def section(key: str, text: str) -> str:
    """Return a section of a schedule.rst."""
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
    release_id = f", release-id: {release}" if release else ""
    (root / "data" / "series_status.yaml").write_text(
        f"- {{name: {made.series}, status: development{release_id}}}\n"
    )
    (root / "COMMIT").write_text(f"{commit}\n")


@dataclasses.dataclass
class Event:
    """An event of a made-up schedule, and what is to be read from it."""

    key: str
    weeks: list[int]
    text: str
    basis: Basis
    due: list[datetime.date | None]
    team: bool = False
    id: str = ""


@dataclasses.dataclass
class Made:
    """The two files and what they mean: event -> basis, occurrences."""

    yaml: str
    page: str
    series: str
    expected: dict[str, tuple[Basis, tuple[Occurrence, ...]]] = (
        dataclasses.field(default_factory=dict)
    )


class Maker:
    """Makes one schedule; the same seed gives the same one."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.initial = self.random.choice("abcdefghijklmnopqrstuvwxyz")
        self.previous, self.next = (
            chr((ord(self.initial) - ord("a") + step) % 26 + ord("a"))
            for step in (-1, 1)
        )
        self.series = self.initial + "elonia"
        first = datetime.date(
            self.random.randint(2016, 2040), self.random.randint(1, 12), 1
        )
        self.monday = first + DAY * ((7 - first.weekday()) % 7)
        self.count = self.random.randint(21, 30)

    def week(self, number: int) -> datetime.date:
        """Return the Monday of a week; 0 is the last one, R+0."""
        return self.monday + DAY * 7 * (self.count - 1 - number)

    # -- events

    def rule(self, key: str, week: int, **more: Any) -> Event:
        """Return an event whose text names no day: it is on Thursday."""
        return Event(
            f"{self.initial}-{key}",
            [week],
            "It marks the freeze, when RC1 is tagged.",
            Basis.THURSDAY_RULE,
            [self.week(week) + DAY * 3],
            **more,
        )

    def stated(
        self, key: str, week: int, day: int | None = None, **more: Any
    ) -> Event:
        """Return an event whose text names its day."""
        offset = self.random.choice((0, 1, 2, 3, 3, 4)) if day is None else day
        date = self.week(week) + DAY * offset
        return dataclasses.replace(
            self.rule(key, week, **more),
            text=shown(date, self.random.choice(SENTENCES)),
            basis=Basis.STATED,
            due=[date],
        )

    def window(self, key: str, week: int, **more: Any) -> Event:
        """Return an event whose text names its week."""
        named = shown(self.week(week), self.random.choice(WEEKS))
        return dataclasses.replace(
            self.rule(key, week, **more),
            text=f"The week of {named} is the last one for it.",
            basis=Basis.WEEK,
        )

    def span(
        self, prefix: str, key: str, weeks: list[int], **more: Any
    ) -> Event:
        """Return an event that lasts all of its weeks."""
        ends = self.week(weeks[0]), self.week(weeks[-1]) + DAY * 4
        same = ends[0].month == ends[1].month
        forms = RANGES + (RANGES_OF_A_MONTH if same else ())
        text = "It is held during this week."
        if self.random.random() < 0.6:
            days = self.random.choice(forms).format(*map(words, ends))
            text = f"It is held {days} by all."
        key = f"{prefix}-{key}"
        return Event(key, weeks, text, Basis.SPAN, [None], **more)

    def days(self, key: str, weeks: list[int], **more: Any) -> Event:
        """Return an event on a day in each of its weeks."""
        dates = [
            self.week(week) + DAY * self.random.randint(0, 4) for week in weeks
        ]
        named = " and ".join(shown(date, "{d:02} {B} {Y}") for date in dates)
        return Event(
            f"{self.initial}-{key}",
            weeks,
            f"On {named}, specifications will be reviewed.",
            Basis.STATED,
            list(dates),
            **more,
        )

    def events(self) -> list[Event]:
        pick, some = self.random.choice, self.random.random
        last = self.count - 1
        ptg = self.random.randint(last - 3, last)
        extra = pick(("extra-acs", "extra-atc-freeze", "extra-ac-freeze"))
        found = [
            self.span(self.initial, pick(("ptg", "vptg")), [ptg], id="ptg"),
            self.stated("1", last - 5, 3, id="milestone-1"),
            self.stated("2", 12, 3, id="milestone-2"),
            self.rule("mf", 12, id="membership-freeze"),
            self.rule("final-lib", 6, id="final-library-release"),
            self.stated("3", 5, 3, id="milestone-3"),
            self.rule("ff", 5, id="feature-freeze"),
            self.rule("final-clientlib", 5, id="final-client-library-release"),
            self.rule("rf", 5, id="requirements-freeze"),
            self.rule("soft-sf", 5, id="soft-string-freeze"),
            self.rule("cycle-highlights", 4, id="cycle-highlights"),
            self.window("rc1", 3, id="rc1"),
            self.rule("hard-sf", 3, id="hard-string-freeze"),
            self.window("finalrc", 1, id="final-rc"),
            self.stated("final", 0, pick((2, 3)), id="release"),
            pick((self.rule, self.stated))(extra, 7, id="extra-acs"),
        ]
        if some() < 0.8:
            key = pick(("cycle-trail", "trailing-release", "trailing"))
            found.append(self.stated(key, 13, id="cycle-trailing"))
        if some() < 0.4:
            found.append(self.span(self.initial, "summit", [14], id="summit"))
        if some() < 0.5:
            found += self.elections()
        if some() < 0.7:
            found += self.team_events()
        return found

    def elections(self) -> list[Event]:
        """Return those for the next cycle, which have its initial."""
        date = self.week(6) + DAY * 2
        form = self.random.choice(
            ("(by this date, {B} {o}, {Y} at 00:00 UTC)", "by {iso} 00:00 UTC")
        )
        email = Event(
            f"{self.next}-election-email-deadline",
            [6],
            f"Electors confirm their addresses {shown(date, form)}.",
            Basis.STATED,
            [date - DAY],
            id="election-email-deadline",
        )
        spans = {
            "nominations": [8, 7, 6],
            "campaigning": [5],
            "voting": [4, 3],
        }
        return [
            email,
            *(
                self.span(self.next, one, weeks, id=one)
                for name, weeks in spans.items()
                for one in [f"election-{name}"]
            ),
            Event(
                f"{self.next}-election-close",
                [2],
                "All polls close.",
                Basis.SPAN,
                [None],
                id="election-close",
            ),
        ]

    def team_events(self) -> list[Event]:
        more: dict[str, Any] = {"team": True}
        return [
            self.stated("nova-spec-freeze", 11, id="spec-freeze", **more),
            self.days("nova-review-day", [10, 8], id="review-day", **more),
            self.rule("cinder-ci-checkpoint", 5, id="ci-checkpoint", **more),
            self.window("manila-mid-cycle", 7, id="mid-cycle", **more),
        ]

    # -- files

    def make(self) -> Made:
        return self.made(self.events())

    def made(self, events: list[Event]) -> Made:
        """Return the schedule of these events."""
        zero = self.random.choice(("R+0", "R-0"))
        names = {0: zero} | {n: f"R-{n}" for n in range(1, self.count)}
        expected = {}
        for event in events:
            team = event.key.split("-")[1] + "/" if event.team else ""
            # Either one day for each week, or one for all of them.
            runs = [event.weeks]
            if len(event.due) > 1:
                runs = [[week] for week in event.weeks]
            spots = [
                Occurrence(
                    self.week(run[0]),
                    self.week(run[-1]) + DAY * 4,
                    due,
                    names[run[0]],
                )
                for run, due in zip(runs, event.due, strict=True)
            ]
            expected[team + event.id] = (event.basis, tuple(spots))
        yaml, page = self.yaml(events, names), self.page(events)
        return Made(yaml, page, self.series, expected)

    def yaml(self, events: list[Event], names: dict[int, str]) -> str:
        quote = self.random.choice(("'", ""))
        indent = self.random.choice(("", "  "))
        turned = self.random.choice((1, -1))
        header = [
            f"start-week: {quote}{self.week(self.count - 1)}{quote}",
            f"release-week: {quote}{self.week(0)}{quote}",
        ]
        lines = ["cycle:"]
        last = self.random.choice((0, 0, -2))
        for number in range(self.count, last - 1, -1):
            start, name = self.week(number), names.get(number)
            if number < 0:
                name = f"R+{-number}"
            parts = [
                f"start: {quote}{start}{quote}",
                f"end: {quote}{start + DAY * 4}{quote}",
                *([f"name: {name}"] if name else []),
            ][::turned]
            keys = {"x-project": [], "project-specific": []}
            if number == self.count:
                keys["x-project"].append(f"{self.previous}-final")
            for one in events:
                title = "project-specific" if one.team else "x-project"
                keys[title] += [one.key] * (number in one.weeks)
            lines.append(f"{indent}- {parts[0]}")
            lines += [f"{indent}  {part}" for part in parts[1:]]
            for title, listed in keys.items():
                if listed:
                    lines.append(f"{indent}  {title}:")
                    lines += [f"{indent}    - {key}" for key in listed]
        parts = (
            [lines, header] if self.random.random() < 0.2 else [header, lines]
        )
        return "\n".join(["---", *itertools.chain(*parts)]) + "\n"

    def page(self, events: list[Event]) -> str:
        first = self.week(self.count - 1) - DAY * self.random.choice((0, 4, 5))
        ends = [
            shown(date, "{d} {B}, {Y}") for date in (first, self.week(0) + DAY)
        ]
        title = f"2026.2 {self.series.capitalize()} Release Schedule"
        line = "=" * len(title)
        lines = [
            *(line, title, line, ""),
            *(f"{ends[0]} - {ends[1]} ({self.count} weeks)", ""),
            *(".. datatemplate::", "   :source: schedule.yaml", ""),
            *("Cross-project events", "=" * 20, ""),
        ]
        order = list(events)
        self.random.shuffle(order)
        for event in sorted(order, key=lambda one: one.team):
            heading = f"{event.key} happens"
            texts = [event.text, self.random.choice(FILLERS)]
            if self.random.random() < 0.3:
                texts.reverse()
            lines += [f".. _{event.key}:", "", heading, "-" * len(heading)]
            if self.random.random() < 0.2:
                remark = ".. A remark of 1 May 2001, which none sees."
                lines += ["", remark, ""]
            lines += textwrap.wrap(
                " ".join(texts),
                self.random.choice((30, 50, 79)),
                break_long_words=False,
                break_on_hyphens=False,
            )
            lines.append("")
        lines.append(".. _Election site: https://governance.example.org/")
        return "\n".join(lines) + "\n"


def make(seed: int) -> Made:
    """Return a schedule without a fault."""
    return Maker(seed).make()
