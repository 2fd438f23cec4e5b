# SPDX-License-Identifier: Apache-2.0
"""A release liaison guide as data, joined with each cycle's dates and facts.

As a Sphinx extension the package is named in ``extensions``; everything that
needs Sphinx lives in :mod:`watcher_liaison_guide.sphinxext` and is imported
only when Sphinx asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    __version__: str

__all__ = ["__version__", "setup"]


def __getattr__(name: str) -> str:
    """Return ``__version__``, which is looked up when it is asked for."""
    if name == "__version__":
        from importlib.metadata import version

        return version("watcher-liaison-guide")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx, which calls this."""
    from watcher_liaison_guide import sphinxext

    return sphinxext.setup(app)
