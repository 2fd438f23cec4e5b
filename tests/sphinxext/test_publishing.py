# SPDX-License-Identifier: Apache-2.0
"""Each cycle's calendar file and JSON stand beside its page."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Built

Build = Callable[..., Built]


def published(built: Built) -> list[str]:
    """Give the calendar files and JSON documents of the output."""
    out = Path(built.app.outdir)
    return sorted(
        path.relative_to(out).as_posix()
        for suffix in (".ics", ".json")
        for path in out.rglob(f"*{suffix}")
    )


def links(page: str) -> list[str]:
    """Give where the links to the files lead."""
    found = re.search(r'<p class="liaison-files">(.*?)</p>', page, re.DOTALL)
    return re.findall(r'href="([^"]*)"', found[1]) if found else []


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_a_site_has_the_files_of_its_cycles(
    build: Build, builder: str
) -> None:
    built = build(builder=builder)
    assert built.warnings == []
    assert published(built) == ["2030.1.ics", "2030.1.json"]
    name = {"dirhtml": "2030.1/index", "singlehtml": "index"}
    page = built.page(name.get(builder, "2030.1"))
    before = "../" if builder == "dirhtml" else ""
    assert links(page) == [f"{before}2030.1.ics", f"{before}2030.1.json"]


@pytest.mark.parametrize(
    "builder", ["epub", "json", "latex", "text", "man", "texinfo", "xml"]
)
def test_what_is_no_site_has_neither_files_nor_links(
    build: Build, builder: str
) -> None:
    built = build(
        builder=builder, settings={"copyright": "us", "version": "1"}
    )
    assert built.warnings == []
    assert [one for one in published(built) if "2030.1." in one] == []
    out = Path(built.app.outdir)
    for path in out.rglob("*2030.1*"):
        if builder != "xml" and path.suffix in (".fjson", ".txt", ".xhtml"):
            assert "Calendar file" not in path.read_text(encoding="utf-8")


def test_another_suffix_of_pages_takes_no_file_away(build: Build) -> None:
    built = build(settings={"html_file_suffix": ".htm"})
    assert published(built) == ["2030.1.ics", "2030.1.json"]
    assert links(built.page("2030.1", ".htm")) == published(built)


def test_the_files_say_what_the_page_says(build: Build) -> None:
    built = build()
    out = Path(built.app.outdir)
    document = json.loads((out / "2030.1.json").read_text(encoding="utf-8"))
    (plan,) = (one for one in document["items"] if one["id"] == "plan/tiny")
    assert plan["state"] == "done"
    calendar = icalendar.Calendar.from_ical((out / "2030.1.ics").read_bytes())
    days = {
        str(one["uid"]).partition("@")[0]: one["dtstart"].dt
        for one in calendar.walk("VEVENT")
    }
    (day,) = (
        day for uid, day in days.items() if uid.endswith("event-milestone-1")
    )
    assert day == datetime.date(2029, 11, 15)


@pytest.mark.parametrize(
    ("builder", "page"),
    [
        ("html", "https://example.org/docs/2030.1.html"),
        ("dirhtml", "https://example.org/docs/2030.1/"),
    ],
)
def test_events_link_to_the_page_where_its_address_is_known(
    build: Build, builder: str, page: str
) -> None:
    built = build(
        builder=builder, settings={"html_baseurl": "https://example.org/docs"}
    )
    content = (Path(built.app.outdir) / "2030.1.ics").read_bytes()
    addresses = [
        str(event["url"])
        for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    ]
    assert addresses
    shown = built.page("2030.1/index" if builder == "dirhtml" else "2030.1")
    for address in addresses:
        before, _, anchor = address.partition("#")
        assert before == page
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


def test_a_change_of_the_record_changes_the_files(build: Build) -> None:
    first = build()
    out = Path(first.app.outdir)
    before = {one: (out / one).read_bytes() for one in published(first)}
    changed = tiny.CYCLE.replace("done: 2029-11-13", "done: 2029-11-14")
    build(**{"2030.1.cycle.yaml": changed})
    after = {one: (out / one).read_bytes() for one in published(first)}
    fresh = build(folder="fresh", **{"2030.1.cycle.yaml": changed})
    assert before["2030.1.json"] != after["2030.1.json"]
    assert after == {
        one: (Path(fresh.app.outdir) / one).read_bytes()
        for one in published(fresh)
    }


def test_nothing_is_written_where_nothing_changed(build: Build) -> None:
    first = build()
    path = Path(first.app.outdir) / "2030.1.ics"
    state = path.stat()
    build(write=False)
    assert path.stat().st_ino == state.st_ino
    assert path.stat().st_mtime_ns == state.st_mtime_ns


def test_a_file_that_cannot_be_read_any_more_is_not_published(
    build: Build,
) -> None:
    first = build()
    assert published(first)
    assert published(build(**{"2030.1.cycle.yaml": "items: ["})) == []


def test_readers_in_parallel_publish_the_same(build: Build) -> None:
    many = {
        f"page{number}.rst": f":orphan:\n\nPage {number}\n======\n"
        for number in range(20)
    }
    alone = build(**many)
    together = build(folder="parallel", parallel=2, **many)
    for name in published(alone):
        assert (Path(alone.app.outdir) / name).read_bytes() == (
            Path(together.app.outdir) / name
        ).read_bytes()
