# SPDX-License-Identifier: Apache-2.0
"""A cycle's calendar files and JSON, published beside the cycle's page."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.osutil import relative_uri

from watcher_liaison_guide import files
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.export.ics import checklist_to_ics, steps
from watcher_liaison_guide.export.json import checklist_to_json
from watcher_liaison_guide.sphinxext.inputs import all_inputs, inputs_of
from watcher_liaison_guide.sphinxext.words import say

CALENDAR, STEPS, JSON = ".ics", "-steps.ics", ".json"
_TYPES = {
    CALENDAR: "text/calendar",
    STEPS: "text/calendar",
    JSON: "application/json",
}


def publishes(builder: Builder) -> bool:
    """Whether a builder writes a site of files with addresses.

    A book has no place for them, and a builder that writes parts of pages
    leaves the site to others.
    """
    return (
        builder.format == "html"
        and not getattr(builder, "embedded", True)
        and getattr(builder, "out_suffix", "")
        == (builder.config.html_file_suffix or ".html")
    )


def path_of(builder: Builder, docname: str, suffix: str) -> Path:
    """Return where a file of a document is written.

    It is the same whether or not pages are folders of their own.
    """
    return Path(builder.outdir, *f"{docname}{suffix}".split("/"))


def page_address(builder: Builder, docname: str) -> str | None:
    """Return the full address of a document's page, as far as it has one."""
    base = str(builder.config.html_baseurl or "")
    # On one page for all, the short ids of two cycles would be the same.
    if not base or builder.name == "singlehtml":
        return None
    return f"{base.rstrip('/')}/{builder.get_target_uri(docname)}"


def contents(checklist: Checklist, page: str | None) -> dict[str, bytes]:
    """Return the files of a checklist by their suffixes."""
    # On one line: several times smaller and faster than an indented one.
    document = json.dumps(
        checklist_to_json(checklist), ensure_ascii=False, separators=(",", ":")
    )
    made = {JSON: f"{document}\n".encode()}
    if checklist.has_days:  # a calendar may not be empty
        made[CALENDAR] = checklist_to_ics(checklist, page)
    if any(steps(checklist)):
        made[STEPS] = checklist_to_ics(checklist, page, by_step=True)
    return made


def publish(builder: Builder, docname: str) -> None:
    """Write the files of a cycle's document, or remove what is outdated."""
    inputs = inputs_of(builder.env, docname)
    file, _ = inputs.cycle_file(inputs.cycle_documents[docname])
    checklist = inputs.checklist(file.cycle)[0] if file else None
    made: dict[str, bytes] = {}
    if checklist is not None:
        made = contents(checklist, page_address(builder, docname))
    for suffix in _TYPES:
        path = path_of(builder, docname, suffix)
        if suffix in made:
            files.write(path, made[suffix])
        else:
            path.unlink(missing_ok=True)


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
    documents = [
        docname
        for inputs in all_inputs(builder.env)
        for docname in inputs.cycle_documents
    ]
    if builder.name == "singlehtml":
        for docname in documents:
            publish(builder, docname)
    elif pagename in documents:
        publish(builder, pagename)
        # Without it, previews of links show the first words of the page.
        title = builder.env.titles[pagename].astext()
        about = say("What to do, when, and who does it.")
        summary = escape(f"{title}. {about}")
        context["metatags"] += f'<meta name="description" content="{summary}">'


def files_html(
    builder: Builder, page: str, docname: str, checklist: Checklist
) -> str:
    """Return the links, on a page, to the files beside a cycle's page."""
    if not publishes(builder):
        return ""
    links = [(JSON, "JSON")]
    if checklist.has_days:
        links.insert(0, (CALENDAR, say("Calendar of deadlines")))
    if any(steps(checklist)):
        links.insert(-1, (STEPS, say("Calendar of steps")))
    shown = " · ".join(
        f'<a class="reference download" type="{_TYPES[suffix]}" '
        f'href="{escape(_address(builder, page, docname, suffix))}">'
        f"{escape(words)}</a>"
        for suffix, words in links
    )
    return f'<p class="liaison-files">{shown}</p>\n'


def calendar_address(
    builder: Builder, docname: str, checklist: Checklist
) -> str:
    """Return where a page's calendar file is, "" where there is none."""
    if not (publishes(builder) and checklist.has_days):
        return ""
    return _address(builder, docname, docname, CALENDAR)


def _address(builder: Builder, page: str, docname: str, suffix: str) -> str:
    here = builder.get_target_uri(page)
    if builder.name == "singlehtml":
        here = here.partition("#")[0]
    return relative_uri(here, quote(docname) + suffix)


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", publish_with_page)
