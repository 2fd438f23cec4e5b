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
from watcher_liaison_guide.guide.model import Guide


@pytest.fixture(scope="module")
def guide() -> Guide:
    found, problems = load_guide(EMBEDDED_GUIDES / "watcher")
    assert found is not None and not problems
    return found


@pytest.fixture
def new_cycle(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "2027.1.cycle.yaml"
    printed = run("new-cycle Indri --into", tmp_path)
    assert printed == (f"{path}\n", "")
    return path


def test_a_new_cycle_file_is_clean_and_asks_for_what_is_needed(
    new_cycle: Path, guide: Guide
) -> None:
    file, problems = load_cycle_file(new_cycle, guide)
    assert file is not None and file.cycle == "2027.1"
    assert problems == []
    text = new_cycle.read_text(encoding="utf-8")
    for asked in ("event-liaison", "spec-freeze", "planning-etherpad", "ffe"):
        assert asked in text


def test_each_line_of_a_new_cycle_file_works_once_its_mark_is_gone(
    new_cycle: Path, guide: Guide
) -> None:
    lines = new_cycle.read_text(encoding="utf-8").splitlines()
    offered = [
        number for number, line in enumerate(lines) if line[:4] == "  # "
    ]
    assert len(offered) > 10
    for number in offered:
        answered = list(lines)
        answered[number] = (
            lines[number]
            .replace("# ", "", 1)
            .replace("YYYY-MM-DD", "2026-10-15")
            .replace("ITEM-ID", "ptg-retrospective")
        )
        new_cycle.write_text("\n".join(answered), encoding="utf-8")
        file, problems = load_cycle_file(new_cycle, guide)
        assert problems == [], answered[number]
        assert file is not None
        assert any(
            (file.roles, file.events, file.links, file.items, file.exceptions)
        )


def test_a_cycle_file_that_is_there_stays(new_cycle: Path, run: Run) -> None:
    new_cycle.write_text("mine", encoding="utf-8")
    assert run("new-cycle indri --into", new_cycle.parent, status=1) == (
        "",
        f"{new_cycle}: error: file-exists: It exists already, and nothing "
        "was changed. Edit it, or give --into another directory.\n",
    )
    assert new_cycle.read_text(encoding="utf-8") == "mine"


def test_a_directory_that_is_made_for_cycle_files_is_reported(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = "doc/source/contributor/cycles"
    assert run("new-cycle 2027.1") == (
        f"{folder}/2027.1.cycle.yaml\n",
        f"Created the directory {folder}.\n",
    )
    assert run("new-cycle current --today 2026-06-01") == (
        f"{folder}/2026.2.cycle.yaml\n",
        "",
    )


def test_a_cycle_without_a_calendar_is_begun_by_its_release(
    tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "2031.2.cycle.yaml"
    assert run("new-cycle 2031.2 --into", tmp_path) == (
        f"{path}\n",
        f"{path}: note: cycle-without-calendar: There is no calendar for "
        "2031.2 yet, so nothing has a date. Run "
        '"watcher-liaison-guide calendar import --into DIR" once '
        "openstack/releases has its schedule.\n",
    )
    assert path.exists()


def test_a_calendar_that_cannot_be_read_is_not_reported_as_missing(
    tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "calendars" / "2031.2.yaml"
    path.parent.mkdir()
    path.write_text("- no\n", encoding="utf-8")
    words = ("new-cycle 2031.2 --data", tmp_path, "--into", tmp_path)
    _, printed = run(*words, status=1)
    assert f"{path}:1:1: error: wrong-type: " in printed
    assert "cycle-without-calendar" not in printed


def test_a_cycle_on_record_is_begun_by_its_name_without_a_calendar(
    tmp_path: Path, run: Run
) -> None:
    embedded = (EMBEDDED / "records" / "2027.1.yaml").read_text("utf-8")
    series = "series:\n"
    assert series in embedded
    more = '  - {series: jaguar, release: "2027.2", status: future}\n'
    folder = tmp_path / "data" / "records"
    folder.mkdir(parents=True)
    (folder / "2027.1.yaml").write_text(
        embedded.replace(series, series + more), encoding="utf-8"
    )
    path = tmp_path / "2027.2.cycle.yaml"
    words = ("new-cycle Jaguar --data", folder.parent, "--into", tmp_path)
    assert run(*words)[0] == f"{path}\n"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Watcher in 2027.2 (Jaguar): ")


_NO_RELEASE = (
    'unknown-cycle: There is no OpenStack release "{}". Those of a year '
    "are YEAR.1 and YEAR.2: give one such as 2027.2."
)
_BY_RELEASE = (
    "A cycle that has no calendar yet is named by its release, such as 2027.2."
)


@pytest.mark.parametrize(
    ("name", "status", "problem"),
    [
        ("2027.9", 2, _NO_RELEASE),
        ("2019.1", 2, _NO_RELEASE),
        ("2027", 2, _NO_RELEASE),
        (
            "jaguar",
            1,
            'unknown-cycle: There is no calendar of a cycle "jaguar". '
            + _BY_RELEASE,
        ),
        (
            "indrie",
            1,
            'unknown-cycle: There is no calendar of a cycle "indrie". Did '
            f'you mean "indri"? {_BY_RELEASE}',
        ),
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


def test_a_directory_that_cannot_be_made_is_reported(
    tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    assert run("new-cycle 2027.1 --into", file / "in", status=1)[1] == (
        f"{file}/in/2027.1.cycle.yaml: error: file-unwritable: It cannot be "
        "written: Not a directory. Check the permissions and the space of "
        "its directory.\n"
    )


# -- new-guide


def test_a_new_guide_is_clean_and_knows_no_other_team(
    tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "doc" / "guide"
    assert run("new-guide", folder) == (
        f"{folder}\n",
        f"Edit {folder}/project.yaml first, then run:\n"
        f"  watcher-liaison-guide check --guide {folder}\n"
        f"  watcher-liaison-guide checklist current --guide {folder}\n"
        f'Neither needs options once setup.cfg has "guide = {folder}" in '
        "[liaison-guide].\n",
    )
    assert run("check", folder) == (
        "",
        f"No problems found: guide {folder}.\n",
    )
    for path in folder.rglob("*.yaml"):
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
    ("options", "team", "deliverables", "trackers"),
    [
        ([], "aurora", ["aurora"], ["aurora"]),
        (["--team", "Our Team"], "Our Team", ["ours", "ours-ui"], ["our.lp"]),
        (["--team", "Q & A: x"], "Q & A: x", ["q-a-x"], ["q-a-x"]),
    ],
)
def test_a_new_guide_is_short_and_about_its_team(
    tmp_path: Path,
    run: Run,
    options: list[str],
    team: str,
    deliverables: list[str],
    trackers: list[str],
) -> None:
    path = tmp_path / "data" / "records" / "2026.2.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(RECORDS, encoding="utf-8")
    folder = tmp_path / "guide"
    run("new-guide", folder, "--data", tmp_path / "data", options)
    made = [path for path in folder.rglob("*") if path.is_file()]
    assert len(made) <= 5
    texts = {path.name: path.read_text(encoding="utf-8") for path in made}
    assert max(len(text.splitlines()) for text in texts.values()) <= 25
    assert yaml.safe_load(texts["guide.yaml"])["extends"] == "openstack"
    project = yaml.safe_load(texts["project.yaml"])
    assert project["team"] == team
    assert list(project["deliverables"]) == deliverables
    assert list(project["trackers"]) == trackers
    assert [project["names"]["launchpad"]] == trackers
    _, _, title, line, *_ = texts["release-guide.rst"].splitlines()
    assert (len(title), line[0]) == (len(line), "=")


def test_a_new_guide_leaves_a_directory_with_files_alone(
    tmp_path: Path, run: Run
) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    assert run("new-guide", tmp_path, status=1)[1] == (
        f"{tmp_path}: error: file-exists: It exists already, and nothing "
        "was changed. Name a new or empty directory.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("name", "word"), [("watcher", "./watcher"), ("our guide", "'our guide'")]
)
def test_the_next_steps_after_a_new_guide_are_about_that_guide(
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    word: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    _, printed = run("new-guide", [name])
    lines = printed.splitlines()[1:-1]
    assert [line.endswith(f" --guide {word}") for line in lines] == [True] * 2
    for line in lines:
        _, *words = shlex.split(line)
        output, _ = run(words, "--data . --cycles .")
        assert "Watcher" not in output


def test_records_without_deliverables_make_no_example() -> None:
    words = guide_words("Rally", {})
    assert (words["deliverables"], words["trackers"]) == ("  {}", "  {}")
    assert "  rally:" in guide_words("Rally", None)["deliverables"]
