# SPDX-License-Identifier: Apache-2.0
"""Where a team's guide, data and cycle files are, as its project says."""

from __future__ import annotations

import configparser
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from watcher_liaison_guide.files import read_file
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
)
from watcher_liaison_guide.yamlreader import PositionedText

#: The files that may have the table, and its name in each. Of two files in a
#: directory the first counts.
TABLES = {
    "pyproject.toml": "tool.liaison-guide",
    "setup.cfg": "liaison-guide",
}
KEYS = ("guide", "data", "cycles")
_NAME = re.compile(r"(?<![\w-])liaison-guide(?![\w-])")


@dataclass
class Configuration:
    """What a project's table says; directories are relative to ``folder``."""

    folder: Path = Path()
    values: dict[str, PositionedText] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def find_configuration(start: Path) -> Configuration:
    """Return what the nearest table says, in *start* or above it.

    The search ends with the topmost directory of the repository.
    """
    for folder in _upwards(start):
        for name in TABLES:
            path = folder / name
            content = read_file(path) if os.path.isfile(path) else b""
            # Most of these files have no such table, and need no parsing.
            if isinstance(content, bytes) and b"liaison-guide" in content:
                found = _Table(path, content).read()
                if found is not None:
                    return found
        if os.path.exists(folder / ".git"):
            break
    return Configuration()


def _upwards(start: Path) -> Iterator[Path]:
    folder = start
    for _ in start.absolute().parts:
        yield folder
        folder = Path(os.path.normpath(folder / ".."))


class _Table:
    """Reads the table of one file."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        self.name = TABLES[path.name]
        text = content.decode("utf-8", "replace")
        self.text = text.replace("\r\n", "\n")
        self.found = Configuration(path.parent)

    def read(self) -> Configuration | None:
        """Return what the table says, None if the file has none."""
        try:
            table = self.parsed()
        except (ValueError, RecursionError, configparser.Error) as error:
            match = re.search(r"line:? *([0-9]+)", str(error))
            line = int(match[1]) if match else 1
            reason = str(error).split("\n")[0]
            self.report(line, f"It cannot be read: {reason}")
            return self.found
        if table is None:
            return None
        if not isinstance(table, Mapping):
            self.report(self.line_of(""), f'"{self.name}" is not a table.')
            return self.found
        for key, value in table.items():
            line, subject = self.line_of(key), f'The key "{key}"'
            if key not in KEYS:
                near = did_you_mean(key, KEYS)
                advice = near or f"The keys are {', '.join(KEYS)}."
                message = f"{subject} is not known in [{self.name}]."
                self.report(line, message, advice)
            elif isinstance(value, str) and value:
                place = Position(str(self.path), line)
                self.found.values[key] = PositionedText(value, place)
            else:
                self.report(line, f"{subject} of [{self.name}] is not a text.")
        return self.found

    def parsed(self) -> Any:
        """Return the table, None if there is none, or raise."""
        if self.path.suffix == ".toml":
            tools = tomllib.loads(self.text).get("tool")
            if not isinstance(tools, Mapping):
                return None
            return tools.get("liaison-guide")
        parser = configparser.ConfigParser(interpolation=None)
        parser.read_string(self.text, self.path.name)
        return dict(parser).get(self.name)

    def report(
        self, line: int, message: str, advice: str | None = None
    ) -> None:
        # Without the setting, another team's guide might be used.
        code, severity = Code.CONFIGURATION, Severity.ERROR
        place = Position(str(self.path), line)
        self.found.problems.append(code.at(place, message, advice, severity))

    def line_of(self, key: str) -> int:
        """Return the line of a key of the table, else that of the table."""
        first, inside = 0, False
        setting = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=:]")
        for number, line in enumerate(self.text.split("\n"), start=1):
            if _NAME.search(line):
                first, inside = first or number, True
            elif line.startswith("["):
                inside = False
            elif inside and key and setting.match(line):
                return number
        return first or 1
