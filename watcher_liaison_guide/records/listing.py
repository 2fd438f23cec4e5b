# SPDX-License-Identifier: Apache-2.0
"""Records as text to read, and as a JSON document."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterator
from typing import Any

from watcher_liaison_guide.fields import declared_fields
from watcher_liaison_guide.records.model import (
    DeliverableFacts,
    Records,
    Series,
)
from watcher_liaison_guide.records.status import branches_on
from watcher_liaison_guide.sources import GOVERNANCE

_WIDTH = 79
_LABEL = 15

#: What the governance keys of liaisons stand for.
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
    lines = [
        heading(records),
        *_indented("leadership", _leadership(records)),
        *_people(records),
        *_indented("read from", _sources(records)),
    ]
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
        lines += ["", *_deliverable(facts, records)]
    if not records.deliverables:
        lines += ["", "No deliverables are on record."]
    branches = list(_branches(records, day))
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


def _leadership(records: Records) -> str:
    leadership = records.leadership
    if leadership is None:
        return "unknown: no source tells it for this cycle"
    text = "a PTL" if leadership.model == "ptl" else leadership.model
    if records.undated:
        text += ", perhaps of another day"
    if leadership.source:
        text += f" ({leadership.source})"
    return text


def _people(records: Records) -> Iterator[str]:
    if records.liaisons is None:
        yield from _indented(
            "people",
            'not on record here; "records import" reads them from '
            f"{GOVERNANCE}",
        )
    elif not records.liaisons:
        yield from _indented("people", "nobody is on record")
    label = "liaisons"
    for key, people in (records.liaisons or {}).items():
        word = _LIAISON_WORDS.get(key, key)
        names = ", ".join(map(str, people))
        if key == "ptl":
            yield from _indented(word, names)
        else:
            yield from _indented(label, f"{word}: {names}")
            label = ""


def _sources(records: Records) -> str:
    states = []
    for one in records.sources:
        at = f" at {one.commit[:12]}" if one.commit else ""
        of = f" of {one.date}" if one.date else ""
        states.append(one.repository + at + of)
    return ", ".join(states) or "no source"


def _deliverable(facts: DeliverableFacts, records: Records) -> Iterator[str]:
    kind = ", ".join(filter(None, (facts.type, facts.release_model)))
    yield f"{facts.id}: {kind or 'type and release model unknown'}"
    yield from _indented("tracker", facts.tracker or "unknown")
    if facts.is_independent:
        yield from _indented("releases", _releases(facts, "none"))
    elif records.carried_from is None:
        yield from _indented("releases", _releases(facts, "none yet"))
        own = [
            branch.name
            for branch in facts.branches
            if branch.release == records.release
        ]
        none = "none yet" if facts.stable_branches else "has none"
        yield from _indented("branch", ", ".join(own) or none)
    if facts.highlights:
        yield from _indented("highlights", str(facts.highlights))
    if facts.release_notes:
        yield from _indented("release notes", facts.release_notes)
    if facts.file:
        yield from _indented("file", facts.file)


def _releases(facts: DeliverableFacts, none: str) -> str:
    text = ", ".join(map(str, facts.releases))
    if text and facts.is_independent and not facts.releases[0].date:
        text += " (of unknown days, perhaps of other cycles)"
    return text or none


def _branches(records: Records, day: datetime.date) -> Iterator[str]:
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
        yield from _indented(
            branch.name, f"{status}{_until(series, day, status)}{only}"
        )
    if over:
        yield from _indented("unmaintained", ", ".join(over))


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


def _indented(label: str, value: str) -> list[str]:
    return textwrap.wrap(
        value,
        _WIDTH,
        initial_indent=f"  {label.ljust(_LABEL)}",
        subsequent_indent=" " * (_LABEL + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


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
            "release_date": _iso(series.release_date if series else None),
        },
        "sources": [_keys(one) for one in records.sources],
        "leadership": records.leadership and _keys(records.leadership),
        "liaisons": records.liaisons
        and {
            key: [_keys(one) for one in people]
            for key, people in records.liaisons.items()
        },
        "carried_from": records.carried_from,
        "deliverables": [
            {
                "id": facts.id,
                **_keys(facts),
                "releases": [_keys(one) for one in facts.releases],
                "branches": [
                    {
                        "name": branch.name,
                        "release": branch.release,
                        "series": branch.series,
                        "status": branch.status,
                    }
                    for branch in branches_on(records, facts.id, day)
                ],
            }
            for facts in records.deliverables.values()
        ],
    }


def _keys(thing: Any) -> dict[str, Any]:
    """Return the keys that *thing* declares, with their values."""
    values = {
        field.argument: getattr(thing, field.argument)
        for field in declared_fields(type(thing))
    }
    return {
        key: _iso(value) if isinstance(value, datetime.date) else value
        for key, value in values.items()
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
