# SPDX-License-Identifier: Apache-2.0
"""The links of items, with what is known of their addresses."""

from __future__ import annotations

from collections.abc import Mapping

from watcher_liaison_guide import prose
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import ItemLink
from watcher_liaison_guide.guide.model import Place, Step


class Addresses:
    """Gives links in one cycle; *titles* are those of references."""

    def __init__(
        self, facts: Facts, titles: Mapping[tuple[str, str], str]
    ) -> None:
        self.titles = titles
        self.places = {
            str(key): one for key, one in facts.guide.project.links.items()
        }
        file = facts.cycle_file
        self.own: Mapping[str, str] = file.links if file else {}

    def of(self, step: Step, filling: prose.Filling) -> tuple[ItemLink, ...]:
        """Give the links of a step."""
        found = []
        for link in step.links:
            text = prose.fill_template(link.text, filling) if link.text else ""
            if link.link is not None:
                place = self.places.get(str(link.link))
                if place is not None:
                    name = str(link.link)
                    found.append(self.named(name, place, text, filling.values))
                continue
            url = _address(link.url, filling)
            doc = str(link.doc) if link.doc else None
            found.append(ItemLink(text or url or "", url, doc))
        return tuple(found)

    def named(
        self,
        name: str,
        place: Place,
        text: str | None,
        values: Mapping[str, str],
    ) -> ItemLink:
        """Give a link of the project, as the cycle file has it if at all."""
        filling = prose.Filling(values, self.titles)
        url = self.own.get(name)
        if url is None:
            url = _address(place.url, filling)
        return ItemLink(
            text or str(place.title or name), str(url) if url else None
        )


def _address(
    template: prose.Template | None, filling: prose.Filling
) -> str | None:
    """Give an address, None while a part of it is not known."""
    if template is None or not (
        prose.placeholders(template) <= filling.values.keys()
    ):
        return None
    return prose.fill_template(template, filling)
