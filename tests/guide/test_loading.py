# SPDX-License-Identifier: Apache-2.0
"""A folder becomes a guide, with every problem of every file."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.guide import (
    Guide,
    embedded_guides,
    find_guide,
    load_guide,
)
from watcher_liaison_guide.problems import Problem

WHOLE = Path(__file__).parent / "data" / "whole"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "guide"
    shutil.copytree(WHOLE, copy)
    return copy


def told(folder: Path) -> list[str]:
    """Give the problems of a guide, with paths in its folder."""
    return [
        str(one).replace(f"{folder}/", "") for one in load_guide(folder)[1]
    ]


def loaded(folder: Path) -> Guide:
    guide, problems = load_guide(folder)
    assert guide is not None and problems == []
    return guide


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


# -- finding


def test_a_guide_is_a_name_of_the_package_or_a_folder(folder: Path) -> None:
    assert find_guide("watcher") == EMBEDDED_GUIDES / "watcher"
    assert find_guide(str(folder)) == folder
    assert find_guide("guide", base=folder.parent) == folder


def test_a_name_that_nothing_has_is_told() -> None:
    found = find_guide("wacher")
    assert isinstance(found, Problem)
    assert str(found) == (
        'wacher: error: file-unreadable: There is no guide "wacher". Did you '
        'mean "watcher"?'
    )


# -- loading


@pytest.mark.parametrize("name", embedded_guides())
def test_the_guides_of_the_package_are_clean(name: str) -> None:
    assert not loaded(EMBEDDED_GUIDES / name).unread


def test_a_guide_has_its_name_its_sections_and_its_files(folder: Path) -> None:
    guide = loaded(folder)
    assert guide.name == "guide"
    # In the order of the document.
    assert list(guide.sections) == [
        "first-weeks",
        "milestone-2",
        "freeze",
        "release",
        "everything",
        "ask-for-a-release",
    ]
    files = guide.files
    assert len(files) == 13
    for path, digest in files.items():
        content = Path(path).read_bytes()
        assert digest == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("name", ["precedence", "policies", "events"])
def test_files_beside_guide_and_project_may_be_empty(
    name: str, folder: Path
) -> None:
    (folder / f"{name}.yaml").write_text("# nothing\n", encoding="utf-8")
    assert all(f"{name}.yaml" not in one for one in told(folder))


def test_the_smallest_guide_has_two_files(tmp_path: Path) -> None:
    (tmp_path / "guide.yaml").write_text("title: A\nsections: []\n")
    (tmp_path / "project.yaml").write_text("team: a\ntitle: A\n")
    guide = loaded(tmp_path)
    assert (guide.sections, guide.roles, guide.terms) == ({}, {}, {})


@pytest.mark.parametrize("name", ["guide", "project"])
def test_guide_and_project_must_be_there(name: str, folder: Path) -> None:
    (folder / f"{name}.yaml").unlink()
    assert load_guide(folder)[0] is None
    assert told(folder) == [
        f"{name}.yaml: error: file-unreadable: It cannot be read: No "
        "such file or directory."
    ]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    guide, problems = load_guide(tmp_path / "absent")
    assert guide is None
    assert {str(one.code) for one in problems} == {"file-unreadable"}


def test_all_problems_of_all_files_are_told_in_order(folder: Path) -> None:
    change(folder / "roles.yaml", "  kind: outside", "  kind: outsider")
    change(folder / "terms.yaml", "  abbr: FFE", "  abr: FFE")
    change(folder / "sections/freeze.yaml", "owner: team", "owner: teem")
    change(folder / "sections/release.yaml", "to: release}", "to: relese}")
    change(folder / "project.yaml", "team: aurora", "team: aurora\nteams: 1")
    change(folder / "sections/everything.yaml", "title: Ev", "titel: Ev")
    assert [one.split(" ")[0] for one in told(folder)] == [
        "project.yaml:2:1:",
        "roles.yaml:23:9:",
        "sections/everything.yaml:3:1:",
        "sections/freeze.yaml:7:12:",
        "sections/release.yaml:3:35:",
        "terms.yaml:2:3:",
    ]
    # What cannot be read is left out.
    guide, _ = load_guide(folder)
    assert guide is not None and "everything" not in guide.sections


# -- files and names


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("term.yaml", 'Did you mean "terms.yaml"?'),
        ("roles.yml", 'Did you mean "roles.yaml"?'),
        ("sections/rc.yml", 'Rename it to "rc.yaml".'),
    ],
)
def test_a_file_that_nothing_reads_is_told(
    name: str, message: str, folder: Path
) -> None:
    (folder / name).write_text("x: y\n")
    assert told(folder) == [
        f"{name}: warning: unread-file: No file of a guide has this name, "
        f"so nothing reads it. {message}"
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "sections/freeze.yaml",
            "id: freeze\n",
            "id: frost\n",
            "sections/freeze.yaml:1:5: error: bad-identifier: The id of the "
            'section is "frost", its file is "freeze.yaml". Rename the file '
            'to "frost.yaml".',
        ),
        (
            "guide.yaml",
            "  - freeze\n",
            "  - freeze\n  - freeze\n",
            "guide.yaml:11:5: error: duplicate-identifier: The section "
            '"freeze" is listed twice.',
        ),
        (
            "guide.yaml",
            "  - freeze\n",
            "  - freze\n",
            "guide.yaml:10:5: error: unknown-section: There is no file "
            '"sections/freze.yaml". Did you mean "freeze"?',
        ),
        (
            "guide.yaml",
            "  - everything\n",
            "",
            "sections/everything.yaml:2:5: warning: unused-section: The "
            'section "everything" is not listed in guide.yaml. Add it to '
            '"sections", in document order.',
        ),
    ],
)
def test_a_section_is_named_like_its_file_and_listed_once(
    name: str, old: str, new: str, message: str, folder: Path
) -> None:
    change(folder / name, old, new)
    assert told(folder) == [message]
    guide, _ = load_guide(folder)
    # One that is not listed comes last.
    assert new or (guide and list(guide.sections)[-1] == "everything")
