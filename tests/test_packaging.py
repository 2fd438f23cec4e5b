# SPDX-License-Identifier: Apache-2.0
"""The project as others take it: wheel and sdist, pip, OpenStack, readers."""

from __future__ import annotations

import configparser
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

import docutils.core
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tools import repack

PROJECT = Path(__file__).parents[1]
PACKAGE = "watcher_liaison_guide"
# Files that tell git about the tree, which an sdist is not.
OF_GIT = {".gitignore", ".gitreview"}
#: What is built, and what makes two of a kind alike.
KINDS = {"wheel": repack.repack_zip, "sdist": repack.repack_tar}
#: The user's own git configuration (hooks, signing) must not take part.
OWN_GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
#: Names and exclusions of global-requirements.txt in openstack/requirements,
#: spelled as there: its check compares the spelling as well. Each has one line
#: without a marker. Linters are on the denylist, which is not checked.
GLOBAL_REQUIREMENTS = {
    "coverage": "!=4.4",
    "docutils": "",
    "icalendar": "",
    "Jinja2": "",
    "jsonschema": "",
    "openstackdocstheme": "!=2.1.0,!=2.1.1",
    "packaging": "!=20.5,!=20.6,!=20.7",
    "pbr": "!=2.1.0",
    "pytest": "",
    "pytest-xdist": "",
    "PyYAML": "",
    "reno": "",
    "requests": "!=2.20.0,!=2.24.0",
    "setuptools": "!=48.0.0,!=49.0.0",
    "sphinx": "!=1.6.6,!=1.6.7,!=2.1.0,!=3.0.0,!=3.4.2",
    "urllib3": "",
}
UPSTREAM_JOBS = {
    "check-requirements",
    "openstack-cover-jobs",
    "openstack-python3-jobs",
    "openstack-tox",
    "publish-openstack-docs-pti",
    "release-notes-jobs-python3",
}
#: Of jobs in zuul.d/jobs.yaml of openstack/openstack-zuul-jobs.
UPSTREAM_NODESETS = {"ubuntu-noble", "debian-bookworm"}


def read(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


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


def tracked(tree: Path, *patterns: str) -> set[str]:
    """Return every file of a tree, by the path that git has for it.

    Where there is no git, or the tree is not under it, the test is skipped.
    """
    if not (tree / ".git").exists() or shutil.which("git") is None:
        pytest.skip("the list of files comes from git")
    names = run("git", "ls-files", "-z", *patterns, cwd=tree).split("\0")
    return {name for name in names if (tree / name).is_file()}


# -- archives


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as it stands, under git, without tags or a history."""
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


# -- what is in the tree


def problems_of(text: str) -> list[str]:
    """Return what openstack_requirements/check.py objects to in a file."""
    found = [] if text.endswith("\n") else ["no newline at the end"]
    names = []
    for line in text.splitlines():
        if not (bare := line.partition("#")[0].strip()):
            continue
        one = Requirement(bare)
        names.append(one.name)
        if one.name not in GLOBAL_REQUIREMENTS:
            found.append(f"{one.name}: not in openstack/requirements")
            continue
        if one.url or one.marker:
            found.append(f"{one.name}: another location or marker")
        excluded = {str(s) for s in one.specifier if s.operator in "!=<"}
        allowed = SpecifierSet(GLOBAL_REQUIREMENTS[one.name])
        if excluded - {str(spec) for spec in allowed}:
            found.append(f"{one.name}: excludes what is allowed there")
        if not any(spec.operator in (">", ">=") for spec in one.specifier):
            found.append(f"{one.name}: no lower bound")
    if len(names) != len(set(names)):
        found.append("two lines for one package")
    return found


@pytest.mark.parametrize("kind", ["", "test-", "doc/"])
def test_requirements_pass_the_check_of_openstack(kind: str) -> None:
    assert problems_of(read(f"{kind}requirements.txt")) == []


@pytest.mark.parametrize(
    "text",
    [
        *("sphinx>=7.4", "sphinx\n", "sphinx>=7.4,<10\n"),
        *("Sphinx>=7.4\n", "hypothesis>=6\n", "sphinx!=8.0,>=7.4\n"),
        "sphinx>=7.4;python_version>='3.12'\n",
        "pbr>=6\npbr>=6 # again\n",
    ],
)
def test_the_check_finds(text: str) -> None:
    assert problems_of(text)


def test_jobs_and_nodes_exist_and_run_environments_that_tox_has() -> None:
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(PROJECT / "tox.ini", encoding="utf-8")
    *parts, last = yaml.safe_load(read(".zuul.yaml"))
    jobs = {part["job"]["name"]: part["job"] for part in parts}
    named = list(last["project"]["templates"])
    for pipeline in ("check", "gate", "periodic"):
        named += last["project"][pipeline]["jobs"]
    for job in jobs.values():
        named.append(job["parent"])
        assert f"testenv:{job['vars']['tox_envlist']}" in tox
        assert job.get("nodeset", "ubuntu-noble") in UPSTREAM_NODESETS
    assert set(named) == UPSTREAM_JOBS | set(jobs)
    # A py311 of Zuul's would clash with an interpreter that is named for all.
    assert "base_python" not in tox["testenv"]
    # The template for documentation publishes a PDF of this name.
    assert '"doc-watcher-liaison-guide.tex"' in read("doc/source/conf.py")


def test_each_file_of_code_has_a_licence_header() -> None:
    names = tracked(PROJECT, "*.py", "*.js", "*.css", ".ci/run")
    header = "SPDX-License-Identifier: Apache-2.0"
    assert [one for one in names if header not in read(one)[:120]] == []


def test_readme_is_rendered_by_the_package_index() -> None:
    text = read("README.rst")
    settings = {"halt_level": 2, "report_level": 2, "raw_enabled": False}
    docutils.core.publish_doctree(text, settings_overrides=settings)
    # The index has none of the repository's files beside the text.
    for address in re.findall(r"image:: (\S+)|`__|<(\S+)>`_", text):
        assert all(not one or "://" in one for one in address)
