# SPDX-License-Identifier: Apache-2.0
"""The words of a checklist in the language of the documentation.

A checklist's page is written right from the checklist, so Sphinx does not
see its texts one by one. What Sphinx would do to each is done here, once
for all pages that show it: translation by the catalogue of the document,
and typographic quotes.
"""

from __future__ import annotations

import datetime
import gettext
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx import locale
from sphinx.transforms.i18n import parse_noqa
from sphinx.util.i18n import docname_to_domain

from watcher_liaison_guide import prose
from watcher_liaison_guide.export.wording import Wording
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    problem,
)
from watcher_liaison_guide.prose import (
    Block,
    Origin,
    Paragraph,
    Prose,
    Reference,
    Template,
    Text,
)
from watcher_liaison_guide.sphinxext.dates import shown_day, shown_month
from watcher_liaison_guide.sphinxext.guide_titles import is_known
from watcher_liaison_guide.sphinxext.inputs import inputs_of
from watcher_liaison_guide.sphinxext.prose_nodes import template_text
from watcher_liaison_guide.sphinxext.quotes import Quotes, quotes_of
from watcher_liaison_guide.sphinxext.words import say

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from watcher_liaison_guide.guide.model import Guide
    from watcher_liaison_guide.sphinxext.guide_words import TitlePlaces


class PageWording(Wording):
    """Translates the guide's words by a catalogue, and ours by our own."""

    def __init__(
        self,
        places: TitlePlaces,
        translate: Callable[[str], str] | None,
        quotes: Quotes | None,
        config: Config,
    ) -> None:
        self.places = places
        self.translate = translate
        self.quotes = quotes
        self.config = config
        #: What became of each text, with the text to keep it.
        self._prose: dict[int, tuple[Prose, Prose]] = {}
        self._titles: dict[str, str] = {}
        #: What translations refer to and their originals do not.
        self._foreign: set[tuple[str, str]] = set()
        self._references: dict[int, tuple[Reference, ...]] = {}
        self._problems: dict[int, list[Problem]] = {}

    def say(self, text: str) -> str:
        return say(text)

    def day(self, date: datetime.date) -> str:
        return shown_day(date, self.config)

    def month(self, date: datetime.date) -> str:
        return shown_month(date, self.config)

    def title(self, text: str) -> str:
        known = self._titles.get(text)
        if known is None:
            known = self._titles[text] = self._title(text)
        return known

    def _title(self, text: str) -> str:
        if text in self.places.guide:
            return self._translated(text)
        several = text.split(" / ")
        if len(several) > 1 and all(
            one in self.places.guide for one in several
        ):
            # Which of them acts is open while the leadership is.
            return " / ".join(map(self._translated, several))
        return say(text) if text in self.places.own else text

    def _translated(self, text: str) -> str:
        if self.translate is None:
            return text
        return self.translate(message_of(text)) or text

    def prose(self, text: Prose) -> Prose:
        known = self._prose.get(id(text))
        if known is None:
            problems: list[Problem] = []
            found = text
            if self.translate is not None:
                found = prose.with_paragraphs(
                    found, lambda one: self._paragraph(one, problems)
                )
            if self.quotes is not None:
                found = self.quotes.prose(found)
            self._problems[id(text)] = problems
            known = self._prose[id(text)] = text, found
        return known[1]

    def template(self, text: Template) -> Template:
        """Give the words of a link, its placeholders not filled yet."""
        message = template_text(text.parts)
        said = self._translated(message)
        if said == message:
            return text
        place = text.position
        made, problems = prose.parse_template(said, _at(place))
        return text if problems else made

    def problems(self, text: Prose) -> list[Problem]:
        """Give what is wrong with the translation of a text."""
        self.prose(text)
        return self._problems[id(text)]

    def problem_on_page(
        self, source: str, position: Position
    ) -> Problem | None:
        """Give what is wrong with the translation of a paragraph.

        This is for a page whose texts Sphinx translates: which references
        the translation has is held against the original there, but days are
        no references to Sphinx.
        """
        message = message_of(source)
        said = self.translate(message) if self.translate else message
        if not said or said == message:
            return None
        only = _read(said, position)
        if isinstance(only, Problem):
            return only
        original = _read(message, position)
        if isinstance(original, Problem) or _days(only) == _days(original):
            return None
        return _other_targets(position)

    def checks(self, found: Reference, guide: Guide | None) -> bool | None:
        """Tell whether the guide has what a translation alone names.

        None is for what a text of the guide itself names.
        """
        if (found.role, found.target) not in self._foreign:
            return None
        domain, _, kind = found.role.rpartition(":")
        return bool(domain or kind == "term") and is_known(
            guide, kind, found.target
        )

    def references(self, text: Prose) -> tuple[Reference, ...]:
        """Give the cross-references in a text, as it is shown."""
        known = self._references.get(id(text))
        if known is None:
            known = self._references[id(text)] = tuple(
                one
                for one in prose.walk(self.prose(text).blocks)
                if isinstance(one, Reference)
            )
        return known

    def _paragraph(
        self, block: Paragraph, problems: list[Problem]
    ) -> Paragraph:
        assert self.translate is not None
        message = message_of(block.source)
        said = self.translate(message)
        first, *rest = block.children
        # What the join has put before a text is ours, not the guide's.
        ours = isinstance(first, Text) and hasattr(first.text, "template")
        before = (
            (Text(self.message(first.text), first.position), rest[0])
            if ours and isinstance(first, Text)
            else ()
        )
        if not said or said == message:
            if not before:
                return block
            children = (*before, *rest[1:])
            return replace(block, children=children)
        only = _read(said, block.position)
        if isinstance(only, Problem):
            problems.append(only)
            return block
        self._foreign.update(_targets(only) - _targets(block))
        if _named(only) != _named(block):
            problems.append(_other_targets(block.position))
        return replace(block, children=(*before, *only.children))


def message_of(text: str) -> str:
    """Give a text as the id of its message: on one line, as Sphinx has it."""
    return text.replace("\n", " ").strip()


def _at(position: Position) -> Origin:
    """Give one place for all of a translation: that of its original."""
    return Origin(
        position.path, position.line or 1, position.column or 1, folded=True
    )


def _read(said: str, position: Position) -> Paragraph | Problem:
    """Give a translation as the paragraph that it has to be."""
    read, wrong = prose.parse(said, _at(position))
    only = read.blocks[0] if len(read.blocks) == 1 else None
    if wrong or not isinstance(only, Paragraph):
        return unreadable(position, wrong)
    return only


def unreadable(position: Position, wrong: Sequence[Problem] = ()) -> Problem:
    """Give the problem that a translation cannot be read, and why."""
    why = f" {wrong[0].message}" if wrong else ""
    return problem(
        Code.TRANSLATION,
        position,
        f"The translation of this text cannot be read.{why}",
        "Write it in the markup of the original.",
    )


def _other_targets(position: Position) -> Problem:
    return problem(
        Code.TRANSLATION,
        position,
        "The translation of this text refers to other things than the "
        "text does.",
        "Translate the words of a reference, and leave its target.",
    )


def _named(block: Paragraph) -> list[tuple[str, str]]:
    """Give what a paragraph refers to, whatever the order.

    A term may be named in the language of the translation.
    """
    return sorted(
        (child.role, "" if child.role == "term" else child.target)
        for child in block.children
        if isinstance(child, Reference)
    )


def _targets(block: Paragraph) -> set[tuple[str, str]]:
    return {
        (child.role, child.target)
        for child in block.children
        if isinstance(child, Reference)
    }


def _days(block: Paragraph) -> list[tuple[str, str]]:
    """Give the events whose days a paragraph names."""
    return [one for one in _named(block) if one[0] == "liaison:date"]


def wording_of(env: BuildEnvironment, docname: str) -> PageWording:
    """Give the words of a document, those of its catalogue of messages."""
    domain = docname_to_domain(docname, env.config.gettext_compact)
    inputs = inputs_of(env)
    known = inputs.wordings.get(domain)
    if known is None:
        known = inputs.wordings[domain] = _make(env, domain)
    return known


def _make(env: BuildEnvironment, domain: str) -> PageWording:
    folders = [str(env.srcdir / folder) for folder in env.config.locale_dirs]
    catalogue, has_one = locale.init(folders, env.config.language, domain)
    return PageWording(
        inputs_of(env).title_places,
        _translator(catalogue) if has_one else None,
        quotes_of(env),
        env.config,
    )


def _translator(
    catalogue: gettext.NullTranslations,
) -> Callable[[str], str]:
    def translate(text: str) -> str:
        # Sphinx lets a translator silence its warnings by a mark at the end.
        return parse_noqa(catalogue.gettext(text))[0]

    return translate


def messages(text: Prose) -> Iterator[tuple[str, Position]]:
    """Give the messages of a text: its paragraphs, each with its place."""
    for block in _paragraphs(text.blocks):
        yield block.source, block.position


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for item in block.items:
                yield from _paragraphs(item)
