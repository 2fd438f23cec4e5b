# SPDX-License-Identifier: Apache-2.0
"""For which builder a build works.

Transforms and nodes have no way to it that every supported version of
Sphinx knows, and the environment is kept for builders of other kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


class BuilderKind(NamedTuple):
    """A builder's name and the format that it writes."""

    name: str
    format: str


_KINDS: WeakKeyDictionary[Config, BuilderKind] = WeakKeyDictionary()


def builder_of(config: Config) -> BuilderKind:
    """Give the kind of the builder that runs."""
    return _KINDS.get(config) or BuilderKind("", "")


def note(app: Sphinx) -> None:
    """Remember the builder of a build that begins."""
    builder = app.builder
    _KINDS[app.config] = BuilderKind(builder.name, builder.format)


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("builder-inited", note)
