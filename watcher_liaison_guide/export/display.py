# SPDX-License-Identifier: Apache-2.0
"""Words and dates that every format shows in the same way.

Functions take a :class:`~.wording.Wording`, which translates what is ours
and the guide's; what comes from the calendar or the team stays as it is.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from watcher_liaison_guide.calendar.model import Basis
from watcher_liaison_guide.checklist.model import (
    NO,
    Checklist,
    ExceptionItem,
    Item,
    Owner,
    PhaseDates,
    PolicyWindow,
)
from watcher_liaison_guide.checklist.states import has_deadline
from watcher_liaison_guide.export.wording import (
    ENGLISH,
    Wording,
    day,
    day_of_month,
)
from watcher_liaison_guide.prose import Prose

#: Words, and days that a format writes in its own way.
Piece = str | datetime.date

#: In a word or two where a date comes from.
BASIS_WORDS = {
    Basis.STATED: "stated",
    Basis.THURSDAY_RULE: "Thursday rule",
    Basis.WEEK: "week given",
    Basis.SPAN: "whole span",
    Basis.FALLS_BACK: "day of another event",
    Basis.TEAM: "set by the team",
    Basis.NOT_SCHEDULED: "not scheduled",
}
#: Why a phase has no dates: whether the cycle has a calendar at all.
_NO_DATES_WORDS = {False: "No dates yet", True: "Not scheduled in this cycle"}
_STATUS_WORDS = {
    "future": "in the future",
    "development": "in development",
    "end of life": "at its end of life",
    "unknown": "not known",
}
_REMARK_WORDS = {
    "if silent": "If nobody acts: {text}",
    "repeat": "How often: {text}",
    "owner": "Owner: {text}",
    "source": "Source: {text}",
}
_LEADERSHIP_WORDS = {
    None: "not on record",
    "ptl": "PTL",
    "distributed": "distributed",
}
#: Whether the release is a SLURP release, and what that means.
_SLURP_WORDS = {
    None: "Not known yet whether this is a SLURP release.",
    True: "SLURP release: upgrades from the previous release and from the "
    "one before it must work.",
    False: "Not a SLURP release: upgrades may skip it. Nothing may be "
    "removed in it, and no migration may depend on it.",
}


#: Characters that control a device or the direction of writing. They would
#: change how the words after a text are read.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def visible(text: str) -> str:
    """Return text without characters that only change how others look."""
    return _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Return text on one line, without what :func:`visible` leaves out."""
    return " ".join(visible(text.replace("\x85", " ")).split())


def sentence_part(text: str | None) -> str:
    """Return a sentence on one line, without the full stop at its end."""
    return one_line(text or "").removesuffix(".")


def span(
    start: datetime.date | None, end: datetime.date | None
) -> tuple[Piece, ...]:
    """Return the pieces of a window: nothing, a day, or two with a dash."""
    if start is None or end is None:
        return ()
    return (start,) if start == end else (start, " – ", end)


def text_of(pieces: Iterable[Piece], year: int | None = None) -> str:
    """Return pieces as text: ``Mon 16 Nov – Fri 20 Nov 2026``.

    A day has no year where the next one is in the same, the last one where
    it is in *year*.
    """
    text = ""
    for piece in reversed(tuple(pieces)):
        if isinstance(piece, str):
            text = piece + text
            continue
        shown = day_of_month(piece) if piece.year == year else day(piece)
        text, year = shown + text, piece.year
    return text


def span_text(start: datetime.date | None, end: datetime.date | None) -> str:
    """Return a window as text, "" without dates."""
    return text_of(span(start, end))


# -- people


def owner_text(owner: Owner) -> str:
    """Return the role and its holders: ``Release liaison: Ada (ada)``."""
    title = one_line(owner.title)
    return f"{title}: {_holders(owner)}" if owner.people else title


def _holders(owner: Owner) -> str:
    return one_line(", ".join(map(str, owner.people)))


def people(checklist: Checklist) -> dict[str, str]:
    """Return who holds each role, by the role's title."""
    owners: list[Owner | None] = list(checklist.roles)
    for item in checklist.walk():
        owners += (item.owner, item.starts, *item.participants)
    held = [one for one in owners if one is not None and one.people]
    return {one_line(one.title): _holders(one) for one in held}


def remarks(
    item: Item, wording: Wording = ENGLISH
) -> list[tuple[str, Prose | str]]:
    """Return the remarks on an item, each a template and a text.

    The template of a note is "".
    """
    why = item.owner.why if item.owner is not None else None
    found = [
        (_REMARK_WORDS["if silent"], item.if_silent),
        (_REMARK_WORDS["repeat"], item.repeat),
        (_REMARK_WORDS["owner"], wording.message(why) if why else None),
        *(("", note) for note in item.notes),
        (_REMARK_WORDS["source"], item.source),
    ]
    return [(template, text) for template, text in found if text]


def exception_pieces(
    one: ExceptionItem, wording: Wording = ENGLISH
) -> list[Piece]:
    """Return an exception on one line, with its last day unless refused."""
    say = wording.say
    text = f"{one_line(one.title)}: {say(one.decision)}"
    if one.by:
        who = one_line(one.by)
        text += wording.sentence(", requested by {who}", who=who)
    if one.why:
        text += f" ({one_line(one.why)})"
    if one.closes is None or one.decision == "refused":
        return [text]
    before, _, after = say(", ends {day}").partition("{day}")
    return [text + before, one.closes, after]


def exception_text(one: ExceptionItem) -> str:
    return text_of(exception_pieces(one))


# -- dates


def basis_text(dated: Item | PhaseDates, wording: Wording = ENGLISH) -> str:
    """Return in a word or two where a date comes from."""
    if dated.counted_from is None:
        return wording.say(BASIS_WORDS[dated.basis])
    event = one_line(wording.say(dated.counted_from))
    return wording.sentence("counted from: {event}", event=event)


# -- the head


def title(checklist: Checklist) -> str:
    """Return the title, such as "2027.1 Indri: release checklist of X"."""
    names = cycle_name(checklist)
    return f"{names}: release checklist of {team_name(checklist)}"


def team_name(checklist: Checklist) -> str:
    """Return the team's name, which governance often has in small letters."""
    name = one_line(checklist.team_name)
    return name[:1].upper() + name[1:]


def cycle_name(checklist: Checklist) -> str:
    """Return ``2027.1 Indri``."""
    return one_line(checklist.cycle.title)


def status(checklist: Checklist, wording: Wording) -> str:
    """Return the status of a cycle, "" if unknown."""
    known = checklist.cycle.status
    words = status_text(known, wording) if known else ""
    if words and checklist.source is not None and checklist.as_of is None:
        # It changes during a cycle, and with no import it stays here.
        words = wording.sentence(
            "{status} when these dates were recorded", status=words
        )
    return words


def facts(
    checklist: Checklist, wording: Wording = ENGLISH
) -> list[tuple[str, tuple[Piece, ...]]]:
    """Return the facts about a cycle, each a name and a value."""
    say, cycle = wording.say, checklist.cycle
    leadership = say(_LEADERSHIP_WORDS[checklist.leadership])
    if checklist.leadership and checklist.leadership_source:
        leadership += f" ({one_line(checklist.leadership_source)})"
    origin = source_text(checklist) or say(
        "no schedule yet. It appears on releases.openstack.org some weeks "
        "before the cycle begins; until then the phases are in the "
        "guide's order."
    )
    earlier = one_line(checklist.carried_from or "")
    carried = say("those of %s, until this cycle's own are on record")
    found: list[tuple[str, Piece]] = [
        (say("Cycle"), cycle_name(checklist)),
        (say("Status"), status(checklist, wording)),
        (say("Upgrades"), say(_SLURP_WORDS[cycle.slurp])),
        (say("Release day"), cycle.release_date or say("not known yet")),
        (say("Leadership"), leadership),
        (say("Dates from"), origin),
        (say("Release models"), earlier and carried.replace("%s", earlier)),
    ]
    return [(name, (piece,)) for name, piece in found if piece]


def status_text(status: str, wording: Wording = ENGLISH) -> str:
    """Return a cycle's status in words."""
    return wording.say(_STATUS_WORDS.get(status, one_line(status)))


def source_text(checklist: Checklist) -> str:
    """Return where the dates come from: repository, commit and its day."""
    source = checklist.source
    if source is None:
        return ""
    commit = one_line(source.commit or "")[:12]
    date = day(source.date) if source.date else ""
    parts = (one_line(source.repository), commit, date)
    return ", ".join(filter(None, parts))


def phase_pieces(
    checklist: Checklist, phase: PhaseDates, wording: Wording = ENGLISH
) -> tuple[Piece, ...]:
    """Return a phase's dates, with the due day if it is not the last."""
    if phase.start is None or phase.end is None:
        return (wording.say(_NO_DATES_WORDS[checklist.source is not None]),)
    pieces = list(span(phase.start, phase.end))
    if phase.due is not None and phase.due != phase.end:
        pieces += [f"; {wording.say('due')} ", phase.due]
    return tuple(pieces)


def when_text(checklist: Checklist, phase: PhaseDates) -> str:
    """Return a phase's dates as text: due day and basis included."""
    if phase.start is None or phase.end is None:
        return _NO_DATES_WORDS[checklist.source is not None]
    text = span_text(phase.start, phase.end)
    if any(map(has_deadline, items_of(checklist, phase))):
        text += f"; due {day_of_month(phase.due or phase.end)}"
    return f"{text} ({basis_text(phase)})"


# -- parts of a checklist


def policy_text(policy: PolicyWindow, who: str) -> str:
    """Return when a policy's exceptions may be granted, and *who* decides."""
    days = span_text(policy.opens, policy.closes) or "not scheduled"
    return f"{one_line(policy.title)}: {days}; decided by: {one_line(who)}"


def items_of(
    checklist: Checklist, phase: PhaseDates, applying: bool = True
) -> tuple[Item, ...]:
    """Return a phase's items that apply or may, or those that do not."""
    return tuple(
        item
        for item in checklist.items
        if item.phase == phase.id and (item.applies != NO) == applying
    )


def not_applying_text(number: int, wording: Wording = ENGLISH) -> str:
    """Return how many steps of a phase do not apply."""
    if number == 1:
        return wording.say("1 step does not apply")
    text = wording.say("%d steps do not apply")
    return text.replace("%d", str(number))


#: For one step, and for several.
WITHOUT_RECORD_WORDS = {
    1: "1 earlier step has no record",
    2: "%d earlier steps have no record",
}


def without_record_text(number: int) -> str:
    """Return how many steps were due long ago and have no record."""
    one, many = WITHOUT_RECORD_WORDS.values()
    return one if number == 1 else many.replace("%d", str(number))
