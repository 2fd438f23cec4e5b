# SPDX-License-Identifier: Apache-2.0
"""Who does a step and under what conditions, in words, for every cycle.

The guide shows all variants; the one on record for the current cycle is
marked where a page knows that cycle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watcher_liaison_guide.calendar.expressions import (
    Dates,
    Expression,
    Window,
)
from watcher_liaison_guide.calendar.model import EVENT_TITLES
from watcher_liaison_guide.export.guide_markup import (
    Lines,
    Rst,
    blocks,
)
from watcher_liaison_guide.export.guide_titles import title_in_guide
from watcher_liaison_guide.guide.model import (
    Condition,
    DutyOf,
    Guide,
    Note,
    Step,
    Where,
)
from watcher_liaison_guide.problems import NOWHERE, Position
from watcher_liaison_guide.prose import Paragraph, Prose, Text


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


class FactsWriter:
    """Writes short facts of the guide as markup."""

    def __init__(self, guide: Guide, markup: Rst, view: View) -> None:
        self.guide = guide
        self.markup = markup
        self.view = view
        self.say = markup.say
        #: The guide's files, and places in them, that were looked into
        #: besides those of lines.
        self.files: set[str] = set()
        self.places: list[Position] = []

    # -- roles

    def role(self, name: str) -> str:
        """Return a role's title, both where it depends on the leadership."""
        self.files.add("roles.yaml")
        found = self.guide.roles.get(name)
        if found is not None and found.title is not None:
            return self.markup.name(found.title)
        if found is not None and found.stands_for:
            return " / ".join(map(self.role, found.stands_for.values()))
        return self.markup.text(name)

    def owner(self, name: str) -> str:
        """Return who a role is under each leadership."""
        self.files.add("roles.yaml")
        found = self.guide.roles.get(name)
        if found is None or not found.stands_for:
            return self.role(name)
        return self.say(" or ").join(
            self.say(
                "{role} ({condition})",
                role=self.role(other),
                condition=self.leadership(
                    self.say(_UNDER_WORDS[leadership]), leadership
                ),
            )
            for leadership, other in found.stands_for.items()
        )

    def leadership(self, words: str, leadership: str) -> str:
        return self.marked(words, self.view.leadership() == leadership)

    def marked(self, text: str, on_record: bool) -> str:
        """Mark words as what is on record for the current cycle."""
        if not on_record:
            return text
        mark = self.markup.span(
            "liaison-on-record-mark", self.say("on record now")
        )
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
            title = title_in_guide(self.guide, "policy", subject) or subject
            places["policy"] = self.markup.reference("policy", subject, title)
        words = self.say(_CONDITION_WORDS[fact, wanted], **places)
        return (
            self.leadership(words, wanted) if fact == "leadership" else words
        )

    def event(self, name: str) -> str:
        """Return what an event is called."""
        self.files.add("events.yaml")
        event = self.guide.events.get(name)
        if event is not None and event.title is not None:
            return self.markup.name(event.title)
        return self.say(EVENT_TITLES.get(name, name))

    def choice(self, where: Where, without: str = "") -> str:
        """Return a choice of members, the release model on record marked."""
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

        return ", ".join(
            self.say(
                _KEY_WORDS[key],
                what=self.say(" or ").join(shown(key, name) for name in names),
            )
            for key, names in where.items()
            if key != without
        )

    def literal(self, text: str) -> str:
        return self.markup.literal((Text(text, NOWHERE),))

    def members(self, step: Step) -> str:
        """Return for which deliverables, branches or trackers a step is."""
        if step.each is None:
            return self.choice(step.where)
        names = step.where.get("deliverable")
        if names:
            words = self.say(
                _EACH_OF_WORDS[step.each],
                deliverables=", ".join(map(self.literal, names)),
            )
        else:
            words = self.say(_EACH_WORDS[step.each])
        rest = self.choice(step.where, without="deliverable")
        return f"{words} {rest}".rstrip()

    # -- the line of facts

    def facts(self, step: Step, around: Step | None) -> str:
        """Return who acts, with whom, and how binding a step is."""
        return " · ".join(
            self.markup.span(f"liaison-badge liaison-badge-{kind}", words)
            for kind, words in self.badges(step, around)
            if words
        )

    def badges(
        self, step: Step, around: Step | None
    ) -> Iterator[tuple[str, str]]:
        """Yield each fact of a step, with its kind."""
        for condition in step.when:
            yield "judge", self.condition(condition)
        owner = step.owner
        if isinstance(owner, DutyOf):
            name = owner.precedence
            title = title_in_guide(self.guide, "precedence", name) or name
            words = self.markup.reference("precedence", name, title)
            words = self.say(
                "Whoever is first by: {precedence}", precedence=words
            )
            yield "owner", words
        elif owner is not None and (around is None or around.owner != owner):
            yield "owner", self.owner(owner)
        if step.participants:
            roles = ", ".join(map(self.role, step.participants))
            yield "with", self.say("With: {roles}", roles=roles)
        if step.starts is not None and step.starts != owner:
            role = self.role(step.starts)
            yield "starts", self.say("Started by: {role}", role=role)
        yield "each", self.members(step)
        if step.optional is not None:
            yield "optional", self.markup.name(step.optional)
        if step.about == "next":
            yield "next", self.say("For the next cycle")
        if step.kind == "event":
            yield "event", self.say("Happens by itself")
        elif step.kind == "decision":
            yield "event", self.say("A decision")
        if step.window is not None:
            yield "window", self.step_window(step.window)

    def step_window(self, window: Window) -> str:
        cycle = self.view.cycle()
        if not cycle:
            return self.window_words(window)
        when = self.view.dates(window)
        if when.start is None:
            return ""
        return self.say(
            "{cycle}: {dates}",
            cycle=self.markup.text(cycle),
            dates=self.span(when),
        )

    # -- dates

    def span(self, when: Dates) -> str:
        """Return a day, or two with a dash between, or words."""
        if when.start is None or when.end is None:
            return self.say("not scheduled")
        first, last = self.markup.day(when.start), self.markup.day(when.end)
        return first if when.start == when.end else f"{first} – {last}"

    def window_words(self, window: Window) -> str:
        """Return a window as the guide has it, without a cycle's dates."""
        named = (
            ("the week of", window.week),
            ("from", window.start),
            ("to", window.end),
            ("not before", window.not_before),
            ("not after", window.not_after),
            ("due", window.due),
        )
        return ", ".join(
            f"{words} {self.literal(one.source)}"
            for words, one in named
            if one is not None
        )

    def window(self, window: Window) -> Lines:
        """Return the sentence with a phase's dates in a cycle."""
        if not self.view.cycle():
            words = self.window_words(window)
            words = words[:1].upper() + words[1:]
            return self.line(words, window.position)
        when = self.view.dates(window)
        places = {"cycle": self.cycle(), "dates": self.span(when)}
        if when.due is None or when.due == when.end:
            words = self.say("In {cycle}: {dates}", **places)
        else:
            due = self.markup.day(when.due)
            words = self.say(
                "In {cycle}: {dates}, due {due}", due=due, **places
            )
        return self.line(words, window.position, "liaison-when")

    def cycle(self) -> str:
        """Return the name of the cycle whose dates are shown."""
        name = self.markup.text(self.view.cycle())
        return self.markup.span("liaison-cycle-name", name)

    # -- texts behind words of ours

    def said(
        self,
        template: str,
        text: Prose | None,
        classes: str = "liaison-said",
        place: str = "text",
        **places: str,
    ) -> Lines:
        """Return a text of the guide in a sentence of ours."""
        if not text:
            return []
        first, *rest = text.blocks
        places[place] = ""
        if isinstance(first, Paragraph):
            places[place] = self.markup.first_paragraph(first)
        else:
            rest = list(text.blocks)
        words = self.say(template, **places).rstrip()
        return blocks(
            self.markup.paragraph(words, text.position, classes),
            self.markup.prose(Prose(tuple(rest), text.position)),
        )

    def line(
        self, text: str, position: Position, classes: str = "", mark: str = ""
    ) -> Lines:
        """Return a paragraph of our own words, nothing for none."""
        if not text:
            return []
        return self.markup.paragraph(text, position, classes, mark)

    def notes(self, notes: Iterable[Note]) -> Lines:
        return blocks(*map(self.note, notes))

    def note(self, note: Note) -> Lines:
        """Return a note, behind what it depends on."""
        groups = [self.condition(one) for one in note.when]
        if note.where:
            groups.append(self.choice(note.where))
        if not groups:
            return self.markup.note(
                self.markup.prose(note.text), note.position
            )
        words = ", ".join(groups)
        lines = self.said(
            "{condition}: {text}",
            note.text,
            "",
            condition=self.markup.span(
                "liaison-condition", words[:1].upper() + words[1:]
            ),
        )
        return self.markup.note(lines, note.position)


_UNDER_WORDS = {
    "ptl": "under a PTL",
    "distributed": "under distributed leadership",
}
_CONDITION_WORDS = {
    ("leadership", "ptl"): "Under a PTL",
    ("leadership", "distributed"): "Under distributed leadership",
    ("role", "appointed"): "With this role appointed: {role}",
    ("role", "none"): "With nobody appointed as: {role}",
    ("event", "scheduled"): "If this event is scheduled: {event}",
    ("event", "none"): "If this event is not scheduled: {event}",
    ("exception", "open"): "If a request is open under: {policy}",
    ("exception", "none"): "If no request is open under: {policy}",
    ("slurp", "true"): "In a SLURP cycle",
    ("slurp", "false"): "In a cycle that is not SLURP",
    ("next.slurp", "true"): "Before a SLURP cycle",
    ("next.slurp", "false"): "Before a cycle that is not SLURP",
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
    "tracker": "for each tracker",
}
_EACH_OF_WORDS = {
    "deliverable": "for {deliverables}",
    "branch": "for each stable branch of {deliverables}",
    "tracker": "for each tracker of {deliverables}",
}
