# SPDX-License-Identifier: Apache-2.0
"""The elements of a checklist's page, alike in Sphinx and without it.

:mod:`.markup` says what the style and the script expect of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from watcher_liaison_guide.checklist.model import (
    GROUP,
    NO,
    Checklist,
    ExceptionItem,
    Item,
    ItemLink,
    PhaseDates,
)
from watcher_liaison_guide.export import display, markup, outline, timeline
from watcher_liaison_guide.export.badges import Badge, badges
from watcher_liaison_guide.export.display import Piece, one_line
from watcher_liaison_guide.export.prose_html import ProseHtml
from watcher_liaison_guide.export.timeline import Row
from watcher_liaison_guide.export.wording import ENGLISH, Wording
from watcher_liaison_guide.prose import Prose


class ChecklistHtml(ProseHtml):
    """Writes the parts of one checklist."""

    def __init__(
        self, checklist: Checklist, wording: Wording = ENGLISH
    ) -> None:
        self.checklist = checklist
        self.wording = wording
        self.short_ids = markup.item_ids(checklist)

    # -- what a page may do in its own way

    def ids(self, item: Item) -> tuple[str, str]:
        """Return an item's id on this page and that from anywhere, or ""."""
        short = self.short_ids[item.id]
        return short, markup.html_id(f"{self.checklist.cycle.release}-{short}")

    def permalink(self, anchor: str) -> str:
        """Return a link to an item, to be behind its words."""
        return ""

    def command(self, text: str) -> str:
        """Return one command or more, to be copied."""
        return (
            f'<pre class="liaison-command"><code>{escape(text)}</code></pre>\n'
        )

    def item_link(self, link: ItemLink, words: str) -> str:
        """Return one of an item's links; *words* are HTML."""
        url = markup.safe_url(link.url)
        if url and "<" not in (link.url or ""):
            return self.address(url, words)
        return self.sentence("{link} (address not known yet)", link=words)

    def identity(self, item: Item, anchor: str) -> str:
        """Return an item's id, as the cycle file wants it."""
        shown = self.literal(item.id)
        if anchor:
            shown = (
                f'<a class="liaison-permalink" href="#{anchor}">{shown}</a>'
            )
        return self.sentence("In the cycle file: {id}", id=shown)

    # -- words

    def sentence(self, template: str, **places: str) -> str:
        """Return a sentence of ours with HTML in its places."""
        said = escape(self.wording.say(template))
        for name, html in places.items():
            said = said.replace(f"{{{name}}}", html)
        return said

    def pieces(self, pieces: Iterable[Piece]) -> str:
        """Return words and days."""
        return "".join(
            [
                escape(piece)
                if isinstance(piece, str)
                else f'<time datetime="{piece}">'
                f"{escape(self.wording.day(piece))}</time>"
                for piece in pieces
            ]
        )

    # -- the head

    def facts(self) -> str:
        """Return the head: names, and what is true of each."""
        rows = "".join(
            f"<div><dt>{escape(name)}</dt><dd>{self.pieces(pieces)}</dd></div>\n"
            for name, pieces in display.facts(self.checklist, self.wording)
        )
        # Themes have a look of their own for lists without this class.
        return f'<dl class="liaison-facts simple">\n{rows}</dl>\n'

    def timeline(self) -> str:
        """Return the picture of the cycle, and the table behind it."""
        picture = timeline.timeline_svg(self.checklist, self.wording)
        rows = timeline.timeline_rows(self.checklist, self.wording)
        made = '<figure class="liaison-timeline">\n'
        if picture:
            label = escape(self.wording.say("Timeline"))
            made += (
                '<div class="liaison-picture" tabindex="0" role="region" '
                f'aria-label="{label}">\n{picture}\n</div>\n'
            )
        if rows:
            made += self.table_of_dates(rows)
        else:
            made += f"<p>{escape(self.wording.say('No dates yet'))}</p>\n"
        return made + "</figure>\n"

    def table_of_dates(self, rows: Iterable[Row]) -> str:
        """Return the table that says what the picture shows."""
        say = self.wording.say
        names = ("Event", "When", "Where the date comes from")
        head = "".join(
            f'<th scope="col">{escape(say(name))}</th>' for name in names
        )
        made = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
        for row in rows:
            when = self.pieces(row.when)
            if row.was:
                was = self.pieces((f"{say('was')} ", row.was))
                when += f" {self.badge('was', was)}"
            made += (
                f'<tr><th scope="row">{escape(row.title)}</th>'
                f"<td>{when}</td><td>{escape(row.basis)}</td></tr>\n"
            )
        made += "</tbody>\n</table>\n"
        return self.details("dates", say("Table of dates"), made)

    # -- phases

    def phase_when(self, phase: PhaseDates) -> str:
        """Return a phase's days and where they come from."""
        when = self.pieces(
            display.phase_pieces(self.checklist, phase, self.wording)
        )
        if phase.start is not None:
            basis = escape(display.basis_text(phase, self.wording))
            when += f' <span class="liaison-basis">({basis})</span>'
        return f'<p class="liaison-when">{when}</p>\n'

    def phase_items(self, phase: PhaseDates) -> str:
        """Return a phase's items, those that do not apply at the end."""
        items = [
            item for item in self.checklist.items if item.phase == phase.id
        ]
        return self.many(items, phase)

    def many(self, items: Sequence[Item], outer: Item | PhaseDates) -> str:
        """Return items inside *outer*, nothing for none."""
        here = [item for item in items if item.applies != NO]
        others = [item for item in items if item.applies == NO]
        made = self.list(here, outer) if here else ""
        if others:
            text = display.not_applying_text(len(others), self.wording)
            inner = self.list(others, outer)
            made += self.details("not-applying", text, inner)
        return made

    def list(self, items: Iterable[Item], outer: Item | PhaseDates) -> str:
        inner = "".join([self.item(item, outer) for item in items])
        return f'<ul class="liaison-items">\n{inner}</ul>\n'

    # -- items

    def item(self, item: Item, outer: Item | PhaseDates) -> str:
        """Return an item with everything in it."""
        short, full = self.ids(item)
        text = self.prose(item.text, item.filling)
        link = self.permalink(short or full) if short or full else ""
        if link:
            text = text.replace("</p>", f"{link}</p>", 1)
        inner = self.many(item.items, item) if item.items else ""
        if item.instructions and not self.is_member(item, outer):
            steps = display.steps_text(len(item.instructions), self.wording)
            inner = self.details("steps", steps, self.steps(item)) + inner
        return (
            f'<li class="liaison-item"{_id(short)}'
            f"{attributes(markup.item_attributes(item))}>"
            f"{f'<span{_id(full)}></span>' if full else ''}\n"
            f'<div class="liaison-text">{text}</div>\n'
            f"{self.meta(item, outer)}{self.more(item, short or full)}"
            f"{inner}</li>\n"
        )

    def is_member(self, item: Item, outer: Item | PhaseDates) -> bool:
        """Whether *outer* is the group of an item."""
        return isinstance(outer, Item) and outer.kind == GROUP

    def steps(self, item: Item) -> str:
        """Return an item's instructions: steps that nobody ticks."""
        made = "".join(
            f'<li><div class="liaison-text">'
            f"{self.prose(one.text, one.filling)}</div>\n"
            f"{self.how(one)}"
            f"{self.steps(one) if one.instructions else ''}</li>\n"
            for one in item.instructions
        )
        return f'<ul class="liaison-steps">\n{made}</ul>\n'

    def meta(self, item: Item, outer: Item | PhaseDates) -> str:
        """Return the short facts of an item in a row."""
        found = badges(item, outer, self.wording)
        if not found:
            return ""
        row = "\n".join([self.badge_of(badge) for badge in found])
        return f'<p class="liaison-meta">\n{row}\n</p>\n'

    def badge_of(self, badge: Badge) -> str:
        found = self.pieces(badge.pieces)
        url = markup.safe_url(badge.url)
        if url:
            proof = escape(self.wording.say("proof"))
            found += f" ({self.address(url, proof)})"
        return self.badge(badge.kind, found, badge.name)

    def badge(self, kind: str, words: str, name: str | None = None) -> str:
        data = f' data-liaison-name="{escape(name)}"' if name else ""
        return (
            f'<span class="liaison-badge liaison-badge-{kind}"{data}>'
            f"{words}</span>"
        )

    def more(self, item: Item, anchor: str) -> str:
        """Return how to do an item: remarks, commands, links."""
        made = self.how(item)
        made += f'<p class="liaison-id">{self.identity(item, anchor)}</p>\n'
        return self.details("more", self.wording.say("Details"), made)

    def how(self, item: Item) -> str:
        """Return the remarks, commands and links of an item."""
        made = ""
        for template, text in display.remarks(item, self.wording):
            made += self.remark(template, text, item)
        return made + self.commands(item) + self.links(item)

    def remark(self, template: str, text: Prose | str, item: Item) -> str:
        """Return a remark in its place in *template*, or by itself."""
        if isinstance(text, str):
            line = one_line(text)
            html = f"<p>{self.link(line, escape(line))}</p>"
        else:
            html = self.prose(text, item.filling)
        if not template:
            return f'<div class="liaison-note">{html}</div>\n'
        said = escape(self.wording.say(template))
        before, _, after = said.partition("{text}")
        if html.startswith("<p>"):
            first, _, more = html[3:].partition("</p>")
        else:
            first, more = "", html
        html = f"<p><b>{before.rstrip()}</b> {first}{after}</p>{more}"
        return f'<div class="liaison-note">{html}</div>\n'

    def details(self, name: str, summary: str, inner: str) -> str:
        """Return what is folded away at first."""
        return (
            f'<details class="liaison-{name}">'
            f"<summary>{escape(summary)}</summary>\n{inner}</details>\n"
        )

    def commands(self, item: Item) -> str:
        """Return what to type, and where."""
        made = ""
        before = None
        for repository, lines in outline.commands(item):
            if repository is not None and repository != before:
                where = self.sentence(
                    "In {repository}:", repository=self.literal(repository)
                )
                made += f'<p class="liaison-in">{where}</p>\n'
            before = repository
            made += self.command("\n".join(lines))
        return made

    def links(self, item: Item) -> str:
        """Return an item's links as a list, nothing for none."""
        if not item.links:
            return ""
        rows = "".join(
            f"<li>{self.item_link(link, escape(one_line(link.text)))}</li>\n"
            for link in item.links
        )
        return f'<ul class="liaison-links">\n{rows}</ul>\n'

    # -- exceptions

    def exceptions(self) -> str:
        """Return when exceptions may be granted, and those on record."""
        checklist = self.checklist
        made = ""
        if not checklist.exceptions:
            none = self.wording.say(
                "No exception is on record for this cycle. "
                "When one may be granted:"
            )
            made += f"<p>{escape(none)}</p>\n"
        for policy in checklist.policies:
            days = display.span(policy.opens, policy.closes)
            dates = days or (self.wording.say("not scheduled"),)
            said = self.sentence(
                "{policy}: {dates}; decided by: {role}",
                policy=escape(one_line(policy.title)),
                dates=self.pieces(dates),
                role=escape(display.owner_text(policy.decides)),
            )
            made += f"<p>{said}</p>\n"
        if checklist.exceptions:
            rows = "".join(map(self.exception, checklist.exceptions))
            made += f"<ul>\n{rows}</ul>\n"
        return made

    def exception(self, one: ExceptionItem) -> str:
        made = self.pieces(display.exception_pieces(one, self.wording))
        url = markup.safe_url(one.url)
        if url:
            request = escape(self.wording.say("request"))
            made += f" ({self.address(url, request)})"
        return f"<li>{made}</li>\n"


def attributes(values: Mapping[str, str]) -> str:
    """Return attributes as a tag has them, each behind a space."""
    return "".join(
        [f' {name}="{escape(text)}"' for name, text in values.items()]
    )


def _id(name: str) -> str:
    return f' id="{name}"' if name else ""
