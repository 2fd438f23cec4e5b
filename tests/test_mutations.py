# SPDX-License-Identifier: Apache-2.0
"""One mistake in a file is reported once, on its line, by its code."""

from __future__ import annotations

import shutil
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
from watcher_liaison_guide.fields import Record
from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.records.model import RECORDS
from watcher_liaison_guide.yamlreader import parse

#: A guide in which every field of the tables stands somewhere.
WHOLE = Path(__file__).parent / "guide" / "data" / "whole"
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
#: What is not there, by the keys of the guide that refer to it.
DANGLING = {
    key: code
    for code, keys in {
        Code.UNKNOWN_ROLE: "owner with starts roles role ptl decides",
        Code.UNKNOWN_SECTION: "use",
        Code.UNKNOWN_STEP: "announce",
        Code.UNKNOWN_LINK: "place link",
        Code.UNKNOWN_CHANNEL: "first",
        Code.UNKNOWN_TERM: "see",
        Code.UNKNOWN_EVENT: "falls-back event week from to due not-before "
        "not-after opens closes",
        Code.UNKNOWN_PRECEDENCE: "precedence duty",
        Code.UNKNOWN_DELIVERABLE: "deliverable release-model",
        Code.UNKNOWN_TRACKER: "expects.tracker",
    }.items()
    for key in keys.split()
}
#: How a name is written, where it is not all of the value.
WRITTEN = {
    **dict.fromkeys(("with", "roles", "see"), "[{}]"),
    **{"week": "{} - 1w", "to": "{} mon", "due": "{} + 1d"},
    "release-model": "{{{}: independent}}",
    "expects.tracker": "{{aurora: {}}}",
}

Load = Callable[[Path], tuple[Any, list[Problem]]]
#: A file, its shape and its reader, by kind.
KINDS: dict[str, tuple[bytes, Any, Load]] = {
    "cycle": (CYCLE, CYCLE_FILE, load_cycle_file),
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
#: The same for each file of the whole guide, by its name.
PARTS = {
    path.relative_to(WHOLE).as_posix(): (
        path.read_bytes(),
        FILES["section" if path.parent != WHOLE else path.stem],
        lambda path: load_guide(path.parents[path.parent.name == "sections"]),
    )
    for path in sorted(WHOLE.rglob("*.yaml"))
}
EVERY = {**KINDS, **PARTS}
VALUES = {
    name: parse(content, name)[0] for name, (content, *_) in EVERY.items()
}


def dangling(name: str) -> Iterator[Mutation]:
    """Yield what refers to nothing in a file."""
    if name not in PARTS:
        return
    for path, _, _, record in fields_of(PARTS[name][1], VALUES[name]):
        key = str(path[-1])
        if path[-2:-1] == ("expects",) and key == "tracker":
            key = "expects.tracker"
        if path[-2:-1] == ("where",) and key == "release-model":
            continue
        if key in DANGLING and isinstance(record, Record):
            text = WRITTEN.get(key, "{}").format("no-such-thing")
            yield Mutation("dangling", path, DANGLING[key], text)


def mistakes() -> dict[str, tuple[str, Mutation]]:
    """Return one mistake of each kind for each key of each kind of file."""
    chosen: dict[tuple[Any, ...], tuple[str, Mutation]] = {}
    for name, (_, shape, _) in EVERY.items():
        value = VALUES[name]
        assert value is not None
        fields = list(fields_of(shape, value))
        for one in (
            *mutations(shape, value),
            *dangling(name),
            *(bad for path, *_ in fields[:2] for bad in in_the_bytes(path)),
        ):
            keys = [part for part in one.path if isinstance(part, str)]
            what = (one.what, name.split("/")[0], *keys[-1:])
            chosen.setdefault(what, (name, one))
    return {
        f"{one.what} at {name}:{'.'.join(map(str, one.path))}": (name, one)
        for name, one in chosen.values()
    }


MISTAKES = mistakes()


def test_every_field_of_the_tables_is_in_the_whole_guide() -> None:
    there = {
        (id(record), path[-1])
        for name, (_, shape, _) in PARTS.items()
        for path, _, _, record in fields_of(shape, VALUES[name])
    }
    lacking = {
        field.key
        for record in records(list(FILES.values()))
        for field in record.fields
        if (id(record), field.key) not in there
        and record.wanted != "the omissions"
    }
    # A whole guide extends no other; test_extending.py has those that do.
    assert lacking == {"extends", "omit"}
    assert len(MISTAKES) > 500


def records(shapes: list[Any]) -> Iterator[Record]:
    """Yield every record that shapes are made of."""
    seen = set()
    while shapes:
        shape = shapes.pop()
        if id(shape) in seen:
            continue
        seen.add(id(shape))
        if isinstance(shape, Record):
            yield shape
            shapes += [field.shape for field in shape.fields]
        for name in ("shape", "scalar", "mapping", "otherwise"):
            shapes += filter(None, [getattr(shape, name, None)])
        shapes += [record for _, record in getattr(shape, "choices", ())]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(WHOLE, tmp_path_factory.mktemp("guides") / "whole")


def reported(
    name: str, mutation: Mutation | None, folder: Path
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return the problems of a file with a mistake, and those expected."""
    path = folder / (name if name in PARTS else "2027.1.cycle.yaml")
    text, line = written(VALUES[name], mutation)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    try:
        found, problems = EVERY[name][2](path)
    finally:
        if name in PARTS:
            shutil.copyfile(WHOLE / name, path)
    assert found is not None or mutation is not None
    expected = [(str(path), line, mutation.code)] if mutation else []
    return [(*one.position[:2], one.code) for one in problems], expected


@pytest.mark.parametrize(("name", "mutation"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_reported_once_on_its_line(
    name: str, mutation: Mutation, folder: Path
) -> None:
    found, expected = reported(name, mutation, folder)
    assert found == expected


@pytest.mark.parametrize("name", EVERY)
def test_a_file_only_written_anew_is_clean(name: str, folder: Path) -> None:
    assert reported(name, None, folder) == ([], [])
