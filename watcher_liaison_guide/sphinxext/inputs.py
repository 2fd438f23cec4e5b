# SPDX-License-Identifier: Apache-2.0
"""Guide, calendars, records and cycle files as one build sees them."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from weakref import WeakKeyDictionary

from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from watcher_liaison_guide.calendar.library import is_release
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.checklist.cycle_file import load_cycle_file
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import Checklist, CycleFile
from watcher_liaison_guide.files import CYCLE_SUFFIX
from watcher_liaison_guide.guide.files import GuideFiles
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.library import Library, without_calendar
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
)
from watcher_liaison_guide.sphinxext.config import (
    Settings,
    all_settings,
    settings_of,
)
from watcher_liaison_guide.sphinxext.words import CATALOG


class Inputs:
    """What one build reads, each thing once."""

    def __init__(self, settings: Settings, env: BuildEnvironment) -> None:
        self.settings = settings
        #: The cycle files of the documentation by document.
        self.cycle_documents = {
            docname: Path(env.doc2path(docname))
            for docname in sorted(env.found_docs)
            if str(env.doc2path(docname)).endswith(CYCLE_SUFFIX)
            and settings_of(env.config, docname).folder == settings.folder
        }
        self.found_docs = env.found_docs
        self.translations = [
            Path(env.srcdir, folder, str(env.config.language))
            / f"LC_MESSAGES/{CATALOG}.mo"
            for folder in env.config.locale_dirs
        ]
        data = (settings.data,) if settings.data else ()
        self.library = Library(data, None, str(settings.guide))
        # Each is found once in a build.
        self.cycle_file = cache(load_cycle_file)
        self.cycle = cache(self._find_cycle)
        self.facts = cache(self._find_facts)
        self.checklist = cache(self._join)
        #: The states that were asked for, by key; freshness.py finds them.
        self.states: dict[str, str] = {}

    # -- single things

    @property
    def guide(self) -> Guide | None:
        """The guide, None where it cannot be read at all."""
        return self.library.guide()[0]

    @property
    def guide_files(self) -> GuideFiles:
        """The files of the guide, merged with those that it extends."""
        files = self.library.guide_files
        # Its directory may vanish after the settings were read.
        none = GuideFiles(self.settings.guide)
        return files if isinstance(files, GuideFiles) else none

    @property
    def guide_folders(self) -> tuple[Path, ...]:
        return self.settings.guide, *self.guide_files.bases

    def release_of(self, name: str) -> str:
        """Return the release of a cycle, reading no calendar for a release."""
        if name.lower() in self.library.calendars.files() or is_release(name):
            return name.lower()
        calendar, _ = self.library.calendar(name)
        return calendar.cycle.release if calendar else name.lower()

    @cached_property
    def _of_teams(self) -> dict[str, tuple[str, CycleFile]]:
        found: dict[str, tuple[str, CycleFile]] = {}
        for docname, path in self.cycle_documents.items():
            file, _ = self.cycle_file(path)
            if file is not None:
                # Of two files of one cycle, the first counts.
                release = self.release_of(file.cycle)
                found.setdefault(release, (docname, file))
        return found

    def team_file(self, cycle: str) -> CycleFile | None:
        """Return the cycle file of a cycle, whatever its file name is."""
        found = self._of_teams.get(self.release_of(cycle))
        return found[1] if found else None

    def document_of(self, cycle: str) -> str | None:
        """Return the document that is made from a cycle's file."""
        found = self._of_teams.get(self.release_of(cycle))
        return found[0] if found else None

    def _find_cycle(self, name: str) -> Cycle | Problem:
        """Return the cycle that *name* names, or why there is none."""
        calendar, problems = self.library.calendar(name)
        if calendar is not None:
            return calendar.cycle
        file = self.team_file(name)
        if file is not None:
            return Cycle(file.cycle, file.cycle)
        for one in problems:
            if one.code is Code.UNKNOWN_CYCLE:
                return one
        return Code.UNKNOWN_CYCLE.at(
            Position(name),
            f'There is no cycle "{name}".',
            did_you_mean(name, self.library.calendars.files()),
        )

    # -- what belongs to a cycle

    @cached_property
    def current_cycle(self) -> str:
        """The release of the cycle whose dates the guide shows."""
        chosen = self.settings.current_cycle
        if chosen is not None:
            cycle = self.cycle(chosen)
            if isinstance(cycle, Cycle):
                return cycle.release
        calendars = self.library.calendars
        releases = sorted(calendars.files(), key=_age, reverse=True)
        for release in releases:
            if self.team_file(release) is not None:
                return release
        for release in releases:
            calendar, _ = self.library.calendar(release)
            if calendar and calendar.cycle.status == "development":
                return release
        return releases[0] if releases else ""

    def _find_facts(self, name: str) -> Facts | None:
        """Return what a cycle's dates and conditions are derived from."""
        guide, cycle = self.guide, self.cycle(name)
        if guide is None or isinstance(cycle, Problem):
            return None
        calendar, _ = self.library.calendar(cycle.release)
        records, _ = self.library.records(cycle)
        file = self.team_file(cycle.release)
        return Facts(
            guide,
            cycle,
            calendar,
            records,
            file,
            self.library.next_calendar(cycle, records),
        )

    def _join(self, name: str) -> tuple[Checklist | None, list[Problem]]:
        """Return a cycle's checklist and all problems found on the way."""
        guide, cycle = self.guide, self.cycle(name)
        if guide is None:
            return None, []
        if isinstance(cycle, Problem):
            return None, [cycle]
        file = self.team_file(cycle.release)
        calendar, problems = self.library.calendar(cycle.release)
        if calendar is None:
            where = Position(file.path) if file else Position(name)
            problems = without_calendar(problems, cycle, where)
        checklist, found = self.library.join(guide, calendar, file, cycle)
        return checklist, [*problems, *found]

    # -- the whole

    def document_problems(self, docname: str) -> list[Problem]:
        """Return what is wrong with a cycle file and its checklist."""
        file, problems = self.cycle_file(self.cycle_documents[docname])
        if file is None:
            return problems
        return [*problems, *self.checklist(file.cycle)[1]]


def _age(release: str) -> tuple[bool, str]:
    """Sort release ids among themselves, behind the names before them."""
    return release[:1].isdigit(), release


_INPUTS: WeakKeyDictionary[Config, dict[str, Inputs]] = WeakKeyDictionary()


def inputs_of(env: BuildEnvironment, docname: str) -> Inputs:
    """Return what the running build reads for a document."""
    return _inputs_for(env, settings_of(env.config, docname))


def all_inputs(env: BuildEnvironment) -> list[Inputs]:
    """Return what the running build reads for each of its guides."""
    return [_inputs_for(env, one) for one in all_settings(env.config).values()]


def _inputs_for(env: BuildEnvironment, settings: Settings) -> Inputs:
    known = _INPUTS.setdefault(env.config, {})
    if settings.folder not in known:
        known[settings.folder] = Inputs(settings, env)
    return known[settings.folder]


def forget(env: BuildEnvironment) -> None:
    """Read all inputs again; called when a build begins."""
    _INPUTS.pop(env.config, None)
