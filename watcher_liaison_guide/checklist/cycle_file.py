# SPDX-License-Identifier: Apache-2.0
"""The team's own record of a cycle, read from its YAML file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from watcher_liaison_guide import yamlreader
from watcher_liaison_guide.calendar import library as calendars
from watcher_liaison_guide.fields import (
    INVALID,
    ByKey,
    ByKind,
    Choice,
    Date,
    Field,
    ListOf,
    Made,
    MapOf,
    Nullable,
    Record,
    Text,
    identifier,
    key,
    url,
)
from watcher_liaison_guide.files import CYCLE_SUFFIX, read_file
from watcher_liaison_guide.problems import Code, Position, Problem, in_order
from watcher_liaison_guide.records.model import Person

OPEN, DONE, SKIPPED = ("open", "done", "skipped")

_WORDS = Text("text", lines=True)
_EVENT_FORM = "{date: YYYY-MM-DD, why: ...} or none"

PERSON = Record(
    "a person",
    (Field("name", Text("a name")), Field("irc", Text("a nick"))),
    Person,
    with_position=False,
)


@dataclass(frozen=True)
class ItemRecord:
    """The team's record of an item: done (on, by, url) or skipped (why)."""

    state: str
    on: datetime.date | None = key(Date(), None)
    by: str | None = key(Text("a name or nick"), None)
    url: str | None = key(
        url(), None, name="proof", help="The address of the evidence."
    )
    why: str | None = key(_WORDS, None, help="Anything worth knowing.")


@dataclass(frozen=True, kw_only=True)
class DoneRecord(ItemRecord):
    """An item that is done: the keys of its record."""

    state: str = DONE
    on: datetime.date = key(Date(), name="done", help="The day it was done.")


@dataclass(frozen=True, kw_only=True)
class SkippedRecord(ItemRecord):
    """An item that is skipped: the keys of its record."""

    state: str = SKIPPED
    why: str = key(_WORDS, name="skipped", help="Why.")


ITEM = ByKey(
    choices=(("skipped", Record.of(SkippedRecord, "a skipped item")),),
    otherwise=Record.of(DoneRecord, "an item"),
)


@dataclass(frozen=True)
class TeamEvent:
    """A date that the team set; without one the event does not happen."""

    date: datetime.date | None = key(Date(), help="The day.")
    why: str | None = key(_WORDS, None, help="Who agreed on it, and where.")


EVENT = ByKind(
    'a date or "none"',
    scalar=Made(
        Choice(
            ("none",),
            '"none" or a date with its reason',
            f"Write {_EVENT_FORM}.",
        ),
        lambda word, position: TeamEvent(None),
    ),
    example=_EVENT_FORM,
    mapping=Record.of(TeamEvent, "a date of the team"),
)


@dataclass(frozen=True)
class ExceptionRecord:
    """A request for an exception: open, granted or refused."""

    policy: str = key(identifier("a policy id", "policy"))
    title: str = key(Text("a title"))
    decision: str = key(
        Choice(("open", "granted", "refused"), "a decision"), "open"
    )
    by: str | None = key(Text("a name or nick"), None)
    url: str | None = key(url(), None)
    why: str | None = key(_WORDS, None)


def _table(names: Text, shape: Any) -> Nullable:
    """Return the shape of a table that may be left empty."""
    return Nullable(MapOf(names, shape), {})


@dataclass(frozen=True)
class CycleFile:
    """A team's record of one cycle; all text in it is plain text.

    ``positions`` has the place of each of its keys.
    """

    cycle: str = key(Text("a cycle"), help="Such as 2027.1.")
    path: str = ""
    recorded_from: datetime.date | None = key(
        Date(),
        None,
        help="Whatever was due before this day is settled, for a team that "
        "begins in the middle of a cycle.",
    )
    roles: Mapping[str, tuple[Person, ...]] = key(
        _table(identifier("a role id", "role"), ListOf(PERSON, alone=True)),
        {},
        help="The people whom the team appointed.",
    )
    events: Mapping[str, TeamEvent] = key(
        _table(identifier("an event id", "event"), EVENT),
        {},
        help="Dates the team set itself.",
    )
    links: Mapping[str, str] = key(
        _table(identifier("a link id", "link"), url()),
        {},
        help="Addresses for the guide's named links.",
    )
    items: Mapping[str, ItemRecord] = key(
        _table(Text("an item id", r"[A-Za-z0-9][A-Za-z0-9._/-]*"), ITEM),
        {},
        help="What is done or skipped, by item id.",
    )
    exceptions: Mapping[str, ExceptionRecord] = key(
        _table(
            identifier("an id"), Record.of(ExceptionRecord, "an exception")
        ),
        {},
        help="Requests under a policy.",
    )
    notes: str | None = key(_WORDS, None, help="Notes for the next liaison.")
    positions: Mapping[str, Position] = field(
        default_factory=dict, compare=False
    )


CYCLE_FILE = Record.of(CycleFile, "a cycle file")


def load_cycle_file(
    path: Path | str,
) -> tuple[CycleFile | None, list[Problem]]:
    """Read a cycle file; its ids are checked in its checklist."""
    content = read_file(path)
    if isinstance(content, Problem):
        return None, [content]
    return read_cycle_file(content, str(path))


def read_cycle_file(
    content: bytes, path: str
) -> tuple[CycleFile | None, list[Problem]]:
    """Return the cycle file at *path*, read from *content*, and problems."""
    value, problems = yamlreader.parse(content, path)
    if value is None:
        return None, in_order(problems)
    start = Position(path, value.position.line, 1)
    file = CYCLE_FILE.read(value, start, problems)
    wrong = None if file is INVALID else _wrong_cycle(file.cycle, path)
    if wrong is not None:
        problems.append(wrong)
    if file is INVALID or wrong is not None:
        return None, in_order(problems)
    entries = value if isinstance(value, yamlreader.Mapping) else ()
    file = replace(
        file,
        path=path,
        positions={entry.key: entry.key.position for entry in entries},
    )
    return file, in_order(problems)


def _wrong_cycle(cycle: Any, path: str) -> Problem | None:
    """Return what is wrong with the release that a file is about.

    A file named after one cycle and about another would show what is on
    record of the wrong one.
    """
    if calendars.is_no_release(cycle.lower()):
        return Code.BAD_VALUE.at(
            cycle.position,
            f'There is no OpenStack release "{cycle}".',
            "The releases of a year are YEAR.1 and YEAR.2.",
        )
    named = Path(path).name.removesuffix(CYCLE_SUFFIX)
    both_releases = named[:1].isdigit() and cycle[:1].isdigit()
    if named == cycle or not both_releases:
        return None
    return Code.BAD_VALUE.at(
        cycle.position,
        f'The file of {named} is about "{cycle}".',
        f'Rename it to "{cycle}{CYCLE_SUFFIX}", or correct the cycle.',
    )
