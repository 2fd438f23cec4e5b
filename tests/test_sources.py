# SPDX-License-Identifier: Apache-2.0
"""Folders and checkouts as sources of upstream's files."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.records.checkouts import checkout as made
from tests.records.checkouts import commit, git
from watcher_liaison_guide.sources import FolderSource

ONE, TWO = "- version: 1.0.0\n", "- version: 2.0.0\n"
COMMIT = "02df7c9a3cc39cf886c8c1b8181d5e4ed96781c9"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with two commits of one file."""
    texts = {"2026-01-01": ONE, "2026-08-21": ONE + TWO}
    return made(tmp_path / "checkout", "a.yaml", texts)


def state(root: Path, path: str = "a.yaml") -> tuple[object, ...]:
    """Return the commit of a source, its day, and its history."""
    source = FolderSource(root)
    return source.commit, str(source.date), *source.additions([path])


def test_the_state_is_that_of_git(checkout: Path, tmp_path: Path) -> None:
    assert state(checkout) == (
        git(checkout, "rev-parse", "HEAD"),
        "2026-08-21",
        ("a.yaml", None, "- version: 1.0.0"),
        ("a.yaml", datetime.date(2026, 8, 21), "- version: 2.0.0"),
    )
    git(tmp_path, "init", "-q")
    assert state(tmp_path) == (None, "None")
    # A broken checkout has not the commit of the one around it.
    inner = checkout / "inner"
    (inner / ".git").mkdir(parents=True)
    assert state(inner) == (None, "None")


def test_a_folder_may_name_its_commit(tmp_path: Path) -> None:
    for text, named in ((f"{COMMIT}\n", COMMIT), ("the newest one\n", None)):
        (tmp_path / "COMMIT").write_text(text)
        assert state(tmp_path) == (named, "None")
    (tmp_path / "COMMIT").unlink()
    os.mkfifo(tmp_path / "COMMIT")  # which is not waited for
    assert state(tmp_path) == (None, "None")


def test_a_byte_that_is_not_utf8_leaves_the_history_readable(
    checkout: Path,
) -> None:
    (checkout / "a.yaml").write_bytes(b"# \xff\n- version: 3.0.0\n")
    commit(checkout, "2026-08-22")
    assert "- version: 3.0.0" in str(state(checkout))


# -- what a checkout's own configuration may do


def _sign(checkout: Path, program: str) -> None:
    git(checkout, "config", "log.showSignature", "true")
    git(checkout, "config", "gpg.program", program)
    head, _, message = git(checkout, "cat-file", "commit", "HEAD").partition(
        "\n\n"
    )
    signature = (
        "-----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----"
    )
    signed = checkout.parent / "signed"
    signed.write_text(f"{head}\ngpgsig {signature}\n\n{message}\n")
    name = git(checkout, "hash-object", "-t", "commit", "-w", str(signed))
    git(checkout, "update-ref", "HEAD", name)


def _promise(checkout: Path, program: str) -> None:
    blob = git(checkout, "rev-parse", "HEAD:a.yaml")
    (checkout / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::{program}"),
        ("protocol.ext.allow", "always"),
    ):
        git(checkout, "config", key, value)


def _configure(key: str, checkout: Path, program: str) -> None:
    git(checkout, "config", key, program)
    attributes = checkout / ".git" / "info" / "attributes"
    attributes.write_text("* diff=evil\n")


def _hook(checkout: Path, program: str) -> None:
    for name in ("post-index-change", "reference-transaction"):
        (checkout / ".git" / "hooks" / name).symlink_to(program)


def _submodule(checkout: Path, program: str) -> None:
    inner = checkout / "inner"
    inner.mkdir()
    git(inner, "init", "-q")
    for number in range(2):
        (inner / "b").write_text(f"{number}\n")
        commit(inner, "2026-08-22")
        commit(checkout, "2026-08-22")
    git(checkout, "config", "diff.submodule", "diff")
    git(inner, "config", "diff.external", program)


@pytest.mark.parametrize(
    "arm",
    [
        _sign,
        _promise,
        _hook,
        _submodule,
        partial(_configure, "core.fsmonitor"),
        partial(_configure, "core.pager"),
        partial(_configure, "diff.external"),
        partial(_configure, "diff.evil.textconv"),
    ],
)
def test_a_checkout_runs_no_program(
    checkout: Path, arm: Callable[[Path, str], None]
) -> None:
    program, ran = checkout.parent / "program", checkout.parent / "ran"
    program.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n")
    program.chmod(0o755)
    arm(checkout, str(program))
    head = git(checkout, "rev-parse", "HEAD")
    ran.unlink(missing_ok=True)
    assert state(checkout)[0] == head
    state(checkout, ".")
    assert not ran.exists()


def test_neither_settings_nor_hooks_change_what_is_read(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(checkout)
    other = made(tmp_path / "other", "b", {"2026-08-22": "b"})
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
    # A hook of another repository, such as one that builds documentation.
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert state(checkout) == before


#: What git is told although no test above would show that it is not.
ALWAYS = {
    *("core.fsmonitor=", f"core.hooksPath={os.devnull}", "log.follow=false"),
    *("log.diffMerges=separate", "GIT_ALLOW_PROTOCOL=none"),
    "safe.directory=*",
    *("GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0"),
}
FOR_A_PATCH = {
    *("--no-ext-diff", "--no-renames", "--submodule=short"),
    *("--src-prefix=a/", "--dst-prefix=b/"),
}


def test_git_is_told_all_that_keeps_it_harmless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, told = tmp_path / "git", tmp_path / "told"
    script = f'printf "%s\\n" run: "$@" >>{told}\nenv >>{told}\necho false\n'
    program.write_text(f"#!/bin/sh\n{script}")
    program.chmod(0o755)
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    list(FolderSource(tmp_path).additions(["a.yaml"]))
    _, *runs = told.read_text("utf-8").split("run:\n")
    assert len(runs) == 4
    for run in runs:
        words = set(run.split("\n"))
        assert words >= ALWAYS
    assert words >= FOR_A_PATCH
