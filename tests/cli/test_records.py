# SPDX-License-Identifier: Apache-2.0
"""``records show`` and ``records import`` as their users see them."""

import datetime
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.cli.conftest import Run
from tests.fetch_server import content, running
from tests.records.checkouts import checkout
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.records import branches_on, load_records
from watcher_liaison_guide.records.model import Records

GOLDEN = Path(__file__).parents[1] / "records" / "data" / "show-2026.1.txt"
Import = Callable[..., tuple[Records | None, str]]


# -- show


@pytest.mark.parametrize("name", ["2026.1", "Gazpacho"])
def test_show_is_a_page_to_read(name: str, run: Run) -> None:
    printed = run(f"records show {name} --today 2026-08-21")
    assert printed == (GOLDEN.read_text(encoding="utf-8"), "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("current --today 2026-08-21", "2026.2 Hibiscus: development"),
        ("indri", "There are no deliverable files for 2027.1 yet: what"),
        ("2024.1", "leadership     unknown: no source has it for this cycle"),
        ("2024.1", "people         not on record here"),
    ],
)
def test_show_has_what_is_current_carried_over_or_unknown(
    words: str, said: str, run: Run
) -> None:
    assert said in run("records show", words)[0]


def test_show_as_json_has_every_key(run: Run) -> None:
    words = "records show 2026.1 --today 2026-11-19 --format json"
    found = json.loads(run(words)[0])
    assert list(found) == [
        *("version", "day", "cycle", "sources", "leadership", "liaisons"),
        *("carried_from", "deliverables"),
    ]
    assert found["leadership"]["model"] == "distributed"
    assert found["liaisons"] is None
    every = {one["id"]: one for one in found["deliverables"]}
    assert every["watcher"]["release_model"] == "cycle-with-rc"
    assert every["watcher"]["releases"][-1]["version"] == "16.0.2"
    assert every["watcher"]["branches"][0] == {
        "name": "stable/2026.2",
        "release": "2026.2",
        "series": "hibiscus",
        "status": "maintained",
    }


def test_show_of_a_cycle_that_nobody_knows_fails_with_a_hint(
    run: Run,
) -> None:
    assert run("records show 2026.12", status=1) == (
        "",
        "2026.12: error: cycle-without-records: Nothing is on record for "
        'this cycle. Did you mean "2026.2"?\n',
    )


# -- import


@pytest.fixture
def source(shared_data: Path) -> Callable[[str], Path]:
    """Return a function that finds a state of governance, or the releases."""

    def find(day: str = "") -> Path:
        repository = "openstack-governance" if day else "openstack-releases"
        return shared_data / "data" / repository / day

    return find


@pytest.fixture
def imported(
    source: Callable[[str], Path], tmp_path: Path, run: Run
) -> Import:
    """Return a function that imports governance as it was on a day."""

    def imported(
        day: str, cycle: str, status: int = 0
    ) -> tuple[Records | None, str]:
        words = ("records import", source(day), f"--cycle {cycle} --into")
        _, problems = run(*words, tmp_path, status=status)
        path = tmp_path / "records" / f"{cycle}.yaml"
        return load_records(path)[0], problems

    return imported


def test_import_writes_a_cycle_s_records_and_then_leaves_them(
    source: Callable[..., Path], tmp_path: Path, run: Run
) -> None:
    words = ("records import", source(), source("2026-08-08"))
    words = (*words, "--cycle hibiscus --into", tmp_path)
    path = tmp_path / "records" / "2026.2.yaml"
    assert run(*words)[0] == f"{path}: written\n"
    assert run(*words)[0] == f"{path}: unchanged\n"
    records, problems = load_records(path)
    assert records is not None and problems == []
    assert set(records.liaisons or ()) == {"ptl", "release", "security"}
    assert "@" not in path.read_text(encoding="utf-8")


def test_show_has_the_people_once_they_are_imported(
    imported: Import, tmp_path: Path, run: Run
) -> None:
    imported("2026-01-27", "2026.1")
    assert (
        "  liaisons       releases: Chandan Kumar (chandankumar), Joan "
        "Francesc Gilabert\n"
        "                 Navarro (jgilaber)\n"
        "                 TaCT SIG: Douglas Viroel (dviroel), Chandan Kumar\n"
    ) in run("records show 2026.1 --data", tmp_path)[0]


def test_import_of_the_wrong_day_keeps_what_was_known(
    imported: Import,
) -> None:
    records, problems = imported("2026-08-08", "2026.1")
    assert "warning: records-other-day:" in problems
    assert records is not None and records.leadership is not None
    assert records.leadership.model == "distributed"
    assert records.liaisons is None


def test_import_embeds_no_people(
    imported: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EMBEDDED / "records", tmp_path / "records")
    monkeypatch.setattr("watcher_liaison_guide.cli.records.EMBEDDED", tmp_path)
    records, _ = imported("2026-08-08", "2026.2")
    assert records is not None and records.liaisons is None


def test_import_does_not_write_over_a_file_that_it_cannot_read(
    imported: Import, tmp_path: Path
) -> None:
    path = tmp_path / "records" / "2026.2.yaml"
    path.parent.mkdir()
    path.write_text("cycle: [\n")
    assert "yaml-syntax" in imported("2026-08-08", "2026.2", status=1)[1]
    assert path.read_text() == "cycle: [\n"


@pytest.mark.parametrize(
    ("sources", "problem"),
    [
        (".", "unknown-source: It has neither"),
        ("missing", "file-unreadable: There is no such directory."),
        ("ftp://example.org/", "bad-url"),
        ("governance governance", "a second source of openstack/governance."),
    ],
)
def test_import_of_what_is_no_source_fails(
    sources: str, problem: str, here: Path, run: Run
) -> None:
    path = here / "governance" / "reference" / "projects.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("{}\n", encoding="utf-8")
    words = f"records import {sources} --cycle 2026.2 --into data"
    assert problem in run(words, status=1)[1]
    assert not (here / "data").exists()


def test_import_from_urls_gives_what_import_from_folders_does(
    source: Callable[..., Path], tmp_path: Path, run: Run
) -> None:
    folders = [str(source()), str(source("2026-08-08"))]
    read = []
    with running() as server:
        for folder in folders:
            for path in Path(folder).rglob("*.yaml"):
                server.on(quote(str(path)), content(path.read_bytes()))
        urls = [f"{server.url}{quote(folder)}" for folder in folders]
        for into, sources in (("folders", folders), ("urls", urls)):
            words = ("records import", sources, "--cycle 2027.1 --into")
            _, told = run(*words, tmp_path / into)
            assert told.count("records-undated") == 1 == told.count("\n")
            path = tmp_path / into / "records" / "2027.1.yaml"
            records, _ = load_records(path)
            assert records is not None
            read.append(records)
        asked = [request.path for request in server.requests]
    assert len(asked) == len(set(asked)) < 50
    found = []
    for records in read:
        found.append([records.leadership, records.liaisons])
        for name, facts in read[0].deliverables.items():
            facts = records.deliverables[name]
            branches = branches_on(records, name, datetime.date(2026, 11, 19))
            found[-1] += [facts.type, facts.release_model, facts.tracker]
            found[-1] += [o for o in branches if o.status == "maintained"]
    assert found[0] == found[1]
    assert read[0].carried_from == read[1].carried_from


# -- what the records decide


@pytest.mark.parametrize(
    ("day", "role", "people"),
    [
        (
            "2026-01-27",
            "release-liaison",
            ["Chandan Kumar", "Joan Francesc Gilabert Navarro"],
        ),
        ("2026-08-08", "ptl", ["Douglas Viroel"]),
    ],
)
def test_the_same_cycle_file_has_the_rightful_owners_under_both_leaderships(
    day: str,
    role: str,
    people: list[str],
    source: Callable[[str], Path],
    tmp_path: Path,
    run: Run,
) -> None:
    projects = "reference/projects.yaml"
    text = (source(day) / projects).read_text("utf-8")
    # A state of the day before the cycle.
    state = checkout(tmp_path / "source", projects, {"2026-09-29": text})
    words = ("records import", state, "--cycle 2027.1 --into", tmp_path)
    assert run(*words)[1] == ""
    (tmp_path / "2027.1.cycle.yaml").write_text(
        'cycle: "2027.1"\n'
        "events: {summit: {date: 2026-10-20, why: announced}}\n"
    )
    checklist, _ = Library((tmp_path,), tmp_path).checklist("2027.1")
    assert checklist is not None
    owners = {item.id: item.owner for item in checklist.walk()}
    for owner in (
        owners["ffe-announce/ffe-authority"],
        owners["summit-duty-release-liaison/summit-project-update"],
        owners["summit-duty-release-liaison/summit-operators"],
        owners["liaison-handoff"],
        checklist.policies[0].decides,
    ):
        assert owner is not None and owner.role == role
        assert [person.name for person in owner.people] == people


def test_the_series_of_an_independent_deliverable_is_independent(
    here: Path, run: Run
) -> None:
    for name, text in {
        "source/data/series_status.yaml": "[{name: indri, release-id: 2027.1, "
        "status: future}]",
        "source/deliverables/_independent/aurora.yaml": "team: aurora\n"
        "type: other\n",
        "source/deliverables/indri/python-auroraclient.yaml": "team: aurora\n"
        "type: client-library\nrelease-model: cycle-with-intermediary\n",
        "guide/sections/milestone-1.yaml": "id: milestone-1\nsteps:\n"
        "  - id: m1-any\n    text: Release it.\n    each: deliverable\n    "
        "commands: ['new-release {series} {deliverable} of {branch-series}']",
    }.items():
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    run("records import source --cycle 2027.1 --team aurora --into .")
    run("new-guide made --team aurora --data .")
    shutil.copytree("guide", "made", dirs_exist_ok=True)
    words = "checklist 2027.1 --guide made --format json --data ."
    output, _ = run(words)
    assert "new-release independent aurora of independent" in output
    assert "new-release indri python-auroraclient of indri" in output
    # The folder of such deliverables has another name.
    assert "/master/deliverables/_independent" in output
    assert "/master/deliverables/independent" not in output
