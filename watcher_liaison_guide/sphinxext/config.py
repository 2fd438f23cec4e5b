# SPDX-License-Identifier: Apache-2.0
"""Every setting of the extension, declared once; wrong values fall back."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.config import Config

from watcher_liaison_guide.configuration import find_configuration
from watcher_liaison_guide.embedded import EMBEDDED_GUIDES, find_guide
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import Code, Position, Problem, problem
from watcher_liaison_guide.sphinxext.reporting import report

PREFIX = "liaison_"
_FILE = "conf.py"
#: How a day is shown, in the format of Sphinx's ``today_fmt``.
DATE_FORMAT = "%a %-d %b %Y"


@dataclasses.dataclass(frozen=True)
class Settings:
    """What the settings come to, every value being one that works.

    Whether a cycle is known shows when calendars and cycle files are read;
    ``cycle_place`` is where it is set.
    """

    guide: Path = EMBEDDED_GUIDES / Library.guide_name
    data: Path | None = None
    #: Where the command looks for cycle files, if the project says so.
    cycles: Path | None = None
    current_cycle: str | None = None
    date_format: str = DATE_FORMAT
    # Where a setting is changes nothing on any page.
    cycle_place: Position = dataclasses.field(
        default=Position(_FILE), repr=False, compare=False
    )


_SETTINGS: WeakKeyDictionary[Config, Settings] = WeakKeyDictionary()


def settings_of(config: Config) -> Settings:
    """Return the settings of a build, with only values that work."""
    return _SETTINGS.get(config) or Settings()


def validate(app: Sphinx, config: Config) -> None:
    """Check each setting against its rules; a wrong one is its default.

    What ``conf.py`` leaves out may be in the project's configuration.
    """
    project = find_configuration(Path(app.srcdir))
    for one in project.problems:
        report(one)
    chosen: dict[str, Any] = {}
    if "cycles" in project.values:
        chosen["cycles"] = project.folder / project.values["cycles"]
    for name, read in SETTINGS.items():
        shown, base = PREFIX + name, Path(app.confdir)
        value = getattr(config, shown)
        place = _place(name, config, base)
        if value is None and name in project.values:
            shown, value, base = name, project.values[name], project.folder
            place = value.position
        if value is None:
            continue
        if isinstance(value, str):
            found = read(value, base)
        else:
            found = _wrong(f"is {type(value).__name__}, not str")
        if isinstance(found, Problem):
            message = f'The setting "{shown}" {found.message}'
            report(replace(found, position=place, message=message))
        else:
            chosen[name] = found
            if name == "current_cycle":
                chosen["cycle_place"] = place
    _SETTINGS[config] = Settings(**chosen)


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
    return problem(Code.CONFIGURATION, Position(_FILE), message, advice)


def _guide(value: str, base: Path) -> Path | Problem:
    found = find_guide(value, base)
    if isinstance(found, Path):
        return found
    return _wrong(f'is "{value}", which is no guide', found.advice)


def _data(value: str, base: Path) -> Path | Problem:
    folder = base / value
    if folder.is_dir():
        return folder
    return _wrong(f'is "{value}", which is not a folder')


def _current_cycle(value: str, base: Path) -> str | Problem:
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", value):
        return value.lower()
    return _wrong(f'is "{value}", which names no cycle')


def _date_format(value: str, base: Path) -> str | Problem:
    if re.search(r"%-?[aAbBdjmUwWxyY]", value):
        return value
    return _wrong(
        f'is "{value}", which shows nothing of a day',
        f'Write such as "{DATE_FORMAT}".',
    )


#: The settings, each called ``liaison_NAME``, and how each is read.
SETTINGS: dict[str, Callable[[str, Path], Any]] = {
    "guide": _guide,
    "data": _data,
    "current_cycle": _current_cycle,
    "date_format": _date_format,
}


def setup(app: Sphinx) -> None:
    """Register each setting.

    Sphinx's own check of types would only warn and leave the wrong value in
    place. Nor does it read pages again for them: a page notes what it shows.
    """
    for name in SETTINGS:
        app.add_config_value(PREFIX + name, None, "", Any)
    app.connect("config-inited", validate)
