# SPDX-License-Identifier: Apache-2.0
"""The page that is being read: what it shows and what it depends on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from watcher_liaison_guide.checklist.cycle_file import SUFFIX
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.sphinxext.assets import CHECKLIST, GUIDE
from watcher_liaison_guide.sphinxext.config import Settings, settings_of
from watcher_liaison_guide.sphinxext.inputs import Inputs, inputs_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from watcher_liaison_guide.sphinxext.domain import LiaisonDomain

__all__ = ["CHECKLIST", "GUIDE", "Page"]


class Page:
    """A document while Sphinx reads it.

    Whatever is taken from here is noted as something the page shows, so
    that the page is read again when that changes.
    """

    def __init__(
        self, env: BuildEnvironment, docname: str | None = None
    ) -> None:
        self.env = env
        self.docname: str = docname or env.docname
        self.inputs: Inputs = inputs_of(env)
        self.settings: Settings = settings_of(env.config)
        self._noted: set[str] = set()

    @property
    def domain(self) -> LiaisonDomain:
        from watcher_liaison_guide.sphinxext.domain import LiaisonDomain

        domain = self.env.get_domain("liaison")
        assert isinstance(domain, LiaisonDomain)
        return domain

    @property
    def language(self) -> str:
        return self.env.config.language or "en"

    def depend(self, key: str, path: Path | None = None) -> None:
        """Note that the page shows an input, and which file that is."""
        self.domain.note_input(self.docname, key, self.inputs.state(key))
        if path is not None and path.is_file():
            self.env.note_dependency(str(path))

    def depend_on_place(self, position: Position) -> None:
        """Note that the page shows something of a guide's file."""
        folder = self.settings.guide
        if folder is None or not position.path:
            return
        if position.path in self._noted:
            return
        self._noted.add(position.path)
        path = Path(position.path)
        try:
            name = path.relative_to(folder).as_posix()
        except ValueError:
            return
        self.depend(f"guide:{name}", path)

    @property
    def guide(self) -> Guide | None:
        return self.inputs.guide

    def current(self) -> str:
        """Give the cycle whose dates a page of the guide shows."""
        self.depend("current")
        return self.inputs.current_cycle()

    def cycle(self) -> str:
        """Give the cycle of this page: its own, or the current one."""
        path = self.inputs.cycle_documents().get(self.docname)
        if path is not None:
            file, _ = self.inputs.cycle_file(path)
            if file is not None:
                return file.cycle
        return self.current()

    def dates(self, cycle: str) -> Facts | None:
        """Give a cycle's facts for the sake of its dates."""
        facts = self.inputs.facts(cycle)
        if facts is not None:
            release = facts.cycle.release
            self.depend(
                f"calendar:{release}", self.inputs.calendar_path(release)
            )
            self.depend(f"team:{release}")
        else:
            self.depend(f"calendar:{cycle}")
        return facts

    def recorded(self, cycle: str) -> Facts | None:
        """Give a cycle's facts for the sake of what is on record."""
        facts = self.inputs.facts(cycle)
        if facts is not None:
            release = facts.cycle.release
            self.depend(
                f"records:{release}", self.inputs.records_path(release)
            )
        return facts

    def checklist(self, cycle: str) -> Checklist | None:
        """Give a cycle's checklist, which shows nearly everything."""
        checklist, _ = self.inputs.checklist(cycle)
        self.depend("guide:guide.yaml")
        guide = self.guide
        for name in guide.files if guide else ():
            self.depend_on_place(Position(name))
        facts = self.inputs.facts(cycle)
        release = facts.cycle.release if facts else cycle
        self.depend(f"calendar:{release}", self.inputs.calendar_path(release))
        self.depend(f"records:{release}", self.inputs.records_path(release))
        file = facts.cycle_file if facts else None
        self.depend(f"cycle-file:{release}", Path(file.path) if file else None)
        if facts is not None and facts.next_calendar is not None:
            following = facts.next_calendar.cycle.release
            self.depend(
                f"calendar:{following}", self.inputs.calendar_path(following)
            )
        return checklist

    def shows(self, what: str) -> None:
        """Note that the page needs the style and script of *what*."""
        self.domain.note_asset(self.docname, what)

    def is_cycle_document(self) -> bool:
        return str(self.env.doc2path(self.docname)).endswith(SUFFIX)
