# SPDX-License-Identifier: Apache-2.0
"""Every builder shows the pages; a site has each cycle's files beside them."""

from __future__ import annotations

import json
import re

import icalendar
import pytest

from tests.sphinxext.conftest import Build, Built

FILES = ["2030.1-steps.ics", "2030.1.ics", "2030.1.json"]
#: The page of a cycle by the builder of a site, and the way to its files.
SITES = {
    "html": ("2030.1", ""),
    "dirhtml": ("2030.1/index", "../"),
    "singlehtml": ("index", ""),
}
OTHERS = ("epub", "latex", "text", "man", "texinfo", "xml", "pseudoxml")


def contents(built: Built) -> dict[str, bytes]:
    """Return the calendar files and JSON documents of the output."""
    return {
        path.relative_to(built.out).as_posix(): path.read_bytes()
        for path in sorted(built.out.rglob("*"))
        if path.suffix in (".ics", ".json")
    }


def links(page: str) -> list[str]:
    """Return where the links to the files lead."""
    found = re.search(r'(?s)<p class="liaison-files">(.*?)</p>', page)
    return sorted(re.findall(r'href="([^"]*)"', found[1])) if found else []


@pytest.mark.parametrize(
    "builder", [*SITES, *OTHERS, "json", "gettext", "dummy"]
)
def test_a_builder_has_nothing_to_complain_of(
    unchanged: Build, builder: str
) -> None:
    built = unchanged(builder)
    assert built.warnings == []
    found = [one for one in contents(built) if one.startswith("2030.1")]
    if builder in SITES:
        page, before = SITES[builder]
        assert found == FILES
        assert links(built.page(page)) == [f"{before}{one}" for one in FILES]
        return
    assert found == []
    for path in built.out.rglob("*2030.1*"):
        if path.suffix in (".fjson", ".txt", ".xhtml"):
            assert "Calendar of deadlines" not in path.read_text("utf-8")


def test_the_link_checker_asks_for_whole_addresses(unchanged: Build) -> None:
    built = unchanged("linkcheck")
    assert built.warnings == []
    lines = built.page("output", ".json").splitlines()
    asked = {json.loads(line)["uri"] for line in lines}
    assert "https://example.org/2030.1" in asked
    assert not [one for one in asked if "{" in one or "<" in one]


def test_text_has_the_words_of_the_rest_export(unchanged: Build) -> None:
    text = unchanged("text").page("2030.1", ".txt")
    assert "* [x] tiny (Done Tue 13 Nov 2029" in text
    assert "Milestone 1" in text
    text = unchanged("text").page("index", ".txt")
    assert "* Thu 15 Nov 2029: Milestone 1" in text
    assert "Nothing is due" not in text


@pytest.mark.parametrize("name", ["guide", "2030.1"])
def test_a_writer_meets_only_standard_nodes_without_notes_of_ours(
    unchanged: Build, name: str
) -> None:
    text = unchanged("xml").page(name, ".xml")
    assert "<list_item" in text
    assert re.findall(r"<liaison_\w+|liaison_\w+=", text) == []


def test_another_extensions_visitors_for_epub_take_nothing_away(
    unchanged: Build,
) -> None:
    assert 'id="plan-tiny"' in unchanged("epub").page("2030.1", ".xhtml")


def test_files_are_found_and_lead_back_where_pages_have_other_names(
    build: Build,
) -> None:
    base = "https://example.org/docs"
    settings = {"html_baseurl": base, "html_file_suffix": ".htm"}
    built = build(builder="dirhtml", settings=settings)
    page, files = built.page("2030.1/index", ".htm"), contents(built)
    assert [*files] == FILES
    assert links(page) == [f"../{one}" for one in FILES]
    events = icalendar.Calendar.from_ical(files["2030.1.ics"]).walk("VEVENT")
    assert events
    for event in events:
        before, _, anchor = str(event["url"]).partition("#")
        assert before == f"{base}/2030.1/"
        assert not anchor or f'id="{anchor}"' in page
