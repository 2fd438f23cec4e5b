# SPDX-License-Identifier: Apache-2.0
"""A cycle's checklist as sections, each with the part that it shows."""

from __future__ import annotations

from docutils import nodes

from watcher_liaison_guide.checklist.model import Checklist, PhaseDates
from watcher_liaison_guide.export import display, markup
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.sphinxext.assets import (
    CHECKLIST,
    CHECKLIST_WORDS,
    translated,
)
from watcher_liaison_guide.sphinxext.checklist_parts import (
    ABOUT,
    EXCEPTIONS,
    FILES,
    HEAD,
    PHASE,
    TIMELINE,
    liaison_part,
    part_node,
    reference_nodes,
)
from watcher_liaison_guide.sphinxext.domain import Entry, item_id
from watcher_liaison_guide.sphinxext.nodes import (
    liaison_block,
    liaison_section,
    place,
)
from watcher_liaison_guide.sphinxext.page import Page
from watcher_liaison_guide.sphinxext.page_html import PageWording, Showing
from watcher_liaison_guide.sphinxext.words import say


class ChecklistPage:
    """Makes the sections of one checklist on one page.

    Words of a cycle are in no catalogue: they are the team's, or the
    guide's, whose pages have them.
    """

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
        page.shows(CHECKLIST)

    def root(self) -> nodes.section:
        """Return the section that is the checklist."""
        checklist = self.checklist
        # Once the cycle is over, it links to the page of the current one.
        self.page.cycle_document(self.page.current())
        self.page.depend("latest-url")
        root = self.section(
            PageWording(self.page.env.config).sentence(
                "{cycle}: release checklist of {team}",
                cycle=display.cycle_name(checklist),
                team=display.team_name(checklist),
            ),
            [
                f"{self.showing.prefix}checklist-{markup.html_id(self.showing.release)}"
            ],
            "liaison-checklist",
        )
        self.mark(root)
        head = self.part(HEAD)
        head.extend(reference_nodes(checklist, self.page, self.position))
        root += head
        used = {item.phase for item in checklist.items}
        root += [
            self.phase(phase) for phase in checklist.phases if phase.id in used
        ]
        if checklist.shows_exceptions:
            exceptions = self.section(
                say("Exceptions"), self.ids("exceptions"), "liaison-exceptions"
            )
            exceptions += self.part(EXCEPTIONS)
            root += exceptions
        root += self.notes()
        if self.showing.own:
            root += self.part(FILES)
        root += self.part(ABOUT)
        return root

    def notes(self) -> list[nodes.Node]:
        """Return the team's notes, which are plain text."""
        if not self.checklist.notes:
            return []
        title = nodes.strong("", say("The team's notes"), translatable=False)
        lines = nodes.line_block("", nodes.line("", "", title))
        for words in self.checklist.notes.rstrip().splitlines():
            lines += nodes.line("", words, translatable=False)
        place(lines, self.position)
        return [lines]

    def timeline_alone(self) -> nodes.Element:
        """Return the timeline without the checklist, for any place."""
        root = liaison_block(classes=["liaison-checklist"])
        place(root, self.position)
        self.mark(root)
        root += self.part(TIMELINE)
        return root

    def phase(self, phase: PhaseDates) -> nodes.section:
        section = self.section(
            phase.title, self.ids(markup.phase_id(phase.id)), "liaison-phase"
        )
        section.attributes.update(markup.phase_attributes(phase))
        section += self.part(PHASE, phase.id)
        return section

    def section(
        self, heading: str, ids: list[str], name: str
    ) -> nodes.section:
        title = nodes.title("", heading, translatable=False)
        made = liaison_section("", title, ids=ids, classes=[name])
        place(title, self.position)
        place(made, self.position)
        return made

    def part(self, part: str, phase: str = "") -> liaison_part:
        return part_node(part, self.showing, self.position, phase)

    def mark(self, root: nodes.Element) -> None:
        """Add the attributes that the script reads."""
        root.attributes.update(markup.root_attributes(self.checklist))
        root.attributes.update(translated(CHECKLIST_WORDS))

    def ids(self, name: str) -> list[str]:
        """Return a section's ids: that from anywhere, and a short one.

        Lists of contents use the first, which has to be unique where all
        pages are on one.
        """
        full = item_id(self.showing.release, name, self.showing.prefix)
        return [full, name] if self.showing.own else [full]

    def note_items(self) -> None:
        """Make this page the place of the cycle's items."""
        ids = markup.item_ids(self.checklist)
        release = self.showing.release
        self.page.domain.note_objects(
            self.page.docname,
            [
                Entry(
                    "item",
                    f"{release}/{item.id}",
                    item_id(release, ids[item.id], self.showing.prefix),
                    item.short,
                    step=item.step,
                )
                for item in self.checklist.walk()
            ],
        )
