# SPDX-License-Identifier: Apache-2.0
"""A checklist as plain text that survives being pasted into a pad."""

from __future__ import annotations

from collections.abc import Iterable

from watcher_liaison_guide.checklist.model import (
    DONE,
    NO,
    Checklist,
    Item,
    PhaseDates,
)
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.outline import (
    commands,
    exception_text,
    has_checkbox,
    policy_text,
    said_once,
    shown_id,
    words,
)
from watcher_liaison_guide.export.prose_text import to_lines, to_one_line

_INDENT = "    "


def checklist_to_etherpad(checklist: Checklist) -> str:
    """Give the checklist as lines without markup, ending in a newline.

    Lines are not broken: a pad does that, to its own width.
    """
    lines = [display.title(checklist).upper()]
    for name, pieces in display.facts(checklist)[1:]:
        lines.append(f"{name}: {display.text_of(pieces)}")
    checklist = said_once(checklist)
    for phase in checklist.phases:
        lines += _phase(checklist, phase)
    if checklist.exceptions:
        lines += ["", "", "EXCEPTIONS"]
        lines += policy_text(checklist)
        for one in checklist.exceptions:
            url = safe_url(one.url)
            address = f" {url}" if url else ""
            lines.append(f"- {exception_text(one)}{address}")
    return display.seen("\n".join(lines).expandtabs()) + "\n"


def _phase(checklist: Checklist, phase: PhaseDates) -> Iterable[str]:
    items = display.items_of(checklist, phase)
    others = display.not_applying(checklist, phase)
    if not items and not others:
        return
    yield from ("", "", display.heading_text(phase).upper())
    yield display.when_text(checklist, phase)
    for item in items:
        yield ""
        yield from _item(item, phase)
    if others:
        yield from ("", f"{display.not_applying_text(len(others))}:")
    for item in others:
        yield f"- {_without_apply(item)}"


def _without_apply(item: Item) -> str:
    text = to_one_line(words(item, None).text)
    why = f" — {display.one_line(item.why)}" if item.why else ""
    return f"{text}{why} [{item.id}]"


def _commands(item: Item) -> Iterable[str]:
    """Give what to type, so that a line can be copied as it is."""
    for repository, lines in commands(item):
        if repository:
            yield f"{_INDENT}In {display.one_line(repository)}:"
        for command in lines:
            for number, part in enumerate(command.splitlines()):
                lead = " " if number else "$"
                yield f"{_INDENT}{lead} {part.rstrip()}".rstrip()


def _item(item: Item, outer: Item | PhaseDates) -> Iterable[str]:
    found = words(item, outer)
    box = "-"
    if has_checkbox(item):
        box = "[x]" if item.state == DONE else "[ ]"
    text, *more = to_lines(found.text) or [""]
    lead = f"{found.when}: " if found.when else ""
    yield f"{box} {lead}{text}"
    yield from (f"{_INDENT}{part}" for part in more if part)
    facts = "; ".join((*found.facts, f"[{shown_id(item, outer)}]"))
    yield f"{_INDENT}{facts}"
    for title, remark in found.remarks:
        lines = [remark] if isinstance(remark, str) else to_lines(remark)
        lead = f"{title}: " if title else "Note: "
        for number, part in enumerate(filter(None, lines)):
            yield f"{_INDENT}{lead if number == 0 else ''}{part}"
    yield from _commands(item)
    for one in item.links:
        address = safe_url(one.url) or "address not known yet"
        yield f"{_INDENT}{display.one_line(one.text)}: {address}"
    for inner in item.items:
        if inner.applies == NO:
            yield f"{_INDENT}- Does not apply: {_without_apply(inner)}"
        else:
            yield from (f"{_INDENT}{part}" for part in _item(inner, item))
