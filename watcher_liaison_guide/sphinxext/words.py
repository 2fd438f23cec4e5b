# SPDX-License-Identifier: Apache-2.0
"""Words and days in the language of the documentation."""

from __future__ import annotations

import datetime
import functools
from pathlib import Path

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import format_date

from watcher_liaison_guide.calendar.model import Event
from watcher_liaison_guide.export.display import Piece
from watcher_liaison_guide.sphinxext.config import settings_of

CATALOG = "watcher_liaison_guide"
LOCALE_DIR = Path(__file__).parents[1] / "locale"


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


def shown_day(day: datetime.date, config: Config) -> str:
    """Return a day as the documentation shows days."""
    return _shown(day, settings_of(config).date_format, config.language)


def shown_month(day: datetime.date, config: Config) -> str:
    """Return the short name of a day's month."""
    return _shown(day, "%b", config.language)


@functools.lru_cache(maxsize=4096)
def _shown(day: datetime.date, date_format: str, language: str) -> str:
    # Sphinx's function takes a moment; noon is that day in every zone.
    moment = datetime.datetime(
        day.year, day.month, day.day, 12, tzinfo=datetime.UTC
    )
    return format_date(date_format, date=moment, language=language)


def event_days(event: Event | None) -> list[Piece]:
    """Return all days of an event, or words where it has none."""
    found: list[Piece] = []
    for one in event.occurrences if event else ():
        if found:
            found.append(", ")
        found.append(one.due or one.start)
        if one.due is None and one.end != one.start:
            found += [" – ", one.end]
    return found or [say("not scheduled")]


def setup(app: Sphinx) -> None:
    app.connect("env-before-read-docs", load_catalogue)
