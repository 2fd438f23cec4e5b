# SPDX-License-Identifier: Apache-2.0
"""Words of the guide that a checklist repeats, to be translated as such."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from docutils import nodes

from watcher_liaison_guide.calendar.titles import EVENT_TITLES
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.messages import Message
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.records.model import LEADERSHIP_WORDS
from watcher_liaison_guide.sphinxext.compose import (
    Nodes,
    joined,
    sentence,
)
from watcher_liaison_guide.sphinxext.page import Page
from watcher_liaison_guide.sphinxext.prose_nodes import place, words
from watcher_liaison_guide.sphinxext.words import say


def _names(guide: Guide) -> Iterator[Any]:
    """Give every title, and other words that stand alone in a checklist."""
    things: list[Any] = [
        *guide.roles.values(),
        *guide.policies.values(),
        *guide.precedence.values(),
        *guide.events.values(),
        *guide.sections.values(),
        *guide.project.links.values(),
    ]
    for thing in things:
        yield thing.title
    for section in guide.sections.values():
        for part in section.parts:
            yield part.title
        for step in section.walk():
            yield step.optional
            for condition in step.when:
                if condition.fact == "judgement":
                    yield condition.wanted


@dataclasses.dataclass(frozen=True)
class TitlePlaces:
    """Words that stand alone in a checklist: the guide's, and ours."""

    guide: Mapping[str, Position]
    own: frozenset[str]


def title_places(guide: Guide | None) -> TitlePlaces:
    """Give where the guide has each of its titles, and our own ones."""
    places: dict[str, Position] = {}
    for name in _names(guide) if guide else ():
        position = getattr(name, "position", None)
        if isinstance(position, Position):
            places.setdefault(str(name), position)
    own = frozenset({*EVENT_TITLES.values(), *LEADERSHIP_WORDS.values()})
    return TitlePlaces(places, own)


class GuideWords:
    """Tells words of the guide from others, by what they are.

    A checklist holds the guide's titles as plain text. Each is shown with
    its place in the guide, so that translators meet it once; words of our
    own go through our catalogue; what is neither stays as it is.
    """

    def __init__(self, page: Page) -> None:
        found = title_places(page.guide)
        self.places, self.own = found.guide, found.own

    def text(self, text: str) -> nodes.Node:
        """Give words that may be the guide's or ours, as a node."""
        position = self.places.get(text)
        if position is not None:
            return words(text, position)
        several = text.split(" / ")
        if len(several) > 1 and all(one in self.places for one in several):
            # Which of them acts is open while the leadership is.
            return nodes.inline(
                "",
                "",
                *joined(([self.text(one)] for one in several), " / "),
            )
        return nodes.Text(say(text) if text in self.own else text)

    def heading(
        self, text: str, title: nodes.title, otherwise: Position
    ) -> None:
        """Fill a heading with a title of the guide."""
        words(text, self.places.get(text, otherwise), title)
        place(title, self.places.get(text, otherwise))

    def message(self, message: str) -> Nodes:
        """Give a generated sentence, translated, its values by themselves."""
        if not isinstance(message, Message):
            return [self.text(message)]
        if message.parts:
            found: Nodes = []
            for part in message.parts:
                if found:
                    found.append(nodes.Text("; "))
                found += self.message(part)
            return found
        return sentence(
            say(message.template),
            **{key: self.text(value) for key, value in message.values.items()},
        )
