# SPDX-License-Identifier: Apache-2.0
"""The checklists of three real cycles, whole, in every format.

They are made of the embedded guide, calendars and records, without a cycle
file: 2025.2 under distributed leadership, the other two under a PTL, 2027.1
with the release models of the cycle before. Each was read item by item. When
a text, a date or a rule changes, ``GOLDEN_UPDATE=1 pytest
tests/checklist/test_golden.py`` writes the files anew; read the difference
before it is committed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.checklist.cycles import checklist_of
from tests.golden import compare
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.export.etherpad import checklist_to_etherpad
from watcher_liaison_guide.export.html import checklist_to_html
from watcher_liaison_guide.export.ics import checklist_to_ics
from watcher_liaison_guide.export.json import checklist_to_json
from watcher_liaison_guide.export.markdown import (
    Markdown,
    checklist_to_markdown,
)
from watcher_liaison_guide.export.rst import checklist_to_rst

GOLDEN = Path(__file__).with_name("golden")
CYCLES = ("2025.2", "2026.2", "2027.1")


def said(found: dict[str, Any]) -> dict[str, Any]:
    """Leave out keys that say nothing; the schema's tests hold those."""
    return {
        key: value
        for key, value in found.items()
        if value not in (None, [], "") and key != "items"
    }


def item_lines(items: list[dict[str, Any]], indent: str) -> Iterator[str]:
    """Return a line for each item, those inside one indented."""
    for item in items:
        yield indent + json.dumps(said(item), ensure_ascii=False)
        yield from item_lines(item["items"], indent + "  ")


def json_lines(checklist: Checklist) -> str:
    """Return the JSON with one line for each phase, event and item."""
    found = checklist_to_json(checklist)
    lines = []
    for key, value in found.items():
        if key == "items":
            lines += ["items:", *item_lines(value, "  ")]
        elif isinstance(value, list):
            lines += [f"{key}:", *(f"  {json.dumps(said(v))}" for v in value)]
        else:
            lines.append(f"{key}: {json.dumps(value)}")
    return "\n".join(lines) + "\n"


#: What of an item is part of its line.
_SHOWN = {
    "liaison-day",
    "liaison-short",
    "liaison-owner",
    "liaison-state",
    "liaison-hint",
    "liaison-meta",
}


class Page(HTMLParser):
    """What a page's script and its reader go by, without the sentences.

    A line for each section and item, by its id: its attributes, and the
    short facts that stand with it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.shown = 0

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        found = dict(attrs)
        classes = (found.get("class") or "").split()
        if found.get("id") and tag in ("section", "li", "td"):
            data = " ".join(
                f"{key.removeprefix('data-liaison-')}={value}"
                for key, value in sorted(found.items())
                if key.startswith("data-liaison-")
                and key != "data-liaison-agenda"
            )
            self.lines.append(f"{tag}#{found['id']} {data}".rstrip())
        if found.get("data-item"):
            self.lines[-1] += f" [{found.get('aria-label')}]"
        if self.shown and tag not in ("br", "input"):
            self.shown += 1
        elif self.lines and _SHOWN & set(classes):
            self.shown = 1
            self.lines[-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        self.shown -= bool(self.shown)

    def handle_data(self, data: str) -> None:
        if self.shown:
            self.lines[-1] += data.replace("\n", " ")


def page_lines(checklist: Checklist) -> str:
    """Return what :class:`Page` finds in the page of its own."""
    page = Page()
    page.feed(checklist_to_html(checklist))
    return "\n".join(page.lines) + "\n"


WRITERS: dict[str, Callable[[Checklist], str | bytes]] = {
    "md": checklist_to_markdown,
    "txt": checklist_to_etherpad,
    "rst": checklist_to_rst,
    "brief.md": Markdown().brief,
    "ics": checklist_to_ics,
    "steps.ics": lambda one: checklist_to_ics(one, by_step=True),
    "json.txt": json_lines,
    "html.txt": page_lines,
}


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("release", CYCLES)
def test_a_cycle_in_a_format_is_as_in_its_golden_file(
    release: str, ending: str
) -> None:
    content = WRITERS[ending](checklist_of(release))
    compare(GOLDEN, f"{release}.{ending}", content)


@pytest.mark.parametrize("release", CYCLES)
def test_a_cycle_fits_into_an_issue(release: str) -> None:
    # GitHub takes 65536 characters; some lines are left for the team's own.
    text = checklist_to_markdown(checklist_of(release))
    assert len(text) < 65_000
