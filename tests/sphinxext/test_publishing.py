# SPDX-License-Identifier: Apache-2.0
"""Each cycle's calendar file and JSON are beside its page."""

from __future__ import annotations

import datetime
import json
import re

import icalendar
import pytest

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build, Built

FILES = ["2030.1-steps.ics", "2030.1.ics", "2030.1.json"]


def published(built: Built) -> list[str]:
    """Return the calendar files and JSON documents of the output."""
    return sorted(
        path.relative_to(built.out).as_posix()
        for suffix in (".ics", ".json")
        for path in built.out.rglob(f"*{suffix}")
    )


def contents(built: Built) -> dict[str, bytes]:
    return {one: (built.out / one).read_bytes() for one in published(built)}


def links(page: str) -> list[str]:
    """Return where the links to the files lead."""
    found = re.search(r'<p class="liaison-files">(.*?)</p>', page, re.DOTALL)
    return re.findall(r'href="([^"]*)"', found[1]) if found else []


@pytest.mark.parametrize(
    ("builder", "page", "before"),
    [
        ("html", "2030.1", ""),
        ("dirhtml", "2030.1/index", "../"),
        ("singlehtml", "index", ""),
    ],
)
def test_a_site_has_the_files_of_its_cycles(
    unchanged: Build, builder: str, page: str, before: str
) -> None:
    built = unchanged(builder)
    assert published(built) == FILES
    found = links(built.page(page))
    assert sorted(found) == [f"{before}{one}" for one in FILES]


@pytest.mark.parametrize(
    "builder", ["epub", "json", "latex", "text", "man", "texinfo", "xml"]
)
def test_what_is_no_site_has_neither_files_nor_links(
    unchanged: Build, builder: str
) -> None:
    built = unchanged(builder)
    assert [one for one in published(built) if "2030.1." in one] == []
    for path in built.out.rglob("*2030.1*"):
        if path.suffix in (".fjson", ".txt", ".xhtml"):
            assert "Calendar of deadlines" not in path.read_text(
                encoding="utf-8"
            )


def test_another_suffix_of_pages_takes_no_file_away(build: Build) -> None:
    built = build(settings={"html_file_suffix": ".htm"})
    assert published(built) == FILES
    assert sorted(links(built.page("2030.1", ".htm"))) == FILES


def test_the_files_say_what_the_page_says(unchanged: Build) -> None:
    files = contents(unchanged())
    items = json.loads(files["2030.1.json"])["items"]
    (plan,) = (one for one in items if one["id"] == "plan")
    states = {one["id"]: one["state"] for one in plan["items"]}
    assert states["plan/tiny"] == "done"
    calendar = icalendar.Calendar.from_ical(files["2030.1.ics"])
    (day,) = (
        one["dtstart"].dt
        for one in calendar.walk("VEVENT")
        if str(one["uid"]).partition("@")[0].endswith("event-milestone-1")
    )
    assert day == datetime.date(2029, 11, 15)


def test_events_link_to_the_page_where_its_address_is_known(
    build: Build,
) -> None:
    base = "https://example.org/docs"
    built = build(builder="dirhtml", settings={"html_baseurl": base})
    calendar = icalendar.Calendar.from_ical(contents(built)["2030.1.ics"])
    addresses = [str(one["url"]) for one in calendar.walk("VEVENT")]
    assert addresses
    shown = built.page("2030.1/index")
    for address in addresses:
        before, _, anchor = address.partition("#")
        assert before == f"{base}/2030.1/"
        assert not anchor or f'id="{anchor}"' in shown


def test_a_page_that_only_shows_a_checklist_has_no_files(
    build: Build,
) -> None:
    built = build(
        **{
            "2030.1.cycle.yaml": None,
            "index.rst": "Top\n===\n\n.. toctree::\n\n   guide\n   other\n",
            "other.rst": "Other\n=====\n\n.. cycle-checklist:: 2030.1\n",
        }
    )
    assert published(built) == []
    assert "liaison-files" not in built.page("other")


def test_files_are_written_when_the_record_changes_and_not_otherwise(
    build: Build,
) -> None:
    first = build()
    before = contents(first)
    states = [(first.out / one).stat() for one in FILES]
    build(write=False)
    for state, name in zip(states, FILES, strict=True):
        again = (first.out / name).stat()
        assert (again.st_ino, again.st_mtime_ns) == (
            state.st_ino,
            state.st_mtime_ns,
        )
    changed = tiny.CYCLE.replace("done: 2029-11-13", "done: 2029-11-14")
    after = contents(build(**{"2030.1.cycle.yaml": changed}))
    fresh = contents(build(folder="fresh", **{"2030.1.cycle.yaml": changed}))
    assert before["2030.1.json"] != after["2030.1.json"]
    assert after == fresh
    # What cannot be read any more is not published.
    assert contents(build(**{"2030.1.cycle.yaml": "items: ["})) == {}
