# SPDX-License-Identifier: Apache-2.0
"""Roles, conditions and choices of a guide in words, for every cycle.

The guide shows all variants; the one on record for the current cycle is
marked where a page knows that cycle.
"""

from __future__ import annotations

from watcher_liaison_guide.calendar.expressions import (
    Dates,
    Expression,
    Window,
)
from watcher_liaison_guide.calendar.model import Event
from watcher_liaison_guide.checklist.conditions import CASE_WORDS
from watcher_liaison_guide.export.guide_markup import Rst
from watcher_liaison_guide.export.guide_titles import title_in_guide
from watcher_liaison_guide.guide.model import Condition, Guide, Step, Where
from watcher_liaison_guide.problems import NOWHERE, Position
from watcher_liaison_guide.prose import Text

_UNDER_WORDS = {
    "ptl": "under a PTL",
    "distributed": "under distributed leadership",
}
_CONDITION_WORDS = {
    **CASE_WORDS,
    ("role", "appointed"): "If appointed: {role}",
    ("role", "none"): "If not appointed: {role}",
    ("event", "scheduled"): "If scheduled: {event}",
    ("event", "none"): "If not scheduled: {event}",
    ("exception", "open"): "While a request is open: {policy}",
    ("exception", "none"): "While no request is open: {policy}",
}
_KEY_WORDS = {
    "deliverable": "for {what}",
    "type": "of type {what}",
    "release-model": "with the release model {what}",
    "status": "while {what}",
}
_EACH_WORDS = {
    "deliverable": "for each deliverable",
    "branch": "for each stable branch",
    "tracker": "for each tracker of a deliverable",
}
_EACH_OF_WORDS = {
    "deliverable": "for {deliverables}",
    "branch": "for each stable branch of {deliverables}",
    "tracker": "for each tracker of {deliverables}",
}


class View:
    """What a page knows besides the guide; plain text knows nothing.

    Each question is asked only where its answer is shown.
    """

    def cycle(self) -> str:
        """Return the cycle whose dates are shown."""
        return ""

    def leadership(self) -> str | None:
        """Return the leadership on record."""
        return None

    def release_model(self, deliverable: str) -> str | None:
        """Return a deliverable's release model on record."""
        return None

    def dates(self, window: Window) -> Dates:
        """Return a window's dates."""
        return Dates()

    def policy_dates(self, opens: Expression, closes: Expression) -> Dates:
        """Return from when until when exceptions are granted."""
        return Dates()

    def has_checklist(self) -> bool:
        """Whether the cycle has a page of its own."""
        return False

    def has_document(self, name: str) -> bool:
        """Whether the documentation has a document."""
        return False


class WordsWriter:
    """Writes the names of roles, and conditions, as pieces of a line."""

    def __init__(self, guide: Guide, markup: Rst, view: View) -> None:
        self.guide = guide
        self.markup = markup
        self.view = view
        self.say = markup.say
        self.line = markup.paragraph
        #: The guide's files, and places in them, that were looked into
        #: besides those of lines.
        self.files: set[str] = set()
        self.places: list[Position] = []

    # -- roles

    def role(self, name: str) -> str:
        """Return a role's title, or those of the roles it stands for."""
        self.files.add("roles.yaml")
        found = self.guide.roles.get(name)
        if found is not None and found.title is not None:
            return self.markup.name(found.title)
        if found is not None and found.stands_for:
            return " / ".join(map(self.role, found.stands_for.values()))
        return self.markup.text(name)

    def owner(self, name: str) -> str:
        """Return a role's title, or its title under each leadership."""
        self.files.add("roles.yaml")
        found = self.guide.roles.get(name)
        if found is None or not found.stands_for:
            return self.role(name)
        roles = []
        for leadership, other in found.stands_for.items():
            under = self.say(_UNDER_WORDS[leadership])
            under = self.leadership(under, leadership)
            role = self.role(other)
            roles.append(
                self.say("{role} ({condition})", role=role, condition=under)
            )
        return self.say(" or ").join(roles)

    def leadership(self, words: str, leadership: str) -> str:
        return self.marked(words, self.view.leadership() == leadership)

    def marked(self, text: str, on_record: bool) -> str:
        """Mark words as what is on record for the current cycle."""
        if not on_record:
            return text
        words = self.say("on record now")
        mark = self.markup.span("liaison-on-record-mark", words)
        return self.markup.span("liaison-on-record", f"{text}, {mark}")

    # -- conditions

    def condition(self, found: Condition) -> str:
        """Return a condition in words, to begin a sentence."""
        fact, wanted, subject = found.fact, found.wanted, found.subject or ""
        if fact == "judgement":
            words = self.markup.name(wanted)
            return self.say("If {judgement}", judgement=words)
        places = {}
        if fact == "role":
            places["role"] = self.role(subject)
        elif fact == "event":
            places["event"] = self.event(subject)
        elif fact == "exception":
            self.files.add("policies.yaml")
            places["policy"] = self.reference("policy", subject)
        words = self.say(_CONDITION_WORDS[fact, wanted], **places)
        is_leadership = fact == "leadership"
        return self.leadership(words, wanted) if is_leadership else words

    def reference(self, kind: str, name: str) -> str:
        """Return a reference to something of the guide by its title."""
        title = title_in_guide(self.guide, kind, name) or name
        return self.markup.reference(kind, name, title)

    def event(self, name: str) -> str:
        """Return what an event is called."""
        self.files.add("events.yaml")
        event = self.guide.events.get(name)
        if event is not None and event.title is not None:
            return self.markup.name(event.title)
        return self.say(Event(name).title)

    def choice(self, where: Where, without: str = "") -> str:
        """Return a choice of members, the release model on record marked.

        The key *without* is left out.
        """
        deliverables = where.get("deliverable", ())

        def shown(key: str, name: str) -> str:
            if key == "status":
                return self.say(name)
            on_record = (
                key == "release-model"
                and len(deliverables) == 1
                and self.view.release_model(deliverables[0]) == name
            )
            return self.marked(self.literal(name), on_record)

        choices = []
        for key, names in where.items():
            if key != without:
                *others, last = (shown(key, one) for one in names)
                ends = [", ".join(others), last] if others else [last]
                what = self.say(" or ").join(ends)
                choices.append(self.say(_KEY_WORDS[key], what=what))
        return " ".join(choices)

    def literal(self, text: str) -> str:
        return self.markup.literal((Text(text, NOWHERE),))

    def members(self, step: Step) -> str:
        """Return the deliverables, branches or trackers that a step is for."""
        if step.each is None:
            return self.choice(step.where)
        names = ", ".join(map(self.literal, step.where.get("deliverable", ())))
        table = _EACH_OF_WORDS if names else _EACH_WORDS
        words = self.say(table[step.each], deliverables=names)
        rest = self.choice(step.where, without="deliverable")
        return f"{words} {rest}".rstrip()
