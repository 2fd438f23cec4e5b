# SPDX-License-Identifier: Apache-2.0
"""One mistake in a guide is told once, on its line, by its code."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
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
from watcher_liaison_guide.fields import Record
from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.problems import Code
from watcher_liaison_guide.yamlreader import Value, parse

#: A guide in which every field of the tables stands somewhere.
WHOLE = Path(__file__).parent / "data" / "whole"

#: What is not there, by the keys that refer to it.
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


def shape_of(name: str) -> Any:
    return FILES["section" if name.startswith("sections/") else name[:-5]]


VALUES: dict[str, Value] = {}
for path in sorted(WHOLE.rglob("*.yaml")):
    value, _ = parse(path.read_bytes(), str(path))
    assert value is not None
    VALUES[path.relative_to(WHOLE).as_posix()] = value


def in_file(name: str, value: Value) -> Iterator[Mutation]:
    """Yield every mistake that can be made in a file of the guide."""
    shape = shape_of(name)
    fields = list(fields_of(shape, value))
    yield from mutations(shape, value)
    for path, _, _, record in fields:
        key = str(path[-1])
        if path[-2:-1] == ("expects",) and key == "tracker":
            key = "expects.tracker"
        if path[-2:-1] == ("where",) and key == "release-model":
            continue
        if key in DANGLING and isinstance(record, Record):
            text = WRITTEN.get(key, "{}").format("no-such-thing")
            yield Mutation("dangling", path, DANGLING[key], text)
    for path, *_ in fields[:2]:
        yield from in_the_bytes(path)


def mistakes() -> dict[str, tuple[str, Mutation]]:
    """Return one mistake of each kind for each key of each kind of file."""
    chosen: dict[tuple[Any, ...], tuple[str, Mutation]] = {}
    for name, value in VALUES.items():
        for one in in_file(name, value):
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
        for name, value in VALUES.items()
        for path, _, _, record in fields_of(shape_of(name), value)
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


def test_the_guide_only_written_anew_is_clean(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    for name, value in VALUES.items():
        (tmp_path / name).write_text(written(value)[0], encoding="utf-8")
    assert load_guide(tmp_path)[1] == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("guides") / "whole"
    shutil.copytree(WHOLE, copy)
    return copy


@pytest.mark.parametrize(("name", "mutation"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_reported_once_on_its_line(
    name: str, mutation: Mutation, folder: Path
) -> None:
    path = folder / name
    text, line = written(VALUES[name], mutation)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    try:
        _, problems = load_guide(folder)
    finally:
        shutil.copyfile(WHOLE / name, path)
    assert [
        (one.position.path, one.position.line, one.code) for one in problems
    ] == [(str(path), line, mutation.code)]
