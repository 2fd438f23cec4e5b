# SPDX-License-Identifier: Apache-2.0
"""The short facts about an item, alike in every format."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watcher_liaison_guide.checklist.deadlines import stands
from watcher_liaison_guide.checklist.model import (
    DONE,
    JUDGE,
    NO,
    SKIPPED,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.export.display import (
    Piece,
    basis_text,
    one_line,
    owner_names,
    owner_text,
    sentence_part,
    text_of,
)
from watcher_liaison_guide.export.wording import ENGLISH, Wording
from watcher_liaison_guide.prose import fill

_PROOF_WORDS = {
    "done": "On record",
    "open": "Not on record yet",
    "cannot-tell": "The records cannot tell",
}


@dataclass(frozen=True)
class Badge:
    """A short fact about an item.

    ``kind`` is for the style, ``url`` leads to the evidence, ``name`` is
    the title of an owner's role, for the page's filter.
    """

    kind: str
    pieces: tuple[Piece, ...]
    url: str | None = None
    name: str | None = None

    @property
    def text(self) -> str:
        return text_of(self.pieces)


def badges(
    item: Item,
    outer: Item | PhaseDates | None = None,
    wording: Wording = ENGLISH,
) -> tuple[Badge, ...]:
    """Give the facts to show with an item, in order.

    *outer* is the item around it, or its phase: what holds there already
    is not said again.
    """
    member = member_text(item, outer)
    found = [
        *((Badge("member", (member,)),) if member else ()),
        *_state_badges(item, outer, wording),
        *_date_badges(item, outer, wording),
    ]
    around = outer if isinstance(outer, Item) else None
    owner = item.owner
    if owner is not None and (
        around is None
        or around.owner is None
        or (around.owner.role, around.owner.people)
        != (owner.role, owner.people)
    ):
        found.append(
            Badge(
                "owner",
                (owner_text(owner, wording),),
                name=one_line(wording.title(owner.title)),
            )
        )
    participants = item.participants
    if participants and (
        around is None or around.participants != participants
    ):
        names = owner_names(participants, wording)
        found.append(Badge("with", (f"{wording.say('With')} {names}",)))
    starts = item.starts
    if starts is not None and (owner is None or starts.role != owner.role):
        name = owner_text(starts, wording)
        found.append(Badge("starts", (f"{wording.say('Started by')} {name}",)))
    if item.optional:
        found.append(
            Badge("optional", (one_line(wording.title(item.optional)),))
        )
    if item.about == "next":
        found.append(Badge("next", (wording.say("For the next cycle"),)))
    if item.kind == "event":
        found.append(Badge("event", (wording.say("Happens by itself"),)))
    if item.proof is not None:
        word = wording.say(
            _PROOF_WORDS.get(item.proof.status, item.proof.status)
        )
        evidence = sentence_part(
            item.proof.evidence or wording.message(item.proof.why or "")
        )
        found.append(
            Badge("proof", (f"{word}: {evidence}" if evidence else word,))
        )
    return tuple(found)


def member_text(item: Item, outer: Item | PhaseDates | None) -> str:
    """Give what an item is about, "" where its text names it."""
    around: tuple[str | None, ...] = (None,)
    if isinstance(outer, Item):
        around = (None, outer.deliverable, outer.tracker, outer.branch)
    named = [
        name
        for name in dict.fromkeys(
            (item.deliverable, item.tracker, item.branch)
        )
        if name not in around
    ]
    if not named:
        return ""
    text = fill(item.text, item.filling).plain
    return ", ".join(
        one_line(name) for name in named if name and name not in text
    )


def other_members(items: Sequence[Item]) -> str:
    """Name what a step is about besides what its first item is about."""
    names = dict.fromkeys(
        one_line(
            " ".join(
                filter(None, (one.deliverable or one.tracker, one.branch))
            )
        )
        for one in items[1:]
    )
    return ", ".join(filter(None, names))


def _state_badges(
    item: Item, outer: Item | PhaseDates | None, wording: Wording
) -> Iterable[Badge]:
    record = item.record
    if item.state == DONE:
        pieces: list[Piece] = [wording.say("Done")]
        if record is not None and record.on is not None:
            pieces += [" ", record.on]
        if record is not None and record.by:
            pieces.append(f" {wording.say('by')} {one_line(record.by)}")
        yield Badge("done", tuple(pieces), record.url if record else None)
    elif item.state == SKIPPED:
        why = sentence_part(record.why) if record else ""
        word = wording.say("Skipped")
        yield Badge("skipped", (f"{word}: {why}" if why else word,))
    why = sentence_part(wording.message(item.why or ""))
    if item.applies == JUDGE:
        if isinstance(outer, Item) and outer.why == item.why:
            return
        word = wording.say("Your judgement")
        yield Badge("judge", (f"{word}: {why}" if why else word,))
    elif item.applies == NO:
        word = wording.say("Does not apply")
        yield Badge("reason", (f"{word}: {why}" if why else word,))


def _date_badges(
    item: Item, outer: Item | PhaseDates | None, wording: Wording
) -> Iterable[Badge]:
    if item.applies == NO:
        return
    if isinstance(outer, Item) and (item.start, item.end, item.due) == (
        outer.start,
        outer.end,
        outer.due,
    ):
        return
    if item.due is None:
        # Where nothing of a phase has a date, its heading says so.
        if outer is None or (outer.due or outer.end) is not None:
            yield Badge("undated", (wording.say("No date yet"),))
        return
    word = wording.say("Due")
    if item.kind == "event":
        word = wording.say("On")
    elif stands(item):
        word = wording.say("Until")
    yield Badge("due", (f"{word} ", item.due))
    if (
        item.start is not None
        and item.start != item.end
        and (outer is None or (item.start, item.end) != _window(outer))
    ):
        yield Badge("window", (f"{wording.say('from')} ", item.start))
    if item.was is not None and item.was != item.due:
        yield Badge("was", (f"{wording.say('was')} ", item.was))
    basis = basis_text(item, wording)
    if outer is None or basis != basis_text(outer, wording):
        yield Badge("basis", (basis,))


def _window(
    outer: Item | PhaseDates,
) -> tuple[datetime.date | None, datetime.date | None]:
    return outer.start, outer.end
