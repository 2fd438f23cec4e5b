# SPDX-License-Identifier: Apache-2.0
"""Each class of fault, put at a known line of a schedule without one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest

from tests.calendar.schedules import MONTHS, WEEKDAYS, Maker
from watcher_liaison_guide.calendar import keys, upstream
from watcher_liaison_guide.calendar.model import SourceNote
from watcher_liaison_guide.problems import Problem

DAY = datetime.timedelta(days=1)
SEEDS = range(15)


class Files:
    """A made-up schedule as lines that a fault can be put into."""

    def __init__(self, seed: int) -> None:
        self.maker = Maker(seed)
        made = self.maker.make()
        self.initial = self.maker.initial
        self.yaml = made.yaml.splitlines()
        self.page = made.page.splitlines()

    def problems(self) -> list[Problem]:
        _, problems = upstream.build(
            ("\n".join(self.yaml) + "\n").encode(),
            ("\n".join(self.page) + "\n").encode(),
            ("schedule.yaml", "schedule.rst"),
            SourceNote("openstack/releases"),
        )
        return problems

    def section(self, name: str) -> tuple[int, int]:
        """Give the lines (from 0) of the text of a section's heading."""
        label = self.page.index(f".. _{self.initial}-{name}:")
        start = label + 4
        end = start
        while end < len(self.page) and not self.page[end].startswith(".. _"):
            end += 1
        return start, end

    def write(self, name: str, text: str) -> int:
        """Give a section this text; give the line (from 1) it stands on."""
        start, end = self.section(name)
        self.page[start:end] = ["It is said here that", text, ""]
        return start + 2

    def week(self, monday: datetime.date) -> tuple[int, int]:
        """Give the lines (from 0) of a week's entry."""
        starts = [
            number
            for number, line in enumerate(self.yaml)
            if re.match(r" *- (start|end|name): ", line)
        ]
        for number, first in enumerate(starts):
            last = (
                starts[number + 1]
                if number + 1 < len(starts)
                else len(self.yaml)
            )
            last = next(
                (
                    at
                    for at in range(first, last)
                    if re.match(r"(start|release)-week", self.yaml[at])
                ),
                last,
            )
            block = "\n".join(self.yaml[first:last])
            if re.search(rf"start: '?{monday}", block):
                return first, last
        raise AssertionError(monday)

    def line(self, monday: datetime.date, key: str) -> int:
        """Give the line (from 0) of a week's start, end or name."""
        first, last = self.week(monday)
        return next(
            number
            for number in range(first, last)
            if re.match(rf"[ -]*{key}: ", self.yaml[number])
        )

    def empty_week(self) -> datetime.date:
        """Give the Monday of a week in which nothing is ever listed."""
        return self.maker.week(9)


Fault = Callable[[Files], tuple[str, int, str]]


def shown(date: datetime.date) -> str:
    return f"{MONTHS[date.month - 1]} {date.day}, {date.year}"


def a_date_outside_its_week(files: Files) -> tuple[str, int, str]:
    date = files.maker.week(12) + DAY * 17
    line = files.write("2", f"the milestone is {shown(date)} for all.")
    return "schedule.rst", line, "date-outside-week"


def a_day_that_does_not_exist(files: Files) -> tuple[str, int, str]:
    line = files.write("2", "the milestone is 31 June, 2026 for all.")
    return "schedule.rst", line, "date-outside-week"


def a_week_of_another_day(files: Files) -> tuple[str, int, str]:
    date = files.maker.week(4)
    line = files.write("rc1", f"the week of {shown(date)} is the target.")
    return "schedule.rst", line, "date-outside-week"


def a_range_outside_its_week(files: Files) -> tuple[str, int, str]:
    first = files.maker.week(2)
    text = f"from {shown(first)} to {shown(first + DAY * 4)} we meet."
    name = "ptg" if f".. _{files.initial}-ptg:" in files.page else "vptg"
    return "schedule.rst", files.write(name, text), "date-outside-week"


def a_second_day_outside_its_weeks(files: Files) -> tuple[str, int, str]:
    files.__init__(  # type: ignore[misc]
        next(
            seed
            for seed in range(1000)
            if any("nova-review-day" in line for line in Files(seed).yaml)
        )
    )
    monday = files.maker.week(10)
    other = files.maker.week(8)
    late = other + DAY * 30
    start, end = files.section("nova-review-day")
    files.page[start:end] = [
        f"On {shown(monday)} and",
        f"on {shown(other)} and",
        f"on {shown(late)} we review.",
        "",
    ]
    return "schedule.rst", start + 3, "date-outside-week"


def a_weekday_that_disagrees(files: Files) -> tuple[str, int, str]:
    date = files.maker.week(0) + DAY * 2
    wrong = WEEKDAYS[(date.weekday() + 1) % 7]
    line = files.write("final", f"it will be on {wrong}, {shown(date)}.")
    return "schedule.rst", line, "weekday-mismatch"


def a_weekday_in_brackets_that_disagrees(
    files: Files,
) -> tuple[str, int, str]:
    date = files.maker.week(0) + DAY * 2
    line = files.write("final", f"it will be on {shown(date)} (Friday).")
    return "schedule.rst", line, "weekday-mismatch"


def a_year_that_is_wrong(files: Files) -> tuple[str, int, str]:
    date = files.maker.week(5) + DAY * 3
    text = f"{MONTHS[date.month - 1]} {date.day}, {date.year - 1} it is."
    return "schedule.rst", files.write("3", text), "year-typo"


def a_wrong_year_with_a_weekday(files: Files) -> tuple[str, int, str]:
    date = files.maker.week(5) + DAY * 3
    text = f"Thursday {date.day} {MONTHS[date.month - 1]} {date.year + 1}."
    return "schedule.rst", files.write("3", text), "year-typo"


def a_section_that_no_week_lists(files: Files) -> tuple[str, int, str]:
    files.page += [
        f".. _{files.initial}-manila-bugsquash:",
        "",
        "Manila Bugsquash",
        "----------------",
        "Bugs are closed.",
    ]
    return "schedule.rst", len(files.page) - 4, "unlisted-section"


def a_required_event_with_a_section_only(
    files: Files,
) -> tuple[str, int, str]:
    files.yaml = [
        line for line in files.yaml if line.strip() != f"- {files.initial}-mf"
    ]
    # The list that held it may hold nothing else.
    label = files.page.index(f".. _{files.initial}-mf:")
    return "schedule.rst", label + 1, "unlisted-section"


def a_dated_section_without_a_label(files: Files) -> tuple[str, int, str]:
    files.page += ["", "Bug day", "-------", "We meet on 3 May 2026.", ""]
    return "schedule.rst", len(files.page) - 3, "unlisted-section"


def a_key_without_a_section(files: Files) -> tuple[str, int, str]:
    _, last = files.week(files.empty_week())
    indent = re.match(" *", files.yaml[last - 1])
    assert indent
    space = indent[0]
    files.yaml[last:last] = [
        f"{space}x-project:",
        f"{space}  - {files.initial}-manila-hackathon",
    ]
    return "schedule.yaml", last + 2, "key-without-section"


def a_repeated_yaml_key(files: Files) -> tuple[str, int, str]:
    first, last = files.week(files.maker.week(5))
    listed = next(
        number
        for number in range(first, last)
        if "x-project:" in files.yaml[number]
    )
    # Everything after the first key of the list goes under a second one.
    files.yaml.insert(listed + 2, files.yaml[listed])
    return "schedule.yaml", listed + 3, "duplicate-key"


def a_repeated_top_key(files: Files) -> tuple[str, int, str]:
    files.yaml.append(
        next(line for line in files.yaml if line.startswith("start-week"))
    )
    return "schedule.yaml", len(files.yaml), "duplicate-key"


def a_week_that_stands_twice(files: Files) -> tuple[str, int, str]:
    first, last = files.week(files.empty_week())
    block = files.yaml[first:last]
    files.yaml[last:last] = block
    start = next(i for i, line in enumerate(block) if "start:" in line)
    return "schedule.yaml", last + start + 1, "duplicate-week"


def a_week_name_that_stands_twice(files: Files) -> tuple[str, int, str]:
    line = files.line(files.empty_week(), "name")
    files.yaml[line] = files.yaml[line].replace("R-9", "R-10")
    return "schedule.yaml", line + 1, "duplicate-week"


def two_weeks_in_wrong_order(files: Files) -> tuple[str, int, str]:
    one = files.week(files.maker.week(10))
    two = files.week(files.maker.week(9))
    assert one[1] == two[0]
    files.yaml[one[0] : two[1]] = [
        *files.yaml[two[0] : two[1]],
        *files.yaml[one[0] : one[1]],
    ]
    line = files.line(files.maker.week(10), "start")
    return "schedule.yaml", line + 1, "week-order"


def a_week_that_is_too_long(files: Files) -> tuple[str, int, str]:
    return _end_at(files, 14)


def a_week_that_is_too_short(files: Files) -> tuple[str, int, str]:
    return _end_at(files, 2)


def _end_at(files: Files, offset: int) -> tuple[str, int, str]:
    monday = files.empty_week()
    line = files.line(monday, "end")
    files.yaml[line] = files.yaml[line].replace(
        str(monday + DAY * 4), str(monday + DAY * offset)
    )
    return "schedule.yaml", line + 1, "odd-week"


def a_week_that_starts_on_tuesday(files: Files) -> tuple[str, int, str]:
    monday = files.empty_week()
    line = files.line(monday, "start")
    files.yaml[line] = files.yaml[line].replace(str(monday), str(monday + DAY))
    return "schedule.yaml", line + 1, "odd-week"


def a_start_week_that_is_another(files: Files) -> tuple[str, int, str]:
    return _header(files, "start-week")


def a_release_week_that_is_another(files: Files) -> tuple[str, int, str]:
    return _header(files, "release-week")


def _header(files: Files, key: str) -> tuple[str, int, str]:
    line = next(
        number
        for number, text in enumerate(files.yaml)
        if text.startswith(key)
    )
    files.yaml[line] = f"{key}: '2001-01-01'"
    return "schedule.yaml", line + 1, "header-mismatch"


def a_headline_that_counts_wrong(files: Files) -> tuple[str, int, str]:
    files.page[4] = re.sub(r"\(\d+ weeks", "(99 weeks", files.page[4])
    return "schedule.rst", 5, "header-mismatch"


def a_headline_of_another_year(files: Files) -> tuple[str, int, str]:
    files.page[4] = re.sub(
        r"\d{4}",
        lambda year: str(int(year[0]) - 1),
        files.page[4],
        count=1,
    )
    return "schedule.rst", 5, "header-mismatch"


def a_required_event_that_is_missing(files: Files) -> tuple[str, int, str]:
    files.yaml = [
        line for line in files.yaml if line.strip() != f"- {files.initial}-mf"
    ]
    start, end = files.section("mf")
    del files.page[start - 4 : end]
    line = next(
        number
        for number, text in enumerate(files.yaml)
        if text.startswith("cycle:")
    )
    return "schedule.yaml", line + 1, "event-missing"


def a_day_written_badly(files: Files) -> tuple[str, int, str]:
    line = next(
        number
        for number, text in enumerate(files.yaml)
        if text.startswith("start-week")
    )
    files.yaml[line] = "start-week: 2026-02-30"
    return "schedule.yaml", line + 1, "bad-date"


def a_list_that_nothing_reads(files: Files) -> tuple[str, int, str]:
    _, last = files.week(files.empty_week())
    indent = re.match(" *", files.yaml[last - 1])
    assert indent
    files.yaml[last:last] = [f"{indent[0]}x-projects: []"]
    return "schedule.yaml", last + 1, "unknown-key"


def the_end_of_a_week(files: Files) -> tuple[str, int, str]:
    line = files.write("mf", "all must be done by the end of the week.")
    return "schedule.rst", line, "ambiguous-deadline"


FAULTS: tuple[Fault, ...] = (
    a_date_outside_its_week,
    a_day_that_does_not_exist,
    a_week_of_another_day,
    a_range_outside_its_week,
    a_second_day_outside_its_weeks,
    a_weekday_that_disagrees,
    a_weekday_in_brackets_that_disagrees,
    a_year_that_is_wrong,
    a_wrong_year_with_a_weekday,
    a_section_that_no_week_lists,
    a_required_event_with_a_section_only,
    a_dated_section_without_a_label,
    a_key_without_a_section,
    a_repeated_yaml_key,
    a_repeated_top_key,
    a_week_that_stands_twice,
    a_week_name_that_stands_twice,
    two_weeks_in_wrong_order,
    a_week_that_is_too_long,
    a_week_that_is_too_short,
    a_week_that_starts_on_tuesday,
    a_start_week_that_is_another,
    a_release_week_that_is_another,
    a_headline_that_counts_wrong,
    a_headline_of_another_year,
    a_required_event_that_is_missing,
    a_day_written_badly,
    a_list_that_nothing_reads,
    the_end_of_a_week,
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_is_told_on_its_line_and_nothing_else_is(
    fault: Fault,
) -> None:
    for seed in SEEDS:
        files = Files(seed)
        if fault in (two_weeks_in_wrong_order, the_end_of_a_week):
            assert files.problems() == []
        path, line, code = fault(files)
        found = [
            (one.position.path, one.position.line, str(one.code))
            for one in files.problems()
        ]
        assert found == [(path, line, code)], seed


@pytest.mark.parametrize("event", keys.REQUIRED)
def test_each_event_that_every_cycle_needs_is_missed(event: str) -> None:
    files = Files(3)
    names = keys.UPSTREAM_KEYS[event]
    found = next(
        name for name in names if f".. _{files.initial}-{name}:" in files.page
    )
    files.yaml = [
        line
        for line in files.yaml
        if line.strip() != f"- {files.initial}-{found}"
    ]
    start, end = files.section(found)
    del files.page[start - 4 : end]
    (only,) = files.problems()
    assert (only.position.path, str(only.code)) == (
        "schedule.yaml",
        "event-missing",
    )
    assert f'"{files.initial}-{names[0]}"' in only.message
