# SPDX-License-Identifier: Apache-2.0
"""Folders and checkouts as sources of upstream's files."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.records.checkouts import checkout as made
from tests.records.checkouts import commit, git
from watcher_liaison_guide.problems import Problem
from watcher_liaison_guide.sources import FolderSource, open_folder

ONE, TWO = "- version: 1.0.0\n", "- version: 2.0.0\n"
COMMIT = "02df7c9a3cc39cf886c8c1b8181d5e4ed96781c9"


def additions(root: Path, path: str = "a.yaml") -> list[tuple[object, ...]]:
    return list(FolderSource(root).additions([path]))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with two commits of one file."""
    texts = {"2026-01-01": ONE, "2026-08-21": ONE + TWO}
    return made(tmp_path / "checkout", "a.yaml", texts)


def state(root: Path) -> tuple[str | None, str]:
    source = FolderSource(root)
    return source.commit, str(source.date)


def test_the_state_is_that_of_git(checkout: Path, tmp_path: Path) -> None:
    head = git(checkout, "rev-parse", "HEAD")
    assert state(checkout) == (head, "2026-08-21")
    git(tmp_path, "init", "-q")
    assert state(tmp_path) == (None, "None")


@pytest.mark.parametrize(
    ("text", "commit"),
    [(f"{COMMIT}\n", COMMIT), ("the newest one\n", None)],
)
def test_a_folder_may_name_its_commit(
    tmp_path: Path, text: str, commit: str | None
) -> None:
    (tmp_path / "COMMIT").write_text(text)
    assert state(tmp_path) == (commit, "None")


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
        commit(inner, "2026-08-22")
        commit(checkout, "2026-08-22")
    git(checkout, "config", "diff.submodule", "diff")
    git(inner, "config", "diff.external", _program(checkout))


@pytest.mark.parametrize(
    "arm",
    [
        _sign,
        _promise,
        _configure("core.fsmonitor"),
        _configure("core.pager", "pager.log", "pager.show"),
        _configure("diff.external"),
        _attribute("command"),
        _attribute("textconv"),
        _hook,
        _submodule,
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
    commit(other, "2026-08-22")
    before = state(checkout)
    history = additions(checkout)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert before[0] is not None
    assert state(checkout) == before
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
    commit(checkout, "2026-08-22")
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
