# SPDX-License-Identifier: Apache-2.0
"""Builds small projects and gives what came of it."""

from __future__ import annotations

import dataclasses
import filecmp
import functools
import gettext
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from tests.cli.conftest import run  # noqa: F401 - a fixture
from tests.sphinxext import tiny


@dataclasses.dataclass
class Built:
    app: SphinxTestApp
    source: Path
    #: The documents that were read.
    read: set[str]

    @property
    def warnings(self) -> list[str]:
        """Each warning in its first line, paths relative to the source."""
        text = re.sub(r"\x1b\[[0-9;]*m", "", self.app.warning.getvalue())
        return [
            line.replace(f"{self.source}/", "")
            for line in text.splitlines()
            if re.search(r": (WARNING|ERROR|CRITICAL|SEVERE): ", line)
            or line.startswith("WARNING: ")
        ]

    @property
    def out(self) -> Path:
        return Path(self.app.outdir)

    def page(self, name: str, suffix: str = ".html") -> str:
        return (self.out / f"{name}{suffix}").read_text(encoding="utf-8")

    def pages(self) -> dict[str, str]:
        """Return what each page and file of a cycle shows.

        What Sphinx puts around a page, such as the navigation, is as old as
        the page.
        """
        found = {}
        for path in self.out.rglob("*"):
            if path.suffix in (".html", ".ics", ".json", ".tex"):
                text = path.read_text(encoding="utf-8")
                _, _, body = text.partition('role="main"')
                found[path.relative_to(self.out).as_posix()] = (
                    body.partition('class="sphinxsidebar"')[0] or text
                )
        return found

    def tree(self, name: str) -> Any:
        """Return the doctree of a document with its references resolved."""
        doctree = self.app.env.get_doctree(name)
        self.app.env.apply_post_transforms(doctree, name)
        return doctree


Build = Callable[..., Built]


def build_project(
    source: Path, builder: str, out: Path, **settings: Any
) -> Built:
    # They keep what they have read for as long as the process lives, and go
    # by size and time. What gettext keeps has no other door, and no type.
    gettext._translations.clear()  # type: ignore[attr-defined]
    filecmp.clear_cache()
    app = SphinxTestApp(
        builder,
        srcdir=source,
        builddir=out,
        warning=StringIO(),
        confoverrides=settings,
    )
    read: set[str] = set()
    app.connect("source-read", lambda app, name, text: read.add(name))
    try:
        app.build()
    finally:
        # Else the next application warns of what this one registered.
        app.cleanup()
    return Built(app, source, read)


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return a function that writes the small project and builds it.

    Files are replaced by keyword arguments. A second call builds again.
    """

    def write_and_build(
        *,
        builder: str = "html",
        settings: dict[str, Any] | None = None,
        **changed: str | None,
    ) -> Built:
        source = tiny.write(tmp_path / "project", **changed)
        out = tmp_path / f"project-{builder}"
        return build_project(source, builder, out, **settings or {})

    return write_and_build


#: An extension that has a node of its own for EPUB, and for nothing else, and
#: reads all files in YAML.
ANOTHER = """
from docutils import nodes

class other(nodes.Element):
    pass

def visit(self, node):
    pass

def setup(app):
    app.add_node(other, epub=(visit, visit))
    app.add_source_suffix(".yaml", "restructuredtext")

# Sphinx adds to its default, for every later build of the process too.
source_suffix = {".rst": "restructuredtext"}
exclude_patterns = ["guide", "data"]
"""


@pytest.fixture(scope="session")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a function that has the small project built, once by each."""
    folder = tmp_path_factory.mktemp("unchanged")
    source = tiny.write(folder / "project", **{"conf.py": tiny.CONF + ANOTHER})
    settings = {
        "man_pages": [("index", "tiny", "Tiny", "", 7)],
        "linkcheck_ignore": [".*"],
        "version": "1",
        "copyright": "nobody",
        "html_baseurl": "https://example.org/docs",
        "liaison_latest_url": "https://example.org/now",
    }

    @functools.cache
    def built(builder: str = "html") -> Built:
        # Files are found also where pages have other names.
        suffix = ".htm" if builder == "dirhtml" else ".html"
        more = {**settings, "html_file_suffix": suffix}
        return build_project(source, builder, folder / builder, **more)

    return built
