# SPDX-License-Identifier: Apache-2.0
"""The week's agenda as text and as Markdown.

Days in a line are marks at first. They become words at the end, with the
year if that is not the agenda's. A checklist's page has the lines with marks,
from which its script makes the agenda of today.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from watcher_liaison_guide.checklist.model import (
    JUDGE,
    Checklist,
    EventChange,
    EventDates,
    ExceptionItem,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.checklist.week import Row, State, Week
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.badges import member_name
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.text import PLAIN, TextFormat
from watcher_liaison_guide.export.wording import day, day_of_month
from watcher_liaison_guide.prose import Prose, fill

#: The most late rows, and the most members, that text lists.
_MOST_LATE, _MOST_MEMBERS = 5, 4

#: The sections of an agenda: the state of their rows, the title, and what
#: an empty one says.
SECTIONS = (
    (State.THIS_WEEK, "Due this week, until {sunday}", "Nothing is due."),
    (State.LATE, "Late", ""),
    (State.NEXT_WEEK, "Next, {monday} to {last}", "Nothing is due."),
    (State.UNDER_WAY, "Under way, due later", ""),
)
CHANGED, EXCEPTIONS = "Dates that changed", "Exceptions"
_RECURRING = "Recurring and as needed: "
NO_SCHEDULE = "The cycle has no schedule yet: only the team's dates are listed"


def write_agenda(
    form: TextFormat, week: Week, following: Week | None = None
) -> str:
    """Return the agenda as text, to paste into the meeting's pad.

    *following* is the week of the next cycle, of which only rows that are
    due this week or next, or under way, are shown.
    """
    lines = _agenda(form, week, following)
    return "".join(f"{with_days(line, week.today)}\n" for line in lines)


# -- the whole


def _agenda(
    form: TextFormat, week: Week, following: Week | None
) -> Iterator[str]:
    checklist, today = week.checklist, week.today
    yield from form.title(title_of(checklist, day(today)))
    yield f"- {_release(checklist, today)}"
    if checklist.source is None:
        yield f"- {form.line(NO_SCHEDULE)}"
    for phase in week.phases:
        if not phase.is_long:
            yield f"- {phase_line(form, phase)}"
    for event in week.events:
        yield f"- {event_line(form, event)}"
    marks = {
        "sunday": _mark(week.sunday),
        "monday": _mark(week.sunday + datetime.timedelta(days=1)),
        "last": _mark(week.last_day),
    }
    for state, title, otherwise in SECTIONS:
        found = week.having(state)
        if found or otherwise:
            shown = title.format_map(
                {name: with_days(mark, today) for name, mark in marks.items()}
            )
            yield from form.heading(shown)
        if not found and otherwise:
            yield otherwise
        # The newest can still be helped.
        earlier = len(found) - _MOST_LATE if state is State.LATE else 0
        for row in found[max(earlier, 0) :]:
            yield f"- {row_line(form, row)}"
        if earlier > 0:
            yield f"- and {earlier} earlier"
        if state is State.THIS_WEEK and week.previous is not None:
            yield from _other_cycle(
                form,
                "last",
                week.previous,
                State.LATE,
                State.THIS_WEEK,
                State.NEXT_WEEK,
                State.UNDER_WAY,
            )
        if state is State.NEXT_WEEK and following is not None:
            yield from _other_cycle(
                form,
                "next",
                following,
                State.THIS_WEEK,
                State.NEXT_WEEK,
                State.UNDER_WAY,
            )
    recurring = [
        form.escape(row.item.short) for row in week.having(State.RECURRING)
    ]
    missing = len(week.having(State.WITHOUT_RECORD))
    if recurring or missing:
        yield ""
    if recurring:
        yield f"{_RECURRING}{'; '.join(recurring)}"
    if missing:
        yield display.without_record_text(missing)
    yield from listed(
        form,
        CHANGED,
        (change_line(form, one) for one in week.changed),
    )
    yield from listed(
        form,
        EXCEPTIONS,
        (exception_line(form, one) for one in week.exceptions),
    )


def title_of(checklist: Checklist, today: str) -> str:
    name = display.cycle_name(checklist)
    team = display.team_name(checklist)
    return f"{name}: agenda of {team} for {today}"


def _other_cycle(
    form: TextFormat, which: str, week: Week, *states: State
) -> Iterator[str]:
    name = display.cycle_name(week.checklist)
    found = (row_line(form, row) for row in week.having(*states))
    yield from listed(form, f"In the {which} cycle, {name}", found)


def listed(
    form: TextFormat, title: str, lines: Iterable[str]
) -> Iterator[str]:
    """Yield a heading and lines below it, nothing without lines."""
    for number, line in enumerate(lines):
        if number == 0:
            yield from form.heading(title)
        yield f"- {line}"


# -- days


def _mark(date: datetime.date) -> str:
    return f"\x02{date}\x03"


def with_days(text: str, today: datetime.date) -> str:
    """Return text with its marks replaced by days in words."""

    def words(found: re.Match[str]) -> str:
        date = datetime.date.fromisoformat(found[1])
        return day_of_month(date) if date.year == today.year else day(date)

    return re.sub("\x02(.*?)\x03", words, text)


# -- lines


def phase_line(form: TextFormat, phase: PhaseDates) -> str:
    assert phase.end is not None
    return f"Now: {form.escape(phase.title)} (until {_mark(phase.end)})"


def _release(checklist: Checklist, today: datetime.date) -> str:
    release = checklist.cycle.release_date
    if release is None:
        return "Release: day not known yet"
    left = (release - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    far = f"in {left} days" if left > 0 else f"{-left} days ago"
    return f"Release: {day(release)}, {near.get(left, far)}"


def event_line(form: TextFormat, event: EventDates) -> str:
    """Return an event, which is on the next of its days."""
    text = form.line(event.title)
    if event.due is not None:
        text += f": {_mark(event.due)}"
    else:
        text += f": {display.span_text(event.start, event.end)}"
    if event.was is not None and event.was != event.due:
        text += f" (was {day(event.was)})"
    return text


def change_line(form: TextFormat, change: EventChange) -> str:
    title = form.line(change.title)
    if change.now is None and change.was is not None:
        return f"{title}: no longer scheduled (was {day(change.was)})"
    if change.now is None:
        return f"{title}: changed"
    if change.was is None:
        return f"{title}: {day(change.now)} (new in the schedule)"
    return f"{title}: {day(change.now)} (was {day(change.was)})"


def exception_line(form: TextFormat, one: ExceptionItem) -> str:
    url = safe_url(one.url)
    address = f" ({form.address('request', url)})" if url else ""
    return f"{form.line(display.exception_text(one))}{address}"


def row_line(form: TextFormat, row: Row) -> str:
    """Return a row with its day, facts and ids."""
    first = row.first
    when = _mark(row.days.due)
    if first.was is not None and first.was != first.due:
        when += f", was {_mark(first.was)}"
    return f"{when}: {item_line(form, row.item, row.items, row.ids)}"


def item_line(
    form: TextFormat,
    item: Item,
    members: tuple[Item, ...] = (),
    ids: tuple[str, ...] = (),
) -> str:
    """Return an item on one line, with the names of *members*."""
    facts = form.escape("; ".join(filter(None, _facts(item, members))))
    behind = f" ({facts})" if facts else ""
    names = " ".join(map(form.name, ids or (item.id,)))
    return f"{form.escape(item.short)}{behind} {names}"


def _facts(item: Item, members: tuple[Item, ...]) -> Iterator[str]:
    if item.has_members:
        names = [
            member_name(one).replace(",", "")
            for one in members[:_MOST_MEMBERS]
        ]
        if members[_MOST_MEMBERS:]:
            names.append(f"{len(members) - _MOST_MEMBERS} more")
        yield ", ".join(names)
    if item.owner is not None:
        yield display.owner_text(item.owner)
    if item.applies == JUDGE:
        yield f"your judgement: {display.sentence_part(item.why)}"
    yield one_line(item.optional or "")
    if item.repeat is not None:
        yield _sentence_part(item.repeat, item)
    if item.if_silent is not None:
        yield f"if nobody acts: {_sentence_part(item.if_silent, item)}"


def _sentence_part(text: Prose, item: Item) -> str:
    line = PLAIN.prose_line(fill(text, item.filling))
    return display.sentence_part(line)
