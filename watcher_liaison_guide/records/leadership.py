# SPDX-License-Identifier: Apache-2.0
"""Who led a team and had its roles in a cycle, by governance's history.

projects.yaml says what is so on its own day. A cycle has what its first
day had, and a vacancy is filled by the first later day of the cycle that
fills it. Later changes (resets, elections, re-adoptions) are about the
next cycle.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from watcher_liaison_guide.calendar.model import SourceNote
from watcher_liaison_guide.problems import Code, Position, Problem, Severity
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
from watcher_liaison_guide.repositories import GOVERNANCE
from watcher_liaison_guide.sources import FolderSource, Source

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

    @classmethod
    def on_record(cls, records: Records) -> Lead:
        return cls(records.leadership, records.liaisons, records.undated)


class LeadReader:
    """Reads the leadership of a cycle; ``problems`` has what was not taken.

    *series* are the cycle's and those before it. The cycle lasts from the
    release before it to its own. *before* is what is on record.
    """

    def __init__(
        self,
        source: Source,
        team: str,
        series: Sequence[Series],
        before: Records,
    ) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._team = team
        self._cycle = series[0]
        self._earlier = [one.release_date for one in series[1:3]]
        self._known = Lead.on_record(before)
        note = before.source_of(GOVERNANCE)
        self._read_on = note.date if note else None

    def lead(self, newest: Team, as_of: datetime.date | None) -> Lead:
        """Return the leadership on a day, by default the cycle's first.

        *newest* is what the source says now.
        """
        source, today = self._source, self._source.date
        newest = replace(newest, commit=source.commit)
        day = self._earlier[0] if self._earlier else None
        if as_of and today:
            day = min(as_of, today)
        if (
            day is None
            or today is None
            or not isinstance(source, FolderSource)
            or not source.has_history
        ):
            return self._undated(newest)
        if today < day:
            return self._not_begun(replace(newest, date=today), today)
        states = list(self._states(source, day))
        if not states:
            return self._not_taken(
                f"The history of governance has nothing of {self._team} "
                f"from {day}"
            )
        return self._first_of(states)

    def _undated(self, team: Team) -> Lead:
        """Take from a state of an unknown day only what is not on record."""
        known = self._known
        stated = None if team.vacant else team.leadership
        if known.leadership and stated not in (None, known.leadership.model):
            return self._not_taken(
                f"The state has no history and has {_words(stated)}; on "
                f"record is {_words(known.leadership.model)}"
            )
        self._report(
            Code.RECORDS_UNDATED,
            "The state of governance has no history: its leadership and "
            f"liaisons may not be those of {self._cycle.release}.",
        )
        leadership = known.leadership or _leadership(team)
        liaisons = {**team.liaisons, **(known.liaisons or {})}
        if (leadership, liaisons) == (known.leadership, known.liaisons):
            return known
        return Lead(leadership, liaisons, undated=True, taken=True)

    def _not_begun(self, newest: Team, today: datetime.date) -> Lead:
        """Take the newest state for a cycle that begins after it.

        It is one of the cycle before.
        """
        known, cycle = self._known.leadership, self._cycle
        stale = self._read_on is not None and self._read_on > today
        far = any(day is not None and day > today for day in self._earlier[1:])
        other = known is not None and newest.leadership != known.model
        begun = cycle.status == "development"
        if stale or far or not cycle.to_come or (begun and other):
            return self._not_taken(
                f"The history ends on {today}, before {cycle.release} began"
            )
        return Lead(_leadership(newest), newest.liaisons, taken=True)

    def _states(
        self, source: FolderSource, first: datetime.date
    ) -> Iterator[Team]:
        """Yield governance's states of the team on *first* and later.

        States that say the same of it as the one before are left out.
        """
        name, last = re.escape(self._team), self._cycle.release_date
        # To parse every state of the whole file takes minutes.
        pattern = re.compile(
            rf"^(['\"]?){name}\1:[ \r]*$(\n([ #{{}}-].*)?$)*", re.MULTILINE
        )
        before = None
        for place, (commit, day, text) in enumerate(
            source.states(PATH, first)
        ):
            if place and last is not None and day > last:
                return
            entry = pattern.search(text)
            if entry is not None and entry[0] == before:
                continue
            before = entry and entry[0]
            found, _ = read_team(text.encode(), PATH, self._team)
            if found is not None:
                yield replace(found, commit=commit, date=day)

    def _first_of(self, states: list[Team]) -> Lead:
        """Take what *states* say first, and note their later changes."""
        filled = [one for one in states if not one.vacant]
        if not filled:
            return replace(
                self._known, liaisons=states[0].liaisons, taken=True
            )
        latest, lasts = filled[0], True
        others = (
            set().union(*ON_RECORD.values())
            - ON_RECORD[latest.leadership or "ptl"]
        )
        liaisons: dict[str, tuple[Person, ...]] = {}
        start = states.index(latest) + 1
        for state in states[:start]:
            for key, people in state.liaisons.items():
                liaisons.setdefault(key, people)
        for state in states[start:]:
            lasts = lasts and _same_lead(latest, state)
            changed = _changes(latest, state)
            latest = state
            if lasts:
                added = state.liaisons.keys() - liaisons.keys() - others
                liaisons.update({key: state.liaisons[key] for key in added})
                changed = {k: changed[k] for k in changed if k not in added}
            if changed:
                self._report(
                    Code.RECORDS_OTHER_DAY,
                    f"Changed on {state.date}, and not taken for "
                    f"{self._cycle.release}: {'; '.join(changed.values())}.",
                    None,
                )
        return Lead(
            _leadership(filled[0]),
            {key: who for key, who in liaisons.items() if key not in others},
            taken=True,
        )

    def _not_taken(self, reason: str) -> Lead:
        self._report(
            Code.RECORDS_OTHER_DAY,
            f"{reason}. Leadership and liaisons of {self._cycle.release} "
            "stay as they were.",
        )
        return self._known

    def _report(
        self, code: Code, message: str, advice: str | None = _ADVICE
    ) -> None:
        severity = None if advice else Severity.NOTE
        place = Position(self._source.shown(PATH))
        self.problems.append(code.at(place, message, advice, severity))


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


def _changes(old: Team, new: Team) -> dict[str, str]:
    """Return what differs between two states: it in words, by key."""
    found = {}
    if (old.leadership, old.vacant) != (new.leadership, new.vacant):
        words = "vacant" if new.vacant else _words(new.leadership)
        found["leadership"] = f"the leadership is {words}"
    for key in dict.fromkeys([*old.liaisons, *new.liaisons]):
        people = new.liaisons.get(key, ())
        if people != old.liaisons.get(key, ()):
            names = ", ".join(map(str, people)) or "nobody"
            found[key] = f"{key} is {names}"
    return found


def _words(model: str | None) -> str:
    return LEADERSHIP_WORDS.get(model or "", "an unknown leadership")


def _leadership(team: Team) -> Leadership | None:
    if team.vacant or team.leadership is None:
        return None
    source = SourceNote(f"{GOVERNANCE}, {PATH}", team.commit, team.date)
    return Leadership(team.leadership, str(source))
