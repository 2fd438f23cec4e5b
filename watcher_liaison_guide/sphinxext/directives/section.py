# SPDX-License-Identifier: Apache-2.0
"""``milestone`` and ``procedure``: one section of the guide."""

from __future__ import annotations

from docutils import nodes

from watcher_liaison_guide.calendar.expressions import Window
from watcher_liaison_guide.guide.model import Guide, Part, Section
from watcher_liaison_guide.problems import Code
from watcher_liaison_guide.sphinxext.directives.base import (
    LiaisonDirective,
    at,
)
from watcher_liaison_guide.sphinxext.nodes import liaison_section
from watcher_liaison_guide.sphinxext.prose_nodes import blocks
from watcher_liaison_guide.sphinxext.steps import note_block, step_list
from watcher_liaison_guide.sphinxext.windows import (
    browser_dates,
    window_dates,
    window_line,
)


class Milestone(LiaisonDirective):
    """A section with its dates, steps, parts and notes."""

    def show(self, guide: Guide) -> list[nodes.Node]:
        name = self.arguments[0]
        section = guide.sections.get(name)
        if section is None:
            self.unknown(name, guide.sections, Code.UNKNOWN_SECTION)
            return []
        made = self.whole(section)
        self.note_ids(made)
        self.add_content(made)
        return [made]

    def whole(self, section: Section) -> liaison_section:
        made = self.head(section)
        for part in section.parts:
            made += self.head(part)
        return made

    def head(self, thing: Section | Part) -> liaison_section:
        """Give a section or part with all but its parts."""
        page = self.page
        page.depend_on_place(thing.position)
        made = self.section(
            "section",
            str(thing.id),
            str(thing.title),
            thing.position,
            at(thing.title, thing.position),
            [str(anchor) for anchor in thing.anchors],
        )
        made["classes"].append("liaison-guide")
        self.add_dates(made, thing.window)
        if thing.text:
            made += blocks(thing.text, page)
        for note in thing.notes:
            made += note_block(note, page)
        made += step_list(thing.steps, page, self.indexed)
        return made

    def add_dates(self, made: liaison_section, window: Window | None) -> None:
        if window is None:
            return
        cycle = self.page.current()
        when = window_dates(window, self.page, cycle)
        made.attributes.update(browser_dates(when))
        made += window_line(when, window.position, self.page, cycle)


class Procedure(Milestone):
    """The same: a section without a window has no dates to show."""
