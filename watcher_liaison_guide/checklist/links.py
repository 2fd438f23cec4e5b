# SPDX-License-Identifier: Apache-2.0
"""The links of items, with what is known of their addresses."""

from __future__ import annotations

from collections.abc import Mapping

from watcher_liaison_guide import prose
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import ItemLink
from watcher_liaison_guide.guide.model import Place, Step


def step_links(
    step: Step, facts: Facts, filling: prose.Filling
) -> tuple[ItemLink, ...]:
    """Return the links of a step."""
    found = []
    for link in step.links:
        text = prose.fill_template(link.text, filling) if link.text else ""
        if link.link is None:
            url = _address(link.url, filling)
            found.append(ItemLink(text or url or "", url, link.doc))
        elif link.link in facts.guide.project.links:
            place = facts.guide.project.links[link.link]
            found.append(named_link(link.link, place, text, facts, filling))
    return tuple(found)


def named_link(
    name: str, place: Place, text: str, facts: Facts, filling: prose.Filling
) -> ItemLink:
    """Return a link of the project, as the cycle file has it if at all."""
    own: Mapping[str, str] = facts.cycle_file.links if facts.cycle_file else {}
    url = own.get(name) or _address(place.url, filling)
    return ItemLink(text or place.title or name, url)


def _address(
    template: prose.Template | None, filling: prose.Filling
) -> str | None:
    """Return an address, None while a part of it is not known."""
    if template is None or not (
        prose.placeholders(template) <= filling.values.keys()
    ):
        return None
    return prose.fill_template(template, filling)
