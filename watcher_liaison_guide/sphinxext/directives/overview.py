# SPDX-License-Identifier: Apache-2.0
"""``guide-overview``: the guide's own words, and its phases at a glance."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from watcher_liaison_guide.calendar.model import EVENT_TITLES
from watcher_liaison_guide.export.guide_markup import (
    Line,
    Lines,
    blocks,
    indented,
)
from watcher_liaison_guide.guide.model import Guide, Section
from watcher_liaison_guide.messages import Message, in_one
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.records.drift import drifts
from watcher_liaison_guide.records.model import LEADERSHIP_WORDS
from watcher_liaison_guide.sphinxext.directives.base import LiaisonDirective
from watcher_liaison_guide.sphinxext.nodes import liaison_span


class GuideOverview(LiaisonDirective):
    """The introduction, and a table of the current cycle's phases."""

    required_arguments = 0
    makes_sections = False

    def show(self, guide: Guide) -> list[nodes.Node]:
        self.page.depend_on_guide("guide.yaml")
        self.page.depend("guide-files")
        about = self.parsed(self.writer.text(guide.text))
        for block in about.children:
            block["classes"].append("liaison-about")  # type: ignore[index]
        phases = [
            section for section in guide.sections.values() if section.is_phase
        ]
        lines = blocks(self.drift(guide), self.table(phases) if phases else [])
        made = self.parsed(lines)
        for name in made.findall(liaison_span):
            self.for_script(name)
        for table in made.findall(nodes.table):
            # Browsers share out the width better.
            table["classes"].remove("colwidths-given")
        self.add_content(made)
        return [*about.children, *made.children]

    def drift(self, guide: Guide) -> Lines:
        """Return what the guide takes for granted and the records deny."""
        page = self.page
        page.depend_on_guide("project.yaml")
        facts = page.recorded(page.current())
        found = drifts(guide, facts.records) if facts and facts.records else ()
        if not found:
            return []
        lines = blocks(
            *(
                self.markup.paragraph(self.remark(one.remark), one.position)
                for one in found
            )
        )
        return self.markup.note(
            lines, guide.project.position, "liaison-note liaison-drift"
        )

    def remark(self, message: str) -> str:
        """Return a generated sentence, its values translated by themselves."""
        if not isinstance(message, Message):
            return self.title(message)
        if message.parts:
            return in_one(map(self.remark, message.parts))
        return self.writer.say(
            message.template,
            **{key: self.title(one) for key, one in message.values.items()},
        )

    def title(self, text: str) -> str:
        """Return words that may be the guide's, or ours."""
        guide = self.guide
        things: tuple[Any, ...] = (
            *guide.roles.values(),
            *guide.policies.values(),
            *guide.precedence.values(),
            *guide.events.values(),
            *guide.sections.values(),
        )
        for thing in things:
            if thing.title is not None and thing.title == text:
                return self.markup.name(thing.title)
        if text in (*EVENT_TITLES.values(), *LEADERSHIP_WORDS.values()):
            return self.writer.say(text)
        return self.markup.text(text)

    # -- the phases

    def table(self, phases: list[Section]) -> Lines:
        writer, where = self.writer, phases[0].position
        cycle = self.markup.text(self.page.current())
        caption = writer.say(
            "The phases at a glance, with the dates of {cycle}", cycle=cycle
        )
        head = [writer.say("Phase"), writer.say("From and to")]
        rows = [self.row([*head, writer.say("Due")], where)]
        rows += [self.row(self.phase(one), one.position) for one in phases]
        options = (
            f".. list-table:: {self.markup.mark('own', '')}{caption}",
            "   :class: liaison-phases",
            "   :header-rows: 1",
            "   :widths: 40 40 20",
            "",
        )
        return [
            *(Line(option, where) for option in options),
            *(line for row in rows for line in indented(row, "   ", "   ")),
        ]

    def row(self, cells: list[str], position: Position) -> Lines:
        mark = self.markup.mark("own", "")
        return [
            Line(
                f"{' ' if number else '*'} - {mark if cell else ''}{cell}",
                position,
            )
            for number, cell in enumerate(cells)
        ]

    def phase(self, phase: Section) -> list[str]:
        when = self.writer.view.dates(phase.window)  # type: ignore[arg-type]
        name = self.markup.reference("section", phase.id, phase.title)
        due = ""
        if when.due is not None and when.due != when.end:
            due = self.markup.day(when.due)
        return [
            self.markup.phase(name, when.start, when.end),
            self.writer.span(when),
            due,
        ]
