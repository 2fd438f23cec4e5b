# SPDX-License-Identifier: Apache-2.0
"""A series' calendar, made from its schedule in openstack/releases."""

from __future__ import annotations

import collections
from collections.abc import Iterable
from dataclasses import replace

from watcher_liaison_guide.calendar import (
    checks,
    keys,
    rules,
    schedule,
    sections,
    series_status,
)
from watcher_liaison_guide.calendar.model import (
    CANONICAL_EVENTS,
    Calendar,
    Cycle,
    Event,
    SourceNote,
)
from watcher_liaison_guide.calendar.schedule import Listing
from watcher_liaison_guide.calendar.sections import Page, Section
from watcher_liaison_guide.problems import Code, Position, Problem, in_order
from watcher_liaison_guide.sources import FolderSource, Source
from watcher_liaison_guide.yamlreader import decode

#: A schedule's page has some 20 KiB.
MOST_BYTES = 64 * 1024


def series_of(source: Source, cycles: dict[str, Cycle]) -> tuple[str, ...]:
    """Return the series to import, the oldest first.

    Of a directory these are all that have a schedule; of a URL those that
    have not ended, as the schedule of an ended one moves no more.
    """
    if not isinstance(source, FolderSource):
        return tuple(
            name
            for name, cycle in reversed(cycles.items())
            if cycle.status != "end of life" and name not in keys.PROSE_ONLY
        )
    order = {name: place for place, name in enumerate(reversed(cycles))}
    present = [
        name
        for name in source.folders("doc/source")
        if series_status.NAME.fullmatch(name)
        and source.has(_path(name, "yaml"))
    ]
    # Those that the status does not list come last, by name.
    return tuple(sorted(present, key=lambda name: order.get(name, len(order))))


def read(
    source: Source, series: str, cycles: dict[str, Cycle]
) -> tuple[Calendar | None, list[Problem]]:
    """Read the schedule of *series*, whose names and status *cycles* has.

    Returns None where there is no schedule that a machine can read. The
    problems are all that ``calendar lint`` reports about the two files.
    """
    wanted = _path(series, "yaml"), _path(series, "rst")
    paths = source.shown(wanted[0]), source.shown(wanted[1])
    if isinstance(source, FolderSource) and not source.has(wanted[0]):
        reason = f"There is no schedule of {series} here"
        if series in keys.PROSE_ONLY:
            reason = f"The schedule of {series} was a page only"
        return None, [
            Code.SCHEDULE_MISSING.at(
                Position(paths[0]), f"{reason}: no dates can be read."
            )
        ]
    content, page = map(source.read, wanted)
    if isinstance(content, Problem):
        return None, [content]
    cycle = cycles.get(series) or series
    return build(content, page, paths, SourceNote.of(source), cycle, cycles)


def build(
    content: bytes,
    page_content: bytes | Problem,
    paths: tuple[str, str],
    note: SourceNote,
    cycle: Cycle | str | None = None,
    cycles: dict[str, Cycle] | None = None,
) -> tuple[Calendar | None, list[Problem]]:
    """Make a calendar of the bytes of schedule.yaml and schedule.rst.

    *paths* are the two files' as problems name them. Of a *cycle* that is
    not known, or only by its series, the names that the page gives are
    taken. Without the page there is no calendar: the rule's dates would
    pass for stated ones.
    """
    found, problems = schedule.read(content, paths[0])
    if found is None:
        return None, in_order(problems)
    page = _page(page_content, paths[1], problems)
    if not isinstance(cycle, Cycle):
        # The initial of most keys replaces an unknown name.
        initials = collections.Counter(key[0] for key in found.keys)
        common = initials.most_common(1)[0][0] if initials else "?"
        series = cycle or (page and page.series) or common
        cycle = Cycle(series, (page and page.release) or series)
    initial = cycle.series[0]
    listings = found.listings(initial)
    problems += checks.structure(found, listings, page, initial)
    if page is None:
        return None, in_order(problems)
    events, teams = _events(listings, page, initial, problems)
    problems += checks.milestones(events, paths[1])
    problems += checks.other_series(page, cycle, reversed(cycles or {}))
    order = dict.fromkeys((*CANONICAL_EVENTS, *events))
    return (
        Calendar(
            cycle,
            note,
            schedule.by_date(listed.week for listed in found.weeks),
            {name: events[name] for name in order if name in events},
            dict(sorted(teams.items())),
        ),
        in_order(problems),
    )


def _events(
    every: Iterable[Listing],
    page: Page,
    initial: str,
    problems: list[Problem],
) -> tuple[dict[str, Event], dict[str, dict[str, Event]]]:
    """Return the cross-project events by id, and those of each team."""
    listings = [one for one in every if not one.key.foreign]
    # Of the keys that mean the same event the best is taken for it.
    chosen: dict[str, Listing] = {}
    for one in sorted(listings, key=lambda one: one.key.rank):
        if one.key.event:
            chosen.setdefault(one.key.event, one)
    others = {event: one.weeks for event, one in chosen.items()}
    shared = collections.Counter(map(_team_and_name, listings))
    by_label: dict[str, Section] = {}
    by_event: dict[str, Section] = {}
    for section in page.sections:
        for key in section.keys(initial):
            by_label[key.text] = section
            if key.event and not key.foreign:
                by_event.setdefault(key.event, section)
    events: dict[str, Event] = {}
    teams: dict[str, dict[str, Event]] = {}
    for listing in listings:
        key = listing.key
        event = rules.dated(
            key.event,
            listing.weeks,
            by_label.get(key.text) or by_event.get(key.event or ""),
            others,
            problems,
        )
        team, name = _team_and_name(listing)
        named = teams.setdefault(team, {}) if team else events
        if key.event and chosen[key.event] is listing:
            name = key.event
        else:
            # An id of this cycle's events is for no other's.
            taken = named if team else {*named, *CANONICAL_EVENTS}
            if name in taken or (key.following and shared[team, name] > 1):
                name = key.text
            if name in taken:
                problems.append(
                    Code.DUPLICATE_IDENTIFIER.at(
                        key.text.position,
                        f'"{key.text}" is already the name of another event.',
                    )
                )
                continue
        named[name] = replace(event, id=name, key=key.text, team=team or None)
    return events, teams


def _team_and_name(listing: Listing) -> tuple[str, str]:
    key = listing.key
    if listing.of_team and not key.election and key.event is None:
        team, _, name = key.name.partition("-")
        if name:
            return team, name
    return "", key.name


def _path(series: str, kind: str) -> str:
    return f"doc/source/{series}/schedule.{kind}"


def _page(
    content: bytes | Problem, path: str, problems: list[Problem]
) -> Page | None:
    if isinstance(content, bytes) and len(content) > MOST_BYTES:
        content = Code.FILE_TOO_LARGE.at(
            Position(path),
            f"The page has {len(content)} bytes. At most {MOST_BYTES} are "
            "read.",
        )
    text = decode(content, path) if isinstance(content, bytes) else content
    if isinstance(text, Problem):
        problems.append(text)
        return None
    return sections.read(text, path)
