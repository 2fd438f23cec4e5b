# SPDX-License-Identifier: Apache-2.0
"""The words that stand for a reference which has none of its own."""

from __future__ import annotations

from watcher_liaison_guide import prose
from watcher_liaison_guide.calendar.titles import EVENT_TITLES
from watcher_liaison_guide.checklist.conditions import event_title
from watcher_liaison_guide.checklist.facts import Facts
from watcher_liaison_guide.guide.model import Guide, Step


def reference_titles(facts: Facts) -> dict[tuple[str, str], str]:
    """Give the words that stand for references without a title."""
    guide = facts.guide
    titles: dict[tuple[str, str], str] = {}
    filling = prose.Filling(facts.values(), {})
    for name, section in guide.sections.items():
        titles["liaison:section", name] = str(section.title)
        for part in section.parts:
            titles["liaison:section", str(part.id)] = str(part.title)
        for step in section.walk():
            text = (
                prose.fill(step.text, filling).plain
                if step.text
                else _used_title(guide, step)
            )
            # Its first sentence names a step; the rest explains it.
            first = text.split(". ", 1)[0]
            titles["liaison:step", str(step.id)] = first.rstrip(".")
    for key in guide.roles:
        real = guide.role_under(str(key), facts.leadership) or str(key)
        titles["liaison:role", str(key)] = facts.title(real)
    for key, precedence in guide.precedence.items():
        titles["liaison:precedence", str(key)] = str(precedence.title)
    for key, policy in guide.policies.items():
        titles["liaison:policy", str(key)] = str(policy.title)
    for name in {*EVENT_TITLES, *map(str, guide.events)}:
        event = facts.events(name)
        day = event.due or event.start
        titles["liaison:date", name] = (
            day.isoformat() if day else event_title(facts, name)
        )
    return titles


def _used_title(guide: Guide, step: Step) -> str:
    used = guide.sections.get(str(step.use))
    return str(used.title) if used else str(step.use)
