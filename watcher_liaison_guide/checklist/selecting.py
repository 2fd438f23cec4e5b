# SPDX-License-Identifier: Apache-2.0
"""What of a checklist concerns one role or one phase."""

from __future__ import annotations

from dataclasses import replace

from watcher_liaison_guide.checklist.model import Checklist, Item


def for_role(checklist: Checklist, role: str) -> Checklist:
    """Return the checklist with the items that *role* acts on.

    An item that contains one of them stays around it, without its others.
    Dates, phases and exceptions stay as they are: they concern everyone.
    """
    items = _narrowed(checklist.items, role)
    return replace(checklist, items=items, role=role)


def for_phase(checklist: Checklist, phase: str) -> Checklist:
    """Return the checklist with one phase and its items only.

    Events and exceptions stay as they are: they are not those of a phase.
    """
    return replace(
        checklist,
        phases=tuple(one for one in checklist.phases if one.id == phase),
        items=tuple(one for one in checklist.items if one.phase == phase),
    )


def _narrowed(items: tuple[Item, ...], role: str) -> tuple[Item, ...]:
    """Return the items that *role* acts on, and those around them."""
    found = (replace(one, items=_narrowed(one.items, role)) for one in items)
    return tuple(one for one in found if one.items or concerns(one, role))


def concerns(item: Item, role: str | None) -> bool:
    """Whether *role*, if it is not None, is the one that acts on an item."""
    return role is None or (item.owner is not None and item.owner.role == role)


def roles_of(checklist: Checklist) -> dict[str, str]:
    """Return the titles of the roles that act on any item, by role id."""
    return {
        item.owner.role: item.owner.title
        for item in checklist.walk()
        if item.owner is not None and concerns(item, checklist.role)
    }
