# SPDX-License-Identifier: Apache-2.0
"""Whether the parts of a guide agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from watcher_liaison_guide.calendar.model import BRANCH_PHASE
from watcher_liaison_guide.guide.model import DutyOf, Guide, Section, Step
from watcher_liaison_guide.guide.references import (
    Words,
    names_by_kind,
    references,
    unexplained_acronyms,
    unused_roles,
    unused_terms,
)
from watcher_liaison_guide.problems import (
    Code,
    Problem,
    Severity,
    closest,
    did_you_mean,
)
from watcher_liaison_guide.yamlreader import position_of


def check_guide(guide: Guide) -> list[Problem]:
    """Return everything that the parts of *guide* say wrongly of each other.

    What is unused is reported only where nothing is wrong.
    """
    found = [*references(guide)]
    problems = [
        *_unknown(guide, found),
        *_unknown_duties(guide),
        *_repeated(found),
        *_repeated_term_names(guide),
        *_nameless(guide),
        *_misspelt_team(guide),
        *roles_of_roles(guide),
        *circles(guide),
        *_used_phases(guide),
        *_steps(guide),
        *unexplained_acronyms(guide),
    ]
    if not guide.unread and not any(
        one.severity is Severity.ERROR for one in problems
    ):
        problems += unused_roles(guide, found)
        problems += unused_terms(guide, found)
    return problems


def _unknown(guide: Guide, found: Words) -> Iterator[Problem]:
    """Report every reference by id to what is not there."""
    names = names_by_kind(guide)
    branch_phases = {
        expression.position
        for step in guide.steps.values()
        if step.window is not None and step.each == "branch"
        for expression in step.window.expressions
    }
    for kind, word in found:
        if kind not in names:
            continue
        code, known = names[kind]
        if word in known or guide.unread.may_have(kind, word):
            continue
        if kind == "term name" and guide.term_named(word):
            continue  # in another case
        if word == BRANCH_PHASE and word.position in branch_phases:
            continue
        what = {"link": "named link", "term name": "term"}.get(kind, kind)
        yield code.at(
            word.position,
            f'There is no {what} "{word}".',
            did_you_mean(word, known),
        )


def _unknown_duties(guide: Guide) -> Iterator[Problem]:
    for step in guide.steps.values():
        owner = step.owner
        if not isinstance(owner, DutyOf) or owner.duty is None:
            continue
        precedence = guide.precedence.get(owner.precedence)
        if (
            precedence is None
            or owner.duty in precedence.duties
            or guide.unread.may_have("duty", owner.duty)
        ):
            continue
        yield Code.UNKNOWN_PRECEDENCE.at(
            position_of(owner.duty),
            f'"{owner.precedence}" has no duty "{owner.duty}".',
            did_you_mean(owner.duty, precedence.duties),
        )


# -- ids

_UNIQUE = {
    "section id": "Ids of sections and parts are unique in a guide.",
    "step id": "Ids of steps are unique in a guide.",
    "anchor": "An address leads to one place.",
}


def _repeated(found: Words) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for kind, word in found:
        first = seen.setdefault((kind, word), word)
        if kind in _UNIQUE and first is not word:
            place = position_of(first)
            yield Code.DUPLICATE_IDENTIFIER.at(
                word.position,
                f'The {kind.split()[-1]} "{word}" is taken by '
                f"{place.path}:{place.line}.",
                _UNIQUE[kind],
            )


def _repeated_term_names(guide: Guide) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for key, term in guide.terms.items():
        for name in dict.fromkeys(map(str.lower, term.names or (key,))):
            first = seen.setdefault(name, key)
            if first is not key:
                yield Code.DUPLICATE_IDENTIFIER.at(
                    position_of(key),
                    f'"{name}" is a name of the term "{first}" already.',
                )


def _nameless(guide: Guide) -> Iterator[Problem]:
    """Report the roles and terms that nothing can be shown of."""
    roles = {} if "roles.yaml" in guide.unread else guide.roles
    for key, role in roles.items():
        if role.title is None and not role.stands_for:
            yield Code.MISSING_KEY.at(
                position_of(key), f'The role "{key}" lacks "title" (or "is").'
            )
    terms = {} if "terms.yaml" in guide.unread else guide.terms
    for key, term in terms.items():
        if not (term.abbr or term.title):
            yield Code.MISSING_KEY.at(
                position_of(key), f'The term "{key}" lacks "abbr" or "title".'
            )


def _misspelt_team(guide: Guide) -> Iterator[Problem]:
    """Report a team whose name is nearly that of a deliverable."""
    team = guide.project.team
    names = {name.lower() for name in guide.project.deliverables}
    name = re.sub(r"[^a-z0-9]+", "-", team.lower())
    near = closest(name, names, cutoff=0.85)
    if near and not near.startswith(name):
        yield Code.UNKNOWN_TEAM.at(
            position_of(team, guide.project.position),
            f'The team is "{team}", the deliverable "{near}".',
            f'Did you mean "{near}"?',
            Severity.WARNING,
        )


# -- steps


def _used_phases(guide: Guide) -> Iterator[Problem]:
    for name in uses(guide.sections.values()):
        if name in guide.sections and guide.sections[name].is_phase:
            yield Code.UNKNOWN_SECTION.at(
                position_of(name),
                f'"{name}" has a window, so it is a phase.',
                "Only a section without a window can be used.",
            )


def _steps(guide: Guide) -> Iterator[Problem]:
    """Report what steps lack.

    Those of a procedure that a step uses have that step's owner, and are
    there once for each of its members; a step needs none that uses one with
    owners of its own. Where something is unread, a procedure may be used.
    """
    used = {*uses(guide.sections.values())}
    every_use = not guide.unread and used <= guide.sections.keys()
    own = {
        name
        for name, section in guide.sections.items()
        if all(one.owner or one.kind == "event" for one in section.top_steps)
    }
    for name, section in guide.sections.items():
        if f"sections/{name}.yaml" in guide.unread:
            continue
        procedure = not section.is_phase
        owned = procedure and (section.id in used or not every_use)
        for step in section.top_steps:
            yield from _step(step, owned or step.use in own, procedure)


def _step(step: Step, owned: bool, each: bool) -> Iterator[Problem]:
    owned = owned or step.owner is not None
    if not owned and step.kind != "event":
        yield Code.STEP_WITHOUT_OWNER.at(
            position_of(step.id),
            f'Nobody owns the step "{step.id}".',
            'Give it an "owner".',
        )
    each = each or step.each is not None
    if step.where and not each:
        yield Code.BAD_VALUE.at(
            position_of(next(iter(step.where))),
            f'The step "{step.id}" has "where" without "each".',
            'Say of what it chooses with "each".',
        )
    if "status" in step.where and step.each in ("deliverable", "tracker"):
        place = position_of(next(iter(step.where)))
        message = f'The step "{step.id}" chooses the status of a branch.'
        yield Code.BAD_VALUE.at(place, message, 'Write "each: branch".')
    for child in step.steps:
        yield from _step(child, owned, each)


def roles_of_roles(guide: Guide) -> Iterator[Problem]:
    """Report the roles whose ``is`` names another role with ``is``."""
    for role in guide.roles.values():
        for word in role.stands_for.values():
            target = guide.roles.get(word)
            if target is not None and target.stands_for:
                yield Code.CIRCULAR_REFERENCE.at(
                    position_of(word),
                    f'"{word}" is itself a name for other roles.',
                    "Name a role that people can have.",
                )


def circles(guide: Guide) -> Iterator[Problem]:
    """Report events and procedures that lead back to themselves."""
    events = {
        name: [event.falls_back] if event.falls_back else []
        for name, event in guide.events.items()
    }
    procedures = {
        name: uses([section]) for name, section in guide.sections.items()
    }
    messages = {
        'The event "{}" falls back to itself in the end.': events,
        'The procedure "{}" uses itself in the end.': procedures,
    }
    for message, follows in messages.items():
        for word in _closing_words(follows):
            found = message.format(word)
            yield Code.CIRCULAR_REFERENCE.at(position_of(word), found)


def _closing_words(follows: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the words that lead back to where a chain of them began.

    Each name is gone through once, without recursion, so that many names
    that follow each other in many ways take no longer than few.
    """
    finished: set[str] = set()
    for start in follows:
        if start in finished:
            continue
        above = {start: None}
        waiting = [iter(follows[start])]
        while waiting:
            word = next(waiting[-1], None)
            if word is None:
                waiting.pop()
                finished.add(above.popitem()[0])
            elif word in above:
                yield word
            elif word in follows and word not in finished:
                above[word] = None
                waiting.append(iter(follows[word]))


def uses(sections: Iterable[Section]) -> list[str]:
    """Return the procedures that steps of *sections* use."""
    return [
        step.use for section in sections for step in section.walk() if step.use
    ]
