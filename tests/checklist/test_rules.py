# SPDX-License-Identifier: Apache-2.0
"""Holds the join to the table of its rules (data/rules/README.rst)."""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from watcher_liaison_guide.calendar.library import load_calendar
from watcher_liaison_guide.checklist import build_checklist, load_cycle_file
from watcher_liaison_guide.export.json import checklist_to_json
from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.records import load_records

DATA = Path(__file__).parent / "data"
ABSENT = "absent"
#: Of what is under these keys a row says only some words.
PROSE = {
    *("text", "why", "if_silent", "optional", "repeat"),
    *("one of notes", "one of people"),
}
ROW_KEYS = {
    *("name", "because", "cycle", "sections", "guide", "calendar"),
    *("records", "cycle-file", "next-calendar", "expect"),
}


class RowLoader(yaml.SafeLoader):
    """Reads YAML with only true and false as booleans, and no double keys."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Any, Any]:
        """Return the mapping of `node`; a key written twice is an error."""
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), node.start_mark
        return super().construct_mapping(node, deep)


RowLoader.yaml_implicit_resolvers = {
    first: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
RowLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(true|false)$"), ["t", "f"]
)


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), RowLoader)


def write(path: Path, value: Any) -> Path:
    """Write `value` to `path` as JSON, which is YAML; return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, default=str), encoding="utf-8")
    return path


def lay_over(base: Any, over: Any) -> Any:
    """Return `base` with `over` merged into it, as the README says."""
    if not (isinstance(base, dict) and isinstance(over, dict)):
        return over
    merged = base | {
        key: lay_over(base.get(key), value) for key, value in over.items()
    }
    return {key: value for key, value in merged.items() if value != ABSENT}


BASE = read(DATA / "base.yaml")
TABLE = {
    path.stem: read(path) for path in sorted((DATA / "rules").glob("*.yaml"))
}
ROWS: list[dict[str, Any]] = [row for rows in TABLE.values() for row in rows]
IDS = [
    f"{stem}: {row['name']}" for stem, rows in TABLE.items() for row in rows
]


def write_guide(folder: Path, row: dict[str, Any]) -> Path:
    guide = lay_over(BASE["guide"], row.get("guide", {}))
    sections = row["sections"] | guide.pop("sections")
    guide["guide"] |= {"sections": list(sections)}
    for name, content in guide.items():
        write(folder / f"{name}.yaml", content)
    for name, content in sections.items():
        section = {"id": name, "title": name} | content
        write(folder / "sections" / f"{name}.yaml", section)
    return folder


def loaded(result: tuple[Any, list[Any]]) -> Any:
    """Return what a loader gave, after making sure that it found no error."""
    value, problems = result
    assert not [p for p in problems if "error" in str(p.severity).lower()]
    assert value is not None
    return value


def differences(path: str, key: str, expected: Any, got: Any) -> Iterator[str]:
    """Return a line for each thing in which `got` is not as `expected`."""
    if isinstance(expected, datetime.date):
        expected = expected.isoformat()
    if key == "commands":
        expected = [
            {"run": line, "in": None} if isinstance(line, str) else line
            for line in expected
        ]
    if key == "proof" and expected is not None:
        got = got and got["status"]
    if key == "run":
        expected, got = expected.strip(), got.strip()

    if isinstance(expected, dict) and isinstance(got, dict):
        if key == "item":
            expected = {"applies": "yes", "state": "open"} | expected
        for name, value in expected.items():
            found = got.get(name, "missing")
            yield from differences(f"{path}.{name}", name, value, found)
        return
    if isinstance(expected, list) and isinstance(got, list):
        if any(isinstance(one, dict) and "id" in one for one in expected):
            names = [entry["id"] for entry in expected]
            got = list(opened(got, names))
            if names != [entry["id"] for entry in got]:
                yield f"{path}: {names} != {[e['id'] for e in got]}"
                return
        if len(expected) == len(got):
            kind = "item" if key == "items" else f"one of {key}"
            for one, other in zip(expected, got, strict=True):
                label = one["id"] if kind == "item" else f"{path}[]"
                yield from differences(label, kind, one, other)
            return
    if key in PROSE and None not in (expected, got):
        is_same = str(expected).lower() in str(got).lower()
    else:
        is_same = expected == got
    if not is_same:
        yield f"{path}: {expected!r} is not {got!r}"


def opened(
    items: list[dict[str, Any]], names: list[str]
) -> Iterator[dict[str, Any]]:
    """Yield *items* with the members of each group that is not in *names*."""
    for item in items:
        is_group = item.get("kind") == "group" and item["items"]
        if is_group and item["id"] not in names:
            yield from opened(item["items"], names)
        else:
            yield item


def test_the_table_has_forty_rows_with_names_of_their_own() -> None:
    names = [row["name"] for row in ROWS]
    assert len(set(names)) == len(names) >= 40
    for row in ROWS:
        assert set(row) <= ROW_KEYS, row["name"]


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_the_join_gives_what_the_row_expects(
    row: dict[str, Any], tmp_path: Path
) -> None:
    release = row.get("cycle", "2027.1")

    def data(kind: str, name: str = release) -> Path:
        over = row.get(kind.removesuffix("s"), row.get(kind, {}))
        content = BASE[kind][name]
        if name == release:
            content = lay_over(content, over)
        return write(tmp_path / kind / f"{name}.yaml", content)

    guide = loaded(load_guide(write_guide(tmp_path / "guide", row)))
    calendar = loaded(load_calendar(data("calendars")))
    records = loaded(load_records(data("records")))
    next_calendar = None
    if following := row.get("next-calendar"):
        next_calendar = loaded(load_calendar(data("calendars", following)))

    expect = dict(row["expect"])
    cycle_file, problems = None, []
    if "cycle-file" in row:
        path = tmp_path / "cycles" / f"{release}.cycle.yaml"
        content = {"cycle": release} | row["cycle-file"]
        cycle_file, problems = load_cycle_file(write(path, content))

    cycle = calendar.cycle
    checklist = build_checklist(
        guide, cycle, calendar, records, cycle_file, next_calendar
    )
    kinds = re.compile("unknown-|window-reversed")
    problems += [p for p in checklist.problems if kinds.match(str(p.code))]
    wanted = expect.pop("problems", [])
    for words, problem in zip(wanted, problems, strict=True):
        assert all(word in repr(problem) for word in words)
    got = checklist_to_json(checklist)
    ids = [item.id for item in checklist.walk()]
    assert len(ids) == len(set(ids))
    assert not set(ids) & set(expect.pop("absent", []))
    if "events" in expect:
        got["events"] = {event["id"]: event for event in got["events"]}
    assert list(differences("", "", expect, got)) == []
