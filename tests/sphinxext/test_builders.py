# SPDX-License-Identifier: Apache-2.0
"""What each builder makes of the small project."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import icalendar
import pytest

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build, build_project

FILES = ["2030.1-steps.ics", "2030.1.ics", "2030.1.json"]
DOCS = "https://example.org/docs"
#: The page of a cycle by the builder of a site, the way to its files, and
#: where their events lead, if into it.
SITES = {
    "html": ("2030.1.html", "", f"{DOCS}/2030.1.html"),
    "dirhtml": ("2030.1/index.htm", "../", f"{DOCS}/2030.1/"),
    "singlehtml": ("index.html", "", ""),
}
OTHERS = ("epub", "latex", "text", "man", "texinfo", "xml", "pseudoxml")


@pytest.mark.parametrize(
    "builder", [*SITES, *OTHERS, "json", "gettext", "dummy"]
)
def test_a_site_has_files_of_a_cycle_beside_its_page(
    unchanged: Build, builder: str
) -> None:
    built = unchanged(builder)
    assert built.warnings == []
    files = {
        path.name: path
        for path in sorted(built.out.rglob("*"))
        if re.fullmatch(r"2030\.1.*\.(ics|json)", path.name)
    }
    if builder not in SITES:
        assert files == {}
        for path in built.out.rglob("*2030.1*"):
            if path.suffix in (".fjson", ".txt", ".xhtml"):
                assert "Calendar of deadlines" not in path.read_text("utf-8")
        return
    assert [*files] == FILES
    place, before, address = SITES[builder]
    page = (built.out / place).read_text("utf-8")
    links, *_ = re.findall(r'(?s)<p class="liaison-files">(.*?)</p>', page)
    assert sorted(re.findall(r'href="([^"]*)"', links)) == [
        f"{before}{name}" for name in FILES
    ]
    calendar = icalendar.Calendar.from_ical(files["2030.1.ics"].read_bytes())
    assert calendar.walk("VEVENT")
    for event in calendar.walk("VEVENT"):
        whole, _, anchor = str(event["url"]).partition("#")
        assert whole == address if address else DOCS not in whole
        assert not anchor or not address or f'id="{anchor}"' in page


def test_the_link_checker_asks_for_whole_addresses(unchanged: Build) -> None:
    built = unchanged("linkcheck")
    assert built.warnings == []
    lines = built.page("output", ".json").splitlines()
    asked = {json.loads(line)["uri"] for line in lines}
    assert "https://example.org/2030.1" in asked
    assert not [one for one in asked if "{" in one or "<" in one]


#: What is on each page: words, or markup.
SHOWN = {
    "guide.html": [
        "Fri 1 Mar 2030 – Thu 14 Mar 2030 . The last day",
        "In tiny/tools :",
        "Meet with {everybody} about &lt;series&gt;",
        "meet --cycle &lt;release&gt;",
        "https://example.org/&lt;release&gt;",
        'class="liaison-command highlight-bash',
        'class="liaison-steps',
        # A step has a permalink, and leads to the checklist.
        'href="#liaison-step-plan"',
        'href="2030.1.html#2030-1-plan"',
        # Anchors of the guide before this one still work.
        '<span id="old-planning"></span><h2>Planning',
    ],
    "2030.1.html": [
        '<meta name="description" content="2030.1 Zzyzx: release checklist of',
        # An item leads to its step and to itself.
        'href="guide.html#liaison-step-plan">the step in the guide<',
        'href="#do-release" title="Link to this step"',
        "No exception is on record for this cycle.",
        "decided by: Tiny lead",
    ],
    "index.html": [
        'outdated. <a href="https://example.org/now">',
        'data-liaison-due="2029-11-15" data-liaison-late="',
        'href="2030.1.html#2030-1-',
        "data-liaison-statuses=",
        'href="2030.1.html">2030.1',
        'href="2030.1.ics"',
        # In the contents are sections of all kinds.
        'href="guide.html#liaison-section-meeting">Meeting',
        'href="guide.html#liaison-precedence-helping">Who helps',
        'href="guide.html#liaison-policy-late">Late work',
    ],
    # The words of the export in reST.
    "2030.1.txt": ["* [x] tiny (Done Tue 13 Nov 2029", "-[ Table of dates ]-"],
    "index.txt": ["* Thu 15 Nov 2029: Milestone 1", "| Release day "],
    # A writer meets standard nodes only, without notes of ours.
    "guide.xml": ["<list_item"],
    "2030.1.xml": ["<list_item"],
    # Another extension's visitors for EPUB take nothing away.
    "2030.1.xhtml": ['id="plan-tiny"'],
    "index.xhtml": ["Milestone 1", "when these dates were recorded"],
}
#: What is not, as a pattern.
HIDDEN = {
    **dict.fromkeys(("index.txt", "index.xhtml"), r"Nothing is|Next d|Files "),
    **dict.fromkeys(("guide.xml", "2030.1.xml"), r"<liaison_\w+|liaison_\w+="),
}
BUILDERS = {"txt": "text", "xhtml": "epub"}


@pytest.mark.parametrize("page", SHOWN)
def test_a_page_has_what_it_is_to_have(unchanged: Build, page: str) -> None:
    name, _, suffix = page.rpartition(".")
    text = unchanged(BUILDERS.get(suffix, suffix)).page(name, f".{suffix}")
    plain = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    assert [one for one in SHOWN[page] if one not in text + plain] == []
    assert page not in HIDDEN or not re.search(HIDDEN[page], text)


def test_assets_are_only_where_they_are_needed(unchanged: Build) -> None:
    guide = ["liaison-guide.css", "liaison-guide.js"]
    cycle = ["liaison-checklist.css", "liaison-checklist.js"]
    wanted = {"guide": guide, "2030.1": cycle, "index": guide, "other": []}
    for name, assets in wanted.items():
        page = unchanged().page(name)
        found = [one for one in (*guide, *cycle) if f"/{one}" in page]
        assert found == assets


def test_each_link_of_the_pdf_has_its_label_once(unchanged: Build) -> None:
    (file,) = unchanged("latex").out.glob("*.tex")
    text = file.read_text(encoding="utf-8")
    labels = Counter(re.findall(r"\\label\{\\detokenize\{([^}]+)\}\}", text))
    links = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]+)\}\]", text))
    assert any("2030-1-" in link for link in links)
    assert links - set(labels) == set()
    assert [name for name, count in labels.items() if count > 1] == []


def test_another_project_links_to_everything_but_items(
    unchanged: Build, tmp_path: Path
) -> None:
    files = {
        "conf.py": "nitpicky = True\n"
        'extensions = ["sphinx.ext.intersphinx", "watcher_liaison_guide"]\n',
        "index.rst": "Top\n===\n\n:liaison:step:`cut`, :term:`freeze`, "
        ":external:liaison:step:`it <meet>`\n",
    }
    tiny.write_files(tmp_path, files)
    file = str(unchanged().out / "objects.inv")
    mapping = {"guide": ("https://example.org/", file)}
    built = build_project(
        tmp_path, "html", tmp_path / "out", intersphinx_mapping=mapping
    )
    assert built.app.warning.getvalue() == ""
    for target in ("step-cut", "term-freeze", "step-meet"):
        address = f"https://example.org/guide.html#liaison-{target}"
        assert f'href="{address}"' in built.page("index")
    # Thousands of items would slow down every build.
    assert "liaison:item" not in built.app.env.intersphinx_inventory
