# SPDX-License-Identifier: Apache-2.0
"""Sources become one cycle's records; what none of them tells stays."""

import dataclasses
import datetime
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.records.checkouts import checkout as made
from tests.records.checkouts import git
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    problem,
)
from watcher_liaison_guide.records import Records, load_records
from watcher_liaison_guide.records.deliverables import release_dates
from watcher_liaison_guide.records.importing import import_records
from watcher_liaison_guide.records.loading import to_yaml
from watcher_liaison_guide.records.status import maintained_until, status_on
from watcher_liaison_guide.sources import GOVERNANCE, RELEASES, FolderSource

STATUS = """\
- {name: indri, release-id: 2027.1, status: future, slurp: yes,
   initial-release: 2027-03-24}
- {name: hibiscus, release-id: 2026.2, status: development,
   initial-release: 2026-09-30}
- {name: gazpacho, release-id: 2026.1, status: maintained,
   initial-release: 2026-04-01}
"""
WATCHER = """\
launchpad: watcher
release-model: cycle-with-rc
team: watcher
type: service
"""


@pytest.fixture
def releases(shared_data: Path) -> FolderSource:
    return FolderSource(shared_data / "data" / "openstack-releases")


@pytest.fixture
def governance(shared_data: Path) -> Callable[[str], FolderSource]:
    folder = shared_data / "data" / "openstack-governance"
    return lambda day: FolderSource(folder / day, GOVERNANCE)


def _embedded(cycle: str) -> Records:
    records, _ = load_records(EMBEDDED / "records" / f"{cycle}.yaml")
    assert records is not None
    return records


def _folder(tmp_path: Path, files: dict[str, str]) -> FolderSource:
    for name, text in {"data/series_status.yaml": STATUS, **files}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return FolderSource(tmp_path)


def _imported(
    source: FolderSource, cycle: str = "2026.2"
) -> tuple[Records, list[Problem]]:
    records, problems = import_records([source], cycle, "watcher")
    assert records is not None
    return records, problems


# -- the shared data


@pytest.mark.parametrize(
    "path", sorted((EMBEDDED / "records").glob("*.yaml")), ids=lambda p: p.stem
)
def test_what_is_embedded_is_what_the_shared_data_gives(
    releases: FolderSource, path: Path
) -> None:
    embedded = _embedded(path.stem)
    records, problems = import_records([releases], path.stem, "watcher")
    assert problems == []
    assert records is not None
    # Leadership is of no file: it is known from a change of governance.
    known = dataclasses.replace(records, leadership=embedded.leadership)
    assert to_yaml(known) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("cycle", "model"),
    [
        ("newton", "cycle-with-intermediary"),
        ("rocky", "cycle-with-intermediary"),
        ("ussuri", "cycle-with-rc"),
        ("2026.2", "cycle-with-rc"),
    ],
)
def test_the_release_model_is_that_of_the_cycle(
    releases: FolderSource, cycle: str, model: str
) -> None:
    records, _ = import_records([releases], cycle, "watcher")
    assert records is not None
    assert records.deliverables["watcher"].release_model == model


def test_a_cycle_without_files_carries_the_newest_earlier_ones_facts(
    releases: FolderSource,
) -> None:
    records, problems = import_records([releases], "Indri", "watcher")
    assert problems == []
    assert records is not None
    assert (records.release, records.carried_from) == ("2027.1", "2026.2")
    tempest = records.deliverables["watcher-tempest-plugin"]
    assert tempest.file == "deliverables/hibiscus/watcher-tempest-plugin.yaml"
    assert (tempest.type, tempest.stable_branches) == ("tempest-plugin", False)
    # 3.8.0 is a release of hibiscus, not of indri.
    assert tempest.releases == ()


def test_trackers_are_those_of_the_deliverable_files(
    releases: FolderSource,
) -> None:
    records, _ = import_records([releases], "2026.2", "watcher")
    assert records is not None
    assert {
        name: facts.tracker for name, facts in records.deliverables.items()
    } == {
        "watcher": "watcher",
        "watcher-dashboard": "watcher-dashboard",
        "python-watcherclient": "watcher",
        "watcher-tempest-plugin": "watcher",
    }


def test_both_sources_make_one_file(
    releases: FolderSource, governance: Callable[[str], FolderSource]
) -> None:
    records, problems = import_records(
        [governance("2026-08-08"), releases], "2026.2", "watcher"
    )
    assert [str(one.code) for one in problems] == ["records-undated"]
    assert records is not None
    assert records.leadership is not None
    assert records.leadership.model == "ptl"
    assert records.liaisons is not None
    assert set(records.liaisons) == {"ptl", "release", "security"}
    assert {one.repository for one in records.sources} == {
        RELEASES,
        GOVERNANCE,
    }
    assert "@" not in to_yaml(records)


def test_governance_alone_leaves_the_other_facts_as_they_were(
    governance: Callable[[str], FolderSource],
) -> None:
    before = _embedded("2026.2")
    records, problems = import_records(
        [governance("2026-08-08")], "2026.2", "watcher", before
    )
    assert [str(one.code) for one in problems] == ["records-undated"]
    assert records is not None
    assert records.deliverables == before.deliverables
    assert records.liaisons


def test_releases_alone_leave_the_leadership_as_it_was(
    releases: FolderSource,
) -> None:
    before = _embedded("2026.1")
    records, _ = import_records([releases], "2026.1", "watcher", before)
    assert records is not None
    assert records.leadership == before.leadership


def test_a_leadership_that_no_source_tells_is_unknown(
    releases: FolderSource,
) -> None:
    records, _ = import_records([releases], "2024.1", "watcher")
    assert records is not None
    assert records.leadership is None
    assert records.liaisons is None


def test_an_undated_state_is_not_taken_against_what_is_on_record(
    releases: FolderSource, governance: Callable[[str], FolderSource]
) -> None:
    # The file of August has a PTL; 2026.1 ended in April, distributed.
    records, problems = import_records(
        [releases, governance("2026-08-08")],
        "2026.1",
        "watcher",
        _embedded("2026.1"),
    )
    assert [str(one.code) for one in problems] == ["records-other-day"]
    assert records is not None
    assert records.leadership is not None
    assert records.leadership.model == "distributed"
    assert records.liaisons is None


def test_an_undated_state_adds_what_is_not_on_record(
    releases: FolderSource, governance: Callable[[str], FolderSource]
) -> None:
    records, problems = import_records(
        [releases, governance("2026-01-27")],
        "2026.1",
        "watcher",
        _embedded("2026.1"),
    )
    assert [str(one.code) for one in problems] == ["records-undated"]
    assert records is not None
    assert records.liaisons is not None
    assert set(records.liaisons) >= {"release", "tact-sig", "tc-liaison"}


def test_a_cycle_that_no_source_knows_is_a_problem(
    releases: FolderSource,
) -> None:
    records, problems = import_records([releases], "2027.3", "watcher")
    assert records is None
    assert str(problems[0]).startswith(
        '2027.3: error: unknown-cycle: No source knows a cycle "2027.3".'
    )


def test_deliverables_of_a_team_without_files_are_told_once(
    releases: FolderSource, governance: Callable[[str], FolderSource]
) -> None:
    # The shared data has the files of Watcher alone.
    records, problems = import_records(
        [releases, governance("2026-08-08")], "2026.2", "manila"
    )
    assert records is not None
    assert records.deliverables == {}
    told, undated = problems
    assert undated.code is Code.RECORDS_UNDATED
    assert told.code is Code.DELIVERABLE_WITHOUT_FILE
    assert "manila, manila-image-elements" in told.message
    assert "manila-specs" not in told.message


# -- odd entries


def test_files_of_other_teams_are_passed_over(tmp_path: Path) -> None:
    source = _folder(
        tmp_path,
        {
            "deliverables/hibiscus/watcher.yaml": WATCHER,
            "deliverables/hibiscus/nova.yaml": WATCHER.replace(
                "team: watcher", "team: nova"
            ),
            "deliverables/hibiscus/broken.yaml": "team: nova\na: [",
            "deliverables/hibiscus/README.rst": "Not YAML: [",
        },
    )
    records, problems = _imported(source)
    assert list(records.deliverables) == ["watcher"]
    assert problems == []


def test_keys_that_nobody_needs_are_passed_over(tmp_path: Path) -> None:
    text = WATCHER + "newest-key: {a: [1]}\n"
    source = _folder(tmp_path, {"deliverables/hibiscus/watcher.yaml": text})
    records, problems = _imported(source)
    assert problems == []
    assert records.deliverables["watcher"].type == "service"


TOOL = """\
team: watcher
type: other
releases:
  - {version: 1.0.0}
  - {version: 1.1.0}
"""


def test_an_independent_deliverable_has_its_versions_on_unknown_days(
    tmp_path: Path,
) -> None:
    source = _folder(
        tmp_path,
        {
            "deliverables/hibiscus/watcher.yaml": WATCHER,
            "deliverables/_independent/watcher-tool.yaml": TOOL,
        },
    )
    facts = _imported(source)[0].deliverables["watcher-tool"]
    assert facts.is_independent
    assert facts.release_model == "independent"
    assert facts.file == "deliverables/_independent/watcher-tool.yaml"
    assert [str(one) for one in facts.releases] == ["1.0.0", "1.1.0"]


def test_an_independent_deliverable_has_the_releases_of_the_cycles_days(
    tmp_path: Path,
) -> None:
    path = "deliverables/_independent/watcher-tool.yaml"
    head = "team: watcher\ntype: other\nreleases:\n"
    texts = {"2025-01-01": head}
    for day in ("2026-04-01", "2026-04-02", "2026-09-30", "2026-10-01"):
        last = list(texts.values())[-1]
        texts[day] = f"{last}  - version: 'of-{day}'\n"
    folder = made(tmp_path / "releases", path, texts)
    source = _folder(folder, {"deliverables/hibiscus/watcher.yaml": WATCHER})
    facts = _imported(source)[0].deliverables["watcher-tool"]
    assert [str(one) for one in facts.releases] == [
        "of-2026-04-02 (2026-04-02)",
        "of-2026-09-30 (2026-09-30)",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "team: Puppet OpenStack",
        "team: 'Puppet OpenStack'  # of puppet",
        '"team": "Puppet OpenStack"',
        "team: Puppet\n  OpenStack",
        "team: >-\n  Puppet\n  OpenStack",
        "team:\n  Puppet OpenStack",
    ],
)
def test_a_team_is_known_by_the_value_however_it_is_written(
    tmp_path: Path, line: str
) -> None:
    text = WATCHER.replace("team: watcher", line)
    source = _folder(tmp_path, {"deliverables/hibiscus/puppet-a.yaml": text})
    records, problems = import_records([source], "2026.2", "Puppet OpenStack")
    assert problems == []
    assert records is not None
    assert list(records.deliverables) == ["puppet-a"]


def test_a_team_without_deliverables_may_be_another_misspelt(
    tmp_path: Path,
) -> None:
    text = WATCHER.replace("team: watcher", "team: Puppet OpenStack")
    source = _folder(tmp_path, {"deliverables/hibiscus/puppet-a.yaml": text})
    _, problems = import_records([source], "2026.2", "Pupet OpenStak")
    [found] = problems
    assert (found.code, found.severity) == (
        Code.UNKNOWN_TEAM,
        Severity.WARNING,
    )
    assert found.advice == 'Did you mean "Puppet OpenStack"?'


def test_a_misspelt_team_of_governance_leaves_the_records_alone(
    releases: FolderSource, governance: Callable[[str], FolderSource]
) -> None:
    records, problems = import_records(
        [releases, governance("2026-08-08")], "2026.2", "wacher"
    )
    assert records is None
    assert [one.code for one in problems] == [Code.UNKNOWN_TEAM]


# -- what upstream forgets


def test_a_day_that_upstream_removes_at_the_transition_is_kept(
    tmp_path: Path,
) -> None:
    kept = STATUS.replace(
        "status: maintained,",
        "status: maintained,\n   next-phase: "
        "{status: unmaintained, date: 2027-10-27},",
    )
    before, _ = _imported(_folder(tmp_path, {"data/series_status.yaml": kept}))
    emptied = STATUS.replace(
        "status: maintained,",
        "status: unmaintained, next-phase: {status: end of life},",
    )
    source = _folder(tmp_path, {"data/series_status.yaml": emptied})
    day = datetime.date(2027, 10, 27)
    for _ in range(2):  # a second import after the transition, too
        records, _ = import_records([source], "2026.2", "watcher", before)
        assert records is not None
        gazpacho = records.series_of("gazpacho")
        assert gazpacho is not None
        assert (gazpacho.status, gazpacho.maintained_until) == (
            "unmaintained",
            day,
        )
        before = records
    assert maintained_until(gazpacho) == day
    assert status_on(gazpacho, datetime.date(2027, 10, 26)) == "maintained"
    assert status_on(gazpacho, day) == "unmaintained"


def test_a_next_phase_that_is_removed_before_its_day_is_kept(
    tmp_path: Path,
) -> None:
    kept = STATUS.replace(
        "status: maintained,",
        "status: maintained, next-phase: "
        "{status: end of life, date: 2027-10-27},",
    )
    before, _ = _imported(_folder(tmp_path, {"data/series_status.yaml": kept}))
    source = _folder(tmp_path, {"data/series_status.yaml": STATUS})
    records, _ = import_records([source], "2026.2", "watcher", before)
    assert records is not None
    assert records.series == before.series


# -- independent deliverables beside others


def test_independent_deliverables_do_not_stand_in_for_a_cycle_s_files(
    tmp_path: Path,
) -> None:
    tool = "team: watcher\nrelease-model: independent\n"
    source = _folder(
        tmp_path,
        {
            "deliverables/gazpacho/watcher.yaml": WATCHER,
            "deliverables/_independent/watcher-tool.yaml": tool,
        },
    )
    records, _ = _imported(source)
    assert records.carried_from == "2026.1"
    assert list(records.deliverables) == ["watcher", "watcher-tool"]


def test_storyboard_is_a_tracker_too_and_a_model_is_kept_as_written(
    tmp_path: Path,
) -> None:
    text = (
        "storyboard: '1234'\nrelease-model: cycle-trailing\nteam: watcher\n"
        "type: other\n"
    )
    source = _folder(tmp_path, {"deliverables/hibiscus/tool.yaml": text})
    facts = _imported(source)[0].deliverables["tool"]
    assert (facts.tracker, facts.release_model) == ("1234", "cycle-trailing")


def test_one_reading_of_the_history_does_for_all_deliverables(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        path = checkout / "deliverables" / "hibiscus" / f"{name}.yaml"
        path.write_text(WATCHER)
    asked = []
    run = subprocess.run

    def counted(words: list[str], **options: Any) -> Any:
        asked.append("--patch" in words)
        return run(words, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    records, _ = _imported(FolderSource(checkout))
    assert len(records.deliverables) == 4
    assert sum(asked) == 1


def test_release_notes_of_several_repositories_are_the_deliverable_s_own(
    tmp_path: Path,
) -> None:
    text = (
        WATCHER + "release-notes:\n"
        "  openstack/watcher-extra: https://docs.openstack.org/extra.html\n"
        "  openstack/watcher: https://docs.openstack.org/watcher.html\n"
    )
    source = _folder(tmp_path, {"deliverables/hibiscus/watcher.yaml": text})
    facts = _imported(source)[0].deliverables["watcher"]
    assert facts.release_notes == "https://docs.openstack.org/watcher.html"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("releases: none\n", '5:11: error: wrong-type: Under "releases"'),
        ("branches: {a: b}\n", '5:11: error: wrong-type: Under "branches"'),
        ("release-notes: [a]\n", "5:16: error: bad-url: The release notes'"),
        ("type: service\n", '5:1: error: duplicate-key: The key "type"'),
    ],
)
def test_a_value_that_cannot_be_used_is_a_problem_and_no_fact(
    tmp_path: Path, line: str, told: str
) -> None:
    source = _folder(
        tmp_path, {"deliverables/hibiscus/watcher.yaml": WATCHER + line}
    )
    records, problems = _imported(source)
    path = tmp_path / "deliverables/hibiscus/watcher.yaml"
    assert [
        str(one) for one in problems if str(one).startswith(f"{path}:{told}")
    ]
    facts = records.deliverables["watcher"]
    assert (facts.releases, facts.branches) == ((), ())
    assert facts.release_notes is None


def test_a_broken_file_gives_a_problem_and_no_facts(tmp_path: Path) -> None:
    source = _folder(
        tmp_path, {"deliverables/hibiscus/watcher.yaml": WATCHER + "a: ["}
    )
    records, problems = _imported(source)
    assert records.deliverables == {}
    assert [str(one.code) for one in problems] == ["yaml-syntax"]


def test_a_status_that_nobody_knows_is_a_problem(tmp_path: Path) -> None:
    source = _folder(
        tmp_path,
        {
            "data/series_status.yaml": STATUS.replace(
                "status: maintained", "status: retired"
            ),
            "deliverables/hibiscus/watcher.yaml": WATCHER,
        },
    )
    records, problems = _imported(source)
    assert [str(one.code) for one in problems] == ["bad-value"]
    assert records.series_of("gazpacho") is None


# -- a source that is no folder


class _Server:
    """A source that cannot list files, as a URL cannot."""

    repository = RELEASES
    commit = None
    date = None

    def __init__(self, files: dict[str, str], failing: str = "") -> None:
        self._files = {"data/series_status.yaml": STATUS, **files}
        self._failing = failing
        self.asked: list[str] = []

    def shown(self, path: str) -> str:
        return path

    def read(self, path: str) -> bytes | Problem:
        self.asked.append(path)
        if self._failing and self._failing in path:
            return problem(Code.FETCH_FAILED, Position(path), "No answer.")
        if path not in self._files:
            return problem(Code.FILE_UNREADABLE, Position(path), "No file.")
        return self._files[path].encode()


def _with_deliverable() -> Records:
    records = _embedded("2026.2")
    name = "watcher"
    return dataclasses.replace(
        records, deliverables={name: records.deliverables[name]}
    )


def test_a_url_is_asked_for_the_deliverables_that_are_known() -> None:
    server = _Server({"deliverables/hibiscus/watcher.yaml": WATCHER})
    records, problems = import_records(
        [server], "2027.1", "watcher", _with_deliverable()
    )
    assert problems == []
    assert records is not None
    assert records.carried_from == "2026.2"
    assert list(records.deliverables) == ["watcher"]
    assert len(server.asked) == len(set(server.asked))


def test_a_file_that_did_not_come_is_not_taken_for_none() -> None:
    before = _with_deliverable()
    server = _Server(
        {"deliverables/gazpacho/watcher.yaml": WATCHER}, failing="hibiscus"
    )
    records, problems = import_records([server], "2026.2", "watcher", before)
    assert [str(one.code) for one in problems] == ["fetch-failed"]
    assert records is not None
    assert records.deliverables == before.deliverables
    assert records.carried_from is None


# -- dates


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in which two versions came by merges of later days."""
    folder = tmp_path / "releases"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "master")
    name = "deliverables/hibiscus/watcher.yaml"
    path = folder / name
    path.parent.mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "data" / "series_status.yaml").write_text(STATUS)
    text = WATCHER
    path.write_text(text)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Begin")
    text += "releases:\n"
    for version, proposed, merged in (
        ("17.0.0.0rc1", "2026-09-07", "2026-09-10"),
        ("17.0.0", "2026-09-28", "2026-09-30"),
    ):
        text += f"  - version: {version}\n"
        git(folder, "checkout", "-q", "-b", version)
        path.write_text(text)
        git(folder, "commit", "-q", "-a", "-m", version, day=proposed)
        git(folder, "checkout", "-q", "master")
        git(
            folder,
            *("merge", "-q", "--no-ff", "-m", f"Merge {version}", version),
            day=merged,
        )
    return folder


def test_a_checkout_tells_the_day_on_which_a_release_was_merged(
    checkout: Path,
) -> None:
    records, problems = _imported(FolderSource(checkout))
    assert problems == []
    assert {
        one.version: str(one.date)
        for one in records.deliverables["watcher"].releases
    } == {"17.0.0.0rc1": "2026-09-10", "17.0.0": "2026-09-30"}
    assert records.sources[0].commit
    assert str(records.sources[0].date) == "2026-09-30"


def test_a_checkout_without_its_whole_history_tells_no_day(
    checkout: Path, tmp_path: Path
) -> None:
    shallow = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", checkout.as_uri(), str(shallow)],
        check=True,
        capture_output=True,
    )
    path = "deliverables/hibiscus/watcher.yaml"
    assert release_dates(FolderSource(shallow), [path]) == {}


def test_what_the_first_commit_has_is_of_an_unknown_day(
    shared_data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "releases"
    name = "deliverables/gazpacho/watcher.yaml"
    (folder / name).parent.mkdir(parents=True)
    shared = shared_data / "data" / "openstack-releases" / name
    (folder / name).write_bytes(shared.read_bytes())
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Import")
    dates = release_dates(FolderSource(folder), [name])
    assert set(dates[name].values()) == {None}


def test_a_folder_tells_no_day(releases: FolderSource) -> None:
    path = "deliverables/gazpacho/watcher.yaml"
    assert release_dates(releases, [path]) == {}
