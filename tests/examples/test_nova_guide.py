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
from watcher_liaison_guide.records import load_records

NOVA = Path(__file__).parents[2] / "examples" / "nova-guide"
BASE = EMBEDDED_GUIDES / "openstack"
WHERE = (f"--guide={NOVA}", f"--data={NOVA}", f"--cycles={NOVA / 'cycles'}")
#: What an example must show, besides what it takes from the base.
OWN_STEPS = (
    "np-meeting-chair",
    "ptg-priorities",
    "ptg-runways",
    "post-ptg-priorities-spec",
    "m1-library",
    "m1-launchpad",
    "lf-final-library",
    "rc-rpc-aliases",
    "post-rc-oldest-compute",
    "post-rc-keep-oldest-compute",
    "post-rc-register-milestones",
)


def files(folder: Path) -> list[Path]:
    """Return the files of a guide, without records and cycle files."""
    return [*folder.glob("*.yaml"), *folder.glob("sections/*.yaml")]


def texts(value: Any) -> Iterator[str]:
    """Yield the texts in a file, without date expressions and such."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in ("window", "optional"):
                yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def sentences(folder: Path) -> set[str]:
    """Return what is said in a guide's files, sentence by sentence."""
    found = set()
    for path in files(folder):
        for text in texts(yaml.safe_load(path.read_text(encoding="utf-8"))):
            for one in re.split(r"(?<=[.:?])\s+", " ".join(text.split())):
                if " " in one:
                    found.add(one.rstrip(".").lower())
    return found


@pytest.fixture
def items(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return the top-level items of the checklist of 2026.2, by step."""
    status = main(["checklist", "2026.2", "--format=json", *WHERE])
    printed = capsys.readouterr()
    assert status == 0, printed.err
    found: dict[str, list[Any]] = {}
    for item in json.loads(printed.out)["items"]:
        found.setdefault(item["step"], []).append(item)
    return found


def test_the_guide_is_short() -> None:
    lines = [
        line
        for path in files(NOVA)
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert sum(bool(line.strip()) for line in lines) <= 300


def test_nothing_is_wrong_with_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", *WHERE]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("No problems found: ")


def test_it_repeats_no_sentence_of_the_base() -> None:
    assert len(sentences(NOVA)) > 80
    assert sentences(NOVA) & sentences(BASE) == set()


def test_each_step_has_a_short_title() -> None:
    titles = [
        step["short"]
        for path in NOVA.glob("sections/*.yaml")
        for step in yaml.safe_load(path.read_text("utf-8")).get("steps", ())
    ]
    assert len(titles) > 20
    assert max(map(len, titles)) <= 48


def test_the_checklist_joins_nova_s_steps_with_the_base_s(
    items: dict[str, Any],
) -> None:
    every = [one for members in items.values() for one in members]
    applying = {one["step"] for one in every if one["applies"] != "no"}
    assert len(applying) >= 40
    assert {"m1-client", "rc1-answer", "rw-release"} <= applying
    assert set(OWN_STEPS) - applying == {"post-rc-oldest-compute"}
    assert "post-ptg-rfe-bugs" not in items
    owners = {one["owner"]["role"] for one in every}
    assert "ptl" in owners
    assert "release-liaison" not in owners
    (group,) = items["m1-library"]
    libraries = [one["deliverable"] for one in group["items"]]
    assert libraries == ["os-traits", "os-resource-classes"]
    (final,) = items["lf-final-library"]
    assert (final["deliverable"], final["due"]) == ("os-vif", "2026-08-20")
    (freeze,) = items["m2-spec-freeze"]
    assert (freeze["due"], freeze["basis"]) == ("2026-06-11", "stated")


def test_the_records_name_no_people() -> None:
    records, problems = load_records(NOVA / "records" / "2026.2.yaml")
    assert problems == []
    assert records is not None
    assert (records.team, records.release) == ("nova", "2026.2")
    assert not records.liaisons


def test_the_documentation_builds_without_a_warning(
    tmp_path: Path, make_app: Callable[..., SphinxTestApp]
) -> None:
    source = tmp_path / "nova-guide"
    shutil.copytree(NOVA, source)
    app = make_app("html", srcdir=source)
    app.build()
    app.cleanup()
    assert app.warning.getvalue() == ""
    page = (app.outdir / "index.html").read_text(encoding="utf-8")
    assert "Non-client library release freeze" in page
    assert "Watcher" not in page
    checklist = app.outdir / "cycles" / "2026.2.html"
    assert "os-vif" in checklist.read_text(encoding="utf-8")
