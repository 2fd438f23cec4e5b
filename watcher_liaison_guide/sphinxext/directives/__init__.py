# SPDX-License-Identifier: Apache-2.0
"""The directives."""

from __future__ import annotations

from sphinx.application import Sphinx

from watcher_liaison_guide.sphinxext.directives.cycles import (
    CycleChecklist,
    CycleIndex,
    ThisWeek,
)
from watcher_liaison_guide.sphinxext.directives.glossary import GlossaryTerm
from watcher_liaison_guide.sphinxext.directives.guide import (
    FFEPolicy,
    LiaisonPrecedence,
    Milestone,
    Procedure,
    ProjectContext,
    WholeGuide,
)
from watcher_liaison_guide.sphinxext.directives.overview import GuideOverview


def setup(app: Sphinx) -> None:
    """Register the directives under their names."""
    app.add_directive("milestone", Milestone)
    app.add_directive("procedure", Procedure)
    app.add_directive("liaison-precedence", LiaisonPrecedence)
    app.add_directive("ffe-policy", FFEPolicy)
    app.add_directive("glossary-term", GlossaryTerm)
    app.add_directive("project-context", ProjectContext)
    app.add_directive("guide-overview", GuideOverview)
    app.add_directive("guide", WholeGuide)
    app.add_directive("cycle-checklist", CycleChecklist)
    app.add_directive("cycle-index", CycleIndex)
    app.add_directive("this-week", ThisWeek)
