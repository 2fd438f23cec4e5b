# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a team's record: unknown items, impossible days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping

from watcher_liaison_guide.checklist.cycle_file import CycleFile
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import Item
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.guide.references import names_by_kind, references
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    did_you_mean,
)
from watcher_liaison_guide.yamlreader import position_of

#: How many ids a piece of advice lists.
_LISTED = 4

#: The events between which a cycle's others are, in every cycle so far. A
#: team may freeze earlier than the others, so freezes have more room.
_NEIGHBOURS: Mapping[str, tuple[str, str]] = {
    "ptg": ("", "milestone-1"),
    "milestone-1": ("ptg", "milestone-2"),
    "milestone-2": ("milestone-1", "milestone-3"),
    "membership-freeze": ("milestone-1", "milestone-3"),
    "spec-freeze": ("milestone-1", "milestone-3"),
    "extra-acs": ("milestone-2", "release"),
    "final-library-release": ("milestone-2", "rc1"),
    "milestone-3": ("milestone-2", "rc1"),
    "feature-freeze": ("milestone-2", "rc1"),
    "final-client-library-release": ("milestone-2", "rc1"),
    "requirements-freeze": ("milestone-2", "rc1"),
    "soft-string-freeze": ("milestone-2", "rc1"),
    "cycle-highlights": ("milestone-3", "release"),
    "rc1": ("milestone-3", "final-rc"),
    "hard-string-freeze": ("milestone-3", "release"),
    "final-rc": ("rc1", "release"),
    "release": ("final-rc", ""),
}
#: What belongs to a cycle but comes months after its release.
_AFTER_RELEASE = ("cycle-trailing",)
#: The longest time before a cycle in which it is prepared.
_PREPARATION = datetime.timedelta(weeks=8)


# -- unknown ids


def unknown_ids(
    file: CycleFile, guide: Guide, items: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for each id that the guide, or *items*, does not have.

    *items* are the ids of all items of the checklist.
    """
    names = names_by_kind(guide)
    for kind, word in references(file):
        code, known = names[kind]
        if word not in known:
            what = "named link" if kind == "link" else kind
            message = f'The guide has no {what} "{word}".'
            yield code.at(word.position, message, did_you_mean(word, known))
    for name in file.items:
        if name not in items:
            message = f'The checklist has no item "{name}"'
            first = name.split("/")[0]
            if first not in items:
                message += f', as the guide has no step "{first}" of its own'
            advice = _advice(name, items, guide)
            yield Code.UNKNOWN_ITEM.at(
                position_of(name), f"{message}.", advice
            )


def _step_advice(name: str, ids: Collection[str], guide: Guide) -> str | None:
    """Return what to do about an item whose outermost step does not exist."""
    first, *rest = name.split("/")
    became = guide.renamed.get(first)
    if became is not None:
        return f'It is "{became}" now.' if became in guide.steps else became
    for section in guide.sections.values():
        if not section.is_phase and first in {s.id for s in section.walk()}:
            return "Record the step that uses the procedure it belongs to."
    if first in guide.steps:
        return (
            "Steps inside others have longer ids: look in the checklist "
            f'for one that ends in "/{name}".'
        )
    steps = [one for one in ids if "/" not in one]
    # A step that was inside another may be outside of it now.
    inner = [word for word in rest if word in steps]
    near = did_you_mean(first, steps)
    return near or (f'Did you mean "{inner[-1]}"?' if inner else None)


def _advice(name: str, ids: Collection[str], guide: Guide) -> str | None:
    """Return the items of the same step that an unknown id may mean.

    An id of another release is never suggested as a misspelling: its record
    would be that of another branch.
    """
    parts = name.split("/")
    if parts[0] not in ids:
        return _step_advice(name, ids, guide)
    inside = _inside(name, ids)
    if not inside:
        alike = [
            one
            for one in _inside(parts[0], ids)
            if _releases(one) == _releases(name)
            and one.count("/") >= name.count("/")
        ]
        near = did_you_mean(name, alike)
        if near is not None:
            return near
    while not inside:
        parts.pop()
        outer = "/".join(parts)
        inside = _inside(outer, ids)
        if outer in ids and not inside:
            return f'Did you mean "{outer}"?'
    # Items inside those listed would only make the list longer.
    level = min(one.count("/") for one in inside)
    outermost = sorted(one for one in inside if one.count("/") == level)
    listed = ", ".join(f'"{one}"' for one in outermost[:_LISTED])
    more = len(outermost) - _LISTED
    return f"There are {listed}" + (f" and {more} more." if more > 0 else ".")


def _inside(outer: str, ids: Collection[str]) -> list[str]:
    return [one for one in ids if one.startswith(outer + "/")]


def _releases(name: str) -> list[str]:
    return [part for part in name.split("/") if re.fullmatch(r"[0-9.]+", part)]


# -- days that cannot be right


def impossible_days(
    file: CycleFile,
    facts: Facts,
    items: Collection[Item],
    today: datetime.date | None,
) -> Iterator[Problem]:
    """Yield a warning for each day of the cycle file that cannot be right.

    *items* are all items of the checklist. Without *today* no day is too
    late to be true.
    """

    cycle, title = facts.cycle.release, facts.events.title
    first, last = _bounds(facts)
    days = {
        name: (one.date, position_of(name))
        for name, one in file.events.items()
    }
    place = file.positions.get("recorded-from", NOWHERE)
    days["recorded-from"] = file.recorded_from, place
    for name, (day, place) in days.items():
        if day is None:
            continue
        said = f'"{name}" on {day} is'
        if first and day < first and name in file.events:
            yield _doubt(place, f"{said} before {cycle} begins on {first}.")
        elif last and day > last and name not in _AFTER_RELEASE:
            yield _doubt(place, f"{said} after {cycle} ends on {last}.")
        before, after = map(facts.events, _NEIGHBOURS.get(name, ("", "")))
        earliest, latest = before.day, after.due or after.end
        if earliest and day < earliest:
            neighbour = f'before "{title(before.id)}" on {earliest}.'
            yield _doubt(place, f"{said} {neighbour}", "Check both dates.")
        if latest and day > latest:
            neighbour = f'after "{title(after.id)}" on {latest}.'
            yield _doubt(place, f"{said} {neighbour}", "Check both dates.")
    # What has no date may prepare the cycle, too.
    early = first and first - _PREPARATION
    starts = {item.id: item.start or early for item in items}
    for name, record in file.items.items():
        if record.on is None:
            continue
        place = position_of(name)
        earliest = min(filter(None, (first, starts.get(name))), default=None)
        found = f'"{name}" is recorded on {record.on}'
        if today is not None and record.on > today:
            yield _doubt(place, f"{found}, which is to come.")
        elif earliest is not None and record.on < earliest:
            said = f"{found}, before the cycle begins on {first}."
            yield _doubt(place, said)


def _doubt(
    place: Position, message: str, advice: str = "Is the year right?"
) -> Problem:
    return Code.DOUBTFUL_DATE.at(place, message, advice)


def _bounds(facts: Facts) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and last day of a cycle.

    Without a schedule they are taken from the release id: the release of
    YEAR.1 is in spring, that of YEAR.2 in autumn.
    """
    weeks = facts.schedule.weeks
    first, last = facts.previous_release_day, facts.cycle.release_date
    if weeks:
        start, end = weeks[0].start, weeks[-1].end
        first, last = min(first or start, start), max(last or end, end)
    match = re.fullmatch(r"(20[0-9]{2})\.([12])", facts.cycle.release)
    if match is None:
        return first, last
    year, autumn = int(match[1]), match[2] == "2"
    if facts.calendar is None:
        earliest = datetime.date(*((year, 2) if autumn else (year - 1, 8)), 1)
        first = max(first or earliest, earliest)
    return first, last or datetime.date(year, 12 if autumn else 6, 1)
