# SPDX-License-Identifier: Apache-2.0
"""Each kind of mistake names the right file and line, on each kind of page.

A project has all mistakes at once, and every warning of its build is
expected.
"""

from __future__ import annotations

import os
import re
from typing import Any

import pytest

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build

PLANNING = "guide/sections/planning.yaml"
CYCLE = "2030.1.cycle.yaml"
#: What is written in planning.yaml, how it is misspelt, where that is told.
IN_YAML = [
    ("with: [helper]", "with: [helpr]", "16:16", "unknown-role"),
    ("the :term:`freeze`", "the :term:`freze`", "6:29", "unknown-term"),
    (":liaison:step:`cut`", ":liaison:step:`cutt`", "14:11", "unknown-step"),
    ("optional: if", "opttional: if", "33:5", "unknown-key"),
    ("Ask the lead.", "Ask *the lead.", "35:15", "prose-markup"),
    ("owner: lead\n", "owner: lead\n    owner: l\n", "37:5", "duplicate-key"),
]
#: What each page that shows the text warns of.
IN_TEXT = [
    (
        ": Nothing",
        ": :liaison:item:`plan/tinny`",
        "32",
        "liaison.unknown-item",
    ),
    ("Write the", "Write :ref:`the <nobody>`", "29", "ref.ref"),
    ("Talk.", 'Talk, "see" :doc:`the lead </nobody>`.', "25", "ref.doc"),
]
IN_CYCLE = [
    ("2:1", "liaison.unknown-key"),
    ("5:3", "liaison.unknown-item"),
    ("6:20", "liaison.bad-date"),
]
#: No text of a cycle file is read as reST.
CALM = "A *big :no:`x` :ref:`nobody` :liaison:step:`cutt` .. note:: x"
CYCLE_TEXT = f"""\
{tiny.CYCLE.replace("links:", "linkz:")}\
  plan/tinny: {{skipped: x}}
  ask-lead: {{done: 2029-13-13}}
  do-release: {{skipped: '{CALM}'}}
notes: |
  {CALM}
exceptions:
  big: {{policy: late, by: ada, decision: open, title: '{CALM}'}}
"""

#: What sets something to a wrong value, and what seems to.
CONF = """\
liaison_date_format : int=3
# liaison_date_format = 'no setting'
if True:
    liaison_current_cycle = "2030.9"
    liaison_current_cycle == "?"
globals()['liaison_' + 'latest_url'] = '?'
"""
#: The lines of wrong values; no plain line sets the other, nor that of the
#: command line.
IN_CONF = (1, 4)

#: A directive, the line of the mistake in it, and the warning's code.
OF_DIRECTIVES = [
    (".. milestone:: planing", 1, "liaison.unknown-section"),
    (".. ffe-policy:: lat", 1, "liaison.unknown-policy"),
    (".. glossary-term:: frezee", 1, "liaison.unknown-term"),
    (".. cycle-checklist:: 2031.1", 1, "liaison.unknown-cycle"),
    ("- .. milestone:: planning\n     :no-index:", 1, "liaison.bad-directive"),
    (".. cycle-checklist:: 2030.1\n   :only:", 1, "docutils"),
    ("On\n:liaison:date:`milestone-11`.", 1, "liaison.unknown-event"),
]
#: What stands under a directive, the line of the mistake, and the code.
OF_CONTENT = [
    ("First.\n\nA *word.", 3, "docutils"),
    (".. nonsense::", 1, "docutils"),
    (".. milestone:: planing", 1, "liaison.unknown-section"),
    ("First.\n\nSee :ref:`nobody`.", 3, "ref.ref"),
    ("A :term:`nonsense`.", 1, "ref.term"),
    ("See\n:liaison:step:`cutt`.", 1, "liaison.unknown-step"),
    ("See :liaison:role:`liason`.", 1, "liaison.unknown-role"),
    ("See :liaison:item:`2030.1/plan/tinny`.", 1, "liaison.unknown-item"),
]
#: Other directives whose content is read in another way.
WITH_CONTENT = (
    ".. guide-overview::",
    ".. glossary-term:: freeze\n   :no-index:",
    ".. project-context::\n   :no-index:",
    ".. liaison-precedence:: helping\n   :no-index:",
    ".. ffe-policy:: late\n   :no-index:",
    ".. cycle-checklist:: 2030.1\n   :no-index:",
    ".. cycle-checklist:: 2030.1\n   :only: timeline",
)
#: The wording of what only pages and settings can be wrong in.
SENTENCES = {
    'The setting "liaison_guides" is malformed. Write {"FOLDER": {"guide": '
    '"...", "data": "..."}}; the keys are guide, data, current_cycle.',
    'The guide has no section "planing". Did you mean "planning"?',
    'No page shows the item "2030.1/plan/tinny". Did you mean '
    '"2030.1/plan/tiny"?',
    'There is no event "milestone-11". Did you mean "milestone-1"?',
    'There is no calendar of a cycle "2031.1". "calendar import" reads it, '
    "once openstack/releases has its schedule.",
    '"milestone" makes a section, so it is allowed only where a section is: '
    "on the page itself, or in a section. Move it out of the list, table, "
    "note or directive.",
}


def indented(text: str) -> str:
    return re.sub(r"(?m)^(?=.)", "   ", text)


def in_page() -> list[tuple[str, int, str]]:
    head = ".. procedure:: releasing\n   :no-index:\n\n"
    return [
        *OF_DIRECTIVES,
        *((head + indented(text), 3 + at, of) for text, at, of in OF_CONTENT),
        *(
            (f"{one}\n\n   :nonsense:`x`", one.count("\n") + 3, "docutils")
            for one in WITH_CONTENT
        ),
    ]


#: Where words can stand: what is before them on the page, by lines.
HOSTS = {
    "page": "",
    "include": ".. include:: included-{}.txt\n",
    "only": ".. only:: not latex\n\n",
    "nested section": "In\n--\n\nDeep\n~~~~\n\n",
}


def put(host: str, name: str, text: str) -> tuple[dict[str, str], str, int]:
    """Return files, the one that has the text, and how many lines before."""
    head = f"{name:6}\n======\n\n{HOSTS[host].format(name)}"
    if host == "include":
        path = f"included-{name}.txt"
        return {f"{name}.rst": head, path: text}, path, 0
    page = head + (indented(text) if host == "only" else text)
    return {f"{name}.rst": page}, f"{name}.rst", head.count("\n")


@pytest.mark.parametrize("host", [*HOSTS, "cycle document"])
def test_a_mistake_is_told_where_it_is(build: Build, host: str) -> None:
    planning, told = tiny.GUIDE["sections/planning.yaml"], []
    for old, new, place, code in (*IN_YAML, *IN_TEXT):
        assert old in planning
        planning = planning.replace(old, new)
        is_shown = (old, new, place, code) in IN_TEXT
        of = code if is_shown else f"liaison.{code}"
        # By the guide's page, the checklist, and the one on another page.
        times = 3 if is_shown and host in HOSTS else 1
        told += [(PLANNING, place, of)] * times
    told += [(CYCLE, *one) for one in IN_CYCLE]
    line = tiny.CONF.count("\n")
    for place in (*(f"{line + one}" for one in IN_CONF), "1", "1"):
        told.append(("conf.py", place, "liaison.configuration"))
    files: dict[str, str | None] = {PLANNING: planning, CYCLE: CYCLE_TEXT}
    files["conf.py"] = tiny.CONF + CONF
    if host in HOSTS:
        files |= put(host, "guide", tiny.GUIDE_PAGE.split("\n", 3)[3])[0]
        text = "\n\n".join(one for one, *_ in in_page())
        more, path, line = put(host, "other", f"{text}\n")
        files |= more
        for lines, at, code in in_page():
            told.append((path, f"{line + at}", code))
            line += lines.count("\n") + 2
    else:
        files |= {"guide.rst": None, "other.rst": "Other\n=====\n"}
        files["index.rst"] = tiny.PROJECT["index.rst"].replace("guide", "")
    settings: dict[str, Any] = {"liaison_guides": {"folder": "guide"}}
    if host == "page":
        # It moves no line.
        settings["rst_prolog"] = ".. |a| replace:: b\n"
    built = build(settings=settings, **files)
    found = re.findall(
        r"(?ms)^(\S+?):([\d:]+): (?:WARNING|ERROR): (.*?) \[([\w.-]+)\]$",
        re.sub(r"\x1b\[[0-9;]*m", "", built.app.warning.getvalue()),
    )
    # docutils names an included file relative to where it runs.
    places = [
        (os.path.relpath(path, built.source) if "/" in path else path, at, of)
        for path, at, _, of in found
    ]
    assert sorted(places) == sorted(told)
    if host in HOSTS:
        words = "\n".join(one for _, _, one, _ in found)
        assert [one for one in SENTENCES if one not in words] == []


def test_what_is_broken_in_yaml_is_told_once(build: Build) -> None:
    changes = {
        "guide/policies.yaml": ("late:", "late: ]"),
        "guide/precedence.yaml": ("  title: ", "  titel: "),
        "guide/sections/freezing.yaml": ("title: ", "titel: "),
    }
    files = {
        name: tiny.PROJECT[name].replace(*change, 1)
        for name, change in changes.items()
    }
    built = build(**files, **{"other.rst": "Other\n=====\n"})
    assert [one.partition(":")[0] for one in built.warnings] == [*changes]
