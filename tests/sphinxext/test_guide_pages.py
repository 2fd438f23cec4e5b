# SPDX-License-Identifier: Apache-2.0
"""What the directives make of a guide and its cycles."""

from __future__ import annotations

import json
import re

from docutils import nodes

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build

_OTHER = "Other\n=====\n\n"


def in_order(text: str, *words: str) -> bool:
    places = [text.index(one) for one in words]
    return places == sorted(places)


def test_content_is_before_parts_and_records_are_marked(build: Build) -> None:
    page = tiny.GUIDE_PAGE.replace(
        ".. milestone:: planning\n",
        ".. milestone:: planning\n\n   More *words* of the team's.\n\n"
        "   .. note:: Mind the gap.\n",
    )
    records = {"data/records/2030.1.yaml": tiny.RECORDS}
    built = build(**{"guide.rst": page, **records})
    assert built.warnings == []
    text = built.tree("guide").astext()
    assert (
        "Tiny lead (under a PTL, on record now) or "
        "Tiny liaison (under distributed leadership)" in text
    )
    assert "More <em>words</em> of the team’s." in built.page("guide")
    words = ("Write the plan", "More words", "Mind the gap.", "Meet with")
    assert in_order(text, *words, "Who helps\n")


def test_what_is_shown_nowhere_or_twice_is_reported(build: Build) -> None:
    page = tiny.GUIDE_PAGE.replace("   .. ffe-policy:: late\n", "")
    other = ".. procedure:: releasing\n\n   See :liaison:policy:`:late`.\n"
    # Roles that the directives write break nothing in a page.
    names = ("mark", "span", "phase", "strong", "day", "link", "words", "to")
    for name in names:
        for target in ("", "x", "x y", "x y z", "1 2 3 4"):
            other += f"\n:liaison-{name}:`a <{target}>`\n"
    built = build(**{"guide.rst": page, "other.rst": _OTHER + other})
    assert [one for one in built.warnings if "[liaison" in one] == [
        'other.rst:4: WARNING: The section "releasing" is already shown in '
        '"guide". Add :no-index: to one of the two directives. '
        "[liaison.shown-twice]",
        'guide/policies.yaml:1:1: WARNING: The policy "late" is shown on no '
        "page. [liaison.not-shown]",
        'other.rst:6: WARNING: The guide has the policy ":late", but no page '
        "shows it. Show it with a directive, or leave out the link. "
        "[liaison.unknown-policy]",
    ]


def test_the_whole_guide_is_one_directive_and_parts_are_left_out(
    build: Build,
) -> None:
    text = "The guide\n=========\n\n.. guide::\n"
    whole = build(**{"guide.rst": text})
    assert whole.warnings == []
    ids = ("section-planning", "policy-late", "section-releasing")
    page = whole.page("guide")
    assert in_order(page, *(f'id="liaison-{one}"' for one in ids))
    text += "  :exclude: guide-overview, releasing glossary latte\n\n  More.\n"
    built = build(**{"guide.rst": text, "other.rst": _OTHER})
    page = built.page("guide")
    assert not re.search("liaison-phases|liaison-section-releasing", page)
    assert in_order(page, "More.", 'id="liaison-policy-late"')
    told = [one for one in built.warnings if "not-shown" not in one]
    assert told == [
        'guide.rst:4: WARNING: The guide has nothing called "latte" to '
        'exclude. Did you mean "late"? [liaison.bad-directive]'
    ]
    assert len(built.warnings) == 4  # a procedure and two terms


def test_without_cycle_files_the_cycle_is_in_development_or_as_set(
    build: Build,
) -> None:
    text = tiny.CALENDAR.replace("status: development", "status: future")
    files = {"2030.1.cycle.yaml": None, "data/calendars/2030.1.yaml": text}
    assert "In 2026.2: " in build(**files).tree("guide").astext()
    settings = {
        "liaison_date_format": "%Y-%m-%d",
        "liaison_current_cycle": "Indri",
    }
    phase = tiny.GUIDE["sections/planning.yaml"]
    own = "owner: lead\n    window: {week: milestone-1}\n"
    files["guide/sections/planning.yaml"] = phase.replace("owner: lead\n", own)
    text = build(settings=settings, **files).tree("guide").astext()
    assert text.count("2026-11-16 – 2026-11-20, due 2026-11-19") == 2
    assert "In 2027.1: 2026-11-16 – 2026-11-20, due 2026-11-19" in text


# -- pages of cycles


def with_text(text: str) -> dict[str, str]:
    """Return the procedure with another text of its step."""
    old = tiny.GUIDE["sections/releasing.yaml"]
    return {
        "guide/sections/releasing.yaml": old.replace("Cut the release.", text)
    }


def test_a_search_finds_a_cycle_by_its_items_and_records(build: Build) -> None:
    cycle = tiny.CYCLE + (
        "exceptions: {one: {policy: late, title: Quokka, by: wombat}}\n"
    )
    built = build(
        **{"2030.1.cycle.yaml": cycle},
        **with_text("It's \"the quagga\" -- see ``'x' -- y``."),
    )
    assert "It’s “the quagga” – see" in built.page("guide")
    assert "No exception is on record" not in built.page("2030.1")
    text = (built.out / "searchindex.js").read_text("utf-8")
    index = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    number = index["docnames"].index("2030.1")
    for word in ("quagga", "quokka", "wombat"):
        found = index["terms"][word]
        assert number in (found if isinstance(found, list) else [found])


# -- what is missing or cannot be read


def test_a_page_is_left_of_what_cannot_be_read(build: Build) -> None:
    pages = "   2030.1\n   2029.2\n   2031.1\n"
    built = build(
        **{
            "guide.rst": "Guide\n=====\n",
            "index.rst": tiny.INDEX.replace("   2030.1\n", pages),
            "other.rst": _OTHER,
            "2029.2.cycle.yaml": 'cycle: "2029.2"\nitems: [x\n',
            "data/calendars/2029.2.yaml": tiny.CALENDAR_BEFORE,
            "2031.1.cycle.yaml": 'cycle: "2031.1"\n',
        },
        **with_text("Cut the *release."),
    )
    told = [one for one in built.warnings if "not-shown" not in one]
    assert [one[: one.index(" WARNING")] for one in told] == [
        "2029.2.cycle.yaml:3:1:",
        "guide/sections/releasing.yaml:5:19:",
    ]
    page = built.page("2030.1")
    assert "the step in the guide" not in page
    # A step goes by its name where its text cannot be read.
    assert re.search(r"<li>cut", page.partition("liaison-instructions")[2])
    assert "This cycle’s file cannot be read." in built.page("2029.2")
    page = built.page("2031.1")
    # Nor is there a time for exceptions.
    assert "liaison-exceptions" not in page
    # A calendar may not be empty, so there is none.
    assert "2031.1.json" in page
    assert "2031.1.ics" not in page
    assert not (built.out / "2031.1.ics").exists()


def test_checklists_on_one_page_keep_their_ids_apart(build: Build) -> None:
    only, more = ".. cycle-checklist::", "   :no-index:"
    timeline = f"{only} 2030.1\n{{}}   :only: timeline\n"
    built = build(
        **{
            "other.rst": f"{_OTHER}{only} 2030.1\n{more}\n\n"
            f"{only} zzyzx\n{more}\n\n{only} indri\n\n"
            "See :liaison:item:`2027.1/do-release`.\n\n"
            f"{timeline.format('')}\n.. note::\n\n   {timeline.format('   ')}"
        }
    )
    assert built.warnings == []
    page = built.page("other")
    assert page.count('id="2030-1-plan-tiny"') == 1
    assert 'id="checklist-2030-1"' in page
    assert 'id="checklist-2027-1"' in page
    assert "liaison-svg" in page.partition('class="admonition note"')[2]
    # The files are those of the cycle's own page.
    assert "liaison-files" not in page
    assert not (built.out / "2027.1.json").exists()


# -- references, from here and from elsewhere

#: References, their words, and where they lead.
REFERENCES = [
    (":liaison:section:`planning`", "Planning", "section-planning"),
    (":liaison:section:`meeting`", "Meeting", "section-meeting"),
    (":liaison:step:`cut`", "Cut the release", "step-cut"),
    (":liaison:step:`words <meet>`", "words", "step-meet"),
    (":liaison:role:`liaison`", "Tiny liaison", "role-liaison"),
    (":liaison:precedence:`helping`", "Who {branch}", "precedence-helping"),
    (":liaison:policy:`late`", "Late work", "policy-late"),
    (":any:`what helps <helping>`", "what helps", "precedence-helping"),
    (":ref:`liaison-section-planning`", "Planning", "section-planning"),
    # Terms are found under every name, in any case.
    (":term:`FROZEN`", "FROZEN", "term-freeze"),
    (":term:`rel`", "rel", "term-release"),
    (
        ":term:`real enough literature`",
        "real enough literature",
        "term-release-2",
    ),
]
DATES = [
    ("milestone-1", "Thu 15 Nov 2029"),
    ("the day <milestone-1>", "the day (Thu 15 Nov 2029)"),
    ("it <summit>", "it (Mon 10 Dec 2029, Mon 7 Jan 2030 – Tue 8 Jan 2030)"),
    ("spec-freeze", "not scheduled"),
]
SEVERAL = """\
  summit:
    key: z-summit
    basis: stated
    occurrences:
      - {from: 2029-12-10, to: 2029-12-10, due: 2029-12-10}
      - {from: 2030-01-07, to: 2030-01-08, due: null}
"""
BRACED = tiny.GUIDE["precedence.yaml"].replace("Who helps", "Who {branch}")
#: Labels that are like names of ours.
LABELS = ".. _planning:\n.. _meet:\n.. _freeze:\n\nLabels\n------\n\n"


def test_references_have_targets_and_dates_days(build: Build) -> None:
    words = [
        *(role for role, *_ in REFERENCES),
        ":liaison:item:`2030.1/plan/tiny`",
        *(f":liaison:date:`{date}`" for date, _ in DATES),
    ]
    built = build(
        **{
            "other.rst": f"Other\n=====\n\n{LABELS}" + "\n\n".join(words),
            "data/calendars/2030.1.yaml": tiny.CALENDAR + SEVERAL,
            "guide/precedence.yaml": BRACED,
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
