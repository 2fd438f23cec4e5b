# SPDX-License-Identifier: Apache-2.0
"""Each way in which a text names a date, and what only looks like one."""

from __future__ import annotations

import datetime

import pytest

from watcher_liaison_guide.calendar.phrases import Phrase
from watcher_liaison_guide.calendar.phrases import find as find_in
from watcher_liaison_guide.calendar.sections import Section
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.yamlreader import PositionedText

NEAR = datetime.date(2026, 8, 3)


def find(text: str) -> list[Phrase]:
    title = PositionedText("A title", Position("schedule.rst", 1, 1))
    return find_in(Section((), title, text), NEAR)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("May 14, 2026 is", "day 2026-05-14"),
        ("19 November, 2026", "day 2026-11-19"),
        ("by 04 June 2026,", "day 2026-06-04"),
        ("September 30th, 2026.", "day 2026-09-30"),
        ("the 7th of June, 2017", "day 2017-06-07"),
        ("the 7th of\nJune, 2017", "day 2017-06-07"),
        ("on Wednesday,\nSeptember 30, 2026.", "day 2026-09-30"),
        ("before 9 April.  Keep in mind", "day 2026-04-09"),
        ("by 2026-08-05 all", "day 2026-08-05"),
        ("by 31 Jan 2020 (23:59 UTC)", "day 2020-01-31"),
        ("Friday 23 Jun 2023", "day 2023-06-23"),
        ("on 1st June (Wednesday) we", "day 2026-06-01"),
        ("Wednesday 30 November 2022 (1400-1600 UTC).", "day 2022-11-30"),
        ("by 23:59 on Friday 14 April 2017.  This", "day 2017-04-14"),
        ("Thursday April 13th, 2017.", "day 2017-04-13"),
        ("at 2024-09-18 23:45 UTC", "day 2024-09-18"),
        ("by Sept 3, 2026", "day 2026-09-03"),
        ("by 31 June 2026", "day None"),
        # Several days.
        ("21st-25th March, 2022", "range 2022-03-21 2022-03-25"),
        ("10 - 14 September", "range 2026-09-10 2026-09-14"),
        ("Apr 19-23, 2021", "range 2021-04-19 2021-04-23"),
        ("October 23 to October 27", "range 2026-10-23 2026-10-27"),
        ("26 February - 2 March 2018", "range 2018-02-26 2018-03-02"),
        ("12 to 16 October, 2026", "range 2026-10-12 2026-10-16"),
        ("October 27 to 31, 2025", "range 2025-10-27 2025-10-31"),
        ("7th - 9th June, 2022\nin Berlin", "range 2022-06-07 2022-06-09"),
        ("28 December - 1 January 2027", "range 2026-12-28 2027-01-01"),
        ("between 3 and 7 August 2026", "range 2026-08-03 2026-08-07"),
        (
            "between 2024-08-14 23:45 UTC\nand 2024-08-28 23:45 UTC",
            "range 2024-08-14 2024-08-28",
        ),
        # The week of a day.
        ("the week of September 7, 2026 is", "week 2026-09-07"),
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
    phrases = [
        " ".join(
            dict.fromkeys((one.kind.value, str(one.first), str(one.last)))
        )
        for one in find(text)
    ]
    assert ", ".join(phrases) == found


def test_midnight_is_noticed_before_and_after_the_day() -> None:
    texts = ("(August 19th, 2026\nat 00:00 UTC)", "at 00:00 on 19 August 2026")
    assert [find(text)[0].midnight for text in texts] == [True, True]
    assert not find("by 19 August 2026 (23:59 UTC)")[0].midnight


def test_the_place_of_a_phrase_leaves_its_article_out() -> None:
    (phrase,) = find("Cinder is due the 7th of\nJune, 2017.")
    assert phrase.position == ("schedule.rst", 3, 19)
    assert phrase.text == "7th of June, 2017"
