# SPDX-License-Identifier: Apache-2.0
"""What people paste fits where they paste it, and has all that is recorded."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from tests.checklist.cycles import LIBRARY, checklist_of
from tests.export.samples import sample
from watcher_liaison_guide.checklist.model import (
    DONE,
    OPEN,
    SKIPPED,
    Checklist,
    Item,
    ItemRecord,
    Owner,
)
from watcher_liaison_guide.export.formats import Etherpad, Markdown, Rst
from watcher_liaison_guide.export.ics import checklist_to_ics
from watcher_liaison_guide.records.model import Person

OUTLINES = (Markdown(), Etherpad(), Rst())
CYCLES = [name for name in LIBRARY.calendars.files() if name[:1].isdigit()]
PROOF = "https://review.opendev.org/c/openstack/watcher/+/123456"
RECORDS = {
    DONE: ItemRecord(DONE, datetime.date(2026, 10, 15), "ada", PROOF, "twice"),
    SKIPPED: ItemRecord(
        *(SKIPPED, datetime.date(2026, 10, 16), "ben", PROOF, "nobody asked")
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
        participants=tuple(filter(None, map(holder, item.participants))),
        items=tuple(of_team(one, states) for one in item.items),
    )


@pytest.fixture(scope="module", params=CYCLES)
def full(request: pytest.FixtureRequest) -> Checklist:
    """Return a checklist of the package with people and records in it."""
    checklist = checklist_of(request.param)
    states = [DONE, SKIPPED, OPEN]
    items = tuple(of_team(item, states) for item in checklist.items)
    return replace(checklist, items=items, notes="Ask Cho.")


@pytest.mark.parametrize(
    "outline", OUTLINES, ids=lambda one: type(one).__name__
)
def test_lists_are_short_and_say_once_who_holds_a_role(
    full: Checklist, outline: Markdown
) -> None:
    brief, document = outline.brief(full), outline.document(full)
    assert len(brief.splitlines()) < 200
    assert "applies" not in brief and "apply" not in brief
    # It has a line for each item that applies.
    for item in full.items:
        shown = f"{item.id}]" in brief or f"{item.id}`" in brief
        assert shown == (item.is_task and item.applies != "no")
    if type(outline) is Markdown:  # of an issue
        assert len(document) <= 65_536
    names = "Ada Example (ada), Ben Example (ben)"
    for text in (document, brief):
        lines = text.splitlines()
        places = [at for at, line in enumerate(lines) if names in line]
        assert len(places) == len({lines[at] for at in places}) > 3
        assert places == [*range(places[0], places[-1] + 1)]


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
    feed = checklist_to_ics(checklist, by_step=True).decode()
    made = [one.document(checklist) for one in OUTLINES]
    for text in (*made, feed.replace("\r\n ", "")):
        text = " ".join(text.split()).replace("\\", "")
        done = f"Done Thu 15 Oct 2026 by ada: twice ({PROOF})"
        skipped = f"Skipped Fri 16 Oct 2026 by ben: nobody asked ({PROOF})"
        for said in (done, skipped, "Ask Cho."):
            assert said in text
