# SPDX-License-Identifier: Apache-2.0
"""Builds small projects and gives what came of it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from tests.sphinxext import tiny

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclasses.dataclass
class Built:
    """A finished build."""

    app: SphinxTestApp
    source: Path

    @property
    def warnings(self) -> list[str]:
        """Each warning in its first line, paths relative to the source."""
        text = _COLOUR.sub("", self.app.warning.getvalue())
        return [
            line.replace(f"{self.source}/", "")
            for line in text.splitlines()
            if re.search(r": (WARNING|ERROR|CRITICAL|SEVERE): ", line)
            or line.startswith("WARNING: ")
        ]

    def page(self, name: str, suffix: str = ".html") -> str:
        """Give a page as it was written."""
        return (Path(self.app.outdir) / f"{name}{suffix}").read_text(
            encoding="utf-8"
        )

    def tree(self, name: str) -> Any:
        """Give the resolved doctree of a document."""
        return self.app.env.get_and_resolve_doctree(name, self.app.builder)


@pytest.fixture
def build(
    tmp_path: Path, make_app: Callable[..., SphinxTestApp]
) -> Callable[..., Built]:
    """Give a function that writes the small project and builds it.

    Files are replaced by keyword arguments; ``builder``, ``settings`` and
    ``parallel`` are for the build. A second call builds again.
    """

    def run(
        *,
        builder: str = "html",
        settings: dict[str, Any] | None = None,
        parallel: int = 0,
        folder: str = "project",
        write: bool = True,
        **changed: str | None,
    ) -> Built:
        source = tmp_path / folder
        if write:
            tiny.write(source, **changed)
        app = make_app(
            builder,
            srcdir=source,
            builddir=tmp_path / f"{folder}-{builder}",
            confoverrides=settings or {},
            parallel=parallel,
        )
        app.build()
        # Else the next application warns of what this one registered.
        app.cleanup()
        return Built(app, source)

    return run
