# SPDX-License-Identifier: Apache-2.0
"""Takes away what was written of documents that are gone.

Sphinx leaves it. A page with dates that nobody keeps, or a calendar that
somebody has subscribed to, is worse than none.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from watcher_liaison_guide.sphinxext import publishing

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def remove_with_documents(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Take away the pages of ours that have no document any more."""
    builder = app.builder
    domain: Any = env.get_domain("liaison")
    if not publishing.publishes(builder):
        return []
    for docname in sorted(removed & domain.sources().keys()):
        if builder.name != "singlehtml":
            remove_page(builder, docname)
        if publishing.FILES in domain.assets(docname):
            publishing.remove(builder, docname)
    return []


def remove_page(builder: Any, docname: str) -> None:
    """Take away a document's page and the copy of its source."""
    page = Path(builder.get_outfilename(docname))
    page.unlink(missing_ok=True)
    folder, out = page.parent, Path(builder.outdir)
    if builder.name == "dirhtml" and folder != out:
        # The folder was the page's own; another file in it keeps it.
        _remove_empty(folder)
    config = builder.config
    for suffix in config.source_suffix:
        source = f"{docname}{suffix}"
        if config.html_sourcelink_suffix != suffix:
            source += config.html_sourcelink_suffix
        (out / "_sources" / source).unlink(missing_ok=True)


def _remove_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("env-get-outdated", remove_with_documents)
