# SPDX-License-Identifier: Apache-2.0
"""Nova's guide, the example of a guide on the one for all teams."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from sphinx.testing.util import SphinxTestApp

from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES

NOVA = Path(__file__).parents[2] / "examples" / "nova-guide"
BASE = EMBEDDED_GUIDES / "openstack"
WHERE = (f"--guide={NOVA}", f"--data={NOVA}", f"--cycles={NOVA / 'cycles'}")


def texts(value: Any) -> Iterator[str]:
    """Yield the texts in a file, without date expressions and such."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for key in value.keys() - {"window", "optional"}:
            yield from texts(value[key])


def read(folder: Path) -> tuple[int, set[str]]:
    """Return how long a guide's files are, and their sentences."""
    lines, found = 0, set()
    for path in (*folder.glob("*.yaml"), *folder.glob("sections/*.yaml")):
        content = path.read_text(encoding="utf-8")
        lines += sum(bool(line.strip()) for line in content.splitlines())
        for text in texts(yaml.safe_load(content)):
            for one in re.split(r"(?<=[.:?])\s+", " ".join(text.split())):
                if " " in one:
                    found.add(one.rstrip(".").lower())
    return lines, found


def test_it_is_short_and_repeats_no_sentence_of_the_base() -> None:
    lines, sentences = read(NOVA)
    assert lines <= 300
    assert len(sentences) > 80
    assert sentences & read(BASE)[1] == set()


def test_nothing_is_wrong_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *WHERE]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("No problems found: ")


def test_the_checklist_joins_nova_s_steps_with_the_base_s(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["checklist", "2026.2", "--format=json", *WHERE]) == 0
    items = json.loads(capsys.readouterr().out)["items"]
    applying = {one["step"] for one in items if one["applies"] != "no"}
    assert len(applying) >= 40
    assert {"m1-stable", "rw-release", "np-meeting-chair"} <= applying
    # It is not a SLURP cycle.
    assert "post-rc-oldest-compute" not in applying
    assert "post-rc-keep-oldest-compute" in applying
    by_step = {one["step"]: one for one in items}
    titles = [one["short"] for one in items]
    assert max(map(len, titles)) <= 48
    owners = {one["owner"]["role"] for one in items}
    assert "ptl" in owners
    assert "release-liaison" not in owners
    assert not [one for one in items if one["owner"]["people"]]
    for name in ("m1-library", "m2-library"):
        libraries = [one["deliverable"] for one in by_step[name]["items"]]
        assert libraries == ["os-traits", "os-resource-classes"]
    final = by_step["lf-final-library"]
    assert (final["deliverable"], final["due"]) == ("os-vif", "2026-08-20")
    assert final["starts"] == "release-team"
    freeze = by_step["m2-spec-freeze"]
    assert (freeze["due"], freeze["basis"]) == ("2026-06-11", "stated")


def test_the_documentation_builds_without_a_warning(
    tmp_path: Path, make_app: Callable[..., SphinxTestApp]
) -> None:
    source = shutil.copytree(NOVA, tmp_path / "nova-guide")
    app = make_app("html", srcdir=source)
    app.build()
    app.cleanup()
    assert app.warning.getvalue() == ""
    page = (app.outdir / "index.html").read_text(encoding="utf-8")
    assert "Non-client library release freeze" in page
    assert "Watcher" not in page
    checklist = app.outdir / "cycles" / "2026.2.html"
    assert "os-vif" in checklist.read_text(encoding="utf-8")
