# SPDX-License-Identifier: Apache-2.0
"""What a guide's values say: their texts, and what they refer to by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watcher_liaison_guide.calendar.expressions import Expression
from watcher_liaison_guide.prose import Prose, Reference, walk
from watcher_liaison_guide.yamlreader import PositionedText

#: What the checks look for; everything else is only looked into.
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
