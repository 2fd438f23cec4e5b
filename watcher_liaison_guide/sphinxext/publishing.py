# SPDX-License-Identifier: Apache-2.0
"""A cycle's checklist for programs, published beside the cycle's page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx.util.osutil import relative_uri

from watcher_liaison_guide import files
from watcher_liaison_guide.sphinxext.words import say

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator

    from watcher_liaison_guide.checklist.model import Checklist
    from watcher_liaison_guide.sphinxext.page import Page

#: The page has files of its own beside it.
FILES = "files"

CALENDAR, JSON = ".ics", ".json"
_TYPES = {CALENDAR: "text/calendar", JSON: "application/json"}


class liaison_files(nodes.General, nodes.Element):  # noqa: N801
    """The links to a page's files; ``links`` are suffixes and words."""


def files_node(page: Page, checklist: Checklist) -> liaison_files:
    """Give the links to the files beside a page."""
    page.shows(FILES)
    links = [(JSON, "JSON")]
    if checklist.has_days:  # a calendar may not be empty
        links.insert(0, (CALENDAR, say("Calendar file")))
    return liaison_files(docname=page.docname, links=tuple(links))


def publishes(builder: Builder) -> bool:
    """Tell whether a builder writes a site of files with addresses.

    What makes one file of the pages, such as a book, has no place for
    them, and one that writes parts of pages leaves the site to others.
    """
    return (
        builder.format == "html"
        and not getattr(builder, "embedded", True)
        and getattr(builder, "out_suffix", "") == ".html"
    )


def path_of(builder: Builder, docname: str, suffix: str) -> Path:
    """Give where a file of a document is written.

    It is the same whether or not pages are folders of their own.
    """
    return Path(builder.outdir, *f"{docname}{suffix}".split("/"))


def page_address(builder: Builder, docname: str) -> str | None:
    """Give the full address of a document's page, as far as it has one."""
    base = str(builder.config.html_baseurl or "")
    # On one page for all, the short ids of two cycles would be the same.
    if not base or builder.name == "singlehtml":
        return None
    return f"{base.rstrip('/')}/{builder.get_target_uri(docname)}"


def contents(checklist: Checklist, page: str | None) -> dict[str, bytes]:
    """Give the files of a checklist by their suffixes."""
    # Imported here: a build that writes no page needs none of it.
    from watcher_liaison_guide.export.ics import checklist_to_ics
    from watcher_liaison_guide.export.json import checklist_to_json

    # On one line: several times smaller and faster than an indented one.
    document = json.dumps(
        checklist_to_json(checklist),
        ensure_ascii=False,
        separators=(",", ":"),
    )
    made = {JSON: f"{document}\n".encode()}
    if checklist.has_days:
        made[CALENDAR] = checklist_to_ics(checklist, page)
    return made


def publish(builder: Builder, docname: str) -> None:
    """Write the files of a cycle's document."""
    from watcher_liaison_guide.sphinxext.inputs import inputs_of

    inputs = inputs_of(builder.env)
    path = inputs.cycle_documents().get(docname)
    file = inputs.cycle_file(path)[0] if path else None
    checklist = inputs.checklist(file.cycle)[0] if file else None
    if checklist is None:
        remove(builder, docname)
        return
    made = contents(checklist, page_address(builder, docname))
    for suffix in _TYPES:
        path = path_of(builder, docname, suffix)
        if suffix in made:
            files.write(path, made[suffix])
        else:
            path.unlink(missing_ok=True)


def remove(builder: Builder, docname: str) -> None:
    """Take away the files of a document: no subscriber is to trust them."""
    for suffix in _TYPES:
        path_of(builder, docname, suffix).unlink(missing_ok=True)


# -- the build


def publish_with_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write a page's files when the page itself is written."""
    builder = app.builder
    if doctree is None or not publishes(builder):
        return
    from watcher_liaison_guide.sphinxext.inputs import inputs_of

    documents = inputs_of(builder.env).cycle_documents()
    if builder.name == "singlehtml":
        for docname in documents:
            publish(builder, docname)
    elif pagename in documents:
        publish(builder, pagename)


def visit_html(self: HTML5Translator, node: liaison_files) -> None:
    builder = self.builder
    if not publishes(builder):
        raise nodes.SkipNode
    docname = node["docname"]
    here = builder.get_target_uri(docname)
    if builder.name == "singlehtml":
        here = quote(builder.config.root_doc) + ".html"
    self.body.append('<p class="liaison-files">')
    for number, (suffix, words) in enumerate(node["links"]):
        address = relative_uri(here, quote(docname) + suffix)
        self.body.append(
            (" · " if number else "")
            + f'<a class="reference download" type="{_TYPES[suffix]}" '
            f'href="{self.encode(address)}">{self.encode(words)}</a>'
        )
    self.body.append("</p>\n")
    raise nodes.SkipNode


def skip(self: Any, node: liaison_files) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.add_node(
        liaison_files,
        html=(visit_html, None),
        latex=(skip, None),
        text=(skip, None),
        man=(skip, None),
        texinfo=(skip, None),
    )
    app.connect("html-page-context", publish_with_page)
