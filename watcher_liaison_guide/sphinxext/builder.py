# SPDX-License-Identifier: Apache-2.0
"""The builder that runs: transforms have no public way to it."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.writers.html5 import HTML5Translator

_BUILDERS: WeakKeyDictionary[Config, Builder] = WeakKeyDictionary()


def builder_of(config: Config) -> Builder:
    return _BUILDERS[config]


def writes_html(builder: Builder) -> bool:
    """Whether a builder's pages are written by Sphinx's HTML writer."""
    try:
        writer = builder.get_translator_class()
    except AttributeError:  # it writes no pages
        return False
    return issubclass(writer, HTML5Translator)


def note(app: Sphinx) -> None:
    _BUILDERS[app.config] = app.builder


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", note)
