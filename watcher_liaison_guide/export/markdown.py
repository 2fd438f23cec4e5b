# SPDX-License-Identifier: Apache-2.0
"""A checklist as Markdown: a task list for an issue."""

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
from watcher_liaison_guide.export.outline import (
    commands,
    exception_text,
    has_checkbox,
    policy_text,
    said_once,
    shown_id,
    words,
)
from watcher_liaison_guide.export.prose_markdown import (
    code,
    code_block,
    escape,
    first,
    line,
    link,
    to_markdown,
)
from watcher_liaison_guide.prose import Prose


def checklist_to_markdown(checklist: Checklist) -> str:
    """Give the checklist as GitHub's Markdown, ending in a newline."""
    lines = [f"# {escape(display.title(checklist))}", ""]
    for name, pieces in display.facts(checklist)[1:]:
        text = display.text_of(pieces)
        lines.append(f"- {escape(name)}: {escape(text)}")
    checklist = said_once(checklist)
    for phase in checklist.phases:
        lines += _phase(checklist, phase)
    if checklist.exceptions:
        lines += ["", "## Exceptions", ""]
        lines += [f"- {line(text)}" for text in policy_text(checklist)]
        for one in checklist.exceptions:
            text = line(exception_text(one))
            if one.url:
                text += f" ({link('request', one.url)})"
            lines.append(f"- {text}")
    return display.seen("\n".join(lines) + "\n")


def _phase(checklist: Checklist, phase: PhaseDates) -> Iterable[str]:
    items = display.items_of(checklist, phase)
    others = display.not_applying(checklist, phase)
    if not items and not others:
        return
    yield from (
        "",
        f"## {escape(phase.title)}",
        "",
        line(display.when_text(checklist, phase)),
    )
    if items:
        yield ""
    for item in items:
        yield from _item(item, phase)
    if others:
        yield from ("", f"{display.not_applying_text(len(others))}:", "")
    for item in others:
        yield f"- {_without_apply(item)}"


def _without_apply(item: Item) -> str:
    text = words(item, None)
    told = " ".join(part.strip() for part in to_markdown(text.text))
    why = f" — {escape(item.why)}" if item.why else ""
    return f"{told}{why} {code(item.id)}"


def _item(item: Item, outer: Item | PhaseDates) -> Iterable[str]:
    found = words(item, outer)
    box = ""
    if has_checkbox(item):
        box = "[x] " if item.state == DONE else "[ ] "
    text, *more = to_markdown(found.text) or [""]
    lead = f"**{escape(found.when)}**: " if found.when else ""
    facts = escape("; ".join(found.facts))
    facts = f" *{facts}*" if facts else ""
    yield f"- {box}{lead}{text}{facts} {code(shown_id(item, outer))}"
    for below in _below(item, found.remarks, more):
        yield f"  {below}" if below else ""


def _below(
    item: Item,
    remarks: tuple[tuple[str, Prose | str], ...],
    more: list[str],
) -> Iterable[str]:
    yield from more
    if more and more[-1]:
        yield ""
    for title, remark in remarks:
        # An issue takes so many letters, and this is the least of it.
        if title == "Source":
            continue
        yield from _remark(title, remark)
    for repository, lines in commands(item):
        where = f"In {code(repository)}: " if repository else ""
        if "\n" not in lines[0]:
            yield f"- {where}{', '.join(map(code, lines))}"
            continue
        yield f"- {where or 'Commands:'}".rstrip()
        yield ""
        for part in code_block(lines[0]):
            yield f"  {part}" if part else ""
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
    lines = [line(remark)] if isinstance(remark, str) else to_markdown(remark)
    lead = f"{title}: " if title else ""
    for number, part in enumerate(lines):
        if number == 0:
            yield f"- {first(lead + part) if lead else part}"
        else:
            yield f"  {part}" if part else ""
