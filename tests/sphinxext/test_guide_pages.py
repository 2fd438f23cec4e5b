# SPDX-License-Identifier: Apache-2.0
"""What the directives make of a guide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes
from sphinx.util.inventory import InventoryFile

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build, build_project

_OTHER = "Other\n=====\n\n"


def in_order(text: str, *words: str) -> bool:
    places = [text.index(one) for one in words]
    return places == sorted(places)


#: What is on each page: words, or markup.
SHOWN = {
    "guide": [
        "In 2030.1 : Mon 12 Nov 2029 – Fri 16 Nov 2029 , due Thu 15 Nov 2029",
        "Fri 1 Mar 2030 – Thu 14 Mar 2030 . The last day",
        "In tiny/tools :",
        "Plan &lt;release&gt; before the freeze .",
        "Meet with {everybody} about &lt;series&gt;",
        "meet --cycle &lt;release&gt;",
        "https://example.org/&lt;release&gt;",
        '<time datetime="2029-11-15">',
        'class="liaison-command highlight-bash',
        # A step has a permalink, and leads to the checklist.
        'href="#liaison-step-plan"',
        'href="2030.1.html#2030-1-plan"',
        # Anchors of the guide before this one still work.
        '<span id="old-planning"></span><h2>Planning',
    ],
    "2030.1": [
        '<meta name="description" content="2030.1 Zzyzx: release checklist of',
        "who does it.",
        # An item leads to its step and to itself.
        'href="guide.html#liaison-step-plan">the step in the guide<',
        'href="#do-release" title="Link to this step"',
        "No exception is on record for this cycle.",
        "decided by: Tiny lead",
    ],
    "index": [
        'outdated. <a href="https://example.org/now">',
        'data-liaison-due="2029-11-15" data-liaison-late="',
        'href="2030.1.html#2030-1-',
        '<table class="liaison-cycles',
        "data-liaison-statuses=",
        'href="2030.1.html">2030.1',
        'href="2030.1.ics"',
        # In the contents are sections of all kinds.
        'href="guide.html#liaison-section-meeting">Meeting',
        'href="guide.html#liaison-precedence-helping">Who helps',
        'href="guide.html#liaison-policy-late">Late work',
    ],
}


@pytest.mark.parametrize(
    ("page", "words"),
    [(page, one) for page, words in SHOWN.items() for one in words],
)
def test_a_page_has(unchanged: Build, page: str, words: str) -> None:
    html = unchanged().page(page)
    plain = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert words in html or words in plain


def test_records_mark_what_is_so_and_content_comes_before_the_parts(
    build: Build,
) -> None:
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
    assert "Under a PTL, on record now" in text
    assert "More <em>words</em> of the team’s." in built.page("guide")
    words = ("Write the plan", "More words", "Mind the gap.", "Meet with")
    assert in_order(text, *words, "Who helps\n")


def test_a_page_in_markdown_shows_the_guide_and_places_its_mistakes(
    build: Build,
) -> None:
    pytest.importorskip("myst_parser")
    planning = tiny.GUIDE["sections/planning.yaml"]
    built = build(
        **{
            "conf.py": tiny.CONF.replace("= [", '= ["myst_parser", '),
            "other.rst": None,
            "other.md": "# Other\n\n## In\n\n```{milestone} planning\n"
            ":no-index:\n\nMore *words*.\n```\n",
            "guide/sections/planning.yaml": planning.replace(
                "Ask the lead.", "Ask :ref:`the lead <nobody>`."
            ),
        }
    )
    # Once for each page that shows it.
    assert set(built.warnings) == {
        "guide/sections/planning.yaml:35: WARNING: undefined label: 'nobody' "
        "[ref.ref]"
    }
    text = built.tree("other").astext()
    assert in_order(text, "Planning", "Ask the lead", "More words")
    assert "liaison-section-planning" not in built.page("other")


def test_a_role_of_ours_in_a_page_breaks_nothing(build: Build) -> None:
    names = ("mark", "span", "phase", "strong", "day", "link", "words", "to")
    text = "\n\n".join(
        f":liaison-{name}:`a <{target}>`"
        for name in names
        for target in ("", "x", "x y", "x y z", "1 2 3 4")
    )
    built = build(**{"other.rst": f"{_OTHER}{text}\n"})
    assert not [one for one in built.warnings if "liaison." in one]


def test_what_is_shown_nowhere_or_twice_is_reported(build: Build) -> None:
    page = tiny.GUIDE_PAGE.replace("   .. ffe-policy:: late\n", "")
    other = ".. procedure:: releasing\n\n   See :liaison:policy:`late`.\n"
    built = build(**{"guide.rst": page, "other.rst": _OTHER + other})
    assert [one for one in built.warnings if "[liaison" in one] == [
        'other.rst:4: WARNING: The section "releasing" is already shown in '
        '"guide". Add :no-index: to one of the two directives. '
        "[liaison.shown-twice]",
        'guide/policies.yaml:1:1: WARNING: The policy "late" is shown on no '
        "page. [liaison.not-shown]",
        'other.rst:6: WARNING: The guide has the policy "late", but no page '
        "shows it. Show it with a directive, or leave out the link. "
        "[liaison.unknown-policy]",
    ]


def test_assets_are_only_where_they_are_needed(unchanged: Build) -> None:
    guide = ["liaison-guide.css", "liaison-guide.js"]
    cycle = ["liaison-checklist.css", "liaison-checklist.js"]
    wanted = {"guide": guide, "2030.1": cycle, "index": guide, "other": []}
    for name, assets in wanted.items():
        page = unchanged().page(name)
        found = [one for one in (*guide, *cycle) if f"/{one}" in page]
        assert found == assets


def test_the_whole_guide_is_one_directive_and_parts_are_left_out(
    build: Build, unchanged: Build
) -> None:
    text = "The guide\n=========\n\n.. guide::\n"
    whole = build(**{"guide.rst": text})
    assert whole.warnings == []
    shown, others = (
        {
            (entry.type, entry.name, entry.anchor)
            for _, entry in built.app.env.get_domain("liaison").objects()
        }
        for built in (unchanged(), whole)
    )
    assert shown == others
    ids = ("section-planning", "policy-late", "section-releasing")
    page = whole.page("guide")
    assert in_order(page, *(f'id="liaison-{one}"' for one in ids))
    text += (
        "   :exclude: guide-overview, releasing glossary latte\n\n   More.\n"
    )
    built = build(**{"guide.rst": text, "other.rst": _OTHER})
    page = built.page("guide")
    assert "liaison-phases" not in page
    assert "liaison-section-releasing" not in page
    assert in_order(page, "More.", 'id="liaison-policy-late"')
    told = [one for one in built.warnings if "not-shown" not in one]
    assert told == [
        'guide.rst:4: WARNING: The guide has nothing called "latte" to '
        'exclude. Did you mean "late"? [liaison.bad-directive]'
    ]
    assert len(built.warnings) == 4  # a procedure and two terms


def test_without_cycle_files_the_cycle_is_in_development(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = "data/calendars/2030.1.yaml"
    files = {"2030.1.cycle.yaml": None, "index.rst": "Top\n===\n"}
    shown = build(**files).tree("guide").astext()
    assert "In 2030.1: Mon 12 Nov 2029" in shown
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1890000000")
    text = tiny.CALENDAR.replace("status: development", "status: future")
    shown = build(**files, **{calendar: text}).tree("guide").astext()
    assert "In 2026.2: " in shown


def test_settings_change_what_is_shown(build: Build) -> None:
    built = build(
        settings={
            "liaison_date_format": "%Y-%m-%d",
            "liaison_current_cycle": "Indri",
        }
    )
    assert built.warnings == []
    words = "In 2027.1: 2026-11-16 – 2026-11-20, due 2026-11-19"
    assert words in built.tree("guide").astext()


# -- references, from here and from elsewhere

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
