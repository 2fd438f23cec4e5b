# SPDX-License-Identifier: Apache-2.0
"""``glossary-term``: terms that ``:term:`` finds."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import make_glossary_term

from watcher_liaison_guide.guide.model import Guide, Term
from watcher_liaison_guide.problems import Code, Position
from watcher_liaison_guide.sphinxext.directives.base import LiaisonDirective
from watcher_liaison_guide.sphinxext.domain import object_id, term_name
from watcher_liaison_guide.sphinxext.nodes import place
from watcher_liaison_guide.yamlreader import position_of


class GlossaryTerm(LiaisonDirective):
    """One term or several; without an argument, every term of the guide."""

    required_arguments = 0
    optional_arguments = 1
    final_argument_whitespace = True
    subject = "term"
    code = Code.UNKNOWN_TERM
    makes_sections = False

    def show(self, guide: Guide) -> list[nodes.Node]:
        known = guide.terms
        names = self.arguments[0].split() if self.arguments else []
        # Sphinx sorts by translated names what says so.
        made = addnodes.glossary(sorted=not names)
        if not names:
            names = sorted(known, key=lambda key: known[key].shown.lower())
            self.page.depend_on_guide("terms.yaml")
        found = [self.named(name, known) for name in names]
        terms = [term for term in found if term is not None]
        if not terms:
            return []
        made += self.parsed(self.writer.terms(terms)).children
        made[0]["classes"].append("glossary")  # type: ignore[index]
        for head in list(made.findall(nodes.term)):
            name = head.attributes.pop("liaison_term")
            assert head.parent is not None
            head.parent.replace(head, self.heads(known[name]))
        last = made[0].children[-1].children[-1]
        assert isinstance(last, nodes.Element)
        self.add_content(last)
        return [made]

    def heads(self, term: Term) -> list[nodes.Element]:
        """Return the names of a term: its own, and its expansion.

        Other names are found by references and not shown.
        """
        anchor = object_id("term", term.id, self.page.prefix)
        shown = [
            name
            for name in (term.abbr or term.title, term.expands)
            if name is not None
        ] or [term.id]
        made: list[nodes.Element] = []
        for number, name in enumerate(shown):
            anchored = f"{anchor}-{number + 1}" if number else anchor
            made.append(
                self.head(name, position_of(name, term.position), anchored)
            )
            made[-1].rawsource = name
        if self.indexed:
            self.state.document.note_explicit_target(made[0])
            for other in term.names:
                if other not in shown:
                    self.head(other, term.position, anchor)
        return made

    def head(self, name: str, position: Position, anchor: str) -> nodes.term:
        """Return one name of a term, which references find from now on."""
        made = nodes.term("", name)
        if self.indexed:
            known = term_name(name, self.page.inputs.settings.folder)
            made = make_glossary_term(
                self.env,
                [nodes.Text(known)],
                None,
                position.path,
                position.line,
                anchor,
                self.state.document,
            )
            if known != name:
                made[0] = nodes.Text(name)
                for index in made.findall(addnodes.index):
                    kind, _, *rest = index["entries"][0]
                    index["entries"] = [(kind, name, *rest)]
        place(made, position)
        return made
