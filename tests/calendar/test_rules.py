# SPDX-License-Identifier: Apache-2.0
"""The rule that makes days of weeks and texts, case by case."""

from __future__ import annotations

import datetime

import pytest

from watcher_liaison_guide.calendar.model import Week
from watcher_liaison_guide.calendar.rules import dated
from watcher_liaison_guide.calendar.sections import Section
from watcher_liaison_guide.problems import Position, Problem
from watcher_liaison_guide.yamlreader import PositionedText


def week(monday: int) -> Week:
    """Return a week of January 2027; the 4th is a Monday."""
    start = datetime.date(2027, 1, 1) + datetime.timedelta(monday - 1)
    return Week(f"R-{monday}", start, start + datetime.timedelta(4))


def days(*dates: datetime.date | None) -> str:
    return " ".join(f"{one:%d}" if one else "-" for one in dates)


ELECTION = "election-email-deadline"
OUTSIDE, YEAR = "date-outside-week", "year-typo"


@pytest.mark.parametrize(
    ("event", "mondays", "text", "basis", "expected", "codes"),
    [
        # What lasts has no day, whatever its text says.
        ("ptg", [4], "", "span", ["04 08 -"], []),
        ("ptg", [4], "From January 5 to January 7, 2027.", "span",
         ["04 08 -"], []),
        ("ptg", [4], "On 20 January, 2027 and 21 January, 2027.", "span",
         ["04 08 -"], [OUTSIDE]),
        ("ptg", [4, 11], "", "span", ["04 15 -"], []),
        ("ptg", [4, 18], "", "span", ["04 08 -", "18 22 -"], []),
        (None, [4, 11], "", "span", ["04 15 -"], []),
        (None, [4, 11, 25], "", "span", ["04 15 -", "25 29 -"], []),
        (None, [4, 11, 18], "", "span", ["04 22 -"], []),
        ("election-close", [4], "", "span", ["04 08 -"], []),
        # Others have Thursday.
        ("milestone-1", [4], "", "thursday-rule", ["04 08 07"], []),
        (None, [4, 18], "", "thursday-rule", ["04 08 07", "18 22 21"], []),
        ("rc1", [4], "", "week", ["04 08 07"], []),
        (None, [4], "In the week of 4 January, 2027.", "week", ["04 08 07"],
         []),
        (None, [4, 18], "In the week of 4 January, 2027.", "thursday-rule",
         ["04 08 07", "18 22 21"], []),
        (None, [4, 11], "From January 5 to January 12, 2027.", "span",
         ["04 15 -"], []),
        (None, [4, 11], "From January 5 to January 20, 2027.", "span",
         ["04 15 -"], [OUTSIDE]),
        (None, [4], "By the end of the week.", "week", ["04 08 08"],
         ["ambiguous-deadline"]),
        (None, [4], "By 6 January, 2027, not the end of the week.", "stated",
         ["04 08 06"], []),
        # A day in the text counts.
        ("milestone-1", [4], "On 4 January, 2027.", "stated", ["04 08 04"],
         []),
        ("milestone-1", [4], "On 8 January, 2027.", "stated", ["04 08 08"],
         []),
        (None, [4, 11], "On 12 January, 2027.", "stated", ["04 15 12"], []),
        (None, [4, 18], "On 19 January, 2027.", "stated",
         ["04 08 07", "18 22 19"], []),
        (None, [4, 11, 18], "On 5 January, 2027,\nand 12 January, 2027.",
         "stated", ["04 08 05", "11 15 12", "18 22 21"], []),
        (None, [4, 11], "5 January, 2027. 6 January, 2027.", "stated",
         ["04 15 05"], []),
        ("rc1", [4], "On 6 January, 2027.", "stated", ["04 08 06"], []),
        # One outside its week does not, unless others are inside.
        ("milestone-1", [4], "On 20 January, 2027.", "thursday-rule",
         ["04 08 07"], [OUTSIDE]),
        ("milestone-1", [4], "20 January, 2027. 6 January, 2027.",
         "thursday-rule", ["04 08 07"], [OUTSIDE]),
        (None, [4, 11], "30 January, 2027. 5 January, 2027. 12 January, "
         "2027.", "stated", ["04 08 05", "11 15 12"], [OUTSIDE]),
        ("milestone-1", [4], "On 31 June, 2027.", "thursday-rule",
         ["04 08 07"], [OUTSIDE]),
        (ELECTION, [4], "On 12 January, 2027.", "stated", ["11 15 12"],
         [OUTSIDE]),
        (ELECTION, [4], "On 17 January, 2027.", "stated", ["11 17 17"],
         [OUTSIDE]),
        (ELECTION, [4], "On 6 January, 2027.", "stated", ["04 08 06"], []),
        # Kept by what changes of the code left unnoticed.
        ("milestone-1", [5], "", "thursday-rule", ["05 09 07"], []),
        ("milestone-1", [4], "On 20 January, 2027, the end of the week.",
         "thursday-rule", ["04 08 07"], [OUTSIDE]),
        (ELECTION, [4], "On 31 June, 2027.", "thursday-rule", ["04 08 07"],
         [OUTSIDE]),
        ("milestone-1", [4], "6 January, 2027. 20 January, 2027.", "stated",
         ["04 08 06"], []),
        (None, [4, 11], "5 January, 2027. 12 January, 2027. 30 January, "
         "2027.", "stated", ["04 08 05", "11 15 12"], [OUTSIDE]),
        (None, [4, 18], "On 5 January, 2027.", "stated",
         ["04 08 05", "18 22 21"], []),
        (None, [4, 11], "From June 29 to June 31, 2027.", "span",
         ["04 15 -"], [OUTSIDE]),
        ("milestone-1", [4], "On 20 January, 2026.", "thursday-rule",
         ["04 08 07"], [OUTSIDE]),
        ("milestone-1", [4], "The release is on 27 January, 2027.",
         "thursday-rule", ["04 08 07"], [OUTSIDE]),
        ("milestone-1", [4], "Milestone 2 is on 31 June, 2027.",
         "thursday-rule", ["04 08 07"], [OUTSIDE]),
        ("milestone-1", [4], "After milestone 2 on 21 January, 2027: 6 "
         "January, 2027.", "stated", ["04 08 06"], []),
        (None, [4], "In the week of Monday, 4 January, 2026.", "week",
         ["04 08 07"], [YEAR]),
        (None, [4, 12], "", "thursday-rule", ["04 08 07", "12 16 14"], []),
        (None, [4, 18, 25], "", "span", ["04 08 -", "18 29 -"], []),
        (None, [4], "From January 18 to January 20, 2027, or from January "
         "25 to January 27, 2027.", "week", ["04 08 07"], [OUTSIDE]),
        ("milestone-1", [4], "Milestone 2 is on 22 January, 2027.",
         "thursday-rule", ["04 08 07"], []),
        # A weekday confirms another year, or contradicts the day.
        ("milestone-1", [4], "On Wednesday, 6 January, 2026.", "stated",
         ["04 08 06"], [YEAR]),
        ("milestone-1", [4], "On 6 January, 2026.", "thursday-rule",
         ["04 08 07"], [YEAR]),
        ("milestone-1", [4], "On Friday, 6 January, 2026.", "thursday-rule",
         ["04 08 07"], [YEAR]),
        ("milestone-1", [4], "On Wednesday, 13 January, 2026.",
         "thursday-rule", ["04 08 07"], [OUTSIDE]),
        ("milestone-1", [4], "On Wednesday, 6 January, 2028.", "stated",
         ["04 08 06"], [YEAR]),
        ("milestone-1", [4], "On 6 January, 2027 at 00:00 UTC.", "stated",
         ["04 08 05"], []),
        ("milestone-1", [4], "On Monday, 6 January, 2027.", "stated",
         ["04 08 06"], ["weekday-mismatch"]),
        # A day in or just before the weeks of an event that is named.
        ("milestone-1", [4], "Milestone 2 is on 21 January, 2027.",
         "thursday-rule", ["04 08 07"], []),
        ("milestone-1", [4], "Milestone 2: after 11 January, 2027.",
         "thursday-rule", ["04 08 07"], []),
        ("milestone-1", [4], "Milestone 2: after 10 January, 2027.",
         "thursday-rule", ["04 08 07"], [OUTSIDE]),
        ("milestone-1", [4], "Milestone 3: after 21 January, 2027.",
         "thursday-rule", ["04 08 07"], [OUTSIDE]),
        ("milestone-2", [4], "Milestone 2 is on 21 January, 2027.",
         "thursday-rule", ["04 08 07"], [OUTSIDE]),
    ],
)  # fmt: skip
def test_weeks_and_text_make_days(
    event: str | None,
    mondays: list[int],
    text: str,
    basis: str,
    expected: list[str],
    codes: list[str],
) -> None:
    title = PositionedText("Event", Position("schedule.rst", 10, 1))
    problems: list[Problem] = []
    found = dated(
        event,
        [week(monday) for monday in mondays],
        Section((), title, text) if text else None,
        {"milestone-2": [week(18)], "release": [week(25)]},
        problems,
    )
    assert found.basis == basis
    assert [
        days(one.start, one.end, one.due) for one in found.occurrences
    ] == expected
    assert [str(one.code) for one in problems] == codes
    assert found.stated_at == (12 if basis == "stated" else None)
    if not codes:
        assert [one.week for one in found.occurrences] == [
            f"R-{one.start.day}" for one in found.occurrences
        ]
    for one in problems:
        assert ("not a real day" in one.message) == ("31" in text)
