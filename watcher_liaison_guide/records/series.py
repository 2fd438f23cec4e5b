# SPDX-License-Identifier: Apache-2.0
"""The phases of all series and of their branches, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from watcher_liaison_guide.calendar import status, values
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.records.model import STATUSES, Phase, Series
from watcher_liaison_guide.records.status import maintained_until
from watcher_liaison_guide.sources import Source
from watcher_liaison_guide.yamlreader import Value


def read(source: Source, problems: list[Problem]) -> tuple[Series, ...]:
    """Return the series of data/series_status.yaml in the file's order.

    A series whose status is unknown is left out, with a problem.
    """
    found = []
    for cycle, value in status.entries(source, problems):
        word = _status(value, "status", problems)
        if word is None:
            continue
        following = values.child(value, "next-phase")
        phase = following and _status(following, "status", problems)
        found.append(
            Series(
                cycle.series,
                cycle.release,
                word,
                bool(cycle.slurp),
                cycle.release_date,
                Phase(phase, values.day(following, "date", problems))
                if phase
                else None,
                values.day(value, "eol-date", problems),
            )
        )
    return tuple(found)


def _status(value: Value, key: str, problems: list[Problem]) -> str | None:
    found = values.text(value, key, problems)
    if found is None or found in STATUSES:
        return found
    problems.append(
        Code.BAD_VALUE.at(
            found.position,
            f'"{found}" is not a known status of a series.',
            "It takes " + ", ".join(STATUSES) + ".",
        )
    )
    return None


def remember(
    old: Iterable[Series], new: Iterable[Series]
) -> tuple[Series, ...]:
    """Return *new* with the days that upstream has removed since *old*.

    Upstream empties ``next-phase`` when a series changes its phase.
    """
    before = {one.series: one for one in old}
    return tuple(_remember(before.get(one.series), one) for one in new)


def _remember(old: Series | None, new: Series) -> Series:
    if old is None:
        return new
    if new.status != old.status:
        if new.status in ("future", "development", "maintained"):
            return new
        return replace(new, maintained_until=maintained_until(old))
    if old.next_phase and not (new.next_phase and new.next_phase.date):
        new = replace(new, next_phase=old.next_phase)
    return replace(new, maintained_until=old.maintained_until)
