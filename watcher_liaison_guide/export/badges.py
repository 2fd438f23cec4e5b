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
#: The item around an item, or its phase.
Outer = Item | PhaseDates | None


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
    item: Item, outer: Outer = None, wording: Wording = ENGLISH
) -> tuple[Badge, ...]:
    """Return the facts to show with an item, in order.

    *outer* is the item around it, or its phase. Facts that *outer* shows
    are not repeated.
    """
    member = member_text(item, outer)
    found = [Badge("member", (member,))] if member else []
    for those in (_states, _dates, _people, _kinds):
        found += those(item, outer, wording)
    return tuple(found)


def _names(item: Item) -> list[str]:
    names = (item.deliverable, item.tracker, item.branch)
    return [name for name in names if name]


def member_text(item: Item, outer: Outer) -> str:
    """Return an item's deliverable, tracker and branch, separated by commas.

    Those that *outer* or the item's text names are left out.
    """
    around = _names(outer) if isinstance(outer, Item) else []
    text = fill(item.text, item.filling).plain
    names = [name for name in dict.fromkeys(_names(item)) if name not in text]
    return ", ".join(one_line(one) for one in names if one not in around)


def member_name(item: Item) -> str:
    """Return what distinguishes a member of a group."""
    return ", ".join(map(one_line, _names(item)))


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


def _states(item: Item, outer: Outer, wording: Wording) -> Iterator[Badge]:
    say = wording.say
    if item.state in (DONE, SKIPPED):
        word = say("Done") if item.state == DONE else say("Skipped")
        record = item.record
        pieces = recorded(word, record, wording) if record else (word,)
        yield Badge(item.state, pieces, record.url if record else None)
    why = wording.message(item.why or "")
    is_repeated = isinstance(outer, Item) and outer.why == item.why
    if item.applies == NO:
        yield Badge("reason", _reason(say("Does not apply"), why))
    elif item.applies == JUDGE and not is_repeated:
        yield Badge("judge", _reason(say("Your judgement"), why))


def _dates(item: Item, outer: Outer, wording: Wording) -> Iterator[Badge]:
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


def _people(item: Item, outer: Outer, wording: Wording) -> Iterator[Badge]:
    say, owner, starts = wording.say, item.owner, item.starts
    around = outer if isinstance(outer, Item) else None
    known = around.owner if around else None
    if owner is not None and not (
        known and (known.role, known.people) == (owner.role, owner.people)
    ):
        yield Badge("owner", (owner_text(owner),))
    others = item.participants
    if others and not (around and around.participants == others):
        names = ", ".join(map(owner_text, others))
        yield Badge("with", (f"{say('With')} {names}",))
    if (
        starts is not None
        and (owner is None or starts.role != owner.role)
        and not (around and around.starts == starts)
    ):
        name = owner_text(starts)
        yield Badge("starts", (f"{say('Started by')} {name}",))


def _kinds(item: Item, outer: Outer, wording: Wording) -> Iterator[Badge]:
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
