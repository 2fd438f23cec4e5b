# SPDX-License-Identifier: Apache-2.0
"""The directives, one module for each subject."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from sphinx.application import Sphinx

#: Where each directive's class is.
DIRECTIVES = {
    "milestone": ("section", "Milestone"),
    "procedure": ("section", "Procedure"),
    "liaison-precedence": ("precedence", "LiaisonPrecedence"),
    "ffe-policy": ("policy", "FFEPolicy"),
    "glossary-term": ("glossary", "GlossaryTerm"),
    "project-context": ("project", "ProjectContext"),
    "guide-overview": ("overview", "GuideOverview"),
    "cycle-checklist": ("checklist", "CycleChecklist"),
}


class _Late:
    """A directive's class, imported when a page first has the directive.

    With the directives comes all that reads a guide, which a build that
    has no page to read would wait for in vain.
    """

    def __init__(self, module: str, name: str) -> None:
        self._where = f"{__name__}.{module}", name

    def _found(self) -> Any:
        module, name = self._where
        return getattr(import_module(module), name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._found(), name)

    def __call__(self, *arguments: Any, **named: Any) -> Directive:
        return cast("Directive", self._found()(*arguments, **named))


def setup(app: Sphinx) -> None:
    """Register the directives under their names."""
    for name, (module, what) in DIRECTIVES.items():
        app.add_directive(name, cast("type[Directive]", _Late(module, what)))
