# SPDX-License-Identifier: Apache-2.0
"""Folders and checkouts as sources of upstream's files."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

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


def additions(root: Path, path: str = "a.yaml") -> list[tuple[object, ...]]:
    return list(FolderSource(root).additions([path]))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout with two commits of one file."""
    root = tmp_path / "checkout"
    root.mkdir()
    git(root, "init", "-q")
    for line in ("- version: 1.0.0\n", "- version: 2.0.0\n"):
        with (root / "a.yaml").open("a", encoding="utf-8") as file:
            file.write(line)
        git(root, "add", ".")
        git(root, "commit", "-q", "-m", "c")
    return root


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
    assert source.folders(".") == ["data"]
    missing = source.read("data/b.yaml")
    assert isinstance(missing, Problem)
    assert missing.position.path == str(tmp_path / "data" / "b.yaml")


def test_a_history_has_what_each_commit_added(checkout: Path) -> None:
    assert additions(checkout) == [
        ("a.yaml", None, "- version: 1.0.0"),
        ("a.yaml", datetime.date(2026, 8, 21), "- version: 2.0.0"),
    ]


# -- what a checkout's own configuration may do


def _program(checkout: Path) -> str:
    """Make a program that shows that it ran by a file; return its path."""
    program = checkout.parent / "program"
    program.write_text(f"#!/bin/sh\ntouch {checkout.parent}/ran\ncat\n")
    program.chmod(0o755)
    return str(program)


def _sign(checkout: Path) -> None:
    git(checkout, "config", "log.showSignature", "true")
    git(checkout, "config", "gpg.program", _program(checkout))
    commit = git(checkout, "cat-file", "commit", "HEAD")
    head, _, message = commit.partition("\n\n")
    signature = (
        "-----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----"
    )
    signed = checkout.parent / "signed"
    signed.write_text(f"{head}\ngpgsig {signature}\n\n{message}\n")
    name = git(checkout, "hash-object", "-t", "commit", "-w", str(signed))
    git(checkout, "update-ref", "HEAD", name)


def _promise(checkout: Path) -> None:
    blob = git(checkout, "rev-parse", "HEAD:a.yaml")
    (checkout / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::{_program(checkout)}"),
        ("protocol.ext.allow", "always"),
    ):
        git(checkout, "config", key, value)


def _configure(*keys: str) -> Callable[[Path], None]:
    def configure(checkout: Path) -> None:
        for key in keys:
            git(checkout, "config", key, _program(checkout))

    return configure


def _attribute(key: str) -> Callable[[Path], None]:
    def configure(checkout: Path) -> None:
        git(checkout, "config", f"diff.evil.{key}", _program(checkout))
        attributes = checkout / ".git" / "info" / "attributes"
        attributes.write_text("* diff=evil\n")

    return configure


def _hook(checkout: Path) -> None:
    program = Path(_program(checkout))
    for name in (
        "post-index-change",
        "reference-transaction",
        "post-checkout",
    ):
        hook = checkout / ".git" / "hooks" / name
        hook.write_bytes(program.read_bytes())
        hook.chmod(0o755)


def _submodule(checkout: Path) -> None:
    inner = checkout / "inner"
    inner.mkdir()
    git(inner, "init", "-q")
    for number in range(2):
        (inner / "b").write_text(f"{number}\n")
        git(inner, "add", ".")
        git(inner, "commit", "-q", "-m", "c")
        git(checkout, "add", "inner")
        git(checkout, "commit", "-q", "-m", "c")
    git(checkout, "config", "diff.submodule", "diff")
    git(inner, "config", "diff.external", _program(checkout))


@pytest.mark.parametrize(
    "arm",
    [
        pytest.param(_sign, id="signature display"),
        pytest.param(_promise, id="lazy fetch"),
        pytest.param(_configure("core.fsmonitor"), id="fsmonitor"),
        pytest.param(
            _configure("core.pager", "pager.log", "pager.show"), id="pager"
        ),
        pytest.param(_configure("diff.external"), id="external diff"),
        pytest.param(_attribute("command"), id="external diff of a driver"),
        pytest.param(_attribute("textconv"), id="textconv"),
        pytest.param(_hook, id="hooks"),
        pytest.param(_submodule, id="diff of a submodule"),
    ],
)
def test_a_checkout_runs_no_program(
    checkout: Path, arm: Callable[[Path], None]
) -> None:
    arm(checkout)
    head = git(checkout, "rev-parse", "HEAD")
    (checkout.parent / "ran").unlink(missing_ok=True)
    assert FolderSource(checkout).commit == head
    additions(checkout)
    additions(checkout, ".")
    assert not (checkout.parent / "ran").exists()


def test_settings_of_a_checkout_do_not_change_its_history(
    checkout: Path,
) -> None:
    before = additions(checkout)
    for key, value in (
        ("color.ui", "always"),
        ("diff.noprefix", "true"),
        ("diff.renames", "copies"),
        ("i18n.logOutputEncoding", "UTF-16"),
        ("log.diffMerges", "off"),
        ("log.follow", "true"),
        ("log.showRoot", "false"),
    ):
        git(checkout, "config", key, value)
    assert before and additions(checkout) == before


def test_a_hook_of_another_repository_does_not_change_the_commit(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    (other / "b").write_text("b")
    git(other, "add", "b")
    git(other, "commit", "-q", "-m", "other")
    before = FolderSource(checkout)
    history = additions(checkout)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    after = FolderSource(checkout)
    assert before.commit is not None
    assert (after.commit, after.date) == (before.commit, before.date)
    assert additions(checkout) == history


def test_a_broken_checkout_has_not_the_commit_of_the_one_around_it(
    checkout: Path,
) -> None:
    inner = checkout / "inner"
    (inner / ".git").mkdir(parents=True)
    assert FolderSource(inner).commit is None
    assert additions(inner) == []


def test_a_byte_that_is_not_utf8_leaves_the_history_readable(
    checkout: Path,
) -> None:
    (checkout / "a.yaml").write_bytes(b"# \xff\n- version: 3.0.0\n")
    git(checkout, "commit", "-q", "-a", "-m", "c")
    assert "- version: 3.0.0" in [line for *_, line in additions(checkout)]


@pytest.mark.skipif(os.name != "posix", reason="needs a pipe in a directory")
def test_a_pipe_in_the_place_of_the_commit_is_not_waited_for(
    tmp_path: Path,
) -> None:
    os.mkfifo(tmp_path / "COMMIT")
    assert FolderSource(tmp_path).commit is None


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    found = open_folder(tmp_path / "nowhere")
    assert isinstance(found, Problem)
    assert found.advice is not None
    assert "openstack/releases" in found.advice
