# SPDX-License-Identifier: Apache-2.0
"""``ffe-policy``: when an exception may be granted, how, and by whom."""

from __future__ import annotations

from docutils import nodes

from watcher_liaison_guide.guide.model import Guide, Place, Policy, Request
from watcher_liaison_guide.problems import Code
from watcher_liaison_guide.sphinxext import dates, facts
from watcher_liaison_guide.sphinxext.compose import (
    Nodes,
    definition_list,
    line,
    sentence,
)
from watcher_liaison_guide.sphinxext.directives.base import (
    LiaisonDirective,
    at,
)
from watcher_liaison_guide.sphinxext.prose_nodes import (
    PROSE,
    blocks,
    cross_reference,
    place,
    template_text,
    words,
)
from watcher_liaison_guide.sphinxext.references import (
    shorten,
    show_unfilled,
)
from watcher_liaison_guide.sphinxext.steps import note_block
from watcher_liaison_guide.sphinxext.windows import policy_dates
from watcher_liaison_guide.sphinxext.words import say


class FFEPolicy(LiaisonDirective):
    """A policy as a list of its rules."""

    subject = "policy"

    def show(self, guide: Guide) -> list[nodes.Node]:
        name = self.arguments[0]
        found = {str(key): one for key, one in guide.policies.items()}
        if name not in found:
            self.unknown(name, found, Code.UNKNOWN_POLICY)
            return []
        made = self.whole(found[name], guide)
        self.add_content(made)
        return [made]

    def whole(self, policy: Policy, guide: Guide) -> nodes.Element:
        page = self.page
        page.depend_on_place(policy.position)
        made = self.section(
            "policy",
            str(policy.id),
            str(policy.title),
            policy.position,
            at(policy.title, policy.position),
            [str(anchor) for anchor in policy.anchors],
        )
        made["classes"].append("liaison-guide")
        cycle = page.current()
        first, last = policy_dates(policy.opens, policy.closes, page, cycle)
        if first and last:
            made["data-liaison-from"] = first.isoformat()
            made["data-liaison-to"] = last.isoformat()
        if policy.text:
            made += blocks(policy.text, page)
        entries: list[tuple[str, list[nodes.Node]]] = []
        window = (
            sentence(
                say("In {cycle}: {dates}. The last day is a hard stop."),
                cycle=nodes.inline(
                    cycle, cycle, classes=["liaison-cycle-name"]
                ),
                dates=dates.span(first, last, page),
            )
            if first and last
            else sentence(
                say("In {cycle}: not scheduled"), cycle=nodes.Text(cycle)
            )
        )
        entries.append((say("When"), [self.line(window, policy)]))
        entries.append(
            (
                say("Who decides"),
                [
                    self.line(
                        facts.owner_variants(str(policy.decides), page),
                        policy,
                    )
                ],
            )
        )
        answer = (
            say("No, unless there is a reason for yes.")
            if policy.default == "refuse"
            else say("Yes, unless there is a reason for no.")
        )
        entries.append((say("The usual answer"), [self.text(answer, policy)]))
        if policy.accept_when:
            reasons = nodes.bullet_list(bullet="-")
            place(reasons, policy.position)
            for reason in policy.accept_when:
                reasons += nodes.list_item("", *blocks(reason, page))
            entries.append((say("Reasons for yes"), [reasons]))
        if policy.request is not None:
            entries.append(
                (
                    say("How to ask"),
                    self.request(policy.request, policy, guide),
                )
            )
        if policy.announce is not None:
            step = guide.steps.get(str(policy.announce))
            title = (
                show_unfilled(shorten(step.text.plain))
                if step is not None and step.text
                else str(policy.announce)
            )
            entries.append(
                (
                    say("Announced by"),
                    [
                        self.line(
                            [
                                cross_reference(
                                    "liaison",
                                    "step",
                                    str(policy.announce),
                                    None,
                                    page,
                                    policy.position,
                                    title,
                                )
                            ],
                            policy,
                        )
                    ],
                )
            )
        if policy.refused:
            entries.append(
                (say("If refused"), list(blocks(policy.refused, page)))
            )
        made += definition_list(
            ((self.term(label, policy), said) for label, said in entries),
            policy.position,
            around=["liaison-policy"],
        )
        for note in policy.notes:
            made += note_block(note, page)
        return made

    def request(
        self, request: Request, policy: Policy, guide: Guide
    ) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        steps: list[Nodes] = []
        if request.first is not None:
            channel = guide.project.channels.get(request.first)
            steps.append(
                sentence(
                    say("First in: {channel}"),
                    channel=self.place_link(channel, str(request.first)),
                )
            )
        if request.place is not None:
            link = guide.project.links.get(request.place)
            steps.append(
                sentence(
                    say("Then in: {place}"),
                    place=self.place_link(link, str(request.place)),
                )
            )
        if request.requester_present:
            steps.append([nodes.Text(say("Whoever asks is present."))])
        asked = nodes.bullet_list(bullet="-")
        place(asked, policy.position)
        for step in steps:
            asked += nodes.list_item("", self.line(step, policy))
        if steps:
            found.append(asked)
        if request.text:
            found += blocks(request.text, self.page)
        return found

    def place_link(self, found: Place | None, name: str) -> nodes.Node:
        """Give a channel or link by its title, linked where it can be."""
        self.page.depend_on_guide("project.yaml")
        if found is None:
            return nodes.Text(name)
        title: nodes.Node = (
            words(str(found.title), at(found.title, found.position))
            if found.title is not None
            else nodes.Text(name)
        )
        if found.url is None:
            return title
        url = template_text(found.url.parts)
        reference = nodes.reference("", "", title, refuri=url)
        reference[PROSE] = True
        place(reference, found.position)
        return reference

    def term(self, label: str, policy: Policy) -> nodes.term:
        term = nodes.term("", label, translatable=False)
        place(term, policy.position)
        return term

    def line(self, found: Nodes, policy: Policy) -> nodes.Element:
        return line(found, policy.position)

    def text(self, text: str, policy: Policy) -> nodes.Element:
        return line([nodes.Text(text)], policy.position)
