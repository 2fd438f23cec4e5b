# SPDX-License-Identifier: Apache-2.0
"""Prose of the guide as docutils nodes, each with its place in the YAML.

Words keep their placeholders (``{release}``, ``{{``) so that a message is
the same for every cycle; :mod:`.placeholders` fills them when a page is
written, after translation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx import addnodes

from watcher_liaison_guide import prose
from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.sphinxext.guide_titles import (
    title_in_guide,
)
from watcher_liaison_guide.sphinxext.nodes import COLUMN, liaison_time
from watcher_liaison_guide.sphinxext.nodes import PROSE as PROSE
from watcher_liaison_guide.sphinxext.nodes import place as place
from watcher_liaison_guide.sphinxext.page import Page


def template_text(parts: Iterable[prose.Part]) -> str:
    """Give words as the YAML writes them, with placeholders."""
    return "".join(
        part.text.replace("{", "{{").replace("}", "}}")
        if isinstance(part, prose.Text)
        else f"{{{part.name}}}"
        for part in parts
    )


def blocks(text: prose.Prose, page: Page) -> list[nodes.Element]:
    """Give a text's paragraphs and lists."""
    page.depend_on_place(text.position)
    return _blocks(text.blocks, page)


def _blocks(found: Sequence[prose.Block], page: Page) -> list[nodes.Element]:
    made: list[nodes.Element] = []
    for block in found:
        if isinstance(block, prose.Paragraph):
            made.append(paragraph(block, page))
            continue
        items = nodes.bullet_list(bullet="-")
        place(items, block.position)
        for item in block.items:
            entry = nodes.list_item("", *_blocks(item, page))
            place(entry, block.position)
            items += entry
        made.append(items)
    return made


def paragraph(
    block: prose.Paragraph,
    page: Page,
    node: nodes.TextElement | None = None,
) -> nodes.TextElement:
    """Give a paragraph, or fill *node* as one."""
    made = nodes.paragraph() if node is None else node
    made.rawsource = block.source
    made[PROSE] = True
    made[COLUMN] = block.position.column
    place(made, block.position)
    made.extend(inlines(block.children, page))
    return made


def one_line(
    text: prose.Prose, page: Page
) -> tuple[nodes.inline, list[nodes.Element]]:
    """Give a text's beginning to stand in a line, and what follows it."""
    page.depend_on_place(text.position)
    first, *rest = text.blocks
    words = nodes.inline(translatable=True)
    if isinstance(first, prose.Paragraph):
        paragraph(first, page, words)
    else:
        rest = list(text.blocks)
    return _around(words, prose=True), _blocks(rest, page)


def _around(words: nodes.TextElement, prose: bool = False) -> nodes.inline:
    """Give translatable words in an inline of their own.

    Sphinx puts the content of a translatable inline at the end of what is
    around it, and the inline itself is gone.
    """
    made = nodes.inline("", "", words)
    if prose:
        made[PROSE] = True
    return made


def words(
    text: str, position: Position, node: nodes.TextElement | None = None
) -> nodes.TextElement:
    """Give plain words of the guide, such as a title, to be translated."""
    made = node if node is not None else nodes.inline(translatable=True)
    made.rawsource = text
    place(made, position)
    made += nodes.Text(text)
    return made if node is not None else _around(made)


def template_words(
    text: prose.Template, node: nodes.TextElement | None = None
) -> nodes.TextElement:
    """Give the words of a link, which may hold placeholders."""
    made = words(template_text(text.parts), text.position, node)
    made[PROSE] = True
    if node is None:
        inner = made[0]
        assert isinstance(inner, nodes.Element)
        inner[PROSE] = True
    return made


def inlines(found: Iterable[prose.Inline], page: Page) -> list[nodes.Node]:
    """Give the words of a paragraph."""
    made: list[nodes.Node] = []
    for inline in found:
        if isinstance(inline, prose.Text | prose.Placeholder):
            made.append(nodes.Text(template_text((inline,))))
            continue
        if isinstance(inline, prose.Reference):
            node: nodes.Element = reference(inline, page)
        else:
            text = template_text(inline.parts)
            if isinstance(inline, prose.Literal):
                node = nodes.literal(f"``{text}``", text)
            elif isinstance(inline, prose.Emphasis):
                node = nodes.emphasis(f"*{text}*", text)
            else:
                url = template_text(inline.url)
                node = nodes.reference(
                    f"`{text} <{url}>`__", text, name=text, refuri=url
                )
        place(node, inline.position)
        made.append(node)
    return made


def reference(found: prose.Reference, page: Page) -> nodes.Element:
    """Give a reference as Sphinx's own roles make it."""
    from watcher_liaison_guide.sphinxext.page_wording import wording_of

    if found.role == "liaison:date":
        node = liaison_time(event=found.target)
        if found.title:
            node += nodes.Text(found.title)
        node["liaison_checked"] = True
        return node
    domain, _, kind = found.role.rpartition(":")
    fallback = (
        title_in_guide(page.guide, kind, found.target) if domain else None
    )
    return cross_reference(
        domain or "std",
        kind,
        found.target,
        found.title,
        page,
        found.position,
        fallback,
        wording_of(page.env, page.docname).checks(found, page.guide),
    )


def cross_reference(
    domain: str,
    kind: str,
    target: str,
    title: str | None,
    page: Page,
    position: Position,
    fallback: str | None = None,
    checked: bool | None = None,
) -> addnodes.pending_xref:
    """Give a reference that Sphinx resolves.

    What leads to something of the guide was checked with the guide, unless
    *checked* says that it was not; *fallback* is its words for whoever
    resolves no references.
    """
    shown = title or fallback or target
    raw = f":{kind}:`{f'{title} <{target}>' if title else target}`"
    if domain != "std":
        raw = f":{domain}{raw}"
    if checked is None:
        # Which items there are shows in the cycles alone.
        checked = (domain == "liaison" and kind != "item") or kind == "term"
    node = addnodes.pending_xref(
        raw,
        nodes.inline(raw, shown, classes=["xref", domain, f"{domain}-{kind}"]),
        refdoc=page.docname,
        refdomain=domain,
        reftype=kind,
        reftarget=target.lower() if kind == "ref" else target,
        refexplicit=title is not None,
        refwarn=not checked,
    )
    if checked:
        node["liaison_checked"] = True
    place(node, position)
    place(node[0], position)  # type: ignore[arg-type]
    return node
