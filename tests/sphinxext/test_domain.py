# SPDX-License-Identifier: Apache-2.0
"""References to the guide and its checklists, from here and from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes
from sphinx.util.inventory import InventoryFile

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build, build_project

REFERENCES = """\
Other
=====

* :liaison:section:`planning`
* :liaison:section:`meeting`
* :liaison:step:`meet`
* :liaison:step:`words <meet>`
* :liaison:item:`2030.1/plan/tiny`
* :liaison:role:`liaison`
* :liaison:precedence:`helping`
* :liaison:policy:`late`
* :any:`what helps <helping>`
* :ref:`liaison-section-planning`
* :liaison:date:`milestone-1`
* :liaison:date:`the day <milestone-1>`
* :term:`Freeze`
* :term:`FROZEN`
* :term:`rel`
* :term:`real enough literature`

.. _planning:
.. _meet:
.. _freeze:

Labels that are like names of ours
----------------------------------
"""


def test_each_role_leads_to_its_target(build: Build) -> None:
    built = build(**{"other.rst": REFERENCES})
    assert built.warnings == []
    assert built.links("other") == {
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
    page = built.page("other")
    day = '<time datetime="2029-11-15">Thu 15 Nov 2029</time>'
    assert f"<p>{day}" in page
    assert f"the day ({day})" in page


_SEVERAL = """\
  ptg:
    key: z-ptg
    basis: stated
    occurrences:
      - {from: 2029-12-03, to: 2029-12-07, due: null}
  summit:
    key: z-summit
    basis: stated
    occurrences:
      - {from: 2029-12-10, to: 2029-12-10, due: 2029-12-10}
      - {from: 2030-01-07, to: 2030-01-08, due: null}
"""


def test_a_date_shows_all_days_of_its_event(build: Build) -> None:
    summit = "Mon 10 Dec 2029, Mon 7 Jan 2030 – Tue 8 Jan 2030"
    shown = {
        "ptg": "Mon 3 Dec 2029 – Fri 7 Dec 2029",
        "summit": summit,
        "the talks <summit>": f"the talks ({summit})",
        "spec-freeze": "not scheduled",
        "the freeze <spec-freeze>": "the freeze (not scheduled)",
    }
    text = "\n\n".join(f":liaison:date:`{one}`" for one in shown)
    built = build(
        **{
            "other.rst": f"Other\n=====\n\n{text}\n",
            "data/calendars/2030.1.yaml": tiny.CALENDAR + _SEVERAL,
        }
    )
    paragraphs = built.tree("other").findall(nodes.paragraph)
    assert [one.astext() for one in paragraphs] == list(shown.values())


def test_the_inventory_has_everything_but_items(unchanged: Build) -> None:
    with (unchanged().out / "objects.inv").open("rb") as stream:
        inventory = InventoryFile.load(stream, "", lambda a, b: a + b)
    names = {
        kind: set(inventory[f"liaison:{kind}"])
        for kind in ("section", "step", "role", "policy")
    }
    sections = {"planning", "meeting", "freezing", "releasing"}
    assert names["section"] == sections
    assert {"meet", "talk", "cut"} <= names["step"]
    # Thousands of items would slow down every build.
    assert "liaison:item" not in inventory
    assert names["policy"] == {"late"}
    assert "liaison-section-planning" in inventory["std:label"]
    assert "freeze" in inventory["std:term"]


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
    for target in (
        "guide.html#liaison-step-cut",
        "guide.html#liaison-term-freeze",
        "guide.html#liaison-step-meet",
    ):
        assert f'href="https://example.org/{target}"' in built.page("index")


@pytest.mark.parametrize("name", ["guide", "2030.1"])
def test_html_ids_are_letters_digits_and_hyphens(
    unchanged: Build, name: str
) -> None:
    ids = [
        one
        for node in unchanged().tree(name).findall(nodes.Element)
        for one in node.get("ids", ())
        if not isinstance(node, nodes.target)
    ]
    assert len(ids) == len(set(ids))
    assert not [one for one in ids if not one.replace("-", "").isalnum()]
