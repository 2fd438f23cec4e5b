# SPDX-License-Identifier: Apache-2.0
"""A checklist as an iCalendar file (RFC 5545) to import or subscribe to.

All events are whole days. A uid is an entry's name, the cycle and the team:
the files of two teams or two cycles share none. Nothing depends on the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from urllib.parse import quote

import icalendar

from watcher_liaison_guide.checklist.model import (
    JUDGE,
    NO,
    OPEN,
    Checklist,
    Item,
)
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.badges import badges
from watcher_liaison_guide.export.entries import (
    Entry,
    deadlines,
    last_known_day,
    steps,
)
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.export.wording import day
from watcher_liaison_guide.prose import Prose, fill

_DAY = datetime.timedelta(days=1)
#: When a reminder comes, counted from the beginning of the event.
_AHEAD = datetime.timedelta(days=-3)


def checklist_to_ics(
    checklist: Checklist, url: str | None = None, by_step: bool = False
) -> bytes:
    """Return the deadlines of a checklist as an iCalendar file.

    With *by_step* it has each step by itself instead.
    *url* is the address of the checklist's page, to which the events link.
    """
    what = "steps" if by_step else "deadlines"
    name = (
        f"{display.cycle_name(checklist)}: release {what} of "
        f"{display.team_name(checklist)}"
    )
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//OpenStack//watcher-liaison-guide//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    if checklist.notes:
        calendar.add("description", display.visible(checklist.notes.strip()))
    # How often programs that subscribe ask again: by RFC 7986, and before.
    daily = icalendar.vDuration(_DAY)
    daily.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", daily)
    calendar.add("x-published-ttl", "P1D")
    # When the data changed last, as they are published: RFC 5545, 3.8.7.2.
    date = last_known_day(checklist) or datetime.date(2000, 1, 1)
    midnight = datetime.time(tzinfo=datetime.UTC)
    stamp = datetime.datetime.combine(date, midnight)
    for entry in steps(checklist) if by_step else deadlines(checklist):
        calendar.add_component(_event(checklist, entry, stamp, safe_url(url)))
    content: bytes = calendar.to_ical()
    return content


def _event(
    checklist: Checklist,
    entry: Entry,
    stamp: datetime.datetime,
    page: str | None,
) -> icalendar.Event:
    cycle = display.one_line(checklist.cycle.release)
    team = quote(checklist.team_name.lower())
    summary = f"{display.team_name(checklist)} {cycle}: {entry.title}"
    link = _link(checklist, entry, page)
    (start, end), *others = entry.days
    event = icalendar.Event()
    event.add("uid", f"{entry.name}@{cycle}.{team}.liaison-guide")
    event.add("dtstamp", stamp)
    event.add("sequence", entry.sequence)
    event.add("summary", summary)
    event.add("dtstart", start)
    event.add("dtend", end + _DAY)
    if others:
        days = [first for first, _ in others]
        event.add("rdate", days, parameters={"VALUE": "DATE"})
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("description", _description(entry, link))
    event.add("url", link)
    categories = {
        display.one_line(one.owner.title)
        for item in entry.items
        for one in item.walk()
        if one.owner is not None and one.applies != NO
    }
    if categories:
        event.add("categories", sorted(categories))
    if entry.is_deadline:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", _AHEAD)
        event.add_component(alarm)
    return event


def _link(checklist: Checklist, entry: Entry, page: str | None) -> str:
    """Return the address of an entry: on the page, else in the schedule."""
    if page:
        return f"{page}#{entry.anchor}" if entry.anchor else page
    series = quote(display.one_line(checklist.cycle.series))
    schedule = f"https://releases.openstack.org/{series}/schedule.html"
    return f"{schedule}#{quote(entry.key)}" if entry.key else schedule


def _description(entry: Entry, link: str) -> str:
    """Return what an event is about; how steps are done is on the page."""
    lines = list(entry.about)
    if entry.items and not entry.is_step:
        lines += ["", "Steps:"]
    for item in entry.items:
        facts = "; ".join(_facts(item))
        margin = "" if entry.is_step else "  "
        if entry.is_step:
            lines += [_words(item.text, item), facts]
            if item.if_silent is not None:
                lines.append(f"If nobody acts: {_words(item.if_silent, item)}")
        else:
            lines.append(f"- {item.short}" + (f" ({facts})" if facts else ""))
        lines += [
            f"{margin}{display.one_line(one.text)}: {safe_url(one.url)}"
            for one in item.links
            if safe_url(one.url)
        ]
    lines += ["", link]
    return display.visible("\n".join(lines).strip())


def _words(text: Prose, item: Item) -> str:
    return PLAIN.prose_line(fill(text, item.filling))


def _facts(item: Item) -> Iterable[str]:
    if item.owner is not None:
        yield display.owner_text(item.owner)
    if item.has_members:
        number = sum(one.applies != NO for one in item.items)
        done = sum(one.state != OPEN for one in item.items)
        yield f"{done} of {number} done"
    if item.applies == JUDGE:
        yield f"your judgement: {display.sentence_part(item.why)}"
    if item.state != OPEN:
        (state,) = (one for one in badges(item) if one.kind == item.state)
        proof = safe_url(state.url)
        yield state.text + (f" ({proof})" if proof else "")
    if item.start is not None and item.start != item.due:
        yield f"from {day(item.start)}"
