# SPDX-License-Identifier: Apache-2.0
"""One mistake in a file of a cycle is told once, on its line, by its code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.mutations import (
    Mutation,
    fields_of,
    in_the_bytes,
    mutations,
    written,
)
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.calendar.store import CALENDAR
from watcher_liaison_guide.calendar.store import load as load_calendar
from watcher_liaison_guide.checklist import load_cycle_file
from watcher_liaison_guide.checklist.cycle_file import CYCLE_FILE
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.records.loading import RECORDS
from watcher_liaison_guide.yamlreader import Value, parse

CYCLE = b"""\
cycle: "2027.1"
roles:
  event-liaison: {name: Ada, irc: ada}
events:
  spec-freeze: {date: 2027-01-07, why: agreed at the PTG}
  summit: none
links:
  ffe-etherpad: https://etherpad.opendev.org/p/ffe
items:
  ptg-retrospective:
    done: 2026-10-15
    by: ada
    proof: https://example.org/proof
    why: it was time
  ptg-group-photo:
    skipped: virtual PTG
    by: ada
    proof: https://example.org/proof
    on: 2026-10-15
exceptions:
  live-migration:
    policy: ffe
    title: Live migration
    decision: open
    by: ada
    url: https://example.org/ffe
    why: it is late
notes: For whoever comes next.
"""
#: What the cycle file refers to, by the path where it does.
DANGLING = {
    ("roles", "event-liaison"): Code.UNKNOWN_ROLE,
    ("events", "summit"): Code.UNKNOWN_EVENT,
    ("links", "ffe-etherpad"): Code.UNKNOWN_LINK,
    ("items", "ptg-group-photo"): Code.UNKNOWN_ITEM,
}
GUIDE, _ = load_guide(EMBEDDED_GUIDES / "watcher")

Load = Callable[[Path], tuple[Any, list[Problem]]]
#: A file, its shape and its reader, by kind.
KINDS: dict[str, tuple[bytes, Any, Load]] = {
    "cycle": (CYCLE, CYCLE_FILE, lambda path: load_cycle_file(path, GUIDE)),
    "calendar": (
        (EMBEDDED / "calendars" / "2026.2.yaml").read_bytes(),
        CALENDAR,
        load_calendar,
    ),
    "records": (
        (EMBEDDED / "records" / "2026.1.yaml").read_bytes(),
        RECORDS,
        load_records,
    ),
}


def value_of(kind: str) -> Value:
    value, problems = parse(KINDS[kind][0], kind)
    assert value is not None and not problems
    return value


def mistakes(kind: str) -> Iterator[Mutation]:
    """Give one mistake of each kind for each field."""
    value, shape = value_of(kind), KINDS[kind][1]
    chosen: dict[tuple[Any, ...], Mutation] = {}
    for mutation in mutations(shape, value):
        words = [part for part in mutation.path if isinstance(part, str)]
        chosen.setdefault((mutation.what, *words[-1:]), mutation)
    for mutation in in_the_bytes(next(fields_of(shape, value))[0]):
        chosen[mutation.what, ""] = mutation
    if kind == "cycle":
        for path, code in DANGLING.items():
            chosen[("dangling", *path)] = Mutation(
                "dangling", path, code, key="no-such-thing"
            )
        path = ("exceptions", "live-migration", "policy")
        chosen[("dangling", *path)] = Mutation(
            "dangling", path, Code.UNKNOWN_POLICY, "no-such-thing"
        )
    yield from chosen.values()


CASES = [
    pytest.param(
        kind,
        mutation,
        id=f"{kind}: {mutation.what} at {'.'.join(map(str, mutation.path))}",
    )
    for kind in KINDS
    for mutation in mistakes(kind)
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_only_written_anew_is_clean(
    kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    path.write_text(written(value_of(kind))[0], encoding="utf-8")
    found, problems = KINDS[kind][2](path)
    assert found is not None
    assert problems == []


@pytest.mark.parametrize(("kind", "mutation"), CASES)
def test_a_mistake_is_told_once_on_its_line(
    kind: str, mutation: Mutation, tmp_path: Path
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    text, line = written(value_of(kind), mutation)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    _, problems = KINDS[kind][2](path)
    assert [
        (one.position.path, one.position.line, one.code) for one in problems
    ] == [(str(path), line, mutation.code)]
