# SPDX-License-Identifier: Apache-2.0
"""``glossary-term``: terms that ``:term:`` finds."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import make_glossary_term

from watcher_liaison_guide.guide.model import Guide, Term
from watcher_liaison_guide.problems import Code
from watcher_liaison_guide.sphinxext.compose import (
    Nodes,
    joined,
    line,
    sentence,
)
from watcher_liaison_guide.sphinxext.directives.base import (
    LiaisonDirective,
    at,
)
from watcher_liaison_guide.sphinxext.ids import object_id
from watcher_liaison_guide.sphinxext.prose_nodes import (
    blocks,
    cross_reference,
    place,
)
from watcher_liaison_guide.sphinxext.words import say


class GlossaryTerm(LiaisonDirective):
    """One term or several; without an argument, every term of the guide."""

    required_arguments = 0
    optional_arguments = 1
    final_argument_whitespace = True
    subject = "term"
    makes_sections = False

    def show(self, guide: Guide) -> list[nodes.Node]:
        known = {str(key): term for key, term in guide.terms.items()}
        names = self.arguments[0].split() if self.arguments else []
        # Sphinx sorts by translated names what says so.
        made = addnodes.glossary(sorted=not names)
        if not names:
            names = sorted(known, key=lambda key: known[key].shown.lower())
            self.page.depend_on_guide("terms.yaml")
        entries = nodes.definition_list(classes=["glossary"])
        for name in names:
            if name in known:
                entries += self.entry(known[name], known)
            else:
                self.unknown(name, known, Code.UNKNOWN_TERM)
        if not entries.children:
            return []
        made += entries
        if self.content:
            last = entries.children[-1].children[-1]
            assert isinstance(last, nodes.Element)
            self.add_content(last)
        return [made]

    def entry(self, term: Term, known: dict[str, Term]) -> nodes.Element:
        page = self.page
        page.depend_on_place(term.position)
        made = nodes.definition_list_item()
        place(made, term.position)
        made += self.head(term)
        said = nodes.definition("", *blocks(term.text, page))
        further = self.further(term, known)
        if further:
            said += line(further, term.position, ["liaison-further"])
        made += said
        return made

    def head(self, term: Term) -> list[nodes.Element]:
        """Give the names of a term: its own, and what it stands for.

        Other names are found by references and not shown.
        """
        anchor = object_id("term", str(term.id))
        shown: list[str] = [
            name
            for name in (term.abbr or term.title, term.expands)
            if name is not None
        ] or [str(term.id)]
        hidden = [name for name in term.names if name not in map(str, shown)]
        made: list[nodes.Element] = []
        for number, name in enumerate(shown):
            position = at(name, term.position)
            if self.indexed:
                names = anchor if not number else f"{anchor}-{number + 1}"
                node = make_glossary_term(
                    self.env,
                    [nodes.Text(str(name))],
                    None,
                    position.path,
                    position.line,
                    names,
                    self.state.document,
                )
            else:
                node = nodes.term("", str(name))
            place(node, position)
            node.rawsource = str(name)
            made.append(node)
        if self.indexed:
            self.state.document.note_explicit_target(made[0])
            for other in hidden:
                make_glossary_term(
                    self.env,
                    [nodes.Text(other)],
                    None,
                    term.position.path,
                    term.position.line,
                    anchor,
                    self.state.document,
                )
        return made

    def further(self, term: Term, known: dict[str, Term]) -> Nodes:
        """Give where to read on, and related terms."""
        groups: list[Nodes] = []
        if term.url is not None:
            url = str(term.url)
            groups.append(
                sentence(
                    say("More: {address}"),
                    address=nodes.reference("", url, refuri=url),
                )
            )
        related: list[Nodes] = [
            [
                cross_reference(
                    "std",
                    "term",
                    known[str(name)].shown,
                    None,
                    self.page,
                    at(name, term.position),
                )
            ]
            for name in term.see
            if str(name) in known
        ]
        if related:
            groups.append(
                sentence(say("See also: {terms}"), terms=joined(related, ", "))
            )
        return joined(groups)
