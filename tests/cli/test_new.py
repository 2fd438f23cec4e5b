# SPDX-License-Identifier: Apache-2.0
"""``new-cycle`` and ``new-guide`` as their users see them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from watcher_liaison_guide.checklist import load_cycle_file
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.guide import load_guide
from watcher_liaison_guide.guide.loading import EMBEDDED_GUIDES
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.schemas import GENERATED


@pytest.fixture(scope="module")
def guide() -> Guide:
    found, problems = load_guide(EMBEDDED_GUIDES / "watcher")
    assert found is not None and not problems
    return found


@pytest.fixture
def new_cycle(tmp_path: Path) -> Path:
    assert main(["new-cycle", "indri", "--into", str(tmp_path)]) == 0
    return tmp_path / "2027.1.cycle.yaml"


def test_a_new_cycle_file_is_called_after_its_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new-cycle", "Indri", "--into", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/2027.1.cycle.yaml\n"


def test_a_new_cycle_file_is_clean(new_cycle: Path, guide: Guide) -> None:
    file, problems = load_cycle_file(new_cycle, guide)
    assert file is not None and file.cycle == "2027.1"
    assert problems == []


def test_a_new_cycle_file_asks_for_roles_dates_and_links(
    new_cycle: Path,
) -> None:
    text = new_cycle.read_text(encoding="utf-8")
    for asked in ("event-liaison", "spec-freeze", "planning-etherpad", "ffe"):
        assert asked in text


def test_each_line_of_a_new_cycle_file_works_once_its_mark_is_gone(
    new_cycle: Path, guide: Guide
) -> None:
    lines = new_cycle.read_text(encoding="utf-8").splitlines()
    offered = [
        number for number, line in enumerate(lines) if line[:4] == "  # "
    ]
    assert len(offered) > 10
    for number in offered:
        answered = list(lines)
        answered[number] = (
            lines[number]
            .replace("# ", "", 1)
            .replace("YYYY-MM-DD", "2026-10-15")
            .replace("ITEM-ID", "ptg-retrospective")
        )
        new_cycle.write_text("\n".join(answered), encoding="utf-8")
        file, problems = load_cycle_file(new_cycle, guide)
        assert problems == [], answered[number]
        assert file is not None
        assert any(
            (file.roles, file.events, file.links, file.items, file.exceptions)
        )


def test_a_cycle_file_that_is_there_stays(
    new_cycle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_cycle.write_text("mine", encoding="utf-8")
    capsys.readouterr()
    assert main(["new-cycle", "indri", "--into", str(new_cycle.parent)]) == 1
    assert new_cycle.read_text(encoding="utf-8") == "mine"
    assert "It is there already" in capsys.readouterr().err


def test_a_cycle_without_a_calendar_is_begun_by_its_release(
    tmp_path: Path,
) -> None:
    assert main(["new-cycle", "2031.2", "--into", str(tmp_path)]) == 0
    assert (tmp_path / "2031.2.cycle.yaml").exists()


def test_a_cycle_of_no_known_name_is_not_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new-cycle", "nonsense", "--into", str(tmp_path)]) == 1
    assert "unknown-cycle" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# -- new-guide


def test_a_new_guide_is_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "doc" / "guide"
    assert main(["new-guide", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder}\n"
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr() == ("", "No problems found.\n")


def test_a_new_guide_has_its_schemas_where_its_files_name_them(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "guide"
    assert main(["new-guide", str(folder)]) == 0
    files = [*folder.glob("*.yaml"), *folder.glob("sections/*.yaml")]
    assert len(files) > 10
    for path in files:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        match = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
        assert match is not None
        assert (path.parent / match[1]).is_file()
    assert {path.name for path in (folder / "schema").iterdir()} >= {
        f"{name}.schema.json" for name in GENERATED
    }


def test_a_new_guide_takes_an_empty_folder(tmp_path: Path) -> None:
    assert main(["new-guide", str(tmp_path)]) == 0
    assert (tmp_path / "guide.yaml").is_file()


def test_a_new_guide_leaves_a_folder_with_files_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    assert main(["new-guide", str(tmp_path)]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert "It is there already" in capsys.readouterr().err


def test_a_new_guide_knows_no_other_team(tmp_path: Path) -> None:
    assert main(["new-guide", str(tmp_path / "guide")]) == 0
    for path in (tmp_path / "guide").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").lower()
        assert "watcher" not in text.replace("watcher-liaison-guide", "")


def test_the_current_cycle_is_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["new-cycle", "current", "--today", "2026-06-01"]
    assert main([*words, "--into", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path / '2026.2.cycle.yaml'}\n"
