# SPDX-License-Identifier: Apache-2.0
"""The team's own record of a cycle, read from its YAML file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watcher_liaison_guide.calendar.model import CANONICAL_EVENTS
from watcher_liaison_guide.checklist.model import (
    DONE,
    SKIPPED,
    CycleFile,
    ExceptionRecord,
    ItemRecord,
    TeamEvent,
)
from watcher_liaison_guide.fields import (
    INVALID,
    ByKey,
    ByKind,
    Choice,
    Date,
    Field,
    ListOf,
    MapOf,
    Nullable,
    Record,
    Text,
    identifier,
    url,
)
from watcher_liaison_guide.files import CYCLE_SUFFIX
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    in_order,
    problem,
)
from watcher_liaison_guide.records.model import Person
from watcher_liaison_guide.yamlreader import (
    PositionedText,
    Value,
    parse,
    read_file,
)

#: What a file name ends in that Sphinx and the command line look for.
SUFFIX = CYCLE_SUFFIX

_WORDS = Text("text", lines=True)


def _person(position: Position, name: str | None, irc: str | None) -> Person:
    return Person(str(name) if name else None, str(irc) if irc else None)


PERSON = Record(
    "a person",
    (Field("name", Text("a name")), Field("irc", Text("a nick"))),
    _person,
)


@dataclass(frozen=True)
class _NoEvent(Choice):
    """The word ``none``: the event does not happen for the team."""

    def read(
        self, value: Value, place: Position, problems: list[Problem]
    ) -> Any:
        word = super().read(value, place, problems)
        if word is INVALID:
            return INVALID
        return TeamEvent(position=value.position)


_EVENT_FORM = "{date: YYYY-MM-DD, why: ...} or none"
EVENT = ByKind(
    'a date or "none"',
    scalar=_NoEvent(
        ("none",),
        '"none" or a date with its reason',
        f"Write {_EVENT_FORM}.",
    ),
    example=_EVENT_FORM,
    mapping=Record(
        "a date of the team",
        (
            Field("date", Date(), True, help="The day."),
            Field("why", _WORDS, help="Who agreed on it, and where."),
        ),
        TeamEvent,
    ),
)


def _done(
    position: Position, done: Any, by: Any, proof: Any, why: Any
) -> ItemRecord:
    return ItemRecord(
        DONE, done, by and str(by), proof and str(proof), why, position
    )


def _skipped(
    position: Position, skipped: Any, by: Any, proof: Any, on: Any
) -> ItemRecord:
    return ItemRecord(
        SKIPPED, on, by and str(by), proof and str(proof), skipped, position
    )


_BY = Field("by", Text("a name or nick"))
_PROOF = Field("proof", url(), help="An address that shows it.")
ITEM = ByKey(
    choices=(
        (
            "skipped",
            Record(
                "a skipped item",
                (
                    Field("skipped", _WORDS, True, help="Why."),
                    _BY,
                    _PROOF,
                    Field("on", Date()),
                ),
                _skipped,
            ),
        ),
    ),
    otherwise=Record(
        "an item",
        (
            Field("done", Date(), True, help="The day it was done."),
            _BY,
            _PROOF,
            Field("why", _WORDS, help="Anything worth knowing."),
        ),
        _done,
    ),
)


def _exception(position: Position, **values: Any) -> ExceptionRecord:
    words = {
        key: None if value is None else str(value)
        for key, value in values.items()
    }
    # Only the policy is held against the guide, so its place is told. Of the
    # words, the table of fields makes sure that those that must be are there.
    place = values["policy"].position
    return ExceptionRecord(id="", position=place, **words)  # type: ignore[arg-type]


EXCEPTION = Record(
    "an exception",
    (
        Field("policy", identifier("a policy id"), True),
        Field("title", Text("a title"), True),
        Field(
            "decision",
            Choice(("open", "granted", "refused"), "a decision"),
            default="open",
        ),
        _BY,
        Field("url", url()),
        Field("why", _WORDS),
    ),
    _exception,
)

CYCLE_FILE = Record(
    "a cycle file",
    (
        Field("cycle", Text("a cycle"), True, help="Such as 2027.1."),
        Field(
            "roles",
            Nullable(
                MapOf(identifier("a role id"), ListOf(PERSON, alone=True))
            ),
            default={},
            help="Whom the team appointed.",
        ),
        Field(
            "events",
            Nullable(MapOf(identifier("an event id"), EVENT)),
            default={},
            help="Dates the team set itself.",
        ),
        Field(
            "links",
            Nullable(MapOf(identifier("a link id"), url())),
            default={},
            help="Addresses for the guide's named links.",
        ),
        Field(
            "items",
            Nullable(
                MapOf(Text("an item id", r"[A-Za-z0-9][A-Za-z0-9._/-]*"), ITEM)
            ),
            default={},
            help="What is done or skipped, by item id.",
        ),
        Field(
            "exceptions",
            Nullable(MapOf(identifier("an id"), EXCEPTION, pass_key=True)),
            default={},
            help="What was asked for under a policy.",
        ),
        Field("notes", _WORDS, help="For whoever comes next."),
    ),
    lambda **values: values,
)


def load_cycle_file(
    path: Path | str, guide: Guide | None = None
) -> tuple[CycleFile | None, list[Problem]]:
    """Read a cycle file; with *guide*, hold its ids against the guide.

    Item ids beyond their step are checked when the checklist is built.
    """
    content = read_file(path)
    if isinstance(content, Problem):
        return None, [content]
    return read_cycle_file(content, str(path), guide)


def read_cycle_file(
    content: bytes, path: str, guide: Guide | None = None
) -> tuple[CycleFile | None, list[Problem]]:
    """Read a cycle file's bytes; *path* is the one that problems name."""
    value, problems = parse(content, path)
    if value is None:
        return None, in_order(problems)
    start = Position(path, value.position.line, 1)
    read = CYCLE_FILE.read(value, start, problems)
    if read is INVALID:
        return None, in_order(problems)
    for key in ("roles", "events", "links", "items", "exceptions"):
        read[key] = read[key] or {}  # an empty place, as new-cycle leaves it
    named = Path(path).name.removesuffix(SUFFIX)
    cycle = read["cycle"]
    if _is_release(named) and _is_release(cycle) and named != cycle:
        # Else one cycle would show what is on record of another.
        problems.append(
            problem(
                Code.BAD_VALUE,
                cycle.position,
                f'The file of {named} is about "{cycle}".',
                f'Call it "{cycle}{SUFFIX}", or correct the cycle.',
            )
        )
        return None, in_order(problems)
    if guide is not None:
        problems.extend(_against(guide, read))
    return (
        CycleFile(
            cycle=str(read["cycle"]),
            path=path,
            roles=read["roles"],
            events=read["events"],
            links=read["links"],
            items=read["items"],
            exceptions=tuple(read["exceptions"].values()),
            notes=read["notes"] and str(read["notes"]),
            digest=hashlib.sha256(content).hexdigest(),
        ),
        in_order(problems),
    )


def _is_release(name: str) -> bool:
    return name[:1].isdigit()


def _against(guide: Guide, read: dict[str, Any]) -> list[Problem]:
    """Tell every id of a cycle file that the guide does not have."""
    problems: list[Problem] = []

    def known(
        words: Iterable[PositionedText],
        names: Iterable[str],
        code: Code,
        what: str,
    ) -> None:
        every = set(map(str, names))
        for word in words:
            if str(word) not in every:
                problems.append(
                    problem(
                        code,
                        word.position,
                        f'The guide has no {what} "{word}".',
                        did_you_mean(word, every),
                    )
                )

    known(read["roles"], guide.roles, Code.UNKNOWN_ROLE, "role")
    known(
        read["events"],
        [*CANONICAL_EVENTS, *guide.events],
        Code.UNKNOWN_EVENT,
        "event",
    )
    known(read["links"], guide.project.links, Code.UNKNOWN_LINK, "named link")
    steps = {
        str(step.id)
        for section in guide.sections.values()
        if section.is_phase
        for step in section.top_steps
    }
    for word in read["items"]:
        if str(word).split("/")[0] not in steps:
            problems.append(_unknown_step(word, steps, guide))
    known(
        (
            PositionedText(one.policy, one.position)
            for one in read["exceptions"].values()
        ),
        guide.policies,
        Code.UNKNOWN_POLICY,
        "policy",
    )
    return problems


def _unknown_step(
    item: PositionedText, steps: set[str], guide: Guide
) -> Problem:
    """Tell that an item's step does not exist, and which one it may be."""
    first, _, rest = str(item).partition("/")
    if first in guide.steps:
        advice: str | None = (
            "Steps inside others have longer ids: look in the checklist for "
            f'one that ends in "/{item}".'
        )
    else:
        advice = did_you_mean(first, steps)
    if advice is None and rest:
        # A sub-step may stand on its own now.
        inner = [word for word in rest.split("/") if word in steps]
        advice = f'Did you mean "{inner[-1]}"?' if inner else None
    return problem(
        Code.UNKNOWN_ITEM,
        item.position,
        f'The checklist has no item "{item}", as the guide has no step '
        f'"{first}" of its own.',
        advice,
    )
