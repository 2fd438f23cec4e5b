# SPDX-License-Identifier: Apache-2.0
"""What a guide's texts and values refer to, and whether it is there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from watcher_liaison_guide.calendar.expressions import Expression
from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.prose import (
    Literal,
    Placeholder,
    Prose,
    Reference,
    plain_inline,
    walk,
)
from watcher_liaison_guide.yamlreader import PositionedText, position_of

#: What roles of texts refer to that do not have its name; "term name" is
#: any name of a term.
_KINDS = {"term": "term name", "liaison:date": "event"}

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
                    kind = node.role.removeprefix("liaison:")
                    kind = _KINDS.get(node.role, kind)
                    yield kind, PositionedText(node.target, node.position)


def names_by_kind(guide: Guide) -> dict[str, tuple[Code, Collection[str]]]:
    """Return what can be referred to by kind, and the code if it is not."""
    project, sections = guide.project, guide.sections
    parts = {part.id for one in sections.values() for part in one.parts}
    terms = guide.terms.values()
    term_names = {name for one in terms for name in (one.id, *one.names)}
    return {
        "role": (Code.UNKNOWN_ROLE, guide.roles),
        "event": (Code.UNKNOWN_EVENT, {*guide.events, *CANONICAL_EVENTS}),
        "step": (Code.UNKNOWN_STEP, guide.steps),
        "section": (Code.UNKNOWN_SECTION, {*sections, *parts}),
        "procedure": (Code.UNKNOWN_SECTION, sections),
        "precedence": (Code.UNKNOWN_PRECEDENCE, guide.precedence),
        "policy": (Code.UNKNOWN_POLICY, guide.policies),
        "term": (Code.UNKNOWN_TERM, guide.terms),
        "term name": (Code.UNKNOWN_TERM, term_names),
        "deliverable": (Code.UNKNOWN_DELIVERABLE, project.deliverables),
        "tracker": (Code.UNKNOWN_TRACKER, project.trackers),
        "channel": (Code.UNKNOWN_CHANNEL, project.channels),
        "link": (Code.UNKNOWN_LINK, project.links),
    }


# -- whether texts and the glossary fit each other

#: Acronyms that no reader of a guide needs explained.
COMMON_ACRONYMS = frozenset(
    {"API", "CD", "CI", "CLI", "CPU", "GPL", "HTML", "HTTP", "HTTPS", "ID"}
    | {"IRC", "IT", "JSON", "OK", "PDF", "PEP", "PR", "RPC", "SQL", "SVG"}
    | {"TODO", "UI", "URL", "UTC", "VM", "XML", "YAML"}
)
_ACRONYM = re.compile(r"(?<![\w-])([A-Z][A-Z0-9]*[A-Z])s?(?![\w-])")


def unused_roles(guide: Guide, found: Words) -> Iterator[Problem]:
    """Report the roles that nothing names."""
    used = {word for kind, word in found if kind == "role"}
    for name in guide.roles:
        if name not in used:
            yield Code.UNUSED_ROLE.at(
                position_of(name),
                f'Nothing uses the role "{name}".',
                "Use it or remove it.",
            )


def unused_terms(guide: Guide, found: Words) -> Iterator[Problem]:
    """Report the terms that no text but their own refers to or uses."""
    named: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for key, term in guide.terms.items():
        for shown in term.names:
            *words, last = _words(shown)
            for form in (last, f"{last}s"):
                named[(*words, form)].add(key)
    firsts = {words[0] for words in named}
    lengths = {len(words) for words in named}
    owners = {id(term.text): key for key, term in guide.terms.items()}
    written = [(text.plain, owners.get(id(text))) for text in texts(guide)]
    written += [(title, None) for title in _titles(guide)]
    used: set[str] = set()
    for kind, word in found:
        if kind in ("term", "term name"):
            meant = guide.term_named(word)
            used |= {meant.id} if meant else set()
    for plain, owner in written:
        words = _words(plain)
        for start, first in enumerate(words):
            for length in lengths if first in firsts else ():
                name = tuple(words[start : start + length])
                used |= named.get(name, set()) - {owner}
    for key, term in guide.terms.items():
        if key not in used:
            yield Code.UNUSED_TERM.at(
                position_of(key),
                f'No text uses the term "{term.shown}".',
                "Use it or remove it.",
            )


def _words(text: str) -> list[str]:
    """Split a text into its words, and the marks between them."""
    return re.findall(r"\w+|[^\w\s]", text.lower())


def _titles(guide: Guide) -> Iterator[str]:
    for section in guide.sections.values():
        yield section.title
        for part in section.parts:
            yield part.title
    for group in (guide.policies, guide.precedence, guide.roles):
        for thing in group.values():
            yield thing.title or ""


def unexplained_acronyms(guide: Guide) -> Iterator[Problem]:
    """Report, once each, the acronyms in texts that no term explains."""
    passed = set(COMMON_ACRONYMS)
    for node in walk(block for text in texts(guide) for block in text.blocks):
        if isinstance(node, Literal | Placeholder):
            continue
        if isinstance(node, Reference) and not node.title:
            continue
        for match in _ACRONYM.finditer(plain_inline(node)):
            name = match[1]
            if (
                name in passed
                or guide.term_named(name)
                or guide.unread.may_have("term", name)
            ):
                continue
            passed.add(name)
            yield Code.UNDEFINED_ACRONYM.at(
                node.position,
                f'The glossary does not explain "{name}".',
                "Add it to terms.yaml, or write it out.",
            )
