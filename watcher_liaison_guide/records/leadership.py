# SPDX-License-Identifier: Apache-2.0
"""Who led a team and had its roles in a cycle, by governance's history.

projects.yaml says what is so on its own day. A cycle has what its first
day had, and a vacancy is filled by the first later day of the cycle that
fills it. Later changes (resets, elections, re-adoptions) are about the
next cycle.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    problem,
)
from watcher_liaison_guide.records.governance import (
    ON_RECORD,
    PATH,
    Team,
    read_team,
)
from watcher_liaison_guide.records.model import (
    LEADERSHIP_WORDS,
    Leadership,
    Person,
    Records,
    Series,
)
from watcher_liaison_guide.sources import (
    GOVERNANCE,
    FolderSource,
    Source,
)

#: What is on record of the cycles before the first.
_NONE = (Series("", "", ""), Series("", "", ""))

_ADVICE = "Use a checkout of openstack/governance with its whole history."


@dataclass(frozen=True)
class Lead:
    """The leadership and the holders of roles; None is unknown.

    ``taken`` is whether any of it is from the source that was read.
    """

    leadership: Leadership | None = None
    liaisons: Mapping[str, tuple[Person, ...]] | None = None
    undated: bool = False
    taken: bool = False


def lead_of(
    source: Source,
    newest: Team,
    team: str,
    series: Sequence[Series],
    before: Records | None,
    as_of: datetime.date | None,
) -> tuple[Lead, list[Problem]]:
    """Return the leadership of a cycle, and what was not taken for it.

    *series* are the cycle's and those before it. The cycle lasts from the
    release before it to its own. *newest* is what the source says now,
    *before* what is on record. *as_of* is the day to ask for, by default
    the cycle's first.
    """
    cycle = series[0]
    first, first_before = (one.release_date for one in (*series, *_NONE)[1:3])
    known = Lead()
    if before is not None:
        known = Lead(before.leadership, before.liaisons, before.undated)
    place = Position(source.shown(PATH))
    day, today = first, source.date
    if as_of and today:
        day = min(as_of, today)
    if (
        day is None
        or today is None
        or not isinstance(source, FolderSource)
        or not source.has_history
    ):
        return _undated(newest, known, cycle, source, place)
    newest = replace(newest, commit=source.commit, date=today)
    if today < day:
        return _not_begun(newest, known, cycle, first_before, before, place)
    states = list(_states(source, team, day, cycle.release_date))
    if not states:
        reason = f"The history of governance has nothing of {team} from {day}"
        return known, [_not_taken(reason, cycle, place)]
    return _first_of(states, known, cycle, place)


def _undated(
    team: Team, known: Lead, cycle: Series, source: Source, place: Position
) -> tuple[Lead, list[Problem]]:
    """Take from a state of an unknown day only what is not on record."""
    stated = None if team.vacant else team.leadership
    if known.leadership and stated not in (None, known.leadership.model):
        reason = (
            f"The state is without history and has {_words(stated)}; on "
            f"record is {_words(known.leadership.model)}"
        )
        return known, [_not_taken(reason, cycle, place)]
    leadership = known.leadership or _leadership(stated, team, source.commit)
    liaisons = {**team.liaisons, **(known.liaisons or {})}
    lead = Lead(leadership, liaisons, undated=True, taken=True)
    if (leadership, liaisons) == (known.leadership, known.liaisons):
        lead = known
    return lead, [
        problem(
            Code.RECORDS_UNDATED,
            place,
            "The state of governance is without history: its leadership and "
            f"liaisons may not be those of {cycle.release}.",
            _ADVICE,
        )
    ]


def _not_begun(
    newest: Team,
    known: Lead,
    cycle: Series,
    first_before: datetime.date | None,
    before: Records | None,
    place: Position,
) -> tuple[Lead, list[Problem]]:
    """Take the newest state for a cycle that begins after it.

    It is one of the cycle before, which began on *first_before*.
    """
    assert newest.date is not None  # only a dated state is before a day
    note = before.source_of(GOVERNANCE) if before else None
    stale = note and note.date and note.date > newest.date
    near = first_before is None or first_before <= newest.date
    other = known.leadership and newest.leadership != known.leadership.model
    begun = cycle.status == "development"
    if stale or not near or not cycle.to_come or (begun and other):
        reason = (
            f"The history ends on {newest.date}, before {cycle.release} began"
        )
        return known, [_not_taken(reason, cycle, place)]
    if newest.vacant:
        return Lead(None, newest.liaisons, taken=True), []
    leadership = _leadership(newest.leadership, newest)
    return Lead(leadership, newest.liaisons, taken=True), []


def _states(
    source: FolderSource,
    team: str,
    first: datetime.date,
    last: datetime.date | None,
) -> Iterable[Team]:
    """Yield what governance said of *team* on *first* and later.

    States that say the same of it as the one before are left out.
    """
    entry = None
    for place, state in enumerate(source.states(PATH, first)):
        if place and last is not None and state.day > last:
            return
        lines = _entry(state.text, team)
        if lines == entry and lines is not None:
            continue
        entry = lines
        found, _ = read_team(state.text.encode(), PATH, team)
        if found is not None:
            yield replace(found, commit=state.commit, date=state.day)


def _entry(text: str, team: str) -> list[str] | None:
    """Return the lines of a team's entry, to see whether they changed.

    None where the entry is not written as usual.
    """
    lines = text.splitlines()
    starts = [
        number
        for number, line in enumerate(lines)
        if line[:1] not in ("", " ", "#", "-", "{", "}")
    ]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if lines[start].rstrip() in (f"{team}:", f"'{team}':", f'"{team}":'):
            return lines[start:end]
    return None


def _first_of(
    states: list[Team], known: Lead, cycle: Series, place: Position
) -> tuple[Lead, list[Problem]]:
    """Take what *states* say first, and note their later changes."""
    filled = [one for one in states if not one.vacant]
    if not filled:
        return replace(known, liaisons=states[0].liaisons, taken=True), []
    model = filled[0].leadership
    others = set().union(*ON_RECORD.values()) - ON_RECORD[model or "ptl"]
    liaisons: dict[str, tuple[Person, ...]] = {}
    problems = []
    said, lasts = filled[0], True
    for state in states[: states.index(said)] + filled[:1]:
        for key, people in state.liaisons.items():
            liaisons.setdefault(key, people)
    for state in states[states.index(said) + 1 :]:
        lasts = lasts and _same_lead(said, state)
        changed = _changes(said, state)
        said = state
        if lasts:
            added = state.liaisons.keys() - liaisons.keys() - others
            liaisons.update({key: state.liaisons[key] for key in added})
            changed = [(k, text) for k, text in changed if k not in added]
        if changed:
            problems.append(
                problem(
                    Code.RECORDS_OTHER_DAY,
                    place,
                    f"Changed on {state.date}, and not taken for "
                    f"{cycle.release}: "
                    + "; ".join(text for _, text in changed)
                    + ".",
                    severity=Severity.NOTE,
                )
            )
    return (
        Lead(
            _leadership(model, filled[0]),
            {key: who for key, who in liaisons.items() if key not in others},
            taken=True,
        ),
        problems,
    )


def _same_lead(one: Team, other: Team) -> bool:
    """Whether no reset, election or re-adoption is between two states."""
    if other.vacant or one.leadership != other.leadership:
        return False
    pairs = zip(
        one.liaisons.get("ptl", ()),
        other.liaisons.get("ptl", ()),
        strict=False,
    )
    # A name or a nick may have been corrected.
    return all(
        old.name == new.name or old.irc == new.irc for old, new in pairs
    )


def _changes(old: Team, new: Team) -> list[tuple[str, str]]:
    """Return what differs between two states: a key, and it in words."""
    found = []
    if (old.leadership, old.vacant) != (new.leadership, new.vacant):
        words = "vacant" if new.vacant else _words(new.leadership)
        found.append(("leadership", f"the leadership is {words}"))
    for key in dict.fromkeys([*old.liaisons, *new.liaisons]):
        people = new.liaisons.get(key, ())
        if people != old.liaisons.get(key, ()):
            names = ", ".join(map(str, people)) or "nobody"
            found.append((key, f"{key} is {names}"))
    return found


def _words(model: str | None) -> str:
    return LEADERSHIP_WORDS.get(model or "", "an unknown leadership")


def _leadership(
    model: str | None, team: Team, commit: str | None = None
) -> Leadership | None:
    if model is None:
        return None
    text = f"{GOVERNANCE}, {PATH}"
    commit = team.commit or commit
    if commit:
        text += f" at {commit[:12]}"
    if team.date:
        text += f" of {team.date}"
    return Leadership(model, text)


def _not_taken(reason: str, cycle: Series, place: Position) -> Problem:
    return problem(
        Code.RECORDS_OTHER_DAY,
        place,
        f"{reason}. Leadership and liaisons of {cycle.release} stay "
        "as they were.",
        _ADVICE,
    )
