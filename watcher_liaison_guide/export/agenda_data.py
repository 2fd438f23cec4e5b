# SPDX-License-Identifier: Apache-2.0
"""The lines of all agendas of a cycle, from which a page makes today's."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from watcher_liaison_guide.checklist.model import Checklist, EventDates
from watcher_liaison_guide.checklist.week import (
    last_day_of,
    recent_changes,
    rows,
)
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.agenda import (
    CHANGED,
    EXCEPTIONS,
    NO_SCHEDULE,
    SECTIONS,
    change_line,
    event_line,
    exception_line,
    phase_line,
    row_line,
    title_of,
)
from watcher_liaison_guide.export.text import TextFormat

#: The last day of what is always shown.
_ALWAYS = str(datetime.date.max)
#: So long before or after a release, two cycles have steps.
_NEAR = datetime.timedelta(days=35)


def agenda_data(form: TextFormat, checklist: Checklist) -> dict[str, Any]:
    """Return the lines of a cycle's agendas, each with its days.

    ``rows`` and ``shorts`` come in the order of :func:`~.week.rows`; other
    lines have the first and the last day on which they are shown.
    """
    found = rows(checklist)
    undated = [] if checklist.source else [form.line(NO_SCHEDULE)]
    return {
        "title": [*form.title(title_of(checklist, "{today}"))],
        "dated": [
            *(["", _ALWAYS, line] for line in undated),
            *(
                [str(one.start), str(one.end), phase_line(form, one)]
                for one in checklist.phases
                if one.start and one.end and not one.is_long
            ),
            *(
                entry
                for event in checklist.own_events
                if event.id != "release"
                for entry in _event_data(form, event)
            ),
            *_neighbours(form, checklist),
        ],
        "sections": [
            [state.value, [*form.heading(title)], otherwise]
            for state, title, otherwise in SECTIONS
        ],
        "rows": [row_line(form, row) for row in found],
        "shorts": [form.escape(row.item.short) for row in found],
        "missing": [*display.WITHOUT_RECORD_WORDS.values()],
        "more": [
            [
                [*form.heading(CHANGED)],
                [
                    [str(first), str(last), change_line(form, one)]
                    for one, first, last in recent_changes(checklist)
                ],
            ],
            [
                [*form.heading(EXCEPTIONS)],
                [
                    ["", str(last_day_of(one)), exception_line(form, one)]
                    for one in checklist.exceptions
                    if one.decision != "refused"
                ],
            ],
        ],
    }


def _neighbours(form: TextFormat, checklist: Checklist) -> Iterator[list[str]]:
    """Yield what says that a page has the steps of its cycle alone.

    The command ``agenda`` reads the other cycle, too.
    """
    line = form.line("The steps of the {} cycle are on its own page")
    starts = [one.start for one in checklist.phases if one.start]
    released = checklist.cycle.release_date
    if starts:
        yield ["", str(min(starts) + _NEAR), line.format("last")]
    if released:
        yield [str(released - _NEAR), _ALWAYS, line.format("next")]


def _event_data(form: TextFormat, event: EventDates) -> Iterator[list[str]]:
    """Yield each occurrence with the days on which it is shown.

    It is shown from the Monday of the week before, unless an earlier one is.
    """
    earliest = datetime.date.min
    for start, end, due in event.occurrences:
        first, last = due or start, due or end
        monday = first - datetime.timedelta(days=first.weekday() + 7)
        line = event_line(form, event.on(last))
        yield [str(max(earliest, monday)), str(last), line]
        earliest = last + datetime.timedelta(days=1)
