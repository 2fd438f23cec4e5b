# SPDX-License-Identifier: Apache-2.0
"""``cycle-checklist``: a cycle's checklist, or its timeline, in a page."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import Code, Position
from watcher_liaison_guide.sphinxext.checklist_page import ChecklistPage
from watcher_liaison_guide.sphinxext.checklist_part import Showing
from watcher_liaison_guide.sphinxext.directives.base import LiaisonDirective
from watcher_liaison_guide.sphinxext.domain import OBJECT
from watcher_liaison_guide.sphinxext.page import CHECKLIST

TIMELINE = "timeline"


def _only(argument: str) -> str:
    return directives.choice(argument, (TIMELINE,))


class CycleChecklist(LiaisonDirective):
    """What a cycle asks of the team, as on the page of its cycle file."""

    subject = "cycle"
    asset = CHECKLIST
    option_spec: ClassVar = {
        **LiaisonDirective.option_spec,
        "only": _only,
    }

    def run(self) -> list[nodes.Node]:
        self.makes_sections = self.options.get("only") != TIMELINE
        return super().run()

    def show(self, guide: Guide) -> list[nodes.Node]:
        name = self.arguments[0]
        page = self.page
        cycle = page.inputs.cycle(name)
        if not isinstance(cycle, Cycle):
            # A cycle file may bring the cycle as well as a calendar.
            page.depend(f"calendar:{name}")
            self.refuse(cycle.message, cycle.advice, Code.UNKNOWN_CYCLE)
            return []
        checklist = page.checklist(cycle.release)
        if checklist is None:
            return []
        source, line = self.get_source_info()
        mark = f"{checklist.cycle.release}/items"
        taken = self.state.document.ids
        showing = Showing(
            checklist.cycle.release,
            page.docname,
            # A second time on a page, items cannot have their ids again.
            anchors=mark not in taken,
            # A cycle file's own page is the place of its items.
            indexed=self.indexed
            and not page.has_cycle_document(cycle.release),
        )
        made = ChecklistPage(checklist, page, Position(source, line), showing)
        if not self.makes_sections:
            return [made.timeline_alone(), *self.extra()]
        root = made.root()
        taken[mark] = root
        self.set_id(root)
        self.claim(root)
        self.add_content(root)
        return [root]

    def extra(self) -> list[nodes.Node]:
        """Give the content where there is no section to hold it."""
        holder = nodes.Element()
        self.add_content(holder)
        return list(holder.children)

    def claim(self, root: nodes.Element) -> None:
        """Tell the document of all ids, dropping those it has already."""
        taken = self.state.document.ids
        for node in root.findall(nodes.Element):
            for one in list(node["ids"]):
                if one in taken and taken[one] is not node:
                    if isinstance(node, nodes.target):
                        continue
                    node["ids"].remove(one)
                    node.attributes.pop(OBJECT, None)
                else:
                    taken[one] = node
            if isinstance(node, nodes.section) and not node["ids"]:
                self.set_id(node)
