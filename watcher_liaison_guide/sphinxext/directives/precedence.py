# SPDX-License-Identifier: Apache-2.0
"""``liaison-precedence``: who takes which duty, in what order."""

from __future__ import annotations

from docutils import nodes

from watcher_liaison_guide.guide.model import Guide, Precedence, Tier
from watcher_liaison_guide.problems import Code
from watcher_liaison_guide.sphinxext import facts
from watcher_liaison_guide.sphinxext.compose import joined, line, sentence
from watcher_liaison_guide.sphinxext.directives.base import (
    LiaisonDirective,
    at,
)
from watcher_liaison_guide.sphinxext.prose_nodes import (
    blocks,
    one_line,
    place,
)
from watcher_liaison_guide.sphinxext.steps import note_block
from watcher_liaison_guide.sphinxext.words import say


class LiaisonPrecedence(LiaisonDirective):
    """An ordered list of roles with their duties."""

    subject = "precedence"

    def show(self, guide: Guide) -> list[nodes.Node]:
        name = self.arguments[0]
        found = {str(key): one for key, one in guide.precedence.items()}
        if name not in found:
            self.unknown(name, found, Code.UNKNOWN_PRECEDENCE)
            return []
        made = self.whole(found[name])
        self.add_content(made)
        return [made]

    def whole(self, precedence: Precedence) -> nodes.Element:
        page = self.page
        page.depend_on_place(precedence.position)
        made = self.section(
            "precedence",
            str(precedence.id),
            str(precedence.title),
            precedence.position,
            at(precedence.title, precedence.position),
            [str(anchor) for anchor in precedence.anchors],
        )
        made["classes"].append("liaison-guide")
        if precedence.text:
            made += blocks(precedence.text, page)
        tiers = nodes.enumerated_list(
            enumtype="arabic", prefix="", suffix=".",
            classes=["liaison-tiers"],
        )  # fmt: skip
        place(tiers, precedence.position)
        for tier in precedence.tiers:
            tiers += self.tier(tier)
        made += tiers
        if precedence.opt_out:
            made += blocks(precedence.opt_out, page)
        for note in precedence.notes:
            made += note_block(note, page)
        return made

    def tier(self, tier: Tier) -> nodes.Element:
        page = self.page
        item = nodes.list_item(classes=["liaison-tier"])
        place(item, tier.position)
        roles = joined(
            (facts.owner_variants(str(role), page) for role in tier.roles),
            ", ",
        )
        if tier.if_appointed:
            roles = sentence(say("{roles}, if appointed"), roles=roles)
        item += line(
            [nodes.strong("", "", *roles)], tier.position, ["liaison-roles"]
        )
        if tier.text:
            item += blocks(tier.text, page)
        duties = nodes.bullet_list(bullet="-")
        place(duties, tier.position)
        for duty in tier.duties.values():
            if duty.text is None and duty.role is None:
                continue
            entry = nodes.list_item()
            place(entry, duty.position)
            words: list[nodes.Node] = []
            rest: list[nodes.Element] = []
            if duty.text is not None:
                first, rest = one_line(duty.text, page)
                words = [first]
            if duty.role is not None:
                words = sentence(
                    say("{role}: {duty}"),
                    role=facts.role(str(duty.role), page),
                    duty=words,
                )
            entry += line(words, duty.position)
            entry += rest
            duties += entry
        if duties.children:
            item += duties
        return item
