# SPDX-License-Identifier: Apache-2.0
"""Finds guide, calendar, records and cycle file of a cycle by its name."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from watcher_liaison_guide.calendar import library as calendars
from watcher_liaison_guide.calendar.model import Calendar, Cycle, CycleName
from watcher_liaison_guide.checklist.building import build_checklist
from watcher_liaison_guide.checklist.cycle_file import (
    CycleFile,
    load_cycle_file,
)
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.embedded import (
    DEFAULT_CYCLES,
    PACKAGE_DATA,
    data_files,
    find_guide,
)
from watcher_liaison_guide.files import CYCLE_SUFFIX, listed
from watcher_liaison_guide.guide.files import GuideFiles, read_guide_files
from watcher_liaison_guide.guide.loading import guide_of
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
    in_order,
)
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.records.model import Records
from watcher_liaison_guide.records.status import status_on
from watcher_liaison_guide.yamlreader import position_of

#: How long after its release a cycle still has something to do.
AFTER_RELEASE = datetime.timedelta(days=28)


@dataclass
class Library:
    """The inputs at hand; each file is read when it is first needed.

    ``data`` are folders laid over the embedded data, ``cycles`` the folder
    of cycle files, ``guide_name`` a guide's name or folder.
    """

    data: tuple[Path, ...] = ()
    cycles: Path | None = None
    guide_name: str = "watcher"

    def __post_init__(self) -> None:
        #: The guide and its problems.
        self.guide = functools.cache(self._read_guide)
        self._load_records = functools.cache(load_records)
        self.calendars = calendars.Shelf(self.data)

    # -- the four inputs

    @functools.cached_property
    def guide_files(self) -> GuideFiles | Problem:
        """The files of the guide, merged with those that it extends."""
        folder = find_guide(self.guide_name)
        if isinstance(folder, Problem):
            return folder
        return read_guide_files(folder)

    def _read_guide(self) -> tuple[Guide | None, list[Problem]]:
        if isinstance(self.guide_files, Problem):
            return None, [self.guide_files]
        return guide_of(self.guide_files)

    def calendar(
        self, name: str, today: datetime.date | None = None
    ) -> tuple[Calendar | None, list[Problem]]:
        """Return the calendar of the cycle *name*, and its problems."""
        return self.calendars.load_one(name, today)

    def status(self, calendar: Calendar, day: datetime.date) -> str | None:
        """Return the status of a calendar's cycle on *day*, None if unknown.

        A calendar does not have what comes after the release.
        """
        # Series are no team's.
        records, _ = self.records(calendar.cycle, team="")
        series = records and records.series_of(calendar.cycle.release)
        if series and day >= (calendar.release_day or datetime.date.max):
            return status_on(series, day)
        others, _ = self.calendars.load()
        return calendars.cycle_status(calendar, day, others.values())

    def records_files(self) -> dict[str, Path]:
        """Return the records' files by release."""
        return data_files(self.data, "records")

    def records(
        self, cycle: Cycle, team: str | None = None
    ) -> tuple[Records | None, list[Problem]]:
        """Return what is on record for a cycle and *team*, else the guide's.

        Without records of its own, a cycle has the deliverable facts of
        the newest earlier one, marked as carried over, and no leadership.
        Of another team's records only the series are used.
        """
        files = self.records_files()
        path = files.get(cycle.release) or self.records_before(cycle.release)
        if path is None:
            return None, []
        records, problems = self._load_records(path)
        if records is None:
            return None, problems
        if cycle.release not in files:
            name = CycleName(cycle.series, cycle.release)
            records = records.carried_to(name)
        if team is not None:
            return records.of_team(team), problems
        guide, _ = self.guide()
        if guide is None:
            return records, problems
        own = records.of_team(guide.project.team)
        if own is not records:
            problems = [*problems, _other_team(records, guide)]
        return own, problems

    def recorded_cycle(self, name: str) -> Cycle | None:
        """Return the cycle *name* as the records have it, None without one."""
        paths = self.records_files()
        for path in (paths.get(name.lower()), *reversed(paths.values())):
            records = self._load_records(path)[0] if path else None
            one = records.series_of(name) if records else None
            if one is not None:
                return Cycle(one.series, one.release)
        return None

    def cycle_file(self, cycle: Cycle) -> Path | None:
        """Return the path of a cycle's file, which has either of its names."""
        paths = {
            path.name.removesuffix(CYCLE_SUFFIX).lower(): path
            for path in listed(self.cycles or DEFAULT_CYCLES, CYCLE_SUFFIX)
        }
        release, series = cycle.release.lower(), cycle.series.lower()
        return paths.get(release) or paths.get(series)

    # -- the result

    def checklist(
        self,
        name: str,
        today: datetime.date | None = None,
        file: CycleFile | None = None,
    ) -> tuple[Checklist | None, list[Problem]]:
        """Return a cycle's checklist and every problem of its inputs.

        *name* is a release id, a series, or ``current`` with *today*. A
        cycle that only a cycle file knows has a checklist without dates.
        *file* takes the place of the team's cycle file.
        """
        guide, problems = self.guide()
        if guide is None:
            return None, list(problems)
        calendar, found = self.calendar(name, today)
        cycle = calendar.cycle if calendar else Cycle(name, name)
        path = self.cycle_file(cycle)
        if file is None and path is not None:
            file, own = load_cycle_file(path)
            found += own
        if calendar is None:
            if file is None:
                return None, in_order([*problems, *found])
            cycle = Cycle(file.cycle, file.cycle)
            found = without_calendar(found, cycle, Path(file.path))
        checklist, own = self.join(guide, calendar, file, cycle, today)
        return checklist, in_order([*problems, *found, *own])

    def join(
        self,
        guide: Guide,
        calendar: Calendar | None,
        file: CycleFile | None,
        cycle: Cycle,
        today: datetime.date | None = None,
    ) -> tuple[Checklist, list[Problem]]:
        """Return a checklist made with the records, and its own problems."""
        records, problems = self.records(cycle)
        known = records.series_of(cycle.release) if records else None
        if known is not None and cycle.series == cycle.release:
            cycle = replace(cycle, series=known.series, release=known.release)
        checklist = build_checklist(
            guide,
            cycle,
            calendar,
            records,
            file,
            self.next_calendar(cycle, records),
            today,
            self.previous_records(cycle.release),
        )
        return checklist, [*problems, *checklist.problems]

    def next_calendar(
        self, cycle: Cycle, records: Records | None
    ) -> Calendar | None:
        """Return the next cycle's calendar, if the records lack that cycle."""
        names = [one.release for one in records.series] if records else []
        if cycle.release in names[1:] or not cycle.release[:1].isdigit():
            return None
        later = self.release_after(cycle.release)
        return self.calendar(later)[0] if later else None

    def release_after(self, release: str) -> str:
        """Return the next release that has a calendar, "" without one."""
        every = [one for one in self.calendars.files() if one[:1].isdigit()]
        return min((one for one in every if one > release), default="")

    def records_before(self, release: str) -> Path | None:
        """Return the records file of the cycle before one."""
        files = self.records_files()
        before = _before(release, files)
        return files[before] if before else None

    def previous_records(self, release: str) -> Records | None:
        """Return what is on record of the guide's team in the cycle before.

        Problems of that file are reported with its own cycle.
        """
        path, (guide, _) = self.records_before(release), self.guide()
        if path is None or guide is None:
            return None
        records, _ = self._load_records(path)
        return records and records.of_team(guide.project.team)

    def previous_checklist(
        self, checklist: Checklist, today: datetime.date
    ) -> Checklist | None:
        """Return the checklist of the cycle before, soon after its release.

        Its problems are reported when it is asked for itself.
        """
        before = _before(checklist.cycle.release, self.calendars.files())
        found = self.checklist(before, today)[0] if before else None
        released = found.cycle.release_date if found else None
        is_recent = released and released < today <= released + AFTER_RELEASE
        return found if is_recent else None


def _before(release: str, releases: Iterable[str]) -> str | None:
    """Return the last of *releases* before one, None without one.

    Releases that have a name instead of an id are in no order.
    """
    earlier = [one for one in releases if one < release and one[:1].isdigit()]
    return max(earlier) if earlier and release[:1].isdigit() else None


def _other_team(records: Records, guide: Guide) -> Problem:
    """Return the problem of records that are about another team.

    Until a team imports its own records, it has those of the package, which
    are another team's.
    """
    team = guide.project.team
    near = did_you_mean(team, [records.team or ""])
    path = Path(records.position.path)
    imported = not path.is_relative_to(PACKAGE_DATA)
    return Code.OTHER_TEAM.at(
        position_of(team),
        f'The records are about the team "{records.team}", so nothing in '
        f'them is used for "{team}".',
        near
        or f"Run \"watcher-liaison-guide records import --team '{team}' "
        f'--cycle {records.release} --into DIR".',
        Severity.WARNING if near or imported else Severity.NOTE,
    )


def without_calendar(
    problems: Iterable[Problem], cycle: Cycle, place: Position | Path
) -> list[Problem]:
    """Return *problems* of the calendar of a cycle that is known without it.

    If there is none, they have a note on how to get one.
    """
    note = Code.CYCLE_WITHOUT_CALENDAR.at(
        place,
        f"There is no calendar for {cycle.release} yet, so nothing has a "
        "date.",
        'Run "watcher-liaison-guide calendar import --into DIR" once '
        "openstack/releases has its schedule.",
    )
    missing = (Code.UNKNOWN_CYCLE, Code.SCHEDULE_MISSING)
    return [note if one.code in missing else one for one in problems]
