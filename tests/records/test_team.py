# SPDX-License-Identifier: Apache-2.0
"""The records in the package are one team's, and nobody else's."""

from pathlib import Path

import pytest

from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.records import load_records

INDRI = Cycle("indri", "2027.1")


@pytest.fixture()
def guide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Gives the guide of another team."""
    folder = tmp_path / "guide"
    assert main(["new-guide", str(folder)]) == 0
    capsys.readouterr()
    return folder


@pytest.mark.parametrize(
    "path", sorted((EMBEDDED / "records").glob("*.yaml")), ids=lambda p: p.stem
)
def test_records_of_the_package_say_whose_they_are(path: Path) -> None:
    records, _ = load_records(path)
    assert records is not None
    assert records.team == "watcher"


def test_another_team_has_only_the_series_of_them(guide: Path) -> None:
    records, _ = Library(guide_name=str(guide)).records(INDRI)
    assert records is not None
    assert records.leadership is None
    assert records.deliverables == {}
    assert records.carried_from is None
    assert records.series_of("2027.1") is not None


def test_another_teams_checklist_leaves_open_who_leads(guide: Path) -> None:
    checklist, _ = Library(guide_name=str(guide)).checklist("2027.1")
    assert checklist is not None
    assert checklist.leadership is None
    owners = {item.owner.role for item in checklist.items if item.owner}
    assert "release-authority" in owners
    assert "ptl" not in owners


def test_another_teams_guide_does_not_differ_from_them(
    guide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cycles = tmp_path / "cycles"
    common = ["--guide", str(guide), "--cycles", str(cycles)]
    assert main(["new-cycle", "2027.1", *common]) == 0
    capsys.readouterr()
    assert main(["check", *common]) == 0
    assert "drift" not in capsys.readouterr().out


def test_records_that_do_not_say_whose_they_are_are_the_guides(
    guide: Path, tmp_path: Path
) -> None:
    embedded = (EMBEDDED / "records" / "2027.1.yaml").read_text("utf-8")
    folder = tmp_path / "data" / "records"
    folder.mkdir(parents=True)
    (folder / "2027.1.yaml").write_text(
        embedded.replace("team: watcher\n", ""), encoding="utf-8"
    )
    library = Library((tmp_path / "data",), guide_name=str(guide))
    records, _ = library.records(INDRI)
    assert records is not None
    assert records.leadership is not None


@pytest.mark.parametrize(
    ("team", "of", "severity", "advice"),
    [
        ("novva", "nova", "warning", 'Did you mean "nova"?'),
        ("nova", "watcher", "warning", 'Run "watcher-liaison-guide records'),
        ("watchr", None, "warning", 'Did you mean "watcher"?'),
        ("aurora", None, "note", 'Run "watcher-liaison-guide records'),
    ],
)
def test_records_of_another_team_are_reported(
    guide: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    team: str,
    of: str | None,
    severity: str,
    advice: str,
) -> None:
    project = guide / "project.yaml"
    text = project.read_text("utf-8").replace("team: aurora", f"team: {team}")
    project.write_text(text, "utf-8")
    data, cycles = tmp_path / "data", tmp_path / "cycles"
    cycles.mkdir()
    (cycles / "2027.1.cycle.yaml").write_text('cycle: "2027.1"\n')
    if of is not None:
        embedded = (EMBEDDED / "records" / "2027.1.yaml").read_text("utf-8")
        (data / "records").mkdir(parents=True)
        (data / "records" / "2027.1.yaml").write_text(
            embedded.replace("team: watcher\n", f"team: {of}\n"), "utf-8"
        )
    words = ["check", "--guide", str(guide), "--cycles", str(cycles)]
    if of is not None:
        words += ["--data", str(data)]
    assert main(words) == (severity == "warning")
    output = capsys.readouterr().out
    place = f"{project}:3:7: {severity}: other-team: "
    [line] = [one for one in output.splitlines() if one.startswith(place)]
    about = of or "watcher"
    assert f'are about the team "{about}"' in line
    assert advice in line
