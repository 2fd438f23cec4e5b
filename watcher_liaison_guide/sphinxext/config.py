# SPDX-License-Identifier: Apache-2.0
"""Every setting of the extension, declared once; wrong values fall back."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.config import Config

from watcher_liaison_guide.configuration import find_configuration
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES, find_guide
from watcher_liaison_guide.export.markup import html_id, safe_url
from watcher_liaison_guide.files import listed
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import Code, Position, Problem
from watcher_liaison_guide.sphinxext.reporting import report

PREFIX = "liaison_"
#: The setting for more guides than one.
GUIDES = "guides"
_FILE = "conf.py"
#: How a day is shown, in the format of Sphinx's ``today_fmt``.
DATE_FORMAT = "%a %-d %b %Y"


@dataclasses.dataclass(frozen=True)
class Settings:
    """What the settings come to, every value being one that works.

    Whether a cycle is known shows when calendars and cycle files are read;
    ``cycle_place`` is where it is set.
    """

    #: The folder of the pages that they are for; "" is for all others.
    folder: str = ""
    guide: Path = EMBEDDED_GUIDES / Library.guide_name
    data: Path | None = None
    #: Where the command looks for cycle files, if the project says so.
    cycles: Path | None = None
    current_cycle: str | None = None
    date_format: str = DATE_FORMAT
    #: The documentation that is kept current, if this one may not be it.
    latest_url: str | None = None
    # Where a setting is changes nothing on any page.
    cycle_place: Position = dataclasses.field(
        default=Position(_FILE), repr=False, compare=False
    )

    @property
    def prefix(self) -> str:
        """What ids of these pages begin with, so that none clash."""
        return f"{html_id(self.folder)}-" if self.folder else ""


#: The settings of a build by the folder of the pages that they are for.
_SETTINGS: WeakKeyDictionary[Config, dict[str, Settings]] = WeakKeyDictionary()


def settings_of(config: Config, docname: str = "") -> Settings:
    """Return the settings for a document, with only values that work."""
    every = all_settings(config)
    folders = [one for one in every if one and docname.startswith(f"{one}/")]
    return every[max(folders, key=len, default="")]


def all_settings(config: Config) -> dict[str, Settings]:
    """Return the settings by folder; those of "" are for all other pages."""
    return _SETTINGS.get(config) or {"": Settings()}


def validate(app: Sphinx, config: Config) -> None:
    """Check each setting against its rules; a wrong one is its default.

    What ``conf.py`` leaves out may be in the project's configuration.
    """
    project = find_configuration(Path(app.srcdir))
    for one in project.problems:
        report(one)
    base = Path(app.confdir)
    chosen: dict[str, Any] = {}
    if "cycles" in project.values:
        chosen["cycles"] = project.folder / project.values["cycles"]
    for name in SETTINGS:
        value = getattr(config, PREFIX + name)
        if value is not None:
            place = _place(name, config, base)
            _take(chosen, name, value, base, PREFIX + name, place)
        elif name in project.values:
            value = project.values[name]
            place = value.position
            _take(chosen, name, value, project.folder, name, place)
    main = Settings(**chosen)
    _SETTINGS[config] = {"": main}
    place = _place(GUIDES, config, base)
    for folder, values in _guides(getattr(config, PREFIX + GUIDES), place):
        chosen = {name: getattr(main, name) for name in _OF_ALL}
        chosen["folder"] = folder
        shown = f"{PREFIX}{GUIDES}: {folder}"
        if not Path(app.srcdir, folder).is_dir():
            message = f'The setting "{shown}" is for no directory of pages.'
            report(Code.CONFIGURATION.at(place, message))
        for name, value in values.items():
            _take(chosen, name, value, base, f"{shown}: {name}", place)
        _SETTINGS[config][folder] = Settings(**chosen)


def _take(
    chosen: dict[str, Any],
    name: str,
    value: Any,
    base: Path,
    shown: str,
    place: Position,
) -> None:
    """Add a value that works to *chosen*, or report why it does not."""
    if isinstance(value, str):
        found = SETTINGS[name](value, base)
    else:
        found = _wrong(f"is {type(value).__name__}, not str")
    if isinstance(found, Problem):
        message = f'The setting "{shown}" {found.message}'
        report(replace(found, position=place, message=message))
        return
    chosen[name] = found
    if name == "current_cycle":
        chosen["cycle_place"] = place


def _guides(
    value: Any, place: Position
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each folder with a guide of its own, and its settings."""
    if value is None:
        return
    known = tuple(name for name in SETTINGS if name not in _OF_ALL)
    if isinstance(value, dict) and all(
        isinstance(folder, str)
        and folder.strip("/")
        and isinstance(values, dict)
        and set(values) <= set(known)
        for folder, values in value.items()
    ):
        for folder, values in value.items():
            yield folder.strip("/"), values
        return
    message = f'The setting "{PREFIX}{GUIDES}" is malformed.'
    advice = (
        'Write {"FOLDER": {"guide": "...", "data": "..."}}; the keys are '
        f"{', '.join(known)}."
    )
    report(Code.CONFIGURATION.at(place, message, advice))


def _place(name: str, config: Config, base: Path) -> Position:
    """Return the last line of ``conf.py`` that sets *name*, if there is one.

    A setting of the command line (``-D``) is in no file.
    """
    place = Position(_FILE)
    if PREFIX + name in config.overrides:
        return place
    try:
        text = (base / _FILE).read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    assignment = re.compile(rf"\s*{PREFIX}{name}\s*(:[^=]*)?=(?!=)")
    for number, line in enumerate(text.split("\n"), start=1):
        if assignment.match(line):
            place = Position(_FILE, number)
    return place


def _wrong(what: str, advice: str | None = None) -> Problem:
    message = f"{what}; its default is used."
    return Code.CONFIGURATION.at(Position(_FILE), message, advice)


def _guide(value: str, base: Path) -> Path | Problem:
    found = find_guide(value, base)
    if isinstance(found, Path):
        return found
    return _wrong(f'is "{value}", which is not a guide', found.advice)


def _data(value: str, base: Path) -> Path | Problem:
    folder = base / value
    if not folder.is_dir():
        return _wrong(f'is "{value}", which is not a directory')
    for inner in ("calendars", "records"):
        try:
            listed(folder / inner, ".yaml")
        except OSError as error:
            return _wrong(f'is "{value}", not readable: {error.strerror}')
    return folder


def _current_cycle(value: str, base: Path) -> str | Problem:
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", value):
        return value.lower()
    return _wrong(f'is "{value}", which names no cycle')


def _date_format(value: str, base: Path) -> str | Problem:
    if re.search(r"%-?[aAbBdjmUwWxyY]", value):
        return value
    return _wrong(
        f'is "{value}", which shows no part of a day',
        f'Write such as "{DATE_FORMAT}".',
    )


def _latest_url(value: str, base: Path) -> str | Problem:
    found = safe_url(value)
    if found is not None:
        return found
    return _wrong(f'is "{value}", which is not an address')


#: The settings, each called ``liaison_NAME``, and how each is read.
SETTINGS: dict[str, Callable[[str, Path], Any]] = {
    "guide": _guide,
    "data": _data,
    "current_cycle": _current_cycle,
    "date_format": _date_format,
    "latest_url": _latest_url,
}


#: The settings that all guides of a documentation have in common.
_OF_ALL = ("date_format", "latest_url")


def setup(app: Sphinx) -> None:
    """Register each setting.

    Sphinx's own check of types would only warn and leave the wrong value in
    place. Nor does it read pages again for them: a page notes what it shows.
    """
    for name in (*SETTINGS, GUIDES):
        app.add_config_value(PREFIX + name, None, "", Any)
    app.connect("config-inited", validate)
