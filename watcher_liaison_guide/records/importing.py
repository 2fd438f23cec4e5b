# SPDX-License-Identifier: Apache-2.0
"""From governance and openstack/releases into the records of one cycle."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from watcher_liaison_guide.calendar.model import CycleName, SourceNote
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Problem,
    Severity,
    did_you_mean,
    in_order,
)
from watcher_liaison_guide.records.deliverables import Reader, UnreadableError
from watcher_liaison_guide.records.governance import PATH, Team, read_team
from watcher_liaison_guide.records.leadership import LeadReader
from watcher_liaison_guide.records.model import Records, Series
from watcher_liaison_guide.records.status import read_series, remember_series
from watcher_liaison_guide.sources import GOVERNANCE, RELEASES, Source


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
    problems: list[Problem] = []
    repositories = {one.repository: one for one in sources}
    releases = repositories.get(RELEASES)
    governance = repositories.get(GOVERNANCE)
    known = before.of_team(team) if before else Records(CycleName("", ""))
    every = known.series
    if releases is not None:
        read = read_series(releases, problems)
        every = remember_series(every, read) or every
    place = next((n for n, o in enumerate(every) if o.is_called(cycle)), None)
    if place is None:
        problems.append(_unknown(every, cycle))
        return None, in_order(problems)
    stated = _team(governance, team, problems)
    if any(one.code is Code.UNKNOWN_TEAM for one in problems):
        return None, in_order(problems)
    notes = {one.repository: one for one in known.sources}
    found = known
    if governance is not None and stated is not None:
        reader = LeadReader(governance, team, every[place:], known, problems)
        found = reader.lead(stated, as_of)
        if found is not known:
            notes[GOVERNANCE] = SourceNote.of(governance)
    if releases is not None:
        listed = stated.deliverables if stated else ()
        names = (*listed, *known.deliverables)
        files = Reader(releases, team, names, known, every, place, problems)
        try:
            facts, carried = files.facts()
        except UnreadableError:
            pass  # what is on record stays
        else:
            found = replace(found, deliverables=facts, carried_from=carried)
            notes[RELEASES] = SourceNote.of(releases)
            teams = {n: f" (its team is {t})" for n, t in files.teams.items()}
            lacking = [one for one in listed if one not in facts]
            missing = ", ".join(one + teams.get(one, "") for one in lacking)
            if missing and governance is not None:
                release = carried or every[place].release
                problems.append(
                    Code.DELIVERABLE_WITHOUT_FILE.at(
                        governance.shown(PATH),
                        f"Deliverables of {team} have no file in {release}: "
                        f"{missing}.",
                    )
                )
            if not facts and stated is None:
                problems += _misspelt(files)
    found = replace(
        found,
        cycle=CycleName(every[place].series, every[place].release),
        team=team,
        sources=tuple(
            notes[one] for one in (RELEASES, GOVERNANCE) if one in notes
        ),
        series=every,
        position=NOWHERE,
    )
    return found, in_order(problems)


def _team(
    governance: Source | None, team: str, problems: list[Problem]
) -> Team | None:
    """Return what governance says of a team now, None without an answer."""
    if governance is None:
        return None
    content = governance.read(PATH)
    if isinstance(content, Problem):
        problems.append(content)
        return None
    stated, found = read_team(content, governance.shown(PATH), team)
    problems += found
    return stated


def _misspelt(files: Reader) -> Iterator[Problem]:
    """Yield that another team may be meant, where one has such a name."""
    near = did_you_mean(files.team, files.teams.values())
    if near:
        yield Code.UNKNOWN_TEAM.at(
            files.source.shown("deliverables"),
            f'No deliverable belongs to the team "{files.team}".',
            near,
            Severity.WARNING,
        )


def _unknown(every: Sequence[Series], cycle: str) -> Problem:
    known = {name for one in every for name in (one.release, one.series)}
    advice = did_you_mean(cycle.lower(), known)
    if not known:
        advice = "Name a checkout of openstack/releases as source."
    return Code.UNKNOWN_CYCLE.at(
        cycle, f'No source has a cycle "{cycle}".', advice
    )
