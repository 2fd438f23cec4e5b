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
)
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.badges import member_text, other_members
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.markdown import Markdown
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.text import PLAIN, TextFormat
from watcher_liaison_guide.export.wording import day, day_of_month
from watcher_liaison_guide.prose import fill


def agenda_to_text(agenda: Agenda, following: Agenda | None = None) -> str:
    """Return the agenda as plain text, to paste into the meeting's pad.

    *following* is the next cycle's, of which only what has begun is shown.
    """
    return _join(_agenda(agenda, following, PLAIN))


def agenda_to_markdown(agenda: Agenda, following: Agenda | None = None) -> str:
    """Return the agenda as Markdown."""
    return _join(_agenda(agenda, following, Markdown()))


def handoff_to_text(handoff: Handoff) -> str:
    """Return the hand-off as plain text."""
    return _join(_handoff(handoff, PLAIN))


def handoff_to_markdown(handoff: Handoff) -> str:
    """Return the hand-off as Markdown."""
    return _join(_handoff(handoff, Markdown()))


def _join(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


# -- the agenda


def _agenda(
    agenda: Agenda, following: Agenda | None, form: TextFormat
) -> Iterable[str]:
    checklist = agenda.checklist
    yield from form.title(
        f"{display.cycle_name(checklist)}: agenda of {day(agenda.today)}"
    )
    phases = [
        f"{one_line(phase.title)} (until {day_of_month(phase.end)})"
        for phase in agenda.phases
        if phase.end is not None
    ]
    if phases:
        yield f"- {form.line('Now: ' + '; '.join(phases))}"
    yield f"- {form.line(_release(checklist, agenda.today))}"
    if checklist.source is None:
        text = "The cycle has no schedule yet: only what the team dated is due"
        yield f"- {form.line(text)}"
    for event in agenda.events:
        yield f"- {form.line(_event(event, agenda.today))}"
    yield from _section(
        form,
        f"Due this week, until {day_of_month(agenda.this_to)}",
        agenda.this_week,
        "Nothing is due.",
    )
    if agenda.previous is not None:
        before = agenda.previous
        yield from _section(
            form,
            f"In the last cycle, {display.cycle_name(before.checklist)}",
            (
                *before.late,
                *before.this_week,
                *before.following,
                *before.under_way,
            ),
        )
    yield from _section(
        form,
        f"Next, {day_of_month(agenda.next_from)} to "
        f"{day_of_month(agenda.next_to)}",
        agenda.following,
        "Nothing is due.",
    )
    if following is not None:
        begun = (
            *following.this_week,
            *following.following,
            *following.under_way,
        )
        name = display.cycle_name(following.checklist)
        yield from _section(form, f"In the next cycle, {name}", begun)
    yield from _section(form, "Under way, due later", agenda.under_way)
    yield from _section(
        form,
        "Again and again, or when it comes up",
        agenda.standing,
        dated=False,
    )
    yield from _section(form, "Late", agenda.late)
    if agenda.changed:
        yield from form.heading("Dates that changed")
    for change in agenda.changed:
        yield f"- {form.line(_change(change))}"
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
    yield from form.title(f"{display.cycle_name(checklist)}: hand-off")
    for name, pieces in display.facts(checklist)[1:]:
        yield f"- {form.line(f'{name}: {display.text_of(pieces)}')}"
    upcoming = checklist.next_cycle
    if upcoming is not None:
        names = f"{upcoming.release} {upcoming.series.capitalize()}"
        released = upcoming.release_date
        when = f", released {day(released)}" if released else ""
        yield f"- {form.line(f'Next cycle: {names}{when}')}"
    yield (
        f"- {form.line(f'Steps settled: {handoff.done} of {handoff.total}')}"
    )
    yield from _section(form, "For the next cycle", handoff.ahead)
    yield from _section(form, "Still open", handoff.left, "Nothing is open.")
    yield from _section(form, "Skipped", handoff.skipped)
    yield from _exceptions(form, handoff.exceptions)
    if checklist.notes:
        yield from form.heading("The team's notes")
        yield f"- {form.line(checklist.notes)}"
    held = [owner for owner in checklist.roles if owner.people]
    if held:
        yield from form.heading("Who was who")
    for owner in held:
        yield f"- {form.line(display.owner_text(owner))}"
    if checklist.links:
        yield from form.heading("Where things are")
    for one in checklist.links:
        where = form.address(one.text, safe_url(one.url))
        yield f"- {form.first(where)}"


# -- lines


def _section(
    form: TextFormat,
    title: str,
    entries: tuple[Entry, ...],
    otherwise: str | None = None,
    dated: bool = True,
) -> Iterable[str]:
    if not entries and otherwise is None:
        return
    yield from form.heading(title)
    if not entries and otherwise is not None:
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
    when = f"{day_of_month(entry.due)}" if entry.due else "no date yet"
    if first.was is not None and first.was != first.due:
        when += f", was {day_of_month(first.was)}"
    text = form.prose_line(fill(first.text, first.filling))
    facts = []
    member = member_text(first, None)
    if member:
        facts.append(member)
    also = other_members(entry.items)
    if also:
        facts.append(f"also {also}")
    if first.owner is not None:
        facts.append(display.owner_text(first.owner))
    if first.applies == JUDGE:
        facts.append(f"your judgement: {display.sentence_part(first.why)}")
    if first.optional:
        facts.append(one_line(first.optional))
    if first.repeat is not None:
        again = PLAIN.prose_line(fill(first.repeat, first.filling))
        facts.append(display.sentence_part(again))
    if first.state == SKIPPED and first.record and first.record.why:
        facts.append(f"skipped: {display.sentence_part(first.record.why)}")
    elif first.state != OPEN:
        facts.append(first.state)
    if first.if_silent is not None and first.state == OPEN:
        silent = PLAIN.prose_line(fill(first.if_silent, first.filling))
        silent = display.sentence_part(silent)
        facts.append(f"if nobody acts: {silent}")
    behind = f" ({form.escape('; '.join(facts))})" if facts else ""
    names = " ".join(form.name(item.id) for item in entry.items)
    lead = f"{form.escape(when)}: " if dated else ""
    return f"{lead}{text}{behind} {names}"
