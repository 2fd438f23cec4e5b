# SPDX-License-Identifier: Apache-2.0
"""``new-cycle`` and ``new-guide`` as their users see them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Run, write
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.checklist import load_cycle_file
from watcher_liaison_guide.cli.new import guide_words
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.guide import load_guide

PATH = Path("2027.1.cycle.yaml")


def test_each_line_of_a_new_cycle_file_works_once_its_mark_is_gone(
    here: Path, run: Run
) -> None:
    assert run("new-cycle Indri --into .") == (f"{PATH}\n", "")
    guide, _ = load_guide(EMBEDDED_GUIDES / "watcher")
    assert load_cycle_file(PATH, guide)[1] == []
    text = PATH.read_text(encoding="utf-8")
    for asked in ("event-liaison", "spec-freeze", "planning-etherpad", "ffe"):
        assert asked in text
    offered = [line for line in text.splitlines() if line[:4] == "  # "]
    assert len(offered) > 10
    for line in offered:
        answer = line.replace("# ", "", 1).replace("YYYY-MM-DD", "2026-10-15")
        answer = answer.replace("ITEM-ID", "ptg-retrospective")
        write({str(PATH): text.replace(line, answer, 1)})
        file, problems = load_cycle_file(PATH, guide)
        assert file is not None and problems == [], answer
        one = [file.roles, file.events, file.links, file.items]
        assert any([*one, file.exceptions])


def test_a_directory_that_is_made_for_cycle_files_is_reported(
    here: Path, run: Run
) -> None:
    folder = "doc/source/contributor/cycles"
    made = f"Created the directory {folder}.\n"
    assert run("new-cycle 2027.1") == (f"{folder}/{PATH}\n", made)
    path = f"{folder}/2026.2.cycle.yaml\n"
    assert run("new-cycle current --today 2026-06-01") == (path, "")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (
            "new-cycle indri --into .",
            f"{PATH}: error: file-exists: It exists already, and nothing was "
            "changed. Edit it, or give --into another directory.\n",
        ),
        (
            f"new-cycle 2027.1 --into {PATH}/in",
            f"{PATH}/in/{PATH}: error: file-unwritable: It cannot be written: "
            "Not a directory. Check the permissions and the space of its "
            "directory.\n",
        ),
        (
            "new-guide .",
            ".: error: file-exists: It exists already, and nothing was "
            "changed. Name a new or empty directory.\n",
        ),
    ],
)
def test_nothing_is_written_over_or_where_nothing_can_be(
    words: str, problem: str, here: Path, run: Run
) -> None:
    write({str(PATH): "mine"})
    assert run(words, status=1) == ("", problem)
    assert PATH.read_text(encoding="utf-8") == "mine"
    assert list(here.iterdir()) == [here / PATH]


def test_a_cycle_without_a_calendar_is_begun_by_its_release(
    here: Path, run: Run
) -> None:
    assert run("new-cycle 2031.2 --into .") == (
        "2031.2.cycle.yaml\n",
        "2031.2.cycle.yaml: note: cycle-without-calendar: There is no "
        "calendar for 2031.2 yet, so nothing has a date. Run "
        '"watcher-liaison-guide calendar import --into DIR" once '
        "openstack/releases has its schedule.\n",
    )
    # One that cannot be read is not reported as missing.
    write({"calendars/2031.2.yaml": "- no\n"})
    _, printed = run("new-cycle 2031.2 --data . --into a", status=1)
    assert "calendars/2031.2.yaml:1:1: error: wrong-type: " in printed
    assert "cycle-without-calendar" not in printed


def test_a_cycle_on_record_is_begun_by_its_name_without_a_calendar(
    here: Path, run: Run
) -> None:
    text = (EMBEDDED / "records" / "2027.1.yaml").read_text("utf-8")
    more = '  - {series: jaguar, release: "2027.2", status: future}\n'
    text = text.replace("series:\n", f"series:\n{more}")
    write({"records/2027.1.yaml": text})
    run("new-cycle Jaguar --data . --into .")
    text = (here / "2027.2.cycle.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Watcher in 2027.2 (Jaguar): ")


_NO_RELEASE = (
    'unknown-cycle: There is no OpenStack release "{}". Those of a year '
    "are YEAR.1 and YEAR.2: give one such as 2027.2."
)
_UNKNOWN = (
    'unknown-cycle: There is no calendar of a cycle "{}".%s A cycle that has '
    "no calendar yet is named by its release, such as 2027.2."
)
_PAGE = (
    "schedule-missing: The schedule of newton was a page only: no dates can "
    "be read."
)


@pytest.mark.parametrize(
    ("name", "status", "problem"),
    [
        ("2027.9", 2, _NO_RELEASE),
        ("2019.1", 2, _NO_RELEASE),
        ("2027", 2, _NO_RELEASE),
        ("jaguar", 1, _UNKNOWN % ""),
        ("indrie", 1, _UNKNOWN % ' Did you mean "indri"?'),
        ("newton", 1, _PAGE),
    ],
)
def test_a_cycle_of_no_known_name_is_not_begun(
    here: Path, run: Run, name: str, status: int, problem: str
) -> None:
    printed = run(f"new-cycle {name} --into .", status)
    assert printed == ("", f"{name}: error: {problem.format(name)}\n")
    assert list(here.iterdir()) == []


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
    printed, told = run(f"new-guide '{name}'")
    assert printed == f"{name}\n"
    first, *lines, last = told.splitlines()
    assert first == f"Edit {name}/project.yaml first, then run:"
    assert lines == [
        f"  watcher-liaison-guide check --guide {word}",
        f"  watcher-liaison-guide checklist current --guide {word}",
    ]
    assert f'"guide = {shlex.split(word)[0]}" in [liaison-guide]' in last
    for line in lines:
        _, _, words = line.partition("guide ")
        assert "Watcher" not in run(f"{words} --data . --cycles .")[0]
    read = ("", f"No problems found: guide {name}.\n")
    assert run(f"check '{name}'") == read
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
    ("options", "team", "deliverables", "tracker"),
    [
        ("", "aurora", "aurora", "aurora"),
        ("--team 'Our Team'", "Our Team", "ours ours-ui", "our.lp"),
        ("--team 'Q & A: x'", "Q & A: x", "q-a-x", "q-a-x"),
    ],
)
def test_a_new_guide_is_short_and_about_its_team(
    here: Path,
    run: Run,
    options: str,
    team: str,
    deliverables: str,
    tracker: str,
) -> None:
    write({"data/records/2026.2.yaml": RECORDS})
    run(f"new-guide guide --data data {options}")
    made = [path for path in Path("guide").rglob("*") if path.is_file()]
    texts = {path.name: path.read_text(encoding="utf-8") for path in made}
    assert len(made) <= 5
    assert max(len(text.splitlines()) for text in texts.values()) <= 25
    assert yaml.safe_load(texts["guide.yaml"])["extends"] == "openstack"
    project = yaml.safe_load(texts["project.yaml"])
    assert project["team"] == team
    assert " ".join(project["deliverables"]) == deliverables
    assert list(project["trackers"]) == [tracker]
    assert project["names"]["launchpad"] == tracker
    _, _, title, line, *_ = texts["release-guide.rst"].splitlines()
    assert (len(title), line[0]) == (len(line), "=")


def test_records_without_deliverables_make_no_example() -> None:
    words = guide_words("Rally", {})
    assert (words["deliverables"], words["trackers"]) == ("  {}", "  {}")
