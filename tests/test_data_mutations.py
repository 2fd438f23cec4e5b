# SPDX-License-Identifier: Apache-2.0
"""One mistake in a file of a cycle is reported once, on its line."""

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
from watcher_liaison_guide.calendar.library import (
    CALENDAR,
    EMBEDDED,
    load_calendar,
)
from watcher_liaison_guide.checklist import load_cycle_file
from watcher_liaison_guide.checklist.cycle_file import CYCLE_FILE
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.records.model import RECORDS
from watcher_liaison_guide.yamlreader import parse

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


def mistakes(kind: str) -> Iterator[Mutation | None]:
    """Yield none, and one mistake of each kind for each field."""
    content, shape, _ = KINDS[kind]
    value, _ = parse(content, kind)
    assert value is not None
    chosen: dict[tuple[Any, ...], Mutation] = {}
    for one in mutations(shape, value):
        words = [part for part in one.path if isinstance(part, str)]
        chosen.setdefault((one.what, *words[-1:]), one)
    yield None
    yield from chosen.values()
    yield from in_the_bytes(next(fields_of(shape, value))[0])
    if kind == "cycle":
        for path, code in DANGLING.items():
            yield Mutation("dangling", path, code, key="no-such-thing")
        path = ("exceptions", "live-migration", "policy")
        yield Mutation("dangling", path, Code.UNKNOWN_POLICY, "no-such-thing")


@pytest.mark.parametrize(
    ("kind", "mutation"),
    [
        pytest.param(
            kind,
            one,
            id=f"{kind}: {one.what} at {'.'.join(map(str, one.path))}"
            if one
            else f"{kind}: only written anew",
        )
        for kind in KINDS
        for one in mistakes(kind)
    ],
)
def test_a_mistake_is_reported_once_on_its_line(
    kind: str, mutation: Mutation | None, tmp_path: Path
) -> None:
    content, _, load = KINDS[kind]
    value, _ = parse(content, kind)
    assert value is not None
    path = tmp_path / "2027.1.cycle.yaml"
    text, line = written(value, mutation)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    found, problems = load(path)
    assert found is not None or mutation is not None
    expected = [(str(path), line, mutation.code)] if mutation else []
    assert [(*one.position[:2], one.code) for one in problems] == expected
