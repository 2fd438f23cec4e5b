# SPDX-License-Identifier: Apache-2.0
"""Directives that show a part of the guide as a section, or all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar

from docutils import nodes

from watcher_liaison_guide.export.guide_markup import Line, Lines
from watcher_liaison_guide.guide.model import DutyOf, Guide, Part, Section
from watcher_liaison_guide.problems import Code, Position, did_you_mean
from watcher_liaison_guide.sphinxext.directives.base import LiaisonDirective
from watcher_liaison_guide.sphinxext.domain import object_id
from watcher_liaison_guide.sphinxext.guide_markup import parse
from watcher_liaison_guide.sphinxext.nodes import liaison_section
from watcher_liaison_guide.sphinxext.page import browser_dates

#: What is beside the sections; in the section of the name, if there is one.
_OVERVIEW, _PROJECT, _TERMS = "guide-overview", "project-context", "glossary"


class Milestone(LiaisonDirective):
    """A section with its dates, steps, parts and notes."""

    def show(self, guide: Guide) -> list[nodes.Node]:
        section = self.named(self.arguments[0], guide.sections)
        if section is None:
            return []
        made = self.head(section)
        for part in section.parts:
            made += self.head(part)
        self.add_content(made)
        return [made]

    def head(self, thing: Section | Part) -> liaison_section:
        """Return a section or part with all but its parts."""
        made = self.object("section", thing, self.writer.section(thing))
        if thing.window is not None:
            dates = self.writer.view.dates(thing.window)
            made.attributes.update(browser_dates(dates))
        return made


class Procedure(Milestone):
    """The same: a section without a window has no dates to show."""


class LiaisonPrecedence(LiaisonDirective):
    """An ordered list of roles with their duties."""

    subject = "precedence"
    code = Code.UNKNOWN_PRECEDENCE

    def show(self, guide: Guide) -> list[nodes.Node]:
        found = self.named(self.arguments[0], guide.precedence)
        if found is None:
            return []
        lines = self.writer.precedence(found)
        made = self.object("precedence", found, lines)
        self.add_content(made)
        return [made]


class FFEPolicy(LiaisonDirective):
    """A policy as a list of its rules."""

    subject = "policy"
    code = Code.UNKNOWN_POLICY

    def show(self, guide: Guide) -> list[nodes.Node]:
        found = self.named(self.arguments[0], guide.policies)
        if found is None:
            return []
        made = self.object("policy", found, self.writer.policy(found))
        dates = self.writer.view.policy_dates(found.opens, found.closes)
        made.attributes.update(browser_dates(dates))
        self.add_content(made)
        return [made]


class ProjectContext(LiaisonDirective):
    """The project's repositories and roles; its argument is the team."""

    required_arguments = 0
    optional_arguments = 1
    final_argument_whitespace = True

    def show(self, guide: Guide) -> list[nodes.Node]:
        project, writer = guide.project, self.writer
        team = project.team
        if self.arguments and self.arguments[0] != team:
            self.page.depend("guide-whole")
            self.refuse(
                f'The guide has no team "{self.arguments[0]}".',
                did_you_mean(self.arguments[0], [team]),
            )
            return []
        anchor = object_id("project", team, self.page.prefix)
        anchors = [anchor, *project.anchors]
        made = self.section(
            project.title,
            project.position,
            writer.project(project),
            anchors if self.indexed else (),
        )
        if self.indexed:
            self.add_label(made, anchor)
        made["classes"].append("liaison-guide")
        for kind, title, lines in writer.groups():
            made += self.group(kind, title, lines)
        self.add_content(made)
        return [made]

    def group(self, kind: str, title: str, lines: Lines) -> liaison_section:
        """Return a section under a title of ours."""
        anchor = object_id("project", kind, self.page.prefix)
        return self.section(
            title,
            self.guide.project.position,
            lines,
            [anchor] if self.indexed else (),
            translatable=False,
        )


class WholeGuide(LiaisonDirective):
    """Everything of the guide in its order, but for what is left out."""

    required_arguments = 0
    option_spec: ClassVar = {
        **LiaisonDirective.option_spec,
        "exclude": lambda words: (words or "").replace(",", " ").split(),
    }

    def show(self, guide: Guide) -> list[nodes.Node]:
        for name in ("guide", "precedence", "policies"):
            self.page.depend_on_guide(f"{name}.yaml")
        excluded = self.options.get("exclude", [])
        known = [
            *guide.sections,
            *guide.precedence,
            *guide.policies,
            *(_OVERVIEW, _PROJECT, _TERMS),
        ]
        for name in excluded:
            if name not in known:
                message = f'The guide has nothing called "{name}" to exclude.'
                self.refuse(message, did_you_mean(name, known))
        lines: list[str] = []
        for depth, name, words in self.parts(guide, set(excluded)):
            indent = "   " * depth
            lines += [f"{indent}.. {name}:: {words}".rstrip()]
            if not self.indexed and name != _OVERVIEW:
                lines.append(f"{indent}   :no-index:")
            lines.append("")
        where = Position(*self.get_source_info())
        root = nodes.section()
        root.document = self.state.document
        parse(self.state, [Line(line, where) for line in lines], root)
        self.add_content(root)
        return root.children

    def parts(
        self, guide: Guide, excluded: set[str]
    ) -> Iterator[tuple[int, str, str]]:
        """Yield each directive: how deep, its name, its argument.

        A precedence or a policy is in the first section whose steps refer
        to it; what has no such section is at the end.
        """
        inside: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name in guide.precedence:
            home = _home_of_precedence(guide, name)
            inside[home].append(("liaison-precedence", name))
        for name, policy in guide.policies.items():
            home = _home_of_step(guide, policy.announce)
            inside[home].append(("ffe-policy", name))
        for name, directive in (
            (_PROJECT, "project-context"),
            (_TERMS, "glossary-term"),
        ):
            home = name if name in guide.sections else ""
            if name not in excluded and (name != _TERMS or guide.terms):
                inside[home].append((directive, ""))
        if _OVERVIEW not in excluded:
            yield 0, _OVERVIEW, ""
        left = []
        for section in guide.sections.values():
            if section.id in excluded:
                left += inside[section.id]
                continue
            yield 0, "milestone", section.id
            for directive, name in inside[section.id]:
                if name not in excluded:
                    yield 1, directive, name
        for directive, name in (*left, *inside[""]):
            if name not in excluded:
                yield 0, directive, name


def _home_of_precedence(guide: Guide, name: str) -> str:
    for section in guide.sections.values():
        for step in section.walk():
            owner = step.owner
            if isinstance(owner, DutyOf) and owner.precedence == name:
                return section.id
    return ""


def _home_of_step(guide: Guide, name: str | None) -> str:
    for section in guide.sections.values():
        if any(step.id == name for step in section.walk()):
            return section.id
    return ""
