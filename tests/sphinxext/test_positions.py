# SPDX-License-Identifier: Apache-2.0
"""Each kind of mistake names the right file and line, on each kind of page.

Each row of the table is a mistake on one host, and has every warning of the
build, whole and in its order.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.sphinxext import tiny

Build = Callable[..., Any]
Files = Mapping[str, str | None]


class Row(NamedTuple):
    """A mistake on a host: the project's files, and every warning."""

    mistake: str
    host: str
    files: Files
    warnings: list[str]


PLANNING = "guide/sections/planning.yaml"
FREEZING = "guide/sections/freezing.yaml"
CYCLE = "2030.1.cycle.yaml"


def index(*names: str) -> dict[str, str]:
    lines = "".join(f"   {name}\n" for name in names)
    return {"index.rst": f"Top\n===\n\n.. toctree::\n\n{lines}"}


def indented(text: str, by: str = "   ") -> str:
    return re.sub(r"(?m)^(?=.)", by, text)


_HEAD, _GUIDE = "The guide\n=========\n\n", tiny.GUIDE_PAGE.split("\n", 3)[3]
_WITHOUT_CYCLE: Files = {CYCLE: None, **index("guide", "other")}
#: Pages on which the guide is shown.
PAGES: dict[str, Files] = {
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
}
ALONE: Files = {
    "guide.rst": None,
    "other.rst": "Other\n=====\n",
    **index("other", "2030.1"),
}
#: Where the words of the guide are shown; last, on both kinds of pages.
HOSTS: dict[str, Files] = {**PAGES, "cycle document": ALONE, "both": {}}


# -- mistakes in the YAML of the guide


def in_planning(old: str, new: str) -> Files:
    text = tiny.GUIDE["sections/planning.yaml"]
    assert old in text
    return {PLANNING: text.replace(old, new)}


def asking(text: str) -> Files:
    return in_planning("Ask the lead.", text)


#: What to change, and the one warning to come of it on every host.
IN_YAML: dict[str, tuple[Files, str]] = {
    "own problem: a misspelt role": (
        in_planning("with: [helper]", "with: [helpr]"),
        f'{PLANNING}:16:16: WARNING: There is no role "helpr". Did you mean '
        '"helper"? [liaison.unknown-role]',
    ),
    "own problem: a missing key": (
        in_planning("  - id: ask-lead\n    text", "  - text"),
        f'{PLANNING}:34:5: WARNING: A step lacks the key "id". '
        "[liaison.missing-key]",
    ),
    "own problem: an unknown key": (
        in_planning("optional: if", "opttional: if"),
        f'{PLANNING}:33:5: WARNING: A step has no key "opttional". Did you '
        'mean "optional"? [liaison.unknown-key]',
    ),
    "own problem: a duplicate key": (
        in_planning(
            "    owner: lead\n", "    owner: lead\n    owner: liaison\n"
        ),
        f'{PLANNING}:37:5: WARNING: The key "owner" is already on '
        "line 36. Keep one of the two. [liaison.duplicate-key]",
    ),
    "own problem: markup outside of prose": (
        in_planning("Talk.", "Talk **now**."),
        f"{PLANNING}:25:24: WARNING: Strong emphasis is not part of prose. "
        "Use *one* asterisk. [liaison.prose-markup]",
    ),
    "own problem: a text that cannot be read": (
        asking("Ask :ref:`nobody`."),
        f'{PLANNING}:35:15: WARNING: The role "ref" needs a title here, '
        "because the text is read outside of Sphinx too. Write "
        ":ref:`title <nobody>`. [liaison.prose-markup]",
    ),
    "unknown role": (
        asking("Ask :nonsense:`the lead`."),
        f'{PLANNING}:35:15: WARNING: The role "nonsense" is not part of '
        "prose. Prose knows term, doc, ref and the liaison roles. "
        "[liaison.prose-markup]",
    ),
    "inline error": (
        asking("Ask *the lead."),
        f"{PLANNING}:35:15: WARNING: The emphasis that begins here does not "
        "end. Close it with an asterisk before a space or punctuation, or put "
        "a real asterisk between double backquotes. [liaison.prose-markup]",
    ),
    "unresolved term": (
        in_planning("the :term:`freeze`", "the :term:`freze`"),
        f'{PLANNING}:6:29: WARNING: The glossary has no "freze". Did you '
        'mean "freeze"? [liaison.unknown-term]',
    ),
    "unresolved step": (
        asking("Ask, see :liaison:step:`cutt`."),
        f'{PLANNING}:35:20: WARNING: There is no step "cutt". Did you mean '
        '"cut"? [liaison.unknown-step]',
    ),
    "unresolved event": (
        asking("Ask on :liaison:date:`rc11`."),
        f'{PLANNING}:35:18: WARNING: There is no event "rc11". Did you mean '
        '"rc1"? [liaison.unknown-event]',
    ),
    # These are seen when a page is written, on each page.
    "unresolved item": (
        asking("Ask, see :liaison:item:`plan/tinny`."),
        f'{PLANNING}:35: WARNING: No page shows the item "plan/tinny".'
        "{meant} [liaison.unknown-item]",
    ),
    "undefined label": (
        asking("Ask :ref:`the lead <nobody>`."),
        f"{PLANNING}:35: WARNING: undefined label: 'nobody' [ref.ref]",
    ),
    "unresolved document": (
        asking("Ask :doc:`the lead </nobody>`."),
        f"{PLANNING}:35: WARNING: unknown document: '/nobody' [ref.doc]",
    ),
}
_ITEM_MEANT = ' Did you mean "2030.1/plan/tiny"?'
_ON_EACH_PAGE = ("unresolved item", "undefined label", "unresolved document")


def rows_of_yaml() -> Iterator[Row]:
    for host, files in HOSTS.items():
        for mistake, (changed, told) in IN_YAML.items():
            twice = host == "both" and mistake in _ON_EACH_PAGE
            # Only with a cycle are there items.
            meant = "" if host in PAGES else _ITEM_MEANT
            yield Row(
                mistake,
                host,
                {**files, **changed},
                [told.replace("{meant}", meant)] * (1 + twice),
            )


# -- mistakes in pages: of a directive, and in what stands under it

_CONTENT = ".. procedure:: releasing\n   :no-index:\n\n"
#: A directive, the line of the mistake in it, and the warning there.
IN_PAGE: dict[str, tuple[str, int, str]] = {
    "own problem: an unknown section": (
        ".. milestone:: planing\n",
        1,
        'WARNING: The guide has no section "planing". Did you mean '
        '"planning"? [liaison.unknown-section]',
    ),
    "own problem: an unknown policy": (
        ".. ffe-policy:: lat\n",
        1,
        'WARNING: The guide has no policy "lat". Did you mean "late"? '
        "[liaison.unknown-policy]",
    ),
    "own problem: an unknown term": (
        ".. glossary-term:: frezee\n",
        1,
        'WARNING: The guide has no term "frezee". Did you mean "freeze"? '
        "[liaison.unknown-term]",
    ),
    "own problem: an unknown cycle": (
        ".. cycle-checklist:: 2031.1\n",
        1,
        'WARNING: There is no calendar of a cycle "2031.1". "calendar '
        'import" reads it, once openstack/releases has its schedule. '
        "[liaison.unknown-cycle]",
    ),
    "own problem: a section in a list": (
        "- .. milestone:: planning\n     :no-index:\n",
        1,
        'WARNING: "milestone" makes a section, so it is allowed only where a '
        "section is: on the page itself, or in a section. Move it out of "
        "the list, table, note or directive. [liaison.bad-directive]",
    ),
    "own problem: no argument": (
        ".. milestone::\n",
        1,
        'ERROR: Error in "milestone" directive:\n1 argument(s) required, 0 '
        "supplied.\n.. milestone:: [docutils]",
    ),
    "own problem: an unknown option": (
        ".. milestone:: planning\n   :nonsense: x\n",
        1,
        'ERROR: Error in "milestone" directive:\nunknown option: '
        '"nonsense".\n.. milestone:: planning\n   :nonsense: x [docutils]',
    ),
    "unresolved event": (
        "On\n:liaison:date:`milestone-11`.\n",
        1,
        'WARNING: There is no event "milestone-11". Did you mean '
        '"milestone-1"? [liaison.unknown-event]',
    ),
    "content: an unknown role": (
        f"{_CONTENT}   A :nonsense:`word`.\n",
        4,
        'ERROR: Unknown interpreted text role "nonsense". [docutils]',
    ),
    "content: an inline error": (
        f"{_CONTENT}   First.\n\n   A *word.\n",
        6,
        "WARNING: Inline emphasis start-string without end-string. [docutils]",
    ),
    "content: an unknown directive": (
        f"{_CONTENT}   .. nonsense::\n",
        4,
        'ERROR: Unknown directive type "nonsense".\n.. nonsense:: [docutils]',
    ),
    "content: a directive of ours that shows nothing": (
        f"{_CONTENT}   .. milestone:: planing\n",
        4,
        'WARNING: The guide has no section "planing". Did you mean '
        '"planning"? [liaison.unknown-section]',
    ),
    "content: an undefined label": (
        f"{_CONTENT}   First.\n\n   See :ref:`nobody`.\n",
        6,
        "WARNING: undefined label: 'nobody' [ref.ref]",
    ),
    "content: an unresolved document": (
        f"{_CONTENT}   See :doc:`nobody`.\n",
        4,
        "WARNING: unknown document: 'nobody' [ref.doc]",
    ),
    "content: an unresolved term": (
        f"{_CONTENT}   A :term:`nonsense`.\n",
        4,
        "WARNING: term not in glossary: 'nonsense' [ref.term]",
    ),
    "content: an unresolved step": (
        f"{_CONTENT}   See\n   :liaison:step:`cutt`.\n",
        4,
        'WARNING: The guide has no step "cutt". Did you mean "cut"? '
        "[liaison.unknown-step]",
    ),
    "content: an unresolved role": (
        f"{_CONTENT}   See :liaison:role:`liason`.\n",
        4,
        'WARNING: The guide has no role "liason". Did you mean "liaison"? '
        "[liaison.unknown-role]",
    ),
    "content: an unresolved item": (
        f"{_CONTENT}   See :liaison:item:`2030.1/plan/tinny`.\n",
        4,
        'WARNING: No page shows the item "2030.1/plan/tinny". Did you mean '
        '"2030.1/plan/tiny"? [liaison.unknown-item]',
    ),
    "content: an unresolved event": (
        f"{_CONTENT}   On :liaison:date:`milestone-11`.\n",
        4,
        'WARNING: There is no event "milestone-11". Did you mean '
        '"milestone-1"? [liaison.unknown-event]',
    ),
}
#: Other directives whose content is read in another way.
for _directive in (
    ".. guide-overview::\n",
    ".. glossary-term:: freeze\n   :no-index:\n",
    ".. project-context::\n   :no-index:\n",
    ".. liaison-precedence:: helping\n   :no-index:\n",
    ".. ffe-policy:: late\n   :no-index:\n",
    ".. cycle-checklist:: 2030.1\n   :no-index:\n",
    ".. cycle-checklist:: 2030.1\n   :only: timeline\n",
):
    _name = " ".join(_directive.replace(":", "").replace(".", "").split())
    IN_PAGE[f"content of {_name}"] = (
        f"{_directive}\n   A :nonsense:`word`.\n",
        _directive.count("\n") + 2,
        'ERROR: Unknown interpreted text role "nonsense". [docutils]',
    )

_OTHER = "Other\n=====\n\n"
_DEEP = "In\n--\n\nDeep\n~~~~\n\n"


def rows_of_pages() -> Iterator[Row]:
    for mistake, (text, line, message) in IN_PAGE.items():
        places: dict[str, tuple[Files, str, int]] = {
            "page": ({"other.rst": _OTHER + text}, "other.rst", 3),
            "include": (
                {
                    "other.rst": f"{_OTHER}.. include:: included.txt\n",
                    "included.txt": text,
                },
                "included.txt",
                0,
            ),
            "only": (
                {
                    "other.rst": f"{_OTHER}.. only:: not latex\n\n"
                    + indented(text)
                },
                "other.rst",
                5,
            ),
            "nested section": (
                {"other.rst": _OTHER + _DEEP + text},
                "other.rst",
                9,
            ),
        }
        for host, (files, path, before) in places.items():
            told = f"{path}:{before + line}: {message}"
            yield Row(mistake, host, files, [told])
        if mistake.startswith("content"):
            # Nothing of a cycle file is read as reST.
            words = "; ".join(text.split("\n\n", 1)[1].split("\n"))
            noted = f"{tiny.CYCLE}notes: |\n  {words}\n"
            yield Row(mistake, "cycle document", {CYCLE: noted}, [])


# -- mistakes in a cycle file


def in_cycle(old: str, new: str) -> Files:
    assert old in tiny.CYCLE
    return {CYCLE: tiny.CYCLE.replace(old, new)}


IN_CYCLE: dict[str, tuple[Files, list[str]]] = {
    "own problem: an unknown key": (
        in_cycle("links:", "linkz:"),
        [
            f'{CYCLE}:2:1: WARNING: A cycle file has no key "linkz". Did you '
            'mean "links"? [liaison.unknown-key]'
        ],
    ),
    "own problem: an unknown item": (
        in_cycle("plan/tiny", "plan/tinny"),
        [
            f'{CYCLE}:4:3: WARNING: The checklist has no item "plan/tinny". '
            'Did you mean "plan/tiny"? [liaison.unknown-item]'
        ],
    ),
    "own problem: a bad date": (
        in_cycle("2029-11-13", "2029-13-13"),
        [
            f'{CYCLE}:4:21: WARNING: "2029-13-13" is not a date. Write a '
            "real day as YYYY-MM-DD. [liaison.bad-date]"
        ],
    ),
    "reST in the title of an exception": (
        in_cycle(
            "items:",
            "exceptions:\n  big: {policy: late, by: ada, decision: open, "
            "title: 'A *big :no:`x` :ref:`nobody`'}\nitems:",
        ),
        [],
    ),
    "reST in the reason of a skipped item": (
        in_cycle(
            "items:\n", "items:\n  ask-lead: {skipped: '*no :ref:`nobody`'}\n"
        ),
        [],
    ),
}


def rows_of_cycles() -> Iterator[Row]:
    for mistake, (changed, told) in IN_CYCLE.items():
        yield Row(mistake, "cycle document", {**ALONE, **changed}, told)
        yield Row(mistake, "both", changed, told)


ROWS = [
    *rows_of_yaml(),
    *rows_of_pages(),
    *rows_of_cycles(),
]


def complete(text: str, source: Path) -> list[str]:
    """Give each warning whole, with paths relative to the source."""
    found: list[str] = []
    for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines():
        place, _, rest = line.partition(":")
        # docutils names an included file relative to where it runs.
        if place.startswith("../"):
            line = f"{os.path.abspath(place)}:{rest}"
        if re.search(r": (WARNING|ERROR|CRITICAL): ", line):
            found.append(line.replace(f"{source}/", ""))
        elif line:
            found[-1] += f"\n{line}"
    return found


@pytest.mark.parametrize(
    "row", ROWS, ids=[f"{one.mistake} / {one.host}" for one in ROWS]
)
def test_a_mistake_is_told_at_its_place(
    build: Build, tmp_path: Path, row: Row
) -> None:
    source = tmp_path / "project"
    settings: dict[str, Any] = {"nitpicky": True}
    # Writing finds nothing more in a page, and takes long.
    builder = "dummy" if row.host in PAGES else "html"
    built = build(builder=builder, settings=settings, **row.files)
    warnings = complete(built.app.warning.getvalue(), source)
    assert warnings == row.warnings


def test_every_kind_of_mistake_is_in_the_table_for_every_host() -> None:
    hosts = {*HOSTS}
    for kind in ("own problem", "unresolved"):
        assert {
            row.host for row in ROWS if row.mistake.startswith(kind)
        } == hosts
    assert {row.host for row in ROWS if row.mistake.startswith("content")} == {
        *PAGES,
        "cycle document",
    }


def test_a_prologue_moves_no_line(build: Build) -> None:
    built = build(
        settings={"rst_prolog": ".. |a| replace:: b\n.. |c| replace:: d\n"},
        **{"other.rst": f"{_OTHER}{_CONTENT}   A :no:`word`.\n"},
    )
    (warning,) = built.warnings
    assert warning.startswith("other.rst:7: ERROR: Unknown interpreted text")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("sections/freezing.yaml", "title: ", "titel: "),
        ("policies.yaml", "  title: ", "  titel: "),
        ("precedence.yaml", "  title: ", "  titel: "),
        ("policies.yaml", "late:", "late: ]"),
    ],
)
def test_what_is_broken_in_yaml_is_not_told_again_where_it_is_shown(
    build: Build, name: str, old: str, new: str
) -> None:
    text = tiny.GUIDE[name]
    built = build(**{f"guide/{name}": text.replace(old, new, 1)})
    (warning,) = built.warnings
    assert warning.startswith(f"guide/{name}:")
