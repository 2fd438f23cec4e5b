# SPDX-License-Identifier: Apache-2.0
"""Sound schedules have no fault, and each fault is reported where it is."""

from __future__ import annotations

import datetime
import json
import random
import re
import time
from pathlib import Path

import pytest

from tests.calendar.schedules import (
    EVENTS,
    TEAM_EVENTS,
    Maker,
    built,
    schedule,
    section,
)
from tests.fuzz.mutating import damaged
from watcher_liaison_guide.calendar import library, upstream
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.calendar.schedule import REQUIRED, UPSTREAM_KEYS
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.fields import read_yaml
from watcher_liaison_guide.problems import in_order
from watcher_liaison_guide.yamlreader import lines_of

#: Of some events their texts in the schedule below.
TEXTS = {
    "ptg": "It is held\nfrom November 2 to November 6, 2026 by all.",
    "milestone-1": "The milestone is\n26 November, 2026 for all.",
    "nova/review-day": "On\n14 January 2027 and\non 28 January 2027.",
    "milestone-3": "The milestone is\nThursday 18 February 2027.",
    "rc1": "The target is\nthe week of 1 March, 2027.",
    "release": "It will be on\nWednesday, March 24, 2027 (Wednesday).",
}
EMPTY = "- start: '2026-12-07'\n  end: '2026-12-11'\n  name: R-15\n"
MARKED = EMPTY.replace("start", "‸start")
AFTER = "- start: '2026-12-14'\n  end: '2026-12-18'\n  name: R-14\n"
LIST = "  x-project:\n"
MILESTONE = f"- start: '2027-02-15'\n  end: '2027-02-19'\n  name: R-5\n{LIST}"
INDRI = Cycle("indri", "2027.1", release_date=datetime.date(2027, 3, 24))
#: By the code of the fault: what is replaced by what. The fault is on the line
#: of the mark, which is taken out.
FAULTS = {
    "date-outside-week": [
        ("26 November, 2026", "‸3 December, 2026"),
        ("the week of 1 March", "the week ‸of 22 February"),
        ("28 January 2027.", "28 January 2027 or\n‸1 May 2027."),
    ],
    "weekday-mismatch": [
        ("Wednesday, March 24", "‸Thursday, March 24"),
        ("Wednesday, March 24, 2027 (Wednes", "‸March 24, 2027 (Fri"),
    ],
    "year-typo": [
        ("Thursday 18 February 2027", "‸18 February 2026"),
        ("18 February 2027", "18 ‸February 2028"),
    ],
    "unlisted-section": [
        (".. _i-1:", "‸.. _i-bug:\n\nBug\n---\n\n.. _i-1:"),
        (".. _i-1:", "‸Day\n---\nOn 3 May 2026.\n\n.. _i-1:"),
    ],
    "key-without-section": [(EMPTY, f"{EMPTY}{LIST}  ‸- i-x\n")],
    "duplicate-key": [
        ("  - i-ff\n", "  - i-ff\n  ‸x-project:\n"),
        ("cycle:\n-", "‸start-week: '2026-10-05'\ncycle:\n-"),
    ],
    "duplicate-week": [
        (AFTER, MARKED + AFTER),
        ("name: R-15\n", "‸name: R-16\n"),
    ],
    "week-order": [(EMPTY + AFTER, AFTER + MARKED)],
    "odd-week": [
        ("end: '2026-12-11'", "‸end: '2026-12-12'"),
        ("end: '2026-12-11'", "‸end: '2026-12-09'"),
        ("start: '2026-12-07'", "‸start: '2026-12-08'"),
    ],
    "header-mismatch": [
        ("start-week: 2026-10-12", "‸start-week: 2001-01-01"),
        ("release-week: 2027-03-22", "‸release-week: 2001-01-01"),
        ("(24 weeks)", "(‸99 weeks)"),
        ("12 October, 2026 -", "‸12 October, 2025 -"),
        ("- 23 March, 2027", "- ‸23 March, 2028"),
        ("Wednesday, March 24, 2027 (Wednesday)", "‸March 23, 2027"),
    ],
    "bad-date": [("start-week: 2026-10-12", "‸start-week: 2026-02-30")],
    "unknown-key": [(EMPTY, f"{EMPTY}  ‸x-projects: []\n")],
    "odd-milestone": [("\n26 November, 2026", "\n‸25 November, 2026")],
    "odd-library-week": [
        (f"  - i-final-lib\n{MILESTONE}", f"{MILESTONE}  ‸- i-final-lib\n"),
    ],
    "several-weeks": [
        ("extra-atc-freeze\n", "extra-atc-freeze\n  ‸- i-rf\n"),
    ],
    "ambiguous-deadline": [
        ("It marks the freeze of RC1.", "Done by\n‸the end of the week.")
    ],
}


def told(files: dict[str, str]) -> list[tuple[str, int, str]]:
    _, problems = built(files["yaml"], files["rst"], INDRI)
    return [
        (one.position.path[9:], one.position.line, str(one.code))
        for one in problems
    ]


@pytest.fixture
def files() -> dict[str, str]:
    """Return the two files of a schedule of 2027.1 without a fault."""
    maker = Maker(0)
    maker.before, maker.initial, maker.next = "hij"
    maker.series, maker.monday = "indri", datetime.date(2026, 10, 12)
    events = [maker.event(*one) for one in (*EVENTS, *TEAM_EVENTS)]
    for one in events:
        one.text = TEXTS.get(one.id, one.text)
    made = maker.make(events)
    found = {"yaml": made.yaml, "rst": made.page}
    assert told(found) == []
    return found


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [(code, *one) for code, many in FAULTS.items() for one in many],
)
def test_a_fault_is_reported_on_its_line_and_nothing_else_is(
    files: dict[str, str], code: str, old: str, new: str
) -> None:
    (file,) = [one for one in files if old in files[one]]
    text = files[file].replace(old, new, 1)
    line = text[: text.index("‸")].count("\n") + 1
    files[file] = text.replace("‸", "")
    assert told(files) == [(file, line, code)]


@pytest.mark.parametrize("event", REQUIRED)
def test_each_event_that_every_cycle_needs_is_missed(
    files: dict[str, str], event: str
) -> None:
    names = [f"i-{name}" for name in UPSTREAM_KEYS[event]]
    key = next(name for name in names if f"- {name}\n" in files["yaml"])
    files["yaml"] = files["yaml"].replace(f"  - {key}\n", "")
    text = rf"\.\. _{key}:\n\n(.+\n)*\n(.+\n)*\n"
    files["rst"] = re.sub(text, "", files["rst"], count=1)
    (only,) = built(files["yaml"], files["rst"])[1]
    assert str(only.code) == "event-missing"
    assert f'"{names[0]}"' in only.message


# -- small ones that were once misread


@pytest.mark.parametrize(
    ("heading", "due"),
    [
        ("Mail\n^^^^\n", "2018-09-08"),
        ("Mail\n^^^^\n\nTo\n~~\n", "2018-09-08"),  # that is no underline
        ("Mail\n^^^^^\nA\n\n", "2018-09-08"),
        ("Mail\n----\n", "2018-09-06"),
    ],
)
# A section may have another key of its event.
@pytest.mark.parametrize("key", ["s-tc-email-deadline", "s-email-deadline"])
def test_a_sub_heading_belongs_to_the_label_above(
    key: str, heading: str, due: str
) -> None:
    page = section("s-tc-email-deadline", heading)[:-2]
    page += "September 9th, 2018 at 00:00 UTC\n"
    calendar, _ = built(schedule({"2018-09-03": key}), page, "stein")
    assert calendar is not None
    (event,) = calendar.every_event()
    assert str(event.due) == due


@pytest.mark.parametrize(
    ("key", "text", "named"),
    [
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
    page += section(key, text)
    _, problems = built(schedule({"2026-08-10": key}), page, "hibiscus")
    found = [one for one in problems if str(one.code) != "event-missing"]
    assert [str(one.code) for one in found] == ["other-series"] * bool(named)
    assert all(f'"{named}"' in one.message for one in found)


def test_what_no_file_could_hold_is_a_problem() -> None:
    yaml = schedule({"2026-01-12": "s-1"})
    yaml += "- {start: '0001-01-01', end: '0001-01-05'}\n"
    yaml += "- {start: '9999-12-31', end: '9999-12-31'}\n"
    yaml += "- {start: 2026-02-02, end: 2026-02-06, x-project: [a/b]}\n"
    page = section("s-1", "On 31 December 9999 or 1 January 0001.")
    calendar, problems = built(yaml, page, "stein")
    assert calendar is not None
    assert list(calendar.events) == ["milestone-1"]
    told = [
        f"{one.position.line} {one.code}"
        for one in problems
        if one.severity == "error"
    ]
    assert told == [*["3 bad-date"] * 2, *["4 bad-date"] * 2, "5 wrong-type"]


#: Seconds that no text may take. What is linear takes a hundredth of it, and
#: what is not takes minutes; a slow machine is no fault.
LONGEST = 15
N = 60_000
#: Texts that one pattern or another would go over again and again.
ENDLESS = (
    "May 14, 2026" + " " * N + "x",
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
    [*(section("s-1", text) for text in ENDLESS), *PAGES],
    ids=range(len(ENDLESS) + len(PAGES)),
)
def test_nothing_takes_long(page: str) -> None:
    began = time.process_time()
    built(schedule({"2026-01-05": "s-1"}), page, "stein")
    assert time.process_time() - began < LONGEST


# -- made up from a seed


def test_a_faultless_schedule_gives_back_its_dates_and_no_problem() -> None:
    for seed in range(100):
        made = Maker(seed).make()
        calendar, problems = built(made.yaml, made.page)
        assert [str(found) for found in problems] == [], seed
        assert calendar is not None
        assert calendar.cycle.series == made.series
        found = {
            event.name: (event.basis, event.occurrences)
            for event in calendar.every_event()
        }
        assert found == made.expected, seed


def test_a_damaged_schedule_is_read_or_reported() -> None:
    for seed in range(100):
        chance, made = random.Random(seed), Maker(seed).make()
        yaml, page = (
            damaged(text.encode(), is_yaml, chance).decode(errors="replace")
            for text, is_yaml in ((made.yaml, True), (made.page, False))
        )
        calendar, problems = built(yaml, page)
        assert calendar is not None or problems, seed
        sizes = {
            "schedule.yaml": len(lines_of(yaml)) + 1,
            "schedule.rst": len(lines_of(page)) + 1,
        }
        for found in problems:
            assert 0 < found.position.line <= sizes[found.position.path], seed
            assert found.position.column > 0
        if calendar is not None:
            text = library.to_yaml(calendar).encode()
            assert read_yaml(library.CALENDAR, text, "x") == (calendar, [])
            for event in calendar.every_event():
                for one in event.occurrences:
                    assert one.start <= (one.due or one.end) <= one.end, seed


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("", "1:1: error: wrong-type"),
        ("\0", "1:1: error: yaml-syntax"),
        ("start-week: 2026-10-05\ncycle: []\n", "2:1: error: missing-key"),
        ("cycle: 5\n", "1:8: error: wrong-type"),
        ("cycle:\n  - {start: x, end: 2026-10-09}\n", "2:13: error: bad-date"),
        (f"cycle:\n{EMPTY * 200}", "1:1: error: yaml-too-big"),
    ],
)
def test_a_schedule_without_weeks_or_with_too_many_is_reported_once(
    yaml: str, told: str
) -> None:
    for page in ("", "====\n====\n", "a\n=\n"):
        calendar, (problem,) = built(yaml, page, "indri")
        assert calendar is None
        assert str(problem).startswith(f"schedule.yaml:{told}: ")


# -- real ones

LINT = Path(__file__).parent / "data" / "lint.txt"


def test_the_problems_of_all_schedules_are_those_that_were_verified(
    shared_data: Path,
) -> None:
    root = shared_data / "data" / "openstack-releases"
    _, problems = upstream.from_path(root)
    found = "".join(
        str(one).removeprefix(f"{root}/doc/source/") + "\n"
        for one in in_order(problems)
    )
    text = LINT.read_text("utf-8")
    assert found == text[text.index("\nantelope") + 1 :]


def test_lint_exits_with_1_for_warnings_and_0_for_notes(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared_data / "data/openstack-releases/doc/source"
    assert main(["calendar", "lint", str(folder / "hibiscus")]) == 0
    path = folder / "flamingo" / "schedule.rst"
    told = {}
    for form in ("json", "github"):
        capsys.readouterr()
        words = ["calendar", "lint", str(path.parent), "--format", form]
        assert main(words) == 1
        told[form] = capsys.readouterr().out
    first = json.loads(told["json"])["problems"][0]
    values = [first[key] for key in ("line", "column", "severity", "code")]
    assert values == [11, 1, "warning", "header-mismatch"]
    start = f"::warning file={path},line=11,"
    assert told["github"].startswith(start)
