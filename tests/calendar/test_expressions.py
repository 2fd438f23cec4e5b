# SPDX-License-Identifier: Apache-2.0
"""Days relative to events, and windows made of them, at their edges."""

from __future__ import annotations

import datetime

import pytest

from watcher_liaison_guide.calendar import library
from watcher_liaison_guide.calendar.expressions import (
    WINDOW,
    parse_expression,
    resolve_window,
)
from watcher_liaison_guide.calendar.model import Basis, Event, Occurrence
from watcher_liaison_guide.fields import read_yaml
from watcher_liaison_guide.problems import Position, Problem

HERE = Position("sections/x.yaml", 3, 9)
SEVERAL = Event(
    "review-day",
    basis=Basis.STATED,
    occurrences=tuple(
        Occurrence(day, day, day)
        for day in (datetime.date(2026, 5, 21), datetime.date(2026, 6, 4))
    ),
)


def events(name: str) -> Event:
    """Return an event of 2027.1, and one on two days beside them."""
    calendar, _ = library.Shelf().load_one("2027.1")
    assert calendar is not None
    return SEVERAL if name == "review-day" else calendar.event(name)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("rc1+1d", 'Leave a space before the sign: "rc1 + 1d".'),
        ("rc1 + 2 weeks", 'Write "rc1 + 2w".'),
        ("rc1 - 1w friday", 'Write "rc1 - 1w fri".'),
        ("rc1 - 1w sat", "Weekdays are mon to fri."),
        ("RC1 + 1D", 'Write "rc1 + 1d".'),
        ("", 'Write EVENT, then perhaps "+ 2w"'),
        ("rc1 + 1w + 1d", 'Write EVENT, then perhaps "+ 2w"'),
        ("rc1 + 9999w", "None"),
    ],
)
def test_what_is_no_expression_is_reported_with_what_to_write(
    text: str, advice: str
) -> None:
    found = parse_expression(text, HERE)
    assert isinstance(found, Problem)
    assert (str(found.code), found.position) == ("bad-date-expression", HERE)
    assert str(found.advice).startswith(advice)


UNKNOWN = "None None None None"


@pytest.mark.parametrize(
    ("window", "found"),
    [
        # tests/checklist/data/rules/windows.yaml has the rules themselves.
        ("due: rc1  -  4w   mon", "2027-02-01 2027-02-01 2027-02-01 rc1"),
        # Only the week of an event alone is due on the event's day.
        ("week: rc1 mon", "2027-03-01 2027-03-05 2027-03-05 rc1"),
        # A day outside a window widens it.
        ("week: release\ndue: rc1", "2027-03-04 2027-03-26 2027-03-04 rc1"),
        (
            "from: milestone-1\nto: rc1\ndue: release",
            "2026-11-19 2027-03-24 2027-03-24 release",
        ),
        # Where a limit leaves nothing, the last day remains.
        (
            "week: milestone-1\nnot-before: rc1",
            "2026-11-20 2026-11-20 2026-11-20 milestone-1",
        ),
        # A base that is not scheduled leaves no dates.
        ("from: ptg\nto: summit", UNKNOWN),
        ("week: rc1\ndue: summit", UNKNOWN),
        # An end before the start and a limit on separate days are problems.
        (
            "from: rc1\nto: ptg\nnot-before: review-day",
            "2026-10-16 2026-10-16 2026-10-16 ptg window-reversed 2:5 "
            "event-not-a-base 3:13",
        ),
    ],
)
def test_a_window_has_a_beginning_an_end_and_a_due_day_of_an_event(
    window: str, found: str
) -> None:
    read, wrong = read_yaml(WINDOW, window.encode(), "x")
    assert wrong == []
    dates, problems = resolve_window(read, events)
    values = [dates.start, dates.end, dates.due, dates.event]
    for one in problems:
        values += [one.code, "{1}:{2}".format(*one.position)]
    assert " ".join(map(str, values)) == found
    assert dates.basis is events(dates.event or "summit").basis
