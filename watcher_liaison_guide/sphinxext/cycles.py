# SPDX-License-Identifier: Apache-2.0
"""Cycle files as documents: the parser of ``*.cycle.yaml``."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.parsers import RSTParser

from watcher_liaison_guide.files import CYCLE_SUFFIX
from watcher_liaison_guide.problems import Code, Position
from watcher_liaison_guide.sphinxext.checklist_page import ChecklistPage
from watcher_liaison_guide.sphinxext.nodes import place
from watcher_liaison_guide.sphinxext.page import Page
from watcher_liaison_guide.sphinxext.page_html import Showing
from watcher_liaison_guide.sphinxext.reporting import report
from watcher_liaison_guide.sphinxext.words import say

FILE_TYPE = "liaison-cycle"


class CycleParser(RSTParser):
    """Turns a team's record of a cycle into the cycle's checklist."""

    supported: ClassVar[tuple[str, ...]] = (FILE_TYPE,)

    def parse(
        self, inputstring: str | StringList, document: nodes.document
    ) -> None:
        """Make the page; its content is read by the reader of cycle files.

        Sphinx parses each translated text of a document with the parser of
        that document: reST, whose source is not the cycle file.
        """
        path = str(document["source"])
        if not path.endswith(CYCLE_SUFFIX):
            super().parse(inputstring, document)
            return
        self.setup_parse(str(inputstring), document)
        page = Page(document.settings.env)
        made = _page(page, Position(path, 1))
        document += made
        for node in document.findall(nodes.section):
            document.set_id(node)
        self.finish_parse()


def _page(page: Page, position: Position) -> nodes.section:
    inputs, docname = page.inputs, page.docname
    page.depend(f"source:{docname}")
    file, _ = inputs.cycle_file(inputs.cycle_documents[docname])
    checklist = page.checklist(file.cycle) if file else None
    page.domain.data["problems"][docname] = inputs.document_problems(docname)
    if file is None or checklist is None:
        return _unreadable(docname, position)
    showing = Showing(checklist.cycle.release, docname, page.prefix, own=True)
    made = ChecklistPage(checklist, page, position, showing)
    made.note_items()
    return made.root()


def _unreadable(docname: str, position: Position) -> nodes.section:
    """Return a page for a file whose problems are reported elsewhere."""
    title = nodes.title("", docname.rpartition("/")[2], translatable=False)
    text = say("This cycle's file cannot be read.")
    paragraph = nodes.paragraph("", text, translatable=False)
    section = nodes.section("", title, paragraph, ids=["unreadable"])
    for node in (title, paragraph, section):
        place(node, position)
    return section


def check_file_type(
    app: Sphinx, env: BuildEnvironment, docnames: list[str]
) -> None:
    """Warn where another extension takes the cycle files.

    Sphinx tries suffixes in the order of the extensions, and ``.yaml`` fits
    cycle files too.
    """
    for suffix in app.config.source_suffix:
        if suffix == CYCLE_SUFFIX:
            return
        if CYCLE_SUFFIX.endswith(suffix):
            report(
                Code.CONFIGURATION.at(
                    Position("conf.py"),
                    f'Another extension reads all files ending in "{suffix}"'
                    ", so cycle files become no checklists.",
                    'List "watcher_liaison_guide" before it in "extensions".',
                )
            )


def setup(app: Sphinx) -> None:
    app.add_source_suffix(CYCLE_SUFFIX, FILE_TYPE)
    app.add_source_parser(CycleParser)
    app.connect("env-before-read-docs", check_file_type)
