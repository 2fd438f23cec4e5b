# SPDX-License-Identifier: Apache-2.0
"""Import a schedule, import a later state of it, and ask for everything."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
import hypothesis.strategies as st

from tests.calendar.schedules import DAY, EVENTS, Event, Made, Maker, lay_out
from tests.checklist.cycles import write_cycle_file
from tests.export.test_formats import WRITERS
from watcher_liaison_guide.calendar.importing import import_calendars
from watcher_liaison_guide.calendar.model import Calendar, Days, Occurrence
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.checklist.week import week
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.export.agenda import write_agenda
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.sources import FolderSource

#: How many cases are tried; CASES=500 tries more.
CASES = int(os.environ.get("CASES", "4"))
#: A seed cannot be made simpler.
BOUNDED = hypothesis.settings(
    max_examples=CASES, phases=[hypothesis.Phase.generate]
)
EIGHT_WEEKS = 56 * DAY
RELEASE = "2090.1"


class Later(Maker):
    """Makes a schedule of the same cycle at another time.

    Events come and go, change their keys and days, and the whole cycle may
    move by some weeks.
    """

    def __init__(self, first: int, second: int) -> None:
        super().__init__(first)
        self.random.seed(second)
        self.monday += 7 * DAY * self.random.choice((0, 0, 1, -1, 3))

    def events(self) -> list[Event]:
        return [
            one
            for one in super().events()
            if one.id == "release" or self.random.random() < 0.85
        ]

    def team_events(self) -> list[Event]:
        bugsquash = f"bugsquash-{self.random.randint(1, 3)}"
        own = ("watcher-spec-freeze", "watcher/spec-freeze", [12], "stated")
        other = (f"manila-{bugsquash}", f"manila/{bugsquash}", [9], "rule")
        return [*super().team_events(), self.event(*own), self.event(*other)]


def imported(folder: Path, made: Made, commit: str = "a" * 40) -> Calendar:
    lay_out(folder / "releases", made, RELEASE, commit)
    source = FolderSource(folder / "releases")
    outcomes, _, complete = import_calendars(
        source, folder / "data", [RELEASE]
    )
    assert complete
    return outcomes[0].calendar


def days_of(spots: Iterable[Occurrence]) -> Days:
    return tuple((one.start, one.end, one.due) for one in spots)


def ask_for_everything(library: Library) -> Checklist:
    checklist, _ = library.checklist(RELEASE)
    assert checklist is not None
    for name, write in WRITERS.items():
        assert name.startswith("part") or write(checklist)
    days = [one.due for one in checklist.events if one.due]
    first, last = min(days), max(days)
    for day in (first - 30 * DAY, first + (last - first) / 2, last + DAY):
        assert write_agenda(PLAIN, week(checklist, day, 2, checklist))
        assert library.checklist(RELEASE, day)[0] is not None
    return checklist


def check_dates(checklist: Checklist, cycle: list[datetime.date]) -> None:
    """Hold every date to its window, and to eight weeks around the cycle."""
    earliest, latest = min(cycle) - EIGHT_WEEKS, max(cycle) + EIGHT_WEEKS
    windows = [
        (event.id, *days)
        for event in checklist.events
        for days in event.occurrences
    ]
    windows += [
        (one.id, one.start, one.end, one.due)
        for one in (*checklist.phases, *checklist.walk())
    ]
    for name, start, end, due in windows:
        days = [day for day in (start, due, end) if day is not None]
        assert days == sorted(days), name
        assert all(earliest <= day <= latest for day in days), name


def cycle_of(calendar: Calendar) -> list[datetime.date]:
    return [calendar.weeks[0].start, calendar.weeks[-1].end]


@BOUNDED
@hypothesis.given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_two_states_of_a_schedule_and_everything_asked_for(
    first: int, second: int
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        before = Later(first, first).make()
        now = Later(first, second).make()
        imported(folder, before)
        calendar = imported(folder, now, "b" * 40)
        library = Library((folder / "data",), folder)
        checklist = ask_for_everything(library)
        dates = {event.id: event for event in checklist.events}
        for event, (_, spots) in now.expected.items():
            if "/" not in event and dates[event].key:
                assert dates[event].occurrences == days_of(spots)
        told = {one.event for one in checklist.changes}
        for event, (_, spots) in before.expected.items():
            _, later = now.expected.get(event, (None, ()))
            if "/" not in event:
                moved = days_of(spots) != days_of(later)
                assert not moved or event in told
        check_dates(checklist, cycle_of(calendar))
        write_cycle_file(folder, "", RELEASE)
        where = ["--data", str(folder / "data"), "--cycles", str(folder)]
        assert main(["check", *where]) in (0, 1)
        assert main(["agenda", RELEASE, *where]) in (0, 1)


# What trails a cycle may come months after it, without a warning.
NAMES = [one[1] for one in EVENTS if one[1] != "cycle-trailing"]
CHANGED = [*NAMES, "spec-freeze", "summit"]


@BOUNDED
@hypothesis.given(
    st.integers(0, 2**32),
    st.dictionaries(
        st.sampled_from(CHANGED), st.integers(-400, 400), max_size=3
    ),
)
def test_dates_are_sane_unless_the_team_says_so_and_was_warned(
    seed: int, offsets: dict[str, int]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        calendar = imported(folder, Maker(seed).make())
        first, last = cycle_of(calendar)
        own = {event: first + days * DAY for event, days in offsets.items()}
        lines = [f"  {event}: {{date: {day}}}" for event, day in own.items()]
        write_cycle_file(folder, "\n".join(["events:", *lines]), RELEASE)
        checklist, problems = Library((folder / "data",), folder).checklist(
            RELEASE
        )
        assert checklist is not None
        warned = [
            one.position.line
            for one in problems
            if str(one.code) == "doubtful-date"
        ]
        for line, day in enumerate(own.values(), 3):
            assert first <= day <= last or line in warned
        check_dates(checklist, [first, last, *own.values()])


def test_items_and_phases_of_real_cycles_have_sane_dates() -> None:
    library = Library(cycles=Path("nowhere"))
    for release, calendar in library.calendars.load()[0].items():
        checklist, _ = library.checklist(release)
        assert checklist is not None
        check_dates(checklist, cycle_of(calendar))
        days, words = zip(*checklist.statuses, strict=True)
        assert days == (*sorted(days),)
        assert words[:3] == ("future", "development", "maintained")
