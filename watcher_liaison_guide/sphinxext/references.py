# SPDX-License-Identifier: Apache-2.0
"""References that lead nowhere: a warning, or words in their place."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from watcher_liaison_guide.export.guide_titles import things, title_in_guide
from watcher_liaison_guide.problems import Position, did_you_mean
from watcher_liaison_guide.sphinxext.domain import UNKNOWN_CODES, LiaisonDomain
from watcher_liaison_guide.sphinxext.inputs import inputs_of
from watcher_liaison_guide.sphinxext.reporting import report


def warn_missing(
    app: Sphinx, domain: Domain | None, node: pending_xref
) -> bool | None:
    """Warn of a reference to nothing, with what may have been meant."""
    if not isinstance(domain, LiaisonDomain):
        return None
    kind, target = node["reftype"], node["reftarget"]
    code = UNKNOWN_CODES.get(kind)
    if code is None:
        return None
    folder, name = domain.parted(target, node["refdoc"])
    inputs = inputs_of(domain.env, f"{folder}/")
    guide = inputs.guide if inputs.settings.folder == folder else None
    if guide is not None and name in things(guide, kind):
        message = f'The guide has the {kind} "{target}", but no page shows it.'
        advice: str | None = "Show it with a directive, or leave out the link."
    elif guide is not None and kind != "item":
        message = f'The guide has no {kind} "{target}".'
        advice = did_you_mean(name, things(guide, kind))
    else:
        message = f'No page shows the {kind} "{target}".'
        every = domain.objects(folder)
        shown = {entry.name for _, entry in every if entry.type == kind}
        advice = did_you_mean(name, shown)
    report(code.at(Position(""), message, advice), location=node)
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
    if not node.get("liaison_checked"):
        return None
    if node["refdomain"] == "liaison" and not node["refexplicit"]:
        # In a translation, its words are only the target.
        guide = inputs_of(env, node["refdoc"]).guide
        title = title_in_guide(guide, node["reftype"], node["reftarget"])
        if title:
            return nodes.inline(title, title, classes=contnode["classes"])
    return contnode


def setup(app: Sphinx) -> None:
    app.connect("warn-missing-reference", warn_missing)
    app.connect("missing-reference", leave_known)
