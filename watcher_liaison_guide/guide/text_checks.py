# SPDX-License-Identifier: Apache-2.0
"""Whether a guide's texts and its glossary and roles fit each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.guide.references import Words, texts
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.prose import (
    Literal,
    Placeholder,
    Reference,
    plain_inline,
    walk,
)
from watcher_liaison_guide.yamlreader import position_of

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
    used: set[str] = set()
    for kind, word in found:
        if kind in ("term", "term name"):
            term = guide.term_named(word)
            used |= {term.id} if term else set()
    named: dict[tuple[str, ...], set[str]] = {}
    for key, term in guide.terms.items():
        for shown in term.names:
            *words, last = _words(shown)
            for form in (last, f"{last}s"):
                named.setdefault((*words, form), set()).add(key)
    lengths = {len(words) for words in named}
    firsts = {words[0] for words in named}
    owners = {id(term.text): key for key, term in guide.terms.items()}
    written = [(text.plain, owners.get(id(text))) for text in texts(guide)]
    written += [(title, None) for title in _titles(guide)]
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
