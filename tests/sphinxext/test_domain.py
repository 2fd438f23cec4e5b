# SPDX-License-Identifier: Apache-2.0
"""References to the guide and its checklists, from here and from elsewhere."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.util.inventory import InventoryFile

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build, build_project

#: References, their words, and where they lead.
REFERENCES = [
    (":liaison:section:`planning`", "Planning", "section-planning"),
    (":liaison:section:`meeting`", "Meeting", "section-meeting"),
    (":liaison:step:`cut`", "Cut the release", "step-cut"),
    (":liaison:step:`words <meet>`", "words", "step-meet"),
    (":liaison:role:`liaison`", "Tiny liaison", "role-liaison"),
    (":liaison:precedence:`helping`", "Who helps", "precedence-helping"),
    (":liaison:policy:`late`", "Late work", "policy-late"),
    (":any:`what helps <helping>`", "what helps", "precedence-helping"),
    (":ref:`liaison-section-planning`", "Planning", "section-planning"),
    # Terms are found under every name, in any case.
    (":term:`Freeze`", "Freeze", "term-freeze"),
    (":term:`FROZEN`", "FROZEN", "term-freeze"),
    (":term:`rel`", "rel", "term-release"),
    (
        ":term:`real enough literature`",
        "real enough literature",
        "term-release-2",
    ),
]
#: Dates, and the days that are shown.
DATES = [
    ("milestone-1", "Thu 15 Nov 2029"),
    ("the day <milestone-1>", "the day (Thu 15 Nov 2029)"),
    ("it <summit>", "it (Mon 10 Dec 2029, Mon 7 Jan 2030 – Tue 8 Jan 2030)"),
    ("spec-freeze", "not scheduled"),
    ("the freeze <spec-freeze>", "the freeze (not scheduled)"),
]
SEVERAL = """\
  summit:
    key: z-summit
    basis: stated
    occurrences:
      - {from: 2029-12-10, to: 2029-12-10, due: 2029-12-10}
      - {from: 2030-01-07, to: 2030-01-08, due: null}
"""
#: Labels that are like names of ours.
LABELS = ".. _planning:\n.. _meet:\n.. _freeze:\n\nLabels\n------\n\n"


def test_references_lead_to_their_targets_and_dates_are_shown(
    build: Build,
) -> None:
    words = [
        *(role for role, *_ in REFERENCES),
        ":liaison:item:`2030.1/plan/tiny`",
        *(f":liaison:date:`{date}`" for date, _ in DATES),
    ]
    built = build(
        **{
            "other.rst": f"Other\n=====\n\n{LABELS}" + "\n\n".join(words),
            "data/calendars/2030.1.yaml": tiny.CALENDAR + SEVERAL,
        }
    )
    assert built.warnings == []
    paragraphs = [*built.tree("other").findall(nodes.paragraph)]
    assert [one.astext() for one in paragraphs] == [
        *(words for _, words, _ in REFERENCES),
        "Write the plan for tiny",
        *(days for _, days in DATES),
    ]
    links = built.tree("other").findall(nodes.reference)
    assert [one["refuri"] for one in links] == [
        *(f"guide.html#liaison-{target}" for _, _, target in REFERENCES),
        "2030.1.html#2030-1-plan-tiny",
    ]
    day = '<time datetime="2029-11-15">Thu 15 Nov 2029</time>'
    assert f"the day ({day})" in built.page("other")


def test_the_inventory_has_everything_but_items(unchanged: Build) -> None:
    with (unchanged().out / "objects.inv").open("rb") as stream:
        inventory = InventoryFile.load(stream, "", lambda a, b: a + b)
    sections = {"planning", "meeting", "freezing", "releasing"}
    assert set(inventory["liaison:section"]) == sections
    assert {"meet", "talk", "cut"} <= set(inventory["liaison:step"])
    assert set(inventory["liaison:policy"]) == {"late"}
    assert "liaison" in inventory["liaison:role"]
    assert "liaison-section-planning" in inventory["std:label"]
    assert "freeze" in inventory["std:term"]
    # Thousands of items would slow down every build.
    assert "liaison:item" not in inventory


def test_another_project_links_to_a_step_and_a_term(
    unchanged: Build, tmp_path: Path
) -> None:
    inventory = unchanged().out / "objects.inv"
    (tmp_path / "conf.py").write_text(
        'extensions = ["sphinx.ext.intersphinx", "watcher_liaison_guide"]\n'
        f'intersphinx_mapping = {{"guide": ("https://example.org/", '
        f'"{inventory}")}}\n'
        "nitpicky = True\n"
    )
    (tmp_path / "index.rst").write_text(
        "Top\n===\n\n:liaison:step:`cut`, :term:`freeze`, "
        ":external:liaison:step:`it <meet>`\n"
    )
    built = build_project(tmp_path, "html", tmp_path / "out")
    assert built.app.warning.getvalue() == ""
    for target in ("step-cut", "term-freeze", "step-meet"):
        address = f"https://example.org/guide.html#liaison-{target}"
        assert f'href="{address}"' in built.page("index")
