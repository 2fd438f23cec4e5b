# SPDX-License-Identifier: Apache-2.0
"""From governance and openstack/releases into the records of one cycle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watcher_liaison_guide.calendar.model import SourceNote
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    in_order,
    problem,
)
from watcher_liaison_guide.records import deliverables, governance, series
from watcher_liaison_guide.records.model import (
    DeliverableFacts,
    Leadership,
    Person,
    Records,
    Series,
)
from watcher_liaison_guide.sources import GOVERNANCE, RELEASES, Source


@dataclass(frozen=True)
class _Lead:
    leadership: Leadership | None
    liaisons: dict[str, tuple[Person, ...]] | None
    taken: bool


def import_records(
    sources: Sequence[Source],
    cycle: str,
    team: str,
    before: Records | None = None,
) -> tuple[Records | None, list[Problem]]:
    """Give the records of *cycle* that *sources* tell, with all problems.

    *sources* are states of openstack/releases and openstack/governance,
    one of each at most. *cycle* is a release id or a series, in any case.
    *before* is what was on record: it stays where no source tells better.
    None where no source knows the cycle.
    """
    before = before.of_team(team) if before else None
    by_repository = {one.repository: one for one in sources}
    releases = by_repository.get(RELEASES)
    of_governance = by_repository.get(GOVERNANCE)
    problems: list[Problem] = []
    every = before.series if before else ()
    if releases is not None:
        read, told = series.read(releases)
        problems += told
        every = read or every
    place = _place(every, cycle)
    if place is None:
        problems.append(_unknown(every, cycle))
        return None, in_order(problems)
    current = every[place]

    said = None
    if of_governance is not None:
        said, told = governance.read(of_governance, team)
        problems += told
    lead = _Lead(
        before.leadership if before else None,
        dict(before.liaisons) if before and before.liaisons else None,
        False,
    )
    if of_governance is not None and said is not None:
        lead = _lead(of_governance, said, every, place, lead, problems)

    names = [*(said.deliverables if said else ())]
    facts, carried = (
        (dict(before.deliverables), before.carried_from)
        if before
        else ({}, None)
    )
    taken = releases is not None
    if releases is not None:
        names += facts
        reader = deliverables.Reader(releases, team, names, every)
        try:
            facts, carried = reader.facts(place)
        except deliverables.UnreadableError as error:
            problems.append(error.problem)
            taken = False
        problems += reader.problems
        if taken and said is not None:
            problems += _without_file(
                of_governance, said, facts, current, carried, team
            )
    return (
        Records(
            current.series,
            current.release,
            _notes(
                (releases if taken else None, RELEASES),
                (of_governance if lead.taken else None, GOVERNANCE),
                before=before,
            ),
            lead.leadership,
            lead.liaisons,
            carried,
            tuple(every),
            facts,
            team=team,
        ),
        in_order(problems),
    )


def _place(every: Sequence[Series], cycle: str) -> int | None:
    wanted = cycle.lower()
    for place, one in enumerate(every):
        if wanted in (one.release.lower(), one.series.lower()):
            return place
    return None


def _unknown(every: Sequence[Series], cycle: str) -> Problem:
    known = {one.release for one in every} | {one.series for one in every}
    return problem(
        Code.UNKNOWN_CYCLE,
        Position(cycle),
        f'No source knows a cycle "{cycle}".',
        did_you_mean(cycle.lower(), known)
        or ("" if known else "Give a state of openstack/releases.")
        or None,
    )


def _lead(
    source: Source,
    said: governance.Team,
    every: Sequence[Series],
    place: int,
    known: _Lead,
    problems: list[Problem],
) -> _Lead:
    """Take governance's word, if its day lies in or before the cycle.

    projects.yaml says what holds on its own day. Of a cycle that was over
    by then it tells nothing. Where the day is unknown and the cycle over,
    it is taken unless it contradicts what is known already.
    """
    current = every[place]
    over = str(current.status) not in ("future", "development")
    reason = None
    if source.date is not None:
        ended = current.release_date
        if ended is not None and source.date > ended:
            reason = (
                f"The file is of {source.date}, and {current.release} was "
                f"released on {ended}"
            )
    elif over:
        leadership = said.leadership and said.leadership.model
        if known.leadership is not None and (
            leadership != known.leadership.model
        ):
            reason = (
                f"The file is of an unknown day and says {leadership}; in "
                f"{current.release}, which is over, it was "
                f"{known.leadership.model}"
            )
    if reason is None:
        return _Lead(said.leadership, dict(said.liaisons), True)
    problems.append(
        problem(
            Code.RECORDS_OTHER_DAY,
            Position(governance.place(source)),
            f"{reason}: leadership and liaisons are not taken from it.",
            "Give a state of openstack/governance from within the cycle.",
        )
    )
    return known


def _without_file(
    source: Source | None,
    said: governance.Team,
    facts: dict[str, DeliverableFacts],
    current: Series,
    carried: str | None,
    team: str,
) -> list[Problem]:
    missing = [name for name in said.deliverables if name not in facts]
    if not missing or source is None:
        return []
    release = carried or current.release
    return [
        problem(
            Code.DELIVERABLE_WITHOUT_FILE,
            Position(governance.place(source)),
            f"Deliverables of {team} have no file in {release}: "
            + ", ".join(missing)
            + ".",
        )
    ]


def _notes(
    *given: tuple[Source | None, str], before: Records | None
) -> tuple[SourceNote, ...]:
    """Give which states were read; where none was, the one from before."""
    kept = {one.repository: one for one in before.sources} if before else {}
    found = []
    for source, repository in given:
        if source is not None:
            found.append(SourceNote(repository, source.commit, source.date))
        elif repository in kept:
            found.append(kept[repository])
    return tuple(found)
