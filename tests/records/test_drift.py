# SPDX-License-Identifier: Apache-2.0
"""Words and records disagree where, and only where, a person found it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.guide import Guide, load_guide
from watcher_liaison_guide.guide.loading import EMBEDDED_GUIDES
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Severity,
)
from watcher_liaison_guide.records import Records, load_records
from watcher_liaison_guide.records.drift import Drift, drifts, find_drift
from watcher_liaison_guide.records.model import LEADERSHIP_WORDS, CycleName

DATA = Path(__file__).parent / "data"
SOURCE_GUIDE = DATA / "source-guide"
CYCLES = ("2025.2", "2026.1", "2026.2", "2027.1")


def _expected() -> dict[str, Any]:
    text = (DATA / "contradictions.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    # 2027.1 has no files of its own yet.
    return {**found, "2027.1": found["2026.2"]}


def _records(cycle: str) -> Records:
    records, problems = load_records(EMBEDDED / "records" / f"{cycle}.yaml")
    assert records is not None
    assert problems == []
    return records


def _guide(folder: Path) -> Guide:
    guide, problems = load_guide(folder)
    assert guide is not None
    assert [one for one in problems if one.severity is Severity.ERROR] == []
    return guide


def _line(position: Position) -> str:
    lines = Path(position.path).read_text(encoding="utf-8").splitlines()
    return lines[position.line - 1].strip()


def _record(position: Position) -> str:
    """The value of a records file at a place, with its key."""
    line = _line(position).removeprefix("leadership: {")
    return line.partition(", source")[0]


def _as_written(drift: Drift) -> dict[str, Any]:
    return {
        "code": str(drift.code),
        "subject": drift.subject,
        "guide": f"{Path(drift.position.path).name}: {_line(drift.position)}",
        "record": _record(drift.record),
    }


def _says(drift: Drift, written: dict[str, Any]) -> bool:
    """Whether the remark has what is on record, and which file says so."""
    found = written.pop("found")
    file = written.pop("file")
    written.pop("expected")
    words = LEADERSHIP_WORDS.get(found, found or "nothing")
    if drift.code is Code.DRIFT_DELIVERABLE:
        words = "release" if found else "nothing"
    return words in drift.remark and (file or "") in drift.remark


@pytest.mark.parametrize("cycle", CYCLES)
def test_the_original_guide_contradicts_records_just_where_found_by_hand(
    cycle: str,
) -> None:
    found = {
        f"{one.code} {one.subject}": one
        for one in drifts(_guide(SOURCE_GUIDE), _records(cycle))
    }
    by_hand = {
        f"{one['code']} {one['subject']}": one for one in _expected()[cycle]
    }
    assert found.keys() == by_hand.keys()
    for name, drift in found.items():
        assert _says(drift, by_hand[name]), name
        assert _as_written(drift) == by_hand[name]


def test_each_element_found_contradicted_is_told_or_in_no_record(
    shared_data: Path,
) -> None:
    inventory = yaml.safe_load(
        (shared_data / "guide" / "inventory.yaml").read_text(encoding="utf-8")
    )
    flagged = {
        item["id"]
        for item in inventory["items"]
        if item["check"] in ("contradicted", "model-dependent")
    }
    expected = _expected()
    assert set(expected["inventory"]) == flagged
    subjects = {one["subject"] for one in expected["2026.2"]}
    for element, subject in expected["inventory"].items():
        assert isinstance(subject, dict) or subject in subjects, element


@pytest.mark.parametrize(
    ("cycle", "codes"),
    [
        # True of these two: what the guide expects holds from 2026.2 on.
        ("2025.2", ["drift-leadership"]),
        ("2026.1", ["drift-leadership"]),
        ("2026.2", []),
        ("2027.1", []),
    ],
)
def test_watchers_guide_contradicts_no_record_falsely(
    cycle: str, codes: list[str]
) -> None:
    found = find_drift(_guide(EMBEDDED_GUIDES / "watcher"), _records(cycle))
    assert [str(one.code) for one in found] == codes


def test_a_note_names_both_places_and_what_to_do() -> None:
    [note] = [
        one
        for one in find_drift(_guide(SOURCE_GUIDE), _records("2027.1"))
        if str(one.code) == "drift-release-model"
    ]
    path = EMBEDDED / "records" / "2027.1.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    line = lines.index("  watcher:") + 4
    column = lines[line - 1].index("cycle-with-rc") + 1
    assert str(note) == (
        f"{SOURCE_GUIDE}/project.yaml:21:14: note: drift-release-model: "
        "The guide takes watcher for cycle-with-intermediary; in 2027.1 it "
        "is cycle-with-rc, says deliverables/hibiscus/watcher.yaml (2027.1 "
        "has no files yet and follows 2026.2). It is on record in "
        f"{path}:{line}:{column}. Look through its steps that depend on the "
        'release model; then change "expects" in project.yaml.'
    )


def test_every_drift_is_a_note_with_advice() -> None:
    for cycle in CYCLES:
        for note in find_drift(_guide(SOURCE_GUIDE), _records(cycle)):
            assert note.severity is Severity.NOTE
            assert note.advice
            assert note.position != NOWHERE


# -- variations of the guide


def _changed(tmp_path: Path, file: str, old: str, new: str) -> Guide:
    folder = tmp_path / "guide"
    shutil.copytree(SOURCE_GUIDE, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return _guide(folder)


def _subjects(guide: Guide, cycle: str) -> list[str]:
    return [
        f"{one.code} {one.subject}" for one in drifts(guide, _records(cycle))
    ]


def test_a_deliverable_that_the_records_lack_is_told(tmp_path: Path) -> None:
    guide = _changed(
        tmp_path,
        "project.yaml",
        "  watcher-specs:",
        "  watcher-extra: {title: Extra, text: More., "
        'url: "https://example.org/"}\n  watcher-specs:',
    )
    assert "drift-deliverable watcher-extra" in _subjects(guide, "2026.1")


def test_a_deliverable_that_the_guide_lacks_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "guide"
    shutil.copytree(SOURCE_GUIDE, folder)
    text = (folder / "project.yaml").read_text(encoding="utf-8")
    kept = [
        one for one in text.splitlines() if "{title: Dashboard, t" not in one
    ]
    kept = [
        one
        for one in kept
        if one != "    watcher-dashboard: watcher-dashboard"
    ]
    (folder / "project.yaml").write_text("\n".join(kept), encoding="utf-8")
    guide = _guide(folder)
    assert "drift-deliverable watcher-dashboard" in _subjects(guide, "2026.1")


def test_a_deliverable_that_is_released_after_all_is_told(
    tmp_path: Path,
) -> None:
    guide = _changed(
        tmp_path,
        "project.yaml",
        "title: Client, text: The client.,",
        "title: Client, released: false, text: The client.,",
    )
    assert "drift-deliverable python-watcherclient" in _subjects(
        guide, "2026.1"
    )


def test_a_step_left_to_a_ptl_is_told_where_there_is_none(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "guide"
    shutil.copytree(SOURCE_GUIDE, folder)
    with (folder / "roles.yaml").open("a", encoding="utf-8") as stream:
        stream.write("ptl: {title: Project team lead, on-record: ptl}\n")
    section = folder / "sections" / "week-after-milestone-3.yaml"
    with section.open("a", encoding="utf-8") as stream:
        stream.write(
            "  - {id: for-any, text: Do it., owner: ptl}\n"
            "  - id: for-a-ptl\n    text: Do it.\n    owner: ptl\n"
            "    when: {leadership: ptl}\n"
        )
    guide = _guide(folder)
    assert "drift-role for-any" in _subjects(guide, "2026.1")
    assert "drift-role for-a-ptl" not in _subjects(guide, "2026.1")
    assert "drift-role for-any" not in _subjects(guide, "2026.2")


def test_a_role_that_is_another_under_each_leadership_assumes_nothing(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "guide"
    shutil.copytree(SOURCE_GUIDE, folder)
    with (folder / "roles.yaml").open("a", encoding="utf-8") as stream:
        stream.write(
            "ptl: {title: Project team lead, on-record: ptl}\n"
            "authority: {is: {distributed: release-liaison, ptl: ptl}}\n"
        )
    for name, old, new in (
        ("policies.yaml", "decides: release-liaison", "decides: authority"),
        ("precedence.yaml", "roles: [release-liaison]", "roles: [authority]"),
    ):
        path = folder / name
        path.write_text(path.read_text().replace(old, new), encoding="utf-8")
    guide = _guide(folder)
    for cycle in CYCLES:
        told = _subjects(guide, cycle)
        assert "drift-role ffe" not in told
        assert "drift-role ptg" not in told


def test_what_is_not_on_record_disagrees_with_nothing() -> None:
    nothing = Records(CycleName("indri", "2027.1"))
    assert find_drift(_guide(SOURCE_GUIDE), nothing) == []
