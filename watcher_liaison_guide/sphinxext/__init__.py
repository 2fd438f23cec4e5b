# SPDX-License-Identifier: Apache-2.0
"""The Sphinx extension: the guide and its checklists as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: Raised whenever what is stored between builds changes.
ENV_VERSION = 4


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    from watcher_liaison_guide import __version__
    from watcher_liaison_guide.sphinxext import (
        after_translation,
        anchors,
        assets,
        builder,
        checklist_part,
        config,
        cycles,
        directives,
        domain,
        freshness,
        latex_timeline,
        leftovers,
        nodes,
        placeholders,
        plain_formats,
        publishing,
        rewriting,
        roles,
        search_index,
        telling,
        translations,
    )

    config.declare(app)
    for part in (
        builder,
        nodes,
        checklist_part,
        anchors,
        domain,
        roles,
        directives,
        cycles,
        after_translation,
        placeholders,
        latex_timeline,
        plain_formats,
        publishing,
        leftovers,
        translations,
        freshness,
        telling,
        rewriting,
        search_index,
        assets,
    ):
        part.setup(app)
    return {
        "version": __version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
