# SPDX-License-Identifier: Apache-2.0
"""The change for Watcher, made in a tree with Watcher's configuration."""

from __future__ import annotations

import html
import importlib.util
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.records.checkouts import commit, git
from watcher_liaison_guide.cli.main import main

SOURCE = Path(__file__).parents[2] / "doc" / "source"
HOW_TO = SOURCE / "how-to" / "openstack-documentation.rst"
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
copyright = "OpenStack Foundation"
suppress_warnings = ["app.add_directive"]
pygments_style = "native"
html_theme = "openstackdocs"
openstackdocs_repo_name = "openstack/watcher"
openstackdocs_pdf_link = True
openstackdocs_auto_name = False
openstackdocs_bug_project = "watcher"
openstackdocs_bug_tag = ""
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
    text = HOW_TO.read_text(encoding="utf-8")
    pattern = rf"   :caption: {re.escape(caption)}\n\n((?:   .*\n|\n)+)"
    (found,) = re.findall(pattern, text)
    return textwrap.dedent(found).strip()


@pytest.fixture()
def tree(tmp_path: Path) -> Path:
    if importlib.util.find_spec("openstackdocstheme") is None:
        pytest.skip("openstackdocstheme is not installed")
    there = [
        name
        for name, module in EXTENSIONS.items()
        if importlib.util.find_spec(module) is not None
    ]
    source = tmp_path / "doc" / "source"
    (source / "contributor").mkdir(parents=True)
    (source / "conf.py").write_text(CONF.format(extensions=there), "utf-8")
    for name, text in PAGES.items():
        (source / name).write_text(text, encoding="utf-8")
    # The theme asks git for the day of the last change.
    git(tmp_path, "init", "-q")
    commit(tmp_path, "2026-10-01")
    return source


def list_in_toctree(tree: Path, names: str) -> None:
    index = tree / "contributor" / "index.rst"
    lines = textwrap.indent(names, "   ")
    index.write_text(index.read_text("utf-8") + lines + "\n", "utf-8")


def adopt(tree: Path) -> None:
    conf = tree / "conf.py"
    added = change_of("doc/source/conf.py, at the end")
    conf.write_text(conf.read_text("utf-8") + added + "\n", "utf-8")
    names = change_of("doc/source/contributor/index.rst, in the toctree")
    list_in_toctree(tree, names)
    place = tree / "contributor"
    shutil.copy(SOURCE / "contributor" / "release-guide.rst", place)
    shutil.copytree(SOURCE / "contributor" / "cycles", place / "cycles")


def run(*words: str, cwd: Path) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return done.stdout


def build(tree: Path, builder: str) -> Path:
    words = ("-q", "-W", "--keep-going", "-b", builder, ".", f"../{builder}")
    run(sys.executable, "-m", "sphinx", *words, cwd=tree)
    return tree.parent / builder


def labels_of(folder: Path) -> str:
    module = "sphinx.ext.intersphinx"
    return run(sys.executable, "-m", module, "objects.inv", cwd=folder)


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


def test_the_plain_guide_builds_without_the_extension(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["guide", "--format", "rst"]) == 0
    page = tree / "contributor" / "release-guide.rst"
    page.write_text(capsys.readouterr().out, encoding="utf-8")
    list_in_toctree(tree, "release-guide")
    labels = labels_of(build(tree, "html"))
    assert "release-guide.html#glossary" in labels
    assert "release-guide.html#release-command-usage" in labels


def test_the_pdf_has_the_characters_of_the_html(tree: Path) -> None:
    if not all(map(shutil.which, ("latexmk", "xelatex", "pdftotext", "make"))):
        pytest.skip("XeLaTeX and pdftotext are not installed")
    adopt(tree)
    built = build(tree, "latex")
    options = "LATEXMKOPTS=-halt-on-error -interaction=nonstopmode"
    run("make", options, cwd=built)
    log = (built / "doc-watcher.log").read_text("utf-8", "replace")
    assert "Missing character" not in log
    text = run("pdftotext", "doc-watcher.pdf", "-", cwd=built)
    for character in "–’·“…":
        assert character in text
