# SPDX-License-Identifier: Apache-2.0
"""Records files: how one is read, what its fields are, how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from watcher_liaison_guide.calendar.model import SourceNote
from watcher_liaison_guide.fields import (
    NAME,
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
    json_schema,
    name,
    url,
)
from watcher_liaison_guide.guide.model import BRANCH_STATUSES, LEADERSHIPS
from watcher_liaison_guide.problems import Position, Problem
from watcher_liaison_guide.records.model import (
    Branch,
    DeliverableFacts,
    Leadership,
    Person,
    Records,
    Release,
    Series,
)
from watcher_liaison_guide.yamlreader import parse, read_file
from watcher_liaison_guide.yamlwriter import flow, items, scalar

#: The phases of a series, one of which is history.
STATUSES = (*BRANCH_STATUSES, "extended maintenance")

_CYCLE = name("a cycle")
_STATUS = Choice(STATUSES, "a status of a series")
_DAY = Nullable(Date())
_COMMIT = Nullable(Text("a commit", r"[0-9a-f]{7,64}"))
_FILE = Nullable(Text("a file of the repository"))


def _plain(build: Any) -> Any:
    """Let *build* do without the position of what it is built from."""

    def without(position: Position, **values: Any) -> Any:
        return build(**values)

    return without


def _together(**values: Any) -> dict[str, Any]:
    return {key: found for key, found in values.items() if key != "position"}


_SOURCE = Record(
    "a source",
    (
        Field("repository", Text("a repository"), True),
        Field("commit", _COMMIT),
        Field("date", _DAY),
    ),
    _plain(SourceNote),
)

_PERSON = Record(
    "a person",
    (
        Field("name", Nullable(Text("a name"))),
        Field("irc", Nullable(Text("a nick"))),
    ),
    _plain(Person),
)

_LEADERSHIP = Record(
    "a leadership",
    (
        Field("model", Choice(LEADERSHIPS, "a leadership"), True),
        Field("source", Nullable(Text("a source"))),
    ),
    Leadership,
)

_NEXT_PHASE = Record(
    "a phase",
    (Field("status", _STATUS, True), Field("date", _DAY)),
    _together,
)


def _series(
    position: Position, next_phase: dict[str, Any] | None, **values: Any
) -> Series:
    following = next_phase or {"status": None, "date": None}
    return Series(
        **values,
        next_phase_status=following["status"],
        next_phase_date=following["date"],
    )


_SERIES = Record(
    "a series",
    (
        Field("series", name("a series"), True),
        Field("release", _CYCLE, True),
        Field("status", _STATUS, True),
        Field("slurp", Boolean(), default=False),
        Field("release-date", _DAY),
        Field("next-phase", Nullable(_NEXT_PHASE)),
        Field("eol-date", _DAY),
    ),
    _series,
)

_RELEASE = Record(
    "a release",
    (
        Field("version", name("a version"), True),
        Field("date", _DAY, help="Only where the history told it."),
        Field("commit", _COMMIT, help="What was released."),
    ),
    _plain(Release),
)

_BRANCH = Record(
    "a branch",
    (
        Field("release", _CYCLE, True),
        Field("name", Text("a branch", r"[A-Za-z0-9._/-]+"), True),
        Field("file", _FILE),
        Field(
            "ended",
            Boolean(),
            default=False,
            help="Its end of life is tagged.",
        ),
    ),
    _plain(Branch),
)


def _deliverable(**values: Any) -> DeliverableFacts:
    return DeliverableFacts(id="", **values)


_DELIVERABLE = Record(
    "a deliverable",
    (
        Field("file", _FILE, help="Where openstack/releases says so."),
        Field("type", Nullable(name("a type"))),
        Field("release-model", Nullable(name("a release model"))),
        Field("tracker", Nullable(Text("a tracker"))),
        Field(
            "stable-branches",
            Boolean(),
            default=True,
            help="Whether it has stable branches at all.",
        ),
        Field("releases", ListOf(_RELEASE), default=()),
        Field("branches", ListOf(_BRANCH), default=()),
        Field("highlights", Integer(), default=0),
        Field("release-notes", Nullable(url())),
    ),
    _deliverable,
)


def _records(
    position: Position, cycle: dict[str, Any], **values: Any
) -> Records:
    return Records(
        series_name=cycle["series"],
        release=cycle["release"],
        path=position.path,
        **values,
    )


RECORDS = Record(
    "a records file",
    (
        Field(
            "cycle",
            Record(
                "a cycle",
                (
                    Field("series", name("a series"), True),
                    Field("release", _CYCLE, True),
                ),
                _together,
            ),
            True,
        ),
        Field("team", Text("a team"), help="Governance's name of the team."),
        Field("sources", ListOf(_SOURCE), default=()),
        Field("leadership", Nullable(_LEADERSHIP), help="Null: unknown."),
        Field(
            "liaisons",
            Nullable(MapOf(Text("a key", NAME), ListOf(_PERSON))),
            help="Who is on record under each key. Absent: unknown.",
        ),
        Field(
            "carried-from",
            Nullable(_CYCLE),
            help="The earlier cycle that the deliverables' facts are of.",
        ),
        Field("series", ListOf(_SERIES), default=(), help="Newest first."),
        Field(
            "deliverables",
            MapOf(name("a deliverable"), _DELIVERABLE, pass_key=True),
            default={},
        ),
    ),
    _records,
    help='Written by "watcher-liaison-guide records import".',
)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of a records file."""
    return json_schema(RECORDS, "Records of one cycle")


def load_records(path: Path | str) -> tuple[Records | None, list[Problem]]:
    """Read the records file at *path*; None where it cannot be used."""
    content = read_file(path)
    if isinstance(content, Problem):
        return None, [content]
    value, problems = parse(content, str(path))
    if value is None:
        return None, problems
    found = RECORDS.read(value, Position(str(path), 1, 1), problems)
    return (found if isinstance(found, Records) else None), problems


# -- writing


def dump(records: Records) -> str:
    """Give *records* as the text of a records file.

    The same records give the same text, and ``load_records`` reads them
    back. Quoting keeps a release id from being read as a number.
    """
    lines = [
        '# Written by "watcher-liaison-guide records import"; edits are lost.',
        "cycle: " + flow(series=records.series_name, release=records.release),
        *([f"team: {scalar(records.team)}"] if records.team else []),
        *items(
            "sources",
            (
                flow(
                    repository=one.repository, commit=one.commit, date=one.date
                )
                for one in records.sources
            ),
        ),
        *_leadership(records.leadership),
        *_liaisons(records),
        f"carried-from: {scalar(records.carried_from)}",
        *items("series", map(_series_text, records.series)),
    ]
    if not records.deliverables:
        lines.append("deliverables: {}")
        return "\n".join(lines) + "\n"
    lines.append("deliverables:")
    for key, facts in records.deliverables.items():
        lines.append(f"  {scalar(key)}:")
        lines.extend(f"    {line}" for line in _facts(facts))
    return "\n".join(lines) + "\n"


def _leadership(leadership: Leadership | None) -> Iterator[str]:
    if leadership is None:
        yield "leadership: null"
        return
    yield "leadership:"
    yield f"  model: {scalar(leadership.model)}"
    yield f"  source: {scalar(leadership.source)}"


def _liaisons(records: Records) -> Iterator[str]:
    if records.liaisons is None:
        return
    if not records.liaisons:
        yield "liaisons: {}"
        return
    yield "liaisons:"
    for key, people in records.liaisons.items():
        named = (flow(name=one.name, irc=one.irc) for one in people)
        yield from (f"  {line}" for line in items(scalar(key), named))


def _series_text(one: Series) -> str:
    following = None
    if one.next_phase_status is not None:
        following = flow(
            status=one.next_phase_status, date=one.next_phase_date
        )
    return flow(
        series=one.series,
        release=one.release,
        status=one.status,
        slurp=one.slurp,
        release_date=one.release_date,
        next_phase=following,
        eol_date=one.eol_date,
    )


def _facts(facts: DeliverableFacts) -> Iterator[str]:
    yield f"file: {scalar(facts.file)}"
    yield f"type: {scalar(facts.type)}"
    yield f"release-model: {scalar(facts.release_model)}"
    yield f"tracker: {scalar(facts.tracker)}"
    yield f"stable-branches: {scalar(facts.stable_branches)}"
    yield from items(
        "releases",
        (
            flow(version=one.version, date=one.date, commit=one.commit)
            for one in facts.releases
        ),
    )
    yield from items(
        "branches",
        (
            flow(
                release=one.release,
                name=one.name,
                file=one.file,
                **({"ended": True} if one.ended else {}),
            )
            for one in facts.branches
        ),
    )
    yield f"highlights: {facts.highlights}"
    yield f"release-notes: {scalar(facts.release_notes)}"
