# SPDX-License-Identifier: Apache-2.0
"""The team's project: repositories, trackers, channels and links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from watcher_liaison_guide.fields import (
    Boolean,
    Choice,
    MapOf,
    Nullable,
    Record,
    TemplateText,
    Text,
    identifier,
    key,
    name,
)
from watcher_liaison_guide.guide.conditions import LEADERSHIPS, RELEASE_MODELS
from watcher_liaison_guide.guide.shapes import (
    DELIVERABLE,
    PROSE,
    TITLE,
    URL,
    Note,
    anchors_key,
    notes_key,
)
from watcher_liaison_guide.problems import NOWHERE, Position
from watcher_liaison_guide.prose import Prose, Template


@dataclass(frozen=True, kw_only=True)
class Deliverable:
    """A repository that the team maintains."""

    title: str = key(TITLE)
    text: Prose | None = key(PROSE, None)
    url: str = key(URL, help="Its repository.")
    released: bool = key(
        Boolean(),
        True,
        help="Default: true. What is never released has no file in "
        "openstack/releases.",
    )
    id: str = ""
    position: Position = NOWHERE


@dataclass(frozen=True)
class Place:
    """A tracker, a channel or a named link."""

    title: str | None = key(TITLE, None)
    text: Prose | None = key(PROSE, None)
    url: Template | None = key(
        TemplateText(address=True),
        None,
        help="A link without one gets it from each cycle file.",
    )
    id: str = ""
    position: Position = NOWHERE


PLACE = Record.of(Place, "an entry")
_TRACKER = name("a tracker", "tracker")
#: Words without markup and control characters, and placeholders.
_NAME = (
    r"(?=.*\S)"
    r"(?:[^`{}*\\<>|\x00-\x1f\x7f-\x9f\u2028\u2029]|\{[a-z-]+\})+"
)


@dataclass(frozen=True)
class Expectations:
    """The records that the guide assumes."""

    leadership: str | None = key(
        Choice(LEADERSHIPS, "a leadership"), None, help="How the team is led."
    )
    release_model: Mapping[str, str] = key(
        MapOf(DELIVERABLE, Choice(RELEASE_MODELS, "a release model")), {}
    )
    tracker: Mapping[str, str] = key(MapOf(DELIVERABLE, _TRACKER), {})
    position: Position = NOWHERE


@dataclass(frozen=True)
class Project:
    """The team, its repositories, trackers, channels and links.

    A team that is not named has the name of its first deliverable, and a
    project without a title the team's.
    """

    team: str = key(
        Text("a team", r"[A-Za-z0-9]([A-Za-z0-9 ._+-]*[A-Za-z0-9])?"),
        "",
        help="Governance's team name; default: the first deliverable's.",
    )
    names: Mapping[str, str | None] = key(
        MapOf(identifier(), Nullable(Text("a name", _NAME))),
        {},
        help="The team's names for things, which texts use as placeholders; "
        "empty in a guide for many teams.",
    )
    title: str = key(TITLE, "", help="Default: the team's name.")
    text: Prose | None = key(PROSE, None)
    notes: tuple[Note, ...] = notes_key()
    anchors: tuple[str, ...] = anchors_key()
    deliverables: Mapping[str, Deliverable] = key(
        MapOf(
            name("a deliverable"),
            Record.of(Deliverable, "a deliverable"),
            pass_key=True,
        ),
        {},
    )
    trackers: Mapping[str, Place] = key(
        MapOf(name("a tracker"), PLACE, pass_key=True), {}
    )
    channels: Mapping[str, Place] = key(
        MapOf(identifier(), PLACE, pass_key=True), {}
    )
    links: Mapping[str, Place] = key(
        MapOf(identifier(), PLACE, pass_key=True), {}
    )
    expects: Expectations = key(
        Record.of(
            Expectations,
            "the expectations",
            help="The records that the guide expects.",
        ),
        Expectations(),
    )
    position: Position = NOWHERE


PROJECT = Record.of(Project, "the project")
