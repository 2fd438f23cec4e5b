# SPDX-License-Identifier: Apache-2.0
"""The top of a checklist's page, with this week, and facts at its end.

What only a browser can fill is hidden until the script shows it. A text
with a number in it is in ``data-one`` and ``data-many``.
"""

from __future__ import annotations

import datetime
import json
from html import escape

from watcher_liaison_guide.checklist.selecting import roles_of
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.agenda import agenda_data
from watcher_liaison_guide.export.details_html import DetailsHtml, plain
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.formats import Markdown
from watcher_liaison_guide.export.markup import schedule_url
from watcher_liaison_guide.export.timeline import (
    DateRow,
    timeline_rows,
    timeline_svg,
)
from watcher_liaison_guide.export.wording import Wording

#: The dates on the strip at the top.
_STRIP_WORDS = {
    "milestone-1": "M1",
    "milestone-2": "M2",
    "feature-freeze": "FF",
    "rc1": "RC1",
    "final-rc": "Final RC",
    "release": "Release",
}


def _link(url: str, words: str) -> str:
    """Return a link behind a sentence, "" without an address."""
    return f' <a href="{escape(url)}">{escape(words)}</a>' if url else ""


def elsewhere_html(url: str | None, wording: Wording) -> str:
    """Return what a page says where it is not at the *url* kept current."""
    if not url:
        return ""
    words = escape(wording.say("This page may be outdated."))
    link = _link(url, wording.say("Go to the current documentation"))
    return f'<span class="liaison-elsewhere" hidden="">{words}{link}</span>'


class WeekHtml(DetailsHtml):
    """Writes what is above and below a checklist's phases."""

    def head(self) -> str:
        """Return what is first on the page."""
        week = self.page_id("this-week")
        lost = self.sentence(
            "This browser keeps no ticks: they are lost with the page."
        )
        return (
            f'<a class="liaison-skip liaison-unseen" href="#{week}" hidden="">'
            f"{self.sentence('Skip to this week')}</a>\n"
            f"{self.status()}{self.strip()}"
            '<div class="liaison-live" hidden="">\n'
            '<p class="liaison-said" role="status" tabindex="-1"></p>\n'
            f'<p class="liaison-lost" hidden="">{lost}</p>\n'
            f"{self.week()}{self.age()}{self.views()}{self.filters()}"
            f"{self.owners()}</div>\n"
        )

    def status(self) -> str:
        """Return the release day, the phase and the role on one line."""
        say, sentence = self.wording.say, self.sentence
        released = self.checklist.cycle.release_date
        when = self.pieces((released or say("not known yet"),))
        current = _link(self.latest(), say("Go to the current cycle"))
        elsewhere = elsewhere_html(self.kept_current(), self.wording)
        every = say("everyone")
        role = self.choice(say("You are"), "role", every, self.roles())
        return (
            f'<p class="liaison-status"><span>{sentence("Release")}: {when}'
            '<span class="liaison-relative"></span></span>'
            f'<span class="liaison-now" hidden="">{sentence("Now")}: '
            '<span class="liaison-relative"></span></span>'
            f'<span class="liaison-over" hidden="">'
            f"{sentence('This cycle is over.')}{current}</span>{elsewhere}"
            f'<label hidden="">{role}</label></p>\n'
        )

    def roles(self) -> dict[str, str]:
        """Return the titles of all owners by their ids, in order."""
        found = roles_of(self.checklist).items()
        return dict(sorted(found, key=lambda one: one[1]))

    def owners(self) -> str:
        """Return an empty list for each role, for the view by owner."""
        return "".join(
            f'<section hidden=""><h2>{plain(title)}</h2>\n'
            f'<ul class="liaison-items" data-of="role-{escape(role)}"></ul>'
            "</section>\n"
            for role, title in self.roles().items()
        )

    def strip(self) -> str:
        """Return the cycle's main dates along a line, "" without any."""
        say = self.sentence
        days = sorted(
            (event.due, say(_STRIP_WORDS[event.id]))
            for event in self.checklist.own_events
            if event.id in _STRIP_WORDS and event.due is not None
        )
        starts = [one.start for one in self.checklist.phases if one.start]
        if not days or not starts:
            return ""
        first, last = min(starts), days[-1][0]
        length = max((last - first).days, 1)
        marks = "".join(
            f'<li><svg width="{max((day - first).days / length, 0):.1%}">'
            f"</svg><span><b>{name}</b> {self.pieces((day,))}</span></li>"
            for day, name in days
        )
        return (
            f'<ol class="liaison-strip" aria-label="{say("Main dates")}" '
            f'data-liaison-from="{first}" data-liaison-to="{last}">{marks}'
            '<li class="liaison-strip-today" hidden=""><svg width="0"></svg>'
            f"<span><b>{say('today')}</b></span></li></ol>\n"
        )

    def events(self) -> str:
        """Return the events of each day in one row, hidden at first."""
        found: dict[tuple[datetime.date, datetime.date], list[str]] = {}
        for event in self.checklist.own_events:
            title = one_line(self.wording.say(event.title))
            for start, end, due in event.occurrences:
                found.setdefault((due or start, due or end), []).append(title)
        return "".join(
            f'<li class="liaison-event" data-liaison-from="{first}" '
            f'data-liaison-to="{last}" hidden="">'
            f"{self.pieces(display.span(first, last))} "
            f"<span>◆ {escape(', '.join(titles))}</span></li>\n"
            for (first, last), titles in sorted(found.items())
        )

    def week(self) -> str:
        """Return the panel of this week, and the folded lists below it."""
        say = self.sentence
        name = self.page_id("this-week")
        link = _link(self.calendar(), self.wording.say("Add to calendar"))
        day, steps = "<time></time>", self.steps()
        nothing = say("Next deadline: {day}, {steps}.", day=day, steps=steps)
        every = [row for _, row in self.rows.values()]
        late = {row.first.phase for row in every if row.days.late_until}
        gone = ""
        for phase in self.checklist.phases:
            if phase.id in late:
                title = plain(phase.title)
                done = self.button("done", f"{say('Mark as done')}: {title}")
                gone += (
                    f'<li data-phase="{escape(phase.id)}" hidden="">'
                    f"{self.steps(title)} {done}</li>\n"
                )
        one, many = map(say, display.WITHOUT_RECORD_WORDS.values())
        lines = agenda_data(Markdown(), self.checklist)
        data = escape(json.dumps(lines, separators=(",", ":")))
        return (
            f'<section class="liaison-week" id="{name}" tabindex="-1" '
            f'data-liaison-agenda="{data}" '
            f'aria-labelledby="{name}-title">\n'
            f'<h2 id="{name}-title">{say("This week")}, <span></span></h2>\n'
            '<p class="liaison-tools">'
            f"{self.button('agenda', say('Copy for the meeting'))}{link}</p>\n"
            '<ul class="liaison-items" data-of="late this-week">\n'
            f"{self.events()}</ul>\n"
            '<p class="liaison-nothing" hidden="">'
            f"{say('Nothing is due this week.')} "
            f"<span>{nothing}</span></p>\n</section>\n"
            '<div class="liaison-folds">\n'
            f"{self.fold('next-week', say('Next week'))}"
            f"{self.fold('under-way', say('Under way, due later'))}"
            f"{self.fold('recurring', say('Recurring and as needed'))}"
            f'<details class="liaison-gone" hidden="">'
            f"{self.number(one, many, 'summary')}\n"
            f"<p>{self.button('record', say('Copy my ticks as a record'))}"
            f"</p>\n<ul>\n{gone}</ul></details>\n</div>\n"
        )

    def fold(self, states: str, title: str) -> str:
        return (
            f'<details hidden="">{self.steps(title, "summary")}\n'
            f'<ul class="liaison-items" data-of="{states}"></ul></details>\n'
        )

    def steps(self, title: str = "", tag: str = "span") -> str:
        """Return an element for a number of steps, behind a title."""
        before = f"{title}: " if title else ""
        one, many = self.sentence("1 step"), self.sentence("%d steps")
        return self.number(before + one, before + many, tag)

    def number(self, one: str, many: str, tag: str = "span") -> str:
        return f'<{tag} data-one="{one}" data-many="{many}"></{tag}>'

    def button(self, act: str, words: str, kind: str = "do") -> str:
        return f'<button type="button" data-{kind}="{act}">{words}</button>'

    def choice(
        self, label: str, name: str, every: str, options: dict[str, str]
    ) -> str:
        """Return a list to choose from; *every* stands for no choice."""
        made = "".join(
            f'<option value="{escape(value)}">{escape(text)}</option>'
            for value, text in {"": every, **options}.items()
        )
        return f'{escape(label)} <select name="{name}">{made}</select>'

    def age(self) -> str:
        """Return how old the dates are, and where the newest ones are."""
        source, say = self.checklist.source, self.sentence
        if source is None:
            return ""
        made = ""
        if source.date is not None:
            days = self.number(say("1 day old"), say("%d days old"))
            made = (
                f"{say('Dates of')} {self.pieces((source.date,))}"
                f'<span class="liaison-relative">, {days}</span> · '
            )
        url = schedule_url(self.checklist)
        link = self.address(url, say("OpenStack's schedule"))
        return f'<p class="liaison-age">{made}{link}</p>\n'

    def views(self) -> str:
        """Return the views; the address says which one is shown."""
        say = self.sentence
        return (
            '<div class="liaison-views" role="group" '
            f'aria-label="{say("Views")}">\n'
            f"{self.button('week', say('This week'), 'view')}\n"
            f"{self.button('phases', say('All phases'), 'view')}\n"
            f"{self.button('owner', say('By owner'), 'view')}\n</div>\n"
        )

    def filters(self) -> str:
        """Return the filters, and what can be done with one's ticks."""
        say, sentence = self.wording.say, self.sentence
        every = self.checklist.walk()
        names = {one_line(one.deliverable or "") for one in every} - {""}
        own = {one: one for one in sorted(names)}
        states = {
            "open": say("to do"),
            "ticked": say("ticked by me"),
            "recorded": say("recorded by the team"),
        }
        legend = sentence(
            "A tick is yours alone and stays in this browser. What the team "
            "has recorded is marked done or skipped."
        )
        whole = say("all")
        controls = (
            self.choice(say("Deliverable"), "deliverable", whole, own),
            self.choice(say("State"), "state", whole, states),
            f'{sentence("Search")} <input type="search" name="text"/>',
            f"{sentence('My name in records')} "
            '<input class="liaison-nick" autocomplete="nickname"/>',
            f'{sentence("Import ticks")} <input type="file" accept=".json"/>',
        )
        *narrow, nick, load = (f"<label>{one}</label>\n" for one in controls)
        record = sentence("Copy my ticks as a record")
        made = (
            f'<div class="liaison-controls">\n{"".join(narrow)}'
            f"{self.button('all', sentence('Show all'))}\n"
            f'<span class="liaison-count">{self.steps()}</span>\n'
            f'<p class="liaison-legend">{legend}</p>\n{nick}'
            f"{self.button('record', record)}\n"
            f"{self.button('export', sentence('Export my ticks'))}\n{load}"
            "</div>"
        )
        return self.details("filters", sentence("Filters and my ticks"), made)

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
        title = self.sentence("About this cycle")
        made = self.facts() + self.timeline()
        return self.details("about-cycle", title, made)

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
        """Return the picture of the cycle, and all its dates in a table."""
        picture = timeline_svg(self.checklist, self.wording)
        if picture:
            label = self.sentence("Timeline")
            picture = (
                '<div class="liaison-picture" role="region" '
                f'aria-label="{label}">\n{picture}\n</div>\n'
            )
        rows = timeline_rows(self.checklist, self.wording)
        table = f"<p>{self.sentence('No dates yet')}</p>\n"
        if rows:
            names = ("Event", "When", "Where the date comes from")
            head = "".join(
                f'<th scope="col">{self.sentence(name)}</th>' for name in names
            )
            body = "".join(map(self.date_row, rows))
            table = self.details(
                "dates",
                self.sentence("Table of dates"),
                f"<table>\n<thead><tr>{head}</tr></thead>\n"
                f"<tbody>\n{body}</tbody>\n</table>\n",
            )
        return (
            f'<figure class="liaison-timeline">\n{picture}{table}</figure>\n'
        )

    def date_row(self, row: DateRow) -> str:
        when = self.pieces(row.when)
        if row.was:
            was = self.pieces((f"{self.wording.say('was')} ", row.was))
            when += f" {self.badge('was', was)}"
        return (
            f'<tr><th scope="row">{escape(row.title)}</th>'
            f"<td>{when}</td><td>{escape(row.basis)}</td></tr>\n"
        )
