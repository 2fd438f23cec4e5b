# SPDX-License-Identifier: Apache-2.0
"""What a guide's values say: their texts, and what they refer to by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from watcher_liaison_guide.calendar.expressions import Expression
from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import Code
from watcher_liaison_guide.prose import Prose, Reference, walk
from watcher_liaison_guide.yamlreader import PositionedText

#: What the roles of texts refer to; "term name" is any name of a term.
_KINDS = {
    "term": "term name",
    "liaison:section": "section",
    "liaison:step": "step",
    "liaison:role": "role",
    "liaison:precedence": "precedence",
    "liaison:policy": "policy",
    "liaison:date": "event",
}

Word = Prose | Expression | PositionedText
#: Words by the kind of thing that they refer to, or are the id of.
Words = Iterable[tuple[str, PositionedText]]


def words_in(thing: object) -> Iterator[Word]:
    """Yield the texts and words of a guide or a part of one, in its order."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Word):
            yield one
        elif isinstance(one, tuple):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            for key, value in reversed(one.items()):
                waiting += (value, key)
        else:
            names = getattr(one, "__dataclass_fields__", {})
            waiting += [
                getattr(one, name)
                for name in reversed(names)
                if name != "position"
            ]


def texts(thing: object) -> Iterator[Prose]:
    """Yield every text in a guide or a part of one, in its order."""
    return (one for one in words_in(thing) if isinstance(one, Prose))


def references(thing: object) -> Words:
    """Yield each name in a guide, ids included, with the kind of thing."""
    for one in words_in(thing):
        if isinstance(one, Expression):
            yield "event", PositionedText(one.event, one.position)
        elif isinstance(one, PositionedText):
            if one.names:
                yield one.names, one
        else:
            for node in walk(one.blocks):
                if isinstance(node, Reference):
                    kind = _KINDS.get(node.role)
                    if kind is not None:
                        yield kind, PositionedText(node.target, node.position)


def names_by_kind(guide: Guide) -> dict[str, tuple[Code, AbstractSet[str]]]:
    """Return what can be referred to by kind, and the code if it is not."""
    project, sections = guide.project, guide.sections
    parts = {part.id for one in sections.values() for part in one.parts}
    events = {*guide.events, *CANONICAL_EVENTS}
    terms = guide.terms.values()
    term_names = {name for one in terms for name in (one.id, *one.names)}
    return {
        "role": (Code.UNKNOWN_ROLE, guide.roles.keys()),
        "event": (Code.UNKNOWN_EVENT, events),
        "step": (Code.UNKNOWN_STEP, guide.steps.keys()),
        "section": (Code.UNKNOWN_SECTION, sections.keys() | parts),
        "procedure": (Code.UNKNOWN_SECTION, sections.keys()),
        "precedence": (Code.UNKNOWN_PRECEDENCE, guide.precedence.keys()),
        "policy": (Code.UNKNOWN_POLICY, guide.policies.keys()),
        "term": (Code.UNKNOWN_TERM, guide.terms.keys()),
        "term name": (Code.UNKNOWN_TERM, term_names),
        "deliverable": (
            Code.UNKNOWN_DELIVERABLE,
            project.deliverables.keys(),
        ),
        "tracker": (Code.UNKNOWN_TRACKER, project.trackers.keys()),
        "channel": (Code.UNKNOWN_CHANNEL, project.channels.keys()),
        "link": (Code.UNKNOWN_LINK, project.links.keys()),
    }
