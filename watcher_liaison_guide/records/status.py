# SPDX-License-Identifier: Apache-2.0
"""The phases of series, and the stable branches that there are on a day."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from watcher_liaison_guide.calendar import series_status
from watcher_liaison_guide.fields import Date, values
from watcher_liaison_guide.guide.shapes import BRANCH_STATUSES
from watcher_liaison_guide.problems import Problem
from watcher_liaison_guide.records.model import (
    STATUS,
    BranchOnDay,
    DeliverableFacts,
    Phase,
    Records,
    Series,
)
from watcher_liaison_guide.sources import RELEASES, Source

#: How long a series is maintained at least, and at most (days after its
#: release). Stable branches are maintained for about 18 months
#: (project-team-guide, stable branches); no series since ocata had less,
#: and none had as much as two years.
_MAINTAINED_AT_LEAST = datetime.timedelta(days=540)
_MAINTAINED_AT_MOST = datetime.timedelta(days=730)

#: "Unmaintained" replaced "extended maintenance" by a TC resolution of the
#: first day; all branches had been renamed by the second.
_RENAMING = (datetime.date(2023, 7, 24), datetime.date(2024, 5, 1))

#: Models whose releases belong to no cycle, so that none has a branch.
_WITHOUT_CYCLES = ("independent", "untagged", "abandoned")


def read_series(source: Source, problems: list[Problem]) -> tuple[Series, ...]:
    """Return the series of data/series_status.yaml in the file's order.

    A series whose status is unknown is left out, with a problem.
    """
    found = []
    for cycle, value in series_status.entries(source, problems):
        word = values.read(STATUS, value, "status", problems)
        if word is None:
            continue
        following = values.child(value, "next-phase")
        phase = values.read(STATUS, following, "status", problems)
        found.append(
            Series(
                cycle.series,
                cycle.release,
                word,
                bool(cycle.slurp),
                cycle.release_date,
                Phase(phase, values.read(Date(), following, "date", problems))
                if phase
                else None,
                values.read(Date(), value, "eol-date", problems),
            )
        )
    return tuple(found)


def remember_series(
    old: Iterable[Series], new: Iterable[Series]
) -> tuple[Series, ...]:
    """Return *new* with the days that upstream has removed since *old*.

    Upstream empties ``next-phase`` when a series changes its phase.
    """
    before = {one.series: one for one in old}
    return tuple(_remember(before.get(one.series, one), one) for one in new)


def _remember(old: Series, new: Series) -> Series:
    if new.status != old.status:
        if new.status in ("future", "development", "maintained"):
            return new
        return replace(new, maintained_until=maintained_until(old))
    undated = old.next_phase and replace(old.next_phase, date=None)
    if new.next_phase in (None, undated):
        new = replace(new, next_phase=old.next_phase)
    return replace(new, maintained_until=old.maintained_until)


def branches_on(
    records: Records, deliverable: str, day: datetime.date | None
) -> tuple[BranchOnDay, ...]:
    """Return the branches of a deliverable on *day*, the newest first.

    A branch of a cycle that is released by that day is there, even if no
    file records it yet. Without a day there are those on record, and no
    status but that of the ones that are no longer maintained.
    """
    facts = records.deliverables.get(deliverable)
    if facts is None:
        return ()
    names: dict[str, list[str]] = {}
    for branch in facts.branches:
        names.setdefault(branch.release, []).append(branch.name)
    tagged = {branch.release for branch in facts.branches if branch.ended}
    found = []
    for place, series in enumerate(records.series):
        recorded = names.get(series.release, [])
        if not recorded and not _expected(records, facts, place, day):
            continue
        if day is not None and not _released(series, day):
            continue
        status = status_on(series, day)
        # The day of the tag is not on record. On days before the records
        # were read, the branch has the phase of its series.
        past = day is not None and day < _read_at_earliest(records)
        if series.release in tagged and status != "maintained" and not past:
            status = "end of life"
        name = _name(series, recorded, status)
        found.append(BranchOnDay(name, series.release, series.series, status))
    known = {one.release for one in records.series}
    found.extend(
        BranchOnDay(every[-1], release, release, None)
        for release, every in names.items()
        if release not in known
    )
    return tuple(found)


def status_on(series: Series, day: datetime.date | None) -> str | None:
    """Return the status of a series on *day*, None where it is unknown.

    Without a day, only what is no longer maintained has one: it never is
    again.
    """
    if day is None:
        over = series.status in ("unmaintained", "end of life")
        return series.status if over else None
    status = None
    for begins, word in _phases(series):
        if day >= begins:
            status = word
    return status


def days_of_change(series: Series) -> set[datetime.date]:
    """Return every day on which the status of a series may change."""
    return {begins for begins, _ in _phases(series)}


def _phases(series: Series) -> Iterator[tuple[datetime.date, str | None]]:
    """Yield days, each with the status from then on, until a later one's.

    Known are the status when the records were read, the next one, and the
    days of some changes. How long a series is maintained at least is a
    rule, and so is true of past days too.
    """
    following, released = series.next_phase, series.release_date
    began = following.date if following else None
    over = series.status == "end of life"
    if released is None:
        if over and series.eol_date is None:
            yield datetime.date.min, series.status
    else:
        if series.to_come:
            yield datetime.date.min, series.status
            if following and began and following.status == "development":
                yield began, following.status
        yield released, "maintained"
        if series.status != "maintained":
            until = maintained_until(series)
            end = max(released + _MAINTAINED_AT_LEAST, until or released)
            yield end, None
            if not series.to_come:
                end = end if until else released + _MAINTAINED_AT_MOST
                yield end, "extended maintenance"
                yield max(end, _RENAMING[0]), None
                ended = over and series.eol_date is not None
                last = "unmaintained" if ended else series.status
                yield max(end, _RENAMING[1]), last
        if following and began and not series.to_come:
            yield max(began, released), following.status
    if series.eol_date is not None:
        yield series.eol_date, "end of life"


def maintained_until(series: Series) -> datetime.date | None:
    """Return the day on which a series stops being maintained, if known.

    Of a series that has stopped, this is known if it was on record
    before, or if the series reached its end of life right away.
    """
    if series.status == "maintained":
        following = series.next_phase
        if following and is_over(following.status, ("maintained",)):
            return following.date
        return series.eol_date
    released, ended = series.release_date, series.eol_date
    if released and ended and ended - released < _MAINTAINED_AT_MOST:
        return ended
    return series.maintained_until


def is_over(status: str | None, wanted: Collection[str]) -> bool:
    """Whether a branch can have none of the *wanted* statuses again."""
    if status not in BRANCH_STATUSES:
        return False
    later = BRANCH_STATUSES[BRANCH_STATUSES.index(status) :]
    return not any(one in wanted for one in later)


def _released(series: Series, day: datetime.date) -> bool:
    if series.release_date is None:
        return not series.to_come
    return day >= series.release_date


def _read_at_earliest(records: Records) -> datetime.date:
    """Return a day before which the records cannot have been read."""
    days = [one.release_date for one in records.series if not one.to_come]
    days += [
        one.eol_date for one in records.series if one.status == "end of life"
    ]
    days += [one.date for one in records.sources if one.repository == RELEASES]
    return max(filter(None, days), default=datetime.date.min)


def _expected(
    records: Records,
    facts: DeliverableFacts,
    place: int,
    day: datetime.date | None,
) -> bool:
    """Whether a series will have a branch that no file has yet.

    Only one newer than every branch on record: an older one without a
    branch never had one.
    """
    if (
        day is None
        or not facts.stable_branches
        or facts.release_model in _WITHOUT_CYCLES
        or not records.series[place].to_come
    ):
        return False
    recorded = {one.release for one in facts.branches}
    newer = records.series[: place + 1]
    return not any(one.release in recorded for one in newer)


def _name(series: Series, recorded: list[str], status: str | None) -> str:
    """Return the name of a branch under a status.

    A stable branch that is no longer maintained becomes
    ``unmaintained/...``.
    """
    prefix = "unmaintained/" if status == "unmaintained" else "stable/"
    for name in recorded:
        if name.startswith(prefix):
            return name
    return f"{prefix}{series.release}"
