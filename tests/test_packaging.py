# SPDX-License-Identifier: Apache-2.0
"""What the wheel and the sdist hold, and that the commands told exist."""

from __future__ import annotations

import importlib.metadata
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tools import repack

PROJECT = Path(__file__).parents[1]
PACKAGE = "watcher_liaison_guide"
# Files that tell git about the tree, which an sdist is not.
OF_GIT = {".gitignore", ".gitreview"}
#: What is built, and what makes two of a kind alike.
KINDS = {"wheel": repack.repack_zip, "sdist": repack.repack_tar}
#: The user's own git configuration (hooks, signing) must not take part.
OWN_GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def run(*command: str, cwd: Path, mask: int = 0o022, **more: str) -> str:
    finished = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **OWN_GIT, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        umask=mask,
    )
    assert finished.returncode == 0, finished.stdout
    return finished.stdout


def build(kind: str, tree: Path, into: Path, **options: Any) -> Path:
    # The backend's own hook: a frontend would fetch what the build requires.
    code = f"import sys, pbr.build; pbr.build.build_{kind}(sys.argv[1])"
    printed = run(sys.executable, "-c", code, str(into), cwd=tree, **options)
    # pbr's own list of files speaks of "warning:" for what is not there.
    assert "Warning" not in printed
    (result,) = into.iterdir()
    return result


def tracked(tree: Path) -> set[str]:
    """Return every file of a tree, by the path that git has for it."""
    names = run("git", "ls-files", "-z", cwd=tree).split("\0")
    return {name for name in names if (tree / name).is_file()}


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as it stands, under git, without tags or a history."""
    if not (PROJECT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("the list of files comes from git")
    tree = tmp_path_factory.mktemp("clone")
    for name in tracked(PROJECT):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(PROJECT / name, tree / name)
    run("git", "init", "-q", cwd=tree)
    # The file of ignored names is the project's: nothing is forced.
    run("git", "add", ".", cwd=tree)
    someone = ["-c", "user.name=Nobody", "-c", "user.email=nobody@localhost"]
    run("git", *someone, "commit", "-q", "-m", "All of it", cwd=tree)
    return tree


@pytest.fixture(scope="module")
def archives(
    clone: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    into = tmp_path_factory.mktemp("built")
    return {kind: build(kind, clone, into / kind) for kind in KINDS}


def names_in(wheel: Path) -> set[str]:
    """Return the files in a wheel, but for what describes it."""
    names = zipfile.ZipFile(wheel).namelist()
    return {name for name in names if ".dist-info/" not in name}


def test_wheel_holds_the_package_with_all_its_data_and_nothing_else(
    archives: dict[str, Path], clone: Path
) -> None:
    assert names_in(archives["wheel"]) == {
        name for name in tracked(clone) if name.startswith(f"{PACKAGE}/")
    }
    (held,) = importlib.metadata.distributions(path=[str(archives["wheel"])])
    (command,) = held.entry_points.select(group="console_scripts")
    assert command.value == f"{PACKAGE}.cli.main:main"
    assert held.requires
    assert not [one for one in held.requires if "theme" in one]


def test_sdist_has_every_file_and_builds_the_same_wheel_without_git(
    archives: dict[str, Path], clone: Path, tmp_path: Path
) -> None:
    with tarfile.open(archives["sdist"]) as archive:
        names = {one.partition("/")[2] for one in archive.getnames()}
        assert {*tracked(clone), "PKG-INFO"} - OF_GIT <= names
        # Debian 12's Python is older than the filter, later ones ask for it.
        if hasattr(tarfile, "data_filter"):
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(tmp_path / "tree")
    (tree,) = (tmp_path / "tree").iterdir()
    again = build("wheel", tree, tmp_path / "wheel", PATH=str(tree / "none"))
    assert again.name == archives["wheel"].name
    assert names_in(again) == names_in(archives["wheel"])


def test_two_clones_make_the_same_archives_and_stay_clean(
    archives: dict[str, Path], clone: Path, tmp_path: Path
) -> None:
    assert run("git", "status", "--porcelain", cwd=clone) == ""
    tree, mask = tmp_path / "clone", 0o077
    run("git", "clone", "-q", str(clone), str(tree), cwd=clone, mask=mask)
    for kind, repacked in KINDS.items():
        second = build(kind, tree, tmp_path / kind, mask=mask)
        contents = [one.read_bytes() for one in (archives[kind], second)]
        assert contents[0] != contents[1]
        alike, again = map(repacked, contents)
        assert alike == again
    with tarfile.open(fileobj=io.BytesIO(again)) as archive:
        assert {one.uname for one in archive} == {""}


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme = (PROJECT / "README.rst").read_text(encoding="utf-8")
    commands = re.findall(r"^    (python3 -m venv .*)$", readme, re.M)
    assert [one.rpartition(" -e ")[2] for one in commands] == ["docs", "py3"]
    # The very pattern of the script, on the very text.
    script = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    found = re.search(r"sed -n '(.+)' README\.rst", script)
    assert found is not None
    taken = run("sed", "-n", found[1], "README.rst", cwd=PROJECT)
    assert taken.splitlines() == commands[1:]
