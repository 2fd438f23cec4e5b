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
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.checklist.cycles import checklist_of
from tests.export.test_formats import WRITERS as FORMATS
from tests.golden import compare
from watcher_liaison_guide.checklist.model import Checklist
from watcher_liaison_guide.export.html import checklist_to_html
from watcher_liaison_guide.export.json import checklist_to_json

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
        yield from item_lines(item.get("items", []), indent + "  ")


def json_lines(checklist: Checklist) -> str:
    """Return the JSON with one line for each phase, event and item."""
    found = checklist_to_json(checklist)
    lines = []
    for key, value in found.items():
        if isinstance(value, list):
            lines += [f"{key}:", *item_lines(value, "  ")]
        else:
            lines.append(f"{key}: {json.dumps(value)}")
    return "\n".join(lines) + "\n"


#: What ends a line of a page.
_ENDS = re.compile(
    r"</(?:p|li|h\d|summary|pre|d[dt]|tr|label|text|button|option)>"
)


def page_text(checklist: Checklist) -> str:
    """Return all words of the page of its own, a line for each element."""
    page = checklist_to_html(checklist).partition("<main>")[2]
    text = _ENDS.sub("\n", page.partition("</main>")[0])
    lines = unescape(re.sub("<[^>]*>", " ", text)).splitlines()
    return "".join(
        f"{' '.join(one.split())}\n" for one in lines if one.strip()
    )


WRITERS: dict[str, Callable[[Checklist], str | bytes]] = {
    **{
        one: FORMATS[f"checklist.{one}"] for one in ("md", "txt", "rst", "ics")
    },
    **{one: FORMATS[one] for one in ("brief.md", "steps.ics")},
    "json.txt": json_lines,
    "page.txt": page_text,
}


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("release", CYCLES)
def test_a_cycle_in_a_format_is_as_in_its_golden_file(
    release: str, ending: str
) -> None:
    content = WRITERS[ending](checklist_of(release))
    compare(GOLDEN, f"{release}.{ending}", content)
