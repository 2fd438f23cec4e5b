# SPDX-License-Identifier: Apache-2.0
"""Each kind of mistake names the right file and line, on each kind of page.

A project has several mistakes at once, and each warning of its build is
expected whole.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.sphinxext import tiny

Build = Callable[..., Any]
Files = Mapping[str, str | None]

PLANNING = "guide/sections/planning.yaml"
CYCLE = "2030.1.cycle.yaml"


def index(*names: str) -> dict[str, str]:
    lines = "".join(f"   {name}\n" for name in names)
    return {"index.rst": f"Top\n===\n\n.. toctree::\n\n{lines}"}


def indented(text: str) -> str:
    return re.sub(r"(?m)^(?=.)", "   ", text)


def warnings_of(built: Any) -> list[str]:
    """Return each warning whole, with paths relative to the source."""
    found: list[str] = []
    text = re.sub(r"\x1b\[[0-9;]*m", "", built.app.warning.getvalue())
    for line in text.splitlines():
        place, _, rest = line.partition(":")
        # docutils names an included file relative to where it runs.
        if place.startswith("../"):
            line = f"{os.path.abspath(place)}:{rest}"
        if re.search(r": (WARNING|ERROR|CRITICAL): ", line):
            found.append(line.replace(f"{built.source}/", ""))
        elif line:
            found[-1] += f"\n{line}"
    return sorted(found)


# -- mistakes in the YAML of the guide

_HEAD, _GUIDE = "The guide\n=========\n\n", tiny.GUIDE_PAGE.split("\n", 3)[3]
_WITHOUT_CYCLE: Files = {CYCLE: None, **index("guide", "other")}
_ALONE: Files = {
    "guide.rst": None,
    "other.rst": "Other\n=====\n",
    **index("other", "2030.1"),
}
#: Where the words of the guide are shown; last, on both kinds of pages.
HOSTS: dict[str, Files] = {
    "page": _WITHOUT_CYCLE,
    "include": {
        **_WITHOUT_CYCLE,
        "guide.rst": f"{_HEAD}.. include:: included.txt\n",
        "included.txt": _GUIDE,
    },
    "only": {
        **_WITHOUT_CYCLE,
        "guide.rst": f"{_HEAD}.. only:: not latex\n\n{indented(_GUIDE)}",
    },
    "nested section": {
        **_WITHOUT_CYCLE,
        "guide.rst": f"{_HEAD}In\n--\n\nDeep\n~~~~\n\n{_GUIDE}",
    },
    "cycle document": _ALONE,
    "both": {},
}
#: What is written in planning.yaml, how it is misspelt, and the warning.
IN_YAML = [
    (
        "with: [helper]",
        "with: [helpr]",
        '16:16: WARNING: There is no role "helpr". Did you mean '
        '"helper"? [liaison.unknown-role]',
    ),
    (
        "the :term:`freeze`",
        "the :term:`freze`",
        '6:29: WARNING: There is no term "freze". Did you mean '
        '"freeze"? [liaison.unknown-term]',
    ),
    (
        ":liaison:step:`cut`",
        ":liaison:step:`cutt`",
        '14:11: WARNING: There is no step "cutt". Did you mean "cut"? '
        "[liaison.unknown-step]",
    ),
    (
        "optional: if",
        "opttional: if",
        '33:5: WARNING: A step has no key "opttional". Did you mean '
        '"optional"? [liaison.unknown-key]',
    ),
    (
        "Ask the lead.",
        "Ask *the lead.",
        "35:15: WARNING: The emphasis that begins here does not end. "
        "Close it with an asterisk before a space or punctuation, or put "
        "a real asterisk between double backquotes. "
        "[liaison.prose-markup]",
    ),
    (
        "    owner: lead\n",
        "    owner: lead\n    owner: liaison\n",
        '37:5: WARNING: The key "owner" is already on line 36. Keep one '
        "of the two. [liaison.duplicate-key]",
    ),
]
#: What each page that shows the text warns of when it is written.
IN_TEXT = [
    (
        "Nothing happens.",
        "See :liaison:item:`plan/tinny`.",
        '32: WARNING: No page shows the item "plan/tinny".{meant} '
        "[liaison.unknown-item]",
    ),
    (
        "Write the plan for",
        "Plan with :ref:`the lead <nobody>`",
        "29: WARNING: undefined label: 'nobody' [ref.ref]",
    ),
    (
        "Talk.",
        'Talk, "see" :doc:`the lead </nobody>`.',
        "25: WARNING: unknown document: '/nobody' [ref.doc]",
    ),
]


@pytest.mark.parametrize("host", HOSTS)
def test_a_mistake_in_the_guide_is_told_in_its_yaml(
    build: Build, host: str
) -> None:
    text = tiny.GUIDE["sections/planning.yaml"]
    for old, new, _ in (*IN_YAML, *IN_TEXT):
        assert old in text
        text = text.replace(old, new)
    built = build(**{**HOSTS[host], PLANNING: text})
    # Only with a cycle are there items.
    meant = "" if CYCLE in HOSTS[host] else ' Did you mean "2030.1/plan/tiny"?'
    shown = [row[2].replace("{meant}", meant) for row in IN_TEXT]
    told = [row[2] for row in IN_YAML] + shown * (1 + (host == "both"))
    assert warnings_of(built) == sorted(f"{PLANNING}:{one}" for one in told)


# -- mistakes in pages: of a directive, and in what stands under it

_CONTENT = ".. procedure:: releasing\n   :no-index:\n\n"
_UNKNOWN_ROLE = 'ERROR: Unknown interpreted text role "nonsense". [docutils]'
_UNKNOWN_SECTION = (
    'WARNING: The guide has no section "planing". Did you mean "planning"? '
    "[liaison.unknown-section]"
)
#: A directive, the line of the mistake in it, and the warning there.
OF_DIRECTIVES: list[tuple[str, int, str]] = [
    (".. milestone:: planing\n", 1, _UNKNOWN_SECTION),
    (
        ".. ffe-policy:: lat\n",
        1,
        'WARNING: The guide has no policy "lat". Did you mean "late"? '
        "[liaison.unknown-policy]",
    ),
    (
        ".. glossary-term:: frezee\n",
        1,
        'WARNING: The guide has no term "frezee". Did you mean "freeze"? '
        "[liaison.unknown-term]",
    ),
    (
        ".. cycle-checklist:: 2031.1\n",
        1,
        'WARNING: There is no calendar of a cycle "2031.1". "calendar '
        'import" reads it, once openstack/releases has its schedule. '
        "[liaison.unknown-cycle]",
    ),
    (
        "- .. milestone:: planning\n     :no-index:\n",
        1,
        'WARNING: "milestone" makes a section, so it is allowed only where a '
        "section is: on the page itself, or in a section. Move it out of "
        "the list, table, note or directive. [liaison.bad-directive]",
    ),
    (
        ".. milestone::\n",
        1,
        'ERROR: Error in "milestone" directive:\n1 argument(s) required, 0 '
        "supplied.\n.. milestone:: [docutils]",
    ),
    (
        ".. milestone:: planning\n   :nonsense: x\n",
        1,
        'ERROR: Error in "milestone" directive:\nunknown option: '
        '"nonsense".\n.. milestone:: planning\n   :nonsense: x [docutils]',
    ),
    (
        ".. cycle-checklist:: 2030.1\n   :only:\n",
        1,
        'ERROR: Error in "cycle-checklist" directive:\ninvalid option value: '
        '(option: "only"; value: None)\nthe only choice is "timeline".\n'
        ".. cycle-checklist:: 2030.1\n   :only: [docutils]",
    ),
    (
        "On\n:liaison:date:`milestone-11`.\n",
        1,
        'WARNING: There is no event "milestone-11". Did you mean '
        '"milestone-1"? [liaison.unknown-event]',
    ),
]
#: What stands under a directive, the line of the mistake, and the warning.
OF_CONTENT: list[tuple[str, int, str]] = [
    ("A :nonsense:`word`.\n", 1, _UNKNOWN_ROLE),
    (
        "First.\n\nA *word.\n",
        3,
        "WARNING: Inline emphasis start-string without end-string. [docutils]",
    ),
    (
        ".. nonsense::\n",
        1,
        'ERROR: Unknown directive type "nonsense".\n.. nonsense:: [docutils]',
    ),
    (".. milestone:: planing\n", 1, _UNKNOWN_SECTION),
    (
        "First.\n\nSee :ref:`nobody`.\n",
        3,
        "WARNING: undefined label: 'nobody' [ref.ref]",
    ),
    (
        "See :doc:`nobody`.\n",
        1,
        "WARNING: unknown document: 'nobody' [ref.doc]",
    ),
    (
        "A :term:`nonsense`.\n",
        1,
        "WARNING: term not in glossary: 'nonsense' [ref.term]",
    ),
    (
        "See\n:liaison:step:`cutt`.\n",
        1,
        'WARNING: The guide has no step "cutt". Did you mean "cut"? '
        "[liaison.unknown-step]",
    ),
    (
        "See :liaison:role:`liason`.\n",
        1,
        'WARNING: The guide has no role "liason". Did you mean "liaison"? '
        "[liaison.unknown-role]",
    ),
    (
        "See :liaison:item:`2030.1/plan/tinny`.\n",
        1,
        'WARNING: No page shows the item "2030.1/plan/tinny". Did you mean '
        '"2030.1/plan/tiny"? [liaison.unknown-item]',
    ),
    (
        "On :liaison:date:`milestone-11`.\n",
        1,
        'WARNING: There is no event "milestone-11". Did you mean '
        '"milestone-1"? [liaison.unknown-event]',
    ),
]
IN_PAGE = [
    *OF_DIRECTIVES,
    *((_CONTENT + indented(text), 3 + at, of) for text, at, of in OF_CONTENT),
    # Other directives whose content is read in another way.
    *(
        (f"{lines}\n   A :nonsense:`word`.\n", at, _UNKNOWN_ROLE)
        for lines, at in (
            (".. guide-overview::\n", 3),
            (".. glossary-term:: freeze\n   :no-index:\n", 4),
            (".. project-context::\n   :no-index:\n", 4),
            (".. liaison-precedence:: helping\n   :no-index:\n", 4),
            (".. ffe-policy:: late\n   :no-index:\n", 4),
            (".. cycle-checklist:: 2030.1\n   :no-index:\n", 4),
            (".. cycle-checklist:: 2030.1\n   :only: timeline\n", 4),
        )
    ),
]
_OTHER = "Other\n=====\n\n"
#: Each place of a text: the files, the one that has it, and the lines before.
PLACES: dict[str, tuple[Callable[[str], Files], str, int]] = {
    "page": (lambda text: {"other.rst": _OTHER + text}, "other.rst", 3),
    "include": (
        lambda text: {
            "other.rst": f"{_OTHER}.. include:: included.txt\n",
            "included.txt": text,
        },
        "included.txt",
        0,
    ),
    "only": (
        lambda text: {
            "other.rst": f"{_OTHER}.. only:: not latex\n\n{indented(text)}"
        },
        "other.rst",
        5,
    ),
    "nested section": (
        lambda text: {"other.rst": f"{_OTHER}In\n--\n\nDeep\n~~~~\n\n{text}"},
        "other.rst",
        9,
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_mistake_in_a_page_is_told_at_its_line(
    build: Build, place: str
) -> None:
    files, path, before = PLACES[place]
    text, told = "", []
    for lines, at, message in IN_PAGE:
        number = before + text.count("\n") + at
        told.append(f"{path}:{number}: {message}")
        text += f"{lines}\n"
    # A prologue moves no line.
    prologue = ".. |a| replace:: b\n" if place == "page" else ""
    built = build(settings={"rst_prolog": prologue}, **files(text))
    assert warnings_of(built) == sorted(told)


# -- mistakes in a cycle file


def test_a_mistake_in_a_cycle_file_is_told_there(build: Build) -> None:
    text = tiny.CYCLE.replace("links:", "linkz:")
    text += "  plan/tinny: {skipped: x}\n  ask-lead: {done: 2029-13-13}\n"
    assert warnings_of(build(**{CYCLE: text})) == [
        f'{CYCLE}:2:1: WARNING: A cycle file has no key "linkz". Did you '
        'mean "links"? [liaison.unknown-key]',
        f'{CYCLE}:5:3: WARNING: The checklist has no item "plan/tinny". '
        'Did you mean "plan/tiny"? [liaison.unknown-item]',
        f'{CYCLE}:6:20: WARNING: "2029-13-13" is not a date. Write a '
        "real day as YYYY-MM-DD. [liaison.bad-date]",
    ]


def test_nothing_of_a_cycle_file_is_read_as_rest(build: Build) -> None:
    words = "A *big :no:`x` :ref:`nobody` :liaison:step:`cutt` .. note:: x"
    more = (
        f"  ask-lead: {{skipped: '{words}'}}\n"
        f"notes: |\n  {words}\n"
        "exceptions:\n  big: {policy: late, by: ada, decision: open, "
        f"title: '{words}'}}\n"
    )
    assert warnings_of(build(**{CYCLE: tiny.CYCLE + more})) == []


def test_what_is_broken_in_yaml_is_not_told_again_where_it_is_shown(
    build: Build,
) -> None:
    changes = {
        "guide/policies.yaml": ("late:", "late: ]"),
        "guide/precedence.yaml": ("  title: ", "  titel: "),
        "guide/sections/freezing.yaml": ("title: ", "titel: "),
    }
    built = build(
        **{
            name: tiny.PROJECT[name].replace(*change, 1)
            for name, change in changes.items()
        }
    )
    assert [one.partition(":")[0] for one in built.warnings] == [*changes]
