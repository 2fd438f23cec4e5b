# SPDX-License-Identifier: Apache-2.0
"""Schedules without a fault, made up from a seed, with their dates."""

from __future__ import annotations

import dataclasses
import datetime
import random
import textwrap
from typing import Any

from watcher_liaison_guide.calendar.model import Basis, Occurrence

DAY = datetime.timedelta(days=1)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    *("Saturday", "Sunday"),
)
#: Words that look like dates and are none.
FILLERS = (
    "Exceptions may be granted by the PTL.",
    "See release 2026.2 and R-5 for what 16 teams may 3 times ask.",
    "It drops python 2.7 and starts at 1400 UTC.",
    "Projects must take part in at least two milestones.",
    "In May or in December nothing happens.",
    "`Meetings <https://meetings.example.org/2024-08-14/may-5>`_ help.",
)


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
    expected: dict[str, tuple[Basis, tuple[Occurrence, ...]]]


class Maker:
    """Makes one schedule; the same seed gives the same one."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.initial = self.random.choice("abcdefghijklmnopqrstuvwxyz")
        self.next = "a" if self.initial == "z" else chr(ord(self.initial) + 1)
        self.previous = (
            "z" if self.initial == "a" else chr(ord(self.initial) - 1)
        )
        self.series = self.initial + "elonia"
        year = self.random.randint(2016, 2040)
        first = datetime.date(year, self.random.randint(1, 12), 1)
        self.monday = first + DAY * ((7 - first.weekday()) % 7)
        self.count = self.random.randint(21, 30)

    # -- days in words

    def week(self, number: int) -> datetime.date:
        """Give the Monday of a week; 0 is the last one, R+0."""
        return self.monday + DAY * 7 * (self.count - 1 - number)

    def sentence(self, date: datetime.date) -> str:
        """Name a day in one of the forms that schedules have used."""
        ordinal = self.ordinal(date.day)
        month, year = MONTHS[date.month - 1], date.year
        short = month[:3]
        weekday = WEEKDAYS[date.weekday()]
        return self.random.choice(
            [
                f"{month} {date.day}, {year} is the day.",
                f"{date.day} {month}, {year} is the day.",
                f"Be ready by {date.day:02} {month} {year}.",
                f"Approved by {month} {ordinal}, {year}.",
                f"The deadline is the {ordinal} of {month}, {year}.",
                f"It will happen on {weekday}, {month} {date.day}, {year}.",
                f"It will happen on {weekday}, {date.day} {month}, {year}.",
                f"Merged by {weekday} {date.day} {short} {year} (23:59 UTC).",
                f"Merged before {date.day} {month}.",
                f"Everything closes at {date} 23:45 UTC and is counted.",
                f"We meet on {ordinal} {month} ({weekday}) for a while.",
                f"Proposed by 13:59 UTC on {weekday} {date.day} {month} "
                f"{year} (that is, before the meeting).",
                f"After {date.day} {month} {year} (23:59 UTC), no new specs.",
                f"By {date} all is done.",
                f"Submit by {short} {date.day}, {year} (20:00 UTC).",
            ]
        )

    def range(self, first: datetime.date, last: datetime.date) -> str:
        """Name several days in one of the forms that schedules have used."""
        one, two = MONTHS[first.month - 1], MONTHS[last.month - 1]
        forms = [
            f"{first.day} {one} - {last.day} {two} {last.year}"
            if first.year == last.year
            else f"{first.day} {one} {first.year} - {last.day} {two} "
            f"{last.year}",
            f"from {one} {first.day} to {two} {last.day}",
            f"between {first} 23:45 UTC and {last} 23:45 UTC",
        ]
        if one == two:
            forms += [
                f"from {first.day} to {last.day} {one}, {last.year}",
                f"{first.day} - {last.day} {one}",
                f"{self.ordinal(first.day)}-{self.ordinal(last.day)} {one}, "
                f"{last.year}",
                f"{self.ordinal(first.day)} - {self.ordinal(last.day)} {one}",
                f"{one} {first.day}-{last.day}, {last.year}",
                f"{one[:3]} {first.day}-{last.day}",
                f"{one} {first.day} to {last.day}, {last.year}",
            ]
        return self.random.choice(forms)

    def week_of(self, number: int) -> str:
        monday = self.week(number)
        month, year = MONTHS[monday.month - 1], monday.year
        shown = self.random.choice(
            [
                f"{month} {monday.day}, {year}",
                f"{monday.day} {month}, {year}",
                f"{monday.day:02} {month}",
                f"{month} {monday.day}-{monday.day + 4}, {year}"
                if (monday + DAY * 4).month == monday.month
                else f"{monday.day} {month} {year}",
            ]
        )
        return f"The week of {shown} is the last one for it."

    @staticmethod
    def ordinal(day: int) -> str:
        if day in (11, 12, 13):
            return f"{day}th"
        return f"{day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th') }"

    # -- events

    def rule(self, key: str, week: int, **more: Any) -> Event:
        thursday = self.week(week) + DAY * 3
        return Event(
            f"{self.initial}-{key}",
            [week],
            "It marks the freeze, when RC1 is tagged.",
            Basis.THURSDAY_RULE,
            [thursday],
            **more,
        )

    def stated(
        self, key: str, week: int, day: int | None = None, **more: Any
    ) -> Event:
        offset = self.random.choice((0, 1, 2, 3, 3, 4)) if day is None else day
        date = self.week(week) + DAY * offset
        return Event(
            f"{self.initial}-{key}",
            [week],
            self.sentence(date),
            Basis.STATED,
            [date],
            **more,
        )

    def window(self, key: str, week: int, **more: Any) -> Event:
        thursday = self.week(week) + DAY * 3
        return Event(
            f"{self.initial}-{key}",
            [week],
            self.week_of(week),
            Basis.WEEK,
            [thursday],
            **more,
        )

    def span(
        self, prefix: str, key: str, weeks: list[int], **more: Any
    ) -> Event:
        monday, friday = self.week(weeks[0]), self.week(weeks[-1]) + DAY * 4
        text = "It is held during this week."
        if self.random.random() < 0.6:
            text = f"It is held {self.range(monday, friday)} by all."
        return Event(
            f"{prefix}-{key}",
            weeks,
            text,
            Basis.SPAN,
            [None],
            **more,
        )

    def days(self, key: str, weeks: list[int], **more: Any) -> Event:
        dates = [
            self.week(week) + DAY * self.random.randint(0, 4) for week in weeks
        ]
        shown = " and ".join(
            f"{date.day:02} {MONTHS[date.month - 1]} {date.year}"
            for date in dates
        )
        return Event(
            f"{self.initial}-{key}",
            weeks,
            f"On {shown}, specifications will be reviewed.",
            Basis.STATED,
            list(dates),
            **more,
        )

    def events(self) -> list[Event]:
        pick = self.random.choice
        some = self.random.random
        last = self.count - 1
        ptg = self.random.randint(last - 3, last)
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
        ]
        extra = pick(
            ("extra-acs", "extra-atc-freeze", "extra-atcs", "extra-ac-freeze")
        )
        found.append(pick((self.rule, self.stated))(extra, 7, id="extra-acs"))
        if some() < 0.8:
            found.append(
                self.stated(
                    pick(("cycle-trail", "trailing-release", "trailing")),
                    13,
                    id="cycle-trailing",
                )
            )
        if some() < 0.4:
            found.append(self.span(self.initial, "summit", [14], id="summit"))
        if some() < 0.5:
            found += self.elections()
        if some() < 0.7:
            found += self.team_events()
        return found

    def elections(self) -> list[Event]:
        date = self.week(6) + DAY * 2
        month = MONTHS[date.month - 1]
        shown = self.random.choice(
            [
                f"(by this date, {month} {self.ordinal(date.day)}, "
                f"{date.year} at 00:00 UTC)",
                f"by {date} 00:00 UTC",
            ]
        )
        prefix = self.next
        return [
            Event(
                f"{prefix}-election-email-deadline",
                [6],
                f"Electors confirm their addresses {shown}.",
                Basis.STATED,
                [date - DAY],
                id="election-email-deadline",
            ),
            self.span(
                prefix,
                "election-nominations",
                [8, 7, 6],
                id="election-nominations",
            ),
            self.span(
                prefix, "election-campaigning", [5], id="election-campaigning"
            ),
            self.span(prefix, "election-voting", [4, 3], id="election-voting"),
            Event(
                f"{prefix}-election-close",
                [2],
                "All polls close.",
                Basis.SPAN,
                [None],
                id="election-close",
            ),
        ]

    def team_events(self) -> list[Event]:
        return [
            self.stated("nova-spec-freeze", 11, team=True, id="spec-freeze"),
            self.days("nova-review-day", [10, 8], team=True, id="review-day"),
            self.days(
                "nova-spec-review-day",
                [13, 12],
                team=True,
                id="spec-review-day",
            ),
            self.rule(
                "cinder-ci-checkpoint", 5, team=True, id="ci-checkpoint"
            ),
            self.window("manila-mid-cycle", 7, team=True, id="mid-cycle"),
        ]

    # -- files

    def make(self) -> Made:
        events = self.events()
        zero = self.random.choice(("R+0", "R-0"))
        names = {
            number: zero if number == 0 else f"R-{number}"
            for number in range(self.count)
        }
        expected = {}
        for event in events:
            team = event.key.split("-")[1] + "/" if event.team else ""
            spots: tuple[Occurrence, ...]
            if len(event.due) == 1:
                spots = (
                    Occurrence(
                        self.week(event.weeks[0]),
                        self.week(event.weeks[-1]) + DAY * 4,
                        event.due[0],
                        names[event.weeks[0]],
                    ),
                )
            else:
                spots = tuple(
                    Occurrence(
                        self.week(week),
                        self.week(week) + DAY * 4,
                        due,
                        names[week],
                    )
                    for week, due in zip(event.weeks, event.due, strict=True)
                )
            expected[team + event.id] = (event.basis, spots)
        return Made(
            self.yaml(events, names),
            self.page(events),
            self.series,
            expected,
        )

    def yaml(self, events: list[Event], names: dict[int, str]) -> str:
        quote = self.random.choice(("'", ""))
        indent = self.random.choice(("", "  "))
        turned = self.random.random() < 0.5

        def shown(date: datetime.date) -> str:
            return f"{quote}{date}{quote}"

        lines = ["---"]
        header = [
            f"start-week: {shown(self.week(self.count - 1))}",
            f"release-week: {shown(self.week(0))}",
        ]
        at_end = self.random.random() < 0.2
        if not at_end:
            lines += header
        lines.append("cycle:")

        def week(number: int, name: str | None, keys: list[Event]) -> None:
            start, end = self.week(number), self.week(number) + DAY * 4
            parts = [f"start: {shown(start)}", f"end: {shown(end)}"]
            if name:
                parts.append(f"name: {name}")
            if turned:
                parts.reverse()
            lines.append(f"{indent}- {parts[0]}")
            lines.extend(f"{indent}  {part}" for part in parts[1:])
            for title, team in (("x-project", False), ("project-specific", 1)):
                chosen = [one.key for one in keys if one.team == bool(team)]
                if number == self.count and not team:
                    chosen.append(f"{self.previous}-final")
                if chosen:
                    lines.append(f"{indent}  {title}:")
                    lines.extend(f"{indent}    - {key}" for key in chosen)

        week(self.count, None, [])
        for number in range(self.count - 1, -1, -1):
            week(
                number,
                names[number],
                [one for one in events if number in one.weeks],
            )
        for number in range(1, self.random.choice((1, 1, 3))):
            week(-number, f"R+{number}", [])
        if at_end:
            lines += header
        return "\n".join(lines) + "\n"

    def page(self, events: list[Event]) -> str:
        name = self.series.capitalize()
        first = self.week(self.count - 1) - DAY * self.random.choice((0, 4, 5))
        last = self.week(0) + DAY * 2
        title = f"2026.2 {name} Release Schedule"
        line = "=" * len(title)
        lines = [line, title, line, ""]
        lines += [
            f"{first.day} {MONTHS[first.month - 1]}, {first.year} - "
            f"{last.day} {MONTHS[last.month - 1]}, {last.year} "
            f"({self.count} weeks)",
            "",
            ".. datatemplate::",
            "   :source: schedule.yaml",
            "",
            "Cross-project events",
            "====================",
            "",
        ]
        order = list(events)
        self.random.shuffle(order)
        for event in sorted(order, key=lambda one: one.team):
            heading = f"{event.key} happens"
            text = f"{event.text} {self.random.choice(FILLERS)}"
            if self.random.random() < 0.3:
                text = f"{self.random.choice(FILLERS)} {text}"
            body = textwrap.wrap(
                text,
                self.random.choice((30, 50, 79)),
                break_long_words=False,
                break_on_hyphens=False,
            )
            lines += [f".. _{event.key}:", "", heading, "-" * len(heading)]
            if self.random.random() < 0.2:
                lines += [
                    "",
                    ".. A remark of 1 May 2001, which none sees.",
                    "",
                ]
            lines += [*body, ""]
        lines.append(".. _Election site: https://governance.example.org/")
        return "\n".join(lines) + "\n"


def make(seed: int) -> Made:
    """Give a schedule without a fault."""
    return Maker(seed).make()
