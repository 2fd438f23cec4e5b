# SPDX-License-Identifier: Apache-2.0
"""What roles, precedences, policies and steps assume of the leadership."""

from __future__ import annotations

from collections.abc import Iterator

from watcher_liaison_guide.guide.model import Guide, Role, Step
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import Code, Position
from watcher_liaison_guide.records.drift_note import Drift, place_of
from watcher_liaison_guide.records.governance import ON_RECORD
from watcher_liaison_guide.records.model import (
    LEADERSHIP_WORDS,
    Leadership,
    Records,
)

#: The governance key of the one who answers for a team's releases. Under
#: distributed leadership that is the release liaison; a PTL may leave it
#: to one (schedules of openstack/releases, feature freeze;
#: project-team-guide, release management).
_AUTHORITY = {"ptl": "ptl", "distributed": "release"}

_AUTHORITY_WORDS = {"ptl": "the PTL", "release": "the release liaison"}


def assumptions(guide: Guide, records: Records) -> Iterator[Drift]:
    """Yield each assumption that the leadership on record contradicts."""
    if records.leadership is None:
        return
    checks = _Checks(guide, records.leadership, records.release)
    yield from checks.authorities()
    yield from checks.roles()
    if records.leadership.model != "ptl":
        yield from checks.steps()


class _Checks:
    def __init__(
        self, guide: Guide, leadership: Leadership, cycle: str
    ) -> None:
        self.guide = guide
        self.leadership = leadership
        self.model = leadership.model
        self.words = {
            "cycle": cycle,
            "found": LEADERSHIP_WORDS[leadership.model],
        }

    def drift(
        self,
        about: str,
        expected: str,
        remark: Message,
        advice: str,
        position: Position,
    ) -> Drift:
        return Drift(
            Code.DRIFT_ROLE,
            about,
            expected,
            self.model,
            remark,
            advice,
            position,
            place_of(self.model, self.leadership.position),
        )

    def authorities(self) -> Iterator[Drift]:
        """Yield each last word given to one who does not have it.

        That is the PTL where there is one, and the release liaison where
        there is none. Other roles, such as the core team, are the team's
        own affair.
        """
        for policy in self.guide.policies.values():
            name = policy.decides
            if self.is_wrong(name):
                remark = Message(
                    '"{subject}": the guide leaves the decision to the role '
                    '"{role}". In {cycle} the team has {found}, so it is '
                    "for {right}.",
                    subject=policy.title,
                    role=_title(self.role(name), name),
                    right=_AUTHORITY_WORDS[_AUTHORITY[self.model]],
                    **self.words,
                )
                yield self.authority(policy.id, name, remark)
        for precedence in self.guide.precedence.values():
            for tier in precedence.tiers:
                for name in () if tier.if_appointed else tier.roles:
                    if not self.is_wrong(name):
                        continue
                    remark = Message(
                        '"{subject}": the guide leaves what nobody takes '
                        'to the role "{role}". In {cycle} the team has '
                        "{found}, so it is for {right}.",
                        subject=precedence.title,
                        role=_title(self.role(name), name),
                        right=_AUTHORITY_WORDS[_AUTHORITY[self.model]],
                        **self.words,
                    )
                    yield self.authority(precedence.id, name, remark)

    def is_wrong(self, name: str) -> bool:
        role = self.role(name)
        key = role and role.on_record
        return key in _AUTHORITY.values() and key != _AUTHORITY[self.model]

    def authority(self, about: str, name: str, remark: Message) -> Drift:
        return self.drift(
            about,
            name,
            remark,
            "Name a role that is another one under each leadership, "
            '"is: {distributed: ..., ptl: ...}".',
            place_of(name, self.guide.project.position),
        )

    def roles(self) -> Iterator[Drift]:
        """Yield each role that cannot be on record though it is expected.

        It is expected if the leadership that the guide expects has the role
        on record, unless another role stands for this one under that
        leadership only.
        """
        expected = self.guide.project.expects.leadership
        if expected is None:
            return
        there, wanted = ON_RECORD[self.model], ON_RECORD[expected]
        provided = {
            name
            for role in self.guide.roles.values()
            for name in role.stands_for.values()
        }
        for name, role in self.guide.roles.items():
            key = role.on_record
            if key in wanted and key not in there and name not in provided:
                yield self.drift(
                    name,
                    key or "",
                    Message(
                        'The guide looks the role "{role}" up in governance. '
                        "In {cycle} the team has {found}, and governance "
                        "records no such liaison.",
                        role=_title(role, name),
                        **self.words,
                    ),
                    "Name the holder in the cycle file.",
                    role.position,
                )

    def steps(self) -> Iterator[Drift]:
        """Yield each step that a PTL is to do in a cycle that has none."""
        for section in self.guide.sections.values():
            for step in section.top_steps:
                for found in _without_condition(step):
                    owner = found.owner
                    if not isinstance(owner, str):
                        continue
                    role = self.role(owner)
                    if role is None or role.on_record != "ptl":
                        continue
                    yield self.drift(
                        found.id,
                        owner,
                        Message(
                            'The guide leaves "{step}" to the role "{role}". '
                            "In {cycle} the team has {found}, and nobody "
                            "holds it.",
                            step=found.id,
                            role=_title(role, owner),
                            **self.words,
                        ),
                        'Add "when: {leadership: ptl}", or name a role that '
                        "is another one under each leadership.",
                        place_of(owner, found.position),
                    )

    def role(self, name: str) -> Role | None:
        real = self.guide.role_under(name, self.model)
        return self.guide.roles.get(real) if real else None


def _without_condition(step: Step) -> Iterator[Step]:
    """Yield a step and those in it that apply under every leadership."""
    if any(one.fact == "leadership" for one in step.when):
        return
    yield step
    for inner in step.steps:
        yield from _without_condition(inner)


def _title(role: Role | None, name: str) -> str:
    return role.title if role is not None and role.title else name
