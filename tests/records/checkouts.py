# SPDX-License-Identifier: Apache-2.0
"""Sources to import from, and the records of the package."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.records import Records, load_records
from watcher_liaison_guide.sources import FolderSource

FILES = sorted((EMBEDDED / "records").glob("*.yaml"))
STATUS = """\
- {name: indri, release-id: 2027.1, status: future, slurp: yes,
   initial-release: 2027-03-24}
- {name: hibiscus, release-id: 2026.2, status: development,
   initial-release: 2026-09-30}
- {name: gazpacho, release-id: 2026.1, status: maintained,
   initial-release: 2026-04-01}
"""


def embedded(cycle: str) -> Records:
    """Return the package's own records of a cycle."""
    records, problems = load_records(EMBEDDED / "records" / f"{cycle}.yaml")
    assert records is not None
    assert problems == []
    return records


def folder_source(root: Path, files: dict[str, str]) -> FolderSource:
    """Return a folder with files of openstack/releases."""
    for name, text in {"data/series_status.yaml": STATUS, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return FolderSource(root)


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> str:
    """Return what git prints in a folder, on a day, without settings."""
    stamp = f"{day}T12:00:00+00:00"
    ada = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    done = subprocess.run(
        ["git", "-C", str(folder), *ada, *arguments],
        check=True,
        capture_output=True,
        text=True,
        env={
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_DATE": stamp,
            "GIT_COMMITTER_DATE": stamp,
        },
    )
    return done.stdout.strip()


def commit(folder: Path, day: str) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", day, day=day)


def checkout(folder: Path, path: str, texts: dict[str, str]) -> Path:
    """Make a checkout in which a file has another text from each day on."""
    file = folder / path
    file.parent.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "master")
    for day, text in texts.items():
        file.write_text(text, encoding="utf-8")
        commit(folder, day)
    return folder
