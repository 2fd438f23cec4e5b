# SPDX-License-Identifier: Apache-2.0
"""Do what a page says, block by block, and compare what is printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.documentation.test_pages import SOURCE, matches

BLOCK = re.compile(
    r"(?m)^\.\. code-block:: (?P<kind>\S+)\n"
    r"(?:   :caption: (?P<caption>.*)\n)?\n(?P<text>(?:   .*\n|\n)+)"
)
#: What installs something or reads from the network.
NOT_HERE = (
    *("python3 -m venv", ". .venv", "pip install"),
    "watcher-liaison-guide records import",
)


def follow(page: str, place: Path) -> None:
    """Write each file that has a caption, and run each command."""
    for block in BLOCK.finditer((SOURCE / page).read_text(encoding="utf-8")):
        text = textwrap.dedent(block["text"]).strip("\n")
        path, _, part = (block["caption"] or "").partition(", ")
        if part == "one line":
            change_line(place / path, text)
        elif path:
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_text(text + "\n", encoding="utf-8")
        elif block["kind"] == "console":
            run_all(text, place)


def change_line(path: Path, line: str) -> None:
    """Replace the question about a key by its answer."""
    key = line.partition(":")[0]
    before = path.read_text(encoding="utf-8")
    after, count = re.subn(rf"(?m)^  # {key}:.*$", f"  {line}", before)
    assert count == 1
    path.write_text(after, encoding="utf-8")


def run_all(text: str, place: Path) -> None:
    for step in re.split(r"(?m)^\$ ", text.replace("\\\n", ""))[1:]:
        command, _, shown = step.rstrip("\n").partition("\n")
        if command.startswith(NOT_HERE):
            continue
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=place,
            env={
                **os.environ,
                "PATH": f"{place / 'bin'}:{os.environ['PATH']}",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, done.stdout
        assert not shown or matches(done.stdout, shown), done.stdout


@pytest.fixture()
def place(tmp_path: Path) -> Path:
    """Return an empty directory with the two commands of the pages."""
    (tmp_path / "bin").mkdir()
    for name, module in {
        "watcher-liaison-guide": "watcher_liaison_guide",
        "sphinx-build": "sphinx",
    }.items():
        script = tmp_path / "bin" / name
        # The tree that is tested, whatever is installed.
        root = Path(__file__).parents[2]
        script.write_text(
            f'#!/bin/sh\nPYTHONPATH="{root}" exec "{sys.executable}" '
            f'-m {module} "$@"\n',
            encoding="utf-8",
        )
        script.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(
    ("page", "promised"),
    [
        (
            "tutorial/index.rst",
            {"cycles/2027.1.html": "ada", "index.html": "Thu 18 Feb 2027"},
        ),
        ("how-to/adopt.rst", {"index.html": "Thu 18 Feb 2027"}),
        ("how-to/another-team.rst", {}),
        ("how-to/myst.rst", {"index.html": "Thu 18 Feb 2027"}),
    ],
)
def test_the_page_leads_to_what_it_promises(
    page: str, promised: dict[str, str], place: Path
) -> None:
    if page == "how-to/myst.rst":
        pytest.importorskip("myst_parser")
    follow(page, place)
    if promised and not (place / "out").is_dir():
        run_all("$ sphinx-build -q -W . out", place)
    for built, words in promised.items():
        assert words in (place / "out" / built).read_text(encoding="utf-8")


def test_the_lines_of_the_readme_build_without_a_warning(place: Path) -> None:
    readme = (SOURCE.parents[1] / "README.rst").read_text(encoding="utf-8")
    conf, page = re.findall(
        r"(?:In ``conf.py``|in any page)::\n\n((?:    .*\n|\n)+)", readme
    )
    (place / "conf.py").write_text(textwrap.dedent(conf), "utf-8")
    page = f"Us\n==\n\n{textwrap.dedent(page)}"
    (place / "index.rst").write_text(page, "utf-8")
    run_all("$ sphinx-build -q -W -n . out", place)
    built = (place / "out/index.html").read_text(encoding="utf-8")
    assert "18 Feb 2027" in built


def test_a_new_guide_becomes_a_page_with_the_cycle_beside_it(
    place: Path,
) -> None:
    conf = 'extensions = ["watcher_liaison_guide"]\nliaison_guide = "guide"\n'
    (place / "conf.py").write_text(conf, "utf-8")
    index = "Docs\n====\n\n.. toctree::\n   :glob:\n\n   page\n   cycles/*\n"
    (place / "index.rst").write_text(index, "utf-8")
    run_all(
        "$ watcher-liaison-guide new-guide guide\n"
        "$ watcher-liaison-guide new-cycle 2027.1 --guide guide --into cycles"
        "\n$ mv guide/release-guide.rst page.rst\n"
        "$ sphinx-build -q -W -n . out",
        place,
    )
    page = (place / "out/page.html").read_text(encoding="utf-8")
    assert "Aurora" in page
    assert "Watcher" not in page
