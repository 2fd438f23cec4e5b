# SPDX-License-Identifier: Apache-2.0
"""Where a guide's words and the records of a cycle disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watcher_liaison_guide.guide.model import Guide, Step
from watcher_liaison_guide.guide.policies import Policy
from watcher_liaison_guide.guide.roles import Precedence
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    Severity,
    in_order,
)
from watcher_liaison_guide.records.governance import ON_RECORD
from watcher_liaison_guide.records.model import (
    LEADERSHIP_WORDS,
    DeliverableFacts,
    Leadership,
    Records,
)
from watcher_liaison_guide.yamlreader import position_of

#: The governance key of the one who answers for a team's releases. Under
#: distributed leadership that is the release liaison; a PTL may leave it
#: to one (schedules of openstack/releases, feature freeze;
#: project-team-guide, release management).
_AUTHORITY = {"ptl": "ptl", "distributed": "release"}

_AUTHORITY_WORDS = {"ptl": "the PTL", "release": "the release liaison"}


@dataclass(frozen=True)
class Drift:
    """One disagreement.

    ``subject`` is the team, deliverable, policy, precedence, role or step
    it is about; ``remark`` is for a reader of the guide. ``position`` is
    the guide's place, ``record`` the records' one.
    """

    code: Code
    subject: str
    remark: Message
    advice: str
    position: Position
    record: Position

    def problem(self) -> Problem:
        """Return a note that names both places."""
        message = str(self.remark)
        if self.record != NOWHERE:
            message += f" It is on record in {self.record}."
        return self.code.at(self.position, message, self.advice)


def find_drift(guide: Guide, records: Records) -> list[Problem]:
    """Return a problem for each disagreement, in the order of the guide."""
    found = [one.problem() for one in drifts(guide, records)]
    return in_order([*undated(records), *found])


def undated(records: Records) -> Iterator[Problem]:
    """Yield a note on leadership that may be of another day."""
    if records.undated:
        yield Code.RECORDS_UNDATED.at(
            records.position,
            f"Leadership and liaisons of {records.release} were read from a "
            "state of governance without history, so they may be those of "
            "another day.",
            "Import them from a checkout of openstack/governance.",
            Severity.NOTE,
        )


def drifts(guide: Guide, records: Records) -> tuple[Drift, ...]:
    """Return every disagreement between *guide* and *records*.

    What is not on record disagrees with nothing.
    """
    found = _Comparison(guide, records)
    facts = (*found.deliverables(), *found.expectations())
    if records.leadership is None:
        return facts
    team = _TeamComparison(guide, records, records.leadership)
    return (
        *team.leadership_changed(),
        *facts,
        *team.wrong_authorities(),
        *team.roles_off_record(),
        *team.steps_of_a_ptl(),
    )


class _Comparison:
    """A guide compared with the deliverables of a cycle."""

    def __init__(self, guide: Guide, records: Records) -> None:
        self.guide = guide
        self.project = guide.project
        self.records = records
        #: What every remark may name.
        self.values = {"cycle": records.release}

    def remark(
        self,
        template: str,
        code: Code,
        subject: str,
        advice: str,
        places: tuple[Position, Position],
        /,
        **values: str,
    ) -> Drift:
        """Return a disagreement, whose *places* are the guide's and the
        records' one."""
        message = Message(template, **self.values, **values)
        return Drift(code, subject, message, advice, *places)

    def deliverables(self) -> Iterator[Drift]:
        """Yield deliverables that only one side has or says is released."""
        code = Code.DRIFT_DELIVERABLE
        known, records = self.project.deliverables, self.records.deliverables
        for name, deliverable in known.items() if records else ():
            facts = records.get(name)
            if facts is None and deliverable.released:
                yield self.remark(
                    "The guide has {name}, which is not on record in {cycle}.",
                    code,
                    name,
                    'Write "released: false" if it is never released.',
                    (
                        deliverable.position,
                        Position(self.records.position.path),
                    ),
                    name=name,
                )
            elif facts is not None and not deliverable.released:
                yield self.remark(
                    "The guide says that {name} is not released; in {cycle} "
                    "it is{source}.",
                    code,
                    name,
                    'Remove "released: false".',
                    (deliverable.position, facts.position),
                    name=name,
                    source=self.source(facts),
                )
        for name, facts in records.items():
            if name not in known:
                yield self.remark(
                    "The guide does not have {name}, which the team releases "
                    "in {cycle}{source}.",
                    code,
                    name,
                    'Add it to "deliverables" in project.yaml.',
                    (self.project.position, facts.position),
                    name=name,
                    source=self.source(facts),
                )

    def expectations(self) -> Iterator[Drift]:
        """Yield where deliverables differ from what is expected of them."""
        expects = self.project.expects
        for name, facts in self.records.deliverables.items():
            for is_model, expected, found in (
                (True, expects.release_model.get(name), facts.release_model),
                (False, expects.tracker.get(name), facts.tracker),
            ):
                if not expected or not found or expected == found:
                    continue
                yield self.remark(
                    "The guide expects {name} to be {expected}; in {cycle} it "
                    "is {found}{source}."
                    if is_model
                    else "The guide has the tracker {expected} for {name}; in "
                    "{cycle} it is {found}{source}.",
                    Code.DRIFT_RELEASE_MODEL
                    if is_model
                    else Code.DRIFT_TRACKER,
                    name,
                    "Review its steps that depend on the release model, "
                    'then change "expects" in project.yaml.'
                    if is_model
                    else 'Change "expects" in project.yaml, or the '
                    "deliverable's file.",
                    (
                        position_of(expected),
                        position_of(found, facts.position),
                    ),
                    name=name,
                    expected=expected,
                    found=found,
                    source=self.source(facts),
                )

    def source(self, facts: DeliverableFacts) -> str:
        """Return which upstream file says so, as the end of a sentence."""
        text = f", says {facts.file}" if facts.file else ""
        if self.records.carried_from is not None:
            text += (
                f" ({self.records.release} has no files yet and follows "
                f"{self.records.carried_from})"
            )
        return text


class _TeamComparison(_Comparison):
    """A guide compared with a team's leadership."""

    def __init__(
        self, guide: Guide, records: Records, leadership: Leadership
    ) -> None:
        super().__init__(guide, records)
        self.model = leadership.model
        self.record = position_of(self.model, leadership.position)
        self.values["found"] = LEADERSHIP_WORDS[self.model]

    def leadership_changed(self) -> Iterator[Drift]:
        """Yield that the team is not led as the guide expects."""
        expected = self.project.expects.leadership
        if expected is not None and expected != self.model:
            yield self.remark(
                "The guide expects {expected}; in {cycle} the team {team} "
                "has {found}.",
                Code.DRIFT_LEADERSHIP,
                self.project.team,
                "Review who decides in it, then change "
                '"expects" in project.yaml.',
                (position_of(expected), self.record),
                expected=LEADERSHIP_WORDS[expected],
                team=self.project.team,
            )

    def wrong_authorities(self) -> Iterator[Drift]:
        """Yield each last word given to one who does not have it.

        That is the PTL where there is one, and the release liaison where
        there is none. Other roles, such as the core team, are the team's
        own affair.
        """
        given: list[tuple[Policy | Precedence, str]] = [
            (policy, policy.decides) for policy in self.guide.policies.values()
        ]
        given += [
            (precedence, name)
            for precedence in self.guide.precedence.values()
            for tier in precedence.tiers
            if not tier.if_appointed
            for name in tier.roles
        ]
        right = _AUTHORITY[self.model]
        for thing, name in given:
            key, title = self.role(name)
            if key == right or key not in _AUTHORITY.values():
                continue
            yield self.remark(
                '"{subject}": the guide leaves the decision to the role '
                '"{role}". In {cycle} the team has {found}, so it is for '
                "{right}."
                if isinstance(thing, Policy)
                else '"{subject}": the guide leaves duties without a holder '
                'to the role "{role}". In {cycle} the team has {found}, so '
                "it is for {right}.",
                Code.DRIFT_ROLE,
                thing.id,
                "Name a role that is another one under each leadership, "
                '"is: {distributed: ..., ptl: ...}".',
                (position_of(name, self.project.position), self.record),
                subject=thing.title,
                role=title,
                right=_AUTHORITY_WORDS[right],
            )

    def roles_off_record(self) -> Iterator[Drift]:
        """Yield each role that cannot be on record though it is expected.

        It is expected if the leadership that the guide expects has the role
        on record, unless another role replaces this one under that
        leadership only.
        """
        expected = self.project.expects.leadership
        if expected is None:
            return
        missing = ON_RECORD[expected] - ON_RECORD[self.model]
        roles = self.guide.roles
        provided = {
            name
            for role in roles.values()
            for name in role.stands_for.values()
        }
        for name, role in roles.items():
            if role.on_record in missing and name not in provided:
                yield self.remark(
                    'The guide looks the role "{role}" up in governance. In '
                    "{cycle} the team has {found}, and governance records no "
                    "such liaison.",
                    Code.DRIFT_ROLE,
                    name,
                    "Name the holder in the cycle file.",
                    (role.position, self.record),
                    role=role.title or name,
                )

    def steps_of_a_ptl(self) -> Iterator[Drift]:
        """Yield each step that a PTL is to do in a cycle that has none."""
        if self.model == "ptl":
            return
        for section in self.guide.sections.values():
            for step in _unconditional(section.top_steps):
                owner = step.owner
                if not isinstance(owner, str):
                    continue
                key, title = self.role(owner)
                if key != "ptl":
                    continue
                yield self.remark(
                    'The guide leaves "{step}" to the role "{role}". In '
                    "{cycle} the team has {found}, and nobody has that role.",
                    Code.DRIFT_ROLE,
                    step.id,
                    'Add "when: {leadership: ptl}", or name a role that is '
                    "another one under each leadership.",
                    (position_of(owner, step.position), self.record),
                    step=step.id,
                    role=title,
                )

    def role(self, name: str) -> tuple[str | None, str]:
        """Return governance's key for the role that *name* is here, and its
        title."""
        real = self.guide.role_under(name, self.model)
        role = self.guide.roles.get(real or "")
        return (role.on_record, role.title or name) if role else (None, name)


def _unconditional(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield the steps that apply under every leadership."""
    for step in steps:
        if not any(one.fact == "leadership" for one in step.when):
            yield step
            yield from _unconditional(step.steps)
