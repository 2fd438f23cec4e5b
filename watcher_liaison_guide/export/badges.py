# SPDX-License-Identifier: Apache-2.0
"""What formats say of an item beside its text: short facts, and commands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from watcher_liaison_guide.checklist.model import (
    DONE,
    JUDGE,
    NO,
    OPEN,
    SKIPPED,
    Item,
    ItemCommand,
    PhaseDates,
)
from watcher_liaison_guide.checklist.states import (
    has_deadline,
    is_on_record,
    is_open,
)
from watcher_liaison_guide.export.display import (
    Piece,
    basis_text,
    one_line,
    owner_text,
    sentence_part,
    text_of,
)
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.wording import ENGLISH, Wording, day_of_month
from watcher_liaison_guide.prose import fill

_PROOF_WORDS = {
    "done": "On record",
    "open": "Not on record yet",
    "cannot-tell": "Not clear from the records",
}
#: Badges whose words are elsewhere in formats made of lines.
_ELSEWHERE = {"event", "due", "window", "was", "basis", "undated"}
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
    return tuple(
        badge
        for badges_of in (_member, _states, _dates, _people, _kinds)
        for badge in badges_of(item, outer, wording)
    )


def _names(item: Item) -> list[str]:
    names = (item.deliverable, item.tracker, item.branch)
    return [name for name in names if name]


def member_name(item: Item) -> str:
    """Return what distinguishes a member of a group."""
    return ", ".join(map(one_line, _names(item)))


def _reason(word: str, reason: str | None) -> tuple[str]:
    why = sentence_part(reason)
    return (f"{word}: {why}" if why else word,)


def _member(item: Item, outer: Outer, wording: Wording) -> Iterator[Badge]:
    """Yield an item's deliverable, tracker and branch.

    Those that *outer* or the item's text names are left out.
    """
    around = _names(outer) if isinstance(outer, Item) else []
    text = fill(item.text, item.filling).plain
    names = [name for name in dict.fromkeys(_names(item)) if name not in text]
    found = ", ".join(one_line(one) for one in names if one not in around)
    if found:
        yield Badge("member", (found,))


def _states(item: Item, outer: Outer, wording: Wording) -> Iterator[Badge]:
    say, record = wording.say, item.record
    if item.state in (DONE, SKIPPED):
        word = say("Done") if item.state == DONE else say("Skipped")
        pieces: list[Piece] = [word]
        if record and record.on is not None:
            pieces += [" ", record.on]
        if record and record.by:
            pieces.append(f" {say('by')} {one_line(record.by)}")
        if record and record.why:
            pieces.append(f": {sentence_part(record.why)}")
        yield Badge(item.state, tuple(pieces), record.url if record else None)
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


# -- in formats made of lines


def box_of(item: Item) -> str:
    """Return an item's box, "" where it is nothing to tick off."""
    if not item.is_task or item.state == SKIPPED:
        return ""
    return "[ ]" if item.applies == NO or is_open(item) else "[x]"


def state_badges(item: Item) -> list[Badge]:
    """Return what the team recorded or, without that, what is on record."""
    is_proven = item.state == OPEN and is_on_record(item)
    kind = "proof" if is_proven else item.state
    return [badge for badge in badges(item) if badge.kind == kind]


def brief_words(item: Item) -> tuple[str, list[str]]:
    """Return an item's day, and its state, progress and owner."""
    when = ""
    if item.due is not None and item.repeat is None:
        until = "" if has_deadline(item) else "Until "
        when = until + day_of_month(item.due)
    record = item.record and replace(item.record, why="")
    facts = [one.text for one in state_badges(replace(item, record=record))]
    facts.append(members_text(item))
    if item.owner is not None:
        facts.append(one_line(item.owner.title))
    return when, list(filter(None, facts))


def members_text(item: Item) -> str:
    """Return how many members of a group are done, or which one it is in."""
    if not item.has_members:
        return member_name(item)
    applying = [one for one in item.items if one.applies != NO]
    done = sum(not is_open(one) for one in applying)
    return f"{done} of {len(applying)} done"


def words(item: Item, outer: Item | PhaseDates) -> tuple[str, list[str]]:
    """Return the days of an item inside *outer*, and facts about it.

    The days in the heading of its phase are not repeated.
    """
    found = badges(item, outer)
    last = outer.due or outer.end
    is_as_phase = (
        isinstance(outer, PhaseDates)
        and item.due is not None
        and item.due == last
        and item.start == outer.start
        and item.was is None
    )
    pieces = {badge.kind: badge.pieces for badge in found}
    days = (
        # Without the year if *outer* ends in it.
        text_of(pieces[kind], last.year if last else None)
        for kind in ("due", "undated", "was", "window")
        if kind in pieces and not is_as_phase
    )
    proven = is_on_record(item)
    facts = [
        badge.text + (f" ({badge.url})" if safe_url(badge.url) else "")
        for badge in found
        if badge.kind not in _ELSEWHERE and (badge.kind != "proof" or proven)
    ]
    return ", ".join(days), facts


def commands(item: Item) -> list[tuple[str | None, list[str]]]:
    """Return an item's commands, those in a row in one repository together.

    A command of several lines is by itself.
    """

    def together(numbered: tuple[int, ItemCommand]) -> tuple[str | None, int]:
        number, command = numbered
        is_single = "\n" not in command.run.strip()
        return command.repository, -1 if is_single else number

    return [
        (repository, [command.run.strip() for _, command in found])
        for (repository, _), found in groupby(
            enumerate(item.commands), together
        )
    ]
