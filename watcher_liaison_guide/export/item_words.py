# SPDX-License-Identifier: Apache-2.0
"""What formats made of lines say of an item beside its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

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
from watcher_liaison_guide.export.badges import Badge, badges, member_name
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.wording import day_of_month
from watcher_liaison_guide.problems import NOWHERE
from watcher_liaison_guide.prose import Paragraph, Prose, Text, fill

#: Badges whose words are elsewhere in formats made of lines.
_ELSEWHERE = {"event", "due", "window", "was", "basis", "undated"}


@dataclass(frozen=True)
class Words:
    """The words for an item beside its text, without markup.

    ``when`` has the due day, an earlier one, and the first day. ``name`` is
    the item's id, shortened inside the item whose id it begins with.
    """

    when: str
    facts: tuple[str, ...]
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


def brief_when(item: Item) -> str:
    """Return the day of an item, "" where it has none."""
    if item.due is None or item.repeat is not None:
        return ""
    text = day_of_month(item.due)
    return text if has_deadline(item) else f"Until {text}"


def brief_facts(item: Item) -> Iterable[str]:
    """Yield an item's state without the reason, its progress and its owner."""
    if item.state != OPEN:
        record = item.record and replace(item.record, why="")
        item = replace(item, record=record)
        state = next(one for one in badges(item) if one.kind == item.state)
        yield state.text
    if item.has_members:
        applying = [one for one in item.items if one.applies != NO]
        done = sum(one.state != OPEN for one in applying)
        yield f"{done} of {len(applying)} done"
    if item.owner is not None:
        yield one_line(item.owner.title)


def words(item: Item, outer: Item | PhaseDates) -> Words:
    """Return the words for an item inside *outer*."""
    found = badges(item, outer)
    proven = item.proof is not None and item.proof.status == "done"
    name = item.id
    if isinstance(outer, Item) and name.startswith(f"{outer.id}/"):
        name = f"…{name.removeprefix(outer.id)}"
    return Words(
        "" if _has_days_of_phase(item, outer) else _when(found, outer),
        tuple(
            badge.text + (f" ({badge.url})" if safe_url(badge.url) else "")
            for badge in found
            if badge.kind not in _ELSEWHERE
            and (badge.kind != "proof" or proven)
        ),
        name,
    )


def _has_days_of_phase(item: Item, outer: Item | PhaseDates) -> bool:
    """Whether an item's days are those in its phase's heading."""
    return (
        isinstance(outer, PhaseDates)
        and item.due is not None
        and item.due == (outer.due or outer.end)
        and item.start == outer.start
        and item.was is None
    )


def _when(found: tuple[Badge, ...], outer: Item | PhaseDates) -> str:
    """Return an item's days, without the year if *outer* ends in it."""
    last = outer.due or outer.end
    by_kind = {badge.kind: badge.pieces for badge in found}
    return ", ".join(
        display.text_of(by_kind[kind], last.year if last else None)
        for kind in ("due", "undated", "was", "window")
        if kind in by_kind
    )


def said_once(checklist: Checklist) -> Checklist:
    """Return the checklist without repetitions inside a step of a phase.

    Who holds a role is said at the top, and not with items. A member of a
    group keeps what differs from the group: its name, and notes, links and
    commands of its own, even if another member has them too. What two
    steps have in common stays with both, as each is read by itself.
    """
    seen: set[object] = set()

    def once(item: Item, is_member: bool = False) -> Item:
        def new(thing: object) -> bool:
            key = (item.phase, item.step, thing)
            known = key in seen
            if not is_member:
                seen.add(key)
            return not known

        source = item.source
        item = replace(
            item,
            owner=_unnamed(item.owner),
            starts=_unnamed(item.starts),
            participants=tuple(
                replace(one, people=()) for one in item.participants
            ),
            notes=tuple(
                note
                for note in item.notes
                if new(fill(note, item.filling).plain)
            ),
            links=tuple(
                link for link in item.links if new((link.text, link.url))
            ),
            commands=tuple(
                command for command in item.commands if new(command)
            ),
            source=source if source and new(("source", source)) else None,
            instructions=tuple(map(once, item.instructions)),
        )
        if item.has_members:
            inner = [once(_as_member(one), True) for one in item.items]
        else:
            inner = [once(one) for one in item.items]
        return replace(item, items=tuple(inner))

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
    days = display.text_of(display.span(policy.opens, policy.closes))
    title = one_line(policy.title)
    return f"{title}: {days or 'not scheduled'}; decided by: {one_line(who)}"
