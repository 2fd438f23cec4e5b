# SPDX-License-Identifier: Apache-2.0
"""Do what pages say, block by block, and look at what comes of it."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
import textwrap
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.documentation.conftest import SOURCE, blocks, edit, matches, steps
from tests.records.checkouts import commit, git
from tests.sphinxext.tiny import write_files

ROOT = SOURCE.parents[1]


def run(command: str, folder: Path) -> str:
    """Return what a command prints that must succeed."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:]
    return done.stdout


@pytest.fixture()
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty directory, for the two commands of the pages."""
    for name, module in {
        "watcher-liaison-guide": "watcher_liaison_guide",
        "sphinx-build": "sphinx",
    }.items():
        # The tree that is tested, whatever is installed.
        script = (
            f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m {module} "$@"'
        )
        write_files(tmp_path, {f"bin/{name}": f"#!/bin/sh\n{script}\n"})
        (tmp_path / "bin" / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    return tmp_path


#: What installs something or reads from the network.
NOT_HERE = (
    *("python3 -m venv", ". .venv", "pip install"),
    "watcher-liaison-guide records import",
)


def follow(page: str, place: Path) -> None:
    """Write each file that has a caption, and run each command."""
    for kind, caption, text in blocks(page):
        path, _, part = caption.partition(", ")
        if part == "one line":
            # It answers a question about a key.
            key = text.partition(":")[0]
            edit(place / path, rf"(?m)^  # {key}:.*\n", f"  {text}")
        elif path:
            write_files(place, {path: text})
        elif kind == "console":
            for command, shown in steps(text):
                if not command.startswith(NOT_HERE):
                    printed = run(command, place)
                    assert not shown or matches(printed, shown), printed


@pytest.mark.parametrize(
    ("page", "promised"),
    [
        (
            "tutorial/index.rst",
            {"cycles/2027.1.html": "ada", "index.html": "Thu 18 Feb 2027"},
        ),
        ("how-to/adopt.rst", {"index.html": "Thu 18 Feb 2027"}),
        ("how-to/myst.rst", {"index.html": 'id="liaison-policy-ffe"'}),
    ],
)
def test_the_page_leads_to_what_it_promises(
    page: str, promised: dict[str, str], place: Path
) -> None:
    if page == "how-to/myst.rst":
        pytest.importorskip("myst_parser")
    follow(page, place)
    if not (place / "out").is_dir():
        run("sphinx-build -q -W . out", place)
    for built, words in promised.items():
        assert words in (place / "out" / built).read_text(encoding="utf-8")


def test_the_lines_of_the_readme_build_without_a_warning(place: Path) -> None:
    readme = (ROOT / "README.rst").read_text(encoding="utf-8")
    conf, page = re.findall(
        r"(?:In ``conf.py``|in any page)::\n\n((?:    .*\n|\n)+)", readme
    )
    page = f"Us\n==\n\n{textwrap.dedent(page)}"
    write_files(place, {"conf.py": textwrap.dedent(conf), "index.rst": page})
    run("sphinx-build -q -W -n . out", place)
    assert "18 Feb 2027" in (place / "out/index.html").read_text("utf-8")


def test_a_new_guide_becomes_a_page_with_the_cycle_beside_it(
    place: Path,
) -> None:
    how_to = "how-to/another-team.rst"
    said = {kind: text for kind, _, text in blocks(how_to)}
    source = place / "doc" / "source"
    index = f"Docs\n====\n\n{said['rst']}"
    write_files(place, {"setup.cfg": said["ini"]})
    write_files(source, {"conf.py": said["python"], "index.rst": index})
    (place / "doc" / "data").mkdir()
    follow(how_to, place)
    shutil.move(place / "doc/guide/release-guide.rst", source)
    run("sphinx-build -q -W -n . out", source)
    page = (source / "out/release-guide.html").read_text(encoding="utf-8")
    assert "Puppet OpenStack" in page
    assert "Watcher" not in page


# -- the change for Watcher, in a tree with its configuration

HOW_TO = "how-to/openstack-documentation.rst"
#: What Watcher loads, but for what documents its own code.
EXTENSIONS = {
    "oslo_config.sphinxext": "oslo_config",
    "sphinx.ext.viewcode": "sphinx",
    "sphinxcontrib.httpdomain": "sphinxcontrib.httpdomain",
    "sphinxcontrib.pecanwsme.rest": "wsme",
    "stevedore.sphinxext": "stevedore",
    "openstackdocstheme": "openstackdocstheme",
    "sphinx.ext.napoleon": "sphinx",
    "sphinxcontrib.rsvgconverter": "sphinxcontrib.rsvgconverter",
}
CONF = """
extensions = {extensions}
source_suffix = ".rst"
master_doc = "index"
project = "Watcher"
suppress_warnings = ["app.add_directive"]
html_theme = "openstackdocs"
openstackdocs_repo_name = "openstack/watcher"
openstackdocs_pdf_link = True
openstackdocs_auto_name = False
latex_documents = [
    ("index", "doc-watcher.tex", "Watcher", "OpenStack Foundation", "manual")
]
latex_domain_indices = False
latex_elements = {{
    "makeindex": "",
    "printindex": "",
    "preamble": r"\\setcounter{{tocdepth}}{{3}}",
}}
latex_use_xindy = False
"""
PAGES = {
    "index.rst": "Watcher\n=======\n\n.. toctree::\n\n   words\n"
    "   contributor/index\n",
    "words.rst": "Words\n=====\n\nSee :ref:`glossary`.\n",
    "contributor/index.rst": "Contribution Guide\n==================\n\n"
    ".. toctree::\n   :maxdepth: 2\n\n   api_microversion_history\n",
    "contributor/api_microversion_history.rst": "History\n=======\n\n1.0\n",
}


def change_of(caption: str) -> str:
    """Return the block of the how-to that has a caption."""
    (text,) = (text for _, title, text in blocks(HOW_TO) if title == caption)
    return text


@pytest.fixture()
def tree(place: Path) -> Path:
    pytest.importorskip("openstackdocstheme")
    there = [name for name, module in EXTENSIONS.items() if find_spec(module)]
    source = place / "doc" / "source"
    write_files(source, {"conf.py": CONF.format(extensions=there), **PAGES})
    # The theme asks git for the day of the last change.
    git(place, "init", "-q")
    commit(place, "2026-10-01")
    return source


def adopt(tree: Path) -> None:
    added = change_of("doc/source/conf.py, at the end")
    edit(tree / "conf.py", r"\Z", added)
    names = change_of("doc/source/contributor/index.rst, in the toctree")
    edit(tree / "contributor/index.rst", r"\Z", textwrap.indent(names, "   "))
    place = tree / "contributor"
    shutil.copy(SOURCE / "contributor" / "release-guide.rst", place)
    shutil.copytree(SOURCE / "contributor" / "cycles", place / "cycles")


def build(tree: Path, builder: str) -> Path:
    run(f"sphinx-build -q -W --keep-going -b {builder} . ../{builder}", tree)
    return tree.parent / builder


def labels_of(folder: Path) -> str:
    return run(
        f"'{sys.executable}' -m sphinx.ext.intersphinx objects.inv", folder
    )


def test_the_change_builds_and_keeps_the_label(tree: Path) -> None:
    adopt(tree)
    built = build(tree, "html")
    assert "release-guide.html#glossary" in labels_of(built)
    cycles = built / "contributor" / "cycles"
    for suffix in ("html", "ics", "json"):
        assert (cycles / f"2027.1.{suffix}").is_file()
    # Links to pages of the future are not checked.
    setting = change_of("doc/source/conf.py, at the end")
    ignored = re.compile("|".join(re.findall(r'r"(.+)",', setting)))
    page = html.unescape((cycles / "2027.1.html").read_text("utf-8"))
    links = re.findall(r'href="(https://[^"]+)"', page)
    future = [one for one in links if re.search("indri|2027|jade", one)]
    assert future
    assert [one for one in future if not ignored.match(one)] == []


def test_the_plain_guide_builds_without_the_extension(tree: Path) -> None:
    ((command, _),) = steps(blocks(HOW_TO)[-1][2])
    run(command, tree.parents[1])
    edit(tree / "contributor/index.rst", r"\Z", "   release-guide\n")
    labels = labels_of(build(tree, "html"))
    assert "release-guide.html#glossary" in labels
    assert "release-guide.html#release-command-usage" in labels


def test_the_pdf_has_the_characters_of_the_html(tree: Path) -> None:
    if not all(map(shutil.which, ("latexmk", "xelatex", "pdftotext", "make"))):
        pytest.skip("XeLaTeX and pdftotext are not installed")
    adopt(tree)
    built = build(tree, "latex")
    options = "-halt-on-error -interaction=nonstopmode"
    run(f"make LATEXMKOPTS='{options}'", built)
    log = (built / "doc-watcher.log").read_text("utf-8", "replace")
    assert "Missing character" not in log
    text = run("pdftotext doc-watcher.pdf -", built)
    for character in "–’·“…":
        assert character in text
