# SPDX-License-Identifier: Apache-2.0
"""Which stable branches there are on a day, and what their status is then."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from watcher_liaison_guide.records.model import (
    BranchOnDay,
    DeliverableFacts,
    Records,
    Series,
)

#: How long a series is maintained at least, and at most (days after its
#: release). Stable branches are maintained for about 18 months
#: (project-team-guide, stable branches); no series since ocata had less,
#: and none had as much as two years.
_MAINTAINED_AT_LEAST = 540
_MAINTAINED_AT_MOST = 730

#: The statuses of a series, one after the other.
_IN_ORDER = (
    *("future", "development"),
    *("maintained", "unmaintained", "end of life"),
)

#: Models whose releases belong to no cycle, so that none has a branch.
_WITHOUT_CYCLES = ("independent", "untagged", "abandoned")


def branches_on(
    records: Records, deliverable: str, day: datetime.date | None
) -> tuple[BranchOnDay, ...]:
    """Give the branches of a deliverable on *day*, the newest first.

    A branch of a cycle that is released by that day is there, even if no
    file records it yet. Without a day there are those on record, and no
    status but that of the ones that are no longer maintained.
    """
    facts = records.deliverables.get(deliverable)
    if facts is None:
        return ()
    names: dict[str, list[str]] = {}
    tagged = set()
    for branch in facts.branches:
        names.setdefault(branch.release, []).append(branch.name)
        if branch.ended:
            tagged.add(branch.release)
    found = []
    known = {str(one.release) for one in records.series}
    for place, series in enumerate(records.series):
        recorded = names.get(series.release)
        if recorded is None and not _expected(
            records, facts, names, place, day
        ):
            continue
        if day is not None and not _released(series, day):
            continue
        status = status_on(series, day)
        if series.release in tagged and status != "maintained":
            # On which day it was tagged is not on record: as it is now.
            status = "end of life"
        found.append(
            BranchOnDay(
                str(series.release),
                _name(series, recorded or [], status),
                str(series.series),
                status,
            )
        )
    # A branch of a series that series_status.yaml does not have.
    found.extend(
        BranchOnDay(str(release), str(every[-1]), str(release), None)
        for release, every in names.items()
        if release not in known
    )
    return tuple(found)


def status_on(series: Series, day: datetime.date | None) -> str | None:
    """Give the status of a series on *day*, None where no record tells.

    The records know today's status, the next one, and the day on which
    the last began. How long a series is maintained at least is a rule, so
    it holds for days before today too.
    """
    ended = str(series.status) == "end of life"
    if day is None:
        # What is maintained no more never is again.
        over = ended or str(series.status) == "unmaintained"
        return str(series.status) if over else None
    if series.eol_date is not None and day >= series.eol_date:
        return "end of life"
    if series.release_date is None:
        return "end of life" if ended and series.eol_date is None else None
    age = (day - series.release_date).days
    following = series.next_phase_status
    began = series.next_phase_date
    if age < 0:
        if str(series.status) in ("future", "development"):
            later = following == "development" and began and day >= began
            return "development" if later else str(series.status)
        return None
    if str(series.status) == "maintained":
        if following is not None and began is not None and day >= began:
            return str(following)
        return "maintained"
    if age < _MAINTAINED_AT_LEAST:
        return "maintained"
    if age < _MAINTAINED_AT_MOST:
        return None
    if str(series.status) in ("future", "development"):
        return None
    if ended:
        return "end of life" if series.eol_date is None else "unmaintained"
    if following is not None and began is not None and day >= began:
        return str(following)
    return str(series.status)


def maintained_until(series: Series) -> datetime.date | None:
    """Give the day on which a series stops being maintained, if on record.

    Of one that has stopped, the records do not tell on which day.
    """
    if str(series.status) != "maintained":
        return None
    if is_over(series.next_phase_status, ("maintained",)):
        return series.next_phase_date
    return series.eol_date


def is_over(status: str | None, wanted: Collection[str]) -> bool:
    """Tell whether a branch can have none of the *wanted* statuses again."""
    if status not in _IN_ORDER:
        return False
    later = _IN_ORDER[_IN_ORDER.index(status) :]
    return not any(one in wanted for one in later)


def _released(series: Series, day: datetime.date) -> bool:
    if series.release_date is None:
        return str(series.status) not in ("future", "development")
    return day >= series.release_date


def _expected(
    records: Records,
    facts: DeliverableFacts,
    names: dict[str, list[str]],
    place: int,
    day: datetime.date | None,
) -> bool:
    """Tell whether a series will have a branch that no file has yet.

    Only one newer than every branch on record: an older one without a
    branch never had one.
    """
    if (
        day is None
        or not facts.stable_branches
        or facts.release_model in _WITHOUT_CYCLES
        or str(records.series[place].status) not in ("future", "development")
    ):
        return False
    newer = records.series[: place + 1]
    return not any(one.release in names for one in newer)


def _name(series: Series, recorded: list[str], status: str | None) -> str:
    """Give the name that a branch goes by under a status.

    A stable branch that is no longer maintained goes on as
    ``unmaintained/...`` (TC resolution of 2023-07-24).
    """
    prefix = "unmaintained/" if status == "unmaintained" else "stable/"
    for name in recorded:
        if name.startswith(prefix):
            return str(name)
    return f"{prefix}{series.release}"
