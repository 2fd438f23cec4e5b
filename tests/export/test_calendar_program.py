# SPDX-License-Identifier: Apache-2.0
"""A calendar program takes one revision of a schedule after the other."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from watcher_liaison_guide.cli.main import main

CONFIG = """\
[calendars]
[[team]]
path = {home}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = team
[sqlite]
path = {home}/khal.db
"""


@pytest.fixture
def khal() -> str:
    """Give the program's path, or skip; in CI its absence is a failure."""
    found = shutil.which("khal", path=str(Path(sys.executable).parent))
    found = found or shutil.which("khal")
    if found is None:
        reason = "khal is not installed (tox.ini)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Diary:
    """A user's calendar program, fed with revision after revision."""

    def __init__(self, khal: str, home: Path) -> None:
        self.khal = khal
        self.home = home
        (home / "calendar").mkdir(parents=True)
        (home / "config").write_text(CONFIG.format(home=home))

    def run(self, *arguments: str) -> str:
        return subprocess.run(
            [self.khal, "-c", str(self.home / "config"), *arguments],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "HOME": str(self.home), "TZ": "UTC"},
        ).stdout

    def take(self, ics: Path) -> dict[str, str]:
        """Import a file and give each title's days, as they are now."""
        self.run("import", "--batch", "-a", "team", str(ics))
        text = self.run(
            *("list", "--once", "--day-format", ""),
            *("--format", "{start-date} {end-date} {title}"),
            *("2026-01-01", "2026-12-31"),
        )
        lines = [line for line in text.splitlines() if line.strip()]
        titles = [line.split(" ", 2)[2] for line in lines]
        assert len(titles) == len(set(titles))
        return {line.split(" ", 2)[2]: line[:21] for line in lines}


def export(schedule: Path, shared: Path, folder: Path, data: Path) -> Path:
    """Import a schedule's revision into *data* and give its .ics."""
    source = folder / schedule.name
    (source / "doc" / "source").mkdir(parents=True)
    (source / "data").mkdir()
    shutil.copytree(schedule, source / "doc" / "source" / "hibiscus")
    shutil.copy(
        shared / "data" / "openstack-releases" / "data/series_status.yaml",
        source / "data",
    )
    made = folder / f"{schedule.name}.ics"
    told = io.StringIO()
    with contextlib.redirect_stderr(told), contextlib.redirect_stdout(told):
        assert not main(
            ["calendar", "import", str(source), "--into", str(data)]
        )
        assert not main(
            [
                *("checklist", "2026.2", "--format", "ics"),
                *("--data", str(data), "--output", str(made)),
            ]
        ), told.getvalue()
    return made


def test_a_later_revision_moves_what_moved_and_doubles_nothing(
    shared_data: Path, tmp_path: Path, khal: str
) -> None:
    history = shared_data / "data" / "openstack-releases-history"
    diary = Diary(khal, tmp_path / "home")
    old, new = (
        export(history / name, shared_data, tmp_path, tmp_path / "data")
        for name in ("hibiscus-2026-02-02", "hibiscus-2026-04-24")
    )
    before, after = diary.take(old), diary.take(new)
    # The PTG came into the schedule between the two: what begins after it
    # begins later, and what depends on it is there at last.
    moved = {
        title: (before[title], after[title])
        for title in before
        if before[title] != after.get(title)
    }
    assert moved == {
        "Watcher 2026.2: A few weeks before milestone 1 (steps)": (
            "2026-04-13 2026-05-08",
            "2026-04-27 2026-05-08",
        )
    }
    assert "Watcher 2026.2: Project Team Gathering" not in before
    assert (
        after["Watcher 2026.2: Project Team Gathering"]
        == "2026-04-20 2026-04-24"
    )
    assert after["Watcher 2026.2: Milestone 1"] == "2026-05-14 2026-05-14"
    assert before.keys() < after.keys()
    # Taken once more, a file changes nothing.
    assert diary.take(new) == after
