# SPDX-License-Identifier: Apache-2.0
"""``new-cycle`` and ``new-guide`` as their users see them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Run, write
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.checklist import load_cycle_file
from watcher_liaison_guide.cli.new import guide_words
from watcher_liaison_guide.library import Library

PATH = Path("2027.1.cycle.yaml")


def test_each_line_of_a_new_cycle_file_works_once_its_mark_is_gone(
    here: Path, run: Run
) -> None:
    assert run("new-cycle Indri --into .") == (f"{PATH}\n", "")
    text = PATH.read_text(encoding="utf-8")
    for asked in ("event-liaison", "spec-freeze", "planning-etherpad", "ffe"):
        assert asked in text
    offered = [line for line in text.splitlines() if line[:4] == "  # "]
    assert len(offered) > 10
    for line in offered:
        answer = line.replace("# ", "", 1).replace("YYYY-MM-DD", "2026-10-15")
        answer = answer.replace("ITEM-ID", "ptg-retrospective")
        write({str(PATH): text.replace(line, answer, 1)})
        file, problems = load_cycle_file(PATH)
        assert file is not None and problems == [], answer
        _, problems = Library(cycles=Path()).checklist("2027.1")
        assert "unknown-" not in str(problems), answer
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
    run("record 2031.2 ptg-run-sessions --skipped 'no PTG' --cycles .")
    # One that cannot be read is not reported as missing.
    write({"calendars/2031.2.yaml": "- no\n"})
    for words in ("new-cycle 2031.2 --into a", "agenda 2031.2 --cycles ."):
        _, printed = run(f"{words} --data .", status=1)
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


# -- new-guide

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
    ("name", "shown", "team", "deliverables", "tracker"),
    [
        ("doc/guide", "doc/guide", "aurora", "aurora", "aurora"),
        ("watcher", "./watcher", "our team", "ours ours-ui", "our.lp"),
        ("our guide", "'our guide'", "Q + A. x", "q-a-x", "q-a-x"),
    ],
)
def test_a_new_guide_is_clean_short_and_about_its_team(
    here: Path,
    run: Run,
    name: str,
    shown: str,
    team: str,
    deliverables: str,
    tracker: str,
) -> None:
    write({"data/records/2026.2.yaml": RECORDS})
    words = f"new-guide '{name}' --data data --team '{team}'"
    printed, told = run(words.partition(" --team 'aurora'")[0])
    assert printed == f"{name}\n"
    options = f"--guide {shown} --data data"
    first, *lines, last = told.splitlines()
    assert first == f"Edit {name}/project.yaml first, then run:"
    assert lines == [
        f"  watcher-liaison-guide check {options}",
        f"  watcher-liaison-guide checklist current {options}",
    ]
    assert f'"guide = {shown}" and "data = data" in'.replace("'", "") in last
    for line in lines:
        _, _, words = line.partition("guide ")
        assert "Watcher" not in run(f"{words} --cycles .")[0]
    read = ("", f"No problems found: guide {name}.\n")
    assert run(f"check '{name}'") == read

    made = [path for path in Path(name).rglob("*") if path.is_file()]
    texts = {path.name: path.read_text(encoding="utf-8") for path in made}
    assert len(made) <= 5
    assert max(len(text.splitlines()) for text in texts.values()) <= 25
    for text in texts.values():
        assert "watcher" not in text.lower().replace("watcher-liaison", "")
    assert yaml.safe_load(texts["guide.yaml"])["extends"] == "openstack"
    project = yaml.safe_load(texts["project.yaml"])
    assert project["team"] == team
    assert " ".join(project["deliverables"]) == deliverables
    assert list(project["trackers"]) == [tracker]
    assert project["names"]["launchpad"] == tracker
    _, _, title, line, *_ = texts["release-guide.rst"].splitlines()
    assert (len(title), line[0]) == (len(line), "=")


def test_a_new_guide_may_be_where_one_is(here: Path, run: Run) -> None:
    assert run("new-guide .")[0] == ".\n" and (here / "sections").is_dir()


def test_records_without_deliverables_make_no_example() -> None:
    words = guide_words("Rally", {})
    assert (words["deliverables"], words["trackers"]) == ("  {}", "  {}")
