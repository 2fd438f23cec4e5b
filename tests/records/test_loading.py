# SPDX-License-Identifier: Apache-2.0
"""Records files are read whole, told about, and written the same again."""

import datetime
from pathlib import Path

import pytest

from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.calendar.model import SourceNote
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.records.loading import RECORDS, to_yaml
from watcher_liaison_guide.records.model import (
    Branch,
    CycleName,
    DeliverableFacts,
    Leadership,
    Person,
    Phase,
    Records,
    Release,
    Series,
)

FOLDER = EMBEDDED / "records"
CYCLES = (
    *("2023.1", "2023.2", "2024.1", "2024.2", "2025.1", "2025.2"),
    *("2026.1", "2026.2", "2027.1"),
)
DAY = datetime.date(2026, 10, 1)
WHOLE = Records(
    CycleName("indri", "2026.10"),
    "aurora",
    (SourceNote("openstack/releases", "0123456", DAY),),
    True,
    Leadership("ptl", 'a "source", with: signs'),
    {"ptl": (Person("René Ribaud", "Uggla"),), "release": (Person(irc="n"),)},
    "2026.2",
    (
        Series("indri", "2026.10", "future", True, DAY, Phase("end of life")),
        Series("a", "1", "unmaintained", maintained_until=DAY),
    ),
    {
        "yes": DeliverableFacts(
            "yes",
            "deliverables/indri/yes.yaml",
            "service (for tests)",
            "a model of its own",
            "openstack/yes",
            False,
            (Release("1.0", DAY, "1e10abc"),),
            (Branch("2026.10", "stable/2026.10", None, True),),
            3,
            "https://example.org/a?b=c#d",
        ),
        "no": DeliverableFacts("no"),
    },
)


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "2027.1.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_written_is_read_back_as_it_was(tmp_path: Path) -> None:
    read, problems = load_records(_write(tmp_path, to_yaml(WHOLE)))
    assert problems == []
    assert read is not None
    assert read == WHOLE


def test_a_release_id_stays_text_though_yaml_would_take_it_for_a_number(
    tmp_path: Path,
) -> None:
    read, _ = load_records(_write(tmp_path, to_yaml(WHOLE)))
    assert read is not None
    assert read.release == "2026.10"
    assert read.series[0].release == "2026.10"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=str)
def test_each_embedded_file_is_read_without_a_problem_and_written_the_same(
    path: Path,
) -> None:
    records, problems = load_records(path)
    assert problems == []
    assert records is not None
    assert to_yaml(records) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=str)
def test_no_embedded_file_has_people(path: Path) -> None:
    records, _ = load_records(path)
    assert records is not None
    assert records.liaisons is None
    assert "@" not in path.read_text(encoding="utf-8")


def test_every_cycle_from_2023_1_on_is_embedded() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} >= set(CYCLES)


def test_leadership_is_embedded_where_a_source_tells_it() -> None:
    found = {}
    for cycle in CYCLES:
        records, _ = load_records(FOLDER / f"{cycle}.yaml")
        assert records is not None
        known = records.leadership
        found[cycle] = known and (
            str(known.model),
            "2026-01-27" in known.source,
        )
    assert found == {
        "2023.1": None,
        "2023.2": None,
        "2024.1": None,
        "2024.2": None,
        "2025.1": ("distributed", True),
        "2025.2": ("distributed", True),
        "2026.1": ("distributed", True),
        "2026.2": ("ptl", True),
        "2027.1": ("ptl", True),
    }


def test_absent_liaisons_are_unknown_and_none_are_none(tmp_path: Path) -> None:
    head = 'cycle: {series: indri, release: "2027.1"}\n'
    unknown, _ = load_records(_write(tmp_path, head))
    nobody, _ = load_records(_write(tmp_path, head + "liaisons: {}\n"))
    assert unknown is not None
    assert nobody is not None
    assert (unknown.liaisons, nobody.liaisons) == (None, {})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1: error: wrong-type: Expected a records file, found nothing"),
        ("cycle: {series: indri}\n", "1:1: error: missing-key: A cycle lacks"),
        (
            'cycle: {series: indri, release: "2027.1"}\nleader: ptl\n',
            '2:1: error: unknown-key: A records file has no key "leader"',
        ),
        (
            'cycle: {series: indri, release: "2027.1"}\n'
            "leadership: {model: dpl}\n",
            '2:21: error: bad-value: "dpl" is not a leadership.',
        ),
        (
            'cycle: {series: indri, release: "2027.1"}\n'
            "deliverables: {watcher: {relase-model: cycle-with-rc}}\n",
            "2:26: error: unknown-key: A deliverable has no key "
            '"relase-model". Did you mean "release-model"?',
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, text: str, told: str
) -> None:
    path = _write(tmp_path, text)
    _, problems = load_records(path)
    assert str(problems[0]).startswith(f"{path}:{told}")


def test_a_missing_file_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    records, problems = load_records(tmp_path / "nothing.yaml")
    assert records is None
    assert [str(one.code) for one in problems] == ["file-unreadable"]


def test_the_schema_allows_what_is_embedded() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    from watcher_liaison_guide.fields import json_schema, to_json
    from watcher_liaison_guide.yamlreader import parse

    validator = jsonschema.Draft202012Validator(json_schema(RECORDS, "x"))
    for path in FOLDER.glob("*.yaml"):
        value, _ = parse(path.read_bytes(), str(path))
        assert value is not None
        assert list(validator.iter_errors(to_json(value))) == []
