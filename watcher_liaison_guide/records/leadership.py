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
from watcher_liaison_guide.problems import Code, Problem, Severity
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
from watcher_liaison_guide.sources import GOVERNANCE, FolderSource, Source

_ADVICE = "Use a checkout of openstack/governance with its whole history."


@dataclass(frozen=True)
class LeadReader:
    """Reads who led a team in the first cycle of *series*.

    The cycle lasts from the release of the next one of *series*, which are
    the newest first, to its own. *before* is what is on record; *problems*
    takes what was not taken from the source.
    """

    source: Source
    team: str
    series: Sequence[Series]
    before: Records
    problems: list[Problem]

    def lead(self, newest: Team, as_of: datetime.date | None) -> Records:
        """Return *before* with the leadership and liaisons of a day.

        The day is by default the cycle's first. *newest* is what the source
        says now. Where nothing is taken from it, this is *before* itself.
        """
        source, today = self.source, self.source.date
        newest = replace(newest, commit=source.commit)
        day = next((one.release_date for one in self.series[1:]), None)
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
                f"The history of governance has nothing of {self.team} "
                f"from {day}"
            )
        return self._first_of(states)

    def _undated(self, team: Team) -> Records:
        """Take from a state of an unknown day only what is not on record."""
        known = self.before
        stated = None if team.vacant else team.leadership
        if known.leadership and stated not in (None, known.leadership.model):
            return self._not_taken(
                f"The state has no history and has {_words(stated)}; on "
                f"record is {_words(known.leadership.model)}"
            )
        self._report(
            Code.RECORDS_UNDATED,
            "The state of governance has no history: its leadership and "
            f"liaisons may not be those of {self.series[0].release}.",
        )
        leadership = known.leadership or _leadership(team)
        liaisons = {**team.liaisons, **(known.liaisons or {})}
        if (leadership, liaisons) == (known.leadership, known.liaisons):
            return known
        return self._taken(leadership, liaisons, undated=True)

    def _not_begun(self, newest: Team, today: datetime.date) -> Records:
        """Take the newest state for a cycle that begins after it.

        It is one of the cycle before.
        """
        known, cycle = self.before.leadership, self.series[0]
        note = self.before.source_of(GOVERNANCE)
        stale = bool(note and note.date and note.date > today)
        begins = [one.release_date for one in self.series[2:3]]
        far = any(day is not None and day > today for day in begins)
        other = known is not None and newest.leadership != known.model
        begun = cycle.status == "development"
        if stale or far or not cycle.to_come or (begun and other):
            return self._not_taken(
                f"The history ends on {today}, before {cycle.release} began"
            )
        return self._taken(_leadership(newest), newest.liaisons)

    def _states(
        self, source: FolderSource, first: datetime.date
    ) -> Iterator[Team]:
        """Yield governance's states of the team on *first* and later.

        States that say the same of it as the one before are left out.
        """
        name, last = re.escape(self.team), self.series[0].release_date
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
            found, _ = read_team(text.encode(), PATH, self.team)
            if found is not None:
                yield replace(found, commit=commit, date=day)

    def _first_of(self, states: list[Team]) -> Records:
        """Take what *states* say first, and note their later changes."""
        first = next((one for one in states if not one.vacant), None)
        if first is None:
            return replace(self.before, liaisons=states[0].liaisons)
        others = (
            set().union(*ON_RECORD.values())
            - ON_RECORD[first.leadership or "ptl"]
        )
        liaisons: dict[str, tuple[Person, ...]] = {}
        start, lasts = states.index(first), True
        for place, state in enumerate(states):
            changes = _changes(states[place - 1], state) if place else {}
            if place > start:
                lasts = lasts and _same_lead(states[place - 1], state)
            else:  # it is that of *first*, which fills the vacancy
                changes.pop("leadership", None)
            new = {
                key: people
                for key, people in state.liaisons.items()
                if lasts and key not in liaisons and key not in others
            }
            liaisons |= new
            words = [changes[key] for key in changes if key not in new]
            if words:
                self._report(
                    Code.RECORDS_OTHER_DAY,
                    f"Changed on {state.date}, and not taken for "
                    f"{self.series[0].release}: {'; '.join(words)}.",
                    None,
                )
        return self._taken(_leadership(first), liaisons)

    def _taken(
        self,
        leadership: Leadership | None,
        liaisons: Mapping[str, tuple[Person, ...]],
        undated: bool = False,
    ) -> Records:
        return replace(
            self.before,
            leadership=leadership,
            liaisons=liaisons,
            undated=undated,
        )

    def _not_taken(self, reason: str) -> Records:
        self._report(
            Code.RECORDS_OTHER_DAY,
            f"{reason}. Leadership and liaisons of {self.series[0].release} "
            "stay as they were.",
        )
        return self.before

    def _report(
        self, code: Code, message: str, advice: str | None = _ADVICE
    ) -> None:
        severity = None if advice else Severity.NOTE
        place = self.source.shown(PATH)
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
        words = "no leadership" if new.vacant else _words(new.leadership)
        found["leadership"] = f"the team has {words}"
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
