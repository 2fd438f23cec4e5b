# SPDX-License-Identifier: Apache-2.0
"""Small schedules whose texts, keys and days were once misread."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest

from watcher_liaison_guide.calendar import (
    expressions,
    library,
    status,
    upstream,
)
from watcher_liaison_guide.calendar.importing import import_calendars
from watcher_liaison_guide.calendar.model import (
    Calendar,
    Cycle,
    Event,
    Occurrence,
    SourceNote,
)
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.problems import NOWHERE, Problem
from watcher_liaison_guide.sources import FolderSource
from watcher_liaison_guide.yamlreader import PositionedText

#: Seconds that no text may take. What is linear takes a hundredth of it, and
#: what is not takes minutes; a slow machine is no fault.
LONGEST = 15

DAY = datetime.date.fromisoformat


def read(
    weeks: dict[str, str], page: str, series: str = "stein"
) -> tuple[Calendar, list[Problem]]:
    """Read a schedule: Mondays with their keys, and the page's sections."""
    lines = ["cycle:"]
    for start, keys in weeks.items():
        end = DAY(start) + datetime.timedelta(days=4)
        lines += [f"- {{start: {start}, end: {end}, x-project: [{keys}]}}"]
    calendar, problems = upstream.build(
        "\n".join(lines).encode(),
        page.encode(),
        ("schedule.yaml", "schedule.rst"),
        SourceNote("openstack/releases"),
        series,
    )
    assert calendar is not None
    return calendar, [
        one
        for one in problems
        if str(one.code) not in ("event-missing", "key-without-section")
    ]


def section(key: str, text: str, title: str = "An event") -> str:
    return f".. _{key}:\n\n{title}\n{'-' * len(title)}\n\n{text}\n\n"


def only(calendar: Calendar, key: str) -> Event:
    (found,) = (one for one in calendar.every_event() if one.key == key)
    return found


TEXT = "September 9th, 2018 at 00:00 UTC"


@pytest.mark.parametrize(
    ("page", "due"),
    [
        (f"Elections\n---------\n\nMail\n^^^^\n{TEXT}\n", "2018-09-08"),
        (
            f"Elections\n---------\n\nMail\n^^^^\n\nTo\n~~\n{TEXT}",
            "2018-09-06",
        ),
        (f"Elections\n---------\n\nMail\n^^^^^\nA\n\n{TEXT}\n", "2018-09-08"),
        (f"Elections\n---------\n\nMail\n----\n{TEXT}\n", "2018-09-06"),
    ],
    ids=["below", "short", "text first", "beside"],
)
def test_a_sub_heading_belongs_to_the_label_above(page: str, due: str) -> None:
    label = ".. _s-tc-email-deadline:\n\n"
    calendar, _ = read({"2018-09-03": "s-tc-email-deadline"}, label + page)
    event = only(calendar, "s-tc-email-deadline")
    if "To\n~~" in page:  # no underline is that short
        due = "2018-09-08"
    assert str(event.due) == due
    (one,) = event.occurrences
    assert one.due is not None
    assert one.start <= one.due <= one.end


@pytest.mark.parametrize(
    ("text", "due", "codes"),
    [
        ("Friday 22 December 2022.", "2023-12-22", ["year-typo"]),
        ("Wednesday, December 20, 2024", "2023-12-20", ["year-typo"]),
        ("Thursday 22 December 2022.", "2023-12-21", ["year-typo"]),
        ("22 December 2022.", "2023-12-21", ["year-typo"]),
        ("Friday 29 December 2022.", "2023-12-21", ["date-outside-week"]),
        ("Monday, 18 December 2023 at 00:00 UTC", "2023-12-17", []),
    ],
)
def test_the_weekday_tells_which_year_is_meant(
    text: str, due: str, codes: list[str]
) -> None:
    calendar, problems = read(
        {"2023-12-18": "c-x"}, section("c-x", text), "caracal"
    )
    (one,) = only(calendar, "c-x").occurrences
    assert str(one.due) == due
    assert [str(found.code) for found in problems] == codes
    assert one.due is not None
    assert one.start <= one.due <= one.end


def test_a_text_may_speak_of_the_day_of_another_event() -> None:
    weeks = {
        "2023-01-23": "a-cinder-feature-checkpoint",
        "2023-02-13": "a-final-clientlib, a-ff",
    }
    text = "The release of client libraries is near. Merge before "
    for day, codes in (
        ("10 February 2023", []),
        ("16 February 2023", []),
        ("3 February 2023", ["date-outside-week"]),
        ("24 February 2023", ["date-outside-week"]),
    ):
        page = section("a-cinder-feature-checkpoint", text + day)
        calendar, problems = read(weeks, page, "antelope")
        assert [str(one.code) for one in problems] == codes
        event = only(calendar, "a-cinder-feature-checkpoint")
        assert str(event.due) == "2023-01-26"
    page = section(
        "a-cinder-feature-checkpoint",
        "The 13 February holiday is near Feature Freeze. Be done by "
        "Wednesday 25 January 2023.",
    )
    calendar, problems = read(weeks, page, "antelope")
    assert not problems
    event = only(calendar, "a-cinder-feature-checkpoint")
    assert str(event.due) == "2023-01-25"


@pytest.mark.parametrize(
    ("weeks", "page", "line", "code"),
    [
        ({"2026-05-11": "h-1"}, "On May 14, 2026.", None, ""),
        ({"2026-05-11": "h-1"}, "On May 13, 2026.", 6, "odd-milestone"),
        (
            {"2026-08-17": "h-final-lib", "2026-08-24": "h-3"},
            "On August 27, 2026.",
            None,
            "",
        ),
        (
            {"2026-08-10": "h-final-lib", "2026-08-24": "h-3"},
            "On August 27, 2026.",
            2,
            "odd-library-week",
        ),
        (
            {"2026-08-24": "h-3, h-final-lib"},
            "On August 27, 2026.",
            2,
            "odd-library-week",
        ),
    ],
)
def test_milestones_are_on_thursdays_and_libraries_a_week_before(
    weeks: dict[str, str], page: str, line: int | None, code: str
) -> None:
    key = "h-1" if "2026-05-11" in weeks else "h-3"
    _, problems = read(weeks, section(key, page), "hibiscus")
    found = [(one.position.line, str(one.code)) for one in problems]
    assert found == ([(line, code)] if line else [])


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
    assert [str(one.code) for one in problems] == (
        ["other-series"] if named else []
    )
    assert all(f'"{named}"' in one.message for one in problems)


def test_an_event_tells_which_of_its_days_is_next() -> None:
    span = Occurrence(DAY("2026-08-03"), DAY("2026-08-07"), None)
    event = Event(
        "review-day",
        occurrences=(
            span,
            Occurrence(
                DAY("2026-08-17"), DAY("2026-08-21"), DAY("2026-08-20")
            ),
        ),
    )
    for day, start in (
        ("2026-08-01", "2026-08-03"),
        ("2026-08-07", "2026-08-03"),
        ("2026-08-08", "2026-08-17"),
        ("2026-08-20", "2026-08-17"),
    ):
        found = event.next(DAY(day))
        assert str(found and found.start) == start
    assert event.next(DAY("2026-08-21")) is None


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2026-09-29", {"2026.2": "development", "2027.1": "future"}),
        ("2026-09-30", {"2026.2": "maintained", "2027.1": "future"}),
        ("2026-10-01", {"2026.2": "maintained", "2027.1": "development"}),
        ("2026-11-19", {"2026.2": "maintained", "2027.1": "development"}),
        ("2026-03-01", {"2026.2": "future", "2027.1": "future"}),
        ("2027-03-24", {"2026.2": "maintained", "2027.1": "maintained"}),
    ],
)
def test_a_status_is_that_of_the_day(
    today: str, status: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calendar", "list", "--today", today]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert {row[0]: row[2] for row in rows if row[0] in status} == status


# -- worst inputs


@pytest.mark.parametrize(
    ("page", "status_text", "code"),
    [
        ("start: '0001-01-01', end: '0001-01-05'", "", "bad-date"),
        ("start: '9999-12-31', end: '9999-12-31'", "", "bad-date"),
        ("", "x" * 300, "bad-value"),
        (f"start: 2026-01-05, end: 2026-01-09, x-project: [{'s' * 1100}]",
         "", "wrong-type"),
        ("start: 2026-01-05, end: 2026-01-09, x-project: [s-a/b]",
         "", "wrong-type"),
    ],
)  # fmt: skip
def test_what_no_file_could_hold_is_a_problem(
    page: str, status_text: str, code: str, tmp_path: Path
) -> None:
    folder = tmp_path / "doc" / "source" / "stein"
    folder.mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "series_status.yaml").write_text(
        f"- {{name: stein}}\n- {{name: {status_text or 'train'}}}\n"
    )
    good = "{start: 2026-01-12, end: 2026-01-16, x-project: [s-1]}"
    (folder / "schedule.yaml").write_text(
        f"cycle:\n- {good}\n" + (f"- {{{page}}}\n" if page else "")
    )
    (folder / "schedule.rst").write_text(
        section("s-1", "On 31 December 9999 or 1 January 0001.")
    )
    outcomes, problems, _ = import_calendars(
        FolderSource(tmp_path), tmp_path / "into"
    )
    assert code in [str(one.code) for one in problems]
    (outcome,) = outcomes
    assert list(outcome.calendar.events) == ["milestone-1"]


def test_words_that_no_file_name_can_be(tmp_path: Path) -> None:
    for word in ("x" * 300, "x" * 5000):
        assert not library.is_schedule(Path(word))
        _, problems = library.from_word(word, [])
        assert [str(one.code) for one in problems] == ["unknown-cycle"]


N = 60_000
#: Texts that one pattern or another would go over again and again.
WORST = {
    "spaces": "May 14, 2026" + " " * N + "x",
    "lines": "May 14" + "\n" * N + "x",
    "word": "x" * N + " May 14",
    "digits": "May 1" + "1" * N,
    "days": "May 1 " * (N // 6),
    "weekdays": "Mon Fri " * (N // 8) + "May",
    "dashes": "May 1" + "-" * N + "x",
    "ranges": "1-2-" * (N // 4) + "May",
    "between": "between 3 and " * (N // 14) + "May",
    "times": "14 May at 00 " * (N // 13),
    "isos": "2026-01-" * (N // 8),
    "weeks of": "weeks of the " * (N // 13) + "May 3",
    "end": "end of " * (N // 7),
    "end spaces": "end" + " " * N + "of",
}


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    read({"2026-01-05": "s-1"}, section("s-1", text))
    assert time.process_time() - began < LONGEST


PAGES = {
    "title": "x" * (N // 2) + " Release Schedule\n" + "=" * (N // 2),
    "titles": "A\n===\n" * (N // 6),
    "underline": "A\n" + "=" * N + "x",
    "underline spaces": "A\n===" + " " * N + "x",
    "label": ".. _" + "x" * N,
    "label colons": ".. _x" + ":" + " " * N + "x",
    "labels": ".. _s-1:\n" * (N // 9),
    "sections": ".. _s-1:\n\nA\n---\n" * (N // 16),
    "blank": ".. _s-1:\n" + "\n" * N + "A\n---",
    "name": "   :name: " + "x" * N + " y",
    "name spaces": " " * N + ":name",
    "directive": ".. " + "a" * N,
    "weeks": "A\n===\n" + "(1" * (N // 2) + " weeks)",
    "weeks digits": "A\n===\n(" + "1" * N + " weeks)",
    "links": section("s-1", "`" * N),
    "link": section("s-1", "`" + "x" * N),
    "urls": section("s-1", "https://" * (N // 8)),
    "series": section("s-1", "Train Queens " * (N // 13)),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_no_page_takes_long(page: str) -> None:
    began = time.process_time()
    read({"2026-01-05": "s-1"}, page)
    assert time.process_time() - began < LONGEST


MANY = 4_000_000
NAMES = {
    "event": "a" * MANY,
    "hyphens": "a-" * (MANY // 2),
    "spaces": "rc1 +" + " " * MANY + "1w",
    "signs": "a+1" * (MANY // 3),
    "weekdays": "mon " * (MANY // 4),
    "days": "1 days" * (MANY // 6),
    "sat": "sat" * (MANY // 3),
}


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_no_name_takes_long(text: str) -> None:
    began = time.process_time()
    assert isinstance(expressions.parse_expression(text, NOWHERE), Problem)
    status.NAME.fullmatch(text)
    library.is_release(text)
    library.is_no_release(text)
    library.is_no_release("1" * MANY)
    upstream.keys.read(PositionedText(text, NOWHERE), "a")
    assert time.process_time() - began < LONGEST


@pytest.mark.parametrize(
    ("yaml", "code"),
    [
        ("- {start: 2026-01-05, end: 2026-01-09}\n" * 200, "yaml-too-big"),
        (
            "- {start: 2026-01-05, end: 2026-01-09, x-project: ["
            + "s-1, " * 1100
            + "]}",
            "yaml-too-big",
        ),
    ],
)
def test_no_schedule_is_that_long(yaml: str, code: str) -> None:
    calendar, problems = upstream.build(
        f"cycle:\n{yaml}".encode(),
        b"",
        ("a", "b"),
        SourceNote("x"),
        Cycle("stein", "stein"),
    )
    assert calendar is None
    assert [str(one.code) for one in problems] == [code]
