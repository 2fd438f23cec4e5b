# SPDX-License-Identifier: Apache-2.0
"""Steps, notes and links of the guide as lists that Sphinx knows."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from watcher_liaison_guide.guide.model import Command, Note, Step, StepLink
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.prose import Prose
from watcher_liaison_guide.sphinxext import facts
from watcher_liaison_guide.sphinxext.compose import (
    Nodes,
    facts_in_a_row,
    joined,
    line,
    list_item,
    sentence,
)
from watcher_liaison_guide.sphinxext.domain import FIRST_ITEM, OBJECT
from watcher_liaison_guide.sphinxext.ids import object_id
from watcher_liaison_guide.sphinxext.nodes import (
    liaison_block,
    liaison_list,
)
from watcher_liaison_guide.sphinxext.page import Page
from watcher_liaison_guide.sphinxext.placeholders import PERMALINK
from watcher_liaison_guide.sphinxext.prose_nodes import (
    PROSE,
    blocks,
    cross_reference,
    one_line,
    place,
    template_text,
    template_words,
    words,
)
from watcher_liaison_guide.sphinxext.words import say


def step_list(
    steps: Sequence[Step],
    page: Page,
    indexed: bool,
    around: Step | None = None,
) -> list[nodes.Element]:
    """Give steps as a list, nothing for none.

    *indexed* tells whether this is the steps' place in the guide.
    """
    if not steps:
        return []
    made = liaison_list(bullet="-", classes=["liaison-steps"])
    place(made, steps[0].position)
    for step in steps:
        made += step_item(step, page, indexed, around)
    return [made]


def step_item(
    step: Step, page: Page, indexed: bool, around: Step | None
) -> nodes.Element:
    """Give one step with everything that belongs to it."""
    anchor = object_id("step", str(step.id))
    item = list_item(
        step.position, [anchor] if indexed else [], ["liaison-step"]
    )
    if indexed:
        item[OBJECT] = ("step", str(step.id), anchor)
    item += step_text(step, page)
    groups = facts.facts_of(step, page, around)
    if indexed:
        item[PERMALINK] = anchor
        groups += _in_checklist(step, page)
    if groups:
        item += line(facts_in_a_row(groups), step.position, ["liaison-meta"])
    item += _said(say("If nobody acts: {text}"), step.if_silent, page)
    item += _said(say("How often: {text}"), step.repeat, page)
    item += command_blocks(step.commands, page)
    item += link_list(step.links, page)
    for note in step.notes:
        item += note_block(note, page)
    if step.source is not None:
        item += _source(str(step.source), step.position)
    item += step_list(step.steps, page, indexed, step)
    return item


def step_text(step: Step, page: Page) -> list[nodes.Element]:
    if step.text is not None:
        found = blocks(step.text, page)
        for block in found:
            if isinstance(block, nodes.paragraph):
                block["liaison_title"] = True
                break
        return found
    if step.use is None:  # its text cannot be read, which was told
        return [line([nodes.literal("", str(step.id))], step.position)]
    used = str(step.use)
    guide = page.guide
    section = guide.sections.get(used) if guide else None
    title = str(section.title) if section else used
    if section is not None:
        page.depend_on_place(section.position)
    reference = cross_reference(
        "liaison", "section", used, None, page, step.position, title
    )
    made = line(sentence(say("{procedure}"), procedure=reference),
                step.position)  # fmt: skip
    made["liaison_title"] = True
    return [made]


def _in_checklist(step: Step, page: Page) -> list[Nodes]:
    """Give the step's place in the current cycle's checklist."""
    cycle = page.current()
    if not page.has_cycle_document(cycle):
        return []
    shown = say("{cycle} checklist").replace("{cycle}", cycle)
    reference = cross_reference(
        "liaison",
        FIRST_ITEM,
        f"{cycle}/{step.id}",
        shown,
        page,
        step.position,
    )
    return [[optional(reference)]]


def optional(reference: nodes.Element) -> nodes.Element:
    """Give a reference that is left out where no page has its target."""
    reference["liaison_optional"] = True
    return nodes.inline(
        "",
        "",
        reference,
        classes=["liaison-badge", "liaison-badge-see"],
    )


def _said(
    template: str, text: Prose | None, page: Page
) -> list[nodes.Element]:
    """Give a text of the guide behind words of ours."""
    if not text:
        return []
    first, rest = one_line(text, page)
    return [
        line(sentence(template, text=first), text.position, ["liaison-said"]),
        *rest,
    ]


def note_block(note: Note, page: Page) -> nodes.Element:
    """Give a note, behind what it depends on."""
    block = liaison_block(classes=["liaison-note"])
    place(block, note.position)
    groups = [facts.condition(one, page) for one in note.when]
    if note.where:
        groups.append(facts.choice(note.where, page))
    if not groups:
        block += blocks(note.text, page)
        return block
    first, rest = one_line(note.text, page)
    found = sentence(
        say("{condition}: {text}"),
        condition=[
            nodes.inline(
                "",
                "",
                *_capital(joined(groups, ", ")),
                classes=["liaison-condition"],
            )
        ],
        text=first,
    )
    block += line(found, note.position)
    block += rest
    return block


def _capital(found: Nodes) -> Nodes:
    """Begin words with a capital letter."""
    if found and isinstance(found[0], nodes.Text):
        text = str(found[0])
        return [nodes.Text(text[:1].upper() + text[1:]), *found[1:]]
    return found


def command_blocks(
    commands: Sequence[Command], page: Page
) -> list[nodes.Element]:
    """Give commands as blocks to copy, and where to type them."""
    made: list[nodes.Element] = []
    before: str | None = None
    for command in commands:
        repository = (
            template_text(command.repository.parts)
            if command.repository is not None
            else None
        )
        if repository is not None and repository != before:
            name = nodes.literal("", repository)
            name[PROSE] = True
            made.append(
                line(
                    sentence(say("In {repository}:"), repository=name),
                    command.position,
                    ["liaison-in"],
                )
            )
        before = repository
        text = template_text(command.run.parts)
        block = nodes.literal_block(
            text, text, language="bash", classes=["liaison-command"]
        )
        block[PROSE] = True
        place(block, command.run.position)
        made.append(block)
    return made


def link_list(links: Sequence[StepLink], page: Page) -> list[nodes.Element]:
    """Give the links of a step as a list, nothing for none."""
    if not links:
        return []
    made = nodes.bullet_list(bullet="-", classes=["liaison-links"])
    place(made, links[0].position)
    for link in links:
        entry = nodes.list_item("", _link(link, page))
        place(entry, link.position)
        made += entry
    return [made]


def _link(link: StepLink, page: Page) -> nodes.Element:
    if link.link is not None:
        return _named_link(link, page)
    text: nodes.Node = (
        template_words(link.text)
        if link.text is not None
        else nodes.Text(str(link.doc or ""))
    )
    document = str(link.doc) if link.doc else None
    if document is not None and page.has_document(document):
        reference: nodes.Element = cross_reference(
            "std", "doc", document, " ", page, link.position
        )
        reference[0].children = []
        reference[0] += text  # type: ignore[operator]
    elif link.url is not None:
        url = template_text(link.url.parts)
        reference = nodes.reference("", "", text, refuri=url)
        reference[PROSE] = True
        place(reference, link.position)
    else:
        reference = nodes.inline("", "", text)
    return line([reference], link.position)


def _named_link(link: StepLink, page: Page) -> nodes.Element:
    """Give a link of the project, which a cycle's checklist may fill."""
    guide = page.guide
    place_of = guide.project.links.get(link.link) if guide else None  # type: ignore[arg-type]
    page.depend_on_guide("project.yaml")
    if link.text is not None:
        text: nodes.Node = template_words(link.text)
    elif place_of is not None and place_of.title is not None:
        text = words(
            str(place_of.title),
            getattr(place_of.title, "position", place_of.position),
        )
    else:
        text = nodes.Text(str(link.link))
    if place_of is not None and place_of.url is not None:
        reference = nodes.reference(
            "", "", text, refuri=template_text(place_of.url.parts)
        )
        reference[PROSE] = True
        place(reference, link.position)
        return line([reference], link.position)
    return line(
        sentence(say("{link} (see the checklist of the cycle)"), link=text),
        link.position,
    )


def _source(text: str, position: Position) -> nodes.Element:
    found: Nodes
    if text.startswith(("http://", "https://")) and " " not in text.strip():
        url = text.strip()
        found = [nodes.reference("", url, refuri=url)]
    else:
        found = [nodes.Text(text)]
    return line(
        sentence(say("Source: {source}"), source=found),
        position,
        ["liaison-source"],
    )
