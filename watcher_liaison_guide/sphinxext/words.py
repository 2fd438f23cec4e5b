# SPDX-License-Identifier: Apache-2.0
"""The extension's own words and their catalogue of translations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sphinx import locale

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

CATALOG = "watcher_liaison_guide"
LOCALE_DIR = Path(__file__).parents[1] / "locale"
_Given = TypeVar("_Given")
_PLACE = re.compile(r"\{([a-z_]+)\}")


def noted(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is shown."""
    return text


def say(text: str) -> str:
    """Return one of our own texts in the language of the documentation."""
    return str(locale.get_translator(CATALOG).gettext(text)) if text else text


def load_catalogue(
    app: Sphinx, env: BuildEnvironment, docnames: list[str]
) -> None:
    """Load our words, a project's own translation of them first.

    Sphinx has compiled the project's catalogues by now.
    """
    config = app.config
    folders = [
        str(Path(app.srcdir) / folder)
        for folder in config.locale_dirs
        if (Path(app.srcdir) / folder).is_dir()
    ]
    locale.init([*folders, str(LOCALE_DIR)], config.language, CATALOG)


def split(template: str, **places: _Given) -> Iterator[str | _Given]:
    """Return the words of a template and what is in its places, in turn.

    Templates come from catalogues: a place that is not known is words.
    """
    last = 0
    for match in _PLACE.finditer(template):
        if match[1] not in places:
            continue
        if match.start() > last:
            yield template[last : match.start()]
        yield places[match[1]]
        last = match.end()
    if last < len(template):
        yield template[last:]


def setup(app: Sphinx) -> None:
    app.connect("env-before-read-docs", load_catalogue)
