# SPDX-License-Identifier: Apache-2.0
"""Problems as Sphinx's warnings, of type ``liaison`` and their code."""

from __future__ import annotations

from docutils.nodes import Node
from sphinx.util import logging

from watcher_liaison_guide.problems import Problem, Severity

TYPE = "liaison"
_logger = logging.getLogger(__name__)


def report(problem: Problem, location: str | Node | None = None) -> None:
    """Log a problem at its place, or at *location* in a page.

    A note is no warning: only a verbose build shows it.
    """
    text = problem.message
    if problem.advice:
        text = f"{text} {problem.advice}"
    where = location if location is not None else str(problem.position)
    if isinstance(where, str) and where and ":" not in where:
        where += ":1"  # Sphinx takes a bare word for a document's name
    if problem.severity is Severity.NOTE:
        _logger.verbose(text, location=where or None)
    else:
        _logger.warning(
            text, location=where or None, type=TYPE, subtype=str(problem.code)
        )
