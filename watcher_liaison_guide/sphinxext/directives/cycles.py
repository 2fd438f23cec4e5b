# SPDX-License-Identifier: Apache-2.0
"""Directives that show cycles in any page.

``cycle-checklist`` is a cycle's checklist, or its timeline. ``this-week`` and
``cycle-index`` show what is on now, and where it is. What depends on the day
is in attributes, for the script to show; without it there are the cycle's
deadlines.
"""

from __future__ import annotations

import datetime
import json
from operator import itemgetter
from typing import Any, ClassVar

from docutils import nodes
from sphinx import addnodes

from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.checklist.week import Row, rows
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.export.week_html import elsewhere_html
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import Code, Position
from watcher_liaison_guide.sphinxext.assets import CHECKLIST
from watcher_liaison_guide.sphinxext.checklist_page import ChecklistPage
from watcher_liaison_guide.sphinxext.checklist_parts import (
    FILES,
    part_node,
    pending_reference,
)
from watcher_liaison_guide.sphinxext.directives.base import LiaisonDirective
from watcher_liaison_guide.sphinxext.nodes import (
    liaison_block,
    liaison_span,
    time_node,
)
from watcher_liaison_guide.sphinxext.page_html import PageWording, Showing
from watcher_liaison_guide.sphinxext.words import say

TIMELINE = "timeline"
#: Where the script runs, and where not.
_SITE, _BOOK = "html and not epub", "epub or not html"


def _only(argument: str | None) -> str:
    if (argument or "").strip().lower() != TIMELINE:
        raise ValueError(f'the only choice is "{TIMELINE}"')
    return TIMELINE


class CycleChecklist(LiaisonDirective):
    """A cycle's checklist, as on the page of its cycle file."""

    subject = "cycle"
    asset = CHECKLIST
    option_spec: ClassVar = {**LiaisonDirective.option_spec, "only": _only}

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
        taken, release = self.state.document.ids, checklist.cycle.release
        # A second time on a page, nothing can have its ids again.
        again = sum(one.startswith(f"{release}/items") for one in taken)
        source, line = self.get_source_info()
        showing = Showing(release, page.docname, page.prefix, again=again)
        made = ChecklistPage(checklist, page, Position(source, line), showing)
        if not self.makes_sections:
            around = nodes.Element("", made.timeline_alone())
            self.add_content(around)
            return around.children
        # A cycle file's own page is the place of its items.
        if self.indexed and not again and page.cycle_document(release) is None:
            made.note_items()
        root = made.root()
        taken[f"{release}/items{again}"] = root
        self.claim_ids(root)
        self.add_content(root)
        return [root]

    def claim_ids(self, root: nodes.Element) -> None:
        """Note the ids of sections, with others for those that are taken."""
        taken = self.state.document.ids
        for node in root.findall(nodes.section):
            node["ids"] = [one for one in node["ids"] if one not in taken]
            self.state.document.set_id(node)


class WeekDirective(LiaisonDirective):
    """What both directives make their nodes of."""

    required_arguments = 0
    makes_sections = False

    @property
    def position(self) -> Position:
        return Position(*self.get_source_info())

    def time(self, day: datetime.date) -> nodes.Element:
        return time_node(day, self.config)

    def words(self, *children: nodes.Node | str) -> nodes.paragraph:
        """Return a paragraph of nodes and words that need no translation."""
        made = nodes.paragraph(translatable=False)
        made.source, made.line = self.get_source_info()
        made += [
            nodes.Text(child) if isinstance(child, str) else child
            for child in children
        ]
        return made

    def reference(self, kind: str, target: str, words: str) -> nodes.Node:
        return pending_reference(
            kind, target, words, self.page.docname, self.position
        )

    def page_link(self, checklist: Checklist, words: str) -> nodes.Node:
        docname = self.page.cycle_document(checklist.cycle.release)
        if docname is None:
            return nodes.Text(words)
        return self.reference("doc", f"/{docname}", words)


class ThisWeek(WeekDirective):
    """What is due in the current cycle this week, or late."""

    def show(self, guide: Guide) -> list[nodes.Node]:
        checklist = self.page.checklist(self.page.current())
        if checklist is None:
            return []
        made = liaison_block(classes=["liaison-this-week"])
        self.for_script(made)
        self.page.depend("latest-url")
        url = self.page.inputs.settings.latest_url
        elsewhere = elsewhere_html(url, PageWording(self.config))
        if elsewhere:
            made += nodes.raw("", f"<p>{elsewhere}</p>\n", format="html")
        found = nodes.bullet_list(classes=["liaison-rows"])
        found += [
            self.row(row, checklist)
            for row in rows(checklist)
            if not row.days.is_recurring
        ]
        nothing = self.words(say("Nothing is due this week."))
        nothing["classes"].append("liaison-nothing")
        made += addnodes.only("", nothing, found, expr=_SITE)
        deadlines = nodes.bullet_list(classes=["liaison-deadlines"])
        deadlines += [
            nodes.list_item("", self.words(self.time(day), ": ", title))
            for day, title in _deadlines(checklist)
        ]
        made += deadlines
        link = self.page_link(checklist, display.cycle_name(checklist))
        made += self.words(f"{say('The whole checklist')}: ", link)
        self.add_content(made)
        return [made]

    def row(self, row: Row, checklist: Checklist) -> nodes.Node:
        item, days = row.item, row.days
        release = checklist.cycle.release
        short = one_line(item.short)
        words: nodes.Node | str = short
        if self.page.cycle_document(release) is not None:
            name = f"{release}/{row.ids[0]}"
            words = self.reference("liaison:item", name, short)
        facts = [display.owner_text(item.owner)] if item.owner else []
        if item.if_silent is not None:
            silent = PLAIN.filled_line(item.if_silent, item.filling)
            facts.append(f"{say('if nobody acts')}: {silent}")
        behind = f" ({display.sentence_part('; '.join(facts))})"
        data: dict[str, Any] = {
            "data-liaison-this": str(days.this_week),
            "data-liaison-due": str(days.due),
            "data-liaison-late": str(days.late_until or days.due),
        }
        day = self.time(days.due)
        line = self.words(day, ": ", words, behind if facts else "")
        return nodes.list_item("", liaison_block("", line, **data))


class CycleIndex(WeekDirective):
    """A table of all cycles that have a page."""

    def show(self, guide: Guide) -> list[nodes.Node]:
        page = self.page
        page.depend("cycle-documents")
        found = {}
        for docname, path in page.inputs.cycle_documents.items():
            page.depend(f"source:{docname}")
            file, _ = page.inputs.cycle_file(path)
            checklist = page.checklist(file.cycle) if file else None
            if checklist is not None:
                found[docname] = checklist
        heads = (
            say("Cycle"),
            say("Status"),
            say("Next deadline"),
            say("Release day"),
            say("Files"),
        )
        newest = sorted(
            found.items(), key=lambda one: one[1].cycle.release, reverse=True
        )
        made = liaison_block(classes=["liaison-index"])
        # The script finds the next deadline, and only a site has files.
        for expr, columns in ((_SITE, range(5)), (_BOOK, (0, 1, 3))):
            pick = itemgetter(*columns)
            body = [pick(self.cells(*one)) for one in newest]
            group = nodes.tgroup(
                "",
                *(nodes.colspec(colwidth=20) for _ in columns),
                nodes.thead("", nodes.row("", *map(self.entry, pick(heads)))),
                nodes.tbody("", *(nodes.row("", *cells) for cells in body)),
                cols=len(columns),
            )
            table = nodes.table("", group, classes=["liaison-cycles"])
            made += addnodes.only("", table, expr=expr)
        self.for_script(made)
        self.add_content(made)
        return [made]

    def entry(self, *children: nodes.Node | str) -> nodes.entry:
        return nodes.entry("", self.words(*children))

    def cells(self, docname: str, checklist: Checklist) -> list[nodes.Node]:
        wording, cycle = PageWording(self.config), checklist.cycle
        unknown = display.status_text("unknown", wording)
        status = display.status(checklist, wording) or unknown
        statuses = [
            (day.isoformat(), display.status_text(one, wording))
            for day, one in checklist.statuses
        ]
        data: dict[str, Any] = {"data-liaison-statuses": json.dumps(statuses)}
        deadlines: list[nodes.Node] = []
        for day, title in _deadlines(checklist):
            due: dict[str, Any] = {"data-liaison-due": str(day)}
            words = self.time(day), nodes.Text(f": {title}")
            deadlines.append(liaison_span("", "", *words, **due))
        release = Showing(cycle.release, docname, self.page.prefix)
        released = cycle.release_date
        return [
            self.entry(
                self.page_link(checklist, display.cycle_name(checklist))
            ),
            self.entry(liaison_span("", status, **data)),
            self.entry(*deadlines),
            self.entry(self.time(released) if released else "–"),
            nodes.entry("", part_node(FILES, release, self.position)),
        ]


def _deadlines(checklist: Checklist) -> list[tuple[datetime.date, str]]:
    """Return the deadlines of a cycle in their order."""
    return sorted(
        (due, one_line(say(event.title)))
        for event in checklist.own_events
        for _, _, due in event.occurrences
        if due is not None
    )
