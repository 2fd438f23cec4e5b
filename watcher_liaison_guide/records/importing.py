# SPDX-License-Identifier: Apache-2.0
"""From governance and openstack/releases into the records of one cycle."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from watcher_liaison_guide.calendar.model import CycleName, SourceNote
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
    in_order,
)
from watcher_liaison_guide.records import deliverables, series
from watcher_liaison_guide.records.governance import PATH, Team, read_team
from watcher_liaison_guide.records.leadership import Lead, LeadReader
from watcher_liaison_guide.records.model import (
    DeliverableFacts,
    Records,
    Series,
)
from watcher_liaison_guide.repositories import GOVERNANCE, RELEASES
from watcher_liaison_guide.sources import Source


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
    run = _Import(
        team,
        {one.repository: one for one in sources},
        before.of_team(team) if before else Records(CycleName("", "")),
    )
    return run.records(cycle, as_of), in_order(run.problems)


class _Import:
    def __init__(
        self, team: str, sources: Mapping[str, Source], before: Records
    ) -> None:
        self.team = team
        self.releases = sources.get(RELEASES)
        self.governance = sources.get(GOVERNANCE)
        self.before = before
        self.problems: list[Problem] = []
        #: The states that something was taken from.
        self.notes = {one.repository: one for one in before.sources}

    def records(
        self, cycle: str, as_of: datetime.date | None
    ) -> Records | None:
        every = self._series()
        places = [n for n, one in enumerate(every) if one.is_called(cycle)]
        if not places:
            self._unknown(every, cycle)
            return None
        place = places[0]
        stated = self._governance()
        if any(one.code is Code.UNKNOWN_TEAM for one in self.problems):
            return None
        lead = self._lead(stated, every[place:], as_of)
        facts, carried = self._deliverables(stated, every, place)
        notes = (self.notes.get(one) for one in (RELEASES, GOVERNANCE))
        return Records(
            CycleName(every[place].series, every[place].release),
            self.team,
            tuple(filter(None, notes)),
            lead.undated,
            lead.leadership,
            lead.liaisons,
            carried,
            every,
            facts,
        )

    def _series(self) -> tuple[Series, ...]:
        old = self.before.series
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
        stated, problems = read_team(
            content, self.governance.shown(PATH), self.team
        )
        self.problems += problems
        return stated

    def _lead(
        self,
        stated: Team | None,
        every: Sequence[Series],
        as_of: datetime.date | None,
    ) -> Lead:
        if self.governance is None or stated is None:
            return Lead.on_record(self.before)
        reader = LeadReader(self.governance, self.team, every, self.before)
        lead = reader.lead(stated, as_of)
        self.problems += reader.problems
        if lead.taken:
            self._note(self.governance)
        return lead

    def _deliverables(
        self, stated: Team | None, every: Sequence[Series], place: int
    ) -> tuple[Mapping[str, DeliverableFacts], str | None]:
        """Return the facts, and the earlier cycle whose they are."""
        facts = self.before.deliverables
        if self.releases is None:
            return facts, self.before.carried_from
        listed = stated.deliverables if stated else ()
        reader = deliverables.Reader(
            self.releases, self.team, [*listed, *facts], every
        )
        try:
            facts, carried = reader.facts(place)
        except deliverables.UnreadableError as error:
            self.problems += [error.problem, *reader.problems]
            return facts, self.before.carried_from
        self.problems += reader.problems
        self._note(self.releases)
        release = carried or every[place].release
        missing = [name for name in listed if name not in facts]
        if missing and self.governance is not None:
            self.problems.append(
                Code.DELIVERABLE_WITHOUT_FILE.at(
                    Position(self.governance.shown(PATH)),
                    f"Deliverables of {self.team} have no file in {release}: "
                    f"{', '.join(missing)}.",
                )
            )
        near = did_you_mean(self.team, reader.teams)
        if not facts and stated is None and near:
            self.problems.append(
                Code.UNKNOWN_TEAM.at(
                    Position(self.releases.shown("deliverables")),
                    f'No deliverable belongs to the team "{self.team}".',
                    near,
                    Severity.WARNING,
                )
            )
        return facts, carried

    def _note(self, source: Source) -> None:
        self.notes[source.repository] = SourceNote(
            source.repository, source.commit, source.date
        )

    def _unknown(self, every: Sequence[Series], cycle: str) -> None:
        known = {name for one in every for name in (one.release, one.series)}
        advice = did_you_mean(cycle.lower(), known)
        if not known:
            advice = "Name a checkout of openstack/releases as source."
        self.problems.append(
            Code.UNKNOWN_CYCLE.at(
                Position(cycle), f'No source has a cycle "{cycle}".', advice
            )
        )
