# SPDX-License-Identifier: Apache-2.0
"""Days relative to events, and windows made of them."""

from __future__ import annotations

import datetime

import pytest

from watcher_liaison_guide.calendar import library
from watcher_liaison_guide.calendar.expressions import (
    Events,
    Expression,
    Window,
    parse_expression,
    resolve,
    resolve_window,
)
from watcher_liaison_guide.calendar.model import Basis, Event, Occurrence
from watcher_liaison_guide.problems import Position, Problem

HERE = Position("sections/x.yaml", 3, 9)


def events(release: str = "2027.1") -> Events:
    calendar, _ = library.Shelf().load_one(release)
    assert calendar is not None
    return calendar.event


def expression(text: str) -> Expression:
    found = parse_expression(text, HERE)
    assert isinstance(found, Expression)
    return found


def window(**keys: str) -> Window:
    return Window(**{key: expression(text) for key, text in keys.items()})


@pytest.mark.parametrize(
    "text, day",
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
    ],
)
def test_an_expression_gives_its_day(text: str, day: str) -> None:
    assert str(resolve(expression(text), events())) == day


@pytest.mark.parametrize(
    "text, day",
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
    assert str(resolve(expression(text), events(), last=True)) == day


def test_an_event_that_is_not_scheduled_has_no_day() -> None:
    assert resolve(expression("summit + 1w"), events()) is None


def test_an_event_on_separate_days_is_no_base() -> None:
    days = [datetime.date(2026, 5, 21), datetime.date(2026, 6, 4)]
    several = Event(
        "review-day",
        basis=Basis.STATED,
        occurrences=tuple(Occurrence(day, day, day) for day in days),
    )
    found = resolve(expression("review-day + 1d"), lambda name: several)
    assert isinstance(found, Problem)
    assert str(found.code) == "event-not-a-base"
    assert found.position == HERE


@pytest.mark.parametrize(
    "text, advice",
    [
        ("rc1+1d", 'Leave a space before the sign: "rc1 + 1d".'),
        ("rc1 + 2 weeks", 'Write "rc1 + 2w".'),
        ("rc1 - 1w friday", 'Write "rc1 - 1w fri".'),
        ("rc1 - 1w sat", "Weekdays are mon to fri."),
        ("RC1 + 1D", 'Write "rc1 + 1d".'),
        ("R-3", None),
        ("+ 2w", None),
        ("", None),
        ("rc1 + 1w + 1d", None),
        ("rc1 + 9999w", None),
    ],
)
def test_what_is_no_expression_is_told_with_what_to_write(
    text: str, advice: str | None
) -> None:
    found = parse_expression(text, HERE)
    assert isinstance(found, Problem)
    assert str(found.code) == "bad-date-expression"
    assert found.position == HERE
    assert advice is None or found.advice == advice


@pytest.mark.parametrize(
    "keys, start, end, due",
    [
        ({"week": "milestone-1"}, "2026-11-16", "2026-11-20", "2026-11-19"),
        ({"week": "release"}, "2027-03-22", "2027-03-26", "2027-03-24"),
        ({"week": "ptg"}, "2026-10-12", "2026-10-16", "2026-10-16"),
        (
            {"week": "milestone-3 + 1w"},
            "2027-02-22",
            "2027-02-26",
            "2027-02-26",
        ),
        (
            {"week": "rc1", "due": "rc1 - 1d"},
            "2027-03-01",
            "2027-03-05",
            "2027-03-03",
        ),
        (
            {"start": "ptg + 1w mon", "end": "ptg + 2w fri"},
            "2026-10-19",
            "2026-10-30",
            "2026-10-30",
        ),
        (
            {"start": "rc1 mon", "end": "final-rc"},
            "2027-03-01",
            "2027-03-18",
            "2027-03-18",
        ),
        # A limit cuts a window; one that does not reach it changes nothing.
        (
            {
                "start": "rc1 - 3w mon",
                "end": "rc1 - 1w fri",
                "not_before": "feature-freeze",
            },
            "2027-02-18",
            "2027-02-26",
            "2027-02-26",
        ),
        (
            {"start": "ptg", "end": "ptg + 8w", "not_after": "milestone-1"},
            "2026-10-12",
            "2026-11-19",
            "2026-11-19",
        ),
        (
            {
                "start": "milestone-1 - 4w mon",
                "end": "milestone-1 - 1w fri",
                "not_before": "ptg + 1w mon",
            },
            "2026-10-19",
            "2026-11-13",
            "2026-11-13",
        ),
        (
            {"due": "cycle-highlights"},
            "2027-02-25",
            "2027-02-25",
            "2027-02-25",
        ),
    ],
)
def test_a_window_has_a_beginning_an_end_and_a_due_day(
    keys: dict[str, str], start: str, end: str, due: str
) -> None:
    dates, problems = resolve_window(window(**keys), events())
    assert not problems
    assert (str(dates.start), str(dates.end), str(dates.due)) == (
        start,
        end,
        due,
    )


@pytest.mark.parametrize(
    "keys",
    [
        {"week": "summit"},
        {"start": "summit", "end": "release"},
        {"start": "ptg", "end": "summit"},
        {"week": "rc1", "due": "summit"},
        {"due": "summit"},
    ],
)
def test_a_base_that_is_not_scheduled_leaves_no_dates(
    keys: dict[str, str],
) -> None:
    dates, problems = resolve_window(window(**keys), events())
    assert not problems
    assert (dates.start, dates.end, dates.due, dates.basis) == (
        None,
        None,
        None,
        Basis.NOT_SCHEDULED,
    )


def test_a_limit_that_is_not_scheduled_is_left_out_with_a_note() -> None:
    keys = {"start": "rc1 mon", "end": "rc1 fri", "not_before": "summit"}
    dates, (note,) = resolve_window(window(**keys), events())
    assert (str(dates.start), str(dates.end)) == ("2027-03-01", "2027-03-05")
    assert (str(note.code), str(note.severity)) == ("clamp-dropped", "note")


def test_the_basis_is_that_of_the_due_date() -> None:
    keys = {"start": "milestone-1", "end": "release", "due": "rc1"}
    dates, _ = resolve_window(window(**keys), events())
    assert (dates.basis, dates.event) == (Basis.WEEK, "rc1")


def test_a_limit_on_separate_days_is_one_problem() -> None:
    days = [datetime.date(2026, 5, 21), datetime.date(2026, 6, 4)]
    several = Event(
        "review-day",
        basis=Basis.STATED,
        occurrences=tuple(Occurrence(day, day, day) for day in days),
    )
    known = events()
    _, (found,) = resolve_window(
        window(start="rc1", end="rc1 + 1w", not_before="review-day"),
        lambda name: several if name == "review-day" else known(name),
    )
    assert str(found.code) == "event-not-a-base"
