# SPDX-License-Identifier: Apache-2.0
"""Who does a step and when, the dates of a phase, and notes, as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watcher_liaison_guide.calendar.expressions import (
    Dates,
    Expression,
    Window,
)
from watcher_liaison_guide.export.guide_markup import Lines, blocks
from watcher_liaison_guide.export.guide_titles import title_in_guide
from watcher_liaison_guide.export.guide_words import WordsWriter
from watcher_liaison_guide.guide.model import DutyOf, Note, Step
from watcher_liaison_guide.prose import Paragraph, Prose


class FactsWriter(WordsWriter):
    """Writes short facts of the guide as markup."""

    # -- the line of facts

    def facts(self, step: Step, usual: str | DutyOf | None) -> str:
        """Return who acts, with whom, and how binding a step is.

        The *usual* owner of the steps around it is not named again.
        """
        return " · ".join(
            self.markup.span(f"liaison-badge liaison-badge-{kind}", words)
            for kind, words in self.badges(step, usual)
            if words
        )

    def badges(
        self, step: Step, usual: str | DutyOf | None
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
                "Owner by precedence: {precedence}", precedence=words
            )
            yield "owner", words
        elif owner is not None and owner != usual:
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
            yield "event", self.say("No action needed")
        elif step.kind == "decision":
            yield "event", self.say("A decision")
        if step.window is not None:
            yield "window", self.step_window(step.window)

    def step_window(self, window: Window) -> str:
        if not self.view.cycle():
            return self.window_words(window)
        when = self.view.dates(window)
        return "" if when.start is None else self.span(when)

    # -- dates

    def span(self, when: Dates) -> str:
        """Return a day, or two with a dash between, or words."""
        if when.start is None or when.end is None:
            return self.say("not scheduled")
        first, last = self.markup.day(when.start), self.markup.day(when.end)
        return first if when.start == when.end else f"{first} – {last}"

    def window_words(self, window: Window) -> str:
        """Return a window as the guide has it, without a cycle's dates."""

        def part(words: str, one: Expression | None) -> str:
            return f"{words} {self.literal(one.source)}" if one else ""

        ends = part("from", window.start), part("to", window.end)
        parts = (
            part("the week of", window.week),
            " ".join(filter(None, ends)),
            part("not before", window.not_before),
            part("not after", window.not_after),
            part("due", window.due),
        )
        return ", ".join(filter(None, parts))

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

    def notes(self, notes: Iterable[Note]) -> Lines:
        return blocks(*map(self.note, notes))

    def note(self, note: Note) -> Lines:
        """Return a note, behind what it depends on."""
        conditions = [self.condition(one) for one in note.when]
        if note.where:
            chosen = self.choice(note.where)
            if next(iter(note.where)) in ("type", "release-model"):
                chosen = self.say("for deliverables {chosen}", chosen=chosen)
            conditions.append(chosen)
        if not conditions:
            return self.markup.note(
                self.markup.prose(note.text), note.position
            )
        words = ", ".join(conditions)
        lines = self.said(
            "{condition}: {text}",
            note.text,
            "",
            condition=self.markup.span(
                "liaison-condition", words[:1].upper() + words[1:]
            ),
        )
        return self.markup.note(lines, note.position)
