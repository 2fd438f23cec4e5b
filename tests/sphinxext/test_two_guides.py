# SPDX-License-Identifier: Apache-2.0
"""Two guides in one documentation, which share steps, terms and cycles."""

from __future__ import annotations

import html
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sphinxext import rebuilt, tiny
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES

Build = Callable[..., Any]
NOVA = Path(__file__).parents[2] / "examples" / "nova-guide"
GUIDES = {
    "second/": {"guide": "second-guide", "data": "data"},
}
SECOND = {
    **{f"second-guide/{name}": text for name, text in tiny.GUIDE.items()},
    "second-guide/project.yaml": tiny.GUIDE["project.yaml"].replace(
        "team: tiny", "team: Second Team"
    ),
    "second/guide.rst": tiny.GUIDE_PAGE.replace(" tiny", " Second Team")
    .replace("The guide", "Second guide")
    .replace("Words", "More words")
    .replace("=====", "=" * 12)
    + "\nOf the other: :liaison:step:`:cut`, see :term:`REL`.\n",
    "second/2030.1.cycle.yaml": tiny.CYCLE,
    "index.rst": """\
Top
===

.. toctree::
   :glob:

   guide
   2030.1
   other
   second/*

See :liaison:step:`second:cut`, :liaison:item:`second:2030.1/ask-lead`,
:term:`REL` and :term:`second:REL`.
""",
}


def test_nothing_of_two_guides_clashes(build: Build) -> None:
    built = build(settings={"liaison_guides": GUIDES}, **SECOND)
    assert built.warnings == []
    top, page = built.page("index"), built.page("second/guide")
    for address in (
        "second/guide.html#second-liaison-step-cut",
        "second/2030.1.html#second-2030-1-ask-lead",
        '"guide.html#liaison-term-release',
        "second/guide.html#second-liaison-term-release",
    ):
        assert address in top
    assert 'href="../guide.html#liaison-step-cut"' in page
    # Whatever the guide itself refers to is its own.
    assert page.count('href="../guide.html#liaison-') == 1
    assert 'href="#second-liaison-step-cut"' in page
    assert 'href="#second-liaison-term-freeze"' in page
    assert 'href="2030.1.html#second-2030-1-' in page
    assert "second:" not in built.page("genindex")
    teams = [
        re.findall('data-liaison-team="([^"]*)"', built.page(name))
        for name in ("2030.1", "second/2030.1")
    ]
    assert teams == [["tiny"], ["Second Team"]]
    first, second = (
        set(re.findall(r"UID:(.*)", built.page(name, ".ics")))
        for name in ("2030.1", "second/2030.1")
    )
    assert first
    assert not first & second


def test_on_one_page_no_id_is_there_twice(build: Build) -> None:
    built = build(
        builder="singlehtml", settings={"liaison_guides": GUIDES}, **SECOND
    )
    ids = Counter(re.findall(r'\sid="([^"]+)"', built.page("index")))
    assert "second-2030-1-ask-lead" in ids
    # Tables of two documents are Sphinx's, and share a number.
    assert {one for one, times in ids.items() if times > 1} <= {"id1"}


@pytest.mark.parametrize(
    ("guides", "told"),
    [
        (
            {"second": "second-guide"},
            'The setting "liaison_guides" is malformed. Write '
            '{"FOLDER": {"guide": "...", "data": "..."}}; the keys are guide, '
            "data, current_cycle.",
        ),
        (
            {"second": {"guide": "nowhere"}},
            'The setting "liaison_guides: second: guide" is "nowhere", which '
            "is not a guide; its default is used.",
        ),
        (
            {"second": {"guide": "guide"}},
            'The team "tiny" has two guides here, for the directories "" and '
            '"second", so the ticks and the calendar events of their '
            "checklists are the same.",
        ),
    ],
)
def test_a_wrong_value_is_a_warning(
    build: Build, guides: Any, told: str
) -> None:
    built = build(settings={"liaison_guides": guides})
    found = [one for one in built.warnings if "configuration" in one]
    assert len(found) == 1
    assert told in found[0]


def test_a_text_of_the_base_is_read_again_by_the_pages_of_both_teams(
    tmp_path: Path,
) -> None:
    source = tmp_path / "source"
    guides = tmp_path / "guides"
    for name, folder in (
        ("openstack", EMBEDDED_GUIDES / "openstack"),
        ("watcher", EMBEDDED_GUIDES / "watcher"),
        ("nova", NOVA),
    ):
        shutil.copytree(folder, guides / name)
        head = guides / name / "guide.yaml"
        text = head.read_text("utf-8")
        head.write_text(
            text.replace("extends: openstack", "extends: ../openstack"),
            "utf-8",
        )
    conf = (
        'extensions = ["watcher_liaison_guide"]\n'
        'liaison_guide = "../guides/watcher"\nliaison_guides = {"nova": '
        '{"guide": "../guides/nova", "data": "../guides/nova"}}\n'
    )
    pages = {"conf.py": conf, "index.rst": "Top\n===\n"}
    for team in ("watcher", "nova"):
        for section in ("milestone-1", "milestone-2"):
            pages[f"{team}/{section}.rst"] = (
                f"{section}\n===========\n\n.. milestone:: {section}\n"
            )
        pages[f"{team}/2026.2.cycle.yaml"] = 'cycle: "2026.2"\n'
    for name, text in pages.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    project = rebuilt.Project(source)
    assert len(project.build()[0]) == 7
    path = guides / "openstack" / "sections" / "milestone-1.yaml"
    text = path.read_text("utf-8")
    assert text.count("Review the release team's patch") == 1
    path.write_text(text.replace("Review the release", "Read the release"))
    read, _ = project.build()
    assert read == {
        f"{team}/{page}"
        for team in ("watcher", "nova")
        for page in ("milestone-1", "2026.2")
    }
    for name in read:
        page = project.pages()[f"{name}.html"]
        words = "Read the release team's patch"
        assert words in html.unescape(page).replace("’", "'")
    # A file of one team concerns its pages only.
    with (guides / "nova" / "guide.yaml").open("a") as head:
        head.write("\n")
    read, _ = project.build()
    assert {name.partition("/")[0] for name in read} == {"nova"}
