# SPDX-License-Identifier: Apache-2.0
"""A checklist as an iCalendar file (RFC 5545) to import or subscribe to.

There is an event for each event of the release calendar, for each phase's
window, and for each step with dates of its own. All are whole days. A uid
is made of names: of what it is about, the cycle and the team. So a date that
moves moves the event instead of adding another, and the files of two teams
or two cycles share none; what the calendar no longer has is cancelled.
Nothing depends on the clock.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from watcher_liaison_guide.checklist.deadlines import stands
from watcher_liaison_guide.checklist.model import (
    JUDGE,
    NO,
    OPEN,
    Checklist,
    EventChange,
    EventDates,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.badges import member_text, other_members
from watcher_liaison_guide.export.markup import item_ids, phase_id, safe_url
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.export.wording import day
from watcher_liaison_guide.prose import fill

if TYPE_CHECKING:
    import icalendar

_DAY = datetime.timedelta(days=1)
_WEEK = datetime.timedelta(weeks=1)
_AHEAD = datetime.timedelta(days=-3)

#: The first day and the last.
_Days = tuple[datetime.date, datetime.date]
#: The same, and the day by which to act.
_Occurrence = tuple[datetime.date, datetime.date, datetime.date | None]


@dataclasses.dataclass(frozen=True)
class _Entry:
    """One event of the file; ``end`` is its last day."""

    name: str
    summary: str
    start: datetime.date
    end: datetime.date
    items: tuple[Item, ...] = ()
    about: tuple[str, ...] = ()
    anchor: str | None = None
    sequence: int = 0
    cancelled: bool = False
    due: datetime.date | None = None


def checklist_to_ics(checklist: Checklist, url: str | None = None) -> bytes:
    """Give the checklist as an iCalendar file.

    *url* is the address of the checklist's page, to which the events link.
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//OpenStack//watcher-liaison-guide//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", display.title(checklist))
    stamp = _stamp(checklist)
    page = safe_url(url)
    for entry in _entries(checklist):
        calendar.add_component(_event(checklist, entry, stamp, page))
    content: bytes = calendar.to_ical()
    return content


def _stamp(checklist: Checklist) -> datetime.datetime:
    """Give the moment of the data: the day of its commit, as UTC.

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
    return datetime.datetime(
        date.year, date.month, date.day, tzinfo=datetime.timezone.utc
    )


def _entries(checklist: Checklist) -> list[_Entry]:
    ids = item_ids(checklist)
    found = [
        *_event_entries(checklist, ids),
        *_phase_entries(checklist),
        *_step_entries(checklist, ids),
    ]
    return sorted(found, key=lambda entry: (entry.start, entry.name))


def _moves(checklist: Checklist, event: str | None = None) -> int:
    """Return how often an event changed, or all of them together.

    The latter is for what depends on several events; it never decreases,
    which is all that a sequence number has to comply with.
    """
    changes = _own_changes(checklist)
    return sum(event is None or _key(one.event) == event for one in changes)


def _own_changes(checklist: Checklist) -> list[EventChange]:
    """Return the changes of everyone's events and of the team's own."""
    own = (checklist.team or "").lower()
    return [
        change
        for change in checklist.changes
        if change.event.rpartition("/")[0].lower() in ("", own)
    ]


def _key(name: str) -> str:
    """Return what an event is called in a uid; *name* may be TEAM/EVENT."""
    team, _, event = name.rpartition("/")
    return f"team-event-{event}" if team else f"event-{event}"


def _event_entries(
    checklist: Checklist, ids: dict[str, str]
) -> Iterable[_Entry]:
    phases = {phase.id: phase for phase in checklist.phases}
    events = {
        _key(f"{event.team or ''}/{event.id}".lstrip("/")): event
        for event in checklist.own_events
    }
    titles = {key: event.title for key, event in events.items()}
    states: dict[str, list[list[_Days]]] = {}
    for change in reversed(_own_changes(checklist)):
        key = _key(change.event)
        titles.setdefault(key, change.title)
        states.setdefault(key, []).append(_days_before(change))
    for key, event in events.items():
        states.setdefault(key, []).append(_days(event))
    for key, title in titles.items():
        known = events.get(key)
        if known is None:
            states[key].append([])
        items = tuple(
            one
            for item in checklist.items
            for one, outer in _with_outer(item, phases.get(item.phase))
            if known is not None
            and _falls_on(one, known)
            and not _lasts_as_long(one, outer)
            and not (isinstance(outer, Item) and _falls_on(outer, known))
        )
        named, gone = _named_days(states[key])
        for suffix, (start, end) in named.items():
            yield _Entry(
                key + suffix,
                display.one_line(title),
                start,
                end,
                items,
                _about_event(known) if known else (),
                ids[items[0].id] if items else None,
                _moves(checklist, key),
            )
        for suffix, (start, end) in gone.items():
            yield _Entry(
                key + suffix,
                display.one_line(title),
                start,
                end,
                about=("No longer in the schedule.",),
                sequence=_moves(checklist, key),
                cancelled=True,
            )


def _named_days(
    states: Iterable[list[_Days]],
) -> tuple[dict[str, _Days], dict[str, _Days]]:
    """Return an event's days, and those that are gone, by a lasting name.

    *states* are the days at each state of the schedule, oldest first. An
    event on one day needs no name, and keeps none wherever it moves. One
    on several days has nothing but the week to know each of them by: the
    name is the ISO week in which it first was, so that a day that comes or
    goes renames no other. What is alone in having moved keeps its name.
    """
    named: dict[str, _Days] = {}
    gone: dict[str, _Days] = {}
    for days in states:
        before, named, fresh = named, {}, list(days)
        for name, old in before.items():
            for one in days:
                if one in fresh and _week(one) == _week(old):
                    named[name] = one
                    fresh.remove(one)
        lost = {name: before[name] for name in before if name not in named}
        if len(lost) == len(fresh) == 1:
            named[lost.popitem()[0]] = fresh.pop()
        gone.update(lost)
        for one in fresh:
            name = "" if len(days) == 1 else f"-{_week(one)}"
            while name in named:
                name += "-more"
            named[name] = one
        gone = {name: old for name, old in gone.items() if name not in named}
    return named, gone


def _week(days: _Days) -> str:
    year, week, _ = days[0].isocalendar()
    return f"{year}-W{week:02}"


def _days_before(change: EventChange) -> list[_Days]:
    if change.before:
        return _shown(change.before)
    return [(change.was, change.was)] if change.was is not None else []


def _falls_on(item: Item, event: EventDates) -> bool:
    """Tell whether an item is due with an event, and because of it."""
    return (
        item.event == event.id
        and item.due is not None
        and item.due == event.due
        and item.applies != NO
    )


def _lasts_as_long(item: Item, outer: Item | PhaseDates | None) -> bool:
    """Tell whether an item is the work of weeks, not of their last day."""
    return (
        isinstance(outer, PhaseDates)
        and outer.start is not None
        and outer.end is not None
        and outer.end - outer.start > _WEEK
        and (item.start, item.due) == (outer.start, outer.end)
    )


def _days(event: EventDates) -> list[_Days]:
    """Return the days to show: each deadline, or a span as a whole."""
    return _shown(event.occurrences)


def _shown(occurrences: Iterable[_Occurrence]) -> list[_Days]:
    return [
        (due, due) if due is not None else (start, end)
        for start, end, due in occurrences
    ]


def _about_event(event: EventDates) -> tuple[str, ...]:
    about = [f"Date: {display.BASIS_MEANINGS[event.basis]}."]
    if event.why:
        about.append(display.one_line(event.why))
    if event.was is not None and event.was != event.due:
        about.append(f"It was {day(event.was)}.")
    return tuple(about)


def _phase_entries(checklist: Checklist) -> Iterable[_Entry]:
    for phase in checklist.phases:
        items = display.items_of(checklist, phase)
        if phase.start is None or phase.end is None:
            continue
        if all(map(stands, items)):
            # Nothing in it has an end to be reminded of.
            continue
        yield _Entry(
            f"phase-{phase.id}",
            f"{display.heading_text(phase)} (steps)",
            phase.start,
            phase.end,
            items,
            (),
            phase_id(phase.id),
            _moves(checklist),
            due=phase.due,
        )


def _step_entries(
    checklist: Checklist, ids: dict[str, str]
) -> Iterable[_Entry]:
    """Give steps whose due day is neither their phase's nor an event's."""
    phases = {phase.id: phase for phase in checklist.phases}
    events = {event.id: event for event in checklist.own_events}
    by_day: dict[tuple[str, datetime.date], list[Item]] = {}
    for item in checklist.items:
        outer: Item | PhaseDates | None = phases.get(item.phase)
        for one, around in _with_outer(item, outer):
            if one.due is None or one.applies == NO:
                continue
            if around is not None and one.due == (around.due or around.end):
                continue
            event = events.get(one.event or "")
            if event is not None and event.due == one.due:
                continue
            steps = dict.fromkeys((item.step, one.step))
            name = f"step-{'/'.join(steps)}"
            by_day.setdefault((name, one.due), []).append(one)
    names = Counter(name for name, _ in by_day)
    for (name, due), items in by_day.items():
        first = items[0]
        if names[name] > 1:
            # Members with days of their own: known by who they are.
            name = f"step-{min(one.id for one in items)}"
        text = PLAIN.prose_line(fill(first.text, first.filling))
        yield _Entry(
            name,
            _short(text) + _also(items),
            due,
            due,
            tuple(items),
            (),
            ids[first.id],
            _moves(checklist),
        )


def _also(items: Sequence[Item]) -> str:
    told = other_members(items)
    return f" (also {told})" if told else ""


def _short(text: str, length: int = 80) -> str:
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" .,;:") + " …"


def _with_outer(
    item: Item, outer: Item | PhaseDates | None
) -> Iterable[tuple[Item, Item | PhaseDates | None]]:
    yield item, outer
    for inner in item.items:
        yield from _with_outer(inner, item)


def _event(
    checklist: Checklist,
    entry: _Entry,
    stamp: datetime.datetime,
    page: str | None,
) -> icalendar.Event:
    import icalendar

    cycle = display.one_line(checklist.cycle.release)
    team = quote((checklist.team or checklist.project_title).lower())
    summary = f"{display.team_name(checklist)} {cycle}: {entry.summary}"
    event = icalendar.Event()
    event.add("uid", f"{entry.name}@{cycle}.{team}.liaison-guide")
    event.add("dtstamp", stamp)
    event.add("sequence", entry.sequence)
    event.add("summary", summary)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end + _DAY)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    link = page
    if page and entry.anchor:
        link = f"{page}#{entry.anchor}"
    description = _description(checklist, entry, link)
    event.add("description", description)
    if link:
        event.add("url", link)
    categories = _categories(entry.items)
    if categories:
        event.add("categories", categories)
    if not entry.cancelled:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", _AHEAD)
        event.add_component(alarm)
    return event


def _description(checklist: Checklist, entry: _Entry, link: str | None) -> str:
    lines = list(entry.about)
    if entry.items:
        lines += ["", "Steps:"] if lines else ["Steps:"]
        lines += _steps(entry.items, entry.due or entry.end)
    links = dict.fromkeys(
        f"{display.one_line(one.text)}: {safe_url(one.url)}"
        for item in entry.items
        for one in item.links
        if safe_url(one.url)
    )
    if links:
        lines += ["", *links]
    lines += [
        "",
        link
        or "Schedule: https://releases.openstack.org/"
        f"{display.one_line(checklist.cycle.series)}/schedule.html",
    ]
    return display.seen("\n".join(lines).strip())


def _steps(
    items: Sequence[Item],
    due: datetime.date | None,
    outer: Item | None = None,
    indent: str = "",
) -> Iterable[str]:
    """Give a line for each step, with its day where that is not *due*."""
    for item in items:
        if item.applies == NO:
            continue
        text = PLAIN.prose_line(fill(item.text, item.filling))
        member = member_text(item, outer)
        facts = [member] if member else []
        if item.owner is not None:
            facts.append(display.owner_text(item.owner))
        if item.applies == JUDGE and (outer is None or outer.why != item.why):
            facts.append(f"your judgement: {display.sentence_part(item.why)}")
        if item.state != OPEN:
            facts.append(item.state)
        if item.due is None:
            facts.append("no date yet")
        elif item.due != due:
            facts.append(f"due {day(item.due)}")
        yield f"{indent}- {text}" + (f" ({'; '.join(facts)})" if facts else "")
        # How a procedure goes is on the page, once for each branch: too
        # much for the small window of a calendar.
        if not item.procedure:
            yield from _steps(item.items, item.due, item, indent + "  ")


def _categories(items: Iterable[Item]) -> list[str]:
    titles = {
        display.one_line(one.owner.title)
        for item in items
        for one in item.walk()
        if one.owner is not None and one.applies != NO
    }
    return sorted(titles)
