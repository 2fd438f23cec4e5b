# SPDX-License-Identifier: Apache-2.0
"""Our own words with nodes in them: sentences, lists, tables, sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from watcher_liaison_guide.problems import Position
from watcher_liaison_guide.sphinxext import words
from watcher_liaison_guide.sphinxext.nodes import (
    liaison_between,
    liaison_block,
    liaison_item,
    liaison_section,
)
from watcher_liaison_guide.sphinxext.prose_nodes import place

Nodes = list[nodes.Node]


def sentence(template: str, **places: nodes.Node | Nodes) -> Nodes:
    """Give the nodes of a sentence of ours, already translated.

    ``{name}`` in the template stands for the nodes given as *name*.
    """
    given = {
        name: node if isinstance(node, list) else [node]
        for name, node in places.items()
    }
    found: Nodes = []
    for piece in words.split(template, **given):
        if isinstance(piece, str):
            found.append(nodes.Text(piece))
        else:
            found.extend(piece)
    return found


def line(
    found: Iterable[nodes.Node],
    position: Position,
    classes: Sequence[str] = (),
    kind: type[nodes.TextElement] = nodes.paragraph,
) -> nodes.TextElement:
    """Give a paragraph of words that are not to be translated as one."""
    made = kind("", "", *found, classes=list(classes), translatable=False)
    place(made, position)
    return made


def facts_in_a_row(groups: Iterable[Nodes]) -> Nodes:
    """Give short facts in a row, parted for every writer."""
    found: Nodes = []
    for group in groups:
        if found:
            found.append(liaison_between("", " · "))
        found.extend(group)
    return found


def joined(groups: Iterable[Nodes], separator: str = " · ") -> Nodes:
    """Give groups of nodes in a row, with a separator between them."""
    found: Nodes = []
    for group in groups:
        if found:
            found.append(nodes.Text(separator))
        found.extend(group)
    return found


def titled(
    title: nodes.TextElement,
    position: Position,
    ids: Sequence[str],
    names: Sequence[str] = (),
) -> liaison_section:
    """Give a section with its heading."""
    section = liaison_section("", title, ids=list(ids), names=list(names))
    place(section, position)
    return section


def list_item(
    position: Position, ids: Sequence[str] = (), classes: Sequence[str] = ()
) -> liaison_item:
    """Give a list item that can be linked to, whatever the writer."""
    item = liaison_item(ids=list(ids), classes=list(classes))
    place(item, position)
    return item


def definition_list(
    entries: Iterable[tuple[nodes.term, Sequence[nodes.Node]]],
    position: Position,
    classes: Sequence[str] = (),
    around: Sequence[str] = (),
) -> nodes.Element:
    """Give terms with what is said of them, in a block of class *around*.

    Themes take a list with a class for the description of an object, so
    that classes are best given to a block around it.
    """
    made = nodes.definition_list(classes=list(classes))
    place(made, position)
    for term, said in entries:
        made += nodes.definition_list_item(
            "", term, nodes.definition("", *said)
        )
    if around:
        block = liaison_block("", made, classes=list(around))
        place(block, position)
        return block
    return made
