# SPDX-License-Identifier: Apache-2.0
"""The Sphinx extension: the guide and its checklists as pages."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from watcher_liaison_guide import __version__
from watcher_liaison_guide.sphinxext import (
    assets,
    checklist_parts,
    config,
    cycles,
    directives,
    domain,
    freshness,
    nodes,
    publishing,
    references,
    roles,
    transforms,
    words,
)

#: Raised whenever what is stored between builds changes.
ENV_VERSION = 8


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    for part in (
        config,
        words,
        nodes,
        checklist_parts,
        domain,
        references,
        roles,
        directives,
        cycles,
        transforms,
        publishing,
        freshness,
        assets,
    ):
        part.setup(app)
    return {
        "version": __version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
