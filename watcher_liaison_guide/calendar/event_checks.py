# SPDX-License-Identifier: Apache-2.0
"""What is wrong with the days and texts of single events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from watcher_liaison_guide.calendar import keys
from watcher_liaison_guide.calendar.model import (
    EVENT_TITLES,
    WEEKDAY_NAMES,
    Cycle,
    Event,
)
from watcher_liaison_guide.calendar.sections import Page
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    problem,
)

#: What a text links to may be about any series.
_LINK = re.compile(r"`[^`]*`_+|https?://\S+")
_GATHERINGS = ("ptg", "summit")
_THURSDAY = 3


def milestones(
    events: Mapping[str, Event],
    positions: Mapping[str, Position],
    path: str,
) -> list[Problem]:
    """Check the days of milestones and the week of the final libraries.

    *positions* are those of keys in schedule.yaml, *path* is the page's.
    """
    problems = []
    for name in ("milestone-1", "milestone-2", "milestone-3"):
        due = events[name].due if name in events else None
        line = events[name].stated_at if name in events else None
        if line and due and due.weekday() != _THURSDAY:
            problems.append(
                problem(
                    Code.SCHEDULE_MILESTONE,
                    Position(path, line, 1),
                    f"{EVENT_TITLES[name]} is on {due}, which is a "
                    f"{WEEKDAY_NAMES[due.weekday()]}. Milestones are "
                    "on Thursdays.",
                )
            )
    libraries = events.get("final-library-release", Event())
    start, milestone = (
        libraries.start,
        events.get("milestone-3", Event()).start,
    )
    if start is None or milestone is None:
        return problems
    if not 0 < (milestone - start).days <= 7:
        problems.append(
            problem(
                Code.SCHEDULE_LIBRARY_WEEK,
                positions[libraries.key or ""],
                f'"{libraries.key}" is listed in the week from {start}. It '
                "belongs in the week before milestone 3, which is in the "
                f"week from {milestone}.",
            )
        )
    return problems


def other_series(
    page: Page, cycle: Cycle, cycles: Iterable[str], path: str
) -> list[Problem]:
    """Report the texts of events that name only other series than theirs.

    Theirs is the cycle's own. A cycle-trailing release may be of the one
    before, elections are for the next one, and texts about the PTG and the
    summit speak of all three.
    """
    order = list(keys.SERIES)
    order += [name for name in (*cycles, cycle.series) if name not in order]
    place = order.index(cycle.series)
    before, after = _neighbours(cycle.release)
    own = {cycle.series.capitalize(), cycle.release}
    before |= {name.capitalize() for name in order[:place][-1:]}
    after |= {name.capitalize() for name in order[place + 1 :][:1]}
    names = "|".join(re.escape(name.capitalize()) for name in order)
    pattern = re.compile(rf"\b(?:{names}|20\d\d\.[12])\b")
    problems = []
    for section in page.sections:
        meanings = [
            keys.read(label, cycle.series[0])
            for label, _ in section.labels
            if keys.looks_like_key(label, cycle.series[0])
        ]
        if not meanings:
            continue
        expected = set(own)
        if "trail" in meanings[0].name or meanings[0].event in _GATHERINGS:
            expected |= before
        if meanings[0].election or meanings[0].event in _GATHERINGS:
            expected |= after
        text = _LINK.sub(lambda link: " " * len(link[0]), section.text)
        named = list(pattern.finditer(text))
        if named and not any(match[0] in expected for match in named):
            problems.append(
                problem(
                    Code.SCHEDULE_OTHER_SERIES,
                    section.position(path, named[0].start()),
                    f'The text names "{named[0][0]}" in the schedule of '
                    f"{cycle.series.capitalize()}.",
                    "Check whether it was copied from another schedule.",
                )
            )
    return problems


def _neighbours(release: str) -> tuple[set[str], set[str]]:
    """Return the ids of the releases before and after one with an id."""
    match = re.fullmatch(r"(20\d\d)\.([12])", release)
    if match is None:
        return set(), set()
    year, number = int(match[1]), int(match[2])
    if number == 1:
        return {f"{year - 1}.2"}, {f"{year}.2"}
    return {f"{year}.1"}, {f"{year + 1}.1"}
