# SPDX-License-Identifier: Apache-2.0
"""The elements of a checklist's page, alike in Sphinx and without it.

:mod:`.markup` says what the style and the script expect of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from watcher_liaison_guide.checklist.model import ExceptionItem, PhaseDates
from watcher_liaison_guide.checklist.week import is_open
from watcher_liaison_guide.export import display, markup, timeline
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.timeline import DateRow
from watcher_liaison_guide.export.week_html import WeekHtml


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
        made = self.facts() + self.timeline()
        return self.details("about-cycle", title, made)

    def facts(self) -> str:
        """Return the facts about the cycle, the status for each day."""
        say = self.wording.say
        statuses = [
            (day.isoformat(), display.status_text(one, self.wording))
            for day, one in self.checklist.statuses
        ]
        by_day = escape(json.dumps(statuses))
        rows = ""
        for name, pieces in display.facts(self.checklist, self.wording):
            is_status = name == say("Status") and statuses
            data = f' data-liaison-statuses="{by_day}"' if is_status else ""
            rows += (
                f"<div><dt>{escape(name)}</dt>"
                f"<dd{data}>{self.pieces(pieces)}</dd></div>\n"
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
        names = ("Event", "When", "Where the date comes from")
        head = "".join(
            f'<th scope="col">{escape(say(name))}</th>' for name in names
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
        when = self.pieces(
            display.phase_pieces(self.checklist, phase, self.wording)
        )
        if phase.start is not None:
            basis = escape(display.basis_text(phase, self.wording))
            when += f' <span class="liaison-basis">({basis})</span>'
        items = [
            item for item in self.checklist.items if item.phase == phase.id
        ]
        title = escape(one_line(phase.title))
        tasks = list(filter(markup.is_counted, items))
        done = sum(not is_open(one) for one in tasks)
        progress = self.progress(done, len(tasks)) if tasks else ""
        return (
            f'<details class="liaison-fold" open=""><summary>{when} {progress}'
            f'<span class="liaison-unseen"> {title}</span></summary>\n'
            f"{self.many(items, phase)}</details>\n"
        )

    # -- exceptions

    def exceptions(self) -> str:
        """Return when exceptions may be granted, and those on record."""
        checklist = self.checklist
        made = ""
        if not checklist.exceptions:
            none = self.wording.say(
                "No exception is on record for this cycle. "
                "When one may be granted:"
            )
            made += f"<p>{escape(none)}</p>\n"
        for policy in checklist.policies:
            days = display.span(policy.opens, policy.closes)
            dates = days or (self.wording.say("not scheduled"),)
            said = self.sentence(
                "{policy}: {dates}; decided by: {role}",
                policy=escape(one_line(policy.title)),
                dates=self.pieces(dates),
                role=escape(display.owner_text(policy.decides)),
            )
            made += f"<p>{said}</p>\n"
        if checklist.exceptions:
            rows = "".join(map(self.exception, checklist.exceptions))
            made += f"<ul>\n{rows}</ul>\n"
        return made

    def exception(self, one: ExceptionItem) -> str:
        made = self.pieces(display.exception_pieces(one, self.wording))
        url = markup.safe_url(one.url)
        if url:
            request = self.sentence("request")
            made += f" ({self.address(url, request)})"
        return f"<li>{made}</li>\n"
