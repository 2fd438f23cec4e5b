# SPDX-License-Identifier: Apache-2.0
"""A folder becomes a guide, with every problem of every file."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.checklist.cycles import LIBRARY
from watcher_liaison_guide.calendar.expressions import Window, resolve_window
from watcher_liaison_guide.calendar.model import BRANCH_PHASE, Event
from watcher_liaison_guide.checklist import build_checklist
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.guide import (
    embedded_guides,
    find_guide,
    load_guide,
)

WHOLE = Path(__file__).parent / "data" / "whole"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "guide"
    shutil.copytree(WHOLE, copy)
    return copy


def test_a_guide_is_a_name_of_the_package_or_a_folder(folder: Path) -> None:
    assert find_guide("watcher") == EMBEDDED_GUIDES / "watcher"
    assert find_guide(str(folder)) == folder
    assert find_guide("guide", base=folder.parent) == folder
    assert str(find_guide("wacher")) == (
        'wacher: error: file-unreadable: There is no guide "wacher". Did you '
        'mean "watcher"?'
    )


@pytest.mark.parametrize("name", embedded_guides())
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
    for path, digest in guide.files.items():
        content = Path(path).read_bytes()
        assert digest == hashlib.sha256(content).hexdigest()
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
    (folder / name).unlink()
    guide, (problem,) = load_guide(folder)
    assert guide is None
    assert str(problem) == (
        f"{folder}/{name}: error: file-unreadable: It cannot be read: No such "
        "file or directory."
    )


def test_all_problems_of_all_files_are_reported_in_order(folder: Path) -> None:
    for name, old, new in (
        ("roles.yaml", "  kind: outside", "  kind: outsider"),
        ("sections/freeze.yaml", "owner: team", "owner: teem"),
        ("project.yaml", "team: aurora", "team: aurora\nteams: 1"),
        ("sections/everything.yaml", "title: Ev", "titel: Ev"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    guide, problems = load_guide(folder)
    assert [str(one.position) for one in problems] == [
        f"{folder}/project.yaml:2:1",
        f"{folder}/roles.yaml:23:9",
        f"{folder}/sections/everything.yaml:3:1",
        f"{folder}/sections/freeze.yaml:7:12",
    ]
    # What cannot be read is left out.
    assert guide is not None and "everything" not in guide.sections


# -- the windows of Watcher's guide; their days are in golden files


@pytest.mark.parametrize("release", ["2026.2", "2027.1"])
def test_no_window_ends_before_it_begins(release: str) -> None:
    """Not even for a day: that would be two rules against each other."""
    guide, calendar = LIBRARY.guide()[0], LIBRARY.calendar(release)[0]
    assert guide is not None and calendar is not None
    for step in guide.steps.values():
        window = step.window
        if not window or not window.start or BRANCH_PHASE in str(window):
            continue
        # A window from its beginning on, and one up to its end: the one
        # begins, and the other ends, where this one does.
        first = Window(start=window.start, end=window.start)
        last = Window(start=window.end, end=window.end)
        start = resolve_window(first, calendar.event)[0].start
        end = resolve_window(last, calendar.event)[0].end
        assert start is None or end is None or start <= end, step.id


def test_a_limit_without_a_day_is_a_problem_of_the_checklist() -> None:
    guide, calendar = LIBRARY.guide()[0], LIBRARY.calendar("2027.1")[0]
    assert guide is not None and calendar is not None
    events = {**calendar.events, "ptg": Event("ptg")}
    without = replace(calendar, events=events)
    found = build_checklist(guide, calendar.cycle, without, None, None)
    assert {str(one.code) for one in found.problems} == {"clamp-dropped"}
