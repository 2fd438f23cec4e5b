# SPDX-License-Identifier: Apache-2.0
"""Where a guide's words and the records of a cycle disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watcher_liaison_guide.guide.model import Guide, Step
from watcher_liaison_guide.guide.roles import Policy, Precedence
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

#: What a reader of the guide is told about each kind of disagreement.
_REMARK_WORDS = {
    "leadership": "The guide expects {expected}; in {cycle} the team {team} "
    "has {found}.",
    "not on record": "The guide has {name}, which is not on record in "
    "{cycle}.",
    "not in the guide": "The guide does not have {name}, which the team "
    "releases in {cycle}{source}.",
    "released": "The guide says that {name} is not released; in {cycle} it "
    "is{source}.",
    "release_model": "The guide expects {name} to be {expected}; in {cycle} "
    "it is {found}{source}.",
    "tracker": "The guide has the tracker {expected} for {name}; in {cycle} "
    "it is {found}{source}.",
    "decision": '"{subject}": the guide leaves the decision to the role '
    '"{role}". In {cycle} the team has {found}, so it is for {right}.',
    "duties": '"{subject}": the guide leaves duties without a holder to the '
    'role "{role}". In {cycle} the team has {found}, so it is for {right}.',
    "role": 'The guide looks the role "{role}" up in governance. In {cycle} '
    "the team has {found}, and governance records no such liaison.",
    "step": 'The guide leaves "{step}" to the role "{role}". In {cycle} the '
    "team has {found}, and nobody has that role.",
}
_EACH_ROLE = (
    "Name a role that is another one under each leadership, "
    '"is: {distributed: ..., ptl: ...}".'
)
_ADVICE = {
    "leadership": 'Review who decides in it, then change "expects" in '
    "project.yaml.",
    "not on record": 'Write "released: false" if it is never released.',
    "not in the guide": 'Add it to "deliverables" in project.yaml.',
    "released": 'Remove "released: false".',
    "release_model": "Review its steps that depend on the release model, "
    'then change "expects" in project.yaml.',
    "tracker": 'Change "expects" in project.yaml, or the deliverable\'s file.',
    "decision": _EACH_ROLE,
    "duties": _EACH_ROLE,
    "role": "Name the holder in the cycle file.",
    "step": 'Add "when: {leadership: ptl}", or name a role that is another '
    "one under each leadership.",
}

#: What a guide can expect of each deliverable.
_EXPECTED = {
    "release_model": Code.DRIFT_RELEASE_MODEL,
    "tracker": Code.DRIFT_TRACKER,
}


@dataclass(frozen=True)
class Drift:
    """One disagreement.

    ``remark`` is for a reader of the guide. ``position`` is the guide's
    place, ``record`` the records' one.
    """

    code: Code
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
    found = (one.problem() for one in drifts(guide, records))
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
    return (
        *found.leadership_changed(),
        *facts,
        *found.wrong_authorities(),
        *found.roles_off_record(),
        *found.steps_of_a_ptl(),
    )


class _Comparison:
    """A guide compared with the records of a cycle.

    Who does what can only be compared if the leadership is on record.
    """

    def __init__(self, guide: Guide, records: Records) -> None:
        self.guide = guide
        self.project = guide.project
        self.records = records
        leadership = records.leadership or Leadership("")
        self.model = leadership.model
        self.record = position_of(self.model, leadership.position)
        self.found = LEADERSHIP_WORDS.get(self.model, "")

    def drift(
        self,
        kind: str,
        code: Code,
        position: Position,
        record: Position | None = None,
        /,
        **values: str,
    ) -> Drift:
        """Return a disagreement, by default with the leadership on record."""
        every = {"cycle": self.records.release, "found": self.found, **values}
        remark = Message(_REMARK_WORDS[kind], **every)
        place = record or self.record
        return Drift(code, remark, _ADVICE[kind], position, place)

    def deliverables(self) -> Iterator[Drift]:
        """Yield deliverables that only one side has or says is released."""
        known, records = self.project.deliverables, self.records.deliverables
        for name in dict.fromkeys([*known, *records]) if records else ():
            deliverable, facts = known.get(name), records.get(name)
            if deliverable is None:
                kind = "not in the guide"
            elif deliverable.released == (facts is not None):
                continue
            else:
                kind = "released" if facts else "not on record"
            yield self.drift(
                kind,
                Code.DRIFT_DELIVERABLE,
                (deliverable or self.project).position,
                facts.position
                if facts
                else Position(self.records.position.path),
                name=name,
                source=self.source(facts),
            )

    def expectations(self) -> Iterator[Drift]:
        """Yield where deliverables differ from what is expected of them."""
        for name, facts in self.records.deliverables.items():
            for kind, code in _EXPECTED.items():
                expected = getattr(self.project.expects, kind).get(name)
                found = getattr(facts, kind)
                if expected and found and expected != found:
                    yield self.drift(
                        kind,
                        code,
                        position_of(expected),
                        position_of(found, facts.position),
                        name=name,
                        expected=expected,
                        found=found,
                        source=self.source(facts),
                    )

    def source(self, facts: DeliverableFacts | None) -> str:
        """Return which upstream file says so, as the end of a sentence."""
        text = f", says {facts.file}" if facts and facts.file else ""
        if self.records.carried_from is not None:
            text += (
                f" ({self.records.release} has no files yet and follows "
                f"{self.records.carried_from})"
            )
        return text

    def leadership_changed(self) -> Iterator[Drift]:
        """Yield that the team is not led as the guide expects."""
        expected = self.project.expects.leadership
        if expected is not None and expected != self.model:
            yield self.drift(
                "leadership",
                Code.DRIFT_LEADERSHIP,
                position_of(expected),
                expected=LEADERSHIP_WORDS[expected],
                team=self.project.team,
            )

    def wrong_authorities(self) -> Iterator[Drift]:
        """Yield each last word given to one who does not have it.

        That is the PTL where there is one, and the release liaison where
        there is none. Other roles, such as the core team, are the team's
        own affair.
        """
        given: list[tuple[str, Policy | Precedence, str]] = [
            ("decision", policy, policy.decides)
            for policy in self.guide.policies.values()
        ]
        given += [
            ("duties", precedence, name)
            for precedence in self.guide.precedence.values()
            for tier in precedence.tiers
            if not tier.if_appointed
            for name in tier.roles
        ]
        right = _AUTHORITY[self.model]
        for kind, thing, name in given:
            key, title = self.role(name)
            if key != right and key in _AUTHORITY.values():
                yield self.drift(
                    kind,
                    Code.DRIFT_ROLE,
                    position_of(name, self.project.position),
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
                yield self.drift(
                    "role",
                    Code.DRIFT_ROLE,
                    role.position,
                    role=role.title or name,
                )

    def steps_of_a_ptl(self) -> Iterator[Drift]:
        """Yield each step that a PTL is to do in a cycle that has none."""
        if self.model == "ptl":
            return
        for section in self.guide.sections.values():
            for step in _unconditional(section.top_steps):
                owner = step.owner if isinstance(step.owner, str) else ""
                key, title = self.role(owner)
                if key == "ptl":
                    yield self.drift(
                        "step",
                        Code.DRIFT_ROLE,
                        position_of(owner, step.position),
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
