# SPDX-License-Identifier: Apache-2.0
"""What Sphinx needs to know of a checklist: items, references, words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from watcher_liaison_guide.checklist.model import Checklist, Item
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.markup import item_ids
from watcher_liaison_guide.prose import (
    Prose,
    Reference,
    fill,
    fill_template,
)
from watcher_liaison_guide.sphinxext.checklist_part import (
    Showing,
    checklist_of,
    liaison_part,
)
from watcher_liaison_guide.sphinxext.ids import item_id
from watcher_liaison_guide.sphinxext.page_wording import wording_of
from watcher_liaison_guide.sphinxext.references import shorten

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from watcher_liaison_guide.export.wording import Wording
    from watcher_liaison_guide.guide.model import Step
    from watcher_liaison_guide.sphinxext.page_wording import PageWording


def texts(item: Item) -> Iterator[Prose]:
    """Give every text of the guide that is shown with an item."""
    yield item.text
    if item.if_silent is not None:
        yield item.if_silent
    if item.repeat is not None:
        yield item.repeat
    yield from item.notes


def item_title(item: Item, wording: Wording) -> str:
    """Give the words that stand for an item elsewhere."""
    return shorten(fill(item.text, item.filling).plain)


def link_words(
    item: Item, number: int, step: Step | None, wording: PageWording
) -> str:
    """Give the words of an item's link, translated before they are filled."""
    link = item.links[number]
    known = step.links if step is not None else ()
    if len(known) == len(item.links):
        text = known[number].text
        if text is not None:
            return fill_template(wording.template(text), item.filling)
    return wording.title(one_line(link.text))


def references(
    checklist: Checklist, wording: PageWording
) -> dict[tuple[str, str, str | None], Reference]:
    """Give each cross-reference of a checklist once, by what it shows."""
    found: dict[tuple[str, str, str | None], Reference] = {}
    for item in checklist.walk():
        for text in texts(item):
            for one in wording.references(text):
                found.setdefault((one.role, one.target, one.title), one)
    return found


def search_words(
    checklist: Checklist, steps: Mapping[str, Step], wording: PageWording
) -> str:
    """Give every word that a search is to find a checklist by, once."""
    found: dict[str, None] = {}
    for item in checklist.walk():
        for text in texts(item):
            said = fill(wording.prose(text), item.filling).plain
            found.update(dict.fromkeys(said.split()))
        for command in item.commands:
            found.update(dict.fromkeys(command.run.split()))
        step = steps.get(item.step)
        for number in range(len(item.links)):
            said = link_words(item, number, step, wording)
            found.update(dict.fromkeys(said.split()))
    return " ".join(found)


def of_parts(
    env: BuildEnvironment, showing: Showing, parts: list[liaison_part]
) -> tuple[
    list[tuple[str, str, str, str, str, str]], set[tuple[str, str, str]]
]:
    """Give the items in parts of a checklist, and what they refer to."""
    checklist = checklist_of(env, parts[0])
    phases = {part["phase"] for part in parts}
    wording = wording_of(env, showing.docname)
    release, ids = showing.release, item_ids(checklist)
    entries = []
    named = set()
    items: list[Item] = [
        one
        for item in checklist.items
        if item.phase in phases
        for one in item.walk()
    ]
    for item in items:
        named.add(("liaison", "step", item.step))
        for text in texts(item):
            for one in wording.references(text):
                domain, _, kind = one.role.rpartition(":")
                named.add((domain or "std", kind, one.target))
        if showing.indexed and showing.anchors:
            entries.append(
                (
                    "item",
                    f"{release}/{item.id}",
                    item_id(release, ids[item.id]),
                    item_title(item, wording),
                    item.step,
                    "",
                )
            )
    return entries, named
