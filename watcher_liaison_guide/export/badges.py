# SPDX-License-Identifier: Apache-2.0
"""The short facts about an item, alike in every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from watcher_liaison_guide.checklist.deadlines import has_deadline
from watcher_liaison_guide.checklist.model import (
    DONE,
    JUDGE,
    NO,
    SKIPPED,
    Item,
    ItemRecord,
    PhaseDates,
)
from watcher_liaison_guide.export.display import (
    Piece,
    basis_text,
    one_line,
    owner_text,
    sentence_part,
    text_of,
)
from watcher_liaison_guide.export.wording import ENGLISH, Wording
from watcher_liaison_guide.prose import fill

_PROOF_WORDS = {
    "done": "On record",
    "open": "Not on record yet",
    "cannot-tell": "Not clear from the records",
}


@dataclass(frozen=True)
class Badge:
    """A short fact about an item.

    ``kind`` is for the style, ``url`` leads to the evidence.
    """

    kind: str
    pieces: tuple[Piece, ...]
    url: str | None = None

    @property
    def text(self) -> str:
        return text_of(self.pieces)


def badges(
    item: Item,
    outer: Item | PhaseDates | None = None,
    wording: Wording = ENGLISH,
) -> tuple[Badge, ...]:
    """Return the facts to show with an item, in order.

    *outer* is the item around it, or its phase. Facts that *outer* shows
    are not repeated.
    """
    member = member_text(item, outer)
    return (
        *((Badge("member", (member,)),) if member else ()),
        *_state_badges(item, outer, wording),
        *_date_badges(item, outer, wording),
        *_people_badges(item, outer, wording),
        *_kind_badges(item, wording),
    )


def member_text(item: Item, outer: Item | PhaseDates | None) -> str:
    """Return an item's deliverable, tracker and branch, separated by commas.

    Those that *outer* or the item's text names are left out.
    """
    around: tuple[str | None, ...] = ()
    if isinstance(outer, Item):
        around = (outer.deliverable, outer.tracker, outer.branch)
    text = fill(item.text, item.filling).plain
    names = dict.fromkeys((item.deliverable, item.tracker, item.branch))
    return ", ".join(
        one_line(name)
        for name in names
        if name and name not in around and name not in text
    )


def member_name(item: Item) -> str:
    """Return what distinguishes a member of a group."""
    names = (item.deliverable, item.tracker, item.branch)
    return ", ".join(one_line(name) for name in names if name)


def recorded(
    word: str, record: ItemRecord, wording: Wording
) -> tuple[Piece, ...]:
    """Return what the team recorded of an item, without its proof."""
    pieces: list[Piece] = [word]
    if record.on is not None:
        pieces += [" ", record.on]
    if record.by:
        pieces.append(f" {wording.say('by')} {one_line(record.by)}")
    if record.why:
        pieces.append(f": {sentence_part(record.why)}")
    return tuple(pieces)


def _reason(word: str, reason: str | None) -> tuple[str]:
    why = sentence_part(reason)
    return (f"{word}: {why}" if why else word,)


def _state_badges(
    item: Item, outer: Item | PhaseDates | None, wording: Wording
) -> Iterator[Badge]:
    say = wording.say
    if item.state in (DONE, SKIPPED):
        word = say("Done") if item.state == DONE else say("Skipped")
        record = item.record
        pieces = recorded(word, record, wording) if record else (word,)
        yield Badge(item.state, pieces, record.url if record else None)
    why = wording.message(item.why or "")
    if item.applies == NO:
        yield Badge("reason", _reason(say("Does not apply"), why))
    elif item.applies == JUDGE and not (
        isinstance(outer, Item) and outer.why == item.why
    ):
        yield Badge("judge", _reason(say("Your judgement"), why))


def _date_badges(
    item: Item, outer: Item | PhaseDates | None, wording: Wording
) -> Iterator[Badge]:
    say = wording.say
    if item.applies == NO:
        return
    window = (item.start, item.end)
    around = (outer.start, outer.end) if outer else None
    if isinstance(outer, Item) and window == around and item.due == outer.due:
        return
    if item.due is None:
        # Where nothing of a phase has a date, its heading says so.
        if outer is None or (outer.due or outer.end) is not None:
            yield Badge("undated", (say("No date yet"),))
        return
    if item.kind == "note":
        return
    word = say("Due") if has_deadline(item) else say("Until")
    if item.kind == "event":
        word = say("On")
    yield Badge("due", (f"{word} ", item.due))
    if item.start is not None and item.start != item.end and window != around:
        yield Badge("window", (f"{say('from')} ", item.start))
    if item.was is not None and item.was != item.due:
        yield Badge("was", (f"{say('was')} ", item.was))
    basis = basis_text(item, wording)
    if outer is None or basis != basis_text(outer, wording):
        yield Badge("basis", (basis,))


def _people_badges(
    item: Item, outer: Item | PhaseDates | None, wording: Wording
) -> Iterator[Badge]:
    around = outer if isinstance(outer, Item) else None
    owner = item.owner
    if owner is not None and not (
        around is not None
        and around.owner is not None
        and (around.owner.role, around.owner.people)
        == (owner.role, owner.people)
    ):
        yield Badge("owner", (owner_text(owner),))
    participants = item.participants
    if participants and not (around and around.participants == participants):
        names = ", ".join(map(owner_text, participants))
        yield Badge("with", (f"{wording.say('With')} {names}",))
    starts = item.starts
    if (
        starts is not None
        and (owner is None or starts.role != owner.role)
        and not (around and around.starts == starts)
    ):
        name = owner_text(starts)
        yield Badge("starts", (f"{wording.say('Started by')} {name}",))


def _kind_badges(item: Item, wording: Wording) -> Iterator[Badge]:
    if item.optional:
        yield Badge("optional", (one_line(item.optional),))
    if item.about == "next":
        yield Badge("next", (wording.say("For the next cycle"),))
    if item.kind == "event":
        yield Badge("event", (wording.say("No action needed"),))
    if item.proof is not None:
        word = _PROOF_WORDS.get(item.proof.status, item.proof.status)
        found = item.proof.evidence or wording.message(item.proof.why or "")
        yield Badge("proof", _reason(wording.say(word), found))
