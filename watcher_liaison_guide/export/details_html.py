# SPDX-License-Identifier: Apache-2.0
"""What is behind a row of a checklist's page: how to do a step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from watcher_liaison_guide.checklist.model import (
    Checklist,
    Item,
    ItemLink,
    PhaseDates,
)
from watcher_liaison_guide.checklist.states import (
    has_deadline,
    inside_members,
    is_open,
)
from watcher_liaison_guide.checklist.week import Row, rows
from watcher_liaison_guide.export import display, markup
from watcher_liaison_guide.export.badges import (
    Badge,
    badges,
    commands,
    member_name,
)
from watcher_liaison_guide.export.display import Piece, one_line
from watcher_liaison_guide.export.wording import ENGLISH, Wording
from watcher_liaison_guide.prose import (
    Block,
    Emphasis,
    Filling,
    Inline,
    Link,
    Literal,
    Paragraph,
    Placeholder,
    Prose,
    Reference,
    Text,
)

#: The badges that are part of a row; the others are behind it.
ON_ROW = ("done", "skipped", "reason")


def plain(text: str) -> str:
    """Return text that is not ours as HTML, on one line."""
    return escape(one_line(text))


class DetailsHtml:
    """Writes what belongs to one item of a checklist. All text is escaped."""

    def __init__(
        self, checklist: Checklist, wording: Wording = ENGLISH
    ) -> None:
        self.checklist = checklist
        self.wording = wording
        self.short_ids = markup.item_ids(checklist)
        self.names = _names(checklist)
        #: The row that each item is in, and its place among all.
        self.rows: dict[str, tuple[int, Row]] = {
            item.id: (number, row)
            for number, row in enumerate(rows(checklist))
            for item in row.items
        }

    # -- what a page may do in its own way

    def ids(self, item: Item) -> tuple[str, str]:
        """Return an item's id on its cycle's page, and one for any page.

        An overriding page returns "" for one that it does not use.
        """
        short = self.short_ids.get(item.id) or markup.html_id(item.id)
        return short, markup.html_id(f"{self.checklist.cycle.release}-{short}")

    def literal(self, text: str) -> str:
        """Return something to type."""
        return f"<code>{escape(text)}</code>"

    def command(self, text: str) -> str:
        """Return one command or more, to be copied."""
        return f'<pre class="liaison-command">{escape(text)}</pre>\n'

    def address(self, url: str, words: str) -> str:
        """Return a link with an address that is safe; *words* are HTML."""
        return f'<a href="{escape(url)}">{words}</a>'

    def reference(self, found: Reference, words: str) -> str:
        """Return a cross-reference, which leads nowhere by itself."""
        return escape(words)

    def item_link(self, link: ItemLink, words: str) -> str:
        """Return one of an item's links; *words* are HTML."""
        url = markup.safe_url(link.url)
        if url and "<" not in (link.url or ""):
            return self.address(url, words)
        return self.sentence("{link} (address not known yet)", link=words)

    def identity(self, item: Item, anchor: str) -> str:
        """Return an item's id as a cycle file names it, linked to *anchor*."""
        name = escape(item.id)
        if anchor:
            title = self.sentence("Link to this step")
            name = f'<a href="#{anchor}" title="{title}">{name}</a>'
        return self.sentence("In the cycle file: {id}", id=name)

    def page_id(self, name: str) -> str:
        """Return the id of something that a page has once."""
        return name

    def latest(self) -> str:
        """Return the address of the current cycle's page, "" if unknown."""
        return ""

    def kept_current(self) -> str:
        """Return the address of the current documentation, "" if unknown."""
        return ""

    def calendar(self) -> str:
        """Return the address of the cycle's calendar file, "" if none."""
        return ""

    # -- words

    def sentence(self, template: str, **places: str) -> str:
        """Return a sentence of ours with HTML in its places."""
        said = escape(self.wording.say(template))
        for name, html in places.items():
            said = said.replace(f"{{{name}}}", html)
        return said

    def pieces(self, pieces: Iterable[Piece]) -> str:
        """Return words and days as HTML."""
        made = ""
        for piece in pieces:
            if isinstance(piece, str):
                made += escape(piece)
            else:
                day = escape(self.wording.day(piece))
                made += f'<time datetime="{piece}">{day}</time>'
        return made

    def prose(self, text: Prose, filling: Filling) -> str:
        """Return a text as elements, its placeholders filled."""
        return "".join([self._block(one, filling) for one in text.blocks])

    def _block(self, block: Block, filling: Filling) -> str:
        if isinstance(block, Paragraph):
            words = [self._inline(one, filling) for one in block.children]
            return f"<p>{''.join(words)}</p>"
        made = ""
        for item in block.items:
            inner = "".join([self._block(one, filling) for one in item])
            made += f"<li>{self.single(inner)}</li>"
        return f"<ul>{made}</ul>"

    def _inline(self, node: Inline, filling: Filling) -> str:
        if isinstance(node, Text | Placeholder):
            return escape(filling.text_of(node))
        if isinstance(node, Reference):
            key = node.role, node.target
            title = node.title or filling.titles.get(key, node.target)
            return self.reference(node, title)
        words = filling.join(node.parts)
        if isinstance(node, Literal):
            return self.literal(words)
        if isinstance(node, Emphasis):
            return f"<em>{escape(words)}</em>"
        assert isinstance(node, Link)
        return self.link(filling.join(node.url), escape(words))

    def link(self, url: str, words: str) -> str:
        """Return words as a link where the address is one and whole."""
        safe = markup.safe_url(url)
        if safe is None:
            return words
        if "<" in url:  # a reader must fill in the rest
            return f"{words} ({self.literal(url)})"
        return self.address(safe, words)

    # -- behind a row

    def more(self, item: Item, outer: Item | PhaseDates, anchor: str) -> str:
        """Return how to do an item: words, facts, remarks, commands, links."""
        words = self.prose(item.text, item.filling)
        has_people = item.owner is not None and item.owner.people
        facts = [
            self.pieces(badge.pieces)
            for badge in badges(item, outer, self.wording)
            # The row has a deadline's day and the owner's title.
            if badge.kind not in ON_ROW
            and not (badge.kind == "due" and has_deadline(item))
            # Those of a step that is in several members are in its grid.
            and not (badge.kind == "member" and item.has_members)
            and not (badge.kind == "owner" and not has_people)
        ]
        # The hint below the row of an open item has the other remark.
        hinted = item.if_silent if is_open(item) else None
        made = self.note(words, "liaison-text") + self.how(item, hinted)
        if item.instructions:
            inner = "".join(map(self.instruction, item.instructions))
            made += f'<ol class="liaison-instructions">\n{inner}</ol>\n'
        # A step that is in several members is no item of the cycle file.
        if item.id in self.short_ids:
            facts.append(self.identity(item, anchor))
        about = " · ".join(filter(None, facts))
        if about:
            made += f'<p class="liaison-meta">{about}</p>\n'
        name = self.names[item.id]
        return self.details("more", self.sentence("Details"), made, name)

    def instruction(self, item: Item) -> str:
        """Return a step of a procedure."""
        inside = map(self.instruction, (*item.items, *item.instructions))
        inner = "".join(inside)
        if inner:
            inner = f"<ol>\n{inner}</ol>\n"
        words = self.single(self.prose(item.text, item.filling))
        return f"<li>{words}\n{self.how(item)}{inner}</li>\n"

    def badge_of(self, badge: Badge) -> str:
        found = self.pieces(badge.pieces)
        url = markup.safe_url(badge.url)
        if url:
            found += f" ({self.address(url, self.sentence('proof'))})"
        return self.badge(badge.kind, found)

    def badge(self, kind: str, words: str) -> str:
        return (
            f'<span class="liaison-badge liaison-badge-{kind}">{words}</span>'
        )

    def note(self, html: str, name: str) -> str:
        """Return blocks of words; a single paragraph has the class itself."""
        single = self.single(html)
        tag = "div" if single == html else "p"
        return f'<{tag} class="{name}">{single}</{tag}>\n'

    def single(self, html: str) -> str:
        """Return the words of a single paragraph, other blocks as they are."""
        if html.count("<p>") == 1 and "<ul>" not in html:
            return html.removeprefix("<p>").removesuffix("</p>")
        return html

    def remark(self, template: str, text: Prose | str, item: Item) -> str:
        """Return a remark in its place in *template*, or by itself."""
        if isinstance(text, str):
            html = f"<p>{self.link(one_line(text), plain(text))}</p>"
        else:
            html = self.prose(text, item.filling)
        if not template:
            return html
        before, _, after = self.sentence(template).partition("{text}")
        first, more = "", html
        if html.startswith("<p>"):
            first, _, more = html[3:].partition("</p>")
        return f"<p><b>{before.rstrip()}</b> {first}{after}</p>{more}"

    def details(
        self,
        name: str,
        summary: str,
        inner: str,
        about: str = "",
        is_open: bool = False,
    ) -> str:
        """Return HTML below a *summary*, which is about *about*."""
        label = f"{summary}: {plain(about)}" if about else ""
        named = f' aria-label="{label}"' if about else ""
        opened = ' open=""' if is_open else ""
        return (
            f'<details class="liaison-{name}"{opened}>'
            f"<summary{named}>{summary}</summary>\n{inner}</details>\n"
        )

    def how(self, item: Item, hinted: Prose | None = None) -> str:
        """Return remarks but the one *hinted* at, what to type, and links."""
        made, before = "", None
        for template, text in display.remarks(item, self.wording):
            if text is not hinted:
                words = self.remark(template, text, item)
                made += self.note(words, "liaison-note")
        for repository, lines in commands(item):
            if repository is not None and repository != before:
                name = self.literal(repository)
                where = self.sentence("In {repository}:", repository=name)
                made += f'<p class="liaison-in">{where}</p>\n'
            before = repository
            made += self.command("\n".join(lines))
        links = "".join(
            f"<li>{self.item_link(one, plain(one.text))}</li>\n"
            for one in item.links
        )
        if links:
            made += f'<ul class="liaison-links">\n{links}</ul>\n'
        return made


def _names(checklist: Checklist) -> dict[str, str]:
    """Return a short, unique name for each item.

    Steps of the same name are followed by their phases. A member is named
    after its group and by what distinguishes it.
    """
    titles = {phase.id: phase.title for phase in checklist.phases}
    shown = list(_shown(checklist.items))
    items = [item for item, group in shown if group is None]
    names = {item.id: one_line(item.short) or item.id for item in items}
    counts = Counter(names.values())
    for item in items:
        if counts[names[item.id]] > 1:
            title = one_line(titles.get(item.phase, item.phase))
            names[item.id] += f", {title}"
    counts = Counter(names.values())
    for name, words in names.items():
        if counts[words] > 1:
            names[name] = f"{words}, {name}"
    for item, group in shown:
        if group is not None:
            names[item.id] = f"{names[group.id]}: {member_name(item)}"
    return names


def _shown(items: Iterable[Item]) -> Iterator[tuple[Item, Item | None]]:
    """Yield items with the group that shows them as its members, if any.

    A group of one member is shown as that member.
    """
    for item in items:
        if not item.has_members:
            yield item, None
            yield from _shown(item.items)
        elif len(item.items) == 1:
            yield from _shown(item.items)
        else:
            yield item, None
            for member in item.items:
                yield member, item
            yield from _shown(inside_members(item))
