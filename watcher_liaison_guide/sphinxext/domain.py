# SPDX-License-Identifier: Apache-2.0
"""The ``liaison`` domain: what is shown where, and references to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import Any, ClassVar, NamedTuple

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from watcher_liaison_guide.export.guide_titles import show_unfilled
from watcher_liaison_guide.export.markup import html_id
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import Code, Position, Problem, in_order
from watcher_liaison_guide.prose import first_clause
from watcher_liaison_guide.sphinxext.config import all_settings, settings_of
from watcher_liaison_guide.sphinxext.inputs import all_inputs
from watcher_liaison_guide.sphinxext.reporting import report
from watcher_liaison_guide.sphinxext.roles import DateRole
from watcher_liaison_guide.yamlreader import position_of


def object_id(kind: str, name: str, prefix: str) -> str:
    """Return the id of something of the guide, such as a step."""
    return html_id(f"{prefix}liaison-{kind}-{name}")


def item_id(cycle: str, item: str, prefix: str) -> str:
    """Return the id of a cycle's item, from anywhere."""
    return html_id(f"{prefix}{cycle}/{item}")


def term_name(name: str, folder: str) -> str:
    """Return the name under which Sphinx knows a thing of a guide."""
    return f"{folder}:{name}" if folder else name


#: The attribute of a node that is an object's place: its entry.
OBJECT = "liaison_object"
#: A reference to where a cycle's checklist has a step: ``CYCLE/STEP``.
FIRST_ITEM = "first-item"

#: The types of objects, and the code of a reference to one that is not there.
UNKNOWN_CODES = {
    "section": Code.UNKNOWN_SECTION,
    "step": Code.UNKNOWN_STEP,
    "item": Code.UNKNOWN_ITEM,
    "role": Code.UNKNOWN_ROLE,
    "precedence": Code.UNKNOWN_PRECEDENCE,
    "policy": Code.UNKNOWN_POLICY,
}
TYPES = tuple(UNKNOWN_CODES)


class Entry(NamedTuple):
    """An object on a page; ``step`` is the step of an item."""

    type: str
    name: str
    anchor: str
    title: str = ""
    #: Where the page has the directive: ``path:line``.
    location: str = ""
    step: str = ""


class LiaisonDomain(Domain):
    """Sections, steps, roles, precedences, policies and items."""

    name = "liaison"
    label = "Release liaison guide"
    object_types: ClassVar[dict[str, ObjType]] = {
        kind: ObjType(kind, kind) for kind in TYPES
    }
    roles: ClassVar[dict[str, Any]] = {
        **{
            kind: XRefRole(warn_dangling=True, innernodeclass=nodes.inline)
            for kind in TYPES
        },
        "date": DateRole(),
    }
    #: Of each document: the objects on it; the inputs that it shows, each
    #: with its state; the styles and scripts that it needs; what is wrong
    #: with a cycle file and its checklist.
    initial_data: ClassVar[dict[str, Any]] = {
        "objects": {},
        "inputs": {},
        "assets": {},
        "problems": {},
    }
    data_version = 5

    #: Links shown, by kind and name; None before it is made.
    _places: dict[tuple[str, ...], tuple[str, Entry]] | None = None

    # -- data of documents

    def objects(
        self, folder: str | None = None
    ) -> Iterator[tuple[str, Entry]]:
        """Yield every object, or those of a guide, with its document."""
        for docname, entries in sorted(self.data["objects"].items()):
            if folder is None or self.folder_of(docname) == folder:
                for entry in entries:
                    yield docname, entry

    def note_objects(self, docname: str, found: Iterable[Entry]) -> None:
        """Note that a document is the place of objects."""
        self._places = None
        self.data["objects"].setdefault(docname, []).extend(found)

    def is_ours(self, docname: str) -> bool:
        """Whether a document has any of our directives or days."""
        return docname in self.data["inputs"]

    def clear_doc(self, docname: str) -> None:
        self._places = None
        for name in self.initial_data:
            self.data[name].pop(docname, None)

    def merge_domaindata(
        self, docnames: Set[str], otherdata: dict[str, Any]
    ) -> None:
        self._places = None
        for name in self.initial_data:
            for docname in docnames:
                if docname in otherdata[name]:
                    self.data[name][docname] = otherdata[name][docname]

    def process_doc(
        self, env: BuildEnvironment, docname: str, document: nodes.document
    ) -> None:
        """Collect objects under their translated titles."""
        if not self.is_ours(docname):
            return
        found = [
            node[OBJECT]._replace(title=_title(node))
            for node in document.findall(nodes.Element)
            if OBJECT in node
        ]
        if found:
            self.note_objects(docname, found)

    # -- references

    def find(
        self, kind: str, name: str, fromdocname: str = ""
    ) -> tuple[str, Entry] | None:
        """Return where an object is shown: document and entry.

        It is one of the guide of *fromdocname*, or of the guide for the
        folder in ``FOLDER:NAME``. An item of the cycle of *fromdocname*
        needs no cycle's name.
        """
        if self._places is None:
            self._places = dict(self._all_places())
        folder, name = self.parted(name, fromdocname)
        place = folder, kind, name
        # Only items have names that count on their document alone.
        own = *place, fromdocname
        return self._places.get(place) or self._places.get(own)

    def parted(self, name: str, fromdocname: str) -> tuple[str, str]:
        """Return the folder whose guide is meant, and the name in it."""
        folder, colon, rest = name.partition(":")
        return (folder, rest) if colon else (self.folder_of(fromdocname), name)

    def folder_of(self, docname: str) -> str:
        """Return the folder whose guide a document shows, "" for the rest."""
        return settings_of(self.env.config, docname).folder

    def _all_places(
        self,
    ) -> Iterator[tuple[tuple[str, ...], tuple[str, Entry]]]:
        """Return every name of every object; of two places the first, last."""
        for folder in all_settings(self.env.config):
            for docname, entry in reversed(list(self.objects(folder))):
                place = docname, entry
                yield (folder, entry.type, entry.name), place
                if entry.type == "item":
                    cycle, _, item = entry.name.partition("/")
                    yield (folder, FIRST_ITEM, f"{cycle}/{entry.step}"), place
                    yield (folder, entry.type, item, docname), place

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        found = self.find(typ, target, fromdocname)
        if found is None:
            return None
        docname, entry = found
        if not node.get("refexplicit"):
            classes = contnode["classes"]
            contnode = nodes.inline("", entry.title, classes=classes)
        return make_refnode(
            builder, fromdocname, docname, entry.anchor, contnode
        )

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        found = {
            kind: self.resolve_xref(
                env, fromdocname, builder, kind, target, node, contnode
            )
            for kind in TYPES
        }
        return [(f"liaison:{kind}", one) for kind, one in found.items() if one]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for docname, entry in self.objects():
            # No other project refers to a cycle's items.
            if entry.type != "item":
                # Sections are found in the search by their titles.
                priority = -1 if entry.type == "section" else 1
                yield (
                    term_name(entry.name, self.folder_of(docname)),
                    entry.title or entry.name,
                    entry.type,
                    docname,
                    entry.anchor,
                    priority,
                )

    # -- the whole

    def check_consistency(self) -> None:
        """Warn of what has two places, and of what is shown nowhere."""
        for inputs in all_inputs(self.env):
            self._check_guide(inputs.settings.folder, inputs.guide)

    def _check_guide(self, folder: str, guide: Guide | None) -> None:
        first: dict[tuple[str, str], str] = {}
        again = set()
        for docname, entry in self.objects(folder):
            kind, name = entry.type, entry.name
            if (kind, name) not in first:
                first[kind, name] = docname
            elif kind not in ("step", "item", "role"):
                again.add((kind, name, entry.location))
        for kind, name, location in sorted(again):
            report(
                Code.SHOWN_TWICE.at(
                    Position(location),
                    f'The {kind} "{name}" is already shown in '
                    f'"{first[kind, name]}".',
                    "Add :no-index: to one of the two directives.",
                )
            )
        # Documentation may show checklists alone. Broken YAML shows nothing,
        # and its own message says enough.
        if (
            guide is not None
            and not guide.unread
            and any(kind != "item" for kind, _ in first)
        ):
            for wrong in in_order(self._not_shown(guide, first, folder)):
                report(wrong)

    def _not_shown(
        self, guide: Guide, shown: Collection[tuple[str, str]], folder: str
    ) -> Iterator[Problem]:
        terms = {
            name
            for name, _, kind, *_ in self.env.get_domain("std").get_objects()
            if kind == "term"
        }
        things: dict[str, Mapping[str, Any]] = {
            "section": guide.sections,
            "policy": guide.policies,
            "precedence": guide.precedence,
            "term": {
                name: term
                for name, term in guide.terms.items()
                if term_name(term.shown, folder) not in terms
            },
        }
        for kind, several in things.items():
            for name, thing in several.items():
                if (kind, name) in shown:
                    continue
                is_procedure = kind == "section" and not thing.is_phase
                yield Code.NOT_SHOWN.at(
                    position_of(thing.id, thing.position),
                    f'The {"procedure" if is_procedure else kind} "{name}" '
                    "is shown on no page.",
                )


def _title(node: nodes.Element) -> str:
    """Return the title of an object: its words as they are now."""
    if isinstance(node, nodes.section):
        return node[0].astext()
    if isinstance(node, nodes.term):
        return node.astext()
    for words in node.findall(nodes.TextElement):
        if words.get("liaison_title"):
            return show_unfilled(first_clause(words.astext()))
    return ""


def domain_of(env: BuildEnvironment) -> LiaisonDomain:
    domain = env.get_domain("liaison")
    assert isinstance(domain, LiaisonDomain)
    return domain


def setup(app: Sphinx) -> None:
    app.add_domain(LiaisonDomain)
