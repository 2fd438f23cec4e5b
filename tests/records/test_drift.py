# SPDX-License-Identifier: Apache-2.0
"""Words and records disagree where, and only where, a person found it."""

import dataclasses
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.records.checkouts import embedded
from watcher_liaison_guide.calendar.model import CycleName
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.guide import Guide, load_guide
from watcher_liaison_guide.problems import Code, Position, Severity
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
    subjects = ("name", "subject", "step", "team", "role")
    return {
        "code": str(drift.code),
        "subject": next(filter(None, map(drift.remark.values.get, subjects))),
        "guide": f"{Path(drift.position.path).name}: "
        f"{line_at(drift.position)}",
        "record": record.partition(", source")[0],
    }


@pytest.mark.parametrize("cycle", CYCLES)
def test_the_original_guide_contradicts_records_just_where_found_by_hand(
    cycle: str,
) -> None:
    found = drifts(guide_of(SOURCE_GUIDE), embedded(cycle))
    by_hand = expected_drifts()[cycle]
    order = [f"{one['code']} {one['subject']}" for one in by_hand]
    names = [f"{one.code} {as_written(one)['subject']}" for one in found]
    assert sorted(names) == sorted(order)
    for name, drift in zip(names, found, strict=True):
        expected, remark = by_hand[order.index(name)], str(drift.remark)
        assert as_written(drift).items() <= expected.items()
        # It tells what is on record, and which file says so.
        words = LEADERSHIP_WORDS.get(expected["found"], expected["found"])
        assert words in remark and (expected["file"] or "") in remark
        if cycle == "2027.1" and expected["file"]:
            assert "2027.1 has no files yet and follows 2026.2" in remark
        note = f"{remark} It is on record in {drift.record}. {drift.advice}"
        code = f"note: {drift.code}"
        assert str(drift.problem()) == f"{drift.position}: {code}: {note}"


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


@pytest.mark.parametrize("cycle", CYCLES)
def test_watchers_guide_contradicts_no_record_falsely(cycle: str) -> None:
    found = find_drift(guide_of(EMBEDDED_GUIDES / "watcher"), embedded(cycle))
    # What it expects holds from 2026.2 on.
    expected = ["drift-leadership"] if cycle < "2026.2" else []
    assert [str(one.code) for one in found] == expected


CLIENT = "title: Client, text: The client.,"
SPECS = "  watcher-specs:"
EXTRA = '  watcher-extra: {title: Extra, text: More., url: "https://a.org/"}\n'
STEPS = """\
  - {id: for-any, text: Do it., owner: ptl}
  - {id: for-a-ptl, text: Do it., owner: ptl, when: {leadership: ptl}}
"""
PTL = "ptl: {title: Project team lead, on-record: ptl}\n"
AUTHORITY = "authority: {is: {distributed: release-liaison, ptl: ptl}}\n"
CORE = "core: {title: Core team}\n"
#: In a file of the guide, what is replaced by what.
CHANGES = (
    ("project.yaml", SPECS, EXTRA + SPECS),
    ("project.yaml", r"  +watcher-dashboard: ({.*|watcher-dashboard)\n", ""),
    ("project.yaml", CLIENT, f"released: false, {CLIENT}"),
    ("sections/week-after-milestone-3.yaml", r"\Z", STEPS),
    ("roles.yaml", r"\Z", PTL + AUTHORITY + CORE),
    ("policies.yaml", "decides: release-liaison", "decides: authority"),
    ("precedence.yaml", "release-liaison", "authority, core"),
    ("precedence.yaml", "event-liaison", "event-liaison, release-liaison"),
)
DECIDED = ("Feature freeze exception", "Who prepares the PTG")
DELIVERABLES = {
    f"drift-deliverable {name}"
    for name in ("watcher-extra", "watcher-dashboard", "python-watcherclient")
}


def subjects(guide: Guide, cycle: str) -> set[str]:
    found = drifts(guide, embedded(cycle))
    return {f"{one.code} {as_written(one)['subject']}" for one in found}


@pytest.mark.parametrize(
    ("cycle", "others"),
    [
        # A step is left to a PTL, and there is none.
        ("2026.1", {"drift-role for-any"}),
        # A role that is another one under each leadership assumes nothing.
        ("2026.2", {f"drift-role {subject}" for subject in DECIDED}),
    ],
)
def test_another_guide_differs_in_what_was_changed(
    tmp_path: Path, cycle: str, others: set[str]
) -> None:
    folder = tmp_path / "guide"
    shutil.copytree(SOURCE_GUIDE, folder)
    for file, old, new in CHANGES:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert re.search(old, text)
        path.write_text(re.sub(old, new, text), encoding="utf-8")
    before = subjects(guide_of(SOURCE_GUIDE), cycle)
    after = subjects(guide_of(folder), cycle)
    assert after ^ before == DELIVERABLES | others
    found = str(find_drift(guide_of(folder), embedded(cycle)))
    for words in ("has watcher-extra,", "does not have watcher-dashboard,"):
        assert f"The guide {words}" in found
    assert "The guide says that python-watcherclient is not rel" in found


def test_what_is_not_on_record_disagrees_with_nothing() -> None:
    nothing = Records(CycleName("indri", "2027.1"))
    assert find_drift(guide_of(SOURCE_GUIDE), nothing) == []
    (mark,) = find_drift(
        guide_of(SOURCE_GUIDE), dataclasses.replace(nothing, undated=True)
    )
    assert (mark.code, mark.severity) == (Code.RECORDS_UNDATED, Severity.NOTE)
