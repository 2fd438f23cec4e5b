# SPDX-License-Identifier: Apache-2.0
"""The words of references without a title, and of links, in one cycle."""

from __future__ import annotations

from watcher_liaison_guide import prose
from watcher_liaison_guide.calendar.model import EVENT_TITLES
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.checklist.model import ItemLink
from watcher_liaison_guide.guide.model import Guide, Place, Step


def reference_titles(facts: Facts) -> dict[tuple[str, str], str]:
    """Return the words of references without a title, by role and target."""
    guide = facts.guide
    titles: dict[tuple[str, str], str] = {}
    filling = prose.Filling(facts.values(), {})
    for name, section in guide.sections.items():
        titles["liaison:section", name] = section.title
        for part in section.parts:
            titles["liaison:section", part.id] = part.title
        for step in section.walk():
            text = step_title(guide, step, filling)
            # Its first sentence names a step; the rest explains it.
            first = text.split(". ", 1)[0]
            titles["liaison:step", step.id] = first.rstrip(".")
    for name in guide.roles:
        titles["liaison:role", name] = facts.role_title(facts.role(name))
    for name, precedence in guide.precedence.items():
        titles["liaison:precedence", name] = precedence.title
    for name, policy in guide.policies.items():
        titles["liaison:policy", name] = policy.title
    for name in {*EVENT_TITLES, *guide.events}:
        days = ", ".join(
            one.due.isoformat() if one.due else f"{one.start} to {one.end}"
            for one in facts.events(name).occurrences
        )
        titles["liaison:date", name] = days or facts.events.title(name)
    return titles


def step_title(guide: Guide, step: Step, filling: prose.Filling) -> str:
    """Return a step's words; without a text, its short title.

    Without that either, they are the title of the procedure that it uses.
    """
    if step.text is not None:
        return prose.fill(step.text, filling).plain
    if step.short is not None:
        return prose.fill_template(step.short, filling)
    used = guide.sections.get(step.use or "")
    return used.title if used else step.use or step.id


def plain_prose(text: str, step: Step) -> prose.Prose:
    """Return prose of a title or message, which has no markup."""
    place = step.position
    words = prose.Text(text, place)
    return prose.Prose((prose.Paragraph((words,), text, place),), place)


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
            found.append(named_link(place, facts, filling, text))
    return tuple(found)


def named_link(
    place: Place, facts: Facts, filling: prose.Filling, text: str = ""
) -> ItemLink:
    """Return a link of the project, as the cycle file has it if at all."""
    own = facts.team_record.links
    url = own.get(place.id) or _address(place.url, filling)
    return ItemLink(text or place.title or place.id, url)


def _address(
    template: prose.Template | None, filling: prose.Filling
) -> str | None:
    """Return an address, None while a part of it is not known."""
    if template is None or not (
        prose.placeholders(template) <= filling.values.keys()
    ):
        return None
    url = prose.fill_template(template, filling)
    # That is the folder of what belongs to the series "independent".
    return url.replace(
        "/deliverables/independent", "/deliverables/_independent"
    )
