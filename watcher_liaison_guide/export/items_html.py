# SPDX-License-Identifier: Apache-2.0
"""The steps of a checklist's page, each as one row with the rest behind it.

:mod:`.markup` says what the style and the script expect of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from watcher_liaison_guide.checklist.deadlines import has_deadline
from watcher_liaison_guide.checklist.groups import inside_members
from watcher_liaison_guide.checklist.model import (
    DONE,
    JUDGE,
    NO,
    OPEN,
    Checklist,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.checklist.week import Row, is_open, rows
from watcher_liaison_guide.export import display, markup
from watcher_liaison_guide.export.badges import badges, member_name
from watcher_liaison_guide.export.details_html import (
    ON_ROW,
    DetailsHtml,
)
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.wording import ENGLISH, Wording


class ItemsHtml(DetailsHtml):
    """Writes the items of one checklist."""

    def __init__(
        self, checklist: Checklist, wording: Wording = ENGLISH
    ) -> None:
        super().__init__(checklist, wording)
        self.rows: dict[str, tuple[int, Row]] = {
            item.id: (number, row)
            for number, row in enumerate(rows(checklist))
            for item in row.items
        }

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
            made += self.details("not-applying", text, inner, one_line(title))
        return made

    def bullets(self, items: Iterable[Item], outer: Item | PhaseDates) -> str:
        inner = "".join([self.item(item, outer) for item in items])
        return f'<ul class="liaison-items">\n{inner}</ul>\n'

    def item(self, item: Item, outer: Item | PhaseDates) -> str:
        """Return an item with everything in it, a group once for each day."""
        if not item.has_members:
            return self.one(item, outer, self.rows.get(item.id))
        found = {
            number: (number, row)
            for number, row in (
                self.rows[one.id] for one in item.items if one.id in self.rows
            )
        }
        if len(found) < 2:
            row = next(iter(found.values()), None)
            return self.one(item, outer, row)
        # Members that are settled are with those due first.
        first, *others = found.values()
        shown = {one.id for _, row in others for one in row.items}
        made = [
            (first, [one for one in item.items if one.id not in shown]),
            *((one, one[1].items) for one in others),
        ]
        return "".join(
            self.one(item, outer, row, members, is_first=row is first)
            for row, members in made
        )

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
        is_inner = isinstance(outer, Item)
        data = markup.item_attributes(item, row, is_inner)
        spans = "".join(f"<span{_id(one)}></span>" for one in above if one)
        grid = self.members(item, members) if members else ""
        nested = inside_members(item) if members else item.items
        if not is_first:  # the first of a group has what is in all members
            nested = ()
        inside = [one for one in nested if not self.has_row(one)]
        inner = self.many(inside, item) if inside else ""
        # A row of its own is moved by itself.
        behind = [self.item(one, item) for one in nested if self.has_row(one)]
        return (
            f'<li class="liaison-item"{_id(short)}{attributes(data)}>{spans}\n'
            f"{self.row(item, full, tickable, row)}{self.hint(item, outer)}"
            f"{grid}{self.more(item, outer, short or full)}{inner}</li>\n"
            f"{''.join(behind)}"
        )

    def has_row(self, item: Item) -> bool:
        """Whether an item is due on a day of its own, or members of it are."""
        inside = item.items if item.has_members else (item,)
        return any(one.id in self.rows for one in inside)

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
        day = (
            f'<span class="liaison-day">{self.pieces((due,))}</span>'
            if due
            else ""
        )
        owner = escape(one_line(item.owner.title)) if item.owner else ""
        short = escape(one_line(item.short))
        state = escape(self.state(item))
        name = "label" if tickable else "div"
        box = self.box(item) if tickable else ""
        return (
            f'<{name} class="liaison-row"{_id(anchor)}>{box}'
            f"{day}{_span('short', short)}"
            f"{_span('owner', owner)}{_span('state', state)}</{name}>\n"
        )

    def box(self, item: Item) -> str:
        """Return an item's box; one with boxes inside follows from them."""
        is_parent = item.has_members or any(
            is_open(one)
            for inner in item.items
            if not self.has_row(inner)
            for one in inner.walk()
        )
        parent = ' data-parent=""' if is_parent else ""
        return (
            f'<input type="checkbox" data-item="{escape(item.id)}" '
            f'aria-label="{escape(self.names[item.id])}"'
            f"{parent}/>"
        )

    def state(self, item: Item) -> str:
        """Return an item's state in a word or two."""
        say = self.wording.say
        if item.applies == NO:
            return ""
        if item.kind == "event":
            return say("event")
        if not item.is_task:
            return say("note")
        if not is_open(item):
            skipped = item.state not in (DONE, OPEN)
            return say("skipped") if skipped else say("done")
        if item.applies == JUDGE:
            return say("your judgement")
        return one_line(item.optional or "") or say("to do")

    def hint(self, item: Item, outer: Item | PhaseDates) -> str:
        """Return the line below a row that is not folded away.

        It has what the team recorded, what happens if nobody acts, and the
        first link.
        """
        found = list(filter(None, [self.on_row(item, outer)]))
        if is_open(item):
            if item.if_silent is not None:
                template, text = display.remarks(item, self.wording)[0]
                words = self.remark_words(template, text, item)
                found.append(words[3:].removesuffix("</p>"))
            links = [one for one in item.links if markup.safe_url(one.url)]
            found += [
                self.item_link(one, escape(one_line(one.text)))
                for one in links[:1]
            ]
        return (
            f'<p class="liaison-hint">{" · ".join(found)}</p>\n'
            if found
            else ""
        )

    def on_row(self, item: Item, outer: Item | PhaseDates | None) -> str:
        """Return what the team recorded, or why an item does not apply."""
        return " · ".join(
            self.badge_of(badge)
            for badge in badges(item, outer, self.wording)
            if badge.kind in ON_ROW
        )

    def members(self, group: Item, members: Sequence[Item]) -> str:
        """Return a group's members: a box each, deliverables by branches."""
        branches = list(
            dict.fromkeys(one.branch for one in members if one.branch)
        )
        if branches:
            places: dict[str, dict[str | None, Item]] = {}
            for one in members:
                places.setdefault(one.deliverable or "", {})[one.branch] = one
            head = "".join(
                f'<th scope="col">{escape(one_line(name))}</th>'
                for name in branches
            )
            body = "".join(
                f'<tr><th scope="row">{escape(one_line(name))}</th>'
                + "".join(
                    self.cell(row[branch], "td")
                    if branch in row
                    else "<td></td>"
                    for branch in branches
                )
                + "</tr>\n"
                for name, row in places.items()
            )
            inner = (
                f"<table><thead><tr><td></td>{head}</tr></thead>"
                f"<tbody>\n{body}</tbody></table>\n"
            )
        else:
            cells = (self.cell(one, "li") for one in members)
            inner = f"<ul>{''.join(cells)}</ul>\n"
        done = sum(not is_open(one) for one in members)
        progress = self.progress(done, len(members))
        name = escape(self.names[group.id])
        return (
            f'<details class="liaison-members"><summary>{progress}'
            f'<span class="liaison-unseen"> {name}</span></summary>\n'
            f"{inner}</details>\n"
        )

    def progress(self, done: int, total: int) -> str:
        """Return how much is done, and how the script is to say it."""
        say = self.wording.say
        many = say("%d of {total} done").replace("{total}", str(total))
        return (
            f'<span class="liaison-progress" data-many="{escape(many)}">'
            f"{escape(many.replace('%d', str(done)))}</span>"
        )

    def cell(self, member: Item, tag: str) -> str:
        """Return one member: its box, or what is recorded of it."""
        short, full = self.ids(member)
        words = "" if member.branch else f" {escape(member_name(member))}"
        name, shown = "label", self.box(member)
        if not is_open(member):
            name = "span"
            shown = self.on_row(member, None) or escape(
                self.state(member) or "–"
            )
        return (
            f"<{tag}{_id(short)}><{name}{_id(full)}>{shown}{words}</{name}>"
            f"</{tag}>"
        )


def attributes(values: Mapping[str, str]) -> str:
    """Return attributes as a tag has them, each behind a space."""
    return "".join(
        [f' {name}="{escape(text)}"' for name, text in values.items()]
    )


def _id(name: str) -> str:
    return f' id="{name}"' if name else ""


def _span(name: str, html: str) -> str:
    return f'<span class="liaison-{name}">{html}</span>' if html else ""
