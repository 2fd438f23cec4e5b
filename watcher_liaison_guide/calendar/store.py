# SPDX-License-Identifier: Apache-2.0
"""Calendars as files: ``calendars/RELEASE.yaml``, written and read."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from watcher_liaison_guide.calendar.model import (
    Basis,
    Calendar,
    Change,
    Cycle,
    Event,
    Occurrence,
    SourceNote,
    Week,
)
from watcher_liaison_guide.fields import (
    INVALID,
    Boolean,
    Choice,
    Date,
    Field,
    Integer,
    ListOf,
    MapOf,
    Nullable,
    Record,
    Text,
)
from watcher_liaison_guide.problems import Code, Position, Problem, problem
from watcher_liaison_guide.yamlreader import parse, read_file

_HEADER = (
    '# Written by "watcher-liaison-guide calendar import"; edits are lost.\n'
)
_NAME = Text("a name", r"[A-Za-z0-9][A-Za-z0-9._+-]*")
# Upstream's keys are kept whatever they look like.
_EVENT_NAME = Text("an event's name")
_TEXT = Text()
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]*( [A-Za-z0-9_+/]+)*")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_OTHER_THAN_TEXT = frozenset(
    {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
)


def file_name(cycle: Cycle) -> str:
    """Give the name of a cycle's file."""
    return f"{cycle.release}.yaml"


# -- writing -----------------------------------------------------------------


def to_yaml(calendar: Calendar) -> str:
    """Give the text of a calendar's file."""
    cycle, source = calendar.cycle, calendar.source
    lines = [
        _HEADER
        + "cycle: "
        + _flow(
            series=_quoted(cycle.series),
            release=_quoted(cycle.release),
            status=_text(cycle.status),
            slurp=cycle.slurp,
            release_date=cycle.release_date,
        ),
        "source: null"
        if source is None
        else "source: "
        + _flow(
            repository=_text(source.repository),
            commit=_text(source.commit),
            date=source.date,
        ),
        "weeks:",
    ]
    lines += [
        "  - " + _flow(name=_text(week.name), start=week.start, end=week.end)
        for week in calendar.weeks
    ]
    if not calendar.weeks:
        lines[-1] += " []"
    lines += _events("events", calendar.events.values(), 0)
    if calendar.teams:
        lines.append("teams:")
        for team, events in calendar.teams.items():
            lines += _events(_quoted(team), events.values(), 2)
    else:
        lines.append("teams: {}")
    if calendar.changes:
        lines.append("changes:")
        for change in calendar.changes:
            lines.append(f"  - commit: {_text(change.commit)}")
            lines.append(f"    date: {_scalar(change.date)}")
            lines.append("    events:")
            for name, event in change.events.items():
                if event is None:
                    lines.append(f"      {_quoted(name)}: null")
                else:
                    lines.append(f"      {_quoted(name)}:")
                    lines += _event_body(event, 8)
    else:
        lines.append("changes: []")
    return "\n".join(lines) + "\n"


def _events(key: str, events: Iterable[Event], indent: int) -> list[str]:
    space = " " * indent
    lines = [f"{space}{key}:"]
    for event in events:
        lines.append(f"{space}  {_quoted(event.id)}:")
        lines += _event_body(event, indent + 4)
    if len(lines) == 1:
        lines[0] += " {}"
    return lines


def _event_body(event: Event, indent: int) -> list[str]:
    space = " " * indent
    lines = [
        f"{space}key: {_text(event.key)}",
        f"{space}basis: {event.basis}",
    ]
    if event.stated_at is not None:
        lines.append(f"{space}stated-at: {event.stated_at}")
    lines.append(f"{space}occurrences:")
    lines += [
        f"{space}  - "
        + "{"
        + f"from: {one.start}, to: {one.end}, due: {_scalar(one.due)}, "
        + f"week: {_text(one.week)}"
        + "}"
        for one in event.occurrences
    ]
    if not event.occurrences:
        lines[-1] += " []"
    return lines


def _flow(**values: object) -> str:
    pairs = (
        f"{key.replace('_', '-')}: {_scalar(value)}"
        for key, value in values.items()
    )
    return "{" + ", ".join(pairs) + "}"


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _text(text: str | None) -> str:
    return "null" if text is None else _quoted(text)


def _quoted(text: str) -> str:
    """Quote what YAML might read as something else than text."""
    if _PLAIN.fullmatch(text) and text.lower() not in _OTHER_THAN_TEXT:
        return text
    # What JSON quotes is YAML, but for characters that no YAML may hold.
    return _UNPRINTABLE.sub(
        lambda match: f"\\u{ord(match[0]):04x}",
        json.dumps(text, ensure_ascii=False),
    )


# -- reading -----------------------------------------------------------------


def _check_occurrence(one: Any, problems: list[Problem]) -> None:
    if one.end < one.start:
        problems.append(
            problem(
                Code.BAD_VALUE,
                one.position,
                f"It ends on {one.end}, before it begins on {one.start}.",
            )
        )


@dataclass(frozen=True)
class _PlacedOccurrence(Occurrence):
    position: Position = field(default=Position(""), compare=False)


def _plain(placed: Occurrence) -> Occurrence:
    return Occurrence(placed.start, placed.end, placed.due, placed.week)


def _plain_text(text: str | None) -> str | None:
    """Give text without its position, which no calendar keeps."""
    return None if text is None else str(text)


def _build_event(
    position: Position,
    key: str | None,
    basis: str,
    stated_at: int | None,
    occurrences: tuple[Occurrence, ...],
) -> Event:
    return Event(
        "",
        _plain_text(key),
        None,
        Basis(basis),
        tuple(_plain(one) for one in occurrences),
        stated_at,
    )


def _build_cycle(
    position: Position,
    series: str,
    release: str,
    status: str | None,
    slurp: bool | None,
    release_date: datetime.date | None,
) -> Cycle:
    return Cycle(
        str(series), str(release), _plain_text(status), slurp, release_date
    )


def _build_source(
    position: Position,
    repository: str,
    commit: str | None,
    date: datetime.date | None,
) -> SourceNote:
    return SourceNote(str(repository), _plain_text(commit), date)


def _build_week(
    position: Position,
    name: str | None,
    start: datetime.date,
    end: datetime.date,
) -> Week:
    return Week(_plain_text(name), start, end)


def _build_change(
    position: Position,
    commit: str | None,
    date: datetime.date | None,
    events: Mapping[str, Event | None],
) -> Change:
    named = {}
    for name, event in events.items():
        team, _, own = str(name).rpartition("/")
        named[str(name)] = (
            replace(event, id=own, team=team or None) if event else None
        )
    return Change(_plain_text(commit), date, named)


def _build_calendar(
    position: Position,
    cycle: Cycle,
    source: SourceNote | None,
    weeks: tuple[Week, ...],
    events: Mapping[str, Event],
    teams: Mapping[str, Mapping[str, Event]],
    changes: tuple[Change, ...],
) -> Calendar:
    return Calendar(
        cycle,
        source,
        weeks,
        {
            str(name): replace(event, id=str(name))
            for name, event in events.items()
        },
        {
            str(team): {
                str(name): replace(event, id=str(name), team=str(team))
                for name, event in own.items()
            }
            for team, own in teams.items()
        },
        changes,
    )


_OCCURRENCE = Record(
    "an occurrence",
    (
        Field("from", Date(), required=True, attribute="start"),
        Field("to", Date(), required=True, attribute="end"),
        Field("due", Nullable(Date()), help="The day by which to act."),
        Field("week", Nullable(_TEXT), help="The schedule's own label."),
    ),
    _PlacedOccurrence,
    check=_check_occurrence,
)
_EVENT = Record(
    "an event",
    (
        Field("key", Nullable(_TEXT), help="Its key in openstack/releases."),
        Field(
            "basis",
            Choice(tuple(str(basis) for basis in Basis), "a basis"),
            required=True,
            help="Where the date comes from.",
        ),
        Field(
            "stated-at",
            Nullable(Integer()),
            help="The line of schedule.rst that states the date.",
        ),
        Field("occurrences", ListOf(_OCCURRENCE), default=()),
    ),
    _build_event,
)
_EVENTS = MapOf(_EVENT_NAME, _EVENT)
CALENDAR = Record(
    "a calendar",
    (
        Field(
            "cycle",
            Record(
                "a cycle",
                (
                    Field("series", _NAME, required=True),
                    Field("release", _NAME, required=True),
                    Field("status", Nullable(_TEXT)),
                    Field("slurp", Nullable(Boolean())),
                    Field("release-date", Nullable(Date())),
                ),
                _build_cycle,
            ),
            required=True,
        ),
        Field(
            "source",
            Nullable(
                Record(
                    "a source",
                    (
                        Field("repository", _TEXT, required=True),
                        Field("commit", Nullable(_TEXT)),
                        Field(
                            "date",
                            Nullable(Date()),
                            help="The commit's day, where known.",
                        ),
                    ),
                    _build_source,
                )
            ),
        ),
        Field(
            "weeks",
            ListOf(
                Record(
                    "a week",
                    (
                        Field("name", Nullable(_TEXT)),
                        Field("start", Date(), required=True),
                        Field("end", Date(), required=True),
                    ),
                    _build_week,
                )
            ),
            default=(),
        ),
        Field("events", _EVENTS, required=True),
        Field(
            "teams",
            MapOf(Text("a team"), _EVENTS),
            default={},
            help="Each team's own events, without the team in their names.",
        ),
        Field(
            "changes",
            ListOf(
                Record(
                    "a change",
                    (
                        Field("commit", Nullable(_TEXT)),
                        Field("date", Nullable(Date())),
                        Field(
                            "events",
                            MapOf(_EVENT_NAME, Nullable(_EVENT)),
                            required=True,
                            help="What was said before, null for nothing; "
                            "TEAM/EVENT names a team's own.",
                        ),
                    ),
                    _build_change,
                )
            ),
            default=(),
            help="What the calendar said before each import that changed "
            "it, the oldest first.",
        ),
    ),
    _build_calendar,
    help="The dates of one OpenStack release cycle.",
)


def from_yaml(
    content: bytes, path: str
) -> tuple[Calendar | None, list[Problem]]:
    """Read the bytes of a calendar's file; *path* is named in problems."""
    root, problems = parse(content, path)
    if root is None:
        return None, problems
    calendar = CALENDAR.read(root, root.position, problems)
    return (None if calendar is INVALID else calendar), problems


def load(path: Path) -> tuple[Calendar | None, list[Problem]]:
    """Read a calendar's file."""
    content = read_file(path)
    if isinstance(content, Problem):
        return None, [content]
    return from_yaml(content, str(path))
