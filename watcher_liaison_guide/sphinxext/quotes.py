# SPDX-License-Identifier: Apache-2.0
"""Typographic quotes in prose, as Sphinx sets them in every other text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils.utils import normalize_language_tag, smartquotes

from watcher_liaison_guide.prose import (
    Emphasis,
    Inline,
    Link,
    Paragraph,
    Part,
    Prose,
    Text,
    with_paragraphs,
)
from watcher_liaison_guide.sphinxext.builder import builder_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


_MARKS = re.compile(r"['\"`]|--|\.\.")


class Quotes:
    """Sets quotes and dashes by the rules of a language."""

    def __init__(self, action: str, language: str) -> None:
        self.action = action
        self.language = language

    def prose(self, text: Prose) -> Prose:
        """Give the text with its quotes set."""
        return with_paragraphs(text, self._paragraph)

    def _paragraph(self, block: Paragraph) -> Paragraph:
        children = block.children
        words = "".join(
            text for kind, text in _tokens(children) if kind == "plain"
        )
        # A backslash would be taken for an escape.
        if "\\" in words or not _MARKS.search(words):
            return block
        set_again = smartquotes.educate_tokens(
            _tokens(children), attr=self.action, language=self.language
        )
        return replace(
            block,
            children=tuple(_with(child, set_again) for child in children),
        )


def _parts(child: Inline) -> tuple[Part, ...]:
    """Give the parts whose words are read, not typed."""
    if isinstance(child, Text):
        return (child,)
    return child.parts if isinstance(child, Emphasis | Link) else ()


def _tokens(children: tuple[Inline, ...]) -> Iterator[tuple[str, str]]:
    """Give the words of a paragraph: plain ones, and what is left alone."""
    for child in children:
        parts = _parts(child)
        if not parts:
            yield "literal", "x"
        for part in parts:
            if isinstance(part, Text):
                yield "plain", part.text
            else:
                yield "literal", "x"


def _with(child: Inline, found: Iterator[str]) -> Inline:
    """Give a child with the next words that were found for its parts."""
    parts = _parts(child)
    if not parts:
        next(found)
        return child
    made = tuple(
        replace(part, text=words) if isinstance(part, Text) else part
        for part, words in ((part, next(found)) for part in parts)
    )
    if isinstance(child, Text):
        return made[0]
    assert isinstance(child, Emphasis | Link)  # nothing else has parts
    return replace(child, parts=made)


def quotes_of(env: BuildEnvironment) -> Quotes | None:
    """Give the quotes that Sphinx would set, None where it sets none."""
    config = env.config
    left_out = config.smartquotes_excludes
    language = env.settings["language_code"]
    if (
        not config.smartquotes
        or env.settings.get("smart_quotes") is False
        or config.language in left_out.get("languages", ())
        or builder_of(env.config).name in left_out.get("builders", ())
    ):
        return None
    for tag in normalize_language_tag(language):
        if tag in smartquotes.smartchars.quotes:
            return Quotes(config.smartquotes_action, tag)
    return None
