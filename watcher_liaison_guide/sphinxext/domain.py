# SPDX-License-Identifier: Apache-2.0
"""The ``liaison`` domain: what is shown where, and references to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
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

from watcher_liaison_guide.export.guide_titles import (
    is_in_guide,
    shorten,
    show_unfilled,
    things,
    title_in_guide,
)
from watcher_liaison_guide.export.markup import html_id
from watcher_liaison_guide.guide.model import Guide
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    in_order,
    problem,
)
from watcher_liaison_guide.sphinxext.inputs import inputs_of
from watcher_liaison_guide.sphinxext.reporting import report, report_all
from watcher_liaison_guide.sphinxext.roles import DateRole
from watcher_liaison_guide.yamlreader import position_of


def object_id(kind: str, name: str) -> str:
    """Return the id of something of the guide, such as a step."""
    return html_id(f"liaison-{kind}-{name}")


def item_id(cycle: str, item: str) -> str:
    """Return the id of a cycle's item, from anywhere."""
    return html_id(f"{cycle}/{item}")


#: The attribute by which a node says that it is an object's place.
OBJECT = "liaison_object"
#: A reference to where a cycle's checklist has a step: ``CYCLE/STEP``.
FIRST_ITEM = "first-item"

TYPES = ("section", "step", "item", "role", "precedence", "policy")
_UNKNOWN = {
    "section": Code.UNKNOWN_SECTION,
    "step": Code.UNKNOWN_STEP,
    "item": Code.UNKNOWN_ITEM,
    "role": Code.UNKNOWN_ROLE,
    "precedence": Code.UNKNOWN_PRECEDENCE,
    "policy": Code.UNKNOWN_POLICY,
}


class Entry(NamedTuple):
    """An object on a page; ``step`` is the step of an item."""

    type: str
    name: str
    anchor: str
    title: str
    step: str | None
    #: Where the page has the directive: ``path:line``.
    location: str


class LiaisonXRefRole(XRefRole):
    """A reference to something of the guide or of a checklist."""

    def __init__(self) -> None:
        super().__init__(warn_dangling=True, innernodeclass=nodes.inline)


class LiaisonDomain(Domain):
    """Sections, steps, roles, precedences, policies and items."""

    name = "liaison"
    label = "Release liaison guide"
    object_types: ClassVar[dict[str, ObjType]] = {
        kind: ObjType(kind, kind) for kind in TYPES
    }
    roles: ClassVar[dict[str, Any]] = {
        **{kind: LiaisonXRefRole() for kind in TYPES},
        "date": DateRole(),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "objects": {},
        "inputs": {},
        "assets": {},
        "items": {},
        "problems": {},
    }
    #: What of it is kept for each document.
    _OF_DOCUMENTS = ("objects", "inputs", "assets", "items", "problems")
    data_version = 4
    dangling_warnings: ClassVar[dict[str, str]] = {
        kind: f"the liaison guide has no {kind} %(target)r" for kind in TYPES
    }

    #: Where things are shown, by kind and name; None before it is made.
    _places: dict[tuple[str, ...], tuple[str, Entry]] | None = None

    # -- data of documents

    def objects(self) -> Iterator[tuple[str, Entry]]:
        """Return every object with its document, in order.

        They are kept as plain tuples: there are thousands of them, which
        every build loads.
        """
        for docname in sorted({*self.data["objects"], *self.data["items"]}):
            for kind in ("objects", "items"):
                for row in self.data[kind].get(docname, ()):
                    yield docname, Entry(*row)

    def note_input(self, docname: str, key: str, state: str) -> None:
        """Note that a document shows an input in this state."""
        self.data["inputs"].setdefault(docname, {})[key] = state

    def note_items(
        self, docname: str, rows: list[tuple[str, str, str, str, str, str]]
    ) -> None:
        """Note the items of a cycle, which no other project refers to."""
        self.data["items"][docname] = rows

    def note_problems(self, docname: str, problems: list[Problem]) -> None:
        """Note what is wrong with a cycle file and its checklist."""
        self.data["problems"][docname] = problems

    def note_asset(self, docname: str, what: str) -> None:
        """Note that a page needs a style and script."""
        assets = self.data["assets"].setdefault(docname, [])
        if what not in assets:
            assets.append(what)

    def assets(self, docname: str) -> list[str]:
        found: list[str] = self.data["assets"].get(docname, [])
        return found

    def inputs(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = self.data["inputs"]
        return found

    def clear_doc(self, docname: str) -> None:
        self._places = None
        for data in self._OF_DOCUMENTS:
            self.data[data].pop(docname, None)

    def merge_domaindata(
        self, docnames: Set[str], otherdata: dict[str, Any]
    ) -> None:
        self._places = None
        for name in self._OF_DOCUMENTS:
            for docname in docnames:
                if docname in otherdata[name]:
                    self.data[name][docname] = otherdata[name][docname]

    def process_doc(
        self, env: BuildEnvironment, docname: str, document: nodes.document
    ) -> None:
        """Collect objects under their translated titles."""
        found = []
        for node in document.findall(nodes.Element):
            if OBJECT in node:
                kind, name, anchor = node[OBJECT]
                step = node.get("liaison_step")
                place = node.get("liaison_place", "")
                title = show_unfilled(_title(node))
                found.append((kind, name, anchor, title, step, place))
        self._places = None
        if found:
            self.data["objects"][docname] = found

    # -- references

    def find(
        self, kind: str, name: str, fromdocname: str = ""
    ) -> tuple[str, Entry] | None:
        """Return where an object is shown: document and entry.

        An item of the cycle of *fromdocname* needs no cycle's name.
        """
        places = self._places
        if places is None:
            places = self._places = dict(self._all_places())
        found = places.get((kind, name))
        if found is None and kind == "item":
            return places.get((kind, name, fromdocname))
        return found

    def _all_places(
        self,
    ) -> Iterator[tuple[tuple[str, ...], tuple[str, Entry]]]:
        """Return every name of every object; of two places the first, last."""
        for docname, entry in reversed(list(self.objects())):
            place = docname, entry
            yield (entry.type, entry.name), place
            if entry.type == "item":
                cycle, _, item = entry.name.partition("/")
                yield (FIRST_ITEM, f"{cycle}/{entry.step}"), place
                yield (entry.type, item, docname), place

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
            title = entry.title
            words = nodes.inline(title, title, classes=contnode["classes"])
            contnode = words
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
        found = []
        for kind in TYPES:
            reference = self.resolve_xref(
                env, fromdocname, builder, kind, target, node, contnode
            )
            if reference is not None:
                found.append((f"liaison:{kind}", reference))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for docname, rows in sorted(self.data["objects"].items()):
            for kind, name, anchor, title, _, _ in rows:
                # Sections are found in the search by their titles.
                priority = -1 if kind == "section" else 1
                yield name, title or name, kind, docname, anchor, priority

    def names(self, kind: str) -> set[str]:
        """Return the names of everything of a kind that is shown."""
        return {
            entry.name for _, entry in self.objects() if entry.type == kind
        }

    def guide(self) -> Guide | None:
        """Return the guide as the running build has it."""
        return inputs_of(self.env).guide

    def words_in_guide(self, kind: str, name: str) -> str | None:
        """Return what the guide calls something."""
        return title_in_guide(self.guide(), kind, name)

    # -- the whole

    def check_consistency(self) -> None:
        """Warn of what has two places, and of what is shown nowhere."""
        first: dict[tuple[str, str], str] = {}
        again: dict[tuple[str, str, str], str] = {}
        for docname, entry in self.objects():
            kind, name = entry.type, entry.name
            if (kind, name) not in first:
                first[kind, name] = docname
            elif kind not in ("step", "item", "role"):
                again.setdefault((kind, name, docname), entry.location)
        for (kind, name, docname), location in sorted(again.items()):
            wrong = problem(
                Code.SHOWN_TWICE,
                Position(location or str(self.env.doc2path(docname))),
                f'The {kind} "{name}" has its place in '
                f'"{first[kind, name]}" already.',
                "Give one of the two directives :no-index:.",
            )
            report(wrong)
        guide = self.guide()
        # Documentation may show checklists alone. Broken YAML shows nothing,
        # and its own message says enough.
        if (
            guide is not None
            and not guide.unread
            and any(kind != "item" for kind, _ in first)
        ):
            report_all(in_order(self._not_shown(guide, first.keys())))

    def _not_shown(
        self, guide: Guide, shown: Collection[tuple[str, str]]
    ) -> Iterator[Problem]:
        terms = {
            name
            for name, _, kind, *_ in self.env.get_domain("std").get_objects()
            if kind == "term"
        }
        things: tuple[tuple[str, Mapping[str, Any]], ...] = (
            ("section", guide.sections),
            ("policy", guide.policies),
            ("precedence", guide.precedence),
            ("term", guide.terms),
        )
        for kind, several in things:
            for name, thing in several.items():
                if (kind, name) in shown or (
                    kind == "term" and thing.shown in terms
                ):
                    continue
                called = kind
                if kind == "section" and not thing.is_phase:
                    called = "procedure"
                yield problem(
                    Code.NOT_SHOWN,
                    position_of(thing.id, thing.position),
                    f'The {called} "{name}" is shown on no page.',
                )


def _title(node: nodes.Element) -> str:
    """Return the words that stand for an object, as they are now."""
    if isinstance(node, nodes.section):
        return node[0].astext()
    if isinstance(node, nodes.term):
        return node.astext()
    for words in node.findall(nodes.TextElement):
        if words.get("liaison_title"):
            return shorten(words.astext())
    return ""


def warn_missing(
    app: Sphinx, domain: Domain | None, node: pending_xref
) -> bool | None:
    """Warn of a reference to nothing, with what may have been meant."""
    if not isinstance(domain, LiaisonDomain):
        return None
    kind, target = node["reftype"], node["reftarget"]
    code = _UNKNOWN.get(kind)
    if code is None:
        return None
    guide = domain.guide()
    if is_in_guide(guide, kind, target):
        message = f'The guide has the {kind} "{target}", but no page shows it.'
        advice: str | None = "Show it with a directive, or leave out the link."
    elif guide is not None and kind != "item":
        message = f'The guide has no {kind} "{target}".'
        advice = did_you_mean(target, things(guide, kind))
    else:
        message = f'No page shows the {kind} "{target}".'
        advice = did_you_mean(target, domain.names(kind))
    report(problem(code, Position(""), message, advice), location=node)
    return True


def leave_known(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: Element
) -> Element | None:
    """Show a reference out of the guide as words where it leads nowhere.

    Whether its target is in the guide was checked with the guide; that no
    page shows it is one warning of its own, not one for each reference.
    """
    if node.get("liaison_optional"):
        return nodes.inline(liaison_gone=True)
    if node.get("liaison_checked"):
        words = None
        if node.get("refdomain") == "liaison" and not node["refexplicit"]:
            domain = env.get_domain("liaison")
            assert isinstance(domain, LiaisonDomain)
            words = domain.words_in_guide(node["reftype"], node["reftarget"])
        if words:
            return nodes.inline(words, words, classes=contnode["classes"])
        return contnode
    return None


def setup(app: Sphinx) -> None:
    """Register the domain and what goes with its references."""
    app.add_domain(LiaisonDomain)
    app.connect("warn-missing-reference", warn_missing)
    app.connect("missing-reference", leave_known)
