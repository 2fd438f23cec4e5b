# SPDX-License-Identifier: Apache-2.0
"""Small schedules whose texts, keys and days were once misread."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.calendar.schedules import Made, built, lay_out, schedule, section
from watcher_liaison_guide.calendar import places
from watcher_liaison_guide.calendar.importing import import_calendars
from watcher_liaison_guide.calendar.model import Calendar, Occurrence
from watcher_liaison_guide.problems import Problem
from watcher_liaison_guide.sources import FolderSource

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


def only(calendar: Calendar, key: str) -> Occurrence:
    """Return the occurrence of the event with a key; its day is in it."""
    (found,) = (one for one in calendar.every_event() if one.key == key)
    (spot,) = found.occurrences
    assert spot.start <= (spot.due or spot.end) <= spot.end
    return spot


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
    assert str(only(calendar, key).due) == due


@pytest.mark.parametrize(
    ("text", "due", "found"),
    [
        ("Friday 22 December 2022.", "2023-12-22", ["year-typo"]),
        ("Wednesday, December 20, 2024", "2023-12-20", ["year-typo"]),
        ("Thursday 22 December 2022.", "2023-12-21", ["year-typo"]),
        ("22 December 2022.", "2023-12-21", ["year-typo"]),
        ("Friday 29 December 2022.", "2023-12-21", ["date-outside-week"]),
        ("Monday, 18 December 2023 at 00:00 UTC", "2023-12-17", []),
    ],
)
def test_the_weekday_shows_which_year_is_meant(
    text: str, due: str, found: list[str]
) -> None:
    calendar, problems = read(
        {"2023-12-18": "c-x"}, section("c-x", text), "caracal"
    )
    assert str(only(calendar, "c-x").due) == due
    assert codes(problems) == found


@pytest.mark.parametrize(
    ("text", "due", "found"),
    [
        ("10 February 2023", "2023-01-26", []),
        ("16 February 2023", "2023-01-26", []),
        ("3 February 2023", "2023-01-26", ["date-outside-week"]),
        ("24 February 2023", "2023-01-26", ["date-outside-week"]),
        ("13 February, by Wednesday 25 January 2023", "2023-01-25", []),
    ],
)
def test_a_text_may_name_the_day_of_another_event(
    text: str, due: str, found: list[str]
) -> None:
    key = "a-cinder-feature-checkpoint"
    weeks = {"2023-01-23": key, "2023-02-13": "a-final-clientlib, a-ff"}
    text = f"The release of client libraries is near. Merge before {text}."
    calendar, problems = read(weeks, section(key, text), "antelope")
    assert codes(problems) == found
    assert str(only(calendar, key).due) == due


@pytest.mark.parametrize(
    ("weeks", "text", "told"),
    [
        ({"2026-05-11": "h-1"}, "On May 14, 2026.", []),
        ({"2026-05-11": "h-1"}, "On May 13, 2026.", [(6, "odd-milestone")]),
        ({"2026-08-17": "h-final-lib", "2026-08-24": "h-3"}, "", []),
        (
            {"2026-08-10": "h-final-lib", "2026-08-24": "h-3"},
            "",
            [(2, "odd-library-week")],
        ),
        ({"2026-08-24": "h-3, h-final-lib"}, "", [(2, "odd-library-week")]),
    ],
)
def test_milestones_are_on_thursdays_and_libraries_a_week_before(
    weeks: dict[str, str], text: str, told: list[tuple[int, str]]
) -> None:
    page = section("h-1", text) if text else section("h-3", "August 27, 2026.")
    _, problems = read(weeks, page, "hibiscus")
    found = [(one.position.line, str(one.code)) for one in problems]
    assert found == told


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


# -- worst inputs

GOOD = "{start: 2026-01-12, end: 2026-01-16, x-project: [s-1]}"


@pytest.mark.parametrize(
    ("week", "name", "code"),
    [
        ("start: '0001-01-01', end: '0001-01-05'", "", "bad-date"),
        ("start: '9999-12-31', end: '9999-12-31'", "", "bad-date"),
        ("", "x" * 300, "bad-value"),
        (f"{GOOD[1:-4]}{'s' * 1100}]", "", "wrong-type"),
        (f"{GOOD[1:-4]}a/b]", "", "wrong-type"),
    ],
)
def test_what_no_file_could_hold_is_a_problem(
    week: str, name: str, code: str, tmp_path: Path
) -> None:
    yaml = f"cycle:\n- {GOOD}\n" + f"- {{{week}}}\n" * bool(week)
    page = section("s-1", "On 31 December 9999 or 1 January 0001.")
    lay_out(tmp_path, Made(yaml, page, "stein"))
    with (tmp_path / "data" / "series_status.yaml").open("a") as file:
        file.write(f"- {{name: {name or 'train'}}}\n")
    outcomes, problems, _ = import_calendars(
        FolderSource(tmp_path), tmp_path / "into"
    )
    assert code in codes(problems)
    (outcome,) = outcomes
    assert list(outcome.calendar.events) == ["milestone-1"]


def test_words_that_no_file_name_can_be() -> None:
    for word in ("x" * 300, "x" * 5000):
        assert not places.is_schedule(Path(word))
        _, problems = places.from_word(word, [])
        assert codes(problems) == ["unknown-cycle"]


@pytest.mark.parametrize(
    "yaml",
    [
        "- {start: 2026-01-05, end: 2026-01-09}\n" * 200,
        f"- {GOOD[:-2]}, {'s-1, ' * 1100}]}}",
    ],
)
def test_no_schedule_is_that_long(yaml: str) -> None:
    calendar, problems = built(f"cycle:\n{yaml}", "", "stein")
    assert (calendar, codes(problems)) == (None, ["yaml-too-big"])


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
