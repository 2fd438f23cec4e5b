# SPDX-License-Identifier: Apache-2.0
"""Which pages to read or write again, and the check of all inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watcher_liaison_guide.sphinxext.domain import LiaisonDomain
from watcher_liaison_guide.sphinxext.inputs import inputs_of, refresh
from watcher_liaison_guide.sphinxext.reporting import report_all

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def _domain(env: BuildEnvironment) -> LiaisonDomain:
    domain = env.get_domain("liaison")
    assert isinstance(domain, LiaisonDomain)
    return domain


def outdated(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Give pages that show something whose content is another now.

    Sphinx compares times, and only of files that were there; this finds
    an older file put in place of a newer one, and a file that is new.
    """
    inputs = refresh(env)
    return [
        docname
        for docname, shown in sorted(_domain(env).inputs().items())
        if docname not in removed
        and any(inputs.state(key) != was for key, was in shown.items())
    ]


def check_inputs(
    app: Sphinx, env: BuildEnvironment, docnames: list[str]
) -> None:
    """Tell everything that is wrong with the inputs, once per build."""
    report_all(inputs_of(env).problems())


def with_stale_references(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give pages to write again: a reference leads elsewhere now."""
    return _domain(env).changed_references()


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("env-get-outdated", outdated)
    app.connect("env-before-read-docs", check_inputs)
    app.connect("env-get-updated", with_stale_references)
