# SPDX-License-Identifier: Apache-2.0
"""Who does a step and under what conditions, in words, for every cycle.

The guide shows all variants; the one that the current cycle's records
have is marked.
"""

from __future__ import annotations

from docutils import nodes

from watcher_liaison_guide.calendar.titles import EVENT_TITLES
from watcher_liaison_guide.guide.model import (
    Condition,
    DutyOf,
    Role,
    Step,
    Where,
)
from watcher_liaison_guide.sphinxext import dates
from watcher_liaison_guide.sphinxext.compose import (
    Nodes,
    joined,
    sentence,
)
from watcher_liaison_guide.sphinxext.page import Page
from watcher_liaison_guide.sphinxext.prose_nodes import (
    cross_reference,
    words,
)
from watcher_liaison_guide.sphinxext.windows import window_dates
from watcher_liaison_guide.sphinxext.words import noted, say


def badge(kind: str, found: Nodes) -> Nodes:
    """Give a short fact as a badge."""
    return [
        nodes.inline(
            "",
            "",
            *found,
            classes=["liaison-badge", f"liaison-badge-{kind}"],
        )
    ]


# -- roles


def role(name: str, page: Page) -> Nodes:
    """Give a role's title, both where it depends on the leadership."""
    guide = page.guide
    page.depend_on_guide("roles.yaml")
    found: Role | None = guide.roles.get(name) if guide else None
    if found is None:
        return [nodes.Text(name)]
    if found.title is None and found.stands_for:
        titles = [
            role(str(other), page) for other in found.stands_for.values()
        ]
        return joined(titles, " / ")
    title = found.title
    if title is None:
        return [nodes.Text(name)]
    position = getattr(title, "position", found.position)
    return [words(str(title), position)]


def owner_variants(name: str, page: Page) -> Nodes:
    """Give who a role is under each leadership, the one on record marked."""
    guide = page.guide
    page.depend_on_guide("roles.yaml")
    found: Role | None = guide.roles.get(name) if guide else None
    if found is None or not found.stands_for:
        return role(name, page)
    groups = []
    for leadership, other in found.stands_for.items():
        groups.append(
            sentence(
                say("{role} ({condition})"),
                role=role(str(other), page),
                condition=leadership_words(str(leadership), page),
            )
        )
    return joined(groups, say(" or "))


def leadership_words(leadership: str, page: Page) -> Nodes:
    """Give a leadership, marked where it is the one on record."""
    text = (
        say("under a PTL")
        if leadership == "ptl"
        else say("under distributed leadership")
    )
    facts = page.recorded(page.current())
    on_record = facts.leadership if facts else None
    return marked([nodes.Text(text)], on_record == leadership)


def marked(found: Nodes, on_record: bool) -> Nodes:
    """Mark words as what is on record for the current cycle."""
    if not on_record:
        return found
    mark = say("on record now")
    return [
        nodes.inline(
            "",
            "",
            *found,
            nodes.Text(", "),
            nodes.inline(mark, mark, classes=["liaison-on-record-mark"]),
            classes=["liaison-on-record"],
        )
    ]


# -- conditions


def condition(found: Condition, page: Page) -> Nodes:
    """Give a condition in words, to stand at a sentence's beginning."""
    wanted = str(found.wanted)
    if found.fact == "leadership":
        facts = page.recorded(page.current())
        text = (
            say("Under a PTL")
            if wanted == "ptl"
            else say("Under distributed leadership")
        )
        on_record = facts is not None and facts.leadership == wanted
        return marked([nodes.Text(text)], on_record)
    if found.fact in ("slurp", "next.slurp"):
        texts = {
            ("slurp", "true"): say("In a SLURP cycle"),
            ("slurp", "false"): say("In a cycle that is not SLURP"),
            ("next.slurp", "true"): say("Before a SLURP cycle"),
            ("next.slurp", "false"): say("Before a cycle that is not SLURP"),
        }
        return [nodes.Text(texts[found.fact, wanted])]
    position = getattr(found.wanted, "position", found.position)
    if found.fact == "judgement":
        return sentence(
            say("If {judgement}"), judgement=words(wanted, position)
        )
    subject = str(found.subject)
    if found.fact == "role":
        template = (
            say("With this role appointed: {role}")
            if wanted == "appointed"
            else say("With nobody appointed as: {role}")
        )
        return sentence(template, role=role(subject, page))
    template = (
        say("If this event is scheduled: {event}")
        if wanted == "scheduled"
        else say("If this event is not scheduled: {event}")
    )
    return sentence(template, event=event_title(subject, page))


def event_title(name: str, page: Page) -> nodes.Node:
    """Give what an event is called."""
    guide = page.guide
    page.depend_on_guide("events.yaml")
    for key, event in (guide.events if guide else {}).items():
        if key == name and event.title is not None:
            return words(
                str(event.title),
                getattr(event.title, "position", event.position),
            )
    return nodes.Text(say(EVENT_TITLES.get(name, name)))


_KEYS = {
    "deliverable": noted("for {what}"),
    "type": noted("of type {what}"),
    "release-model": noted("with the release model {what}"),
    "status": noted("while {what}"),
}


def choice(where: Where, page: Page, without: tuple[str, ...] = ()) -> Nodes:
    """Give a choice of members in words, the model on record marked."""
    groups: list[Nodes] = []
    deliverables = [
        str(one)
        for key, names in where.items()
        if key == "deliverable"
        for one in names
    ]
    for key, names in where.items():
        if key in without:
            continue
        found: list[Nodes] = []
        for name in names:
            text = say(str(name)) if key == "status" else str(name)
            node: nodes.Node = (
                nodes.Text(text)
                if key == "status"
                else nodes.literal("", text)
            )
            on_record = (
                key == "release-model"
                and len(deliverables) == 1
                and _model(deliverables[0], page) == str(name)
            )
            found.append(marked([node], on_record))
        groups.append(
            sentence(
                say(_KEYS.get(str(key), "{what}")),
                what=joined(found, say(" or ")),
            )
        )
    return joined(groups, ", ")


def _model(deliverable: str, page: Page) -> str | None:
    facts = page.recorded(page.current())
    found = facts.deliverable(deliverable) if facts else None
    return found.release_model if found else None


_EACH = {
    "deliverable": noted("for each deliverable"),
    "branch": noted("for each stable branch"),
    "tracker": noted("for each tracker"),
}
_EACH_OF = {
    "deliverable": noted("for {deliverables}"),
    "branch": noted("for each stable branch of {deliverables}"),
    "tracker": noted("for each tracker of {deliverables}"),
}


def members(step: Step, page: Page) -> list[Nodes]:
    """Give for which deliverables, branches or trackers a step is done."""
    if step.each is None:
        return [choice(step.where, page)] if step.where else []
    names = [
        str(name)
        for key, found in step.where.items()
        if key == "deliverable"
        for name in found
    ]
    if names:
        literals: list[Nodes] = [[nodes.literal("", one)] for one in names]
        found = sentence(
            say(_EACH_OF[step.each]), deliverables=joined(literals, ", ")
        )
    else:
        found = [nodes.Text(say(_EACH[step.each]))]
    rest = choice(step.where, page, without=("deliverable",))
    if rest:
        found += [nodes.Text(" "), *rest]
    return [found]


# -- the line of facts


def facts_of(
    step: Step, page: Page, around: Step | None = None
) -> list[Nodes]:
    """Give who acts, with whom, and how binding a step is."""
    found: list[Nodes] = []
    for one in step.when:
        found.append(badge("judge", condition(one, page)))
    owner = step.owner
    if isinstance(owner, DutyOf):
        guide = page.guide
        chain = guide.precedence.get(owner.precedence) if guide else None
        title = str(chain.title) if chain else str(owner.precedence)
        found.append(
            badge(
                "owner",
                sentence(
                    say("Whoever is first by: {precedence}"),
                    precedence=cross_reference(
                        "liaison",
                        "precedence",
                        str(owner.precedence),
                        None,
                        page,
                        owner.position,
                        title,
                    ),
                ),
            )
        )
    elif owner is not None and (around is None or around.owner != owner):
        found.append(badge("owner", owner_variants(str(owner), page)))
    if step.participants:
        found.append(
            badge(
                "with",
                sentence(
                    say("With: {roles}"),
                    roles=joined(
                        (role(str(one), page) for one in step.participants),
                        ", ",
                    ),
                ),
            )
        )
    if step.starts is not None and step.starts != owner:
        found.append(
            badge(
                "starts",
                sentence(
                    say("Started by: {role}"),
                    role=role(str(step.starts), page),
                ),
            )
        )
    for group in members(step, page):
        found.append(badge("each", group))
    if step.optional is not None:
        position = getattr(step.optional, "position", step.position)
        found.append(badge("optional", [words(str(step.optional), position)]))
    if step.about == "next":
        found.append(badge("next", [nodes.Text(say("For the next cycle"))]))
    if step.kind == "event":
        found.append(badge("event", [nodes.Text(say("Happens by itself"))]))
    elif step.kind == "decision":
        found.append(badge("event", [nodes.Text(say("A decision"))]))
    if step.window is not None:
        cycle = page.current()
        when = window_dates(step.window, page, cycle)
        if when.start is not None:
            found.append(
                badge(
                    "window",
                    sentence(
                        say("{cycle}: {dates}"),
                        cycle=nodes.Text(cycle),
                        dates=dates.span(when.start, when.end, page),
                    ),
                )
            )
    return found
