# SPDX-License-Identifier: Apache-2.0
"""The words of a reference that has none of its own."""

from __future__ import annotations

from watcher_liaison_guide import prose
from watcher_liaison_guide.calendar.model import Event
from watcher_liaison_guide.calendar.titles import EVENT_TITLES
from watcher_liaison_guide.checklist.conditions import event_title
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.guide.model import Guide, Step


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
            text = (
                prose.fill(step.text, filling).plain
                if step.text
                else _used_title(guide, step)
            )
            # Its first sentence names a step; the rest explains it.
            first = text.split(". ", 1)[0]
            titles["liaison:step", step.id] = first.rstrip(".")
    for name in guide.roles:
        real = guide.role_under(name, facts.leadership) or name
        titles["liaison:role", name] = facts.title(real)
    for name, precedence in guide.precedence.items():
        titles["liaison:precedence", name] = precedence.title
    for name, policy in guide.policies.items():
        titles["liaison:policy", name] = policy.title
    for name in {*EVENT_TITLES, *guide.events}:
        days = event_days(facts.events(name))
        titles["liaison:date", name] = days or event_title(facts, name)
    return titles


def event_days(event: Event) -> str:
    """Return all days of an event, "" where it is not scheduled."""
    return ", ".join(
        one.due.isoformat() if one.due else f"{one.start} to {one.end}"
        for one in event.occurrences
    )


def _used_title(guide: Guide, step: Step) -> str:
    used = guide.sections.get(step.use or "")
    return used.title if used else step.use or step.id
