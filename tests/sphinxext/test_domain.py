# SPDX-License-Identifier: Apache-2.0
"""References to the guide and its checklists, from here and from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from sphinx.testing.util import SphinxTestApp
from sphinx.util.inventory import InventoryFile

from tests.sphinxext import tiny

Build = Callable[..., Any]

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
"""


def links(built: Any, name: str) -> dict[str, str]:
    tree = built.tree(name)
    return {
        node.astext(): node.get("refuri", "")
        for node in tree.findall(nodes.reference)
    }


def test_each_role_leads_to_its_target(build: Build) -> None:
    built = build(**{"other.rst": REFERENCES})
    assert built.warnings == []
    assert links(built, "other") == {
        "Planning": "guide.html#liaison-section-planning",
        "Meeting": "guide.html#liaison-section-meeting",
        "Meet with {everybody} about <series>": "guide.html#liaison-step-meet",
        "words": "guide.html#liaison-step-meet",
        "Write the plan for tiny": "2030.1.html#2030-1-plan-tiny",
        "Tiny liaison": "guide.html#liaison-role-liaison",
        "Who helps": "guide.html#liaison-precedence-helping",
        "what helps": "guide.html#liaison-precedence-helping",
        "Late work": "guide.html#liaison-policy-late",
    }
    page = built.page("other")
    assert '<time datetime="2029-11-15">Thu 15 Nov 2029</time>' in page
    assert 'the day (<time datetime="2029-11-15">Thu 15 Nov 2029</time>)' in (
        page
    )


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


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("ptg", "Mon 3 Dec 2029 – Fri 7 Dec 2029"),
        (
            "summit",
            "Mon 10 Dec 2029, Mon 7 Jan 2030 – Tue 8 Jan 2030",
        ),
        (
            "the talks <summit>",
            "the talks (Mon 10 Dec 2029, Mon 7 Jan 2030 – Tue 8 Jan 2030)",
        ),
        ("spec-freeze", "not scheduled"),
        ("the freeze <spec-freeze>", "the freeze (not scheduled)"),
    ],
)
def test_a_date_shows_all_days_of_its_event(
    build: Build, role: str, shown: str
) -> None:
    built = build(
        **{
            "other.rst": f"Other\n=====\n\nOn :liaison:date:`{role}`!\n",
            "data/calendars/2030.1.yaml": tiny.CALENDAR + _SEVERAL,
        }
    )
    assert built.tree("other")[0][1].astext() == f"On {shown}!"


def test_the_inventory_has_everything_but_items(build: Build) -> None:
    built = build()
    path = Path(built.app.outdir) / "objects.inv"
    with path.open("rb") as stream:
        inventory = InventoryFile.load(stream, "", lambda a, b: a + b)
    names = {
        kind: set(inventory[f"liaison:{kind}"])
        for kind in ("section", "step", "role", "policy")
    }
    assert names["section"] == {
        "planning",
        "meeting",
        "freezing",
        "releasing",
    }
    assert {"meet", "talk", "cut"} <= names["step"]
    # Thousands of items would slow down every build.
    assert "liaison:item" not in inventory
    assert names["policy"] == {"late"}
    assert "liaison-section-planning" in inventory["std:label"]
    assert "freeze" in inventory["std:term"]


def test_another_project_links_to_a_step_and_a_term(
    build: Build, tmp_path: Path, make_app: Callable[..., SphinxTestApp]
) -> None:
    built = build()
    inventory = Path(built.app.outdir) / "objects.inv"
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "conf.py").write_text(
        'extensions = ["sphinx.ext.intersphinx", "watcher_liaison_guide"]\n'
        f'intersphinx_mapping = {{"guide": ("https://example.org/", '
        f'"{inventory}")}}\n'
        "nitpicky = True\n"
    )
    (other / "index.rst").write_text(
        "Top\n===\n\n:liaison:step:`cut`, :term:`freeze`, "
        ":external:liaison:step:`it <meet>`\n"
    )
    app = make_app("html", srcdir=other)
    app.build()
    assert app.warning.getvalue() == ""
    page = (Path(app.outdir) / "index.html").read_text(encoding="utf-8")
    for target in (
        "guide.html#liaison-step-cut",
        "guide.html#liaison-term-freeze",
        "guide.html#liaison-step-meet",
    ):
        assert f'href="https://example.org/{target}"' in page


def test_html_ids_are_letters_digits_and_hyphens(build: Build) -> None:
    built = build()
    for name in ("guide", "2030.1"):
        tree = built.tree(name)
        ids = [
            one
            for node in tree.findall(nodes.Element)
            for one in node.get("ids", ())
            if not isinstance(node, nodes.target)
        ]
        assert len(ids) == len(set(ids))
        assert not [one for one in ids if not one.replace("-", "").isalnum()]


def test_a_label_of_ours_collides_with_no_page(build: Build) -> None:
    built = build(
        **{
            "other.rst": (
                "Other\n=====\n\n.. _planning:\n\nPlanning\n--------\n\n"
                ".. _meet:\n\nMeet\n----\n\n.. _freeze:\n\nfreeze\n------\n"
            )
        }
    )
    assert built.warnings == []


def test_the_same_checklist_twice_on_one_page_keeps_ids_apart(
    build: Build,
) -> None:
    built = build(
        **{
            "other.rst": (
                "Other\n=====\n\n.. cycle-checklist:: 2030.1\n   :no-index:\n"
                "\n.. cycle-checklist:: zzyzx\n   :no-index:\n\n"
                ".. cycle-checklist:: 2030.1\n   :only: timeline\n"
            )
        }
    )
    assert built.warnings == []
    page = built.page("other")
    assert page.count('id="2030-1-plan-tiny"') == 1


def test_a_timeline_may_stand_in_a_note(build: Build) -> None:
    built = build(
        **{
            "other.rst": (
                "Other\n=====\n\n.. note::\n\n"
                "   .. cycle-checklist:: 2030.1\n      :only: timeline\n"
            )
        }
    )
    assert built.warnings == []
    assert "liaison-svg" in built.page("other")


def test_a_cycle_file_that_cannot_be_read_leaves_a_page(
    build: Build,
) -> None:
    built = build(**{"2030.1.cycle.yaml": 'cycle: "2030.1"\nitems: [x\n'})
    assert [one for one in built.warnings if "yaml-syntax" in one] != []
    assert "This cycle’s file cannot be read." in built.page("2030.1")


def test_a_cycle_without_a_calendar_has_no_dates(build: Build) -> None:
    built = build(
        **{
            "2031.1.cycle.yaml": 'cycle: "2031.1"\n',
            "index.rst": tiny.PROJECT["index.rst"].replace(
                "   2030.1\n", "   2030.1\n   2031.1\n"
            ),
        }
    )
    assert [one for one in built.warnings if "2031.1" not in one] == []
    page = built.page("2031.1")
    assert "No dates yet" in page
    assert "It appears on releases.openstack.org" in page
    # A calendar may not be empty, so there is none.
    assert "2031.1.json" in page
    assert "2031.1.ics" not in page
    assert not (Path(built.app.outdir) / "2031.1.ics").exists()
