# SPDX-License-Identifier: Apache-2.0
"""What formats made of lines say of an item beside its text."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import NamedTuple

from watcher_liaison_guide.checklist.deadlines import has_deadline
from watcher_liaison_guide.checklist.model import (
    DONE,
    NO,
    OPEN,
    SKIPPED,
    Checklist,
    Item,
    Owner,
    PhaseDates,
    PolicyWindow,
)
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.badges import badges, member_name
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.wording import day_of_month
from watcher_liaison_guide.problems import NOWHERE
from watcher_liaison_guide.prose import Paragraph, Prose, Text, fill

#: Badges whose words are elsewhere in formats made of lines.
_ELSEWHERE = {"event", "due", "window", "was", "basis", "undated"}


class Words(NamedTuple):
    """The words for an item beside its text, without markup.

    ``when`` has the due day, an earlier one, and the first day. ``name`` is
    the item's id, shortened inside the item whose id it begins with.
    """

    when: str
    facts: list[str]
    name: str


def box_of(item: Item) -> str:
    """Return an item's box, "" where it is nothing to tick off."""
    if not item.is_task or item.state == SKIPPED:
        return ""
    return "[x]" if item.state == DONE else "[ ]"


def tasks_of(item: Item) -> Iterable[Item]:
    """Yield what of an item gets a line: not the members of a group."""
    if item.applies == NO or not item.is_task:
        return
    yield item
    for inner in () if item.has_members else item.items:
        yield from tasks_of(inner)


def brief_words(item: Item) -> Words:
    """Return an item's day, state without the reason, progress and owner."""
    when, facts = "", []
    if item.due is not None and item.repeat is None:
        until = "" if has_deadline(item) else "Until "
        when = until + day_of_month(item.due)
    if item.state != OPEN:
        record = item.record and replace(item.record, why="")
        found = badges(replace(item, record=record))
        facts += [one.text for one in found if one.kind == item.state]
    if item.has_members:
        applying = [one for one in item.items if one.applies != NO]
        done = sum(one.state != OPEN for one in applying)
        facts.append(f"{done} of {len(applying)} done")
    if item.owner is not None:
        facts.append(one_line(item.owner.title))
    return Words(when, facts, item.id)


def words(item: Item, outer: Item | PhaseDates) -> Words:
    """Return the words for an item inside *outer*."""
    found = badges(item, outer)
    proven = item.proof is not None and item.proof.status == "done"
    name, when = item.id, ""
    if isinstance(outer, Item) and name.startswith(f"{outer.id}/"):
        name = f"…{name.removeprefix(outer.id)}"
    if not _has_days_of_phase(item, outer):
        last = outer.due or outer.end
        pieces = {badge.kind: badge.pieces for badge in found}
        # Without the year if *outer* ends in it.
        when = ", ".join(
            display.text_of(pieces[kind], last.year if last else None)
            for kind in ("due", "undated", "was", "window")
            if kind in pieces
        )
    facts = [
        badge.text + (f" ({badge.url})" if safe_url(badge.url) else "")
        for badge in found
        if badge.kind not in _ELSEWHERE and (badge.kind != "proof" or proven)
    ]
    return Words(when, facts, name)


def _has_days_of_phase(item: Item, outer: Item | PhaseDates) -> bool:
    """Whether an item's days are those in its phase's heading."""
    return (
        isinstance(outer, PhaseDates)
        and item.due is not None
        and item.due == (outer.due or outer.end)
        and item.start == outer.start
        and item.was is None
    )


def said_once(checklist: Checklist) -> Checklist:
    """Return the checklist without repetitions inside a step of a phase.

    Who holds a role is said at the top, and not with items. A member of a
    group keeps what differs from the group: its name, and notes, links and
    commands of its own, even if another member has them too. What two
    steps have in common stays with both, as each is read by itself.
    """
    seen: set[Hashable] = set()

    def once(item: Item, is_member: bool = False) -> Item:
        def new(thing: Hashable) -> bool:
            key = (item.phase, item.step, thing)
            known = key in seen
            if not is_member:
                seen.add(key)
            return not known

        notes = [
            one for one in item.notes if new(fill(one, item.filling).plain)
        ]
        links = [one for one in item.links if new((one.text, one.url))]
        source = item.source
        inner = map(_as_member, item.items) if item.has_members else item.items
        return replace(
            item,
            owner=_unnamed(item.owner),
            starts=_unnamed(item.starts),
            participants=tuple(filter(None, map(_unnamed, item.participants))),
            notes=tuple(notes),
            links=tuple(links),
            commands=tuple(filter(new, item.commands)),
            source=source if source and new(("source", source)) else None,
            instructions=tuple(map(once, item.instructions)),
            items=tuple(once(one, item.has_members) for one in inner),
        )

    return replace(checklist, items=tuple(map(once, checklist.items)))


def _unnamed(owner: Owner | None) -> Owner | None:
    return owner and replace(owner, people=())


def _as_member(item: Item) -> Item:
    """Return a member of a group with its name in place of the text.

    What its group says of all members is left out.
    """
    text = Text(member_name(item), NOWHERE)
    return replace(
        item,
        text=Prose((Paragraph((text,), text.text, NOWHERE),), NOWHERE),
        if_silent=None,
        optional=None,
        about=None,
        repeat=None,
        instructions=(),
    )


def commands(item: Item) -> list[tuple[str | None, list[str]]]:
    """Return an item's commands, those in a row in one repository together.

    A command of several lines is by itself.
    """
    found: list[tuple[str | None, list[str]]] = []
    joins = False
    for command in item.commands:
        run = command.run.strip()
        is_single = "\n" not in run
        if not (joins and is_single and found[-1][0] == command.repository):
            found.append((command.repository, []))
        found[-1][1].append(run)
        joins = is_single
    return found


def policy_text(policy: PolicyWindow, who: str) -> str:
    """Return when a policy's exceptions may be granted, and *who* decides."""
    days = display.span_text(policy.opens, policy.closes) or "not scheduled"
    return f"{one_line(policy.title)}: {days}; decided by: {one_line(who)}"
