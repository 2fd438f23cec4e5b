# SPDX-License-Identifier: Apache-2.0
"""One mistake in a guide is told once, on its line, by its code."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.mutations import (
    Mutation,
    fields_of,
    in_the_bytes,
    mutations,
    written,
)
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.fields import Record
from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.problems import Code
from watcher_liaison_guide.yamlreader import Value, parse

#: A guide in which every field of the tables stands somewhere.
WHOLE = Path(__file__).parent / "data" / "whole"
SHARED = EMBEDDED_GUIDES / "openstack"

#: What a key refers to, by the code of what is not there.
DANGLING: dict[str, tuple[Code, str]] = {
    "owner": (Code.UNKNOWN_ROLE, "no-such-thing"),
    "with": (Code.UNKNOWN_ROLE, "[team, no-such-thing]"),
    "starts": (Code.UNKNOWN_ROLE, "no-such-thing"),
    "roles": (Code.UNKNOWN_ROLE, "[no-such-thing]"),
    "role": (Code.UNKNOWN_ROLE, "no-such-thing"),
    "ptl": (Code.UNKNOWN_ROLE, "no-such-thing"),
    "decides": (Code.UNKNOWN_ROLE, "no-such-thing"),
    "use": (Code.UNKNOWN_SECTION, "no-such-thing"),
    "announce": (Code.UNKNOWN_STEP, "no-such-thing"),
    "place": (Code.UNKNOWN_LINK, "no-such-thing"),
    "link": (Code.UNKNOWN_LINK, "no-such-thing"),
    "first": (Code.UNKNOWN_CHANNEL, "no-such-thing"),
    "see": (Code.UNKNOWN_TERM, "[no-such-thing]"),
    "falls-back": (Code.UNKNOWN_EVENT, "no-such-thing"),
    "event": (Code.UNKNOWN_EVENT, "no-such-thing"),
    "precedence": (Code.UNKNOWN_PRECEDENCE, "no-such-thing"),
    "duty": (Code.UNKNOWN_PRECEDENCE, "no-such-thing"),
    "deliverable": (Code.UNKNOWN_DELIVERABLE, "no-such-thing"),
    "week": (Code.UNKNOWN_EVENT, "no-such-thing - 1w"),
    "from": (Code.UNKNOWN_EVENT, "no-such-thing"),
    "to": (Code.UNKNOWN_EVENT, "no-such-thing mon"),
    "due": (Code.UNKNOWN_EVENT, "no-such-thing + 1d"),
    "not-before": (Code.UNKNOWN_EVENT, "no-such-thing"),
    "not-after": (Code.UNKNOWN_EVENT, "no-such-thing"),
    "opens": (Code.UNKNOWN_EVENT, "no-such-thing"),
    "closes": (Code.UNKNOWN_EVENT, "no-such-thing"),
    "expects.tracker": (Code.UNKNOWN_TRACKER, "{aurora: no-such-thing}"),
    "release-model": (
        Code.UNKNOWN_DELIVERABLE,
        "{no-such-thing: independent}",
    ),
}


def shape_of(name: str) -> Any:
    kind = "section" if name.startswith("sections/") else name[:-5]
    return FILES[kind]


def files_of(folder: Path) -> dict[str, Value]:
    found = {}
    for path in sorted(folder.rglob("*.yaml")):
        value, problems = parse(path.read_bytes(), str(path))
        assert value is not None and not problems
        found[path.relative_to(folder).as_posix()] = value
    return found


def all_mutations(folder: Path) -> Iterator[tuple[str, Mutation]]:
    """Return every mistake that can be made in a guide's files."""
    for name, value in files_of(folder).items():
        shape = shape_of(name)
        for mutation in mutations(shape, value):
            yield name, mutation
        for path, _, _, record in fields_of(shape, value):
            key = str(path[-1])
            if path[-2:-1] == ("expects",) and key == "tracker":
                key = "expects.tracker"
            if path[-2:-1] == ("where",) and key == "release-model":
                continue
            if key in DANGLING and isinstance(record, Record):
                code, text = DANGLING[key]
                yield name, Mutation("dangling", path, code, text)
        yield from (
            (name, one)
            for path, *_ in list(fields_of(shape, value))[:2]
            for one in in_the_bytes(path)
        )


def one_for_each_field(folder: Path) -> list[tuple[str, Mutation]]:
    """Return one mistake of each kind for each key of each kind of file."""
    chosen: dict[tuple[Any, ...], tuple[str, Mutation]] = {}
    for name, mutation in all_mutations(folder):
        kind = "sections" if name.startswith("sections/") else name
        place = [part for part in mutation.path if isinstance(part, str)][-1:]
        chosen.setdefault((mutation.what, kind, *place), (name, mutation))
    return list(chosen.values())


def params(guide: Path, chosen: list[tuple[str, Mutation]]) -> list[Any]:
    return [
        pytest.param(
            guide,
            name,
            mutation,
            id=f"{mutation.what} at {name}:"
            + ".".join(map(str, mutation.path)),
        )
        for name, mutation in chosen
    ]


IN_WHOLE = params(WHOLE, one_for_each_field(WHOLE))
SHARED_ONES = [
    one
    for one in all_mutations(SHARED)
    if one[1].what != "dangling" or one[1].path[-1] != "tracker"
]
IN_SHARED = params(SHARED, Random(4).sample(SHARED_ONES, 60))


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    made = {}
    for folder in (WHOLE, SHARED):
        made[folder] = tmp_path_factory.mktemp("guides") / folder.name
        shutil.copytree(folder, made[folder])
    return made


def test_every_field_of_the_tables_is_in_the_whole_guide() -> None:
    there = set()
    for name, value in files_of(WHOLE).items():
        for path, _, _, record in fields_of(shape_of(name), value):
            if isinstance(record, Record):
                there.add((id(record), path[-1]))
    lacking = [
        f"{record.wanted}: {field.key}"
        for record in records(list(FILES.values()))
        for field in record.fields
        if (id(record), field.key) not in there
    ]
    # A whole guide extends no other; test_extending.py has those that do.
    lacking = [
        one
        for one in lacking
        if not one.startswith("the omissions")
        and one not in ("the guide: extends", "the guide: omit")
    ]
    # The records of a window come from several keys; "due" is in all.
    assert lacking == []


def records(shapes: list[Any]) -> list[Record]:
    """Return every record that shapes are made of."""
    found: dict[int, Record] = {}
    waiting = list(shapes)
    while waiting:
        shape = waiting.pop()
        if isinstance(shape, Record):
            if id(shape) in found:
                continue
            found[id(shape)] = shape
            waiting += [field.shape for field in shape.fields]
        for name in ("shape", "scalar", "mapping", "otherwise"):
            if (inner := getattr(shape, name, None)) is not None:
                waiting.append(inner)
        for _, record in getattr(shape, "choices", ()):
            waiting.append(record)
    return list(found.values())


@pytest.mark.parametrize("folder", [WHOLE, SHARED], ids=["whole", "openstack"])
def test_a_guide_that_is_only_written_anew_is_clean(
    folder: Path, tmp_path: Path
) -> None:
    for name, value in files_of(folder).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(written(value)[0], encoding="utf-8")
    assert load_guide(tmp_path)[1] == []


def test_there_are_hundreds_of_mistakes() -> None:
    assert len(IN_WHOLE) > 500
    assert len({param.values[2].what for param in IN_WHOLE}) > 15


@pytest.mark.parametrize(
    ("guide", "name", "mutation"), [*IN_WHOLE, *IN_SHARED]
)
def test_a_mistake_is_reported_once_on_its_line(
    guide: Path, name: str, mutation: Mutation, copies: dict[Path, Path]
) -> None:
    folder = copies[guide]
    path = folder / name
    before = path.read_bytes()
    value, _ = parse(before, name)
    assert value is not None
    text, line = written(value, mutation)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    try:
        _, problems = load_guide(folder)
    finally:
        path.write_bytes(before)
    assert [
        (one.position.path, one.position.line, one.code) for one in problems
    ] == [(str(path), line, mutation.code)]
