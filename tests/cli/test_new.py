# SPDX-License-Identifier: Apache-2.0
"""``new-cycle`` and ``new-guide`` as their users see them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Run
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.checklist import load_cycle_file
from watcher_liaison_guide.cli.new import guide_words
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.guide import load_guide


def test_each_line_of_a_new_cycle_file_works_once_its_mark_is_gone(
    tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    assert run("new-cycle Indri --into", tmp_path) == (f"{path}\n", "")
    guide, _ = load_guide(EMBEDDED_GUIDES / "watcher")
    assert load_cycle_file(path, guide)[1] == []
    text = path.read_text(encoding="utf-8")
    for asked in ("event-liaison", "spec-freeze", "planning-etherpad", "ffe"):
        assert asked in text
    offered = [line for line in text.splitlines() if line[:4] == "  # "]
    assert len(offered) > 10
    for line in offered:
        answer = line.replace("# ", "", 1).replace("YYYY-MM-DD", "2026-10-15")
        answer = answer.replace("ITEM-ID", "ptg-retrospective")
        path.write_text(text.replace(line, answer, 1), encoding="utf-8")
        file, problems = load_cycle_file(path, guide)
        assert problems == [], answer
        assert file is not None and (
            file.roles
            or file.events
            or file.links
            or file.items
            or file.exceptions
        )


def test_a_directory_that_is_made_for_cycle_files_is_reported(
    here: Path, run: Run
) -> None:
    folder = "doc/source/contributor/cycles"
    assert run("new-cycle 2027.1") == (
        f"{folder}/2027.1.cycle.yaml\n",
        f"Created the directory {folder}.\n",
    )
    assert run("new-cycle current --today 2026-06-01") == (
        f"{folder}/2026.2.cycle.yaml\n",
        "",
    )


def test_nothing_is_written_over_or_where_nothing_can_be(
    tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "2027.1.cycle.yaml"
    path.write_text("mine", encoding="utf-8")
    exists = "error: file-exists: It exists already, and nothing was changed."
    for words, problem in (
        (
            ("new-cycle indri --into", tmp_path),
            f"{path}: {exists} Edit it, or give --into another directory.\n",
        ),
        (
            ("new-cycle 2027.1 --into", path / "in"),
            f"{path}/in/2027.1.cycle.yaml: error: file-unwritable: It cannot "
            "be written: Not a directory. Check the permissions and the space "
            "of its directory.\n",
        ),
        (
            ("new-guide", tmp_path),
            f"{tmp_path}: {exists} Name a new or empty directory.\n",
        ),
    ):
        assert run(*words, status=1) == ("", problem)
    assert path.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_a_cycle_without_a_calendar_is_begun_by_its_release(
    tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "2031.2.cycle.yaml"
    words = ("new-cycle 2031.2 --into", tmp_path)
    assert run(*words) == (
        f"{path}\n",
        f"{path}: note: cycle-without-calendar: There is no calendar for "
        "2031.2 yet, so nothing has a date. Run "
        '"watcher-liaison-guide calendar import --into DIR" once '
        "openstack/releases has its schedule.\n",
    )
    path.unlink()
    # One that cannot be read is not reported as missing.
    calendar = tmp_path / "calendars" / path.name.replace(".cycle", "")
    calendar.parent.mkdir()
    calendar.write_text("- no\n", encoding="utf-8")
    _, printed = run(*words, "--data", tmp_path, status=1)
    assert f"{calendar}:1:1: error: wrong-type: " in printed
    assert "cycle-without-calendar" not in printed


def test_a_cycle_on_record_is_begun_by_its_name_without_a_calendar(
    tmp_path: Path, run: Run
) -> None:
    text = (EMBEDDED / "records" / "2027.1.yaml").read_text("utf-8")
    more = '  - {series: jaguar, release: "2027.2", status: future}\n'
    assert "series:\n" in text
    records = tmp_path / "data" / "records" / "2027.1.yaml"
    records.parent.mkdir(parents=True)
    records.write_text(
        text.replace("series:\n", f"series:\n{more}"), encoding="utf-8"
    )
    run("new-cycle Jaguar --data", tmp_path / "data", "--into", tmp_path)
    text = (tmp_path / "2027.2.cycle.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Watcher in 2027.2 (Jaguar): ")


_NO_RELEASE = (
    'unknown-cycle: There is no OpenStack release "{}". Those of a year '
    "are YEAR.1 and YEAR.2: give one such as 2027.2."
)
_UNKNOWN = (
    'unknown-cycle: There is no calendar of a cycle "{}".%s A cycle that has '
    "no calendar yet is named by its release, such as 2027.2."
)


@pytest.mark.parametrize(
    ("name", "status", "problem"),
    [
        ("2027.9", 2, _NO_RELEASE),
        ("2019.1", 2, _NO_RELEASE),
        ("2027", 2, _NO_RELEASE),
        ("jaguar", 1, _UNKNOWN % ""),
        ("indrie", 1, _UNKNOWN % ' Did you mean "indri"?'),
        (
            "newton",
            1,
            "schedule-missing: The schedule of newton was a page only: no "
            "dates can be read.",
        ),
    ],
)
def test_a_cycle_of_no_known_name_is_not_begun(
    tmp_path: Path, run: Run, name: str, status: int, problem: str
) -> None:
    printed = run(f"new-cycle {name} --into", tmp_path, status=status)
    assert printed == ("", f"{name}: error: {problem.format(name)}\n")
    assert list(tmp_path.iterdir()) == []


# -- new-guide


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("doc/guide", "doc/guide"),
        ("watcher", "./watcher"),
        ("our guide", "'our guide'"),
    ],
)
def test_a_new_guide_is_clean_and_knows_no_other_team(
    here: Path, run: Run, name: str, word: str
) -> None:
    printed, told = run("new-guide", [name])
    assert printed == f"{name}\n"
    first, *lines, last = told.splitlines()
    assert first == f"Edit {name}/project.yaml first, then run:"
    assert lines == [
        f"  watcher-liaison-guide check --guide {word}",
        f"  watcher-liaison-guide checklist current --guide {word}",
    ]
    assert f'"guide = {shlex.split(word)[0]}" in [liaison-guide]' in last
    for line in lines:
        output, _ = run(shlex.split(line)[1:], "--data . --cycles .")
        assert "Watcher" not in output
    read = ("", f"No problems found: guide {name}.\n")
    assert run("check", [name]) == read
    for path in Path(name).rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").lower()
        assert "watcher" not in text.replace("watcher-liaison-guide", "")


RECORDS = """\
cycle: {series: hibiscus, release: "2026.2"}
team: Our Team
sources: []
leadership: {model: ptl, source: governance}
liaisons: {}
carried-from: null
series: []
deliverables:
  ours: {type: service, release-model: cycle-with-rc, tracker: "our.lp"}
  ours-ui: {type: horizon-plugin, tracker: "openstack/ours-ui"}
"""


@pytest.mark.parametrize(
    ("team", "deliverables", "tracker"),
    [
        ("", ["aurora"], "aurora"),
        ("Our Team", ["ours", "ours-ui"], "our.lp"),
        ("Q & A: x", ["q-a-x"], "q-a-x"),
    ],
)
def test_a_new_guide_is_short_and_about_its_team(
    tmp_path: Path, run: Run, team: str, deliverables: list[str], tracker: str
) -> None:
    path = tmp_path / "data" / "records" / "2026.2.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(RECORDS, encoding="utf-8")
    folder = tmp_path / "guide"
    options = ["--team", team] if team else []
    run("new-guide", folder, "--data", tmp_path / "data", options)
    made = [path for path in folder.rglob("*") if path.is_file()]
    texts = {path.name: path.read_text(encoding="utf-8") for path in made}
    assert len(made) <= 5
    assert max(len(text.splitlines()) for text in texts.values()) <= 25
    assert yaml.safe_load(texts["guide.yaml"])["extends"] == "openstack"
    project = yaml.safe_load(texts["project.yaml"])
    assert project["team"] == (team or "aurora")
    assert list(project["deliverables"]) == deliverables
    assert [project["names"]["launchpad"]] == [*project["trackers"]]
    assert [tracker] == [*project["trackers"]]
    _, _, title, line, *_ = texts["release-guide.rst"].splitlines()
    assert (len(title), line[0]) == (len(line), "=")


def test_records_without_deliverables_make_no_example() -> None:
    words = guide_words("Rally", {})
    assert (words["deliverables"], words["trackers"]) == ("  {}", "  {}")
