# SPDX-License-Identifier: Apache-2.0
"""The page that is being read: what it shows and what it depends on."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.environment import BuildEnvironment

from watcher_liaison_guide.calendar.expressions import (
    Dates,
    Expression,
    Window,
    resolve,
    resolve_window,
)
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.export.guide_words import View
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.sphinxext.domain import domain_of
from watcher_liaison_guide.sphinxext.freshness import files_of, state_of
from watcher_liaison_guide.sphinxext.inputs import inputs_of


class Page:
    """A document while Sphinx reads it.

    Whatever is taken from here is noted as something the page shows, so
    that the page is read again when that changes.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.domain = domain_of(env)
        self.docname = env.docname
        self.inputs = inputs_of(env, env.docname)
        #: What the ids of the page's objects begin with.
        self.prefix = self.inputs.settings.prefix
        self._noted: set[str] = set()
        self.depend("words")
        self.depend("folder")

    def depend(self, key: str) -> None:
        """Note that the page shows an input, in its present state."""
        shown = self.domain.data["inputs"].setdefault(self.docname, {})
        shown[key] = state_of(self.inputs, key)
        for path in files_of(self.inputs, key):
            if os.path.isfile(path):  # also where we may not look
                self.env.note_dependency(str(path))

    def depend_on_guide(self, name: str) -> None:
        """Note that the page shows something of a file of the guide."""
        self.depend(f"guide:{name}")

    def depend_on_place(self, position: Position) -> None:
        """Note that the page shows something of the file of a place."""
        if not position.path or position.path in self._noted:
            return
        self._noted.add(position.path)
        path = Path(position.path)
        for folder in self.inputs.guide_folders:
            if folder in path.parents:
                self.depend_on_guide(path.relative_to(folder).as_posix())

    @property
    def guide(self) -> Guide | None:
        """The guide; that it can be read at all is noted."""
        self.depend("guide-read")
        return self.inputs.guide

    def cycle_document(self, cycle: str) -> str | None:
        """Return, and note, the document that a cycle has of its own."""
        self.depend(f"cycle-document:{cycle}")
        return self.inputs.document_of(cycle)

    def has_document(self, name: str) -> bool:
        """Return, and note, whether the documentation has a document."""
        name = name.strip("/")
        self.depend(f"document:{name}")
        return name in self.env.found_docs

    def current(self) -> str:
        """Return the cycle whose dates a page of the guide shows."""
        self.depend("current")
        return self.inputs.current_cycle

    def cycle(self) -> str:
        """Return the cycle of this page: its own, or the current one."""
        path = self.inputs.cycle_documents.get(self.docname)
        if path is not None:
            file, _ = self.inputs.cycle_file(path)
            if file is not None:
                return file.cycle
        return self.current()

    def dates(self, cycle: str) -> Facts | None:
        """Return a cycle's facts for the sake of its dates."""
        self.depend("date-format")
        self.depend("guide-read")
        # Events have names and may fall back on others.
        self.depend_on_guide("events.yaml")
        facts = self.inputs.facts(cycle)
        release = facts.cycle.release if facts else cycle
        self.depend(f"calendar:{release}")
        self.depend(f"team:{release}")
        return facts

    def recorded(self, cycle: str) -> Facts | None:
        """Return a cycle's facts for the sake of what is on record."""
        self.depend("guide-read")
        facts = self.inputs.facts(cycle)
        self.depend(
            f"records:{facts.cycle.release}" if facts else f"calendar:{cycle}"
        )
        return facts

    def checklist(self, cycle: str) -> Checklist | None:
        """Return a cycle's checklist, which shows nearly everything."""
        checklist, _ = self.inputs.checklist(cycle)
        self.depend("date-format")
        self.depend("guide-files")
        guide = self.guide
        for name in guide.files if guide else ():
            self.depend_on_place(Position(name))
        for step in guide.steps.values() if guide else ():
            for link in step.links:
                if link.doc:
                    self.has_document(link.doc)
        facts = self.inputs.facts(cycle)
        release = facts.cycle.release if facts else cycle
        for kind in ("calendar", "records", "before", "cycle-file"):
            self.depend(f"{kind}:{release}")
        if facts is not None and not self._records_name_next(facts):
            self.depend(f"next:{release}")
        return checklist

    def _records_name_next(self, facts: Facts) -> bool:
        """Whether no later calendar is needed to know the next cycle."""
        series = facts.records.series if facts.records else ()
        names = [one.release for one in series]
        release = facts.cycle.release
        return release in names and names.index(release) > 0

    def shows(self, what: str) -> None:
        """Note that the page needs the style and script of *what*."""
        self.domain.data["assets"].setdefault(self.docname, set()).add(what)


class PageView(View):
    """The current cycle's dates and records.

    Each question notes that the page depends on its answer, so it is asked
    only where a page shows that.
    """

    def __init__(self, page: Page) -> None:
        self.page = page

    def cycle(self) -> str:
        return self.page.current()

    def leadership(self) -> str | None:
        facts = self.page.recorded(self.page.current())
        return facts.leadership if facts else None

    def release_model(self, deliverable: str) -> str | None:
        facts = self.page.recorded(self.page.current())
        return facts.deliverable(deliverable).release_model if facts else None

    def dates(self, window: Window) -> Dates:
        facts = self.page.dates(self.page.current())
        return resolve_window(window, facts.events)[0] if facts else Dates()

    def policy_dates(self, opens: Expression, closes: Expression) -> Dates:
        facts = self.page.dates(self.page.current())
        if facts is None:
            return Dates()
        first = resolve(opens, facts.events, [])
        last = resolve(closes, facts.events, [], last=True)
        return Dates(first, last) if first and last else Dates()

    def has_checklist(self) -> bool:
        return self.page.cycle_document(self.page.current()) is not None

    def has_document(self, name: str) -> bool:
        return self.page.has_document(name)


def browser_dates(when: Dates) -> dict[str, str]:
    """Return dates as attributes, by which a browser knows where today is."""
    if when.start is None or when.end is None:
        return {}
    return {
        "data-liaison-from": when.start.isoformat(),
        "data-liaison-to": when.end.isoformat(),
    }
