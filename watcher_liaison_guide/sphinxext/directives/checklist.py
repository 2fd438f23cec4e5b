# SPDX-License-Identifier: Apache-2.0
"""``cycle-checklist``: a cycle's checklist, or its timeline, in a page."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import Code, Position
from watcher_liaison_guide.sphinxext.assets import CHECKLIST
from watcher_liaison_guide.sphinxext.checklist_page import ChecklistPage
from watcher_liaison_guide.sphinxext.directives.base import LiaisonDirective
from watcher_liaison_guide.sphinxext.page_html import Showing

TIMELINE = "timeline"


def _only(argument: str | None) -> str:
    if (argument or "").strip().lower() != TIMELINE:
        raise ValueError(f'the only choice is "{TIMELINE}"')
    return TIMELINE


class CycleChecklist(LiaisonDirective):
    """A cycle's checklist, as on the page of its cycle file."""

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
            page.depend(f"team:{name}")
            self.refuse(cycle.message, cycle.advice, Code.UNKNOWN_CYCLE)
            return []
        checklist = page.checklist(cycle.release)
        if checklist is None:
            return []
        taken = self.state.document.ids
        source, line = self.get_source_info()
        showing = Showing(
            checklist.cycle.release,
            page.docname,
            page.prefix,
            # A second time on a page, nothing can have its ids again.
            anchors=f"{checklist.cycle.release}/items" not in taken,
        )
        made = ChecklistPage(checklist, page, Position(source, line), showing)
        if not self.makes_sections:
            return [made.timeline_alone(), *self.extra()]
        # A cycle file's own page is the place of its items.
        if (
            self.indexed
            and showing.anchors
            and not page.has_cycle_document(cycle.release)
        ):
            made.note_items()
        root = made.root()
        taken[f"{checklist.cycle.release}/items"] = root
        self.claim_ids(root)
        self.add_content(root)
        return [root]

    def extra(self) -> list[nodes.Node]:
        """Return the content where there is no section to contain it."""
        container = nodes.Element()
        self.add_content(container)
        return list(container.children)

    def claim_ids(self, root: nodes.Element) -> None:
        """Note the ids of sections, with others for those that are taken."""
        document = self.state.document
        for node in root.findall(nodes.section):
            wanted = node["ids"]
            node["ids"] = [one for one in wanted if one not in document.ids]
            for one in node["ids"]:
                document.ids[one] = node
            if not node["ids"]:
                document.set_id(node, suggested_prefix=f"{wanted[0]}-")
