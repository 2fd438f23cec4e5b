# SPDX-License-Identifier: Apache-2.0
"""Every setting of the extension, declared once; wrong values fall back."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from watcher_liaison_guide.embedded import EMBEDDED_GUIDES, find_guide
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.problems import Code, Position, Problem, problem
from watcher_liaison_guide.sphinxext.reporting import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_FILE = "conf.py"
#: That of the command line too.
DEFAULT_GUIDE = EMBEDDED_GUIDES / Library.guide_name
#: How a day is shown, in the format of Sphinx's ``today_fmt``.
DATE_FORMAT = "%a %-d %b %Y"


@dataclasses.dataclass(frozen=True)
class Settings:
    """What the settings come to, every value being one that works.

    Whether a cycle is known shows when calendars and cycle files are read;
    ``cycle_place`` is where it is set.
    """

    guide: Path = DEFAULT_GUIDE
    data: Path | None = None
    current_cycle: str | None = None
    date_format: str = DATE_FORMAT
    # Where a setting stands changes nothing on any page.
    cycle_place: Position = dataclasses.field(
        default=Position(_FILE), repr=False, compare=False
    )


def _setting(
    default: Any,
    help: str,
    types: tuple[type, ...] = (str,),
    # What shows the outcome notes so: no page is read without need.
    rebuild: str = "",
) -> Any:
    return dataclasses.field(
        default=default,
        metadata={"help": help, "types": types, "rebuild": rebuild},
    )


@dataclasses.dataclass(frozen=True)
class Declared:
    """The settings as ``conf.py`` has them, each called ``liaison_NAME``."""

    guide: str | None = _setting(
        None,
        "The guide: the name of one that comes with the package, or a "
        "folder relative to conf.py. Default: that of the command line.",
    )
    data: str | None = _setting(
        None,
        "A folder, relative to conf.py, whose ``calendars`` and ``records`` "
        "are laid over those of the package.",
    )
    current_cycle: str | None = _setting(
        None,
        "The cycle whose dates the guide shows, such as ``2027.1``. "
        "Default: that of the newest cycle file in the documentation, else "
        "the newest calendar in development.",
    )
    date_format: str = _setting(
        DATE_FORMAT,
        "How a day is shown, in the format of Sphinx's ``today_fmt``.",
    )


PREFIX = "liaison_"
_SETTINGS: WeakKeyDictionary[Config, Settings] = WeakKeyDictionary()


def settings_of(config: Config) -> Settings:
    """Give the settings of a build, as they were found to be right."""
    return _SETTINGS.get(config) or Settings()


def setup(app: Sphinx) -> None:
    """Tell Sphinx of each setting.

    Types are checked in :func:`validate`: Sphinx's own check would only
    warn and leave the wrong value in place.
    """
    for field in dataclasses.fields(Declared):
        app.add_config_value(
            PREFIX + field.name, field.default, field.metadata["rebuild"], Any
        )
    app.connect("config-inited", validate)


def validate(app: Sphinx, config: Config) -> None:
    """Hold each setting against its rules; a wrong one is its default."""
    base = Path(app.confdir)
    chosen: dict[str, Any] = {}
    for field in dataclasses.fields(Declared):
        value = getattr(config, PREFIX + field.name)
        wrong = _type_problem(field, value)
        if wrong is None and value is not None:
            read = _READERS[field.name](value, base)
            if isinstance(read, Problem):
                wrong = read
            else:
                chosen[field.name] = read
        if wrong is not None:
            place = _place(field.name, config, base)
            report(dataclasses.replace(wrong, position=place))
    if chosen.get("current_cycle"):
        chosen["cycle_place"] = _place("current_cycle", config, base)
    _SETTINGS[config] = Settings(**chosen)


def _type_problem(
    field: dataclasses.Field[Any], value: object
) -> Problem | None:
    if value is None or isinstance(value, field.metadata["types"]):
        return None
    return _wrong(
        field.name,
        f"is {type(value).__name__}, not "
        + " or ".join(one.__name__ for one in field.metadata["types"]),
    )


def _place(name: str, config: Config, base: Path) -> Position:
    """Give the line of ``conf.py`` that sets *name*, where it can be told.

    A setting of the command line (``-D``) stands in no file.
    """
    if PREFIX + name in config.overrides:
        return Position(_FILE)
    try:
        text = (base / _FILE).read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    assignment = re.compile(rf"\s*{PREFIX}{name}\s*(:[^=]*)?=(?!=)")
    for number, line in enumerate(text.split("\n"), start=1):
        if assignment.match(line):
            return Position(_FILE, number)
    return Position(_FILE)


def _wrong(name: str, what: str, advice: str | None = None) -> Problem:
    return problem(
        Code.CONFIGURATION,
        Position(_FILE),
        f'The setting "{PREFIX}{name}" {what}; its default is used.',
        advice,
    )


def _guide(value: str, base: Path) -> Path | Problem:
    found = find_guide(value, base)
    if isinstance(found, Path):
        return found
    return _wrong("guide", f'is "{value}", which is no guide', found.advice)


def _data(value: str, base: Path) -> Path | Problem:
    folder = base / value
    if folder.is_dir():
        return folder
    return _wrong("data", f'is "{value}", which is not a folder')


def _current_cycle(value: str, base: Path) -> str | Problem:
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", value):
        return value.lower()
    return _wrong("current_cycle", f'is "{value}", which names no cycle')


def _date_format(value: str, base: Path) -> str | Problem:
    if re.search(r"%-?[aAbBdjmUwWxyY]", value):
        return value
    return _wrong(
        "date_format",
        f'is "{value}", which shows nothing of a day',
        f'Write such as "{DATE_FORMAT}".',
    )


_READERS: dict[str, Callable[[str, Path], Any]] = {
    "guide": _guide,
    "data": _data,
    "current_cycle": _current_cycle,
    "date_format": _date_format,
}
