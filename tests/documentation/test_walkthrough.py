# SPDX-License-Identifier: Apache-2.0
"""Walks the ways that the pages describe, from nothing to a built page."""

import itertools
import shutil
import textwrap
from pathlib import Path

import pytest
from sphinx.cmd.build import build_main

from watcher_liaison_guide.cli.main import main

DOCUMENTATION = Path(__file__).parents[2] / "doc" / "source"
CONF = 'extensions = ["watcher_liaison_guide"]\nliaison_guide = "watcher"\n'
INDEX = """\
Docs
====

.. toctree::
   :maxdepth: 1
   :glob:
   :reversed:

   contributor/cycles/*
"""


@pytest.fixture()
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with nothing in it but the lines of the pages."""
    source = tmp_path / "doc" / "source"
    source.mkdir(parents=True)
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    (source / "index.rst").write_text(INDEX, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(*options: str) -> int:
    """Build as OpenStack does: each warning is an error."""
    return build_main(
        ["-q", "-W", "-n", *options, "doc/source", "doc/build/html"]
    )


def block_after(words: str, text: str) -> str:
    """Return the indented lines that come after some words."""
    lines = text.partition(words)[2].splitlines()
    inside = itertools.takewhile(
        lambda line: not line or line.startswith(" "), lines
    )
    return textwrap.dedent("\n".join(inside))


def test_the_lines_of_the_readme_build_without_a_warning(
    project: Path,
) -> None:
    readme = (DOCUMENTATION.parents[1] / "README.rst").read_text("utf-8")
    conf = block_after("In ``conf.py``::\n\n", readme)
    page = block_after("and in any page::\n\n", readme)
    source = project / "doc" / "source"
    (source / "conf.py").write_text(conf, encoding="utf-8")
    (source / "index.rst").write_text(f"Us\n==\n\n{page}\n", "utf-8")
    assert build() == 0
    built = (project / "doc/build/html/index.html").read_text("utf-8")
    assert "18 Feb 2027" in built


def test_a_new_guide_becomes_a_page_with_the_cycle_beside_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new-guide", "doc/guide"]) == 0
    assert main(["new-cycle", "2027.1", "--guide", "doc/guide"]) == 0
    source = project / "doc" / "source"
    shutil.move("doc/guide/release-guide.rst", source / "guide.rst")
    (source / "index.rst").write_text(f"{INDEX}   guide\n", encoding="utf-8")
    assert build("-D", "liaison_guide=../guide") == 0
    page = (project / "doc/build/html/guide.html").read_text("utf-8")
    assert "Aurora" in page
    assert "Watcher" not in page
