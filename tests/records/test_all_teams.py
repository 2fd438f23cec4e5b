# SPDX-License-Identifier: Apache-2.0
"""Whatever team's records are imported, they are right and can be read."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.records import load_records

CYCLE = 'cycle: "2026.2"\n'


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
            teams[file["team"]]["deliverables"][path.stem] = {
                "type": file.get("type"),
                "release_model": file.get("release-model", model),
                "tracker": file.get("launchpad", file.get("storyboard")),
                "releases": [
                    one["version"] for one in file.get("releases", [])
                ],
            }
    return teams


def _import(shared_data: Path, team: str, into: Path) -> int:
    folder = shared_data / "data" / "all-teams"
    words = ["--team", team, "--cycle", "2026.2", "--into", str(into)]
    for name in ("openstack-releases", "openstack-governance"):
        words.append(str(folder / name))
    return main(["records", "import", *words])


def _facts(facts: Any) -> dict[str, Any]:
    return {
        "type": facts["type"],
        "release_model": facts["release_model"],
        "tracker": facts["tracker"],
        "releases": [one["version"] for one in facts["releases"]],
    }


def test_every_team_has_in_its_records_what_a_plain_reading_finds(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = _plain(shared_data)
    assert len(expected["Puppet OpenStack"]["deliverables"]) == 31
    guide = tmp_path / "guide"
    guide.mkdir()
    (guide / "guide.yaml").write_text("title: A guide\nsections: []\n")
    for number, (team, plain) in enumerate(expected.items()):
        data = tmp_path / f"data{number}"
        assert _import(shared_data, team, data) == 0
        records, problems = load_records(data / "records" / "2026.2.yaml")
        assert problems == []
        assert records is not None
        assert (records.team, records.undated) == (team, True)
        capsys.readouterr()
        (guide / "project.yaml").write_text(
            f'team: "{team}"\ndeliverables: {{}}\n', "utf-8"
        )
        common = ["--guide", str(guide), "--data", str(data)]
        words = ["records", "show", "2026.2", "--format", "json"]
        assert main([*words, *common]) == 0
        shown = json.loads(capsys.readouterr().out)
        assert {
            "leadership": shown["leadership"] and shown["leadership"]["model"],
            "deliverables": {
                one["id"]: _facts(one) for one in shown["deliverables"]
            },
        } == plain, team
        assert list(records.deliverables) == [
            one["id"] for one in shown["deliverables"]
        ]


@pytest.mark.parametrize(
    "team", ["cloudkitty", "Puppet OpenStack", "requirements", "vitrage"]
)
def test_a_new_guide_and_the_records_of_any_team_go_together(
    shared_data: Path,
    tmp_path: Path,
    team: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _import(shared_data, team, tmp_path) == 0
    guide = tmp_path / "guide"
    data = ["--data", str(tmp_path)]
    assert main(["new-guide", str(guide), "--team", team, *data]) == 0
    records = _load(tmp_path / "records" / "2026.2.yaml")
    made = _load(guide / "project.yaml")
    assert made["team"] == team
    assert set(records["deliverables"]) <= set(made["deliverables"])
    cycles = tmp_path / "cycles"
    cycles.mkdir()
    (cycles / "2026.2.cycle.yaml").write_text(CYCLE, "utf-8")
    common = ["--guide", str(guide), *data, "--cycles", str(cycles)]
    capsys.readouterr()
    assert main(["check", *common]) == 0, capsys.readouterr()
    assert "error" not in capsys.readouterr().out
    assert main(["checklist", "2026.2", *common]) == 0
    assert f"checklist of {team[:1].upper()}" in capsys.readouterr().out
