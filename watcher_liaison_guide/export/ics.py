# SPDX-License-Identifier: Apache-2.0
"""A checklist as an iCalendar file (RFC 5545) to import or subscribe to.

There are two feeds: the events of the release calendar, each with the steps
due with it, and the steps by themselves. Nothing depends on the clock.

A uid is an entry's name, the cycle and the team: the files of two teams or
two cycles share none. The name is made of what the entry is about and never
of dates or positions, so a date that moves moves the entry instead of adding
another; what the schedule no longer has is cancelled.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from watcher_liaison_guide.calendar.model import OF_OTHERS, Basis, Days
from watcher_liaison_guide.checklist.model import (
    JUDGE,
    NO,
    Checklist,
    EventChange,
    EventDates,
    Item,
)
from watcher_liaison_guide.checklist.selecting import concerns
from watcher_liaison_guide.checklist.states import (
    has_deadline,
    is_open,
    tasks_of,
)
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.badges import members_text, state_badges
from watcher_liaison_guide.export.markup import (
    item_ids,
    safe_url,
    schedule_url,
)
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.export.wording import day

_DAY = datetime.timedelta(days=1)
#: The first day and the last.
_Span = tuple[datetime.date, datetime.date]

_BASIS = {
    Basis.STATED: "The schedule states this day.",
    Basis.THURSDAY_RULE: "The schedule names the week. By convention, its "
    "Thursday is the deadline.",
    Basis.WEEK: "The schedule names the week. Its Thursday is the last day "
    "to act.",
    Basis.FALLS_BACK: "It has no date of its own, so another event's "
    "date applies.",
    Basis.TEAM: "The team has set this day.",
}


@dataclass(frozen=True)
class Entry:
    """One event of the file, on one span of days or on several days.

    ``is_deadline``: something is still to be done by its last day.
    """

    name: str
    title: str
    days: tuple[_Span, ...]
    items: tuple[Item, ...] = ()
    about: Iterable[str] = ()
    anchor: str | None = None
    key: str | None = None
    sequence: int = 0
    cancelled: bool = False
    is_deadline: bool = False


def steps(checklist: Checklist) -> Iterator[Entry]:
    """Yield an entry for each step that has a deadline, on its days."""
    ids = item_ids(checklist)
    tasks = (one for item in checklist.items for one in tasks_of(item))
    for item in filter(has_deadline, tasks):
        days = _last_days(item)
        if days and concerns(item, checklist.role):
            yield Entry(
                f"step-{item.id}",
                display.one_line(item.short),
                tuple((due, due) for due in days),
                (item,),
                _about_step(item),
                ids[item.id],
                sequence=len(checklist.own_changes),
                is_deadline=is_open(item) and _is_to_come(days[-1], checklist),
            )


def _last_days(item: Item) -> list[datetime.date]:
    """Return the days on which an item, or a group's open members, are due."""
    every = [item]
    if item.has_members:
        applying = [one for one in item.items if one.applies != NO]
        every = list(filter(is_open, applying)) or applying
    return sorted({one.due for one in every if one.due is not None})


def deadlines(checklist: Checklist) -> Iterator[Entry]:
    """Yield an entry for each event that concerns the team."""
    events = {event.id: event for event in checklist.own_events}
    changes_of: dict[str, list[EventChange]] = {name: [] for name in events}
    for change in checklist.own_changes:
        changes_of.setdefault(change.event, []).append(change)
    ids = item_ids(checklist)
    foreign = OF_OTHERS - {item.event for item in checklist.walk()}
    for name, changes in changes_of.items():
        event = events.get(name)
        title = event.title if event else changes[0].title
        if name in foreign and not (event and event.basis is Basis.TEAM):
            continue
        days = _days(event.occurrences) if event else ()
        if not days:  # cancelled, on the days that it was on last
            event = None
            days = next(
                (_days(one.before) for one in changes if one.before), ()
            )
        if not days:
            continue
        items = _due_with(checklist, event) if event else ()
        tasks = tuple(item for item in items if item.is_task)
        yield Entry(
            f"event-{name}",
            display.one_line(title),
            days,
            tasks,
            _about_event(event, tasks),
            anchor=ids[items[0].id] if items else None,
            key=event.key if event else None,
            sequence=len(changes),
            cancelled=event is None,
            is_deadline=event is not None
            and event.due is not None
            and _is_to_come(days[-1][1], checklist)
            and (not tasks or any(map(is_open, tasks))),
        )


def _due_with(checklist: Checklist, event: EventDates) -> tuple[Item, ...]:
    """Return the items that are due with an event, and because of it."""
    return tuple(
        item
        for item in checklist.items
        if item.event == event.id
        and item.due == event.due is not None
        and item.applies != NO
        and has_deadline(item)
    )


def last_known_day(checklist: Checklist) -> datetime.date | None:
    """Return the latest day that is known to have come, whatever the clock."""
    cycle, source = checklist.cycle, checklist.source
    days = [one.date for one in checklist.changes]
    days += [one.record.on for one in checklist.walk() if one.record]
    days.append(source.date if source is not None else None)
    if cycle.status not in (None, "future", "development", "unknown"):
        days.append(cycle.release_date)
    return max(filter(None, days), default=None)


def _is_to_come(day: datetime.date, checklist: Checklist) -> bool:
    """Whether a day is not known to be over."""
    now = checklist.as_of or last_known_day(checklist)
    return now is None or day >= now


def _days(occurrences: Days) -> tuple[_Span, ...]:
    """Return the days to show: each deadline, or a span as a whole.

    An event repeats with one length only: spans of several are day by day.
    """
    found = [(due or start, due or end) for start, end, due in occurrences]
    if len({end - start for start, end in found}) > 1:
        found = [
            (datetime.date.fromordinal(number),) * 2
            for start, end in found
            for number in range(start.toordinal(), end.toordinal() + 1)
        ]
    return tuple(sorted(found))


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
    stamp = last_known_day(checklist) or datetime.date(2000, 1, 1)
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
    feed = steps if by_step else deadlines
    for entry in sorted(feed(checklist), key=lambda one: (one.days, one.name)):
        lines += _event(checklist, entry, stamp, safe_url(url))
    lines.append("END:VCALENDAR")
    return b"".join(map(_folded, lines))


def _event(
    checklist: Checklist, entry: Entry, stamp: datetime.date, page: str | None
) -> Iterator[str]:
    """Yield the lines of an event."""
    cycle = display.one_line(checklist.cycle.release)
    team = quote(checklist.team_name.lower())
    summary = f"{display.team_name(checklist)} {cycle}: {entry.title}"
    link = _link(checklist, entry, page)
    (start, end), *others = entry.days
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{end + _DAY:%Y%m%d}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"UID:{_text(f'{entry.name}@{cycle}.{team}.liaison-guide')}"
    yield f"SEQUENCE:{entry.sequence}"
    if others:
        days = ",".join(f"{one:%Y%m%d}" for one, _ in others)
        yield f"RDATE;VALUE=DATE:{days}"
    categories = {
        display.one_line(one.owner.title)
        for item in entry.items
        for one in item.walk()
        if one.owner is not None and one.applies != NO
    }
    if categories:
        yield f"CATEGORIES:{','.join(map(_text, sorted(categories)))}"
    about = "\n".join((*entry.about, "", link)).strip()
    yield f"DESCRIPTION:{_text(display.visible(about))}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if link:
        yield f"URL:{link}"
    if entry.is_deadline:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY")
        yield f"DESCRIPTION:{_text(summary)}"
        yield from ("TRIGGER:-P3D", "END:VALARM")
    yield "END:VEVENT"


def _text(value: str) -> str:
    """Return a text as a value (RFC 5545, 3.3.11)."""
    escaped = re.sub(r"[\\;,]", r"\\\g<0>", value)
    return r"\n".join(escaped.splitlines())


def _folded(line: str) -> bytes:
    """Return a line, folded before its 75th octet (RFC 5545, 3.1).

    No character is divided, nor is what a single backslash escapes.
    """
    rest, folded = line.encode(), b""
    while len(rest) >= 75:
        end = 74
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
    schedule = schedule_url(checklist)
    place = f"#{quote(entry.key)}" if schedule and entry.key else ""
    return schedule + place


def _about_event(
    event: EventDates | None, tasks: Iterable[Item]
) -> Iterator[str]:
    if event is None:
        yield "No longer in the schedule."
        return
    why = display.one_line(event.why or "")
    yield from filter(None, (_BASIS.get(event.basis), why))
    if event.was is not None and event.was != event.due:
        yield f"It was {day(event.was)}."
    if tasks:
        yield from ("", "Steps:")
    for item in tasks:
        facts = "; ".join(_facts(item))
        yield f"- {item.short}" + (f" ({facts})" if facts else "")
        yield from (f"  {link}" for link in _links(item))


def _about_step(item: Item) -> Iterator[str]:
    yield PLAIN.filled_line(item.text, item.filling)
    yield "; ".join(_facts(item))
    if item.if_silent is not None:
        silent = PLAIN.filled_line(item.if_silent, item.filling)
        yield f"If nobody acts: {silent}"
    yield from _links(item)


def _links(item: Item) -> Iterator[str]:
    for one in item.links:
        url = safe_url(one.url)
        if url:
            yield f"{display.one_line(one.text)}: {url}"


def _facts(item: Item) -> Iterator[str]:
    if item.owner is not None:
        yield display.owner_text(item.owner)
    yield from filter(None, (members_text(item),))
    if item.applies == JUDGE:
        yield f"your judgement: {display.sentence_part(item.why)}"
    for state in state_badges(item):
        proof = safe_url(state.url)
        yield state.text + (f" ({proof})" if proof else "")
    if item.start is not None and item.start != item.due:
        yield f"from {day(item.start)}"
