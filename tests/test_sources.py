# SPDX-License-Identifier: Apache-2.0
"""Folders and checkouts as sources of upstream's files."""

from __future__ import annotations

import subprocess
from pathlib import Path

from watcher_liaison_guide.problems import Problem
from watcher_liaison_guide.sources import FolderSource, open_folder

COMMIT = "02df7c9a3cc39cf886c8c1b8181d5e4ed96781c9"


def git(root: Path, *words: str) -> str:
    identity = ["-c", "user.name=Somebody", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", "-C", str(root), *identity, *words],
        capture_output=True,
        check=True,
        env={
            "GIT_COMMITTER_DATE": "2026-08-21T23:30:00-05:00",
            "GIT_AUTHOR_DATE": "2026-01-01T00:00:00+00:00",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "PATH": "/usr/bin:/bin:/usr/local/bin",
        },
        text=True,
    )
    return done.stdout.strip()


def test_a_checkout_has_the_commit_and_its_day_from_git(
    tmp_path: Path,
) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "a").write_text("b")
    git(tmp_path, "add", "a")
    git(tmp_path, "commit", "-q", "-m", "c")
    source = FolderSource(tmp_path)
    assert source.commit == git(tmp_path, "rev-parse", "HEAD")
    assert str(source.date) == "2026-08-21"


def test_an_empty_checkout_has_neither(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    source = FolderSource(tmp_path)
    assert (source.commit, source.date) == (None, None)


def test_a_folder_may_name_its_commit(tmp_path: Path) -> None:
    (tmp_path / "COMMIT").write_text(f"{COMMIT}\n")
    source = FolderSource(tmp_path)
    assert (source.commit, source.date) == (COMMIT, None)


def test_what_is_no_commit_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "COMMIT").write_text("the newest one\n")
    assert FolderSource(tmp_path).commit is None


def test_a_file_is_given_or_a_problem(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.yaml").write_bytes(b"a: 1\n")
    source = FolderSource(tmp_path)
    assert source.read("data/a.yaml") == b"a: 1\n"
    assert source.folders(".") == ("data",)
    missing = source.read("data/b.yaml")
    assert isinstance(missing, Problem)
    assert missing.position.path == str(tmp_path / "data" / "b.yaml")


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    found = open_folder(tmp_path / "nowhere")
    assert isinstance(found, Problem)
    assert found.advice is not None
    assert "openstack/releases" in found.advice
