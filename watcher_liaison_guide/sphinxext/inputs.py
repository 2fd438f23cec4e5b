# SPDX-License-Identifier: Apache-2.0
"""Guide, calendars, records and cycle files as one build sees them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from weakref import WeakKeyDictionary

from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from watcher_liaison_guide.calendar.library import is_release
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.checklist.cycle_file import (
    SUFFIX,
    load_cycle_file,
)
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import Checklist, CycleFile
from watcher_liaison_guide.embedded import PACKAGE_DATA
from watcher_liaison_guide.guide.files import GuideFiles, read_guide_files
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.library import Library, without_calendar
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.sphinxext.config import (
    Settings,
    all_settings,
    settings_of,
)
from watcher_liaison_guide.sphinxext.words import CATALOG

_UNREADABLE = "unreadable:"


def digest(path: Path | None) -> str:
    """Return the SHA-256 of a file, or why there is none.

    That a file cannot be read is a state of its own, which is neither that
    of an empty file nor that of a missing one.
    """
    if path is None:
        return ""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return f"{_UNREADABLE} {error.errno}"


def _readable(path: Path) -> tuple[str, bool]:
    """Return a path, and whether its file can be read."""
    return str(path), not digest(path).startswith(_UNREADABLE)


def _yaml_files(folders: Iterable[Path]) -> list[Path]:
    # A file that nothing reads counts too: it is reported.
    return [path for folder in folders for path in folder.rglob("*.y*ml")]


def digest_of(paths: Iterable[Path]) -> str:
    """Return one digest of several files and their names."""
    found = "".join(f"{path}\n{digest(path)}\n" for path in sorted(paths))
    return hashlib.sha256(found.encode("utf-8", "replace")).hexdigest()


class Inputs:
    """What one build reads, each thing once."""

    def __init__(self, settings: Settings, env: BuildEnvironment) -> None:
        self.settings = settings
        #: The cycle files of the documentation by document.
        self.cycle_documents = {
            docname: Path(env.doc2path(docname))
            for docname in sorted(env.found_docs)
            if str(env.doc2path(docname)).endswith(SUFFIX)
            and settings_of(env.config, docname).folder == settings.folder
        }
        self._found_docs = env.found_docs
        self._translations = [
            Path(env.srcdir, folder, str(env.config.language))
            / f"LC_MESSAGES/{CATALOG}.mo"
            for folder in env.config.locale_dirs
        ]
        data = (settings.data,) if settings.data else ()
        self.library = Library(data, None, str(settings.guide))
        # Each is found once in a build.
        self.cycle_file = cache(self._load_cycle_file)
        self.cycle = cache(self._find_cycle)
        self.facts = cache(self._find_facts)
        self.checklist = cache(self._join)
        self.state = cache(self._find_state)

    # -- single things

    @property
    def guide(self) -> Guide | None:
        """The guide, None where it cannot be read at all."""
        return self.library.guide()[0]

    @cached_property
    def guide_files(self) -> GuideFiles:
        """The files of the guide, merged with those that it extends."""
        return read_guide_files(self.settings.guide)

    @property
    def guide_folders(self) -> tuple[Path, ...]:
        return self.settings.guide, *self.guide_files.bases

    def _load_cycle_file(
        self, path: Path
    ) -> tuple[CycleFile | None, list[Problem]]:
        return load_cycle_file(path, self.guide)

    def _release_of(self, name: str) -> str:
        """Return the release of a cycle, reading no calendar for a release."""
        if name.lower() in self.library.calendars.files() or is_release(name):
            return name.lower()
        calendar, _ = self.library.calendar(name)
        return calendar.cycle.release if calendar else name.lower()

    @cached_property
    def _team_files(self) -> dict[str, CycleFile]:
        found: dict[str, CycleFile] = {}
        for path in self.cycle_documents.values():
            file, _ = self.cycle_file(path)
            if file is not None:
                # Of two files of one cycle, the first counts.
                found.setdefault(self._release_of(file.cycle), file)
        return found

    def team_file(self, cycle: str) -> CycleFile | None:
        """Return the cycle file of a cycle, whatever its file name is."""
        return self._team_files.get(self._release_of(cycle))

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
        return problem(
            Code.UNKNOWN_CYCLE,
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
            problems = [without_calendar(cycle, where)]
        checklist, found = self.library.join(guide, calendar, file, cycle)
        return checklist, [*problems, *found]

    # -- the whole

    def document_problems(self, docname: str) -> list[Problem]:
        """Return what is wrong with a cycle file and its checklist."""
        file, problems = self.cycle_file(self.cycle_documents[docname])
        if file is None:
            return problems
        return [*problems, *self.checklist(file.cycle)[1]]

    def digest(self, guide_folders: Iterable[Path]) -> str:
        """Return a digest of everything that is read besides the pages."""
        paths = [*self.cycle_documents.values(), *_yaml_files(guide_folders)]
        for folder in (PACKAGE_DATA, self.settings.data):
            if folder is not None:
                paths += (folder / "calendars").glob("*.yaml")
                paths += (folder / "records").glob("*.yaml")
        paths += self._translations
        found = f"{self.settings!r} {digest_of(paths)}"
        return hashlib.sha256(found.encode()).hexdigest()

    # -- the state of what a page shows

    def _find_state(self, key: str) -> str:
        """Return the present state of an input, named as pages name it.

        Keys are ``guide:FILE``, ``guide-files`` (which can be read),
        ``guide-whole`` (what is in all of them), ``guide-read`` (whether it
        can be read), ``calendar:NAME``, ``next:RELEASE`` (the calendar
        after it), ``records:RELEASE``, ``cycle-file:RELEASE``,
        ``team:RELEASE`` (what a cycle file has on dates and roles),
        ``document:NAME`` and ``cycle-document:NAME`` (whether there is
        one), ``source:NAME`` (that of a cycle document), ``current``,
        ``folder`` (that a guide is for), ``date-format`` and ``words`` (the
        project's translation of our words).
        """
        kind, _, name = key.partition(":")
        match kind:
            case "current":
                return self.current_cycle
            case "folder":
                return self.settings.folder
            case "date-format":
                return self.settings.date_format
            case "document":
                return str(name in self._found_docs)
            case "cycle-document":
                return str(self.team_file(name) is not None)
            case "words":
                return digest_of(self._translations)
            case "guide-read":
                return str(self.guide is not None)
            case "guide-files":
                return repr(
                    sorted(map(_readable, _yaml_files(self.guide_folders)))
                )
            case "guide-whole":
                return digest_of(_yaml_files(self.guide_folders))
            case "team":
                return self._team_state(name)
            case "guide":
                # What it has from its bases and from the names of the
                # project is in its values, and paths, which messages name.
                value = repr(self.guide_files.values.get(name))
                return hashlib.sha256(value.encode()).hexdigest()
        path = self._file_of(kind, name)
        return f"{path.stem}:{digest(path)}" if path else ""

    def files_of(self, key: str) -> list[Path]:
        """Return the files that an input is read from."""
        kind, _, name = key.partition(":")
        if kind == "guide":
            return [folder / name for folder in self.guide_folders]
        path = self._file_of(kind, name)
        return [path] if path else []

    def _file_of(self, kind: str, name: str) -> Path | None:
        calendars = self.library.calendars.files()
        match kind:
            case "calendar":
                return calendars.get(self._release_of(name))
            case "next":
                return calendars.get(self._release_after(name))
            case "records":
                return self._records_path(name)
            case "cycle-file":
                file = self.team_file(name)
                return Path(file.path) if file else None
            case "source":
                return self.cycle_documents.get(name)
        return None

    def _team_state(self, name: str) -> str:
        """Return what other pages show of a cycle file."""
        file = self.team_file(name)
        if file is None:
            return ""
        shown = (
            [(name, event.date) for name, event in file.events.items()],
            list(file.roles.items()),
        )
        # A file without any of them is like none.
        return repr(shown) if any(shown) else ""

    def _records_path(self, release: str) -> Path | None:
        """Return the file that a cycle's records come from."""
        files = self.library.records_files()
        if release in files:
            return files[release]
        earlier = [
            name for name in files if name < release and name[:1].isdigit()
        ]
        return files[max(earlier)] if earlier else None

    def _release_after(self, release: str) -> str:
        """Return the next release that has a calendar, or nothing."""
        later = [
            name
            for name in self.library.calendars.files()
            if name[:1].isdigit() and name > release
        ]
        return min(later, default="") if release[:1].isdigit() else ""


def _age(release: str) -> tuple[bool, str]:
    """Sort release ids among themselves, behind the names before them."""
    return release[:1].isdigit(), release


_INPUTS: WeakKeyDictionary[Config, dict[str, Inputs]] = WeakKeyDictionary()


def inputs_of(env: BuildEnvironment, docname: str) -> Inputs:
    """Return what the running build reads for a document."""
    return _inputs_for(env, settings_of(env.config, docname))


def all_inputs(env: BuildEnvironment) -> list[Inputs]:
    """Return what the running build reads for each of its guides."""
    every = all_settings(env.config).values()
    return [_inputs_for(env, settings) for settings in every]


def _inputs_for(env: BuildEnvironment, settings: Settings) -> Inputs:
    known = _INPUTS.setdefault(env.config, {})
    if settings.folder not in known:
        known[settings.folder] = Inputs(settings, env)
    return known[settings.folder]


def forget(env: BuildEnvironment) -> None:
    """Read all inputs again; called when a build begins."""
    _INPUTS.pop(env.config, None)
