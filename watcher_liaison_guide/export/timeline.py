# SPDX-License-Identifier: Apache-2.0
"""The timeline of a cycle: its phases as bars, its events as marks.

The table behind the picture says the same in words.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.export.display import (
    BASIS_WORDS,
    Piece,
    cycle_name,
    one_line,
)
from watcher_liaison_guide.export.markup import html_id
from watcher_liaison_guide.export.wording import ENGLISH, Wording

WIDTH = 720
LEFT = 6
#: Room on the right, for the names of the last events.
_BREADTH = WIDTH - LEFT - 104
_ROW = 17
_BAR = 11
_LANE = 14
_AXIS = 22
#: The greatest width of a letter in most fonts, at this size.
_LETTER = 5.7
_FONT = 11
_DAY = datetime.timedelta(days=1)
#: What an event without dates has in place of them.
NO_DAY: tuple[Piece, ...] = ("–",)


def _deadlines(
    checklist: Checklist, wording: Wording
) -> dict[datetime.date, list[str]]:
    """Return the titles of the cycle's deadlines by day, in date order.

    What lasts (a PTG, an election) is in the table.
    """
    found: dict[datetime.date, list[str]] = {}
    for event in checklist.own_events:
        title = one_line(wording.say(event.title))
        for _, _, due in event.occurrences:
            if due is not None:
                titles = found.setdefault(due, [])
                # Of what is due on its day, it matters most.
                first = event.id == "feature-freeze"
                titles.insert(0 if first else len(titles), title)
    return dict(sorted(found.items()))


def _short(text: str, length: int) -> str:
    text = one_line(text)
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _label(titles: list[str], x: float) -> str:
    more = f" +{len(titles) - 1}" if len(titles) > 1 else ""
    room = int((WIDTH - x - 3) / _LETTER) - len(more)
    return _short(titles[0], max(4, min(26, room))) + more


def _lane(lanes: list[float], x: float, label: str) -> int:
    """Return the highest line for a label on which no line crosses another.

    Lines go down from their label, so all lanes below must be free here.
    """
    lane = len(lanes)
    while lane and lanes[lane - 1] <= x:
        lane -= 1
    lanes[lane : lane + 1] = [x + 10 + len(label) * _LETTER]
    return lane


def _title_of_bar(title: str, left: float, right: float, y: float) -> str:
    """Return a bar's title behind it, before it or on it, where it fits."""
    title = _short(title, 44)
    length = len(title) * _LETTER + 6
    x, anchor = right + 4, ""
    if x + length > WIDTH:
        x = left + 4
        if left > length:
            x, anchor = left - 4, ' text-anchor="end"'
    return (
        f'<text x="{round(x, 1)}" y="{y + 9.5}"{anchor}>{escape(title)}</text>'
    )


def _months(
    start: datetime.date, end: datetime.date, scale: float, wording: Wording
) -> Iterator[tuple[float, str]]:
    """Yield where each month begins, and its name."""
    first = start.replace(day=1)
    named = False
    while first < end:
        shown = max(first, start)
        following = (first + 31 * _DAY).replace(day=1)
        # A piece of a month too small for its name goes without.
        if (following - shown).days * scale > 24:
            label = wording.month(first)
            if first.month == 1 or not named:
                label += f" {first.year}"
            yield round(LEFT + (shown - start).days * scale, 1), label
            named = True
        first = following


def timeline_svg(checklist: Checklist, wording: Wording = ENGLISH) -> str:
    """Return the timeline as one SVG element, or "" where nothing has dates.

    It takes its colour from the text around it. All text is escaped.
    """
    phases = [
        (phase.title, phase.start, phase.end)
        for phase in checklist.phases
        if phase.start is not None and phase.end is not None
    ]
    deadlines = _deadlines(checklist, wording)
    days = [*deadlines, *(day for _, *ends in phases for day in ends)]
    if not days:
        return ""
    start, end = min(days), max(days) + _DAY
    scale = _BREADTH / (end - start).days

    def place(date: datetime.date) -> float:
        return round(LEFT + (date - start).days * scale, 1)

    lanes: list[float] = []
    marks = []
    for day, titles in deadlines.items():
        x, label = place(day), _label(titles, place(day))
        marks.append((x, _lane(lanes, x, label) * _LANE, label))
    axis = len(lanes) * _LANE + _AXIS
    height = axis + len(phases) * _ROW + 20
    months = list(_months(start, end, scale, wording))
    bars = [
        (title, place(first), place(last + _DAY), axis + 5 + number * _ROW)
        for number, (title, first, last) in enumerate(phases)
    ]
    name = f"{html_id(checklist.cycle.release)}-timeline"
    title = f"{wording.say('Timeline of')} {cycle_name(checklist)}"
    about = (
        f"{wording.say('Phases as bars, deadlines as lines.')} "
        f"{wording.day(start)} – {wording.day(end - _DAY)}. "
        f"{wording.say('The table of dates below says the same in words.')}"
    )
    size = f'width="{WIDTH}" height="{height}"'
    lines = [
        f'<svg class="liaison-svg" xmlns="http://www.w3.org/2000/svg" '
        f'role="img" aria-labelledby="{name}-title {name}-text" '
        f'viewBox="0 0 {WIDTH} {height}" {size} '
        f'font-size="{_FONT}" fill="currentColor" '
        f'data-liaison-start="{start}" data-liaison-end="{end}" '
        f'data-liaison-left="{LEFT}" data-liaison-width="{_BREADTH}">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-text">{escape(about)}</desc>',
        # Lines leave room for the words that they would run through.
        f'<mask id="{name}-mask" maskUnits="userSpaceOnUse" x="0" y="0" '
        f'{size}><rect {size} fill="#fff"/><use href="#{name}-words" '
        f'fill="#000" stroke="#000" stroke-width="4"/></mask>',
        f'<g class="liaison-svg-lines" mask="url(#{name}-mask)">'
        f'<g class="liaison-svg-marks" stroke="currentColor"'
        f' stroke-width=".8" opacity=".6">',
        *(f'<path d="M{x} {y + 2}V{height - 14}"/>' for x, y, _ in marks),
        f'</g><g class="liaison-svg-today" visibility="hidden"'
        f' font-weight="700" stroke-dasharray="4 2" stroke-width="1.6">'
        f'<line y2="{height - 14}" stroke="currentColor"/>'
        f'<text y="{height - 3}" '
        f'text-anchor="middle">{escape(wording.say("today"))}</text>'
        f'</g></g><g class="liaison-svg-axis" stroke="currentColor"'
        f' stroke-width=".6" opacity=".75">'
        f'<path d="M{LEFT} {axis}H{LEFT + _BREADTH}"/>',
        *(f'<path d="M{x} {axis - 5}v5"/>' for x, _ in months),
        '</g><g class="liaison-svg-bars" opacity=".7">',
        *(
            f'<rect x="{x}" y="{y}" width="{round(max(right - x, 2), 1)}" '
            f'height="{_BAR}" rx="1.5"/>'
            for _, x, right, y in bars
        ),
        f'</g><g class="liaison-svg-words" id="{name}-words">'
        f'<g class="liaison-svg-months" fill-opacity=".75">',
        *(
            f'<text x="{x + 2}" y="{axis - 5}">{escape(label)}</text>'
            for x, label in months
        ),
        "</g>",
        *(
            f'<text x="{x + 3}" y="{y + 11}">{escape(label)}</text>'
            for x, y, label in marks
        ),
        *(_title_of_bar(*bar) for bar in bars),
        "</g></svg>",
    ]
    return "\n".join(lines)


@dataclass(frozen=True)
class DateRow:
    """A row of the table of dates; ``was`` is an earlier due day."""

    title: str
    when: tuple[Piece, ...]
    basis: str
    was: datetime.date | None


def timeline_rows(
    checklist: Checklist, wording: Wording = ENGLISH
) -> list[DateRow]:
    """Return every event with its dates, in date order, undated ones last.

    Without a schedule, events that have no date are left out.
    """
    rows = []
    latest = datetime.date.max
    for event in sorted(
        checklist.events, key=lambda one: one.due or one.start or latest
    ):
        when: list[Piece] = []
        for start, end, due in event.occurrences:
            if when:
                when.append("; ")
            when += [due] if due else [start, " – ", end]
        if not when and checklist.source is None:
            continue
        basis = wording.say(BASIS_WORDS[event.basis])
        if event.why:
            basis += f": {one_line(wording.message(event.why))}"
        title = one_line(wording.say(event.title))
        if event.team:
            title += f" ({one_line(event.team)})"
        was = event.was if event.was != event.due else None
        rows.append(DateRow(title, tuple(when) or NO_DAY, basis, was))
    return rows
