# SPDX-License-Identifier: Apache-2.0
"""A checklist from an earlier run is the one that would be made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from watcher_liaison_guide import kept
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES, PACKAGE_DATA
from watcher_liaison_guide.library import Library

# Where files have no owners, nothing is kept at all.
pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid"), reason="nobody is told from anybody here"
)


FILE = """\
cycle: "2027.1"
roles: {release-liaison: {name: %s}}
"""


@pytest.fixture(autouse=True)
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder of results, and a place to be in."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(kept.SWITCH, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cache" / "watcher-liaison-guide" / "results"


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the cycles whose checklists had to be made."""
    made: list[str] = []
    original = Library.checklist

    def checklist(self: Library, name: str, *rest: object) -> object:
        made.append(name)
        # It stands in for a method, whose types it passes on.
        return original(self, name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "checklist", checklist)
    return made


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, ...]:
    """Run a command; give its status and all that it printed."""
    status = main(words)
    return (str(status), *capsys.readouterr())


@pytest.mark.parametrize(
    "words",
    [
        ("checklist", "2027.1"),
        ("checklist", "Indri", "--format", "json"),
        ("checklist", "2027.1", "--format", "html"),
        ("checklist", "2027.1", "--format", "ics"),
        ("checklist", "2027.1", "--role", "release-liaison"),
        ("checklist", "2027.1", "--role", "none"),
        ("checklist", "current", "--today", "2026-11-18"),
        ("agenda", "2027.1", "--today", "2026-11-18"),
        ("agenda", "--today", "2026-11-18", "--handoff"),
    ],
    ids=" ".join,
)
def test_it_is_printed_as_before(
    words: tuple[str, ...],
    reading: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = run(capsys, *words)
    made = len(reading)
    assert run(capsys, *words) == first
    assert len(reading) == made >= 1
    monkeypatch.setenv(kept.SWITCH, "yes")
    assert run(capsys, *words) == first
    assert len(reading) == 2 * made


def test_a_day_counts_for_the_current_cycle_alone(
    reading: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for day in ("2026-11-18", "2026-11-19"):
        run(capsys, "checklist", "2027.1", "--today", day)
    assert reading == ["2027.1"]
    for day in ("2026-11-18", "2026-11-19", "2026-07-01", "2026-11-18"):
        run(capsys, "checklist", "current", "--today", day)
    assert reading == ["2027.1", "current", "current", "current"]


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    """Give the options that name a guide, data and cycles of our own."""
    shutil.copytree(EMBEDDED_GUIDES / "watcher", tmp_path / "guide")
    for name in ("calendars", "records"):
        shutil.copytree(PACKAGE_DATA / name, tmp_path / "data" / name)
    cycles = tmp_path / "cycles"
    cycles.mkdir()
    (cycles / "2027.1.cycle.yaml").write_text(FILE % "Ada")
    return [
        *("--guide", "guide", "--data", "data", "--cycles", "cycles"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "guide/guide.yaml",
        "guide/sections/milestone-1.yaml",
        "data/calendars/2027.1.yaml",
        "data/records/2027.1.yaml",
        "cycles/2027.1.cycle.yaml",
    ],
)
def test_each_input_counts_whatever_its_day_and_size(
    path: str,
    places: list[str],
    reading: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("checklist", "2027.1", "--format", "json", *places)
    first = run(capsys, *words)
    assert first[0] == "0", first[2]
    assert run(capsys, *words) == first
    assert len(reading) == 1
    changed = tmp_path / path
    if not changed.exists():
        changed = sorted(changed.parent.glob("*.yaml"))[-1]
    status = changed.stat()
    text = changed.read_text("utf-8")
    changed.write_text(text.replace("e", "E", 1), encoding="utf-8")
    os.utime(changed, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert changed.stat().st_size == status.st_size
    run(capsys, *words)
    assert len(reading) == 2
    changed.write_text(text, encoding="utf-8")
    assert run(capsys, *words) == first


@pytest.mark.parametrize(
    "path",
    [
        "guide/sections/another.yaml",
        "guide/another.yaml",
        "data/calendars/2030.1.yaml",
        "data/records/2030.1.yaml",
        "cycles/indri.cycle.yaml",
    ],
)
def test_new_files_count(
    path: str,
    places: list[str],
    reading: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("checklist", "2027.1", *places)
    run(capsys, *words)
    (tmp_path / path).write_text("")
    run(capsys, *words)
    assert len(reading) == 2


def test_warnings_are_told_again_and_errors_read_again(
    places: list[str],
    reading: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "guide" / "term.yaml").write_text("")
    words = ("checklist", "2027.1", *places)
    first = run(capsys, *words)
    assert "warning: unread-file" in first[2]
    assert run(capsys, *words) == first
    assert len(reading) == 1
    (tmp_path / "guide" / "terms.yaml").write_text("a: [")
    wrong = run(capsys, *words)
    assert wrong[0] == "1"
    assert run(capsys, *words) == wrong
    assert len(reading) == 3


def test_the_same_words_elsewhere_mean_other_files(
    places: list[str],
    reading: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ("checklist", "2027.1", *places)
    run(capsys, *words)
    other = tmp_path / "other"
    for name in ("guide", "data", "cycles"):
        shutil.copytree(tmp_path / name, other / name)
    path = other / "cycles" / "2027.1.cycle.yaml"
    path.write_text(FILE % "Bob")
    monkeypatch.chdir(other)
    assert "Bob" in run(capsys, *words)[1]
    monkeypatch.chdir(tmp_path)
    assert "Ada" in run(capsys, *words)[1]
    assert len(reading) == 2


def test_what_changes_while_it_is_read_is_not_kept(
    places: list[str],
    reading: list[str],
    results: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    original = Library.checklist

    def checklist(self: Library, name: str, *rest: object) -> object:
        (tmp_path / "guide" / "new.yaml").write_text("")
        # It stands in for a method, whose types it passes on.
        return original(self, name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "checklist", checklist)
    run(capsys, "checklist", "2027.1", *places)
    assert not results.exists()


def test_a_home_that_cannot_be_written_is_passed_over(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    first = run(capsys, "checklist", "2027.1")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert run(capsys, "checklist", "2027.1") == first


def test_a_kept_checklist_brings_no_reader_along(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run(capsys, "checklist", "2027.1")
    code = (
        "import sys; from watcher_liaison_guide.cli.main import main\n"
        "main(['checklist', '2027.1'])\n"
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PACKAGE_DATA.parents[1])},
    )
    for name in ("yaml", "dataclasses", "fields", "guide.model", "building"):
        assert f"{name}'" not in done.stderr
