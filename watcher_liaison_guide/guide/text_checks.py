# SPDX-License-Identifier: Apache-2.0
"""Whether a guide's texts and its glossary and roles fit each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.guide.references import references, texts
from watcher_liaison_guide.problems import (
    Code,
    Problem,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.prose import (
    Inline,
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


def _nodes(thing: object) -> Iterator[Inline]:
    for text in texts(thing):
        yield from walk(text.blocks)


def unknown_terms(guide: Guide) -> Iterator[Problem]:
    """Report every reference to a term that the glossary lacks."""
    for node in _nodes(guide):
        if not isinstance(node, Reference) or node.role != "term":
            continue
        if guide.term_named(node.target) or guide.unread.may_have(
            "term", node.target
        ):
            continue
        names = {
            name
            for term in guide.terms.values()
            for name in (term.id, *term.names)
        }
        yield problem(
            Code.UNKNOWN_TERM,
            node.position,
            f'The glossary has no "{node.target}".',
            did_you_mean(node.target, names),
        )


def unused_roles(guide: Guide) -> Iterator[Problem]:
    """Report the roles that nothing names."""
    used = {word for kind, word in references(guide) if kind == "role"}
    for name in guide.roles:
        if name not in used:
            yield problem(
                Code.UNUSED_ROLE,
                position_of(name),
                f'Nothing names the role "{name}".',
                "Use it or remove it.",
            )


def unused_terms(guide: Guide) -> Iterator[Problem]:
    """Report the terms that no text but their own refers to or uses."""
    elsewhere = list(_titles(guide))
    within: dict[str, str] = {}
    referred: set[str] = set()
    own = {id(text) for term in guide.terms.values() for text in texts(term)}
    targets: set[str] = set()
    for text in texts(guide):
        for node in walk(text.blocks):
            if id(text) not in own:
                elsewhere.append(plain_inline(node))
            if isinstance(node, Reference) and node.role == "term":
                targets.add(node.target)
    for key, term in guide.terms.items():
        within[key] = _folded([plain_inline(one) for one in _nodes(term)])
        referred.update(term.see)
    for target in targets:
        found = guide.term_named(target)
        referred.add(found.id if found else "")
    everything = _folded(elsewhere)
    for key, term in guide.terms.items():
        if key in referred:
            continue
        names = "|".join(re.escape(name.lower()) for name in term.names)
        pattern = re.compile(rf"(?<!\w)(?:{names})s?(?!\w)")
        others = [words for name, words in within.items() if name != key]
        if not any(pattern.search(words) for words in [everything, *others]):
            yield problem(
                Code.UNUSED_TERM,
                position_of(key),
                f'No text uses the term "{term.shown}".',
                "Use it or remove it.",
            )


def _folded(words: list[str]) -> str:
    return " ".join(" ".join(words).split()).lower()


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
    reported: set[str] = set()
    for node in _nodes(guide):
        if isinstance(node, Literal | Placeholder):
            continue
        if isinstance(node, Reference) and not node.title:
            continue
        for match in _ACRONYM.finditer(plain_inline(node)):
            name = match[1]
            if name in COMMON_ACRONYMS or guide.term_named(name):
                continue
            if guide.unread.may_have("term", name):
                continue
            if name not in reported:
                reported.add(name)
                yield problem(
                    Code.UNDEFINED_ACRONYM,
                    node.position,
                    f'The glossary does not explain "{name}".',
                    "Add it to terms.yaml, or write it out.",
                )
