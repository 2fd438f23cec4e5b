# SPDX-License-Identifier: Apache-2.0
"""Days relative to events, and windows made of them."""

from __future__ import annotations

import datetime

import pytest

from watcher_liaison_guide.calendar import library
from watcher_liaison_guide.calendar.expressions import (
    Dates,
    Expression,
    Window,
    parse_expression,
    resolve,
    resolve_window,
)
from watcher_liaison_guide.calendar.model import Basis, Event, Occurrence
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
    ("text", "day"),
    [
        ("milestone-1", "2026-11-19"),  # stated: a Thursday
        ("feature-freeze", "2027-02-18"),  # by the Thursday rule
        ("rc1", "2027-03-04"),  # a week: act by Thursday
        ("release", "2027-03-24"),  # a Wednesday
        ("ptg", "2026-10-12"),  # a span: its first day
        ("feature-freeze + 1d", "2027-02-19"),
        ("release - 1d", "2027-03-23"),
        ("milestone-1 + 2w", "2026-12-03"),
        ("milestone-1 - 4w mon", "2026-10-19"),
        ("milestone-1 - 1w fri", "2026-11-13"),
        ("milestone-1 mon", "2026-11-16"),
        ("release fri", "2027-03-26"),
        ("ptg - 6w mon", "2026-08-31"),
        # The weekday is that of the week reached, not the next of its name.
        ("release + 5d mon", "2027-03-29"),
        ("release + 4d mon", "2027-03-22"),
        ("milestone-1  -  4w   mon", "2026-10-19"),
        ("rc1 - 728d", "2025-03-06"),  # no farther than two years
        ("summit + 1w", "None"),  # not scheduled
    ],
)
def test_an_expression_gives_its_day(text: str, day: str) -> None:
    assert str(resolve(expression(text), events)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ptg", "2026-10-16"),
        ("ptg + 1w", "2026-10-23"),
        ("ptg mon", "2026-10-12"),
        ("rc1", "2027-03-04"),
    ],
)
def test_the_last_day_of_a_span_counts_where_a_window_ends(
    text: str, day: str
) -> None:
    assert str(resolve(expression(text), events, last=True)) == day


def test_an_event_on_separate_days_is_no_base() -> None:
    found = resolve(expression("review-day + 1d"), events)
    assert isinstance(found, Problem)
    assert (str(found.code), found.position) == ("event-not-a-base", HERE)


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


def window(**keys: str) -> tuple[Dates, list[Problem]]:
    texts = {key: expression(text) for key, text in keys.items()}
    return resolve_window(Window(**texts), events)


@pytest.mark.parametrize(
    ("keys", "days"),
    [
        # tests/guide/test_windows.py has those of Watcher's guide.
        (
            {"week": "rc1", "due": "rc1 - 1d"},
            "2027-03-01 2027-03-05 2027-03-03",
        ),
        # A day outside a window widens it.
        (
            {"week": "rc1", "due": "rc1 + 1w"},
            "2027-03-01 2027-03-11 2027-03-11",
        ),
        # A limit cuts a window; one that does not reach it changes nothing.
        (
            {"start": "ptg", "end": "ptg + 8w", "not_after": "milestone-1"},
            "2026-10-12 2026-11-19 2026-11-19",
        ),
        (
            {
                "start": "milestone-1 - 4w mon",
                "end": "milestone-1 - 1w fri",
                "not_before": "ptg + 1w mon",
            },
            "2026-10-19 2026-11-13 2026-11-13",
        ),
        # Where a limit leaves nothing, the last day remains.
        (
            {"week": "milestone-1", "not_before": "rc1"},
            "2026-11-20 2026-11-20 2026-11-20",
        ),
        ({"due": "cycle-highlights"}, "2027-02-25 2027-02-25 2027-02-25"),
        # A base that is not scheduled leaves no dates.
        ({"week": "summit"}, "None None None"),
        ({"start": "summit", "end": "release"}, "None None None"),
        ({"start": "ptg", "end": "summit"}, "None None None"),
        ({"week": "rc1", "due": "summit"}, "None None None"),
        ({"due": "summit"}, "None None None"),
    ],
)
def test_a_window_has_a_beginning_an_end_and_a_due_day(
    keys: dict[str, str], days: str
) -> None:
    dates, problems = window(**keys)
    assert not problems
    assert f"{dates.start} {dates.end} {dates.due}" == days
    assert (dates.basis is Basis.NOT_SCHEDULED) is (dates.due is None)


def test_a_limit_that_is_not_scheduled_is_left_out_with_a_note() -> None:
    dates, (note,) = window(start="rc1 mon", end="rc1", not_before="summit")
    assert (str(dates.start), str(dates.end)) == ("2027-03-01", "2027-03-04")
    assert (str(note.code), str(note.severity)) == ("clamp-dropped", "note")


def test_a_limit_on_separate_days_is_one_problem() -> None:
    _, (found,) = window(start="rc1", end="rc1", not_before="review-day")
    assert str(found.code) == "event-not-a-base"


@pytest.mark.parametrize(
    "keys",
    [
        {"start": "milestone-1", "end": "release", "due": "rc1"},
        {"week": "final-rc", "due": "rc1"},
        {"week": "rc1"},
        {"start": "milestone-1", "end": "rc1"},
    ],
)
def test_the_basis_is_that_of_the_due_date(keys: dict[str, str]) -> None:
    dates, _ = window(**keys)
    assert (dates.basis, dates.event) == (Basis.WEEK, "rc1")
