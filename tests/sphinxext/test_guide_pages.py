# SPDX-License-Identifier: Apache-2.0
"""What the directives make of a guide."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from docutils import nodes

from tests.sphinxext import tiny

Build = Callable[..., Any]


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_small_project_builds_without_a_warning(build: Build) -> None:
    assert build().warnings == []


def test_a_phase_shows_its_dates_in_the_current_cycle(build: Build) -> None:
    page = build().page("guide")
    assert (
        "In 2030.1 : Mon 12 Nov 2029 – Fri 16 Nov 2029 , due Thu 15 Nov 2029"
        in text_of(page)
    )
    assert '<time datetime="2029-11-15">' in page


def test_a_policy_shows_its_window(build: Build) -> None:
    text = text_of(build().page("guide"))
    assert "Fri 1 Mar 2030 – Thu 14 Mar 2030 . The last day" in text


def test_sections_are_in_the_table_of_contents(build: Build) -> None:
    contents = build().app.env.tocs["guide"].astext()
    for title in ("Planning", "Meeting", "Who helps", "Late work", "Roles"):
        assert title in contents


def test_anchors_of_an_earlier_page_lead_to_their_section(
    build: Build,
) -> None:
    tree = build().tree("guide")
    sections = {
        one: section[0].astext()
        for section in tree.findall(nodes.section)
        for one in section["ids"]
    }
    assert sections["old-planning"] == "Planning"
    assert sections["liaison-section-planning"] == "Planning"


def test_placeholders_stay_open_in_the_guide(build: Build) -> None:
    text = build().tree("guide").astext()
    assert "Plan <release> before the freeze." in text
    assert "Meet with {everybody} about <series>" in text
    assert "meet --cycle <release>" in text


def test_an_address_that_stays_open_is_no_link(build: Build) -> None:
    tree = build().tree("guide")
    addresses = [
        str(node.get("refuri", "")) for node in tree.findall(nodes.reference)
    ]
    assert not [one for one in addresses if "{" in one or "<" in one]
    assert "https://example.org/<release>" in tree.astext()


def test_commands_are_highlighted_and_say_where_to_type_them(
    build: Build,
) -> None:
    page = build().page("guide")
    assert 'class="liaison-command highlight-bash' in page
    assert "In tiny/tools :" in text_of(page)


def test_both_leaderships_stand_there_and_the_one_on_record_is_marked(
    build: Build,
) -> None:
    record = """\
cycle: {series: zzyzx, release: "2030.1"}
sources: []
leadership: {model: ptl, source: governance}
liaisons: {}
carried-from: null
series: []
deliverables: {}
"""
    built = build(**{"data/records/2030.1.yaml": record})
    assert built.warnings == []
    text = built.tree("guide").astext()
    assert (
        "Tiny lead (under a PTL, on record now) or "
        "Tiny liaison (under distributed leadership)" in text
    )
    assert "Under a PTL, on record now" in text


def test_a_step_has_a_permalink_and_leads_to_the_checklist(
    build: Build,
) -> None:
    page = build().page("guide")
    assert 'href="#liaison-step-plan"' in page
    assert 'href="2030.1.html#2030-1-plan-tiny"' in page


def test_terms_are_found_under_every_name_in_any_case(build: Build) -> None:
    other = (
        "Other\n=====\n\n:term:`Freeze`, :term:`FROZEN`, :term:`rel`, "
        ":term:`real enough literature`\n"
    )
    built = build(**{"other.rst": other})
    assert built.warnings == []
    assert built.page("other").count('href="guide.html#liaison-term-') == 4


def test_content_under_a_directive_is_added(build: Build) -> None:
    built = build(
        **{
            "other.rst": "Other\n=====\n\n.. procedure:: releasing\n"
            "   :no-index:\n\n   More *words* of the team's.\n\n"
            "   .. note:: Mind the gap.\n"
        }
    )
    assert built.warnings == []
    page = built.page("other")
    assert "More <em>words</em> of the team’s." in page
    assert "Mind the gap." in page


def test_content_stands_before_the_parts_of_a_section(build: Build) -> None:
    page = tiny.GUIDE_PAGE.replace(
        ".. milestone:: planning\n",
        ".. milestone:: planning\n\n   Words of the team's.\n",
    )
    text = build(**{"guide.rst": page}).tree("guide").astext()
    order = [
        text.index(one)
        for one in (
            "Write the plan",
            "Words of the team",
            "Meet with",
            "Who helps\n",
        )
    ]
    assert order == sorted(order)


def test_a_directive_works_in_a_nested_section_an_include_and_only(
    build: Build,
) -> None:
    built = build(
        **{
            "guide.rst": None,
            "included.txt": ".. milestone:: planning\n",
            "index.rst": "Top\n===\n\n.. toctree::\n\n   other\n   2030.1\n",
            "other.rst": (
                "Other\n=====\n\nDeeper\n------\n\nDeepest\n~~~~~~~\n\n"
                ".. milestone:: freezing\n\n   .. ffe-policy:: late\n\n"
                "Back\n----\n\n.. include:: included.txt\n\n"
                ".. only:: html\n\n   .. procedure:: releasing\n\n"
                ".. liaison-precedence:: helping\n\n"
                ".. glossary-term:: freeze release\n"
            ),
        }
    )
    assert built.warnings == []
    contents = built.app.env.tocs["other"].astext()
    assert "Planning" in contents
    assert "Late work" in contents


def test_a_page_in_markdown_shows_the_guide_and_places_its_mistakes(
    build: Build,
) -> None:
    pytest.importorskip("myst_parser")
    conf = tiny.CONF.replace("= [", '= ["myst_parser", ')
    planning = tiny.GUIDE["sections/planning.yaml"].replace(
        "Ask the lead.", "Ask :ref:`the lead <nobody>`."
    )
    built = build(
        **{
            "conf.py": conf,
            "other.rst": None,
            "other.md": "# Other\n\n## In\n\n```{milestone} planning\n"
            ":no-index:\n\nMore *words*.\n```\n",
            "guide/sections/planning.yaml": planning,
        }
    )
    place = "guide/sections/planning.yaml:35"
    # Once for each page that shows it.
    assert set(built.warnings) == {
        f"{place}: WARNING: undefined label: 'nobody' [ref.ref]"
    }
    (section,) = (
        one
        for one in built.tree("other").findall(nodes.section)
        if one[0].astext() == "Planning"
    )
    assert "liaison-section-planning" not in section["ids"]
    shown = section.astext()
    assert shown.index("Ask the lead") < shown.index("More words")


#: Words that would be markup if nobody escaped them.
ODD = "2. *Plan* `it`_ |a| b_ :c:`d` : e <f> #1 @g https://x.y \\ {h} {{ [i]_"


def test_odd_titles_are_shown_letter_by_letter(build: Build) -> None:
    odd = f"'{ODD}'"
    changed = {
        "sections/planning.yaml": (": Planning", ": Meeting", ": if you like"),
        "project.yaml": (": The tiny service", ": Notes"),
        "roles.yaml": (": Tiny helper",),
        "terms.yaml": (": REL", ": Real Enough Literature"),
        "policies.yaml": (": Late work",),
        "precedence.yaml": (": Who helps",),
    }
    files = {}
    for name, titles in changed.items():
        text = tiny.GUIDE[name]
        for title in titles:
            assert title in text
            shown = title.replace("}", "")
            text = text.replace(title, shown.split(":")[0] + f": {odd}")
        files[f"guide/{name}"] = text
    built = build(
        **files,
        **{
            "guide/guide.yaml": tiny.GUIDE["guide.yaml"].replace(
                ":term:`REL`", ":term:`freeze`"
            )
        },
    )
    assert [one for one in built.warnings if "duplicate term" not in one] == []
    text = built.tree("guide").astext()
    assert text.count(ODD) >= sum(map(len, changed.values()))


@pytest.mark.parametrize("target", ["", "x", "x y", "x y z", "1 2 3 4"])
def test_a_role_of_ours_in_a_page_breaks_nothing(
    build: Build, target: str
) -> None:
    names = ("mark", "span", "phase", "strong", "day", "link", "words", "to")
    text = "\n\n".join(f":liaison-{name}:`a <{target}>`" for name in names)
    built = build(**{"other.rst": f"Other\n=====\n\n{text}\n"})
    assert not [one for one in built.warnings if "liaison." in one]


def test_a_directive_that_cannot_make_a_section_says_so(build: Build) -> None:
    built = build(
        **{
            "other.rst": "Other\n=====\n\n* item\n\n"
            "  .. procedure:: releasing\n     :no-index:\n"
        }
    )
    (warning,) = built.warnings
    assert warning.startswith('other.rst:6: WARNING: "procedure" makes')
    assert warning.endswith("[liaison.bad-directive]")


def test_an_unknown_id_is_told_with_a_suggestion(build: Build) -> None:
    built = build(**{"other.rst": "Other\n=====\n\n.. milestone:: planing\n"})
    (warning,) = built.warnings
    assert warning == (
        'other.rst:4: WARNING: The guide has no section "planing". Did you '
        'mean "planning"? [liaison.unknown-section]'
    )


def test_what_is_shown_nowhere_is_told_at_its_place(build: Build) -> None:
    page = tiny.GUIDE_PAGE.replace("   .. ffe-policy:: late\n", "")
    built = build(**{"guide.rst": page})
    assert built.warnings == [
        'guide/policies.yaml:1:1: WARNING: The policy "late" is shown on no '
        "page. [liaison.not-shown]"
    ]


def test_a_second_place_is_told_once_and_no_index_allows_it(
    build: Build,
) -> None:
    built = build(
        **{"other.rst": "Other\n=====\n\n.. procedure:: releasing\n"}
    )
    told = [one for one in built.warnings if "shown-twice" in one]
    assert told == [
        'other.rst:4: WARNING: The section "releasing" has its place in '
        '"guide" already. Give one of the two directives :no-index:. '
        "[liaison.shown-twice]"
    ]


def test_a_project_may_show_checklists_alone(build: Build) -> None:
    built = build(
        **{
            "guide.rst": None,
            "other.rst": "Other\n=====\n",
            "index.rst": "Top\n===\n\n.. toctree::\n\n   other\n   2030.1\n",
        }
    )
    assert built.warnings == []


def test_assets_are_only_where_they_are_needed(build: Build) -> None:
    built = build()
    assert "liaison-guide.css" in built.page("guide")
    assert "liaison-checklist.js" not in built.page("guide")
    assert "liaison-checklist.css" in built.page("2030.1")
    assert "liaison-guide.js" not in built.page("2030.1")
    for page in ("index", "other"):
        assert "liaison-guide.css" not in built.page(page)
        assert "liaison-checklist.css" not in built.page(page)
