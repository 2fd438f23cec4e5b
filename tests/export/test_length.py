# SPDX-License-Identifier: Apache-2.0
"""What people paste fits where they paste it, and has all that is recorded."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest

from tests.export.samples import sample
from watcher_liaison_guide.checklist.cycle_file import (
    DoneRecord,
    SkippedRecord,
)
from watcher_liaison_guide.checklist.model import (
    DONE,
    OPEN,
    SKIPPED,
    Checklist,
    Item,
    Owner,
)
from watcher_liaison_guide.export.etherpad import Etherpad
from watcher_liaison_guide.export.ics import checklist_to_ics
from watcher_liaison_guide.export.json import checklist_to_text
from watcher_liaison_guide.export.markdown import Markdown
from watcher_liaison_guide.export.rst import Rst
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.records.model import Person

OUTLINES = (Markdown(), Etherpad(), Rst())
LIBRARY = Library()
CYCLES = [name for name in LIBRARY.calendars.files() if name[:1].isdigit()]
PROOF = "https://review.opendev.org/c/openstack/watcher/+/123456"
RECORDS = {
    DONE: DoneRecord(
        on=datetime.date(2026, 10, 15), by="ada", url=PROOF, why="twice"
    ),
    SKIPPED: SkippedRecord(
        why="nobody asked", by="ben", on=datetime.date(2026, 10, 16), url=PROOF
    ),
}
PEOPLE = (Person("Ada Example", "ada"), Person("Ben Example", "ben"))


def of_team(item: Item, states: list[str]) -> Item:
    """Return an item with people, and a record for two of three items."""

    def holder(owner: Owner | None) -> Owner | None:
        return owner and replace(owner, people=PEOPLE)

    states.append(states.pop(0))
    state = OPEN if item.has_members else states[0]
    return replace(
        item,
        state=state,
        record=RECORDS.get(state),
        owner=holder(item.owner),
        starts=holder(item.starts),
        participants=tuple(
            replace(one, people=PEOPLE) for one in item.participants
        ),
        items=tuple(of_team(one, states) for one in item.items),
    )


@pytest.fixture(scope="module", params=CYCLES)
def full(request: pytest.FixtureRequest) -> Checklist:
    """Return a checklist of the package with people and records in it."""
    checklist, _ = LIBRARY.checklist(request.param)
    assert checklist is not None
    states = [DONE, SKIPPED, OPEN]
    items = tuple(of_team(item, states) for item in checklist.items)
    return replace(checklist, items=items, notes="Ask Cho.")


@pytest.mark.parametrize(
    "outline", OUTLINES, ids=lambda one: type(one).__name__
)
def test_a_brief_list_has_a_line_for_each_item_that_applies(
    full: Checklist, outline: Markdown
) -> None:
    text = outline.brief(full)
    assert len(text.splitlines()) < 200
    assert "applies" not in text and "apply" not in text
    for item in full.items:
        shown = f"{item.id}]" in text or f"{item.id}`" in text
        assert shown == (item.is_task and item.applies != "no")


def test_a_whole_list_fits_into_an_issue(full: Checklist) -> None:
    assert len(Markdown().document(full)) <= 65_536


def test_a_pad_has_lines_that_fit_and_end_in_ids(full: Checklist) -> None:
    lines = Etherpad().document(full).splitlines()
    for number, line in enumerate(lines):
        assert len(line) <= 100 or line.strip().startswith("http")
        if line.strip().startswith(("[ ] ", "[x] ")):
            margin = len(line) - len(line.lstrip())
            while not lines[number].endswith("]"):
                number += 1
                # A line that was broken keeps its indentation.
                found = len(lines[number]) - len(lines[number].lstrip())
                assert found == margin + len("[ ] ")


@pytest.mark.parametrize(
    "outline", OUTLINES, ids=lambda one: type(one).__name__
)
def test_who_holds_a_role_is_said_once(
    full: Checklist, outline: Markdown
) -> None:
    names = "Ada Example (ada), Ben Example (ben)"
    for text in (outline.document(full), outline.brief(full)):
        lines = [line for line in text.splitlines() if names in line]
        assert len(lines) == len(set(lines)) > 3
        assert (
            lines
            == text.splitlines()[text.splitlines().index(lines[0]) :][
                : len(lines)
            ]
        )


def test_what_is_recorded_is_in_every_format() -> None:
    first, second, *_ = sample().items
    checklist = replace(
        sample(),
        items=(
            replace(first, state=DONE, record=RECORDS[DONE]),
            replace(second, state=SKIPPED, record=RECORDS[SKIPPED]),
        ),
        notes="Ask Cho.",
    )
    made = [one.document(checklist) for one in OUTLINES]
    feed = checklist_to_ics(checklist, by_step=True).decode()
    made.append(feed.replace("\r\n ", "").replace("\\", ""))
    for text in made:
        text = " ".join(text.split())
        done = f"Done Thu 15 Oct 2026 by ada: twice ({PROOF})"
        skipped = f"Skipped Fri 16 Oct 2026 by ben: nobody asked ({PROOF})"
        for said in (done, skipped, "Ask Cho."):
            assert said in text.replace("\\", "")
    document = json.loads(checklist_to_text(checklist))
    assert document["notes"] == "Ask Cho."
    assert document["items"][0]["record"]["why"] == "twice"
