# SPDX-License-Identifier: Apache-2.0
"""A checklist as one HTML file that needs nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from watcher_liaison_guide.checklist.model import NO, Checklist, Item
from watcher_liaison_guide.export import display, markup, outline, timeline
from watcher_liaison_guide.export.display import Piece
from watcher_liaison_guide.export.prose_html import to_html
from watcher_liaison_guide.prose import Filling, Prose, fill

if TYPE_CHECKING:
    from markupsafe import Markup

_TEMPLATES = Path(__file__).parent / "templates"


def checklist_to_html(checklist: Checklist) -> str:
    """Give the checklist's page, style and script included."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True,
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    page = environment.get_template("checklist.html").render(
        checklist=checklist,
        ids=markup.item_ids(checklist),
        root=attributes(markup.root_attributes(checklist)),
        svg=_safe(timeline.timeline_svg(checklist)),
        rows=timeline.timeline_rows(checklist),
        style=_safe(read_static(markup.STYLE)),
        script=_safe(read_static(markup.SCRIPT)),
        NO=NO,
        attributes=attributes,
        badges=display.badges,
        display=display,
        markup=markup,
        outline=outline,
        pieces=pieces_html,
        prose=_prose,
        filled=_filled,
    )
    return display.seen(page)


def read_static(name: str) -> str:
    """Give the style or the script, as it may stand inside a page."""
    return (markup.STATIC / name).read_text(encoding="utf-8")


def attributes(values: Mapping[str, str]) -> Markup:
    """Give attributes as they stand in a tag, each behind a space."""
    return _safe(
        "".join(f' {name}="{escape(text)}"' for name, text in values.items())
    )


def pieces_html(pieces: Iterable[Piece]) -> Markup:
    """Give words and days as HTML, the days as ``<time>``."""
    return _safe(
        "".join(
            time_html(piece)
            if isinstance(piece, datetime.date)
            else escape(piece)
            for piece in pieces
        )
    )


def time_html(date: datetime.date) -> str:
    """Give a day as an element."""
    return f'<time datetime="{date}">{display.day(date)}</time>'


def _prose(text: Prose | str) -> Markup:
    if isinstance(text, str):
        return _safe(f"<p>{escape(text)}</p>")
    return _safe(to_html(text))


def _filled(text: Prose, item: Item) -> Markup:
    filling: Filling = item.filling
    return _prose(fill(text, filling))


def _safe(html: str) -> Markup:
    from markupsafe import Markup

    return Markup(html)
