# SPDX-License-Identifier: Apache-2.0
"""The week's agenda and a cycle's hand-off, as text and as Markdown."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from watcher_liaison_guide.checklist.agenda import Agenda, Entry, Handoff
from watcher_liaison_guide.checklist.model import (
    JUDGE,
    OPEN,
    SKIPPED,
    Checklist,
    EventChange,
    EventDates,
    ExceptionItem,
    Item,
)
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.badges import member_text, other_members
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.text import PLAIN, TextFormat
from watcher_liaison_guide.export.wording import day, day_of_month
from watcher_liaison_guide.prose import Prose, fill


def write_agenda(
    form: TextFormat, agenda: Agenda, following: Agenda | None = None
) -> str:
    """Return the agenda as text, to paste into the meeting's pad.

    *following* is the next cycle's, of which only what has begun is shown.
    """
    return "\n".join(_agenda(agenda, following, form)) + "\n"


def write_handoff(form: TextFormat, handoff: Handoff) -> str:
    """Return what the next liaison must know as text."""
    return "\n".join(_handoff(handoff, form)) + "\n"


# -- the agenda


def _agenda(
    agenda: Agenda, following: Agenda | None, form: TextFormat
) -> Iterable[str]:
    checklist, today = agenda.checklist, agenda.today
    name = display.cycle_name(checklist)
    team = display.team_name(checklist)
    yield from form.title(f"{name}: agenda of {team} for {day(today)}")
    head = []
    phases = [
        f"{one_line(phase.title)} (until {day_of_month(phase.end)})"
        for phase in agenda.phases
        if phase.end is not None
    ]
    if phases:
        head.append(f"Now: {'; '.join(phases)}")
    head.append(_release(checklist, today))
    if checklist.source is None:
        head.append(
            "The cycle has no schedule yet: only the team's dates are listed"
        )
    head += [_event(event, today) for event in agenda.events]
    yield from _bullets(form, head)
    until = day_of_month(agenda.this_to)
    title = f"Due this week, until {until}"
    yield from _section(form, title, agenda.this_week, "Nothing is due.")
    before = agenda.previous
    if before is not None:
        name = display.cycle_name(before.checklist)
        left = (*before.late, *before.this_week)
        left += (*before.following, *before.under_way)
        yield from _section(form, f"In the last cycle, {name}", left)
    first, last = map(day_of_month, (agenda.next_from, agenda.next_to))
    title = f"Next, {first} to {last}"
    yield from _section(form, title, agenda.following, "Nothing is due.")
    if following is not None:
        name = display.cycle_name(following.checklist)
        begun = (*following.this_week, *following.following)
        begun += following.under_way
        yield from _section(form, f"In the next cycle, {name}", begun)
    yield from _section(form, "Under way, due later", agenda.under_way)
    title = "Recurring and as needed"
    yield from _section(form, title, agenda.standing, dated=False)
    yield from _section(form, "Late", agenda.late)
    changes = map(_change, agenda.changed)
    yield from _bullets(form, changes, "Dates that changed")
    yield from _exceptions(form, agenda.exceptions)


def _release(checklist: Checklist, today: datetime.date) -> str:
    release = checklist.cycle.release_date
    if release is None:
        return "Release: day not known yet"
    left = (release - today).days
    if left == 0:
        return f"Release: today, {day(release)}"
    number = f"{abs(left)} day" if abs(left) == 1 else f"{abs(left)} days"
    when = f"in {number}" if left > 0 else f"{number} ago"
    return f"Release: {day(release)}, {when}"


def _event(event: EventDates, today: datetime.date) -> str:
    """Return an event with the next of its days."""
    text = one_line(event.title)
    for start, end, due in event.occurrences:
        if (due or end) >= today:
            shown = day_of_month(due) if due else display.span_text(start, end)
            text += f": {shown}"
            break
    if event.was is not None and event.was != event.due:
        text += f" (was {day(event.was)})"
    return text


def _change(change: EventChange) -> str:
    title = one_line(change.title)
    if change.now is None and change.was is not None:
        return f"{title}: no longer scheduled (was {day(change.was)})"
    if change.now is None:
        return f"{title}: changed"
    if change.was is None:
        return f"{title}: {day(change.now)} (new in the schedule)"
    return f"{title}: {day(change.now)} (was {day(change.was)})"


# -- the hand-off


def _handoff(handoff: Handoff, form: TextFormat) -> Iterable[str]:
    checklist = handoff.checklist
    cycle, team = display.cycle_name(checklist), display.team_name(checklist)
    yield from form.title(f"{cycle}: hand-off of {team}")
    head = [
        f"{name}: {display.text_of(pieces)}"
        for name, pieces in display.facts(checklist)[1:]
    ]
    upcoming = checklist.next_cycle
    if upcoming is not None:
        names = f"{upcoming.release} {upcoming.series.capitalize()}"
        released = upcoming.release_date
        when = f", released {day(released)}" if released else ""
        head.append(f"Next cycle: {names}{when}")
    head.append(f"Steps done or skipped: {handoff.done} of {handoff.total}")
    yield from _bullets(form, head)
    yield from _section(form, "For the next cycle", handoff.ahead)
    yield from _section(form, "Still open", handoff.left, "Nothing is open.")
    yield from _section(form, "Skipped", handoff.skipped)
    yield from _exceptions(form, handoff.exceptions)
    notes = [checklist.notes] if checklist.notes else []
    yield from _bullets(form, notes, "The team's notes")
    held = [
        display.owner_text(owner) for owner in checklist.roles if owner.people
    ]
    yield from _bullets(form, held, "Roles in this cycle")
    if checklist.links:
        yield from form.heading("Links")
    for one in checklist.links:
        where = form.address(one.text, safe_url(one.url))
        yield f"- {form.first(where)}"


# -- lines


def _bullets(
    form: TextFormat, texts: Iterable[str], title: str = ""
) -> Iterable[str]:
    """Yield plain texts as bullets, below a title if there are any."""
    for number, text in enumerate(texts):
        if title and number == 0:
            yield from form.heading(title)
        yield f"- {form.line(text)}"


def _section(
    form: TextFormat,
    title: str,
    entries: tuple[Entry, ...],
    otherwise: str | None = None,
    dated: bool = True,
) -> Iterable[str]:
    if entries or otherwise:
        yield from form.heading(title)
    if not entries and otherwise:
        yield otherwise
    for entry in entries:
        yield f"- {_entry(form, entry, dated)}"


def _exceptions(
    form: TextFormat, exceptions: tuple[ExceptionItem, ...]
) -> Iterable[str]:
    if exceptions:
        yield from form.heading("Exceptions")
    for one in exceptions:
        url = safe_url(one.url)
        address = f" ({form.address('request', url)})" if url else ""
        yield f"- {form.line(display.exception_text(one))}{address}"


def _entry(form: TextFormat, entry: Entry, dated: bool) -> str:
    first = entry.first
    when = day_of_month(entry.due) if entry.due else "no date yet"
    if first.was is not None and first.was != first.due:
        when += f", was {day_of_month(first.was)}"
    text = form.prose_line(fill(first.text, first.filling))
    facts = form.escape("; ".join(filter(None, _facts(entry))))
    behind = f" ({facts})" if facts else ""
    names = " ".join(form.name(item.id) for item in entry.items)
    lead = f"{form.escape(when)}: " if dated else ""
    return f"{lead}{text}{behind} {names}"


def _facts(entry: Entry) -> Iterable[str]:
    first, record = entry.first, entry.first.record
    yield member_text(first, None)
    also = other_members(entry.items)
    if also:
        yield f"also {also}"
    if first.owner is not None:
        yield display.owner_text(first.owner)
    if first.applies == JUDGE:
        yield f"your judgement: {display.sentence_part(first.why)}"
    yield one_line(first.optional or "")
    if first.repeat is not None:
        yield _sentence_part(first.repeat, first)
    if first.state == SKIPPED and record and record.why:
        yield f"skipped: {display.sentence_part(record.why)}"
    elif first.state != OPEN:
        yield first.state
    elif first.if_silent is not None:
        yield f"if nobody acts: {_sentence_part(first.if_silent, first)}"


def _sentence_part(text: Prose, item: Item) -> str:
    line = PLAIN.prose_line(fill(text, item.filling))
    return display.sentence_part(line)
