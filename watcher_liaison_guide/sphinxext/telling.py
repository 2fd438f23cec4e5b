# SPDX-License-Identifier: Apache-2.0
"""Problems that show while a page is read, told in the order of the pages.

Pages may be read by several processes at once, and what each of them says
comes as it is done. So a problem is noted, and told when all are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils.nodes import Node
from sphinx.util.logging import get_node_location

from watcher_liaison_guide.sphinxext.reporting import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from watcher_liaison_guide.problems import Problem


def tell_later(
    env: BuildEnvironment, problem: Problem, location: str | Node | None = None
) -> None:
    """Note a problem of the page that is read, as :func:`.report` has it."""
    where = get_node_location(location) if isinstance(location, Node) else (
        location
    )  # fmt: skip
    domain: Any = env.get_domain("liaison")
    domain.data["told"].setdefault(env.docname, []).append((where, problem))


def tell(app: Sphinx, env: BuildEnvironment) -> None:
    """Tell what was noted, once."""
    domain: Any = env.get_domain("liaison")
    told = domain.data["told"]
    # A text of the guide is wrong in one place, however many pages have it.
    found = dict.fromkeys(
        one for docname in sorted(told) for one in told[docname]
    )
    for where, problem in found:
        report(problem, where)
    told.clear()


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("env-updated", tell)
