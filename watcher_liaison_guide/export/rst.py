# SPDX-License-Identifier: Apache-2.0
"""A checklist as reStructuredText that builds with nothing but Sphinx."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from watcher_liaison_guide.checklist.model import (
    DONE,
    NO,
    Checklist,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.outline import (
    commands,
    exception_text,
    has_checkbox,
    policy_text,
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
        for one in checklist.exceptions:
            text = line(exception_text(one))
            if one.url:
                text += f" ({link('request', one.url)})"
            lines.append(f"- {text}")
    return display.seen("\n".join(_without_gaps(lines))) + "\n"


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
    items = display.items_of(checklist, phase)
    others = display.not_applying(checklist, phase)
    if not items and not others:
        return
    yield ""
    yield from _heading(line(phase.title), "-")
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
