# SPDX-License-Identifier: Apache-2.0
"""What is wrong with the days and texts of single events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from watcher_liaison_guide.calendar import keys
from watcher_liaison_guide.calendar.model import (
    EVENT_TITLES,
    WEEKDAY_NAMES,
    Cycle,
    Event,
)
from watcher_liaison_guide.calendar.sections import Page
from watcher_liaison_guide.problems import Code, Position, Problem, problem
from watcher_liaison_guide.yamlreader import position_of

#: What a text links to may be about any series.
_LINK = re.compile(r"`[^`]*`_+|https?://\S+")
_GATHERINGS = ("ptg", "summit")
_THURSDAY = 3


def milestones(events: Mapping[str, Event], path: str) -> Iterator[Problem]:
    """Check the days of milestones and the week of the final libraries.

    *path* is the page's.
    """
    for name in ("milestone-1", "milestone-2", "milestone-3"):
        event = events.get(name, Event())
        if event.stated_at and event.due and event.due.weekday() != _THURSDAY:
            yield problem(
                Code.SCHEDULE_MILESTONE,
                Position(path, event.stated_at, 1),
                f"{EVENT_TITLES[name]} is on {event.due}, which is a "
                f"{WEEKDAY_NAMES[event.due.weekday()]}. Milestones are on "
                "Thursdays.",
            )
    libraries = events.get("final-library-release", Event())
    milestone = events.get("milestone-3", Event())
    if libraries.start is None or milestone.start is None:
        return
    if not 0 < (milestone.start - libraries.start).days <= 7:
        yield problem(
            Code.SCHEDULE_LIBRARY_WEEK,
            position_of(libraries.key),
            f'"{libraries.key}" is listed in the week from '
            f"{libraries.start}. It belongs in the week before milestone 3, "
            f"which is in the week from {milestone.start}.",
        )


def other_series(
    page: Page, cycle: Cycle, cycles: Iterable[str]
) -> Iterator[Problem]:
    """Report the texts of events that name only other series than theirs.

    Theirs is the cycle's own. A cycle-trailing release may be of the one
    before, elections are for the next one, and texts about the PTG and the
    summit speak of all three.
    """
    order = list(dict.fromkeys((*keys.SERIES, *cycles, cycle.series)))
    place = order.index(cycle.series)
    before, after = _neighbours(cycle.release)
    before |= {name.capitalize() for name in order[:place][-1:]}
    after |= {name.capitalize() for name in order[place + 1 :][:1]}
    names = "|".join(re.escape(name.capitalize()) for name in order)
    pattern = re.compile(rf"\b(?:{names}|20\d\d\.[12])\b")
    for section in page.sections:
        meaning = next(
            (key for key in section.keys(cycle.series[0]) if key.own), None
        )
        if meaning is None:
            continue
        expected = {cycle.series.capitalize(), cycle.release}
        if "trail" in meaning.name or meaning.event in _GATHERINGS:
            expected |= before
        if meaning.election or meaning.event in _GATHERINGS:
            expected |= after
        text = _LINK.sub(lambda link: " " * len(link[0]), section.text)
        named = list(pattern.finditer(text))
        if named and not any(match[0] in expected for match in named):
            yield problem(
                Code.SCHEDULE_OTHER_SERIES,
                section.position(named[0].start()),
                f'The text names "{named[0][0]}" in the schedule of '
                f"{cycle.series.capitalize()}.",
                "Check whether it was copied from another schedule.",
            )


def _neighbours(release: str) -> tuple[set[str], set[str]]:
    """Return the ids of the releases before and after one with an id."""
    match = re.fullmatch(r"(20\d\d)\.([12])", release)
    if match is None:
        return set(), set()
    year, number = int(match[1]), int(match[2])
    if number == 1:
        return {f"{year - 1}.2"}, {f"{year}.2"}
    return {f"{year}.1"}, {f"{year + 1}.1"}
