# SPDX-License-Identifier: Apache-2.0
"""Where a guide's words and the records of a cycle disagree."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from watcher_liaison_guide.guide.model import Guide, Role, Step
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    in_order,
    problem,
)
from watcher_liaison_guide.records.governance import ON_RECORD
from watcher_liaison_guide.records.model import DeliverableFacts, Records

#: The governance key of the one who answers for a team's releases. Under
#: distributed leadership that is the release liaison; a PTL may leave it
#: to one (schedules of openstack/releases, feature freeze;
#: project-team-guide, release management).
_AUTHORITY = {"ptl": "ptl", "distributed": "release"}

_AUTHORITY_WORDS = {"ptl": "the PTL", "release": "the release liaison"}
_LEADERSHIP_WORDS = {
    "ptl": "a PTL",
    "distributed": "distributed leadership",
}


@dataclasses.dataclass(frozen=True)
class Drift:
    """One disagreement.

    ``subject`` is the team, deliverable, policy, precedence, role or step
    it is about; ``remark`` says it to a reader of the guide. ``position``
    is the guide's place, ``record`` the records' one, and ``file`` the
    upstream file that this was read from.
    """

    code: Code
    subject: str
    expected: str | None
    found: str | None
    remark: Message
    advice: str
    position: Position
    record: Position = NOWHERE
    file: str | None = None

    def problem(self) -> Problem:
        """Give it as a note that names both places."""
        where = str(self.record)
        message = str(self.remark)
        if where:
            message += f" It is on record in {where}."
        return problem(self.code, self.position, message, self.advice)


def find_drift(guide: Guide, records: Records) -> list[Problem]:
    """Give a note for each disagreement, in the order of the guide."""
    return in_order(one.problem() for one in drifts(guide, records))


def drifts(guide: Guide, records: Records) -> tuple[Drift, ...]:
    """Give every disagreement between *guide* and *records*.

    What is not on record disagrees with nothing.
    """
    return (
        *_leadership(guide, records),
        *_deliverables(guide, records),
        *_release_models(guide, records),
        *_trackers(guide, records),
        *_authorities(guide, records),
        *_roles(guide, records),
        *_steps(guide, records),
    )


# -- what project.yaml expects


def _leadership(guide: Guide, records: Records) -> Iterator[Drift]:
    expected = guide.project.expects.leadership
    found = records.leadership
    if expected is None or found is None or expected == found.model:
        return
    yield Drift(
        Code.DRIFT_LEADERSHIP,
        str(guide.project.team),
        str(expected),
        str(found.model),
        Message(
            "The guide expects {expected}; in {cycle} the team "
            "{team} has {found}.",
            expected=_LEADERSHIP_WORDS.get(expected, expected),
            cycle=str(records.release),
            team=str(guide.project.team),
            found=_LEADERSHIP_WORDS.get(found.model, found.model),
        ),
        "Look through what it says of who decides; then change "
        '"expects" in project.yaml.',
        expected.position,
        _place(found.model, found.position),
    )


def _deliverables(guide: Guide, records: Records) -> Iterator[Drift]:
    if not records.deliverables:
        return
    known = {
        str(name): one for name, one in guide.project.deliverables.items()
    }
    for name, deliverable in known.items():
        facts = records.deliverables.get(name)
        if facts is None and deliverable.released:
            yield Drift(
                Code.DRIFT_DELIVERABLE,
                name,
                "released",
                None,
                Message(
                    "The guide has {name}, of which nothing is on record in "
                    "{cycle}.",
                    name=name,
                    cycle=str(records.release),
                ),
                'Write "released: false" if it never is.',
                deliverable.position,
                Position(records.path) if records.path else NOWHERE,
            )
        elif facts is not None and not deliverable.released:
            yield Drift(
                Code.DRIFT_DELIVERABLE,
                name,
                "not released",
                "released",
                Message(
                    "The guide says that {name} is not released; in {cycle} "
                    "it is{source}.",
                    name=name,
                    cycle=str(records.release),
                    source=_source(facts, records),
                ),
                'Take "released: false" away.',
                deliverable.position,
                facts.position,
                facts.file,
            )
    for name, facts in records.deliverables.items():
        if str(name) not in known:
            yield Drift(
                Code.DRIFT_DELIVERABLE,
                str(name),
                None,
                "released",
                Message(
                    "The guide does not have {name}, which the team "
                    "releases in {cycle}{source}.",
                    name=str(name),
                    cycle=str(records.release),
                    source=_source(facts, records),
                ),
                'Add it to "deliverables" in project.yaml.',
                guide.project.position,
                facts.position,
                facts.file,
            )


def _release_models(guide: Guide, records: Records) -> Iterator[Drift]:
    for name, expected in guide.project.expects.release_model.items():
        facts = records.deliverables.get(str(name))
        found = facts.release_model if facts is not None else None
        if facts is None or found is None or found == expected:
            continue
        yield Drift(
            Code.DRIFT_RELEASE_MODEL,
            str(name),
            str(expected),
            str(found),
            Message(
                "The guide takes {name} for {expected}; in {cycle} it is "
                "{found}{source}.",
                name=str(name),
                expected=str(expected),
                cycle=str(records.release),
                found=str(found),
                source=_source(facts, records),
            ),
            "Look through its steps that depend on the release model; then "
            'change "expects" in project.yaml.',
            expected.position,
            _place(found, facts.position),
            facts.file and str(facts.file),
        )


def _trackers(guide: Guide, records: Records) -> Iterator[Drift]:
    for name, expected in guide.project.expects.tracker.items():
        facts = records.deliverables.get(str(name))
        found = facts.tracker if facts is not None else None
        if facts is None or found is None or found == expected:
            continue
        yield Drift(
            Code.DRIFT_TRACKER,
            str(name),
            str(expected),
            str(found),
            Message(
                "The guide has the tracker {expected} for {name}; in "
                "{cycle} it is {found}{source}.",
                name=str(name),
                expected=str(expected),
                cycle=str(records.release),
                found=str(found),
                source=_source(facts, records),
            ),
            'Change "expects" in project.yaml, or the deliverable\'s file.',
            expected.position,
            _place(found, facts.position),
            facts.file and str(facts.file),
        )


# -- what roles, precedences, policies and steps assume


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
                    found=_LEADERSHIP_WORDS[leadership.model],
                    right=_AUTHORITY_WORDS[right],
                ),
                str(policy.decides),
                policy.decides.position,
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
                            found=_LEADERSHIP_WORDS[leadership.model],
                            right=_AUTHORITY_WORDS[right],
                        ),
                        str(name),
                        name.position,
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
        _place(leadership.model, leadership.position),
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
                found=_LEADERSHIP_WORDS[str(leadership.model)],
            ),
            "Name the holder in the cycle file.",
            role.position,
            _place(leadership.model, leadership.position),
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
                        found=_LEADERSHIP_WORDS[str(leadership.model)],
                    ),
                    'Add "when: {leadership: ptl}", or name a role that is '
                    "another one under each leadership.",
                    getattr(owner, "position", found.position),
                    _place(leadership.model, leadership.position),
                )


def _without_condition(step: Step) -> Iterator[Step]:
    """Give a step and those in it that hold under every leadership."""
    if any(one.fact == "leadership" for one in step.when):
        return
    yield step
    for inner in step.steps:
        yield from _without_condition(inner)


# -- small things


def _role(guide: Guide, name: str, leadership: str) -> Role | None:
    real = guide.role_under(str(name), str(leadership))
    for key, role in guide.roles.items():
        if str(key) == real:
            return role
    return None


def _title(role: Role | None, name: str) -> str:
    return str(role.title) if role is not None and role.title else str(name)


def _source(facts: DeliverableFacts, records: Records) -> str:
    """Give which upstream file says so, as the end of a sentence."""
    text = f", says {facts.file}" if facts.file else ""
    if records.carried_from is not None:
        text += (
            f" ({records.release} has no files yet and follows "
            f"{records.carried_from})"
        )
    return text


def _place(value: str, otherwise: Position) -> Position:
    """Give where a value of a records file stands."""
    return getattr(value, "position", None) or otherwise
