# SPDX-License-Identifier: Apache-2.0
"""Each way to name a date, and the rule that makes days of weeks and texts."""

from __future__ import annotations

import datetime
import re

import pytest

from watcher_liaison_guide.calendar.model import Week
from watcher_liaison_guide.calendar.page import Section, find
from watcher_liaison_guide.calendar.rules import Dating
from watcher_liaison_guide.problems import Position, Problem
from watcher_liaison_guide.yamlreader import PositionedText

NEAR = datetime.date(2026, 8, 3)


def written(text: str) -> Section:
    """Return a section on the tenth line."""
    title = PositionedText("Event", Position("schedule.rst", 10, 1))
    return Section((), title, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("19 November, 2026", "day 2026-11-19"),
        ("the 7th of\nJune, 2017", "day 2017-06-07"),
        ("by 2026-08-05 all", "day 2026-08-05"),
        ("by 31 Jan 2020 (23:59 UTC)", "day 2020-01-31"),
        ("on 1st June (Wednesday) we", "day 2026-06-01"),
        ("by 23:59 on Friday 14 April 2017.  This", "day 2017-04-14"),
        ("Thursday April 13th, 2017.", "day 2017-04-13"),
        ("by Sept 3, 2026", "day 2026-09-03"),
        ("by 31 June 2026", "day None"),
        # Several days.
        ("10 - 14 September", "range 2026-09-10 2026-09-14"),
        ("October 23 to October 27", "range 2026-10-23 2026-10-27"),
        ("October 27 to 31, 2025", "range 2025-10-27 2025-10-31"),
        ("28 December - 1 January 2027", "range 2026-12-28 2027-01-01"),
        ("between 3 and 7 August 2026", "range 2026-08-03 2026-08-07"),
        (
            "between 2024-08-14 23:45 UTC\nand 2024-08-28 23:45 UTC",
            "range 2024-08-14 2024-08-28",
        ),
        # The week of a day.
        ("The week of 21 September is", "week 2026-09-21"),
        ("week of 21st-25th March, 2022", "week 2022-03-21 2022-03-25"),
        ("The week of April 20-24 is", "week 2026-04-20 2026-04-24"),
        # Two phrases.
        ("On 21 May 2026 and 04 June", "day 2026-05-21, day 2026-06-04"),
        (
            "The week of 7-11 August 2017, due 10 August 2017.",
            "week 2017-08-07 2017-08-11, day 2017-08-10",
        ),
        # What only looks like a date.
        ("Exceptions may 3 times be granted.", ""),
        ("It is python 2.7 in 2026.2, at 1400-1600 UTC.", ""),
        ("some time in May, or in October.", ""),
        ("at https://example.org/2026-08-05/page for 12 teams", ""),
        ("See version 2026.1 March of time.", ""),
        ("the Hibiscus-3 milestone in R-5 August.", ""),
    ],
)
def test_what_a_text_names(text: str, found: str) -> None:
    named = [
        " ".join(
            dict.fromkeys((one.kind.value, str(one.first), str(one.last)))
        )
        for one in find(written(text), NEAR)
    ]
    assert ", ".join(named) == found


def test_the_place_of_a_phrase_leaves_its_article_out() -> None:
    section = written("Cinder is due the 7th of\nJune, 2017.")
    (phrase,) = find(section, NEAR)
    assert phrase.position == ("schedule.rst", 12, 19)
    assert phrase.text == "7th of June, 2017"


def week(monday: int) -> Week:
    """Return a week of January 2027; the 4th is a Monday."""
    start = datetime.date(2027, 1, 1) + datetime.timedelta(monday - 1)
    return Week(f"R-{monday}", start, start + datetime.timedelta(4))


def days(*dates: datetime.date | None) -> str:
    return " ".join(f"{one:%d}" if one else "-" for one in dates)


ELECTION, M1, M2 = "election-email-deadline", "milestone-1", "milestone-2"
SPAN, RULE, WEEK, STATED = "span", "thursday-rule", "week", "stated"
OUT, YEAR = "date-outside-week", "year-typo"
ENDING, WEEKDAY = "ambiguous-deadline", "weekday-mismatch"


#: In a text, {4} is 4 January, 2027; below, one is from, to and due.
@pytest.mark.parametrize(
    ("event", "mondays", "text", "basis", "expected", "codes"),
    [
        # What lasts has no day, whatever its text says.
        ("ptg", [4], "On {20} and {21}.", SPAN, "04 08 -", OUT),
        ("ptg", [4, 18], "", SPAN, "04 08 -, 18 22 -", ""),
        (None, [4, 11, 18], "", SPAN, "04 22 -", ""),
        ("election-close", [4], "", SPAN, "04 08 -", ""),
        # Others have Thursday.
        ("rc1", [4], "", WEEK, "04 08 07", ""),
        (None, [4], "In the week of {4}.", WEEK, "04 08 07", ""),
        (None, [4, 18], "In the week of {4}.", RULE, "04 08 07, 18 22 21", ""),
        (None, [4, 11], "From {5} to {12}.", SPAN, "04 15 -", ""),
        (None, [4, 11], "From {5} to {20}.", SPAN, "04 15 -", OUT),
        (None, [4], "By the end of the week.", WEEK, "04 08 08", ENDING),
        (None, [4], "By {6}, no end of the week.", STATED, "04 08 06", ""),
        # A day in the text counts.
        (M1, [4], "On {4}.", STATED, "04 08 04", ""),
        (M1, [4], "On {8}.", STATED, "04 08 08", ""),
        (None, [4, 11], "On {12}.", STATED, "04 15 12", ""),
        (
            None,
            [4, 11, 18],
            "On {5},\nand {12}.",
            STATED,
            "04 08 05, 11 15 12, 18 22 21",
            "",
        ),
        (None, [4, 11], "{5}. {6}.", STATED, "04 15 05", ""),
        (None, [4, 18], "{12}. {20}.", RULE, "04 08 07, 18 22 21", OUT),
        (M1, [4, 11], "", RULE, "04 08 07, 11 15 14", ""),
        (M1, [4, 18], "On {20}.", STATED, "18 22 20", ""),
        ("rc1", [4], "On {6}.", STATED, "04 08 06", ""),
        # One outside its week does not, unless others are inside.
        (M1, [4], "{20}. {6}.", RULE, "04 08 07", OUT),
        (None, [4, 11], "{30}. {5}. {12}.", STATED, "04 08 05, 11 15 12", OUT),
        (ELECTION, [4], "On {17}.", STATED, "11 17 17", OUT),
        (ELECTION, [4], "On {6}.", STATED, "04 08 06", ""),
        # Kept by what changes of the code left unnoticed.
        (M1, [5], "", RULE, "05 09 07", ""),
        (M1, [4], "On {20}, the end of the week.", RULE, "04 08 07", OUT),
        (ELECTION, [4], "On 31 June, 2027.", RULE, "04 08 07", OUT),
        (M1, [4], "{6}. {20}.", STATED, "04 08 06", ""),
        (None, [4, 11], "{5}. {12}. {30}.", STATED, "04 08 05, 11 15 12", OUT),
        (None, [4, 18], "On {5}.", STATED, "04 08 05, 18 22 21", ""),
        (None, [4, 11], "From 29 to 31 June, 2027.", SPAN, "04 15 -", OUT),
        (M1, [4], "On 20 January, 2026.", RULE, "04 08 07", OUT),
        (M1, [4], "The release is on {27}.", RULE, "04 08 07", OUT),
        (M1, [4], "Milestone 2: 31 June, 2027.", RULE, "04 08 07", OUT),
        (M1, [4], "After milestone 2 on {21}: {6}.", STATED, "04 08 06", ""),
        (None, [4], "Week of Mon, 4 January, 2026.", WEEK, "04 08 07", YEAR),
        (None, [4, 12], "", RULE, "04 08 07, 12 16 14", ""),
        (None, [4, 18, 25], "", SPAN, "04 08 -, 18 29 -", ""),
        (None, [4], "{18} to {20}, or {25} to {27}.", WEEK, "04 08 07", OUT),
        (M1, [4], "Milestone 2 is on {22}.", RULE, "04 08 07", ""),
        # A weekday confirms another year, or contradicts the day.
        (M1, [4], "On Wednesday, 6 January, 2026.", STATED, "04 08 06", YEAR),
        (M1, [4], "On 6 January, 9027.", RULE, "04 08 07", YEAR),
        (M1, [4], "On Friday, 6 January, 2026.", RULE, "04 08 07", YEAR),
        (M1, [4], "On Wednesday, 13 January, 2026.", RULE, "04 08 07", OUT),
        (M1, [4], "At 00:00 on {6}.", STATED, "04 08 05", ""),
        (M1, [4], "On {6} (23:59 UTC).", STATED, "04 08 06", ""),
        (M1, [4], "On Monday, {6}.", STATED, "04 08 06", WEEKDAY),
        # A day in or just before the weeks of an event that is named.
        (M1, [4], "Milestone 2: after {11}.", RULE, "04 08 07", ""),
        (M1, [4], "Milestone 2: after {10}.", RULE, "04 08 07", OUT),
        (M1, [4], "Milestone 3: after {21}.", RULE, "04 08 07", OUT),
        (M2, [4], "Milestone 2 is on {21}.", RULE, "04 08 07", OUT),
    ],
)
def test_weeks_and_text_make_days(
    event: str | None,
    mondays: list[int],
    text: str,
    basis: str,
    expected: str,
    codes: str,
) -> None:
    text = re.sub(r"\{(\d+)\}", r"\1 January, 2027", text)
    problems: list[Problem] = []
    dating = Dating(
        event,
        [week(monday) for monday in mondays],
        {"milestone-2": [week(18)], "release": [week(25)]},
        problems,
    )
    found = dating.dated(written(text) if text else None)
    assert found.basis == basis
    spots = [days(one.start, one.end, one.due) for one in found.occurrences]
    assert ", ".join(spots) == expected
    assert " ".join(str(one.code) for one in problems) == codes
    assert found.stated_at == (12 if basis == "stated" else None)
    if not codes:
        assert [one.week for one in found.occurrences] == [
            f"R-{one.start.day}" for one in found.occurrences
        ]
    for one in problems:
        assert ("not a real day" in one.message) == ("31" in text)
