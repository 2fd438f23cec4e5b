# SPDX-License-Identifier: Apache-2.0
"""The phases of Watcher's guide fall where a liaison expects them."""

from __future__ import annotations

import datetime

import pytest

from watcher_liaison_guide.calendar.expressions import (
    Dates,
    Window,
    resolve_window,
)
from watcher_liaison_guide.calendar.model import (
    BRANCH_PHASE,
    Basis,
    Event,
    Occurrence,
)
from watcher_liaison_guide.guide.loading import EMBEDDED_GUIDES, load_guide
from watcher_liaison_guide.guide.model import Guide, Step

#: Due dates as openstack/releases has them; a span has none (first, last).
HIBISCUS: dict[str, str | tuple[str, str]] = {
    "ptg": ("2026-04-20", "2026-04-24"),
    "milestone-1": "2026-05-14",
    "milestone-2": "2026-07-02",
    "spec-freeze": "2026-07-02",
    "membership-freeze": "2026-07-02",
    "extra-acs": "2026-08-13",
    "final-library-release": "2026-08-20",
    "milestone-3": "2026-08-27",
    "feature-freeze": "2026-08-27",
    "final-client-library-release": "2026-08-27",
    "requirements-freeze": "2026-08-27",
    "soft-string-freeze": "2026-08-27",
    "cycle-highlights": "2026-09-03",
    "rc1": "2026-09-10",
    "hard-string-freeze": "2026-09-10",
    "final-rc": "2026-09-24",
    "release": "2026-09-30",
    "election-email-deadline": "2026-08-18",
    "election-nominations": ("2026-08-03", "2026-08-21"),
    "election-voting": ("2026-08-31", "2026-09-18"),
    "election-close": "2026-09-24",
}
INDRI: dict[str, str | tuple[str, str]] = {
    "ptg": ("2026-10-12", "2026-10-16"),
    "milestone-1": "2026-11-19",
    "milestone-2": "2027-01-14",
    "spec-freeze": "2027-01-14",
    "membership-freeze": "2027-01-14",
    "extra-acs": "2027-02-04",
    "final-library-release": "2027-02-11",
    "milestone-3": "2027-02-18",
    "feature-freeze": "2027-02-18",
    "final-client-library-release": "2027-02-18",
    "requirements-freeze": "2027-02-18",
    "soft-string-freeze": "2027-02-18",
    "cycle-highlights": "2027-02-25",
    "rc1": "2027-03-04",
    "hard-string-freeze": "2027-03-04",
    "final-rc": "2027-03-18",
    "release": "2027-03-24",
}
CYCLES = {"hibiscus": HIBISCUS, "indri": INDRI}
NOT_SCHEDULED = {
    "hibiscus": {"summit"},
    "indri": {
        "summit",
        "election-email-deadline",
        "election-nominations",
        "election-voting",
        "election-close",
    },
}


@pytest.fixture(scope="module")
def guide() -> Guide:
    found, _ = load_guide(EMBEDDED_GUIDES / "watcher")
    assert found is not None
    return found


def event(cycle: str, name: str) -> Event:
    day = datetime.date.fromisoformat
    dates = CYCLES[cycle].get(name)
    if name == BRANCH_PHASE:  # any day serves: each branch has its own
        dates = "2026-10-02"
    if dates is None:
        assert name in NOT_SCHEDULED[cycle]
        return Event(name)
    if isinstance(dates, tuple):
        only = Occurrence(day(dates[0]), day(dates[1]), None)
        return Event(name, basis=Basis.SPAN, occurrences=(only,))
    due = day(dates)
    monday = due - datetime.timedelta(days=due.weekday())
    only = Occurrence(monday, monday + datetime.timedelta(days=4), due)
    return Event(name, basis=Basis.STATED, occurrences=(only,))


def dates(cycle: str, window: Window | None) -> Dates:
    assert window is not None
    found, problems = resolve_window(window, lambda name: event(cycle, name))
    assert not problems
    return found


def shown(found: Dates) -> str:
    return f"{found.start}..{found.end} due {found.due}"


@pytest.mark.parametrize(
    ("section", "hibiscus", "indri"),
    [
        (
            "cycle-start",
            "2026-03-30..2026-04-17 due 2026-04-17",
            "2026-10-05..2026-10-23 due 2026-10-23",
        ),
        (
            "ptg",
            "2026-04-20..2026-04-24 due 2026-04-24",
            "2026-10-12..2026-10-16 due 2026-10-16",
        ),
        (
            "after-ptg",
            "2026-04-27..2026-05-08 due 2026-05-08",
            "2026-10-19..2026-10-30 due 2026-10-30",
        ),
        (
            "before-milestone-1",
            "2026-04-27..2026-05-08 due 2026-05-08",
            "2026-10-19..2026-11-13 due 2026-11-13",
        ),
        (
            "milestone-1",
            "2026-05-11..2026-05-15 due 2026-05-14",
            "2026-11-16..2026-11-20 due 2026-11-19",
        ),
        ("summit", "None..None due None", "None..None due None"),
        (
            "before-milestone-2",
            "2026-06-01..2026-06-26 due 2026-06-26",
            "2026-12-14..2027-01-08 due 2027-01-08",
        ),
        (
            "milestone-2",
            "2026-06-29..2026-07-03 due 2026-07-02",
            "2027-01-11..2027-01-15 due 2027-01-14",
        ),
        (
            "after-spec-freeze",
            "2026-07-03..2026-07-16 due 2026-07-16",
            "2027-01-15..2027-01-28 due 2027-01-28",
        ),
        (
            "before-freezes",
            "2026-08-03..2026-08-21 due 2026-08-21",
            "2027-01-25..2027-02-12 due 2027-02-12",
        ),
        (
            "milestone-3",
            "2026-08-24..2026-08-28 due 2026-08-27",
            "2027-02-15..2027-02-19 due 2027-02-18",
        ),
        (
            "week-after-milestone-3",
            "2026-08-31..2026-09-04 due 2026-09-04",
            "2027-02-22..2027-02-26 due 2027-02-26",
        ),
        (
            "before-rc",
            "2026-08-27..2026-09-04 due 2026-09-04",
            "2027-02-18..2027-02-26 due 2027-02-26",
        ),
        (
            "rc",
            "2026-09-07..2026-09-24 due 2026-09-10",
            "2027-03-01..2027-03-18 due 2027-03-04",
        ),
        (
            "after-rc",
            "2026-09-11..2026-09-18 due 2026-09-18",
            "2027-03-05..2027-03-12 due 2027-03-12",
        ),
        (
            "final-weeks",
            "2026-09-14..2026-09-25 due 2026-09-25",
            "2027-03-08..2027-03-19 due 2027-03-19",
        ),
        (
            "release-week",
            "2026-09-28..2026-10-02 due 2026-09-30",
            "2027-03-22..2027-03-26 due 2027-03-24",
        ),
    ],
)
def test_each_phase_falls_where_it_belongs(
    guide: Guide, section: str, hibiscus: str, indri: str
) -> None:
    window = guide.sections[section].window
    assert shown(dates("hibiscus", window)) == hibiscus
    assert shown(dates("indri", window)) == indri


@pytest.mark.parametrize(
    ("step", "due"),
    [
        ("rc1-answer", "2026-09-10"),
        ("rc-push-highlights", "2026-09-03"),
        ("rc-reno-prelude", "2026-09-04"),
        ("fw-final-rc", "2026-09-24"),
        ("lp-last-series-stable", "2026-09-30"),
        ("election-readopt-dpl", "2026-07-31"),
        # Nominations: 3 to 21 August.
        ("election-nominations", "2026-08-17"),
        ("rw-approve-final", "2026-09-29"),
    ],
)
def test_a_step_with_a_day_of_its_own_is_due_then(
    guide: Guide, step: str, due: str
) -> None:
    found = dates("hibiscus", guide.steps[step].window)
    assert str(found.due) == due


@pytest.mark.parametrize("cycle", CYCLES)
def test_no_window_ends_before_it_begins(guide: Guide, cycle: str) -> None:
    """Not even for a day: that would be two rules against each other."""

    def check(step: Step) -> None:
        if step.window is None or step.window.start is None:
            return
        # A window from its beginning on, and one up to its end: the one
        # begins, and the other ends, where this one does.
        first = Window(start=step.window.start, end=step.window.start)
        last = Window(start=step.window.end, end=step.window.end)
        start, end = dates(cycle, first).start, dates(cycle, last).end
        assert start is None or end is None or start <= end, step.id

    for step in guide.steps.values():
        check(step)


def test_the_exceptions_end_with_rc1(guide: Guide) -> None:
    policy = next(one for name, one in guide.policies.items() if name == "ffe")
    window = Window(start=policy.opens, end=policy.closes)
    assert shown(dates("hibiscus", window)).startswith(
        "2026-08-28..2026-09-10"
    )
