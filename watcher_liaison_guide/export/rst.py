# SPDX-License-Identifier: Apache-2.0
"""A checklist as reStructuredText that builds with nothing but Sphinx."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterable

from watcher_liaison_guide.checklist.model import (
    DONE,
    NO,
    Checklist,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.export import display, timeline
from watcher_liaison_guide.export.outline import (
    commands,
    exception_text,
    has_checkbox,
    policy_text,
    procedures_once,
    said_once,
    shown_id,
    words,
)
from watcher_liaison_guide.export.prose_rst import (
    KEPT,
    escape,
    line,
    link,
    literal,
    literal_block,
    to_rst,
)
from watcher_liaison_guide.export.wording import day
from watcher_liaison_guide.prose import Prose


def checklist_to_rst(checklist: Checklist) -> str:
    """Give the checklist as a document of its own, ending in a newline."""
    lines = [*_heading(line(display.title(checklist)), "=")]
    for name, pieces in display.facts(checklist)[1:]:
        text = escape(display.text_of(pieces))
        lines.append(f":{escape(name)}: {text}")
    checklist = said_once(checklist)
    for phase in checklist.phases:
        lines += _phase(checklist, phase)
    if checklist.exceptions:
        lines += ["", *_heading("Exceptions", "-")]
        lines += [f"- {line(text)}" for text in policy_text(checklist)]
        lines += _requests(checklist)
    return display.seen("\n".join(_without_gaps(lines))) + "\n"


def part_to_rst(
    checklist: Checklist, part: str, phase_id: str | None = None
) -> list[str]:
    """Return the lines of one part of a checklist's page, without a heading.

    *part* is "facts", "timeline", "phase" (which one is *phase_id*) or
    "exceptions". No extension is needed to parse the lines.
    """
    if part == "facts":
        lines = _facts(checklist)
    elif part == "timeline":
        lines = _dates(checklist)
    elif part == "exceptions":
        lines = _exceptions(checklist)
    else:
        (phase,) = (one for one in checklist.phases if one.id == phase_id)
        items = tuple(
            item for item in checklist.items if item.phase == phase_id
        )
        shown = dataclasses.replace(checklist, items=procedures_once(items))
        lines = _phase_body(said_once(shown), phase)
    text = "\n".join(_without_gaps(lines))
    return display.seen(text).strip("\n").split("\n")


def _facts(checklist: Checklist) -> Iterable[str]:
    for name, pieces in display.facts(checklist):
        yield line(name)
        yield f"   {line(display.text_of(pieces))}"
        yield ""


def _dates(checklist: Checklist) -> Iterable[str]:
    rows = timeline.timeline_rows(checklist)
    if not rows:
        yield "No dates yet"
        return
    yield ".. list-table::"
    yield "   :header-rows: 1"
    yield "   :widths: 40 35 25"
    yield ""
    yield from _row("Event", "When", "Where the date comes from")
    for row in rows:
        when = display.text_of(row.when)
        if row.was:
            when += f" (was {day(row.was)})"
        yield from _row(row.title, when, row.basis)


def _row(*cells: str) -> Iterable[str]:
    for number, cell in enumerate(cells):
        yield f"   {' ' if number else '*'} - {line(cell)}"


def _exceptions(checklist: Checklist) -> Iterable[str]:
    if not checklist.exceptions:
        yield (
            "No exception is on record for this cycle. "
            "When one may be granted:"
        )
        yield ""
    for text in policy_text(checklist):
        yield line(text)
        yield ""
    yield from _requests(checklist)


def _requests(checklist: Checklist) -> Iterable[str]:
    for one in checklist.exceptions:
        text = line(exception_text(one))
        if one.url:
            text += f" ({link('request', one.url)})"
        yield f"- {text}"


def _without_gaps(lines: Iterable[str]) -> Iterable[str]:
    """Leave one empty line of several; those of commands are not empty."""
    before = ""
    for one in lines:
        if one or before:
            yield one.replace(KEPT, "").rstrip()
        before = one


def _heading(text: str, mark: str) -> list[str]:
    width = sum(
        2 if unicodedata.east_asian_width(letter) in "FW" else 1
        for letter in text
    )
    return [text, mark * max(width, 3), ""]


def _phase(checklist: Checklist, phase: PhaseDates) -> Iterable[str]:
    if all(item.phase != phase.id for item in checklist.items):
        return
    yield ""
    yield from _heading(line(phase.title), "-")
    yield from _phase_body(checklist, phase)


def _phase_body(checklist: Checklist, phase: PhaseDates) -> Iterable[str]:
    items = display.items_of(checklist, phase)
    others = display.not_applying(checklist, phase)
    yield line(display.when_text(checklist, phase))
    yield ""
    for item in items:
        yield from _item(item, phase)
    if others:
        yield from ("", f"{display.not_applying_text(len(others))}:", "")
    for item in others:
        yield f"- {_without_apply(item)}"


def _without_apply(item: Item) -> str:
    text = words(item, None).text
    told = " ".join(part.strip() for part in to_rst(text) if part)
    why = f" — {escape(item.why)}" if item.why else ""
    return f"{told}{why} {literal(item.id)}"


def _item(item: Item, outer: Item | PhaseDates) -> Iterable[str]:
    found = words(item, outer)
    box = ""
    if has_checkbox(item):
        box = "[x] " if item.state == DONE else "[ ] "
    text, *more = to_rst(found.text) or [""]
    lead = f"**{escape(found.when)}**: " if found.when else ""
    facts = escape("; ".join(found.facts))
    facts = f" ({facts})" if facts else ""
    yield f"- {box}{lead}{text}{facts} {literal(shown_id(item, outer))}"
    below = [
        *([*more, ""] if any(more) else []),
        *_below(item, found.remarks),
    ]
    if below:
        yield ""
    yield from (f"  {part}" if part else "" for part in below)
    yield ""


def _below(
    item: Item, remarks: tuple[tuple[str, Prose | str], ...]
) -> Iterable[str]:
    for title, remark in remarks:
        yield from _remark(title, remark)
    for repository, lines in commands(item):
        where = f"In {literal(repository)}: " if repository else ""
        if "\n" not in lines[0]:
            yield f"- {where}{', '.join(map(literal, lines))}"
            continue
        yield f"- {where or 'Commands:'}".rstrip()
        yield ""
        for part in literal_block(lines[0]):
            yield f"  {part}" if part else ""
        yield ""
    if item.links:
        yield "- " + ", ".join(
            link(one.text, one.url)
            if one.url
            else f"{escape(one.text)} (address not known yet)"
            for one in item.links
        )
    for inner in item.items:
        if inner.applies == NO:
            yield f"- Does not apply: {_without_apply(inner)}"
        else:
            yield from _item(inner, item)


def _remark(title: str, remark: Prose | str) -> Iterable[str]:
    lines = [line(remark)] if isinstance(remark, str) else to_rst(remark)
    lead = f"{title}: " if title else ""
    yield f"- {lead}{lines[0]}"
    if any(lines[1:]):
        yield from ("", *(f"  {part}" if part else "" for part in lines[1:]))
        yield ""
