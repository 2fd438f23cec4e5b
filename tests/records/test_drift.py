# SPDX-License-Identifier: Apache-2.0
"""Words and records disagree where, and only where, a person found it."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.records.checkouts import embedded
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.calendar.model import CycleName
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.guide import Guide, load_guide
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Severity,
)
from watcher_liaison_guide.records import Records
from watcher_liaison_guide.records.drift import Drift, drifts, find_drift
from watcher_liaison_guide.records.model import LEADERSHIP_WORDS

DATA = Path(__file__).parent / "data"
SOURCE_GUIDE = DATA / "source-guide"
CYCLES = ("2025.2", "2026.1", "2026.2", "2027.1")


def expected_drifts() -> dict[str, Any]:
    text = (DATA / "contradictions.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    # 2027.1 has no files of its own yet.
    return {**found, "2027.1": found["2026.2"]}


def guide_of(folder: Path) -> Guide:
    guide, problems = load_guide(folder)
    assert guide is not None
    assert [one for one in problems if one.severity is Severity.ERROR] == []
    return guide


def line_at(position: Position) -> str:
    lines = Path(position.path).read_text(encoding="utf-8").splitlines()
    return lines[position.line - 1].strip()


def as_written(drift: Drift) -> dict[str, Any]:
    # The value of the records, with its key.
    record = line_at(drift.record).removeprefix("leadership: {")
    return {
        "code": str(drift.code),
        "subject": drift.subject,
        "guide": f"{Path(drift.position.path).name}: "
        f"{line_at(drift.position)}",
        "record": record.partition(", source")[0],
    }


def says(drift: Drift, written: dict[str, Any]) -> bool:
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
        for one in drifts(guide_of(SOURCE_GUIDE), embedded(cycle))
    }
    by_hand = {
        f"{one['code']} {one['subject']}": one
        for one in expected_drifts()[cycle]
    }
    assert found.keys() == by_hand.keys()
    for name, drift in found.items():
        note = drift.problem()
        assert (note.severity, bool(note.advice)) == (Severity.NOTE, True)
        assert note.position != NOWHERE
        assert says(drift, by_hand[name]), name
        assert as_written(drift) == by_hand[name]


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
    expected = expected_drifts()
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
    found = find_drift(guide_of(EMBEDDED_GUIDES / "watcher"), embedded(cycle))
    assert [str(one.code) for one in found] == codes


def test_a_note_names_both_places_and_what_to_do() -> None:
    [note] = [
        one
        for one in find_drift(guide_of(SOURCE_GUIDE), embedded("2027.1"))
        if str(one.code) == "drift-release-model"
    ]
    path = EMBEDDED / "records" / "2027.1.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    line = lines.index("  watcher:") + 4
    column = lines[line - 1].index("cycle-with-rc") + 1
    assert str(note) == (
        f"{SOURCE_GUIDE}/project.yaml:21:14: note: drift-release-model: "
        "The guide expects watcher to be cycle-with-intermediary; in 2027.1 "
        "it is cycle-with-rc, says deliverables/hibiscus/watcher.yaml (2027.1 "
        "has no files yet and follows 2026.2). It is on record in "
        f"{path}:{line}:{column}. Review its steps that depend on the release "
        'model, then change "expects" in project.yaml.'
    )


# -- variations of the guide

CLIENT = "title: Client, text: The client.,"
EXTRA = '{title: Extra, text: More., url: "https://example.org/"}'
PTL = "ptl: {title: Project team lead, on-record: ptl}\n"
AUTHORITY = "authority: {is: {distributed: release-liaison, ptl: ptl}}\n"
SECTION = "sections/week-after-milestone-3.yaml"


def changed(tmp_path: Path, *changes: tuple[str, str, str]) -> Guide:
    """Return the guide with changes: in a file, what by what.

    What is empty is the end of the file.
    """
    folder = tmp_path / "guide"
    shutil.copytree(SOURCE_GUIDE, folder)
    for file, old, new in changes:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert re.search(old, text)
        text = re.sub(old, new, text) if old else text + new
        path.write_text(text, encoding="utf-8")
    return guide_of(folder)


def subjects(guide: Guide, cycle: str) -> set[str]:
    found = drifts(guide, embedded(cycle))
    return {f"{one.code} {one.subject}" for one in found}


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        (
            "  watcher-specs:",
            f"  watcher-extra: {EXTRA}\n  watcher-specs:",
            "watcher-extra",
        ),
        (
            "    watcher-dashboard: watcher-dashboard\n",
            "",
            "watcher-dashboard",
        ),
        (CLIENT, f"released: false, {CLIENT}", "python-watcherclient"),
    ],
)
def test_deliverables_are_those_of_the_records(
    tmp_path: Path, old: str, new: str, name: str
) -> None:
    changes = [("project.yaml", old, new)]
    if not new:  # what is expected of it, and the deliverable itself
        changes.append(
            ("project.yaml", f"  {name}: {{title: Dashboard, t.*\n", "")
        )
    found = subjects(changed(tmp_path, *changes), "2026.1")
    assert f"drift-deliverable {name}" in found


def test_a_step_left_to_a_ptl_is_reported_where_there_is_none(
    tmp_path: Path,
) -> None:
    step = "  - {id: for-any, text: Do it., owner: ptl}\n"
    other = "  - {id: for-a-ptl, text: Do it., owner: ptl, "
    other += "when: {leadership: ptl}}\n"
    guide = changed(
        tmp_path, ("roles.yaml", "", PTL), (SECTION, "", step + other)
    )
    assert "drift-role for-any" in subjects(guide, "2026.1")
    assert "drift-role for-a-ptl" not in subjects(guide, "2026.1")
    assert "drift-role for-any" not in subjects(guide, "2026.2")


def test_a_role_that_is_another_under_each_leadership_assumes_nothing(
    tmp_path: Path,
) -> None:
    guide = changed(
        tmp_path,
        ("roles.yaml", "", PTL + AUTHORITY),
        ("policies.yaml", "decides: release-liaison", "decides: authority"),
        ("precedence.yaml", r"roles: \[release-liaison", "roles: [authority"),
    )
    for cycle in CYCLES:
        found = subjects(guide, cycle)
        assert found.isdisjoint({"drift-role ffe", "drift-role ptg"})


def test_what_is_not_on_record_disagrees_with_nothing() -> None:
    nothing = Records(CycleName("indri", "2027.1"))
    assert find_drift(guide_of(SOURCE_GUIDE), nothing) == []
