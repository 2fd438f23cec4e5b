# SPDX-License-Identifier: Apache-2.0
"""Two guides in one documentation, which share steps, terms and cycles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.sphinxext import tiny

Build = Callable[..., Any]
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
    assert page.count('href="../guide.html#') == 1
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


def test_a_change_shows_on_the_pages_of_its_guide_only(build: Build) -> None:
    built = build(settings={"liaison_guides": GUIDES}, **SECOND)
    path = built.source / "second-guide" / "sections" / "releasing.yaml"
    path.write_text(path.read_text().replace("Cut the", "Cut our"))
    again = build(write=False, settings={"liaison_guides": GUIDES})
    assert [
        name
        for name in sorted(again.app.env.found_docs)
        if "Cut our" in again.page(name)
    ] == ["index", "second/2030.1", "second/guide"]


@pytest.mark.parametrize(
    ("guides", "told"),
    [
        (
            {"second": "second-guide"},
            'The setting "liaison_guides" is not as it has to be. Write '
            '{"FOLDER": {"guide": "...", "data": "..."}}; the keys are guide, '
            "data, current_cycle.",
        ),
        (
            {"second": {"guide": "nowhere"}},
            'The setting "liaison_guides: second: guide" is "nowhere", which '
            "is no guide; its default is used.",
        ),
        (
            {"second": {"guide": "guide"}},
            'The team "tiny" has two guides here, for the folders "" and '
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
