# SPDX-License-Identifier: Apache-2.0
"""Guide, calendars, records and cycle files as one build sees them."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.checklist.cycle_file import (
    SUFFIX,
    load_cycle_file,
)
from watcher_liaison_guide.checklist.events import team_events
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import Checklist, CycleFile
from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.library import Library, without_calendar
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    in_order,
    problem,
)
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.sphinxext.config import Settings, settings_of
from watcher_liaison_guide.sphinxext.digests import digest, text_digest

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from watcher_liaison_guide.sphinxext.guide_words import TitlePlaces
    from watcher_liaison_guide.sphinxext.page_wording import PageWording

Signature = tuple[tuple[str, str], ...]

#: Guides that were read, by folder, with the digests of their files. A
#: process may build more than once.
_GUIDES: dict[Path, tuple[Signature, tuple[Guide | None, list[Problem]]]] = {}


def _signature(folder: Path) -> Signature:
    """Give what tells whether a guide is another one.

    Names count too: a file that nothing reads is told.
    """
    return tuple(
        (str(path), digest(path)) for path in sorted(folder.rglob("*.y*ml"))
    )


def _guide(folder: Path) -> tuple[Guide | None, list[Problem]]:
    signature = _signature(folder)
    known = _GUIDES.get(folder)
    if known is None or known[0] != signature:
        _GUIDES[folder] = known = (signature, load_guide(folder))
    return known[1]


@dataclasses.dataclass
class _Library(Library):
    """A library whose guide is the one that the build has read."""

    inputs: Inputs | None = None

    def guide(self) -> tuple[Guide | None, list[Problem]]:
        assert self.inputs is not None
        return self.inputs.guide_and_problems()


class Inputs:
    """What one build reads, each thing once."""

    def __init__(self, settings: Settings, env: BuildEnvironment) -> None:
        self.settings = settings
        self._documents = {
            docname: Path(env.doc2path(docname))
            for docname in sorted(env.found_docs)
            if str(env.doc2path(docname)).endswith(SUFFIX)
        }
        self._found_docs = env.found_docs
        #: The state of each document's own source, as far as asked for.
        self.sources: dict[str, str] = {}
        self._files: dict[Path, tuple[CycleFile | None, list[Problem]]] = {}
        self._facts: dict[str, Facts | None] = {}
        self._checklists: dict[
            str, tuple[Checklist | None, list[Problem]]
        ] = {}
        self._problems: dict[str, list[Problem]] = {}
        self._digests: dict[Path, str] = {}
        self._cycles: dict[str, Cycle | Problem] = {}
        self._states: dict[str, str] = {}
        self._teams: dict[str, CycleFile] | None = None
        self._current: str | None = None
        self._guide: tuple[Guide | None, list[Problem]] | None = None
        self._title_places: TitlePlaces | None = None
        #: The words of the pages, by catalogue of messages.
        self.wordings: dict[str, PageWording] = {}
        data = (settings.data,) if settings.data else ()
        self.library = _Library(data, None, str(settings.guide), inputs=self)

    # -- single things

    @property
    def guide(self) -> Guide | None:
        """The guide, None where it cannot be read at all."""
        return self.guide_and_problems()[0]

    def guide_and_problems(self) -> tuple[Guide | None, list[Problem]]:
        if self._guide is None:
            folder = self.settings.guide
            self._guide = _guide(folder) if folder else (None, [])
        return self._guide

    @property
    def title_places(self) -> TitlePlaces:
        """Where the guide has the titles that stand in checklists."""
        if self._title_places is None:
            from watcher_liaison_guide.sphinxext.guide_words import (
                title_places,
            )

            self._title_places = title_places(self.guide)
        return self._title_places

    def cycle_documents(self) -> dict[str, Path]:
        """Give the cycle files of the documentation by document."""
        return self._documents

    def cycle_file(self, path: Path) -> tuple[CycleFile | None, list[Problem]]:
        if path not in self._files:
            self._files[path] = load_cycle_file(path, self.guide)
        return self._files[path]

    def _team_file(self, cycle: Cycle) -> CycleFile | None:
        """Give the cycle file of a cycle, whatever it is called."""
        if self._teams is None:
            self._teams = {}
            for path in self._documents.values():
                file, _ = self.cycle_file(path)
                if file is not None:
                    self._teams.setdefault(file.cycle.lower(), file)
        teams = self._teams
        # Of two files of one cycle, the first counts.
        found = [
            teams[name]
            for name in (cycle.release.lower(), cycle.series.lower())
            if name in teams
        ]
        return min(found, key=lambda one: one.path, default=None)

    def has_document(self, name: str) -> bool:
        """Tell whether a cycle has a document of its own."""
        cycle = self.cycle(name)
        return isinstance(cycle, Cycle) and (
            self._team_file(cycle) is not None
        )

    def cycle(self, name: str) -> Cycle | Problem:
        """Give the cycle that *name* asks for, or why there is none."""
        if name not in self._cycles:
            self._cycles[name] = self._find_cycle(name)
        return self._cycles[name]

    def _find_cycle(self, name: str) -> Cycle | Problem:
        calendar, problems = self.library.calendar(name)
        if calendar is not None:
            return calendar.cycle
        for path in self._documents.values():
            file, _ = self.cycle_file(path)
            if file is not None and file.cycle.lower() == name.lower():
                return Cycle(file.cycle, file.cycle)
        unknown = [one for one in problems if one.code is Code.UNKNOWN_CYCLE]
        return (
            unknown[0]
            if unknown
            else problem(
                Code.UNKNOWN_CYCLE,
                Position(name),
                f'There is no cycle "{name}".',
                did_you_mean(name, self.library.calendars.files()),
            )
        )

    # -- what belongs to a cycle

    def current_cycle(self) -> str:
        """Give the name of the cycle whose dates the guide shows."""
        if self._current is None:
            self._current = self._find_current()
        return self._current

    def _find_current(self) -> str:
        chosen = self.settings.current_cycle
        if chosen is not None:
            found = self.cycle(chosen)
            if isinstance(found, Cycle):
                return found.release
        named = []
        for path in self._documents.values():
            file, _ = self.cycle_file(path)
            if file is not None:
                found = self.cycle(file.cycle)
                if isinstance(found, Cycle):
                    named.append(found.release)
        if named:
            return max(named, key=_age)
        every, _ = self.library.calendars.load()
        developing = [
            name
            for name, calendar in every.items()
            if calendar.cycle.status == "development"
        ]
        return max(developing or every, key=_age, default="")

    def facts(self, name: str) -> Facts | None:
        """Give what a cycle's dates and conditions rest on."""
        if name not in self._facts:
            self._facts[name] = self._find_facts(name)
        return self._facts[name]

    def _find_facts(self, name: str) -> Facts | None:
        guide, cycle = self.guide, self.cycle(name)
        if guide is None or isinstance(cycle, Problem):
            return None
        calendar, _ = self.library.calendar(cycle.release)
        records, _ = self.library.records(cycle)
        file = self._team_file(cycle)
        return Facts(
            guide,
            cycle,
            team_events(guide, calendar, file),
            records,
            file,
            self.library.next_calendar(cycle, records),
        )

    def checklist(self, name: str) -> tuple[Checklist | None, list[Problem]]:
        """Give a cycle's checklist and all problems of the join."""
        if name not in self._checklists:
            self._checklists[name] = self._join(name)
        return self._checklists[name]

    def _join(self, name: str) -> tuple[Checklist | None, list[Problem]]:
        guide, cycle = self.guide, self.cycle(name)
        if guide is None:
            return None, []
        if isinstance(cycle, Problem):
            return None, [cycle]
        problems: list[Problem] = []
        file = self._team_file(cycle)
        calendar, told = self.library.calendar(cycle.release)
        if calendar is None:
            where = Position(file.path) if file else Position(name)
            told = [without_calendar(cycle, where)]
        problems += told
        checklist, told = self.library.join(guide, calendar, file, cycle)
        return checklist, [*problems, *told]

    # -- the whole

    def problems(self) -> list[Problem]:
        """Give everything wrong with any input, each problem once."""
        found = list(self.guide_and_problems()[1])
        chosen = self.settings.current_cycle
        if chosen is not None:
            cycle = self.cycle(chosen)
            if isinstance(cycle, Problem):
                found.append(
                    problem(
                        Code.CONFIGURATION,
                        self.settings.cycle_place,
                        f'The setting "liaison_current_cycle" is "{chosen}", '
                        "which is no known cycle; its default is used.",
                        cycle.advice,
                    )
                )
        data = self.settings.data
        if data is not None:
            for path in sorted((data / "calendars").glob("*.yaml")):
                found += self.library.calendars.read(path)[1]
            for path in sorted((data / "records").glob("*.yaml")):
                found += load_records(path)[1]
        for path in self._documents.values():
            file, told = self.cycle_file(path)
            found += told
            if file is not None and self.guide is not None:
                found += self.checklist(file.cycle)[1]
        return in_order(found)

    # -- the state of what a page shows

    def state(self, key: str) -> str:
        """Give the present state of an input, named as pages name it.

        Keys are ``guide:FILE``, ``guide-files`` (which there are),
        ``guide-whole`` (what is in all of them), ``guide-read``
        (whether it can be), ``calendar:NAME``,
        ``next:RELEASE`` (the calendar after it), ``records:RELEASE``,
        ``cycle-file:RELEASE``, ``team:RELEASE`` (what a cycle file says
        that bears on dates and roles), ``document:NAME`` and
        ``cycle-document:NAME`` (whether there is one), ``current`` and
        ``date-format``.
        """
        if key not in self._states:
            self._states[key] = self._find_state(key)
        return self._states[key]

    def _find_state(self, key: str) -> str:
        kind, _, name = key.partition(":")
        match kind:
            case "current":
                return self.current_cycle()
            case "date-format":
                return self.settings.date_format
            case "document":
                return str(name in self._found_docs)
            case "cycle-document":
                return str(self.has_document(name))
            case "records":
                return self._digest(self.records_path(name))
            case "guide-read":
                return str(self.guide is not None)
            case "guide" | "guide-files" | "guide-whole":
                return self._guide_state(kind, name)
            case "calendar" | "next":
                return self._calendar_state(kind, name)
            case "cycle-file" | "team":
                return self._team_state(kind, name)
        raise ValueError(key)

    def _guide_state(self, kind: str, name: str) -> str:
        """Give the state of a guide's file, or of all; the folder counts.

        Where a text stands is shown in messages.
        """
        folder = self.settings.guide
        if folder is None:
            return ""
        if kind == "guide":
            return f"{folder}:{self._digest(folder / name)}"
        files = _signature(folder)
        if kind == "guide-files":
            return text_digest(repr([path for path, _ in files]))
        return text_digest(repr(files))

    def _calendar_state(self, kind: str, name: str) -> str:
        """Give the state of a cycle's calendar, or of the one after it."""
        cycle = self.cycle(name)
        if isinstance(cycle, Problem):
            return ""
        release = cycle.release
        if kind == "next":
            facts = self.facts(name)
            if facts is None or facts.next_calendar is None:
                return ""
            release = facts.next_calendar.cycle.release
        return f"{release}:{self._digest(self.calendar_path(release))}"

    def _team_state(self, kind: str, name: str) -> str:
        """Give the state of a cycle file, or of what others show of it."""
        cycle = self.cycle(name)
        file = None if isinstance(cycle, Problem) else self._team_file(cycle)
        if file is None:
            return ""
        if kind == "cycle-file":
            return file.digest
        said = (
            [(str(k), v.date) for k, v in file.events.items()],
            [(str(k), v) for k, v in file.roles.items()],
        )
        # A file that says nothing of them is like none.
        return text_digest(repr(said)) if any(said) else ""

    def records_path(self, release: str) -> Path | None:
        """Give the file that a cycle's records come from."""
        files = self.library.records_files()
        if release in files:
            return files[release]
        earlier = [
            name for name in files if name < release and name[:1].isdigit()
        ]
        return files[max(earlier)] if earlier else None

    def calendar_path(self, release: str) -> Path | None:
        """Give the file that a cycle's calendar comes from."""
        return self.library.calendars.files().get(release.lower())

    def _digest(self, path: Path | None) -> str:
        if path is None:
            return ""
        if path not in self._digests:
            self._digests[path] = digest(path)
        return self._digests[path]


def _age(release: str) -> tuple[int, str]:
    """Sort release ids among themselves, behind the names before them."""
    return (1 if release[:1].isdigit() else 0, release)


_INPUTS: WeakKeyDictionary[Config, Inputs] = WeakKeyDictionary()


def inputs_of(env: BuildEnvironment) -> Inputs:
    """Give what the running build reads."""
    found = _INPUTS.get(env.config)
    if found is None:
        found = _INPUTS[env.config] = Inputs(settings_of(env.config), env)
    return found


def forget(env: BuildEnvironment) -> None:
    """Have all inputs looked at anew; called when a build begins."""
    _INPUTS.pop(env.config, None)
