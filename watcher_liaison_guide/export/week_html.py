# SPDX-License-Identifier: Apache-2.0
"""The top of a checklist's page: release day, main dates, this week.

What only a browser can fill is hidden until the script shows it. A text
with a number in it is in ``data-one`` and ``data-many``.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from html import escape

from watcher_liaison_guide.checklist.selecting import roles_of
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.agenda_data import agenda_data
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.items_html import ItemsHtml
from watcher_liaison_guide.export.markdown import Markdown
from watcher_liaison_guide.export.markup import safe_url
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
    return f'<span class="liaison-elsewhere" hidden>{words}{link}</span>'


class WeekHtml(ItemsHtml):
    """Writes what is above a checklist's phases."""

    # -- what a page may do in its own way

    def page_id(self, name: str) -> str:
        """Return the id of something that a page has once."""
        return name

    def latest(self) -> str:
        """Return the address of the current cycle's page, "" if unknown."""
        return ""

    def kept_current(self) -> str:
        """Return the address of the current documentation, "" if unknown."""
        return ""

    def calendar(self) -> str:
        """Return the address of the cycle's calendar file, "" if none."""
        return ""

    # -- the head

    def head(self) -> str:
        """Return what is first on the page."""
        week = self.page_id("this-week")
        skip = escape(self.wording.say("Skip to this week"))
        return (
            f'<a class="liaison-skip liaison-unseen" href="#{week}" hidden>'
            f"{skip}</a>\n{self.status()}{self.strip()}"
            '<div class="liaison-live" hidden>\n'
            '<p class="liaison-said" role="status" tabindex="-1"></p>\n'
            f"{self.week()}{self.age()}{self.views()}{self.filters()}"
            f"{self.owners()}</div>\n"
        )

    def status(self) -> str:
        """Return the release day, the phase and the role on one line."""
        say = self.wording.say
        released = self.checklist.cycle.release_date
        when = self.pieces((released or say("day not known yet"),))
        over = self.sentence("This cycle is over.") + _link(
            self.latest(), say("Go to the current cycle")
        )
        elsewhere = elsewhere_html(self.kept_current(), self.wording)
        chosen = self._options((("", say("everyone")), *self.roles()))
        return (
            f'<p class="liaison-status"><span>{escape(say("Release"))}: '
            f'{when}<span class="liaison-relative"></span></span>'
            f'<span class="liaison-now" hidden>{escape(say("Now"))}: '
            '<span class="liaison-relative"></span></span>'
            f'<span class="liaison-over" hidden>{over}</span>{elsewhere}'
            f"<label hidden>{escape(say('You are'))} "
            f'<select name="role">{chosen}</select></label></p>\n'
        )

    def roles(self) -> list[tuple[str, str]]:
        """Return the ids and titles of all owners, in order of the titles."""
        found = roles_of(self.checklist).items()
        return sorted(found, key=lambda one: one[1])

    def owners(self) -> str:
        """Return an empty list for each role, for the view by owner."""
        return "".join(
            f"<section hidden><h2>{escape(one_line(title))}</h2>\n"
            f'<ul class="liaison-items" data-of="role-{escape(role)}"></ul>'
            "</section>\n"
            for role, title in self.roles()
        )

    def strip(self) -> str:
        """Return the cycle's main dates along a line, "" without any."""
        say = self.wording.say
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
        marks = ""
        for day, name in days:
            share = max((day - first).days / length, 0)
            marks += (
                f'<li><svg width="{share:.1%}"></svg><span>'
                f"<b>{escape(name)}</b> {self.pieces((day,))}</span></li>"
            )
        today = escape(say("today"))
        return (
            f'<ol class="liaison-strip" '
            f'aria-label="{escape(say("Main dates"))}" '
            f'data-liaison-from="{first}" data-liaison-to="{last}">{marks}'
            '<li class="liaison-strip-today" hidden>'
            f'<svg width="0"></svg><span><b>{today}</b></span></li>'
            "</ol>\n"
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
            f'data-liaison-to="{last}" hidden>'
            f"{self.pieces(display.span(first, last))} "
            f"<span>◆ {escape(', '.join(titles))}</span></li>\n"
            for (first, last), titles in sorted(found.items())
        )

    # -- the week

    def week(self) -> str:
        """Return the panel of this week, and the folded lists below it."""
        say = self.wording.say
        name = self.page_id("this-week")
        calendar = self.calendar()
        link = (
            f' <a href="{escape(calendar)}">'
            f"{escape(say('Add to calendar'))}</a>"
            if calendar
            else ""
        )
        nothing = self.sentence(
            "Next deadline: {day}, {steps}.",
            day="<time></time>",
            steps=f'<span data-one="{escape(say("1 step"))}" '
            f'data-many="{escape(say("%d steps"))}"></span>',
        )
        gone = "".join(
            f'<li data-phase="{escape(phase.id)}" hidden>'
            f"{self._number(one_line(phase.title))} "
            + self.button(
                "done", f"{say('Mark as done')}: {one_line(phase.title)}"
            )
            + "</li>\n"
            for phase in self.checklist.phases
            if any(
                row.days.late_until and row.first.phase == phase.id
                for _, row in self.rows.values()
            )
        )
        record = self.button("record", say("Copy my ticks as a record"))
        lines = agenda_data(Markdown(), self.checklist)
        data = escape(json.dumps(lines, separators=(",", ":")))
        return (
            f'<section class="liaison-week" id="{name}" tabindex="-1" '
            f'data-liaison-agenda="{data}" '
            f'aria-labelledby="{name}-title">\n'
            f'<h2 id="{name}-title">{escape(say("This week"))}, '
            "<span></span></h2>\n"
            '<p class="liaison-tools">'
            f"{self.button('agenda', say('Copy for the meeting'))}{link}</p>\n"
            '<ul class="liaison-items" data-of="late this-week">\n'
            f"{self.events()}</ul>\n"
            f'<p class="liaison-nothing" hidden>'
            f"{escape(say('Nothing is due this week.'))} "
            f"<span>{nothing}</span></p>\n</section>\n"
            '<div class="liaison-folds">\n'
            f"{self._fold('next-week', say('Next week'))}"
            f"{self._fold('under-way', say('Under way, due later'))}"
            f"{self._fold('recurring', say('Recurring and as needed'))}"
            '<details class="liaison-gone" hidden><summary data-one="'
            f'{escape(display.without_record_text(1, self.wording))}" '
            f'data-many="{escape(say("%d earlier steps have no record"))}">'
            f"</summary>\n<p>{record}</p>\n<ul>\n{gone}</ul></details>\n"
            "</div>\n"
        )

    def _fold(self, states: str, title: str) -> str:
        number = self._number(title, "summary")
        return (
            f"<details hidden>{number}\n"
            f'<ul class="liaison-items" data-of="{states}"></ul></details>\n'
        )

    def _number(self, title: str, tag: str = "span") -> str:
        """Return an element for a title with a number of steps."""
        one, many = self.wording.say("1 step"), self.wording.say("%d steps")
        return (
            f'<{tag} data-one="{escape(f"{title}: {one}")}" '
            f'data-many="{escape(f"{title}: {many}")}"></{tag}>'
        )

    def button(self, act: str, words: str) -> str:
        return (
            f'<button type="button" data-do="{act}">{escape(words)}</button>'
        )

    def age(self) -> str:
        """Return how old the dates are, and where the newest ones are."""
        source, say = self.checklist.source, self.wording.say
        if source is None:
            return ""
        made = ""
        if source.date is not None:
            many = escape(say("%d days old"))
            made = (
                f"{escape(say('Dates of'))} {self.pieces((source.date,))}"
                f'<span class="liaison-relative">, <span data-one="'
                f'{escape(say("1 day old"))}" data-many="{many}"></span>'
                "</span> · "
            )
        series = self.checklist.cycle.series
        url = f"https://releases.openstack.org/{series}/schedule.html"
        link = self.address(
            safe_url(url) or "", escape(say("OpenStack's schedule"))
        )
        return f'<p class="liaison-age">{made}{link}</p>\n'

    def views(self) -> str:
        """Return the views; the address says which one is shown."""
        say = self.wording.say
        views = {
            "week": say("This week"),
            "phases": say("All phases"),
            "owner": say("By owner"),
        }
        links = "".join(
            f'<button type="button" data-view="{view}">{escape(text)}'
            "</button>\n"
            for view, text in views.items()
        )
        return (
            '<div class="liaison-views" role="group" '
            f'aria-label="{escape(say("Views"))}">\n{links}</div>\n'
        )

    def filters(self) -> str:
        """Return the filters, and what can be done with one's ticks."""
        say = self.wording.say
        deliverables = sorted(
            {
                one_line(one.deliverable)
                for one in self.checklist.walk()
                if one.deliverable
            }
        )
        every = ("", say("all"))
        states = (
            every,
            ("open", say("to do")),
            ("ticked", say("ticked by me")),
            ("recorded", say("recorded by the team")),
        )
        legend = say(
            "A tick is yours alone and stays in this browser. What the team "
            "has recorded is marked done or skipped."
        )
        lost = say("This browser keeps no ticks: they are lost with the page.")
        return (
            '<details class="liaison-filters">'
            f"<summary>{escape(say('Filters and my ticks'))}</summary>\n"
            '<div class="liaison-controls">\n'
            f"<label>{escape(say('Deliverable'))} "
            '<select name="deliverable">'
            f"{self._options((every, *((one, one) for one in deliverables)))}"
            f"</select></label>\n<label>{escape(say('State'))} "
            f'<select name="state">{self._options(states)}</select></label>\n'
            f"<label>{escape(say('Search'))} "
            '<input type="search" name="text"></label>\n'
            f"{self.button('all', say('Show all'))}\n"
            f'<span class="liaison-count" data-one="{escape(say("1 step"))}" '
            f'data-many="{escape(say("%d steps"))}"></span>\n'
            f'<p class="liaison-legend">{escape(legend)}</p>\n'
            f'<p class="liaison-lost" hidden>{escape(lost)}</p>\n'
            f"<label>{escape(say('My name in records'))} "
            '<input class="liaison-nick" autocomplete="nickname"></label>\n'
            f"{self.button('record', say('Copy my ticks as a record'))}\n"
            f"{self.button('export', say('Export my ticks'))}\n"
            f"<label>{escape(say('Import ticks'))} "
            '<input type="file" accept=".json"></label>\n'
            "</div></details>\n"
        )

    def _options(self, options: Iterable[tuple[str, str]]) -> str:
        return "".join(
            f'<option value="{escape(value)}">{escape(text)}</option>'
            for value, text in options
        )
