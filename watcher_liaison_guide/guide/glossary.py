# SPDX-License-Identifier: Apache-2.0
"""Glossary terms, and the guide's events."""

from __future__ import annotations

from dataclasses import dataclass

from watcher_liaison_guide.fields import (
    ListOf,
    MapOf,
    Record,
    Text,
    identifier,
    key,
)
from watcher_liaison_guide.guide.shapes import ID, PROSE, TITLE, URL
from watcher_liaison_guide.problems import NOWHERE, Position
from watcher_liaison_guide.prose import Prose


def folded(name: str) -> str:
    """Return a name as it is compared: in lower case, with single spaces."""
    return " ".join(name.lower().split())


@dataclass(frozen=True, kw_only=True)
class Term:
    """A glossary entry, shown under its abbreviation or title."""

    abbr: str | None = key(Text("an abbreviation"), None, help="Shown first.")
    expands: str | None = key(Text("words"), None, help="The words in full.")
    title: str | None = key(
        TITLE, None, help="Shown where there is no abbreviation."
    )
    text: Prose = key(PROSE, help="Its meaning.")
    url: str | None = key(URL, None, help="Where to read more.")
    see: tuple[str, ...] = key(
        ListOf(identifier(names="term"), alone=True), (), help="More terms."
    )
    aliases: tuple[str, ...] = key(
        ListOf(Text("a name")),
        (),
        help="Other names by which texts refer to it.",
    )
    id: str = ""
    position: Position = NOWHERE

    @property
    def shown(self) -> str:
        return self.abbr or self.title or self.id

    @property
    def names(self) -> tuple[str, ...]:
        """All names a text may use for it, the shown one first."""
        every = (self.abbr, self.title, self.expands, *self.aliases)
        return tuple(dict.fromkeys(name for name in every if name))


TERM = Record.of(Term, "a term")
TERMS = MapOf(ID, TERM, pass_key=True)


@dataclass(frozen=True)
class GuideEvent:
    """An event beyond the common ones, or what the guide adds to one."""

    title: str | None = key(TITLE, None)
    text: Prose | None = key(PROSE, None)
    keys: tuple[str, ...] = key(
        # A guide for many teams has {names} in it.
        ListOf(Text("an upstream key", r"[A-Za-z0-9{][A-Za-z0-9._+{}-]*")),
        (),
        help="Keys of the schedule, without the series' initial.",
    )
    falls_back: str | None = key(
        identifier(names="event"),
        None,
        help="The event to follow without a date.",
    )
    id: str = ""
    position: Position = NOWHERE


EVENTS = MapOf(
    identifier("an event id"),
    Record.of(GuideEvent, "an event"),
    pass_key=True,
)
