# SPDX-License-Identifier: Apache-2.0
"""A folder of YAML into a guide, with every problem found on the way."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from pathlib import Path
from typing import Any

from watcher_liaison_guide.embedded import EMBEDDED_GUIDES as EMBEDDED_GUIDES
from watcher_liaison_guide.fields import INVALID
from watcher_liaison_guide.guide.checks import check_guide
from watcher_liaison_guide.guide.model import (
    FILES,
    Guide,
    Head,
    Project,
    Section,
)
from watcher_liaison_guide.guide.unread import Unread, UnreadFile
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    Severity,
    did_you_mean,
    in_order,
    report,
)
from watcher_liaison_guide.yamlreader import (
    Scalar,
    Value,
    parse,
    position_of,
    read_file,
)

#: Files beside ``guide.yaml`` and ``project.yaml``; all may be absent.
_OPTIONAL = ("roles", "precedence", "policies", "terms", "events")


def load_guide(folder: Path | str) -> tuple[Guide | None, list[Problem]]:
    """Read the guide in *folder*; return it, and all its problems in order.

    The guide is None only where ``guide.yaml`` or ``project.yaml`` cannot
    be read; everything else that cannot be read is left out of it.
    """
    reading = _Reading(Path(folder))
    head = reading.file("guide.yaml", "guide")
    project = reading.file("project.yaml", "project")
    shared = {
        kind: reading.file(f"{kind}.yaml", kind) or {}
        for kind in _OPTIONAL
        if os.path.lexists(reading.folder / f"{kind}.yaml")
    }
    sections = reading.sections()
    reading.report_unread()
    if not isinstance(head, Head) or not isinstance(project, Project):
        return None, in_order(reading.problems)
    team = project.team or next(iter(project.deliverables), "")
    title = project.title or team
    guide = Guide(
        name=reading.folder.resolve().name,
        title=head.title,
        text=head.text,
        project=dataclasses.replace(project, team=team, title=title),
        sections=reading.in_order(head.sections, sections),
        files=reading.digests,
        unread=Unread(reading.unread),
        **shared,
    )
    reading.problems.extend(check_guide(guide))
    return guide, in_order(reading.problems)


class _Reading:
    """The files read so far, with their problems."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.digests: dict[str, str] = {}
        self.unread: dict[str, UnreadFile] = {}

    def file(self, name: str, kind: str) -> Any:
        """Read a file, INVALID if nothing of it can be used."""
        before = len(self.problems)
        value = self._value(name)
        read: Any = INVALID
        if isinstance(value, Scalar) and value.is_null and kind in _OPTIONAL:
            return INVALID
        if value is not None:
            start = Position(value.position.path, value.position.line, 1)
            read = FILES[kind].read(value, start, self.problems)
        errors = [
            found
            for found in self.problems[before:]
            if found.severity is Severity.ERROR
        ]
        if errors:
            self.unread[name] = UnreadFile.of(value, errors)
        return read

    def _value(self, name: str) -> Value | None:
        path = self.folder / name
        content = read_file(path)
        if isinstance(content, Problem):
            self.problems.append(content)
            return None
        self.digests[str(path)] = hashlib.sha256(content).hexdigest()
        value, wrong = parse(content, str(path))
        self.problems.extend(wrong)
        return value

    def sections(self) -> dict[str, Section | None]:
        """Read every section by its file's name, None if it is broken."""
        found: dict[str, Section | None] = {}
        for path in sorted((self.folder / "sections").glob("[!.]*.yaml")):
            section = self.file(f"sections/{path.name}", "section")
            found[path.stem] = section or None
            if isinstance(section, Section) and section.id != path.stem:
                report(
                    self.problems,
                    Code.BAD_IDENTIFIER,
                    position_of(section.id),
                    f'The id of the section is "{section.id}", its file '
                    f'is "{path.name}".',
                    f'Rename the file to "{section.id}.yaml".',
                )
                self._misses(f"sections/{path.name}")
        return found

    def in_order(
        self, names: tuple[str, ...], found: dict[str, Section | None]
    ) -> dict[str, Section]:
        """Return the sections in the order of the document.

        Sections that are not listed come last. They are reported unless
        something else is wrong: a name may be misspelt.
        """
        ordered: dict[str, Section] = {}
        for number, name in enumerate(names):
            if name in names[:number]:
                report(
                    self.problems,
                    Code.DUPLICATE_IDENTIFIER,
                    position_of(name),
                    f'The section "{name}" is listed twice.',
                )
            elif name not in found:
                report(
                    self.problems,
                    Code.UNKNOWN_SECTION,
                    position_of(name),
                    f'There is no file "sections/{name}.yaml".',
                    did_you_mean(name, found),
                )
                self._misses("guide.yaml")
            elif (section := found[name]) is not None:
                ordered[name] = section
        for stem, section in found.items():
            if section is None or stem in ordered:
                continue
            if not self.unread:
                report(
                    self.problems,
                    Code.UNUSED_SECTION,
                    position_of(section.id),
                    f'The section "{section.id}" is not listed in guide.yaml.',
                    'Add it to "sections", in document order.',
                )
            ordered[stem] = section
        return ordered

    def _misses(self, name: str) -> None:
        """Keep in mind that what a file says was not fully understood."""
        self.unread.setdefault(name, UnreadFile(frozenset(), frozenset()))

    def report_unread(self) -> None:
        """Report the files in the folder that nothing reads."""
        known = {f"{kind}.yaml" for kind in FILES if kind != "section"}
        for path in sorted(self.folder.glob("[!.]*.y*ml")):
            if path.name not in known:
                self._unread_file(path, did_you_mean(path.name, known))
        for path in sorted((self.folder / "sections").glob("[!.]*.yml")):
            self._unread_file(path, f'Rename it to "{path.stem}.yaml".')

    def _unread_file(self, path: Path, advice: str | None) -> None:
        report(
            self.problems,
            Code.UNREAD_FILE,
            Position(str(path)),
            "No file of a guide has this name, so nothing reads it.",
            advice,
        )
