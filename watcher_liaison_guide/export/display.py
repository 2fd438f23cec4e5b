# SPDX-License-Identifier: Apache-2.0
"""Words and dates that every format shows in the same way.

Functions take ``say``, which translates the words that are ours; what
comes from the guide, the calendar or the team is never translated here.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable

from watcher_liaison_guide.calendar.model import Basis
from watcher_liaison_guide.checklist.model import (
    DONE,
    JUDGE,
    NO,
    SKIPPED,
    Checklist,
    Item,
    Owner,
    PhaseDates,
)
from watcher_liaison_guide.prose import fill, plain

Say = Callable[[str], str]
#: Words, and days that a format writes in its own way.
Piece = str | datetime.date

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)

#: In a word or two where a date comes from.
BASIS_WORDS = {
    Basis.STATED: "stated",
    Basis.THURSDAY_RULE: "Thursday rule",
    Basis.WEEK: "week given",
    Basis.SPAN: "whole span",
    Basis.FALLS_BACK: "falls back",
    Basis.TEAM: "set by the team",
    Basis.NOT_SCHEDULED: "not scheduled",
}
#: The same, explained.
BASIS_MEANINGS = {
    Basis.STATED: "the schedule states this day",
    Basis.THURSDAY_RULE: "the schedule names the week, and deadlines are "
    "the Thursday of theirs",
    Basis.WEEK: "the schedule names the week; the last day to act is its "
    "Thursday",
    Basis.SPAN: "it lasts from the first day to the last",
    Basis.FALLS_BACK: "no date of its own, so that of another event",
    Basis.TEAM: "the team's own date",
    Basis.NOT_SCHEDULED: "the schedule does not have it",
}
_STATUS_WORDS = {
    "future": "in the future",
    "development": "in development",
    "maintained": "maintained",
    "unmaintained": "unmaintained",
    "end of life": "at its end of life",
}
_LEADERSHIP_WORDS = {
    "ptl": "a PTL",
    "distributed": "distributed",
}
_PROOF_WORDS = {
    "done": "On record",
    "open": "Not on record yet",
    "cannot-tell": "The records cannot tell",
}


def same(text: str) -> str:
    """Translate nothing."""
    return text


#: Characters that control a device, or turn the direction of writing: with
#: them, what comes after a text could be read as part of it.
_UNSEEN = dict.fromkeys(
    (
        *(code for code in range(0x20) if chr(code) not in "\t\n\r"),
        *range(0x7F, 0xA0),
        *(0x061C, 0x200E, 0x200F),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    )
)


def seen(text: str) -> str:
    """Give text without characters that only change how others look."""
    return text.translate(_UNSEEN)


def one_line(text: str) -> str:
    """Give text on one line, without what :func:`seen` leaves out."""
    return " ".join(seen(text.replace("\x85", " ")).split())


def sentence_part(text: str | None) -> str:
    """Give a sentence on one line, without the full stop at its end."""
    return one_line(text or "").removesuffix(".")


def day(date: datetime.date) -> str:
    """Give ``Thu 19 Nov 2026``, whatever the locale."""
    return f"{day_of_month(date)} {date.year}"


def day_of_month(date: datetime.date) -> str:
    """Give ``Thu 19 Nov``."""
    return f"{_DAYS[date.weekday()]} {date.day} {_MONTHS[date.month - 1]}"


def month(date: datetime.date) -> str:
    """Give ``Nov``."""
    return _MONTHS[date.month - 1]


def span(
    start: datetime.date | None, end: datetime.date | None
) -> tuple[Piece, ...]:
    """Give the pieces of a window: nothing, a day, or two with a dash."""
    if start is None or end is None:
        return ()
    return (start,) if start == end else (start, " – ", end)


def text_of(pieces: Iterable[Piece]) -> str:
    """Give pieces as text, the year only behind the last day of a span."""
    return "".join(
        piece if isinstance(piece, str) else day(piece) for piece in pieces
    )


def span_text(start: datetime.date | None, end: datetime.date | None) -> str:
    """Give ``Mon 16 – Fri 20 Nov 2026``, or "" without dates."""
    if start is None or end is None:
        return ""
    if start == end:
        return day(start)
    first = day_of_month(start) if start.year == end.year else day(start)
    return f"{first} – {day(end)}"


# -- people


def owner_text(owner: Owner) -> str:
    """Give the role and its holders: ``Release liaison: Ada (ada)``."""
    people = one_line(", ".join(map(str, owner.people)))
    title = one_line(owner.title)
    return f"{title}: {people}" if people else title


def owner_names(owners: Iterable[Owner]) -> str:
    """Give several owners' roles in a row."""
    return ", ".join(owner_text(owner) for owner in owners)


# -- the badges of an item


@dataclasses.dataclass(frozen=True)
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
    item: Item, outer: Item | PhaseDates | None = None, say: Say = same
) -> tuple[Badge, ...]:
    """Give the facts to show with an item, in order.

    *outer* is the item around it, or its phase: what holds there already
    is not said again.
    """
    found = [
        *_member_badges(item, outer),
        *_state_badges(item, outer, say),
        *_date_badges(item, outer, say),
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
            Badge("owner", (owner_text(owner),), name=one_line(owner.title))
        )
    participants = item.participants
    if participants and (
        around is None or around.participants != participants
    ):
        found.append(
            Badge("with", (f"{say('With')} {owner_names(participants)}",))
        )
    starts = item.starts
    if starts is not None and (owner is None or starts.role != owner.role):
        found.append(
            Badge("starts", (f"{say('Started by')} {owner_text(starts)}",))
        )
    if item.optional:
        found.append(Badge("optional", (one_line(item.optional),)))
    if item.about == "next":
        found.append(Badge("next", (say("For the next cycle"),)))
    if item.kind == "event":
        found.append(Badge("event", (say("Happens by itself"),)))
    if item.proof is not None:
        word = say(_PROOF_WORDS.get(item.proof.status, item.proof.status))
        evidence = sentence_part(
            item.proof.evidence or say(item.proof.why or "")
        )
        found.append(
            Badge("proof", (f"{word}: {evidence}" if evidence else word,))
        )
    return tuple(found)


def _member_badges(
    item: Item, outer: Item | PhaseDates | None
) -> Iterable[Badge]:
    """Give what the item is about, unless its text names it."""
    member = tuple(
        name
        for name in (item.deliverable, item.tracker, item.branch)
        if name is not None
    )
    around: tuple[str | None, ...] = ()
    if isinstance(outer, Item):
        around = (outer.deliverable, outer.tracker, outer.branch)
    text = plain(fill(item.text, item.filling))
    named = [
        one_line(name)
        for name in dict.fromkeys(member)
        if name not in around and name not in text
    ]
    if named:
        yield Badge("member", (", ".join(named),))


def _state_badges(
    item: Item, outer: Item | PhaseDates | None, say: Say
) -> Iterable[Badge]:
    record = item.record
    if item.state == DONE:
        pieces: list[Piece] = [say("Done")]
        if record is not None and record.on is not None:
            pieces += [" ", record.on]
        if record is not None and record.by:
            pieces.append(f" {say('by')} {one_line(record.by)}")
        yield Badge("done", tuple(pieces), record.url if record else None)
    elif item.state == SKIPPED:
        why = sentence_part(record.why) if record else ""
        word = say("Skipped")
        yield Badge("skipped", (f"{word}: {why}" if why else word,))
    why = sentence_part(say(item.why or ""))
    if item.applies == JUDGE:
        if isinstance(outer, Item) and outer.why == item.why:
            return
        word = say("Your judgement")
        yield Badge("judge", (f"{word}: {why}" if why else word,))
    elif item.applies == NO:
        word = say("Does not apply")
        yield Badge("reason", (f"{word}: {why}" if why else word,))


def _date_badges(
    item: Item, outer: Item | PhaseDates | None, say: Say
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
        yield Badge("undated", (say("No date yet"),))
        return
    word = say("On") if item.kind == "event" else say("Due")
    yield Badge("due", (f"{word} ", item.due))
    if (
        item.start is not None
        and item.start != item.end
        and (outer is None or (item.start, item.end) != _window(outer))
    ):
        yield Badge("window", (f"{say('from')} ", item.start))
    if item.was is not None and item.was != item.due:
        yield Badge("was", (f"{say('was')} ", item.was))
    if outer is None or item.basis is not outer.basis:
        yield Badge("basis", (say(BASIS_WORDS[item.basis]),))


def _window(
    outer: Item | PhaseDates,
) -> tuple[datetime.date | None, datetime.date | None]:
    return outer.start, outer.end


# -- the head


def title(checklist: Checklist) -> str:
    """Give the checklist's name: ``2027.1 Indri: release checklist``."""
    return f"{cycle_name(checklist)}: release checklist"


def cycle_name(checklist: Checklist) -> str:
    """Give ``2027.1 Indri``."""
    cycle = checklist.cycle
    names = dict.fromkeys((cycle.release, cycle.series.capitalize()))
    return one_line(" ".join(name for name in names if name))


def slurp_text(checklist: Checklist, say: Say = same) -> str:
    """Give whether the release is a SLURP release, and what that means."""
    slurp = checklist.cycle.slurp
    if slurp is None:
        return say("Not known yet whether this is a SLURP release.")
    if slurp:
        return say(
            "SLURP release: upgrades come from the release before and from "
            "the one before that, so both ways must work."
        )
    return say(
        "Not a SLURP release: upgrades may pass over it, so nothing may be "
        "removed in it and no migration may depend on it."
    )


def facts(
    checklist: Checklist, say: Say = same
) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """Give the head of a checklist: names, and what they stand for."""
    cycle = checklist.cycle
    found: list[tuple[str, tuple[Piece, ...]]] = [
        (say("Cycle"), (cycle_name(checklist),))
    ]
    if cycle.status:
        status = _STATUS_WORDS.get(cycle.status, one_line(cycle.status))
        found.append((say("Status"), (say(status),)))
    found.append((say("Upgrades"), (slurp_text(checklist, say),)))
    found.append(
        (
            say("Release day"),
            (cycle.release_date or say("not known yet"),),
        )
    )
    found.append((say("Leadership"), (_leadership(checklist, say),)))
    if checklist.source is not None:
        found.append((say("Dates from"), (source_text(checklist),)))
    else:
        found.append((say("Dates from"), (say("no schedule yet"),)))
    if checklist.carried_from:
        text = say("those of %s, until this cycle's own are on record")
        found.append(
            (
                say("Release models"),
                (text % one_line(checklist.carried_from),),
            )
        )
    return tuple(found)


def _leadership(checklist: Checklist, say: Say) -> str:
    if checklist.leadership is None:
        return say("not on record")
    words = _LEADERSHIP_WORDS.get(checklist.leadership, checklist.leadership)
    text = say(words)
    if checklist.leadership_source:
        text += f" ({one_line(checklist.leadership_source)})"
    return text


def source_text(checklist: Checklist) -> str:
    """Give where the dates come from: repository, commit and its day."""
    source = checklist.source
    if source is None:
        return ""
    text = one_line(source.repository)
    if source.commit:
        text += f", {one_line(source.commit)[:12]}"
    if source.date:
        text += f", {day(source.date)}"
    return text


def heading_text(phase: PhaseDates) -> str:
    """Give a phase's title on one line."""
    return one_line(phase.title)


def phase_pieces(phase: PhaseDates, say: Say = same) -> tuple[Piece, ...]:
    """Give a phase's dates, and where they come from."""
    if phase.start is None or phase.end is None:
        return (say("No dates yet"),)
    pieces = list(span(phase.start, phase.end))
    if phase.due is not None and phase.due != phase.end:
        pieces += [f"; {say('due')} ", phase.due]
    return tuple(pieces)


def when_text(phase: PhaseDates) -> str:
    """Give a phase's dates as text, with the day its items are due."""
    if phase.start is None or phase.end is None:
        return "no dates yet"
    text = span_text(phase.start, phase.end)
    due = day_of_month(phase.due or phase.end)
    return f"{text}; due {due} ({BASIS_WORDS[phase.basis]})"


# -- parts of a checklist


def items_of(checklist: Checklist, phase: PhaseDates) -> tuple[Item, ...]:
    """Give a phase's items that apply, or may, in order."""
    return tuple(
        item
        for item in checklist.items
        if item.phase == phase.id and item.applies != NO
    )


def not_applying(checklist: Checklist, phase: PhaseDates) -> tuple[Item, ...]:
    """Give a phase's items that do not apply, in order."""
    return tuple(
        item
        for item in checklist.items
        if item.phase == phase.id and item.applies == NO
    )


def not_applying_text(number: int, say: Say = same) -> str:
    """Give how many steps of a phase do not apply."""
    if number == 1:
        return say("1 step does not apply")
    return say("%d steps do not apply") % number


def steps_text(number: int, say: Say = same) -> str:
    """Give how many steps a procedure has."""
    return say("1 step") if number == 1 else say("%d steps") % number
