# SPDX-License-Identifier: Apache-2.0
"""Each way in which a text names a date, and what only looks like one."""

from __future__ import annotations

import datetime

import pytest

from watcher_liaison_guide.calendar.phrases import Kind, Phrase
from watcher_liaison_guide.calendar.phrases import find as find_in
from watcher_liaison_guide.calendar.sections import Section
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.yamlreader import PositionedText

NEAR = datetime.date(2026, 8, 3)


def find(text: str) -> list[Phrase]:
    title = PositionedText("A title", Position("schedule.rst", 1, 1))
    return find_in(Section((), title, text), NEAR)


def read(text: str) -> list[tuple[Kind, str, str]]:
    return [
        (phrase.kind, str(phrase.first), str(phrase.last))
        for phrase in find(text)
    ]


@pytest.mark.parametrize(
    "text, day",
    [
        ("May 14, 2026 is", "2026-05-14"),
        ("19 November, 2026", "2026-11-19"),
        ("by 04 June 2026,", "2026-06-04"),
        ("September 30th, 2026.", "2026-09-30"),
        ("the 7th of June, 2017", "2017-06-07"),
        ("the 7th of\nJune, 2017", "2017-06-07"),
        ("on Wednesday,\nSeptember 30, 2026.", "2026-09-30"),
        ("before 9 April.  Keep in mind", "2026-04-09"),
        ("by 2026-08-05 all", "2026-08-05"),
        ("by 31 Jan 2020 (23:59 UTC)", "2020-01-31"),
        ("Friday 23 Jun 2023", "2023-06-23"),
        ("on 1st June (Wednesday) we", "2026-06-01"),
        ("Wednesday 30 November 2022 (1400-1600 UTC).", "2022-11-30"),
        ("by 23:59 on Friday 14 April 2017.  This", "2017-04-14"),
        ("Thursday April 13th, 2017.", "2017-04-13"),
        ("at 2024-09-18 23:45 UTC", "2024-09-18"),
        ("by Sept 3, 2026", "2026-09-03"),
    ],
)
def test_a_day_is_read(text: str, day: str) -> None:
    assert read(text) == [(Kind.DAY, day, day)]


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("21st-25th March, 2022", "2022-03-21", "2022-03-25"),
        ("10 - 14 September", "2026-09-10", "2026-09-14"),
        ("Apr 19-23, 2021", "2021-04-19", "2021-04-23"),
        ("October 23 to October 27", "2026-10-23", "2026-10-27"),
        ("26 February - 2 March 2018", "2018-02-26", "2018-03-02"),
        ("12 to 16 October, 2026", "2026-10-12", "2026-10-16"),
        ("October 27 to 31, 2025", "2025-10-27", "2025-10-31"),
        ("7th - 9th June, 2022\nin Berlin", "2022-06-07", "2022-06-09"),
        ("28 December - 1 January 2027", "2026-12-28", "2027-01-01"),
        (
            "between 2024-08-14 23:45 UTC\nand 2024-08-28 23:45 UTC",
            "2024-08-14",
            "2024-08-28",
        ),
        ("between 3 and 7 August 2026", "2026-08-03", "2026-08-07"),
    ],
)
def test_a_range_is_no_single_day(text: str, first: str, last: str) -> None:
    assert read(text) == [(Kind.RANGE, first, last)]


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("the week of September 7, 2026 is", "2026-09-07", "2026-09-07"),
        ("The week of 21 September is", "2026-09-21", "2026-09-21"),
        ("week of 21st-25th March, 2022", "2022-03-21", "2022-03-25"),
        ("The week of April 20-24 is", "2026-04-20", "2026-04-24"),
    ],
)
def test_the_week_of_a_day_is_a_week(text: str, first: str, last: str) -> None:
    assert read(text) == [(Kind.WEEK, first, last)]


def test_several_days_are_read_in_their_order() -> None:
    assert read("On 21 May 2026 and 04 June 2026, Nova will") == [
        (Kind.DAY, "2026-05-21", "2026-05-21"),
        (Kind.DAY, "2026-06-04", "2026-06-04"),
    ]


def test_a_week_and_its_deadline_are_two_phrases() -> None:
    assert read("The week of 7-11 August 2017, due 10 August 2017.") == [
        (Kind.WEEK, "2017-08-07", "2017-08-11"),
        (Kind.DAY, "2017-08-10", "2017-08-10"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Exceptions may 3 times be granted.",
        "It is python 2.7 in 2026.2, at 1400-1600 UTC.",
        "some time in May, or in October.",
        "at https://example.org/2026-08-05/page for 12 teams",
        "See version 2026.1 March of time.",
        "the Hibiscus-3 milestone in R-5 August.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert read(text) == []


def test_midnight_is_noticed_before_and_after_the_day() -> None:
    texts = ("(August 19th, 2026\nat 00:00 UTC)", "at 00:00 on 19 August 2026")
    assert [find(text)[0].midnight for text in texts] == [True, True]
    assert not find("by 19 August 2026 (23:59 UTC)")[0].midnight


def test_a_day_that_does_not_exist_has_no_date() -> None:
    (phrase,) = find("by 31 June 2026")
    assert phrase.first is None


def test_the_place_of_a_phrase_leaves_its_article_out() -> None:
    (phrase,) = find("Cinder is due the 7th of\nJune, 2017.")
    assert phrase.position == ("schedule.rst", 3, 19)
    assert phrase.text == "7th of June, 2017"
