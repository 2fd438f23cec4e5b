# SPDX-License-Identifier: Apache-2.0
"""The directives, one module for each subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the directives under their names."""
    from watcher_liaison_guide.sphinxext.directives.checklist import (
        CycleChecklist,
    )
    from watcher_liaison_guide.sphinxext.directives.glossary import (
        GlossaryTerm,
    )
    from watcher_liaison_guide.sphinxext.directives.overview import (
        GuideOverview,
    )
    from watcher_liaison_guide.sphinxext.directives.policy import FFEPolicy
    from watcher_liaison_guide.sphinxext.directives.precedence import (
        LiaisonPrecedence,
    )
    from watcher_liaison_guide.sphinxext.directives.project import (
        ProjectContext,
    )
    from watcher_liaison_guide.sphinxext.directives.section import (
        Milestone,
        Procedure,
    )

    for name, directive in (
        ("milestone", Milestone),
        ("procedure", Procedure),
        ("liaison-precedence", LiaisonPrecedence),
        ("ffe-policy", FFEPolicy),
        ("glossary-term", GlossaryTerm),
        ("project-context", ProjectContext),
        ("guide-overview", GuideOverview),
        ("cycle-checklist", CycleChecklist),
    ):
        app.add_directive(name, directive)
