# SPDX-License-Identifier: Apache-2.0
"""The timeline of a cycle: its phases as bars, its events as marks.

A layout is computed first, in units of the picture; the table behind it
says the same in words.
"""

from __future__ import annotations

import datetime
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
_MARGIN = 104
_ROW = 17
_BAR = 11
_LANE = 14
_AXIS = 22
# What a letter takes at most in most fonts, at this size.
_LETTER = 5.7
_FONT = 11
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """A phase: its bar, and where its title begins or (``end``) ends."""

    title: str
    x: float
    width: float
    y: float
    label_x: float
    label_ends: bool


@dataclass(frozen=True)
class Mark:
    """One day's events: a line down the picture from ``y``, and a label."""

    label: str
    x: float
    y: float


@dataclass(frozen=True)
class Month:
    """Where a month begins."""

    label: str
    x: float


@dataclass(frozen=True)
class Layout:
    """The whole picture.

    The days from ``start`` to before ``end`` lie evenly between ``left``
    and ``left + breadth``; the months are at the height ``axis``.
    """

    start: datetime.date
    end: datetime.date
    left: float
    breadth: float
    width: int
    height: int
    axis: int
    months: tuple[Month, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


def layout(checklist: Checklist, wording: Wording = ENGLISH) -> Layout | None:
    """Place what has dates; None where nothing has."""
    phases = [
        (phase, phase.start, phase.end)
        for phase in checklist.phases
        if phase.start is not None and phase.end is not None
    ]
    deadlines = _deadlines(checklist, wording)
    days = [*deadlines]
    for _, first, last in phases:
        days += (first, last)
    if not days:
        return None
    start, end = min(days), max(days) + _DAY
    breadth = WIDTH - LEFT - _MARGIN
    scale = breadth / (end - start).days

    def place(date: datetime.date) -> float:
        return round(LEFT + (date - start).days * scale, 1)

    lanes: list[float] = []
    placed = [
        (titles, place(date), _lane(lanes, place(date), titles))
        for date, titles in deadlines.items()
    ]
    axis = len(lanes) * _LANE + _AXIS
    return Layout(
        start=start,
        end=end,
        left=LEFT,
        breadth=breadth,
        width=WIDTH,
        height=axis + len(phases) * _ROW + 20,
        axis=axis,
        months=_months(start, end, scale, wording),
        bars=tuple(
            _bar(
                phase.title,
                place(first),
                place(last + _DAY),
                axis + 5 + number * _ROW,
            )
            for number, (phase, first, last) in enumerate(phases)
        ),
        marks=tuple(
            Mark(_label(titles, x), x, lane * _LANE)
            for titles, x, lane in placed
        ),
    )


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
                found.setdefault(due, []).append(title)
    return dict(sorted(found.items()))


def _short(text: str, length: int) -> str:
    text = one_line(text)
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _label(titles: list[str], x: float) -> str:
    more = f" +{len(titles) - 1}" if len(titles) > 1 else ""
    room = int((WIDTH - x - 3) / _LETTER) - len(more)
    return _short(titles[0], max(4, min(26, room))) + more


def _lane(lanes: list[float], x: float, titles: list[str]) -> int:
    """Return the highest line for a label on which no line crosses another.

    Lines go down from their label, so all lanes below must be free here.
    """
    lane = len(lanes)
    while lane and lanes[lane - 1] <= x:
        lane -= 1
    if lane == len(lanes):
        lanes.append(0.0)
    lanes[lane] = x + 10 + len(_label(titles, x)) * _LETTER
    return lane


def _bar(title: str, left: float, right: float, y: float) -> Bar:
    """Place the title behind the bar, before it, or onto it: where it fits."""
    title = _short(title, 44)
    length = len(title) * _LETTER + 6
    label_x, ends = right + 4, False
    if label_x + length > WIDTH:
        label_x, ends = (
            (left - 4, True) if left > length else (left + 4, False)
        )
    return Bar(
        title,
        left,
        round(max(right - left, 2), 1),
        y,
        round(label_x, 1),
        ends,
    )


def _months(
    start: datetime.date, end: datetime.date, scale: float, wording: Wording
) -> tuple[Month, ...]:
    found: list[Month] = []
    first = start.replace(day=1)
    while first < end:
        offset = max((first - start).days, 0)
        following = (first + 31 * _DAY).replace(day=1)
        # A piece of a month too small for its name goes without.
        if (following - max(first, start)).days * scale > 24:
            label = wording.month(first)
            if first.month == 1 or not found:
                label += f" {first.year}"
            found.append(Month(label, round(LEFT + offset * scale, 1)))
        first = following
    return tuple(found)


def timeline_svg(checklist: Checklist, wording: Wording = ENGLISH) -> str:
    """Return the timeline as one SVG element, or "" where nothing has dates.

    It takes its colour from the text around it. All text is escaped.
    """
    found = layout(checklist, wording)
    if found is None:
        return ""
    name = f"{html_id(checklist.cycle.release)}-timeline"
    title = f"{wording.say('Timeline of')} {cycle_name(checklist)}"
    about = (
        f"{wording.say('Phases as bars, deadlines as lines.')} "
        f"{wording.day(found.start)} – {wording.day(found.end - _DAY)}. "
        f"{wording.say('The table of dates below says the same in words.')}"
    )
    bottom = found.height - 14
    size = f'width="{found.width}" height="{found.height}"'
    lines = [
        f'<svg class="liaison-svg" xmlns="http://www.w3.org/2000/svg" '
        f'role="img" aria-labelledby="{name}-title {name}-text" '
        f'viewBox="0 0 {found.width} {found.height}" {size} '
        f'font-size="{_FONT}" fill="currentColor" '
        f'data-liaison-start="{found.start}" '
        f'data-liaison-end="{found.end}" '
        f'data-liaison-left="{found.left}" '
        f'data-liaison-width="{found.breadth}" '
        f'data-liaison-height="{found.height}">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-text">{escape(about)}</desc>',
        # Lines leave room for the words that they would run through.
        f'<mask id="{name}-mask" maskUnits="userSpaceOnUse" x="0" y="0" '
        f'{size}><rect {size} fill="#fff"/><use href="#{name}-words" '
        f'fill="#000" stroke="#000" stroke-width="4"/></mask>',
        f'<g class="liaison-svg-lines" mask="url(#{name}-mask)">'
        f'<g class="liaison-svg-marks" stroke="currentColor"'
        f' stroke-width=".8" opacity=".45">',
    ]
    lines += [
        f'<path d="M{mark.x} {mark.y + 2}V{bottom}"/>' for mark in found.marks
    ]
    lines.append(
        f'</g></g><g class="liaison-svg-axis" stroke="currentColor"'
        f' stroke-width=".6" opacity=".75">'
        f'<path d="M{found.left} {found.axis}H{found.left + found.breadth}"/>'
    )
    lines += [
        f'<path d="M{month.x} {found.axis - 5}v5"/>' for month in found.months
    ]
    lines.append('</g><g class="liaison-svg-bars" opacity=".3">')
    lines += [
        f'<rect x="{bar.x}" y="{bar.y}" width="{bar.width}" '
        f'height="{_BAR}" rx="1.5"/>'
        for bar in found.bars
    ]
    lines.append(
        f'</g><g class="liaison-svg-words" id="{name}-words">'
        f'<g class="liaison-svg-months" fill-opacity=".75">'
    )
    lines += [
        f'<text x="{month.x + 2}" y="{found.axis - 5}">'
        f"{escape(month.label)}</text>"
        for month in found.months
    ]
    lines.append("</g>")
    lines += [
        f'<text x="{mark.x + 3}" y="{mark.y + 11}">{escape(mark.label)}</text>'
        for mark in found.marks
    ]
    for bar in found.bars:
        anchor = ' text-anchor="end"' if bar.label_ends else ""
        lines.append(
            f'<text x="{bar.label_x}" y="{bar.y + 9.5}"{anchor}>'
            f"{escape(bar.title)}</text>"
        )
    lines.append("</g></svg>")
    return "\n".join(lines)


@dataclass(frozen=True)
class Row:
    """A row of the table of dates; ``was`` is an earlier due day."""

    title: str
    when: tuple[Piece, ...]
    basis: str
    was: datetime.date | None


def timeline_rows(
    checklist: Checklist, wording: Wording = ENGLISH
) -> list[Row]:
    """Return every event with its dates, in date order, undated ones last.

    Without a schedule only what the team has dated: that all else has no
    date is no news.
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
        rows.append(Row(title, tuple(when) or ("–",), basis, was))
    return rows
