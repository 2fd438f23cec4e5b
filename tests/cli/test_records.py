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
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.records import branches_on, load_records

GOLDEN = Path(__file__).parents[1] / "records" / "data" / "show-2026.1.txt"
ImportDay = Callable[..., tuple[str, str]]
CYCLE_FILE = """\
cycle: "2027.1"
events:
  summit: {date: 2026-10-20, why: announced}
"""


def _releases(shared_data: Path) -> str:
    return str(shared_data / "data" / "openstack-releases")


def _governance(shared_data: Path, day: str) -> str:
    return str(shared_data / "data" / "openstack-governance" / day)


# -- show


@pytest.mark.parametrize("name", ["2026.1", "gazpacho", "Gazpacho"])
def test_show_is_a_page_to_read(name: str, run: Run) -> None:
    printed = run(f"records show {name} --today 2026-08-21")
    assert printed == (GOLDEN.read_text(encoding="utf-8"), "")


def test_show_has_what_is_current_carried_over_or_unknown(run: Run) -> None:
    printed, _ = run("records show current --today 2026-08-21")
    assert printed.startswith("2026.2 Hibiscus: development")
    printed, _ = run("records show indri --today 2026-11-19")
    assert (
        "There are no deliverable files for 2027.1 yet: what follows is as "
        "in 2026.2." in printed
    )
    facts = printed.split("Stable branches")[0].split("\n\n")[2]
    assert "releases" not in facts
    printed, _ = run("records show 2024.1 --today 2026-08-21")
    assert "leadership     unknown: no source has it for this cycle" in printed
    assert "people         not on record here" in printed


def test_show_as_json_has_every_key(run: Run) -> None:
    found = json.loads(
        run("records show 2026.1 --today 2026-11-19 --format json")[0]
    )
    assert list(found) == [
        *("version", "day", "cycle", "sources", "leadership", "liaisons"),
        *("carried_from", "deliverables"),
    ]
    assert found["leadership"]["model"] == "distributed"
    assert found["liaisons"] is None
    (watcher,) = (
        one for one in found["deliverables"] if one["id"] == "watcher"
    )
    assert watcher["release_model"] == "cycle-with-rc"
    assert [one["version"] for one in watcher["releases"]] == [
        *("16.0.0.0rc1", "16.0.0", "16.0.1", "16.0.2"),
    ]
    assert watcher["branches"][0] == {
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
def import_day(shared_data: Path, tmp_path: Path, run: Run) -> ImportDay:
    """Return a function that imports governance as it was on a day."""

    def import_day(day: str, cycle: str, status: int = 0) -> tuple[str, str]:
        source = Path(_governance(shared_data, day))
        where = f"--cycle {cycle} --into"
        words = ("records import", source, where, tmp_path)
        return run(*words, status=status)

    return import_day


def test_import_writes_a_cycle_s_records_and_then_leaves_them(
    shared_data: Path, tmp_path: Path, run: Run
) -> None:
    words = (
        *("records import", Path(_releases(shared_data))),
        Path(_governance(shared_data, "2026-08-08")),
        *("--cycle hibiscus --into", tmp_path),
    )
    path = tmp_path / "records" / "2026.2.yaml"
    assert run(*words)[0] == f"{path}: written\n"
    assert run(*words)[0] == f"{path}: unchanged\n"
    records, problems = load_records(path)
    assert problems == []
    assert records is not None
    assert records.liaisons is not None
    assert set(records.liaisons) == {"ptl", "release", "security"}
    assert "@" not in path.read_text(encoding="utf-8")


def test_show_has_the_people_once_they_are_imported(
    import_day: ImportDay, tmp_path: Path, run: Run
) -> None:
    import_day("2026-01-27", "2026.1")
    assert (
        "  liaisons       releases: Chandan Kumar (chandankumar), Joan "
        "Francesc Gilabert\n"
        "                 Navarro (jgilaber)\n"
        "                 TaCT SIG: Douglas Viroel (dviroel), Chandan Kumar\n"
    ) in run("records show 2026.1 --data", tmp_path)[0]


def test_import_of_the_wrong_day_keeps_what_was_known(
    import_day: ImportDay, tmp_path: Path
) -> None:
    _, printed = import_day("2026-08-08", "2026.1")
    assert "warning: records-other-day:" in printed
    records, _ = load_records(tmp_path / "records" / "2026.1.yaml")
    assert records is not None
    assert records.leadership is not None
    assert records.leadership.model == "distributed"
    assert records.liaisons is None


def test_import_embeds_no_people(
    import_day: ImportDay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EMBEDDED / "records", tmp_path / "records")
    monkeypatch.setattr("watcher_liaison_guide.cli.records.EMBEDDED", tmp_path)
    import_day("2026-08-08", "2026.2")
    records, _ = load_records(tmp_path / "records" / "2026.2.yaml")
    assert records is not None
    assert records.liaisons is None


def test_import_does_not_write_over_a_file_that_it_cannot_read(
    import_day: ImportDay, tmp_path: Path
) -> None:
    path = tmp_path / "records" / "2026.2.yaml"
    path.parent.mkdir()
    path.write_text("cycle: [\n")
    assert "yaml-syntax" in import_day("2026-08-08", "2026.2", status=1)[1]
    assert path.read_text() == "cycle: [\n"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (".", "unknown-source: It has neither"),
        ("missing", "file-unreadable: There is no such directory."),
        ("ftp://example.org/", "bad-url"),
    ],
)
def test_import_of_what_is_no_source_fails(
    source: str,
    problem: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Run,
) -> None:
    monkeypatch.chdir(tmp_path)
    words = f"records import {source} --cycle 2026.2 --into"
    assert problem in run(words, tmp_path, status=1)[1]
    assert not (tmp_path / "records").exists()


def test_import_takes_one_state_of_a_repository(
    shared_data: Path, tmp_path: Path, run: Run
) -> None:
    states = [
        _governance(shared_data, day) for day in ("2026-01-27", "2026-08-08")
    ]
    words = ("records import", states, "--cycle 2026.2 --into", tmp_path)
    assert (
        "It is a second source of openstack/governance."
        in (run(*words, status=1)[1])
    )


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
    shared_data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    projects = "reference/projects.yaml"
    text = Path(_governance(shared_data, day), projects).read_text("utf-8")
    # A state of the day before the cycle.
    source = checkout(tmp_path / "source", projects, {"2026-09-29": text})
    words = ["records", "import", str(source)]
    assert main([*words, "--cycle", "2027.1", "--into", str(tmp_path)]) == 0
    assert capsys.readouterr().err == ""
    path = tmp_path / "cycles" / "2027.1.cycle.yaml"
    path.parent.mkdir()
    path.write_text(CYCLE_FILE, encoding="utf-8")

    library = Library((tmp_path,), path.parent)
    checklist, _ = library.checklist("2027.1")
    assert checklist is not None
    items = {item.id: item for item in checklist.walk()}
    decided = (
        items["ffe-announce/ffe-authority"].owner,
        items["summit-duty-release-liaison/summit-project-update"].owner,
        items["summit-duty-release-liaison/summit-operators"].owner,
        items["liaison-handoff"].owner,
        checklist.policies[0].decides,
    )
    for owner in decided:
        assert owner is not None
        assert owner.role == role
        assert [person.name for person in owner.people] == people


def test_import_from_urls_gives_what_import_from_folders_does(
    shared_data: Path, tmp_path: Path, run: Run
) -> None:
    folders = [_releases(shared_data), _governance(shared_data, "2026-08-08")]
    read = []
    with running() as server:
        for folder in folders:
            for path in Path(folder).rglob("*.yaml"):
                server.on(quote(str(path)), content(path.read_bytes()))
        urls = [f"{server.url}{quote(folder)}" for folder in folders]
        for sources, into in ((folders, "folders"), (urls, "urls")):
            words = ("records import", sources, "--cycle 2027.1 --into")
            _, told = run(*words, tmp_path / into)
            assert told.count("records-undated") == 1 == told.count("\n")
            path = tmp_path / into / "records" / "2027.1.yaml"
            read.append(load_records(path)[0])
        asked = [request.path for request in server.requests]
    assert len(asked) == len(set(asked)) < 50
    old, new = (one for one in read if one is not None)
    for key in ("leadership", "liaisons", "carried_from"):
        assert getattr(new, key) == getattr(old, key)
    day = datetime.date(2026, 11, 19)
    for name, facts in old.deliverables.items():
        for key in ("type", "release_model", "tracker"):
            other = getattr(new.deliverables[name], key)
            assert other == getattr(facts, key)
        first, second = (
            [
                one
                for one in branches_on(records, name, day)
                if one.status == "maintained"
            ]
            for records in (old, new)
        )
        assert first == second


def test_the_series_of_an_independent_deliverable_is_independent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "source"
    for name, text in {
        "data/series_status.yaml": "[{name: indri, release-id: 2027.1, "
        "status: future}]",
        "deliverables/_independent/aurora.yaml": "team: aurora\ntype: other\n",
        "deliverables/indri/python-auroraclient.yaml": "team: aurora\n"
        "type: client-library\nrelease-model: cycle-with-intermediary\n",
    }.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    guide = str(tmp_path / "guide")
    assert main(["new-guide", guide]) == 0
    project = tmp_path / "guide" / "project.yaml"
    text = project.read_text("utf-8").replace(
        "  aurora:\n",
        "  python-auroraclient:\n    title: Client\n"
        "    url: https://opendev.org/openstack/python-auroraclient\n"
        "  aurora:\n",
        1,
    )
    project.write_text(text, "utf-8")
    (tmp_path / "guide" / "sections" / "milestone-1.yaml").write_text(
        "id: milestone-1\nsteps:\n  - id: m1-any\n    text: Release it.\n"
        "    each: deliverable\n    commands: "
        "['new-release {series} {deliverable} of {branch-series}']\n",
        "utf-8",
    )
    words = ["records", "import", str(source), "--guide", guide]
    assert main([*words, "--cycle", "2027.1", "--into", str(tmp_path)]) == 0
    capsys.readouterr()
    words = ["checklist", "2027.1", "--guide", guide, "--format", "json"]
    assert main([*words, "--data", str(tmp_path)]) == 0
    output = capsys.readouterr().out
    assert "new-release independent aurora of independent" in output
    assert "new-release indri python-auroraclient of indri" in output
    # The folder of such deliverables has another name.
    assert "/master/deliverables/_independent" in output
    assert "/master/deliverables/independent" not in output
