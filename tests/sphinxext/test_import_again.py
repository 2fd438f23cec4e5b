# SPDX-License-Identifier: Apache-2.0
"""Import a schedule, build a page, import a later state, and build again."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
import hypothesis.strategies as st
from sphinx.application import Sphinx

from tests.checklist.test_imports import (
    RELEASE,
    Later,
    imported,
    write_state,
)
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.export.wording import day

#: How many cases are tried; CASES=500 tries more.
BOUNDED = hypothesis.settings(
    max_examples=int(os.environ.get("CASES", "3")),
    phases=[hypothesis.Phase.generate],
)
CONF = """\
extensions = ["watcher_liaison_guide"]
liaison_data = "data"
suppress_warnings = ["liaison"]
"""


def build(root: Path) -> str:
    """Build the documentation in *root* again; return the cycle's page."""
    app = Sphinx(
        root, root, root / "out", root / "doctrees", "html",
        status=None, warning=None,
    )  # fmt: skip
    app.build()
    page = root / "out" / f"{RELEASE}.html"
    return page.read_text(encoding="utf-8")


@BOUNDED
@hypothesis.given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_page_shows_the_second_state(first: int, second: int) -> None:
    with TemporaryDirectory() as name:
        root = Path(name)
        (root / "conf.py").write_text(CONF, encoding="utf-8")
        (root / "index.rst").write_text(
            f"Index\n=====\n\n.. toctree::\n\n   {RELEASE}\n", encoding="utf-8"
        )
        (root / f"{RELEASE}.cycle.yaml").write_text(
            f'cycle: "{RELEASE}"\n', encoding="utf-8"
        )
        states = [root / "first", root / "second"]
        for number, state in enumerate(states):
            maker = Later(first, second if number else first)
            write_state(state, maker.make(), str(number) * 40)
            calendar = imported(state, root / "data")
            page = build(root)
            release = calendar.events["release"].due
            assert release is not None
            assert f'datetime="{release.isoformat()}"' in page
            assert day(release) in page
        assert main(["calendar", "diff", *map(str, states)]) in (0, 1)
