# SPDX-License-Identifier: Apache-2.0
"""A branch's status is that of the day one asks for."""

import dataclasses
import datetime

import pytest

from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.records import branches_on, load_records, status_on
from watcher_liaison_guide.records.model import (
    Branch,
    CycleName,
    DeliverableFacts,
    Records,
    Series,
)
from watcher_liaison_guide.records.status import is_over


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _embedded(cycle: str) -> Records:
    records, _ = load_records(EMBEDDED / "records" / f"{cycle}.yaml")
    assert records is not None
    return records


@pytest.mark.parametrize(
    "deliverable", ["watcher", "watcher-dashboard", "python-watcherclient"]
)
@pytest.mark.parametrize(
    ("day", "maintained"),
    [
        ("2026-11-19", ["2026.2", "2026.1", "2025.2"]),
        ("2026-05-14", ["2026.1", "2025.2", "2025.1"]),
        # The days on which a status changes, and those before them.
        ("2026-09-29", ["2026.1", "2025.2", "2025.1"]),
        ("2026-09-30", ["2026.2", "2026.1", "2025.2", "2025.1"]),
        ("2026-10-01", ["2026.2", "2026.1", "2025.2", "2025.1"]),
        ("2026-10-02", ["2026.2", "2026.1", "2025.2"]),
        ("2027-03-24", ["2027.1", "2026.2", "2026.1", "2025.2"]),
        ("2027-04-28", ["2027.1", "2026.2", "2026.1"]),
        # Days that have passed.
        ("2025-05-15", ["2025.1", "2024.2", "2024.1"]),
    ],
)
@pytest.mark.parametrize("cycle", ["2026.2", "2027.1"])
def test_the_maintained_branches_of_a_day(
    cycle: str, day: str, maintained: list[str], deliverable: str
) -> None:
    found = branches_on(_embedded(cycle), deliverable, _day(day))
    assert [
        one.release for one in found if one.status == "maintained"
    ] == maintained


def test_no_status_near_these_days_is_unknown() -> None:
    for day in ("2026-05-14", "2026-11-19"):
        found = branches_on(_embedded("2027.1"), "watcher", _day(day))
        assert [one for one in found if one.status is None] == []


def test_a_branch_that_no_file_records_yet_has_its_full_name() -> None:
    first = branches_on(_embedded("2027.1"), "watcher", _day("2026-11-19"))[0]
    assert (first.name, first.series) == ("stable/2026.2", "hibiscus")


def test_an_unmaintained_branch_has_the_name_that_it_goes_by_then() -> None:
    records = _embedded("2027.1")
    names = {
        day: {
            one.release: one.name
            for one in branches_on(records, "watcher", _day(day))
        }["2025.1"]
        for day in ("2026-10-01", "2026-10-02")
    }
    assert names == {
        "2026-10-01": "stable/2025.1",
        "2026-10-02": "unmaintained/2025.1",
    }


def test_a_branch_tagged_as_ended_has_ended_before_its_series() -> None:
    records = _embedded("2026.2")
    series = records.series_of("2023.1")
    assert series is not None
    day = _day("2026-08-21")
    assert status_on(series, day) == "unmaintained"
    found = {
        one.release: one.status for one in branches_on(records, "watcher", day)
    }
    assert (found["2023.1"], found["2024.1"]) == (
        "end of life",
        "unmaintained",
    )


def test_a_series_has_ended_from_its_day_on_and_not_before() -> None:
    series = _embedded("2026.2").series_of("2024.2")
    assert series is not None
    # Released on 2024-10-02; ended on 2026-04-29.
    assert status_on(series, _day("2026-04-29")) == "end of life"
    assert status_on(series, _day("2026-04-28")) == "maintained"
    assert status_on(series, _day("2026-03-25")) == "maintained"


def test_a_status_that_nothing_tells_is_unknown() -> None:
    ended = Series("a", "a", "end of life", False, _day("2020-01-01"))
    later = Series("b", "b", "development", False, _day("2026-01-01"))
    assert status_on(ended, _day("2021-12-01")) is None
    assert status_on(later, _day("2027-12-01")) is None
    assert (
        status_on(Series("c", "c", "maintained"), _day("2026-01-01")) is None
    )


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2026-09-30", "future"),
        ("2026-10-01", "development"),
        ("2027-03-23", "development"),
        ("2027-03-24", "maintained"),
    ],
)
def test_a_series_that_begins_later_develops_from_then_to_its_release(
    day: str, status: str
) -> None:
    series = _embedded("2027.1").series_of("indri")
    assert series is not None
    assert status_on(series, _day(day)) == status


def test_a_deliverable_without_stable_branches_never_gets_one() -> None:
    records = _embedded("2027.1")
    tempest = "watcher-tempest-plugin"
    assert branches_on(records, tempest, _day("2026-11-19")) == ()


def test_an_independent_deliverable_gets_no_branch_of_a_cycle() -> None:
    series = (Series("b", "2", "future", False, _day("2026-01-01")),)
    facts = DeliverableFacts("tool", release_model="independent")
    records = Records(
        CycleName("b", "2"), series=series, deliverables={"tool": facts}
    )
    assert branches_on(records, "tool", _day("2026-02-01")) == ()


def test_a_deliverable_on_no_record_has_no_branches() -> None:
    assert branches_on(_embedded("2027.1"), "nova", _day("2026-11-19")) == ()


def test_without_a_day_only_what_is_over_has_a_status() -> None:
    found = branches_on(_embedded("2027.1"), "watcher", None)
    assert {one.release: one.status for one in found[:5]} == {
        "2026.1": None,
        "2025.2": None,
        "2025.1": None,
        "2024.2": "end of life",
        "2024.1": "unmaintained",
    }


def test_a_branch_of_a_series_that_nobody_knows_is_there_without_status() -> (
    None
):
    facts = DeliverableFacts("x", branches=(Branch("old", "stable/old"),))
    records = Records(CycleName("b", "2"), deliverables={"x": facts})
    [found] = branches_on(records, "x", _day("2026-02-01"))
    assert (found.name, found.status) == ("stable/old", None)


@pytest.mark.parametrize(
    ("status", "wanted", "over"),
    [
        ("unmaintained", ["maintained"], True),
        ("end of life", ["maintained", "unmaintained"], True),
        ("maintained", ["maintained"], False),
        ("maintained", ["unmaintained"], False),
        ("development", ["maintained"], False),
        (None, ["maintained"], False),
    ],
)
def test_a_status_that_has_passed_does_not_come_back(
    status: str | None, wanted: list[str], over: bool
) -> None:
    assert is_over(status, wanted) is over


@pytest.mark.parametrize(
    ("day", "release", "name", "status"),
    [
        # Extended maintenance, in which branches kept their names.
        ("2020-11-01", "rocky", "stable/rocky", "extended maintenance"),
        ("2023-07-23", "victoria", "stable/victoria", "extended maintenance"),
        # While branches were renamed, no record has which were.
        ("2023-10-01", "victoria", "stable/victoria", None),
        ("2024-06-01", "yoga", "unmaintained/yoga", "unmaintained"),
        ("2025-04-29", "2023.2", "stable/2023.2", "maintained"),
        ("2025-04-30", "2023.2", "stable/2023.2", "end of life"),
    ],
)
def test_a_branch_has_the_name_and_phase_of_a_past_day(
    day: str, release: str, name: str, status: str | None
) -> None:
    records = _embedded("2026.2")
    for ended in (False, True):
        facts = DeliverableFacts(
            "it", branches=(Branch(release, f"stable/{release}", ended=ended),)
        )
        known = dataclasses.replace(records, deliverables={"it": facts})
        [found] = [
            one
            for one in branches_on(known, "it", _day(day))
            if one.release == release
        ]
        assert (found.name, found.status) == (name, status)
