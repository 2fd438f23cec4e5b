# SPDX-License-Identifier: Apache-2.0
"""A cycle's hand-off, as text and as Markdown: at most forty lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.checklist.handoff import Handoff
from watcher_liaison_guide.checklist.model import Checklist, Item
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.agenda import (
    exception_line,
    item_line,
    listed,
    row_line,
    with_days,
)
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.text import TextFormat
from watcher_liaison_guide.export.wording import day

#: The most lines of the longer sections, and of the shorter ones.
_MANY, _FEW = 5, 2
#: The most steps for the next cycle, which matter most.
_AHEAD = 8
#: The dates of the next cycle that matter to whoever takes over.
_DATES = ("ptg", "milestone-1", "milestone-2", "feature-freeze", "release")


def write_handoff(
    form: TextFormat, handoff: Handoff, following: Checklist | None = None
) -> str:
    """Return the hand-off as text.

    *following* is the next cycle's checklist, for its dates.
    """
    lines = _handoff(form, handoff, following)
    return "".join(f"{with_days(line, handoff.today)}\n" for line in lines)


def _handoff(
    form: TextFormat, handoff: Handoff, following: Checklist | None
) -> Iterator[str]:
    checklist = handoff.checklist
    cycle, team = display.cycle_name(checklist), display.team_name(checklist)
    yield from form.title(f"{cycle}: hand-off of {team}")
    released = checklist.cycle.release_date
    yield f"- Release day: {day(released) if released else 'not known yet'}"
    counts = f"Steps done or skipped: {handoff.done} of {handoff.total}"
    if handoff.without_record:
        counts += f"; {display.without_record_text(handoff.without_record)}"
    yield f"- {counts}"
    upcoming = checklist.next_cycle
    if upcoming is not None:
        yield f"- Next cycle: {form.escape(_next_cycle(upcoming, following))}"
    ahead = [item_line(form, item) for item in handoff.ahead]
    yield from listed(form, "For the next cycle", _first(ahead, _AHEAD))
    left = [row_line(form, row) for row in handoff.left]
    left = left or ["Nothing is due or late."]
    yield from listed(form, "Still open", _first(left, _MANY))
    skipped = [_skipped(form, item) for item in handoff.skipped]
    yield from listed(form, "Skipped", _first(skipped, _FEW))
    exceptions = [exception_line(form, one) for one in handoff.exceptions]
    yield from listed(form, "Exceptions", _first(exceptions, _FEW))
    notes = (checklist.notes or "").strip()
    held = [one for one in checklist.roles if one.people]
    names = "; ".join(map(display.owner_text, held))
    for title, text in (
        ("The team's notes", notes),
        ("Roles in this cycle", names),
    ):
        yield from listed(form, title, [form.line(text)] if text else [])
    places = [
        form.first(form.address(one.text, safe_url(one.url)))
        for one in checklist.links
    ]
    yield from listed(form, "Links", _first(places, _MANY))


def _first(lines: Sequence[str], most: int) -> list[str]:
    """Return the first lines, and how many more there are."""
    if len(lines) <= most + 1:  # a line that says so takes as much room
        return list(lines)
    return [*lines[:most], f"and {len(lines) - most} more"]


def _next_cycle(cycle: Cycle, checklist: Checklist | None) -> str:
    """Return a cycle's name and main dates, those of its *checklist*."""
    found = []
    for event in checklist.own_events if checklist else ():
        first, last = event.due or event.start, event.due or event.end
        days = display.span_text(first, last)
        if event.id in _DATES and days:
            found.append(f"{display.one_line(event.title)} {days}")
    if not found and cycle.release_date:
        found.append(f"released {day(cycle.release_date)}")
    return "; ".join([cycle.title, *found])


def _skipped(form: TextFormat, item: Item) -> str:
    records = [one.record for one in (item, *item.items) if one.record]
    reasons = dict.fromkeys(display.sentence_part(one.why) for one in records)
    why = "; ".join(filter(None, reasons))
    reason = f": {form.escape(why)}" if why else ""
    return f"{form.line(item.short)}{reason} {form.name(item.id)}"
