# SPDX-License-Identifier: Apache-2.0
"""A checklist's page: its elements, and one HTML file that needs nothing else.

The elements are alike in Sphinx and without it. :mod:`.markup` says what the
style and the script expect of them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

import jinja2
from markupsafe import Markup

from watcher_liaison_guide.checklist.model import (
    DONE,
    JUDGE,
    NO,
    OPEN,
    Checklist,
    ExceptionItem,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.checklist.states import (
    has_deadline,
    inside_members,
    is_open,
)
from watcher_liaison_guide.checklist.week import Row
from watcher_liaison_guide.export import display, markup
from watcher_liaison_guide.export.badges import badges, member_name
from watcher_liaison_guide.export.details_html import ON_ROW, plain
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.week_html import WeekHtml

_TEMPLATES = Path(__file__).parent / "templates"


class ChecklistHtml(WeekHtml):
    """Writes the parts of one checklist, each step as a row.

    What belongs to a step is folded away behind its row.
    """

    # -- phases

    def phase(self, phase: PhaseDates) -> str:
        """Return a phase's days and items, to be folded by the script."""
        pieces = display.phase_pieces(self.checklist, phase, self.wording)
        when = self.pieces(pieces)
        if phase.start is not None:
            basis = escape(display.basis_text(phase, self.wording))
            when += f' <span class="liaison-basis">({basis})</span>'
        items = [one for one in self.checklist.items if one.phase == phase.id]
        tasks = [one for one in items if one.is_counted]
        progress = self.progress(tasks) if tasks else ""
        title = _span("unseen", f" {plain(phase.title)}")
        summary, inner = f"{when} {progress}{title}", self.many(items, phase)
        return self.details("fold", summary, inner, is_open=True)

    # -- exceptions

    def exceptions(self) -> str:
        """Return when exceptions may be granted, and those on record."""
        made = ""
        if not self.checklist.exceptions:
            none = self.sentence(
                "No exception is on record for this cycle. "
                "When one may be granted:"
            )
            made = f"<p>{none}</p>\n"
        for policy in self.checklist.policies:
            days = display.span(policy.opens, policy.closes)
            said = self.sentence(
                "{policy}: {dates}; decided by: {role}",
                policy=plain(policy.title),
                dates=self.pieces(days) or self.sentence("not scheduled"),
                role=escape(display.owner_text(policy.decides)),
            )
            made += f"<p>{said}</p>\n"
        rows = "".join(map(self.exception, self.checklist.exceptions))
        return made + (f"<ul>\n{rows}</ul>\n" if rows else "")

    def exception(self, one: ExceptionItem) -> str:
        made = self.pieces(display.exception_pieces(one, self.wording))
        url = markup.safe_url(one.url)
        if url:
            made += f" ({self.address(url, self.sentence('request'))})"
        return f"<li>{made}</li>\n"

    # -- lists of items

    def many(self, items: Sequence[Item], outer: Item | PhaseDates) -> str:
        """Return items inside *outer*, nothing for none."""
        here = [item for item in items if item.applies != NO]
        others = [item for item in items if item.applies == NO]
        made = self.bullets(here, outer) if here else ""
        if others:
            text = display.not_applying_text(len(others), self.wording)
            inner = self.bullets(others, outer)
            title = outer.title if isinstance(outer, PhaseDates) else ""
            made += self.details("not-applying", escape(text), inner, title)
        return made

    def bullets(self, items: Iterable[Item], outer: Item | PhaseDates) -> str:
        inner = "".join([self.item(item, outer) for item in items])
        return f'<ul class="liaison-items">\n{inner}</ul>\n'

    def item(self, item: Item, outer: Item | PhaseDates) -> str:
        """Return an item with everything in it, a group once for each day."""
        found = self.rows_of(item)
        if len(found) < 2:
            return self.one(item, outer, found[0] if found else None)
        # Members that are settled are with those due first.
        later = {one.id for _, row in found[1:] for one in row.items}
        first = [one for one in item.items if one.id not in later]
        made = self.one(item, outer, found[0], first)
        for row in found[1:]:
            made += self.one(item, outer, row, row[1].items, is_first=False)
        return made

    def one(
        self,
        item: Item,
        outer: Item | PhaseDates,
        row: tuple[int, Row] | None = None,
        members: Sequence[Item] | None = None,
        is_first: bool = True,
    ) -> str:
        """Return one list item; *members* are those of a group that it has.

        A group with one member is shown as that member.
        """
        is_part, group = members is not None, item
        if item.has_members and not is_part:
            members = item.items
        if members and len(group.items) == 1:
            item, members = group.items[0], None
        short, full = self.ids(item) if is_first else ("", "")
        # Links to the group lead to its only member.
        above = self.ids(group) if group is not item else ()
        is_item = item.id in self.short_ids
        tickable = is_open(item) and not is_part and is_item
        data = markup.item_attributes(item, row, isinstance(outer, Item))
        spans = "".join(f"<span{_id(one)}></span>" for one in above if one)
        grid = self.members(item, members) if members else ""
        nested = inside_members(item) if members else item.items
        if not is_first:  # the first of a group has what is in all members
            nested = ()
        beside = [one for one in nested if not self.rows_of(one)]
        inner = self.many(beside, item)
        # A row of its own is moved by itself.
        behind = [self.item(one, item) for one in nested if self.rows_of(one)]
        return (
            f'<li class="liaison-item"{_id(short)}{attributes(data)}>{spans}\n'
            f"{self.row(item, full, tickable, row)}{self.hint(item, outer)}"
            f"{grid}{self.more(item, outer, short or full)}{inner}</li>\n"
            f"{''.join(behind)}"
        )

    def rows_of(self, item: Item) -> list[tuple[int, Row]]:
        """Return the rows of an item, or of a group's members, by number."""
        inside = item.items if item.has_members else (item,)
        mine = [self.rows[one.id] for one in inside if one.id in self.rows]
        return list(dict(mine).items())

    # -- one item

    def row(
        self,
        item: Item,
        anchor: str,
        tickable: bool,
        row: tuple[int, Row] | None,
    ) -> str:
        """Return an item's own line: box, day, short words, owner, state."""
        due = row[1].days.due if row else item.due
        if item.applies == NO or item.kind == "note" or not has_deadline(item):
            due = None
        owner = plain(item.owner.title) if item.owner else ""
        name = "label" if tickable else "div"
        box = self.box(item) if tickable else ""
        return (
            f'<{name} class="liaison-row"{_id(anchor)}>{box}'
            f"{_span('day', self.pieces((due,)) if due else '')}"
            f"{_span('short', plain(item.short))}{_span('owner', owner)}"
            f"{_span('state', escape(self.state(item)))}</{name}>\n"
        )

    def box(self, item: Item) -> str:
        """Return an item's box; one with boxes inside follows from them."""
        is_parent = item.has_members or any(
            is_open(one)
            for inner in item.items
            if not self.rows_of(inner)
            for one in inner.walk()
        )
        parent = ' data-parent=""' if is_parent else ""
        return (
            f'<input type="checkbox" data-item="{escape(item.id)}" '
            f'aria-label="{escape(self.names[item.id])}"{parent}/>'
        )

    def state(self, item: Item) -> str:
        """Return an item's state in a word or two."""
        say = self.wording.say
        if item.applies == NO:
            return ""
        if not item.is_task:
            return say("event") if item.kind == "event" else say("note")
        if not is_open(item):
            is_done = item.state in (DONE, OPEN)
            return say("done") if is_done else say("skipped")
        if item.applies == JUDGE:
            return say("your judgement")
        return one_line(item.optional or "") or say("to do")

    def hint(self, item: Item, outer: Item | PhaseDates) -> str:
        """Return the line below a row that is not folded away.

        It has what the team recorded, what happens if nobody acts, and the
        first link.
        """
        found = [self.on_row(item, outer)]
        if is_open(item):
            if item.if_silent is not None:
                template, text = display.remarks(item, self.wording)[0]
                words = self.remark(template, text, item)
                found.append(self.single(words))
            links = [one for one in item.links if markup.safe_url(one.url)]
            for link in links[:1]:
                found.append(self.item_link(link, plain(link.text)))
        text = " · ".join(filter(None, found))
        tag = "div" if "<p>" in text else "p"
        return f'<{tag} class="liaison-hint">{text}</{tag}>\n' if text else ""

    def on_row(self, item: Item, outer: Item | PhaseDates | None) -> str:
        """Return what the team recorded, or why an item does not apply."""
        return " · ".join(
            self.badge_of(badge)
            for badge in badges(item, outer, self.wording)
            if badge.kind in ON_ROW
        )

    def members(self, group: Item, members: Sequence[Item]) -> str:
        """Return a group's members: a box each, deliverables by branches."""
        branches = dict.fromkeys(one.branch for one in members if one.branch)
        if branches:
            cells = {
                (one.deliverable or "", one.branch): self.cell(one, "td")
                for one in members
            }
            head = "".join(
                f'<th scope="col">{plain(name)}</th>' for name in branches
            )
            body = ""
            for name in dict.fromkeys(name for name, _ in cells):
                row = [cells.get((name, one), "<td></td>") for one in branches]
                made = f'<th scope="row">{plain(name)}</th>{"".join(row)}'
                body += f"<tr>{made}</tr>\n"
            inner = (
                f"<table><thead><tr><td></td>{head}</tr></thead>"
                f"<tbody>\n{body}</tbody></table>\n"
            )
        else:
            boxes = "".join(self.cell(one, "li") for one in members)
            inner = f"<ul>{boxes}</ul>\n"
        name = _span("unseen", f" {escape(self.names[group.id])}")
        return self.details("members", self.progress(members) + name, inner)

    def progress(self, items: Sequence[Item]) -> str:
        """Return how much is done, and how the script is to say it."""
        many = self.wording.say("%d of {total} done")
        many = escape(many.replace("{total}", str(len(items))))
        done = str(sum(not is_open(one) for one in items))
        return (
            f'<span class="liaison-progress" data-many="{many}">'
            f"{many.replace('%d', done)}</span>"
        )

    def cell(self, member: Item, tag: str) -> str:
        """Return one member: its box, or what is recorded of it."""
        short, full = self.ids(member)
        words = "" if member.branch else f" {escape(member_name(member))}"
        name, shown = "label", self.box(member)
        if not is_open(member):
            name, shown = "span", self.on_row(member, None)
            shown = shown or escape(self.state(member) or "–")
        inner = f"<{name}{_id(full)}>{shown}{words}</{name}>"
        return f"<{tag}{_id(short)}>{inner}</{tag}>"


def checklist_to_html(checklist: Checklist) -> str:
    """Return the checklist's page, style and script included."""
    environment = jinja2.Environment(
        autoescape=True,
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["sha256"] = _sha256
    used = {item.phase for item in checklist.items}
    page = environment.get_template("checklist.html").render(
        checklist=checklist,
        title=display.title(checklist),
        made=ChecklistHtml(checklist),
        phases=[phase for phase in checklist.phases if phase.id in used],
        style=_static(markup.STYLE),
        script=_static(markup.SCRIPT),
        attributes=attributes,
        markup=markup,
    )
    return display.visible(page)


def _sha256(text: str) -> str:
    """Return a digest as Content-Security-Policy has it."""
    digest = hashlib.sha256(text.encode()).digest()
    return base64.b64encode(digest).decode()


def _static(name: str) -> Markup:
    """Return the style or the script, as it may be inside a page."""
    return Markup((markup.STATIC / name).read_text(encoding="utf-8"))


def attributes(values: Mapping[str, str]) -> str:
    """Return attributes as a tag has them, each behind a space."""
    made = (f' {name}="{escape(text)}"' for name, text in values.items())
    return "".join(made)


def _id(name: str) -> str:
    return f' id="{name}"' if name else ""


def _span(name: str, html: str) -> str:
    return f'<span class="liaison-{name}">{html}</span>' if html else ""
