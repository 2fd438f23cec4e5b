# SPDX-License-Identifier: Apache-2.0
"""The week's agenda as text and as Markdown, and what a page makes it from.

Days in a line are marks at first. They become words at the end, with the
year if that is not the agenda's. A checklist's page has the lines with marks,
from which its script makes the agenda of today.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any

from watcher_liaison_guide.checklist.model import (
    JUDGE,
    Checklist,
    EventChange,
    EventDates,
    ExceptionItem,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.checklist.week import (
    Row,
    State,
    Week,
    last_day_of,
    recent_changes,
    rows,
)
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.badges import member_name
from watcher_liaison_guide.export.display import one_line, sentence_part
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.text import PLAIN, TextFormat
from watcher_liaison_guide.export.wording import day, day_of_month
from watcher_liaison_guide.prose import Prose

#: The most late rows, and the most members, that text lists.
_MOST_LATE, _MOST_MEMBERS = 5, 4
_DAY = datetime.timedelta(days=1)
#: So long before or after a release, two cycles have steps.
_NEAR = datetime.timedelta(days=35)
#: The last day of what is always shown.
_ALWAYS = str(datetime.date.max)

#: The sections of an agenda: the state of their rows, the title, and what
#: an empty one says.
_SECTIONS = (
    (State.THIS_WEEK, "Due this week, until {sunday}", "Nothing is due."),
    (State.LATE, "Late", ""),
    (State.NEXT_WEEK, "Next, {monday} to {last}", "Nothing is due."),
    (State.UNDER_WAY, "Under way, due later", ""),
)
#: The states of the rows of another cycle that are listed.
_OTHER = (State.LATE, State.THIS_WEEK, State.NEXT_WEEK, State.UNDER_WAY)
_CHANGED, _EXCEPTIONS = "Dates that changed", "Exceptions"
_NO_SCHEDULE = (
    "The cycle has no schedule yet: only the team's dates are listed"
)


def write_agenda(
    form: TextFormat, week: Week, following: Week | None = None
) -> str:
    """Return the agenda as text, to paste into the meeting's pad.

    *following* is the week of the next cycle, of which only rows that are
    late, due this week or next, or under way, are shown.
    """
    lines = _agenda(form, week, following)
    return "".join(f"{with_days(line, week.today)}\n" for line in lines)


# -- the whole


def _agenda(
    form: TextFormat, week: Week, following: Week | None
) -> Iterator[str]:
    checklist, today = week.checklist, week.today
    yield from form.title(_title(checklist, day(today)))
    yield f"- {_release(checklist, today)}"
    if checklist.source is None:
        yield f"- {form.line(_NO_SCHEDULE)}"
    for phase in week.phases:
        if not phase.is_long:
            yield f"- {_phase_line(form, phase)}"
    for event in week.events:
        yield f"- {_event_line(form, event)}"
    marks = {
        "sunday": _mark(week.sunday),
        "monday": _mark(week.sunday + _DAY),
        "last": _mark(week.last_day),
    }
    for state, title, otherwise in _SECTIONS:
        found = week.having(state)
        if state is State.NEXT_WEEK and not week.weeks:
            otherwise = ""
        if found or otherwise:
            yield from form.heading(with_days(title.format_map(marks), today))
        if not found and otherwise:
            yield otherwise
        # The newest can still be helped.
        earlier = len(found) - _MOST_LATE if state is State.LATE else 0
        for row in found[max(earlier, 0) :]:
            yield f"- {row_line(form, row)}"
        if earlier > 0:
            yield f"- and {earlier} earlier"
        if state is State.THIS_WEEK:
            yield from _other_cycle(form, "last", week.previous)
        if state is State.NEXT_WEEK:
            yield from _other_cycle(form, "next", following)
    found = week.having(State.RECURRING)
    missing = len(week.having(State.WITHOUT_RECORD))
    if found or missing:
        yield ""
    if found:
        recurring = "; ".join(form.escape(row.item.short) for row in found)
        yield f"Recurring and as needed: {recurring}"
    if missing:
        yield display.without_record_text(missing)
    changed = (_change_line(form, one) for one in week.changed)
    yield from listed(form, _CHANGED, changed)
    exceptions = (exception_line(form, one) for one in week.exceptions)
    yield from listed(form, _EXCEPTIONS, exceptions)


def _title(checklist: Checklist, today: str) -> str:
    name = display.cycle_name(checklist)
    return f"{name}: agenda of {display.team_name(checklist)} for {today}"


def _other_cycle(
    form: TextFormat, which: str, week: Week | None
) -> Iterator[str]:
    if week is not None:
        title = f"In the {which} cycle, {display.cycle_name(week.checklist)}"
        found = (row_line(form, row) for row in week.having(*_OTHER))
        yield from listed(form, title, found)


def listed(
    form: TextFormat, title: str, lines: Iterable[str]
) -> Iterator[str]:
    """Yield a heading and lines below it, nothing without lines."""
    for number, line in enumerate(lines):
        if number == 0:
            yield from form.heading(title)
        yield f"- {line}"


# -- the agendas of all days


def agenda_data(form: TextFormat, checklist: Checklist) -> dict[str, Any]:
    """Return the lines of a cycle's agendas, each with its days.

    ``rows`` and ``shorts`` come in the order of :func:`~.week.rows`; other
    lines have the first and the last day on which they are shown.
    """
    found = rows(checklist)
    changed = [
        [str(first), str(last), _change_line(form, one)]
        for one, first, last in recent_changes(checklist)
    ]
    exceptions = [
        ["", str(last_day_of(one)), exception_line(form, one)]
        for one in checklist.exceptions
        if one.decision != "refused"
    ]
    return {
        "title": form.title(_title(checklist, "{today}")),
        "dated": list(_dated(form, checklist)),
        "sections": [
            [state.value, form.heading(title), otherwise]
            for state, title, otherwise in _SECTIONS
        ],
        "rows": [row_line(form, row) for row in found],
        "shorts": [form.escape(row.item.short) for row in found],
        "missing": [*display.WITHOUT_RECORD_WORDS.values()],
        "more": [
            [form.heading(_CHANGED), changed],
            [form.heading(_EXCEPTIONS), exceptions],
        ],
    }


def _dated(form: TextFormat, checklist: Checklist) -> Iterator[list[str]]:
    """Yield the lines at the top, each with its days.

    The command ``agenda`` has the steps of the other cycle, too; a page says
    that it has those of its cycle alone.
    """
    if checklist.source is None:
        yield ["", _ALWAYS, form.line(_NO_SCHEDULE)]
    for one in checklist.phases:
        if one.start and one.end and not one.is_long:
            yield [str(one.start), str(one.end), _phase_line(form, one)]
    for event in checklist.own_events:
        if event.id == "release":
            continue
        # From the Monday of the week before, unless an earlier one is shown.
        earliest = datetime.date.min
        for start, end, due in event.occurrences:
            first, last = due or start, due or end
            monday = first - (first.weekday() + 7) * _DAY
            line = _event_line(form, event.on(last))
            yield [str(max(earliest, monday)), str(last), line]
            earliest = last + _DAY
    line = form.line("The steps of the {} cycle are on its own page")
    starts = [one.start for one in checklist.phases if one.start]
    if starts:
        yield ["", str(min(starts) + _NEAR), line.format("last")]
    released = checklist.cycle.release_date
    if released:
        yield [str(released - _NEAR), _ALWAYS, line.format("next")]


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


def _phase_line(form: TextFormat, phase: PhaseDates) -> str:
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


def _event_line(form: TextFormat, event: EventDates) -> str:
    """Return an event, which is on the next of its days."""
    span = display.span_text(event.start, event.end)
    when = _mark(event.due) if event.due is not None else span
    if event.was is not None and event.was != event.due:
        when += f" (was {day(event.was)})"
    return f"{form.line(event.title)}: {when}"


def _change_line(form: TextFormat, change: EventChange) -> str:
    was = f"was {day(change.was)}" if change.was else "new in the schedule"
    if change.now is not None:
        text = f"{day(change.now)} ({was})"
    else:
        text = f"no longer scheduled ({was})" if change.was else "changed"
    return f"{form.line(change.title)}: {text}"


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
        first, more = members[:_MOST_MEMBERS], members[_MOST_MEMBERS:]
        names = [member_name(one).replace(",", "") for one in first]
        yield ", ".join([*names, *([f"{len(more)} more"] if more else [])])
    if item.owner is not None:
        yield display.owner_text(item.owner)
    if item.applies == JUDGE:
        yield f"your judgement: {sentence_part(item.why)}"
    yield one_line(item.optional or "")
    if item.repeat is not None:
        yield _line(item.repeat, item)
    if item.if_silent is not None:
        yield f"if nobody acts: {_line(item.if_silent, item)}"


def _line(text: Prose, item: Item) -> str:
    return sentence_part(PLAIN.filled_line(text, item.filling))
