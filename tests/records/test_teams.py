# SPDX-License-Identifier: Apache-2.0
"""Whatever team's records are imported, they are right and can be read."""

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.records.importing import import_records
from watcher_liaison_guide.records.listing import document
from watcher_liaison_guide.records.model import load_records, save_records
from watcher_liaison_guide.sources import GOVERNANCE, RELEASES, FolderSource


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
        found, _ = import_records(sources, "2026.2", team)
        assert found is not None
        path = tmp_path / f"{team}.yaml"
        assert save_records(found, path) is True
        assert load_records(path) == (found, [])
        assert (found.team, found.undated) == (team, True)
        shown = document(found, datetime.date(2026, 8, 21))
        facts = {one["id"]: _facts(one) for one in shown["deliverables"]}
        leadership = shown["leadership"] and shown["leadership"]["model"]
        assert {"leadership": leadership, "deliverables": facts} == plain, team


@pytest.mark.parametrize(
    "team", ["cloudkitty", "Puppet OpenStack", "requirements", "vitrage"]
)
def test_a_new_guide_and_the_records_of_any_team_go_together(
    shared_data: Path,
    tmp_path: Path,
    team: str,
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
    cycles.mkdir()
    (cycles / "2026.2.cycle.yaml").write_text('cycle: "2026.2"\n', "utf-8")
    common = ["--guide", str(guide), *data, "--cycles", str(cycles)]
    capsys.readouterr()
    assert main(["check", *common]) == 0, capsys.readouterr()
    assert "error" not in capsys.readouterr().out
    assert main(["checklist", "2026.2", *common]) == 0
    assert f"checklist of {team[:1].upper()}" in capsys.readouterr().out


def test_another_team_has_only_the_series_of_the_packages_records(
    tmp_path: Path,
) -> None:
    guide, cycle = str(tmp_path / "guide"), Cycle("indri", "2027.1")
    assert main(["new-guide", guide]) == 0
    library = Library(guide_name=guide)
    records, _ = library.records(cycle)
    assert records is not None
    assert (records.leadership, records.deliverables) == (None, {})
    assert records.carried_from is None
    assert records.series_of("2027.1") is not None
    # So it is open who leads.
    checklist, _ = library.checklist("2027.1")
    assert checklist is not None
    assert checklist.leadership is None
    owners = {item.owner.role for item in checklist.items if item.owner}
    assert "release-authority" in owners
    # Records that do not say whose they are are the guide's.
    path = EMBEDDED / "records" / "2027.1.yaml"
    text = path.read_text("utf-8").replace("team: watcher\n", "")
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / path.name).write_text(text, encoding="utf-8")
    records, _ = Library((tmp_path,), guide_name=guide).records(cycle)
    assert records is not None
    assert records.leadership is not None
