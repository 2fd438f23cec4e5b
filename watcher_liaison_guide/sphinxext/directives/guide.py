# SPDX-License-Identifier: Apache-2.0
"""Directives that show one part of the guide as a section of the page."""

from __future__ import annotations

from docutils import nodes

from watcher_liaison_guide.export.guide_markup import Lines
from watcher_liaison_guide.guide.model import Guide, Part, Section
from watcher_liaison_guide.problems import Code, did_you_mean
from watcher_liaison_guide.sphinxext.directives.base import LiaisonDirective
from watcher_liaison_guide.sphinxext.domain import object_id
from watcher_liaison_guide.sphinxext.nodes import liaison_section
from watcher_liaison_guide.sphinxext.page import browser_dates


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
