# SPDX-License-Identifier: Apache-2.0
"""The team's project, its glossary, and the events that it adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from watcher_liaison_guide.fields import (
    Boolean,
    Choice,
    ListOf,
    MapOf,
    Nullable,
    Record,
    TemplateText,
    Text,
    identifier,
    key,
    name,
)
from watcher_liaison_guide.guide.shapes import (
    DELIVERABLE,
    LEADERSHIPS,
    PROSE,
    RELEASE_MODELS,
    TITLE,
    URL,
    Note,
    Placed,
    Thing,
    anchors_key,
    notes_key,
    things,
)
from watcher_liaison_guide.prose import Prose, Template


@dataclass(frozen=True, kw_only=True)
class Deliverable(Thing):
    """A repository that the team maintains."""

    title: str = key(TITLE)
    text: Prose | None = key(PROSE, None)
    url: str = key(URL, help="Its repository.")
    released: bool = key(
        Boolean(),
        True,
        "Default: true. What is never released has no file in "
        "openstack/releases.",
    )


@dataclass(frozen=True)
class Place(Thing):
    """A tracker, a channel or a named link."""

    title: str | None = key(TITLE, None)
    text: Prose | None = key(PROSE, None)
    url: Template | None = key(
        TemplateText(address=True),
        None,
        "A link without one gets it from each cycle file.",
    )


_PLACES = things(Place, "an entry")
_TRACKER = name("a tracker", "tracker")
TEAM = Text("a team", r"[A-Za-z0-9]([A-Za-z0-9 ._+-]*[A-Za-z0-9])?")
#: Words without markup and control characters, and placeholders.
_NAME = (
    r"(?=.*\S)"
    r"(?:[^`{}*\\<>|\x00-\x1f\x7f-\x9f\u2028\u2029]|\{[a-z-]+\})+"
)


@dataclass(frozen=True)
class Expectations(Placed):
    """The records that the guide assumes."""

    leadership: str | None = key(
        Choice(LEADERSHIPS, "a leadership"), None, "How the team is led."
    )
    release_model: Mapping[str, str] = key(
        MapOf(DELIVERABLE, Choice(RELEASE_MODELS, "a release model")), {}
    )
    tracker: Mapping[str, str] = key(MapOf(DELIVERABLE, _TRACKER), {})


@dataclass(frozen=True)
class Project(Placed):
    """The team, its repositories, trackers, channels and links.

    A team that is not named has the name of its first deliverable, and a
    project without a title the team's.
    """

    team: str = key(
        TEAM,
        "",
        "Governance's team name; default: the first deliverable's.",
    )
    names: Mapping[str, str | None] = key(
        MapOf(identifier(), Nullable(Text("a name", _NAME))),
        {},
        "The team's names for things, which texts use as placeholders; "
        "empty in a guide for many teams.",
    )
    title: str = key(TITLE, "", "Default: the team's name.")
    text: Prose | None = key(PROSE, None)
    notes: tuple[Note, ...] = notes_key()
    anchors: tuple[str, ...] = anchors_key()
    deliverables: Mapping[str, Deliverable] = key(
        things(Deliverable, "a deliverable", name("a deliverable")), {}
    )
    trackers: Mapping[str, Place] = key(
        things(Place, "an entry", name("a tracker")), {}
    )
    channels: Mapping[str, Place] = key(_PLACES, {})
    links: Mapping[str, Place] = key(_PLACES, {})
    expects: Expectations = key(
        Record.of(
            Expectations,
            "the expectations",
            help="The records that the guide expects.",
        ),
        Expectations(),
    )


PROJECT = Record.of(Project, "the project")


def folded(name: str) -> str:
    """Return a name as it is compared: in lower case, with single spaces."""
    return " ".join(name.lower().split())


@dataclass(frozen=True, kw_only=True)
class Term(Thing):
    """A glossary entry, shown under its abbreviation or title."""

    abbr: str | None = key(Text("an abbreviation"), None, "Shown first.")
    expands: str | None = key(Text("words"), None, "The words in full.")
    title: str | None = key(
        TITLE, None, "Shown where there is no abbreviation."
    )
    text: Prose = key(PROSE, help="Its meaning.")
    url: str | None = key(URL, None, "Where to read more.")
    see: tuple[str, ...] = key(
        ListOf(identifier(names="term"), alone=True), (), "More terms."
    )
    aliases: tuple[str, ...] = key(
        ListOf(Text("a name")), (), "Other names by which texts refer to it."
    )

    @property
    def shown(self) -> str:
        return self.abbr or self.title or self.id

    @property
    def names(self) -> tuple[str, ...]:
        """All names a text may use for it, the shown one first."""
        every = (self.abbr, self.title, self.expands, *self.aliases)
        return tuple(dict.fromkeys(name for name in every if name))


TERMS = things(Term, "a term")


@dataclass(frozen=True)
class GuideEvent(Thing):
    """An event beyond the common ones, or what the guide adds to one."""

    title: str | None = key(TITLE, None)
    text: Prose | None = key(PROSE, None)
    keys: tuple[str, ...] = key(
        # A guide for many teams has {names} in it.
        ListOf(Text("an upstream key", r"[A-Za-z0-9{][A-Za-z0-9._+{}-]*")),
        (),
        "Keys of the schedule, without the series' initial.",
    )
    falls_back: str | None = key(
        identifier(names="event"), None, "The event to follow without a date."
    )


EVENTS = things(GuideEvent, "an event", identifier("an event id"))
