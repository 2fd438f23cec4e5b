# SPDX-License-Identifier: Apache-2.0
"""A branch's status is that of the day one asks for."""

from __future__ import annotations

import datetime

import pytest

from tests.records.checkouts import embedded
from watcher_liaison_guide.calendar.model import CycleName
from watcher_liaison_guide.records import branches_on, status_on
from watcher_liaison_guide.records.model import (
    Branch,
    BranchOnDay,
    DeliverableFacts,
    Records,
    Series,
)
from watcher_liaison_guide.records.status import days_of_change, is_over

DAY = datetime.date.fromisoformat
NEW = Series("b", "b", "development", False, DAY("2026-01-01"))
OLD = Series("a", "a", "end of life", False, DAY("2020-01-01"))


def branches(
    day: str | None, cycle: str = "2027.1", deliverable: str = "watcher"
) -> dict[str, BranchOnDay]:
    """Return the branches of a deliverable by release."""
    found = branches_on(
        embedded(cycle), deliverable, DAY(day) if day else None
    )
    return {one.release: one for one in found}


def records_of(facts: DeliverableFacts, *series: Series) -> Records:
    name = CycleName("b", "2")
    return Records(name, series=series, deliverables={facts.id: facts})


@pytest.mark.parametrize(
    ("day", "cycle", "release", "prefix", "status"),
    [
        # No file records it yet.
        ("2026-09-30", "2027.1", "2026.2", "stable", "maintained"),
        ("2026-10-01", "2027.1", "2025.1", "stable", "maintained"),
        ("2026-10-02", "2027.1", "2025.1", "unmaintained", "unmaintained"),
        # Tagged as ended, while its series is unmaintained.
        ("2026-08-21", "2026.2", "2023.1", "stable", "end of life"),
        # On a past day it was not, nor the other one unmaintained.
        ("2025-06-01", "2026.2", "2023.1", "unmaintained", "unmaintained"),
        ("2025-05-15", "2026.2", "2024.1", "stable", "maintained"),
        # Without a day only what is over has a status.
        (None, "2027.1", "2026.1", "stable", None),
        (None, "2027.1", "2024.2", "stable", "end of life"),
        (None, "2027.1", "2024.1", "unmaintained", "unmaintained"),
    ],
)
def test_a_branch_has_the_name_that_it_goes_by_then(
    day: str | None, cycle: str, release: str, prefix: str, status: str | None
) -> None:
    one = branches(day, cycle)[release]
    assert (one.name, one.status) == (f"{prefix}/{release}", status)


@pytest.mark.parametrize(
    ("series", "day", "status"),
    [
        # Released on 2024-10-02; ended on 2026-04-29.
        ("2024.2", "2024-10-01", None),
        ("2024.2", "2026-04-28", "maintained"),
        ("2024.2", "2026-04-29", "end of life"),
        ("2023.1", "2026-08-21", "unmaintained"),
        # One that begins later.
        ("indri", "2026-09-30", "future"),
        ("indri", "2026-10-01", "development"),
        ("indri", "2027-03-23", "development"),
        ("indri", "2027-03-24", "maintained"),
        # While branches were renamed, no record has which were.
        ("victoria", "2023-07-23", "extended maintenance"),
        ("victoria", "2023-07-24", None),
        ("yoga", "2024-06-01", "unmaintained"),
        ("victoria", "2025-12-18", "unmaintained"),
        # No source has these.
        # Between 540 and 730 days after the release.
        (OLD, "2021-06-23", "maintained"),
        (OLD, "2021-06-24", None),
        (OLD, "2021-12-30", None),
        (OLD, "2021-12-31", "extended maintenance"),
        (OLD, "2024-05-01", "end of life"),
        (NEW, "2027-12-01", None),
        (Series("c", "c", "maintained"), "2026-01-01", None),
        (Series("d", "d", "end of life"), "2026-01-01", "end of life"),
    ],
)
def test_a_series_has_the_status_of_the_day(
    series: str | Series, day: str, status: str | None
) -> None:
    known = embedded("2027.1").series_of(str(series))
    one = series if isinstance(series, Series) else known
    assert one is not None
    assert status_on(one, DAY(day)) == status


def test_a_branch_is_of_the_deliverables_own_series() -> None:
    # One has none, and the other is on no record.
    for deliverable in ("watcher-tempest-plugin", "nova"):
        assert branches("2026-11-19", "2027.1", deliverable) == {}
    independent = DeliverableFacts("it", release_model="independent")
    series = Series("b", "2", "future", False, DAY("2026-01-01"))
    known = records_of(independent, series)
    assert branches_on(known, "it", DAY("2026-02-01")) == ()
    # A series that nobody knows.
    facts = DeliverableFacts("it", branches=(Branch("old", "stable/old"),))
    [found] = branches_on(records_of(facts), "it", DAY("2026-02-01"))
    assert (found.name, found.status) == ("stable/old", None)


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        ("unmaintained", "maintained"),
        ("end of life", "unmaintained"),
        ("maintained", "development"),
    ],
)
def test_a_status_that_has_passed_does_not_come_back(
    status: str, wanted: str
) -> None:
    assert is_over(status, [wanted])
    for still in ([status], [wanted, status], [wanted, "end of life"]):
        assert not is_over(status, still)
    assert not is_over(wanted, [status])
    assert not is_over(None, [wanted])


def test_no_status_changes_on_another_day() -> None:
    for series in embedded("2026.2").series:
        days, before = days_of_change(series), ""
        for number in range(DAY("2022-01-01").toordinal(), 739_800):
            day = datetime.date.fromordinal(number)
            status = status_on(series, day)
            assert before in ("", status) or day in days
            before = status
