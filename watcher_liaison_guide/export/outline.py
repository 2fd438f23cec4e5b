# SPDX-License-Identifier: Apache-2.0
"""The walk over a checklist for formats made of lines."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace

from watcher_liaison_guide.checklist.model import (
    NO,
    OPEN,
    Checklist,
    ExceptionItem,
    Item,
    Owner,
    PhaseDates,
    PolicyWindow,
)
from watcher_liaison_guide.checklist.selecting import concerns
from watcher_liaison_guide.checklist.states import tasks_of
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.badges import (
    box_of,
    brief_words,
    commands,
    member_name,
    state_badges,
    words,
)
from watcher_liaison_guide.export.display import Piece, one_line
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.text import TextFormat
from watcher_liaison_guide.export.timeline import NO_DAY, timeline_rows
from watcher_liaison_guide.export.wording import day
from watcher_liaison_guide.problems import NOWHERE
from watcher_liaison_guide.prose import Filling, Paragraph, Prose, Text, fill


class Outline(TextFormat):
    """Writes a checklist as bullet lists in bullet lists."""

    #: What is before each line inside an item.
    indent = "  "
    #: Whether there is an empty line between a phase's items.
    parts_items = False
    #: What is before a list below a line, and around what is in an item.
    before_list: tuple[str, ...] = ("",)
    around_nested: tuple[str, ...] = ()
    #: What is before a fact about the cycle, and before a policy.
    before_fact = "- "
    #: The only role whose items have a box, if there is one.
    role: str | None = None

    def document(self, checklist: Checklist) -> str:
        """Return the whole, ending in a newline."""
        return self.joined(self.lines(checklist)) + "\n"

    def brief(self, checklist: Checklist) -> str:
        """Return a line for each item that applies, ending in a newline."""
        return self.joined(self.brief_lines(checklist)) + "\n"

    def joined(self, lines: Iterable[str]) -> str:
        return display.visible("\n".join(self.finish(lines)))

    def finish(self, lines: Iterable[str]) -> Iterable[str]:
        """Return the document's lines in their final form."""
        return lines

    def lines(self, checklist: Checklist) -> Iterable[str]:
        yield from self.head(checklist, display.facts(checklist)[1:])
        checklist = said_once(checklist)
        for phase in checklist.phases:
            if any(item.phase == phase.id for item in checklist.items):
                yield from self.heading(phase.title)
                yield from self.phase(checklist, phase)
        yield from self.on_record(checklist, checklist.policies)
        rows = timeline_rows(replace(checklist, events=checklist.own_events))
        if rows:
            yield from self.heading("Dates")
        for row in rows:
            was = f", was {day(row.was)}" if row.was else ""
            when = f"{display.text_of(row.when)}{was} ({row.basis})"
            when = row.basis if row.when == NO_DAY else when
            yield f"- {self.line(f'{row.title}: {when}')}"
        notes = (checklist.notes or "").strip()
        if notes:
            yield from self.heading("Notes")
            yield from map(self.line, filter(str.strip, notes.splitlines()))

    def head(
        self, checklist: Checklist, facts: list[tuple[str, tuple[Piece, ...]]]
    ) -> Iterable[str]:
        self.role = checklist.role
        yield from self.title(display.title(checklist))
        for name, pieces in facts:
            yield self.fact(name, display.text_of(pieces))
        for role, names in display.people(checklist).items():
            yield self.fact(role, names)

    def on_record(
        self, checklist: Checklist, policies: Iterable[PolicyWindow] = ()
    ) -> Iterable[str]:
        if checklist.exceptions:
            yield from self.heading("Exceptions")
            yield from map(self.policy, policies)
            yield from map(self.request, checklist.exceptions)

    # -- a line for each item

    def brief_lines(self, checklist: Checklist) -> Iterable[str]:
        release = checklist.cycle.release_date or "not known yet"
        yield from self.head(checklist, [("Release day", (release,))])
        for phase in checklist.phases:
            items = display.items_of(checklist, phase)
            every = (one for item in items for one in tasks_of(item))
            tasks = [one for one in every if concerns(one, checklist.role)]
            if tasks:
                days = display.span_text(phase.start, phase.end)
                title = f"{phase.title} ({days})" if days else phase.title
                yield from self.brief_heading(title)
            yield from map(self.brief_line, tasks)
        yield from self.on_record(checklist)

    def brief_line(self, item: Item) -> str:
        text = self.line(item.short)
        links = [one for one in item.links if safe_url(one.url)]
        if links and item.state == OPEN:
            text += f" {self.brief_link(links[0].text, links[0].url or '')}"
        return self.item_line(item, item.id, text, *brief_words(item))

    def brief_heading(self, text: str) -> list[str]:
        return self.heading(text)

    def brief_link(self, words: str, url: str) -> str:
        return self.link(one_line(words), url)

    def fact(self, name: str, text: str) -> str:
        return f"{self.before_fact}{self.line(f'{name}: {text}')}"

    def policy(self, policy: PolicyWindow) -> str:
        text = display.policy_text(policy, policy.decides.title)
        return f"{self.before_fact}{self.line(text)}"

    def request(self, one: ExceptionItem) -> str:
        address = f" ({self.link('request', one.url)})" if one.url else ""
        return f"- {self.line(display.exception_text(one))}{address}"

    # -- items

    def phase(self, checklist: Checklist, phase: PhaseDates) -> Iterable[str]:
        """Yield what is below a phase's heading."""
        yield self.line(display.when_text(checklist, phase))
        items = display.items_of(checklist, phase)
        for number, item in enumerate(items):
            if number == 0 or self.parts_items:
                yield ""
            yield from self.item(item, phase)
        others = display.items_of(checklist, phase, applying=False)
        if others:
            text = display.not_applying_text(len(others))
            yield from ("", f"{text}:", *self.before_list)
        for item in others:
            yield f"- {self.not_applying(item)}"

    def not_applying(self, item: Item) -> str:
        text = self.filled_line(item.text, item.filling).removeprefix("- ")
        facts = (item.why, *(one.text for one in state_badges(item)))
        why = self.escape(" ".join(filter(None, facts)))
        return f"{text}{f' — {why}' if why else ''} {self.name(item.id)}"

    def item(self, item: Item, outer: Item | PhaseDates) -> Iterable[str]:
        name = item.id
        if isinstance(outer, Item) and name.startswith(f"{outer.id}/"):
            name = f"…{name.removeprefix(outer.id)}"
        first, *more = self.text_lines(item)
        yield self.item_line(item, name, first, *words(item, outer))
        more += [""] if more else []
        yield from self.nested([*more, *self.inside(item)])

    def text_lines(self, item: Item) -> list[str]:
        """Return an item's text, before a list the item's short words."""
        lines = self.filled(item.text, item.filling) or [""]
        is_list = lines[0].startswith("- ")
        return [self.line(item.short), *lines] if is_list else lines

    def nested(self, lines: list[str]) -> Iterable[str]:
        """Yield lines that belong to a bullet."""
        if any(lines):
            yield from self.around_nested
            for line in lines:
                yield f"{self.indent}{line}" if line else ""
        yield from self.around_nested

    def item_line(
        self, item: Item, name: str, text: str, when: str, facts: list[str]
    ) -> str:
        """Return an item's first line, with what is said beside its text."""
        head = self.bullet(box_of(item) if concerns(item, self.role) else "")
        days = f"{self.strong(self.escape(when))}: " if when else ""
        behind = self.escape("; ".join(facts))
        behind = self.facts_behind(behind) if behind else ""
        return f"{head} {days}{text}{behind} {self.name(name)}"

    def bullet(self, box: str) -> str:
        return f"- {box}".rstrip()

    def strong(self, text: str) -> str:
        return f"**{text}**"

    def facts_behind(self, text: str) -> str:
        return f" ({text})"

    def inside(self, item: Item) -> Iterable[str]:
        """Yield the lines in an item: how to do it, and items in it."""
        for template, text in display.remarks(item):
            lead = template.partition("{text}")[0]
            lines = self.said(text, item.filling)
            if lead and lines[0].startswith("- "):  # a list
                lines.insert(0, "")
            yield from self.remark(lead, lines)
        yield from self.commands(item)
        yield from self.links(item)
        for one in item.instructions:  # of the procedure that it uses
            first, *more = self.text_lines(one)
            yield f"- {first}"
            yield from self.nested([*more, *self.inside(one)])
        for inner in sorted(item.items, key=lambda one: one.applies == NO):
            if inner.applies == NO:
                yield f"- Does not apply: {self.not_applying(inner)}"
            else:
                yield from self.item(inner, item)

    def said(self, text: Prose | str, filling: Filling) -> list[str]:
        """Return the lines of a text, which may be only an address."""
        if not isinstance(text, str):
            return self.filled(text, filling)
        text = one_line(text)
        if safe_url(text) != text:
            return [self.line(text)]
        # An underscore may be markup.
        return [self.link(text, text) if "_" in text else text]

    def remark(self, lead: str, lines: list[str]) -> Iterable[str]:
        yield f"- {lead}{lines[0]}".rstrip()
        if any(lines[1:]):
            yield from self.nested(lines[1:])

    def commands(self, item: Item) -> Iterable[str]:
        for repository, runs in commands(item):
            where = f"In {self.literal(repository)}: " if repository else ""
            if "\n" not in runs[0]:
                text = ", ".join(map(self.literal, runs))
                yield f"- {self.first(where + text)}"
                continue
            yield f"- {where or 'Commands:'}".rstrip()
            yield ""
            yield from self.nested(self.block(runs[0]))

    def block(self, text: str) -> list[str]:
        """Return a command of several lines as it is."""
        return text.splitlines()

    def links(self, item: Item) -> Iterable[str]:
        if item.links:
            text = ", ".join(
                self.link(one.text, one.url)
                if one.url
                else f"{self.escape(one.text)} (address not known yet)"
                for one in item.links
            )
            yield f"- {self.first(text)}"


class MarkedOutline(Outline):
    """Writes emphasis and links in a markup language."""

    def emphasis(self, text: str) -> str:
        return f"*{self.escape(text)}*"

    def name(self, text: str) -> str:
        return self.literal(text)

    def link(self, words: str, url: str | None) -> str:
        words, safe = self.escape(words), safe_url(url)
        return self.linked(words, safe) if safe and words else words

    def linked(self, words: str, url: str) -> str:
        """Return marked-up words as a link to a safe address."""
        raise NotImplementedError  # each language has its own


def said_once(checklist: Checklist) -> Checklist:
    """Return the checklist without repetitions inside a step of a phase.

    Who holds a role is said at the top, and not with items. A member of a
    group keeps what differs from the group: its name, and notes, links and
    commands of its own, even if another member has them too. What two
    steps have in common stays with both, as each is read by itself.
    """
    seen: set[Hashable] = set()

    def once(item: Item, is_member: bool = False) -> Item:
        def new(thing: Hashable) -> bool:
            key = (item.phase, item.step, thing)
            known = key in seen
            if not is_member:
                seen.add(key)
            return not known

        notes = [
            one for one in item.notes if new(fill(one, item.filling).plain)
        ]
        links = [one for one in item.links if new((one.text, one.url))]
        source = item.source
        inner = map(_as_member, item.items) if item.has_members else item.items
        return replace(
            item,
            owner=_unnamed(item.owner),
            starts=_unnamed(item.starts),
            participants=tuple(filter(None, map(_unnamed, item.participants))),
            notes=tuple(notes),
            links=tuple(links),
            commands=tuple(filter(new, item.commands)),
            source=source if source and new(("source", source)) else None,
            instructions=tuple(map(once, item.instructions)),
            items=tuple(once(one, item.has_members) for one in inner),
        )

    return replace(checklist, items=tuple(map(once, checklist.items)))


def _unnamed(owner: Owner | None) -> Owner | None:
    return owner and replace(owner, people=())


def _as_member(item: Item) -> Item:
    """Return a member of a group with its name in place of the text.

    What its group says of all members is left out.
    """
    text = Text(member_name(item), NOWHERE)
    return replace(
        item,
        text=Prose((Paragraph((text,), text.text, NOWHERE),), NOWHERE),
        if_silent=None,
        optional=None,
        about=None,
        repeat=None,
        instructions=(),
    )
