# SPDX-License-Identifier: Apache-2.0
"""A series' calendar, made from its schedule in openstack/releases."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from watcher_liaison_guide.calendar import (
    checks,
    event_checks,
    keys,
    rules,
    schedule,
    sections,
    status,
)
from watcher_liaison_guide.calendar.model import (
    CANONICAL_EVENTS,
    Calendar,
    Cycle,
    Event,
    SourceNote,
    Week,
)
from watcher_liaison_guide.calendar.sections import Page, Section
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    in_order,
    problem,
)
from watcher_liaison_guide.sources import FolderSource, Source, shown_path

#: A schedule's page has some 20 KiB.
_MOST_BYTES = 64 * 1024


@dataclass(frozen=True)
class Listing:
    """A key with the weeks that list it, and where it is listed first."""

    key: keys.Key
    team: bool
    weeks: tuple[Week, ...]
    position: Position


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
        if status.NAME.fullmatch(name) and source.has(_path(name, "yaml"))
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
    yaml_path, page_path = _path(series, "yaml"), _path(series, "rst")
    if isinstance(source, FolderSource) and not source.has(yaml_path):
        return None, [_missing(series, shown_path(source, yaml_path))]
    content = source.read(yaml_path)
    if isinstance(content, Problem):
        return None, [content]
    return build(
        content,
        source.read(page_path),
        (shown_path(source, yaml_path), shown_path(source, page_path)),
        SourceNote(source.repository, source.commit, source.date),
        cycles.get(series) or series,
        cycles,
    )


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
    page, page_problems = _page(page_content, paths[1])
    problems += page_problems
    if not isinstance(cycle, Cycle):
        own = page or sections.NO_PAGE
        series = cycle or own.series or _guessed(found)
        cycle = Cycle(series, own.release or series)
    initial = cycle.series[0]
    listings = _listings(found, initial)
    if page is None:
        problems += checks.structure(found, None, paths, cycle.series)
        return None, in_order(problems)
    events, teams, told = _events(listings, page, paths, initial)
    problems += told
    problems += checks.structure(found, page, paths, cycle.series)
    problems += event_checks.milestones(
        events, {one.key.text: one.position for one in listings}, paths[1]
    )
    problems += event_checks.other_series(
        page, cycle, reversed(cycles or {}), paths[1]
    )
    return (
        Calendar(
            cycle,
            note,
            _weeks(found),
            _ordered(events),
            {team: teams[team] for team in sorted(teams)},
        ),
        in_order(problems),
    )


def _events(
    listings: list[Listing], page: Page, paths: tuple[str, str], initial: str
) -> tuple[dict[str, Event], dict[str, dict[str, Event]], list[Problem]]:
    """Return the cross-project events by id, and those of each team."""
    chosen = _chosen(listings)
    by_label, by_event = _sections(page, initial)
    others = {event: one.weeks for event, one in chosen.items()}
    names = {one.key.text: _team_and_name(one) for one in listings}
    shared = collections.Counter(
        names[one.key.text] for one in listings if not one.key.foreign
    )
    problems: list[Problem] = []
    events: dict[str, Event] = {}
    teams: dict[str, dict[str, Event]] = {}
    for listing in listings:
        key = listing.key
        if key.foreign:
            continue
        section = by_label.get(key.text) or by_event.get(key.event or "")
        dates, told = rules.dates(
            key.event, listing.weeks, section, paths[1], others
        )
        problems += told
        team, name = names[key.text]
        named = teams.setdefault(team, {}) if team else events
        if key.event is not None and chosen[key.event] is listing:
            name = key.event
        else:
            # An id of this cycle's events is for no other's.
            if key.following and shared[team, name] > 1:
                name = key.text
            taken = named if team else {*named, *CANONICAL_EVENTS}
            if name in taken:
                name = key.text
            if name in taken:
                problems.append(
                    problem(
                        Code.DUPLICATE_IDENTIFIER,
                        listing.position,
                        f'"{key.text}" is the name of another event already.',
                    )
                )
                continue
        named[name] = Event(
            name,
            key.text,
            team or None,
            dates.basis,
            dates.stated_at,
            dates.occurrences,
        )
    return events, teams, problems


def _team_and_name(listing: Listing) -> tuple[str, str]:
    key = listing.key
    if listing.team and not key.election and key.event is None:
        return keys.split_team(key.name)
    return "", key.name


def _path(series: str, kind: str) -> str:
    return f"doc/source/{series}/schedule.{kind}"


def _missing(series: str, path: str) -> Problem:
    if series in keys.PROSE_ONLY:
        said = f"The schedule of {series} was a page only"
    else:
        said = f"There is no schedule of {series} here"
    return problem(
        Code.SCHEDULE_MISSING,
        Position(path),
        f"{said}: no dates can be read.",
    )


def _page(
    content: bytes | Problem, path: str
) -> tuple[Page | None, list[Problem]]:
    if isinstance(content, Problem):
        return None, [content]
    if len(content) > _MOST_BYTES:
        return None, [
            problem(
                Code.FILE_TOO_LARGE,
                Position(path),
                f"The page has {len(content)} bytes. At most {_MOST_BYTES} "
                "are read.",
            )
        ]
    try:
        return sections.read(content.decode("utf-8-sig")), []
    except UnicodeDecodeError as error:
        before = content[: error.start]
        return None, [
            problem(
                Code.NOT_UTF8,
                Position(
                    path,
                    before.count(b"\n") + 1,
                    error.start - before.rfind(b"\n"),
                ),
                f"The byte 0x{content[error.start]:02x} is not UTF-8.",
                "Save the file as UTF-8.",
            )
        ]


def _guessed(found: schedule.Schedule) -> str:
    """Return a stand-in for the series' name: the initial of most keys."""
    initials = collections.Counter(key.text[0] for key in found.keys)
    return initials.most_common(1)[0][0] if initials else "?"


def _listings(found: schedule.Schedule, initial: str) -> list[Listing]:
    """Put the weeks of each key together, keys in order of appearance."""
    weeks: dict[str, dict[Week, None]] = {}
    first: dict[str, schedule.ListedKey] = {}
    for listed in found.weeks:
        for one in listed.keys:
            weeks.setdefault(one.text, {})[listed.week] = None
            first.setdefault(one.text, one)
    return [
        Listing(
            keys.read(text, initial),
            first[text].team,
            tuple(sorted(spots, key=lambda week: week.start)),
            first[text].position,
        )
        for text, spots in weeks.items()
    ]


def _chosen(listings: Iterable[Listing]) -> dict[str, Listing]:
    """Return for each canonical event the key that means it best."""
    chosen: dict[str, Listing] = {}
    for listing in listings:
        key = listing.key
        if key.foreign or key.event is None:
            continue
        best = chosen.get(key.event)
        if best is None or key.rank < best.key.rank:
            chosen[key.event] = listing
    return chosen


def _sections(
    page: Page, initial: str
) -> tuple[dict[str, Section], dict[str, Section]]:
    """Return the sections by label, and by the event a label means."""
    by_label: dict[str, Section] = {}
    by_event: dict[str, Section] = {}
    for section in page.sections:
        for label, _ in section.labels:
            by_label[label] = section
            key = keys.read(label, initial)
            if key.event and not key.foreign:
                by_event.setdefault(key.event, section)
    return by_label, by_event


def _weeks(found: schedule.Schedule) -> tuple[Week, ...]:
    unique = dict.fromkeys(listed.week for listed in found.weeks)
    return tuple(sorted(unique, key=lambda week: week.start))


def _ordered(events: Mapping[str, Event]) -> dict[str, Event]:
    """Return canonical events in the order of a cycle, then the others."""
    known = [name for name in CANONICAL_EVENTS if name in events]
    others = [name for name in events if name not in CANONICAL_EVENTS]
    return {name: events[name] for name in [*known, *others]}
