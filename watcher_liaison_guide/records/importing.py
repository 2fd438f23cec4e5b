# SPDX-License-Identifier: Apache-2.0
"""From governance and openstack/releases into the records of one cycle."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from watcher_liaison_guide.calendar.model import SourceNote
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
    in_order,
    problem,
)
from watcher_liaison_guide.records import deliverables, series
from watcher_liaison_guide.records.governance import PATH, Team, read_team
from watcher_liaison_guide.records.leadership import Lead, LeadReader
from watcher_liaison_guide.records.model import (
    CycleName,
    DeliverableFacts,
    Records,
    Series,
)
from watcher_liaison_guide.sources import (
    GOVERNANCE,
    RELEASES,
    Source,
)


def import_records(
    sources: Sequence[Source],
    cycle: str,
    team: str,
    before: Records | None = None,
    as_of: datetime.date | None = None,
) -> tuple[Records | None, list[Problem]]:
    """Return the records of *cycle* from *sources*, with all problems.

    *sources* are states of openstack/releases and openstack/governance,
    one of each at most. *cycle* is a release id or a series, in any case.
    *before* is what was on record: it stays where no source has better.
    *as_of* is the day of the leadership, by default the cycle's first.
    None where no source knows the cycle or the team.
    """
    known = {one.repository: one for one in sources}
    before = before.of_team(team) if before else None
    run = _Import(team, known.get(RELEASES), known.get(GOVERNANCE), before)
    return run.records(cycle, as_of), in_order(run.problems)


@dataclass
class _Import:
    team: str
    releases: Source | None
    governance: Source | None
    before: Records | None
    problems: list[Problem] = field(default_factory=list)

    def records(
        self, cycle: str, as_of: datetime.date | None
    ) -> Records | None:
        every = self._series()
        places = [n for n, one in enumerate(every) if one.is_called(cycle)]
        if not places:
            self.problems.append(_unknown(every, cycle))
            return None
        place = places[0]
        said = self._governance()
        if any(one.code is Code.UNKNOWN_TEAM for one in self.problems):
            return None
        lead = self._lead(said, every[place:], as_of)
        facts, carried, read = self._deliverables(said, every, place)
        return Records(
            CycleName(every[place].series, every[place].release),
            self.team,
            self._sources(lead.taken, read),
            lead.undated,
            lead.leadership,
            lead.liaisons,
            carried,
            every,
            facts,
        )

    def _series(self) -> tuple[Series, ...]:
        old = self.before.series if self.before else ()
        if self.releases is None:
            return old
        read, problems = series.read(self.releases)
        self.problems += problems
        return series.remember(old, read) or old

    def _governance(self) -> Team | None:
        if self.governance is None:
            return None
        content = self.governance.read(PATH)
        if isinstance(content, Problem):
            self.problems.append(content)
            return None
        said, problems = read_team(
            content, self.governance.shown(PATH), self.team
        )
        self.problems += problems
        return said

    def _lead(
        self,
        said: Team | None,
        every: Sequence[Series],
        as_of: datetime.date | None,
    ) -> Lead:
        if self.governance is None or said is None:
            return Lead.on_record(self.before)
        reader = LeadReader(self.governance, self.team, every, self.before)
        lead = reader.lead(said, as_of)
        self.problems += reader.problems
        return lead

    def _deliverables(
        self,
        said: Team | None,
        every: Sequence[Series],
        place: int,
    ) -> tuple[dict[str, DeliverableFacts], str | None, bool]:
        """Return the facts, the cycle whose they are, and whether they are
        new."""
        facts: dict[str, DeliverableFacts] = {}
        carried = None
        if self.before is not None:
            facts = dict(self.before.deliverables)
            carried = self.before.carried_from
        if self.releases is None:
            return facts, carried, False
        listed = said.deliverables if said else ()
        reader = deliverables.Reader(
            self.releases, self.team, [*listed, *facts], every
        )
        try:
            facts, carried = reader.facts(place)
        except deliverables.UnreadableError as error:
            self.problems += [error.problem, *reader.problems]
            return facts, carried, False
        self.problems += reader.problems
        release = carried or every[place].release
        missing = [name for name in listed if name not in facts]
        if missing and self.governance is not None:
            self.problems.append(
                problem(
                    Code.DELIVERABLE_WITHOUT_FILE,
                    Position(self.governance.shown(PATH)),
                    f"Deliverables of {self.team} have no file in {release}: "
                    + ", ".join(missing)
                    + ".",
                )
            )
        near = did_you_mean(self.team, reader.teams)
        if not facts and said is None and near:
            self.problems.append(
                problem(
                    Code.UNKNOWN_TEAM,
                    Position(self.releases.shown("deliverables")),
                    f'No deliverable is of the team "{self.team}".',
                    near,
                    Severity.WARNING,
                )
            )
        return facts, carried, True

    def _sources(self, lead: bool, facts: bool) -> tuple[SourceNote, ...]:
        """Return which states were read; where none was, that of before."""
        found = []
        for repository, source, taken in (
            (RELEASES, self.releases, facts),
            (GOVERNANCE, self.governance, lead),
        ):
            if source is not None and taken:
                note = SourceNote(repository, source.commit, source.date)
                found.append(note)
            elif self.before is not None:
                old = self.before.source_of(repository)
                found += [old] if old else []
        return tuple(found)


def _unknown(every: Sequence[Series], cycle: str) -> Problem:
    known = {one.release for one in every} | {one.series for one in every}
    return problem(
        Code.UNKNOWN_CYCLE,
        Position(cycle),
        f'No source knows a cycle "{cycle}".',
        did_you_mean(cycle.lower(), known)
        or ("" if known else "Name a state of openstack/releases as source.")
        or None,
    )
