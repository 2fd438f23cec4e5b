# SPDX-License-Identifier: Apache-2.0
"""Sources become one cycle's records; what none of them has stays."""

from __future__ import annotations

import datetime
import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.records.checkouts import (
    FILES,
    STATUS,
    checkout,
    commit,
    embedded,
    folder_source,
    git,
)
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.fields import read_yaml
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import Code, Position
from watcher_liaison_guide.records import Records, listing
from watcher_liaison_guide.records.importing import import_records
from watcher_liaison_guide.records.model import (
    RECORDS,
    DeliverableFacts,
    Release,
    load_records,
    save_records,
    to_yaml,
)
from watcher_liaison_guide.records.status import maintained_until, status_on
from watcher_liaison_guide.sources import GOVERNANCE, RELEASES, FolderSource

WATCHER = """\
launchpad: watcher
release-model: cycle-with-rc
team: watcher
type: service
"""
TOOL = "team: watcher\ntype: other\nreleases:\n"
PATH = "deliverables/hibiscus/watcher.yaml"
INDEPENDENT = "deliverables/_independent/watcher-tool.yaml"


@pytest.fixture
def releases(shared_data: Path) -> FolderSource:
    return FolderSource(shared_data / "data" / "openstack-releases")


@pytest.fixture
def governance(shared_data: Path) -> dict[str, FolderSource]:
    """Two states by their days."""
    root = shared_data / "data" / "openstack-governance"
    days = ("2026-01-27", "2026-08-08")
    return {day: FolderSource(root / day, GOVERNANCE) for day in days}


def imported(
    *sources: Any, cycle: str = "2026.2", team: str = "watcher", **more: Any
) -> tuple[Records, list[str]]:
    """Import; return the records and the codes of problems."""
    records, problems = import_records(sources, cycle, team, **more)
    assert records is not None
    return records, [str(one.code) for one in problems]


def facts_of(
    root: Path, files: dict[str, str], name: str = "watcher"
) -> DeliverableFacts:
    records, codes = imported(folder_source(root, files))
    assert codes == []
    return records.deliverables[name]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_embedded_records_are_as_written_without_people(path: Path) -> None:
    records, text = embedded(path.stem), path.read_text(encoding="utf-8")
    assert to_yaml(records) == text
    assert "@" not in text
    assert (records.team, records.liaisons) == ("watcher", None)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_embedded_is_what_the_shared_data_gives(
    releases: FolderSource, path: Path
) -> None:
    records, codes = imported(releases, cycle=path.stem)
    # No file of it has leadership: a change of governance does.
    assert (codes, records.leadership, records.liaisons) == ([], None, None)
    before = embedded(path.stem)
    # What a source does not have stays as it was.
    known, _ = imported(releases, cycle=path.stem, before=before)
    assert known == before


@pytest.mark.parametrize(
    ("day", "code", "roles"),
    [
        # The file of August has a PTL; 2026.1 ended in April, distributed.
        ("2026-08-08", "records-other-day", ""),
        (
            "2026-01-27",
            "records-undated",
            "release tact-sig security tc-liaison",
        ),
    ],
)
def test_an_undated_state_adds_to_what_is_on_record_and_changes_none(
    governance: dict[str, FolderSource], day: str, code: str, roles: str
) -> None:
    before = embedded("2026.1")
    records, codes = imported(governance[day], cycle="2026.1", before=before)
    assert codes == [code]
    assert records.leadership == before.leadership
    assert records.deliverables == before.deliverables
    assert " ".join(records.liaisons or ()) == roles
    names = [RELEASES, GOVERNANCE] if roles else [RELEASES]
    assert [one.repository for one in records.sources] == names


def test_what_no_source_knows_is_one_problem(
    releases: FolderSource, governance: dict[str, FolderSource]
) -> None:
    sources = [releases, governance["2026-08-08"]]
    for cycle, team, code in (
        ("2027.3", "watcher", Code.UNKNOWN_CYCLE),
        ("2026.2", "wacher", Code.UNKNOWN_TEAM),
    ):
        records, (found,) = import_records(sources, cycle, team)
        assert (records, found.code) == (None, code)
    # The shared data has the files of Watcher alone.
    records, (found, _) = import_records(sources, "2026.2", "manila")
    assert records is not None
    assert records.deliverables == {}
    assert found.code is Code.DELIVERABLE_WITHOUT_FILE
    assert "manila, manila-image-elements" in found.message
    assert "manila-specs" not in found.message


def test_a_team_is_known_by_the_value_however_it_is_written(
    tmp_path: Path,
) -> None:
    teams = {
        "a": "team: Puppet OpenStack\nnewest-key: {a: [1]}",
        "b": "team: 'Puppet OpenStack'  # of puppet",
        "c": '"team": >-\n  Puppet\n  OpenStack',
        "nova": "team: nova",
        "broken": "team: nova\na: [",
    }
    files = {
        f"deliverables/hibiscus/{name}.yaml": f"{text}\ntype: service\n"
        for name, text in teams.items()
    }
    files["deliverables/hibiscus/README.rst"] = "No YAML: ["
    entry = "Puppet OpenStack: {ptl: {irc: a}, deliverables: {nova: {}}}"
    files["reference/projects.yaml"] = entry
    source = folder_source(tmp_path, files)
    records, codes = imported(source, team="Puppet OpenStack")
    assert (list(records.deliverables), codes) == (["a", "b", "c"], [])
    sources = [source, FolderSource(tmp_path, GOVERNANCE)]
    _, problems = import_records(sources, "2026.2", "Puppet OpenStack")
    assert "2026.2: nova (its team is nova)." in str(problems)
    _, (found,) = import_records([source], "2026.2", "Pupet OpenStak")
    assert ": warning: unknown-team: " in str(found)
    assert found.advice == 'Did you mean "Puppet OpenStack"?'


def test_an_independent_deliverable_has_the_releases_of_the_cycles_days(
    tmp_path: Path,
) -> None:
    texts = {"2025-01-01": TOOL}
    for day in ("2026-04-01", "2026-04-02", "2026-09-30", "2026-10-01"):
        last = list(texts.values())[-1]
        texts[day] = f"{last}  - version: 'of-{day}'\n"
    folder = checkout(tmp_path / "releases", INDEPENDENT, texts)
    facts = facts_of(folder, {PATH: WATCHER}, "watcher-tool")
    assert [str(one) for one in facts.releases] == [
        "of-2026-04-02 (2026-04-02)",
        "of-2026-09-30 (2026-09-30)",
    ]


def test_facts_are_kept_as_they_are_written(tmp_path: Path) -> None:
    text = """\
team: watcher
storyboard: '1234'
release-model: odd
stable-branch-type: none
releases: [{version: ~}, {version: 1.0, projects: [{hash: abc1234}]}]
release-notes: {openstack/x: "https://a.org/", watcher: "https://b.org/"}
"""
    facts = facts_of(tmp_path, {PATH: text})
    assert (facts.tracker, facts.release_model) == ("1234", "odd")
    assert facts.stable_branches is False
    assert facts.releases == (Release("1.0", None, "abc1234"),)
    assert facts.release_notes == "https://b.org/"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{WATCHER}releases: none\n", '5:11: error: wrong-type: Under "rel'),
        (f"{WATCHER}release-notes: [a]\n", "5:16: error: bad-url: The rel"),
        (f"{WATCHER}a: [", "5:5: error: yaml-syntax: "),
        ("- a", "1:1: error: wrong-type: Expected the facts"),
    ],
)
def test_a_value_that_cannot_be_used_is_a_problem_and_no_fact(
    tmp_path: Path, text: str, told: str
) -> None:
    source = folder_source(tmp_path, {PATH: text})
    records, problems = import_records(
        [source], "2026.2", "watcher", embedded("2026.2")
    )
    assert records is not None
    assert str(problems[0]).startswith(f"{tmp_path / PATH}:{told}")
    facts = records.deliverables.get("watcher", DeliverableFacts())
    assert (facts.releases, facts.branches) == ((), ())
    assert facts.release_notes is None


def test_a_status_that_nobody_knows_is_a_problem(tmp_path: Path) -> None:
    source = with_phase(tmp_path, "status: retired,")
    records, (found,) = import_records([source], "2026.2", "watcher")
    assert records is not None
    assert records.series_of("gazpacho") is None
    path = tmp_path / "data" / "series_status.yaml"
    assert str(found).startswith(f"{path}:5:48: error: bad-value: ")


def with_phase(root: Path, words: str) -> FolderSource:
    text = STATUS.replace("status: maintained,", words)
    return folder_source(root, {"data/series_status.yaml": text})


@pytest.mark.parametrize("phase", ["unmaintained", "end of life"])
def test_a_day_that_upstream_removes_is_kept(
    tmp_path: Path, phase: str
) -> None:
    text = f"status: maintained, next-phase: {{status: {phase}, "
    before, _ = imported(with_phase(tmp_path, text + "date: 2027-10-27},"))
    # Removed before the phase begins.
    source = with_phase(tmp_path, "status: maintained,")
    records, _ = imported(source, before=before)
    assert records.series == before.series
    source = with_phase(tmp_path, text.replace(phase, "future") + "},")
    assert imported(source, before=before)[0].series != before.series
    # Removed at the transition; and a second import after it.
    source = with_phase(tmp_path, "status: unmaintained,")
    day = datetime.date(2027, 10, 27)
    for _ in range(2):
        before, _ = imported(source, before=before)
        gazpacho = before.series_of("gazpacho")
        assert gazpacho is not None
        assert gazpacho.status == "unmaintained"
        assert maintained_until(gazpacho) == day
        assert status_on(gazpacho, datetime.date(2027, 10, 26)) == "maintained"
        assert status_on(gazpacho, day) == "unmaintained"


def test_a_file_that_did_not_come_is_not_taken_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, earlier = embedded("2026.2"), PATH.replace("hibiscus", "gazpacho")
    source = folder_source(tmp_path, {PATH: WATCHER, earlier: WATCHER})
    failed = Code.FETCH_FAILED.at(Position(PATH), "No answer.")
    read = source.read
    monkeypatch.setattr(
        source, "read", lambda path: failed if path == PATH else read(path)
    )
    records, codes = imported(source, before=before)
    assert codes == ["fetch-failed"]
    assert records.deliverables == before.deliverables
    assert records.carried_from is None


def test_a_release_has_the_day_of_its_merge(tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    folder_source(folder, {PATH: WATCHER})
    git(folder, "init", "-q", "-b", "master")
    commit(folder, "2026-01-01")
    text = f"{WATCHER}releases:\n"
    for version, proposed, merged in (
        ("17.0.0.0rc1", "2026-09-07", "2026-09-10"),
        ("17.0.0", "2026-09-28", "2026-09-30"),
    ):
        text += f"  - version: {version}\n"
        git(folder, "checkout", "-q", "-b", version)
        (folder / PATH).write_text(text)
        commit(folder, proposed)
        git(folder, "checkout", "-q", "master")
        merge = ["merge", "-q", "--no-ff", "-m", "Merge", version]
        git(folder, *merge, day=merged)
    records, codes = imported(FolderSource(folder))
    assert codes == []
    days = [str(one) for one in records.deliverables["watcher"].releases]
    assert days == ["17.0.0.0rc1 (2026-09-10)", "17.0.0 (2026-09-30)"]
    assert records.sources[0].commit
    assert str(records.sources[0].date) == "2026-09-30"
    # Without the whole history there is no day but those on record.
    git(folder, "config", "uploadpack.allowFilter", "true")
    for option in ("depth=1", "filter=blob:none"):
        git(tmp_path, "clone", "-q", f"--{option}", folder.as_uri(), option)
        source = FolderSource(tmp_path / option)
        assert not source.has_history
        again, _ = imported(source, before=records)
        assert again.deliverables == records.deliverables


@pytest.mark.parametrize(
    "piece", ["a", "<", "a@", " x", "-", "0.", "no ", "team: "]
)
def test_no_text_of_upstream_takes_long(piece: str, tmp_path: Path) -> None:
    quoted = json.dumps(piece * (150_000 // len(piece)) + "x")
    begun = time.process_time()
    texts = {
        PATH: f"team: watcher\ntype: {quoted}\nrelease-notes: {quoted}\n"
        f"releases: [{{version: {quoted}, projects: [{{hash: a}}]}}]\n"
        f"branches: [{{name: {quoted}}}]\n",
        "deliverables/hibiscus/b.yaml": f"team: {quoted}\n",
        "reference/projects.yaml": f"watcher: {{ptl: {{name: {quoted}}}}}\n",
    }
    source = folder_source(tmp_path, texts)
    records, _ = imported(source, FolderSource(tmp_path, GOVERNANCE))
    text = to_yaml(records).encode()
    assert read_yaml(RECORDS, text, "x") == (records, [])
    assert listing.text(records, datetime.date(2026, 8, 21))
    assert time.process_time() - begun < 5


# -- every team


def _load(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def _plain(shared_data: Path) -> dict[str, dict[str, Any]]:
    """What the files say of each team, read without the package."""
    shared = shared_data / "data" / "all-teams"
    files = shared / "openstack-releases" / "deliverables"
    projects = shared / "openstack-governance" / "reference" / "projects.yaml"
    teams: dict[str, dict[str, Any]] = {}
    for team, entry in _load(projects).items():
        lead = entry.get("leadership_type", "ptl")
        ptl = entry.get("ptl", {}).get("name")
        if lead == "ptl" and ptl == "APPOINTMENT NEEDED":
            lead = None
        teams[team] = {"leadership": lead, "deliverables": {}}
    for folder in ("_independent", "hibiscus"):
        for path in sorted((files / folder).glob("*.yaml")):
            file = _load(path)
            model = "independent" if folder == "_independent" else None
            teams[file["team"]]["deliverables"][path.stem] = [
                file.get("type"),
                file.get("release-model", model),
                file.get("launchpad", file.get("storyboard")),
                [one["version"] for one in file.get("releases", [])],
            ]
    return teams


def _facts(facts: Any) -> list[Any]:
    values = [facts[key] for key in ("type", "release_model", "tracker")]
    return [*values, [one["version"] for one in facts["releases"]]]


def test_every_team_has_in_its_records_what_a_plain_reading_finds(
    shared_data: Path, tmp_path: Path
) -> None:
    expected = _plain(shared_data)
    assert len(expected["Puppet OpenStack"]["deliverables"]) == 31
    folder = shared_data / "data" / "all-teams"
    sources = [
        FolderSource(folder / name.replace("/", "-"), name)
        for name in (RELEASES, GOVERNANCE)
    ]
    for team, plain in expected.items():
        found, codes = imported(*sources, team=team)
        assert set(codes) <= {"records-undated", "deliverable-without-file"}
        path = tmp_path / f"{team}.yaml"
        assert save_records(found, path) is True
        assert load_records(path) == (found, [])
        assert "@" not in path.read_text("utf-8")
        assert (found.team, found.undated) == (team, True)
        shown = listing.document(found, datetime.date(2026, 8, 21))
        facts = {one["id"]: _facts(one) for one in shown["deliverables"]}
        leadership = shown["leadership"] and shown["leadership"]["model"]
        assert {"leadership": leadership, "deliverables": facts} == plain, team


@pytest.mark.parametrize(
    ("team", "branched"),
    [("neutron", 12), ("kolla", 0), ("requirements", 1), ("vitrage", 0)],
)
def test_a_new_guide_and_the_records_of_any_team_go_together(
    shared_data: Path,
    tmp_path: Path,
    team: str,
    branched: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = shared_data / "data" / "all-teams"
    words = ["--team", team, "--cycle", "2026.2", "--into", str(tmp_path)]
    for name in ("openstack-releases", "openstack-governance"):
        words.append(str(folder / name))
    assert main(["records", "import", *words]) == 0
    guide = tmp_path / "guide"
    data = ["--data", str(tmp_path)]
    assert main(["new-guide", str(guide), "--team", team, *data]) == 0
    records = _load(tmp_path / "records" / "2026.2.yaml")
    made = _load(guide / "project.yaml")
    assert made["team"] == team
    assert set(records["deliverables"]) <= set(made["deliverables"])
    cycles = tmp_path / "cycles"
    folder_source(cycles, {"2026.2.cycle.yaml": 'cycle: "2026.2"\n'})
    common = ["--guide", str(guide), *data, "--cycles", str(cycles)]
    capsys.readouterr()
    assert main(["check", *common]) == 0, capsys.readouterr()
    assert "error" not in capsys.readouterr().out
    assert main(["checklist", "2026.2", *common]) == 0
    assert f"checklist of {team[:1].upper()}" in capsys.readouterr().out
    assert main(["checklist", "2026.2", *common, "--format", "json"]) == 0
    branches = capsys.readouterr().out.count('"id": "post-rc-bot-changes/')
    assert branches == branched


def test_another_team_has_only_the_series_of_the_packages_records(
    tmp_path: Path,
) -> None:
    guide, cycle = str(tmp_path / "guide"), Cycle("indri", "2027.1")
    assert main(["new-guide", guide]) == 0
    records, _ = Library(guide_name=guide).records(cycle)
    assert records is not None
    assert (records.leadership, records.deliverables) == (None, {})
    assert records.carried_from is None
    assert records.series_of("2027.1") is not None
