# SPDX-License-Identifier: Apache-2.0
"""Days relative to events, and windows made of them."""

from __future__ import annotations

import datetime

import pytest

from watcher_liaison_guide.calendar import library
from watcher_liaison_guide.calendar.expressions import (
    WINDOW,
    Expression,
    parse_expression,
    resolve,
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


def expression(text: str) -> Expression:
    found = parse_expression(text, HERE)
    assert isinstance(found, Expression)
    return found


@pytest.mark.parametrize(
    ("text", "day", "last"),
    [
        ("milestone-1", "2026-11-19", None),  # stated: a Thursday
        ("feature-freeze", "2027-02-18", None),  # by the Thursday rule
        ("rc1", "2027-03-04", None),  # a week: act by Thursday
        ("release", "2027-03-24", None),  # a Wednesday
        # The last day of a span counts where a window ends.
        ("ptg", "2026-10-12", "2026-10-16"),
        ("ptg + 1w", "2026-10-19", "2026-10-23"),
        ("ptg mon", "2026-10-12", None),
        ("ptg - 6w mon", "2026-08-31", None),
        ("feature-freeze + 1d", "2027-02-19", None),
        ("release - 1d", "2027-03-23", None),
        ("milestone-1 + 2w", "2026-12-03", None),
        ("milestone-1 - 4w mon", "2026-10-19", None),
        ("milestone-1 - 1w fri", "2026-11-13", None),
        ("milestone-1 mon", "2026-11-16", None),
        ("release fri", "2027-03-26", None),
        # The weekday is that of the week reached, not the next of its name.
        ("release + 5d mon", "2027-03-29", None),
        ("release + 4d mon", "2027-03-22", None),
        ("milestone-1  -  4w   mon", "2026-10-19", None),
        ("rc1 - 728d", "2025-03-06", None),  # no farther than two years
        ("summit + 1w", "None", None),  # not scheduled
    ],
)
def test_an_expression_gives_its_day(
    text: str, day: str, last: str | None
) -> None:
    assert str(resolve(expression(text), events)) == day
    assert str(resolve(expression(text), events, last=True)) == (last or day)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("rc1+1d", 'Leave a space before the sign: "rc1 + 1d".'),
        ("rc1 + 2 weeks", 'Write "rc1 + 2w".'),
        ("rc1 - 1w friday", 'Write "rc1 - 1w fri".'),
        ("rc1 - 1w sat", "Weekdays are mon to fri."),
        ("RC1 + 1D", 'Write "rc1 + 1d".'),
        ("R-3", 'Write "r-3".'),
        ("+ 2w", 'Write EVENT, then perhaps "+ 2w"'),
        ("", 'Write EVENT, then perhaps "+ 2w"'),
        ("rc1 + 1w + 1d", 'Write EVENT, then perhaps "+ 2w"'),
        ("rc1 + 729d", "None"),
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
        # tests/guide/test_windows.py has those of Watcher's guide.
        ("week: rc1", "2027-03-01 2027-03-05 2027-03-04 rc1"),
        (
            "week: rc1\ndue: release - 22d",
            "2027-03-01 2027-03-05 2027-03-02 release",
        ),
        # A day outside a window widens it.
        ("week: release\ndue: rc1", "2027-03-04 2027-03-26 2027-03-04 rc1"),
        (
            "from: milestone-1\nto: rc1\ndue: release",
            "2026-11-19 2027-03-24 2027-03-24 release",
        ),
        # A limit cuts a window; one that does not reach it changes nothing.
        (
            "from: ptg\nto: ptg + 8w\nnot-after: milestone-1",
            "2026-10-12 2026-11-19 2026-11-19 ptg",
        ),
        (
            "from: rc1 - 4w mon\nto: rc1 - 1w fri\nnot-before: ptg + 1w mon",
            "2027-02-01 2027-02-26 2027-02-26 rc1",
        ),
        # Where a limit leaves nothing, the last day remains.
        (
            "week: milestone-1\nnot-before: rc1",
            "2026-11-20 2026-11-20 2026-11-20 milestone-1",
        ),
        ("due: release", "2027-03-24 2027-03-24 2027-03-24 release"),
        # A base that is not scheduled leaves no dates.
        ("week: summit", UNKNOWN),
        ("from: summit\nto: release", UNKNOWN),
        ("from: ptg\nto: summit", UNKNOWN),
        ("week: rc1\ndue: summit", UNKNOWN),
        ("due: summit", UNKNOWN),
        # Such a limit is left out; one on separate days is a problem.
        (
            "from: rc1 mon\nto: rc1\nnot-before: summit",
            "2027-03-01 2027-03-04 2027-03-04 rc1 clamp-dropped 3:13",
        ),
        (
            "from: rc1\nto: rc1\nnot-before: review-day",
            "2027-03-04 2027-03-04 2027-03-04 rc1 event-not-a-base 3:13",
        ),
        ("due: review-day + 1d", f"{UNKNOWN} event-not-a-base 1:6"),
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
