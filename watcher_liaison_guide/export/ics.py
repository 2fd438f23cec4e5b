# SPDX-License-Identifier: Apache-2.0
"""A checklist as an iCalendar file (RFC 5545) to import or subscribe to.

All events are whole days. A uid is an entry's name, the cycle and the team:
the files of two teams or two cycles share none. Nothing depends on the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
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
from watcher_liaison_guide.export.badges import member_name, member_text
from watcher_liaison_guide.export.entries import Entry, entries
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.export.wording import day
from watcher_liaison_guide.prose import fill

_DAY = datetime.timedelta(days=1)
_AHEAD = datetime.timedelta(days=-3)


def checklist_to_ics(checklist: Checklist, url: str | None = None) -> bytes:
    """Return the checklist as an iCalendar file.

    *url* is the address of the checklist's page, to which the events link.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//OpenStack//watcher-liaison-guide//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", display.title(checklist))
    stamp = _stamp(checklist)
    for entry in entries(checklist):
        calendar.add_component(_event(checklist, entry, stamp, safe_url(url)))
    content: bytes = calendar.to_ical()
    return content


def _stamp(checklist: Checklist) -> datetime.datetime:
    """Return the moment of the data: the day of its commit, as UTC.

    Without one it is the day of the latest change, or the earliest day
    that any event has, so that the same data give the same file.
    """
    source = checklist.source
    changed = [one.date for one in checklist.changes if one.date is not None]
    days = [event.start for event in checklist.events if event.start]
    if source is not None and source.date is not None:
        date = source.date
    elif changed:
        date = max(changed)
    else:
        date = min(days, default=datetime.date(2000, 1, 1))
    midnight = datetime.time(tzinfo=datetime.UTC)
    return datetime.datetime.combine(date, midnight)


def _event(
    checklist: Checklist,
    entry: Entry,
    stamp: datetime.datetime,
    page: str | None,
) -> icalendar.Event:
    cycle = display.one_line(checklist.cycle.release)
    team = quote(checklist.team_name.lower())
    summary = f"{display.team_name(checklist)} {cycle}: {entry.title}"
    link = f"{page}#{entry.anchor}" if page and entry.anchor else page
    event = icalendar.Event()
    event.add("uid", f"{entry.name}@{cycle}.{team}.liaison-guide")
    event.add("dtstamp", stamp)
    event.add("sequence", entry.sequence)
    event.add("summary", summary)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end + _DAY)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("description", _description(checklist, entry, link))
    if link:
        event.add("url", link)
    categories = {
        display.one_line(one.owner.title)
        for item in entry.items
        for one in item.walk()
        if one.owner is not None and one.applies != NO
    }
    if categories:
        event.add("categories", sorted(categories))
    if not entry.cancelled:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", _AHEAD)
        event.add_component(alarm)
    return event


def _description(checklist: Checklist, entry: Entry, link: str | None) -> str:
    lines = list(entry.about)
    if entry.items:
        lines += ["", "Steps:", *_steps(entry.items, entry.due or entry.end)]
    links = dict.fromkeys(
        f"{display.one_line(one.text)}: {safe_url(one.url)}"
        for item in entry.items
        for one in item.links
        if safe_url(one.url)
    )
    if links:
        lines += ["", *links]
    series = display.one_line(checklist.cycle.series)
    schedule = f"https://releases.openstack.org/{series}/schedule.html"
    lines += ["", link or f"Schedule: {schedule}"]
    return display.seen("\n".join(lines).strip())


def _steps(
    items: Sequence[Item],
    due: datetime.date | None,
    outer: Item | None = None,
    indent: str = "",
) -> Iterator[str]:
    """Yield a line for each step, with its day where that is not *due*."""
    for item in items:
        if item.applies == NO:
            continue
        is_member = outer is not None and outer.has_members
        text = PLAIN.prose_line(fill(item.text, item.filling))
        if is_member:
            text = member_name(item)
        facts = "; ".join(_facts(item, due, outer))
        yield f"{indent}- {text}" + (f" ({facts})" if facts else "")
        yield from _steps(item.items, item.due, item, indent + "  ")


def _facts(
    item: Item, due: datetime.date | None, outer: Item | None
) -> Iterable[str]:
    member = member_text(item, outer)
    if member and not (outer is not None and outer.has_members):
        yield member
    if item.owner is not None:
        yield display.owner_text(item.owner)
    if item.applies == JUDGE and (outer is None or outer.why != item.why):
        yield f"your judgement: {display.sentence_part(item.why)}"
    if item.state != OPEN:
        yield item.state
    if item.due is None:
        yield "no date yet"
    elif item.due != due:
        yield f"due {day(item.due)}"
