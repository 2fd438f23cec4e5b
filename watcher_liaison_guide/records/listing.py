# SPDX-License-Identifier: Apache-2.0
"""Records as text to read, and as a JSON document."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from watcher_liaison_guide.records.model import (
    DeliverableFacts,
    Person,
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
    """Give what is on record, with the branches as they stand on *day*."""
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
    """Give a cycle's names and standing in a line."""
    name = str(records.series_name).capitalize()
    if records.release != records.series_name:
        name = f"{records.release} {name}"
    series = records.series_of(records.release)
    if series is None:
        return name
    facts = [str(series.status)]
    if series.slurp:
        facts.append("SLURP")
    if series.release_date is not None:
        ahead = str(series.status) in ("future", "development")
        word = "to be released on" if ahead else "released on"
        facts.append(f"{word} {_day(series.release_date)}")
    return f"{name}: {', '.join(facts)}"


def _leadership(records: Records) -> str:
    if records.leadership is None:
        return "unknown: no source tells it for this cycle"
    model = str(records.leadership.model)
    text = "a PTL" if model == "ptl" else model
    if records.leadership.source:
        text += f" ({records.leadership.source})"
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
        word = _LIAISON_WORDS.get(str(key), str(key))
        names = ", ".join(map(str, people))
        if key == "ptl":
            yield from _indented(word, names)
        else:
            yield from _indented(label, f"{word}: {names}")
            label = ""


def _sources(records: Records) -> str:
    told = []
    for one in records.sources:
        state = str(one.repository)
        if one.commit:
            state += f" at {one.commit[:12]}"
        if one.date:
            state += f" of {one.date}"
        told.append(state)
    return ", ".join(told) or "no source"


def _deliverable(facts: DeliverableFacts, records: Records) -> Iterator[str]:
    kind = ", ".join(
        str(word) for word in (facts.type, facts.release_model) if word
    )
    yield f"{facts.id}: {kind or 'type and release model unknown'}"
    yield from _indented("tracker", str(facts.tracker or "unknown"))
    if records.carried_from is None:
        releases = ", ".join(
            f"{one.version} ({one.date})" if one.date else str(one.version)
            for one in facts.releases
        )
        yield from _indented("releases", releases or "none yet")
        own = [
            str(branch.name)
            for branch in facts.branches
            if branch.release == records.release
        ]
        none = "none yet" if facts.stable_branches else "has none"
        yield from _indented("branch", ", ".join(own) or none)
        if facts.highlights:
            yield from _indented("highlights", str(facts.highlights))
        if facts.release_notes:
            yield from _indented("release notes", str(facts.release_notes))
    if facts.file:
        yield from _indented("file", str(facts.file))


def _branches(records: Records, day: datetime.date) -> Iterator[str]:
    """Give a line for each branch that is maintained, one for the rest."""
    every = {
        str(name): branches_on(records, str(name), day)
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
    following, began = series.next_phase_status, series.next_phase_date
    if following is None or began is None or day >= began:
        return ""
    return (
        ""
        if following == status
        else f" until {_day(began)}, then {following}"
    )


def _indented(label: str, value: str) -> Iterable[str]:
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
    """Give what is on record as JSON; every key is there, null if unknown.

    A branch's ``status`` is that of *day*.
    """
    series = records.series_of(records.release)
    leadership, liaisons = records.leadership, records.liaisons
    return {
        "version": 1,
        "day": day.isoformat(),
        "cycle": {
            "series": str(records.series_name),
            "release": str(records.release),
            "slurp": series.slurp if series else None,
            "status": str(series.status) if series else None,
            "release_date": _iso(series.release_date) if series else None,
        },
        "sources": [
            {
                "repository": str(one.repository),
                "commit": _text(one.commit),
                "date": _iso(one.date),
            }
            for one in records.sources
        ],
        "leadership": leadership
        and {
            "model": str(leadership.model),
            "source": _text(leadership.source),
        },
        "liaisons": liaisons
        and {
            str(key): [_person(one) for one in people]
            for key, people in liaisons.items()
        },
        "carried_from": _text(records.carried_from),
        "deliverables": [
            _facts(facts, records, day)
            for facts in records.deliverables.values()
        ],
    }


def _person(person: Person) -> dict[str, str | None]:
    return {"name": _text(person.name), "irc": _text(person.irc)}


def _facts(
    facts: DeliverableFacts, records: Records, day: datetime.date
) -> dict[str, Any]:
    return {
        "id": str(facts.id),
        "file": _text(facts.file),
        "type": _text(facts.type),
        "release_model": _text(facts.release_model),
        "tracker": _text(facts.tracker),
        "stable_branches": facts.stable_branches,
        "releases": [
            {
                "version": str(one.version),
                "date": _iso(one.date),
                "commit": _text(one.commit),
            }
            for one in facts.releases
        ],
        "branches": [
            {
                "name": branch.name,
                "release": branch.release,
                "series": branch.series,
                "status": branch.status,
            }
            for branch in branches_on(records, str(facts.id), day)
        ],
        "highlights": facts.highlights,
        "release_notes": _text(facts.release_notes),
    }


def _text(value: str | None) -> str | None:
    return None if value is None else str(value)


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
