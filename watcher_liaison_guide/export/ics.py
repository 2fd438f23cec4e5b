# SPDX-License-Identifier: Apache-2.0
"""A checklist as an iCalendar file (RFC 5545) to import or subscribe to.

All events are whole days. A uid is an entry's name, the cycle and the team:
the files of two teams or two cycles share none. Nothing depends on the clock.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from watcher_liaison_guide.checklist.model import (
    JUDGE,
    NO,
    OPEN,
    Checklist,
    Item,
)
from watcher_liaison_guide.export import display, entries
from watcher_liaison_guide.export.badges import badges
from watcher_liaison_guide.export.entries import Entry
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.export.wording import day

_DAY = datetime.timedelta(days=1)
#: The length in octets from which a line is folded.
_LONGEST = 75


def checklist_to_ics(
    checklist: Checklist, url: str | None = None, by_step: bool = False
) -> bytes:
    """Return the deadlines of a checklist as an iCalendar file.

    With *by_step* it has each step by itself instead.
    *url* is the address of the checklist's page, to which the events link.
    """
    what = "steps" if by_step else "deadlines"
    cycle, team = display.cycle_name(checklist), display.team_name(checklist)
    name = f"{cycle}: release {what} of {team}"
    # When the data changed last, as they are published: RFC 5545, 3.8.7.2.
    stamp = entries.last_known_day(checklist) or datetime.date(2000, 1, 1)
    notes = display.visible((checklist.notes or "").strip())
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//OpenStack//watcher-liaison-guide//EN",
        "CALSCALE:GREGORIAN",
        *([f"DESCRIPTION:{_text(notes)}"] if notes else []),
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        # How often programs that subscribe ask again: by RFC 7986, and before.
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    feed = entries.steps if by_step else entries.deadlines
    for entry in feed(checklist):
        lines += _event(checklist, entry, stamp, safe_url(url))
    lines.append("END:VCALENDAR")
    return b"".join(map(_folded, lines))


def _event(
    checklist: Checklist,
    entry: Entry,
    stamp: datetime.date,
    page: str | None,
) -> Iterator[str]:
    """Yield the lines of an event."""
    cycle = display.one_line(checklist.cycle.release)
    team = quote(checklist.team_name.lower())
    summary = f"{display.team_name(checklist)} {cycle}: {entry.title}"
    link = _link(checklist, entry, page)
    (start, end), *others = entry.days
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DTSTART;VALUE=DATE:{_date(start)}"
    yield f"DTEND;VALUE=DATE:{_date(end + _DAY)}"
    yield f"DTSTAMP:{_date(stamp)}T000000Z"
    yield f"UID:{_text(f'{entry.name}@{cycle}.{team}.liaison-guide')}"
    yield f"SEQUENCE:{entry.sequence}"
    if others:
        yield f"RDATE;VALUE=DATE:{','.join(_date(one) for one, _ in others)}"
    categories = {
        display.one_line(one.owner.title)
        for item in entry.items
        for one in item.walk()
        if one.owner is not None and one.applies != NO
    }
    if categories:
        yield f"CATEGORIES:{','.join(map(_text, sorted(categories)))}"
    yield f"DESCRIPTION:{_text(_description(entry, link))}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield f"URL:{link}"
    if entry.is_deadline:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY")
        yield f"DESCRIPTION:{_text(summary)}"
        yield from ("TRIGGER:-P3D", "END:VALARM")
    yield "END:VEVENT"


def _date(day: datetime.date) -> str:
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    """Return a text as a value (RFC 5545, 3.3.11)."""
    escaped = re.sub(r"[\\;,]", r"\\\g<0>", value)
    return r"\n".join(escaped.splitlines())


def _folded(line: str) -> bytes:
    """Return a line, folded before its 75th octet (RFC 5545, 3.1).

    No character is divided, nor is what a single backslash escapes.
    """
    rest, folded = line.encode(), b""
    while len(rest) >= _LONGEST:
        end = _LONGEST - 1
        while rest[end] & 0xC0 == 0x80:
            end -= 1
        if rest[end - 1] == ord("\\"):
            end -= 1
        folded += rest[:end] + b"\r\n "
        rest = rest[end:]
    return folded + rest + b"\r\n"


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
            lines += [PLAIN.filled_line(item.text, item.filling), facts]
            if item.if_silent is not None:
                silent = PLAIN.filled_line(item.if_silent, item.filling)
                lines.append(f"If nobody acts: {silent}")
        else:
            lines.append(f"- {item.short}" + (f" ({facts})" if facts else ""))
        lines += [
            f"{margin}{display.one_line(one.text)}: {safe_url(one.url)}"
            for one in item.links
            if safe_url(one.url)
        ]
    lines += ["", link]
    return display.visible("\n".join(lines).strip())


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
