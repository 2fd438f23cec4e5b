# SPDX-License-Identifier: Apache-2.0
"""Finds guide, calendar, records and cycle file of a cycle by its name."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from watcher_liaison_guide.calendar import library as calendars
from watcher_liaison_guide.calendar.model import Calendar, Cycle
from watcher_liaison_guide.checklist.building import build_checklist
from watcher_liaison_guide.checklist.cycle_file import (
    SUFFIX,
    load_cycle_file,
)
from watcher_liaison_guide.checklist.model import Checklist, CycleFile
from watcher_liaison_guide.embedded import DEFAULT_CYCLES as DEFAULT_CYCLES
from watcher_liaison_guide.guide import find_guide, load_guide
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    in_order,
    problem,
)
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.records.model import Records

_RECORDS = "records"


@dataclass()
class Library:
    """Everything at hand, each file read when it is first asked for.

    ``data`` are folders laid over the embedded data, ``cycles`` the folder
    of cycle files, ``guide_name`` a guide's name or folder.
    """

    data: tuple[Path, ...] = ()
    cycles: Path | None = None
    guide_name: str = "watcher"

    def __post_init__(self) -> None:
        self._guide: tuple[Guide | None, list[Problem]] | None = None
        self._records: dict[str, tuple[Records | None, list[Problem]]] = {}
        self._records_files: dict[str, Path] | None = None
        self.calendars = calendars.Shelf(self.data)

    # -- the four inputs

    def guide(self) -> tuple[Guide | None, list[Problem]]:
        """Give the guide and its problems."""
        if self._guide is None:
            folder = find_guide(self.guide_name)
            if isinstance(folder, Problem):
                self._guide = None, [folder]
            else:
                self._guide = load_guide(folder)
        return self._guide

    def calendar(
        self, name: str, today: datetime.date | None = None
    ) -> tuple[Calendar | None, list[Problem]]:
        """Give the calendar that *name* asks for."""
        return self.calendars.load_one(name, today)

    def records_files(self) -> dict[str, Path]:
        """Give the records' files by release."""
        if self._records_files is None:
            self._records_files = {
                path.stem: path
                for folder in [calendars.EMBEDDED, *self.data]
                for path in sorted((folder / _RECORDS).glob("[!.]*.yaml"))
            }
        return self._records_files

    def records(
        self, cycle: Cycle, team: str | None = None
    ) -> tuple[Records | None, list[Problem]]:
        """Give what is on record for a cycle and *team*, else the guide's.

        Without records of its own, a cycle has the deliverable facts of
        the newest earlier one, marked as carried over, and no leadership.
        Of another team's records only the series are given.
        """
        records, problems = self._recorded(cycle)
        if records is not None and team is None:
            guide, _ = self.guide()
            team = str(guide.project.team) if guide is not None else None
        if records is not None and team is not None:
            records = records.of_team(team)
        return records, problems

    def _recorded(self, cycle: Cycle) -> tuple[Records | None, list[Problem]]:
        files = self.records_files()
        if cycle.release in files:
            return self._load_records(files[cycle.release])
        earlier = [name for name in files if name < cycle.release]
        ids = [name for name in earlier if name[:1].isdigit()]
        if not ids or not cycle.release[:1].isdigit():
            return None, []
        records, problems = self._load_records(files[max(ids)])
        if records is None:
            return None, problems
        return (
            replace(
                records,
                series_name=cycle.series,
                release=cycle.release,
                leadership=None,
                liaisons=None,
                carried_from=records.carried_from or records.release,
            ),
            problems,
        )

    def _load_records(
        self, path: Path
    ) -> tuple[Records | None, list[Problem]]:
        if path.stem not in self._records:
            self._records[path.stem] = load_records(path)
        return self._records[path.stem]

    def recorded_cycle(self, name: str) -> Cycle | None:
        """Give the cycle that *name* asks for, as the records know it."""
        wanted = name.lower()
        paths = self.records_files()
        for path in (paths.get(wanted), *reversed(paths.values())):
            records = self._load_records(path)[0] if path else None
            for one in records.series if records else ():
                release, series = str(one.release), str(one.series)
                if wanted in (release.lower(), series.lower()):
                    return Cycle(series, release)
        return None

    def cycle_files(self) -> dict[str, Path]:
        """Give the paths of the team's cycle files by their cycle."""
        folder = self.cycles
        if folder is None:
            folder = DEFAULT_CYCLES if DEFAULT_CYCLES.is_dir() else None
        if folder is None:
            return {}
        return {
            path.name[: -len(SUFFIX)].lower(): path
            for path in sorted(folder.glob(f"[!.]*{SUFFIX}"))
        }

    def cycle_file(
        self, cycle: Cycle, guide: Guide | None
    ) -> tuple[CycleFile | None, list[Problem]]:
        """Give the team's record of a cycle, None where there is no file."""
        files = self.cycle_files()
        for name in (cycle.release, cycle.series):
            if name.lower() in files:
                return load_cycle_file(files[name.lower()], guide)
        return None, []

    # -- the result

    def checklist(
        self, name: str, today: datetime.date | None = None
    ) -> tuple[Checklist | None, list[Problem]]:
        """Give a cycle's checklist and every problem of its inputs.

        *name* is a release id, a series, or ``current`` with *today*. A
        cycle that only a cycle file knows has a checklist without dates.
        """
        guide, problems = self.guide()
        problems = list(problems)
        if guide is None:
            return None, problems
        calendar, told = self.calendar(name, today)
        file: CycleFile | None = None
        if calendar is None:
            path = self.cycle_files().get(name.lower())
            if path is None:
                return None, in_order([*problems, *told])
            file, told = load_cycle_file(path, guide)
            problems += told
            if file is None:
                return None, in_order(problems)
            cycle = Cycle(file.cycle, file.cycle)
            problems.append(without_calendar(cycle, Position(str(path))))
        else:
            problems += told
            cycle = calendar.cycle
            file, told = self.cycle_file(cycle, guide)
            problems += told
        checklist, told = self.join(guide, calendar, file, cycle)
        return checklist, in_order([*problems, *told])

    def join(
        self,
        guide: Guide,
        calendar: Calendar | None,
        file: CycleFile | None,
        cycle: Cycle,
    ) -> tuple[Checklist, list[Problem]]:
        """Build a checklist with the records, and tell its own problems."""
        records, problems = self.records(cycle)
        if records is not None and cycle.series == cycle.release:
            known = records.series_of(cycle.release)
            if known is not None:
                cycle = replace(
                    cycle, series=known.series, release=known.release
                )
        checklist = build_checklist(
            guide,
            calendar,
            records,
            file,
            self.next_calendar(cycle, records),
            cycle,
        )
        return checklist, [*problems, *checklist.problems]

    def next_calendar(
        self, cycle: Cycle, records: Records | None
    ) -> Calendar | None:
        """Give the calendar after a cycle's, where the records lack it."""
        names = [one.release for one in records.series] if records else []
        if cycle.release in names and names.index(cycle.release) > 0:
            return None
        later = sorted(
            name
            for name in self.calendars.files()
            if name[:1].isdigit() and name > cycle.release
        )
        if not later or not cycle.release[:1].isdigit():
            return None
        return self.calendar(later[0])[0]


def without_calendar(cycle: Cycle, position: Position) -> Problem:
    """Tell that a cycle has no calendar, and how to get one."""
    return problem(
        Code.CYCLE_WITHOUT_CALENDAR,
        position,
        f"There is no calendar for {cycle.release} yet, so nothing has a "
        "date.",
        'Run "watcher-liaison-guide calendar import --into DIR" once '
        "openstack/releases has its schedule.",
    )
