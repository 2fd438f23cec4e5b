# SPDX-License-Identifier: Apache-2.0
"""Cycle files as documents: the parser of ``*.cycle.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.parsers import RSTParser

from watcher_liaison_guide.files import CYCLE_SUFFIX
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.sphinxext.nodes import place
from watcher_liaison_guide.sphinxext.words import say

if TYPE_CHECKING:
    from docutils.statemachine import StringList
    from sphinx.application import Sphinx

    from watcher_liaison_guide.sphinxext.page import Page

FILE_TYPE = "liaison-cycle"


class CycleParser(RSTParser):
    """Turns a team's record of a cycle into the cycle's checklist."""

    supported: ClassVar[tuple[str, ...]] = (FILE_TYPE,)

    def parse(
        self, inputstring: str | StringList, document: nodes.document
    ) -> None:
        """Make the page; its content is read by the cycle's own reader.

        Sphinx reads each translated text of a document with the parser of
        that document. Such a text is reST, and tells by its name.
        """
        # Imported here: a build that reads no page needs none of this.
        from watcher_liaison_guide.sphinxext.page import Page

        if not str(document["source"]).endswith(CYCLE_SUFFIX):
            super().parse(inputstring, document)
            return
        text = (
            inputstring
            if isinstance(inputstring, str)
            else "\n".join(inputstring)
        )
        self.setup_parse(text, document)
        env = document.settings.env
        page = Page(env)
        path = str(document["source"])
        document.extend(_page(page, path, document))
        self.finish_parse()


def _page(page: Page, path: str, document: nodes.document) -> list[nodes.Node]:
    from watcher_liaison_guide.sphinxext.checklist_page import ChecklistPage
    from watcher_liaison_guide.sphinxext.checklist_part import Showing
    from watcher_liaison_guide.sphinxext.publishing import files_node

    where = page.inputs.cycle_documents().get(page.docname)
    file = page.inputs.cycle_file(where)[0] if where else None
    checklist = page.checklist(file.cycle) if file else None
    if file is None or checklist is None:
        return [_unreadable(page, path, document)]
    showing = Showing(checklist.cycle.release, page.docname, own=True)
    root = ChecklistPage(checklist, page, Position(path, 1), showing).root()
    root["names"] = []
    document.set_id(root, suggested_prefix="liaison-")
    for node in root.findall(nodes.Element):
        for one in node["ids"]:
            document.ids.setdefault(one, node)
    root.insert(2, files_node(page, checklist))
    if file.notes:
        root.insert(1, _notes(str(file.notes), Position(path, 1)))
    return [root]


def _notes(text: str, position: Position) -> nodes.Element:
    """Give the team's own words, which are plain text."""
    block = nodes.line_block()
    for words in text.rstrip().splitlines():
        block += nodes.line("", words, translatable=False)
    place(block, position)
    return block


def _unreadable(
    page: Page, path: str, document: nodes.document
) -> nodes.Element:
    """Give a page for a file that cannot be read: its problems were told."""
    name = page.docname.rpartition("/")[2]
    title = nodes.title("", name, translatable=False)
    text = say("This cycle's file cannot be read.")
    said = nodes.paragraph("", text, translatable=False)
    section = nodes.section("", title, said)
    for node in (title, said, section):
        place(node, Position(path, 1))
    document.set_id(section, suggested_prefix="liaison-")
    return section


def setup(app: Sphinx) -> None:
    """Register the file type and its parser."""
    app.add_source_suffix(CYCLE_SUFFIX, FILE_TYPE)
    app.add_source_parser(CycleParser)
