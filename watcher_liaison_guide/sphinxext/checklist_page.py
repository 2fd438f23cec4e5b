# SPDX-License-Identifier: Apache-2.0
"""A cycle's checklist as sections, each with the part that it shows."""

from __future__ import annotations

from docutils import nodes

from watcher_liaison_guide.checklist.model import Checklist, PhaseDates
from watcher_liaison_guide.export import display, markup
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.sphinxext import checklist_index, checklist_part
from watcher_liaison_guide.sphinxext.checklist_part import (
    EXCEPTIONS,
    FACTS,
    PHASE,
    TIMELINE,
    Showing,
)
from watcher_liaison_guide.sphinxext.compose import titled
from watcher_liaison_guide.sphinxext.guide_words import GuideWords
from watcher_liaison_guide.sphinxext.ids import item_id
from watcher_liaison_guide.sphinxext.nodes import (
    liaison_block,
    liaison_section,
    place,
)
from watcher_liaison_guide.sphinxext.page import CHECKLIST, Page
from watcher_liaison_guide.sphinxext.page_wording import wording_of
from watcher_liaison_guide.sphinxext.placeholders import CYCLE
from watcher_liaison_guide.sphinxext.script_words import (
    CHECKLIST_WORDS,
    translated,
)
from watcher_liaison_guide.sphinxext.telling import tell_later
from watcher_liaison_guide.sphinxext.words import say


class ChecklistPage:
    """Makes the sections of one checklist on one page."""

    def __init__(
        self,
        checklist: Checklist,
        page: Page,
        position: Position,
        showing: Showing,
    ) -> None:
        self.checklist = checklist
        self.page = page
        self.position = position
        self.showing = showing
        self.words = GuideWords(page)
        page.shows(CHECKLIST)

    def root(self) -> liaison_section:
        """Give the section that is the checklist, with its head."""
        checklist = self.checklist
        self.check_translation()
        root = titled(self.title(), self.position, [])
        root["classes"].append("liaison-checklist")
        self.mark(root)
        root += self.part(FACTS)
        root += self.part(TIMELINE)
        used = {item.phase for item in checklist.items}
        for phase in checklist.phases:
            if phase.id in used:
                root += self.phase(phase)
        if checklist.tells_of_exceptions:
            root += self.exceptions()
        return root

    def timeline_alone(self) -> nodes.Element:
        """Give the timeline without the checklist, for any place."""
        root = liaison_block(classes=["liaison-checklist"])
        place(root, self.position)
        self.mark(root)
        root += self.part(TIMELINE)
        return root

    def part(self, part: str, phase: str = "") -> nodes.Element:
        return checklist_part.make(part, self.showing, self.position, phase)

    def mark(self, root: nodes.Element) -> None:
        """Give the outermost node what the browser and we need to know."""
        root.attributes.update(markup.root_attributes(self.checklist))
        shown = translated(CHECKLIST_WORDS)
        if shown:
            root["data-liaison-words"] = shown
        root[CYCLE] = self.showing.release

    def title(self) -> nodes.title:
        """Give the heading; it names the cycle and so has no message."""
        text = say("{cycle}: release checklist").replace(
            "{cycle}", display.cycle_name(self.checklist)
        )
        title = nodes.title("", text, translatable=False)
        place(title, self.position)
        return title

    def ids(self, name: str) -> list[str]:
        """Give a section's ids: short on a cycle's own page, and full."""
        full = item_id(self.showing.release, name)
        return [name, full] if self.showing.own else [full]

    def phase(self, phase: PhaseDates) -> nodes.Element:
        title = nodes.title()
        self.words.heading(phase.title, title, self.position)
        section = titled(
            title, self.position, self.ids(markup.phase_id(phase.id))
        )
        section["classes"].append("liaison-phase")
        section.attributes.update(markup.phase_attributes(phase))
        section += self.part(PHASE, phase.id)
        return section

    def exceptions(self) -> nodes.Element:
        title = nodes.title("", say("Exceptions"), translatable=False)
        place(title, self.position)
        section = titled(title, self.position, self.ids("exceptions"))
        section["classes"].append("liaison-exceptions")
        section += self.part(EXCEPTIONS)
        return section

    def check_translation(self) -> None:
        """Tell what is wrong with the translations that the page shows."""
        wording = wording_of(self.page.env, self.page.docname)
        if wording.translate is None:
            return
        found = dict.fromkeys(
            problem
            for item in self.checklist.walk()
            for text in checklist_index.texts(item)
            for problem in wording.problems(text)
        )
        for one in found:
            tell_later(self.page.env, one)
