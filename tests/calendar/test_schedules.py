# SPDX-License-Identifier: Apache-2.0
"""Sound schedules have no fault, and each fault is reported where it is."""

from __future__ import annotations

import datetime
import random
import re

import pytest

from tests.calendar.schedules import DAY, Maker, built
from tests.fuzz.mutating import lines as damaged
from watcher_liaison_guide.calendar import keys, store
from watcher_liaison_guide.yamlreader import lines_of

RELEASE = datetime.date(2027, 3, 22)
#: The events of a cycle: the week that lists it, as R-N, and its text.
EVENTS = {
    "ptg": (23, "It is held\nfrom October 12 to October 16, 2026 by all."),
    "1": (18, "The milestone is\n19 November, 2026 for all."),
    "nova-review-day": (14, "On\n15 December 2026 and\non 29 December 2026."),
    "2": (10, "The milestone is\nThursday, January 14, 2027."),
    "mf": (10, "Names are final."),
    "extra-acs": (7, "Names are final."),
    "final-lib": (6, "Libraries."),
    "3": (5, "The milestone is\nThursday 18 February 2027."),
    "ff": (5, "No features."),
    "final-clientlib": (5, "Clients."),
    "rf": (5, "No requirements."),
    "soft-sf": (5, "No words."),
    "cycle-highlights": (4, "Write highlights."),
    "rc1": (3, "The target is\nthe week of 1 March, 2027."),
    "hard-sf": (3, "No words at all."),
    "finalrc": (1, "The week of 15 March, 2027 is the last."),
    "final": (0, "It will be on\nWednesday, March 24, 2027 (Wednesday)."),
}
LISTED_AGAIN = {"nova-review-day": 12}


def sound() -> dict[str, str]:
    """Return the files of a schedule without a fault."""
    yaml = f"start-week: '{RELEASE - 168 * DAY}'\nrelease-week: '{RELEASE}'\n"
    yaml += "cycle:\n"
    for number in range(24, -1, -1):
        start = RELEASE - 7 * number * DAY
        yaml += f"- name: R-{number}\n  start: '{start}'\n"
        yaml += f"  end: '{start + 4 * DAY}'\n  x-project:\n"
        for key, (week, _) in EVENTS.items():
            if number in (week, LISTED_AGAIN.get(key)):
                yaml += f"    - i-{key}\n"
    page = (
        "2027.1 Indri Release Schedule\n=============================\n\n"
        "October 5, 2026 - March 24, 2027 (25 weeks)\n\n"
    )
    for key, (_, text) in EVENTS.items():
        page += f".. _i-{key}:\n\nEvent {key}\n-----------------\n{text}\n\n"
    return {"yaml": yaml, "page": page}


EMPTY = "- name: R-9\n  start: '2027-01-18'\n  end: '2027-01-22'\n"
MARKED = EMPTY.replace("start", "‸start")
AFTER = "- name: R-8\n  start: '2027-01-25'\n  end: '2027-01-29'\n"
LIST = "  x-project:\n"
MILESTONE = f"- name: R-5\n  start: '2027-02-15'\n  end: '2027-02-19'\n{LIST}"
#: By the code of the fault: what is replaced by what. The fault is on the line
#: of the mark, which is taken out.
FAULTS = {
    "date-outside-week": [
        ("19 November, 2026", "‸26 November, 2026"),
        ("19 November, 2026", "‸31 June, 2026"),
        ("the week of 1 March", "the week ‸of 22 February"),
        ("from October 12 to October 16", "‸from June 12 to June 16"),
        ("29 December 2026.", "29 December 2026 or\n‸1 May 2027."),
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
    "key-without-section": [(EMPTY + LIST, EMPTY + LIST + "    ‸- i-x\n")],
    "duplicate-key": [
        ("    - i-ff\n", "    - i-ff\n  ‸x-project:\n"),
        ("cycle:", "‸start-week: '2026-10-05'\ncycle:"),
    ],
    "duplicate-week": [
        ("- name: R-8\n", MARKED + "- name: R-8\n"),
        ("- name: R-9\n", "- ‸name: R-10\n"),
    ],
    "week-order": [(EMPTY + LIST + AFTER, AFTER + LIST + MARKED)],
    "odd-week": [
        ("end: '2027-01-22'", "‸end: '2027-01-23'"),
        ("end: '2027-01-22'", "‸end: '2027-01-20'"),
        ("start: '2027-01-18'", "‸start: '2027-01-19'"),
    ],
    "header-mismatch": [
        ("start-week: '2026-10-05'", "‸start-week: '2001-01-01'"),
        ("release-week: '2027-03-22'", "‸release-week: '2001-01-01'"),
        ("(25 weeks)", "(‸99 weeks)"),
        ("October 5, 2026 -", "‸October 5, 2025 -"),
        ("- March 24, 2027", "- ‸March 24, 2028"),
    ],
    "bad-date": [("start-week: '2026-10-05'", "‸start-week: 2026-02-30")],
    "unknown-key": [(EMPTY, EMPTY + "  ‸x-projects: []\n")],
    "odd-milestone": [("\n19 November, 2026", "\n‸18 November, 2026")],
    "odd-library-week": [
        ("    - i-extra-acs\n", "    - i-extra-acs\n    ‸- i-final-lib\n"),
        (
            f"    - i-final-lib\n{MILESTONE}",
            f"{MILESTONE}    ‸- i-final-lib\n",
        ),
    ],
    "ambiguous-deadline": [
        ("Names are final.", "Done by\n‸the end of the week.")
    ],
}


def told(files: dict[str, str]) -> list[tuple[str, int, str]]:
    _, problems = built(files["yaml"], files["page"])
    names = {"schedule.yaml": "yaml", "schedule.rst": "page"}
    return [
        (names[one.position.path], one.position.line, str(one.code))
        for one in problems
    ]


def test_a_sound_schedule_has_no_problem() -> None:
    assert told(sound()) == []


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [(code, *one) for code, many in FAULTS.items() for one in many],
)
def test_a_fault_is_reported_on_its_line_and_nothing_else_is(
    code: str, old: str, new: str
) -> None:
    files = sound()
    (file,) = [one for one in files if old in files[one]]
    text = files[file].replace(old, new, 1)
    line = text[: text.index("‸")].count("\n") + 1
    files[file] = text.replace("‸", "")
    assert told(files) == [(file, line, code)]


@pytest.mark.parametrize("event", keys.REQUIRED)
def test_each_event_that_every_cycle_needs_is_missed(event: str) -> None:
    files = sound()
    names = [f"i-{name}" for name in keys.UPSTREAM_KEYS[event]]
    key = next(name for name in names if f"- {name}\n" in files["yaml"])
    files["yaml"] = files["yaml"].replace(f"    - {key}\n", "")
    line = files["page"].split("\n").index(f".. _{key}:") + 1
    assert told(files) == [("page", line, "unlisted-section")]
    section = rf"\.\. _{key}:\n\n(.+\n)*\n"
    files["page"] = re.sub(section, "", files["page"], count=1)
    (only,) = built(files["yaml"], files["page"])[1]
    assert str(only.code) == "event-missing"
    assert f'"{names[0]}"' in only.message


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
            damaged(text.encode(), chance).decode(errors="replace")
            for text in (made.yaml, made.page)
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
            text = store.to_yaml(calendar).encode()
            assert store.from_yaml(text, "x") == (calendar, []), seed
            for event in calendar.every_event():
                for one in event.occurrences:
                    assert one.start <= (one.due or one.end) <= one.end, seed


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("", "1:1: error: wrong-type"),
        ("\0", "1:1: error: yaml-syntax"),
        ("[]", "1:1: error: wrong-type"),
        ("cycle: []\n", "1:1: error: missing-key"),
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
