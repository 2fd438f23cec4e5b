# SPDX-License-Identifier: Apache-2.0
"""What roles, precedences, policies and steps assume of the leadership."""

from __future__ import annotations

from collections.abc import Iterator

from watcher_liaison_guide.guide.model import Guide, Role, Step
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import NOWHERE, Code, Position
from watcher_liaison_guide.records.drift_note import Drift, place_of
from watcher_liaison_guide.records.governance import ON_RECORD
from watcher_liaison_guide.records.model import LEADERSHIP_WORDS, Records

#: The governance key of the one who answers for a team's releases. Under
#: distributed leadership that is the release liaison; a PTL may leave it
#: to one (schedules of openstack/releases, feature freeze;
#: project-team-guide, release management).
_AUTHORITY = {"ptl": "ptl", "distributed": "release"}

_AUTHORITY_WORDS = {"ptl": "the PTL", "release": "the release liaison"}


def assumptions(guide: Guide, records: Records) -> Iterator[Drift]:
    """Give each assumption that the leadership on record contradicts."""
    yield from _authorities(guide, records)
    yield from _roles(guide, records)
    yield from _steps(guide, records)


def _authorities(guide: Guide, records: Records) -> Iterator[Drift]:
    """Tell each last word given to one who does not have it.

    That is the PTL where there is one, and the release liaison where there
    is none. Other roles, such as the core team, are the team's own affair.
    """
    leadership = records.leadership
    if leadership is None:
        return
    right = _AUTHORITY[str(leadership.model)]
    for policy in guide.policies.values():
        role = _role(guide, policy.decides, leadership.model)
        if _wrong_authority(role, right):
            yield _authority(
                guide,
                records,
                str(policy.id),
                Message(
                    '"{subject}": the guide leaves the decision to the role '
                    '"{role}". In {cycle} the team has {found}, so it is '
                    "for {right}.",
                    subject=str(policy.title),
                    role=_title(role, policy.decides),
                    cycle=str(records.release),
                    found=LEADERSHIP_WORDS[leadership.model],
                    right=_AUTHORITY_WORDS[right],
                ),
                str(policy.decides),
                place_of(policy.decides, NOWHERE),
            )
    for precedence in guide.precedence.values():
        for tier in precedence.tiers:
            for name in () if tier.if_appointed else tier.roles:
                role = _role(guide, name, leadership.model)
                if _wrong_authority(role, right):
                    yield _authority(
                        guide,
                        records,
                        str(precedence.id),
                        Message(
                            '"{subject}": the guide leaves what nobody takes '
                            'to the role "{role}". In {cycle} the team has '
                            "{found}, so it is for {right}.",
                            subject=str(precedence.title),
                            role=_title(role, name),
                            cycle=str(records.release),
                            found=LEADERSHIP_WORDS[leadership.model],
                            right=_AUTHORITY_WORDS[right],
                        ),
                        str(name),
                        place_of(name, NOWHERE),
                    )


def _authority(
    guide: Guide,
    records: Records,
    subject: str,
    remark: Message,
    expected: str,
    position: Position,
) -> Drift:
    leadership = records.leadership
    assert leadership is not None  # the caller has looked
    return Drift(
        Code.DRIFT_ROLE,
        subject,
        expected,
        str(leadership.model),
        remark,
        "Name a role that is another one under each leadership, "
        '"is: {distributed: ..., ptl: ...}".',
        position,
        place_of(leadership.model, leadership.position),
    )


def _wrong_authority(role: Role | None, right: str) -> bool:
    key = role and role.on_record
    return key is not None and key in _AUTHORITY.values() and key != right


def _roles(guide: Guide, records: Records) -> Iterator[Drift]:
    """Tell each role that cannot be on record though the guide expects it.

    It does so if the leadership that it expects has the role on record,
    unless another role stands for this one under that leadership only.
    """
    leadership = records.leadership
    expected = guide.project.expects.leadership
    if leadership is None or expected is None:
        return
    there = ON_RECORD.get(str(leadership.model), frozenset())
    wanted = ON_RECORD.get(str(expected), frozenset())
    provided = {
        str(name)
        for role in guide.roles.values()
        for name in role.stands_for.values()
    }
    for name, role in guide.roles.items():
        key = role.on_record
        if key is None or key in there or key not in wanted:
            continue
        if str(name) in provided:
            continue
        yield Drift(
            Code.DRIFT_ROLE,
            str(name),
            str(key),
            str(leadership.model),
            Message(
                'The guide looks the role "{role}" up in governance. In '
                "{cycle} the team has {found}, and governance records no "
                "such liaison.",
                role=str(role.title or name),
                cycle=str(records.release),
                found=LEADERSHIP_WORDS[str(leadership.model)],
            ),
            "Name the holder in the cycle file.",
            role.position,
            place_of(leadership.model, leadership.position),
        )


def _steps(guide: Guide, records: Records) -> Iterator[Drift]:
    """Tell each step that a PTL is to do in a cycle that has none."""
    leadership = records.leadership
    if leadership is None or leadership.model == "ptl":
        return
    for section in guide.sections.values():
        for step in section.top_steps:
            for found in _without_condition(step):
                owner = found.owner
                role = (
                    _role(guide, owner, leadership.model)
                    if isinstance(owner, str)
                    else None
                )
                if role is None or role.on_record != "ptl":
                    continue
                yield Drift(
                    Code.DRIFT_ROLE,
                    str(found.id),
                    str(owner),
                    str(leadership.model),
                    Message(
                        'The guide leaves "{step}" to the role "{role}". In '
                        "{cycle} the team has {found}, and nobody holds "
                        "it.",
                        step=str(found.id),
                        role=_title(role, str(owner)),
                        cycle=str(records.release),
                        found=LEADERSHIP_WORDS[str(leadership.model)],
                    ),
                    'Add "when: {leadership: ptl}", or name a role that is '
                    "another one under each leadership.",
                    getattr(owner, "position", found.position),
                    place_of(leadership.model, leadership.position),
                )


def _without_condition(step: Step) -> Iterator[Step]:
    """Give a step and those in it that hold under every leadership."""
    if any(one.fact == "leadership" for one in step.when):
        return
    yield step
    for inner in step.steps:
        yield from _without_condition(inner)


def _role(guide: Guide, name: str, leadership: str) -> Role | None:
    real = guide.role_under(str(name), str(leadership))
    for key, role in guide.roles.items():
        if str(key) == real:
            return role
    return None


def _title(role: Role | None, name: str) -> str:
    return str(role.title) if role is not None and role.title else str(name)
