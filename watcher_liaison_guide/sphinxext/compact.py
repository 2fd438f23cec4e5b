# SPDX-License-Identifier: Apache-2.0
"""Lines of short facts as one node each, not as a node for every word.

A checklist has hundreds of lines such as "Due Thu 19 Nov 2026 · Release
liaison: Ada". Sphinx passes over a page's nodes some fifty times, so that
the number of nodes is what a page costs. Such a line is therefore plain
tuples in an attribute; HTML is written right from them, and for every
other format they become the usual nodes just before a page is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from watcher_liaison_guide.sphinxext import words
from watcher_liaison_guide.sphinxext.nodes import (
    liaison_between,
    liaison_block,
    liaison_item,
    liaison_span,
    liaison_time,
    open_tag,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

#: Words of ours or nobody's, or a tuple that begins with its kind: see the
#: functions below.
Piece = str | tuple[Any, ...]
Pieces = tuple[Piece, ...]
#: What parts short facts, where a style does not.
BETWEEN: Piece = ("between",)


def word(text: str) -> Piece:
    """Give words of the guide, to be translated by Sphinx."""
    return ("word", text)


def time(datetime: str, shown: str) -> Piece:
    return ("time", datetime, shown)


def literal(text: str) -> Piece:
    return ("literal", text)


def link(url: str, *pieces: Piece) -> Piece:
    return ("link", url, pieces)


def span(
    classes: Sequence[str], pieces: Pieces, name: str | None = None
) -> Piece:
    """Give pieces with classes; *name* is data for the browser."""
    return ("span", tuple(classes), name, pieces)


def see(kind: str, target: str, text: str) -> Piece:
    """Give a reference behind a dot, left out where no page has it."""
    return ("see", kind, target, text)


def sentence(template: str, **places: Pieces) -> Pieces:
    """Give a sentence of ours, already translated, with pieces in it."""
    found: list[Piece] = []
    for piece in words.split(template, **places):
        if isinstance(piece, str):
            found.append(piece)
        else:
            found += piece
    return tuple(found)


def separated(groups: Iterable[Pieces], separator: Piece = BETWEEN) -> Pieces:
    """Give groups of pieces in a row, with a separator between them."""
    found: list[Piece] = []
    for group in groups:
        if found:
            found.append(separator)
        found += group
    return tuple(found)


class _Translated(addnodes.translatable, nodes.Element):
    """A node whose pieces hold words to be translated."""

    #: The attributes that hold pieces.
    LINES: tuple[str, ...] = ("line",)

    def preserve_original_messages(self) -> None:
        """Do nothing: pieces keep what they were made of."""

    def extract_original_messages(self) -> Sequence[str]:
        """Give the words to translate, each once."""
        return list(
            dict.fromkeys(
                one[1]
                for line in self.LINES
                for one in _walk(self.get(line, ()))
                if one[0] == "word"
            )
        )

    def apply_translated_message(
        self, original_message: str, translated_message: str
    ) -> None:
        for line in self.LINES:
            if line in self:
                self[line] = _translated(
                    self[line], original_message, translated_message
                )


class liaison_line(_Translated):  # noqa: N801
    """A paragraph of short facts."""


class liaison_more(_Translated, liaison_block):  # noqa: N801
    """What folds away under an item; ``meta`` stands before it.

    ``summary`` is what unfolds it, ``identity`` its last line.
    """

    LINES = ("meta", "identity")


class liaison_task(liaison_item):  # noqa: N801
    """An item of a checklist: its words, then a :class:`liaison_more`."""


def _walk(pieces: Iterable[Piece]) -> Iterator[tuple[Any, ...]]:
    """Give all tuples among pieces, those inside others too."""
    for piece in pieces:
        if not isinstance(piece, str):
            yield piece
            if piece[0] in ("span", "link"):
                yield from _walk(piece[-1])


def _translated(pieces: Pieces, before: str, after: str) -> Pieces:
    made: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str):
            made.append(piece)
        elif piece[0] == "word" and piece[1] == before:
            made.append(("word", before, after))
        elif piece[0] in ("span", "link"):
            made.append((*piece[:-1], _translated(piece[-1], before, after)))
        else:
            made.append(piece)
    return tuple(made)


def references(node: nodes.Element) -> Iterator[tuple[str, str, str]]:
    """Give what a node's pieces refer to: domain, kind and target."""
    if isinstance(node, _Translated):
        for line in node.LINES:
            for piece in _walk(node.get(line, ())):
                if piece[0] == "see":
                    yield ("liaison", piece[1], piece[2])


# -- HTML


def to_html(self: HTML5Translator, pieces: Pieces) -> str:
    """Give pieces as HTML."""
    return "".join(_html(self, pieces))


def _html(self: HTML5Translator, pieces: Pieces) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield escape(piece)
            continue
        kind = piece[0]
        if kind == "word":
            yield escape(piece[-1])
        elif kind == "time":
            yield f'<time datetime="{escape(piece[1])}">'
            yield f"{escape(piece[2])}</time>"
        elif kind == "literal":
            yield '<code class="docutils literal notranslate">'
            yield f'<span class="pre">{escape(piece[1])}</span></code>'
        elif kind == "link":
            yield '<a class="reference external" '
            yield f'href="{escape(piece[1])}">'
            yield from _html(self, piece[2])
            yield "</a>"
        elif kind == "span":
            name = (
                f' data-liaison-name="{escape(piece[2])}"' if piece[2] else ""
            )
            yield f'<span class="{" ".join(piece[1])}"{name}>'
            yield from _html(self, piece[3])
            yield "</span>"
        elif kind == "see":
            address = _address(self, piece[1], piece[2])
            if address is not None:
                yield ' <span class="liaison-badge liaison-badge-see">'
                yield f'<a class="reference internal" href="{address}">'
                yield f"{escape(piece[3])}</a></span>"
        else:
            yield " "


def _address(self: HTML5Translator, kind: str, target: str) -> str | None:
    """Give where a page shows something, None where none does."""
    builder: Any = self.builder
    domain: Any = builder.env.get_domain("liaison")
    found = domain.find(kind, target)
    if found is None:
        return None
    docname, entry = found
    here = getattr(builder, "current_docname", None)
    if docname == here:
        return escape(f"#{entry.anchor}")
    address = builder.get_relative_uri(here or "", docname)
    if "#" in address:  # all documents are on one page
        address = ""
    return escape(f"{address}#{entry.anchor}")


def _visit_line(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "p", ""))
    self.body.append(to_html(self, node["line"]))
    self.body.append("</p>\n")
    raise nodes.SkipNode


def _visit_task(self: HTML5Translator, node: nodes.Element) -> None:
    open_tag(self, node, "li", "")
    self.body.append('<div class="liaison-text">\n')


def _depart_task(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</li>\n")


def _visit_more(self: HTML5Translator, node: nodes.Element) -> None:
    # The words of the item end here.
    self.body.append("</div>\n")
    if "meta" in node:
        meta = to_html(self, node["meta"])
        self.body.append(f'<p class="liaison-meta">{meta}</p>\n')
    self.body.append('<details class="liaison-more">\n')
    self.body.append(f"<summary>{escape(node['summary'])}</summary>\n")


def _depart_more(self: HTML5Translator, node: nodes.Element) -> None:
    identity = to_html(self, node["identity"])
    self.body.append(f'<p class="liaison-id">{identity}</p>\n</details>\n')


# -- other formats


def to_nodes(pieces: Pieces, env: BuildEnvironment) -> list[nodes.Node]:
    """Give pieces as nodes that every writer knows."""
    made: list[nodes.Node] = []
    for piece in pieces:
        if isinstance(piece, str):
            made.append(nodes.Text(piece))
            continue
        kind = piece[0]
        if kind == "word":
            made.append(nodes.Text(piece[-1]))
        elif kind == "time":
            made.append(liaison_time(piece[2], piece[2], datetime=piece[1]))
        elif kind == "literal":
            made.append(nodes.literal("", piece[1]))
        elif kind == "link":
            made.append(
                nodes.reference(
                    "", "", *to_nodes(piece[2], env), refuri=piece[1]
                )
            )
        elif kind == "span":
            span = liaison_span("", "", *to_nodes(piece[3], env))
            span["classes"] = list(piece[1])
            if piece[2]:
                span["data-liaison-name"] = piece[2]
            made.append(span)
        elif kind == "see":
            made += _reference(piece, env)
        else:
            made.append(liaison_between("", " · "))
    return made


def _reference(
    piece: tuple[Any, ...], env: BuildEnvironment
) -> list[nodes.Node]:
    _, kind, target, text = piece
    domain: Any = env.get_domain("liaison")
    if domain.find(kind, target) is None:
        return []
    reference = addnodes.pending_xref(
        "",
        nodes.inline("", text, classes=["xref", "liaison", f"liaison-{kind}"]),
        refdoc=env.docname,
        refdomain="liaison",
        reftype=kind,
        reftarget=target,
        refexplicit=True,
        refwarn=False,
    )
    classes = ["liaison-badge", "liaison-badge-see"]
    return [
        liaison_between("", " · "),
        nodes.inline("", "", reference, classes=classes),
    ]


#: Where the environment keeps which builder it works for: a transform has
#: no way to it that every supported version of Sphinx knows.
_BUILDER = "liaison_builder"


def note_builder(app: Sphinx) -> None:
    """Keep the builder's name and format for the transforms."""
    setattr(app.env, _BUILDER, (app.builder.name, app.builder.format))


class Expand(SphinxPostTransform):
    """Give other formats than HTML the nodes that they know."""

    default_priority = 0

    def run(self, **kwargs: Any) -> None:
        name, form = getattr(self.env, _BUILDER)
        if form == "html":
            return
        if name == "gettext":
            self.messages()
            return
        for node in list(self.document.findall(_Translated)):
            parent = node.parent
            assert parent is not None
            if isinstance(node, liaison_more):
                if "meta" in node:
                    meta = self.line(node, "meta", ["liaison-meta"])
                    parent.insert(parent.index(node), meta)
                node += self.line(node, "identity", ["liaison-id"])
            else:
                line = self.line(node, "line", node["classes"])
                parent.replace(node, line)

    def messages(self) -> None:
        """Give each message of a line its own place in the guide."""
        # Imported here: it needs the pieces itself.
        from watcher_liaison_guide.sphinxext.guide_words import GuideWords
        from watcher_liaison_guide.sphinxext.page import Page

        guide = GuideWords(Page(self.env))
        for node in list(self.document.findall(_Translated)):
            found = [
                guide.text(one) for one in node.extract_original_messages()
            ]
            for line in node.LINES:
                node.attributes.pop(line, None)
            for one in found:
                # Without the mark of a node that was read, Sphinx would
                # take the words for a copy.
                one[0].uid = getattr(node, "uid", "")  # type: ignore[index]
            node.insert(0, found)

    def line(
        self, node: nodes.Element, name: str, classes: Sequence[str]
    ) -> nodes.paragraph:
        """Give a line as a paragraph, and take it off the node."""
        pieces = node.attributes.pop(name)
        made = nodes.paragraph("", "", *to_nodes(pieces, self.env))
        made["classes"] += classes
        made.source, made.line = node.source, node.line
        return made


def setup(app: Sphinx) -> None:
    """Register the visitors and the transform."""
    app.add_node(liaison_line, html=(_visit_line, None))
    app.add_node(liaison_task, html=(_visit_task, _depart_task))
    app.add_node(liaison_more, html=(_visit_more, _depart_more))
    app.connect("builder-inited", note_builder)
    app.add_post_transform(Expand)
