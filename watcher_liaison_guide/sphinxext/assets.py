# SPDX-License-Identifier: Apache-2.0
"""Styles and scripts, on the pages that need them and on no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from watcher_liaison_guide.export import markup

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: What of a page needs a style and a script.
GUIDE, CHECKLIST = "guide", "checklist"
FILES = {
    GUIDE: ("liaison-guide.css", "liaison-guide.js"),
    CHECKLIST: (markup.STYLE, markup.SCRIPT),
}


def add_folder(app: Sphinx, config: Config) -> None:
    """Have the files copied where HTML is written."""
    folder = str(markup.STATIC)
    if folder not in config.html_static_path:
        config.html_static_path.append(folder)


def add_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add to a page what the things it shows need."""
    env = app.builder.env
    domain: Any = env.get_domain("liaison")
    if app.builder.name == "singlehtml":
        shown = {
            what for docname in env.found_docs
            for what in domain.assets(docname)
        }  # fmt: skip
    else:
        shown = set(domain.assets(pagename))
    for what in (GUIDE, CHECKLIST):
        if what in shown:
            style, script = FILES[what]
            app.add_css_file(style)
            app.add_js_file(script, loading_method="defer")


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("config-inited", add_folder)
    app.connect("html-page-context", add_files)
