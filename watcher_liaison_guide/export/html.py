# SPDX-License-Identifier: Apache-2.0
"""A checklist as one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import jinja2
from markupsafe import Markup

from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.export import display, markup
from watcher_liaison_guide.export.checklist_html import ChecklistHtml
from watcher_liaison_guide.export.items_html import attributes

_TEMPLATES = Path(__file__).parent / "templates"


def checklist_to_html(checklist: Checklist) -> str:
    """Return the checklist's page, style and script included."""
    environment = jinja2.Environment(
        autoescape=True,
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["sha256"] = _sha256
    used = {item.phase for item in checklist.items}
    page = environment.get_template("checklist.html").render(
        checklist=checklist,
        title=display.title(checklist),
        made=ChecklistHtml(checklist),
        phases=[phase for phase in checklist.phases if phase.id in used],
        style=_static(markup.STYLE),
        script=_static(markup.SCRIPT),
        attributes=attributes,
        markup=markup,
    )
    return display.visible(page)


def _sha256(text: str) -> str:
    """Return a digest as Content-Security-Policy has it."""
    digest = hashlib.sha256(text.encode()).digest()
    return base64.b64encode(digest).decode()


def _static(name: str) -> Markup:
    """Return the style or the script, as it may be inside a page."""
    return Markup((markup.STATIC / name).read_text(encoding="utf-8"))
