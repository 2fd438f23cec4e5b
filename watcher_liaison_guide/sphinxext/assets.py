# SPDX-License-Identifier: Apache-2.0
"""Styles and scripts, on the pages that need them, and the script's words."""

from __future__ import annotations

import json
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from watcher_liaison_guide.export import markup
from watcher_liaison_guide.sphinxext.domain import domain_of
from watcher_liaison_guide.sphinxext.words import say

#: What of a page needs a style and a script.
GUIDE, CHECKLIST = "guide", "checklist"
FILES = {
    GUIDE: ("liaison-guide.css", "liaison-guide.js"),
    CHECKLIST: (markup.STYLE, markup.SCRIPT),
}
#: A call of the scripts' function ``say``: its text may be several strings.
_SAY = re.compile(
    r'\bsay\(\s*(?:\w+,\s*)?((?:"(?:[^"\\]|\\.)*"\s*\+?\s*)+),?\s*\)'
)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def words_of(script: str) -> list[str]:
    """Return every text that a script passes to its function ``say``."""
    text = (markup.STATIC / script).read_text(encoding="utf-8")
    return sorted(
        {
            "".join(piece[1] for piece in _STRING.finditer(match[1]))
            for match in _SAY.finditer(text)
        }
    )


CHECKLIST_WORDS = words_of(markup.SCRIPT)
GUIDE_WORDS = words_of("liaison-guide.js")


def translated(words: list[str]) -> dict[str, str]:
    """Return a script's words as an attribute, none if all are English."""
    shown = {word: say(word) for word in words if say(word) != word}
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True)
    return {"data-liaison-words": text} if shown else {}


def add_folder(app: Sphinx) -> None:
    """Have the files copied where HTML is written."""
    folder = str(markup.STATIC)
    if folder not in app.config.html_static_path:
        app.config.html_static_path.append(folder)


def add_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add to a page what the things it shows need."""
    needed: dict[str, set[str]] = domain_of(app.builder.env).data["assets"]
    if app.builder.name == "singlehtml":
        shown = set().union(*needed.values())
    else:
        shown = needed.get(pagename, set())
    for what, (style, script) in FILES.items():
        if what in shown:
            app.add_css_file(style)
            app.add_js_file(script, loading_method="defer")


def setup(app: Sphinx) -> None:
    # Later, the path would be part of what Sphinx writes into .buildinfo.
    app.connect("builder-inited", add_folder)
    app.connect("html-page-context", add_files)
