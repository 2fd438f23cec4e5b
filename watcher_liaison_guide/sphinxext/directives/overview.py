# SPDX-License-Identifier: Apache-2.0
"""``guide-overview``: the guide's own words, and its phases at a glance."""

from __future__ import annotations

from docutils import nodes

from watcher_liaison_guide.guide.model import Guide, Section
from watcher_liaison_guide.records.drift import drifts
from watcher_liaison_guide.sphinxext import dates
from watcher_liaison_guide.sphinxext.assets import GUIDE_WORDS, translated
from watcher_liaison_guide.sphinxext.compose import Nodes, line, sentence
from watcher_liaison_guide.sphinxext.directives.base import (
    LiaisonDirective,
    at,
)
from watcher_liaison_guide.sphinxext.guide_words import GuideWords
from watcher_liaison_guide.sphinxext.nodes import (
    liaison_block,
    liaison_span,
)
from watcher_liaison_guide.sphinxext.prose_nodes import (
    blocks,
    cross_reference,
    place,
)
from watcher_liaison_guide.sphinxext.windows import (
    browser_dates,
    window_dates,
)
from watcher_liaison_guide.sphinxext.words import say


class GuideOverview(LiaisonDirective):
    """The introduction, and a table of the current cycle's phases."""

    required_arguments = 0
    makes_sections = False

    def show(self, guide: Guide) -> list[nodes.Node]:
        made: list[nodes.Node] = []
        self.page.depend_on_guide("guide.yaml")
        self.page.depend("guide-files")
        if guide.text:
            for block in blocks(guide.text, self.page):
                block["classes"].append("liaison-about")
                made.append(block)
        phases = [
            section for section in guide.sections.values() if section.is_phase
        ]
        made += self.drift(guide)
        if phases:
            made.append(self.table(phases))
        if self.content:
            after = nodes.Element()
            self.add_content(after)
            made += after.children
        return made

    def drift(self, guide: Guide) -> list[nodes.Node]:
        """Tell what the guide takes for granted and the records deny."""
        page = self.page
        page.depend_on_guide("project.yaml")
        facts = page.recorded(page.current())
        found = drifts(guide, facts.records) if facts and facts.records else ()
        if not found:
            return []
        words = GuideWords(page)
        block = liaison_block(classes=["liaison-note", "liaison-drift"])
        place(block, guide.project.position)
        for one in found:
            block += line(words.message(one.remark), one.position)
        return [block]

    def table(self, phases: list[Section]) -> nodes.Element:
        cycle = self.page.current()
        table = nodes.table(classes=["liaison-phases"])
        place(table, phases[0].position)
        caption = sentence(
            say("The phases at a glance, with the dates of {cycle}"),
            cycle=nodes.Text(cycle),
        )
        table += line(caption, phases[0].position, kind=nodes.title)
        group = nodes.tgroup(cols=3)
        for width in (40, 40, 20):
            group += nodes.colspec(colwidth=width)
        head = nodes.thead()
        head += self.row(
            [
                [nodes.Text(say("Phase"))],
                [nodes.Text(say("From and to"))],
                [nodes.Text(say("Due"))],
            ],
            phases[0],
        )
        group += head
        body = nodes.tbody()
        for phase in phases:
            body += self.phase(phase, cycle)
        group += body
        table += group
        return table

    def phase(self, phase: Section, cycle: str) -> nodes.Element:
        page = self.page
        page.depend_on_place(phase.position)
        when = window_dates(phase.window, page, cycle)
        reference = cross_reference(
            "liaison",
            "section",
            str(phase.id),
            None,
            page,
            at(phase.title, phase.position),
            str(phase.title),
        )
        name = liaison_span("", "", reference, classes=["liaison-phase-name"])
        name.attributes.update(browser_dates(when))
        shown = translated(GUIDE_WORDS)
        if shown:
            name["data-liaison-words"] = shown
        due: Nodes = []
        if when.due is not None and when.due != when.end:
            due = [dates.day(when.due, page)]
        return self.row(
            [[name], dates.span(when.start, when.end, page), due], phase
        )

    def row(self, cells: list[Nodes], phase: Section) -> nodes.Element:
        row = nodes.row()
        for cell in cells:
            entry = nodes.entry()
            if cell:
                entry += line(cell, phase.position)
            row += entry
        return row
