# SPDX-License-Identifier: Apache-2.0
"""A series' calendar, made from its schedule in openstack/releases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from watcher_liaison_guide.calendar import (
    checks,
    keys,
    rules,
    schedule,
    sections,
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

#: Their schedules were pages only; dates cannot be read from them.
PROSE_ONLY = frozenset(
    {
        *("austin", "bexar", "cactus", "diablo", "essex", "folsom"),
        *("grizzly", "havana", "icehouse", "juno", "kilo", "liberty"),
        *("mitaka", "newton"),
    }
)


@dataclass(frozen=True)
class Listing:
    """A key with the weeks that list it."""

    key: keys.Key
    team: bool
    weeks: tuple[Week, ...]


def series_of(source: Source, cycles: Mapping[str, Cycle]) -> tuple[str, ...]:
    """Give the series to import, the oldest first.

    Of a folder these are all that have a schedule; of a URL those that
    have not ended, as the schedule of an ended one moves no more.
    """
    if isinstance(source, FolderSource):
        present = [
            name
            for name in source.folders("doc/source")
            if source.has(_path(name, "yaml"))
        ]
        order = list(reversed(list(cycles)))
        return tuple(
            sorted(
                present,
                key=lambda name: (
                    order.index(name) if name in order else len(order),
                    name,
                ),
            )
        )
    return tuple(
        name
        for name, cycle in reversed(list(cycles.items()))
        if cycle.status != "end of life" and name not in PROSE_ONLY
    )


def read(
    source: Source, series: str, cycle: Cycle | None
) -> tuple[Calendar | None, list[Problem]]:
    """Read the schedule of *series*, whose names and standing *cycle* has.

    Gives None where there is no schedule that a machine can read. The
    problems are all that ``calendar lint`` tells about the two files.
    """
    yaml_path, page_path = _path(series, "yaml"), _path(series, "rst")
    if _absent(source, yaml_path):
        return None, [_missing(series, shown_path(source, yaml_path))]
    content = source.read(yaml_path)
    if isinstance(content, Problem):
        return None, [content]
    page_content = source.read(page_path)
    return build(
        content,
        page_content,
        (shown_path(source, yaml_path), shown_path(source, page_path)),
        SourceNote(source.repository, source.commit, source.date),
        series,
        cycle,
    )


def build(
    content: bytes,
    page_content: bytes | Problem,
    paths: tuple[str, str],
    note: SourceNote,
    series: str | None,
    cycle: Cycle | None,
) -> tuple[Calendar | None, list[Problem]]:
    """Make a calendar of the bytes of schedule.yaml and schedule.rst.

    *paths* are the two files' as problems name them. Where *series* or
    *cycle* is None, the names that the page gives are taken. Without the
    page there is no calendar: the rule's dates would pass for stated ones.
    """
    found, problems = schedule.read(content, paths[0])
    if found is None:
        return None, in_order(problems)
    page, page_problems = _page(page_content, paths[1])
    problems += page_problems
    if page is None:
        problems += checks.structure(
            found,
            sections.read(""),
            paths,
            (series or _guessed(found))[0],
            True,
        )
        return None, in_order(problems)
    series = series or page.series or _guessed(found)
    cycle = cycle or Cycle(series, page.release or series)
    initial = series[0]
    listings = _listings(found, initial)
    by_label = {
        label: section
        for section in page.sections
        for label, _ in section.labels
    }
    events: dict[str, Event] = {}
    teams: dict[str, dict[str, Event]] = {}
    chosen = _chosen(listings)
    for listing in listings:
        key = listing.key
        if key.foreign:
            continue
        mine = key.event is not None and chosen[key.event] is listing
        dates, told = rules.dates(
            key.event,
            listing.weeks,
            _section(key, by_label, initial),
            paths[1],
        )
        problems += told
        team, name = (
            keys.split_team(key.name)
            if listing.team and not key.election and key.event is None
            else ("", key.name)
        )
        event = Event(
            key.event if mine and key.event else name,
            key.text,
            team or None,
            dates.basis,
            dates.occurrences,
            dates.stated_at,
        )
        (teams.setdefault(team, {}) if team else events)[event.id] = event
    problems += checks.structure(found, page, paths, initial, False)
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


def _path(series: str, kind: str) -> str:
    return f"doc/source/{series}/schedule.{kind}"


def _absent(source: Source, path: str) -> bool:
    return isinstance(source, FolderSource) and not source.has(path)


def _missing(series: str, path: str) -> Problem:
    if series in PROSE_ONLY:
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
    """Give a stand-in for the series' name: the initial of most keys."""
    initials = [
        key.text[0] for week in found.weeks for key in week.keys if key.text
    ]
    return max(initials, key=initials.count) if initials else "?"


def _listings(found: schedule.Schedule, initial: str) -> list[Listing]:
    """Put the weeks of each key together, keys in order of appearance."""
    weeks: dict[str, list[Week]] = {}
    team: dict[str, bool] = {}
    for listed in found.weeks:
        for one in listed.keys:
            known = weeks.setdefault(one.text, [])
            if listed.week not in known:
                known.append(listed.week)
            team.setdefault(one.text, one.team)
    return [
        Listing(
            keys.read(text, initial),
            team[text],
            tuple(sorted(spots, key=lambda week: week.start)),
        )
        for text, spots in weeks.items()
    ]


def _chosen(listings: Iterable[Listing]) -> dict[str, Listing]:
    """Give for each canonical event the key that means it best."""
    chosen: dict[str, Listing] = {}
    for listing in listings:
        key = listing.key
        if key.foreign or key.event is None:
            continue
        best = chosen.get(key.event)
        if best is None or key.rank < best.key.rank:
            chosen[key.event] = listing
    return chosen


def _section(
    key: keys.Key, by_label: Mapping[str, Section], initial: str
) -> Section | None:
    """Give the section of a key, or that of a key with the same meaning."""
    if key.text in by_label:
        return by_label[key.text]
    for label, section in by_label.items():
        other = keys.read(label, initial)
        if key.event and other.event == key.event and not other.foreign:
            return section
    return None


def _weeks(found: schedule.Schedule) -> tuple[Week, ...]:
    unique = dict.fromkeys(listed.week for listed in found.weeks)
    return tuple(sorted(unique, key=lambda week: week.start))


def _ordered(events: Mapping[str, Event]) -> dict[str, Event]:
    """Give canonical events in the order of a cycle, then the others."""
    known = [name for name in CANONICAL_EVENTS if name in events]
    others = [name for name in events if name not in CANONICAL_EVENTS]
    return {name: events[name] for name in [*known, *others]}
