# SPDX-License-Identifier: Apache-2.0
"""Records as text to read, and as a JSON document."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

from watcher_liaison_guide.fields import declared_fields
from watcher_liaison_guide.records.model import (
    DeliverableFacts,
    Records,
    Series,
)
from watcher_liaison_guide.records.status import branches_on
from watcher_liaison_guide.sources import GOVERNANCE

#: A label and what is shown beside it.
_Row = tuple[str, str]

_WIDTH = 79
_LABEL = 15

#: What the governance keys of liaisons mean.
_LIAISON_WORDS = {
    "ptl": "PTL",
    "release": "releases",
    "tact-sig": "TaCT SIG",
    "security": "security",
    "tc-liaison": "TC",
    "events": "events",
    "project_update_onboarding": "project update and onboarding",
    "meeting_facilitator": "meetings",
    "bug_deputy": "bugs",
}


def text(records: Records, day: datetime.date) -> str:
    """Return what is on record, with the branches as they are on *day*."""
    lines = [heading(records), *_lines(_people(records))]
    if records.carried_from is not None:
        lines += [
            "",
            *textwrap.wrap(
                f"There are no deliverable files for {records.release} yet: "
                f"what follows is as in {records.carried_from}.",
                _WIDTH,
            ),
        ]
    for facts in records.deliverables.values():
        kind = ", ".join(filter(None, (facts.type, facts.release_model)))
        lines += [
            "",
            f"{facts.id}: {kind or 'type and release model unknown'}",
            *_lines(_deliverable(facts, records)),
        ]
    if not records.deliverables:
        lines += ["", "No deliverables are on record."]
    branches = _lines(_branches(records, day))
    if branches:
        lines += ["", f"Stable branches on {_day(day)}", *branches]
    return "\n".join(lines) + "\n"


def heading(records: Records) -> str:
    """Return a cycle's names and status in a line."""
    name = records.series_name.capitalize()
    if records.release != records.series_name:
        name = f"{records.release} {name}"
    series = records.series_of(records.release)
    if series is None:
        return name
    facts = [series.status]
    if series.slurp:
        facts.append("SLURP")
    if series.release_date is not None:
        word = "to be released on" if series.to_come else "released on"
        facts.append(f"{word} {_day(series.release_date)}")
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
        word = _LIAISON_WORDS.get(key, key)
        names = ", ".join(map(str, people))
        if key == "ptl":
            yield word, names
        else:
            yield label, f"{word}: {names}"
            label = ""
    states = [
        one.repository
        + (f" at {one.commit[:12]}" if one.commit else "")
        + (f" of {one.date}" if one.date else "")
        for one in records.sources
    ]
    yield "read from", ", ".join(states) or "no source"


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
    return f" until {_day(following.date)}, then {following.status}"


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


def _day(day: datetime.date) -> str:
    # strftime would follow the locale.
    name = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]
    return f"{name} {day.isoformat()}"


# -- JSON


def document(records: Records, day: datetime.date) -> dict[str, Any]:
    """Return what is on record as JSON; every key is there, null if unknown.

    A branch's ``status`` is that of *day*.
    """
    series = records.series_of(records.release)
    return {
        "version": 1,
        "day": day.isoformat(),
        "cycle": {
            "series": records.series_name,
            "release": records.release,
            "slurp": series.slurp if series else None,
            "status": series.status if series else None,
            "release_date": _plain(series.release_date if series else None),
        },
        "sources": _plain(records.sources),
        "leadership": _plain(records.leadership),
        "liaisons": _plain(records.liaisons),
        "carried_from": records.carried_from,
        "deliverables": [
            {
                "id": facts.id,
                **_plain(facts),
                "branches": [
                    asdict(branch)
                    for branch in branches_on(records, facts.id, day)
                ],
            }
            for facts in records.deliverables.values()
        ],
    }


def _plain(value: Any) -> Any:
    """Return a value, or all keys that a thing declares, for JSON."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if is_dataclass(value):
        return {
            field.argument: _plain(getattr(value, field.argument))
            for field in declared_fields(type(value))
        }
    return value
