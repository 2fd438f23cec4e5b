# SPDX-License-Identifier: Apache-2.0
"""The records in the package are one team's, and nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.calendar.model import Cycle
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.library import Library

INDRI = Cycle("indri", "2027.1")
RECORDS = (EMBEDDED / "records" / "2027.1.yaml").read_text("utf-8")


@pytest.fixture()
def guide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The guide of another team."""
    folder = tmp_path / "guide"
    assert main(["new-guide", str(folder)]) == 0
    capsys.readouterr()
    return folder


def laid_over(tmp_path: Path, team: str) -> Path:
    """Return a data folder with the package's records as another team's."""
    folder = tmp_path / "data" / "records"
    folder.mkdir(parents=True)
    text = RECORDS.replace("team: watcher\n", team)
    (folder / "2027.1.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "data"


def test_another_team_has_only_the_series_of_them(guide: Path) -> None:
    library = Library(guide_name=str(guide))
    records, _ = library.records(INDRI)
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


def test_records_that_do_not_say_whose_they_are_are_the_guides(
    guide: Path, tmp_path: Path
) -> None:
    library = Library((laid_over(tmp_path, ""),), guide_name=str(guide))
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
    cycles = tmp_path / "cycles"
    cycles.mkdir()
    (cycles / "2027.1.cycle.yaml").write_text('cycle: "2027.1"\n')
    words = ["check", "--guide", str(guide), "--cycles", str(cycles)]
    if of is not None:
        words += ["--data", str(laid_over(tmp_path, f"team: {of}\n"))]
    assert main(words) == (severity == "warning")
    place = f"{project}:2:7: {severity}: other-team: "
    output = capsys.readouterr().out
    [line] = [one for one in output.splitlines() if one.startswith(place)]
    assert f'are about the team "{of or "watcher"}"' in line
    assert advice in line
    # The guide of another team does not differ from them.
    assert "drift" not in output
