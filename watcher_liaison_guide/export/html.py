# SPDX-License-Identifier: Apache-2.0
"""A checklist's page: its elements, and one HTML file that needs nothing else.

The elements are alike in Sphinx and without it. :mod:`.markup` says what the
style and the script expect of them.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from html import escape
from pathlib import Path

import jinja2
from markupsafe import Markup

from watcher_liaison_guide.checklist.model import (
    Checklist,
    ExceptionItem,
    PhaseDates,
)
from watcher_liaison_guide.export import display, markup, timeline
from watcher_liaison_guide.export.details_html import plain
from watcher_liaison_guide.export.items_html import attributes
from watcher_liaison_guide.export.timeline import DateRow
from watcher_liaison_guide.export.week_html import WeekHtml

_TEMPLATES = Path(__file__).parent / "templates"


class ChecklistHtml(WeekHtml):
    """Writes the parts of one checklist."""

    # -- about the cycle

    def notes(self) -> str:
        """Return the team's notes, "" without any."""
        notes = (self.checklist.notes or "").strip()
        if not notes:
            return ""
        title = self.sentence("The team's notes")
        return (
            f'<p class="liaison-notes"><b>{title}:</b> {escape(notes)}</p>\n'
        )

    def about(self) -> str:
        """Return facts, timeline and table of dates, folded away."""
        title = self.wording.say("About this cycle")
        return self.details(
            "about-cycle", title, self.facts() + self.timeline()
        )

    def facts(self) -> str:
        """Return the facts about the cycle, the status for each day."""
        statuses = [
            (day.isoformat(), display.status_text(one, self.wording))
            for day, one in self.checklist.statuses
        ]
        by_day = f' data-liaison-statuses="{escape(json.dumps(statuses))}"'
        rows = ""
        for name, pieces in display.facts(self.checklist, self.wording):
            is_status = statuses and name == self.wording.say("Status")
            rows += (
                f"<div><dt>{escape(name)}</dt><dd{by_day if is_status else ''}"
                f">{self.pieces(pieces)}</dd></div>\n"
            )
        # Themes have a look of their own for lists without this class.
        return f'<dl class="liaison-facts simple">\n{rows}</dl>\n'

    def timeline(self) -> str:
        """Return the picture of the cycle, and the table behind it."""
        picture = timeline.timeline_svg(self.checklist, self.wording)
        rows = timeline.timeline_rows(self.checklist, self.wording)
        made = '<figure class="liaison-timeline">\n'
        if picture:
            label = self.sentence("Timeline")
            made += (
                '<div class="liaison-picture" role="region" '
                f'aria-label="{label}">\n{picture}\n</div>\n'
            )
        if rows:
            made += self.table_of_dates(rows)
        else:
            made += f"<p>{self.sentence('No dates yet')}</p>\n"
        return made + "</figure>\n"

    def table_of_dates(self, rows: Iterable[DateRow]) -> str:
        """Return the table that says what the picture shows."""
        say = self.wording.say
        names = map(say, ("Event", "When", "Where the date comes from"))
        head = "".join(
            f'<th scope="col">{escape(name)}</th>' for name in names
        )
        made = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
        for row in rows:
            when = self.pieces(row.when)
            if row.was:
                was = self.pieces((f"{say('was')} ", row.was))
                when += f" {self.badge('was', was)}"
            made += (
                f'<tr><th scope="row">{escape(row.title)}</th>'
                f"<td>{when}</td><td>{escape(row.basis)}</td></tr>\n"
            )
        made += "</tbody>\n</table>\n"
        return self.details("dates", say("Table of dates"), made)

    # -- phases

    def phase(self, phase: PhaseDates) -> str:
        """Return a phase's days and items, to be folded by the script."""
        pieces = display.phase_pieces(self.checklist, phase, self.wording)
        when = self.pieces(pieces)
        if phase.start is not None:
            basis = escape(display.basis_text(phase, self.wording))
            when += f' <span class="liaison-basis">({basis})</span>'
        items = [one for one in self.checklist.items if one.phase == phase.id]
        tasks = list(filter(markup.is_counted, items))
        progress = self.progress(tasks) if tasks else ""
        return (
            f'<details class="liaison-fold" open=""><summary>{when} {progress}'
            f'<span class="liaison-unseen"> {plain(phase.title)}</span>'
            f"</summary>\n{self.many(items, phase)}</details>\n"
        )

    # -- exceptions

    def exceptions(self) -> str:
        """Return when exceptions may be granted, and those on record."""
        made, found = "", self.checklist.exceptions
        if not found:
            none = self.sentence(
                "No exception is on record for this cycle. "
                "When one may be granted:"
            )
            made += f"<p>{none}</p>\n"
        for policy in self.checklist.policies:
            days = display.span(policy.opens, policy.closes)
            said = self.sentence(
                "{policy}: {dates}; decided by: {role}",
                policy=plain(policy.title),
                dates=self.pieces(days) or self.sentence("not scheduled"),
                role=escape(display.owner_text(policy.decides)),
            )
            made += f"<p>{said}</p>\n"
        rows = "".join(map(self.exception, found))
        return made + (f"<ul>\n{rows}</ul>\n" if rows else "")

    def exception(self, one: ExceptionItem) -> str:
        made = self.pieces(display.exception_pieces(one, self.wording))
        url = markup.safe_url(one.url)
        if url:
            made += f" ({self.address(url, self.sentence('request'))})"
        return f"<li>{made}</li>\n"


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
