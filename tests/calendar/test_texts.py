# SPDX-License-Identifier: Apache-2.0
"""Small schedules whose texts, keys and days were once misread."""

from __future__ import annotations

import time

import pytest

from tests.calendar.schedules import built, schedule, section
from watcher_liaison_guide.calendar.model import Calendar
from watcher_liaison_guide.problems import Problem, Severity

#: Seconds that no text may take. What is linear takes a hundredth of it, and
#: what is not takes minutes; a slow machine is no fault.
LONGEST = 15

IGNORED = ("event-missing", "key-without-section")


def read(
    weeks: dict[str, str], page: str, series: str = "stein"
) -> tuple[Calendar, list[Problem]]:
    calendar, problems = built(schedule(weeks), page, series)
    assert calendar is not None
    return calendar, [one for one in problems if str(one.code) not in IGNORED]


def codes(problems: list[Problem]) -> list[str]:
    return [str(one.code) for one in problems]


@pytest.mark.parametrize(
    ("heading", "due"),
    [
        ("Mail\n^^^^\n", "2018-09-08"),
        ("Mail\n^^^^\n\nTo\n~~\n", "2018-09-08"),  # that is no underline
        ("Mail\n^^^^^\nA\n\n", "2018-09-08"),
        ("Mail\n----\n", "2018-09-06"),
    ],
)
def test_a_sub_heading_belongs_to_the_label_above(
    heading: str, due: str
) -> None:
    key = "s-tc-email-deadline"
    page = f".. _{key}:\n\nElections\n---------\n\n{heading}"
    page += "September 9th, 2018 at 00:00 UTC\n"
    calendar, _ = read({"2018-09-03": key}, page)
    (event,) = calendar.every_event()
    assert str(event.due) == due


def test_a_section_may_have_another_key_of_its_event() -> None:
    page = section("s-tc-email-deadline", "On September 4th, 2018.")
    calendar, _ = read({"2018-09-03": "s-ptl-email-deadline"}, page)
    (event,) = calendar.every_event()
    assert str(event.due) == "2018-09-04"


@pytest.mark.parametrize(
    ("key", "text", "named"),
    [
        ("h-ff", "No more features in Hibiscus.", None),
        ("h-ff", "No more features in 2026.2.", None),
        ("h-ff", "No more features in Gazpacho.", "Gazpacho"),
        ("h-ff", "No more features in 2026.1.", "2026.1"),
        ("h-ff", "As in Gazpacho, so in Hibiscus.", None),
        ("h-ff", "Take the train to queens.", None),
        ("h-ff", "`Zed <https://example.org/zed>`_ helps.", None),
        ("h-cycle-trail", "The 2026.1 Gazpacho deliverables.", None),
        ("h-cycle-trail", "The 2025.2 Flamingo deliverables.", "2025.2"),
        ("i-election-close", "The 2027.1 Election ends.", None),
        ("i-election-close", "The Indri Election ends.", None),
        ("i-election-close", "The 2026.1 Election ends.", "2026.1"),
        ("h-ptg", "Talk of the last release (Gazpacho).", None),
    ],
)
def test_a_text_that_names_another_series_is_reported(
    key: str, text: str, named: str | None
) -> None:
    page = f"2026.2 Hibiscus Release Schedule\n{'=' * 32}\n\n"
    _, problems = read(
        {"2026-08-10": key}, page + section(key, text), "hibiscus"
    )
    assert codes(problems) == ["other-series"] * bool(named)
    assert all(f'"{named}"' in one.message for one in problems)


def test_what_no_file_could_hold_is_a_problem() -> None:
    yaml = schedule({"2026-01-12": "s-1"})
    yaml += "- {start: '0001-01-01', end: '0001-01-05'}\n"
    yaml += "- {start: '9999-12-31', end: '9999-12-31'}\n"
    yaml += "- {start: 2026-02-02, end: 2026-02-06, x-project: [a/b]}\n"
    page = section("s-1", "On 31 December 9999 or 1 January 0001.")
    calendar, problems = built(yaml, page, "stein")
    assert calendar is not None
    assert list(calendar.events) == ["milestone-1"]
    found = [one for one in problems if one.severity is Severity.ERROR]
    told = [f"{one.position.line} {one.code}" for one in found]
    assert told == [
        *("3 bad-date", "3 bad-date", "4 bad-date", "4 bad-date"),
        "5 wrong-type",
    ]


N = 60_000
#: Texts that one pattern or another would go over again and again.
TEXTS = (
    "May 14, 2026" + " " * N + "x",
    "May 14" + "\n" * N + "x",
    "x" * N + " May 14",
    "May 1" + "1" * N,
    "May 1 " * (N // 6),
    "Mon Fri " * (N // 8) + "May",
    "May 1" + "-" * N + "x",
    "1-2-" * (N // 4) + "May",
    "between 3 and " * (N // 14) + "May",
    "14 May at 00 " * (N // 13),
    "2026-01-" * (N // 8),
    "weeks of the " * (N // 13) + "May 3",
    "end of " * (N // 7),
    "end" + " " * N + "of",
    "`" * N,
    "`" + "x" * N,
    "https://" * (N // 8),
    "Train Queens " * (N // 13),
)
PAGES = (
    "x" * (N // 2) + " Release Schedule\n" + "=" * (N // 2),
    "A\n===\n" * (N // 6),
    "A\n" + "=" * N + "x",
    "A\n===" + " " * N + "x",
    ".. _" + "x" * N,
    ".. _x" + ":" + " " * N + "x",
    ".. _s-1:\n" * (N // 9),
    ".. _s-1:\n\nA\n---\n" * (N // 16),
    ".. _s-1:\n" + "\n" * N + "A\n---",
    "   :name: " + "x" * N + " y",
    " " * N + ":name",
    ".. " + "a" * N,
    "A\n===\n" + "(1" * (N // 2) + " weeks)",
    "A\n===\n(" + "1" * N + " weeks)",
)


@pytest.mark.parametrize(
    "page",
    [*(section("s-1", text) for text in TEXTS), *PAGES],
    ids=range(len(TEXTS) + len(PAGES)),
)
def test_nothing_takes_long(page: str) -> None:
    began = time.process_time()
    read({"2026-01-05": "s-1"}, page)
    assert time.process_time() - began < LONGEST
