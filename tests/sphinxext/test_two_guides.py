# SPDX-License-Identifier: Apache-2.0
"""Two guides in one documentation, which share steps, terms and cycles."""

from __future__ import annotations

import re
from collections import Counter

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build

SETTINGS = {
    "liaison_guides": {"second/": {"guide": "second-guide", "data": "data"}}
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
    "2029.2.cycle.yaml": 'cycle: "2029.2"\n',
    "data/calendars/2029.2.yaml": tiny.CALENDAR_BEFORE,
    "other.rst": "Other\n=====\n\n.. cycle-checklist:: 2030.1\n"
    "   :no-index:\n",
    "index.rst": """\
Top
===

.. toctree::
   :glob:

   guide
   20*
   other
   second/*

See :liaison:step:`second:cut`, :liaison:item:`second:2030.1/ask-lead`,
:term:`REL` and :term:`second:REL`.
""",
}


def test_nothing_of_two_guides_clashes(build: Build) -> None:
    built = build(settings=SETTINGS, **SECOND)
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


def test_on_one_page_for_all_no_id_is_there_twice(build: Build) -> None:
    built = build(builder="singlehtml", settings=SETTINGS, **SECOND)
    page = built.page("index")
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert {"2029-2-phase-planning", "2030-1-phase-planning"} <= ids.keys()
    assert "second-2030-1-ask-lead" in ids
    # Tables of two documents are Sphinx's, and share a number.
    assert {one for one, times in ids.items() if times > 1} <= {"id1"}
    # Some versions of Sphinx put two of "#" into references of their own.
    assert set(re.findall('href="#([^"#]+)"', page)) <= ids.keys()


def test_a_wrong_guide_and_a_team_with_two_are_warned_of(
    build: Build,
) -> None:
    built = build(
        settings={
            "liaison_guides": {
                "second": {"guide": "nowhere", "current_cycle": "?"},
                "third": {"guide": "guide"},
            }
        }
    )
    found = [one for one in built.warnings if "configuration" in one]
    assert found == [
        'conf.py:1: WARNING: The setting "liaison_guides: second: guide" is '
        '"nowhere", which is not a guide; its default is used. Name a '
        "directory, or one of: openstack, watcher. [liaison.configuration]",
        'conf.py:1: WARNING: The setting "liaison_guides: second: '
        'current_cycle" is "?", which names no cycle; its default is used. '
        "[liaison.configuration]",
        'guide/project.yaml:1:7: WARNING: The team "tiny" has two guides '
        'here, for the directories "" and "third", so the ticks and the '
        "calendar events of their checklists are the same. "
        "[liaison.configuration]",
    ]


def test_a_text_of_the_base_is_read_again_by_the_pages_of_both_teams(
    build: Build,
) -> None:
    files = {
        **SECOND,
        "base/guide.yaml": "title: Base\nsections: [releasing]\n",
        "base/project.yaml": "team: base\ndeliverables: {}\n",
        "base/roles.yaml": "liaison: {title: Liaison}\n",
        "base/sections/releasing.yaml": tiny.GUIDE["sections/releasing.yaml"],
    }
    for guide in ("guide", "second-guide"):
        head = f"extends: ../base\n{tiny.GUIDE['guide.yaml']}"
        files[f"{guide}/guide.yaml"] = head
        files[f"{guide}/sections/releasing.yaml"] = None
    assert build(settings=SETTINGS, **files).warnings == []
    for name, old, new, pages in (
        (
            "base/sections/releasing.yaml",
            "cut it",
            "slice",
            ("guide", "2030.1", "2029.2", "other", "second/guide"),
        ),
        ("second-guide/terms.yaml", "Nothing", "Little", ("second/guide",)),
    ):
        files[name] = files.get(name, tiny.PROJECT.get(name)).replace(old, new)
        built = build(settings=SETTINGS, **files)
        assert built.read == {*pages, "second/2030.1"}
        assert all(new in built.page(page) for page in pages)
