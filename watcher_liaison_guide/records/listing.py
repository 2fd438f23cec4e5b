# SPDX-License-Identifier: Apache-2.0
"""Records, and how two states of them differ, as text and as JSON."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from watcher_liaison_guide.calendar.listing import day_text
from watcher_liaison_guide.guide.shapes import LIAISON_WORDS
from watcher_liaison_guide.records.model import (
    LEADERSHIP_WORDS,
    DeliverableFacts,
    Records,
    Series,
)
from watcher_liaison_guide.records.status import branches_on, status_on
from watcher_liaison_guide.sources import GOVERNANCE

#: A label and what is shown beside it.
_Row = tuple[str, str]

_WIDTH = 79
_LABEL = 15


def text(records: Records, day: datetime.date) -> str:
    """Return what is on record, with the branches as they are on *day*."""
    blocks = [[heading(records, day), *_lines(_people(records))]]
    if records.carried_from is not None:
        words = (
            f"There are no deliverable files for {records.release} yet: "
            f"what follows is as in {records.carried_from}."
        )
        blocks.append(textwrap.wrap(words, _WIDTH))
    for facts in records.deliverables.values():
        kind = ", ".join(filter(None, (facts.type, facts.release_model)))
        head = f"{facts.id}: {kind or 'type and release model unknown'}"
        blocks.append([head, *_lines(_deliverable(facts, records))])
    if not records.deliverables:
        blocks.append(["No deliverables are on record."])
    branches = _lines(_branches(records, day))
    if branches:
        blocks.append([f"Stable branches on {day_text(day)}", *branches])
    return "\n\n".join(map("\n".join, blocks)) + "\n"


def heading(records: Records, day: datetime.date) -> str:
    """Return a cycle's names and its status on *day* in a line."""
    name = records.cycle.title
    series = records.series_of(records.release)
    if series is None:
        return name
    facts = [status_on(series, day) or "status not on record"]
    if series.slurp:
        facts.append("SLURP")
    if series.release_date is not None:
        word = "to be released" if day < series.release_date else "released"
        facts.append(f"{word} on {day_text(series.release_date)}")
    return f"{name}: {', '.join(facts)}"


def _people(records: Records) -> Iterator[_Row]:
    leadership = records.leadership
    if leadership is None:
        yield "leadership", "unknown: no source has it for this cycle"
    else:
        words = "a PTL" if leadership.model == "ptl" else leadership.model
        if records.undated:
            words += ", perhaps of another day"
        if leadership.source:
            words += f" ({leadership.source})"
        yield "leadership", words
    if records.liaisons is None:
        yield (
            "people",
            'not on record here; "records import" reads them from '
            f"{GOVERNANCE}",
        )
    elif not records.liaisons:
        yield "people", "nobody is on record"
    label = "liaisons"
    for key, people in (records.liaisons or {}).items():
        names = ", ".join(map(str, people))
        if key == "ptl":
            yield "PTL", names
        else:
            yield label, f"{LIAISON_WORDS.get(key, key)}: {names}"
            label = ""
    yield "read from", ", ".join(map(str, records.sources)) or "no source"


def _deliverable(facts: DeliverableFacts, records: Records) -> Iterator[_Row]:
    yield "tracker", facts.tracker or "unknown"
    releases = ", ".join(map(str, facts.releases))
    if facts.is_independent:
        if releases and not facts.releases[0].date:
            releases += " (of unknown days, perhaps of other cycles)"
        yield "releases", releases or "none"
    elif records.carried_from is None:
        yield "releases", releases or "none yet"
        own = [
            branch.name
            for branch in facts.branches
            if branch.release == records.release
        ]
        none = "none yet" if facts.stable_branches else "has none"
        yield "branch", ", ".join(own) or none
    if facts.highlights:
        yield "highlights", str(facts.highlights)
    if facts.release_notes:
        yield "release notes", facts.release_notes
    if facts.file:
        yield "file", facts.file


def _branches(records: Records, day: datetime.date) -> Iterator[_Row]:
    """Yield a line for each branch that is maintained, one for the rest."""
    every = {
        name: branches_on(records, name, day)
        for name, facts in records.deliverables.items()
        if facts.stable_branches
    }
    over = []
    for series in records.series:
        having = [
            (name, branch)
            for name, branches in every.items()
            for branch in branches
            if branch.release == series.release
            and branch.status != "end of life"
        ]
        if not having:
            continue
        branch = having[0][1]
        only = ""
        if len(having) < len(every):
            only = f" (only {', '.join(name for name, _ in having)})"
        if branch.status == "unmaintained":
            over.append(f"{series.release}{only}")
            continue
        status = branch.status or "status not on record"
        yield branch.name, f"{status}{_until(series, day, status)}{only}"
    if over:
        yield "unmaintained", ", ".join(over)


def _until(series: Series, day: datetime.date, status: str) -> str:
    following = series.next_phase
    if (
        following is None
        or following.date is None
        or day >= following.date
        or following.status == status
    ):
        return ""
    return f" until {day_text(following.date)}, then {following.status}"


def _lines(rows: Iterable[_Row]) -> list[str]:
    return [
        line
        for label, value in rows
        for line in textwrap.wrap(
            value,
            _WIDTH,
            initial_indent=f"  {label.ljust(_LABEL)}",
            subsequent_indent=" " * (_LABEL + 2),
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]


# -- JSON


def document(records: Records, day: datetime.date) -> dict[str, Any]:
    """Return what is on record as JSON; every key is there, null if unknown.

    Each ``status`` is that of *day*.
    """
    series = records.series_of(records.release)
    phase = ("slurp", "release_date")
    found = asdict(records)
    for thing in (found["leadership"], *found["deliverables"].values()):
        if thing is not None:
            del thing["position"]
    return {
        "version": 1,
        "day": day,
        "cycle": {
            **found["cycle"],
            **{name: getattr(series, name, None) for name in phase},
            "status": series and status_on(series, day),
        },
        **{
            name: found[name]
            for name in ("sources", "leadership", "liaisons", "carried_from")
        },
        "deliverables": [
            {
                **facts,
                "branches": [
                    asdict(branch)
                    for branch in branches_on(records, name, day)
                ],
            }
            for name, facts in found["deliverables"].items()
        ],
    }


# -- differences


def differences(old: Records, new: Records) -> Iterator[str]:
    """Yield a line for each fact that is another one, by what it is about."""
    before, after = dict(_every_fact(old)), dict(_every_fact(new))
    for name in {**after, **before}:
        was, now = before.get(name), after.get(name)
        if was is None:
            yield f"{name}: {now}"
        elif was != now:
            yield f"{name}: {now or 'removed'}; it was {was}"


def _every_fact(records: Records) -> Iterator[tuple[str, str]]:
    """Yield what is on record, each fact with what it is about."""
    if records.leadership is not None:
        yield "leadership", LEADERSHIP_WORDS[records.leadership.model]
    for role, people in (records.liaisons or {}).items():
        label = f"liaison for {LIAISON_WORDS.get(role, role)}"
        yield "PTL" if role == "ptl" else label, ", ".join(map(str, people))
    if records.carried_from is not None:
        yield "facts of deliverables", f"those of {records.carried_from}"
    for name, facts in records.deliverables.items():
        yield name, facts.type or "of unknown type"
        every = {
            "release model": facts.release_model,
            "tracker": facts.tracker,
            "release notes": facts.release_notes,
            "highlights": facts.highlights,
            "stable branches": None if facts.stable_branches else "none",
            **{one.version: "released" for one in facts.releases},
            **{
                one.name: "a branch" for one in facts.branches if not one.ended
            },
        }
        for what, value in every.items():
            if value:
                yield f"{name} {what}", str(value)
    for one in records.series:
        days = {"release on": one.release_date}
        if one.next_phase is not None:
            days[f"{one.next_phase.status} from"] = one.next_phase.date
        words = [one.status, *["SLURP"] * one.slurp]
        words += [f"{on} {day_text(day)}" for on, day in days.items() if day]
        yield f"series {one.release}", ", ".join(words)
