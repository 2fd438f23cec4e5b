# SPDX-License-Identifier: Apache-2.0
"""A guide is read without what it need not say."""

from __future__ import annotations

from pathlib import Path

from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.problems import Severity

FILES = {
    "guide.yaml": "title: Rivers\nsections: [milestone-1, stable-release]\n",
    "project.yaml": 'deliverables:\n  river: {title: River, url: "https://example.org/"}\n',
    "roles.yaml": "release-liaison: {title: Release liaison}\n",
    "sections/milestone-1.yaml": """\
id: milestone-1
title: Milestone 1
window: {week: milestone-1}
steps:
  - id: m1-stable
    use: stable-release
    each: branch
    where: {deliverable: river, status: maintained}
""",
    "sections/stable-release.yaml": """\
id: stable-release
title: Stable releases
steps:
  - {id: stable-look, text: Look., owner: release-liaison}
""",
}


def write(folder: Path, **others: str) -> None:
    for name, text in {**FILES, **others}.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def test_a_step_leaves_its_owners_to_the_procedure_it_uses(
    tmp_path: Path,
) -> None:
    write(tmp_path)
    guide, problems = load_guide(tmp_path)
    assert problems == []
    assert guide is not None


def test_a_team_is_called_as_its_first_deliverable(tmp_path: Path) -> None:
    write(tmp_path)
    guide, _ = load_guide(tmp_path)
    assert guide is not None
    assert (guide.project.team, guide.project.title) == ("river", "river")


def test_a_step_without_owner_is_a_warning_at_its_id(tmp_path: Path) -> None:
    name = "sections/milestone-1.yaml"
    text = FILES[name] + "  - {id: m1-read, text: Read.}\n"
    write(tmp_path, **{name: text})
    _, (problem,) = load_guide(tmp_path)
    assert problem.severity is Severity.WARNING
    assert str(problem.position) == f"{tmp_path / name}:9:10"
