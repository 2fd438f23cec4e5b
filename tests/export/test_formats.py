# SPDX-License-Identifier: Apache-2.0
"""Every format, whole, as it stands in the files of ``golden``."""

from __future__ import annotations

import base64
import dataclasses
import datetime
import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.export.samples import HOSTILE_TEXT, item, prose, sample
from watcher_liaison_guide.calendar.model import SourceNote
from watcher_liaison_guide.checklist.handoff import handoff
from watcher_liaison_guide.checklist.model import Checklist, Item, ItemLink
from watcher_liaison_guide.checklist.selecting import for_role, roles_of
from watcher_liaison_guide.checklist.week import week
from watcher_liaison_guide.export import markup
from watcher_liaison_guide.export.agenda import write_agenda
from watcher_liaison_guide.export.etherpad import (
    Etherpad,
    checklist_to_etherpad,
)
from watcher_liaison_guide.export.handoff import write_handoff
from watcher_liaison_guide.export.html import checklist_to_html
from watcher_liaison_guide.export.ics import checklist_to_ics
from watcher_liaison_guide.export.item_words import said_once
from watcher_liaison_guide.export.json import checklist_to_text
from watcher_liaison_guide.export.markdown import (
    Markdown,
    checklist_to_markdown,
)
from watcher_liaison_guide.export.rst import (
    Rst,
    checklist_to_rst,
    part_to_rst,
)
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.export.timeline import timeline_svg
from watcher_liaison_guide.prose import Filling

Golden = Callable[[str, "str | bytes"], None]
TODAY = datetime.date(2026, 11, 17)


def without_assets(html: str) -> str:
    """Give a page without its style and script, which have own tests."""
    html = re.sub(r"'sha256-[^']+'", "'sha256-…'", html)
    html = re.sub(r"(?s)<style>.*?</style>", "<style></style>", html)
    return re.sub(r"(?s)<script>.*?</script>", "<script></script>", html)


WRITERS: dict[str, Callable[[Checklist], str | bytes]] = {
    "checklist.md": checklist_to_markdown,
    "checklist.txt": checklist_to_etherpad,
    "checklist.rst": checklist_to_rst,
    "checklist.json": checklist_to_text,
    "checklist.ics": checklist_to_ics,
    "steps.ics": lambda one: checklist_to_ics(one, by_step=True),
    "brief.md": Markdown().brief,
    "brief.txt": Etherpad().brief,
    "brief.rst": Rst().brief,
    "checklist.html": lambda one: without_assets(checklist_to_html(one)),
    "timeline.svg": timeline_svg,
    "agenda.txt": lambda one: write_agenda(PLAIN, week(one, TODAY)),
    "agenda.md": lambda one: write_agenda(Markdown(), week(one, TODAY)),
    "handoff.txt": lambda one: write_handoff(PLAIN, handoff(one, TODAY)),
    "handoff.md": lambda one: write_handoff(Markdown(), handoff(one, TODAY)),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_format_is_as_in_its_golden_file(name: str, golden: Golden) -> None:
    golden(name, WRITERS[name](sample()))


@pytest.mark.parametrize("name", WRITERS)
def test_a_format_takes_a_checklist_in_which_nothing_has_a_date(
    name: str, golden: Golden
) -> None:
    bare = dataclasses.replace(
        sample(),
        source=None,
        leadership=None,
        leadership_source=None,
        carried_from=None,
        next_cycle=None,
        phases=tuple(
            dataclasses.replace(one, start=None, end=None, due=None)
            for one in sample().phases
        ),
        events=(),
        items=tuple(
            dataclasses.replace(
                one, start=None, end=None, due=None, was=None, items=()
            )
            for one in sample().items
        ),
        exceptions=(),
        policies=(),
        changes=(),
    )
    golden(f"undated-{name}", WRITERS[name](bare))


def test_a_role_keeps_its_items_and_what_is_around_them() -> None:
    narrowed = for_role(sample(), "ptl")
    assert [item.id for item in narrowed.walk()] == [
        "m1-stable",
        "m1-stable/watcher/2026.1",
        "m1-stable/watcher/2026.1/stable-request",
    ]
    assert narrowed.phases == sample().phases


@pytest.mark.parametrize("name", WRITERS)
def test_a_format_of_a_role_lacks_the_others(name: str) -> None:
    content = WRITERS[name](for_role(sample(), "event-liaison"))
    text = content.decode() if isinstance(content, bytes) else content
    assert "Look back" not in text


def test_the_roles_that_act_are_known_by_title() -> None:
    assert roles_of(sample()) == {
        "release-liaison": "Release liaison",
        "event-liaison": "Event liaison",
        "ptl": "Project team lead",
    }


def test_item_ids_are_of_letters_digits_and_hyphens_and_unique() -> None:
    first, *_ = sample().items
    twice = dataclasses.replace(
        sample(),
        items=(
            dataclasses.replace(first, id="a/b.c"),
            dataclasses.replace(first, id="a-b/c"),
            dataclasses.replace(first, id="phase/ptg"),
        ),
    )
    assert markup.item_ids(twice) == {
        "a/b.c": "a-b-c",
        "a-b/c": "a-b-c-2",
        "phase/ptg": "phase-ptg-2",
    }


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ("https://example.org/x_(y)", "https://example.org/x_%28y%29"),
        ("https://example.org/\"'><", "https://example.org/%22%27%3E%3C"),
        ("https://example.org/\n.. x::", "https://example.org/%0A..%20x::"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("https:///x", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(
    url: str | None, safe: str | None
) -> None:
    assert markup.safe_url(url) == safe


def test_a_stamp_is_the_latest_day_that_has_come_for_sure() -> None:
    def stamp(**changes: Any) -> str:
        checklist = dataclasses.replace(sample(), **changes)
        found = re.search(rb"DTSTAMP:(\w+)", checklist_to_ics(checklist))
        assert found
        return found[1].decode()

    repository, cycle = "openstack/releases", sample().cycle
    for date in (datetime.date(2026, 9, 1), datetime.date(2026, 12, 1)):
        known = SourceNote(repository, "x", date)
        stamp_of_both = max(date, datetime.date(2026, 11, 12))
        assert stamp(source=known) == f"{stamp_of_both:%Y%m%d}T000000Z"
    over = dataclasses.replace(cycle, status="maintained")
    assert stamp(cycle=over) == "20270324T000000Z"
    recorded = max(
        one.record.on
        for one in sample().walk()
        if one.record is not None and one.record.on is not None
    )
    assert stamp(changes=()) == f"{recorded:%Y%m%d}T000000Z"
    assert stamp(changes=(), items=()) == "20000101T000000Z"


def test_style_and_script_are_small() -> None:
    sizes = [
        (markup.STATIC / name).stat().st_size
        for name in (markup.STYLE, markup.SCRIPT)
    ]
    assert sum(sizes) < 30_000


def test_style_and_script_ask_for_nothing_else() -> None:
    for name in (markup.STYLE, markup.SCRIPT):
        text = (markup.STATIC / name).read_text(encoding="utf-8")
        assert not re.search(r"url\(|@import|fetch\(|XMLHttp|import\(", text)
        # What stands inside a page cannot end it.
        assert "</" not in text
        assert set(re.findall(r"https?://[\w.]+", text)) <= {
            "http://www.w3.org"
        }


def test_the_page_runs_no_script_but_its_own() -> None:
    page = checklist_to_html(sample(HOSTILE_TEXT))
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.S)
    digest = hashlib.sha256(script.encode()).digest()
    policy = f"script-src 'sha256-{base64.b64encode(digest).decode()}';"
    assert policy in page


@pytest.mark.parametrize("part", ["facts", "timeline", "exceptions", "phase"])
def test_a_part_of_a_page_is_as_in_its_golden_file(
    part: str, golden: Golden
) -> None:
    lines = part_to_rst(sample(), part, "milestone-1")
    golden(f"part-{part}.rst", "\n".join(lines) + "\n")


def test_what_a_step_has_said_in_its_phase_is_not_said_again() -> None:
    link = ItemLink("Page", "https://example.org/")

    def like(phase: str, step: str, number: int) -> Item:
        return item(
            f"{step}/{number}",
            phase,
            step=step,
            notes=(prose("A note."), prose("Of {nick}.")),
            filling=Filling({"nick": str(number)}, {}),
            links=(link,),
            source="https://example.org/source",
        )

    items = (
        like("ptg", "a", 1),
        like("ptg", "a", 2),
        like("ptg", "b", 1),
        like("summit", "a", 1),
    )
    outer = dataclasses.replace(items[0], items=(items[1],))
    for many in (items, (outer, *items[2:])):
        found = list(
            said_once(dataclasses.replace(sample(), items=many)).walk()
        )
        assert [len(one.notes) for one in found] == [2, 1, 2, 2]
        assert [len(one.links) for one in found] == [1, 0, 1, 1]
        assert [bool(one.source) for one in found] == [True, False, True, True]


def test_a_member_is_named_and_its_group_says_the_rest() -> None:
    text = checklist_to_markdown(sample())
    group = text[text.index("- [ ] Stable releases") :].split("`m1-dpl`")[0]
    assert group.count("Stable releases") == 1
    assert group.count("Find the stable branch.") == 1
    assert "\n  - [ ] watcher, stable/2026.1 " in group
    assert "\n    - [ ] Look at stable/2026.1 of watcher. " in group


def test_members_keep_a_note_that_only_their_group_lacks() -> None:
    members = tuple(
        item(f"end/{name}", "ptg", step="end", notes=(prose("Ends soon."),))
        for name in ("a", "b")
    )
    group = item("end", "ptg", kind="group", items=members)
    (found,) = said_once(dataclasses.replace(sample(), items=(group,))).items
    assert [len(one.notes) for one in found.items] == [1, 1]


def test_the_agenda_shows_the_next_day_of_an_event() -> None:
    text = write_agenda(PLAIN, week(sample(), datetime.date(2026, 10, 28)))
    assert "- Review days: Tue 3 Nov\n" in text
