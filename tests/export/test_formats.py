# SPDX-License-Identifier: Apache-2.0
"""Every format, whole, as it stands in the files of ``golden``."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.export.samples import HOSTILE_TEXT, item, sample
from tests.golden import compare
from watcher_liaison_guide.checklist.handoff import handoff
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.checklist.week import week
from watcher_liaison_guide.export import markup
from watcher_liaison_guide.export.agenda import write_agenda
from watcher_liaison_guide.export.formats import (
    Etherpad,
    Markdown,
    Rst,
    part_to_rst,
)
from watcher_liaison_guide.export.handoff import write_handoff
from watcher_liaison_guide.export.html import checklist_to_html
from watcher_liaison_guide.export.ics import checklist_to_ics
from watcher_liaison_guide.export.json import checklist_to_text
from watcher_liaison_guide.export.text import PLAIN
from watcher_liaison_guide.export.timeline import timeline_svg
from watcher_liaison_guide.schemas import SCHEMAS

GOLDEN = Path(__file__).with_name("golden")
TODAY = datetime.date(2026, 11, 17)


def without_assets(html: str) -> str:
    """Return a page without its style and script, which have own tests."""
    html = re.sub(r"'sha256-[^']+'", "'sha256-…'", html)
    html = re.sub(r"(?s)<style>.*?</style>", "<style></style>", html)
    return re.sub(r"(?s)<script>.*?</script>", "<script></script>", html)


def part(checklist: Checklist, kind: str, phase: str = "") -> str:
    return "\n".join(part_to_rst(checklist, kind, phase)) + "\n"


WRITERS: dict[str, Callable[[Checklist], str | bytes]] = {
    "checklist.md": Markdown().document,
    "checklist.txt": Etherpad().document,
    "checklist.rst": Rst().document,
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
    "part-facts.rst": lambda one: part(one, "facts"),
    "part-timeline.rst": lambda one: part(one, "timeline"),
    "part-exceptions.rst": lambda one: part(one, "exceptions"),
    "part-phase.rst": lambda one: part(one, "phase", "milestone-1"),
    "part-hostile.rst": lambda one: part(one, "phase", "hostile"),
}


BARE = dataclasses.replace(
    sample(),
    **dict.fromkeys(("source", "leadership", "leadership_source")),
    **dict.fromkeys(("carried_from", "next_cycle")),
    phases=tuple(
        dataclasses.replace(one, start=None, end=None, due=None)
        for one in sample().phases
    ),
    **dict.fromkeys(("events", "exceptions", "policies", "changes"), ()),
    items=tuple(
        dataclasses.replace(
            one, start=None, end=None, due=None, was=None, items=()
        )
        for one in sample().items
    ),
)


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    ("prefix", "checklist"), [("", sample()), ("undated-", BARE)]
)
def test_a_format_is_as_in_its_golden_file(
    prefix: str, checklist: Checklist, name: str
) -> None:
    compare(GOLDEN, f"{prefix}{name}", WRITERS[name](checklist))


def test_item_ids_are_of_letters_digits_and_hyphens_and_unique() -> None:
    items = [item(one, "ptg") for one in ("a/b.c", "a-b/c", "phase/ptg")]
    twice = dataclasses.replace(sample(), items=tuple(items))
    found = list(markup.item_ids(twice).values())
    assert found == ["a-b-c", "a-b-c-2", "phase-ptg-2"]


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ("https://example.org/x_(y)", "https://example.org/x_%28y%29"),
        ("https://example.org/\"'><", "https://example.org/%22%27%3E%3C"),
        ("https://example.org/\n.. x::", "https://example.org/%0A..%20x::"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("//example.org", None),
        ("https:///x", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(
    url: str | None, safe: str | None
) -> None:
    assert markup.safe_url(url) == safe


def test_style_and_script_are_small_and_ask_for_nothing_else() -> None:
    texts = [
        (markup.STATIC / name).read_text(encoding="utf-8")
        for name in (markup.STYLE, markup.SCRIPT)
    ]
    assert sum(len(text.encode()) for text in texts) < 30_000
    for text in texts:
        assert not re.search(r"url\(|@import|fetch\(|XMLHttp|import\(", text)
        # What stands inside a page cannot end it.
        assert "</" not in text
        assert set(re.findall(r"https?://[\w.]+", text)) <= {
            "http://www.w3.org"
        }


def objects_of(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the schemas of all objects in a schema."""
    if isinstance(value, dict):
        if "properties" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from objects_of(inner)


@pytest.mark.parametrize("text", [None, HOSTILE_TEXT])
def test_the_json_is_as_its_schema_says(text: str | None) -> None:
    schema = SCHEMAS["checklist"]()
    for one in objects_of(schema):
        # No key may be missing, nor be one that the schema does not name.
        assert one["required"] == list(one["properties"])
        one["additionalProperties"] = False
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(json.loads(checklist_to_text(sample(text))))
