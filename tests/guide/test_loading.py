# SPDX-License-Identifier: Apache-2.0
"""A folder becomes a guide, with every problem of every file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.checklist.cycles import LIBRARY
from watcher_liaison_guide.calendar.model import Event
from watcher_liaison_guide.checklist import build_checklist
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.guide import load_guide

WHOLE = Path(__file__).parent / "data" / "whole"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "guide"
    shutil.copytree(WHOLE, copy)
    return copy


@pytest.mark.parametrize("name", ["openstack", "watcher"])
def test_the_guides_of_the_package_are_clean(name: str) -> None:
    guide, problems = load_guide(EMBEDDED_GUIDES / name)
    assert guide is not None and not guide.unread and not problems


def test_a_guide_has_its_name_its_sections_and_its_files(folder: Path) -> None:
    empty = ("precedence.yaml", "policies.yaml", "events.yaml")
    for name in empty:
        (folder / name).write_text("# nothing\n", encoding="utf-8")
    head = folder / "guide.yaml"
    head.write_text(head.read_text().replace("  - first-weeks\n", ""))
    guide, problems = load_guide(folder)
    assert guide is not None
    assert guide.name == "guide"
    # In the order of the document, last what is not listed.
    assert " ".join(guide.sections) == (
        "milestone-2 freeze release everything ask-for-a-release first-weeks"
    )
    assert len(guide.files) == 13
    # What others refer to is gone, but an empty file is no mistake itself.
    assert not any(one.position.path.endswith(empty) for one in problems)


def test_the_smallest_guide_has_two_files(tmp_path: Path) -> None:
    (tmp_path / "guide.yaml").write_text("title: A\nsections: []\n")
    (tmp_path / "project.yaml").write_text(
        "deliverables:\n  a: {title: Aa, url: 'https://example.org/'}\n"
    )
    guide, problems = load_guide(tmp_path)
    assert guide is not None and problems == []
    assert (guide.sections, guide.roles, guide.terms) == ({}, {}, {})
    # A team is named like its first deliverable.
    assert (guide.project.team, guide.project.title) == ("a", "a")


@pytest.mark.parametrize("name", ["guide.yaml", "project.yaml"])
def test_guide_and_project_must_be_there(name: str, folder: Path) -> None:
    (folder / "guide.yaml").write_text("title: A\nextends: openstack\n")
    (folder / name).unlink()
    guide, (problem,) = load_guide(folder)
    assert guide is None
    assert str(problem) == (
        f"{folder}/{name}: error: file-unreadable: It cannot be read: No such "
        "file or directory."
    )


def test_a_limit_without_a_day_is_a_problem_of_the_checklist() -> None:
    guide, calendar = LIBRARY.guide()[0], LIBRARY.calendar("2027.1")[0]
    assert guide is not None and calendar is not None
    events = {**calendar.events, "ptg": Event("ptg")}
    without = replace(calendar, events=events)
    found = build_checklist(guide, calendar.cycle, without, None, None)
    assert {str(one.code) for one in found.problems} == {"clamp-dropped"}
