# SPDX-License-Identifier: Apache-2.0
"""Whatever happens to a schedule, it is read or told, never a crash."""

from __future__ import annotations

import random

import pytest

from tests.calendar.schedules import make
from watcher_liaison_guide.calendar import schedule, store, upstream
from watcher_liaison_guide.calendar.model import SourceNote
from watcher_liaison_guide.problems import Severity

PIECES = (
    *("", " ", "\t", ":", "-", "'", "[", "{", "&a", "*a", "|", "\x00", "é"),
    *("2026-13-45", "0000-00-00", "9999-12-31", "31 June", "May 99, 2026"),
    *("name: R-0", "cycle:", "- ", "null", "99999999999999999999"),
    *("December 31, 9999", "1 January 0000", "the week of 31 December, 9999"),
    *(".. _a-1:", "====", "start: '2026-10-05'", "x-project: h-1"),
)


def damaged(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        spot = chance.randrange(len(lines))
        kind = chance.randrange(6)
        line = lines[spot]
        if kind == 0:
            del lines[spot]
        elif kind == 1:
            lines.insert(spot, line)
        elif kind == 2:
            other = chance.randrange(len(lines))
            lines[spot], lines[other] = lines[other], line
        elif kind == 3:
            at = chance.randint(0, len(line))
            lines[spot] = line[:at] + chance.choice(PIECES) + line[at:]
        elif kind == 4:
            lines[spot] = chance.choice(PIECES)
        else:
            lines[spot] = line[: chance.randint(0, len(line))]
        if not lines:
            lines = [""]
    return "\n".join(lines)


@pytest.mark.parametrize("block", range(0, 600, 100))
def test_a_damaged_schedule_is_read_or_told(block: int) -> None:
    for seed in range(block, block + 100):
        chance = random.Random(seed)
        made = make(seed)
        yaml, page = damaged(made.yaml, chance), damaged(made.page, chance)
        calendar, problems = upstream.build(
            yaml.encode(),
            page.encode(),
            ("schedule.yaml", "schedule.rst"),
            SourceNote("openstack/releases"),
        )
        assert calendar is not None or problems, seed
        sizes = {
            "schedule.yaml": yaml.count("\n") + 1,
            "schedule.rst": page.count("\n") + 1,
        }
        for found in problems:
            assert 0 < found.position.line <= sizes[found.position.path] + 1
            assert found.position.column > 0
        if calendar is not None:
            again, told = store.from_yaml(
                store.to_yaml(calendar).encode(), "x"
            )
            assert (again, told) == (calendar, []), seed
            for event in calendar.every_event():
                for one in event.occurrences:
                    assert one.start <= (one.due or one.end) <= one.end, seed


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"\x00", b"[]", b"cycle: 3", b"cycle: []", b"- a"],
)
def test_odd_files_are_told_or_empty(content: bytes) -> None:
    for page in (b"", b"\xff", b"====\n====\n", b"a\n=\n"):
        upstream.build(content, page, ("a", "b"), SourceNote("x"), "indri")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("cycle: []\n", (1, 1)),
        ("start-week: 2026-10-05\ncycle: []\n", (2, 1)),
        ("cycle: 5\n", (1, 8)),
        ("cycle:\n  - {start: x, end: 2026-10-09}\n", (2, 13)),
    ],
)
def test_a_schedule_without_a_week_is_told_once_and_gives_no_calendar(
    text: str, place: tuple[int, int]
) -> None:
    read, (problem,) = schedule.read(text.encode(), "schedule.yaml")
    assert read is None
    assert problem.severity is Severity.ERROR
    assert (problem.position.line, problem.position.column) == place
