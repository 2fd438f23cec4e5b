# SPDX-License-Identifier: Apache-2.0
"""References to the guide and its checklists, from here and from elsewhere."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.util.inventory import InventoryFile

from tests.sphinxext.conftest import Build, build_project


def test_each_role_leads_to_its_target(unchanged: Build) -> None:
    assert unchanged().links("other") == {
        "Planning": "guide.html#liaison-section-planning",
        "Meeting": "guide.html#liaison-section-meeting",
        "Meet with {everybody} about <series>": "guide.html#liaison-step-meet",
        "words": "guide.html#liaison-step-meet",
        "Write the plan for tiny": "2030.1.html#2030-1-plan-tiny",
        "Tiny liaison": "guide.html#liaison-role-liaison",
        "Who helps": "guide.html#liaison-precedence-helping",
        "what helps": "guide.html#liaison-precedence-helping",
        "Late work": "guide.html#liaison-policy-late",
        # Terms are found under every name, in any case.
        "Freeze": "guide.html#liaison-term-freeze",
        "FROZEN": "guide.html#liaison-term-freeze",
        "rel": "guide.html#liaison-term-release",
        "real enough literature": "guide.html#liaison-term-release-2",
    }


def test_a_date_shows_all_days_of_its_event(unchanged: Build) -> None:
    day = '<time datetime="2029-11-15">Thu 15 Nov 2029</time>'
    assert f"the day ({day})" in unchanged().page("other")
    paragraphs = unchanged().tree("other").findall(nodes.paragraph)
    assert [one.astext() for one in paragraphs][-6:] == [
        "Thu 15 Nov 2029",
        "the day (Thu 15 Nov 2029)",
        "Mon 3 Dec 2029 – Fri 7 Dec 2029",
        "the talks (Mon 10 Dec 2029, Mon 7 Jan 2030 – Tue 8 Jan 2030)",
        "not scheduled",
        "the freeze (not scheduled)",
    ]


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
