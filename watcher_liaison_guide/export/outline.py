# SPDX-License-Identifier: Apache-2.0
"""What formats made of lines have in common: an item's words, in order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from watcher_liaison_guide.checklist.model import (
    NO,
    SKIPPED,
    Checklist,
    ExceptionItem,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.export.badges import Badge, badges
from watcher_liaison_guide.export.display import (
    Piece,
    one_line,
)
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.wording import day, day_of_month
from watcher_liaison_guide.problems import NOWHERE
from watcher_liaison_guide.prose import Paragraph, Prose, Text, fill

#: Badges whose words stand elsewhere in formats made of lines.
_ELSEWHERE = {"event", "due", "window", "was", "basis", "undated"}


@dataclass(frozen=True)
class Words:
    """What to say of an item, filled in; only its markup is missing.

    ``when`` is short: the due day, and what it was. ``facts`` stand behind
    the text, ``remarks`` below it, each a title and a text.
    """

    text: Prose
    when: str
    facts: tuple[str, ...]
    remarks: tuple[tuple[str, Prose | str], ...]


def words(item: Item, outer: Item | PhaseDates | None) -> Words:
    """Give what there is to say of an item inside *outer*."""
    found = badges(item, outer)
    return Words(
        fill(item.text, item.filling),
        "" if _as_phase(item, outer) else _when(found, _year(outer)),
        tuple(
            badge.text + (f" ({badge.url})" if safe_url(badge.url) else "")
            for badge in found
            if badge.kind not in _ELSEWHERE
            and (badge.kind != "proof" or _proven(item))
        ),
        remarks(item),
    )


def _as_phase(item: Item, outer: Item | PhaseDates | None) -> bool:
    """Tell whether an item's days are those that its phase's heading has."""
    return (
        isinstance(outer, PhaseDates)
        and item.due is not None
        and item.due == (outer.due or outer.end)
        and item.start == outer.start
        and item.was is None
    )


def _year(outer: Item | PhaseDates | None) -> int | None:
    """Give the year that stands over an item, which need not repeat it."""
    last = outer and (outer.due or outer.end)
    return last.year if last else None


def _proven(item: Item) -> bool:
    """Tell whether a record shows an item done: the rest is no news."""
    return item.proof is not None and item.proof.status == "done"


def shown_id(item: Item, outer: Item | PhaseDates | None) -> str:
    """Give an item's id, shortened inside the item that it begins with."""
    if isinstance(outer, Item) and item.id.startswith(f"{outer.id}/"):
        return f"…{item.id[len(outer.id) :]}"
    return item.id


def _when(found: tuple[Badge, ...], year: int | None) -> str:
    by_kind = {badge.kind: badge for badge in found}

    def told(piece: Piece) -> str:
        if isinstance(piece, str):
            return piece
        return day_of_month(piece) if piece.year == year else day(piece)

    return ", ".join(
        "".join(map(told, by_kind[kind].pieces))
        for kind in ("due", "undated", "was", "window")
        if kind in by_kind
    )


def remarks(item: Item) -> tuple[tuple[str, Prose | str], ...]:
    """Give the remarks to an item, each with its title ("" for notes)."""
    found: list[tuple[str, Prose | str]] = []
    if item.if_silent is not None:
        found.append(("If nobody acts", fill(item.if_silent, item.filling)))
    if item.repeat is not None:
        found.append(("Again", fill(item.repeat, item.filling)))
    if item.owner is not None and item.owner.why:
        found.append(("Who", one_line(item.owner.why)))
    found += [("", fill(note, item.filling)) for note in item.notes]
    if item.source:
        found.append(("Source", one_line(item.source)))
    return tuple(found)


def said_once(checklist: Checklist) -> Checklist:
    """Give the checklist without what a step has said in its phase already.

    A procedure that is spelled out for ten branches has its notes, sources
    and links ten times. Where nothing can be folded away, once is enough.
    What two steps have in common stands with both: neither is read for the
    other.
    """
    seen: set[object] = set()

    def once(item: Item) -> Item:
        def new(thing: object) -> bool:
            key = (item.phase, item.step, thing)
            known = key in seen
            seen.add(key)
            return not known

        return replace(
            item,
            notes=tuple(
                note
                for note in item.notes
                if new(fill(note, item.filling).plain)
            ),
            links=tuple(
                link for link in item.links if new((link.text, link.url))
            ),
            source=item.source
            if item.source and new(("source", item.source))
            else None,
            items=tuple(map(once, item.items)),
        )

    return replace(checklist, items=tuple(map(once, checklist.items)))


_SAME_STEPS = "The steps are the same as above."


def procedures_once(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return *items* with the steps of each procedure spelled out once.

    On paper nothing can be folded away, and nobody copies a command: that
    of another branch follows from the first one's.
    """
    seen: set[str] = set()

    def once(item: Item) -> Item:
        if item.procedure in seen and item.items:
            text = Paragraph(
                (Text(_SAME_STEPS, NOWHERE),), _SAME_STEPS, NOWHERE
            )
            same = Prose((text,), NOWHERE)
            return replace(item, notes=(*item.notes, same), items=())
        if item.procedure is not None:
            seen.add(item.procedure)
        return replace(item, items=tuple(map(once, item.items)))

    return tuple(map(once, items))


def commands(
    item: Item,
) -> tuple[tuple[str | None, tuple[str, ...]], ...]:
    """Give an item's commands, those in a row in one repository together.

    A command of several lines stands alone.
    """
    found: list[tuple[str | None, tuple[str, ...]]] = []
    for command in item.commands:
        run = command.run.strip()
        alone = "\n" in run
        last = found[-1] if found else None
        if (
            last is not None
            and last[0] == command.repository
            and not alone
            and "\n" not in last[1][0]
        ):
            found[-1] = (last[0], (*last[1], run))
        else:
            found.append((command.repository, (run,)))
    return tuple(found)


def has_checkbox(item: Item) -> bool:
    """Tell whether an item is something to tick off."""
    return (
        item.kind != "event" and item.applies != NO and item.state != SKIPPED
    )


def exception_text(one: ExceptionItem) -> str:
    """Give an exception on one line, its end included where it counts."""
    text = f"{one_line(one.title)}: {one.decision}"
    if one.by:
        text += f", asked for by {one_line(one.by)}"
    if one.why:
        text += f" ({one_line(one.why)})"
    if one.closes is not None and one.decision != "refused":
        text += f", ends {day(one.closes)}"
    return text


def policy_text(checklist: Checklist) -> tuple[str, ...]:
    """Give when each policy's exceptions may be granted, and who decides."""
    found = []
    for policy in checklist.policies:
        text = one_line(policy.title)
        if policy.opens is not None and policy.closes is not None:
            text += f": {_span(policy.opens, policy.closes)}"
        else:
            text += ": not scheduled"
        text += f"; decided by: {one_line(policy.decides.title)}"
        found.append(text)
    return tuple(found)


def _span(start: datetime.date, end: datetime.date) -> str:
    return f"{day(start)} – {day(end)}"
