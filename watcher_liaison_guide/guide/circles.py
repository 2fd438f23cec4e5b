# SPDX-License-Identifier: Apache-2.0
"""Whether something of a guide leads back to itself: a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from watcher_liaison_guide.guide.model import Guide, Section
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.yamlreader import position_of


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
    for word in _closing_words(events):
        yield Code.CIRCULAR_REFERENCE.at(
            position_of(word),
            f'The event "{word}" falls back to itself in the end.',
        )
    procedures = {
        name: uses([section]) for name, section in guide.sections.items()
    }
    for word in _closing_words(procedures):
        yield Code.CIRCULAR_REFERENCE.at(
            position_of(word),
            f'The procedure "{word}" uses itself in the end.',
        )


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
