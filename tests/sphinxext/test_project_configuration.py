# SPDX-License-Identifier: Apache-2.0
"""The one place where a team says where its things are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build
from watcher_liaison_guide.cli.main import main

TOML = """\
[build-system]
guide = "no key of ours"

[tool.liaison-guide]
guide = "guide"
data = "data"
cycles = "cycles"
"""
CFG = "[metadata]\nname = x\n\n[liaison-guide]\nguide = guide\ndata: data\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a repository with a guide, a calendar and a cycle file."""
    cycle = tiny.CYCLE.replace("done: 2029-11-13", "skipped: late")
    files = {"2030.1.cycle.yaml": None, "cycles/2030.1.cycle.yaml": cycle}
    monkeypatch.chdir(tiny.write(tmp_path / "work", **files))
    Path("below").mkdir()


@pytest.mark.parametrize("start", [".", "below"])
def test_commands_find_what_is_said_once(
    start: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("pyproject.toml").write_text(TOML, encoding="utf-8")
    Path("setup.cfg").write_text("[a]\nx = liaison-guide\n", encoding="utf-8")
    monkeypatch.chdir(start)
    assert main(["checklist", "2030.1", "--format", "json"]) == 0
    assert '"by": "ada"' in capsys.readouterr().out
    assert main(["check"]) == 0
    # The records of the package are another team's.
    place = Path("guide" if start == "." else "../guide", "project.yaml")
    assert capsys.readouterr().out.startswith(f"{place}:1:7: note: ")
    # The search ends with the repository.
    Path(".git").mkdir()
    assert main(["check"]) == 0
    found = capsys.readouterr().out.startswith(f"{place}:1:7: note: ")
    assert found == (start == ".")


def test_an_import_writes_into_the_project_s_data(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["records", "import", "source", "--cycle", "2027.1"]
    assert main(words) == 2
    assert "Name the data directory" in capsys.readouterr().err
    cfg = CFG.replace("data: data", "data: made")
    Path("setup.cfg").write_text(cfg, encoding="utf-8")
    path = Path("source/data/series_status.yaml")
    path.parent.mkdir(parents=True)
    path.write_text("[{name: x, release-id: 2027.1, status: future}]")
    assert main(words) == 0
    printed = capsys.readouterr()
    assert printed.out == "made/records/2027.1.yaml: written\n"
    assert "no directory" not in printed.err


def test_options_win_and_a_cycle_file_elsewhere_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("setup.cfg").write_text(CFG, encoding="utf-8")
    assert main(["checklist", "2026.2", "--guide", "watcher"]) == 0
    assert "checklist of Watcher" in capsys.readouterr().out
    assert main(["check", "--data", "elsewhere"]) == 1
    assert "elsewhere: warning: file-unreadable" in capsys.readouterr().out
    assert main(["checklist", "2030.1"]) == 0
    assert "cycles has none of 2030.1. Name" in capsys.readouterr().err
    Path("doc").mkdir()
    Path("cycles").rename("doc/cycles")
    assert main(["checklist", "2030.1"]) == 0
    told = capsys.readouterr().err
    assert "doc/cycles/2030.1.cycle.yaml is one. Name the" in told


_UNREADABLE = "configuration: It cannot be read: "


@pytest.mark.parametrize(
    ("place", "old", "new", "told"),
    [
        (
            "pyproject.toml:5",
            'guide = "guide"',
            "giude = 1",
            'The key "giude" is not known in [tool.liaison-guide]. Did you '
            'mean "guide"?',
        ),
        ("pyproject.toml:6", '"data"', "[3]", 'The key "data" of '),
        (
            "pyproject.toml:3",
            TOML,
            "[tool]\n\nliaison-guide = 3\n",
            "not a table",
        ),
        ("pyproject.toml:8", "cycles =", "\ncycles", _UNREADABLE),
        ("pyproject.toml:1", "[build", f"a = {'[' * 9000}", _UNREADABLE),
        ("setup.cfg:7", "data: data", "data: a\ndata: b", _UNREADABLE),
        ("setup.cfg:1", "[metadata]", "guide", _UNREADABLE),
        ("setup.cfg:5", "= guide", "= watchr", 'no guide "watchr". Did you '),
        ("setup.cfg:7", "data: data", "\ndata: x", 'no directory "x".'),
    ],
)
def test_a_wrong_key_or_value_is_a_problem_with_its_line(
    place: str,
    old: str,
    new: str,
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = place.partition(":")[0]
    before = CFG if name == "setup.cfg" else TOML
    assert old in before
    Path(name).write_text(before.replace(old, new), encoding="utf-8")
    # Only without the directory of the data is there a guide all the same.
    severity = "warning" if "directory" in told else "error"
    assert main(["check"]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"{place}: {severity}: ")
    assert told in first
    assert main(["guide"]) == (severity == "error")
    printed = capsys.readouterr()
    assert printed.err.startswith(f"{first}\n")
    assert bool(printed.out) == (severity == "warning")


def test_the_extension_reads_it_too(build: Build, tmp_path: Path) -> None:
    conf = tiny.CONF.replace('liaison_data = "data"\n', "").replace(
        'liaison_guide = "guide"\n', ""
    )
    cfg = CFG.replace("data: data", "data: project/data\ncycles = project/x")
    cfg = cfg.replace("guide = guide", "guide = project/guide")
    (tmp_path / "setup.cfg").write_text(cfg, encoding="utf-8")
    cycle = tiny.CYCLE.replace("2030.1", "2029.2")
    built = build(**{"conf.py": conf, "x/2029.2.cycle.yaml": cycle})
    assert "Write the plan for" in built.page("guide")
    assert [one for one in built.warnings if "unread-file" in one] == [
        "2030.1.cycle.yaml:1: WARNING: The command line does not read this "
        "cycle file: the project's configuration names the directory "
        '"x". [liaison.unread-file]',
    ]
    cfg = cfg.replace("project/data", "nowhere").replace("cycles", "cycle")
    cfg = cfg.replace("project/guide", "gide")
    (tmp_path / "setup.cfg").write_text(cfg, encoding="utf-8")
    built = build(**{"conf.py": conf}, folder="project")
    told = [one for one in built.warnings if "configuration" in one]
    assert told == [
        f'{tmp_path}/setup.cfg:7: WARNING: The key "cycle" is not known in '
        '[liaison-guide]. Did you mean "cycles"? [liaison.configuration]',
        f'{tmp_path}/setup.cfg:5: WARNING: The setting "guide" is "gide", '
        "which is not a guide; its default is used. Name a directory, or one "
        "of: openstack, watcher. [liaison.configuration]",
        f'{tmp_path}/setup.cfg:6: WARNING: The setting "data" is "nowhere", '
        "which is not a directory; its default is used. "
        "[liaison.configuration]",
    ]
