# SPDX-License-Identifier: Apache-2.0
"""OpenStack's rules for a project: requirements, jobs, headers, metadata."""

from __future__ import annotations

import configparser
import re
import subprocess
import tomllib
from pathlib import Path

import docutils.core
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

PROJECT = Path(__file__).parents[1]
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


def test_names_and_versions_agree() -> None:
    # The template for documentation publishes a PDF of this name.
    assert '"doc-watcher-liaison-guide.tex"' in read("doc/source/conf.py")
    metadata = tomllib.loads(read("pyproject.toml"))["project"]
    versions = re.findall(r":: (3\.\d+)\n", "\n".join(metadata["classifiers"]))
    assert metadata["requires-python"] == f">={versions[0]}"


def test_each_file_of_code_has_a_licence_header() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.js", "*.css", ".ci/run"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    ).stdout.split("\n")
    names = [name for name in listed if (PROJECT / name).is_file()]
    header = "SPDX-License-Identifier: Apache-2.0"
    assert [one for one in names if header not in read(one)[:120]] == []


def test_readme_is_rendered_by_the_package_index() -> None:
    text = read("README.rst")
    settings = {"halt_level": 2, "report_level": 2, "raw_enabled": False}
    docutils.core.publish_doctree(text, settings_overrides=settings)
    # The index has none of the repository's files beside the text.
    for address in re.findall(r"image:: (\S+)|`__|<(\S+)>`_", text):
        assert all(not one or "://" in one for one in address)
